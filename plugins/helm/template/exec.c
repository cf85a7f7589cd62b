/* SPDX-License-Identifier: Apache-2.0 */
/*
 * exec.c - walking a template's nodes: text, actions, if, with, template. The budget is asked at each
 * node; a jump out of a loop is the return value of the walk.
 */
#include "exec.h"

#include <pthread.h>
#include <stdlib.h>

#include "error.h"
#include "fmt.h"

#define STEPS_DEFAULT  50000000u
#define MEMORY_DEFAULT ((uint64_t)256 << 20)
#define STACK_MARGIN   ((size_t)96 << 10) /* what functions called at the deepest place may need */
#define STACK_TEMPLATE ((size_t)16 << 10)
#define DEPTH_TEXT     "exceeded maximum template depth (100000)"
#define DEEP_STACK     ((size_t)64 << 20)

static const char *stack_limit_of_thread(size_t wanted)
{
	const char *here = __builtin_frame_address(0);
	pthread_attr_t attr;
	void *low = NULL;
	size_t size = 0;

	if (wanted)
		return here - wanted;
	if (pthread_getattr_np(pthread_self(), &attr) != 0)
		return here - STACK_MARGIN;
	pthread_attr_getstack(&attr, &low, &size);
	pthread_attr_destroy(&attr);
	return (const char *)low + STACK_MARGIN;
}

struct exec *template_exec_new(const struct template_set *set, const struct template_options *options,
			       struct weir_arena *arena)
{
	struct exec *x = weir_calloc(1, sizeof(*x));
	struct template_budget *b = &x->options.budget;

	if (options)
		x->options = *options;
	if (!b->steps)
		b->steps = STEPS_DEFAULT;
	if (!b->memory)
		b->memory = MEMORY_DEFAULT;
	if (!b->includes)
		b->includes = 1000;
	x->root = x->set = set;
	x->arena = arena;
	x->memory_limit = weir_arena_used(arena) + (size_t)b->memory;
	x->includes = map_new(arena, 0);
	return x;
}

void template_exec_free(struct exec *x)
{
	if (!x)
		return;
	weir_strbuf_done(&x->out);
	free(x->vars);
	free(x->openssl);
	free(x);
}

struct weir_arena *exec_arena(struct exec *x)
{
	return x->arena;
}

bool exec_over_budget(struct exec *x, size_t bytes)
{
	if (bytes <= x->memory_limit && weir_arena_used(x->arena) + x->out.len + bytes <= x->memory_limit)
		return false;
	func_fail(x, "the template makes more than %llu MiB of text: it has no end or is a bomb",
		  (unsigned long long)(x->options.budget.memory >> 20));
	return true;
}

bool exec_costs(struct exec *x, uint64_t steps)
{
	x->steps += steps;
	if (x->steps <= x->options.budget.steps)
		return false;
	func_fail(x, "the template takes more than %llu steps: it has no end",
		  (unsigned long long)x->options.budget.steps);
	return true;
}

int exec_step(struct exec *x)
{
	if (++x->steps > x->options.budget.steps)
		return exec_fail(x, "the template takes more than %llu steps: it has no end",
				 (unsigned long long)x->options.budget.steps);
	if ((const char *)__builtin_frame_address(0) < x->stack_limit)
		return exec_fail(x, DEPTH_TEXT);
	if (weir_arena_used(x->arena) + x->out.len > x->memory_limit)
		return exec_fail(x, "the template makes more than %llu MiB of text: it has no end or is a bomb",
				 (unsigned long long)(x->options.budget.memory >> 20));
	return 0;
}

static int walk_list(struct exec *x, const struct value *dot, const struct node_list *l)
{
	uint32_t i;
	int rc;

	for (i = 0; i < l->count; i++) {
		rc = exec_walk(x, dot, l->items[i]);
		if (rc)
			return rc;
	}
	return 0;
}

static int walk_action(struct exec *x, const struct value *dot, const struct node_action *n)
{
	struct value v;

	if (exec_pipeline(x, dot, n->pipe, &v) < 0)
		return -1;
	if (n->pipe->variables)
		return 0;
	x->node = &n->base;
	if (v.type == T_FUNC)
		return exec_fail(x, "can't print %s of type func", exec_quote(x, "", 0));
	if (v.type == T_STRING)
		weir_strbuf_add(&x->out, v.s, v.len);
	else if (v.type == T_NONE)
		weir_strbuf_adds(&x->out, "<no value>");
	else if (v.addressable && v.type == T_OBJECT && v.object->class->action)
		v.object->class->action(x, v.object, &x->out);
	else
		value_print_inner(x, &x->out, &v);
	return 0;
}

static int walk_if_or_with(struct exec *x, const struct value *dot, const struct node_branch *b)
{
	uint32_t mark = x->var_count;
	struct value v;
	int rc = 0;

	if (exec_pipeline(x, dot, b->pipe, &v) < 0)
		return -1;
	if (value_truth(&v))
		rc = exec_walk(x, b->base.type == NODE_WITH ? &v : dot, &b->list->base);
	else if (b->else_list)
		rc = exec_walk(x, dot, &b->else_list->base);
	x->var_count = mark;
	return rc;
}

int exec_tree(struct exec *x, const struct tree *tree, const struct value *dot)
{
	static const struct ident dollar = { "$", 1, 0 };
	uint32_t mark = x->var_count, base = x->base;
	const struct tree *outer = x->tree;
	const struct node *node = x->node;
	int rc;

	x->tree = tree;
	x->base = x->var_count;
	exec_push(x, &dollar, *dot);
	rc = exec_walk(x, dot, &tree->root->base);
	x->var_count = mark;
	x->base = base;
	x->tree = outer;
	x->node = node;
	return rc;
}

static int walk_template(struct exec *x, const struct value *dot, const struct node_template *t)
{
	const struct tree *tree = template_set_find(x->set, &t->name);
	struct value v = value_none();

	if (!tree)
		return exec_fail(x, "template %s not defined", exec_quote(x, t->name.name, t->name.len));
	/* Sooner than exec_step() would, at the place that the original names. */
	if ((const char *)__builtin_frame_address(0) < x->stack_limit + STACK_TEMPLATE)
		return exec_fail(x, DEPTH_TEXT);
	if (t->pipe && exec_pipeline(x, dot, t->pipe, &v) < 0)
		return -1;
	return exec_tree(x, tree, &v);
}

int exec_walk(struct exec *x, const struct value *dot, const struct node *n)
{
	const struct node_text *text;

	x->node = n;
	if (exec_step(x) < 0)
		return -1;
	switch (n->type) {
	case NODE_TEXT:
		text = (const void *)n;
		weir_strbuf_add(&x->out, text->text, text->len);
		return 0;
	case NODE_ACTION: return walk_action(x, dot, (const void *)n);
	case NODE_IF:
	case NODE_WITH: return walk_if_or_with(x, dot, (const void *)n);
	case NODE_RANGE: return exec_range(x, dot, (const void *)n);
	case NODE_LIST: return walk_list(x, dot, (const void *)n);
	case NODE_TEMPLATE: return walk_template(x, dot, (const void *)n);
	case NODE_BREAK: return WALK_BREAK;
	default: return WALK_CONTINUE;
	}
}

int template_exec(struct exec *x, const char *name, struct value dot, struct weir_strbuf *out,
		  struct weir_strbuf *error)
{
	struct ident id = { name, (uint32_t)strlen(name), map_hash(name, strlen(name)) };
	const struct tree *tree = template_set_find(x->root, &id);

	if (!tree) {
		weir_strbuf_addf(error, "template: no template %s associated with template \"gotpl\"",
				 exec_quote(x, name, id.len));
		return -1;
	}
	x->stack_limit = stack_limit_of_thread(x->options.budget.stack);
	x->error = NULL;
	x->set = x->root;
	x->var_count = x->base = 0;
	weir_strbuf_clear(&x->out);
	if (exec_tree(x, tree, &dot) < 0) {
		if (x->options.bare)
			exec_error_text(error, x->error);
		else
			(x->options.helm3 ? error_clean_exec3 : error_clean_exec4)(error, name, x->error);
		return -1;
	}
	if (x->options.bare)
		weir_strbuf_add(out, x->out.data ? x->out.data : "", x->out.len);
	else
		fmt_without_no_value(out, x->out.data ? x->out.data : "", x->out.len);
	return 0;
}

struct deep_call {
	void (*fn)(void *);
	void *arg;
};

static void *run_deep(void *p)
{
	const struct deep_call *call = p;

	call->fn(call->arg);
	return NULL;
}

void template_on_deep_stack(void (*fn)(void *arg), void *arg)
{
	struct deep_call call = { fn, arg };
	pthread_attr_t attr;
	pthread_t thread;
	int rc;

	pthread_attr_init(&attr);
	pthread_attr_setstacksize(&attr, DEEP_STACK);
	rc = pthread_create(&thread, &attr, run_deep, &call);
	pthread_attr_destroy(&attr);
	if (rc) /* no more threads: what stack there is must do, its limit is watched */
		fn(arg);
	else
		pthread_join(thread, NULL);
}
