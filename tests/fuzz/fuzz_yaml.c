/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_yaml.c - any bytes as YAML, by both rules: read, expanded, converted, written.  What was written
 * reads again, and as the same where no odd line break is in it.
 */
#include <weir/yaml.h>
#include "fuzz.h"

static void check_error(const struct weir_error *err)
{
	CLAIM(err->code == WEIR_E_INVALID);
	CLAIM(err->message && strncmp(err->message, "f:", 2) == 0);
	CLAIM(!strchr(err->message, '\n'));
}

/* CR, NEL, LS and PS are written as they are in some looks and fold when they are read. */
static bool has_odd_breaks(const struct weir_strbuf *sb)
{
	return memchr(sb->data, '\r', sb->len) || memmem(sb->data, sb->len, "\xc2\x85", 2) ||
	       memmem(sb->data, sb->len, "\xe2\x80\xa8", 3) || memmem(sb->data, sb->len, "\xe2\x80\xa9", 3);
}

/* Doubles lose their point ("1.0" is written as 1), so it is the text that must stay. */
static void write_and_read(const json_t *j)
{
	struct weir_strbuf first = WEIR_STRBUF_INIT, second = WEIR_STRBUF_INIT;
	json_t *back;

	if (weir_yaml_dump(&first, j, NULL) == 0 && !has_odd_breaks(&first)) {
		back = weir_yaml_load("f", first.data, first.len, WEIR_YAML_V2, NULL);
		CLAIM(back);
		CLAIM(weir_yaml_dump(&second, back, NULL) == 0);
		CLAIM(first.len == second.len && memcmp(first.data, second.data, first.len) == 0);
		json_decref(back);
	}
	weir_strbuf_done(&first);
	weir_strbuf_done(&second);
}

static void expand_all(const char *text, size_t len, int mode)
{
	struct weir_yaml_limits limits = { .max_nodes = 100000, .max_depth = 200 };
	struct weir_arena *arena = weir_arena_new();
	struct weir_error err = WEIR_ERROR_INIT;
	struct weir_yaml_doc *docs;
	size_t count, i;

	if (weir_yaml_parse(arena, "f", text, len, mode, &limits, &docs, &count, &err)) {
		check_error(&err);
	} else {
		for (i = 0; i < count; i++) {
			json_t *j = NULL;

			if (weir_yaml_expand(arena, "f", &docs[i].root, &limits, &err) == 0)
				j = weir_yaml_node_json("f", docs[i].root, mode, &limits, &err);
			if (!j)
				check_error(&err);
			json_decref(j);
		}
	}
	weir_error_done(&err);
	weir_arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size);
	int mode;

	for (mode = WEIR_YAML_V2; mode <= WEIR_YAML_V3; mode++) {
		struct weir_error err = WEIR_ERROR_INIT;
		json_t *j = weir_yaml_load_all("f", text, size, mode, &err), *doc;
		size_t i;

		if (!j)
			check_error(&err);
		json_array_foreach(j, i, doc)
			write_and_read(doc);
		json_decref(j);
		weir_error_done(&err);
		expand_all(text, size, mode);
	}
	free(text);
	return 0;
}
