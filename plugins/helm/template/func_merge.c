/* SPDX-License-Identifier: Apache-2.0 */
/*
 * func_merge.c - maps merged into the first, in place. Without overwriting, what is empty (false, 0,
 * "", an empty map or list) gives way; with it, all does. nil is copied when overwriting only.
 */
#include "func_merge.h"

#define DEPTH_MAX 1000 /* a map that contains itself */

static bool is_empty(const struct value *v)
{
	if (v->type == T_OBJECT || v->type == T_COMPLEX128)
		return false;
	return !value_truth(v);
}

static void merge(struct map *dst, struct map *src, bool overwrite, int depth);

/* Both are maps: what remains to be done for this key (false: nothing). */
static bool merge_nested(struct value *old, const struct value *v, bool overwrite, int depth)
{
	if (old && value_is_map(old) && old->map && v->map)
		merge(old->map, v->map, overwrite, depth + 1);
	return !old || is_empty(old) || !value_is_map(old);
}

static void merge_key(struct map *dst, const struct entry *e, bool overwrite, int depth)
{
	struct value *old = map_get_hashed(dst, e->key, e->len, e->hash);
	const struct value *v = &e->value;

	if (value_is_nil(v)) {
		if (overwrite)
			map_set(dst, e->key, e->len, value_nil());
		return;
	}
	if (value_is_map(v) && !merge_nested(old, v, overwrite, depth))
		return;
	if (overwrite || !old || is_empty(old))
		map_set(dst, e->key, e->len, *v);
}

static void merge(struct map *dst, struct map *src, bool overwrite, int depth)
{
	const struct entry *e;
	size_t i, count;

	if (dst == src || depth > DEPTH_MAX)
		return;
	e = map_snapshot(src, &count);
	for (i = 0; i < count; i++)
		merge_key(dst, &e[i], overwrite, depth);
}

static int merge_all(struct exec *x, const struct value *args, size_t n, bool overwrite, struct value *out)
{
	struct map *dst = args[0].map;
	size_t i;

	for (i = 1; i < n; i++) {
		if (!args[i].map)
			continue;
		if (!dst)
			dst = map_new(exec_arena(x), 0);
		merge(dst, args[i].map, overwrite, 0);
	}
	*out = value_map(dst);
	return 0;
}

int func_merge(struct exec *x, const struct value *args, size_t n, struct value *out)
{
	return merge_all(x, args, n, false, out);
}

int func_merge_overwrite(struct exec *x, const struct value *args, size_t n, struct value *out)
{
	return merge_all(x, args, n, true, out);
}
