/* SPDX-License-Identifier: Apache-2.0 */
/* func_split.c - texts cut: split, splitList, splitn, join, substr, trunc, abbrev. Bytes count, not runes. */
#include <stdio.h>
#include <weir/rune.h>

#include "func_call.h"

/* strings.SplitN(s, sep, max); max < 0: all. */
static struct list *split(struct exec *x, const struct value *s, const struct value *sep, int64_t max)
{
	const char *p = s->s, *end = p + s->len, *at;
	struct list *l = list_new(exec_arena(x), 0);
	unsigned width;

	if (!sep->len) { /* one rune each */
		for (; p < end && (max < 0 || (int64_t)l->count < max - 1); p += width) {
			weir_rune_decode(p, (size_t)(end - p), &width);
			list_add(exec_arena(x), l, value_copy_str(exec_arena(x), p, width));
		}
		if (p < end && max)
			list_add(exec_arena(x), l, value_str(p, (size_t)(end - p)));
		return l;
	}
	for (; max < 0 || (int64_t)l->count < max - 1; p = at + sep->len) {
		at = memmem(p, (size_t)(end - p), sep->s, sep->len);
		if (!at)
			break;
		list_add(exec_arena(x), l, value_copy_str(exec_arena(x), p, (size_t)(at - p)));
	}
	if (max)
		list_add(exec_arena(x), l, value_str(p, (size_t)(end - p)));
	return l;
}

/* "_0", "_1", ... */
static struct value numbered(struct exec *x, const struct list *l)
{
	struct map *m = map_new(exec_arena(x), l->count);
	const char *key;
	uint32_t i;

	for (i = 0; i < l->count; i++) {
		key = weir_arena_printf(exec_arena(x), "_%u", i);
		map_set(m, key, strlen(key), l->items[i]);
	}
	return (struct value){ .type = T_STRING_MAP, .map = m };
}

CALL(call_split)
{
	(void)n;
	*out = numbered(x, split(x, &args[1], &args[0], -1));
	return 0;
}

CALL(call_splitn)
{
	(void)n;
	*out = numbered(x, split(x, &args[2], &args[0], args[1].i));
	return 0;
}

CALL(call_split_list)
{
	(void)n;
	*out = (struct value){ .type = T_STRINGS, .list = split(x, &args[1], &args[0], -1) };
	return 0;
}

CALL(call_join)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	struct list *l = func_texts(x, &args[1]);
	uint32_t i;

	(void)n;
	for (i = 0; i < l->count; i++) {
		if (i)
			weir_strbuf_add(&sb, args[0].s, args[0].len);
		weir_strbuf_add(&sb, l->items[i].s, l->items[i].len);
	}
	*out = value_of_strbuf(exec_arena(x), &sb);
	return 0;
}

/* s[start:end] of Go, with its panics; end -1 with @open: up to the end. */
static int bytes_of(struct exec *x, const struct value *s, int64_t start, int64_t end, bool from_zero,
		    struct value *out)
{
	int64_t len = s->len;

	if (from_zero && end < 0)
		return func_fail(x, "runtime error: slice bounds out of range [:%lld]", (long long)end);
	if (end > len)
		return func_fail(x, "runtime error: slice bounds out of range [:%lld] with length %lld", (long long)end,
				 (long long)len);
	if (start > end)
		return func_fail(x, "runtime error: slice bounds out of range [%lld:%lld]", (long long)start,
				 (long long)end);
	*out = value_copy_str(exec_arena(x), s->s + start, (size_t)(end - start));
	return 0;
}

CALL(call_substr)
{
	int64_t start = args[0].i, end = args[1].i;

	(void)n;
	if (start < 0)
		return bytes_of(x, &args[2], 0, end, true, out);
	if (end < 0 || end > args[2].len)
		end = args[2].len;
	return bytes_of(x, &args[2], start, end, false, out);
}

CALL(call_trunc)
{
	int64_t count = args[0].i, len = args[1].len;

	(void)n;
	*out = args[1];
	if (count < 0 && len + count > 0)
		*out = value_str(args[1].s + len + count, (size_t)-count);
	else if (count >= 0 && len > count)
		*out = value_copy_str(exec_arena(x), args[1].s, (size_t)count);
	return 0;
}

static struct value abbreviate(struct exec *x, const struct value *s, int64_t offset, int64_t width)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	int64_t len = s->len;
	struct value rest;

	if (!len || width < 4)
		return value_str("", 0);
	if (len <= width)
		return *s;
	if (offset > len)
		offset = len;
	if (len - offset < width - 3)
		offset = len - (width - 3);
	if (offset <= 4) {
		weir_strbuf_add(&sb, s->s, (size_t)(width - 3));
		weir_strbuf_adds(&sb, "...");
		return value_of_strbuf(exec_arena(x), &sb);
	}
	if (width < 7)
		return value_str("", 0);
	rest = value_str(s->s + len - (width - 3), (size_t)(width - 3));
	if (offset + width - 3 < len) {
		rest = value_str(s->s + offset, (size_t)(len - offset));
		rest = abbreviate(x, &rest, 0, width - 3);
	}
	weir_strbuf_adds(&sb, "...");
	weir_strbuf_add(&sb, rest.s, rest.len);
	return value_of_strbuf(exec_arena(x), &sb);
}

CALL(call_abbrev)
{
	(void)n;
	*out = args[0].i < 4 ? args[1] : abbreviate(x, &args[1], 0, args[0].i);
	return 0;
}

CALL(call_abbrevboth)
{
	int64_t left = args[0].i, right = args[1].i;

	(void)n;
	*out = args[2];
	if (right >= 4 && !(left > 0 && right < 7))
		*out = abbreviate(x, &args[2], left, right);
	return 0;
}

const struct func functions_split[] = {
	{ "abbrev", "is", call_abbrev },
	{ "abbrevboth", "iis", call_abbrevboth },
	{ "join", "sa", call_join },
	{ "split", "ss", call_split },
	{ "splitList", "ss", call_split_list },
	{ "splitn", "sis", call_splitn },
	{ "substr", "iis", call_substr },
	{ "trunc", "is", call_trunc },
	{ NULL },
};
