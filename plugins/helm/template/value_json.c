/* SPDX-License-Identifier: Apache-2.0 */
/* value_json.c - values from JSON trees and JSON trees from values. */
#include <jansson.h>
#include <math.h>

#include <stdlib.h>
#include <weir/yaml.h>

#include "value.h"

static struct value text_of(struct weir_arena *a, const json_t *j)
{
	const char *number = weir_number_text(j);

	/* An integer beyond int64, which jansson has not. */
	if (number)
		return value_float(strtod(number, NULL));
	return value_copy_str(a, json_string_value(j), json_string_length(j));
}

static struct value list_of(struct weir_arena *a, const json_t *j, bool int64)
{
	struct list *l = list_new(a, json_array_size(j));
	size_t i;

	for (i = 0; i < json_array_size(j); i++)
		list_add(a, l, value_of_json(a, json_array_get(j, i), int64));
	return value_list(l);
}

static struct value map_of(struct weir_arena *a, const json_t *j, bool int64)
{
	struct map *m = map_new(a, json_object_size(j));
	void *it;

	for (it = json_object_iter((json_t *)j); it; it = json_object_iter_next((json_t *)j, it)) {
		const char *key = json_object_iter_key(it);
		size_t len = json_object_iter_key_len(it);

		map_set(m, weir_arena_strndup(a, key, len), len, value_of_json(a, json_object_iter_value(it), int64));
	}
	return value_map(m);
}

struct value value_of_json(struct weir_arena *a, const json_t *j, bool int64)
{
	switch (json_typeof(j)) {
	case JSON_OBJECT: return map_of(a, j, int64);
	case JSON_ARRAY: return list_of(a, j, int64);
	case JSON_STRING: return text_of(a, j);
	case JSON_INTEGER:
		return int64 ? value_int64(json_integer_value(j)) : value_float((double)json_integer_value(j));
	case JSON_REAL: return value_float(json_real_value(j));
	case JSON_TRUE: return value_bool(true);
	case JSON_FALSE: return value_bool(false);
	default: return value_nil();
	}
}

static json_t *json_of_list(struct exec *x, const struct list *l)
{
	json_t *j;
	uint32_t i;

	if (!l)
		return json_null();
	j = json_array();
	for (i = 0; i < l->count; i++)
		json_array_append_new(j, value_json(x, &l->items[i]));
	return j;
}

static json_t *json_of_map(struct exec *x, struct map *m)
{
	const struct entry *e;
	json_t *j;
	size_t n, i;

	if (!m)
		return json_null();
	j = json_object();
	e = map_sorted(m, &n);
	for (i = 0; i < n; i++)
		json_object_setn_new_nocheck(j, e[i].key, e[i].len, value_json(x, &e[i].value));
	return j;
}

static json_t *json_of_object(struct exec *x, struct object *o)
{
	struct value v = o->class->encode ? o->class->encode(x, o) : value_nil();

	return value_json(x, &v);
}

static json_t *json_of_bytes(const struct value *v)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	if (!v->s)
		return json_null();
	weir_base64_encode(&sb, v->s, v->len);
	return json_stringn_nocheck(sb.data ? sb.data : "", sb.len);
}

json_t *value_json(struct exec *x, const struct value *v)
{
	if (value_is_int(v) || value_is_uint(v))
		return json_integer(v->i);
	if (value_is_list(v))
		return json_of_list(x, v->list);
	if (value_is_map(v))
		return json_of_map(x, v->map);
	switch ((enum type)v->type) {
	case T_BOOL: return json_boolean(v->b);
	case T_FLOAT32:
	case T_FLOAT64:
		if (v->f == floor(v->f) && fabs(v->f) < 9007199254740992.0)
			return json_integer((int64_t)v->f);
		return json_real(v->f);
	case T_STRING: return json_stringn_nocheck(v->s, v->len);
	case T_BYTES: return json_of_bytes(v);
	case T_OBJECT: return json_of_object(x, v->object);
	default: return json_null();
	}
}
