/* SPDX-License-Identifier: Apache-2.0 */
/*
 * yaml_order.c - goyaml's natural order of map keys (yaml.v2 sorter.go): runs of digits compare as
 * numbers, letters come after everything else.
 */
#include <stdbool.h>
#include "yaml_private.h"

static uint32_t next_rune(const unsigned char **p, const unsigned char *end)
{
	const unsigned char *s = *p;
	unsigned n = s[0] < 0x80 ? 1 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4, i;
	uint32_t rune = n == 1 ? s[0] : s[0] & (0xffu >> (n + 1));

	for (i = 1; i < n && s + i < end; i++)
		rune = rune << 6 | (s[i] & 0x3f);
	*p = s + n < end ? s + n : end;
	return rune;
}

static bool is_digit(uint32_t r)
{
	return r >= '0' && r <= '9';
}

/* unicode.IsLetter; beyond ASCII by blocks, where signs and marks are few. */
static bool is_letter(uint32_t r)
{
	if (r < 0x80)
		return (r | 0x20) >= 'a' && (r | 0x20) <= 'z';
	if (r < 0xc0)
		return r == 0xaa || r == 0xb5 || r == 0xba;
	if (r == 0xd7 || r == 0xf7)
		return false;
	return r < 0x2c2 || (r >= 0x370 && r < 0x2000) || (r >= 0x2c00 && r < 0x2e00) || (r >= 0x3041 && r < 0xd800) ||
	       (r >= 0xf900 && r < 0xfe00) || (r >= 0xff21 && r < 0xffe0) || (r >= 0x10000 && r < 0x1d000) ||
	       r >= 0x20000;
}

/* Number that begins at @p, and how many digits it has. */
static int64_t run_of_digits(const unsigned char *p, const unsigned char *end, int64_t value, size_t *length)
{
	for (*length = 0; p + *length < end && is_digit(p[*length]); (*length)++)
		value = (int64_t)((uint64_t)value * 10 + (p[*length] - '0'));
	return value;
}

static bool nonzero_digit_before(const unsigned char *start, const unsigned char *p)
{
	while (p-- > start && is_digit(*p))
		if (*p != '0')
			return true;
	return false;
}

int weir_yaml_key_compare(const char *a, size_t alen, const char *b, size_t blen)
{
	const unsigned char *p = (const unsigned char *)a, *q = (const unsigned char *)b;
	const unsigned char *pend = p + alen, *qend = q + blen, *start = p;

	while (p < pend && q < qend) {
		const unsigned char *pn = p, *qn = q;
		uint32_t x = next_rune(&pn, pend), y = next_rune(&qn, qend);
		size_t xl, yl;
		int64_t xn = 0, yn = 0;

		if (x == y) {
			p = pn;
			q = qn;
			continue;
		}
		if (is_letter(x) && is_letter(y))
			return x < y ? -1 : 1;
		if (is_letter(x) || is_letter(y))
			return is_letter(y) ? -1 : 1;
		if ((x == '0' || y == '0') && nonzero_digit_before(start, p))
			xn = yn = 1;
		xn = run_of_digits(p, pend, xn, &xl);
		yn = run_of_digits(q, qend, yn, &yl);
		if (xn != yn)
			return xn < yn ? -1 : 1;
		if (xl != yl)
			return xl < yl ? -1 : 1;
		return x < y ? -1 : 1;
	}
	return (p < pend) - (q < qend);
}
