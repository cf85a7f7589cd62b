/* SPDX-License-Identifier: Apache-2.0 */
/* service.c - patches and images on objects that come from elsewhere. */
#include "service.h"

#include "config.h"
#include "kustfile.h"
#include "kustomize.h"
#include "output.h"
#include "plugin.h"
#include "transform.h"

/* Only these fields; checked as a kustomization file is. */
static int read_fields(struct build *b, const json_t *in, json_t **out)
{
	static const char *const fields[] = { "patches", "images", "patchesStrategicMerge", "patchesJson6902", NULL };
	WEIR_CLEAN_JSON json_t *raw = json_object();
	const char *const *f;
	int rc;

	for (f = fields; *f; f++)
		if (json_object_get(in, *f))
			json_object_set(raw, *f, json_object_get(in, *f));
	rc = kustfile_decode(b, "post renderer", kustomization_fields, raw, DECODE_STRICT, out);
	if (rc == 0)
		ptrs_add(b->arena, &b->jsons, *out);
	return rc;
}

static int load_objects(struct build *b, const json_t *objects, struct resmap *m)
{
	const json_t *object;
	size_t i;
	int rc = 0;

	json_array_foreach(objects, i, object) {
		rc = resmap_append(b, m, resource_new(b, node_of_json(b->arena, b->keys, object, false)));
		if (rc)
			return rc;
	}
	return rc;
}

static int transform(struct build *b, const json_t *file, struct resmap *m)
{
	const json_t *merges = json_object_get(file, "patchesStrategicMerge"), *patch;
	struct loader none = { .root = "", .restricted = true };
	size_t i;
	int rc = json_array_size(merges) ? transform_merge(b, &none, m, merges, NULL) : 0;

	if (rc)
		return rc;
	json_array_foreach(json_object_get(file, "patches"), i, patch) {
		rc = transform_patch(b, &none, m, patch);
		if (rc)
			return rc;
		resmap_drop_empty(m);
	}
	json_array_foreach(json_object_get(file, "patchesJson6902"), i, patch) {
		rc = transform_json(b, &none, m, json_object_get(patch, "target"), "",
				    weir_get_str_or(patch, "patch", ""));
		if (rc)
			return rc;
	}
	return transform_images(b, m, json_object_get(file, "images"), &config_default(b)->lists[SPECS_IMAGES]);
}

static int answer(struct build *b, struct resmap *m, json_t **out)
{
	json_t *objects = json_array(), *object;
	size_t i;

	output_finish(b, m);
	for (i = 0; i < m->list.count; i++) {
		object = output_json(b, RESMAP_AT(m, i));
		if (!object) {
			json_decref(objects);
			return WEIR_E_INVALID;
		}
		json_array_append_new(objects, object);
	}
	*out = json_pack("{s:o}", "objects", objects);
	return 0;
}

int service_transform(void *self, struct weir_call *call, const json_t *in, json_t **out, struct weir_error *err)
{
	const struct kustomize_plugin *plugin = self;
	struct resmap *m;
	json_t *file;
	struct build b;
	int rc;

	build_init(&b, plugin->host, call, err);
	b.options.current_schema = plugin->current_schema;
	m = resmap_new(&b);
	rc = read_fields(&b, in, &file);
	if (rc == 0)
		rc = load_objects(&b, json_object_get(in, "objects"), m);
	if (rc == 0)
		rc = transform(&b, file, m);
	if (rc == 0)
		rc = answer(&b, m, out);
	build_done(&b);
	return rc;
}
