/* SPDX-License-Identifier: Apache-2.0 */
/*
 * filter.c - what the plugin changes in the plans of others: the pod templates of workloads whose Secrets
 * have changed, and the items that Deployments ask for. A plan without either is left as it is.
 */
#include "filter.h"

#include <stdlib.h>
#include <string.h>

#include <weir/util.h>

#include "restart.h"
#include "uses.h"

#define OP_ITEM_PATH OP_PREFIX "item-path"
#define OP_ITEM_NAME OP_PREFIX "item-name"

struct filter {
	struct restarts restarts;
	const json_t *plan;
	json_t *out; /* the changed plan, NULL: nothing has changed yet */
};

/* ---- changes on copies ---- */

/* The objects of phase @i, of the plan that comes out: these may be changed. */
static json_t *own_objects(struct filter *f, size_t i)
{
	json_t *phase, *own, *objects;

	if (!f->out)
		f->out = json_copy((json_t *)f->plan);
	phase = json_array_get(f->out, i);
	if (phase != json_array_get(f->plan, i))
		return json_object_get(phase, "objects");
	own = json_copy(phase);
	objects = json_copy(json_object_get(phase, "objects"));
	json_object_set_new(own, "objects", objects);
	json_array_set_new(f->out, i, own);
	return objects;
}

/* @object with another map at each step to @path, and @key set in the last one. New reference. */
static json_t *with(const json_t *object, const char *const *path, const char *key, const char *value)
{
	json_t *copy = json_is_object(object) ? json_copy((json_t *)object) : json_object();

	if (!*path)
		json_object_set_new(copy, key, json_string(value));
	else
		json_object_set_new(copy, *path, with(json_object_get(copy, *path), path + 1, key, value));
	return copy;
}

/* ---- restarts ---- */

static int restart(struct filter *f, size_t phase, size_t at, const json_t *workload, struct weir_error *err)
{
	static const char *const path[] = { "spec", "template", "metadata", "annotations", NULL };
	const char *have = json_string_value(
		json_object_get(weir_get(workload, "spec.template.metadata.annotations"), OP_RESTARTED));
	WEIR_CLEAN_FREE char *when = NULL;
	int rc = restart_time(&f->restarts, workload, &when, err);

	if (rc || !when || (have && strcmp(have, when) >= 0))
		return rc;
	json_array_set_new(own_objects(f, phase), at, with(workload, path, OP_RESTARTED, when));
	return 0;
}

/* ---- items by annotation ---- */

/* Those of the Deployment itself, if it has any of ours, else those of its pods. */
static const json_t *own_annotations(const json_t *deployment)
{
	const json_t *annotations = weir_get(deployment, "metadata.annotations");
	const char *key;
	json_t *unused;

	json_object_foreach((json_t *)annotations, key, unused)
		if (strncmp(key, OP_PREFIX, strlen(OP_PREFIX)) == 0)
			return annotations;
	return weir_get(deployment, "spec.template.metadata.annotations");
}

static bool plan_has(const struct filter *f, const json_t *wanted)
{
	WEIR_CLEAN_JSON json_t *ref = weir_ref_of(wanted);
	json_t *phase, *object;
	size_t i, k;

	json_array_foreach(f->out ? f->out : (json_t *)f->plan, i, phase)
		json_array_foreach(json_object_get(phase, "objects"), k, object) {
			WEIR_CLEAN_JSON json_t *other = NULL;

			if (strcmp(weir_object_kind(object), weir_object_kind(wanted)) != 0)
				continue;
			other = weir_ref_of(object);
			if (weir_ref_equal(ref, other))
				return true;
		}
	return false;
}

static void add_item(struct filter *f, size_t phase, const json_t *deployment)
{
	const json_t *annotations = own_annotations(deployment);
	const char *path = json_string_value(json_object_get(annotations, OP_ITEM_PATH));
	const char *name = json_string_value(json_object_get(annotations, OP_ITEM_NAME));
	const char *restarts = json_string_value(json_object_get(annotations, OP_AUTO_RESTART));
	WEIR_CLEAN_JSON json_t *item = NULL;

	if (!path || !name || !*name || strcmp(weir_object_kind(deployment), "Deployment") != 0)
		return;
	item = json_pack("{s:s, s:s, s:{s:s, s:s}, s:{s:s}}", "apiVersion", "onepassword.com/v1", "kind",
			 "OnePasswordItem", "metadata", "name", name, "namespace", weir_object_namespace(deployment),
			 "spec", "itemPath", path);
	if (restarts)
		json_object_set_new(json_object_get(item, "metadata"), "annotations",
				    json_pack("{s:s}", OP_AUTO_RESTART, restarts));
	if (item && !plan_has(f, item))
		json_array_append(own_objects(f, phase), item);
}

/* ---- the plan ---- */

static int filter_phase(struct filter *f, size_t i, struct weir_error *err)
{
	const json_t *phase = json_array_get(f->plan, i);
	json_t *object;
	size_t k;
	int rc = 0;

	if (!weir_get_bool(phase, "owned", true))
		return 0;
	json_array_foreach(json_object_get(phase, "objects"), k, object) {
		if (!uses_is_workload(object))
			continue;
		rc = restart(f, i, k, object, err);
		if (rc)
			return rc;
		add_item(f, i, object);
	}
	return 0;
}

int filter_change(const struct weir_host *host, struct weir_call *call, bool preset, const struct weir_filter_req *req,
		  struct weir_filter_res *res, struct weir_error *err)
{
	struct filter f = { .plan = req->plan };
	size_t i;
	int rc = 0;

	restarts_init(&f.restarts, host, call, preset);
	for (i = 0; rc == 0 && i < json_array_size(f.plan); i++)
		rc = filter_phase(&f, i, err);
	if (rc == 0) {
		res->plan = json_incref(f.out);
		res->warnings = json_incref(f.restarts.warnings);
	}
	json_decref(f.out);
	restarts_done(&f.restarts);
	return rc;
}
