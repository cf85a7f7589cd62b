/* SPDX-License-Identifier: Apache-2.0 */
/* render.c - a Flux Kustomization and the tree of its source to a plan. */
#include <stdlib.h>

#include "flux.h"
#include "kustfile.h"
#include "output.h"
#include "plugin.h"

/* ---- the build ---- */

/* spec.path from the top of the tree; what would lead out stays at the top. */
static const char *source_path(struct build *b, const json_t *spec)
{
	const char *path = path_join(b->arena, "", weir_get_str_or(spec, "path", ""));

	while (strncmp(path, "..", 2) == 0 && (path[2] == '/' || !path[2]))
		path += path[2] ? 3 : 2;
	return path;
}

static int open_folder(struct build *b, struct weir_tree *tree, const json_t *spec, struct loader **out)
{
	const char *path = source_path(b, spec);

	if (b->host->tree_type(b->call, tree, path) != 'd')
		return weir_fail(b->err, WEIR_E_NOT_FOUND, "ArtifactFailed",
				 "spec.path: the source has no folder \"%s\"", *path ? path : ".");
	return loader_open(b, tree, path, false, out);
}

static int check_object(struct build *b, struct resource *r)
{
	if (*resource_api_version(r) && *resource_kind(r) && *resource_name(r))
		return 0;
	return build_fail(b, "an object without %s: %s",
			  !*resource_api_version(r) ? "apiVersion"
			  : !*resource_kind(r)      ? "kind"
						    : "metadata.name",
			  resource_text(b, r));
}

static int substitute(struct build *b, struct resmap *m, const json_t *object, bool strict)
{
	const json_t *post = weir_get(object, "spec.postBuild");
	WEIR_CLEAN_JSON json_t *vars = NULL;
	struct flux_substitution s = {
		.strict = strict,
		.always = strcmp(weir_get_str_or(post, "substituteStrategy", ""), "Always") == 0,
	};
	int rc;

	if (!json_is_object(post))
		return 0;
	rc = flux_vars(b, object, &vars);
	s.vars = vars;
	return rc ? rc : flux_substitute(b, m, &s);
}

static int run(struct build *b, struct loader *ldr, json_t *file, struct flux_decryptor *d, struct resmap **out)
{
	size_t i;
	int rc = flux_decrypt_sources(d, ldr, file);

	if (rc)
		return rc;
	b->root_file = file;
	b->root_dir = ldr->root;
	rc = kustomize_run(b, ldr, out);
	for (i = 0; rc == 0 && i < (*out)->list.count; i++)
		rc = check_object(b, RESMAP_AT(*out, i));
	return rc ? rc : flux_decrypt_resources(d, *out);
}

int flux_build(struct build *b, struct weir_tree *tree, const json_t *object, bool strict, struct resmap **out)
{
	const json_t *spec = json_object_get(object, "spec");
	struct flux_decryptor *d;
	struct loader *ldr;
	json_t *file = NULL;
	int rc = open_folder(b, tree, spec, &ldr);

	if (rc == 0)
		rc = flux_generate(b, ldr, ldr->root, &file);
	if (rc)
		return rc;
	ptrs_add(b->arena, &b->jsons, file);
	rc = flux_merge(b, ldr, spec, file);
	if (rc == 0)
		rc = flux_decryptor_open(b, object, &d);
	if (rc)
		return rc;
	rc = run(b, ldr, file, d, out);
	flux_decryptor_close(d);
	return rc ? rc : substitute(b, *out, object, strict);
}

/* ---- objects ---- */

/* Refused by inspect; a map with anything else in it is left out as a whole. */
static bool all_texts(const json_t *map)
{
	const char *key;
	json_t *value;

	json_object_foreach((json_t *)map, key, value)
		if (!json_is_string(value))
			return false;
	return true;
}

static void add_metadata(json_t *object, const json_t *common, const char *field)
{
	json_t *metadata = json_object_get(object, "metadata"), *have, *value;
	const json_t *add = json_object_get(common, field);
	const char *key;

	if (!json_object_size(add) || !metadata || !all_texts(add))
		return;
	have = json_object_get(metadata, field);
	if (!json_is_object(have)) {
		have = json_object();
		json_object_set_new(metadata, field, have);
	}
	json_object_foreach((json_t *)add, key, value)
		json_object_set(have, key, value);
}

static bool is_own_file(const json_t *object)
{
	return strcmp(weir_object_kind(object), "Kustomization") == 0 &&
	       strncmp(weir_get_str_or(object, "apiVersion", ""), "kustomize.config.k8s.io/", 24) == 0;
}

static void add_object(json_t *objects, json_t *object, const json_t *common)
{
	const char *kind = weir_object_kind(object);
	json_t *items = json_object_get(object, "items"), *item;
	size_t i, len = strlen(kind);

	if (!*kind || !*weir_get_str_or(object, "apiVersion", "") || is_own_file(object))
		return;
	if (len > 4 && strcmp(kind + len - 4, "List") == 0 && json_is_array(items)) {
		json_array_foreach(items, i, item)
			add_object(objects, item, common);
		return;
	}
	if (!*weir_object_name(object))
		return;
	add_metadata(object, common, "labels");
	add_metadata(object, common, "annotations");
	json_array_append(objects, object);
}

/* Numbers beyond int64 are doubles to who reads the objects back. */
static void fit_numbers(json_t *j)
{
	json_t *item;
	const char *key;
	size_t i;

	json_array_foreach(j, i, item) {
		if (weir_number_text(item))
			json_array_set_new(j, i, json_real(strtod(weir_number_text(item), NULL)));
		else
			fit_numbers(item);
	}
	json_object_foreach(j, key, item) {
		if (weir_number_text(item))
			json_object_set_new_nocheck(j, key, json_real(strtod(weir_number_text(item), NULL)));
		else
			fit_numbers(item);
	}
}

json_t *flux_objects(struct build *b, struct resmap *m, const json_t *spec)
{
	const json_t *common = json_object_get(spec, "commonMetadata");
	json_t *objects = json_array();
	size_t i;

	for (i = 0; i < m->list.count; i++) {
		WEIR_CLEAN_JSON json_t *object = output_json(b, RESMAP_AT(m, i));

		if (!object) {
			json_decref(objects);
			return NULL;
		}
		fit_numbers(object);
		add_object(objects, object, common);
	}
	return objects;
}

/* ---- the plan ---- */

static json_t *plan_of(json_t *objects, const json_t *spec)
{
	json_t *phase = json_pack("{s:s, s:o, s:b, s:b}", "name", "apply", "objects", objects, "wait",
				  weir_get_bool(spec, "wait", false), "owned", 1);
	const char *timeout = weir_get_str(spec, "timeout");
	int64_t ms;

	if (timeout && weir_duration_parse(timeout, &ms, NULL) == 0)
		json_object_set_new(phase, "timeout_ms", json_integer(ms));
	return json_pack("[o]", phase);
}

struct warnings {
	json_t *list;
};

static void warn(void *arg, const char *line)
{
	struct warnings *w = arg;

	if (!w->list)
		w->list = json_array();
	json_array_append_new(w->list, json_string(line + (strncmp(line, "# Warning: ", 11) == 0 ? 11 : 0)));
}

int kustomize_render(void *self, struct weir_call *call, const struct weir_render_req *req, struct weir_render_res *res,
		     struct weir_error *err)
{
	const struct kustomize_plugin *plugin = self;
	const json_t *spec = json_object_get(req->object, "spec");
	struct warnings warnings = { NULL };
	json_t *objects = NULL;
	struct resmap *m;
	struct build b;
	int rc;

	if (!req->tree)
		return weir_fail(err, WEIR_E_NOT_FOUND, "ArtifactFailed", "the source has no artifact yet");
	build_init(&b, plugin->host, call, err);
	b.options.no_restriction = b.options.no_sort_default = true;
	b.options.no_remote = !plugin->remote_bases;
	b.options.current_schema = plugin->current_schema;
	b.options.warn = warn;
	b.options.warn_arg = &warnings;
	rc = flux_build(&b, req->tree, req->object, plugin->strict_substitution, &m);
	if (rc == 0) {
		objects = flux_objects(&b, m, spec);
		rc = objects ? flux_refuse_encrypted(objects, err) : err ? err->code : WEIR_E_INVALID;
		if (rc)
			json_decref(objects);
	}
	build_done(&b);
	if (rc == 0) {
		res->plan = plan_of(objects, spec);
		res->info = warnings.list ? json_pack("{s:O}", "warnings", warnings.list) : NULL;
	}
	json_decref(warnings.list);
	return rc;
}
