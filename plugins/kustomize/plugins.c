/* SPDX-License-Identifier: Apache-2.0 */
/*
 * plugins.c - objects of `generators`, `transformers` and `validators`: those of the builtin kinds
 * run; everything that would start a program is refused.
 */
#include "accumulate.h"
#include "generators.h"
#include "kustfile.h"
#include "output.h"
#include "transform.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

struct plugin_run {
	struct build *b;
	struct target *t;
	struct resmap *m;
	const json_t *config;
	struct ptrs specs;
	bool has_specs;
};

/* ---- one function a kind ---- */

static int run_annotations(struct plugin_run *p)
{
	return transform_entries(p->b, p->m, json_object_get(p->config, "annotations"), &p->specs);
}

static int run_labels(struct plugin_run *p)
{
	return transform_entries(p->b, p->m, json_object_get(p->config, "labels"), &p->specs);
}

static int run_hash(struct plugin_run *p)
{
	return transform_hash(p->b, p->m);
}

static int run_image(struct plugin_run *p)
{
	WEIR_CLEAN_JSON json_t *none = json_object();
	const json_t *image = json_object_get(p->config, "imageTag");
	WEIR_CLEAN_JSON json_t *list = json_pack("[O]", image ? image : none);

	return transform_images(p->b, p->m, list, &p->specs);
}

static int run_namespace(struct plugin_run *p)
{
	const char *mode = weir_get_str_or(p->config, "setRoleBindingSubjects", "");
	enum subjects subjects;

	if (!*mode || strcmp(mode, "defaultOnly") == 0)
		subjects = SUBJECTS_DEFAULT;
	else if (strcmp(mode, "none") == 0)
		subjects = SUBJECTS_NONE;
	else if (strcmp(mode, "allServiceAccounts") == 0)
		subjects = SUBJECTS_ALL_ACCOUNTS;
	else
		return build_fail(
			p->b,
			"invalid value \"%s\" for setRoleBindingSubjects: must be one of defaultOnly, none or "
			"allServiceAccounts",
			mode);
	return transform_namespace(p->b, p->m, weir_get_str_or(p->config, "metadata.namespace", ""), &p->specs,
				   weir_get_bool(p->config, "unsetOnly", false), subjects);
}

static int run_json(struct plugin_run *p)
{
	return transform_json(p->b, p->t->ldr, p->m, json_object_get(p->config, "target"),
			      weir_get_str_or(p->config, "path", ""), weir_get_str_or(p->config, "jsonOp", ""));
}

static int run_merge(struct plugin_run *p)
{
	return transform_merge(p->b, p->t->ldr, p->m, json_object_get(p->config, "paths"),
			       weir_get_str(p->config, "patches"));
}

static int run_patch(struct plugin_run *p)
{
	return transform_patch(p->b, p->t->ldr, p->m, p->config);
}

static int need_specs(struct plugin_run *p)
{
	return p->has_specs ? 0 : build_fail(p->b, "fieldSpecs is required");
}

static int run_prefix(struct plugin_run *p)
{
	int rc = need_specs(p);

	return rc ? rc : transform_prefix(p->b, p->m, weir_get_str_or(p->config, "prefix", ""), &p->specs);
}

static int run_suffix(struct plugin_run *p)
{
	int rc = need_specs(p);

	return rc ? rc : transform_suffix(p->b, p->m, weir_get_str_or(p->config, "suffix", ""), &p->specs);
}

static int run_both_affixes(struct plugin_run *p)
{
	int rc = run_prefix(p);

	return rc ? rc : run_suffix(p);
}

static int run_replacements(struct plugin_run *p)
{
	return transform_replacements(p->b, p->t->ldr, p->m, json_object_get(p->config, "replacements"));
}

static int run_replica(struct plugin_run *p)
{
	return transform_replica(p->b, p->m, json_object_get(p->config, "replica"), &p->specs);
}

static int run_value_add(struct plugin_run *p)
{
	return transform_value_add(p->b, p->t->ldr, p->m, p->config);
}

/* How the original decodes the fields of a kind. */
#define AS_JSON  (DECODE_COERCE | DECODE_FROM_JSON)
#define AS_YAML3 (DECODE_COERCE | DECODE_YAML3)

static const struct {
	const char *kind;
	int (*run)(struct plugin_run *p);
	const struct kust_field *fields;
	unsigned int decode;
} transformers[] = {
	{ "AnnotationsTransformer", run_annotations, annotations_transformer_fields, AS_JSON },
	{ "HashTransformer", run_hash, no_fields, AS_JSON },
	{ "ImageTagTransformer", run_image, image_transformer_fields, AS_JSON },
	{ "LabelTransformer", run_labels, labels_transformer_fields, AS_JSON },
	{ "NamespaceTransformer", run_namespace, namespace_transformer_fields, AS_JSON },
	{ "PatchJson6902Transformer", run_json, json_transformer_fields, AS_JSON },
	{ "PatchStrategicMergeTransformer", run_merge, merge_transformer_fields, AS_JSON },
	{ "PatchTransformer", run_patch, patch_fields, AS_JSON },
	{ "PrefixSuffixTransformer", run_both_affixes, affix_transformer_fields, AS_YAML3 },
	{ "PrefixTransformer", run_prefix, prefix_transformer_fields, AS_YAML3 },
	{ "SuffixTransformer", run_suffix, suffix_transformer_fields, AS_YAML3 },
	{ "ReplacementTransformer", run_replacements, replacements_transformer_fields, AS_JSON },
	{ "ReplicaCountTransformer", run_replica, replica_transformer_fields, AS_JSON },
	{ "ValueAddTransformer", run_value_add, value_add_transformer_fields, AS_JSON },
};

/* ---- the objects ---- */

/* Entries of the list: an object written there, or the path of one. */
static int load_objects(struct build *b, struct target *t, const json_t *list, struct accumulator *out)
{
	struct ptrs paths = { 0 };
	const json_t *entry;
	size_t i, k;
	int rc = 0;

	*out = accumulator_new(b);
	json_array_foreach(list, i, entry) {
		const char *text = json_string_value(entry);
		struct ptrs found = { 0 };

		if (resources_load(b, "inline", text, strlen(text), &found)) {
			weir_error_done(b->err);
			ptrs_add(b->arena, &paths, (void *)text);
			continue;
		}
		for (k = 0; b->track_origin && k < found.count; k++) {
			struct origin o = origin_append(b, &t->origin, t->file_name);

			((struct resource *)found.items[k])->origin = origin_text(b, &o);
		}
		rc = resmap_append_all(b, out->m, &found);
		if (rc)
			return rc;
	}
	return accumulate_resources(b, t, out, &paths);
}

static int refuse(struct build *b, struct resource *r)
{
	const struct gvk *gvk = resource_gvk(b, r);

	if (!*gvk->group && strcmp(gvk->version, "builtin") == 0 &&
	    strcmp(gvk->kind, "HelmChartInflationGenerator") == 0)
		return build_fail_code(
			b, WEIR_E_UNSUPPORTED,
			"HelmChartInflationGenerator: charts are not inflated here; use a HelmRelease, or "
			"commit what `weir template` prints and name that file in resources");
	if (!*gvk->group && strcmp(gvk->version, "builtin") == 0)
		return build_fail(b, "unable to load builtin %s", gvk->kind);
	return build_fail_code(b, WEIR_E_UNSUPPORTED,
			       "%s (%s): functions, exec and Go plugins are not run; only the builtin generators and "
			       "transformers are: write it with patches, replacements or components, or commit what it "
			       "prints",
			       gvk->kind, resource_api_version(r));
}

static int plugin_config(struct build *b, struct resource *r, const struct kust_field *fields, unsigned int decode,
			 const json_t **out)
{
	WEIR_CLEAN_JSON json_t *raw = node_json(resource_text(b, r), r->node, b->err);
	json_t *config = NULL;
	int rc = raw ? kustfile_decode(b, resource_text(b, r), fields, raw, decode, &config) : WEIR_E_INVALID;

	if (rc)
		return rc;
	ptrs_add(b->arena, &b->jsons, config);
	*out = config;
	return 0;
}

static bool is_builtin(struct build *b, struct resource *r)
{
	const struct gvk *gvk = resource_gvk(b, r);

	return !*gvk->group && strcmp(gvk->version, "builtin") == 0;
}

static int run_transformer(struct build *b, struct target *t, struct resmap *m, struct resource *r)
{
	struct plugin_run p = { .b = b, .t = t, .m = m };
	const json_t *specs;
	size_t i;
	int rc;

	for (i = 0; i < COUNT(transformers); i++)
		if (is_builtin(b, r) && strcmp(resource_kind(r), transformers[i].kind) == 0)
			break;
	if (i == COUNT(transformers))
		return refuse(b, r);
	rc = plugin_config(b, r, transformers[i].fields, transformers[i].decode, &p.config);
	if (rc)
		return rc;
	specs = json_object_get(p.config, "fieldSpecs");
	p.has_specs = specs != NULL;
	specs_of_json(b, specs, &p.specs);
	rc = transformers[i].run(&p);
	return rc ? build_fail_in(b, "%s %s", transformers[i].kind, resource_name(r)) : 0;
}

int run_external_transformers(struct build *b, struct target *t, struct accumulator *acc)
{
	struct accumulator objects;
	const char *origin;
	size_t i;
	int rc = load_objects(b, t, json_object_get(t->file, "transformers"), &objects);

	for (i = 0; rc == 0 && i < objects.m->list.count; i++) {
		rc = run_transformer(b, t, acc->m, RESMAP_AT(objects.m, i));
		origin = origin_of_plugin(b, RESMAP_AT(objects.m, i));
		if (rc == 0 && origin)
			rc = origin_add_transformation(b, acc->m, origin);
		resmap_drop_empty(acc->m);
	}
	return rc;
}

struct generator_run {
	struct build *b;
	struct target *t;
	const json_t *config;
};

static int make_configmap(struct generator_run *g, struct resource **out)
{
	return generate_map(g->b, g->t->ldr, g->config, NULL, false, out);
}

static int make_secret(struct generator_run *g, struct resource **out)
{
	return generate_map(g->b, g->t->ldr, g->config, NULL, true, out);
}

static int make_iam(struct generator_run *g, struct resource **out)
{
	return generate_iam(g->b, g->config, out);
}

static const struct {
	const char *kind;
	int (*make)(struct generator_run *g, struct resource **out);
	const struct kust_field *fields;
} generators[] = {
	{ "ConfigMapGenerator", make_configmap, configmap_generator_fields },
	{ "IAMPolicyGenerator", make_iam, iam_generator_fields },
	{ "SecretGenerator", make_secret, secret_generator_fields },
};

static int run_generator(struct build *b, struct target *t, struct resource *r, struct resource **out)
{
	struct generator_run g = { b, t, NULL };
	size_t i;
	int rc;

	for (i = 0; i < COUNT(generators); i++)
		if (is_builtin(b, r) && strcmp(resource_kind(r), generators[i].kind) == 0)
			break;
	if (i == COUNT(generators))
		return refuse(b, r);
	rc = plugin_config(b, r, generators[i].fields, AS_JSON, &g.config);
	return rc ? rc : generators[i].make(&g, out);
}

int run_external_generators(struct build *b, struct target *t, struct accumulator *acc)
{
	struct accumulator objects;
	struct resource *made = NULL;
	size_t i;
	int rc = load_objects(b, t, json_object_get(t->file, "generators"), &objects);

	for (i = 0; rc == 0 && i < objects.m->list.count; i++) {
		struct resource *r = RESMAP_AT(objects.m, i);

		rc = run_generator(b, t, r, &made);
		if (rc)
			return rc;
		if (!made->origin)
			made->origin = origin_of_plugin(b, r);
		rc = resmap_absorb(b, acc->m, made);
	}
	return rc;
}

/* ---- validators: transformers that may only look ---- */

#define VALIDATED_LABEL "validated-by"

static struct ptrs copies(struct build *b, const struct resmap *m)
{
	struct ptrs out = { 0 };
	size_t i;

	for (i = 0; i < m->list.count; i++)
		ptrs_add(b->arena, &out, resource_copy(b, RESMAP_AT(m, i)));
	return out;
}

/* Would labels be the same, written anew? They come out by name, and texts of several lines look otherwise. */
static bool stays_same(const struct weir_yaml_node *labels)
{
	size_t i;

	for (i = 0; i + 1 < labels->count; i += 2)
		if ((i && strcmp(node_text(labels->items[i - 2]), node_text(labels->items[i])) > 0) ||
		    strchr(node_text(labels->items[i + 1]), '\n'))
			return false;
	return true;
}

/* Who wrote the label is forgiven; the original writes the other labels anew with that. */
static void remove_label(struct build *b, struct resource *r)
{
	struct weir_yaml_node *labels = resource_labels(r);

	if (!labels || !node_get(labels, VALIDATED_LABEL))
		return;
	node_clear(labels, VALIDATED_LABEL);
	resource_merge_strings(b, r, "labels", NULL, labels);
	if (!stays_same(labels))
		resource_labels(r)->line = UINT32_MAX; /* of no text */
}

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

/* The same to the original: not what they say alone, but also how it was written, and where. */
static bool same_node(const struct weir_yaml_node *a, const struct weir_yaml_node *b)
{
	size_t i;

	if (a->kind != b->kind || a->style != b->style || a->tag != b->tag || a->line != b->line ||
	    a->column != b->column || a->count != b->count || !same_text(a->value, b->value) ||
	    !same_text(a->comment, b->comment))
		return false;
	for (i = 0; i < a->count; i++)
		if (!same_node(a->items[i], b->items[i]))
			return false;
	return true;
}

static bool same_resource(const struct resource *a, const struct resource *b)
{
	return a->past_count == b->past_count && a->prefixes.count == b->prefixes.count &&
	       a->suffixes.count == b->suffixes.count && a->node && b->node && same_node(a->node, b->node);
}

/* The original looks for the object by its id. */
static bool is_only_one(struct build *b, struct resmap *m, struct resource *r)
{
	struct resid id = resource_id(b, r);
	struct resource *two[2];

	return resmap_find_current(b, m, &id, two, 2) == 1;
}

static int validate(struct build *b, struct target *t, struct resmap *m, struct resource *validator)
{
	struct ptrs before = copies(b, m), after;
	size_t i;
	int rc = run_transformer(b, t, m, validator);

	if (rc)
		return rc;
	after = copies(b, m);
	for (i = 0; i < after.count; i++)
		remove_label(b, after.items[i]);
	for (i = 0; i < before.count && before.count == after.count; i++)
		if (!is_only_one(b, m, before.items[i]) || !same_resource(before.items[i], after.items[i]))
			break;
	if (i == before.count && i == after.count)
		return 0;
	return build_fail(b, "validator %s shouldn't modify the resources", resource_text(b, validator));
}

int run_validators(struct build *b, struct target *t, struct accumulator *acc)
{
	struct accumulator objects;
	size_t i;
	int rc = load_objects(b, t, json_object_get(t->file, "validators"), &objects);

	for (i = 0; rc == 0 && i < objects.m->list.count; i++)
		rc = validate(b, t, acc->m, RESMAP_AT(objects.m, i));
	return rc;
}
