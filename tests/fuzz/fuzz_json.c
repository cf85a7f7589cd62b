/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_json.c - any bytes as JSON: what is read is written and reads again as the same; so does its YAML. */
#include <weir/yaml.h>
#include "fuzz.h"

/* Text of what @text says, into @sb. */
static json_t *again(const struct weir_strbuf *text, struct weir_strbuf *sb, bool html)
{
	json_t *j = weir_json_load("f", text->data, text->len, NULL);

	CLAIM(j);
	weir_strbuf_clear(sb);
	weir_json_dump(sb, j, html);
	return j;
}

static void write_and_read(const json_t *j, bool html)
{
	struct weir_strbuf first = WEIR_STRBUF_INIT, second = WEIR_STRBUF_INIT, third = WEIR_STRBUF_INIT;

	weir_json_dump(&first, j, html);
	json_decref(again(&first, &second, html)); /* "-0" was a double and is an integer now */
	json_decref(again(&second, &third, html));
	CLAIM(second.len == third.len && memcmp(second.data, third.data, second.len) == 0);
	weir_strbuf_clear(&first);
	if (weir_yaml_dump(&first, j, NULL) == 0)
		json_decref(weir_yaml_load("f", first.data, first.len, WEIR_YAML_V2, NULL));
	weir_strbuf_done(&first);
	weir_strbuf_done(&second);
	weir_strbuf_done(&third);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct weir_error err = WEIR_ERROR_INIT;
	char *text = fuzz_text(data, size);
	json_t *j = weir_json_load("f", text, size, &err);

	if (j)
		write_and_read(j, size & 1);
	else
		CLAIM(err.code == WEIR_E_INVALID && strncmp(err.message, "f:", 2) == 0);
	json_decref(j);
	free(text);
	weir_error_done(&err);
	return 0;
}
