/* SPDX-License-Identifier: Apache-2.0 */
/*
 * remove.c - a unit has left its origin: what it has in the target goes as its deletion policy says
 * (mirror: as prune; delete and wait: always; orphan: stays), then the unit itself.  A unit whose
 * plugin is not loaded waits: nothing of it is pruned without somebody who knows it.
 */
#include <stdlib.h>
#include "engine/engine_private.h"

void remove_mark(struct unit *unit)
{
	const json_t *own = json_object_get(unit->engine->roots, unit->row.key);
	const char *parent = origin_parent(unit->row.origin);
	bool self = parent && strcmp(parent, unit->row.key) == 0;

	if (own && self) {
		/* It has come without itself from the repository: weir.yaml's object would only bring it back. */
		free(unit->row.origin);
		unit->row.origin = weir_strdup("config:");
		unit->dirty = true;
		return;
	}
	if (own) { /* the repository no longer has it, but weir.yaml does */
		free(unit->row.origin);
		unit->row.origin = weir_strdup("config:");
		units_upsert(unit->engine, own, "config:", NULL);
		unit->dirty = true;
		return;
	}
	if (unit->row.deleting)
		return;
	unit->row.deleting = true;
	unit->dirty = true;
	schedule_now(unit);
}

static int delete_row(struct unit *unit, struct weir_error *err)
{
	struct engine *engine = unit->engine;
	int rc = store_begin(engine->store, err);

	if (!rc)
		rc = store_delete_unit(engine->store, unit->row.key, err);
	if (!rc)
		rc = events_store(engine, err);
	if (!rc)
		rc = store_commit(engine->store, err);
	if (rc)
		store_rollback(engine->store);
	else
		events_told(engine);
	return rc;
}

static void forget(struct unit *unit)
{
	struct engine *engine = unit->engine;
	WEIR_CLEAN_FREE char *key = weir_strdup(unit->row.key);
	const char *maker = origin_parent(unit->row.origin);
	WEIR_CLEAN_FREE char *parent = maker ? weir_strdup(maker) : NULL;
	struct weir_error err = WEIR_ERROR_INIT;

	children_end(unit, false);
	if (delete_row(unit, &err)) {
		log_error("%s", err.message);
		schedule_retry(unit, &err);
		weir_error_done(&err);
		return;
	}
	log_line(WEIR_INFO, NULL, "%s: removed", key);
	settle_tell(unit, "removed");
	units_forget(unit);
	graph_wake_key(engine, key);
	graph_wake_waiting(engine, parent);
	roots_sweep(engine); /* what it had made, and nobody removes */
	once_check(engine);
}

static bool prunes(const struct unit *unit)
{
	const char *policy = weir_get_str_or(unit->facts, "deletion", "mirror");

	if (strcmp(policy, "orphan") == 0 || facts_suspended(unit))
		return false;
	return strcmp(policy, "mirror") != 0 || weir_get_bool(unit->facts, "prune", false);
}

/* Nobody serves it: if it never had anything in the target, there is nothing to lose. */
static void without_plugin(struct unit *unit)
{
	struct weir_error err = WEIR_ERROR_INIT;

	if (json_array_size(unit->row.inventory) == 0) {
		forget(unit);
		return;
	}
	condition_set(unit->row.status, "Ready", "Unknown", "NoPlugin",
		      "its removal waits for the plugin that serves it: nothing of it is pruned before",
		      unit->row.generation);
	unit->dirty = true;
	if (settle_commit(unit->engine, &err))
		log_error("%s", err.message);
	weir_error_done(&err);
	schedule_stop(unit);
	settle_tell(unit, "unserved");
}

void remove_begin(struct unit *unit)
{
	if (!unit->plugin && !unit->core_kind) {
		without_plugin(unit);
		return;
	}
	if (unit->role != ROLE_RENDERER || !prunes(unit)) {
		forget(unit);
		return;
	}
	children_end(unit, true);
	if (json_array_size(unit->row.inventory) == 0 && !unit->row.intent) {
		forget(unit);
	} else {
		json_t *all = json_copy(unit->row.inventory), *entry;
		size_t i;

		json_array_foreach(unit->row.intent, i, entry)
			json_array_append(all, entry);
		unit->started = loop_now();
		prune_whole(unit, all);
	}
}

/* Somebody has it again, while it was being pruned: it starts from nothing. */
static void revive(struct unit *unit)
{
	json_decref(unit->row.inventory);
	unit->row.inventory = json_incref(unit->run->inventory);
	json_decref(unit->row.intent);
	unit->row.intent = NULL;
	free(unit->row.fingerprint);
	unit->row.fingerprint = NULL;
	unit->dirty = true;
}

/* deletionPolicy WaitForTermination: what was to go, and neither stayed nor was another's. */
static json_t *what_must_end(const struct unit *unit)
{
	WEIR_CLEAN_JSON json_t *stays = refs_keys(unit->run->inventory), *keys, *others, *ours;
	json_t *change;
	size_t i;

	json_array_foreach(unit->run->changes, i, change)
		if (strcmp(weir_get_str_or(change, "action", ""), "skipped") == 0) {
			WEIR_CLEAN_FREE char *key = weir_ref_key(json_object_get(change, "ref"));

			json_object_set_new(stays, key, json_null());
		}
	ours = refs_without(unit->run->stale, stays);
	keys = refs_keys(ours);
	others = owners_others(unit, keys);
	return refs_without(ours, others);
}

void remove_done(struct unit *unit)
{
	if (unit->row.deleting && strcmp(weir_get_str_or(unit->facts, "deletion", ""), "wait") == 0)
		health_await_end(unit, what_must_end(unit));
	else
		remove_ended(unit);
}

void remove_ended(struct unit *unit)
{
	bool revived = !unit->row.deleting;

	unit->state = UNIT_IDLE;
	if (revived)
		revive(unit);
	else
		event_add(unit, "info", "ReconciliationSucceeded", "pruned all it had: it was removed",
			  unit->run->changes, NULL);
	run_free(unit->run);
	unit->run = NULL;
	unit->again = false;
	if (revived)
		schedule_now(unit);
	else
		forget(unit);
}
