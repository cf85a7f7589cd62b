/* SPDX-License-Identifier: Apache-2.0 */
/* t_replicas.c - `replicas`: counts by name, former names too. */
#include "transform.h"

static int set_count(struct build *b, struct weir_yaml_node *field, void *arg)
{
	if (!node_is_null(field) && field->kind != WEIR_YAML_SCALAR)
		return build_fail(b, "a replica count must be a scalar, not %s", node_kind_name(field));
	node_set_scalar(field, node_scalar(b->arena, arg, WEIR_YAML_T_INT));
	return 0;
}

static bool matches(struct build *b, struct resource *r, const char *name, const struct gvk *selector)
{
	struct resid id = resource_id(b, r);
	size_t i;

	if (resource_empty(r))
		return false;
	if (strcmp(id.name, name) == 0 && gvk_selected(&id.gvk, selector))
		return true;
	for (i = 0; i < r->past_count; i++) {
		id = resource_past_id(b, r, i);
		if (strcmp(id.name, name) == 0 && gvk_selected(&id.gvk, selector))
			return true;
	}
	return false;
}

int transform_replica(struct build *b, struct resmap *m, const json_t *replica, const struct ptrs *specs)
{
	const char *name = weir_get_str_or(replica, "name", "");
	char *count = weir_arena_printf(b->arena, "%lld", (long long)weir_get_int(replica, "count", 0));
	struct fieldspec_walk walk = { set_count, count, WEIR_YAML_SCALAR, WEIR_YAML_T_INT };
	bool found = false;
	size_t i, k;
	int rc = 0;

	for (k = 0; rc == 0 && k < specs->count; k++) {
		struct fieldspec *f = specs->items[k];

		for (i = 0; rc == 0 && i < m->list.count; i++) {
			struct resource *r = RESMAP_AT(m, i);

			if (!matches(b, r, name, &f->gvk))
				continue;
			found = true;
			rc = fieldspec_apply(b, f, resource_gvk(b, r), r->node, &walk);
		}
	}
	if (rc == 0 && !found)
		return build_fail(b, "replicas: no resource with name %s of a kind that has replicas", name);
	return rc;
}
