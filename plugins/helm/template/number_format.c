/* SPDX-License-Identifier: Apache-2.0 */
/*
 * number_format.c - floats as text: the shortest digits that read back the same, in Go's formats.
 * Given precisions are what C's printf does too; hexadecimal and binary forms differ a little.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "number.h"

struct decimal {
	char digits[32];
	int count, point; /* 0.digits * 10^point */
};

static bool reads_back(const char *text, double v, int bits)
{
	return bits == 32 ? strtof(text, NULL) == (float)v : strtod(text, NULL) == v;
}

static void take_digits(struct decimal *d, const char *text)
{
	const char *e = strchr(text, 'e');
	const char *p;

	d->count = 0;
	for (p = text; p < e; p++)
		if (*p != '.')
			d->digits[d->count++] = *p;
	while (d->count > 1 && d->digits[d->count - 1] == '0')
		d->count--;
	d->point = atoi(e + 1) + 1;
}

/*
 * At a power of two the numbers below lie closer than those above: the next decimal up may read back
 * where the nearest does not.
 */
static bool try_next_up(char *text, double v, int bits)
{
	char *p = strchr(text, 'e');

	for (p--; p >= text; p--) {
		if (*p == '.')
			continue;
		if (*p != '9') {
			++*p;
			return reads_back(text, v, bits);
		}
		*p = '0';
	}
	return false;
}

/* @v is positive and finite. */
static void shortest(struct decimal *d, double v, int bits)
{
	int n = bits == 32 ? 6 : 15, most = bits == 32 ? 9 : 17, exponent;
	bool power = frexp(v, &exponent) == 0.5;
	char text[48], up[48];
	double next;

	if (v == 0) {
		*d = (struct decimal){ "0", 1, 1 };
		return;
	}
	if (v < 1e15 && v == floor(v)) { /* whole numbers are their own digits */
		for (n = 0, next = 10; next <= v; next *= 10)
			n++;
		snprintf(text, sizeof(text), "%.*e", n, v);
		take_digits(d, text);
		return;
	}
	if (v < 1e-290 || power) /* few digits may do for what is not normal */
		n = 1;
	for (;; n++) {
		snprintf(text, sizeof(text), "%.*e", n - 1, v);
		if (n >= most || reads_back(text, v, bits))
			break;
		strcpy(up, text);
		if (power && try_next_up(up, v, bits)) {
			strcpy(text, up);
			break;
		}
	}
	take_digits(d, text);
}

static void add_exponential(struct weir_strbuf *sb, const struct decimal *d, char e)
{
	int exponent = d->point - 1;

	weir_strbuf_addc(sb, d->digits[0]);
	if (d->count > 1) {
		weir_strbuf_addc(sb, '.');
		weir_strbuf_add(sb, d->digits + 1, (size_t)d->count - 1);
	}
	weir_strbuf_addf(sb, "%c%c%02d", e, exponent < 0 ? '-' : '+', abs(exponent));
}

static void add_plain(struct weir_strbuf *sb, const struct decimal *d)
{
	int i;

	if (d->point <= 0)
		weir_strbuf_addc(sb, '0');
	for (i = 0; i < d->point; i++)
		weir_strbuf_addc(sb, i < d->count ? d->digits[i] : '0');
	if (d->count <= d->point)
		return;
	weir_strbuf_addc(sb, '.');
	for (i = d->point; i < 0; i++)
		weir_strbuf_addc(sb, '0');
	weir_strbuf_add(sb, d->digits + (d->point > 0 ? d->point : 0),
			(size_t)(d->count - (d->point > 0 ? d->point : 0)));
}

static void add_shortest(struct weir_strbuf *sb, double v, char format, int bits)
{
	struct decimal d;
	int exponent;

	shortest(&d, v, bits);
	exponent = d.point - 1;
	if (format == 'e' || format == 'E')
		add_exponential(sb, &d, format);
	else if (format != 'f' && (exponent < -4 || exponent >= 6))
		add_exponential(sb, &d, format == 'G' ? 'E' : 'e');
	else
		add_plain(sb, &d);
}

static void add_precise(struct weir_strbuf *sb, double v, char format, int precision)
{
	char c_format[] = { '%', '.', '*', format, '\0' };
	char few[64], *many;
	int n;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	n = snprintf(few, sizeof(few), c_format, precision, v);
	if (n < (int)sizeof(few)) {
		weir_strbuf_add(sb, few, (size_t)n);
		return;
	}
	many = weir_malloc((size_t)n + 1);
	snprintf(many, (size_t)n + 1, c_format, precision, v);
#pragma GCC diagnostic pop
	weir_strbuf_add(sb, many, (size_t)n);
	free(many);
}

/* 4503599627370496p-52: mantissa and exponent of two. */
static void add_binary(struct weir_strbuf *sb, double v, int bits)
{
	int exponent = 0, mantissa_bits = bits == 32 ? 24 : 53, least = bits == 32 ? -149 : -1074;
	double m = frexp(v, &exponent);

	exponent -= mantissa_bits;
	m = ldexp(m, mantissa_bits);
	if (v == 0) {
		exponent = least;
	} else if (exponent < least) {
		m = ldexp(m, exponent - least);
		exponent = least;
	}
	weir_strbuf_addf(sb, "%.0fp%+d", m, exponent);
}

/* 0x1.8p+01; as C's %a, but normalised and with two digits of exponent. */
static void add_hexadecimal(struct weir_strbuf *sb, double v, char format, int precision)
{
	int exponent = 0;
	double m = v == 0 ? 0 : frexp(v, &exponent) * 2;
	char few[80], *p;

	if (v != 0)
		exponent--;
	if (precision > 40)
		precision = 40; /* zeros from the 14th on */
	if (precision < 0)
		snprintf(few, sizeof(few), "%a", m);
	else
		snprintf(few, sizeof(few), "%.*a", precision, m);
	if (few[2] == '2') { /* rounded up */
		few[2] = '1';
		exponent++;
	}
	p = strchr(few, 'p');
	*p = '\0';
	if (format == 'X')
		for (p = few; *p; p++)
			if (*p >= 'a' && *p <= 'z')
				*p = (char)(*p - 'a' + 'A');
	weir_strbuf_addf(sb, "%s%c%c%02d", few, format == 'X' ? 'P' : 'p', exponent < 0 ? '-' : '+', abs(exponent));
}

void number_format(struct weir_strbuf *sb, double v, char format, int precision, int bits)
{
	if (isnan(v)) {
		weir_strbuf_adds(sb, "NaN");
		return;
	}
	if (isinf(v)) {
		weir_strbuf_adds(sb, v < 0 ? "-Inf" : "+Inf");
		return;
	}
	if (signbit(v)) {
		weir_strbuf_addc(sb, '-');
		v = -v;
	}
	if (format == 'b')
		add_binary(sb, v, bits);
	else if (format == 'x' || format == 'X')
		add_hexadecimal(sb, v, format, precision);
	else if (precision < 0)
		add_shortest(sb, v, format, bits);
	else
		add_precise(sb, v, format, precision);
}
