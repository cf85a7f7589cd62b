/* SPDX-License-Identifier: Apache-2.0 */
/* func_reflect.c - types and kinds, deep equality and copies. */
#include "func_call.h"

static bool is_text(const struct value *v, const char *s)
{
	return strlen(s) == v->len && memcmp(v->s, s, v->len) == 0;
}

CALL(call_type_of)
{
	(void)x, (void)n;
	*out = value_cstr(value_type_name(&args[0]));
	return 0;
}

CALL(call_type_is)
{
	(void)x, (void)n;
	*out = value_bool(is_text(&args[0], value_type_name(&args[1])));
	return 0;
}

CALL(call_type_is_like)
{
	const char *type = value_type_name(&args[1]);
	struct value target = args[0];

	(void)x, (void)n;
	*out = value_bool(is_text(&target, type) || (*type == '*' && is_text(&target, type + 1)));
	return 0;
}

CALL(call_kind_of)
{
	(void)x, (void)n;
	*out = value_cstr(value_kind_name(&args[0]));
	return 0;
}

CALL(call_kind_is)
{
	(void)x, (void)n;
	*out = value_bool(is_text(&args[0], value_kind_name(&args[1])));
	return 0;
}

CALL(call_deep_equal)
{
	(void)x, (void)n;
	*out = value_bool(value_equal(&args[0], &args[1]));
	return 0;
}

CALL(call_deep_copy)
{
	(void)n;
	if (value_is_nil(&args[0]))
		return func_fail(x, "reflect: call of reflect.Value.Type on zero Value");
	return func_deep_copy(x, &args[0], out);
}

const struct func functions_reflect[] = {
	{ "deepCopy", "a", call_deep_copy },
	{ "deepEqual", "aa", call_deep_equal },
	{ "kindIs", "sa", call_kind_is },
	{ "kindOf", "a", call_kind_of },
	{ "mustDeepCopy", "a", call_deep_copy },
	{ "typeIs", "sa", call_type_is },
	{ "typeIsLike", "sa", call_type_is_like },
	{ "typeOf", "a", call_type_of },
	{ NULL },
};
