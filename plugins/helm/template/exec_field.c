/* SPDX-License-Identifier: Apache-2.0 */
/* exec_field.c - .a.b, $x.a and (pipe).a: methods, fields of structs, keys of maps. */
#include "exec.h"

const char *exec_type_name(const struct value *v)
{
	return v->boxed || v->type == T_NIL ? "interface {}" : value_type_name(v);
}

static int missing_key(struct exec *x, const struct ident *name, const struct value *receiver, struct value *out)
{
	if (x->options.strict)
		return exec_fail(x, "map has no entry for key %s", exec_quote(x, name->name, name->len));
	*out = receiver->type == T_STRING_MAP ? value_str("", 0) : value_nil();
	return 0;
}

static int key_of_map(struct exec *x, const struct ident *name, const struct value *receiver, struct call_args args,
		      struct value *out)
{
	const struct value *found;

	if (args.count || args.final)
		return exec_fail(x, "%s is not a method but has arguments", name->name);
	found = map_get_hashed(receiver->map, name->name, name->len, name->hash);
	if (!found)
		return missing_key(x, name, receiver, out);
	*out = *found;
	out->boxed = receiver->type != T_STRING_MAP;
	return 0;
}

static const struct object_method *find_method(const struct class *class, const char *name)
{
	const struct object_method *m;

	for (m = class->methods; m && m->name; m++)
		if (strcmp(m->name, name) == 0)
			return m;
	return NULL;
}

static const struct object_field *find_field(const struct class *class, const char *name)
{
	const struct object_field *f;

	for (f = class->fields; f && f->name; f++)
		if (strcmp(f->name, name) == 0)
			return f;
	return NULL;
}

static int field_of_object(struct exec *x, const struct value *dot, const struct ident *name, const struct node *at,
			   const struct value *receiver, struct call_args args, struct value *out)
{
	struct object *o = receiver->object;
	bool pointer = *o->class->type_name == '*';
	const struct object_method *m =
		o->class->action && !receiver->addressable ? NULL : find_method(o->class, name->name);
	const struct object_field *f;
	struct value inner;

	if (m)
		return exec_method(x, dot, o, m, at, args, out);
	f = find_field(o->class, name->name);
	if (f && (args.count || args.final))
		return exec_fail(x, "%s has arguments but cannot be invoked as function", name->name);
	if (f) {
		*out = f->get(x, o);
		out->addressable = pointer || receiver->addressable;
		return 0;
	}
	inner = o->class->underlying ? o->class->underlying(x, o) : value_none();
	if (value_is_map(&inner) && o->class->members && !x->options.strict && !args.count && !args.final &&
	    !map_get_hashed(inner.map, name->name, name->len, name->hash)) {
		*out = (struct value){ .type = o->class->members };
		return 0;
	}
	if (value_is_map(&inner))
		return key_of_map(x, name, &inner, args, out);
	return exec_fail(x, "can't evaluate field %s in type %s", name->name, exec_type_name(receiver));
}

static int field(struct exec *x, const struct value *dot, const struct ident *name, const struct node *at,
		 const struct value *receiver, struct call_args args, struct value *out)
{
	const struct object_method *m = receiver->type == T_VALUES ? exec_values_method(name->name) : NULL;

	if (m)
		return exec_call_values(x, dot, m, at, receiver, args, out);
	if (value_is_map(receiver))
		return key_of_map(x, name, receiver, args, out);
	if (receiver->type == T_OBJECT)
		return field_of_object(x, dot, name, at, receiver, args, out);
	if (receiver->type == T_NONE) {
		if (x->options.strict)
			return exec_fail(x, "nil data; no entry for key %s", exec_quote(x, name->name, name->len));
		*out = value_none();
		return 0;
	}
	if (receiver->type == T_NIL)
		return exec_fail(x, "nil pointer evaluating interface {}.%s", name->name);
	return exec_fail(x, "can't evaluate field %s in type %s", name->name, exec_type_name(receiver));
}

static int chain(struct exec *x, const struct value *dot, struct value receiver, const struct node *at,
		 const struct ident *fields, uint32_t count, struct call_args args, struct value *out)
{
	uint32_t i;

	for (i = 0; i < count; i++) {
		if (field(x, dot, &fields[i], at, &receiver, i + 1 == count ? args : NO_ARGS, out) < 0)
			return -1;
		receiver = *out;
	}
	return 0;
}

int exec_field_node(struct exec *x, const struct value *dot, const struct node_field *f, struct call_args args,
		    struct value *out)
{
	x->node = &f->base;
	return chain(x, dot, *dot, &f->base, f->fields, f->count, args, out);
}

int exec_variable_node(struct exec *x, const struct value *dot, const struct node_variable *v, struct call_args args,
		       struct value *out)
{
	const struct value *value;

	x->node = &v->base;
	value = exec_variable(x, v);
	if (!value)
		return -1;
	if (v->count)
		return chain(x, dot, *value, &v->base, v->fields, v->count, args, out);
	*out = *value;
	return exec_not_a_function(x, &v->base, args);
}

int exec_chain_node(struct exec *x, const struct value *dot, const struct node_chain *c, struct call_args args,
		    struct value *out)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	struct value receiver;

	x->node = &c->base;
	if (c->node->type == NODE_NIL) {
		node_print(&sb, &c->base);
		return exec_fail(x, "indirection through explicit nil in %s", sb.data);
	}
	if (exec_arg(x, dot, 0, c->node, &receiver) < 0)
		return -1;
	return chain(x, dot, receiver, &c->base, c->fields, c->count, args, out);
}
