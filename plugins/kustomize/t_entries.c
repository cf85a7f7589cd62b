/* SPDX-License-Identifier: Apache-2.0 */
/* t_entries.c - `labels`, `commonLabels`, `commonAnnotations`: entries into maps. */
#include "transform.h"

#include <stdlib.h>

struct entry {
	const char *key;
	struct weir_yaml_node *value; /* one node for all places of one object */
};

/* The original hangs the entry below the null, and finds it there when it writes the annotations anew. */
static void hide_entry(struct build *b, struct weir_yaml_node *field, const struct entry *e)
{
	struct weir_yaml_node shown;
	struct weir_yaml_node *old = node_get(node_shown(field, &shown), e->key);

	if (old)
		*old = *e->value;
	else
		node_add_pair(b->arena, field, e->key, e->value);
}

static int set_entry(struct build *b, struct weir_yaml_node *field, void *arg)
{
	const struct entry *e = arg;

	if (node_is_null(field)) {
		hide_entry(b, field, e);
		return 0;
	}
	if (field->kind != WEIR_YAML_MAP)
		return build_fail(b, "cannot set \"%s\" in %s, it needs a map", e->key, node_kind_name(field));
	node_set(b->arena, field, e->key, e->value);
	return 0;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char **sorted_keys(struct build *b, const json_t *map)
{
	const char **keys = weir_arena_alloc(b->arena, (json_object_size(map) + 1) * sizeof(*keys));
	const char *key;
	json_t *value;
	size_t n = 0;

	json_object_foreach((json_t *)map, key, value)
		keys[n++] = key;
	qsort(keys, n, sizeof(*keys), by_text);
	return keys;
}

int transform_entries(struct build *b, struct resmap *m, const json_t *entries, const struct ptrs *specs)
{
	const char **keys = sorted_keys(b, entries), **key;
	size_t i, k;
	int rc = 0;

	for (i = 0; rc == 0 && i < m->list.count; i++)
		for (key = keys; rc == 0 && *key; key++) {
			const char *text = json_string_value(json_object_get(entries, *key));
			struct resource *r = RESMAP_AT(m, i);
			struct entry e = { *key, node_scalar(b->arena, text, WEIR_YAML_T_STR) };
			struct fieldspec_walk walk = { set_entry, &e, WEIR_YAML_MAP, WEIR_YAML_T_MAP };
			const struct gvk *gvk = resource_gvk(b, r);

			for (k = 0; rc == 0 && k < specs->count; k++)
				rc = fieldspec_apply(b, specs->items[k], gvk, r->node, &walk);
		}
	return rc;
}
