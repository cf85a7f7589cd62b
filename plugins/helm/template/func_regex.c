/* SPDX-License-Identifier: Apache-2.0 */
/*
 * func_regex.c - the functions about regular expressions.  The forms without `must` panic in the
 * original where a pattern is none (regexMatch says false): that is an error with another wording.
 */
#include <weir/rune.h>
#include "func.h"
#include "quote.h"

#define CALL(name)  static int name(struct exec *x, const struct value *args, size_t n, struct value *out)
#define CLEAN_REGEX __attribute__((cleanup(clean_regex)))

static void clean_regex(struct weir_regex **re)
{
	weir_regex_free(*re);
}

/* ---- patterns ---- */

/*
 * The expression of a pattern that may have NULs: such a byte is itself, which \x00 says too.  Behind a
 * backslash it is an error, as the pattern is that ends there.
 */
static struct weir_regex *regex_of(const struct value *pattern, struct weir_error *err)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	size_t i, slashes = 0;

	if (!memchr(pattern->s, '\0', pattern->len))
		return weir_regex_new(pattern->s, err);
	for (i = 0; i < pattern->len && (pattern->s[i] || slashes % 2 == 0); i++) {
		slashes = pattern->s[i] == '\\' ? slashes + 1 : 0;
		if (pattern->s[i])
			weir_strbuf_addc(&sb, pattern->s[i]);
		else
			weir_strbuf_adds(&sb, "\\x00");
	}
	return weir_regex_new(sb.data ? sb.data : "", err);
}

static struct weir_regex *compile(struct exec *x, const struct value *pattern, bool must)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	struct weir_error err = WEIR_ERROR_INIT;
	struct weir_regex *re;

	if (exec_costs(x, 20 + pattern->len))
		return NULL;
	re = regex_of(pattern, &err);
	if (re)
		return re;
	if (!must) {
		weir_strbuf_adds(&sb, "regexp: Compile(");
		if (quote_can_backquote(pattern->s, pattern->len)) {
			weir_strbuf_addc(&sb, '`');
			weir_strbuf_add(&sb, pattern->s, pattern->len);
			weir_strbuf_addc(&sb, '`');
		} else {
			quote_string(&sb, pattern->s, pattern->len, false);
		}
		weir_strbuf_adds(&sb, "): ");
	}
	weir_strbuf_adds(&sb, err.message);
	func_fail(x, "%s", sb.data);
	weir_error_done(&err);
	return NULL;
}

static int too_much(struct exec *x)
{
	return func_fail(x, "the search takes too many steps");
}

/* ---- all matches ---- */

struct span {
	long start, end;
};

struct spans {
	struct span *items;
	size_t count, capacity;
};

static void add_span(struct weir_arena *a, struct spans *s, long start, long end)
{
	struct span *items;

	if (s->count == s->capacity) {
		s->capacity = s->capacity ? s->capacity * 2 : 8;
		items = weir_arena_alloc(a, s->capacity * sizeof(*items));
		if (s->count)
			memcpy(items, s->items, s->count * sizeof(*items));
		s->items = items;
	}
	s->items[s->count++] = (struct span){ start, end };
}

/* Up to @most matches (negative: all); none of nothing directly behind another. */
static int find_all(struct exec *x, const struct weir_regex *re, const struct value *text, int64_t most,
		    struct spans *out)
{
	long at = 0, last = -1, spans[2];
	unsigned width;
	int rc;

	while (at <= (long)text->len && (most < 0 || (int64_t)out->count < most)) {
		rc = weir_regex_find(re, text->s, text->len, (size_t)at, spans, 1);
		if (rc < 0)
			return too_much(x);
		if (!rc)
			break;
		if (spans[0] != spans[1] || spans[0] != last)
			add_span(exec_arena(x), out, spans[0], spans[1]);
		last = spans[1];
		if (spans[1] > at) {
			at = spans[1];
		} else if (at < (long)text->len) {
			weir_rune_decode(text->s + at, text->len - (size_t)at, &width);
			at += width;
		} else {
			break;
		}
	}
	return 0;
}

/* ---- functions ---- */

CALL(call_match)
{
	CLEAN_REGEX struct weir_regex *re = regex_of(&args[0], NULL);
	int rc = re ? weir_regex_find(re, args[1].s, args[1].len, 0, NULL, 0) : 0;

	(void)n;
	*out = value_bool(rc > 0);
	return rc < 0 ? too_much(x) : 0;
}

CALL(call_must_match)
{
	CLEAN_REGEX struct weir_regex *re = compile(x, &args[0], true);
	int rc;

	(void)n;
	if (!re)
		return -1;
	rc = weir_regex_find(re, args[1].s, args[1].len, 0, NULL, 0);
	*out = value_bool(rc > 0);
	return rc < 0 ? too_much(x) : 0;
}

static int find(struct exec *x, const struct value *args, bool must, struct value *out)
{
	CLEAN_REGEX struct weir_regex *re = compile(x, &args[0], must);
	long spans[2];
	int rc;

	if (!re)
		return -1;
	rc = weir_regex_find(re, args[1].s, args[1].len, 0, spans, 1);
	if (rc < 0)
		return too_much(x);
	*out = rc ? value_copy_str(exec_arena(x), args[1].s + spans[0], (size_t)(spans[1] - spans[0]))
		  : value_str("", 0);
	return 0;
}

static int all(struct exec *x, const struct value *args, bool must, struct value *out)
{
	CLEAN_REGEX struct weir_regex *re = compile(x, &args[0], must);
	struct spans found = { 0 };
	struct list *l = NULL;
	size_t i;

	if (!re || find_all(x, re, &args[1], args[2].i, &found))
		return -1;
	for (i = 0; i < found.count; i++) {
		l = l ? l : list_new(exec_arena(x), found.count);
		list_add(exec_arena(x), l,
			 value_copy_str(exec_arena(x), args[1].s + found.items[i].start,
					(size_t)(found.items[i].end - found.items[i].start)));
	}
	*out = (struct value){ .type = T_STRINGS, .list = l };
	return 0;
}

static int replace(struct exec *x, const struct value *args, bool must, bool literal, struct value *out)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	CLEAN_REGEX struct weir_regex *re = compile(x, &args[0], must);

	if (!re)
		return -1;
	if (weir_regex_replace(re, args[1].s, args[1].len, args[2].s, args[2].len, literal, &sb))
		return too_much(x);
	*out = value_of_strbuf(exec_arena(x), &sb);
	return 0;
}

/* regexp.Split(): an empty text gives itself, 0 nothing, a match of nothing at the start no piece. */
static int split(struct exec *x, const struct value *args, bool must, struct value *out)
{
	CLEAN_REGEX struct weir_regex *re = compile(x, &args[0], must);
	const struct value *text = &args[1];
	struct weir_arena *a = exec_arena(x);
	int64_t most = args[2].i;
	struct spans found = { 0 };
	long start = 0, end = 0;
	struct list *l;
	size_t i;

	*out = (struct value){ .type = T_STRINGS };
	if (!re)
		return -1;
	if (!most)
		return 0;
	l = out->list = list_new(a, 4);
	if (args[0].len && !text->len) {
		list_add(a, l, value_str("", 0));
		return 0;
	}
	if (find_all(x, re, text, most, &found))
		return -1;
	for (i = 0; i < found.count && (most < 0 || (int64_t)l->count < most - 1); i++) {
		end = found.items[i].start;
		if (found.items[i].end)
			list_add(a, l, value_copy_str(a, text->s + start, (size_t)(end - start)));
		start = found.items[i].end;
	}
	if (end != (long)text->len)
		list_add(a, l, value_copy_str(a, text->s + start, text->len - (size_t)start));
	return 0;
}

CALL(call_find)
{
	(void)n;
	return find(x, args, false, out);
}

CALL(call_must_find)
{
	(void)n;
	return find(x, args, true, out);
}

CALL(call_all)
{
	(void)n;
	return all(x, args, false, out);
}

CALL(call_must_all)
{
	(void)n;
	return all(x, args, true, out);
}

CALL(call_replace)
{
	(void)n;
	return replace(x, args, false, false, out);
}

CALL(call_must_replace)
{
	(void)n;
	return replace(x, args, true, false, out);
}

CALL(call_replace_literal)
{
	(void)n;
	return replace(x, args, false, true, out);
}

CALL(call_must_replace_literal)
{
	(void)n;
	return replace(x, args, true, true, out);
}

CALL(call_split)
{
	(void)n;
	return split(x, args, false, out);
}

CALL(call_must_split)
{
	(void)n;
	return split(x, args, true, out);
}

CALL(call_quote_meta)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	size_t i;

	(void)n;
	for (i = 0; i < args[0].len; i++) {
		char c = args[0].s[i];

		if (c && strchr("\\.+*?()|[]{}^$", c))
			weir_strbuf_addc(&sb, '\\');
		weir_strbuf_addc(&sb, c);
	}
	*out = value_of_strbuf(exec_arena(x), &sb);
	return 0;
}

const struct func functions_regex[] = {
	{ "mustRegexFind", "ss", call_must_find },
	{ "mustRegexFindAll", "ssi", call_must_all },
	{ "mustRegexMatch", "ss", call_must_match },
	{ "mustRegexReplaceAll", "sss", call_must_replace },
	{ "mustRegexReplaceAllLiteral", "sss", call_must_replace_literal },
	{ "mustRegexSplit", "ssi", call_must_split },
	{ "regexFind", "ss", call_find },
	{ "regexFindAll", "ssi", call_all },
	{ "regexMatch", "ss", call_match },
	{ "regexQuoteMeta", "s", call_quote_meta },
	{ "regexReplaceAll", "sss", call_replace },
	{ "regexReplaceAllLiteral", "sss", call_replace_literal },
	{ "regexSplit", "ssi", call_split },
	{ NULL },
};
