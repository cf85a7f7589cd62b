/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_text.c - any text as a duration, a size, base64 and a misspelt name. */
#include <weir/util.h>
#include "fuzz.h"

static void base64(const char *text, size_t len)
{
	struct weir_strbuf bytes = WEIR_STRBUF_INIT, again = WEIR_STRBUF_INIT, back = WEIR_STRBUF_INIT;

	if (weir_base64_decode(&bytes, text, len)) {
		weir_base64_encode(&again, bytes.data, bytes.len);
		CLAIM(weir_base64_decode(&back, again.data, again.len));
		CLAIM(back.len == bytes.len && memcmp(back.data, bytes.data, back.len) == 0);
	} else {
		CLAIM(!bytes.len);
	}
	weir_strbuf_done(&bytes);
	weir_strbuf_done(&again);
	weir_strbuf_done(&back);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = { "interval", "retryInterval", "timeout", "path", NULL };
	struct weir_error err = WEIR_ERROR_INIT;
	char *text = fuzz_text(data, size), *printed;
	int64_t ms, again;
	uint64_t bytes;

	if (weir_duration_parse(text, &ms, &err) == 0) {
		printed = weir_duration_format(ms);
		CLAIM(weir_duration_parse(printed, &again, NULL) == 0 && again == ms);
		free(printed);
	}
	weir_size_parse(text, &bytes, &err);
	weir_nearest(text, names);
	base64(text, size);
	weir_error_done(&err);
	free(text);
	return 0;
}
