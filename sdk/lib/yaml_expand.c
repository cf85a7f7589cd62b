/* SPDX-License-Identifier: Apache-2.0 */
/*
 * yaml_expand.c - aliases become copies of what they name, merge keys (`<<`) the pairs they stand
 * for, within the limits: for engines that work on the tree itself.
 */
#include "yaml_private.h"

struct expand {
	struct weir_arena *arena;
	const char *name;
	struct weir_yaml_limits limits;
	struct weir_error *err;
	size_t nodes, depth;
};

static int expand(struct expand *x, struct weir_yaml_node **slot, bool copy);

static bool same_key(const struct weir_yaml_node *a, const struct weir_yaml_node *b)
{
	return a->kind == WEIR_YAML_SCALAR && b->kind == WEIR_YAML_SCALAR && a->len == b->len &&
	       memcmp(a->value, b->value, a->len) == 0;
}

static bool has_key(const struct weir_yaml_node *map, const struct weir_yaml_node *key)
{
	size_t i;

	for (i = 0; i + 1 < map->count; i += 2)
		if (same_key(map->items[i], key))
			return true;
	return false;
}

static int add_missing(struct expand *x, struct weir_yaml_node *map, const struct weir_yaml_node *from)
{
	size_t i;

	if (from->kind != WEIR_YAML_MAP)
		return yaml_fail_at(x->err, x->name, from, "map merge requires map or sequence of maps as the value");
	for (i = 0; i + 1 < from->count; i += 2) {
		if (has_key(map, from->items[i]))
			continue;
		yaml_append(x->arena, map, from->items[i]);
		yaml_append(x->arena, map, from->items[i + 1]);
	}
	return 0;
}

/* Take the `<<` pairs out of @map and put what they bring behind its own pairs. */
static int apply_merges(struct expand *x, struct weir_yaml_node *map)
{
	struct weir_yaml_node **old = map->items;
	size_t n = map->count, i, k;
	int rc = 0;

	for (i = 0; i + 1 < n && old[i]->tag != WEIR_YAML_T_MERGE; i += 2)
		;
	if (i + 1 >= n)
		return 0;
	map->items = NULL;
	map->count = map->capacity = 0;
	for (i = 0; i + 1 < n; i += 2) {
		if (old[i]->kind == WEIR_YAML_SCALAR && old[i]->tag == WEIR_YAML_T_MERGE)
			continue;
		yaml_append(x->arena, map, old[i]);
		yaml_append(x->arena, map, old[i + 1]);
	}
	for (i = 0; !rc && i + 1 < n; i += 2) {
		if (old[i]->kind != WEIR_YAML_SCALAR || old[i]->tag != WEIR_YAML_T_MERGE)
			continue;
		if (old[i + 1]->kind != WEIR_YAML_SEQ)
			rc = add_missing(x, map, old[i + 1]);
		for (k = 0; !rc && old[i + 1]->kind == WEIR_YAML_SEQ && k < old[i + 1]->count; k++)
			rc = add_missing(x, map, old[i + 1]->items[k]);
	}
	return rc;
}

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

	if (++x->nodes > x->limits.max_nodes)
		return yaml_fail_at(x->err, x->name, node, "document contains excessive aliasing");
	if (x->depth >= x->limits.max_depth)
		return yaml_fail_at(x->err, x->name, node, "nested too deeply");
	while (node->kind == WEIR_YAML_ALIAS) {
		node = node->target;
		copy = true;
	}
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
