/* SPDX-License-Identifier: Apache-2.0 */
/*
 * eval_operator.c - operators between two values of the same type.  Whole numbers and times that leave
 * their range are errors, never wrapped around.
 */
#include "ast.h"
#include "times.h"

static const char *const names[] = {
	[OP_ADD] = "+", [OP_SUB] = "-", [OP_MUL] = "*", [OP_DIV] = "/", [OP_MOD] = "%", [OP_LT] = "<",
	[OP_LE] = "<=", [OP_GT] = ">",  [OP_GE] = ">=", [OP_EQ] = "==", [OP_NE] = "!=", [OP_IN] = "in",
};

static struct cel_value overflow(struct run *run)
{
	return cel_error(run->arena, "the number leaves its range");
}

static struct cel_value undefined(struct run *run, enum binary_op op, struct cel_value x, struct cel_value y)
{
	struct cel_value both[2] = { x, y };

	return no_overload(run, names[op], both, 2);
}

static struct cel_value ints(struct run *run, enum binary_op op, int64_t x, int64_t y)
{
	int64_t r = 0;
	bool over = false;

	if ((op == OP_DIV || op == OP_MOD) && y == 0)
		return cel_error(run->arena, "division by zero");
	switch (op) {
	case OP_ADD: over = __builtin_add_overflow(x, y, &r); break;
	case OP_SUB: over = __builtin_sub_overflow(x, y, &r); break;
	case OP_MUL: over = __builtin_mul_overflow(x, y, &r); break;
	default:
		over = x == INT64_MIN && y == -1;
		if (!over)
			r = op == OP_DIV ? x / y : x % y;
	}
	return over ? overflow(run) : cel_int(r);
}

static struct cel_value uints(struct run *run, enum binary_op op, uint64_t x, uint64_t y)
{
	uint64_t r = 0;
	bool over = false;

	if ((op == OP_DIV || op == OP_MOD) && y == 0)
		return cel_error(run->arena, "division by zero");
	switch (op) {
	case OP_ADD: over = __builtin_add_overflow(x, y, &r); break;
	case OP_SUB: over = __builtin_sub_overflow(x, y, &r); break;
	case OP_MUL: over = __builtin_mul_overflow(x, y, &r); break;
	default: r = op == OP_DIV ? x / y : x % y;
	}
	return over ? overflow(run) : cel_uint(r);
}

/* By IEEE 754: dividing by zero gives an infinity or NaN. */
__attribute__((no_sanitize("float-divide-by-zero"))) static double divide(double x, double y)
{
	return x / y;
}

static struct cel_value doubles(struct run *run, enum binary_op op, struct cel_value x, struct cel_value y)
{
	switch (op) {
	case OP_ADD: return cel_double(x.d + y.d);
	case OP_SUB: return cel_double(x.d - y.d);
	case OP_MUL: return cel_double(x.d * y.d);
	case OP_DIV: return cel_double(divide(x.d, y.d));
	default: return undefined(run, op, x, y);
	}
}

static struct cel_value join_texts(struct run *run, struct cel_value x, struct cel_value y)
{
	size_t len = x.s.len + y.s.len;
	struct cel_value out = x;
	char *data;

	if (len > CEL_LIMIT_STRING)
		return run_exhausted(run);
	data = weir_arena_alloc(run->arena, len + 1);
	if (x.s.len)
		memcpy(data, x.s.data, x.s.len);
	if (y.s.len)
		memcpy(data + x.s.len, y.s.data, y.s.len);
	out.s = (struct cel_text){ data, len };
	return out;
}

static struct cel_value join_lists(struct run *run, struct cel_value x, struct cel_value y)
{
	size_t i, a = cel_size(x), b = cel_size(y);
	struct cel_value *items;

	if (!run_spend(run, a + b))
		return run_exhausted(run);
	items = weir_arena_alloc(run->arena, (a + b + 1) * sizeof(*items));
	for (i = 0; i < a + b; i++)
		items[i] = i < a ? cel_list_at(run->arena, x, i) : cel_list_at(run->arena, y, i - a);
	return cel_list(run->arena, items, a + b);
}

static struct cel_value arithmetic(struct run *run, enum binary_op op, struct cel_value x, struct cel_value y)
{
	if (x.type == CEL_DURATION || x.type == CEL_TIMESTAMP) {
		struct cel_value r;

		return times_arithmetic(run->arena,
					op == OP_ADD   ? '+'
					: op == OP_SUB ? '-'
						       : 0,
					x, y, &r)
			       ? r
			       : undefined(run, op, x, y);
	}
	if (x.type != y.type)
		return undefined(run, op, x, y);
	switch (x.type) {
	case CEL_INT: return ints(run, op, x.i, y.i);
	case CEL_UINT: return uints(run, op, x.u, y.u);
	case CEL_DOUBLE: return doubles(run, op, x, y);
	default: break;
	}
	if (op == OP_ADD && (x.type == CEL_STRING || x.type == CEL_BYTES))
		return join_texts(run, x, y);
	if (op == OP_ADD && x.type == CEL_LIST)
		return join_lists(run, x, y);
	return undefined(run, op, x, y);
}

static struct cel_value order(struct run *run, enum binary_op op, struct cel_value x, struct cel_value y)
{
	int o;

	if (!cel_compare(x, y, &o))
		return undefined(run, op, x, y);
	switch (op) {
	case OP_LT: return cel_bool(o < 0);
	case OP_LE: return cel_bool(o <= 0);
	case OP_GT: return cel_bool(o > 0);
	default: return cel_bool(o >= 0);
	}
}

static struct cel_value contained(struct run *run, struct cel_value x, struct cel_value y)
{
	struct cel_value v;
	size_t i;

	if (y.type == CEL_MAP)
		return cel_bool(cel_map_find(run->arena, y, x, &v));
	if (y.type != CEL_LIST)
		return undefined(run, OP_IN, x, y);
	if (!run_spend(run, cel_size(y)))
		return run_exhausted(run);
	for (i = 0; i < cel_size(y); i++) {
		if (cel_equal(run->arena, x, cel_list_at(run->arena, y, i)))
			return cel_bool(true);
	}
	return cel_bool(false);
}

struct cel_value eval_binary(struct run *run, enum binary_op op, struct cel_value x, struct cel_value y)
{
	switch (op) {
	case OP_EQ: return cel_bool(cel_equal(run->arena, x, y));
	case OP_NE: return cel_bool(!cel_equal(run->arena, x, y));
	case OP_IN: return contained(run, x, y);
	case OP_LT:
	case OP_LE:
	case OP_GT:
	case OP_GE: return order(run, op, x, y);
	default: return arithmetic(run, op, x, y);
	}
}

struct cel_value eval_negate(struct run *run, struct cel_value x)
{
	if (x.type == CEL_DOUBLE)
		return cel_double(-x.d);
	if (x.type != CEL_INT && x.type != CEL_DURATION)
		return no_overload(run, "-", &x, 1);
	if (x.i == INT64_MIN)
		return overflow(run);
	x.i = -x.i;
	return x;
}
