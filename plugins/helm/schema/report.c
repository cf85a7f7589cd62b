/* SPDX-License-Identifier: Apache-2.0 */
/* report.c - faults as text, in the original's words: places, quotes, numbers with their commas. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "validate.h"
#include <weir/yaml.h>

/* ---- places ---- */

static void add_place(struct weir_strbuf *sb, const struct place *p)
{
	const char *s;

	if (!p)
		return;
	add_place(sb, p->outer);
	weir_strbuf_addc(sb, '/');
	if (!p->key)
		weir_strbuf_addf(sb, "%zu", p->index);
	for (s = p->key; s && *s; s++)
		if (*s == '~' || *s == '/')
			weir_strbuf_adds(sb, *s == '~' ? "~0" : "~1");
		else
			weir_strbuf_addc(sb, *s);
}

const char *place_text(struct weir_arena *arena, const struct place *place)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	add_place(&sb, place);
	return weir_arena_strndup(arena, sb.data ? sb.data : "", sb.len);
}

/* ---- values ---- */

/* As Go's %q, in single quotes. */
void report_quoted(struct weir_strbuf *sb, const char *text, size_t len)
{
	static const char short_forms[] = "\aa\bb\ff\nn\rr\tt\vv";
	size_t i, k;

	weir_strbuf_addc(sb, '\'');
	for (i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];

		for (k = 0; k < sizeof(short_forms) - 1 && short_forms[k] != (char)c; k += 2)
			;
		if (c && k < sizeof(short_forms) - 1)
			weir_strbuf_addf(sb, "\\%c", short_forms[k + 1]);
		else if (c < 0x20 || c == 0x7f)
			weir_strbuf_addf(sb, "\\x%02x", c);
		else if (c == '\'' || c == '\\')
			weir_strbuf_addf(sb, "\\%c", c);
		else
			weir_strbuf_addc(sb, (char)c);
	}
	weir_strbuf_addc(sb, '\'');
}

void report_json(struct weir_strbuf *sb, const struct value *j)
{
	char text[32];

	if (js_is_string(j))
		report_quoted(sb, j->s, j->len);
	else if (js_is_boolean(j))
		weir_strbuf_adds(sb, j->b ? "true" : "false");
	else if (js_is_integer(j))
		weir_strbuf_addf(sb, "%lld", (long long)j->i);
	else if (js_is_number(j))
		weir_strbuf_add(sb, text, weir_float_format(j->f, text));
	else
		weir_strbuf_adds(sb, "<nil>");
}

void report_value(struct weir_strbuf *sb, const struct value *v)
{
	if (v->type == T_STRING)
		report_quoted(sb, v->s, v->len);
	else
		weir_strbuf_adds(sb, "value");
}

/* ---- numbers ---- */

static void grouped(struct weir_strbuf *sb, const char *digits)
{
	size_t whole = strcspn(digits, "."), i;

	for (i = 0; i < whole; i++) {
		if (i && (whole - i) % 3 == 0)
			weir_strbuf_addc(sb, ',');
		weir_strbuf_addc(sb, digits[i]);
	}
	weir_strbuf_adds(sb, digits + whole);
}

/* "1.2345675" and 6: "1.2345675×10⁰⁶". */
static void scientific(struct weir_strbuf *sb, const char *mantissa, int exponent)
{
	static const char *const raised[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };
	char text[16], *p;

	snprintf(text, sizeof(text), "%02d", abs(exponent));
	weir_strbuf_addf(sb, "%s×10%s", mantissa, exponent < 0 ? "⁻" : "");
	for (p = text; *p; p++)
		weir_strbuf_adds(sb, raised[*p - '0']);
}

/* The fewest digits that name @d; as an integer with commas, or scientific from a million on. */
void report_number(struct weir_strbuf *sb, double d)
{
	char text[40], *e;
	int precision, exponent;

	if (d < 0) {
		weir_strbuf_addc(sb, '-');
		d = -d;
	}
	for (precision = 0; precision < 17; precision++) {
		snprintf(text, sizeof(text), "%.*e", precision, d);
		if (strtod(text, NULL) == d)
			break;
	}
	e = strchr(text, 'e');
	exponent = atoi(e + 1);
	*e = '\0';
	if (d != 0 && (exponent < -4 || exponent >= 6)) {
		scientific(sb, text, exponent);
		return;
	}
	snprintf(text, sizeof(text), "%.*f", precision > exponent ? precision - exponent : 0, d);
	grouped(sb, text);
}

/* Counts are integers: commas however many digits. */
const char *number_text(struct weir_arena *arena, double d)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	report_number(&sb, d);
	return weir_arena_strdup(arena, sb.data);
}

/* ---- the tree ---- */

/* A reference with one cause is passed over: the cause says all. */
void report_fault(struct weir_strbuf *sb, const struct fault *f, unsigned indent)
{
	bool shown = f->kind != FAULT_REF || !f->first || f->first->next;
	const struct fault *cause;
	unsigned i;

	if (shown) {
		WEIR_CLEAN_STRBUF struct weir_strbuf at = WEIR_STRBUF_INIT;

		for (i = 0; i < indent; i++)
			weir_strbuf_adds(sb, "  ");
		report_quoted(&at, f->at, strlen(f->at));
		weir_strbuf_addf(sb, "- at %s: %s\n", at.data, f->message);
		indent++;
	}
	for (cause = f->first; cause; cause = cause->next)
		report_fault(sb, cause, indent);
}
