/* SPDX-License-Identifier: Apache-2.0 */
/*
 * func_merge.c - maps merged into the first, in place. Without overwriting, what is empty (false, 0,
 * "", an empty map or list) gives way; with it, all does. nil is copied when overwriting only. What is
 * taken over is shared, not copied.
 */
#include "exec.h"
#include "func_call.h"
#include "func_merge.h"

#define DEPTH_MAX    10000 /* a map that contains itself */
#define IS_NIL_PANIC "reflect: call of reflect.Value.IsNil on string Value"
#define MISMATCH     "src and dst must be of same type"

/* Two maps at the same place; their types tell whether they hold texts only. */
struct merging {
	struct exec *x;
	bool overwrite, failed;
	bool mismatch; /* failed by this error, which merge swallows; all others are panics */
	int depth;
};

static bool is_empty(const struct value *v)
{
	if (v->type == T_OBJECT || v->type == T_COMPLEX128)
		return false;
	return !value_truth(v);
}

static void merge(struct merging *m, const struct value *dst, const struct value *src);

/* Both are maps: what remains to be done for this key (false: nothing). */
static bool merge_nested(struct merging *m, const struct value *old, const struct value *v)
{
	if (old && value_is_map(old) && old->map && v->map)
		merge(m, old, v);
	else if (old && old->type == T_OBJECT && !m->overwrite && *value_type_name(old) == '*')
		m->failed = m->mismatch = true;
	return !old || is_empty(old) || !value_is_map(old);
}

static void assign(struct merging *m, const struct value *dst, const struct value *src, const struct entry *e)
{
	bool list = value_is_list(&e->value) || e->value.type == T_BYTES;

	if (dst->type != T_STRING_MAP || src->type == T_STRING_MAP) {
		map_set(dst->map, e->key, e->len, e->value);
		return;
	}
	m->failed = true;
	if (list && map_get_hashed(dst->map, e->key, e->len, e->hash))
		func_fail(m->x, IS_NIL_PANIC);
	else
		func_fail(m->x, "reflect.Value.SetMapIndex: value of type %s is not assignable to type string",
			  list ? value_type_name(&e->value) : "interface {}");
}

static void merge_key(struct merging *m, const struct value *dst, const struct value *src, const struct entry *e)
{
	struct value *old = map_get_hashed(dst->map, e->key, e->len, e->hash);
	const struct value *v = &e->value;

	if (value_is_nil(v)) {
		if (m->overwrite)
			assign(m, dst, src, e);
		return;
	}
	if (value_is_map(v) && !merge_nested(m, old, v))
		return;
	if (dst->type == T_STRING_MAP && value_is_list(v) && old)
		assign(m, dst, src, e);
	else if (m->overwrite || !old || is_empty(old))
		assign(m, dst, src, e);
}

static void merge(struct merging *m, const struct value *dst, const struct value *src)
{
	const struct entry *e;
	size_t i, count;

	if (dst->map == src->map)
		return;
	if (m->depth >= DEPTH_MAX || exec_step(m->x) < 0) {
		m->failed = true;
		if (m->depth >= DEPTH_MAX)
			func_fail(m->x, "the map contains itself: merging has no end");
		return;
	}
	m->depth++;
	e = map_snapshot(src->map, &count);
	m->x->steps += 8 + count;
	for (i = 0; i < count && !m->failed; i++)
		merge_key(m, dst, src, &e[i]);
	m->depth--;
}

static int merge_all(struct exec *x, const struct value *args, size_t n, bool overwrite, bool must, struct value *out)
{
	struct value dst = value_map(args[0].map), src;
	struct merging m = { .x = x, .overwrite = overwrite };
	size_t i;

	for (i = 1; i < n && !m.failed; i++) {
		if (!args[i].map)
			continue;
		if (!dst.map)
			dst.map = map_new(exec_arena(x), 0);
		src = value_map(args[i].map);
		merge(&m, &dst, &src);
	}
	*out = m.mismatch ? value_str("", 0) : dst;
	if (m.mismatch)
		return must ? func_fail(x, MISMATCH) : 0;
	return m.failed ? -1 : 0;
}

int func_merge(struct exec *x, const struct value *args, size_t n, struct value *out)
{
	return merge_all(x, args, n, false, false, out);
}

int func_must_merge(struct exec *x, const struct value *args, size_t n, struct value *out)
{
	return merge_all(x, args, n, false, true, out);
}

int func_merge_overwrite(struct exec *x, const struct value *args, size_t n, struct value *out)
{
	return merge_all(x, args, n, true, false, out);
}
