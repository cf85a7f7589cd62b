/* SPDX-License-Identifier: Apache-2.0 */
/* func_defaults.c - default, empty, coalesce, ternary, all, any. */
#include "func_call.h"

CALL(call_default)
{
	(void)x;
	*out = n > 1 && value_truth(&args[1]) ? args[1] : args[0];
	return 0;
}

CALL(call_empty)
{
	(void)x, (void)n;
	*out = value_bool(!value_truth(&args[0]));
	return 0;
}

CALL(call_coalesce)
{
	size_t i;

	(void)x;
	*out = value_nil();
	for (i = 0; i < n; i++)
		if (value_truth(&args[i])) {
			*out = args[i];
			break;
		}
	return 0;
}

CALL(call_all)
{
	size_t i = 0;

	(void)x;
	while (i < n && value_truth(&args[i]))
		i++;
	*out = value_bool(i == n);
	return 0;
}

CALL(call_any)
{
	size_t i = 0;

	(void)x;
	while (i < n && !value_truth(&args[i]))
		i++;
	*out = value_bool(i < n);
	return 0;
}

CALL(call_ternary)
{
	(void)x, (void)n;
	*out = args[2].b ? args[0] : args[1];
	return 0;
}

CALL(call_hello)
{
	(void)x, (void)args, (void)n;
	*out = value_cstr("Hello!");
	return 0;
}

const struct func functions_defaults[] = {
	{ "all", "a*", call_all },           { "any", "a*", call_any },
	{ "coalesce", "a*", call_coalesce }, { "default", "aa*", call_default },
	{ "empty", "a", call_empty },        { "hello", "", call_hello },
	{ "ternary", "aab", call_ternary },  { NULL },
};
