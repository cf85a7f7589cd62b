/* SPDX-License-Identifier: Apache-2.0 */
/*
 * toml_lex.c - runes and tokens of TOML.  Steps forward and back follow BurntSushi's lexer, because
 * its error texts show where it stood.
 */
#include <weir/rune.h>
#include "quote.h"
#include "toml_private.h"

/* ---- errors ---- */

/* What was being defined, as errors name it. */
static void add_last_key(struct toml *t, struct weir_strbuf *sb)
{
	size_t i;

	for (i = 0; i < t->context.count; i++) {
		if (i)
			weir_strbuf_addc(sb, '.');
		toml_add_key(sb, t->context.pieces[i].s, t->context.pieces[i].len);
	}
	if (t->current.len && i)
		weir_strbuf_addc(sb, '.');
	if (t->current.len)
		weir_strbuf_add(sb, t->current.s, t->current.len);
}

static bool fail_at(struct toml *t, int line, const char *fmt, va_list ap) WEIR_PRINTF(3, 0);
static bool fail_at(struct toml *t, int line, const char *fmt, va_list ap)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf key = WEIR_STRBUF_INIT;

	if (t->failed)
		return false;
	t->failed = true;
	weir_strbuf_addf(t->why, "toml: line %d", line);
	add_last_key(t, &key);
	if (key.len) {
		weir_strbuf_adds(t->why, " (last key ");
		quote_string(t->why, key.data, key.len, false);
		weir_strbuf_addc(t->why, ')');
	}
	weir_strbuf_adds(t->why, ": ");
	weir_strbuf_addv(t->why, fmt, ap);
	return false;
}

bool toml_fail(struct toml *t, int line, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fail_at(t, line, fmt, ap);
	va_end(ap);
	return false;
}

bool toml_fail_here(struct toml *t, const char *fmt, ...)
{
	int line = t->line - (t->at_end && t->pos && t->text[t->pos - 1] == '\n');
	va_list ap;

	va_start(ap, fmt);
	fail_at(t, line, fmt, ap);
	va_end(ap);
	return false;
}

const char *toml_quote_rune(struct toml *t, uint32_t rune)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	quote_rune(&sb, rune, false);
	return weir_arena_strndup(t->arena, sb.data, sb.len);
}

const char *toml_quote(struct toml *t, const char *s, size_t len)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	quote_string(&sb, s, len, false);
	return weir_arena_strndup(t->arena, sb.data, sb.len);
}

/* ---- runes ---- */

uint32_t toml_next(struct toml *t)
{
	const char *p = t->text + t->pos;
	uint32_t rune;
	unsigned width;

	if (t->pos >= t->len) {
		t->at_end = true;
		return 0;
	}
	t->line += *p == '\n';
	memmove(t->widths + 1, t->widths, 3);
	rune = weir_rune_decode(p, t->len - t->pos, &width);
	if (rune == WEIR_RUNE_INVALID && width == 1) {
		toml_fail(t, t->line, "invalid UTF-8 byte: 0x%02x", (unsigned char)*p);
		return WEIR_RUNE_INVALID;
	}
	if ((rune < 0x20 && rune != '\t' && !toml_is_break(rune)) || rune == 0x7f ||
	    (rune == '\r' && (t->pos + 1 == t->len || p[1] != '\n'))) {
		toml_fail(t, t->line, "TOML files cannot contain control characters: '0x%02x'", rune);
		return WEIR_RUNE_INVALID;
	}
	t->widths[0] = (unsigned char)width;
	t->pos += width;
	return rune;
}

void toml_back(struct toml *t)
{
	if (t->at_end || t->failed) {
		t->at_end = false;
		return;
	}
	t->pos -= t->widths[0];
	memmove(t->widths, t->widths + 1, 3);
	t->line -= t->pos < t->len && t->text[t->pos] == '\n';
}

uint32_t toml_peek(struct toml *t)
{
	uint32_t r = toml_next(t);

	toml_back(t);
	return r;
}

static bool accept(struct toml *t, uint32_t wanted)
{
	if (toml_next(t) == wanted)
		return true;
	toml_back(t);
	return false;
}

void toml_skip_blanks(struct toml *t)
{
	while (toml_is_blank(toml_next(t)))
		;
	toml_back(t);
	toml_ignore(t);
}

bool toml_skip_comment(struct toml *t)
{
	uint32_t r;

	do
		r = toml_next(t);
	while (r && !toml_is_break(r) && !t->failed);
	toml_back(t);
	toml_ignore(t);
	return !t->failed;
}

static bool give(struct toml *t, enum toml_type type, struct toml_token *out)
{
	*out = (struct toml_token){ type, t->text + t->start, t->pos - t->start, t->line };
	t->start = t->pos;
	return !t->failed;
}

/* ---- strings ---- */

static bool is_hex(uint32_t r)
{
	return (r >= '0' && r <= '9') || ((r | 0x20) >= 'a' && (r | 0x20) <= 'f');
}

static bool take_hex(struct toml *t, int n, const char *how_many, char letter)
{
	int i;

	for (i = 0; i < n; i++)
		if (!is_hex(toml_next(t)))
			return toml_fail_here(t, "expected %s hexadecimal digits after '\\%c', but got %s instead",
					      how_many, letter, toml_quote(t, t->text + t->start, t->pos - t->start));
	return !t->failed;
}

/* Behind the backslash. */
static bool take_escape(struct toml *t)
{
	uint32_t r = toml_next(t);
	char utf8[5] = "";

	switch (r) {
	case 'x': return take_hex(t, 2, "two", 'x');
	case 'u': return take_hex(t, 4, "four", 'u');
	case 'U': return take_hex(t, 8, "eight", 'U');
	default:
		if (r && r < 0x80 && strchr("ebtnfr\" \t\\", (int)r))
			return true;
		if (!r) /* the end, which the original prints as it is */
			return toml_fail(t, t->line - 1, "invalid escape in string '\\%c'", 0);
		utf8[weir_rune_encode(r, utf8)] = '\0';
		return toml_fail(t, t->line, "invalid escape in string '\\%s'", utf8);
	}
}

/* Behind the first quote. */
static bool take_string(struct toml *t, struct toml_token *out)
{
	bool escaped = false;
	uint32_t r;

	while ((r = toml_next(t)) != '"') {
		if (t->failed)
			return false;
		if (!r)
			return toml_fail_here(t, "unexpected EOF; expected '\"'");
		if (toml_is_break(r))
			return toml_fail(t, t->line - 1, "strings cannot contain newlines");
		escaped = escaped || r == '\\';
		if (r == '\\' && !take_escape(t))
			return false;
	}
	toml_back(t);
	give(t, escaped ? TOML_STRING_ESCAPED : TOML_STRING, out);
	toml_next(t);
	toml_ignore(t);
	return true;
}

static bool take_raw_string(struct toml *t, struct toml_token *out)
{
	uint32_t r;

	while ((r = toml_next(t)) != '\'') {
		if (t->failed)
			return false;
		if (!r)
			return toml_fail_here(t, "unexpected EOF; expected \"'\"");
		if (toml_is_break(r))
			return toml_fail(t, t->line - 1, "strings cannot contain newlines");
	}
	toml_back(t);
	give(t, TOML_RAW_STRING, out);
	toml_next(t);
	toml_ignore(t);
	return true;
}

static bool ends_with(const struct toml *t, const char *word)
{
	size_t n = strlen(word);

	return t->pos - t->start >= n && memcmp(t->text + t->pos - n, word, n) == 0;
}

/*
 * Behind one quote inside a text of several lines: up to two may stand at its end before the three
 * that close it. 1: closed, 0: goes on, -1: an error.
 */
static int take_close(struct toml *t, uint32_t quote, enum toml_type type, struct toml_token *out)
{
	int i;

	if (!accept(t, quote))
		return 0;
	if (!accept(t, quote)) {
		toml_back(t);
		return 0;
	}
	if (toml_peek(t) == quote) {
		if (quote == '"' && ends_with(t, "\"\"\"\"\"") && !ends_with(t, "\\\"\"\"\"\"")) {
			toml_fail_here(t, "unexpected '\"\"\"\"\"\"'");
			return -1;
		}
		if (quote == '\'' && ends_with(t, "'''''")) {
			toml_fail_here(t, "unexpected \"''''''\"");
			return -1;
		}
		toml_back(t);
		toml_back(t);
		return 0;
	}
	for (i = 0; i < 3; i++)
		toml_back(t);
	give(t, type, out);
	for (i = 0; i < 3; i++)
		toml_next(t);
	toml_ignore(t);
	return 1;
}

static bool take_multiline(struct toml *t, struct toml_token *out)
{
	int closed = 0;
	uint32_t r;

	while (!closed && !t->failed) {
		r = toml_next(t);
		if (!r)
			return toml_fail_here(t, "unexpected EOF; expected '\"\"\"'");
		if (r == '"') {
			closed = take_close(t, '"', TOML_MULTILINE, out);
		} else if (r == '\\' && !toml_is_break(toml_next(t))) {
			toml_back(t);
			if (!take_escape(t))
				return false;
		}
	}
	return !t->failed;
}

static bool take_raw_multiline(struct toml *t, struct toml_token *out)
{
	int closed = 0;
	uint32_t r;

	while (!closed && !t->failed) {
		r = toml_next(t);
		if (!r)
			return toml_fail_here(t, "unexpected EOF; expected \"'''\"");
		if (r == '\'')
			closed = take_close(t, '\'', TOML_RAW_MULTILINE, out);
	}
	return !t->failed;
}

/* Behind the first quote: one, or three. */
static bool take_any_string(struct toml *t, uint32_t quote, struct toml_token *out)
{
	if (accept(t, quote)) {
		if (accept(t, quote)) {
			toml_ignore(t);
			return quote == '"' ? take_multiline(t, out) : take_raw_multiline(t, out);
		}
		toml_back(t);
	}
	toml_ignore(t);
	return quote == '"' ? take_string(t, out) : take_raw_string(t, out);
}

/* ---- names ---- */

static bool is_bare(uint32_t r)
{
	return (r >= 'A' && r <= 'Z') || (r >= 'a' && r <= 'z') || (r >= '0' && r <= '9') || r == '_' || r == '-';
}

void toml_bare_name(struct toml *t, struct toml_token *out)
{
	while (is_bare(toml_next(t)))
		;
	toml_back(t);
	give(t, TOML_STRING, out);
}

bool toml_quoted_name(struct toml *t, struct toml_token *out)
{
	uint32_t quote = toml_next(t);

	toml_ignore(t);
	return quote == '"' ? take_string(t, out) : take_raw_string(t, out);
}

/* ---- values ---- */

static bool take_bool(struct toml *t, struct toml_token *out)
{
	size_t start = t->pos, len;

	while (weir_rune_is_letter(toml_next(t)) && !t->failed)
		;
	toml_back(t);
	len = t->pos - start;
	if ((len == 4 && memcmp(t->text + start, "true", 4) == 0) ||
	    (len == 5 && memcmp(t->text + start, "false", 5) == 0))
		return give(t, TOML_BOOL, out);
	return toml_fail_here(t, "expected value but found %s instead", toml_quote(t, t->text + start, len));
}

static bool take_other(struct toml *t, uint32_t r, struct toml_token *out)
{
	if (weir_rune_is_letter(r)) {
		toml_back(t);
		return take_bool(t, out);
	}
	if (!r)
		return toml_fail_here(t, "unexpected EOF; expected value");
	if (r == '\n')
		return toml_fail(t, t->line - 1, "expected value but found %s instead", toml_quote_rune(t, r));
	return toml_fail_here(t, "expected value but found %s instead", toml_quote_rune(t, r));
}

bool toml_token(struct toml *t, struct toml_token *out)
{
	uint32_t r;

	toml_skip_blanks(t);
	r = toml_next(t);
	if (t->failed)
		return false;
	if (r >= '0' && r <= '9') {
		toml_back(t);
		return toml_take_number(t, out);
	}
	switch (r) {
	case '[':
	case '{': toml_ignore(t); return give(t, r == '[' ? TOML_ARRAY : TOML_INLINE_TABLE, out);
	case '"':
	case '\'': return take_any_string(t, r, out);
	case '.': return toml_fail_here(t, "floats must start with a digit, not '.'");
	case '-':
	case '+': return toml_take_signed_number(t, out);
	case 'i':
	case 'n':
		if ((accept(t, 'n') && accept(t, 'f')) || (accept(t, 'a') && accept(t, 'n')))
			return give(t, TOML_FLOAT, out);
		/* fall through */
	default: return take_other(t, r, out);
	}
}
