/* SPDX-License-Identifier: Apache-2.0 */
/*
 * number.c - numbers that jansson cannot hold, and doubles as Go prints them.
 *
 * A big number is a json string that begins with the byte 0xFF, which is in no UTF-8 text and so in
 * nothing that a YAML or JSON reader gives.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <weir/yaml.h>

#define MARK '\xff'

json_t *weir_number_new(const char *digits)
{
	WEIR_CLEAN_FREE char *text = weir_asprintf("%c%s", MARK, digits);

	return json_string_nocheck(text);
}

const char *weir_number_text(const json_t *j)
{
	const char *s = json_string_value(j);

	return s && s[0] == MARK ? s + 1 : NULL;
}

/* The fewest significant digits that read back as @d: "d.ddde[+-]xx". */
static void shortest(double d, char out[32])
{
	int precision;

	for (precision = 0; precision < 17; precision++) {
		snprintf(out, 32, "%.*e", precision, d);
		if (strtod(out, NULL) == d)
			return;
	}
}

/* Go's 'f' with the digits of @e ("d.ddde+xx"): no exponent. */
static size_t plain_form(const char *e, char out[32])
{
	char digits[24];
	size_t n = 0, at = 0;
	int exponent = atoi(strchr(e, 'e') + 1), i;
	const char *p = e;

	if (*p == '-')
		out[at++] = *p++;
	for (; *p != 'e'; p++)
		if (*p != '.')
			digits[n++] = *p;
	while (n > 1 && digits[n - 1] == '0')
		n--;
	if (exponent < 0) {
		out[at++] = '0';
		out[at++] = '.';
		for (i = -1; i > exponent; i--)
			out[at++] = '0';
		memcpy(out + at, digits, n);
		at += n;
	} else {
		for (i = 0; i <= exponent || (size_t)i < n; i++) {
			if (i == exponent + 1)
				out[at++] = '.';
			out[at++] = (size_t)i < n ? digits[i] : '0';
		}
	}
	out[at] = '\0';
	return at;
}

/* "d.ddde+xx" as encoding/json has it: no zeros at the end, exponents without a leading zero. */
static size_t exponent_form(const char *e, char out[32])
{
	const char *mark = strchr(e, 'e');
	size_t n = (size_t)(mark - e);
	int exponent = atoi(mark + 1);

	if (memchr(e, '.', n)) {
		while (e[n - 1] == '0')
			n--;
		if (e[n - 1] == '.')
			n--;
	}
	memcpy(out, e, n);
	return n + (size_t)snprintf(out + n, 32 - n, "e%c%d", exponent < 0 ? '-' : '+', abs(exponent));
}

size_t weir_float_format(double d, char out[32])
{
	char e[32];
	double size = fabs(d);

	if (!isfinite(d))
		return (size_t)snprintf(out, 32, "null"); /* no such number in JSON; readers refuse it before */
	shortest(d, e);
	if (size != 0 && (size < 1e-6 || size >= 1e21))
		return exponent_form(e, out);
	return plain_form(e, out);
}
