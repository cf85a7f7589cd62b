/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json_read.c - JSON text to values as Go's encoding/json reads it: all numbers are float64, the last
 * of equal keys counts, what is not UTF-8 becomes U+FFFD; and its error texts.
 */
#include <stdio.h>
#include <stdlib.h>
#include <weir/rune.h>
#include "json_text.h"
#include "quote.h"

#define MAX_DEPTH 10000 /* the original's */

struct reader {
	struct weir_arena *arena;
	const char *p, *end;
	struct weir_strbuf *why;    /* of the syntax */
	struct weir_strbuf *number; /* the first number that does not fit, which is no reason to stop */
	int depth;
	bool exact; /* integers as int64 */
};

static bool take_value(struct reader *r, struct value *out);

/* ---- errors ---- */

static bool refuse(struct reader *r, const char *where)
{
	bool inside = strncmp(where, "in ", 3) == 0 || strncmp(where, "after decimal", 13) == 0;
	unsigned char c;

	if (r->p >= r->end && !inside) {
		weir_strbuf_adds(r->why, "unexpected end of JSON input");
		return false;
	}
	c = r->p < r->end ? (unsigned char)*r->p : ' '; /* the original ends a text with a blank */
	weir_strbuf_adds(r->why, "invalid character ");
	if (c == '"')
		weir_strbuf_adds(r->why, "'\"'");
	else
		quote_rune(r->why, c, false);
	weir_strbuf_addf(r->why, " %s", where);
	return false;
}

static void skip_blanks(struct reader *r)
{
	while (r->p < r->end && (*r->p == ' ' || *r->p == '\t' || *r->p == '\n' || *r->p == '\r'))
		r->p++;
}

static bool at(const struct reader *r, char c)
{
	return r->p < r->end && *r->p == c;
}

/* ---- literals and numbers ---- */

static bool take_literal(struct reader *r, const char *word)
{
	char where[64];
	size_t i;

	for (i = 1; word[i]; i++) {
		r->p++;
		if (at(r, word[i]))
			continue;
		snprintf(where, sizeof(where), "in literal %s (expecting '%c')", word, word[i]);
		return refuse(r, where);
	}
	r->p++;
	return true;
}

static bool is_digit(const struct reader *r)
{
	return r->p < r->end && *r->p >= '0' && *r->p <= '9';
}

static bool take_digits(struct reader *r, const char *where)
{
	if (!is_digit(r))
		return refuse(r, where);
	while (is_digit(r))
		r->p++;
	return true;
}

static bool scan_number(struct reader *r)
{
	if (at(r, '-'))
		r->p++;
	if (at(r, '0'))
		r->p++;
	else if (!take_digits(r, "in numeric literal"))
		return false;
	if (at(r, '.')) {
		r->p++;
		if (!take_digits(r, "after decimal point in numeric literal"))
			return false;
	}
	if (at(r, 'e') || at(r, 'E')) {
		r->p++;
		if (at(r, '+') || at(r, '-'))
			r->p++;
		if (!take_digits(r, "in exponent of numeric literal"))
			return false;
	}
	return true;
}

/* Few digits and nothing else: exact without strtod(). */
static bool small_number(const char *s, size_t len, double *d)
{
	bool negative = *s == '-';
	int64_t n = 0;
	size_t i;

	if (len > 15)
		return false;
	for (i = negative; i < len; i++) {
		if (s[i] < '0' || s[i] > '9')
			return false;
		n = n * 10 + (s[i] - '0');
	}
	*d = negative ? -(double)n : (double)n;
	return true;
}

static bool exact_integer(const char *s, size_t len, struct value *out)
{
	bool negative = *s == '-';
	int64_t n = 0;
	size_t i;

	for (i = negative; i < len; i++) {
		if (s[i] < '0' || s[i] > '9' || __builtin_mul_overflow(n, 10, &n) ||
		    __builtin_sub_overflow(n, s[i] - '0', &n))
			return false;
	}
	if (!negative && n == INT64_MIN)
		return false;
	*out = value_int64(negative ? n : -n);
	return true;
}

static bool take_number(struct reader *r, struct value *out)
{
	const char *start = r->p;
	size_t len;
	double d;

	if (!scan_number(r))
		return false;
	len = (size_t)(r->p - start);
	if (r->exact && exact_integer(start, len, out))
		return true;
	if (!small_number(start, len, &d)) {
		char *text = weir_arena_strndup(r->arena, start, len);

		d = strtod(text, NULL);
		if (d > 1.7976931348623157e308 || d < -1.7976931348623157e308) {
			if (!r->number->len)
				weir_strbuf_addf(r->number,
						 "json: cannot unmarshal number %s into Go value of type float64",
						 text);
			*out = value_nil();
			return true;
		}
	}
	*out = value_float(d);
	return true;
}

/* ---- strings ---- */

static bool take_hex(struct reader *r, uint32_t *out)
{
	int i;

	*out = 0;
	for (i = 0; i < 4; i++, r->p++) {
		char c = r->p < r->end ? *r->p : '\0', low = (char)(c | 0x20);

		if (c >= '0' && c <= '9')
			*out = *out << 4 | (uint32_t)(c - '0');
		else if (low >= 'a' && low <= 'f')
			*out = *out << 4 | (uint32_t)(low - 'a' + 10);
		else
			return refuse(r, "in \\u hexadecimal character escape");
	}
	return true;
}

/* Behind "\u": one rune, of two escapes where they are a pair. */
static bool take_unicode(struct reader *r, struct weir_strbuf *sb)
{
	uint32_t rune, low;
	const char *hold;
	char utf8[4];

	if (!take_hex(r, &rune))
		return false;
	if (rune >= 0xd800 && rune < 0xe000) {
		hold = r->p;
		if (rune < 0xdc00 && r->end - r->p >= 2 && r->p[0] == '\\' && r->p[1] == 'u') {
			r->p += 2;
			if (!take_hex(r, &low))
				return false;
			if (low >= 0xdc00 && low < 0xe000) {
				rune = 0x10000 + ((rune - 0xd800) << 10) + (low - 0xdc00);
				weir_strbuf_add(sb, utf8, weir_rune_encode(rune, utf8));
				return true;
			}
			r->p = hold;
		}
		rune = WEIR_RUNE_INVALID;
	}
	weir_strbuf_add(sb, utf8, weir_rune_encode(rune, utf8));
	return true;
}

static bool take_escape(struct reader *r, struct weir_strbuf *sb)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	const char *which;

	r->p++;
	if (at(r, 'u')) {
		r->p++;
		return take_unicode(r, sb);
	}
	which = r->p < r->end && *r->p ? strchr(from, *r->p) : NULL;
	if (!which)
		return refuse(r, "in string escape code");
	weir_strbuf_addc(sb, to[which - from]);
	r->p++;
	return true;
}

/* Behind the quote. Texts without escapes are copied in one piece. */
static bool take_string(struct reader *r, const char **s, size_t *len)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	const char *start = ++r->p;
	unsigned width;
	char utf8[4];

	for (; r->p < r->end && *r->p != '"'; start = r->p) {
		while (r->p < r->end && *r->p != '"' && *r->p != '\\' && (unsigned char)*r->p >= 0x20 &&
		       (unsigned char)*r->p < 0x80)
			r->p++;
		weir_strbuf_add(&sb, start, (size_t)(r->p - start));
		if (r->p >= r->end || *r->p == '"')
			break;
		if (*r->p == '\\') {
			if (!take_escape(r, &sb))
				return false;
		} else if ((unsigned char)*r->p < 0x20) {
			return refuse(r, "in string literal");
		} else {
			uint32_t rune = weir_rune_decode(r->p, (size_t)(r->end - r->p), &width);

			weir_strbuf_add(&sb, utf8, weir_rune_encode(rune, utf8));
			r->p += width;
		}
	}
	if (r->p >= r->end)
		return refuse(r, "");
	r->p++;
	*len = sb.len;
	*s = sb.len ? memcpy(weir_arena_alloc(r->arena, sb.len + 1), sb.data, sb.len) : "";
	return true;
}

/* ---- containers ---- */

static bool enter(struct reader *r)
{
	r->p++;
	if (++r->depth <= MAX_DEPTH)
		return true;
	weir_strbuf_adds(r->why, "exceeded max depth");
	return false;
}

static bool take_list(struct reader *r, struct value *out)
{
	struct list *l = list_new(r->arena, 4);
	struct value item;

	*out = value_list(l);
	if (!enter(r))
		return false;
	skip_blanks(r);
	while (!at(r, ']') || l->count) {
		if (!take_value(r, &item))
			return false;
		list_add(r->arena, l, item);
		skip_blanks(r);
		if (at(r, ']'))
			break;
		if (!at(r, ','))
			return refuse(r, "after array element");
		r->p++;
	}
	r->p++;
	r->depth--;
	return true;
}

static bool take_pair(struct reader *r, struct map *m)
{
	const char *key;
	struct value v;
	size_t len;

	if (!at(r, '"'))
		return refuse(r, "looking for beginning of object key string");
	if (!take_string(r, &key, &len))
		return false;
	skip_blanks(r);
	if (!at(r, ':'))
		return refuse(r, "after object key");
	r->p++;
	if (!take_value(r, &v))
		return false;
	map_set(m, key, len, v);
	skip_blanks(r);
	return true;
}

static bool take_map(struct reader *r, struct value *out)
{
	struct map *m = map_new(r->arena, 4);

	*out = value_map(m);
	if (!enter(r))
		return false;
	skip_blanks(r);
	if (!at(r, '}'))
		for (;;) {
			if (!take_pair(r, m))
				return false;
			if (at(r, '}'))
				break;
			if (!at(r, ','))
				return refuse(r, "after object key:value pair");
			r->p++;
			skip_blanks(r);
		}
	r->p++;
	r->depth--;
	return true;
}

static bool take_value(struct reader *r, struct value *out)
{
	size_t len;

	skip_blanks(r);
	*out = value_nil();
	switch (r->p < r->end ? *r->p : '\0') {
	case '{': return take_map(r, out);
	case '[': return take_list(r, out);
	case '"':
		if (!take_string(r, &out->s, &len))
			return false;
		*out = value_str(out->s, len);
		return true;
	case 't': *out = value_bool(true); return take_literal(r, "true");
	case 'f': *out = value_bool(false); return take_literal(r, "false");
	case 'n': return take_literal(r, "null");
	default:
		if (is_digit(r) || at(r, '-'))
			return take_number(r, out);
		return refuse(r, "looking for beginning of value");
	}
}

/* ---- the whole ---- */

static const char *kind_of(const struct value *v)
{
	switch ((enum type)v->type) {
	case T_MAP: return "object";
	case T_LIST: return "array";
	case T_STRING: return "string";
	case T_BOOL: return "bool";
	default: return "number";
	}
}

static struct value empty(struct weir_arena *a, enum json_want want)
{
	if (want == WANT_MAP)
		return value_map(map_new(a, 1));
	return want == WANT_LIST ? value_list(list_new(a, 1)) : value_nil();
}

/* null gives a nil map or list, another kind an error. */
static bool fit(struct weir_arena *a, enum json_want want, struct value *out, struct weir_strbuf *why)
{
	uint8_t type = want == WANT_MAP ? T_MAP : T_LIST;

	if (want == WANT_ANY || want == WANT_EXACT || out->type == type)
		return true;
	if (out->type == T_NIL) {
		*out = (struct value){ .type = type };
		return true;
	}
	weir_strbuf_addf(why, "json: cannot unmarshal %s into Go value of type %s", kind_of(out),
			 want == WANT_MAP ? "map[string]interface {}" : "[]interface {}");
	*out = empty(a, want);
	return false;
}

bool json_read(struct weir_arena *a, const char *text, size_t len, enum json_want want, struct value *out,
	       struct weir_strbuf *why)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf number = WEIR_STRBUF_INIT;
	struct reader r = {
		.arena = a, .p = text, .end = text + len, .why = why, .number = &number, .exact = want == WANT_EXACT
	};
	bool good = take_value(&r, out);

	skip_blanks(&r);
	if (good && r.p < r.end)
		good = refuse(&r, "after top-level value");
	if (!good) {
		*out = empty(a, want);
		return false;
	}
	if (number.len && out->type == T_NIL &&
	    (want == WANT_MAP || want == WANT_LIST)) { /* the number is all there is */
		weir_strbuf_addf(why, "json: cannot unmarshal number into Go value of type %s",
				 want == WANT_MAP ? "map[string]interface {}" : "[]interface {}");
		*out = empty(a, want);
		return false;
	}
	if (!fit(a, want, out, why))
		return false;
	if (number.len)
		weir_strbuf_add(why, number.data, number.len);
	return !number.len;
}
