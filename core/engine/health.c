/* SPDX-License-Identifier: Apache-2.0 */
/*
 * health.c - after the apply: `wait` or healthChecks, without a worker in between looks.  Units tell
 * by themselves when they have settled; the target is asked, with growing pauses, until it has a way
 * to tell.  What has finally failed ends the wait at once; a newer revision ends it too.
 * After a removal the same for its end: until the target has nothing of it any more.
 */
#include <stdlib.h>
#include "engine/engine_private.h"

#define FIRST_LOOK_MS 200
#define LAST_LOOK_MS  5000

enum verdict { HEALTH_CURRENT, HEALTH_PROGRESSING, HEALTH_FAILED };

/* ---- units among what is waited for ---- */

static enum verdict unit_health(struct unit *unit, struct unit *child, const char **why)
{
	const json_t *ready = condition_get(child->row.status, "Ready");

	*why = weir_get_str_or(ready, "message", "not reconciled yet");
	if (unit->run->removing) {
		*why = "it is being removed";
		return child->row.deleting ? HEALTH_PROGRESSING : HEALTH_CURRENT;
	}
	if (!child->plugin && !child->core_kind)
		return HEALTH_CURRENT; /* nobody serves it: it says so itself */
	if (child == unit || facts_suspended(child))
		return HEALTH_CURRENT;
	if (child->state == UNIT_IDLE && condition_ready(child) && !units_is_due(child))
		return HEALTH_CURRENT;
	if (order_needs(unit->engine, child, unit->row.key))
		return HEALTH_CURRENT; /* it waits for this one, so this one must not wait for it */
	if (child->state == UNIT_IDLE && !units_is_due(child) &&
	    (condition_is(child->row.status, "Stalled", "True") || once_has_failed(child)))
		return HEALTH_FAILED;
	return HEALTH_PROGRESSING;
}

/* Takes what is Current out of run->awaited; *targets gets the refs that the target must be asked for. */
static enum verdict look_at_units(struct unit *unit, json_t *targets, char **message)
{
	json_t *left = json_array(), *ref;
	enum verdict all = HEALTH_CURRENT;
	const char *why;
	size_t i;

	json_array_foreach(unit->run->awaited, i, ref) {
		WEIR_CLEAN_FREE char *key = weir_ref_key(ref), *text = weir_ref_text(ref);
		struct unit *child = units_find(unit->engine, key);
		enum verdict one;

		if (!child) {
			json_array_append(targets, ref);
			continue;
		}
		one = unit_health(unit, child, &why);
		if (one == HEALTH_CURRENT)
			continue;
		json_array_append(left, ref);
		if (one > all) {
			all = one;
			free(*message);
			*message = weir_asprintf("%s: %s", text, why);
		}
	}
	json_decref(unit->run->awaited);
	unit->run->awaited = left;
	return all;
}

/* ---- the end of a wait ---- */

static void failed(struct unit *unit, const char *message)
{
	struct weir_error err = WEIR_ERROR_INIT;
	WEIR_CLEAN_FREE char *text = weir_strdup(message);

	if (unit->run->removing) {
		weir_fail(&err, WEIR_E_TRANSIENT, "PruneFailed", "what was deleted is still there: %s", text);
		reconcile_failed(unit, &err, "PruneFailed");
		weir_error_done(&err);
		return;
	}
	/* No time in it: the same failure again is no news. */
	weir_fail(&err, WEIR_E_TRANSIENT, "HealthCheckFailed", "health check failed: %s", text);
	condition_set(unit->row.status, "Healthy", "False", "HealthCheckFailed", err.message, unit->row.generation);
	reconcile_failed(unit, &err, "HealthCheckFailed");
	weir_error_done(&err);
}

static void keep_waiting(struct unit *unit, bool ask_target, const char *message)
{
	struct run *run = unit->run;
	int64_t now = loop_now(), pause = FIRST_LOOK_MS << (run->looks < 5 ? run->looks : 5), next = run->wait_until;

	if (now >= run->wait_until) {
		WEIR_CLEAN_FREE char *took = weir_duration_format(facts_timeout(unit));
		WEIR_CLEAN_FREE char *text = weir_asprintf("timeout after %s waiting for: %s", took, message);

		failed(unit, text);
		return;
	}
	if (ask_target) {
		run->looks++;
		if (pause > LAST_LOOK_MS)
			pause = LAST_LOOK_MS;
		if (now + pause < next)
			next = now + pause;
	}
	unit->state = UNIT_WAITING;
	schedule_look(unit, next);
	settle_tell(unit, "waiting");
}

static void healthy(struct unit *unit)
{
	unit->state = UNIT_IDLE;
	if (unit->run->removing)
		remove_ended(unit);
	else if (unit->run->plan && unit->run->phase + 1 < json_array_size(unit->run->plan))
		apply_begin(unit);
	else
		settle_success(unit);
}

static void judge(struct unit *unit, enum verdict verdict, bool ask_target, const char *message)
{
	if (verdict != HEALTH_CURRENT && schedule_overtaken(unit))
		return;
	if (verdict == HEALTH_CURRENT)
		healthy(unit);
	else if (verdict == HEALTH_FAILED)
		failed(unit, message);
	else
		keep_waiting(unit, ask_target, message);
}

/* ---- asking the target ---- */

struct look {
	json_t *refs, *statuses;
};

static void work(struct job *job)
{
	struct look *look = job->data;
	const struct weir_applier *ops = plugin_descriptor(job->plugin)->applier;
	struct weir_observe_req req = { .size = sizeof(req), .refs = look->refs };
	struct weir_observe_res res = { .size = sizeof(res) };
	void *self = plugin_enter(job->plugin, job->call);

	job->rc = plugin_result(job->plugin, ops->observe(self, job->call, &req, &res, &job->err), &job->err);
	plugin_leave(job->plugin, job->call);
	look->statuses = res.statuses;
}

static enum verdict verdict_of(const json_t *status, bool removing)
{
	const char *text = weir_get_str_or(status, "status", "");

	if (removing)
		return strcmp(text, "NotFound") == 0 ? HEALTH_CURRENT : HEALTH_PROGRESSING;
	if (strcmp(text, "Current") == 0)
		return HEALTH_CURRENT;
	return strcmp(text, "Failed") == 0 ? HEALTH_FAILED : HEALTH_PROGRESSING;
}

/* What the target says of the rest; what is not Current is waited for again. True: there is such. */
static bool look_at_target(struct unit *unit, const json_t *statuses, enum verdict *all, char **message)
{
	bool left = false;
	json_t *status;
	size_t i;

	json_array_foreach((json_t *)statuses, i, status) {
		WEIR_CLEAN_FREE char *text = weir_ref_text(json_object_get(status, "ref"));
		enum verdict one = verdict_of(status, unit->run->removing);

		if (one == HEALTH_CURRENT)
			continue;
		left = true;
		json_array_append(unit->run->awaited, json_object_get(status, "ref"));
		if (one > *all || !*message) {
			*all = one > *all ? one : *all;
			free(*message);
			*message = weir_asprintf("%s is %s: %s", text, weir_get_str_or(status, "status", "?"),
						 weir_get_str_or(status, "message", ""));
		}
	}
	return left;
}

static void judge_all(struct unit *unit, const json_t *statuses)
{
	WEIR_CLEAN_JSON json_t *targets = json_array();
	WEIR_CLEAN_FREE char *message = NULL;
	/* Anew: a unit that settled while the target was asked found nobody waiting. */
	enum verdict all = look_at_units(unit, targets, &message);
	bool left = look_at_target(unit, statuses, &all, &message);

	if (json_array_size(targets)) { /* were units, and are no more */
		json_array_extend(unit->run->awaited, targets);
		all = all > HEALTH_PROGRESSING ? all : HEALTH_PROGRESSING;
		left = true;
	}
	judge(unit, all, left, message ? message : "a unit was removed");
}

static void finish(struct job *job)
{
	struct look *look = job->data;
	struct unit *unit = job->unit;

	unit->state = UNIT_IDLE;
	if (job->rc)
		reconcile_failed(unit, &job->err, "HealthCheckFailed");
	else if (!schedule_overtaken(unit))
		judge_all(unit, look->statuses);
	json_decref(look->refs);
	json_decref(look->statuses);
	free(look);
}

static void ask_target(struct unit *unit, json_t *refs)
{
	struct plugin *applier = plugin_set_applier(unit->engine->plugins);
	struct job *job = job_new(unit, applier, false, facts_timeout(unit));
	struct look *look = weir_calloc(1, sizeof(*look));

	look->refs = refs;
	job->data = look;
	job->work = work;
	job->finish = finish;
	job_submit(job);
}

void health_look(struct unit *unit)
{
	json_t *targets = json_array();
	char *message = NULL;
	enum verdict units = look_at_units(unit, targets, &message);
	struct plugin *applier = plugin_set_applier(unit->engine->plugins);

	if (units != HEALTH_FAILED && json_array_size(targets) && plugin_descriptor(applier)->applier->observe) {
		ask_target(unit, targets);
		free(message);
		return;
	}
	json_decref(targets);
	judge(unit, units, false, message ? message : "");
	free(message);
}

static void begin(struct unit *unit)
{
	struct run *run = unit->run;

	run->step = STEP_HEALTH;
	run->wait_until = loop_now() + facts_timeout(unit);
	run->looks = 0;
	if (json_array_size(run->awaited) > LIMIT_HEALTH_OBJECTS)
		failed(unit, "more objects to wait for than weir's limit");
	else if (json_array_size(run->awaited) == 0)
		healthy(unit);
	else
		health_look(unit);
}

void health_await_end(struct unit *unit, json_t *refs)
{
	json_decref(unit->run->awaited);
	unit->run->awaited = refs;
	begin(unit);
}

/* All that it has, and the units that the target does not show. */
static json_t *all_refs(const struct unit *unit)
{
	json_t *refs = json_copy(unit->row.inventory);
	size_t i;

	for (i = 0; i < unit->engine->unit_count; i++) {
		struct unit *child = unit->engine->units[i];

		if (origin_is_of(child, unit) && !child->row.deleting)
			json_array_append(refs, child->ref);
	}
	return refs;
}

void health_begin(struct unit *unit)
{
	struct run *run = unit->run;
	const json_t *phase = run->plan ? json_array_get(run->plan, run->phase) : NULL;
	const json_t *checks = json_object_get(unit->facts, "health");
	bool last = !run->plan || run->phase + 1 >= json_array_size(run->plan);

	if (!run->unchanged && last)
		settle_absorb(unit);
	json_decref(run->awaited);
	if (!last)
		run->awaited = refs_of(json_object_get(phase, "objects"));
	else if (weir_get_bool(unit->facts, "wait", false) || weir_get_bool(phase, "wait", false))
		run->awaited = all_refs(unit);
	else
		run->awaited = checks ? json_copy((json_t *)checks) : json_array();
	begin(unit);
}
