/* SPDX-License-Identifier: Apache-2.0 */
/* flux_generate.c - a kustomization file found, or made of what lies in the folder. */
#include "flux.h"
#include "kustfile.h"

#define API_VERSION "kustomize.config.k8s.io/v1beta1"

static const char *const file_names[] = { "kustomization.yaml", "kustomization.yml", "Kustomization", NULL };

static const char *find_file(struct build *b, const struct loader *ldr, const char *dir)
{
	const char *const *name;

	for (name = file_names; *name; name++)
		if (b->host->tree_type(b->call, ldr->tree, path_join(b->arena, dir, *name)) == 'f')
			return *name;
	return NULL;
}

/* ---- an own file ---- */

/* Written again, empty lists and texts are not there any more. */
static void drop_empty(json_t *file)
{
	const char *key;
	json_t *value;
	void *next;

	json_object_foreach_safe(file, next, key, value) {
		bool object = strcmp(key, "metadata") == 0 || strcmp(key, "generatorOptions") == 0 ||
			      strcmp(key, "sortOptions") == 0 || strcmp(key, "helmGlobals") == 0;

		if ((json_is_array(value) && !json_array_size(value)) ||
		    (json_is_object(value) && !json_object_size(value) && !object) ||
		    (json_is_string(value) && !json_string_length(value)))
			json_object_del(file, key);
	}
}

static void set_type(json_t *file)
{
	if (!json_object_get(file, "kind"))
		json_object_set_new(file, "kind", json_string("Kustomization"));
	if (!json_object_get(file, "apiVersion"))
		json_object_set_new(file, "apiVersion", json_string(API_VERSION));
}

static int read_file(struct build *b, struct loader *ldr, const char *path, json_t **file)
{
	char *text;
	size_t len;
	int rc = loader_read(b, ldr, path, &text, &len);

	if (rc == 0)
		rc = kustfile_read_loose(b, path, text, len, file);
	if (rc)
		return rc;
	drop_empty(*file);
	set_type(*file);
	/* So that a file of generators or components alone does not count as empty. */
	if (!json_object_get(*file, "resources"))
		json_object_set_new(*file, "buildMetadata", json_pack("[s]", "originAnnotations"));
	return 0;
}

/* ---- one that is made ---- */

static bool is_yaml_name(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot && (strcmp(dot, ".yaml") == 0 || strcmp(dot, ".yml") == 0);
}

static int check_manifest(struct build *b, struct loader *ldr, const char *path)
{
	struct ptrs resources = { 0 };
	char *text;
	size_t len;
	int rc = loader_read(b, ldr, path, &text, &len);

	if (rc == 0)
		rc = resources_load(b, path, text, len, &resources);
	return rc ? build_fail_in(b, "failed to decode Kubernetes YAML") : 0;
}

struct walk {
	struct build *b;
	struct loader *ldr;
	json_t *resources;
	unsigned depth;
};

static int walk_folder(struct walk *w, const char *dir, const char *shown)
{
	WEIR_CLEAN_JSON json_t *entries = NULL;
	const json_t *e;
	size_t i;
	int rc = w->b->host->tree_list(w->b->call, w->ldr->tree, dir, &entries, w->b->err);

	if (rc)
		return rc;
	if (++w->depth > 100)
		return build_fail(w->b, "%s: folders nested too deeply", dir);
	json_array_foreach(entries, i, e) {
		const char *name = weir_get_str_or(e, "name", "");
		const char *path = path_join(w->b->arena, dir, name);
		const char *entry = weir_arena_printf(w->b->arena, "%s/%s", shown, name);
		bool folder = strcmp(weir_get_str_or(e, "type", ""), "dir") == 0;

		if (folder && !find_file(w->b, w->ldr, path)) {
			rc = walk_folder(w, path, entry);
		} else if (folder) {
			json_array_append_new(w->resources, json_string(entry));
		} else if (is_yaml_name(name)) {
			rc = check_manifest(w->b, w->ldr, entry);
			json_array_append_new(w->resources, json_string(entry));
		}
		if (rc)
			return rc;
	}
	w->depth--;
	return 0;
}

static int make_file(struct build *b, struct loader *ldr, const char *dir, json_t **file)
{
	struct walk w = { b, ldr, json_array(), 0 };
	int rc = walk_folder(&w, dir, ".");

	if (rc) {
		json_decref(w.resources);
		return rc;
	}
	*file = json_object();
	set_type(*file);
	if (json_array_size(w.resources))
		json_object_set(*file, "resources", w.resources);
	else
		json_object_set_new(*file, "namespace", json_string("_placeholder"));
	json_decref(w.resources);
	return 0;
}

int flux_generate(struct build *b, struct loader *ldr, const char *dir, json_t **file)
{
	const char *name = find_file(b, ldr, dir);

	return name ? read_file(b, ldr, name, file) : make_file(b, ldr, dir, file);
}
