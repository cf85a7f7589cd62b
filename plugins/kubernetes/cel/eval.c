/* SPDX-License-Identifier: Apache-2.0 */
/*
 * eval.c - an expression over variables: one case a kind of node.  An error travels up as a value; &&, ||
 * and the loops built on them may pass over it.  Loops are in eval_loop.c, fields in eval_field.c.
 */
#include <stdlib.h>
#include "ast.h"

bool run_spend(struct run *run, uint64_t n)
{
	run->steps += n;
	return run->steps <= CEL_LIMIT_STEPS && weir_arena_used(run->arena) <= CEL_LIMIT_MEMORY;
}

struct cel_value run_exhausted(struct run *run)
{
	return cel_error(run->arena, "the expression takes too much work");
}

struct cel_value no_overload(struct run *run, const char *what, const struct cel_value *args, size_t n)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	size_t i;

	for (i = 0; i < n; i++)
		weir_strbuf_addf(&sb, "%s%s", i ? ", " : "", cel_type_name(args[i].type));
	return cel_error(run->arena, "%s is not defined for (%s)", what, sb.data ? sb.data : "");
}

/* ---- names ---- */

static struct cel_value variable(struct run *run, const struct scope *scope, struct cel_text name)
{
	const json_t *json;
	uint32_t type;

	for (; scope; scope = scope->outer) {
		if (scope->name.len == name.len && memcmp(scope->name.data, name.data, name.len) == 0)
			return scope->value;
	}
	json = json_object_getn(run->variables, name.data, name.len);
	if (json)
		return cel_of_json(run->arena, json);
	type = cel_type_named(name.data, name.len);
	if (type != CEL_ERROR)
		return (struct cel_value){ .type = CEL_TYPE, .type_of = type };
	return cel_error(run->arena, "there is no %.*s", (int)name.len, name.data);
}

/* ---- logic ---- */

/* && ends at false, || at true; an error, or what is no boolean, counts only when nothing ends it. */
static struct cel_value logic(struct run *run, const struct scope *scope, const struct node *node)
{
	struct cel_value sides[2], error = { .type = CEL_BOOL };
	bool end = node->type == N_OR;
	size_t i;

	for (i = 0; i < 2; i++) {
		sides[i] = eval(run, scope, node->args[i]);
		if (sides[i].type == CEL_BOOL && sides[i].truth == end)
			return sides[i];
		if (sides[i].type != CEL_BOOL && error.type == CEL_BOOL)
			error = cel_is_error(sides[i]) ? sides[i] : no_overload(run, end ? "||" : "&&", &sides[i], 1);
	}
	return error.type == CEL_BOOL ? cel_bool(!end) : error;
}

static struct cel_value condition(struct run *run, const struct scope *scope, const struct node *node)
{
	struct cel_value truth = eval(run, scope, node->args[0]);

	if (cel_is_error(truth))
		return truth;
	if (truth.type != CEL_BOOL)
		return no_overload(run, "?:", &truth, 1);
	return eval(run, scope, node->args[truth.truth ? 1 : 2]);
}

static struct cel_value negation(struct run *run, const struct scope *scope, const struct node *node)
{
	struct cel_value x = eval(run, scope, node->args[0]);

	if (cel_is_error(x))
		return x;
	return x.type == CEL_BOOL ? cel_bool(!x.truth) : no_overload(run, "!", &x, 1);
}

/* ---- what is made of several values ---- */

/* An item marked optional is left out when there is none; false: *error. */
static bool optional_item(struct run *run, struct cel_value *item, bool *there, struct cel_value *error)
{
	if (item->type != CEL_OPTIONAL) {
		*error = no_overload(run, "[?]", item, 1);
		return false;
	}
	*there = item->inner;
	if (item->inner)
		*item = *item->inner;
	return true;
}

static struct cel_value make_list(struct run *run, const struct scope *scope, const struct node *node)
{
	struct cel_value *items = weir_arena_alloc(run->arena, (node->n + 1) * sizeof(*items)), error;
	size_t i, n = 0;

	for (i = 0; i < node->n; i++) {
		struct cel_value item = eval(run, scope, node->args[i]);
		bool there = true;

		if (cel_is_error(item))
			return item;
		if (node->optional_items && node->optional_items[i] && !optional_item(run, &item, &there, &error))
			return error;
		if (there)
			items[n++] = item;
	}
	return cel_list(run->arena, items, n);
}

static bool may_be_key(struct cel_value v)
{
	return cel_is_number(v) || v.type == CEL_BOOL || v.type == CEL_STRING;
}

static struct cel_value make_map(struct run *run, const struct scope *scope, const struct node *node)
{
	struct cel_map *map = weir_arena_alloc(run->arena, sizeof(*map));
	struct cel_value error;
	size_t i;

	map->pairs = weir_arena_alloc(run->arena, (node->n / 2 + 1) * sizeof(*map->pairs));
	for (i = 0; i < node->n; i += 2) {
		struct cel_value key = eval(run, scope, node->args[i]), value;
		bool there = true;

		if (cel_is_error(key))
			return key;
		value = eval(run, scope, node->args[i + 1]);
		if (cel_is_error(value))
			return value;
		if (!may_be_key(key))
			return cel_error(run->arena, "a %s cannot be a key", cel_type_name(key.type));
		if (node->optional_items && node->optional_items[i] && !optional_item(run, &value, &there, &error))
			return error;
		if (there)
			cel_map_put(map, key, value);
	}
	return (struct cel_value){ .type = CEL_MAP, .map = map };
}

#define MAX_ARGS 8 /* more than any function has */

static struct cel_value call(struct run *run, const struct scope *scope, const struct node *node)
{
	struct cel_value args[MAX_ARGS] = { 0 };
	size_t i;

	for (i = 0; i < node->n; i++) {
		args[i] = eval(run, scope, node->args[i]);
		if (cel_is_error(args[i]))
			return args[i];
	}
	return node->function->call(run, args, node->n);
}

static struct cel_value binary(struct run *run, const struct scope *scope, const struct node *node)
{
	struct cel_value x = eval(run, scope, node->args[0]), y = eval(run, scope, node->args[1]);

	if (cel_is_error(x))
		return x;
	return cel_is_error(y) ? y : eval_binary(run, node->op, x, y);
}

static struct cel_value index_of(struct run *run, const struct scope *scope, const struct node *node)
{
	struct cel_value x = eval(run, scope, node->args[0]), index;

	if (cel_is_error(x))
		return x;
	index = eval(run, scope, node->args[1]);
	return cel_is_error(index) ? index : eval_index(run, x, index, node->optional);
}

static struct cel_value with_operand(struct run *run, const struct scope *scope, const struct node *node)
{
	struct cel_value x = eval(run, scope, node->args[0]);

	if (cel_is_error(x))
		return x;
	switch (node->type) {
	case N_SELECT: return eval_select(run, x, node);
	case N_HAS: return eval_has(run, x, node);
	default: return eval_negate(run, x);
	}
}

static struct cel_value eval_node(struct run *run, const struct scope *scope, const struct node *node)
{
	switch ((enum node_type)node->type) {
	case N_LITERAL: return node->value;
	case N_IDENT: return variable(run, scope, node->name);
	case N_AND:
	case N_OR: return logic(run, scope, node);
	case N_COND: return condition(run, scope, node);
	case N_NOT: return negation(run, scope, node);
	case N_LIST: return make_list(run, scope, node);
	case N_MAP: return make_map(run, scope, node);
	case N_CALL: return call(run, scope, node);
	case N_BINARY: return binary(run, scope, node);
	case N_INDEX: return index_of(run, scope, node);
	case N_SELECT:
	case N_HAS:
	case N_NEGATE: return with_operand(run, scope, node);
	case N_LOOP: return eval_loop(run, scope, node);
	case N_OPT_MAP:
	case N_OR_VALUE:
	case N_OR_OTHER: return eval_optional(run, scope, node);
	}
	return run_exhausted(run);
}

struct cel_value eval(struct run *run, const struct scope *scope, const struct node *node)
{
	struct cel_value v;

	if (!run_spend(run, 1))
		return run_exhausted(run);
	v = eval_node(run, scope, node);
	if (cel_is_error(v) && !v.at)
		v.at = node->at + 1; /* the innermost node is where it happened */
	return v;
}

/* ---- from outside ---- */

static int finish(const struct cel *cel, struct cel_value v, struct weir_error *err)
{
	if (!cel_is_error(v))
		return 0;
	return cel_fail_at(cel->text, v.at ? v.at - 1 : 0, err, "%s", v.error);
}

int cel_eval_bool(const struct cel *cel, const json_t *variables, bool *out, struct weir_error *err)
{
	struct run run = { .arena = weir_arena_new(), .variables = variables };
	struct cel_value v = eval(&run, NULL, cel->root);
	int rc = finish(cel, v, err);

	if (!rc && v.type != CEL_BOOL)
		rc = cel_fail_at(cel->text, 0, err, "the result is %s, it must be bool", cel_type_name(v.type));
	if (!rc)
		*out = v.truth;
	weir_arena_free(run.arena);
	return rc;
}

int cel_eval_text(const struct cel *cel, const json_t *variables, char **out, struct weir_error *err)
{
	struct run run = { .arena = weir_arena_new(), .variables = variables };
	struct cel_value v = eval(&run, NULL, cel->root);
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	int rc = finish(cel, v, err);

	if (!rc) {
		cel_print(run.arena, &sb, v);
		*out = weir_strbuf_take(&sb);
	}
	weir_arena_free(run.arena);
	return rc;
}
