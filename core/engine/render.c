/* SPDX-License-Identifier: Apache-2.0 */
/*
 * render.c - a renderer's reconcile, first half: has anything that it read changed?  If not, does
 * the target still hold what it should?  Else the plan anew.
 */
#include <stdlib.h>
#include "engine/engine_private.h"

struct work {
	struct engine *engine;
	char *source; /* key, or NULL */
	json_t *inventory, *inputs, *records;
	char *fingerprint; /* of the last render that was applied, or NULL */
	bool must;         /* render even if nothing changed */
	struct run *run;   /* results */
};

void run_free(struct run *run)
{
	if (!run)
		return;
	json_decref(run->plan);
	json_decref(run->record);
	json_decref(run->info);
	json_decref(run->inputs);
	json_decref(run->artifact);
	json_decref(run->previous);
	json_decref(run->inventory);
	json_decref(run->stale);
	json_decref(run->others);
	json_decref(run->changes);
	json_decref(run->children);
	json_decref(run->awaited);
	free(run->fingerprint);
	free(run->revision);
	free(run);
}

static void free_work(struct work *w)
{
	free(w->source);
	json_decref(w->inventory);
	json_decref(w->inputs);
	json_decref(w->records);
	free(w->fingerprint);
	run_free(w->run);
	free(w);
}

/* What the plan depends on beside what is read during the render: plugins, object, target, source. */
static char *fingerprint_of(const struct job *job, const struct work *w)
{
	struct plugin *applier = plugin_set_applier(job->set);
	WEIR_CLEAN_FREE char *filters = filter_hashes(job->set), *text = NULL;
	char object[65], whole[65];

	weir_json_digest(job->object, object);
	text = weir_asprintf("%s\n%s\n%s\n%s%s", plugin_hash(job->plugin), plugin_hash(applier), object,
			     w->source ? w->source : "", filters);
	weir_sha256_hex(text, strlen(text), whole);
	return weir_strdup(whole);
}

/* True: the target holds what the inventory says, as far as the applier can tell cheaply. */
static bool target_is_as_it_was(struct job *job, const json_t *inventory)
{
	struct plugin *applier = plugin_set_applier(job->set);
	const struct weir_applier *ops = plugin_descriptor(applier)->applier;
	struct weir_drift_req req = { .size = sizeof(req), .owner = job->owner, .inventory = inventory };
	struct weir_drift_res res = { .size = sizeof(res) };
	struct weir_error err = WEIR_ERROR_INIT;
	void *self;
	bool same;
	int rc;

	if (!ops->drift)
		return false;
	self = plugin_enter(applier, job->call);
	rc = plugin_result(applier, ops->drift(self, job->call, &req, &res, &err), &err);
	plugin_leave(applier, job->call);
	same = rc == 0 && json_array_size(res.drifted) == 0;
	json_decref(res.drifted);
	weir_error_done(&err);
	return same;
}

static void log_warnings(const struct job *job, const json_t *info)
{
	WEIR_CLEAN_FREE char *key = weir_ref_key(job->owner);
	json_t *warning;
	size_t i;

	json_array_foreach(json_object_get(info, "warnings"), i, warning)
		if (json_is_string(warning))
			log_line(WEIR_WARN, NULL, "%s: %s", key, json_string_value(warning));
}

static int render(struct job *job, struct work *w, struct weir_tree *tree)
{
	const struct weir_renderer *renderer = plugin_descriptor(job->plugin)->renderer;
	struct weir_render_req req = { .size = sizeof(req),
				       .object = job->object,
				       .tree = tree,
				       .artifact = w->run->artifact,
				       .history = w->records };
	struct weir_render_res res = { .size = sizeof(res) };
	void *self = plugin_enter(job->plugin, job->call);
	int rc = plugin_result(job->plugin, renderer->render(self, job->call, &req, &res, &job->err), &job->err);

	plugin_leave(job->plugin, job->call);
	if (rc)
		return rc;
	if (!json_is_array(res.plan)) {
		json_decref(res.plan);
		json_decref(res.record);
		json_decref(res.info);
		return weir_fail(&job->err, WEIR_E_INTERNAL, NULL, "plugin %s gave no plan", plugin_name(job->plugin));
	}
	w->run->rendered = true;
	w->run->plan = res.plan;
	w->run->record = res.record;
	w->run->info = res.info;
	rc = filter_plan(job->set, job->call, job->owner, &w->run->plan, &w->run->info, &job->err);
	log_warnings(job, w->run->info);
	if (rc)
		return rc;
	w->run->inputs = call_inputs(job->call);
	return 0;
}

static int open_source(struct job *job, struct work *w, struct weir_tree **tree)
{
	struct tree_handle *handle = NULL;
	const char *revision;
	int rc;

	*tree = NULL;
	if (!w->source)
		return 0;
	rc = artifact_open(w->engine, job->call, w->source, &handle, &w->run->artifact, &job->err);
	if (rc)
		return rc;
	*tree = call_tree(job->call, handle, w->source);
	tree_unref(handle);
	revision = weir_get_str(w->run->artifact, "revision");
	w->run->revision = revision ? weir_strdup(revision) : NULL;
	return 0;
}

static void work(struct job *job)
{
	struct work *w = job->data;
	struct weir_tree *tree;

	job->rc = open_source(job, w, &tree);
	if (job->rc)
		return;
	w->run->fingerprint = fingerprint_of(job, w);
	if (!w->must && w->fingerprint && strcmp(w->fingerprint, w->run->fingerprint) == 0 && w->inputs &&
	    call_inputs_same(job->call, w->inputs) && target_is_as_it_was(job, w->inventory)) {
		w->run->unchanged = true;
		return;
	}
	job->rc = render(job, w, tree);
}

static void fetch_again(struct engine *engine, const char *key)
{
	struct unit *source = units_find(engine, key);

	if (source && source->state == UNIT_IDLE)
		schedule_now(source);
}

static void finish(struct job *job)
{
	struct work *w = job->data;
	struct unit *unit = job->unit;

	job_note_tried(job);
	free(unit->attempted);
	unit->attempted = w->run->revision ? weir_strdup(w->run->revision) : NULL;
	if (job->rc) {
		if (w->source && artifact_is_lost(unit->engine, w->source))
			fetch_again(unit->engine, w->source);
		reconcile_failed(unit, &job->err, w->run->artifact || !w->source ? "BuildFailed" : "ArtifactFailed");
	} else {
		unit->engine->rendered += w->run->rendered;
		run_free(unit->run);
		unit->run = w->run;
		w->run = NULL;
		if (unit->run->unchanged)
			health_begin(unit);
		else
			apply_begin(unit);
	}
	free_work(w);
}

void render_start(struct unit *unit)
{
	struct job *job = job_new(unit, unit->plugin, true, facts_timeout(unit));
	struct work *w = weir_calloc(1, sizeof(*w));

	w->engine = unit->engine;
	w->source = unit->source ? weir_strdup(unit->source) : NULL;
	w->inventory = json_incref(unit->row.inventory);
	w->inputs = json_incref(unit->row.inputs);
	w->records = json_incref(unit->row.records);
	w->fingerprint = unit->row.fingerprint ? weir_strdup(unit->row.fingerprint) : NULL;
	/* An intent is left of an apply that did not end: the target is somewhere in between. */
	w->must = unit->forced || unit->row.intent;
	w->run = weir_calloc(1, sizeof(*w->run));
	unit->forced = false;
	job->data = w;
	job->work = work;
	job->finish = finish;
	job_submit(job);
}
