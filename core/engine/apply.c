/* SPDX-License-Identifier: Apache-2.0 */
/*
 * apply.c - a renderer's reconcile, second half: the intent is stored, then the phases of the plan
 * go to the target one after the other; what is a unit among the objects becomes one.  What is not in
 * the plan any more is pruned after them: prune.c.
 */
#include <stdlib.h>
#include "engine/engine_private.h"

#define EMPTY_BUILD                                                                                                \
	"the build gives no objects, and %zu would be pruned: nothing was deleted; if that is meant, remove this " \
	"unit or set its prune to false"

struct phase {
	json_t *objects, *units, *previous;
	json_t *others, *folders; /* see weir_apply_req */
	json_t *earlier;          /* changes of the phases before */
	bool prune, force, last;
	bool unsure; /* the last apply did not end well: what it has changed may not have been told */
	char *revision;
	json_t *info;
	struct weir_apply_res res;
};

static void free_phase(struct phase *p)
{
	json_decref(p->objects);
	json_decref(p->units);
	json_decref(p->previous);
	json_decref(p->others);
	json_decref(p->folders);
	json_decref(p->earlier);
	json_decref(p->info);
	json_decref(p->res.inventory);
	json_decref(p->res.changes);
	free(p->revision);
	free(p);
}

/* ---- in a worker ---- */

static void tell_applied(struct job *job, const struct phase *p, const struct weir_applier *ops, void *self)
{
	WEIR_CLEAN_JSON json_t *all = json_copy(p->earlier);
	struct weir_applied_req req = {
		.size = sizeof(req), .owner = job->owner, .revision = p->revision, .info = p->info, .changes = all
	};
	json_t *change;
	bool any = p->unsure;
	size_t i;

	json_array_extend(all, p->res.changes);
	json_array_foreach(all, i, change)
		any = any || strcmp(weir_get_str_or(change, "action", ""), "unchanged") != 0;
	if (ops->applied && p->last && any)
		job->rc = plugin_result(job->plugin, ops->applied(self, job->call, &req, &job->err), &job->err);
}

static void work(struct job *job)
{
	struct phase *p = job->data;
	const struct weir_applier *ops = plugin_descriptor(job->plugin)->applier;
	struct weir_apply_req req = { .size = sizeof(req),
				      .owner = job->owner,
				      .objects = p->objects,
				      .units = p->units,
				      .previous = p->previous,
				      .prune = p->prune,
				      .force = p->force,
				      .revision = p->revision,
				      .others = p->others,
				      .folders = p->folders };
	void *self = plugin_enter(job->plugin, job->call);

	p->res.size = sizeof(p->res);
	job->rc = plugin_result(job->plugin, ops->apply(self, job->call, &req, &p->res, &job->err), &job->err);
	if (!job->rc)
		tell_applied(job, p, ops, self);
	plugin_leave(job->plugin, job->call);
}

/* ---- the phases ---- */

static bool is_last(const struct run *run)
{
	return run->phase + 1 >= json_array_size(run->plan);
}

static bool phase_owned(const json_t *phase)
{
	return weir_get_bool(phase, "owned", true);
}

static size_t count_objects(const json_t *plan)
{
	json_t *phase;
	size_t i, n = 0;

	json_array_foreach(plan, i, phase)
		n += phase_owned(phase) ? json_array_size(json_object_get(phase, "objects")) : 0;
	return n;
}

static void next_phase(struct unit *unit);

static void take_changes(struct unit *unit, const json_t *changes, bool failed_too)
{
	struct engine *engine = unit->engine;
	json_t *change;
	size_t i;

	json_array_foreach(changes, i, change) {
		const char *action = weir_get_str_or(change, "action", "");
		WEIR_CLEAN_FREE char *key = weir_ref_key(json_object_get(change, "ref"));

		if (!failed_too && strcmp(action, "failed") == 0)
			continue;
		json_object_set_new(engine->totals, action, json_integer(weir_get_int(engine->totals, action, 0) + 1));
		if (strcmp(action, "unchanged") == 0)
			continue;
		json_array_append(unit->run->changes, change);
		graph_wake_readers(engine, key, unit); /* who has read it must look again */
	}
}

/*
 * An apply that failed half way: what the applier says is there, and what may still be.  The intent
 * stays as long as an object is another's: that one must know who wants it.
 */
static void keep_partial(struct unit *unit, const struct phase *p, const struct weir_error *err)
{
	const struct run *run = unit->run;
	json_t *inventory = json_deep_copy(p->res.inventory ? p->res.inventory : run->previous);

	refs_add(inventory, run->inventory);
	if (!p->prune)
		refs_add(inventory, run->previous);
	if (p->res.inventory == NULL)
		refs_add(inventory, unit->row.intent);
	json_decref(unit->row.inventory);
	unit->row.inventory = inventory;
	if (p->res.inventory && is_last(run) && strcmp(err->reason, OWNED_BY_ANOTHER) != 0) {
		json_decref(unit->row.intent);
		unit->row.intent = NULL;
	}
	free(unit->row.fingerprint);
	unit->row.fingerprint = NULL;
	unit->dirty = true;
}

static void failed(struct unit *unit, struct phase *p, struct weir_error *err)
{
	if (!p->prune && claim_begin(unit, p->res.changes, err)) {
		take_changes(unit, p->res.changes, false);
		return;
	}
	take_changes(unit, p->res.changes, true);
	keep_partial(unit, p, err);
	reconcile_failed(unit, err, p->prune ? "PruneFailed" : "ReconciliationFailed");
}

static void after_phase(struct unit *unit, const json_t *phase)
{
	struct run *run = unit->run;

	if (run->step == STEP_PRUNE && run->removing)
		remove_done(unit);
	else if (run->step == STEP_PRUNE)
		health_begin(unit);
	else if (is_last(run))
		prune_begin(unit);
	else if (weir_get_bool(phase, "wait", false))
		health_begin(unit); /* comes back through apply_begin() for the next phase */
	else {
		run->phase++;
		next_phase(unit);
	}
}

static void finish(struct job *job)
{
	struct phase *p = job->data;
	struct unit *unit = job->unit;
	const json_t *phase = json_array_get(unit->run->plan, unit->run->phase);

	if (job->rc) {
		failed(unit, p, &job->err);
	} else {
		take_changes(unit, p->res.changes, true);
		if (p->prune || phase_owned(phase))
			refs_add(unit->run->inventory, p->res.inventory);
		after_phase(unit, phase);
	}
	free_phase(p);
}

/* Split the objects of a phase: those that are units of weir, and the rest. */
static void split(struct engine *engine, const json_t *objects, json_t *rest, json_t *units)
{
	json_t *object;
	size_t i;

	json_array_foreach(objects, i, object)
		json_array_append(units_is_kind(engine, object) ? units : rest, object);
}

json_t *plan_folders(const json_t *plan)
{
	json_t *folders = NULL, *phase, *object;
	size_t i, k;

	json_array_foreach((json_t *)plan, i, phase) {
		const char *folder = weir_get_str(phase, "folder");

		if (!folder)
			continue;
		folders = folders ? folders : json_object();
		json_array_foreach(json_object_get(phase, "objects"), k, object) {
			WEIR_CLEAN_JSON json_t *ref = weir_ref_of(object);
			WEIR_CLEAN_FREE char *key = weir_ref_key(ref);

			json_object_set_new(folders, key, json_string(folder));
		}
	}
	return folders;
}

static struct phase *new_phase(struct unit *unit)
{
	struct run *run = unit->run;
	struct phase *p = weir_calloc(1, sizeof(*p));

	p->objects = json_array();
	p->units = json_array();
	p->unsure = !run->removing && !unit->row.fingerprint;
	p->earlier = json_copy(run->changes);
	p->force = weir_get_bool(unit->facts, "force", false);
	p->revision = run->revision ? weir_strdup(run->revision) : NULL;
	p->info = json_incref(json_object_get(run->artifact, "info"));
	return p;
}

static void submit(struct unit *unit, struct phase *p)
{
	struct job *job = job_new(unit, plugin_set_applier(unit->engine->plugins), false, facts_timeout(unit));

	job->data = p;
	job->work = work;
	job->finish = finish;
	job_submit(job);
}

static void next_phase(struct unit *unit)
{
	struct run *run = unit->run;
	struct phase *p = new_phase(unit);

	run->step = STEP_APPLY;
	split(unit->engine, json_object_get(json_array_get(run->plan, run->phase), "objects"), p->objects, p->units);
	p->previous = json_incref(run->previous);
	p->others = json_incref(run->others);
	p->folders = plan_folders(run->plan);
	p->last = is_last(run) && !json_array_size(run->stale);
	submit(unit, p);
}

void apply_again(struct unit *unit)
{
	next_phase(unit);
}

void apply_prune(struct unit *unit, json_t *entries)
{
	struct phase *p = new_phase(unit);

	unit->run->step = STEP_PRUNE;
	p->previous = entries;
	p->prune = p->last = true;
	submit(unit, p);
}

/* ---- before the first phase ---- */

json_t *apply_intent(const json_t *plan)
{
	json_t *intent = json_array(), *phase, *object;
	size_t i, k;

	json_array_foreach(plan, i, phase) {
		if (!phase_owned(phase))
			continue;
		json_array_foreach(json_object_get(phase, "objects"), k, object)
			json_array_append_new(intent, weir_ref_of(object));
	}
	return intent;
}

static int store_intent(struct unit *unit, struct weir_error *err)
{
	json_t *intent = apply_intent(unit->run->plan);
	WEIR_CLEAN_JSON json_t *have = refs_keys(unit->run->previous), *unknown = refs_without(intent, have);

	if (json_array_size(unknown) == 0) { /* there is nothing to remember */
		json_decref(intent);
		return 0;
	}
	if (unit->row.intent)
		refs_add(intent, unit->row.intent);
	json_decref(unit->row.intent);
	unit->row.intent = intent;
	unit->dirty = true;
	return settle_commit(unit->engine, err);
}

static void collect_children(struct unit *unit)
{
	json_t *phase;
	json_t *rest = json_array();
	size_t i;

	unit->run->children = json_array();
	json_array_foreach(unit->run->plan, i, phase)
		split(unit->engine, json_object_get(phase, "objects"), rest, unit->run->children);
	json_decref(rest);
}

static void begin_run(struct run *run, struct unit *unit)
{
	run->previous = json_copy(unit->row.inventory);
	if (unit->row.intent)
		refs_add(run->previous, unit->row.intent);
	run->inventory = json_array();
	run->changes = json_array();
	run->stale = prune_stale(unit);
}

void apply_begin(struct unit *unit)
{
	struct weir_error err = WEIR_ERROR_INIT;
	struct run *run = unit->run;

	if (run->phase > 0 || run->inventory) { /* back from the health of a phase */
		run->phase++;
		next_phase(unit);
		return;
	}
	begin_run(run, unit);
	collect_children(unit);
	if (json_array_size(run->plan) == 0)
		json_array_append_new(run->plan, json_pack("{s:s, s:[]}", "name", "apply", "objects"));
	if (count_objects(run->plan) == 0 && json_array_size(run->previous) > 0 &&
	    weir_get_bool(unit->facts, "prune", false)) {
		weir_fail(&err, WEIR_E_INVALID, "PruneFailed", EMPTY_BUILD, json_array_size(run->previous));
		reconcile_failed(unit, &err, "PruneFailed");
	} else if (store_intent(unit, &err)) {
		reconcile_failed(unit, &err, "ReconciliationFailed");
	} else {
		owners_changed(unit->engine); /* what this one wants is known now */
		next_phase(unit);
	}
	weir_error_done(&err);
}
