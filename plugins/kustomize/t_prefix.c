/* SPDX-License-Identifier: Apache-2.0 */
/* t_prefix.c - `namePrefix` and `nameSuffix`. */
#include "transform.h"

struct affix {
	const char *text;
	bool before;
};

static const struct gvk skipped[] = {
	{ "", "", "CustomResourceDefinition", false },
	{ "apiregistration.k8s.io", "", "APIService", false },
	{ "", "", "Namespace", false },
};

static bool is_skipped(const struct gvk *gvk)
{
	size_t i;

	for (i = 0; i < sizeof(skipped) / sizeof(skipped[0]); i++)
		if (gvk_selected(gvk, &skipped[i]))
			return true;
	return false;
}

static int rename_field(struct build *b, struct weir_yaml_node *field, void *arg)
{
	const struct affix *a = arg;
	const char *old = field->value ? field->value : "", *text;

	if (!node_is_null(field) && field->kind != WEIR_YAML_SCALAR)
		return build_fail(b, "a name must be a scalar, not %s", node_kind_name(field));
	text = text_join(b->arena, a->before ? a->text : old, a->before ? old : a->text, NULL);
	node_set_scalar_text(field, text);
	return 0;
}

static int affix_one(struct build *b, struct resource *r, struct affix *a, const struct ptrs *specs)
{
	struct fieldspec_walk walk = { rename_field, a, WEIR_YAML_SCALAR, WEIR_YAML_T_STR };
	struct resid id = resource_first_id(b, r);
	size_t i;
	int rc = 0;

	if (is_skipped(&id.gvk))
		return 0;
	for (i = 0; rc == 0 && i < specs->count; i++) {
		struct fieldspec *f = specs->items[i];

		if (!gvk_selected(&id.gvk, &f->gvk))
			continue;
		if (strcmp(f->path, "metadata/name") == 0 && *a->text) {
			ptrs_add(b->arena, a->before ? &r->prefixes : &r->suffixes, (void *)a->text);
			resource_remember_id(b, r);
		}
		rc = fieldspec_apply(b, f, resource_gvk(b, r), r->node, &walk);
	}
	return rc;
}

static int affix_all(struct build *b, struct resmap *m, struct affix *a, const struct ptrs *specs)
{
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < m->list.count; i++)
		rc = affix_one(b, RESMAP_AT(m, i), a, specs);
	resmap_touch(m);
	return rc;
}

int transform_prefix(struct build *b, struct resmap *m, const char *prefix, const struct ptrs *specs)
{
	struct affix a = { prefix, true };

	return affix_all(b, m, &a, specs);
}

int transform_suffix(struct build *b, struct resmap *m, const char *suffix, const struct ptrs *specs)
{
	struct affix a = { suffix, false };

	return affix_all(b, m, &a, specs);
}
