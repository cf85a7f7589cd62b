/* SPDX-License-Identifier: Apache-2.0 */
/* read.c - values files. */
#include "read.h"

#include "../template/yaml_text.h"
#include <weir/yaml.h>

struct map *values_merge(struct weir_arena *arena, struct map *a, struct map *b)
{
	struct map *out = map_new(arena, map_count(a) + map_count(b));
	const struct entry *entries;
	const struct value *have;
	size_t i, n;

	entries = map_sorted(a, &n);
	for (i = 0; i < n; i++)
		map_set(out, entries[i].key, entries[i].len, entries[i].value);
	entries = map_sorted(b, &n);
	for (i = 0; i < n; i++) {
		struct value v = entries[i].value;

		have = map_get(out, entries[i].key, entries[i].len);
		if (have && have->type == T_MAP && v.type == T_MAP)
			v = value_map(values_merge(arena, have->map, v.map));
		map_set(out, entries[i].key, entries[i].len, v);
	}
	return out;
}

/* The line of a new document: "---" and nothing else but space or a comment. */
static bool is_separator(const char *line, const char *end)
{
	if (end - line < 3 || memcmp(line, "---", 3) != 0)
		return false;
	for (line += 3; line < end && strchr(" \t\r\n\v\f", *line); line++)
		;
	return line == end || *line == '#';
}

/* Where the document at @text ends; *next: where the following one begins. */
static const char *document_end(const char *text, const char *end, const char **next)
{
	const char *line, *after;

	for (line = text; line < end; line = after) {
		after = memchr(line, '\n', (size_t)(end - line));
		after = after ? after + 1 : end;
		if (line > text && is_separator(line, after)) {
			*next = after;
			return line;
		}
	}
	*next = end;
	return end;
}

static int read_document(struct weir_arena *arena, const char *text, size_t len, struct map **out,
			 struct weir_error *err)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf why = WEIR_STRBUF_INIT;
	struct value v;

	if (!yaml_read(arena, text, len, WANT_MAP, &v, &why))
		return weir_fail(err, WEIR_E_INVALID, NULL, "cannot unmarshal yaml document: %s", why.data);
	*out = v.map;
	return 0;
}

int values_read(struct weir_arena *arena, const char *text, size_t len, struct map **out, struct weir_error *err)
{
	const char *end = text + len, *stop, *next;
	struct map *all = NULL, *one = NULL;
	int rc;

	for (; text < end; text = next) {
		stop = document_end(text, end, &next);
		rc = read_document(arena, text, (size_t)(stop - text), &one, err);
		if (rc)
			return rc;
		all = all ? values_merge(arena, all, one) : one;
	}
	*out = all ? all : map_new(arena, 0);
	return 0;
}

int lock_check(const char *name, const char *text, size_t len, struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *json = weir_yaml_load(name, text, len, WEIR_YAML_V2, err);

	if (!json)
		return weir_fail_prefix(err, "cannot load %s", name);
	if (!json_is_object(json) && !json_is_null(json))
		return weir_fail(err, WEIR_E_INVALID, NULL, "cannot load %s: it is not a map", name);
	return 0;
}
