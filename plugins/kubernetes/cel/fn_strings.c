/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fn_strings.c - the extension for texts: parts, places, case, splitting and joining.  Places count
 * characters (code points), not bytes.  format() is not among them.
 */
#include <weir/rune.h>
#include "ast.h"

static size_t count(struct cel_text s)
{
	return weir_rune_count(s.data, s.len);
}

/* Where the character @i begins; @i is at most their number. */
static size_t offset(struct cel_text s, int64_t i)
{
	size_t at = 0;
	unsigned width;

	for (; i > 0 && at < s.len; i--) {
		weir_rune_decode(s.data + at, s.len - at, &width);
		at += width;
	}
	return at;
}

static struct cel_text part(struct cel_text s, int64_t from, int64_t to)
{
	size_t a = offset(s, from), b = offset(s, to);

	return (struct cel_text){ s.data + a, b - a };
}

static struct cel_value text(struct cel_text s)
{
	return cel_string(s.data, s.len);
}

static bool are(const struct cel_value *args, size_t n, const char *types)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (args[i].type != (types[i] == 's' ? CEL_STRING : types[i] == 'i' ? CEL_INT : CEL_LIST))
			return false;
	}
	return true;
}

static struct cel_value outside(struct run *run, int64_t i)
{
	return cel_error(run->arena, "the place %lld is outside of the text", (long long)i);
}

static struct cel_value char_at(struct run *run, const struct cel_value *args, size_t n)
{
	int64_t i = args[1].i, end = (int64_t)count(args[0].s);

	if (!are(args, n, "si"))
		return no_overload(run, "charAt()", args, n);
	if (i < 0 || i > end)
		return outside(run, i);
	return text(part(args[0].s, i, i < end ? i + 1 : i));
}

static bool stands_at(struct cel_text s, size_t at, struct cel_text sub)
{
	return s.len - at >= sub.len && memcmp(s.data + at, sub.data, sub.len) == 0;
}

static struct cel_value index_of(struct run *run, const struct cel_value *args, size_t n)
{
	int64_t i = n > 2 ? args[2].i : 0, end;

	if (!are(args, n, "ssi"))
		return no_overload(run, "indexOf()", args, n);
	if (args[1].s.len == 0)
		return cel_int(i);
	if (i < 0)
		return outside(run, i);
	if (!run_spend(run, args[0].s.len / 16))
		return run_exhausted(run);
	end = (int64_t)count(args[0].s);
	if (i < end) {
		size_t from = offset(args[0].s, i);
		const char *found = memmem(args[0].s.data + from, args[0].s.len - from, args[1].s.data, args[1].s.len);

		if (found)
			return cel_int((int64_t)weir_rune_count(args[0].s.data, (size_t)(found - args[0].s.data)));
	}
	return cel_int(-1);
}

/* The last place, not after the character @last, where @sub stands. */
static int64_t last_place(struct cel_text s, struct cel_text sub, int64_t last)
{
	int64_t i, found = -1;
	size_t at = 0;
	unsigned width;

	for (i = 0; i <= last && at < s.len; i++) {
		if (stands_at(s, at, sub))
			found = i;
		weir_rune_decode(s.data + at, s.len - at, &width);
		at += width;
	}
	return found;
}

static struct cel_value last_index_of(struct run *run, const struct cel_value *args, size_t n)
{
	int64_t end, i;

	if (!are(args, n, "ssi"))
		return no_overload(run, "lastIndexOf()", args, n);
	end = (int64_t)count(args[0].s);
	i = n > 2 ? args[2].i : end - 1;
	if (args[1].s.len == 0)
		return cel_int(n > 2 ? i : end);
	if (n == 2 && args[0].s.len < args[1].s.len)
		return cel_int(-1);
	if (i < 0)
		return outside(run, i);
	if (!run_spend(run, args[0].s.len / 4))
		return run_exhausted(run);
	return cel_int(i >= end ? -1 : last_place(args[0].s, args[1].s, i));
}

static struct cel_value change_case(struct run *run, struct cel_text s, char first, char last)
{
	char *data = weir_arena_strndup(run->arena, s.len ? s.data : "", s.len);
	size_t i;

	for (i = 0; i < s.len; i++) {
		if (data[i] >= first && data[i] <= last)
			data[i] ^= 0x20;
	}
	return cel_string(data, s.len);
}

static struct cel_value lower(struct run *run, const struct cel_value *args, size_t n)
{
	return are(args, n, "s") ? change_case(run, args->s, 'A', 'Z') : no_overload(run, "lowerAscii()", args, n);
}

static struct cel_value upper(struct run *run, const struct cel_value *args, size_t n)
{
	return are(args, n, "s") ? change_case(run, args->s, 'a', 'z') : no_overload(run, "upperAscii()", args, n);
}

static struct cel_value reverse(struct run *run, const struct cel_value *args, size_t n)
{
	struct cel_text s = args->s;
	size_t at = 0;
	unsigned width;
	char *data;

	if (!are(args, n, "s"))
		return no_overload(run, "reverse()", args, n);
	data = weir_arena_alloc(run->arena, s.len + 1);
	for (; at < s.len; at += width) {
		weir_rune_decode(s.data + at, s.len - at, &width);
		memcpy(data + s.len - at - width, s.data + at, width);
	}
	return cel_string(data, s.len);
}

static struct cel_value trim(struct run *run, const struct cel_value *args, size_t n)
{
	struct cel_text s = args->s;
	size_t at = 0, first = s.len, end = 0;
	unsigned width;

	if (!are(args, n, "s"))
		return no_overload(run, "trim()", args, n);
	for (; at < s.len; at += width) {
		if (weir_rune_is_space(weir_rune_decode(s.data + at, s.len - at, &width)))
			continue;
		if (first == s.len)
			first = at;
		end = at + width;
	}
	return end ? cel_string(s.data + first, end - first) : cel_string("", 0);
}

static struct cel_value substring(struct run *run, const struct cel_value *args, size_t n)
{
	int64_t end, from = args[1].i, to;

	if (!are(args, n, "sii"))
		return no_overload(run, "substring()", args, n);
	end = (int64_t)count(args[0].s);
	to = n > 2 ? args[2].i : end;
	if (from < 0 || from > end)
		return outside(run, from);
	if (to < from || to > end)
		return outside(run, to);
	return text(part(args[0].s, from, to));
}

/* ---- split, join, replace ---- */

/* The next piece of *rest, which is shortened; false: @sep is not in it any more. */
static bool cut(struct cel_text *rest, struct cel_text sep, struct cel_text *piece)
{
	const char *found;
	unsigned width;

	if (sep.len == 0) { /* one character; the last one is what is left */
		if (rest->len)
			weir_rune_decode(rest->data, rest->len, &width);
		if (rest->len == 0 || width == rest->len)
			return false;
		*piece = (struct cel_text){ rest->data, width };
		*rest = (struct cel_text){ rest->data + width, rest->len - width };
		return true;
	}
	found = rest->len ? memmem(rest->data, rest->len, sep.data, sep.len) : NULL;
	if (!found)
		return false;
	*piece = (struct cel_text){ rest->data, (size_t)(found - rest->data) };
	*rest = (struct cel_text){ found + sep.len, rest->len - piece->len - sep.len };
	return true;
}

static struct cel_value split(struct run *run, const struct cel_value *args, size_t n)
{
	struct cel_text rest = args[0].s, piece;
	int64_t limit = n > 2 ? args[2].i : -1;
	struct cel_value *items;
	size_t count_of = 0;

	if (!are(args, n, "ssi"))
		return no_overload(run, "split()", args, n);
	if (limit == 0 || (rest.len == 0 && args[1].s.len == 0))
		return cel_list(run->arena, NULL, 0);
	if (!run_spend(run, rest.len + 1))
		return run_exhausted(run);
	items = weir_arena_alloc(run->arena, (rest.len + 1) * sizeof(*items));
	while ((limit < 0 || (int64_t)count_of + 1 < limit) && cut(&rest, args[1].s, &piece))
		items[count_of++] = text(piece);
	items[count_of++] = text(rest);
	return cel_list(run->arena, items, count_of);
}

static struct cel_value join(struct run *run, const struct cel_value *args, size_t n)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	size_t i;

	if (!are(args, n, "ls"))
		return no_overload(run, "join()", args, n);
	for (i = 0; i < cel_size(args[0]); i++) {
		struct cel_value item = cel_list_at(run->arena, args[0], i);

		if (item.type != CEL_STRING || sb.len > CEL_LIMIT_STRING || !run_spend(run, 1)) {
			weir_strbuf_done(&sb);
			return item.type == CEL_STRING ? run_exhausted(run) : no_overload(run, "join()", &item, 1);
		}
		if (i && n > 1)
			weir_strbuf_add(&sb, args[1].s.data, args[1].s.len);
		weir_strbuf_add(&sb, item.s.data, item.s.len);
	}
	return text_take(run, &sb);
}

/* An empty text is found before each character, and at the end. */
static bool next_match(struct cel_text s, struct cel_text old, size_t *at, bool first, size_t *found)
{
	const char *p;
	unsigned width;

	if (old.len) {
		p = *at < s.len ? memmem(s.data + *at, s.len - *at, old.data, old.len) : NULL;
		*found = p ? (size_t)(p - s.data) : 0;
		return p;
	}
	*found = *at;
	if (first)
		return true;
	if (*at >= s.len)
		return false;
	weir_rune_decode(s.data + *at, s.len - *at, &width);
	*found = *at + width;
	return true;
}

static struct cel_value replace(struct run *run, const struct cel_value *args, size_t n)
{
	struct cel_text s = args[0].s, old = args[1].s, with = args[2].s;
	int64_t left = n > 3 ? args[3].i : -1;
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	size_t at = 0, found;
	bool first = true;

	if (!are(args, n, "sssi"))
		return no_overload(run, "replace()", args, n);
	if (!run_spend(run, s.len / 16))
		return run_exhausted(run);
	while (left != 0 && sb.len <= CEL_LIMIT_STRING && next_match(s, old, &at, first, &found)) {
		weir_strbuf_add(&sb, s.data + at, found - at);
		weir_strbuf_add(&sb, with.data, with.len);
		at = found + old.len;
		first = false;
		left -= left > 0;
	}
	weir_strbuf_add(&sb, s.data + at, s.len - at);
	return text_take(run, &sb);
}

static struct cel_value quote(struct run *run, const struct cel_value *args, size_t n)
{
	static const char from[] = "\a\b\f\n\r\t\v\\\"", to[] = "abfnrtv\\\"";
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	size_t i;

	if (!are(args, n, "s"))
		return no_overload(run, "strings.quote()", args, n);
	weir_strbuf_addc(&sb, '"');
	for (i = 0; i < args->s.len; i++) {
		const char *p = args->s.data[i] ? strchr(from, args->s.data[i]) : NULL;

		if (p)
			weir_strbuf_addc(&sb, '\\');
		weir_strbuf_addc(&sb, p ? to[p - from] : args->s.data[i]);
	}
	weir_strbuf_addc(&sb, '"');
	return text_take(run, &sb);
}

const struct cel_function functions_strings[] = {
	{ "charAt", true, false, 2, 2, char_at },
	{ "indexOf", true, false, 2, 3, index_of },
	{ "lastIndexOf", true, false, 2, 3, last_index_of },
	{ "lowerAscii", true, false, 1, 1, lower },
	{ "upperAscii", true, false, 1, 1, upper },
	{ "reverse", true, false, 1, 1, reverse },
	{ "trim", true, false, 1, 1, trim },
	{ "substring", true, false, 2, 3, substring },
	{ "split", true, false, 2, 3, split },
	{ "join", true, false, 1, 2, join },
	{ "replace", true, false, 3, 4, replace },
	{ "strings.quote", false, true, 1, 1, quote },
	{ NULL },
};
