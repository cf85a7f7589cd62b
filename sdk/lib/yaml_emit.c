/* SPDX-License-Identifier: Apache-2.0 */
/*
 * yaml_emit.c - json_t to YAML, byte for byte what sigs.k8s.io/yaml (goyaml v2) prints: the layout of
 * maps and sequences, the order of keys, the texts of numbers.  Strings are yaml_scalar.c's.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include "unicode.h"
#include "yaml_emit.h"

#define INDENT     2
#define MAX_DEPTH  10000
#define SIMPLE_KEY 128 /* bytes of a key that needs no "?" */

static bool put_value(struct yaml_emitter *e, const json_t *j, bool in_map, int depth);

static bool fail(struct yaml_emitter *e, const char *why)
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

	for (; p < end; p += width) {
		uint32_t rune;

		width = 1;
		if (*p < 0x7f)
			continue;
		rune = unicode_decode(p, (size_t)(end - p), &width);
		if (rune < 0xa0 || rune == 0xfffe || rune == 0xffff || (width == 1 && rune == RUNE_INVALID))
			return true;
	}
	return false;
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

/* What comes out of that; *s and *len are replaced where it is another text, kept in @out. */
static bool through_json(struct yaml_emitter *e, const char **s, size_t *len, struct weir_strbuf *out)
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

static void put_text(struct yaml_emitter *e, const char *s, size_t len, bool simple_key)
{
	struct yaml_analysis a;

	yaml_analyze(s, len, &a);
	yaml_put_scalar(e, s, len, yaml_look(s, len, &a, simple_key), simple_key);
}

static bool put_string(struct yaml_emitter *e, const char *s, size_t len)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf text = WEIR_STRBUF_INIT;
	int before = e->indent;

	if (!through_json(e, &s, &len, &text))
		return false;
	e->indent = before < 0 ? INDENT : before + INDENT;
	put_text(e, s, len, false);
	e->indent = before;
	return true;
}

static bool put_plain(struct yaml_emitter *e, const char *text, size_t len)
{
	yaml_put_scalar(e, text, len, YAML_LOOK_PLAIN, true);
	return true;
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

static bool put_number(struct yaml_emitter *e, const json_t *j)
{
	char text[32];
	size_t n;

	if (json_is_integer(j))
		n = (size_t)snprintf(text, sizeof(text), "%" JSON_INTEGER_FORMAT, json_integer_value(j));
	else if (isfinite(json_real_value(j)))
		n = float_text(json_real_value(j), text);
	else
		return fail(e, "infinity and NaN are no JSON numbers");
	return put_plain(e, text, n);
}

/* ---- maps and sequences ---- */

/* "key:", or "? key" and ":" on a line of its own where the key is long or has several lines. */
static bool put_key(struct yaml_emitter *e, const char *s, size_t len)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf text = WEIR_STRBUF_INIT;
	struct yaml_analysis a;

	if (memmem(s, len, "\xc2\x85", 2)) /* a line break of that JSON: no key holds one */
		return fail(e, "line break in a key (U+0085)");
	if (!through_json(e, &s, &len, &text))
		return false;
	yaml_analyze(s, len, &a);
	yaml_put_indent(e);
	if (!a.multiline && len <= SIMPLE_KEY) {
		yaml_put_scalar(e, s, len, yaml_look(s, len, &a, true), true);
		yaml_put_indicator(e, ':', false, false);
		return true;
	}
	yaml_put_indicator(e, '?', true, true);
	e->indent += INDENT;
	yaml_put_scalar(e, s, len, yaml_look(s, len, &a, false), false);
	e->indent -= INDENT;
	yaml_put_indent(e);
	yaml_put_indicator(e, ':', true, true);
	return true;
}

static bool put_pairs(struct yaml_emitter *e, const struct yaml_key *keys, size_t n, int depth)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!put_key(e, keys[i].text, keys[i].len) || !put_value(e, keys[i].value, true, depth))
			return false;
	return true;
}

static bool put_map(struct yaml_emitter *e, const json_t *j, int depth)
{
	struct yaml_key few[32], *keys = few;
	size_t n = json_object_size(j), i = 0;
	int before = e->indent;
	const char *key;
	json_t *item;
	bool good;

	if (!n) {
		yaml_put_indicator(e, '{', true, false);
		yaml_put_indicator(e, '}', false, false);
		return true;
	}
	if (n > sizeof(few) / sizeof(few[0]))
		keys = weir_malloc(n * sizeof(*keys));
	json_object_foreach((json_t *)j, key, item)
		keys[i++] = (struct yaml_key){ key, strlen(key), item };
	yaml_sort_keys(keys, n);
	e->indent = before < 0 ? 0 : before + INDENT;
	good = put_pairs(e, keys, n, depth);
	e->indent = before;
	if (keys != few)
		free(keys);
	return good;
}

/* The items of a map's sequence are not indented, but behind "? " and "- " they are. */
static bool put_sequence(struct yaml_emitter *e, const json_t *j, bool in_map, int depth)
{
	size_t n = json_array_size(j), i;
	int before = e->indent;
	bool good = true;

	if (!n) {
		yaml_put_indicator(e, '[', true, false);
		yaml_put_indicator(e, ']', false, false);
		return true;
	}
	e->indent = before < 0 ? 0 : in_map && !e->indention ? before : before + INDENT;
	for (i = 0; good && i < n; i++) {
		yaml_put_indent(e);
		yaml_put_indicator(e, '-', true, true);
		good = put_value(e, json_array_get(j, i), false, depth);
	}
	e->indent = before;
	return good;
}

static bool put_value(struct yaml_emitter *e, const json_t *j, bool in_map, int depth)
{
	const char *number;

	if (depth >= MAX_DEPTH)
		return fail(e, "nested too deeply");
	switch (j ? json_typeof(j) : JSON_NULL) {
	case JSON_OBJECT: return put_map(e, j, depth + 1);
	case JSON_ARRAY: return put_sequence(e, j, in_map, depth + 1);
	case JSON_STRING:
		number = weir_number_text(j);
		if (number)
			return put_plain(e, number, strlen(number));
		return put_string(e, json_string_value(j), json_string_length(j));
	case JSON_INTEGER:
	case JSON_REAL: return put_number(e, j);
	case JSON_TRUE: return put_plain(e, "true", 4);
	case JSON_FALSE: return put_plain(e, "false", 5);
	default: return put_plain(e, "null", 4);
	}
}

int weir_yaml_dump(struct weir_strbuf *sb, const json_t *j, struct weir_error *err)
{
	struct yaml_emitter e = { .out = sb, .err = err, .indent = -1, .whitespace = true, .indention = true };
	size_t before = sb->len;

	weir_strbuf_reserve(sb, 64);
	if (!put_value(&e, j, false, 0)) {
		sb->len = before;
		sb->data[before] = '\0';
		return WEIR_E_INVALID;
	}
	yaml_put_indent(&e); /* ends the last line */
	sb->data[sb->len] = '\0';
	return 0;
}

int weir_yaml_dump_string(struct weir_strbuf *sb, const char *s, size_t len, int indent, int column, bool key,
			  struct weir_error *err)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf text = WEIR_STRBUF_INIT;
	struct yaml_emitter e = { .out = sb, .err = err, .indent = indent, .column = column, .whitespace = true };

	if (!through_json(&e, &s, &len, &text))
		return WEIR_E_INVALID;
	put_text(&e, s, len, key);
	weir_strbuf_add(sb, "", 0);
	return 0;
}
