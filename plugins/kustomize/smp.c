/* SPDX-License-Identifier: Apache-2.0 */
/* smp.c - the walk of a strategic merge: what becomes of each map and scalar. */
#include "smp.h"

#include <stdlib.h>

#define DIRECTIVE "$patch"
#define MAX_DEPTH 2000

static int known_directive(struct smp *s, const char *text, enum smp_directive *out)
{
	static const char *const names[] = {
		[SMP_MERGE] = "merge", [SMP_REPLACE] = "replace", [SMP_DELETE] = "delete"
	};
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(text, names[i]) == 0) {
			*out = (enum smp_directive)i;
			return 0;
		}
	return build_fail(s->b, "unknown patch strategy '%s'; it is merge, replace or delete", text);
}

/* An element of a list that has nothing but the directive stands for the whole list. */
static int list_directive(struct smp *s, struct weir_yaml_node *patch, enum smp_directive *out)
{
	struct weir_yaml_node *value = NULL;
	size_t i, n = 0;
	int rc;

	for (i = 0; i < patch->count && !value; i++)
		value = node_get(patch->items[i], DIRECTIVE);
	if (!value || patch->items[i - 1]->count > 2)
		return 0;
	rc = known_directive(s, value->value ? value->value : "", out);
	if (rc)
		return rc;
	for (i = 0; i < patch->count; i++) {
		const struct weir_yaml_node *own = node_get(patch->items[i], DIRECTIVE);

		if (node_is_empty_map(patch->items[i]) || (own && node_has_text(own, value->value)))
			continue;
		patch->items[n++] = patch->items[i];
	}
	patch->count = n;
	return 0;
}

int smp_directive(struct smp *s, struct weir_yaml_node *patch, enum smp_directive *out)
{
	const struct weir_yaml_node *value;
	int rc;

	*out = SMP_MERGE;
	if (!patch)
		return 0;
	if (patch->kind == WEIR_YAML_SEQ)
		return list_directive(s, patch, out);
	if (patch->kind != WEIR_YAML_MAP)
		return build_fail(s->b, "a patch cannot put a scalar in the place of a map or list");
	value = node_get(patch, DIRECTIVE);
	if (!value)
		return 0;
	rc = known_directive(s, value->value ? value->value : "", out);
	if (rc == 0)
		node_clear(patch, DIRECTIVE);
	return rc;
}

/* ---- maps ---- */

/* Nothing, or null, where the patch has a map. */
static int visit_missing(struct smp *s, struct smp_pair pair, struct weir_yaml_node **out)
{
	enum smp_directive directive = SMP_MERGE;

	if (pair.patch && pair.patch->kind != WEIR_YAML_SCALAR) {
		int rc = smp_directive(s, pair.patch, &directive);

		if (rc)
			weir_error_done(s->b->err); /* the original overlooks it here */
	}
	*out = NULL;
	if (directive == SMP_DELETE)
		return 0;
	/* A null that was written out stays one; an empty value goes. */
	if (!pair.patch && pair.dest && pair.dest->value && *pair.dest->value) {
		*out = node_scalar(s->b->arena, pair.dest->value, NODE_KEPT_NULL);
		return 0;
	}
	*out = pair.patch;
	return 0;
}

static int visit_map(struct smp *s, struct smp_pair pair, struct weir_yaml_node **out)
{
	enum smp_directive directive;
	int rc;

	if (node_is_null(pair.dest))
		return visit_missing(s, pair, out);
	*out = NULL;
	if (pair.patch && node_is_null(pair.patch))
		return 0;
	rc = smp_directive(s, pair.patch, &directive);
	if (rc || directive == SMP_DELETE)
		return rc;
	*out = directive == SMP_REPLACE ? pair.patch : pair.dest;
	return 0;
}

/* The schema that a comment behind the field gives, or behind its name; the object's before the patch's. */
static void find_commented(struct smp *s, const struct smp_pair *maps, const char *key, struct schema *schema)
{
	const struct weir_yaml_node *from[] = { maps->dest, maps->patch };
	size_t i, k;

	for (i = 0; i < 2; i++) {
		for (k = 0; from[i] && from[i]->kind == WEIR_YAML_MAP && k + 1 < from[i]->count; k += 2) {
			const struct weir_yaml_node *name = from[i]->items[k], *value = from[i]->items[k + 1];

			if (!node_has_text(name, key))
				continue;
			if ((value->comment && schema_of_comment(s->b, value->comment, schema)) ||
			    (name->comment && schema_of_comment(s->b, name->comment, schema)))
				return;
			break;
		}
	}
}

static int walk_field(struct smp *s, struct weir_yaml_node *map, struct smp_pair pair, const struct schema *schema,
		      const char *key)
{
	struct smp_pair values = { node_get(pair.dest, key), node_get(pair.patch, key) };
	struct schema field = { 0 };
	struct weir_yaml_node *value = NULL;
	int rc;

	if (!values.patch && !node_is_null(values.dest) && values.dest->kind == WEIR_YAML_SCALAR && *key) {
		node_protect(values.dest);
		return 0;
	}
	if (schema->known)
		field = schema_field(s->b, schema, key);
	if (s->commented)
		find_commented(s, &pair, key, &field);
	rc = smp_walk(s, values, &field, &value);
	if (rc)
		return rc;
	if (!*key)
		return build_fail(s->b, "a map with an empty key cannot be merged");
	if (value && value == values.dest && value->tag != WEIR_YAML_T_NULL) {
		node_protect(value);
		return 0;
	}
	node_set(s->b->arena, map, key, value);
	if (value && value->tag == NODE_KEPT_NULL)
		node_get(map, key)->tag = WEIR_YAML_T_NULL;
	return 0;
}

static int by_text(const void *a, const void *b)
{
	const char *x = (*(struct weir_yaml_node *const *)a)->value, *y = (*(struct weir_yaml_node *const *)b)->value;

	return strcmp(x ? x : "", y ? y : ""); /* a key that is no scalar has none */
}

/* Keys that stand twice are walked once. */
static size_t without_doubles(struct weir_yaml_node **keys, size_t count)
{
	size_t i, n = 0;

	if (count)
		qsort(keys, count, sizeof(*keys), by_text);
	for (i = 0; i < count; i++)
		if (!i || by_text(&keys[i], &keys[n - 1]) != 0)
			keys[n++] = keys[i];
	return n;
}

static int walk_map(struct smp *s, struct smp_pair pair, const struct schema *schema, struct weir_yaml_node **out)
{
	struct ptrs *stack = &s->b->walked_keys;
	size_t i, n, before = stack->count;
	struct weir_yaml_node *map;
	int rc = visit_map(s, pair, &map);

	*out = map;
	if (rc || !map || map->kind != WEIR_YAML_MAP)
		return rc;
	if (!pair.patch && !s->commented && smp_can_keep_map(map))
		return smp_keep_map(s, map, schema);
	pair.dest = map;
	for (i = 0; i + 1 < map->count; i += 2)
		ptrs_add(s->b->arena, stack, map->items[i]);
	for (i = 0; pair.patch && pair.patch != map && i + 1 < pair.patch->count; i += 2)
		ptrs_add(s->b->arena, stack, pair.patch->items[i]);
	n = without_doubles((struct weir_yaml_node **)stack->items + before, stack->count - before);
	stack->count = before + n;
	for (i = 0; rc == 0 && i < n; i++) {
		const struct weir_yaml_node *key = stack->items[before + i];

		rc = walk_field(s, map, pair, schema, key->value ? key->value : "");
	}
	stack->count = before;
	return rc;
}

/* ---- any node ---- */

static int wrong_kind(struct smp *s, const struct weir_yaml_node *dest, const struct weir_yaml_node *patch)
{
	return build_fail(s->b, "the patch has %s where the object has %s", node_kind_name(patch),
			  node_kind_name(dest));
}

/* An object inside that names its kind brings its own schema. */
static void find_schema(struct smp *s, const struct smp_pair *pair, struct schema *schema)
{
	const struct weir_yaml_node *sources[] = { pair->dest, pair->patch };
	size_t i;

	for (i = 0; i < 2 && !schema->known; i++) {
		const char *kind, *api;

		if (node_is_null(sources[i]) || sources[i]->kind != WEIR_YAML_MAP)
			continue;
		kind = node_text(node_get(sources[i], "kind"));
		api = node_text(node_get(sources[i], "apiVersion"));
		if (*kind && *api)
			*schema = schema_of_kind(s->b, api, kind);
	}
}

static bool all_named(const struct weir_yaml_node *list)
{
	size_t i;

	for (i = 0; i < list->count; i++)
		if (!node_get(list->items[i], "name"))
			return false;
	return true;
}

static bool merges(const struct smp *s, const struct smp_pair *pair, const struct schema *schema)
{
	if (schema->known)
		return schema->merge;
	return s->infer && ((!node_is_null(pair->dest) && all_named(pair->dest)) ||
			    (!node_is_null(pair->patch) && all_named(pair->patch)));
}

int smp_walk(struct smp *s, struct smp_pair pair, const struct schema *given, struct weir_yaml_node **out)
{
	struct weir_yaml_node *lead = !node_is_null(pair.dest)    ? pair.dest
				      : !node_is_null(pair.patch) ? pair.patch
								  : NULL;
	struct schema schema = *given;
	int rc;

	if (++s->depth > MAX_DEPTH)
		return build_fail(s->b, "nested too deeply");
	if (lead && lead == pair.dest && !node_is_null(pair.patch) && pair.patch->kind != lead->kind)
		return wrong_kind(s, pair.dest, pair.patch);
	if (!(s->commented && ((pair.dest && schema_of_comment(s->b, pair.dest->comment, &schema)) ||
			       (pair.patch && schema_of_comment(s->b, pair.patch->comment, &schema)))))
		find_schema(s, &pair, &schema);
	/* What is empty may look like what comes into it. */
	if (lead && lead == pair.dest && pair.patch && lead->kind != WEIR_YAML_SCALAR && !lead->count)
		lead->style = pair.patch->style;
	if (!lead || lead->kind == WEIR_YAML_MAP)
		rc = walk_map(s, pair, &schema, out);
	else if (lead->kind == WEIR_YAML_SEQ && merges(s, &pair, &schema))
		rc = smp_walk_list(s, pair, &schema, out);
	else
		rc = 0, *out = pair.patch ? pair.patch : pair.dest;
	s->depth--;
	return rc;
}

/* Is there a comment that may be a schema? Hardly ever: looked for once, not at every field. */
static bool has_schema_comment(const struct weir_yaml_node *n)
{
	size_t i;

	if (n->comment && strchr(n->comment, '{'))
		return true;
	for (i = 0; i < n->count; i++)
		if (has_schema_comment(n->items[i]))
			return true;
	return false;
}

int smp_merge(struct smp *s, struct weir_yaml_node *dest, struct weir_yaml_node *patch, struct weir_yaml_node **out)
{
	struct schema none = { 0 };

	s->commented = (dest && has_schema_comment(dest)) || (patch && has_schema_comment(patch));
	return smp_walk(s, (struct smp_pair){ dest, patch }, &none, out);
}
