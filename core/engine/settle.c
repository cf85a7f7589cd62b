/* SPDX-License-Identifier: Apache-2.0 */
/*
 * settle.c - the end of a reconcile in success: what is in the target becomes the unit's, status,
 * events and their deliveries are stored in one transaction, then whoever waits is told.
 */
#include <stdio.h>
#include <stdlib.h>
#include "engine/engine_private.h"

#define MAX_CHANGES_IN_EVENT 50

/* ---- storing ---- */

int settle_commit(struct engine *engine, struct weir_error *err)
{
	size_t i, dirty = 0;
	int rc;

	for (i = 0; i < engine->unit_count; i++)
		dirty += engine->units[i]->dirty;
	if (!dirty && json_array_size(engine->pending_events) == 0)
		return 0;
	rc = store_begin(engine->store, err);
	for (i = 0; !rc && i < engine->unit_count; i++)
		if (engine->units[i]->dirty)
			rc = store_put_unit(engine->store, &engine->units[i]->row, err);
	if (!rc)
		rc = events_store(engine, err);
	if (!rc)
		rc = store_commit(engine->store, err);
	if (rc) {
		store_rollback(engine->store);
		return rc;
	}
	for (i = 0; i < engine->unit_count; i++) {
		engine->units[i]->lagging &= !engine->units[i]->dirty;
		engine->units[i]->dirty = false;
	}
	events_told(engine);
	return 0;
}

const char *settle_phase(const struct unit *unit)
{
	if (facts_suspended(unit))
		return "suspended";
	if (!unit->plugin && !unit->core_kind)
		return "unserved";
	if (unit->hold != HOLD_NONE)
		return "waiting";
	return condition_is(unit->row.status, "Ready", "True") ? "ready" : "failed";
}

void settle_tell(struct unit *unit, const char *phase)
{
	struct engine *engine = unit->engine;
	WEIR_CLEAN_JSON json_t *view = NULL;
	size_t i;

	for (i = 0; i < MAX_OBSERVERS; i++) {
		if (!engine->observers[i] || !engine->observers[i]->unit)
			continue;
		if (!view)
			view = engine_view(engine, unit->row.key);
		engine->observers[i]->unit(engine->observers[i]->arg, phase, view);
	}
	owners_changed(engine);
	once_check(engine);
}

/* ---- what an apply has left ---- */

static void keep_record(struct unit *unit)
{
	json_t *records;

	if (!unit->run->record)
		return;
	records = json_copy(unit->row.records); /* a diff may be reading the old one */
	json_array_insert(records, 0, unit->run->record);
	while (json_array_size(records) > LIMIT_HISTORY)
		json_array_remove(records, LIMIT_HISTORY);
	json_decref(unit->row.records);
	unit->row.records = records;
}

static bool set_json(json_t **slot, json_t *value)
{
	bool same = json_equal(*slot, value) || (!*slot && !value);

	if (!same) {
		json_decref(*slot);
		*slot = json_incref(value);
	}
	return !same;
}

void settle_absorb(struct unit *unit)
{
	struct run *run = unit->run;
	bool changed = unit->row.intent != NULL;

	json_decref(unit->row.intent);
	unit->row.intent = NULL;
	changed |= set_json(&unit->row.inventory, run->inventory);
	changed |= set_json(&unit->row.inputs, run->inputs);
	if (!unit->row.fingerprint || strcmp(unit->row.fingerprint, run->fingerprint) != 0) {
		free(unit->row.fingerprint);
		unit->row.fingerprint = weir_strdup(run->fingerprint);
		changed = true;
	}
	unit->dirty |= changed;
	keep_record(unit);
	children_adopt(unit);
	/* Rendered anew until that is settled, also after a restart. */
	if (json_object_size(unit->refused) || unit->leftover) {
		free(unit->row.fingerprint);
		unit->row.fingerprint = NULL;
	}
	graph_update(unit);
}

/* ---- success ---- */

static json_t *flux_inventory(const json_t *inventory)
{
	json_t *entries = json_array(), *entry;
	size_t i;

	json_array_foreach(inventory, i, entry) {
		WEIR_CLEAN_FREE char *id = weir_asprintf(
			"%s_%s_%s_%s", weir_get_str_or(entry, "namespace", ""), weir_get_str_or(entry, "name", ""),
			weir_get_str_or(entry, "group", ""), weir_get_str_or(entry, "kind", ""));

		json_array_append_new(entries,
				      json_pack("{s:s, s:s}", "id", id, "v", weir_get_str_or(entry, "version", "")));
	}
	return json_pack("{s:o}", "entries", entries);
}

static char *list_changes(const json_t *changes)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	size_t i, n = json_array_size(changes);

	for (i = 0; i < n && i < MAX_CHANGES_IN_EVENT; i++) {
		const json_t *change = json_array_get(changes, i);
		WEIR_CLEAN_FREE char *text = weir_ref_text(json_object_get(change, "ref"));

		weir_strbuf_addf(&sb, "%s%s %s", i ? "\n" : "", text, weir_get_str_or(change, "action", ""));
	}
	if (n > MAX_CHANGES_IN_EVENT)
		weir_strbuf_addf(&sb, "\nand %zu more", n - MAX_CHANGES_IN_EVENT);
	return weir_strbuf_take(&sb);
}

/* status.history: newest first; the same digest again only counts up, and that is not stored for itself. */
static void note_history(struct unit *unit, bool changed)
{
	json_t *history = json_object_get(unit->row.status, "history"), *entry;
	const char *digest = unit->row.fingerprint ? unit->row.fingerprint : "";
	WEIR_CLEAN_FREE char *took = weir_duration_format(loop_now() - unit->started);
	char now[32];

	if (!history) {
		history = json_array();
		json_object_set_new(unit->row.status, "history", history);
	}
	weir_time_format((int64_t)time(NULL), now);
	entry = json_array_get(history, 0);
	if (!changed && entry) {
		json_object_set_new(entry, "totalReconciliations",
				    json_integer(weir_get_int(entry, "totalReconciliations", 1) + 1));
		json_object_set_new(entry, "lastReconciled", json_string(now));
		return;
	}
	entry = json_pack("{s:s, s:s, s:s, s:s, s:s, s:i, s:{s:s}}", "digest", digest, "firstReconciled", now,
			  "lastReconciled", now, "lastReconciledDuration", took, "lastReconciledStatus",
			  "ReconciliationSucceeded", "totalReconciliations", 1, "metadata", "revision",
			  unit->run->revision ? unit->run->revision : "");
	json_array_insert_new(history, 0, entry);
	while (json_array_size(history) > LIMIT_HISTORY)
		json_array_remove(history, LIMIT_HISTORY);
}

static void tell_success(struct unit *unit, bool recovered, bool news)
{
	struct run *run = unit->run;
	WEIR_CLEAN_FREE char *took = weir_duration_format(loop_now() - unit->started);
	WEIR_CLEAN_FREE char *interval = weir_duration_format(facts_interval(unit));
	WEIR_CLEAN_FREE char *message = weir_asprintf("Reconciliation finished in %s, next run in %s", took, interval);

	if (json_array_size(run->changes)) {
		WEIR_CLEAN_FREE char *list = list_changes(run->changes);

		event_add(unit, "info", "Progressing", list, run->changes, run->artifact);
	}
	if (recovered || news)
		event_add(unit, "info", "ReconciliationSucceeded", message, run->changes, run->artifact);
	log_line(json_array_size(run->changes) || recovered ? WEIR_INFO : WEIR_DEBUG, NULL, "%s: %s%s", unit->row.key,
		 message, json_array_size(run->changes) ? "" : ", nothing changed");
}

static void set_status(struct unit *unit, const char *message)
{
	json_t *status = unit->row.status;
	bool waited = weir_get_bool(unit->facts, "wait", false) || json_object_get(unit->facts, "health");

	condition_set(status, "Ready", "True", "ReconciliationSucceeded", message, unit->row.generation);
	condition_remove(status, "Reconciling");
	condition_remove(status, "Stalled");
	if (waited)
		condition_set(status, "Healthy", "True", "Succeeded", "Health check passed", unit->row.generation);
	else
		condition_remove(status, "Healthy");
	json_object_set_new(status, "observedGeneration", json_integer(unit->row.generation));
	if (unit->run->revision) {
		json_object_set_new(status, "lastAppliedRevision", json_string(unit->run->revision));
		json_object_set_new(status, "lastAttemptedRevision", json_string(unit->run->revision));
	}
	json_object_set_new(status, "inventory", flux_inventory(unit->row.inventory));
}

static void end_success(struct unit *unit)
{
	struct weir_error err = WEIR_ERROR_INIT;

	unit->state = UNIT_IDLE;
	unit->failures = 0;
	if (settle_commit(unit->engine, &err)) {
		log_error("%s: %s", unit->row.key, err.message);
		condition_set(unit->row.status, "Ready", "False", "StorageOperationFailed", err.message,
			      unit->row.generation);
		schedule_retry(unit, &err);
	} else {
		schedule_next(unit);
	}
	weir_error_done(&err);
	graph_wake_held(unit);
	settle_tell(unit, settle_phase(unit));
}

void settle_success(struct unit *unit)
{
	WEIR_CLEAN_JSON json_t *before = json_deep_copy(unit->row.status);
	bool recovered = !condition_is(before, "Ready", "True"), changed, news;
	const char *revision = unit->run->revision;
	WEIR_CLEAN_FREE char *message =
		revision ? weir_asprintf("Applied revision: %s", revision) : weir_strdup("Applied");

	news = json_array_size(unit->run->changes) > 0 ||
	       (revision && strcmp(weir_get_str_or(before, "lastAppliedRevision", ""), revision) != 0);
	set_status(unit, message);
	changed = !json_equal(before, unit->row.status);
	note_history(unit, changed || news);
	unit->dirty |= changed;
	tell_success(unit, recovered, news);
	follow_prove(unit);
	run_free(unit->run);
	unit->run = NULL;
	end_success(unit);
}

void settle_source(struct unit *unit, bool changed, const struct followers *followers)
{
	WEIR_CLEAN_JSON json_t *before = json_deep_copy(unit->row.status);
	json_t *status = unit->row.status, *artifact;
	bool recovered = condition_is(before, "FetchFailed", "True");
	const char *revision = weir_get_str_or(unit->row.artifact, "revision", "");
	const char *own = weir_get_str(unit->row.artifact, "info.message");
	WEIR_CLEAN_FREE char *message =
		own ? weir_strdup(own) : weir_asprintf("stored artifact for revision '%s'", revision);

	condition_set(status, "Ready", "True", "Succeeded", message, unit->row.generation);
	condition_set(status, "ArtifactInStorage", "True", "Succeeded", message, unit->row.generation);
	condition_remove(status, "FetchFailed");
	condition_remove(status, "Reconciling");
	condition_remove(status, "Stalled");
	json_object_set_new(status, "observedGeneration", json_integer(unit->row.generation));
	artifact = json_copy(unit->row.artifact);
	json_object_del(artifact, "info");
	json_object_set_new(status, "artifact", artifact);
	unit->dirty |= changed || !json_equal(before, status);
	if (recovered && !changed)
		event_add(unit, "info", "Succeeded", message, NULL, unit->row.artifact);
	log_line(changed ? WEIR_INFO : WEIR_DEBUG, NULL, "%s: %s%s", unit->row.key, changed ? "" : "no change, ",
		 message);
	end_success(unit);
	if (changed)
		follow_wake(unit, followers);
}
