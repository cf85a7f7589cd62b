/* SPDX-License-Identifier: Apache-2.0 */
/* output.c - the end of a build: marks removed, documents written. */
#include "output.h"

#include "origin.h"

/* What kustomize keeps in annotations while it works; other internal.config ones are not its own. */
static const char *const own_marks[] = {
	"internal.config.kubernetes.io/previousKinds",
	"internal.config.kubernetes.io/previousNames",
	"internal.config.kubernetes.io/prefixes",
	"internal.config.kubernetes.io/suffixes",
	"internal.config.kubernetes.io/previousNamespaces",
	"internal.config.kubernetes.io/allowNameChange",
	"internal.config.kubernetes.io/allowKindChange",
	"internal.config.kubernetes.io/refBy",
	"internal.config.kubernetes.io/generatorBehavior",
	"internal.config.kubernetes.io/needsHashSuffix",
	"internal.config.kubernetes.io/path",
	"internal.config.kubernetes.io/index",
	"internal.config.kubernetes.io/seqindent",
	"internal.config.kubernetes.io/id",
	"internal.config.kubernetes.io/annotations-migration-resource-id",
	"internal.config.kubernetes.io/helm-generated",
	"config.kubernetes.io/path",
	"config.kubernetes.io/index",
	"config.k8s.io/id",
	ORIGIN_ANNOTATION,
	TRANSFORMED_ANNOTATION,
	NULL,
};

static bool is_own_mark(const char *key)
{
	return strstr(key, "config.k") && str_in(own_marks, key);
}

/*
 * The original reads the annotations and writes them anew as texts: the first field of that name counts
 * and goes, a second one stays and is written over, a list counts as keys and values by turns.
 */
static int rewrite(struct build *b, struct resource *r, struct weir_yaml_node *metadata)
{
	struct weir_yaml_node *old = node_get(metadata, "annotations"), *map;
	struct weir_yaml_node *texts = node_map(b->arena);
	bool hidden;
	size_t i;

	if (!old)
		return 0;
	hidden = node_hides_entries(old);
	if (old->kind != WEIR_YAML_SCALAR && old->count % 2)
		return build_fail(b, "%s: metadata.annotations is a list", resource_text(b, r));
	for (i = 0; (old->kind != WEIR_YAML_SCALAR || hidden) && i + 1 < old->count; i += 2) {
		const char *key = old->items[i]->value, *value = old->items[i + 1]->value;

		if (!is_own_mark(key ? key : ""))
			node_set_string(b->arena, texts, key ? key : "", value ? value : "");
	}
	node_clear(metadata, "annotations");
	if (!texts->count)
		return 0;
	map = node_get(metadata, "annotations");
	if (!map || node_is_null(map)) {
		node_clear(metadata, "annotations");
		node_add_pair(b->arena, metadata, "annotations", texts);
		return 0;
	}
	for (i = 0; map->kind == WEIR_YAML_MAP && i < texts->count; i += 2)
		node_set(b->arena, map, texts->items[i]->value, texts->items[i + 1]);
	return 0;
}

static int finish_one(struct build *b, struct resource *r)
{
	struct weir_yaml_node *metadata = node_get(r->node, "metadata"), *map;
	bool keep_origins = str_in(b->build_metadata, "originAnnotations");
	bool keep_transformations = str_in(b->build_metadata, "transformerAnnotations");
	bool origins = keep_origins && r->origin, transformed = keep_transformations && r->transformations.count;
	int i, rc = 0;

	if (!metadata) /* whoever writes annotations, even none, makes it */
		metadata = node_make_map(b->arena, r->node, "metadata");
	if (node_is_null(metadata) && !origins && !transformed)
		return 0;
	if (metadata->kind != WEIR_YAML_MAP)
		return build_fail(b, "%s: metadata is no map", resource_text(b, r));
	/* Once for the marks, and for each kind of note that is not wanted. */
	for (i = 0; rc == 0 && i < 3 - keep_origins - keep_transformations; i++)
		rc = rewrite(b, r, metadata);
	if (rc || (!origins && !transformed))
		return rc;
	map = node_make_map(b->arena, metadata, "annotations");
	if (origins)
		node_set_string(b->arena, map, ORIGIN_ANNOTATION, r->origin);
	if (transformed)
		node_set_string(b->arena, map, TRANSFORMED_ANNOTATION, origin_transformations(b, r));
	return 0;
}

int output_finish(struct build *b, struct resmap *m)
{
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < m->list.count; i++)
		rc = finish_one(b, RESMAP_AT(m, i));
	return rc;
}

json_t *output_json(struct build *b, struct resource *r)
{
	return node_json(resource_text(b, r), r->node, b->err);
}

int output_resource(struct build *b, struct resource *r, struct weir_strbuf *out)
{
	const char *name = resource_text(b, r);

	if (node_settle(r->node, b->err))
		return WEIR_E_INVALID;
	return weir_yaml_dump_node(out, name, r->node, NULL, b->err) ? build_fail_in(b, "%s", name) : 0;
}

int output_all(struct build *b, struct resmap *m, struct weir_strbuf *out)
{
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < m->list.count; i++) {
		if (i)
			weir_strbuf_adds(out, "---\n");
		rc = output_resource(b, RESMAP_AT(m, i), out);
	}
	return rc;
}
