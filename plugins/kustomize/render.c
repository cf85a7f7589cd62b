/* SPDX-License-Identifier: Apache-2.0 */
/*
 * render.c - Flux's order: the kustomization file with the spec merged in, the build without
 * re-sorting, substitution, lists taken apart, commonMetadata; one phase of objects.
 */
#include "render.h"

#include <stdio.h>
#include <stdlib.h>

#include "flux_file.h"
#include "flux_substitute.h"
#include "kustomize.h"
#include "output.h"

static int open_path(struct build *b, struct weir_tree *tree, const char *path, struct loader **out)
{
	const char *clean = path + strspn(path, "./");

	/* "./k8s/apps/" and "" are how people write it; ".." stays what it is, and is refused by the tree. */
	if (strncmp(path, "..", 2) == 0 || strstr(path, "/../"))
		clean = path;
	if (*clean && b->host->tree_type(b->call, tree, clean) != 'd')
		return weir_fail(b->err, WEIR_E_INVALID, "ArtifactFailed",
				 "kustomization path not found: %s: no such folder in the artifact", path);
	return loader_open(b, tree, clean, false, out);
}

/* apiVersion, kind and name are there; Lists are taken apart, Kustomization files dropped, as Flux reads a build. */
static int add_object(struct build *b, json_t *object, json_t *objects)
{
	const char *kind = weir_object_kind(object), *api = weir_get_str_or(object, "apiVersion", "");
	size_t n = strlen(kind), i;
	json_t *items = json_object_get(object, "items"), *item;

	if (n >= 4 && strcmp(kind + n - 4, "List") == 0 && json_is_array(items)) {
		json_array_foreach(items, i, item) {
			int rc = add_object(b, item, objects);

			if (rc)
				return rc;
		}
		return 0;
	}
	if (strncmp(api, "kustomize.config.k8s.io/", 24) == 0 && strcmp(kind, "Kustomization") == 0)
		return 0;
	if (!*api || !*kind || !*weir_object_name(object))
		return build_fail(b,
				  "an object without apiVersion, kind or metadata.name is left (kind '%s', name '%s')",
				  kind, weir_object_name(object));
	json_array_append(objects, object);
	return 0;
}

static void set_metadata(json_t *object, const char *field, const json_t *values)
{
	json_t *metadata, *have;

	if (!json_object_size(values))
		return;
	metadata = json_copy(json_object_get(object, "metadata"));
	have = json_object_get(metadata, field) ? json_copy(json_object_get(metadata, field)) : json_object();
	json_object_update(have, (json_t *)values);
	json_object_set_new(metadata, field, have);
	json_object_set_new(object, "metadata", metadata);
}

static int refuse_unsupported(const json_t *object, struct weir_error *err)
{
	if (weir_get(object, "spec.decryption"))
		return weir_fail(
			err, WEIR_E_UNSUPPORTED, "DecryptionFailed",
			"spec.decryption: decryption is not supported by this version; no encrypted object is applied");
	if (weir_get(object, "spec.kubeConfig"))
		return weir_fail(err, WEIR_E_UNSUPPORTED, "InvalidSpec",
				 "spec.kubeConfig: another cluster as target is not supported by this version");
	return 0;
}

static int finish(struct build *b, const json_t *kustomization, struct resmap *m, bool strict, json_t **plan)
{
	WEIR_CLEAN_JSON json_t *built = json_array(), *objects = json_array();
	json_t *object;
	size_t i;
	int rc = 0;

	for (i = 0; i < m->list.count; i++) {
		object = output_json(b, RESMAP_AT(m, i));
		if (!object)
			return b->err->code ? b->err->code : WEIR_E_INTERNAL;
		json_array_append_new(built, object);
	}
	rc = flux_substitute(b, kustomization, built, strict);
	json_array_foreach(built, i, object)
		if (!rc)
			rc = add_object(b, object, objects);
	if (rc)
		return rc;
	json_array_foreach(objects, i, object) {
		set_metadata(object, "labels", weir_get(kustomization, "spec.commonMetadata.labels"));
		set_metadata(object, "annotations", weir_get(kustomization, "spec.commonMetadata.annotations"));
	}
	*plan = json_pack("[{s:s, s:O}]", "name", "apply", "objects", objects);
	return 0;
}

int render_kustomization(const struct weir_host *host, const struct render_options *options, struct weir_call *call,
			 const struct weir_render_req *req, struct weir_render_res *res, struct weir_error *err)
{
	const json_t *spec = json_object_get(req->object, "spec");
	struct loader *ldr = NULL;
	struct resmap *m = NULL;
	json_t *plan = NULL, *file = NULL;
	struct build b;
	int rc = refuse_unsupported(req->object, err);

	if (rc)
		return rc;
	if (!req->tree)
		return weir_fail(err, WEIR_E_NOT_FOUND, "ArtifactFailed", "there is no artifact to build");
	build_init(&b, host, call, err);
	b.options.no_restriction = true; /* the tree is the border */
	b.options.no_sort_default = true;
	b.options.no_remote = options->no_remote;
	b.base = "";
	rc = open_path(&b, req->tree, weir_get_str_or(spec, "path", ""), &ldr);
	if (!rc)
		rc = flux_file(&b, ldr, spec, &file);
	b.root_file = file;
	if (!rc)
		rc = kustomize_run(&b, ldr, &m);
	if (!rc)
		rc = finish(&b, req->object, m, options->strict, &plan);
	build_done(&b);
	if (rc)
		return rc;
	res->plan = plan;
	return 0;
}
