/* SPDX-License-Identifier: Apache-2.0 */
/*
 * yaml_json.c - node trees to json_t, as sigs.k8s.io/yaml (mode V2) and kyaml (mode V3) convert.
 *
 * V2: keys of any scalar become strings, the last of equal keys counts, `<<` fills in where it
 * stands, timestamps stay as written.  V3: keys are strings, equal keys are an error, `<<` gives
 * way to every other key, timestamps become RFC 3339.  Both: no NaN and no infinity.
 */
#include <stdlib.h>
#include "yaml_json.h"

static json_t *convert(struct yaml_convert *c, const struct weir_yaml_node *node);
static json_t *map_of(struct yaml_convert *c, const struct weir_yaml_node *node);

static json_t *fail(struct yaml_convert *c, const struct weir_yaml_node *node, const char *why)
{
	yaml_fail_at(c->err, c->name, node, why);
	return NULL;
}

/* One value more, within the limits. */
static bool count_node(struct yaml_convert *c, const struct weir_yaml_node *node)
{
	c->nodes++;
	c->alias_nodes += c->alias_depth > 0;
	if (c->nodes > c->limits.max_nodes || weir_yaml_too_many_aliases(c->nodes, c->alias_nodes))
		return fail(c, node, "document contains excessive aliasing");
	if (c->depth > c->limits.max_depth)
		return fail(c, node, "nested too deeply");
	return true;
}

/* ---- merge keys ---- */

static bool is_merge(const struct weir_yaml_node *key)
{
	return key->kind == WEIR_YAML_SCALAR && key->tag == WEIR_YAML_T_MERGE;
}

/* The pairs of what is merged stand where `<<` stood: they are no level of their own. */
static json_t *merged_pairs(struct yaml_convert *c, const struct weir_yaml_node *value,
			    const struct weir_yaml_node *map)
{
	bool alias = value->kind == WEIR_YAML_ALIAS;
	json_t *out = NULL;

	c->alias_depth += alias;
	if (count_node(c, value)) {
		c->depth++;
		out = map_of(c, map);
		c->depth--;
	}
	c->alias_depth -= alias;
	return out;
}

static bool merge_map(struct yaml_convert *c, json_t *out, const struct weir_yaml_node *value)
{
	WEIR_CLEAN_JSON json_t *from = NULL;
	const struct weir_yaml_node *target = value;

	while (target->kind == WEIR_YAML_ALIAS)
		target = target->target;
	if (target->kind != WEIR_YAML_MAP)
		return fail(c, value, "map merge requires map or sequence of maps as the value");
	from = merged_pairs(c, value, target);
	if (!from)
		return false;
	if (c->mode == WEIR_YAML_V2)
		json_object_update(out, from);
	else
		json_object_update_missing(out, from);
	return true;
}

/* `<<: *a` or `<<: [*a, *b]`; of several the first that has a key gives its value. */
static bool merge(struct yaml_convert *c, json_t *out, const struct weir_yaml_node *value)
{
	bool backwards = c->mode == WEIR_YAML_V2;
	size_t i;

	if (value->kind != WEIR_YAML_SEQ)
		return merge_map(c, out, value);
	for (i = 0; i < value->count; i++)
		if (!merge_map(c, out, value->items[backwards ? value->count - 1 - i : i]))
			return false;
	return true;
}

/* ---- collections ---- */

static bool add_pair(struct yaml_convert *c, json_t *out, const struct weir_yaml_node *key,
		     const struct weir_yaml_node *value)
{
	struct yaml_key_text text;
	json_t *item;
	bool good = false;

	if (!yaml_key_json(c, key, c->levels == 1, &text))
		return false;
	if (c->mode == WEIR_YAML_V3 && json_object_getn(out, text.text, text.len)) {
		const struct weir_yaml_node *at = key->line ? key : value; /* a shared key knows no line */

		weir_fail(c->err, WEIR_E_INVALID, NULL, "%s:%u:%u: mapping key \"%.*s\" already defined", c->name,
			  at->line, at->column, (int)text.len, text.text);
	} else {
		item = convert(c, value);
		good = item && (text.skip || json_object_setn_new_nocheck(out, text.text, text.len, item) == 0);
		if (text.skip)
			json_decref(item);
	}
	free(text.owned);
	return good;
}

static json_t *map_of(struct yaml_convert *c, const struct weir_yaml_node *node)
{
	bool good = true, merges = false;
	json_t *out = json_object();
	size_t i;

	for (i = 0; good && i + 1 < node->count; i += 2) {
		if (!is_merge(node->items[i]))
			good = add_pair(c, out, node->items[i], node->items[i + 1]);
		else if (c->mode == WEIR_YAML_V2)
			good = merge(c, out, node->items[i + 1]);
		else if (merges)
			good = fail(c, node->items[i], "mapping key \"<<\" already defined");
		else
			merges = true;
	}
	for (i = 0; good && merges && i + 1 < node->count; i += 2)
		if (is_merge(node->items[i]))
			good = merge(c, out, node->items[i + 1]);
	if (good)
		return out;
	json_decref(out);
	return NULL;
}

static json_t *seq_of(struct yaml_convert *c, const struct weir_yaml_node *node)
{
	json_t *out = json_array(), *item;
	size_t i;

	for (i = 0; i < node->count; i++) {
		item = convert(c, node->items[i]);
		if (!item) {
			json_decref(out);
			return NULL;
		}
		json_array_append_new(out, item);
	}
	return out;
}

static json_t *alias_of(struct yaml_convert *c, const struct weir_yaml_node *node)
{
	json_t *out;

	c->alias_depth++;
	out = convert(c, node->target);
	c->alias_depth--;
	return out;
}

static json_t *collection_of(struct yaml_convert *c, const struct weir_yaml_node *node)
{
	bool flow = node->style == WEIR_YAML_FLOW;
	json_t *out;

	c->levels++;
	c->flow += flow;
	out = node->kind == WEIR_YAML_MAP ? map_of(c, node) : seq_of(c, node);
	c->flow -= flow;
	c->levels--;
	return out;
}

static json_t *convert(struct yaml_convert *c, const struct weir_yaml_node *node)
{
	json_t *out;

	if (!count_node(c, node))
		return NULL;
	if (node->kind == WEIR_YAML_SCALAR)
		return yaml_scalar_json(c, node);
	c->depth++;
	out = node->kind == WEIR_YAML_ALIAS ? alias_of(c, node) : collection_of(c, node);
	c->depth--;
	return out;
}

json_t *weir_yaml_node_json(const char *name, const struct weir_yaml_node *node, int mode,
			    const struct weir_yaml_limits *limits, struct weir_error *err)
{
	struct yaml_convert c = { .name = name, .mode = mode, .limits = yaml_limits(limits), .err = err };

	return node ? convert(&c, node) : json_null();
}

/* ---- whole texts ---- */

static json_t *all_json(const char *name, const struct weir_yaml_doc *docs, size_t count, int mode,
			struct weir_error *err)
{
	json_t *out = json_array(), *item;
	size_t i;

	for (i = 0; i < count; i++) {
		if (!docs[i].root)
			continue;
		item = weir_yaml_node_json(name, docs[i].root, mode, NULL, err);
		if (!item) {
			json_decref(out);
			return NULL;
		}
		json_array_append_new(out, item);
	}
	return out;
}

json_t *weir_yaml_load_all(const char *name, const char *text, size_t len, int mode, struct weir_error *err)
{
	struct weir_arena *arena = weir_arena_new();
	struct weir_yaml_doc *docs = NULL;
	size_t count = 0;
	json_t *out = NULL;

	if (weir_yaml_parse(arena, name, text, len, mode, NULL, &docs, &count, err) == 0)
		out = all_json(name, docs, count, mode, err);
	weir_arena_free(arena);
	return out;
}

/* v2 does not look at what follows the first document; v3 reads ahead, so all of it must be YAML. */
json_t *weir_yaml_load(const char *name, const char *text, size_t len, int mode, struct weir_error *err)
{
	struct weir_arena *arena = weir_arena_new();
	struct weir_yaml_doc *docs = NULL;
	size_t count = 0;
	json_t *out = NULL;

	if (yaml_parse_documents(arena, name, text, len, mode, NULL, mode == WEIR_YAML_V2 ? 1 : SIZE_MAX, &docs, &count,
				 err) == 0)
		out = weir_yaml_node_json(name, count ? docs[0].root : NULL, mode, NULL, err);
	weir_arena_free(arena);
	return out;
}
