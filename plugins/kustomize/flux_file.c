/* SPDX-License-Identifier: Apache-2.0 */
/*
 * flux_file.c - see flux_file.h.  Without a file one is generated from all YAML below the folder:
 * sub-folders with a file of their own are taken as they are.  Then, in Flux's order: namespace,
 * prefix and suffix are replaced, patches and components appended, images merged by name.
 */
#include "flux_file.h"

#include <stdlib.h>

#include "kustfile.h"
#include "resource.h"

#define MAX_WALK_DEPTH 64

static const char *const file_names[] = { "kustomization.yaml", "kustomization.yml", "Kustomization", NULL };

static const char *find_file(struct build *b, const struct loader *ldr, const char *dir)
{
	size_t i;

	for (i = 0; file_names[i]; i++) {
		const char *path = path_join(b->arena, dir, file_names[i]);

		if (loader_type(b, ldr, path) == 'f')
			return path;
	}
	return NULL;
}

/* ---- generating ---- */

static bool has_suffix(const char *name, const char *suffix)
{
	size_t n = strlen(name), k = strlen(suffix);

	return n > k && strcmp(name + n - k, suffix) == 0;
}

static int check_file(struct build *b, struct loader *ldr, const char *path)
{
	struct ptrs resources = { 0 };
	char *text;
	size_t len;
	int rc = loader_read(b, ldr, path, &text, &len);

	if (!rc)
		rc = resources_load(b, loader_name(b, ldr, path), text, len, &resources);
	return rc ? build_fail_in(b, "failed to decode Kubernetes YAML from %s", loader_name(b, ldr, path)) : 0;
}

static int walk(struct build *b, struct loader *ldr, const char *dir, unsigned depth, json_t *resources)
{
	WEIR_CLEAN_JSON json_t *entries = NULL;
	const char *full = path_join(b->arena, ldr->root, dir);
	const json_t *entry;
	size_t i;
	int rc;

	if (depth > MAX_WALK_DEPTH)
		return build_fail(b, "%s: folders nested more than %d deep", full, MAX_WALK_DEPTH);
	rc = b->host->tree_list(b->call, ldr->tree, full, &entries, b->err);
	json_array_foreach(entries, i, entry) {
		const char *name = weir_get_str_or(entry, "name", "");
		const char *path = path_join(b->arena, dir, name);
		WEIR_CLEAN_FREE char *listed = weir_asprintf("./%s", path);

		if (rc)
			break;
		if (strcmp(weir_get_str_or(entry, "type", ""), "dir") == 0) {
			if (find_file(b, ldr, path))
				json_array_append_new(resources, json_string(listed));
			else
				rc = walk(b, ldr, path, depth + 1, resources);
		} else if (has_suffix(name, ".yaml") || has_suffix(name, ".yml")) {
			rc = check_file(b, ldr, path);
			if (!rc)
				json_array_append_new(resources, json_string(listed));
		}
	}
	return rc;
}

static int generate(struct build *b, struct loader *ldr, json_t **out)
{
	json_t *resources = json_array();
	int rc = walk(b, ldr, "", 0, resources);

	if (rc) {
		json_decref(resources);
		return rc;
	}
	*out = json_pack("{s:s, s:s, s:o}", "apiVersion", "kustomize.config.k8s.io/v1beta1", "kind", "Kustomization",
			 "resources", resources);
	if (json_array_size(resources) == 0)
		json_object_set_new(*out, "namespace", json_string("_placeholder"));
	return 0;
}

static int read(struct build *b, struct loader *ldr, const char *path, json_t **out)
{
	char *text;
	size_t len;
	int rc = loader_read(b, ldr, path, &text, &len);

	return rc ? rc : kustfile_read_loose(b, loader_name(b, ldr, path), text, len, out);
}

/* ---- merging the spec ---- */

static void replace_text(json_t *file, const json_t *spec, const char *from, const char *to)
{
	const char *text = weir_get_str(spec, from);

	if (text && *text)
		json_object_set_new(file, to, json_string(text));
}

static json_t *list_of(json_t *file, const char *field)
{
	json_t *list = json_object_get(file, field);

	if (!json_is_array(list)) {
		list = json_array();
		json_object_set_new(file, field, list);
	}
	return list;
}

static void append_patches(json_t *file, const json_t *spec)
{
	static const char *const old[] = { "patchesStrategicMerge", "patchesJson6902" };
	json_t *patch;
	size_t i, k;

	json_array_foreach(json_object_get(spec, "patches"), i, patch) {
		json_t *copy = json_object();

		json_object_set(copy, "patch", json_object_get(patch, "patch"));
		if (json_object_get(patch, "target"))
			json_object_set(copy, "target", json_object_get(patch, "target"));
		json_array_append_new(list_of(file, "patches"), copy);
	}
	for (k = 0; k < 2; k++)
		json_array_foreach(json_object_get(spec, old[k]), i, patch) {
			WEIR_CLEAN_STRBUF struct weir_strbuf text = WEIR_STRBUF_INIT;

			if (k == 0 && json_is_object(patch)) {
				weir_json_dump(&text, patch, false);
				json_array_append_new(list_of(file, old[k]), json_string(text.data));
			} else if (k == 1) {
				json_t *copy = json_copy(patch);

				weir_json_dump(&text, json_object_get(patch, "patch"), false);
				json_object_set_new(copy, "patch", json_string(text.data));
				json_array_append_new(list_of(file, old[k]), copy);
			} else {
				json_array_append(list_of(file, old[k]), patch);
			}
		}
}

static bool is_remote(const char *path)
{
	static const char *const marks[] = { "github.com/", "gitlab.com/", "bitbucket.org/", "git@", "git::" };
	size_t i;

	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (strncmp(path, marks[i], strlen(marks[i])) == 0)
			return true;
	return strstr(path, "://") || path[0] == '/';
}

static int append_components(struct build *b, struct loader *ldr, json_t *file, const json_t *spec)
{
	bool lenient = weir_get_bool(spec, "ignoreMissingComponents", false);
	json_t *item;
	size_t i;

	json_array_foreach(json_object_get(spec, "components"), i, item) {
		const char *path = json_string_value(item);

		if (!path || is_remote(path))
			return build_fail(b, "spec.components[%zu]: '%s' must be a relative path in the artifact", i,
					  path ? path : "");
		if (lenient && loader_type(b, ldr, path) == 0)
			continue;
		json_array_append(list_of(file, "components"), item);
	}
	return 0;
}

static void merge_image(json_t *have, const json_t *want)
{
	const char *tag = weir_get_str(want, "newTag"), *digest = weir_get_str(want, "digest");

	replace_text(have, want, "newName", "newName");
	if ((tag && *tag) || (digest && *digest)) {
		json_object_del(have, "newTag");
		json_object_del(have, "digest");
		replace_text(have, want, "newTag", "newTag");
		replace_text(have, want, "digest", "digest");
	}
}

static void merge_images(json_t *file, const json_t *spec)
{
	json_t *want, *have;
	size_t i, k;

	json_array_foreach(json_object_get(spec, "images"), i, want) {
		json_t *images = list_of(file, "images"), *found = NULL;

		json_array_foreach(images, k, have)
			if (!found && strcmp(weir_get_str_or(have, "name", ""), weir_get_str_or(want, "name", "")) == 0)
				found = have;
		if (found)
			merge_image(found, want);
		else
			json_array_append(images, want);
	}
}

static int merge(struct build *b, struct loader *ldr, json_t *file, const json_t *spec)
{
	int rc;

	/* A root without resources is "empty" to kustomize, which this mark avoids. */
	if (json_array_size(json_object_get(file, "resources")) == 0)
		json_object_set_new(file, "buildMetadata", json_pack("[s]", "originAnnotations"));
	replace_text(file, spec, "targetNamespace", "namespace");
	replace_text(file, spec, "namePrefix", "namePrefix");
	replace_text(file, spec, "nameSuffix", "nameSuffix");
	append_patches(file, spec);
	rc = append_components(b, ldr, file, spec);
	if (rc)
		return rc;
	merge_images(file, spec);
	if (json_array_size(json_object_get(spec, "buildMetadata")))
		json_object_set(file, "buildMetadata", json_object_get(spec, "buildMetadata"));
	return 0;
}

int flux_file(struct build *b, struct loader *ldr, const json_t *spec, json_t **out)
{
	const char *path = find_file(b, ldr, "");
	WEIR_CLEAN_STRBUF struct weir_strbuf text = WEIR_STRBUF_INIT;
	json_t *file = NULL;
	int rc = path ? read(b, ldr, path, &file) : generate(b, ldr, &file);

	if (!rc)
		rc = merge(b, ldr, file, spec);
	if (!rc) {
		weir_json_dump(&text, file, false);
		rc = kustfile_read(b, path ? loader_name(b, ldr, path) : "kustomization.yaml (generated)", text.data,
				   text.len, out);
	}
	json_decref(file);
	if (!rc)
		ptrs_add(b->arena, &b->jsons, *out);
	return rc;
}
