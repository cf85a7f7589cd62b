/* SPDX-License-Identifier: Apache-2.0 */
/* flux_merge.c - fields of a Kustomization's spec into the kustomization file of its folder. */
#include "flux.h"
#include "remote.h"

static json_t *list_of(json_t *file, const char *key)
{
	json_t *list = json_object_get(file, key);

	if (!list) {
		list = json_array();
		json_object_set_new(file, key, list);
	}
	return list;
}

static void replace_text(const json_t *spec, const char *from, json_t *file, const char *to)
{
	const json_t *value = json_object_get(spec, from);

	if (json_string_length(value))
		json_object_set(file, to, (json_t *)value);
}

/* ---- patches ---- */

static const char *const target_fields[] = {
	"group", "version", "kind", "name", "namespace", "labelSelector", "annotationSelector", NULL
};

static json_t *target_of(const json_t *target)
{
	json_t *out = json_object();
	const char *const *f;

	for (f = target_fields; *f; f++)
		if (json_is_string(json_object_get(target, *f)))
			json_object_set(out, *f, json_object_get(target, *f));
	return out;
}

static int add_patches(struct build *b, const json_t *spec, json_t *file)
{
	const json_t *patches = json_object_get(spec, "patches"), *p, *target;
	json_t *patch;
	size_t i;

	json_array_foreach(patches, i, p) {
		if (!json_is_string(json_object_get(p, "patch")))
			return build_fail(b, "spec.patches[%zu].patch: must be a text", i);
		patch = json_pack("{s:O}", "patch", json_object_get(p, "patch"));
		target = json_object_get(p, "target");
		if (json_is_object(target))
			json_object_set_new(patch, "target", target_of(target));
		json_array_append_new(list_of(file, "patches"), patch);
	}
	return 0;
}

/* Fields of the old versions: merges as objects, JSON operations as a list. */
static void add_old_patches(const json_t *spec, json_t *file)
{
	const json_t *p;
	json_t *patch;
	size_t i;

	json_array_foreach(json_object_get(spec, "patchesStrategicMerge"), i, p) {
		WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

		weir_json_dump(&sb, p, false);
		json_array_append_new(list_of(file, "patchesStrategicMerge"), json_string(sb.data));
	}
	json_array_foreach(json_object_get(spec, "patchesJson6902"), i, p) {
		WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

		weir_json_dump(&sb, json_object_get(p, "patch"), false);
		patch = json_pack("{s:s}", "patch", sb.data);
		json_object_set_new(patch, "target", target_of(json_object_get(p, "target")));
		json_array_append_new(list_of(file, "patchesJson6902"), patch);
	}
}

/* ---- components ---- */

/* Relative and of this tree alone. */
static int check_component(struct build *b, const char *path)
{
	struct repo_spec spec;

	if (!*path || *path == '/' || strstr(path, "://") || strncmp(path, "git@", 4) == 0 ||
	    strncmp(path, "git::", 5) == 0 || repo_spec_parse(b, path, &spec))
		return build_fail(b, "spec.components: '%s' must be a relative path in the source", path);
	return 0;
}

static int add_components(struct build *b, struct loader *ldr, const json_t *spec, json_t *file)
{
	bool ignore = weir_get_bool(spec, "ignoreMissingComponents", false);
	const json_t *c;
	size_t i;

	json_array_foreach(json_object_get(spec, "components"), i, c) {
		const char *path = json_string_value(c);
		int rc;

		if (!path)
			return build_fail(b, "spec.components[%zu]: must be a text", i);
		rc = check_component(b, path);
		if (rc)
			return rc;
		if (ignore && !loader_type(b, ldr, path))
			continue;
		json_array_append_new(list_of(file, "components"), json_string(path));
	}
	return 0;
}

/* ---- images ---- */

static void set_or_clear(json_t *image, const char *key, const char *value)
{
	if (*value)
		json_object_set_new(image, key, json_string(value));
	else
		json_object_del(image, key);
}

static json_t *find_image(json_t *images, const char *name)
{
	json_t *image;
	size_t i;

	json_array_foreach(images, i, image)
		if (strcmp(weir_get_str_or(image, "name", ""), name) == 0)
			return image;
	return NULL;
}

static void add_images(const json_t *spec, json_t *file)
{
	const json_t *i;
	json_t *image;
	size_t k;

	json_array_foreach(json_object_get(spec, "images"), k, i) {
		const char *name = weir_get_str_or(i, "name", ""), *new_name = weir_get_str_or(i, "newName", "");
		const char *tag = weir_get_str_or(i, "newTag", ""), *digest = weir_get_str_or(i, "digest", "");

		image = find_image(json_object_get(file, "images"), name);
		if (!image) {
			image = json_pack("{s:s}", "name", name);
			json_array_append_new(list_of(file, "images"), image);
		}
		if (*new_name)
			json_object_set_new(image, "newName", json_string(new_name));
		if (!*tag && !*digest)
			continue;
		set_or_clear(image, "newTag", tag);
		set_or_clear(image, "digest", digest);
	}
}

int flux_merge(struct build *b, struct loader *ldr, const json_t *spec, json_t *file)
{
	const json_t *metadata = json_object_get(spec, "buildMetadata");
	int rc;

	replace_text(spec, "targetNamespace", file, "namespace");
	replace_text(spec, "namePrefix", file, "namePrefix");
	replace_text(spec, "nameSuffix", file, "nameSuffix");
	rc = add_patches(b, spec, file);
	if (rc == 0)
		rc = add_components(b, ldr, spec, file);
	if (rc)
		return rc;
	add_old_patches(spec, file);
	add_images(spec, file);
	if (json_array_size(metadata))
		json_object_set(file, "buildMetadata", (json_t *)metadata);
	return 0;
}
