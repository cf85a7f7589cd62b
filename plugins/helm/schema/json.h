/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json.h - a schema's text as values: what is asked of them here.  Integers are int64 where they fit.
 * Maps are sorted when they have been read, so that their members stay where they are: a schema is
 * known by its address.
 */
#ifndef HELM_SCHEMA_JSON_H
#define HELM_SCHEMA_JSON_H

#include "../template/value.h"

/* All of these take NULL, which is nothing. */
static inline bool js_is_object(const struct value *v)
{
	return v && v->type == T_MAP;
}
static inline bool js_is_array(const struct value *v)
{
	return v && v->type == T_LIST;
}
static inline bool js_is_string(const struct value *v)
{
	return v && v->type == T_STRING;
}
static inline bool js_is_boolean(const struct value *v)
{
	return v && v->type == T_BOOL;
}
static inline bool js_is_true(const struct value *v)
{
	return js_is_boolean(v) && v->b;
}
static inline bool js_is_false(const struct value *v)
{
	return js_is_boolean(v) && !v->b;
}
static inline bool js_is_integer(const struct value *v)
{
	return v && v->type == T_INT64;
}
static inline bool js_is_number(const struct value *v)
{
	return js_is_integer(v) || (v && v->type == T_FLOAT64);
}
/* A member, NULL where there is none or @v is no object. */
static inline const struct value *js_get(const struct value *v, const char *key)
{
	return js_is_object(v) ? map_get(v->map, key, strlen(key)) : NULL;
}
static inline size_t js_size(const struct value *v)
{
	return js_is_object(v) ? map_count(v->map) : 0;
}
/* Members in byte order of their names; NULL and 0 where @v is no object. */
static inline const struct entry *js_members(const struct value *v, size_t *n)
{
	*n = 0;
	return js_is_object(v) ? map_sorted(v->map, n) : NULL;
}
static inline size_t js_count(const struct value *v)
{
	return js_is_array(v) ? list_count(v->list) : 0;
}
static inline const struct value *js_at(const struct value *v, size_t i)
{
	return i < js_count(v) ? &v->list->items[i] : NULL;
}
static inline const char *js_string(const struct value *v) /* NULL: none */
{
	return js_is_string(v) ? v->s : NULL;
}
static inline double js_number(const struct value *v) /* 0: none */
{
	return js_is_integer(v) ? (double)v->i : js_is_number(v) ? v->f : 0;
}

bool equal_values(const struct value *a, const struct value *b); /* as JSON Schema sees it; equal.c */

#endif
