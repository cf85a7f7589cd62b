/* SPDX-License-Identifier: Apache-2.0 */
/* func_math.c - integers and rounding; until, untilStep, seq. Decimal arithmetic is in func_decimal.c. */
#include <math.h>

#include "func_call.h"

#define DIVIDE_BY_ZERO "runtime error: integer divide by zero"

/* Overflow wraps around, as Go's does. */
static int64_t wrap(uint64_t u)
{
	return (int64_t)u;
}

CALL(call_add)
{
	uint64_t sum = 0;
	size_t i;

	(void)x;
	for (i = 0; i < n; i++)
		sum += (uint64_t)func_int64(&args[i]);
	*out = value_int64(wrap(sum));
	return 0;
}

CALL(call_add1)
{
	(void)x, (void)n;
	*out = value_int64(wrap((uint64_t)func_int64(&args[0]) + 1));
	return 0;
}

CALL(call_sub)
{
	(void)x, (void)n;
	*out = value_int64(wrap((uint64_t)func_int64(&args[0]) - (uint64_t)func_int64(&args[1])));
	return 0;
}

CALL(call_mul)
{
	uint64_t product = (uint64_t)func_int64(&args[0]);
	size_t i;

	(void)x;
	for (i = 1; i < n; i++)
		product *= (uint64_t)func_int64(&args[i]);
	*out = value_int64(wrap(product));
	return 0;
}

CALL(call_div)
{
	int64_t a = func_int64(&args[0]), b = func_int64(&args[1]);

	(void)n;
	if (!b)
		return func_fail(x, DIVIDE_BY_ZERO);
	*out = value_int64(b == -1 ? wrap(-(uint64_t)a) : a / b);
	return 0;
}

CALL(call_mod)
{
	int64_t a = func_int64(&args[0]), b = func_int64(&args[1]);

	(void)n;
	if (!b)
		return func_fail(x, DIVIDE_BY_ZERO);
	*out = value_int64(b == -1 ? 0 : a % b);
	return 0;
}

CALL(call_max)
{
	int64_t most = func_int64(&args[0]), next;
	size_t i;

	(void)x;
	for (i = 1; i < n; i++)
		if ((next = func_int64(&args[i])) > most)
			most = next;
	*out = value_int64(most);
	return 0;
}

CALL(call_min)
{
	int64_t least = func_int64(&args[0]), next;
	size_t i;

	(void)x;
	for (i = 1; i < n; i++)
		if ((next = func_int64(&args[i])) < least)
			least = next;
	*out = value_int64(least);
	return 0;
}

/* math.Max: infinity first, then what is no number, and 0 before -0. */
static double greater(double a, double b)
{
	if ((isinf(a) && a > 0) || (isinf(b) && b > 0))
		return INFINITY;
	if (isnan(a) || isnan(b))
		return NAN;
	if (a == 0 && b == 0)
		return signbit(a) ? b : a;
	return a > b ? a : b;
}

CALL(call_maxf)
{
	double most = func_float64(&args[0]);
	size_t i;

	(void)x;
	for (i = 1; i < n; i++)
		most = greater(most, func_float64(&args[i]));
	*out = value_float(most);
	return 0;
}

CALL(call_minf)
{
	double least = func_float64(&args[0]);
	size_t i;

	(void)x;
	for (i = 1; i < n; i++)
		least = -greater(-least, -func_float64(&args[i]));
	*out = value_float(least);
	return 0;
}

CALL(call_floor)
{
	(void)x, (void)n;
	*out = value_float(floor(func_float64(&args[0])));
	return 0;
}

CALL(call_ceil)
{
	(void)x, (void)n;
	*out = value_float(ceil(func_float64(&args[0])));
	return 0;
}

/*
 * 10^n with the bits of Go's math.Pow, which squares as here and is not exact beyond 22; and no pow(), so
 * that libm need not be loaded with the plugin.
 */
static double power_of_ten(int64_t n)
{
	uint64_t left = n < 0 ? -(uint64_t)n : (uint64_t)n;
	double power = 1, square = 0.625; /* * 2^exponent: nothing overflows before the end */
	int exponent = 0, square_exponent = 4;

	if (left > 400)
		return n < 0 ? 0 : INFINITY;
	for (; left; left >>= 1) {
		if (left & 1) {
			power *= square;
			exponent += square_exponent;
		}
		square *= square;
		square_exponent *= 2;
		if (square < 0.5) {
			square *= 2;
			square_exponent--;
		}
	}
	return n < 0 ? ldexp(1 / power, -exponent) : ldexp(power, exponent);
}

CALL(call_round)
{
	double on = n > 2 ? args[2].f : 0.5, power = power_of_ten(args[1].i), digit = power * func_float64(&args[0]),
	       whole;

	(void)x;
	*out = value_float((modf(digit, &whole) >= on ? ceil(digit) : floor(digit)) / power);
	return 0;
}

/* start, start+step, ... before stop; nothing when the step goes the other way. */
static int steps(struct exec *x, int64_t start, int64_t stop, int64_t step, struct list **out)
{
	uint64_t distance = stop > start ? (uint64_t)stop - (uint64_t)start : (uint64_t)start - (uint64_t)stop;
	uint64_t stride = step < 0 ? -(uint64_t)step : (uint64_t)step, count = 0, i;

	if (step && (stop < start) == (step < 0))
		count = distance / stride + (distance % stride != 0);
	if (count > INT32_MAX)
		return func_fail(x, "runtime error: makeslice: len out of range");
	if (exec_over_budget(x, (size_t)count * sizeof(struct value)))
		return -1;
	*out = list_new(exec_arena(x), (size_t)count);
	for (i = 0; i < count; i++)
		list_add(exec_arena(x), *out, value_int(wrap((uint64_t)start + i * (uint64_t)step)));
	return 0;
}

CALL(call_until)
{
	(void)n;
	out->type = T_INTS;
	return steps(x, 0, args[0].i, args[0].i < 0 ? -1 : 1, &out->list);
}

CALL(call_until_step)
{
	(void)n;
	out->type = T_INTS;
	return steps(x, args[0].i, args[1].i, args[2].i, &out->list);
}

static int seq(struct exec *x, int64_t start, int64_t stop, int64_t step, struct value *out)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	struct list *l;
	uint32_t i;

	if (steps(x, start, stop, step, &l) < 0)
		return -1;
	for (i = 0; i < l->count; i++)
		weir_strbuf_addf(&sb, i ? " %lld" : "%lld", (long long)l->items[i].i);
	*out = value_of_strbuf(exec_arena(x), &sb);
	return 0;
}

/* seq END, seq START END, seq START STEP END: as the program of that name. */
CALL(call_seq)
{
	int64_t start = n > 1 ? args[0].i : 1, end = n ? args[n - 1].i : 0, towards = end < start ? -1 : 1;
	int64_t step = n == 3 ? args[1].i : towards;

	*out = value_str("", 0);
	if (!n || n > 3 || (n == 3 && end < start && step > 0))
		return 0;
	return seq(x, start, end + towards, step, out);
}

const struct func functions_math[] = {
	{ "add", "a*", call_add },
	{ "add1", "a", call_add1 },
	{ "biggest", "aa*", call_max },
	{ "ceil", "a", call_ceil },
	{ "div", "aa", call_div },
	{ "floor", "a", call_floor },
	{ "max", "aa*", call_max },
	{ "maxf", "aa*", call_maxf },
	{ "min", "aa*", call_min },
	{ "minf", "aa*", call_minf },
	{ "mod", "aa", call_mod },
	{ "mul", "aa*", call_mul },
	{ "round", "aif*", call_round },
	{ "seq", "i*", call_seq },
	{ "sub", "aa", call_sub },
	{ "until", "i", call_until },
	{ "untilStep", "iii", call_until_step },
	{ NULL },
};
