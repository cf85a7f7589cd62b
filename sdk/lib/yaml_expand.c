/* SPDX-License-Identifier: Apache-2.0 */
/*
 * yaml_expand.c - aliases become copies of what they name, merge keys (`<<`) the pairs they stand
 * for, within the limits: for engines that work on the tree itself.
 */
#include <stdlib.h>
#include "yaml_private.h"

#define FEW_KEYS 16 /* that are compared one by one; more are looked up */

struct expand {
	struct weir_arena *arena;
	const char *name;
	struct weir_yaml_limits limits;
	struct weir_error *err;
	size_t nodes, alias_nodes, depth;
};

bool weir_yaml_too_many_aliases(size_t nodes, size_t alias_nodes)
{
	double allowed, n = (double)nodes;

	if (alias_nodes <= 100 || nodes <= 1000)
		return false;
	if (nodes <= 400000)
		allowed = 0.99;
	else if (nodes >= 4000000)
		allowed = 0.10;
	else
		allowed = 0.99 - 0.89 * ((n - 400000) / 3600000);
	return (double)alias_nodes / n > allowed;
}

/* ---- merge keys ---- */

static bool is_merge(const struct weir_yaml_node *key)
{
	return key->kind == WEIR_YAML_SCALAR && key->tag == WEIR_YAML_T_MERGE;
}

static void append(struct weir_arena *arena, struct weir_yaml_node *parent, struct weir_yaml_node *child)
{
	struct weir_yaml_node **items;

	if (parent->count == parent->capacity) {
		parent->capacity = parent->capacity ? parent->capacity * 2 : 4;
		items = weir_arena_alloc(arena, parent->capacity * sizeof(*items));
		if (parent->count)
			memcpy(items, parent->items, parent->count * sizeof(*items));
		parent->items = items;
	}
	parent->items[parent->count++] = child;
}

static bool same_key(const struct weir_yaml_node *a, const struct weir_yaml_node *b)
{
	return a->kind == WEIR_YAML_SCALAR && b->kind == WEIR_YAML_SCALAR && a->len == b->len &&
	       memcmp(a->value, b->value, a->len) == 0;
}

/* Is a key of that text among the pairs? @seen: the keys as members of an object, where they are many. */
static bool has_key(const struct weir_yaml_node *map, json_t *seen, const struct weir_yaml_node *key)
{
	size_t i;

	if (seen)
		return key->kind == WEIR_YAML_SCALAR && json_object_getn(seen, key->value, key->len);
	for (i = 0; i + 1 < map->count; i += 2)
		if (same_key(map->items[i], key))
			return true;
	return false;
}

static void remember_key(json_t *seen, const struct weir_yaml_node *key)
{
	if (seen && key->kind == WEIR_YAML_SCALAR)
		json_object_setn_new_nocheck(seen, key->value, key->len, json_true());
}

static int add_missing(struct expand *x, struct weir_yaml_node *map, json_t *seen, const struct weir_yaml_node *from)
{
	size_t i;

	if (from->kind != WEIR_YAML_MAP)
		return yaml_fail_at(x->err, x->name, from, "map merge requires map or sequence of maps as the value");
	for (i = 0; i + 1 < from->count; i += 2) {
		if (has_key(map, seen, from->items[i]))
			continue;
		append(x->arena, map, from->items[i]);
		append(x->arena, map, from->items[i + 1]);
		remember_key(seen, from->items[i]);
	}
	return 0;
}

/* The pairs without `<<`; what stood there comes into @merged. */
static void take_merges(struct expand *x, struct weir_yaml_node *map, struct weir_yaml_node *merged)
{
	struct weir_yaml_node **old = map->items;
	size_t n = map->count, i;

	map->items = NULL;
	map->count = map->capacity = 0;
	for (i = 0; i + 1 < n; i += 2) {
		struct weir_yaml_node *value = old[i + 1];
		size_t k;

		if (!is_merge(old[i])) {
			append(x->arena, map, old[i]);
			append(x->arena, map, value);
		} else if (value->kind != WEIR_YAML_SEQ) {
			append(x->arena, merged, value);
		} else {
			for (k = 0; k < value->count; k++)
				append(x->arena, merged, value->items[k]);
		}
	}
}

/* Take the `<<` pairs out of @map and put what they bring behind its own pairs. */
static int apply_merges(struct expand *x, struct weir_yaml_node *map)
{
	WEIR_CLEAN_JSON json_t *seen = NULL;
	struct weir_yaml_node merged = { 0 };
	size_t i, pairs;
	int rc = 0;

	for (i = 0; i + 1 < map->count && !is_merge(map->items[i]); i += 2)
		;
	if (i + 1 >= map->count)
		return 0;
	take_merges(x, map, &merged);
	for (pairs = map->count, i = 0; i < merged.count; i++)
		pairs += merged.items[i]->count;
	if (pairs / 2 > FEW_KEYS) {
		seen = json_object();
		for (i = 0; i + 1 < map->count; i += 2)
			remember_key(seen, map->items[i]);
	}
	for (i = 0; !rc && i < merged.count; i++)
		rc = add_missing(x, map, seen, merged.items[i]);
	return rc;
}

/* ---- aliases ---- */

static struct weir_yaml_node *shallow_copy(struct expand *x, const struct weir_yaml_node *node)
{
	struct weir_yaml_node *copy = weir_arena_alloc(x->arena, sizeof(*copy));

	*copy = *node;
	copy->anchor = NULL;
	copy->capacity = node->count;
	if (node->count) {
		copy->items = weir_arena_alloc(x->arena, node->count * sizeof(*copy->items));
		memcpy(copy->items, node->items, node->count * sizeof(*copy->items));
	}
	return copy;
}

static int expand(struct expand *x, struct weir_yaml_node **slot, bool copy)
{
	struct weir_yaml_node *node = *slot;
	size_t i;
	int rc = 0;

	while (node->kind == WEIR_YAML_ALIAS) {
		node = node->target;
		copy = true;
	}
	x->nodes++;
	x->alias_nodes += copy;
	if (x->nodes > x->limits.max_nodes || weir_yaml_too_many_aliases(x->nodes, x->alias_nodes))
		return yaml_fail_at(x->err, x->name, *slot, "document contains excessive aliasing");
	if (x->depth >= x->limits.max_depth)
		return yaml_fail_at(x->err, x->name, *slot, "nested too deeply");
	if (copy)
		node = shallow_copy(x, node);
	*slot = node;
	x->depth++;
	for (i = 0; !rc && i < node->count; i++)
		rc = expand(x, &node->items[i], copy);
	x->depth--;
	if (!rc && node->kind == WEIR_YAML_MAP)
		rc = apply_merges(x, node);
	return rc;
}

int weir_yaml_expand(struct weir_arena *arena, const char *name, struct weir_yaml_node **root,
		     const struct weir_yaml_limits *limits, struct weir_error *err)
{
	struct expand x = { .arena = arena, .name = name, .limits = yaml_limits(limits), .err = err };

	return *root ? expand(&x, root, false) : 0;
}
