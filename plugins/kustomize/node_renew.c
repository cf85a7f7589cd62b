/* SPDX-License-Identifier: Apache-2.0 */
/*
 * node_renew.c - a tree as it is once it has gone through JSON and come back, in one walk and without
 * the JSON: what node_json() and node_of_json() with doubles make of it.  What hardly ever stands in
 * an object is left to these two: NULL says so.
 */
#include "node.h"

#include <math.h>
#include <stdio.h>

#define MAX_DEPTH 500 /* the long way has the words for what exceeds the limit */
#define FEW_KEYS  24  /* that are compared each with each */

struct renewer {
	struct node_maker m;
	size_t depth;
	bool flow;
};

static struct weir_yaml_node *renew(struct renewer *r, const struct weir_yaml_node *n);

static struct weir_yaml_node *number(struct renewer *r, const struct weir_yaml_node *n)
{
	int64_t i = 0;
	uint64_t u = 0;
	double d = 0;

	switch (weir_yaml_number(n->value, n->len, WEIR_YAML_V3, &i, &u, &d)) {
	case WEIR_YAML_IS_INT64: return node_of_double(r->m.arena, (double)i);
	case WEIR_YAML_IS_UINT64: return node_of_double(r->m.arena, (double)u);
	case WEIR_YAML_IS_DOUBLE: return isfinite(d) ? node_of_double(r->m.arena, d) : NULL;
	default: return NULL;
	}
}

static struct weir_yaml_node *scalar(struct renewer *r, const struct weir_yaml_node *n)
{
	int meaning = n->tag == WEIR_YAML_T_STR ? WEIR_YAML_T_STR : node_meaning(n);

	if (meaning == WEIR_YAML_T_STR)
		return n->style == WEIR_YAML_FOLDED ? NULL : node_of_text(r->m.arena, n->value, n->len);
	/* What the author tagged, and what gets quotes between braces. */
	if (n->tagged || (r->flow && n->style == WEIR_YAML_PLAIN && !n->len))
		return NULL;
	switch (meaning) {
	case WEIR_YAML_T_NULL: return node_scalar(r->m.arena, "null", WEIR_YAML_T_NULL);
	case WEIR_YAML_T_BOOL:
		return node_scalar(r->m.arena, weir_yaml_is_true(n->value, n->len) ? "true" : "false",
				   WEIR_YAML_T_BOOL);
	case WEIR_YAML_T_INT:
	case WEIR_YAML_T_FLOAT: return number(r, n);
	default: return NULL;
	}
}

static struct weir_yaml_node *key_of(struct renewer *r, const struct weir_yaml_node *key)
{
	if (key->kind != WEIR_YAML_SCALAR || key->comment || key->tagged || memchr(key->value, '\0', key->len) ||
	    (key->tag != WEIR_YAML_T_STR && node_meaning(key) != WEIR_YAML_T_STR) ||
	    (key->len == 2 && memcmp(key->value, "<<", 2) == 0))
		return NULL;
	return weir_yaml_key_node(r->m.arena, r->m.keys, key->value, key->len);
}

static bool is_double(const struct weir_yaml_node *map, const struct weir_yaml_node *key)
{
	size_t i;

	for (i = 0; i < map->count; i += 2)
		if (map->items[i] == key ||
		    (map->items[i]->len == key->len && memcmp(map->items[i]->value, key->value, key->len) == 0))
			return true;
	return false;
}

static bool renew_items(struct renewer *r, const struct weir_yaml_node *n, struct weir_yaml_node *out)
{
	bool map = n->kind == WEIR_YAML_MAP;
	struct weir_yaml_node *key, *value;
	size_t i;

	for (i = 0; i < n->count; i++) {
		if (map) {
			key = key_of(r, n->items[i++]);
			if (!key || is_double(out, key))
				return false;
			out->items[out->count++] = key;
		}
		value = renew(r, n->items[i]);
		if (!value)
			return false;
		out->items[out->count++] = value;
	}
	return true;
}

static struct weir_yaml_node *collection(struct renewer *r, const struct weir_yaml_node *n)
{
	bool map = n->kind == WEIR_YAML_MAP, flow = r->flow, good;
	struct weir_yaml_node *out = map ? node_map(r->m.arena) : node_seq(r->m.arena);

	if ((map && n->count > 2 * FEW_KEYS) || r->depth >= MAX_DEPTH)
		return NULL;
	out->capacity = n->count;
	if (n->count)
		out->items = weir_arena_alloc(r->m.arena, n->count * sizeof(*out->items));
	r->flow |= n->style == WEIR_YAML_FLOW;
	r->depth++;
	good = renew_items(r, n, out);
	r->depth--;
	r->flow = flow;
	return good ? out : NULL;
}

static struct weir_yaml_node *renew(struct renewer *r, const struct weir_yaml_node *n)
{
	switch (n->kind) {
	case WEIR_YAML_SCALAR: return scalar(r, n);
	case WEIR_YAML_MAP:
	case WEIR_YAML_SEQ: return collection(r, n);
	default: return NULL;
	}
}

struct weir_yaml_node *node_renew(struct weir_arena *a, struct weir_yaml_keys *keys, const struct weir_yaml_node *n)
{
	struct renewer r = { .m = { a, keys, true } };

	return renew(&r, n);
}
