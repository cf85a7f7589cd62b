/* SPDX-License-Identifier: Apache-2.0 */
/* func_strings.c - texts: trimmed, searched, replaced, indented, quoted, split, joined. */
#include <weir/rune.h>

#include "func_call.h"
#include "quote.h"

static bool is_ascii_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Bytes of the space that @s begins with, 0: none. */
static size_t space_at(const char *s, size_t len)
{
	unsigned width;

	if (!len)
		return 0;
	if ((unsigned char)*s < 0x80)
		return is_ascii_space(*s);
	return weir_rune_is_space(weir_rune_decode(s, len, &width)) ? width : 0;
}

/* Where the last rune of @s begins; a byte that ends none is one of its own. */
static size_t last_rune(const char *s, size_t len, uint32_t *rune)
{
	size_t at = len - 1;
	unsigned width;

	while (at > 0 && len - at < 4 && ((unsigned char)s[at] & 0xc0) == 0x80)
		at--;
	*rune = weir_rune_decode(s + at, len - at, &width);
	if (at + width == len)
		return at;
	*rune = WEIR_RUNE_INVALID;
	return len - 1;
}

/* A part of @v; a text needs its NUL, so it is copied unless it is the end. */
static struct value part(struct exec *x, const struct value *v, size_t from, size_t to)
{
	if (to == v->len)
		return value_str(v->s + from, to - from);
	return value_copy_str(exec_arena(x), v->s + from, to - from);
}

CALL(call_trim)
{
	size_t from = 0, to = args[0].len, width, at;
	const char *s = args[0].s;
	uint32_t rune;

	(void)n;
	while (from < to && (width = space_at(s + from, to - from)))
		from += width;
	while (to > from) {
		at = last_rune(s + from, to - from, &rune) + from;
		if (!weir_rune_is_space(rune))
			break;
		to = at;
	}
	*out = part(x, &args[0], from, to);
	return 0;
}

static bool in_set(const struct value *set, uint32_t rune)
{
	unsigned width;
	size_t i;

	for (i = 0; i < set->len; i += width)
		if (weir_rune_decode(set->s + i, set->len - i, &width) == rune)
			return true;
	return false;
}

CALL(call_trim_all)
{
	size_t from = 0, to = args[1].len, at;
	const char *s = args[1].s;
	unsigned width;
	uint32_t rune;

	(void)n;
	while (from < to && in_set(&args[0], weir_rune_decode(s + from, to - from, &width)))
		from += width;
	while (to > from) {
		at = last_rune(s + from, to - from, &rune) + from;
		if (!in_set(&args[0], rune))
			break;
		to = at;
	}
	*out = part(x, &args[1], from, to);
	return 0;
}

static bool begins(const struct value *s, const struct value *with)
{
	return s->len >= with->len && memcmp(s->s, with->s, with->len) == 0;
}

static bool ends(const struct value *s, const struct value *with)
{
	return s->len >= with->len && memcmp(s->s + s->len - with->len, with->s, with->len) == 0;
}

CALL(call_trim_prefix)
{
	(void)n;
	*out = part(x, &args[1], begins(&args[1], &args[0]) ? args[0].len : 0, args[1].len);
	return 0;
}

CALL(call_trim_suffix)
{
	(void)n;
	*out = part(x, &args[1], 0, args[1].len - (ends(&args[1], &args[0]) ? args[0].len : 0));
	return 0;
}

CALL(call_contains)
{
	(void)x, (void)n;
	*out = value_bool(memmem(args[1].s, args[1].len, args[0].s, args[0].len) != NULL);
	return 0;
}

CALL(call_has_prefix)
{
	(void)x, (void)n;
	*out = value_bool(begins(&args[1], &args[0]));
	return 0;
}

CALL(call_has_suffix)
{
	(void)x, (void)n;
	*out = value_bool(ends(&args[1], &args[0]));
	return 0;
}

/* An empty old text stands before each rune and at the end. */
static void replace_empty(struct weir_strbuf *sb, const struct value *with, const struct value *s)
{
	unsigned width;
	size_t i;

	for (i = 0; i < s->len; i += width) {
		weir_rune_decode(s->s + i, s->len - i, &width);
		weir_strbuf_add(sb, with->s, with->len);
		weir_strbuf_add(sb, s->s + i, width);
	}
	weir_strbuf_add(sb, with->s, with->len);
}

CALL(call_replace)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	const char *p = args[2].s, *end = p + args[2].len, *at;

	(void)n;
	*out = args[2];
	if (args[0].len && !memmem(p, args[2].len, args[0].s, args[0].len))
		return 0;
	if (exec_over_budget(x, (size_t)args[1].len * (args[2].len / (args[0].len ? args[0].len : 1) + 1)))
		return -1;
	if (!args[0].len)
		replace_empty(&sb, &args[1], &args[2]);
	for (; args[0].len; p = at + args[0].len) {
		at = memmem(p, (size_t)(end - p), args[0].s, args[0].len);
		weir_strbuf_add(&sb, p, (size_t)((at ? at : end) - p));
		if (!at)
			break;
		weir_strbuf_add(&sb, args[1].s, args[1].len);
	}
	*out = value_of_strbuf(exec_arena(x), &sb);
	return 0;
}

static int check_repeat(struct exec *x, int64_t count, size_t len)
{
	if (count < 0)
		return func_fail(x, "strings: negative Repeat count");
	return exec_over_budget(x, count > INT32_MAX ? SIZE_MAX / 2 : (size_t)count * (len ? len : 1)) ? -1 : 0;
}

CALL(call_repeat)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	int64_t i;

	(void)n;
	if (args[1].len && args[0].i > INT32_MAX / (int64_t)args[1].len)
		return func_fail(x, "strings: Repeat output length overflow");
	if (check_repeat(x, args[0].i, args[1].len) < 0)
		return -1;
	for (i = 0; args[1].len && i < args[0].i; i++)
		weir_strbuf_add(&sb, args[1].s, args[1].len);
	*out = value_of_strbuf(exec_arena(x), &sb);
	return 0;
}

/* Every line of @v behind @spaces, the first behind @before too. */
static int indent(struct exec *x, int64_t spaces, const struct value *v, const char *before, struct value *out)
{
	const char *p = v->s, *end = p + v->len, *line;
	size_t lines = 1, pad = (size_t)spaces, extra = strlen(before);
	char *to, *text;

	if (check_repeat(x, spaces, 1) < 0)
		return -1;
	for (line = p; (line = memchr(line, '\n', (size_t)(end - line))); line++)
		lines++;
	if (exec_over_budget(x, lines * pad + v->len))
		return -1;
	text = to = weir_arena_alloc(exec_arena(x), lines * pad + v->len + extra + 1);
	to = mempcpy(to, before, extra);
	for (;;) {
		memset(to, ' ', pad);
		to += pad;
		line = memchr(p, '\n', (size_t)(end - p));
		if (!line)
			break;
		to = mempcpy(to, p, (size_t)(line + 1 - p));
		p = line + 1;
	}
	to = mempcpy(to, p, (size_t)(end - p));
	*out = value_str(text, (size_t)(to - text));
	return 0;
}

CALL(call_indent)
{
	(void)n;
	return indent(x, args[0].i, &args[1], "", out);
}

CALL(call_nindent)
{
	(void)n;
	return indent(x, args[0].i, &args[1], "\n", out);
}

CALL(call_quote)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	struct value text;
	size_t i;

	for (i = 0; i < n; i++) {
		if (value_is_nil(&args[i]))
			continue;
		if (sb.len)
			weir_strbuf_addc(&sb, ' ');
		text = func_text(x, &args[i]);
		quote_string(&sb, text.s, text.len, false);
	}
	*out = value_of_strbuf(exec_arena(x), &sb);
	return 0;
}

CALL(call_squote)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	size_t i;

	for (i = 0; i < n; i++) {
		if (value_is_nil(&args[i]))
			continue;
		weir_strbuf_adds(&sb, sb.len ? " '" : "'");
		value_print(x, &sb, &args[i]);
		weir_strbuf_addc(&sb, '\'');
	}
	*out = value_of_strbuf(exec_arena(x), &sb);
	return 0;
}

CALL(call_cat)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	bool any = false;
	size_t i;

	for (i = 0; i < n; i++) {
		if (value_is_nil(&args[i]))
			continue;
		if (any)
			weir_strbuf_addc(&sb, ' ');
		value_print(x, &sb, &args[i]);
		any = true;
	}
	*out = value_of_strbuf(exec_arena(x), &sb);
	return 0;
}

CALL(call_plural)
{
	(void)x, (void)n;
	*out = args[2].i == 1 ? args[0] : args[1];
	return 0;
}

const struct func functions_strings[] = {
	{ "cat", "a*", call_cat },
	{ "contains", "ss", call_contains },
	{ "hasPrefix", "ss", call_has_prefix },
	{ "hasSuffix", "ss", call_has_suffix },
	{ "indent", "is", call_indent },
	{ "nindent", "is", call_nindent },
	{ "plural", "ssi", call_plural },
	{ "quote", "a*", call_quote },
	{ "repeat", "is", call_repeat },
	{ "replace", "sss", call_replace },
	{ "squote", "a*", call_squote },
	{ "trim", "s", call_trim },
	{ "trimAll", "ss", call_trim_all },
	{ "trimPrefix", "ss", call_trim_prefix },
	{ "trimSuffix", "ss", call_trim_suffix },
	{ "trimall", "ss", call_trim_all },
	{ NULL },
};
