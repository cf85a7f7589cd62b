/* SPDX-License-Identifier: Apache-2.0 */
/*
 * yaml_order.c - goyaml's natural order of map keys (yaml.v2 sorter.go): runs of digits compare as
 * numbers, letters come after everything else.  Only the first rune that differs decides, with the
 * digits around it.
 */
#include <stdlib.h>
#include "unicode.h"
#include "yaml_private.h"

static bool is_letter(uint32_t r)
{
	return r < 0x80 ? (r | 0x20) >= 'a' && (r | 0x20) <= 'z' : unicode_is_letter(r);
}

static bool is_digit(uint32_t r)
{
	return r < 0x80 ? r >= '0' && r <= '9' : unicode_is_digit(r);
}

/* The number that begins at @p, and how many digits it has. */
static int64_t run_of_digits(const unsigned char *p, const unsigned char *end, int64_t value, size_t *length)
{
	unsigned width;

	for (*length = 0; p < end; p += width, (*length)++) {
		uint32_t r = unicode_decode(p, (size_t)(end - p), &width);

		if (!is_digit(r))
			break;
		value = (int64_t)((uint64_t)value * 10 + (r - '0'));
	}
	return value;
}

/* Does a number other than zero end before @p? */
static bool follows_number(const unsigned char *start, const unsigned char *p)
{
	unsigned width;

	while (p > start) {
		do
			p--;
		while (p > start && (*p & 0xc0) == 0x80);
		if (*p == '0')
			continue;
		return is_digit(unicode_decode(p, 4, &width));
	}
	return false;
}

/* Is the rune before @p a digit? */
static bool follows_digit(const unsigned char *start, const unsigned char *p)
{
	unsigned width;

	if (p == start)
		return false;
	do
		p--;
	while (p > start && (*p & 0xc0) == 0x80);
	return is_digit(unicode_decode(p, 4, &width));
}

static int compare_at(bool v3, const unsigned char *start, const unsigned char *p, const unsigned char *pend,
		      const unsigned char *q, const unsigned char *qend)
{
	unsigned width;
	uint32_t x = unicode_decode(p, (size_t)(pend - p), &width), y = unicode_decode(q, (size_t)(qend - q), &width);
	bool x_letter = is_letter(x), y_letter = is_letter(y);
	int64_t xn = 0, yn = 0;
	size_t xl, yl;

	if (x_letter && y_letter)
		return x < y ? -1 : 1;
	if (x_letter || y_letter) /* v3: behind digits a letter comes first */
		return y_letter != (v3 && follows_digit(start, p)) ? -1 : 1;
	if ((x == '0' || y == '0') && follows_number(start, p))
		xn = yn = 1;
	xn = run_of_digits(p, pend, xn, &xl);
	yn = run_of_digits(q, qend, yn, &yl);
	if (xn != yn)
		return xn < yn ? -1 : 1;
	if (xl != yl)
		return xl < yl ? -1 : 1;
	return x < y ? -1 : 1;
}

static int compare(bool v3, const char *a, size_t alen, const char *b, size_t blen)
{
	const unsigned char *p = (const unsigned char *)a, *q = (const unsigned char *)b;
	size_t least = alen < blen ? alen : blen, i = 0;

	while (i < least && p[i] == q[i])
		i++;
	while (i > 0 && i < least && (p[i] & 0xc0) == 0x80) /* back to where the rune begins */
		i--;
	if (i == least)
		return (alen > blen) - (alen < blen);
	return compare_at(v3, p, p + i, p + alen, q + i, q + blen);
}

int weir_yaml_key_compare(const char *a, size_t alen, const char *b, size_t blen)
{
	return compare(false, a, alen, b, blen);
}

static int by_bytes(const void *a, const void *b)
{
	const struct weir_yaml_key *x = a, *y = b;
	int d = memcmp(x->text, y->text, x->len < y->len ? x->len : y->len);

	return d ? d : (x->len > y->len) - (x->len < y->len);
}

static int by_natural_order(const void *a, const void *b)
{
	const struct weir_yaml_key *x = a, *y = b;

	return compare(false, x->text, x->len, y->text, y->len);
}

static int by_natural_order_v3(const void *a, const void *b)
{
	const struct weir_yaml_key *x = a, *y = b;

	return compare(true, x->text, x->len, y->text, y->len);
}

static bool has_digits(const struct weir_yaml_key *keys, size_t n)
{
	size_t i, k;

	for (i = 0; i < n; i++)
		for (k = 0; k < keys[i].len; k++)
			if (keys[i].text[k] >= '0' && keys[i].text[k] <= '9')
				return true;
	return false;
}

/*
 * With digits the comparison is not transitive ("3" < "1000" < "1F" < "3"), and the original's order of
 * such keys is another one each time it runs.  Ours begins from the order of bytes: always the same.
 */
void weir_yaml_sort_keys(struct weir_yaml_key *keys, size_t n, bool v3)
{
	int (*order)(const void *, const void *) = v3 ? by_natural_order_v3 : by_natural_order;
	struct weir_yaml_key key;
	size_t i, k;

	if (n > 1 && has_digits(keys, n))
		qsort(keys, n, sizeof(*keys), by_bytes);
	if (n > 12) {
		qsort(keys, n, sizeof(*keys), order);
		return;
	}
	for (i = 1; i < n; i++) {
		key = keys[i];
		for (k = i; k > 0 && order(&keys[k - 1], &key) > 0; k--)
			keys[k] = keys[k - 1];
		keys[k] = key;
	}
}
