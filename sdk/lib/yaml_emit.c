/* SPDX-License-Identifier: Apache-2.0 */
/*
 * yaml_emit.c - the writer of YAML, byte for byte what sigs.k8s.io/yaml (goyaml v2) prints: the layout
 * of maps and sequences, keys, numbers.  Its callers walk their own trees (yaml_dump.c: json_t), in the
 * order of yaml_order.c.  Strings are yaml_scalar.c's.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include "unicode.h"
#include "yaml_emit.h"

#define INDENT     2   /* unless the caller says otherwise */
#define SIMPLE_KEY 128 /* bytes of a key that needs no "?" */

static bool fail(struct weir_yaml_writer *e, const char *why)
{
	weir_fail(e->err, WEIR_E_INVALID, NULL, "cannot be written as YAML: %s", why);
	return false;
}

/* ---- strings ---- */

/*
 * The original writes a string as JSON and reads that as YAML before it writes YAML, and some code
 * points do not survive that: U+007F to U+009F, U+FFFE and U+FFFF are refused, but for U+0085, which
 * is a line break there and folds as one; what is not UTF-8 becomes U+FFFD.
 */
static bool is_odd(const char *s, size_t len)
{
	const unsigned char *p = (const unsigned char *)s, *end = p + len;
	unsigned width;

	for (;; p += width) {
		uint32_t rune;

		while (p < end && *p < 0x7f)
			p++;
		if (p == end)
			return false;
		rune = unicode_decode(p, (size_t)(end - p), &width);
		if (rune < 0xa0 || rune == 0xfffe || rune == 0xffff || (width == 1 && rune == RUNE_INVALID))
			return true;
	}
}

/* Line breaks with the blanks around them: one is a blank, more are breaks but the first. */
static void fold_nel(const unsigned char **p, const unsigned char *end, struct weir_strbuf *out)
{
	size_t breaks = 0;

	while (out->len && out->data[out->len - 1] == ' ')
		out->len--;
	while (*p < end && (**p == ' ' || (end - *p >= 2 && (*p)[0] == 0xc2 && (*p)[1] == 0x85))) {
		breaks += **p != ' ';
		*p += **p == ' ' ? 1 : 2;
	}
	if (breaks == 1)
		weir_strbuf_addc(out, ' ');
	while (--breaks)
		weir_strbuf_addc(out, '\n');
}

/* At the beginning of a line that ends the quoted text there, which has no end then. */
static bool at_document_mark(const unsigned char *p, const unsigned char *end)
{
	if (end - p < 4 || (memcmp(p, "---", 3) != 0 && memcmp(p, "...", 3) != 0))
		return false;
	return p[3] == ' ' || (end - p >= 5 && p[3] == 0xc2 && p[4] == 0x85);
}

/* What comes out of that; *s and *len are replaced where it is another text, kept in @out. */
static bool through_json(struct weir_yaml_writer *e, const char **s, size_t *len, struct weir_strbuf *out)
{
	const unsigned char *p = (const unsigned char *)*s, *end = p + *len;
	char utf8[4], why[80];
	unsigned width;

	if (!is_odd(*s, *len))
		return true;
	while (p < end) {
		uint32_t rune = unicode_decode(p, (size_t)(end - p), &width);

		if (rune == 0x85) {
			fold_nel(&p, end, out);
			if (p[-1] == 0x85 && at_document_mark(p, end))
				return fail(e, "a document's mark behind a line break (U+0085)");
			continue;
		}
		if ((rune >= 0x7f && rune < 0xa0) || rune == 0xfffe || rune == 0xffff) {
			snprintf(why, sizeof(why), "control characters are not allowed (U+%04X)", rune);
			return fail(e, why);
		}
		weir_strbuf_add(out, utf8, unicode_encode(rune, utf8));
		p += width;
	}
	weir_strbuf_add(out, "", 0);
	*s = out->data;
	*len = out->len;
	return true;
}

static void put_text(struct weir_yaml_writer *e, const char *s, size_t len, bool simple_key)
{
	struct yaml_analysis a;

	yaml_analyze(s, len, &a);
	yaml_put_scalar(e, s, len, yaml_look(s, len, &a, simple_key, e->v3), simple_key);
}

enum weir_yaml_style weir_yaml_style_of(const char *s, size_t len)
{
	struct yaml_analysis a;

	if (yaml_is_simple(s, len))
		return WEIR_YAML_PLAIN;
	yaml_analyze(s, len, &a);
	switch (yaml_look(s, len, &a, true, true)) {
	case YAML_LOOK_PLAIN: return WEIR_YAML_PLAIN;
	case YAML_LOOK_SINGLE: return WEIR_YAML_SINGLE;
	default: return WEIR_YAML_DOUBLE;
	}
}

/* One level below @indent: behind "- " two columns, else the next multiple of the step. */
static int deeper(const struct weir_yaml_writer *e, int indent)
{
	if (!e->step || e->indention)
		return indent + INDENT;
	return e->step * ((indent + e->step) / e->step);
}

bool weir_yaml_put_string(struct weir_yaml_writer *e, const char *s, size_t len)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf text = WEIR_STRBUF_INIT;
	int before = e->indent;

	if (yaml_put_simple(e, s, len))
		return true;
	if (!e->v3 && !through_json(e, &s, &len, &text))
		return false;
	e->indent = before < 0 ? INDENT : deeper(e, before);
	put_text(e, s, len, false);
	e->indent = before;
	return true;
}

void weir_yaml_put_plain(struct weir_yaml_writer *e, const char *text, size_t len)
{
	yaml_put_scalar(e, text, len, YAML_LOOK_PLAIN, true);
}

/* ---- numbers ---- */

/* strconv.FormatFloat(d, 'g', -1, 64) of a number that went through JSON text. */
static size_t float_text(double d, char out[32])
{
	size_t n = weir_float_format(d, out);
	int precision, exponent;
	char e[32];

	if (d == 0)
		return (size_t)snprintf(out, 32, "0"); /* also for -0: JSON has "-0", YAML reads an integer */
	if (weir_yaml_resolve(out, n, WEIR_YAML_V2) == WEIR_YAML_T_INT)
		return n; /* JSON has an integer there, and YAML reads one */
	for (precision = 0; precision < 17; precision++) {
		snprintf(e, sizeof(e), "%.*e", precision, d);
		if (strtod(e, NULL) == d)
			break;
	}
	exponent = atoi(strchr(e, 'e') + 1);
	if (exponent >= -4 && exponent < 6) /* strconv's precision for the shortest form */
		return n;
	return (size_t)snprintf(out, 32, "%s", e); /* C's exponent has two digits at least, as Go's */
}

bool weir_yaml_put_double(struct weir_yaml_writer *e, double d)
{
	char text[32];
	size_t n;

	if (!isfinite(d))
		return fail(e, "infinity and NaN are no JSON numbers");
	if (d == floor(d) && fabs(d) < 1e15)
		n = (size_t)snprintf(text, sizeof(text), "%lld", (long long)d);
	else
		n = float_text(d, text);
	weir_yaml_put_plain(e, text, n);
	return true;
}

/* ---- maps and sequences ---- */

#define JSON_KEY 1024 /* characters of a key in that JSON, with its quotes: YAML takes no longer one before a ":" */

/* How long is a text as JSON text? Counted no further than is needed. */
static size_t json_length(const char *s, size_t len)
{
	size_t n = 2, i;

	for (i = 0; i < len && n <= JSON_KEY; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c == '"' || c == '\\' || c == '\n' || c == '\t' || c == '\r' || c == '\b' || c == '\f')
			n += 2;
		else if (c < 0x20 || c == '<' || c == '>' || c == '&')
			n += 6;
		else
			n += (c & 0xc0) != 0x80;
	}
	return n;
}

/* "key:", or "? key" and ":" on a line of its own where the key is long or has several lines. */
static bool put_odd_key(struct weir_yaml_writer *e, const char *s, size_t len)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf text = WEIR_STRBUF_INIT;
	struct yaml_analysis a;

	if (!e->v3 && memchr(s, 0xc2, len) && memmem(s, len, "\xc2\x85", 2)) /* a line break: no key holds one */
		return fail(e, "line break in a key (U+0085)");
	if (!e->v3 && !through_json(e, &s, &len, &text))
		return false;
	if (!e->v3 && len > JSON_KEY / 6 && json_length(s, len) > JSON_KEY)
		return fail(e, "a key of more than 1024 characters as JSON");
	yaml_analyze(s, len, &a);
	if (!a.multiline && len <= SIMPLE_KEY) {
		yaml_put_scalar(e, s, len, yaml_look(s, len, &a, true, e->v3), true);
		yaml_put_indicator(e, ':', false, false);
		return true;
	}
	yaml_put_indicator(e, '?', true, true);
	e->indent += INDENT;
	yaml_put_scalar(e, s, len, yaml_look(s, len, &a, false, e->v3), false);
	e->indent -= INDENT;
	yaml_put_indent(e);
	yaml_put_indicator(e, ':', true, true);
	return true;
}

bool weir_yaml_put_key(struct weir_yaml_writer *e, const char *s, size_t len)
{
	yaml_put_indent(e);
	if (!yaml_put_simple(e, s, len))
		return put_odd_key(e, s, len);
	yaml_put_indicator(e, ':', false, false);
	return true;
}

void weir_yaml_put_empty(struct weir_yaml_writer *e, bool map)
{
	yaml_put_indicator(e, map ? '{' : '[', true, false);
	yaml_put_indicator(e, map ? '}' : ']', false, false);
}

int weir_yaml_open_map(struct weir_yaml_writer *e)
{
	int before = e->indent;

	e->indent = before < 0 ? 0 : deeper(e, before);
	return before;
}

/* The items of a map's sequence are not indented, but behind "? " and "- " they are (v3: always). */
int weir_yaml_open_sequence(struct weir_yaml_writer *e, bool in_map)
{
	int before = e->indent;

	e->indent = before < 0 ? 0 : in_map && !e->indention && !e->v3 ? before : deeper(e, before);
	return before;
}

void weir_yaml_put_item(struct weir_yaml_writer *e)
{
	yaml_put_indent(e);
	yaml_put_indicator(e, '-', true, true);
}

void weir_yaml_close(struct weir_yaml_writer *e, int before)
{
	e->indent = before;
}

void weir_yaml_writer_init(struct weir_yaml_writer *e, struct weir_strbuf *out, struct weir_error *err)
{
	*e = (struct weir_yaml_writer){ .out = out, .err = err, .indent = -1, .whitespace = true, .indention = true };
	weir_strbuf_reserve(out, 64);
}

void weir_yaml_writer_end(struct weir_yaml_writer *e)
{
	yaml_put_indent(e); /* ends the last line */
	e->out->data[e->out->len] = '\0';
}

int weir_yaml_dump_string(struct weir_strbuf *sb, const char *s, size_t len, int indent, int column, bool key,
			  struct weir_error *err)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf text = WEIR_STRBUF_INIT;
	struct weir_yaml_writer e = { .out = sb, .err = err, .indent = indent, .column = column, .whitespace = true };

	if (!through_json(&e, &s, &len, &text))
		return WEIR_E_INVALID;
	put_text(&e, s, len, key);
	weir_strbuf_add(sb, "", 0);
	return 0;
}
