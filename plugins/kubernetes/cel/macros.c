/* SPDX-License-Identifier: Apache-2.0 */
/*
 * macros.c - calls that are no functions: has(), the loops over lists and maps, and the optional ones whose
 * arguments are not all evaluated.  A macro is known by its name and number of arguments.
 */
#include "ast.h"

static const struct {
	const char *name;
	size_t n; /* arguments besides the target */
	enum loop loop;
} loops[] = {
	{ "all", 2, LOOP_ALL },        { "exists", 2, LOOP_EXISTS }, { "exists_one", 2, LOOP_ONE },
	{ "existsOne", 2, LOOP_ONE },  { "filter", 2, LOOP_FILTER }, { "map", 2, LOOP_MAP },
	{ "map", 3, LOOP_FILTER_MAP },
};

static bool is(struct cel_text name, const char *text)
{
	return name.len == strlen(text) && memcmp(name.data, text, name.len) == 0;
}

static struct node *with_variable(struct parser *p, struct node *node, const struct node *variable)
{
	if (variable->type != N_IDENT || is(variable->name, "__result__"))
		return parse_fail(p, variable->at, "the first argument must be the name of a variable");
	if (node)
		node->name = variable->name;
	return node;
}

static struct node *loop(struct parser *p, struct node *target, size_t at, struct node **args, size_t n, enum loop kind)
{
	struct node *all[3] = { target, args[1], n > 2 ? args[2] : NULL };
	struct node *node = node_new(p, N_LOOP, at, all, n);

	if (node)
		node->op = kind;
	return with_variable(p, node, args[0]);
}

static struct node *has(struct parser *p, struct node *argument)
{
	struct node *node;

	if (argument->type != N_SELECT)
		return parse_fail(p, argument->at, "has() needs a field, as in has(a.b)");
	node = node_new(p, N_HAS, argument->at, argument->args, 1);
	if (node) {
		node->name = argument->name;
		node->optional = argument->optional;
	}
	return node;
}

static struct node *optional_loop(struct parser *p, struct node *target, size_t at, struct node **args, bool flat)
{
	struct node *all[2] = { target, args[1] }, *node = node_new(p, N_OPT_MAP, at, all, 2);

	if (node)
		node->op = flat;
	return with_variable(p, node, args[0]);
}

/* NULL and no error: no macro. */
static struct node *member_macro(struct parser *p, struct node *target, struct cel_text name, size_t at,
				 struct node **args, size_t n)
{
	struct node *both[2] = { target, n ? args[0] : NULL };
	size_t i;

	for (i = 0; i < sizeof(loops) / sizeof(*loops); i++) {
		if (n == loops[i].n && is(name, loops[i].name))
			return loop(p, target, at, args, n, loops[i].loop);
	}
	if (n == 2 && (is(name, "optMap") || is(name, "optFlatMap")))
		return optional_loop(p, target, at, args, is(name, "optFlatMap"));
	if (n == 1 && is(name, "orValue"))
		return node_new(p, N_OR_VALUE, at, both, 2);
	if (n == 1 && is(name, "or"))
		return node_new(p, N_OR_OTHER, at, both, 2);
	return NULL;
}

static struct node *function_call(struct parser *p, struct cel_text name, bool member, size_t at, struct node **args,
				  size_t n)
{
	bool exists = false;
	const struct cel_function *function = function_find(name, member, n, &exists);
	struct node *node;

	if (!function && exists)
		return parse_fail(p, at, "%.*s() is not called like this: other arguments are needed", (int)name.len,
				  name.data);
	if (!function)
		return parse_fail(p, at, "there is no function %.*s()", (int)name.len, name.data);
	node = node_new(p, N_CALL, at, args, n);
	if (node)
		node->function = function;
	return node;
}

static struct node *with_target(struct parser *p, struct node *target, struct cel_text name, size_t at,
				struct node **args, size_t n)
{
	struct node **all = weir_arena_alloc(p->arena, (n + 1) * sizeof(*all));

	all[0] = target;
	if (n)
		memcpy(all + 1, args, n * sizeof(*all));
	return function_call(p, name, true, at, all, n + 1);
}

struct node *parse_call(struct parser *p, struct node *target, struct cel_text name, size_t at, struct node **args,
			size_t n)
{
	struct node *node;
	struct cel_text whole;

	if (!target && n == 1 && is(name, "has"))
		return has(p, args[0]);
	if (!target)
		return function_call(p, name, false, at, args, n);
	if (target->type == N_IDENT && function_has_namespace(target->name)) {
		whole.data = weir_arena_printf(p->arena, "%.*s.%.*s", (int)target->name.len, target->name.data,
					       (int)name.len, name.data);
		whole.len = strlen(whole.data);
		return function_call(p, whole, false, target->at, args, n);
	}
	node = member_macro(p, target, name, at, args, n);
	return node || p->err->code ? node : with_target(p, target, name, at, args, n);
}
