/* SPDX-License-Identifier: Apache-2.0 */
/*
 * compare.c - which values are equal, and which comes first.  Numbers of all three types lie on one line;
 * otherwise values of different types are not equal, and have no order.
 */
#include <math.h>
#include "value.h"

static int order_int(int64_t x, int64_t y)
{
	return x < y ? -1 : x > y;
}

static int order_uint(uint64_t x, uint64_t y)
{
	return x < y ? -1 : x > y;
}

static int order_double(double x, double y)
{
	return x < y ? -1 : x > y;
}

static int order_int_uint(int64_t i, uint64_t u)
{
	return i < 0 ? -1 : order_uint((uint64_t)i, u);
}

/* Both ends of the range are exact as doubles; between them the whole part decides first. */
static int order_double_int(double d, int64_t i)
{
	if (d < -0x1p63)
		return -1;
	if (d >= 0x1p63)
		return 1;
	return order_double(d, (double)i);
}

static int order_double_uint(double d, uint64_t u)
{
	if (d < 0)
		return -1;
	if (d >= 0x1p64)
		return 1;
	return order_double(d, (double)u);
}

/* Neither is NaN. */
static int order_numbers(struct cel_value x, struct cel_value y)
{
	if (x.type == CEL_DOUBLE && y.type == CEL_DOUBLE)
		return order_double(x.d, y.d);
	if (x.type == CEL_DOUBLE)
		return y.type == CEL_INT ? order_double_int(x.d, y.i) : order_double_uint(x.d, y.u);
	if (y.type == CEL_DOUBLE)
		return -order_numbers(y, x);
	if (x.type == CEL_INT)
		return y.type == CEL_INT ? order_int(x.i, y.i) : order_int_uint(x.i, y.u);
	return y.type == CEL_UINT ? order_uint(x.u, y.u) : -order_int_uint(y.i, x.u);
}

static bool is_nan(struct cel_value v)
{
	return v.type == CEL_DOUBLE && isnan(v.d);
}

static int order_texts(struct cel_text x, struct cel_text y)
{
	size_t n = x.len < y.len ? x.len : y.len;
	int order = n ? memcmp(x.data, y.data, n) : 0;

	return order ? (order < 0 ? -1 : 1) : order_uint(x.len, y.len);
}

bool cel_compare(struct cel_value x, struct cel_value y, int *out)
{
	if (is_nan(x) || is_nan(y))
		return false;
	if (cel_is_number(x) && cel_is_number(y)) {
		*out = order_numbers(x, y);
		return true;
	}
	if (x.type != y.type)
		return false;
	switch (x.type) {
	case CEL_BOOL: *out = x.truth - y.truth; return true;
	case CEL_STRING:
	case CEL_BYTES: *out = order_texts(x.s, y.s); return true;
	case CEL_DURATION: *out = order_int(x.i, y.i); return true;
	case CEL_TIMESTAMP:
		*out = order_int(x.time.seconds, y.time.seconds);
		if (!*out)
			*out = order_int(x.time.nanos, y.time.nanos);
		return true;
	default: return false;
	}
}

static bool equal_lists(struct weir_arena *a, struct cel_value x, struct cel_value y)
{
	size_t i, n = cel_size(x);

	if (n != cel_size(y))
		return false;
	for (i = 0; i < n; i++) {
		if (!cel_equal(a, cel_list_at(a, x, i), cel_list_at(a, y, i)))
			return false;
	}
	return true;
}

static bool equal_maps(struct weir_arena *a, struct cel_value x, struct cel_value y)
{
	struct cel_value keys, one, other;
	size_t i, n = cel_size(x);

	if (n != cel_size(y))
		return false;
	keys = cel_map_keys(a, x);
	for (i = 0; i < n; i++) {
		struct cel_value key = cel_list_at(a, keys, i);

		if (!cel_map_find(a, y, key, &other) || !cel_map_find(a, x, key, &one) || !cel_equal(a, one, other))
			return false;
	}
	return true;
}

bool cel_equal(struct weir_arena *a, struct cel_value x, struct cel_value y)
{
	int order;

	if (is_nan(x) || is_nan(y))
		return false;
	if (cel_is_number(x) && cel_is_number(y))
		return order_numbers(x, y) == 0;
	if (x.type != y.type)
		return false;
	switch (x.type) {
	case CEL_NULL: return true;
	case CEL_TYPE: return x.type_of == y.type_of;
	case CEL_LIST: return equal_lists(a, x, y);
	case CEL_MAP: return equal_maps(a, x, y);
	case CEL_OPTIONAL: return x.inner && y.inner ? cel_equal(a, *x.inner, *y.inner) : !x.inner && !y.inner;
	default: return cel_compare(x, y, &order) && order == 0;
	}
}
