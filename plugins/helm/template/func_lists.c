/* SPDX-License-Identifier: Apache-2.0 */
/* func_lists.c - lists: made, joined, cut, searched. None changes the list it was given but sortAlpha. */
#include <stdlib.h>

#include "func_call.h"

/* The items of any slice; -1 with WHAT and its kind. */
static int items_of(struct exec *x, const struct value *v, const char *what, const struct value **items, size_t *count)
{
	struct value *bytes;
	size_t i;

	if (value_is_nil(v))
		return func_fail(x, PANIC_NIL);
	const struct value plain = func_plain(x, v);

	v = &plain;
	if (v->type != T_BYTES && !value_is_list(v))
		return func_fail(x, "%s %s", what, value_kind_name(v));
	*count = v->type == T_BYTES ? v->len : list_count(v->list);
	*items = v->type == T_BYTES || !*count ? NULL : v->list->items;
	if (v->type != T_BYTES || !*count)
		return 0;
	bytes = weir_arena_alloc(exec_arena(x), *count * sizeof(*bytes));
	for (i = 0; i < *count; i++)
		bytes[i] = (struct value){ .type = T_UINT8, .u = (unsigned char)v->s[i] };
	*items = bytes;
	return 0;
}

static struct value list_of(struct exec *x, const struct value *items, size_t count)
{
	struct list *l = list_new(exec_arena(x), count);

	if (count)
		memcpy(l->items, items, count * sizeof(*items));
	l->count = (uint32_t)count;
	return value_list(l);
}

CALL(call_list)
{
	*out = list_of(x, args, n);
	return 0;
}

static int add_at(struct exec *x, const struct value *args, const char *what, bool front, struct value *out)
{
	const struct value *items;
	struct list *l;
	size_t count;

	if (items_of(x, &args[0], what, &items, &count) < 0)
		return -1;
	l = list_new(exec_arena(x), count + 1);
	if (count)
		memcpy(l->items + front, items, count * sizeof(*items));
	l->items[front ? 0 : count] = args[1];
	l->count = (uint32_t)count + 1;
	*out = value_list(l);
	return 0;
}

CALL(call_append)
{
	(void)n;
	return add_at(x, args, "Cannot push on type", false, out);
}

CALL(call_prepend)
{
	(void)n;
	return add_at(x, args, "Cannot prepend on type", true, out);
}

CALL(call_first)
{
	const struct value *items;
	size_t count;

	(void)n;
	if (items_of(x, &args[0], "Cannot find first on type", &items, &count) < 0)
		return -1;
	*out = count ? items[0] : value_nil();
	return 0;
}

CALL(call_last)
{
	const struct value *items;
	size_t count;

	(void)n;
	if (items_of(x, &args[0], "Cannot find last on type", &items, &count) < 0)
		return -1;
	*out = count ? items[count - 1] : value_nil();
	return 0;
}

CALL(call_rest)
{
	const struct value *items;
	size_t count;

	(void)n;
	if (items_of(x, &args[0], "Cannot find rest on type", &items, &count) < 0)
		return -1;
	*out = count ? list_of(x, items + 1, count - 1) : value_list(NULL);
	return 0;
}

CALL(call_initial)
{
	const struct value *items;
	size_t count;

	(void)n;
	if (items_of(x, &args[0], "Cannot find initial on type", &items, &count) < 0)
		return -1;
	*out = count ? list_of(x, items, count - 1) : value_list(NULL);
	return 0;
}

CALL(call_reverse)
{
	const struct value *items;
	size_t count, i;

	(void)n;
	if (items_of(x, &args[0], "Cannot find reverse on type", &items, &count) < 0)
		return -1;
	*out = list_of(x, items, count);
	for (i = 0; i < count; i++)
		out->list->items[i] = items[count - 1 - i];
	return 0;
}

CALL(call_compact)
{
	const struct value *items;
	size_t count, i;

	(void)n;
	if (items_of(x, &args[0], "Cannot compact on type", &items, &count) < 0)
		return -1;
	*out = value_list(list_new(exec_arena(x), count));
	for (i = 0; i < count; i++)
		if (value_truth(&items[i]))
			list_add(exec_arena(x), out->list, items[i]);
	return 0;
}

static bool contains(const struct value *items, size_t count, const struct value *v)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (value_equal(v, &items[i]))
			return true;
	return false;
}

CALL(call_uniq)
{
	const struct value *items;
	size_t count, i;

	(void)n;
	if (items_of(x, &args[0], "Cannot find uniq on type", &items, &count) < 0)
		return -1;
	*out = value_list(list_new(exec_arena(x), count));
	for (i = 0; i < count; i++)
		if (!contains(out->list->items, out->list->count, &items[i]))
			list_add(exec_arena(x), out->list, items[i]);
	return 0;
}

CALL(call_without)
{
	const struct value *items;
	size_t count, i;

	if (items_of(x, &args[0], "Cannot find without on type", &items, &count) < 0)
		return -1;
	*out = value_list(list_new(exec_arena(x), count));
	for (i = 0; i < count; i++)
		if (!contains(args + 1, n - 1, &items[i]))
			list_add(exec_arena(x), out->list, items[i]);
	return 0;
}

CALL(call_has)
{
	const struct value *items;
	size_t count;

	(void)n;
	*out = value_bool(false);
	if (value_is_nil(&args[1]))
		return 0;
	if (items_of(x, &args[1], "Cannot find has on type", &items, &count) < 0)
		return -1;
	*out = value_bool(contains(items, count, &args[0]));
	return 0;
}

CALL(call_concat)
{
	const struct value *items;
	struct list *l = NULL;
	size_t count, i, j;

	for (i = 0; i < n; i++) {
		if (!value_is_nil(&args[i]) && !value_is_list(&args[i]) && args[i].type != T_BYTES)
			return func_fail(x, "Cannot concat type %s as list", value_kind_name(&args[i]));
		if (items_of(x, &args[i], "", &items, &count) < 0)
			return -1;
		if (count && !l)
			l = list_new(exec_arena(x), count);
		for (j = 0; j < count; j++)
			list_add(exec_arena(x), l, items[j]);
	}
	*out = value_list(l);
	return 0;
}

static int by_text(const void *a, const void *b)
{
	const struct value *p = a, *q = b;
	size_t len = p->len < q->len ? p->len : q->len;
	int c = len ? memcmp(p->s, q->s, len) : 0;

	return c ? c : p->len < q->len ? -1 : p->len > q->len;
}

/* A []string is sorted where it is, as in the original. */
CALL(call_sort_alpha)
{
	struct list *l = args[0].type == T_STRINGS ? args[0].list : func_texts(x, &args[0]);

	(void)n;
	if (value_is_nil(&args[0]))
		list_add(exec_arena(x), l, value_cstr("<nil>"));
	if (list_count(l))
		qsort(l->items, l->count, sizeof(*l->items), by_text);
	*out = (struct value){ .type = T_STRINGS, .list = l };
	return 0;
}

const struct func functions_lists[] = {
	{ "append", "aa", call_append },
	{ "compact", "a", call_compact },
	{ "concat", "a*", call_concat },
	{ "first", "a", call_first },
	{ "has", "aa", call_has },
	{ "initial", "a", call_initial },
	{ "last", "a", call_last },
	{ "list", "a*", call_list },
	{ "mustAppend", "aa", call_append },
	{ "mustCompact", "a", call_compact },
	{ "mustFirst", "a", call_first },
	{ "mustHas", "aa", call_has },
	{ "mustInitial", "a", call_initial },
	{ "mustLast", "a", call_last },
	{ "mustPrepend", "aa", call_prepend },
	{ "mustPush", "aa", call_append },
	{ "mustRest", "a", call_rest },
	{ "mustReverse", "a", call_reverse },
	{ "mustUniq", "a", call_uniq },
	{ "mustWithout", "aa*", call_without },
	{ "prepend", "aa", call_prepend },
	{ "push", "aa", call_append },
	{ "rest", "a", call_rest },
	{ "reverse", "a", call_reverse },
	{ "sortAlpha", "a", call_sort_alpha },
	{ "tuple", "a*", call_list },
	{ "uniq", "a", call_uniq },
	{ "without", "aa*", call_without },
	{ NULL },
};
