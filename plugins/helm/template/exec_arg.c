/* SPDX-License-Identifier: Apache-2.0 */
/* exec_arg.c - arguments: what a parameter's type takes, and how constants become of that type. */
#include "exec.h"

struct parameter {
	const char *type;     /* Go's name */
	bool nil;             /* may be nil */
	uint8_t takes;        /* enum type; T_NONE: any */
	const char *expected; /* "expected integer; found ..."; NULL: constants cannot be given */
};

static const struct parameter parameters[128] = {
	['s'] = { "string", false, T_STRING, "string" },
	['b'] = { "bool", false, T_BOOL, "bool" },
	['i'] = { "int", false, T_INT, "integer" },
	['I'] = { "int64", false, T_INT64, "integer" },
	['u'] = { "uint32", false, T_UINT32, "unsigned integer" },
	['f'] = { "float64", false, T_FLOAT64, "float" },
	['a'] = { "interface {}", true, T_NONE, NULL },
	['r'] = { "reflect.Value", true, T_NONE, NULL },
	['l'] = { "[]interface {}", true, T_LIST, NULL },
	['m'] = { "map[string]interface {}", true, T_MAP, NULL },
	['t'] = { "time.Time", false, T_OBJECT, NULL },
	['v'] = { "*semver.Version", true, T_OBJECT, NULL },
	['c'] = { "sprig.certificate", false, T_OBJECT, NULL },
	['w'] = { "io.Writer", true, T_OBJECT, NULL },
};

/* What nil becomes: Go's zero of the type. */
static struct value zero(char letter)
{
	if (letter == 'l')
		return value_list(NULL);
	if (letter == 'm')
		return value_map(NULL);
	return letter == 'r' || !letter ? value_none() : value_nil();
}

static bool takes(const struct parameter *p, const struct value *v)
{
	if (p->takes == T_OBJECT)
		return v->type == T_OBJECT && strcmp(v->object->class->type_name, p->type) == 0;
	return p->takes == T_NONE || v->type == p->takes || (p->takes == T_MAP && v->type == T_VALUES);
}

int exec_validate(struct exec *x, char letter, struct value *v)
{
	const struct parameter *p = &parameters[(unsigned char)letter];

	if (!letter)
		return 0;
	if (v->type == T_NONE) {
		if (!p->nil)
			return exec_fail(x, "invalid value; expected %s", p->type);
		*v = zero(letter);
		return 0;
	}
	if (letter != 'r')
		v->boxed = v->addressable = false;
	if (takes(p, v))
		return 0;
	return exec_fail(x, "wrong type for value; expected %s; got %s", p->type, exec_type_name(v));
}

int exec_ideal(struct exec *x, const struct node_number *n, struct value *out)
{
	x->node = &n->base;
	if (n->ideal.type == T_NONE)
		return exec_fail(x, "%.*s overflows int", (int)n->len, n->text);
	*out = n->ideal;
	return 0;
}

static bool number_for(char letter, const struct node_number *n, struct value *out)
{
	if ((letter == 'i' || letter == 'I') && n->is_int)
		*out = (struct value){ .type = letter == 'i' ? T_INT : T_INT64, .i = n->i };
	else if (letter == 'u' && n->is_uint)
		*out = (struct value){ .type = T_UINT32, .u = (uint32_t)n->u };
	else if (letter == 'f' && n->is_float)
		*out = value_float(n->f);
	else
		return false;
	return true;
}

/* @n is a boolean, number or string. */
static int constant(struct exec *x, char letter, const struct node *n, struct value *out)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	const struct parameter *p = &parameters[(unsigned char)letter];
	bool any = letter == 'a' || letter == 'r';

	if (n->type == NODE_BOOL && (any || letter == 'b')) {
		*out = value_bool(((const struct node_bool *)(const void *)n)->value);
		return 0;
	}
	if (n->type == NODE_STRING && (any || letter == 's')) {
		*out = ((const struct node_string *)(const void *)n)->value;
		return 0;
	}
	if (n->type == NODE_NUMBER && any)
		return exec_ideal(x, (const void *)n, out);
	if (n->type == NODE_NUMBER && number_for(letter, (const void *)n, out))
		return 0;
	node_print(&sb, n);
	if (p->expected)
		return exec_fail(x, "expected %s; found %s", p->expected, sb.data);
	return exec_fail(x, "can't handle %s for arg of type %s", sb.data, p->type);
}

static int nil_for(struct exec *x, char letter, struct value *out)
{
	const struct parameter *p = &parameters[(unsigned char)letter];

	if (!p->nil)
		return exec_fail(x, "cannot assign nil to %s", p->type);
	*out = zero(letter);
	return 0;
}

static int evaluate(struct exec *x, const struct value *dot, const struct node *n, struct value *out)
{
	switch (n->type) {
	case NODE_DOT: *out = *dot; return 0;
	case NODE_FIELD: return exec_field_node(x, dot, (const void *)n, NO_ARGS, out);
	case NODE_VARIABLE: return exec_variable_node(x, dot, (const void *)n, NO_ARGS, out);
	case NODE_PIPE: return exec_pipeline(x, dot, (const void *)n, out);
	case NODE_IDENTIFIER: return exec_function(x, dot, (const void *)n, n, NO_ARGS, out);
	default: return exec_chain_node(x, dot, (const void *)n, NO_ARGS, out);
	}
}

int exec_arg(struct exec *x, const struct value *dot, char letter, const struct node *n, struct value *out)
{
	x->node = n;
	if (n->type == NODE_NIL)
		return nil_for(x, letter, out);
	if (n->type == NODE_BOOL || n->type == NODE_NUMBER || n->type == NODE_STRING)
		return constant(x, letter, n, out);
	return evaluate(x, dot, n, out) < 0 ? -1 : exec_validate(x, letter, out);
}
