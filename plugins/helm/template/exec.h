/* SPDX-License-Identifier: Apache-2.0 */
/*
 * exec.h - running templates: what the files exec*.c and helm.c share.
 *
 * Everything returns 0, or -1 with x->error set. x->node follows Go's state.node exactly, because it
 * is the place that an error names.
 */
#ifndef HELM_EXEC_H
#define HELM_EXEC_H

#include "set.h"

/* An error, newest first; its whole text is its own text and then that of its cause. */
struct exec_error {
	const char *text;
	size_t len;
	bool of_template; /* one of text/template itself: "template: t:1:2: executing ..." */
	struct exec_error *cause;
};

struct variable {
	struct value value;
	const struct ident *name;
};

struct exec {
	const struct template_set *root, *set; /* as made; and with what `tpl` defined around this place */
	struct template_options options;
	struct weir_arena *arena;
	struct weir_strbuf out;
	const struct tree *tree;
	const struct node *node;
	struct variable *vars;
	uint32_t var_count, var_capacity, base; /* base: where the variables of this template begin */
	uint64_t steps;
	size_t memory_limit;
	const char *stack_limit;
	struct exec_error *error; /* of the walk; and while a function returns, its own */
	struct map *includes;     /* name -> how often it is being included */
	struct map *parsed;       /* text of tpl -> struct parsed_text, for x->set */
	struct openssl *openssl;  /* NULL until a function asks (openssl.h) */
};

/* ---- errors (exec_error.c) ---- */

/* An error at x->node. Returns -1. */
int exec_fail(struct exec *x, const char *fmt, ...) WEIR_PRINTF(2, 3);
/* The same, then ": " and what x->error holds. */
int exec_fail_because(struct exec *x, const char *fmt, ...) WEIR_PRINTF(2, 3);
/* Put a text before the error that is there, as fmt.Errorf("...: %w") does. */
int exec_wrap(struct exec *x, const char *text, size_t len);
void exec_error_text(struct weir_strbuf *sb, const struct exec_error *e);
/* Quoted as %q, in the arena. */
const char *exec_quote(struct exec *x, const char *s, size_t len);

/* ---- budget (exec.c) ---- */

/* One more step; -1: too many, too much memory or too deep. */
int exec_step(struct exec *x);

/* ---- walking (exec.c, exec_range.c) ---- */

enum { WALK_BREAK = 1, WALK_CONTINUE = 2 };
int exec_walk(struct exec *x, const struct value *dot, const struct node *n);
int exec_range(struct exec *x, const struct value *dot, const struct node_branch *r);
int exec_tree(struct exec *x, const struct tree *tree, const struct value *dot);

/* ---- variables (exec_var.c) ---- */

void exec_push(struct exec *x, const struct ident *name, struct value v);
/* NULL: undefined (error set). */
struct value *exec_variable(struct exec *x, const struct node_variable *v);

/* ---- values (exec_pipe.c, exec_field.c, exec_arg.c, exec_call.c) ---- */

int exec_pipeline(struct exec *x, const struct value *dot, const struct node_pipe *pipe, struct value *out);

/* The arguments of a call: nodes yet to be evaluated, and what came through the pipe (NULL: nothing). */
struct call_args {
	struct node *const *nodes; /* without the function itself */
	uint32_t count;
	const struct value *final;
};
#define NO_ARGS               \
	(struct call_args)    \
	{                     \
		NULL, 0, NULL \
	}
int exec_field_node(struct exec *x, const struct value *dot, const struct node_field *f, struct call_args args,
		    struct value *out);
int exec_variable_node(struct exec *x, const struct value *dot, const struct node_variable *v, struct call_args args,
		       struct value *out);
int exec_chain_node(struct exec *x, const struct value *dot, const struct node_chain *c, struct call_args args,
		    struct value *out);
/* What Go's evaluation of `x` or `x args` gives: -1 for "can't give argument to non-function". */
int exec_not_a_function(struct exec *x, const struct node *first, struct call_args args);

int exec_function(struct exec *x, const struct value *dot, const struct node_identifier *n, const struct node *cmd,
		  struct call_args args, struct value *out);
/* A method of @o, found by name. */
int exec_method(struct exec *x, const struct value *dot, struct object *o, const struct object_method *m,
		const struct node *at, struct call_args args, struct value *out);

/* values_methods.c: a method of common.Values, or NULL; and its call on a T_VALUES. */
const struct object_method *exec_values_method(const char *name);
int exec_call_values(struct exec *x, const struct value *dot, const struct object_method *m, const struct node *at,
		     const struct value *receiver, struct call_args args, struct value *out);

/* An argument for a parameter of type @letter (func.h); 0 for none. */
int exec_arg(struct exec *x, const struct value *dot, char letter, const struct node *n, struct value *out);
int exec_validate(struct exec *x, char letter, struct value *v);
int exec_ideal(struct exec *x, const struct node_number *n, struct value *out);
/* "interface {}" for what came out of a map or list. */
const char *exec_type_name(const struct value *v);

#endif
