/* SPDX-License-Identifier: Apache-2.0 */
/* resource.c - names and ids of one object, now and before. */
#include "resource.h"

struct resource *resource_new(struct build *b, struct weir_yaml_node *node)
{
	struct resource *r = weir_arena_alloc(b->arena, sizeof(*r));

	r->node = node;
	return r;
}

struct resource *resource_copy(struct build *b, const struct resource *r)
{
	struct resource *copy = weir_arena_alloc(b->arena, sizeof(*copy));

	*copy = *r;
	copy->node = node_copy(b->arena, r->node);
	/* Shared arrays are grown by copying. */
	copy->past_capacity = copy->past_count;
	copy->prefixes.capacity = copy->prefixes.count;
	copy->suffixes.capacity = copy->suffixes.count;
	copy->vars.capacity = copy->vars.count;
	copy->transformations.capacity = copy->transformations.count;
	copy->cached_api = NULL;
	return copy;
}

bool resource_empty(const struct resource *r)
{
	return node_is_nil_or_empty(r->node);
}

static const char *field_text(const struct weir_yaml_node *map, const char *key)
{
	const struct weir_yaml_node *n = node_get(map, key);

	return n && n->value ? n->value : "";
}

const char *resource_kind(const struct resource *r)
{
	return field_text(r->node, "kind");
}

const char *resource_api_version(const struct resource *r)
{
	return field_text(r->node, "apiVersion");
}

struct weir_yaml_node *resource_metadata(const struct resource *r)
{
	struct weir_yaml_node *n = node_get(r->node, "metadata");

	return node_is_nil_or_empty(n) ? NULL : n;
}

static const char *metadata_text(const struct resource *r, const char *key)
{
	const struct weir_yaml_node *n = node_get(resource_metadata(r), key);

	return node_is_nil_or_empty(n) || !n->value ? "" : n->value;
}

const char *resource_name(const struct resource *r)
{
	return metadata_text(r, "name");
}

const char *resource_namespace(const struct resource *r)
{
	return metadata_text(r, "namespace");
}

const struct gvk *resource_gvk(struct build *b, struct resource *r)
{
	const char *api = resource_api_version(r), *kind = resource_kind(r);

	if (r->cached_api != api || r->cached_kind != kind || r->cached_scopes != b->scopes) {
		r->cached = gvk_of(b, api, kind, true);
		r->cached_api = api;
		r->cached_kind = kind;
		r->cached_scopes = b->scopes;
	}
	return &r->cached;
}

struct resid resource_id(struct build *b, struct resource *r)
{
	return (struct resid){ *resource_gvk(b, r), resource_name(r), resource_namespace(r) };
}

struct resid resource_past_id(struct build *b, struct resource *r, size_t i)
{
	struct resid id = { *resource_gvk(b, r), r->past[i].name, r->past[i].ns };

	id.gvk.kind = r->past[i].kind;
	id.gvk.cluster = false; /* its namespace is the effective one already */
	return id;
}

struct resid resource_first_id(struct build *b, struct resource *r)
{
	return r->past_count ? resource_past_id(b, r, 0) : resource_id(b, r);
}

static size_t commas(const char *text)
{
	size_t n = 0;

	for (; *text; text++)
		n += *text == ',';
	return n;
}

void resource_remember_id(struct build *b, struct resource *r)
{
	struct resid id = resource_id(b, r);
	struct past *past;

	if (!*id.name && !*id.gvk.kind)
		return;
	if (r->past_count == r->past_capacity) {
		r->past_capacity = r->past_capacity ? r->past_capacity * 2 : 4;
		past = weir_arena_alloc(b->arena, r->past_capacity * sizeof(*past));
		if (r->past_count)
			memcpy(past, r->past, r->past_count * sizeof(*past));
		r->past = past;
	}
	r->past[r->past_count++] = (struct past){ id.name, resid_namespace(&id), id.gvk.kind };
	resource_mark(b, r);
	/* The original keeps them as lists with commas and stops when those do not fit together. */
	if (commas(id.name) != commas(resid_namespace(&id)) || commas(id.name) != commas(id.gvk.kind))
		b->broken_id = resource_text(b, r);
}

const char *resource_text(struct build *b, struct resource *r)
{
	const char *ns = resource_namespace(r);

	return text_join(b->arena, resource_kind(r), " ", ns, *ns ? "/" : "", resource_name(r), NULL);
}

bool resource_is_marked(const struct resource *r)
{
	return r->past_count || r->prefixes.count || r->suffixes.count || r->generated || r->needs_hash || r->origin;
}

/* ---- changing ---- */

static struct weir_yaml_node *make_metadata(struct build *b, struct resource *r)
{
	struct weir_yaml_node *n = node_make_map(b->arena, r->node, "metadata");

	if (n->kind != WEIR_YAML_MAP)
		*n = *node_map(b->arena);
	return n;
}

/* The first field of that name with nothing in it goes, behind a full one of the same name too. */
static void drop_empty(struct weir_yaml_node *map, const char *key)
{
	size_t i;

	for (i = 0; map && map->kind == WEIR_YAML_MAP && i + 1 < map->count; i += 2) {
		if (!node_has_text(map->items[i], key) || map->items[i + 1]->count)
			continue;
		memmove(map->items + i, map->items + i + 2, (map->count - i - 2) * sizeof(struct weir_yaml_node *));
		map->count -= 2;
		return;
	}
}

void resource_mark(struct build *b, struct resource *r)
{
	struct weir_yaml_node *metadata, *annotations;

	drop_empty(node_get(r->node, "metadata"), "annotations");
	drop_empty(r->node, "metadata");
	metadata = make_metadata(b, r);
	annotations = node_get(metadata, "annotations");
	if (annotations && annotations->kind == WEIR_YAML_MAP)
		return;
	if (node_hides_entries(annotations)) /* the mark is hung below the null too */
		return;
	node_clear(metadata, "annotations");
	node_add_pair(b->arena, metadata, "annotations", node_map(b->arena));
}

void resource_set_name(struct build *b, struct resource *r, const char *name)
{
	node_set_text(b->arena, make_metadata(b, r), "name", name);
}

void resource_set_namespace(struct build *b, struct resource *r, const char *ns)
{
	struct weir_yaml_node *metadata = node_get(r->node, "metadata");

	if (*ns)
		node_set_text(b->arena, make_metadata(b, r), "namespace", ns);
	else if (metadata && metadata->kind == WEIR_YAML_MAP)
		node_clear(metadata, "namespace");
}

void resource_set_kind(struct build *b, struct resource *r, const char *kind)
{
	node_set_text(b->arena, r->node, "kind", kind);
}

/* ---- labels and annotations ---- */

struct weir_yaml_node *resource_annotations(const struct resource *r)
{
	return node_get(resource_metadata(r), "annotations");
}

struct weir_yaml_node *resource_labels(const struct resource *r)
{
	return node_get(resource_metadata(r), "labels");
}

const char *resource_annotation(const struct resource *r, const char *key)
{
	struct weir_yaml_node shown;
	const struct weir_yaml_node *n = node_get(node_shown(resource_annotations(r), &shown), key);

	return n ? (n->value ? n->value : "") : NULL;
}

static void add_strings(struct build *b, struct weir_yaml_node *out, const struct weir_yaml_node *from)
{
	size_t i;

	if (!from || (from->kind != WEIR_YAML_MAP && !node_hides_entries(from)))
		return;
	for (i = 0; i + 1 < from->count; i += 2) {
		const char *value = from->items[i + 1]->value;

		node_set_string(b->arena, out, from->items[i]->value, value ? value : "");
	}
}

void resource_merge_strings(struct build *b, struct resource *r, const char *field, const struct weir_yaml_node *under,
			    const struct weir_yaml_node *over)
{
	struct weir_yaml_node *out = node_map(b->arena), *metadata = make_metadata(b, r);

	add_strings(b, out, under);
	add_strings(b, out, over);
	node_clear(metadata, field);
	if (out->count || (strcmp(field, "annotations") == 0 && resource_is_marked(r)))
		node_add_pair(b->arena, metadata, field, out);
}

void resource_take_metadata(struct build *b, struct resource *r, struct resource *old)
{
	/* The marks are the old one's, and annotations without any are none. */
	r->past = old->past;
	r->past_count = r->past_capacity = old->past_count;
	r->prefixes = old->prefixes;
	r->suffixes = old->suffixes;
	r->vars = old->vars;
	r->behavior = old->behavior;
	r->generated = old->generated;
	r->allow_name_change = old->allow_name_change;
	r->allow_kind_change = old->allow_kind_change;
	r->needs_hash &= old->needs_hash;
	r->helm = old->helm;
	if (!r->origin)
		r->origin = old->origin;
	if (!r->transformations.count)
		r->transformations = old->transformations;
	resource_merge_strings(b, r, "labels", resource_labels(old), resource_labels(r));
	resource_merge_strings(b, r, "annotations", resource_annotations(old), resource_annotations(r));
	resource_set_name(b, r, resource_name(old));
	resource_set_namespace(b, r, resource_namespace(old));
}
