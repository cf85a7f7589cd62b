/* SPDX-License-Identifier: Apache-2.0 */
/* accumulate.c - the way through the folders of a build. */
#include "accumulate.h"

#include "generators.h"
#include "kustfile.h"
#include "remote.h"
#include "schema.h"

#define MAX_DEPTH 200

static const char *const file_names[] = { "kustomization.yaml", "kustomization.yml", "Kustomization" };

struct accumulator accumulator_new(struct build *b)
{
	return (struct accumulator){ .m = resmap_new(b) };
}

/* ---- the file ---- */

static int find_file(struct build *b, struct loader *ldr, const char **name, bool made)
{
	size_t i;

	*name = NULL;
	for (i = 0; i < sizeof(file_names) / sizeof(file_names[0]); i++) {
		if (loader_type(b, ldr, file_names[i]) != 'f')
			continue;
		if (*name)
			return build_fail(b, "Found multiple kustomization files under: %s (%s and %s); keep one",
					  loader_name(b, ldr, ""), *name, file_names[i]);
		*name = file_names[i];
	}
	if (!*name && made)
		*name = file_names[0];
	if (!*name)
		return build_fail_code(b, WEIR_E_INVALID,
				       "unable to find one of 'kustomization.yaml', 'kustomization.yml' or "
				       "'Kustomization' in directory '%s'",
				       loader_name(b, ldr, ""));
	return 0;
}

/* The file that Flux made for this folder. */
static int take_root_file(struct build *b, struct loader *ldr, struct target *out)
{
	int rc = find_file(b, ldr, &out->file_name, true);

	if (rc == 0)
		rc = kustfile_decode(b, loader_name(b, ldr, out->file_name), kustomization_fields, b->root_file,
				     DECODE_STRICT, &out->file);
	if (rc)
		return rc;
	ptrs_add(b->arena, &b->jsons, out->file);
	kustfile_warn(b, out->file);
	return kustfile_fix(b, loader_name(b, ldr, out->file_name), out->file);
}

int target_load(struct build *b, struct loader *ldr, struct target *out)
{
	char *text;
	size_t len;
	json_t *file;
	int rc;

	*out = (struct target){ .ldr = ldr, .origin = { "", "", "" } };
	if (b->root_file && strcmp(ldr->root, b->root_dir) == 0 && !ldr->referrer)
		return take_root_file(b, ldr, out);
	rc = find_file(b, ldr, &out->file_name, false);
	if (rc == 0)
		rc = loader_read(b, ldr, out->file_name, &text, &len);
	if (rc == 0)
		rc = kustfile_read(b, loader_name(b, ldr, out->file_name), text, len, &file);
	if (rc)
		return rc;
	ptrs_add(b->arena, &b->jsons, file);
	out->file = file;
	return 0;
}

/* ---- resources ---- */

static int accumulate_file(struct build *b, struct target *t, struct accumulator *acc, const char *path)
{
	struct ptrs resources = { 0 };
	struct origin o;
	char *text;
	size_t len, i;
	int rc = loader_read(b, t->ldr, path, &text, &len);

	if (rc == 0)
		rc = resources_load(b, loader_name(b, t->ldr, path), text, len, &resources);
	if (rc)
		return rc;
	loader_forget(b, text);
	if (b->track_origin) {
		o = origin_append(b, &t->origin, path);
		for (i = 0; i < resources.count; i++) {
			((struct resource *)resources.items[i])->origin = origin_text(b, &o);
			resource_mark(b, resources.items[i]);
		}
	}
	rc = resmap_append_all(b, acc->m, &resources);
	return rc ? build_fail_in(b, "merging resources from '%s'", loader_name(b, t->ldr, path)) : 0;
}

static int set_schema(struct build *b, struct target *t, bool root)
{
	const json_t *openapi = json_object_get(t->file, "openapi");
	const char *path = weir_get_str(openapi, "path");
	char *text = NULL;
	size_t len = 0;
	int rc = path ? loader_read(b, t->ldr, path, &text, &len) : 0;

	return rc ? rc : schema_set(b, openapi, text, len, root);
}

static int check_kind(struct build *b, const struct target *t, bool component)
{
	bool is = strcmp(weir_get_str_or(t->file, "kind", ""), "Component") == 0;

	if (is == component)
		return 0;
	return build_fail(b,
			  component ? "expected kind 'Component' for path '%s'; name it in resources"
				    : "expected kind != 'Component' for path '%s'; name it in components",
			  loader_name(b, t->ldr, ""));
}

static int merge_accumulators(struct build *b, struct accumulator *acc, struct accumulator *sub)
{
	int rc = resmap_append_all(b, acc->m, &sub->m->list);

	if (rc == 0)
		rc = config_merge(b, acc->config, sub->config, &acc->config);
	return rc ? rc : vars_join(b, acc, &sub->vars);
}

/* A folder named by @t: a base with an accumulator of its own, a component with that of its parent. */
static int accumulate_folder(struct build *b, struct target *t, struct accumulator *acc, struct loader *ldr,
			     const char *path, bool component)
{
	struct accumulator own = accumulator_new(b);
	struct target sub;
	int rc = target_load(b, ldr, &sub);

	if (rc)
		return rc;
	sub.depth = t->depth + 1;
	if (sub.depth > MAX_DEPTH)
		return build_fail(b, "kustomizations nested more than %d deep", MAX_DEPTH);
	sub.origin = b->track_origin ? origin_append(b, &t->origin, path) : t->origin;
	rc = set_schema(b, &sub, false);
	if (rc == 0)
		rc = check_kind(b, &sub, component);
	if (rc == 0)
		rc = target_accumulate(b, &sub, component ? acc : &own);
	if (rc)
		return rc;
	if (component) { /* what came in went through the component; the original joins it to nothing, and so checks it
			  */
		rc = resmap_check_unique(b, acc->m);
		return rc ? rc : config_merge(b, NULL, acc->config, &acc->config);
	}
	rc = merge_accumulators(b, acc, &own);
	return rc ? build_fail_in(b, "merging from path '%s'", loader_name(b, ldr, "")) : 0;
}

static int accumulate_one(struct build *b, struct target *t, struct accumulator *acc, const char *path)
{
	struct weir_error file_error = WEIR_ERROR_INIT;
	struct loader *ldr = NULL;
	struct repo_spec spec;
	int type = loader_type(b, t->ldr, path), rc = WEIR_E_INVALID;

	if (type != 'd') {
		rc = accumulate_file(b, t, acc, path);
		if (rc == 0 || type == 'f' || rc == WEIR_E_TRANSIENT)
			return rc;
		weir_error_move(&file_error, b->err);
	}
	rc = loader_enter(b, t->ldr, path, &ldr);
	if (rc && file_error.message && !repo_spec_parse(b, path, &spec))
		weir_error_move(b->err, &file_error);
	weir_error_done(&file_error);
	return rc ? rc : accumulate_folder(b, t, acc, ldr, path, false);
}

int accumulate_resources(struct build *b, struct target *t, struct accumulator *acc, const struct ptrs *paths)
{
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < paths->count; i++) {
		if (b->host->cancelled && b->host->cancelled(b->call))
			return build_fail_code(b, WEIR_E_CANCELLED, "stopped");
		rc = accumulate_one(b, t, acc, paths->items[i]);
		if (rc)
			build_fail_in(b, "%s", loader_name(b, t->ldr, t->file_name));
	}
	return rc;
}

static int accumulate_components(struct build *b, struct target *t, struct accumulator *acc)
{
	const json_t *path;
	struct loader *ldr;
	size_t i;
	int rc = 0;

	json_array_foreach(json_object_get(t->file, "components"), i, path) {
		rc = loader_enter(b, t->ldr, json_string_value(path), &ldr);
		if (rc == 0)
			rc = accumulate_folder(b, t, acc, ldr, json_string_value(path), true);
		if (rc)
			return build_fail_in(b, "%s: components", loader_name(b, t->ldr, t->file_name));
	}
	return rc;
}

/* ---- generators ---- */

static int run_generator(struct build *b, struct target *t, struct accumulator *acc, const json_t *args, bool secret)
{
	struct resource *r;
	int rc = generate_map(b, t->ldr, args, json_object_get(t->file, "generatorOptions"), secret, &r);

	if (rc)
		return rc;
	if (b->track_origin)
		r->origin = origin_configured(b, &t->origin, t->file_name, "builtin",
					      secret ? "SecretGenerator" : "ConfigMapGenerator", "", "");
	return resmap_absorb(b, acc->m, r);
}

static int run_generators(struct build *b, struct target *t, struct accumulator *acc)
{
	static const char *const fields[] = { "configMapGenerator", "secretGenerator" };
	const json_t *args;
	size_t i, k;
	int rc;

	for (k = 0; k < 2; k++)
		json_array_foreach(json_object_get(t->file, fields[k]), i, args) {
			rc = run_generator(b, t, acc, args, k == 1);
			if (rc)
				return build_fail_in(b, "%s", loader_name(b, t->ldr, t->file_name));
		}
	return run_external_generators(b, t, acc);
}

/* ---- all of one kustomization ---- */

static int load_config(struct build *b, struct target *t, struct accumulator *acc)
{
	const struct config *more;
	int rc = config_load(b, t->ldr, json_object_get(t->file, "configurations"), &more);

	if (rc == 0)
		rc = config_merge(b, acc->config, more, &acc->config);
	if (rc == 0)
		rc = config_load_crds(b, t->ldr, json_object_get(t->file, "crds"), &more);
	if (rc == 0 && more)
		rc = config_merge(b, acc->config, more, &acc->config);
	return rc ? build_fail_in(b, "%s", loader_name(b, t->ldr, t->file_name)) : 0;
}

static void texts_of(struct build *b, const json_t *list, struct ptrs *out)
{
	const json_t *item;
	size_t i;

	json_array_foreach(list, i, item)
		ptrs_add(b->arena, out, (void *)json_string_value(item));
}

int target_accumulate(struct build *b, struct target *t, struct accumulator *acc)
{
	struct ptrs paths = { 0 };
	int rc;

	texts_of(b, json_object_get(t->file, "resources"), &paths);
	rc = accumulate_resources(b, t, acc, &paths);
	if (rc == 0)
		rc = load_config(b, t, acc);
	if (rc == 0)
		rc = run_generators(b, t, acc);
	if (rc == 0)
		rc = accumulate_components(b, t, acc);
	if (rc == 0)
		rc = run_transformers(b, t, acc);
	if (rc == 0)
		rc = run_validators(b, t, acc);
	return rc ? rc : vars_merge(b, acc, json_object_get(t->file, "vars"));
}
