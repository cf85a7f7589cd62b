/* SPDX-License-Identifier: Apache-2.0 */
/*
 * value_compare.c - deep equality of values (reflect.DeepEqual).
 *
 * Pairs of lists or maps met before are taken as equal, as the original does, so that what contains
 * itself, or holds the same map a million times, comes to an end. Small values need no memory of pairs.
 */
#include <stdlib.h>

#include "value.h"

#define DEPTH_MAX  10000 /* of lists and maps in each other; no reader of YAML or JSON gives more */
#define FREE_STEPS 4096  /* comparisons of containers before pairs are remembered */

struct pair {
	const void *a, *b;
};

struct comparison {
	int depth;
	size_t steps;
	struct pair *pairs; /* a table of hashes; .a NULL: free */
	size_t count, size; /* a power of two */
};

static bool equal(struct comparison *c, const struct value *a, const struct value *b);

static struct pair *find_pair(const struct comparison *c, const void *a, const void *b)
{
	size_t i = ((uintptr_t)a * 0x9e3779b97f4a7c15u ^ (uintptr_t)b * 0xc2b2ae3d27d4eb4fu) >> 20;

	for (i &= c->size - 1; c->pairs[i].a; i = (i + 1) & (c->size - 1))
		if (c->pairs[i].a == a && c->pairs[i].b == b)
			break;
	return &c->pairs[i];
}

static void grow(struct comparison *c)
{
	struct pair *old = c->pairs;
	size_t size = c->size, i;

	c->size = size ? size * 2 : 1024;
	c->pairs = weir_calloc(c->size, sizeof(*c->pairs));
	for (i = 0; i < size; i++)
		if (old[i].a)
			*find_pair(c, old[i].a, old[i].b) = old[i];
	free(old);
}

/* Was this pair compared before, or is it being compared? */
static bool met(struct comparison *c, const void *a, const void *b)
{
	struct pair *found;

	if (++c->steps < FREE_STEPS)
		return false;
	if (c->count * 2 >= c->size)
		grow(c);
	found = find_pair(c, a, b);
	if (found->a)
		return true;
	*found = (struct pair){ a, b };
	c->count++;
	return false;
}

static bool lists_equal(struct comparison *c, const struct list *a, const struct list *b)
{
	uint32_t i;

	if (!a != !b || list_count(a) != list_count(b))
		return false;
	if (!list_count(a) || a == b || met(c, a, b))
		return true;
	for (i = 0; i < a->count; i++)
		if (!equal(c, &a->items[i], &b->items[i]))
			return false;
	return true;
}

static bool maps_equal(struct comparison *c, struct map *a, struct map *b)
{
	const struct entry *x, *y;
	size_t n, m, i;

	if (!a != !b || map_count(a) != map_count(b))
		return false;
	if (a == b || met(c, a, b))
		return true;
	x = map_sorted(a, &n);
	y = map_sorted(b, &m);
	for (i = 0; i < n; i++)
		if (x[i].hash != y[i].hash || x[i].len != y[i].len || memcmp(x[i].key, y[i].key, x[i].len) != 0 ||
		    !equal(c, &x[i].value, &y[i].value))
			return false;
	return true;
}

static bool containers_equal(struct comparison *c, const struct value *a, const struct value *b)
{
	bool out;

	if (c->depth >= DEPTH_MAX)
		return false;
	c->depth++;
	out = value_is_list(a) ? lists_equal(c, a->list, b->list) : maps_equal(c, a->map, b->map);
	c->depth--;
	return out;
}

static bool equal(struct comparison *c, const struct value *a, const struct value *b)
{
	if (value_is_nil(a) || value_is_nil(b))
		return value_is_nil(a) && value_is_nil(b);
	if (a->type != b->type)
		return false;
	if (value_is_list(a) || value_is_map(a))
		return containers_equal(c, a, b);
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
	struct comparison c = { 0 };
	bool out = equal(&c, a, b);

	free(c.pairs);
	return out;
}
