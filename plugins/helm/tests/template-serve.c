/* SPDX-License-Identifier: Apache-2.0 */
/*
 * template-serve - renders templates that come as JSON lines on stdin: {"template", "templates" (further
 * named ones, parsed first), "data", "numbers" ("int64": integers are int64), "strict", "lint"}; answers
 * {"ok": true, "output"} ("output_b64" for what is not UTF-8) or {"ok": false, "error"}, as the engine of
 * Helm 3 does in the corpus's oracle.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <weir/rune.h>

#include "../template/template.h"

static int add(struct template_set *set, const char *name, const json_t *text, struct weir_strbuf *err)
{
	return template_set_add(set, name, text ? json_string_value(text) : "", text ? json_string_length(text) : 0,
				err);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int add_all(struct template_set *set, json_t *request, struct weir_strbuf *err)
{
	json_t *more = json_object_get(request, "templates");
	WEIR_CLEAN_FREE const char **names = weir_calloc(json_object_size(more) + 1, sizeof(*names));
	size_t n = 0, i;
	const char *key;
	json_t *value;

	json_object_foreach(more, key, value)
		names[n++] = key;
	qsort(names, n, sizeof(*names), by_name);
	for (i = 0; i < n; i++)
		if (add(set, names[i], json_object_get(more, names[i]), err) < 0)
			return -1;
	return add(set, "t", json_object_get(request, "template"), err);
}

/* What is not UTF-8 becomes U+FFFD, as in Go's JSON. */
static json_t *text_of(const struct weir_strbuf *text)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	unsigned width;
	char rune[4];
	size_t i;

	weir_strbuf_adds(&sb, "");
	for (i = 0; i < text->len; i += width)
		weir_strbuf_add(&sb, rune,
				weir_rune_encode(weir_rune_decode(text->data + i, text->len - i, &width), rune));
	return json_stringn(sb.data, sb.len);
}

static json_t *answer(struct weir_strbuf *out, const struct weir_strbuf *err, bool ok)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf b64 = WEIR_STRBUF_INIT;

	if (!ok)
		return json_pack("{s:b, s:o}", "ok", 0, "error", text_of(err));
	weir_strbuf_adds(out, "");
	if (weir_rune_is_utf8(out->data, out->len))
		return json_pack("{s:b, s:o}", "ok", 1, "output", json_stringn(out->data, out->len));
	weir_base64_encode(&b64, out->data, out->len);
	return json_pack("{s:b, s:s}", "ok", 1, "output_b64", b64.data);
}

static json_t *run(json_t *request)
{
	struct template_options options = { .helm3 = true,
					    .strict = json_is_true(json_object_get(request, "strict")),
					    .lint = json_is_true(json_object_get(request, "lint")) };
	const char *numbers = json_string_value(json_object_get(request, "numbers"));
	WEIR_CLEAN_STRBUF struct weir_strbuf out = WEIR_STRBUF_INIT;
	WEIR_CLEAN_STRBUF struct weir_strbuf err = WEIR_STRBUF_INIT;
	struct template_set *set = template_set_new();
	struct weir_arena *arena = weir_arena_new();
	json_t *data = json_object_get(request, "data"), *result;
	struct value dot = value_none();
	struct exec *x = NULL;
	bool ok = false;

	if (data && !json_is_null(data))
		dot = value_of_json(arena, data, numbers && strcmp(numbers, "int64") == 0);
	if (add_all(set, request, &err) == 0) {
		x = template_exec_new(set, &options, arena);
		ok = template_exec(x, "t", dot, &out, &err) == 0;
	}
	result = answer(&out, &err, ok);
	template_exec_free(x);
	template_set_free(set);
	weir_arena_free(arena);
	return result;
}

/* Integers stay as they are where all of them fit; a float64 reads them as one anyway. */
static json_t *parse(const char *line, size_t len)
{
	json_t *request = json_loadb(line, len, JSON_ALLOW_NUL, NULL);

	return request ? request : json_loadb(line, len, JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, NULL);
}

static void serve(void *unused)
{
	WEIR_CLEAN_FREE char *line = NULL;
	size_t room = 0;
	ssize_t len;

	(void)unused;
	while ((len = getline(&line, &room, stdin)) > 0) {
		WEIR_CLEAN_JSON json_t *request = parse(line, (size_t)len);
		WEIR_CLEAN_JSON json_t *reply =
			request ? run(request) : json_pack("{s:b, s:s}", "ok", 0, "error", "BADCASE");
		WEIR_CLEAN_FREE char *text = json_dumps(reply, JSON_COMPACT);

		puts(text);
		fflush(stdout);
	}
}

int main(void)
{
	template_on_deep_stack(serve, NULL);
	return 0;
}
