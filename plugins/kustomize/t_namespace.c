/* SPDX-License-Identifier: Apache-2.0 */
/* t_namespace.c - `namespace`: metadata, the Namespace itself, subjects of bindings, services. */
#include "transform.h"

struct setter {
	const char *ns;
	bool unset_only;
};

static int set_namespace(struct build *b, struct weir_yaml_node *field, void *arg)
{
	const struct setter *s = arg;

	if (!node_is_null(field) && field->kind != WEIR_YAML_SCALAR)
		return build_fail(b, "namespace field specs must target scalar nodes, not %s", node_kind_name(field));
	if (s->unset_only && *node_text(field))
		return 0;
	node_set_scalar(field, node_scalar(b->arena, s->ns, WEIR_YAML_T_STR));
	return 0;
}

static int set_metadata(struct build *b, struct resource *r, struct setter *s)
{
	struct fieldspec_walk walk = { set_namespace, s, WEIR_YAML_SCALAR, NODE_UNTAGGED };
	struct fieldspec *spec;

	if (resource_gvk(b, r)->cluster)
		return 0;
	spec = fieldspec_new(b, (struct gvk){ "", "", "", false }, "metadata/namespace", true);
	return fieldspec_apply(b, spec, resource_gvk(b, r), r->node, &walk);
}

static bool is_binding(const char *kind)
{
	return strcmp(kind, "RoleBinding") == 0 || strcmp(kind, "ClusterRoleBinding") == 0;
}

static int set_subject(struct build *b, struct weir_yaml_node *subject, enum subjects subjects, struct setter *s)
{
	const char *key = subjects == SUBJECTS_DEFAULT ? "name" : "kind";
	const char *want = subjects == SUBJECTS_DEFAULT ? "default" : "ServiceAccount";
	struct weir_yaml_node *field;

	if (node_is_null(subject))
		return 0;
	if (subject->kind != WEIR_YAML_MAP)
		return build_fail(b, "a subject of a binding must be a map");
	field = node_get(subject, key);
	if (!node_is_null(field) && field->kind != WEIR_YAML_SCALAR)
		return build_fail(b, "%s of a subject of a binding must be a text, not %s", key, node_kind_name(field));
	if (!field || strcmp(node_text(field), want) != 0)
		return 0;
	field = node_get(subject, "namespace");
	if (!field) {
		field = node_scalar(b->arena, "", NODE_UNTAGGED);
		node_add_pair(b->arena, subject, "namespace", field);
	}
	return set_namespace(b, field, s);
}

static int set_subjects(struct build *b, struct resource *r, enum subjects mode, struct setter *s)
{
	struct weir_yaml_node *subjects = node_get(r->node, "subjects");
	size_t i;
	int rc = 0;

	if (mode == SUBJECTS_NONE || node_is_null(subjects))
		return 0;
	if (subjects->kind != WEIR_YAML_SEQ)
		return build_fail(b, "%s: subjects must be a list", resource_text(b, r));
	for (i = 0; rc == 0 && i < subjects->count; i++)
		rc = set_subject(b, subjects->items[i], mode, s);
	return rc;
}

/* metadata/namespace is done apart, metadata/name is for the core group's Namespace alone. */
static bool is_needed(const struct fieldspec *f, const struct resource *r, bool binding)
{
	if (strcmp(f->path, "metadata/namespace") == 0)
		return false;
	if (strcmp(f->path, "metadata/name") == 0)
		return strcmp(resource_api_version(r), "v1") == 0;
	return !(binding && is_binding(f->gvk.kind) && strcmp(f->path, "subjects/namespace") == 0);
}

static int apply(struct build *b, struct resource *r, struct setter *s, const struct ptrs *specs,
		 enum subjects subjects)
{
	struct fieldspec_walk walk = { set_namespace, s, WEIR_YAML_SCALAR, WEIR_YAML_T_STR };
	bool binding = is_binding(resource_kind(r));
	int rc = set_metadata(b, r, s);
	size_t i;

	if (rc == 0 && binding)
		rc = set_subjects(b, r, subjects, s);
	for (i = 0; rc == 0 && specs && i < specs->count; i++)
		if (is_needed(specs->items[i], r, binding))
			rc = fieldspec_apply(b, specs->items[i], resource_gvk(b, r), r->node, &walk);
	return rc;
}

int namespace_apply(struct build *b, struct resource *r, const char *ns)
{
	struct setter s = { ns, false };

	return apply(b, r, &s, NULL, SUBJECTS_DEFAULT);
}

static int check_conflicts(struct build *b, struct resmap *m)
{
	struct resource *two[2];
	size_t i;

	for (i = 0; i < m->list.count; i++) {
		struct resid id;

		if (resource_empty(RESMAP_AT(m, i)) || RESMAP_AT(m, i)->helm)
			continue;
		id = resource_id(b, RESMAP_AT(m, i));
		if (resmap_find_current(b, m, &id, two, 2) > 1)
			return build_fail(b, "namespace transformation produces ID conflict: %s twice",
					  resid_text(b->arena, &id));
	}
	return 0;
}

int transform_namespace(struct build *b, struct resmap *m, const char *ns, const struct ptrs *specs, bool unset_only,
			enum subjects subjects)
{
	struct setter s = { ns, unset_only };
	size_t i;
	int rc = 0;

	if (!*ns)
		return 0;
	for (i = 0; rc == 0 && i < m->list.count; i++) {
		struct resource *r = RESMAP_AT(m, i);

		if (resource_empty(r) || r->helm)
			continue;
		resource_remember_id(b, r);
		rc = apply(b, r, &s, specs, subjects);
	}
	resmap_touch(m);
	return rc ? rc : check_conflicts(b, m);
}
