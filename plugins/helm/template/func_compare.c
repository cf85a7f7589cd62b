/* SPDX-License-Identifier: Apache-2.0 */
/*
 * func_compare.c - eq, ne, lt, le, gt, ge. Integers compare with integers whatever their size and
 * sign, floats with floats only; what is not basic compares with nil.
 */
#include "fmt.h"
#include "func_go.h"

enum basic { BASIC_NONE, BASIC_BOOL, BASIC_COMPLEX, BASIC_INT, BASIC_FLOAT, BASIC_STRING, BASIC_UINT };

static enum basic basic_of(const struct value *v)
{
	if (value_is_int(v))
		return BASIC_INT;
	if (value_is_uint(v))
		return BASIC_UINT;
	if (value_is_float(v))
		return BASIC_FLOAT;
	switch ((enum type)v->type) {
	case T_BOOL: return BASIC_BOOL;
	case T_COMPLEX128: return BASIC_COMPLEX;
	case T_STRING: return BASIC_STRING;
	default: return BASIC_NONE;
	}
}

static bool is_nil(const struct value *v)
{
	return value_is_nil(v) || ((value_is_list(v) || value_is_map(v) || v->type == T_BYTES) && !v->list);
}

static const char *shown(struct exec *x, const char *format, const struct value *v)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	fmt_printf(x, &sb, format, 2, v, 1);
	return weir_arena_strndup(exec_arena(x), sb.data, sb.len);
}

static bool is_comparable(const struct value *v)
{
	return v->type == T_OBJECT && strcmp(value_kind_name(v), "map") != 0 &&
	       strcmp(value_kind_name(v), "slice") != 0;
}

/* What is neither number nor text nor bool: equal when both are nil, else not comparable. */
static int compare_others(struct exec *x, const struct value *a, const struct value *b, bool *equal)
{
	if (a->type != T_NONE && b->type != T_NONE && strcmp(value_kind_name(a), value_kind_name(b)) != 0)
		return func_fail(x, "non-comparable types %s: %s, %s: %s", shown(x, "%s", a), value_type_name(a),
				 value_type_name(b), shown(x, "%v", b));
	if (is_nil(a) || is_nil(b)) {
		*equal = is_nil(a) == is_nil(b);
		return 0;
	}
	if (!is_comparable(b))
		return func_fail(x, "non-comparable type %s: %s", shown(x, "%s", b), value_type_name(b));
	*equal = value_equal(a, b);
	return 0;
}

static int compare_unlike(struct exec *x, const struct value *a, const struct value *b, bool *equal)
{
	enum basic x_kind = basic_of(a), y_kind = basic_of(b);

	*equal = false;
	if ((x_kind == BASIC_INT && y_kind == BASIC_UINT) || (x_kind == BASIC_UINT && y_kind == BASIC_INT))
		*equal = a->i >= 0 && b->i >= 0 && a->u == b->u;
	else if (a->type != T_NONE && b->type != T_NONE)
		return func_fail(x, "incompatible types for comparison: %s and %s", value_type_name(a),
				 value_type_name(b));
	return 0;
}

static bool texts_equal(const struct value *a, const struct value *b)
{
	return a->len == b->len && memcmp(a->s, b->s, a->len) == 0;
}

static int equal_values(struct exec *x, const struct value *a, const struct value *b, bool *equal)
{
	enum basic kind = basic_of(a);

	if (kind != basic_of(b))
		return compare_unlike(x, a, b, equal);
	switch (kind) {
	case BASIC_BOOL: *equal = a->b == b->b; return 0;
	case BASIC_COMPLEX: *equal = a->c->re == b->c->re && a->c->im == b->c->im; return 0;
	case BASIC_FLOAT: *equal = a->f == b->f; return 0;
	case BASIC_STRING: *equal = texts_equal(a, b); return 0;
	case BASIC_INT:
	case BASIC_UINT: *equal = a->u == b->u; return 0;
	default: return compare_others(x, a, b, equal);
	}
}

static struct value unboxed(const struct value *v)
{
	return v->type == T_NIL ? value_none() : *v;
}

/* What is compared: beneath time.Month and its like there is a number. */
static struct value compared(struct exec *x, const struct value *v)
{
	struct value inner = unboxed(v), number;

	if (inner.type != T_OBJECT || !inner.object || !inner.object->class->reflect)
		return inner;
	number = inner.object->class->reflect(x, inner.object);
	return value_is_int(&number) ? number : inner;
}

int func_eq(struct exec *x, const struct value *args, size_t n, struct value *out)
{
	struct value a = compared(x, &args[0]), b;
	bool equal = false;
	size_t i;

	if (n < 2)
		return func_fail(x, "missing argument for comparison");
	for (i = 1; i < n && !equal; i++) {
		b = compared(x, &args[i]);
		if (equal_values(x, &a, &b, &equal) < 0)
			return -1;
	}
	*out = value_bool(equal);
	return 0;
}

int func_ne(struct exec *x, const struct value *args, size_t n, struct value *out)
{
	if (func_eq(x, args, n, out) < 0)
		return -1;
	out->b = !out->b;
	return 0;
}

static bool text_less(const struct value *a, const struct value *b)
{
	size_t n = a->len < b->len ? a->len : b->len;
	int c = memcmp(a->s, b->s, n);

	return c ? c < 0 : a->len < b->len;
}

/* Two of one kind that has an order. */
static bool kin_less(enum basic kind, const struct value *a, const struct value *b)
{
	switch (kind) {
	case BASIC_FLOAT: return a->f < b->f;
	case BASIC_INT: return a->i < b->i;
	case BASIC_UINT: return a->u < b->u;
	default: return text_less(a, b);
	}
}

int func_lt(struct exec *x, const struct value *args, size_t n, struct value *out)
{
	struct value a = compared(x, &args[0]), b = compared(x, &args[1]);
	enum basic kind = basic_of(&a), other = basic_of(&b);

	(void)n;
	if (kind == BASIC_NONE || other == BASIC_NONE)
		return func_fail(x, "invalid type for comparison");
	if (kind == BASIC_INT && other == BASIC_UINT)
		*out = value_bool(a.i < 0 || a.u < b.u);
	else if (kind == BASIC_UINT && other == BASIC_INT)
		*out = value_bool(b.i >= 0 && a.u < b.u);
	else if (kind != other)
		return func_fail(x, "incompatible types for comparison: %s and %s", value_type_name(&a),
				 value_type_name(&b));
	else if (kind == BASIC_BOOL || kind == BASIC_COMPLEX)
		return func_fail(x, "invalid type for comparison");
	else
		*out = value_bool(kin_less(kind, &a, &b));
	return 0;
}

int func_le(struct exec *x, const struct value *args, size_t n, struct value *out)
{
	if (func_lt(x, args, n, out) < 0)
		return -1;
	return out->b ? 0 : func_eq(x, args, n, out);
}

int func_gt(struct exec *x, const struct value *args, size_t n, struct value *out)
{
	if (func_le(x, args, n, out) < 0)
		return -1;
	out->b = !out->b;
	return 0;
}

int func_ge(struct exec *x, const struct value *args, size_t n, struct value *out)
{
	if (func_lt(x, args, n, out) < 0)
		return -1;
	out->b = !out->b;
	return 0;
}
