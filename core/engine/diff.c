/* SPDX-License-Identifier: Apache-2.0 */
/* diff.c - what the next apply of a unit would change: its plan anew, and a dry run of the applier. */
#include <stdlib.h>
#include "engine/engine_private.h"

struct diff {
	struct engine *engine;
	void (*done)(void *arg, const json_t *changes, const struct weir_error *err);
	void *arg;
	struct plugin_set *set;
	struct plugin *plugin;
	struct weir_call *call;
	json_t *object, *owner, *inventory, *records, *changes;
	char *source;
	bool prune, force;
	int rc;
	struct weir_error err;
};

static void add_kinds(struct diff *d, const json_t *objects, json_t *rest, json_t *units)
{
	json_t *object;
	size_t i;

	json_array_foreach(objects, i, object) {
		WEIR_CLEAN_FREE char *group = NULL;
		enum plugin_role role;

		weir_split_api_version(weir_get_str_or(object, "apiVersion", ""), &group, NULL);
		json_array_append(plugin_set_kind(d->set, group, weir_object_kind(object), &role, NULL) ||
						  loader_known_kind(group, weir_object_kind(object))
					  ? units
					  : rest,
				  object);
	}
}

static int render(struct diff *d, json_t **plan)
{
	const struct weir_renderer *renderer = plugin_descriptor(d->plugin)->renderer;
	WEIR_CLEAN_JSON json_t *artifact = NULL;
	struct weir_render_req req = { .size = sizeof(req), .object = d->object, .history = d->records };
	struct weir_render_res res = { .size = sizeof(res) };
	struct tree_handle *handle = NULL;
	void *self;
	int rc = 0;

	if (d->source)
		rc = artifact_open(d->engine, d->call, d->source, &handle, &artifact, &d->err);
	if (rc)
		return rc;
	req.tree = handle ? call_tree(d->call, handle, d->source) : NULL;
	req.artifact = artifact;
	tree_unref(handle);
	self = plugin_enter(d->plugin, d->call);
	rc = plugin_result(d->plugin, renderer->render(self, d->call, &req, &res, &d->err), &d->err);
	plugin_leave(d->plugin, d->call);
	if (!rc)
		rc = filter_plan(d->set, d->call, d->owner, &res.plan, NULL, &d->err);
	json_decref(res.record);
	json_decref(res.info);
	*plan = res.plan;
	return rc;
}

static void work(void *arg)
{
	struct diff *d = arg;
	struct plugin *applier = plugin_set_applier(d->set);
	WEIR_CLEAN_JSON json_t *plan = NULL, *rest = json_array(), *units = json_array(), *folders = NULL;
	struct weir_apply_req req = { .size = sizeof(req),
				      .owner = d->owner,
				      .previous = d->inventory,
				      .prune = d->prune,
				      .force = d->force,
				      .dry_run = true };
	struct weir_apply_res res = { .size = sizeof(res) };
	json_t *phase;
	void *self;
	size_t i;

	d->rc = render(d, &plan);
	if (d->rc)
		return;
	json_array_foreach(plan, i, phase)
		add_kinds(d, json_object_get(phase, "objects"), rest, units);
	req.objects = rest;
	req.units = units;
	req.folders = folders = plan_folders(plan);
	self = plugin_enter(applier, d->call);
	d->rc = plugin_result(applier, plugin_descriptor(applier)->applier->apply(self, d->call, &req, &res, &d->err),
			      &d->err);
	plugin_leave(applier, d->call);
	json_decref(res.inventory);
	d->changes = res.changes;
}

static void finish(void *arg)
{
	struct diff *d = arg;
	struct engine *engine = d->engine;

	d->done(d->arg, d->rc ? NULL : d->changes, d->rc ? &d->err : NULL);
	call_free(d->call);
	plugin_unref(d->plugin);
	plugin_set_unref(d->set);
	json_decref(d->object);
	json_decref(d->owner);
	json_decref(d->inventory);
	json_decref(d->records);
	json_decref(d->changes);
	free(d->source);
	weir_error_done(&d->err);
	free(d);
	job_ended(engine);
}

int engine_diff(struct engine *engine, const char *key,
		void (*done)(void *arg, const json_t *changes, const struct weir_error *err), void *arg,
		struct weir_error *err)
{
	struct unit *unit = units_find(engine, key);
	struct diff *d;

	if (!unit)
		return weir_fail(err, WEIR_E_NOT_FOUND, NULL, "there is no unit %s", key);
	if (!unit->plugin || unit->role != ROLE_RENDERER || !unit->facts)
		return weir_fail(err, WEIR_E_UNSUPPORTED, NULL, "%s applies nothing, so there is nothing to compare",
				 key);
	d = weir_calloc(1, sizeof(*d));
	*d = (struct diff){ .engine = engine,
			    .done = done,
			    .arg = arg,
			    .set = plugin_set_ref(engine->plugins),
			    .plugin = plugin_ref(unit->plugin),
			    .object = json_incref(unit->row.object),
			    .owner = json_incref(unit->ref),
			    .inventory = json_incref(unit->row.inventory),
			    .records = json_incref(unit->row.records),
			    .source = unit->source ? weir_strdup(unit->source) : NULL,
			    .prune = weir_get_bool(unit->facts, "prune", false),
			    .force = weir_get_bool(unit->facts, "force", false),
			    .err = WEIR_ERROR_INIT };
	d->call = call_new(&(struct call_options){
		.host = engine->host, .set = d->set, .unit = d->owner, .deadline_ms = INT64_MAX });
	engine->jobs++;
	pool_submit(engine->pool, work, finish, d);
	return 0;
}
