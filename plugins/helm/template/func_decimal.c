/* SPDX-License-Identifier: Apache-2.0 */
/* func_decimal.c - addf, subf, mulf, divf, add1f: exact in decimals, then a float64 again. */
#include <math.h>

#include "decimal.h"
#include "func_call.h"
#include "number.h"

static int refuse(struct exec *x, double f)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	number_format(&sb, f, 'g', -1, 64);
	return func_fail(x, "Cannot create a Decimal from %s", sb.data);
}

static int calculate(struct exec *x, double first, const struct value *rest, size_t n,
		     void (*op)(struct decimal *, struct decimal *), struct value *out)
{
	const struct openssl *ssl = exec_openssl(x);
	struct decimal a, b;
	size_t i;
	int rc = 0;

	if (!ssl)
		return -1;
	if (!isfinite(first))
		return refuse(x, first);
	decimal_init(&a, ssl, first);
	for (i = 0; i < n && !rc; i++) {
		double f = func_float64(&rest[i]);

		if (!isfinite(f)) {
			rc = refuse(x, f);
			break;
		}
		decimal_init(&b, ssl, f);
		if (op == decimal_div && decimal_is_zero(&b))
			rc = func_fail(x, "decimal division by 0");
		else
			op(&a, &b);
		decimal_done(&b);
	}
	*out = value_float(decimal_float(&a));
	decimal_done(&a);
	return rc;
}

CALL(call_addf)
{
	return calculate(x, 0, args, n, decimal_add, out);
}

CALL(call_add1f)
{
	struct value one = value_int(1);

	(void)n;
	return calculate(x, func_float64(&args[0]), &one, 1, decimal_add, out);
}

CALL(call_subf)
{
	return calculate(x, func_float64(&args[0]), args + 1, n - 1, decimal_sub, out);
}

CALL(call_mulf)
{
	return calculate(x, func_float64(&args[0]), args + 1, n - 1, decimal_mul, out);
}

CALL(call_divf)
{
	return calculate(x, func_float64(&args[0]), args + 1, n - 1, decimal_div, out);
}

const struct func functions_decimal[] = {
	{ "add1f", "a", call_add1f }, { "addf", "a*", call_addf },  { "divf", "aa*", call_divf },
	{ "mulf", "aa*", call_mulf }, { "subf", "aa*", call_subf }, { NULL },
};
