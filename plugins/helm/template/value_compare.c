/* SPDX-License-Identifier: Apache-2.0 */
/* value_compare.c - deep equality (reflect.DeepEqual) and deep copies of values. */
#include "value.h"

#define DEPTH_MAX 10000 /* a value that contains itself: made by `set` only */

static bool equal(const struct value *a, const struct value *b, int depth);

static bool lists_equal(const struct list *a, const struct list *b, int depth)
{
	uint32_t i;

	if (!a != !b || list_count(a) != list_count(b))
		return false;
	for (i = 0; i < list_count(a); i++)
		if (!equal(&a->items[i], &b->items[i], depth))
			return false;
	return true;
}

static bool maps_equal(struct map *a, struct map *b, int depth)
{
	const struct entry *x, *y;
	size_t n, m, i;

	if (!a != !b || map_count(a) != map_count(b))
		return false;
	if (a == b)
		return true;
	x = map_sorted(a, &n);
	y = map_sorted(b, &m);
	for (i = 0; i < n; i++)
		if (x[i].hash != y[i].hash || x[i].len != y[i].len || memcmp(x[i].key, y[i].key, x[i].len) != 0 ||
		    !equal(&x[i].value, &y[i].value, depth))
			return false;
	return true;
}

static bool equal(const struct value *a, const struct value *b, int depth)
{
	if (value_is_nil(a) || value_is_nil(b))
		return value_is_nil(a) && value_is_nil(b);
	if (a->type != b->type || depth > DEPTH_MAX)
		return false;
	if (value_is_list(a))
		return lists_equal(a->list, b->list, depth + 1);
	if (value_is_map(a))
		return maps_equal(a->map, b->map, depth + 1);
	switch ((enum type)a->type) {
	case T_BOOL: return a->b == b->b;
	case T_FLOAT32:
	case T_FLOAT64: return a->f == b->f;
	case T_COMPLEX128: return a->c->re == b->c->re && a->c->im == b->c->im;
	case T_STRING:
	case T_BYTES: return a->len == b->len && memcmp(a->s, b->s, a->len) == 0;
	case T_FUNC: return !a->func && !b->func;
	case T_OBJECT:
		return a->object == b->object || (a->object->class == b->object->class && a->object->class->equal &&
						  a->object->class->equal(a->object, b->object));
	default: return a->u == b->u;
	}
}

bool value_equal(const struct value *a, const struct value *b)
{
	return equal(a, b, 0);
}

static struct value copy(struct weir_arena *a, const struct value *v, int depth);

static struct list *copy_list(struct weir_arena *a, const struct list *l, int depth)
{
	struct list *out;
	uint32_t i;

	if (!l)
		return NULL;
	out = list_new(a, l->count);
	for (i = 0; i < l->count; i++)
		list_add(a, out, copy(a, &l->items[i], depth));
	return out;
}

static struct map *copy_map(struct weir_arena *a, struct map *m, int depth)
{
	const struct entry *e;
	struct map *out;
	size_t n, i;

	if (!m)
		return NULL;
	e = map_sorted(m, &n);
	out = map_new(a, n);
	for (i = 0; i < n; i++)
		map_set(out, e[i].key, e[i].len, copy(a, &e[i].value, depth));
	return out;
}

static struct value copy(struct weir_arena *a, const struct value *v, int depth)
{
	struct value out = *v;

	if (depth > DEPTH_MAX)
		return out;
	if (value_is_list(v))
		out.list = copy_list(a, v->list, depth + 1);
	else if (value_is_map(v))
		out.map = copy_map(a, v->map, depth + 1);
	return out;
}

struct value value_deep_copy(struct weir_arena *a, const struct value *v)
{
	return copy(a, v, 0);
}
