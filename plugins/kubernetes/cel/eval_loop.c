/* SPDX-License-Identifier: Apache-2.0 */
/*
 * eval_loop.c - all, exists, exists_one, filter and map over the items of a list or the keys of a map, and
 * the forms of optional values that evaluate one argument only when it is needed.
 */
#include "ast.h"

struct items {
	struct cel_value *data;
	size_t n, room;
};

static void items_add(struct run *run, struct items *items, struct cel_value v)
{
	if (items->n == items->room) {
		size_t room = items->room ? items->room * 2 : 8;
		struct cel_value *data = weir_arena_alloc(run->arena, room * sizeof(*data));

		if (items->n)
			memcpy(data, items->data, items->n * sizeof(*data));
		items->data = data;
		items->room = room;
	}
	items->data[items->n++] = v;
}

/* What the loop has gathered so far. */
struct gathered {
	struct cel_value truth; /* all, exists: a boolean, or the error that nothing has ended yet */
	int64_t count;          /* exists_one */
	struct items items;     /* filter, map */
};

/* true: the loop is over, @g->truth is its value. */
static bool take_truth(struct run *run, struct gathered *g, struct cel_value v, bool end)
{
	if (v.type == CEL_BOOL && v.truth == end) {
		g->truth = v;
		return true;
	}
	if (v.type != CEL_BOOL && g->truth.type == CEL_BOOL)
		g->truth = cel_is_error(v) ? v : no_overload(run, end ? "exists()" : "all()", &v, 1);
	return false;
}

static bool take(struct run *run, const struct scope *scope, const struct node *node, struct gathered *g)
{
	enum loop kind = node->op;
	struct cel_value v = eval(run, scope, node->args[1]);

	if (kind == LOOP_ALL || kind == LOOP_EXISTS)
		return take_truth(run, g, v, kind == LOOP_EXISTS);
	if (kind != LOOP_MAP && !cel_is_error(v) && v.type != CEL_BOOL)
		v = no_overload(run, "the condition of a loop", &v, 1);
	if (!cel_is_error(v) && kind == LOOP_FILTER_MAP && v.truth) {
		v = eval(run, scope, node->args[2]);
		kind = LOOP_MAP;
	}
	if (cel_is_error(v)) {
		g->truth = v;
		return true;
	}
	if (kind == LOOP_MAP)
		items_add(run, &g->items, v);
	else if (kind == LOOP_FILTER && v.truth)
		items_add(run, &g->items, scope->value);
	else if (kind == LOOP_ONE)
		g->count += v.truth;
	return false;
}

static struct cel_value result(struct run *run, enum loop kind, const struct gathered *g)
{
	if (cel_is_error(g->truth) || kind == LOOP_ALL || kind == LOOP_EXISTS)
		return g->truth;
	if (kind == LOOP_ONE)
		return cel_bool(g->count == 1);
	return cel_list(run->arena, g->items.data, g->items.n);
}

struct cel_value eval_loop(struct run *run, const struct scope *scope, const struct node *node)
{
	struct cel_value range = eval(run, scope, node->args[0]);
	struct gathered g = { .truth = cel_bool(node->op == LOOP_ALL) };
	struct scope inner = { .outer = scope, .name = node->name };
	size_t i, n;

	if (cel_is_error(range))
		return range;
	if (range.type == CEL_MAP)
		range = cel_map_keys(run->arena, range);
	if (range.type != CEL_LIST)
		return cel_error(run->arena, "a %s has no items", cel_type_name(range.type));
	n = cel_size(range);
	for (i = 0; i < n; i++) {
		if (!run_spend(run, 1))
			return run_exhausted(run);
		inner.value = cel_list_at(run->arena, range, i);
		if (take(run, &inner, node, &g))
			break;
	}
	return result(run, node->op, &g);
}

static struct cel_value optional_map(struct run *run, const struct scope *scope, const struct node *node,
				     struct cel_value x)
{
	struct scope inner = { .outer = scope, .name = node->name };
	struct cel_value v;

	if (!x.inner)
		return x;
	inner.value = *x.inner;
	v = eval(run, &inner, node->args[1]);
	return cel_is_error(v) || node->op ? v : cel_optional(run->arena, &v);
}

struct cel_value eval_optional(struct run *run, const struct scope *scope, const struct node *node)
{
	struct cel_value x = eval(run, scope, node->args[0]);

	if (cel_is_error(x))
		return x;
	if (x.type != CEL_OPTIONAL)
		return no_overload(run, "optMap(), or() and orValue()", &x, 1);
	if (node->type == N_OPT_MAP)
		return optional_map(run, scope, node, x);
	if (!x.inner)
		return eval(run, scope, node->args[1]);
	return node->type == N_OR_VALUE ? *x.inner : x;
}
