/* SPDX-License-Identifier: Apache-2.0 */
/* exec_call.c - calls: the count of arguments, each of its parameter's type, then the function. */
#include "exec.h"
#include "func_go.h"

#define FEW_ARGS 6

struct signature {
	const char *params;
	size_t fixed;  /* parameters before the variadic one */
	bool variadic; /* its letter is params[fixed] */
};

static struct signature read_signature(const char *params)
{
	size_t n = strlen(params);
	bool variadic = n && params[n - 1] == '*';

	return (struct signature){ params, variadic ? n - 2 : n, variadic };
}

static char letter_of(const struct signature *s, size_t i)
{
	return s->params[i < s->fixed ? i : s->fixed];
}

static int check_count(struct exec *x, const struct signature *s, const char *name, struct call_args args)
{
	size_t given = args.count + (args.final ? 1 : 0);

	if (s->variadic && given < s->fixed)
		return exec_fail(x, "wrong number of args for %s: want at least %zu got %u", name, s->fixed,
				 args.count);
	if (!s->variadic && given != s->fixed)
		return exec_fail(x, "wrong number of args for %s: want %zu got %zu", name, s->fixed, given);
	return 0;
}

/* and, or: only as many arguments are looked at as decide. */
static int short_circuit(struct exec *x, const struct value *dot, const struct func *f, struct call_args args,
			 struct value *out)
{
	bool stop_at = f->call == func_or;
	uint32_t i;

	for (i = 0; i < args.count; i++) {
		if (exec_arg(x, dot, 'r', args.nodes[i], out) < 0)
			return -1;
		if (value_truth(out) == stop_at)
			return 0;
	}
	if (args.final)
		*out = *args.final;
	return 0;
}

static int evaluate(struct exec *x, const struct value *dot, const struct signature *s, struct call_args args,
		    struct value *argv)
{
	uint32_t i;

	for (i = 0; i < args.count; i++)
		if (exec_arg(x, dot, letter_of(s, i), args.nodes[i], &argv[i]) < 0)
			return -1;
	if (!args.final)
		return 0;
	argv[i] = *args.final;
	return exec_validate(x, letter_of(s, i), &argv[i]);
}

static struct value *room_for(struct exec *x, struct value *few, size_t count)
{
	return count <= FEW_ARGS ? few : weir_arena_alloc(x->arena, count * sizeof(*few));
}

static int failed(struct exec *x, const struct node *at, const char *name)
{
	x->node = at;
	return exec_fail_because(x, "error calling %s", name);
}

/* `call`: there are no functions among the values of charts, so it says what it was given instead. */
static int call_value(struct exec *x, const struct value *callee, struct call_args args)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	if (value_is_nil(callee))
		return func_fail(x, "call of nil");
	if (args.count)
		node_print(&sb, args.nodes[0]);
	else if (callee->type == T_STRING)
		weir_strbuf_add(&sb, callee->s, callee->len);
	else
		weir_strbuf_addf(&sb, "<%s Value>", value_type_name(callee));
	weir_strbuf_adds(&sb, "");
	return func_fail(x, "non-function %s of type %s", sb.data, value_type_name(callee));
}

int exec_function(struct exec *x, const struct value *dot, const struct node_identifier *n, const struct node *cmd,
		  struct call_args args, struct value *out)
{
	const struct func *f = n->func;
	struct signature s = read_signature(f->params);
	struct value few[FEW_ARGS], *argv;
	size_t count = args.count + (args.final ? 1 : 0);
	int rc;

	x->node = &n->base;
	if (exec_step(x) < 0 || check_count(x, &s, f->name, args) < 0)
		return -1;
	if (f->call == func_and || f->call == func_or)
		return short_circuit(x, dot, f, args, out);
	argv = room_for(x, few, count);
	if (evaluate(x, dot, &s, args, argv) < 0)
		return -1;
	*out = value_none();
	rc = f->call == func_call ? call_value(x, &argv[0], args) : f->call(x, argv, count, out);
	return rc < 0 ? failed(x, cmd, f->name) : 0;
}

int exec_method(struct exec *x, const struct value *dot, struct object *o, const struct object_method *m,
		const struct node *at, struct call_args args, struct value *out)
{
	struct signature s = read_signature(m->params ? m->params : "");
	struct value few[FEW_ARGS], *argv;
	size_t count = args.count + (args.final ? 1 : 0);

	if (exec_step(x) < 0 || check_count(x, &s, m->name, args) < 0)
		return -1;
	argv = room_for(x, few, count);
	if (evaluate(x, dot, &s, args, argv) < 0)
		return -1;
	*out = value_none();
	return m->call(x, o, argv, count, out) < 0 ? failed(x, at, m->name) : 0;
}
