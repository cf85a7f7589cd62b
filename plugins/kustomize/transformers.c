/* SPDX-License-Identifier: Apache-2.0 */
/* transformers.c - the fields of a kustomization file that change resources, in the order in which they do. */
#include "accumulate.h"
#include "transform.h"

struct run {
	struct build *b;
	struct target *t;
	struct accumulator *acc;
};

/* After each transformer: a note for buildMetadata, and what it deleted goes. */
static int settle(struct run *r, int rc, const char *kind)
{
	struct build *b = r->b;

	if (rc)
		return build_fail_in(b, "%s", loader_name(b, r->t->ldr, r->t->file_name));
	if (b->track_origin)
		rc = origin_add_transformation(
			b, r->acc->m, origin_configured(b, &r->t->origin, r->t->file_name, "builtin", kind, "", ""));
	if (rc)
		return rc;
	resmap_drop_empty(r->acc->m);
	return 0;
}

static const struct ptrs *specs(const struct run *r, enum specs list)
{
	return &r->acc->config->lists[list];
}

static int run_merges(struct run *r, const json_t *v)
{
	if (!json_array_size(v))
		return 0;
	return settle(r, transform_merge(r->b, r->t->ldr, r->acc->m, v, NULL), "PatchStrategicMergeTransformer");
}

static int run_patches(struct run *r, const json_t *v)
{
	const json_t *patch;
	size_t i;
	int rc;

	json_array_foreach(v, i, patch) {
		rc = settle(r, transform_patch(r->b, r->t->ldr, r->acc->m, patch), "PatchTransformer");
		if (rc)
			return rc;
	}
	return 0;
}

static int run_namespace(struct run *r, const json_t *v)
{
	const char *ns = json_string_value(v);

	if (!ns || !*ns)
		return 0;
	return settle(r, transform_namespace(r->b, r->acc->m, ns, specs(r, SPECS_NAMESPACE), false, SUBJECTS_DEFAULT),
		      "NamespaceTransformer");
}

static int run_prefix(struct run *r, const json_t *v)
{
	const char *text = json_string_value(v);

	if (!text || !*text)
		return 0;
	return settle(r, transform_prefix(r->b, r->acc->m, text, specs(r, SPECS_NAMEPREFIX)), "PrefixTransformer");
}

static int run_suffix(struct run *r, const json_t *v)
{
	const char *text = json_string_value(v);

	if (!text || !*text)
		return 0;
	return settle(r, transform_suffix(r->b, r->acc->m, text, specs(r, SPECS_NAMESUFFIX)), "SuffixTransformer");
}

static int label_specs(struct run *r, const json_t *label, struct ptrs *out)
{
	struct build *b = r->b;
	int rc;

	specs_of_json(b, json_object_get(label, "fields"), out);
	rc = specs_merge(b, out, specs(r, SPECS_LABELS));
	if (rc)
		return rc;
	if (weir_get_bool(label, "includeSelectors", false))
		return specs_merge(b, out, specs(r, SPECS_COMMONLABELS));
	if (weir_get_bool(label, "includeTemplates", false))
		rc = specs_merge(b, out, specs(r, SPECS_TEMPLATELABELS));
	if (rc)
		return rc;
	return specs_merge_one(b, out, fieldspec_new(b, (struct gvk){ "", "", "", false }, "metadata/labels", true));
}

static int run_labels(struct run *r, const json_t *v)
{
	const json_t *common = json_object_get(r->t->file, "commonLabels"), *label;
	size_t i;
	int rc;

	if (!json_array_size(v) && !json_object_size(common))
		return 0;
	json_array_foreach(v, i, label) {
		struct ptrs list = { 0 };

		rc = label_specs(r, label, &list);
		if (rc == 0)
			rc = transform_entries(r->b, r->acc->m, json_object_get(label, "pairs"), &list);
		rc = settle(r, rc, "LabelTransformer");
		if (rc)
			return rc;
	}
	rc = transform_entries(r->b, r->acc->m, common, specs(r, SPECS_COMMONLABELS));
	return settle(r, rc, "LabelTransformer");
}

static int run_annotations(struct run *r, const json_t *v)
{
	if (!json_object_size(v))
		return 0;
	return settle(r, transform_entries(r->b, r->acc->m, v, specs(r, SPECS_COMMONANNOTATIONS)),
		      "AnnotationsTransformer");
}

static int run_json(struct run *r, const json_t *v)
{
	const json_t *patch;
	size_t i;
	int rc;

	json_array_foreach(v, i, patch) {
		rc = settle(r,
			    transform_json(r->b, r->t->ldr, r->acc->m, json_object_get(patch, "target"),
					   weir_get_str_or(patch, "path", ""), weir_get_str_or(patch, "patch", "")),
			    "PatchJson6902Transformer");
		if (rc)
			return rc;
	}
	return 0;
}

static int run_replicas(struct run *r, const json_t *v)
{
	const json_t *replica;
	size_t i;
	int rc;

	json_array_foreach(v, i, replica) {
		rc = settle(r, transform_replica(r->b, r->acc->m, replica, specs(r, SPECS_REPLICAS)),
			    "ReplicaCountTransformer");
		if (rc)
			return rc;
	}
	return 0;
}

static int run_images(struct run *r, const json_t *v)
{
	size_t n = json_array_size(v), i;
	int rc = n ? transform_images(r->b, r->acc->m, v, specs(r, SPECS_IMAGES)) : 0;

	for (i = 0; i < (n && rc ? 1 : n); i++)
		rc = settle(r, rc, "ImageTagTransformer");
	return rc;
}

static int run_replacements(struct run *r, const json_t *v)
{
	if (!json_array_size(v))
		return 0;
	return settle(r, transform_replacements(r->b, r->t->ldr, r->acc->m, v), "ReplacementTransformer");
}

static const struct {
	const char *field;
	int (*run)(struct run *r, const json_t *value);
} steps[] = {
	{ "patchesStrategicMerge", run_merges },
	{ "patches", run_patches },
	{ "namespace", run_namespace },
	{ "namePrefix", run_prefix },
	{ "nameSuffix", run_suffix },
	{ "labels", run_labels },
	{ "commonAnnotations", run_annotations },
	{ "patchesJson6902", run_json },
	{ "replicas", run_replicas },
	{ "images", run_images },
	{ "replacements", run_replacements },
};

int run_transformers(struct build *b, struct target *t, struct accumulator *acc)
{
	struct run r = { b, t, acc };
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < sizeof(steps) / sizeof(steps[0]); i++)
		rc = steps[i].run(&r, json_object_get(t->file, steps[i].field));
	return rc ? rc : run_external_transformers(b, t, acc);
}
