/* SPDX-License-Identifier: Apache-2.0 */
/*
 * compile.c - a document into nodes: the root, then all that it refers to, each once, first in first
 * out, so that schemas which refer to themselves come to an end.
 */
#include "compile.h"

#include <stdlib.h>

#include "../template/json_text.h"

/* ---- nodes ---- */

static size_t slot_of(const struct schema *s, const struct value *json)
{
	size_t i = ((uintptr_t)json >> 4) * 2654435761u % s->table_size;

	while (s->table[i] && s->table[i]->json != json)
		i = (i + 1) % s->table_size;
	return i;
}

static void grow(struct schema *s)
{
	struct node **old = s->table;
	size_t i, n = s->table_size;

	s->table_size = n ? n * 2 : 256;
	s->table = weir_calloc(s->table_size, sizeof(*s->table));
	for (i = 0; i < n; i++)
		if (old[i])
			s->table[slot_of(s, old[i]->json)] = old[i];
	free(old);
}

static struct node *node_of(struct schema *s, const struct value *json)
{
	struct node *n;
	size_t at;

	if (!json)
		return NULL;
	if (s->node_count * 2 >= s->table_size)
		grow(s);
	at = slot_of(s, json);
	if (s->table[at])
		return s->table[at];
	n = weir_arena_alloc(s->arena, sizeof(*n));
	n->json = json;
	s->table[at] = n;
	if (s->node_count % 256 == 0)
		s->queue = weir_realloc(s->queue, (s->node_count + 256) * sizeof(*s->queue));
	s->queue[s->node_count++] = n;
	return n;
}

/* ---- keywords' values ---- */

static const struct value *member(const struct node *n, const char *key)
{
	return js_get(n->json, key);
}

static struct node *schema_of(struct schema *s, const struct node *n, const char *key)
{
	return node_of(s, member(n, key));
}

static struct node_list list_of(struct schema *s, const struct value *list)
{
	struct node_list out = { .count = js_count(list) };
	size_t i;

	out.rows = weir_arena_alloc(s->arena, (out.count + 1) * sizeof(*out.rows));
	for (i = 0; i < out.count; i++)
		out.rows[i] = node_of(s, js_at(list, i));
	return out;
}

static const char *const *names_of(struct schema *s, const struct value *list)
{
	const char **out;
	size_t i, n = 0;

	if (!js_is_array(list))
		return NULL;
	out = weir_arena_alloc(s->arena, (js_count(list) + 1) * sizeof(*out));
	for (i = 0; i < js_count(list); i++)
		if (js_is_string(js_at(list, i)))
			out[n++] = js_string(js_at(list, i));
	return out;
}

/* Members that are lists are names, others schemas; sorted, so that reports are in one order. */
static struct named_list map_of(struct schema *s, const struct node *n, const char *key)
{
	struct named_list out = { 0 };
	const struct entry *members;
	size_t i;

	members = js_members(member(n, key), &out.count);
	out.rows = weir_arena_alloc(s->arena, (out.count + 1) * sizeof(*out.rows));
	for (i = 0; i < out.count; i++) {
		struct named *row = &out.rows[i];

		row->name = members[i].key;
		if (js_is_array(&members[i].value))
			row->required = names_of(s, &members[i].value);
		else
			row->node = node_of(s, &members[i].value);
	}
	return out;
}

static const struct weir_regex *regex_of(struct schema *s, const char *pattern)
{
	struct weir_error err = WEIR_ERROR_INIT;
	struct weir_regex *re = weir_regex_new(pattern, &err);
	struct regex_row *row;

	if (!re) {
		s->rc = weir_fail(s->err, WEIR_E_INVALID, NULL, "invalid regex \"%s\": %s", pattern, err.message);
		weir_error_done(&err);
		return NULL;
	}
	row = weir_arena_alloc(s->arena, sizeof(*row));
	row->regex = re;
	row->next = s->regexes;
	s->regexes = row;
	return re;
}

static size_t count_of(const struct node *n, const char *key)
{
	const struct value *v = member(n, key);
	double d = js_number(v);

	if (!js_is_number(v) || d < 0)
		return NO_LIMIT;
	return d >= 1e15 ? NO_LIMIT - 1 : (size_t)d;
}

static const struct value *number_of(const struct node *n, const char *key)
{
	const struct value *v = member(n, key);

	return js_is_number(v) ? v : NULL;
}

/* An exclusive limit is a number of its own, or (draft 4) says so of the plain one. */
static void limits(const struct node *n, const char *plain, const char *exclusive, const struct value **at,
		   const struct value **beyond)
{
	*at = number_of(n, plain);
	*beyond = number_of(n, exclusive);
	if (js_is_true(member(n, exclusive))) {
		*beyond = *at;
		*at = NULL;
	}
}

static void types(struct schema *s, struct node *n)
{
	static const struct {
		const char *name;
		unsigned kind;
	} rows[] = {
		{ "null", KIND_NULL },       { "boolean", KIND_BOOLEAN }, { "number", KIND_NUMBER },
		{ "integer", KIND_INTEGER }, { "string", KIND_STRING },   { "array", KIND_ARRAY },
		{ "object", KIND_OBJECT },
	};
	const struct value *type = member(n, "type");
	WEIR_CLEAN_STRBUF struct weir_strbuf words = WEIR_STRBUF_INIT;
	size_t i, k;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		bool named = js_is_string(type) && strcmp(js_string(type), rows[i].name) == 0;

		for (k = 0; k < js_count(type); k++)
			named |= js_is_string(js_at(type, k)) && strcmp(js_string(js_at(type, k)), rows[i].name) == 0;
		if (!named)
			continue;
		n->types |= rows[i].kind;
		weir_strbuf_addf(&words, "%s%s", words.len ? " or " : "", rows[i].name);
	}
	n->types_text = weir_arena_strdup(s->arena, words.len ? words.data : "");
}

static struct node *everything(struct schema *s)
{
	struct node *n = weir_arena_alloc(s->arena, sizeof(*n));

	n->boolean = 1;
	n->draft = DRAFT_2020;
	n->resource = s->resources[0];
	return n;
}

static struct node *ref_of(struct schema *s, const struct node *n, const char *key)
{
	const char *ref = js_string(member(n, key));
	const struct value *target;
	bool permissive;

	if (!ref)
		return NULL;
	target = ref_resolve(s, n->resource, ref, &permissive);
	if (!target && permissive)
		return everything(s);
	if (!target)
		s->rc = WEIR_E_INVALID;
	return node_of(s, target);
}

/* ---- keywords by what they speak of ---- */

static void about_objects(struct schema *s, struct node *n)
{
	const struct value *additional = member(n, "additionalProperties");
	size_t i;

	n->min_properties = count_of(n, "minProperties");
	n->max_properties = count_of(n, "maxProperties");
	n->required = names_of(s, member(n, "required"));
	n->properties = map_of(s, n, "properties");
	n->patterns = map_of(s, n, "patternProperties");
	for (i = 0; i < n->patterns.count; i++)
		n->patterns.rows[i].regex = regex_of(s, n->patterns.rows[i].name);
	n->no_additional = js_is_false(additional);
	n->additional = n->no_additional ? NULL : node_of(s, additional);
	n->dependencies = map_of(s, n, "dependencies");
	if (n->draft >= DRAFT_6)
		n->property_names = schema_of(s, n, "propertyNames");
	if (n->draft < DRAFT_2019)
		return;
	n->dependent_schemas = map_of(s, n, "dependentSchemas");
	n->dependent_required = map_of(s, n, "dependentRequired");
	n->unevaluated_properties = schema_of(s, n, "unevaluatedProperties");
}

static void about_arrays(struct schema *s, struct node *n)
{
	const struct value *items = member(n, "items"), *additional = member(n, "additionalItems");

	n->min_items = count_of(n, "minItems");
	n->max_items = count_of(n, "maxItems");
	n->min_contains = n->max_contains = NO_LIMIT;
	n->unique = js_is_true(member(n, "uniqueItems"));
	if (n->draft >= DRAFT_2020) {
		n->tuple = list_of(s, member(n, "prefixItems"));
		n->items = node_of(s, items);
	} else if (js_is_array(items)) {
		n->tuple = list_of(s, items);
		n->no_additional_items = js_is_false(additional);
		n->additional_items = n->no_additional_items ? NULL : node_of(s, additional);
	} else {
		n->items = node_of(s, items);
	}
	if (n->draft >= DRAFT_6)
		n->contains = schema_of(s, n, "contains");
	if (n->draft < DRAFT_2019)
		return;
	n->unevaluated_items = schema_of(s, n, "unevaluatedItems");
	if (n->contains) {
		n->min_contains = count_of(n, "minContains");
		n->max_contains = count_of(n, "maxContains");
	}
}

static void about_values(struct schema *s, struct node *n)
{
	const char *pattern = js_string(member(n, "pattern"));
	const char *format = js_string(member(n, "format"));

	types(s, n);
	n->enumeration = member(n, "enum");
	if (n->draft >= DRAFT_6)
		n->constant = member(n, "const");
	n->min_length = count_of(n, "minLength");
	n->max_length = count_of(n, "maxLength");
	n->pattern_text = pattern;
	n->pattern = pattern ? regex_of(s, pattern) : NULL;
	limits(n, "minimum", "exclusiveMinimum", &n->minimum, &n->above);
	limits(n, "maximum", "exclusiveMaximum", &n->maximum, &n->below);
	n->multiple_of = number_of(n, "multipleOf");
	/* Since 2019-09 a format is a remark, unless a metaschema of one's own makes it more. */
	n->format = format && n->draft < DRAFT_2019 ? format_find(format) : NULL;
}

static void about_conditions(struct schema *s, struct node *n)
{
	n->not = schema_of(s, n, "not");
	n->all_of = list_of(s, member(n, "allOf"));
	n->any_of = list_of(s, member(n, "anyOf"));
	n->one_of = list_of(s, member(n, "oneOf"));
	if (n->draft < DRAFT_7)
		return;
	n->if_ = schema_of(s, n, "if");
	n->then_ = n->if_ && !js_is_false(n->if_->json) ? schema_of(s, n, "then") : NULL;
	n->else_ = n->if_ && !js_is_true(n->if_->json) ? schema_of(s, n, "else") : NULL;
}

static void about_refs(struct schema *s, struct node *n)
{
	const char *dynamic, *hash;

	n->ref = ref_of(s, n, "$ref");
	if (n->draft == DRAFT_2019 || n->draft == DRAFT_2020)
		n->recursive_ref = ref_of(s, n, "$recursiveRef");
	if (n->draft < DRAFT_2020)
		return;
	n->dynamic_ref = ref_of(s, n, "$dynamicRef");
	dynamic = js_string(member(n, "$dynamicRef"));
	hash = dynamic ? strchr(dynamic, '#') : NULL;
	if (n->dynamic_ref && hash && hash[1] && hash[1] != '/')
		n->dynamic_anchor = hash + 1;
}

/* What is ignored must be sound all the same, where younger drafts brought it. */
static void look_at_ignored(struct schema *s, const struct node *n)
{
	static const struct {
		const char *key;
		enum draft from;
	} rows[] = { { "contains", DRAFT_6 },
		     { "propertyNames", DRAFT_6 },
		     { "if", DRAFT_7 },
		     { "then", DRAFT_7 },
		     { "else", DRAFT_7 } };
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (n->draft >= rows[i].from && (i < 3 || member(n, "if")))
			schema_of(s, n, rows[i].key);
}

static void fill(struct schema *s, struct node *n)
{
	n->resource = resource_of(s, n->json);
	n->draft = n->resource->draft;
	n->boolean = js_is_true(n->json) ? 1 : js_is_false(n->json) ? 0 : js_size(n->json) ? -1 : 1;
	if (n->boolean >= 0)
		return;
	about_refs(s, n);
	if (n->draft < DRAFT_2019 && n->ref) {
		/* All else beside a $ref is ignored, but for const, which the original looks at first. */
		n->constant = n->draft >= DRAFT_6 ? member(n, "const") : NULL;
		look_at_ignored(s, n);
		n->min_properties = n->max_properties = n->min_items = n->max_items = NO_LIMIT;
		n->min_length = n->max_length = n->min_contains = n->max_contains = NO_LIMIT;
		return;
	}
	about_values(s, n);
	about_objects(s, n);
	about_arrays(s, n);
	about_conditions(s, n);
}

/* ---- the way ---- */

/* Schemas under the anchors of 2020-12 may be reached at run time. */
static void enqueue_dynamic(struct schema *s)
{
	size_t i;

	for (i = 0; i < s->resource_count; i++) {
		struct anchor *a;

		for (a = s->resources[i]->anchors; a; a = a->next)
			if (a->dynamic)
				a->node = node_of(s, a->schema);
	}
}

static int compile(struct schema *s)
{
	int rc = resources_collect(s);

	if (!rc)
		rc = check_schema(s, &s->document, s->resources[0]->draft);
	if (rc)
		return rc;
	s->root = node_of(s, &s->document);
	enqueue_dynamic(s);
	while (s->compiled < s->node_count && !s->rc)
		fill(s, s->queue[s->compiled++]);
	return s->rc;
}

/* Members are put in order now: a schema is known by where it lies. */
static void settle(const struct value *v)
{
	const struct entry *members;
	size_t i, n;

	for (i = 0; i < js_count(v); i++)
		settle(js_at(v, i));
	members = js_members(v, &n);
	for (i = 0; i < n; i++)
		settle(&members[i].value);
}

int schema_compile(const char *text, size_t len, bool remote, struct schema **out, struct weir_error *err)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf why = WEIR_STRBUF_INIT;
	struct weir_arena *arena = weir_arena_new();
	struct schema *s = weir_arena_alloc(arena, sizeof(*s));
	int rc;

	s->arena = arena;
	s->err = err;
	s->remote = remote;
	if (json_read(arena, text, len, WANT_EXACT, &s->document, &why)) {
		settle(&s->document);
		rc = compile(s);
	} else {
		rc = weir_fail(err, WEIR_E_INVALID, NULL, "%s", why.data);
	}
	free(s->queue);
	s->queue = NULL;
	s->err = NULL;
	if (rc)
		schema_free(s);
	else
		*out = s;
	return rc;
}

void schema_free(struct schema *s)
{
	struct regex_row *row;

	if (!s)
		return;
	for (row = s->regexes; row; row = row->next)
		weir_regex_free(row->regex);
	free(s->resources);
	free(s->table);
	weir_arena_free(s->arena);
}

const char *schema_remote(const struct schema *s)
{
	return s->remote_url;
}
