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

/* All values become texts, as they do when the original writes the map anew. */
static void finish_values(struct weir_yaml_node *map)
{
	size_t i, n = 0;

	for (i = 0; i + 1 < map->count; i += 2) {
		struct weir_yaml_node *value = map->items[i + 1];

		if (is_own_mark(map->items[i]->value ? map->items[i]->value : ""))
			continue;
		if (value->kind != WEIR_YAML_SCALAR || value->tag != WEIR_YAML_T_STR) {
			struct weir_yaml_node *text = value;

			if (value->kind != WEIR_YAML_SCALAR || !value->value) {
				text->value = "";
				text->len = 0;
				text->count = 0;
				text->kind = WEIR_YAML_SCALAR;
			}
			text->tag = WEIR_YAML_T_STR;
		}
		map->items[n++] = map->items[i];
		map->items[n++] = value;
	}
	map->count = n;
}

static void finish_one(struct build *b, struct resource *r)
{
	struct weir_yaml_node *metadata = node_get(r->node, "metadata"), *map;
	bool origins = str_in(b->build_metadata, "originAnnotations") && r->origin;
	bool transformed = str_in(b->build_metadata, "transformerAnnotations") && r->transformations.count;

	if (!metadata || metadata->kind != WEIR_YAML_MAP) {
		if (!origins && !transformed)
			return;
		node_clear(r->node, "metadata");
		metadata = node_make_map(b->arena, r->node, "metadata");
	}
	map = node_get(metadata, "annotations");
	if (map && map->kind == WEIR_YAML_MAP)
		finish_values(map);
	if (map && (map->kind != WEIR_YAML_MAP || !map->count)) {
		node_clear(metadata, "annotations");
		map = NULL;
	}
	if (!origins && !transformed)
		return;
	map = node_make_map(b->arena, metadata, "annotations");
	if (origins)
		node_set_string(b->arena, map, ORIGIN_ANNOTATION, r->origin);
	if (transformed)
		node_set_string(b->arena, map, TRANSFORMED_ANNOTATION, origin_transformations(b, r));
}

int output_finish(struct build *b, struct resmap *m)
{
	size_t i;

	for (i = 0; i < m->list.count; i++)
		finish_one(b, RESMAP_AT(m, i));
	return 0;
}

json_t *output_json(struct build *b, struct resource *r)
{
	return node_json(resource_text(b, r), r->node, b->err);
}

int output_resource(struct build *b, struct resource *r, struct weir_strbuf *out)
{
	WEIR_CLEAN_JSON json_t *j = output_json(b, r);

	if (!j)
		return WEIR_E_INVALID;
	if (weir_yaml_dump(out, j, b->err))
		return build_fail_in(b, "%s", resource_text(b, r));
	return 0;
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
