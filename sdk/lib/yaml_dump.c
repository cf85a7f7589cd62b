/* SPDX-License-Identifier: Apache-2.0 */
/* yaml_dump.c - json_t to YAML: a walk that tells the writer (yaml_emit.c) what it meets. */
#include <stdio.h>
#include <stdlib.h>
#include "yaml_private.h"

#define MAX_DEPTH 10000

static bool put_value(struct weir_yaml_writer *w, const json_t *j, bool in_map, int depth);

static bool put_pairs(struct weir_yaml_writer *w, const struct weir_yaml_key *keys, size_t n, int depth)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!weir_yaml_put_key(w, keys[i].text, keys[i].len) || !put_value(w, keys[i].value, true, depth))
			return false;
	return true;
}

static bool put_map(struct weir_yaml_writer *w, const json_t *j, int depth)
{
	struct weir_yaml_key few[32], *keys = few;
	size_t n = json_object_size(j), i = 0;
	const char *key;
	json_t *item;
	bool good;
	int before;

	if (!n) {
		weir_yaml_put_empty(w, true);
		return true;
	}
	if (n > sizeof(few) / sizeof(few[0]))
		keys = weir_malloc(n * sizeof(*keys));
	json_object_foreach((json_t *)j, key, item)
		keys[i++] = (struct weir_yaml_key){ key, strlen(key), item };
	weir_yaml_sort_keys(keys, n, false);
	before = weir_yaml_open_map(w);
	good = put_pairs(w, keys, n, depth);
	weir_yaml_close(w, before);
	if (keys != few)
		free(keys);
	return good;
}

static bool put_sequence(struct weir_yaml_writer *w, const json_t *j, bool in_map, int depth)
{
	size_t n = json_array_size(j), i;
	bool good = true;
	int before;

	if (!n) {
		weir_yaml_put_empty(w, false);
		return true;
	}
	before = weir_yaml_open_sequence(w, in_map);
	for (i = 0; good && i < n; i++) {
		weir_yaml_put_item(w);
		good = put_value(w, json_array_get(j, i), false, depth);
	}
	weir_yaml_close(w, before);
	return good;
}

static bool put_text(struct weir_yaml_writer *w, const json_t *j)
{
	const char *number = weir_number_text(j);

	if (!number)
		return weir_yaml_put_string(w, json_string_value(j), json_string_length(j));
	weir_yaml_put_plain(w, number, strlen(number));
	return true;
}

static bool put_integer(struct weir_yaml_writer *w, const json_t *j)
{
	char text[32];
	int n = snprintf(text, sizeof(text), "%" JSON_INTEGER_FORMAT, json_integer_value(j));

	weir_yaml_put_plain(w, text, (size_t)n);
	return true;
}

static bool put_value(struct weir_yaml_writer *w, const json_t *j, bool in_map, int depth)
{
	if (depth >= MAX_DEPTH) {
		weir_fail(w->err, WEIR_E_INVALID, NULL, "cannot be written as YAML: nested too deeply");
		return false;
	}
	switch (j ? json_typeof(j) : JSON_NULL) {
	case JSON_OBJECT: return put_map(w, j, depth + 1);
	case JSON_ARRAY: return put_sequence(w, j, in_map, depth + 1);
	case JSON_STRING: return put_text(w, j);
	case JSON_INTEGER: return put_integer(w, j);
	case JSON_REAL: return weir_yaml_put_double(w, json_real_value(j));
	case JSON_TRUE: weir_yaml_put_plain(w, "true", 4); return true;
	case JSON_FALSE: weir_yaml_put_plain(w, "false", 5); return true;
	default: weir_yaml_put_plain(w, "null", 4); return true;
	}
}

int weir_yaml_dump(struct weir_strbuf *sb, const json_t *j, struct weir_error *err)
{
	struct weir_yaml_writer w;
	size_t before = sb->len;

	weir_yaml_writer_init(&w, sb, err);
	if (!put_value(&w, j, false, 0)) {
		sb->len = before;
		sb->data[before] = '\0';
		return WEIR_E_INVALID;
	}
	weir_yaml_writer_end(&w);
	return 0;
}
