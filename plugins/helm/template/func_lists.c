/* SPDX-License-Identifier: Apache-2.0 */
/* func_lists.c - lists: made, joined, cut, searched. None changes the list it was given but sortAlpha. */
#include <stdlib.h>

#include "func_call.h"

int func_items(struct exec *x, const struct value *v, const char *what, const struct value **items, size_t *count)
{
	const struct value plain = func_plain(x, v);
	struct value *bytes;
	size_t i;

	*items = NULL;
	*count = 0;
	if (value_is_nil(v))
		return func_fail(x, PANIC_NIL);
	if (plain.type != T_BYTES && !value_is_list(&plain))
		return func_fail(x, "%s %s", what, value_kind_name(&plain));
	*count = plain.type == T_BYTES ? plain.len : list_count(plain.list);
	if (!*count)
		return 0;
	if (plain.type != T_BYTES) {
		*items = plain.list->items;
		return 0;
	}
	bytes = weir_arena_alloc(exec_arena(x), *count * sizeof(*bytes));
	for (i = 0; i < *count; i++)
		bytes[i] = (struct value){ .type = T_UINT8, .u = (unsigned char)plain.s[i] };
	*items = bytes;
	return 0;
}

struct value func_list_of(struct exec *x, const struct value *items, size_t count)
{
	struct list *l = list_new(exec_arena(x), count);

	if (count)
		memcpy(l->items, items, count * sizeof(*items));
	l->count = (uint32_t)count;
	return value_list(l);
}

/*
 * @l with more items behind it. Lists never change, so the new one shares the items of @l where it is
 * the first that grows into the room behind them: a list built item by item costs what it holds.
 */
static struct list *grown(struct exec *x, const struct list *l, const struct value *items, size_t count)
{
	size_t had = list_count(l);
	struct list *out = weir_arena_alloc(exec_arena(x), sizeof(*out));

	if (l)
		*out = *l;
	if (!out->used || *out->used != had || out->capacity - had < count) {
		out->capacity = (uint32_t)(had + count < 4 ? 4 : (had + count) * 2);
		out->items = weir_arena_alloc(exec_arena(x), out->capacity * sizeof(*out->items));
		out->used = weir_arena_alloc(exec_arena(x), sizeof(*out->used));
		if (had)
			memcpy(out->items, l->items, had * sizeof(*out->items));
	}
	if (count)
		memcpy(out->items + had, items, count * sizeof(*items));
	out->count = *out->used = (uint32_t)(had + count);
	return out;
}

CALL(call_list)
{
	*out = func_list_of(x, args, n);
	return 0;
}

CALL(call_append)
{
	const struct value *items;
	struct list *l;
	size_t count;

	(void)n;
	if (func_items(x, &args[0], "Cannot push on type", &items, &count) < 0)
		return -1;
	l = args[0].type == T_LIST ? args[0].list : grown(x, NULL, items, count);
	*out = value_list(grown(x, l, &args[1], 1));
	return 0;
}

CALL(call_prepend)
{
	const struct value *items;
	struct list *l;
	size_t count;

	(void)n;
	if (func_items(x, &args[0], "Cannot prepend on type", &items, &count) < 0)
		return -1;
	l = list_new(exec_arena(x), count + 1);
	if (count)
		memcpy(l->items + 1, items, count * sizeof(*items));
	l->items[0] = args[1];
	l->count = (uint32_t)count + 1;
	*out = value_list(l);
	return 0;
}

CALL(call_first)
{
	const struct value *items;
	size_t count;

	(void)n;
	if (func_items(x, &args[0], "Cannot find first on type", &items, &count) < 0)
		return -1;
	*out = count ? items[0] : value_nil();
	return 0;
}

CALL(call_last)
{
	const struct value *items;
	size_t count;

	(void)n;
	if (func_items(x, &args[0], "Cannot find last on type", &items, &count) < 0)
		return -1;
	*out = count ? items[count - 1] : value_nil();
	return 0;
}

CALL(call_rest)
{
	const struct value *items;
	size_t count;

	(void)n;
	if (func_items(x, &args[0], "Cannot find rest on type", &items, &count) < 0)
		return -1;
	*out = count ? func_list_of(x, items + 1, count - 1) : value_list(NULL);
	return 0;
}

CALL(call_initial)
{
	const struct value *items;
	size_t count;

	(void)n;
	if (func_items(x, &args[0], "Cannot find initial on type", &items, &count) < 0)
		return -1;
	*out = count ? func_list_of(x, items, count - 1) : value_list(NULL);
	return 0;
}

CALL(call_reverse)
{
	const struct value *items;
	size_t count, i;

	(void)n;
	if (func_items(x, &args[0], "Cannot find reverse on type", &items, &count) < 0)
		return -1;
	*out = func_list_of(x, items, count);
	for (i = 0; i < count; i++)
		out->list->items[i] = items[count - 1 - i];
	return 0;
}

CALL(call_compact)
{
	const struct value *items;
	size_t count, i;

	(void)n;
	if (func_items(x, &args[0], "Cannot compact on type", &items, &count) < 0)
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

/* Equal values have equal hashes; lists and maps are told apart by their length only. */
static uint32_t hash_of(const struct value *v)
{
	double f = v->f == 0 ? 0 : v->f; /* -0 */

	if (value_is_nil(v))
		return T_NIL;
	if (v->type == T_STRING || v->type == T_BYTES)
		return map_hash(v->s, v->len);
	if (value_is_float(v))
		return map_hash((const char *)&f, sizeof(f));
	if (v->type == T_BOOL)
		return T_BOOL + v->b;
	if (value_is_int(v) || value_is_uint(v))
		return map_hash((const char *)&v->u, sizeof(v->u));
	return (v->type + 1u) * 2654435761u + (uint32_t)value_length(v);
}

/* Add @v unless the list has it; @table holds positions in the list + 1, by hash. */
static void add_new(struct exec *x, struct list *l, uint32_t *table, uint32_t mask, const struct value *v)
{
	uint32_t i = hash_of(v) & mask;

	for (; table[i]; i = (i + 1) & mask)
		if (value_equal(v, &l->items[table[i] - 1]))
			return;
	list_add(exec_arena(x), l, *v);
	table[i] = l->count;
}

CALL(call_uniq)
{
	WEIR_CLEAN_FREE uint32_t *table = NULL;
	const struct value *items;
	uint32_t size = 16;
	size_t count, i;

	(void)n;
	if (func_items(x, &args[0], "Cannot find uniq on type", &items, &count) < 0)
		return -1;
	while (size < count * 2)
		size *= 2;
	table = weir_calloc(size, sizeof(*table));
	*out = value_list(list_new(exec_arena(x), count));
	for (i = 0; i < count; i++)
		add_new(x, out->list, table, size - 1, &items[i]);
	return 0;
}

CALL(call_without)
{
	const struct value *items;
	size_t count, i;

	if (func_items(x, &args[0], "Cannot find without on type", &items, &count) < 0)
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
	if (func_items(x, &args[1], "Cannot find has on type", &items, &count) < 0)
		return -1;
	*out = value_bool(contains(items, count, &args[0]));
	return 0;
}

CALL(call_concat)
{
	const struct value *items;
	struct list *l = NULL;
	struct value plain;
	size_t count, i;

	for (i = 0; i < n; i++) {
		plain = func_plain(x, &args[i]);
		if (!value_is_nil(&plain) && !value_is_list(&plain) && plain.type != T_BYTES)
			return func_fail(x, "Cannot concat type %s as list", value_kind_name(&plain));
		if (func_items(x, &plain, "", &items, &count) < 0)
			return -1;
		if (exec_over_budget(x, count * sizeof(*items)))
			return -1;
		if (count && !l && plain.type == T_LIST)
			l = plain.list;
		else if (count)
			l = grown(x, l, items, count);
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
