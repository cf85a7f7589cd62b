/* SPDX-License-Identifier: Apache-2.0 */
/* objects.c - from manifests to the objects of a plan. */
#include "objects.h"

#include <stdlib.h>

#include <weir/yaml.h>

#include "scope.h"

/* ---- texts ---- */

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

static int add_object(json_t *out, json_t *object, const char *path, struct weir_error *err)
{
	const char *kind = weir_object_kind(object);
	json_t *items = json_object_get(object, "items"), *item;
	size_t i, n = strlen(kind);
	int rc = 0;

	if (json_is_null(object))
		return 0;
	if (!json_is_object(object) || !*kind || !*weir_get_str_or(object, "apiVersion", ""))
		return weir_fail(err, WEIR_E_INVALID, "BuildFailed",
				 "%s gives a document without apiVersion or kind, which is no object", path);
	if (n > 4 && strcmp(kind + n - 4, "List") == 0 && json_is_array(items)) {
		json_array_foreach(items, i, item)
			if ((rc = add_object(out, item, path, err)))
				break;
		return rc;
	}
	if (!*weir_object_name(object))
		return weir_fail(err, WEIR_E_INVALID, "BuildFailed", "%s gives a %s without metadata.name", path, kind);
	fit_numbers(object);
	json_array_append(out, object);
	return 0;
}

struct reading {
	json_t *out;
	const char *path;
	struct weir_error *err;
};

static int read_document(void *arg, const char *text, size_t len)
{
	struct reading *r = arg;
	WEIR_CLEAN_JSON json_t *object = weir_yaml_load(r->path, text, len, WEIR_YAML_V2, r->err);

	return object ? add_object(r->out, object, r->path, r->err) : r->err ? r->err->code : WEIR_E_INVALID;
}

json_t *objects_of_manifests(const struct manifests *list, struct weir_error *err)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf text = WEIR_STRBUF_INIT;
	json_t *out = json_array();
	size_t i;

	for (i = 0; i < list->count; i++) {
		struct reading r = { out, list->rows[i].path, err };

		/* A manifest is cut off its last line break, which a text of several lines at its end needs. */
		weir_strbuf_clear(&text);
		weir_strbuf_add(&text, list->rows[i].text, list->rows[i].len);
		weir_strbuf_addc(&text, '\n');
		if (read_document(&r, text.data, text.len)) {
			json_decref(out);
			return NULL;
		}
	}
	return out;
}

static int read_crd(void *arg, const char *path, const struct chart_file *file)
{
	struct reading *r = arg;

	r->path = path;
	return manifest_each(file->data, file->len, read_document, r);
}

json_t *objects_of_crds(const struct chart *chart, struct weir_error *err)
{
	struct reading r = { json_array(), NULL, err };

	if (release_each_crd(chart, read_crd, &r) == 0)
		return r.out;
	json_decref(r.out);
	return NULL;
}

/* ---- post renderers ---- */

static int run_one(const struct helm_plugin *plugin, struct weir_call *call, const json_t *kustomize, json_t **objects,
		   struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *in = json_copy((json_t *)kustomize), *out = NULL;
	int rc;

	json_object_set(in, "objects", *objects);
	rc = plugin->host->invoke(call, "kustomize/transform", in, &out, err);
	if (rc == WEIR_E_NOT_FOUND || rc == WEIR_E_UNSUPPORTED)
		return weir_fail_prefix(err, "spec.postRenderers needs the kustomize plugin");
	if (rc)
		return weir_fail_prefix(err, "spec.postRenderers");
	json_decref(*objects);
	*objects = json_incref(json_object_get(out, "objects"));
	return 0;
}

static void add_metadata(json_t *objects, const json_t *common, const char *field)
{
	const json_t *add = json_object_get(common, field);
	json_t *object, *metadata, *have, *value;
	const char *key;
	size_t i;

	json_array_foreach(objects, i, object) {
		metadata = json_object_get(object, "metadata");
		have = json_object_get(metadata, field);
		if (!json_object_size(add))
			continue;
		if (!json_is_object(have)) {
			have = json_object();
			json_object_set_new(metadata, field, have);
		}
		json_object_foreach((json_t *)add, key, value)
			json_object_set(have, key, value);
	}
}

int objects_post_render(const struct helm_plugin *plugin, struct weir_call *call, const json_t *release,
			json_t **objects, struct weir_error *err)
{
	const json_t *row, *common = weir_get(release, "spec.commonMetadata");
	size_t i;
	int rc = 0;

	json_array_foreach(weir_get(release, "spec.postRenderers"), i, row)
		if (json_is_object(json_object_get(row, "kustomize")) &&
		    (rc = run_one(plugin, call, json_object_get(row, "kustomize"), objects, err)))
			return rc;
	add_metadata(*objects, common, "labels");
	add_metadata(*objects, common, "annotations");
	return 0;
}

/* ---- namespaces ---- */

void objects_set_namespace(json_t *objects, const json_t *crds, const char *namespace)
{
	json_t *object, *metadata;
	size_t i;

	json_array_foreach(objects, i, object) {
		if (*weir_object_namespace(object) || scope_is_cluster(object, objects) ||
		    (crds && scope_is_cluster(object, crds)))
			continue;
		metadata = json_object_get(object, "metadata");
		json_object_set_new(metadata, "namespace", json_string(namespace));
	}
}
