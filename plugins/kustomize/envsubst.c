/* SPDX-License-Identifier: Apache-2.0 */
/*
 * envsubst.c - reading of expressions, evaluated as they are read.
 *
 * Where the text is scanned with which rule is visible in what is accepted ("${a/b\/c/d}",
 * "$$" outside of expressions alone), so the scanner has modes.
 */
#include "envsubst.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <wctype.h>

#define MAX_DEPTH 100
#define MAX_ARGS  4096

enum token { T_END, T_TEXT, T_OPEN, T_CLOSE, T_ILLEGAL };

enum { TAKE_TEXT = 1, TAKE_OPEN = 2, TAKE_CLOSE = 4, TAKE_ESCAPES = 8 };

/* May this character, the @i-th byte of its token, be part of it? */
typedef bool (*accept_rune)(uint32_t r, size_t i);

struct scan {
	const char *p, *end;
	struct weir_strbuf text; /* of the last token */
	bool backslash;          /* inside of an expression: \/ and \\ are escapes too */
	unsigned depth;
	locale_t locale;
	const struct envsubst_options *options;
	struct weir_error *err;
};

static int expression(struct scan *s, struct weir_strbuf *out);

static int bad(struct scan *s, const char *why)
{
	return weir_fail(s->err, WEIR_E_INVALID, "BuildFailed", "variable substitution: %s", why);
}

uint32_t envsubst_rune(const char *text, size_t left, size_t *width)
{
	const unsigned char *s = (const unsigned char *)text;
	size_t n = s[0] < 0x80 ? 1 : s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : s[0] >= 0xc2 ? 2 : 0, i;
	uint32_t r;

	*width = 1;
	if (n < 2 || n > left)
		return n == 1 ? s[0] : 0xfffd;
	r = s[0] & (0xffu >> (n + 1));
	for (i = 1; i < n; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0xfffd;
		r = r << 6 | (s[i] & 0x3f);
	}
	*width = n;
	return r;
}

/* ---- the scanner ---- */

static int peek(const struct scan *s)
{
	return s->p < s->end ? (unsigned char)*s->p : 0;
}

static bool at_open(const struct scan *s)
{
	return s->end - s->p >= 2 && s->p[0] == '$' && s->p[1] == '{';
}

static bool at_escape(const struct scan *s)
{
	if (s->end - s->p < 2)
		return false;
	if (s->p[0] == '$')
		return s->p[1] == '$';
	return s->backslash && s->p[0] == '\\' && (s->p[1] == '/' || s->p[1] == '\\');
}

/* ASCII of a name; letters beyond it are a matter of the locale. */
static bool is_name_rune(uint32_t r, size_t i)
{
	(void)i;
	return r == '_' || (r >= '0' && r <= '9') || ((r | 0x20) >= 'a' && (r | 0x20) <= 'z');
}

static bool is_letter(struct scan *s, uint32_t r)
{
	if (!s->locale)
		s->locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	return s->locale && iswalnum_l((wint_t)r, s->locale);
}

static bool take_rune(struct scan *s, int mode, accept_rune accept)
{
	size_t width;
	uint32_t r;

	if ((mode & TAKE_ESCAPES) && at_escape(s)) {
		weir_strbuf_addc(&s->text, s->p[1]);
		s->p += 2;
		return true;
	}
	r = envsubst_rune(s->p, (size_t)(s->end - s->p), &width);
	if (!r || (!accept(r, s->text.len + width) && !(accept == is_name_rune && r >= 0x80 && is_letter(s, r))))
		return false;
	weir_strbuf_add(&s->text, s->p, width);
	s->p += width;
	return true;
}

static enum token scan(struct scan *s, int mode, accept_rune accept)
{
	weir_strbuf_clear(&s->text);
	if (!peek(s))
		return T_END;
	if ((mode & TAKE_OPEN) && at_open(s)) {
		s->p += 2;
		return T_OPEN;
	}
	if ((mode & TAKE_CLOSE) && *s->p == '}') {
		s->p++;
		return T_CLOSE;
	}
	if (!(mode & TAKE_TEXT) || !take_rune(s, mode, accept))
		return T_ILLEGAL;
	while (peek(s) && !((mode & TAKE_OPEN) && at_open(s)) && take_rune(s, mode, accept))
		;
	return T_TEXT;
}

/* ---- what may be part of a token ---- */

static bool any(uint32_t r, size_t i)
{
	(void)r, (void)i;
	return true;
}

static bool not_close(uint32_t r, size_t i)
{
	(void)i;
	return r != '}';
}

static bool not_slash(uint32_t r, size_t i)
{
	(void)i;
	return r != '/';
}

static bool slashes(uint32_t r, size_t i)
{
	(void)i;
	return r == '/';
}

static bool colons(uint32_t r, size_t i)
{
	(void)i;
	return r == ':';
}

static bool one_colon(uint32_t r, size_t i)
{
	return r == ':' && i == 1;
}

static bool no_colon_no_close(uint32_t r, size_t i)
{
	(void)i;
	return r != ':' && r != '}';
}

static bool one_equal(uint32_t r, size_t i)
{
	return r == '=' && i == 1;
}

static bool one_hash(uint32_t r, size_t i)
{
	return r == '#' && i == 1;
}

static bool hashes(uint32_t r, size_t i)
{
	return r == '#' && i < 3;
}

static bool percents(uint32_t r, size_t i)
{
	return r == '%' && i < 3;
}

static bool casing(uint32_t r, size_t i)
{
	return (r == ',' || r == '^') && i < 3;
}

static bool default_operator(uint32_t r, size_t i)
{
	return i == 1 ? r == ':' : i == 2 && (r == '=' || r == '-' || r == '?' || r == '+');
}

static bool replace_operator(uint32_t r, size_t i)
{
	return i == 1 ? r == '/' : i == 2 && (r == '/' || r == '#' || r == '%');
}

/* ---- expressions ---- */

struct call {
	char *name, *op; /* malloc'ed */
	char **args;
	size_t count, size;
};

static void call_done(struct call *c)
{
	size_t i;

	for (i = 0; i < c->count; i++)
		free(c->args[i]);
	free(c->args);
	free(c->name);
	free(c->op);
}

static char *token_text(const struct scan *s)
{
	return weir_strndup(s->text.data ? s->text.data : "", s->text.len);
}

static int add_arg(struct scan *s, struct call *c, int mode, accept_rune accept)
{
	struct weir_strbuf value = WEIR_STRBUF_INIT;
	int rc;

	if (c->count >= MAX_ARGS)
		return bad(s, "an expression with too many parts");
	if (c->count == c->size) {
		c->size = c->size ? c->size * 2 : 4;
		c->args = weir_realloc(c->args, c->size * sizeof(*c->args));
	}
	switch (scan(s, mode | TAKE_OPEN, accept)) {
	case T_TEXT: c->args[c->count++] = token_text(s); return 0;
	case T_OPEN:
		rc = expression(s, &value);
		if (rc == 0)
			c->args[c->count++] = weir_strbuf_take(&value);
		weir_strbuf_done(&value);
		return rc;
	default: return bad(s, "unable to parse substitution within function");
	}
}

static int operator_of(struct scan *s, struct call *c, accept_rune accept)
{
	if (scan(s, TAKE_TEXT, accept) != T_TEXT)
		return bad(s, "bad substitution");
	c->op = token_text(s);
	return 0;
}

static int closing(struct scan *s)
{
	return scan(s, TAKE_CLOSE, any) == T_CLOSE ? 0 : bad(s, "bad substitution");
}

/* ${name:-word}, := :? :+ and ${name=word} */
static int parse_default(struct scan *s, struct call *c)
{
	int rc = operator_of(s, c, peek(s) == '=' ? one_equal : default_operator);

	while (rc == 0 && peek(s) != '}')
		rc = add_arg(s, c, TAKE_TEXT, not_close);
	return rc ? rc : closing(s);
}

/* ${name:offset:length} */
static int parse_substring(struct scan *s, struct call *c)
{
	int rc = operator_of(s, c, one_colon);

	if (rc == 0)
		rc = add_arg(s, c, TAKE_TEXT, no_colon_no_close);
	if (rc)
		return rc;
	switch (scan(s, TAKE_TEXT | TAKE_CLOSE, colons)) {
	case T_CLOSE: return 0;
	case T_TEXT: break;
	default: return bad(s, "bad substitution");
	}
	rc = add_arg(s, c, TAKE_TEXT, not_close);
	return rc ? rc : closing(s);
}

static int parse_colon(struct scan *s, struct call *c)
{
	int next = s->end - s->p >= 2 ? s->p[1] : 0;

	return next && strchr("=-?+", next) ? parse_default(s, c) : parse_substring(s, c);
}

static int parse_casing(struct scan *s, struct call *c)
{
	int rc = operator_of(s, c, casing);

	return rc ? rc : closing(s);
}

static int parse_trim(struct scan *s, struct call *c)
{
	int rc = operator_of(s, c, peek(s) == '#' ? hashes : percents);

	if (rc == 0)
		rc = add_arg(s, c, TAKE_TEXT, not_close);
	return rc ? rc : closing(s);
}

static int parse_replace(struct scan *s, struct call *c)
{
	int rc = operator_of(s, c, replace_operator);

	if (rc == 0)
		rc = add_arg(s, c, TAKE_TEXT | TAKE_ESCAPES, not_slash);
	if (rc)
		return rc;
	if (scan(s, TAKE_TEXT, slashes) != T_TEXT)
		return bad(s, "bad substitution");
	if (peek(s) != '}')
		rc = add_arg(s, c, TAKE_TEXT | TAKE_ESCAPES, not_close);
	return rc ? rc : closing(s);
}

/* ${#name} */
static int parse_length(struct scan *s, struct call *c)
{
	int rc = operator_of(s, c, one_hash);

	if (rc)
		return rc;
	if (scan(s, TAKE_TEXT, is_name_rune) != T_TEXT)
		return bad(s, "bad substitution");
	c->name = token_text(s);
	return closing(s);
}

static int parse_call(struct scan *s, struct call *c)
{
	if (peek(s) == '#')
		return parse_length(s, c);
	if (scan(s, TAKE_TEXT, is_name_rune) != T_TEXT)
		return bad(s, "unable to parse variable name");
	c->name = token_text(s);
	switch (peek(s)) {
	case ':': return parse_colon(s, c);
	case '=': return parse_default(s, c);
	case ',':
	case '^': return parse_casing(s, c);
	case '/': return parse_replace(s, c);
	case '#':
	case '%': return parse_trim(s, c);
	default: return scan(s, TAKE_CLOSE, any) == T_CLOSE ? 0 : bad(s, "missing closing brace");
	}
}

static bool has_default(const char *op)
{
	return op && (*op == '=' || (*op == ':' && op[1]));
}

static int evaluate(struct scan *s, struct call *c, struct weir_strbuf *out)
{
	const json_t *value = json_object_get(s->options->vars, c->name);

	if (!value && s->options->strict && !has_default(c->op))
		return weir_fail(s->err, WEIR_E_INVALID, "BuildFailed",
				 "variable substitution: variable not set (strict mode): \"%s\"", c->name);
	return envsubst_function(out, c->op ? c->op : "", value ? json_string_value(value) : "", c->args, c->count,
				 s->err);
}

/* Behind "${". */
static int expression(struct scan *s, struct weir_strbuf *out)
{
	struct call c = { .name = NULL };
	int rc;

	if (++s->depth > MAX_DEPTH)
		return bad(s, "expressions nested too deeply");
	s->backslash = true;
	rc = parse_call(s, &c);
	if (rc == 0)
		rc = evaluate(s, &c, out);
	call_done(&c);
	s->depth--;
	return rc;
}

int envsubst(struct weir_strbuf *out, const char *text, size_t len, const struct envsubst_options *options,
	     struct weir_error *err)
{
	struct scan s = { .p = text, .end = text + len, .options = options, .err = err };
	int rc = 0;

	while (rc == 0) {
		s.backslash = false;
		switch (scan(&s, TAKE_TEXT | TAKE_OPEN | TAKE_ESCAPES, any)) {
		case T_TEXT: weir_strbuf_add(out, s.text.data, s.text.len); continue;
		case T_OPEN: rc = expression(&s, out); continue;
		case T_END: goto end;
		default: rc = bad(&s, "bad substitution");
		}
	}
end:
	weir_strbuf_done(&s.text);
	if (s.locale)
		freelocale(s.locale);
	return rc;
}
