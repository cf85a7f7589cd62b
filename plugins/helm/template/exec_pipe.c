/* SPDX-License-Identifier: Apache-2.0 */
/* exec_pipe.c - pipelines and commands. */
#include "exec.h"

int exec_not_a_function(struct exec *x, const struct node *first, struct call_args args)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	if (!args.count && !args.final)
		return 0;
	node_print(&sb, first);
	return exec_fail(x, "can't give argument to non-function %s", sb.data);
}

static int constant(struct exec *x, const struct value *dot, const struct node *n, struct value *out)
{
	switch (n->type) {
	case NODE_BOOL: *out = value_bool(((const struct node_bool *)(const void *)n)->value); return 0;
	case NODE_DOT: *out = *dot; return 0;
	case NODE_NIL: return exec_fail(x, "nil is not a command");
	case NODE_NUMBER: return exec_ideal(x, (const void *)n, out);
	default: *out = ((const struct node_string *)(const void *)n)->value; return 0;
	}
}

static int command(struct exec *x, const struct value *dot, const struct node_command *c, const struct value *final,
		   struct value *out)
{
	const struct node *first = c->args[0];
	struct call_args args = { c->args + 1, c->count - 1, final };

	switch (first->type) {
	case NODE_FIELD: return exec_field_node(x, dot, (const void *)first, args, out);
	case NODE_CHAIN: return exec_chain_node(x, dot, (const void *)first, args, out);
	case NODE_IDENTIFIER: return exec_function(x, dot, (const void *)first, &c->base, args, out);
	case NODE_VARIABLE: return exec_variable_node(x, dot, (const void *)first, args, out);
	case NODE_PIPE:
		if (exec_not_a_function(x, first, args) < 0)
			return -1;
		return exec_pipeline(x, dot, (const void *)first, out);
	default: break;
	}
	x->node = first;
	if (exec_not_a_function(x, first, args) < 0)
		return -1;
	return constant(x, dot, first, out);
}

static int set_variables(struct exec *x, const struct node_pipe *pipe, const struct value *v)
{
	struct value *variable;
	uint32_t i;

	for (i = 0; i < pipe->variables; i++) {
		if (!pipe->assign) {
			exec_push(x, &pipe->decl[i]->name, *v);
			continue;
		}
		variable = exec_variable(x, pipe->decl[i]);
		if (!variable)
			return -1;
		*variable = *v;
	}
	return 0;
}

int exec_pipeline(struct exec *x, const struct value *dot, const struct node_pipe *pipe, struct value *out)
{
	struct value v = value_none(), next;
	uint32_t i;

	x->node = &pipe->base;
	if (exec_step(x) < 0)
		return -1;
	for (i = 0; i < pipe->count; i++) {
		if (command(x, dot, pipe->commands[i], i ? &v : NULL, &next) < 0)
			return -1;
		v = next;
		v.boxed = false;
		if (v.type == T_NIL) /* what is in a nil interface: nothing */
			v.type = T_NONE;
	}
	*out = v;
	return pipe->variables ? set_variables(x, pipe, &v) : 0;
}
