/* SPDX-License-Identifier: Apache-2.0 */
/*
 * lex_string.c - texts in quotes: '...', "...", three of either over several lines, r"..." without
 * escapes, b"..." for bytes.  In a string \x and octal escapes are code points, in bytes they are bytes.
 */
#include <stdlib.h>
#include <weir/rune.h>
#include "ast.h"

struct quoted {
	const char *text; /* the whole expression */
	size_t at;
	bool raw, bytes, triple;
	char quote;
	struct weir_strbuf sb;
	struct weir_error *err;
};

/* [letter] = what it stands for. */
static const char letters[128] = {
	['a'] = '\a', ['b'] = '\b', ['f'] = '\f',  ['n'] = '\n',  ['r'] = '\r', ['t'] = '\t',
	['v'] = '\v', ['"'] = '"',  ['\''] = '\'', ['\\'] = '\\', ['?'] = '?',  ['`'] = '`',
};

static bool refuse(struct quoted *q, const char *what)
{
	cel_fail_at(q->text, q->at, q->err, "%s", what);
	return false;
}

static bool put_code(struct quoted *q, uint32_t code, bool may_be_byte)
{
	char utf8[4];

	if (q->bytes && may_be_byte) {
		weir_strbuf_addc(&q->sb, (char)code);
		return true;
	}
	if (q->bytes)
		return refuse(q, "\\u and \\U have no meaning in bytes");
	if (code > WEIR_RUNE_MAX || (code >= 0xd800 && code < 0xe000))
		return refuse(q, "an escape that is no character");
	weir_strbuf_add(&q->sb, utf8, weir_rune_encode(code, utf8));
	return true;
}

/* @n digits of base 8 or 16 at s. */
static bool numeric(struct quoted *q, const char *s, size_t n, int base, bool may_be_byte)
{
	char copy[9] = "";

	if (strspn(s, base == 8 ? "01234567" : "0123456789abcdefABCDEF") < n)
		return refuse(q, "an escape with too few digits");
	memcpy(copy, s, n);
	if (!put_code(q, (uint32_t)strtoul(copy, NULL, base), may_be_byte))
		return false;
	q->at = (size_t)(s - q->text) + n;
	return true;
}

static bool escape(struct quoted *q)
{
	const char *s = q->text + q->at + 1;

	switch (*s) {
	case 'x':
	case 'X': return numeric(q, s + 1, 2, 16, true);
	case 'u': return numeric(q, s + 1, 4, 16, false);
	case 'U': return numeric(q, s + 1, 8, 16, false);
	case '0':
	case '1':
	case '2':
	case '3': return numeric(q, s, 3, 8, true);
	}
	if ((unsigned char)*s >= 128 || !letters[(unsigned char)*s])
		return refuse(q, "an escape that has no meaning");
	weir_strbuf_addc(&q->sb, letters[(unsigned char)*s]);
	q->at += 2;
	return true;
}

static bool at_end(const struct quoted *q)
{
	const char *s = q->text + q->at;

	return *s == q->quote && (!q->triple || (s[1] == q->quote && s[2] == q->quote));
}

static bool one(struct quoted *q)
{
	char c = q->text[q->at];

	if (!c || (!q->triple && (c == '\n' || c == '\r')))
		return refuse(q, "a text in quotes has no end");
	if (c == '\\' && !q->raw)
		return escape(q);
	if (c == '\r') { /* line ends are "\n", however the file was written */
		q->at += q->text[q->at + 1] == '\n';
		c = '\n';
	}
	weir_strbuf_addc(&q->sb, c);
	q->at++;
	return true;
}

static void head(struct quoted *q)
{
	const char *s = q->text + q->at;

	q->bytes = *s == 'b' || *s == 'B';
	s += q->bytes;
	q->raw = *s == 'r' || *s == 'R';
	s += q->raw;
	q->quote = *s;
	q->triple = s[1] == *s && s[2] == *s;
	q->at = (size_t)(s - q->text) + (q->triple ? 3 : 1);
}

bool cel_lex_string(struct weir_arena *a, const char *text, size_t *at, struct cel_value *out, struct weir_error *err)
{
	struct quoted q = { .text = text, .at = *at, .err = err };
	bool good = true;

	head(&q);
	while (good && !at_end(&q))
		good = one(&q);
	if (good) {
		*out = cel_string(weir_arena_strndup(a, q.sb.data ? q.sb.data : "", q.sb.len), q.sb.len);
		out->type = q.bytes ? CEL_BYTES : CEL_STRING;
		*at = q.at + (q.triple ? 3 : 1);
	}
	weir_strbuf_done(&q.sb);
	return good;
}
