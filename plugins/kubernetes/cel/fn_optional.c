/* SPDX-License-Identifier: Apache-2.0 */
/* fn_optional.c - values that may be none. or(), orValue() and the loops are in eval_loop.c. */
#include "ast.h"

static struct cel_value none(struct run *run, const struct cel_value *args, size_t n)
{
	(void)args;
	(void)n;
	return cel_optional(run->arena, NULL);
}

static struct cel_value of(struct run *run, const struct cel_value *args, size_t n)
{
	(void)n;
	return cel_optional(run->arena, &args[0]);
}

static bool is_zero(struct cel_value v)
{
	switch (v.type) {
	case CEL_NULL: return true;
	case CEL_BOOL: return !v.truth;
	case CEL_INT:
	case CEL_DURATION: return v.i == 0;
	case CEL_UINT: return v.u == 0;
	case CEL_DOUBLE: return v.d == 0;
	case CEL_STRING:
	case CEL_BYTES: return v.s.len == 0;
	case CEL_LIST:
	case CEL_MAP: return cel_size(v) == 0;
	case CEL_OPTIONAL: return !v.inner;
	default: return false;
	}
}

static struct cel_value of_non_zero(struct run *run, const struct cel_value *args, size_t n)
{
	(void)n;
	return cel_optional(run->arena, is_zero(args[0]) ? NULL : &args[0]);
}

static struct cel_value has_value(struct run *run, const struct cel_value *args, size_t n)
{
	return args->type == CEL_OPTIONAL ? cel_bool(args->inner) : no_overload(run, "hasValue()", args, n);
}

static struct cel_value value(struct run *run, const struct cel_value *args, size_t n)
{
	if (args->type != CEL_OPTIONAL)
		return no_overload(run, "value()", args, n);
	return args->inner ? *args->inner : cel_error(run->arena, "value() of what is none");
}

static struct cel_value end_of(struct run *run, const struct cel_value *args, size_t n, bool last)
{
	struct cel_value v;

	if (args->type != CEL_LIST)
		return no_overload(run, last ? "last()" : "first()", args, n);
	if (!cel_size(args[0]))
		return cel_optional(run->arena, NULL);
	v = cel_list_at(run->arena, args[0], last ? cel_size(args[0]) - 1 : 0);
	return cel_optional(run->arena, &v);
}

static struct cel_value first(struct run *run, const struct cel_value *args, size_t n)
{
	return end_of(run, args, n, false);
}

static struct cel_value last(struct run *run, const struct cel_value *args, size_t n)
{
	return end_of(run, args, n, true);
}

/* A list of optional values without those that are none. */
static struct cel_value unwrap(struct run *run, const struct cel_value *args, size_t n)
{
	struct cel_value *items;
	size_t i, count = 0;

	if (args->type != CEL_LIST)
		return no_overload(run, "unwrap()", args, n);
	if (!run_spend(run, cel_size(args[0])))
		return run_exhausted(run);
	items = weir_arena_alloc(run->arena, (cel_size(args[0]) + 1) * sizeof(*items));
	for (i = 0; i < cel_size(args[0]); i++) {
		struct cel_value v = cel_list_at(run->arena, args[0], i);

		if (v.type != CEL_OPTIONAL)
			return no_overload(run, "unwrap()", &v, 1);
		if (v.inner)
			items[count++] = *v.inner;
	}
	return cel_list(run->arena, items, count);
}

const struct cel_function functions_optional[] = {
	{ "optional.none", false, true, 0, 0, none },
	{ "optional.of", false, true, 1, 1, of },
	{ "optional.ofNonZeroValue", false, true, 1, 1, of_non_zero },
	{ "optional.unwrap", false, true, 1, 1, unwrap },
	{ "unwrapOpt", true, false, 1, 1, unwrap },
	{ "hasValue", true, false, 1, 1, has_value },
	{ "value", true, false, 1, 1, value },
	{ "first", true, false, 1, 1, first },
	{ "last", true, false, 1, 1, last },
	{ NULL },
};
