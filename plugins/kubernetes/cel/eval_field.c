/* SPDX-License-Identifier: Apache-2.0 */
/*
 * eval_field.c - a.b, has(a.b), a[b] and their optional forms.  Behind a.?b all that follows is optional
 * too: what is not there makes the whole none.
 */
#include <math.h>
#include "ast.h"

enum found { MISSING, FOUND, WRONG };

/* A whole number of any numeric type. */
static bool as_index(struct cel_value v, int64_t *out)
{
	if (v.type == CEL_INT)
		*out = v.i;
	else if (v.type == CEL_UINT && v.u <= INT64_MAX)
		*out = (int64_t)v.u;
	else if (v.type == CEL_DOUBLE && v.d == trunc(v.d) && fabs(v.d) < 0x1p63)
		*out = (int64_t)v.d;
	else
		return false;
	return true;
}

/* *out is the value, or the error of WRONG. */
static enum found look_up(struct run *run, struct cel_value from, struct cel_value key, struct cel_value *out)
{
	int64_t i;

	if (from.type == CEL_MAP)
		return run_spend(run, from.map->json ? 1 : from.map->n) && cel_map_find(run->arena, from, key, out);
	if (from.type != CEL_LIST)
		return MISSING;
	if (!as_index(key, &i)) {
		*out = cel_error(run->arena, "a %s is no index of a list", cel_type_name(key.type));
		return WRONG;
	}
	if (i < 0 || (uint64_t)i >= cel_size(from))
		return MISSING;
	*out = cel_list_at(run->arena, from, (size_t)i);
	return FOUND;
}

static struct cel_value missing(struct run *run, struct cel_value from, struct cel_value key)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	if (from.type != CEL_MAP && from.type != CEL_LIST)
		return cel_error(run->arena, "a %s has no fields", cel_type_name(from.type));
	if (key.type == CEL_STRING)
		return cel_error(run->arena, "there is no %.*s", (int)key.s.len, key.s.data);
	cel_print(run->arena, &sb, key);
	return cel_error(run->arena, "there is no [%s]", sb.data);
}

struct cel_value eval_index(struct run *run, struct cel_value operand, struct cel_value index, bool optional)
{
	struct cel_value v = { .type = CEL_NULL };

	if (operand.type == CEL_OPTIONAL) {
		if (!operand.inner)
			return operand;
		operand = *operand.inner;
		optional = true;
	}
	switch (look_up(run, operand, index, &v)) {
	case WRONG: return v;
	case FOUND: return optional ? cel_optional(run->arena, &v) : v;
	default: return optional ? cel_optional(run->arena, NULL) : missing(run, operand, index);
	}
}

struct cel_value eval_select(struct run *run, struct cel_value operand, const struct node *node)
{
	return eval_index(run, operand, cel_string(node->name.data, node->name.len), node->optional);
}

struct cel_value eval_has(struct run *run, struct cel_value operand, const struct node *node)
{
	struct cel_value v;

	if (operand.type == CEL_OPTIONAL) {
		if (!operand.inner)
			return cel_bool(false);
		operand = *operand.inner;
	}
	switch (look_up(run, operand, cel_string(node->name.data, node->name.len), &v)) {
	case WRONG: return v;
	case FOUND: return cel_bool(true);
	default: return cel_bool(false);
	}
}
