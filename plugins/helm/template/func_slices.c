/* SPDX-License-Identifier: Apache-2.0 */
/* func_slices.c - parts of lists: slice and chunk. */
#include <math.h>

#include "func_call.h"

/* A part of a list has the list's type. */
static struct value part_of(struct exec *x, const struct value *v, int64_t start, int64_t end)
{
	struct value out = *v;
	struct list *l;

	if (v->type == T_BYTES)
		return (struct value){ .type = T_BYTES, .len = (uint32_t)(end - start), .s = v->s + start };
	l = weir_arena_alloc(exec_arena(x), sizeof(*l));
	l->count = l->capacity = (uint32_t)(end - start);
	l->items = v->list->items + start;
	out.list = l;
	return out;
}

CALL(call_slice)
{
	const struct value plain = func_plain(x, &args[0]), *v = &plain;
	int64_t length, start, end;

	if (value_is_nil(v))
		return func_fail(x, PANIC_NIL);
	if (!value_is_list(v) && v->type != T_BYTES)
		return func_fail(x, "list should be type of slice or array but %s", value_kind_name(v));
	length = value_length(v);
	*out = value_nil();
	if (!length)
		return 0;
	start = n > 1 ? func_int64(&args[1]) : 0;
	end = n > 2 ? func_int64(&args[2]) : length;
	if (start < 0 || start > end || end > length)
		return func_fail(x, "reflect.Value.Slice: slice index out of bounds");
	*out = part_of(x, v, start, end);
	return 0;
}

/* How many; a negative size takes one item (of one), by the original's arithmetic in float64. -1: makeslice panics. */
static int64_t count_chunks(int64_t length, int64_t size)
{
	double count = floor((double)(length - 1) / (double)size) + 1;

	if (isnan(count) || isinf(count) || count < 0)
		return -1;
	if (count > 0 && size < 1 && !(length == 1 && size < -1))
		return -1;
	return (int64_t)count;
}

CALL(call_chunk)
{
	int64_t size = args[0].i, chunks, i;
	const struct value *items;
	size_t length, from;
	struct value part;

	(void)n;
	if (func_items(x, &args[1], "Cannot chunk type", &items, &length) < 0)
		return -1;
	chunks = count_chunks((int64_t)length, size);
	if (chunks < 0)
		return func_fail(x, "runtime error: makeslice: len out of range");
	*out = (struct value){ .type = T_LISTS, .list = list_new(exec_arena(x), (size_t)chunks) };
	for (i = 0; i < chunks; i++) {
		from = (size_t)(i * size);
		part = func_list_of(x, items + from, i + 1 == chunks ? length - from : (size_t)size);
		list_add(exec_arena(x), out->list, part);
	}
	return 0;
}

const struct func functions_slices[] = {
	{ "chunk", "ia", call_chunk },
	{ "mustChunk", "ia", call_chunk },
	{ "mustSlice", "aa*", call_slice },
	{ "slice", "aa*", call_slice },
	{ NULL },
};
