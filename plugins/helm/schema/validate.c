/* SPDX-License-Identifier: Apache-2.0 */
/*
 * validate.c - a value against a node, in the order of the original: what is said first, and what is
 * not said any more once something else was wrong, depends on it.
 */
#include "validate.h"

#include <stdarg.h>

#define MAX_DEPTH 4000

/* ---- faults ---- */

struct fault *new_fault(struct check *c, const char *fmt, ...)
{
	struct fault *f = weir_arena_alloc(c->run->arena, sizeof(*f));
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	va_list ap;

	if (c->quiet)
		return f;
	va_start(ap, fmt);
	weir_strbuf_addv(&sb, fmt, ap);
	va_end(ap);
	f->message = weir_arena_strdup(c->run->arena, sb.data ? sb.data : "");
	f->at = place_text(c->run->arena, c->place);
	return f;
}

void add_fault(struct check *c, struct fault *f)
{
	if (!f)
		return;
	f->next = NULL;
	if (c->last)
		c->last->next = f;
	else
		c->first = f;
	c->last = f;
}

/* None, the only one, or a group of all. */
static struct fault *result(struct check *c)
{
	struct fault *group;

	if (!c->first || !c->first->next)
		return c->first;
	group = new_fault(c, "validation failed");
	group->kind = FAULT_GROUP;
	group->first = c->first;
	group->last = c->last;
	return group;
}

/* ---- what is left unevaluated ---- */

static bool all_evaluated(const struct node *n, bool object)
{
	if (object)
		return n->no_additional || n->additional;
	return n->items || n->additional_items || n->no_additional_items;
}

static void start_uneval(struct check *c, bool caller_needs)
{
	const struct node *n = c->node;
	bool object = value_is_map(c->value), list = value_is_list(c->value);
	size_t i, from = object ? 0 : n->tuple.count;

	if ((!object && !list) || n->boolean >= 0)
		if (!caller_needs || (!object && !list))
			return;
	if (n->boolean < 0 && all_evaluated(n, object))
		return;
	if (!caller_needs && !(object ? n->unevaluated_properties : n->unevaluated_items))
		return;
	c->uneval.count = object ? map_count(c->value->map) : c->value->list->count;
	if (n->boolean >= 0)
		from = 0;
	if (from >= c->uneval.count)
		return;
	c->uneval.bits = weir_arena_alloc(c->run->arena, (c->uneval.count / 64 + 1) * sizeof(uint64_t));
	for (i = from; i < c->uneval.count; i++)
		c->uneval.bits[i / 64] |= UINT64_C(1) << i % 64;
}

static bool any_left(const struct uneval *u)
{
	size_t i;

	for (i = 0; u->bits && i <= u->count / 64; i++)
		if (u->bits[i])
			return true;
	return false;
}

static void merge_uneval(struct uneval *u, const struct uneval *other)
{
	size_t i;

	for (i = 0; u->bits && i <= u->count / 64; i++)
		u->bits[i] &= other->bits ? other->bits[i] : 0;
}

/* ---- references ---- */

static struct fault *validate_by(struct check *c, const struct node *node, const char *keyword, bool quiet);

static struct fault *follow(struct check *c, const struct node *target, const char *keyword)
{
	struct fault *f = validate_by(c, target, keyword, false), *ref;

	if (!f || c->quiet)
		return f;
	ref = new_fault(c, "validation failed");
	ref->kind = FAULT_REF;
	ref->first = f->kind == FAULT_GROUP ? f->first : f;
	return ref;
}

static const struct node *recursive_target(const struct check *c)
{
	const struct node *target = c->node->recursive_ref;
	const struct scope *s;

	if (!js_is_true(js_get(target->json, "$recursiveAnchor")))
		return target;
	for (s = &c->scope; s; s = s->outer)
		if (s->node->resource->recursive_anchor)
			target = s->node;
	return target;
}

/* The outermost schema with this dynamic anchor among those that led here. */
static const struct node *dynamic_target(const struct check *c)
{
	const struct node *target = c->node->dynamic_ref;
	const char *wanted = c->node->dynamic_anchor;
	const char *own = js_string(js_get(target->json, "$dynamicAnchor"));
	const struct scope *s;
	const struct anchor *a;

	if (!wanted || !own || strcmp(own, wanted) != 0)
		return target;
	for (s = &c->scope; s; s = s->outer)
		for (a = s->node->resource->anchors; a; a = a->next)
			if (a->dynamic && strcmp(a->name, wanted) == 0)
				target = a->node;
	return target;
}

static void follow_all(struct check *c)
{
	if (c->node->recursive_ref)
		add_fault(c, follow(c, recursive_target(c), "$recursiveRef"));
	if (c->node->dynamic_ref)
		add_fault(c, follow(c, dynamic_target(c), "$dynamicRef"));
}

/* ---- one value, one node ---- */

static struct fault *wrong_type(struct check *c, unsigned kind)
{
	static const struct {
		unsigned kind;
		const char *name;
	} rows[] = {
		{ KIND_NULL, "null" },     { KIND_BOOLEAN, "boolean" }, { KIND_NUMBER, "number" },
		{ KIND_STRING, "string" }, { KIND_ARRAY, "array" },     { KIND_OBJECT, "object" },
	};
	size_t i;

	for (i = 0; rows[i].kind != kind; i++)
		;
	return new_fault(c, "got %s, want %s", rows[i].name, c->node->types_text);
}

static bool among(const struct value *v, const struct value *list)
{
	size_t i;

	for (i = 0; i < js_count(list); i++)
		if (equal_values(v, js_at(list, i)))
			return true;
	return false;
}

static struct fault *not_among(struct check *c, const struct value *list)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	size_t i;

	for (i = 0; i < js_count(list); i++) {
		const struct value *item = js_at(list, i);

		if (js_is_object(item) || js_is_array(item))
			return new_fault(c, js_is_array(list) ? "'enum' failed" : "'const' failed");
		if (i)
			weir_strbuf_adds(&sb, ", ");
		report_json(&sb, item);
	}
	return new_fault(c, "value must be %s%s", js_count(list) == 1 ? "" : "one of ", sb.data ? sb.data : "");
}

static struct fault *not_constant(struct check *c, const struct value *constant)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	if (js_is_object(constant) || js_is_array(constant))
		return new_fault(c, "'const' failed");
	report_json(&sb, constant);
	return new_fault(c, "value must be %s", sb.data);
}

static struct fault *wrong_format(struct check *c)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf why = WEIR_STRBUF_INIT, shown = WEIR_STRBUF_INIT;

	if (c->value->type != T_STRING || c->node->format->check(c->value->s, c->value->len, &why))
		return NULL;
	report_value(&shown, c->value);
	return new_fault(c, "%s is not valid %s: %s", shown.data, c->node->format->name, why.data ? why.data : "");
}

/* What ends the look at this node at once. */
static struct fault *first_fault(struct check *c, unsigned kind)
{
	const struct node *n = c->node;

	if (n->types && !(n->types & kind) && !(kind == KIND_NUMBER && n->types & KIND_INTEGER && is_integer(c->value)))
		return wrong_type(c, kind);
	if (n->constant && !equal_values(c->value, n->constant))
		return not_constant(c, n->constant);
	if (n->enumeration && !among(c->value, n->enumeration))
		return not_among(c, n->enumeration);
	return n->format ? wrong_format(c) : NULL;
}

static void by_kind(struct check *c, unsigned kind)
{
	switch (kind) {
	case KIND_OBJECT: validate_object(c); break;
	case KIND_ARRAY: validate_array(c); break;
	case KIND_STRING: validate_string(c); break;
	case KIND_NUMBER: validate_number(c); break;
	default: break;
	}
}

static struct fault *validate(struct check *c)
{
	const struct node *n = c->node;
	unsigned kind = kind_of_value(c->value);
	struct fault *f;

	if (n->boolean >= 0)
		return n->boolean ? NULL : new_fault(c, "false schema");
	f = validate_cycle(c);
	if (f)
		return f;
	if (!kind)
		return new_fault(c, "invalid jsonType %s", value_type_name(c->value));
	f = first_fault(c, kind);
	if (f)
		return f;
	if (n->ref) {
		f = follow(c, n->ref, "$ref");
		if (n->draft < DRAFT_2019)
			return f;
		add_fault(c, f);
	}
	by_kind(c, kind);
	if (!c->first || !c->quiet) {
		if (n->draft >= DRAFT_2019)
			follow_all(c);
		validate_conditions(c);
		if (n->draft >= DRAFT_2019)
			validate_unevaluated(c);
	}
	return result(c);
}

static struct fault *deeper(struct check *c)
{
	struct fault *f;

	if (++c->run->depth > MAX_DEPTH)
		f = new_fault(c, "schema and values are nested too deep");
	else
		f = validate(c);
	c->run->depth--;
	return f;
}

/* @keyword: of the reference that leads to @node, or NULL. */
static struct fault *validate_by(struct check *c, const struct node *node, const char *keyword, bool quiet)
{
	struct check sub = { .run = c->run,
			     .node = node,
			     .value = c->value,
			     .place = c->place,
			     .scope = { &c->scope, node, c->scope.value, keyword },
			     .quiet = c->quiet || quiet };
	struct fault *f;

	start_uneval(&sub, any_left(&c->uneval));
	f = deeper(&sub);
	if (!f)
		merge_uneval(&c->uneval, &sub.uneval);
	return f;
}

struct fault *validate_self(struct check *c, const struct node *node, bool quiet)
{
	return validate_by(c, node, NULL, quiet);
}

struct fault *validate_value(struct check *c, const struct node *node, const struct value *v, const struct place *place)
{
	struct check sub = { .run = c->run,
			     .node = node,
			     .value = v,
			     .place = place,
			     .scope = { &c->scope, node, ++c->run->values, NULL },
			     .quiet = c->quiet };

	start_uneval(&sub, false);
	return deeper(&sub);
}

struct fault *validate_name(struct check *c, const struct node *node, const struct value *name)
{
	struct check sub = { .run = c->run,
			     .node = node,
			     .value = name,
			     .scope = { NULL, node, ++c->run->values, NULL },
			     .quiet = c->quiet };

	return deeper(&sub);
}

bool schema_validate(const struct schema *schema, const struct value *values, struct weir_strbuf *report)
{
	struct run run = { .arena = weir_arena_new(), .document = schema->root->json };
	struct check c = {
		.run = &run, .node = schema->root, .value = values, .scope = { NULL, schema->root, 0, NULL }
	};
	const struct fault *f;
	bool valid;

	start_uneval(&c, false);
	f = deeper(&c);
	valid = !f;
	if (f && f->kind == FAULT_GROUP)
		for (f = f->first; f; f = f->next)
			report_fault(report, f, 0);
	else if (f)
		report_fault(report, f, 0);
	weir_arena_free(run.arena);
	return valid;
}
