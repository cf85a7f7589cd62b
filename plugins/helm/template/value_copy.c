/* SPDX-License-Identifier: Apache-2.0 */
/*
 * value_copy.c - deep copies of values. A template's copy is bounded by the budget of its render, since
 * a map may contain itself or hold another many times.
 */
#include "func_call.h"

#define DEPTH_MAX 10000 /* of lists and maps in each other; no reader of YAML or JSON gives more */

struct copying {
	struct weir_arena *arena;
	struct exec *x; /* NULL: without bounds but that of depth */
	int depth;
	bool failed, endless;
};

static struct value copy(struct copying *c, const struct value *v);

/* One level deeper, for @bytes; false: that is too much. */
static bool enter(struct copying *c, size_t bytes)
{
	if (c->failed)
		return false;
	c->endless = c->depth >= DEPTH_MAX;
	c->failed = c->endless || (c->x && exec_over_budget(c->x, bytes));
	c->depth += !c->failed;
	return !c->failed;
}

static struct list *copy_list(struct copying *c, const struct list *l)
{
	struct list *out;
	uint32_t i;

	if (!l || !enter(c, l->count * sizeof(*l->items)))
		return NULL;
	out = list_new(c->arena, l->count);
	for (i = 0; i < l->count; i++)
		list_add(c->arena, out, copy(c, &l->items[i]));
	c->depth--;
	return out;
}

static struct map *copy_map(struct copying *c, struct map *m)
{
	const struct entry *e;
	struct map *out;
	size_t n, i;

	if (!m || !enter(c, map_count(m) * sizeof(*e)))
		return NULL;
	e = map_sorted(m, &n);
	out = map_new(c->arena, n);
	for (i = 0; i < n; i++)
		map_set(out, e[i].key, e[i].len, copy(c, &e[i].value));
	c->depth--;
	return out;
}

static struct value copy(struct copying *c, const struct value *v)
{
	struct value out = *v;

	if (c->failed)
		return out;
	if (value_is_list(v))
		out.list = copy_list(c, v->list);
	else if (value_is_map(v))
		out.map = copy_map(c, v->map);
	return out;
}

struct value value_deep_copy(struct weir_arena *a, const struct value *v)
{
	struct copying c = { .arena = a };

	return copy(&c, v);
}

int func_deep_copy(struct exec *x, const struct value *v, struct value *out)
{
	struct copying c = { .arena = exec_arena(x), .x = x };

	*out = copy(&c, v);
	if (!c.failed)
		return 0;
	if (c.endless)
		return func_fail(x, "the value contains itself: its copy has no end");
	return -1;
}
