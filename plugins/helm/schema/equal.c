/* SPDX-License-Identifier: Apache-2.0 */
/*
 * equal.c - what JSON Schema asks of values: their kind, whether two are the same, and arithmetic as
 * the original's exact fractions give it: 0.3 is a multiple of 0.1.
 */
#include <math.h>
#include <stdlib.h>

#include "validate.h"

__extension__ typedef unsigned __int128 wide;

unsigned kind_of_value(const struct value *v)
{
	switch (v->type) {
	case T_NIL: return KIND_NULL;
	case T_BOOL: return KIND_BOOLEAN;
	case T_STRING: return KIND_STRING;
	case T_FLOAT32:
	case T_FLOAT64: return isfinite(v->f) ? KIND_NUMBER : 0;
	case T_INT:
	case T_INT64:
	case T_UINT64: return KIND_NUMBER;
	default: return value_is_map(v) ? KIND_OBJECT : value_is_list(v) ? KIND_ARRAY : 0;
	}
}

static bool is_double(const struct value *v)
{
	return v->type == T_FLOAT64 || v->type == T_FLOAT32;
}

bool is_integer(const struct value *v)
{
	return !is_double(v) || v->f == floor(v->f);
}

/* Enough bits for every int64 and every double. */
static long double number(const struct value *v)
{
	return is_double(v) ? (long double)v->f : v->type == T_UINT64 ? (long double)v->u : (long double)v->i;
}

int compare_number(const struct value *v, const struct value *limit)
{
	long double a = number(v), b = number(limit);

	return a < b ? -1 : a > b;
}

/* ---- multiples ---- */

/* @d as digits and a power of ten, the fewest digits that name it. */
static void decimal(double d, uint64_t *digits, int *exponent)
{
	char text[40], *e, *p;
	int precision;

	for (precision = 0; precision < 17; precision++) {
		snprintf(text, sizeof(text), "%.*e", precision, fabs(d));
		if (strtod(text, NULL) == fabs(d))
			break;
	}
	e = strchr(text, 'e');
	*exponent = atoi(e + 1);
	*digits = 0;
	for (p = text; p < e; p++)
		if (*p != '.') {
			*digits = *digits * 10 + (uint64_t)(*p - '0');
			if (p != text)
				(*exponent)--;
		}
}

static void decimal_of_value(const struct value *v, uint64_t *digits, int *exponent)
{
	if (is_double(v)) {
		decimal(v->f, digits, exponent);
		return;
	}
	*digits = v->type == T_UINT64 ? v->u : v->i < 0 ? 0 - (uint64_t)v->i : (uint64_t)v->i;
	*exponent = 0;
}

bool is_multiple(const struct value *v, const struct value *of)
{
	uint64_t a, b;
	int ea, eb;

	decimal_of_value(v, &a, &ea);
	decimal_of_value(of, &b, &eb);
	if (!a || !b)
		return true;
	/* Is a * 10^ea a whole number of b * 10^eb?  With ea below eb, a must have the zeros that make up for it. */
	for (; ea < eb && a % 10 == 0; ea++)
		a /= 10;
	for (; ea < eb && b <= UINT64_MAX / 10; eb--)
		b *= 10;
	if (ea < eb)
		return false;
	a %= b;
	for (; ea > eb && a; ea--)
		a = (uint64_t)((wide)a * 10 % b);
	return a == 0;
}

/* ---- equality ---- */

static bool equal_maps(const struct value *a, const struct value *b)
{
	size_t i, n, m;
	const struct entry *x = map_sorted(a->map, &n), *y = map_sorted(b->map, &m);

	for (i = 0; n == m && i < n; i++)
		if (x[i].len != y[i].len || memcmp(x[i].key, y[i].key, x[i].len) != 0 ||
		    !equal_values(&x[i].value, &y[i].value))
			return false;
	return n == m;
}

bool equal_values(const struct value *a, const struct value *b)
{
	unsigned kind = kind_of_value(a);
	size_t i;

	if (kind != kind_of_value(b))
		return false;
	switch (kind) {
	case KIND_NULL: return true;
	case KIND_BOOLEAN: return a->b == b->b;
	case KIND_NUMBER: return number(a) == number(b);
	case KIND_STRING: return a->len == b->len && memcmp(a->s, b->s, a->len) == 0;
	case KIND_OBJECT: return equal_maps(a, b);
	case KIND_ARRAY:
		for (i = 0; a->list->count == b->list->count && i < a->list->count; i++)
			if (!equal_values(&a->list->items[i], &b->list->items[i]))
				return false;
		return a->list->count == b->list->count;
	default: return false;
	}
}
