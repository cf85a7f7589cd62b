/* SPDX-License-Identifier: Apache-2.0 */
/* func_go.c - the functions that every Go template has. Their slice gives way to sprig's. */
#include "func_go.h"

#include "fmt.h"

static int never(struct exec *x)
{
	return func_fail(x, "unreachable");
}

int func_and(struct exec *x, const struct value *args, size_t n, struct value *out)
{
	(void)args, (void)n, (void)out;
	return never(x);
}

int func_or(struct exec *x, const struct value *args, size_t n, struct value *out)
{
	(void)args, (void)n;
	*out = value_none(); /* unlike func_and, so that the two stay two functions */
	return never(x);
}

int func_call(struct exec *x, const struct value *args, size_t n, struct value *out)
{
	(void)n;
	*out = args[0];
	return never(x);
}

struct value func_inner(struct exec *x, const struct value *v)
{
	struct value out = *v;

	out.boxed = false;
	if (v->type == T_NIL)
		return value_none();
	if (v->type == T_OBJECT && v->object->class->underlying)
		return v->object->class->underlying(x, v->object);
	return out;
}

static int func_not(struct exec *x, const struct value *args, size_t n, struct value *out)
{
	(void)x, (void)n;
	*out = value_bool(!value_truth(&args[0]));
	return 0;
}

static int func_print(struct exec *x, const struct value *args, size_t n, struct value *out)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	fmt_print(x, &sb, args, n);
	*out = value_of_strbuf(exec_arena(x), &sb);
	return 0;
}

static int func_println(struct exec *x, const struct value *args, size_t n, struct value *out)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	fmt_println(x, &sb, args, n);
	*out = value_of_strbuf(exec_arena(x), &sb);
	return 0;
}

static int func_printf(struct exec *x, const struct value *args, size_t n, struct value *out)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	fmt_printf(x, &sb, args[0].s, args[0].len, args + 1, n - 1);
	*out = value_of_strbuf(exec_arena(x), &sb);
	return 0;
}

const struct func functions_go[] = {
	{ "and", "rr*", func_and },
	{ "call", "rr*", func_call },
	{ "eq", "rr*", func_eq },
	{ "ge", "rr", func_ge },
	{ "gt", "rr", func_gt },
	{ "html", "a*", func_html },
	{ "index", "rr*", func_index },
	{ "js", "a*", func_js },
	{ "le", "rr", func_le },
	{ "len", "r", func_len },
	{ "lt", "rr", func_lt },
	{ "ne", "rr", func_ne },
	{ "not", "r", func_not },
	{ "or", "rr*", func_or },
	{ "print", "a*", func_print },
	{ "printf", "sa*", func_printf },
	{ "println", "a*", func_println },
	{ "urlquery", "a*", func_urlquery },
	{ NULL },
};
