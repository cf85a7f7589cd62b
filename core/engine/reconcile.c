/* SPDX-License-Identifier: Apache-2.0 */
/*
 * reconcile.c - a unit is due: may it run, and if not, what does it say?  And how a reconcile ends
 * in failure.
 */
#include <stdio.h>
#include <stdlib.h>
#include "engine/engine_private.h"

/* A unit that ends here has nothing to wait for but an edit, or somebody who wakes it. */
static void rest(struct unit *unit)
{
	struct weir_error err = WEIR_ERROR_INIT;

	unit->state = UNIT_IDLE;
	schedule_stop(unit);
	if (unit->again) {
		unit->again = false;
		schedule_now(unit);
	}
	if (settle_commit(unit->engine, &err))
		log_error("%s", err.message);
	weir_error_done(&err);
	graph_wake_held(unit);
	settle_tell(unit, settle_phase(unit));
}

static bool is_general(const char *reason)
{
	static const char *const general[] = { "",        "Invalid",    "NotFound", "Failed", "InternalError",
					       "Timeout", "Unsupported" };
	size_t i;

	for (i = 0; i < sizeof(general) / sizeof(general[0]); i++)
		if (strcmp(reason, general[i]) == 0)
			return true;
	return false;
}

/* Set Ready; the row is dirty only when it says something new. True: news for people too. */
static bool say(struct unit *unit, const char *value, const char *reason, const char *message)
{
	const json_t *old = condition_get(unit->row.status, "Ready");
	WEIR_CLEAN_FREE char *text = message_clean(message);
	bool same = old && strcmp(weir_get_str_or(old, "status", ""), value) == 0 &&
		    strcmp(weir_get_str_or(old, "reason", ""), reason) == 0 &&
		    strcmp(weir_get_str_or(old, "message", ""), text) == 0;

	if (same && weir_get_int(old, "observedGeneration", -1) == unit->row.generation)
		return false;
	condition_set(unit->row.status, "Ready", value, reason, text, unit->row.generation);
	unit->proven = false;
	unit->dirty = true;
	return !same;
}

static void unserved(struct unit *unit)
{
	const char *group = weir_get_str_or(unit->ref, "group", ""), *kind = weir_get_str_or(unit->ref, "kind", "");
	const char *known = loader_known_kind(group, kind);
	WEIR_CLEAN_FREE char *file = known ? loader_find(known, NULL, NULL) : NULL;
	WEIR_CLEAN_FREE char *hint = file ? weir_asprintf(": add `%s: {}` under `plugins:` of weir.yaml", known) : NULL;
	WEIR_CLEAN_FREE char *message = weir_asprintf("no plugin serves %s (%s)%s", kind, group, hint ? hint : "");

	say(unit, "Unknown", "NoPlugin", message);
	rest(unit);
}

static void served_by_core(struct unit *unit)
{
	struct weir_error err = WEIR_ERROR_INIT;

	if (facts_suspended(unit)) {
		rest(unit);
		return;
	}
	if (unit->core_kind->check(unit->core_kind->arg, unit->row.object, &err)) {
		say(unit, "False", *err.reason ? err.reason : "InvalidSpec", err.message);
		condition_set(unit->row.status, "Stalled", "True", err.reason, err.message, unit->row.generation);
	} else {
		WEIR_CLEAN_FREE char *message = weir_asprintf("%s is Ready", weir_object_kind(unit->row.object));

		condition_remove(unit->row.status, "Stalled");
		say(unit, "True", "Succeeded", message);
	}
	if (weir_get_int(unit->row.status, "observedGeneration", -1) != unit->row.generation) {
		json_object_set_new(unit->row.status, "observedGeneration", json_integer(unit->row.generation));
		unit->dirty = true;
	}
	weir_error_done(&err);
	rest(unit);
}

/* The object itself is wrong: it waits for an edit. */
static void stalled(struct unit *unit, const char *reason, const char *message)
{
	bool news = say(unit, "False", reason, message);

	condition_set(unit->row.status, "Stalled", "True", reason, message, unit->row.generation);
	condition_remove(unit->row.status, "Reconciling");
	json_object_set_new(unit->row.status, "observedGeneration", json_integer(unit->row.generation));
	if (news)
		event_add(unit, "error", reason, message, NULL, unit->row.artifact);
	if (news)
		log_line(WEIR_ERROR, NULL, "%s: %s", unit->row.key, message);
	rest(unit);
}

static void hold(struct unit *unit, enum unit_hold why, bool busy, const char *reason, const char *message)
{
	unit->hold = busy ? why : HOLD_NONE;
	if (busy) {
		/* It comes to this unit in a moment, and will wake it: nothing to store. */
		unit->state = UNIT_IDLE;
		unit->held = weir_strdup(message);
		schedule_stop(unit);
		settle_tell(unit, "waiting");
		return;
	}
	say(unit, "False", reason, message);
	condition_set(unit->row.status, "Reconciling", "True", "ProgressingWithRetry", message, unit->row.generation);
	rest(unit);
}

/* noCrossNamespaceRefs: what it refers to must stand in its own namespace. */
static bool refs_allow(struct unit *unit)
{
	const char *own = weir_object_namespace(unit->row.object), *ns;
	json_t *ref;
	size_t i;

	if (!unit->engine->config->no_cross_namespace_refs)
		return true;
	json_array_foreach(json_object_get(unit->facts, "refs"), i, ref) {
		WEIR_CLEAN_FREE char *text = weir_ref_text(ref);
		WEIR_CLEAN_FREE char *message = NULL;

		ns = weir_get_str_or(ref, "namespace", "");
		if (!*ns || strcmp(ns, own) == 0 || strcmp(weir_get_str_or(ref, "role", ""), "target") == 0)
			continue;
		message = weir_asprintf("it refers to %s in the namespace %s, which noCrossNamespaceRefs forbids", text,
					ns);
		stalled(unit, "AccessDenied", message);
		return false;
	}
	return true;
}

static bool source_allows(struct unit *unit)
{
	struct engine *engine = unit->engine;
	struct unit *source = unit->source ? units_find(engine, unit->source) : NULL;
	WEIR_CLEAN_FREE char *message = NULL;

	if (!unit->source)
		return true;
	/* While the source looks for a newer revision, its readers wait: one run instead of two. */
	if (source && !facts_suspended(source) && (source->state == UNIT_RUNNING || units_is_due(source))) {
		message = weir_asprintf("source '%s' is looking for a new revision", unit->source);
		hold(unit, HOLD_SOURCE, true, "ArtifactFailed", message);
		return false;
	}
	if (source && !source->row.artifact && source->hold != HOLD_NONE) {
		message = weir_asprintf("source '%s' waits itself", unit->source);
		hold(unit, HOLD_SOURCE, true, "ArtifactFailed", message);
		return false;
	}
	if (source && source->row.artifact)
		return true;
	message = weir_asprintf(source ? "Source artifact not found, retrying when '%s' has one"
				       : "Source '%s' not found",
				unit->source);
	hold(unit, HOLD_SOURCE, false, "ArtifactFailed", message);
	return false;
}

static bool dependencies_allow(struct unit *unit)
{
	struct weir_error err = WEIR_ERROR_INIT;
	bool busy, ready = order_ready(unit, &busy, &err);

	if (!ready && err.code == WEIR_E_INVALID)
		stalled(unit, err.reason, err.message);
	else if (!ready)
		hold(unit, HOLD_DEPENDENCY, busy, "DependencyNotReady", err.message);
	weir_error_done(&err);
	return ready;
}

static void note_request(struct unit *unit)
{
	static const char path[] = "reconcile.fluxcd.io/requestedAt";
	const json_t *annotations = weir_get(unit->row.object, "metadata.annotations");
	const char *asked = json_string_value(json_object_get(annotations, path));

	if (!asked || strcmp(asked, weir_get_str_or(unit->row.status, "lastHandledReconcileAt", "")) == 0)
		return;
	json_object_set_new(unit->row.status, "lastHandledReconcileAt", json_string(asked));
	unit->forced = true;
	unit->dirty = true;
}

static bool is_observed(const struct unit *unit)
{
	return weir_get_int(unit->row.status, "observedGeneration", -1) == unit->row.generation;
}

void reconcile_begin(struct unit *unit)
{
	if (unit->engine->stopping || unit->state == UNIT_RUNNING)
		return;
	unit->hold = HOLD_NONE;
	free(unit->held);
	unit->held = NULL;
	if (unit->row.deleting) {
		remove_begin(unit);
	} else if (unit->core_kind) {
		served_by_core(unit);
	} else if (!unit->plugin) {
		unserved(unit);
	} else if (facts_suspended(unit)) {
		rest(unit);
	} else if (!unit->facts) {
		stalled(unit, is_general(unit->invalid.reason) ? "InvalidSpec" : unit->invalid.reason,
			unit->invalid.message ? unit->invalid.message : "the object is invalid");
	} else if (refs_allow(unit)) {
		if (json_object_get(unit->facts, "derived") || !is_observed(unit))
			children_derive(unit);
		if (!dependencies_allow(unit) || !source_allows(unit))
			return;
		if (follow_in_place(unit))
			return;
		note_request(unit);
		unit->started = loop_now();
		settle_tell(unit, "running");
		if (unit->role == ROLE_SOURCE)
			source_start(unit);
		else
			render_start(unit);
	}
}

/* ---- the end in failure ---- */

void reconcile_failed(struct unit *unit, struct weir_error *err, const char *stage)
{
	WEIR_CLEAN_FREE char *message = redact(err->message ? err->message : "unknown error");
	const char *reason = is_general(err->reason) ? stage : err->reason;
	bool edit = err->code == WEIR_E_INVALID || err->code == WEIR_E_UNSUPPORTED;
	struct weir_error failure = WEIR_ERROR_INIT;
	WEIR_CLEAN_JSON json_t *artifact = NULL;
	json_t *fields;
	bool news;

	unit->state = UNIT_IDLE;
	artifact = json_incref(unit->run && unit->run->artifact ? unit->run->artifact : unit->row.artifact);
	run_free(unit->run);
	unit->run = NULL;
	if (unit->engine->stopping)
		return;
	if (err->code == WEIR_E_CANCELLED) {
		unit->again = false;
		schedule_now(unit);
		return;
	}
	news = say(unit, "False", reason, message);
	if (unit->attempted && unit->role == ROLE_RENDERER)
		json_object_set_new(unit->row.status, "lastAttemptedRevision", json_string(unit->attempted));
	if (unit->role == ROLE_SOURCE)
		condition_set(unit->row.status, "FetchFailed", "True", reason, message, unit->row.generation);
	if (edit && unit->role == ROLE_SOURCE) {
		condition_set(unit->row.status, "Stalled", "True", reason, message, unit->row.generation);
		condition_remove(unit->row.status, "Reconciling");
	} else {
		condition_remove(unit->row.status, "Stalled");
		condition_set(unit->row.status, "Reconciling", "True", "ProgressingWithRetry", message,
			      unit->row.generation);
	}
	json_object_set_new(unit->row.status, "observedGeneration", json_integer(unit->row.generation));
	if (news)
		event_add(unit, "error", reason, message, NULL, artifact);
	fields = json_pack("{s:s, s:s}", "unit", unit->row.key, "reason", reason);
	log_line(WEIR_ERROR, fields, "%s", message);
	json_decref(fields);
	if (settle_commit(unit->engine, &failure))
		log_error("%s", failure.message);
	weir_error_done(&failure);
	schedule_retry(unit, err);
	settle_tell(unit, "failed");
	graph_wake_held(unit);
}
