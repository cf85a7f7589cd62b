/* SPDX-License-Identifier: Apache-2.0 */
/*
 * exec_var.c - the stack of variables. The parser knows each one's slot, but where a parenthesis
 * declares some (it may not be run: `and`, `or`): there the newest of that name is searched.
 */
#include "exec.h"

void exec_push(struct exec *x, const struct ident *name, struct value v)
{
	if (x->var_count == x->var_capacity) {
		x->var_capacity = x->var_capacity ? x->var_capacity * 2 : 64;
		x->vars = weir_realloc(x->vars, x->var_capacity * sizeof(*x->vars));
	}
	x->vars[x->var_count++] = (struct variable){ v, name };
}

static struct value *search(struct exec *x, const struct ident *name)
{
	uint32_t i;

	for (i = x->var_count; i-- > x->base;) {
		const struct ident *n = x->vars[i].name;

		if (n->len == name->len && memcmp(n->name, name->name, n->len) == 0)
			return &x->vars[i].value;
	}
	return NULL;
}

struct value *exec_variable(struct exec *x, const struct node_variable *v)
{
	struct value *found = NULL;

	if (x->tree->by_name)
		found = search(x, &v->name);
	else if (v->slot != SLOT_NONE)
		return &x->vars[x->base + v->slot].value;
	if (!found)
		exec_fail(x, "undefined variable: %s", v->name.name);
	return found;
}
