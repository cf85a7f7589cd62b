/* SPDX-License-Identifier: Apache-2.0 */
/*
 * remove.c - a unit has left its origin: what it has in the target goes as its deletion policy says
 * (mirror: as prune; delete and wait: always; orphan: stays), then the unit itself.  A unit whose
 * plugin is not loaded waits: nothing of it is pruned without somebody who knows it.
 */
#include <stdlib.h>
#include "engine/engine_private.h"

static const json_t *config_object(struct engine *engine, const char *key)
{
	json_t *row;
	size_t i;

	json_array_foreach(engine->config->objects, i, row) {
		WEIR_CLEAN_JSON json_t *newest = facts_newest(engine, json_object_get(row, "object"), NULL);
		WEIR_CLEAN_JSON json_t *ref = newest ? weir_ref_of(newest) : NULL;
		WEIR_CLEAN_FREE char *other = ref ? weir_ref_key(ref) : NULL;

		if (other && strcmp(other, key) == 0)
			return json_object_get(row, "object");
	}
	return NULL;
}

void remove_mark(struct unit *unit)
{
	const json_t *own = config_object(unit->engine, unit->row.key);

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

static void forget(struct unit *unit)
{
	struct engine *engine = unit->engine;
	struct weir_error err = WEIR_ERROR_INIT;

	log_line(WEIR_INFO, NULL, "%s: removed", unit->row.key);
	settle_tell(unit, "removed");
	if (store_begin(engine->store, &err) || store_delete_unit(engine->store, unit->row.key, &err) ||
	    store_commit(engine->store, &err)) {
		store_rollback(engine->store);
		log_error("%s", err.message);
		schedule_retry(unit, &err);
		weir_error_done(&err);
		return;
	}
	units_forget(unit);
	settle_check(engine);
}

static void mark_children(struct unit *unit)
{
	struct engine *engine = unit->engine;
	size_t i;

	for (i = 0; i < engine->unit_count; i++) {
		struct unit *child = engine->units[i];

		if (strncmp(child->row.origin, "unit:", 5) == 0 && strcmp(child->row.origin + 5, unit->row.key) == 0)
			remove_mark(child);
	}
}

static bool prunes(const struct unit *unit)
{
	const char *policy = weir_get_str_or(unit->facts, "deletion", "mirror");

	if (strcmp(policy, "orphan") == 0)
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
	mark_children(unit);
	if (json_array_size(unit->row.inventory) == 0 && !unit->row.intent) {
		forget(unit);
	} else {
		json_t *all = json_copy(unit->row.inventory), *entry;
		size_t i;

		json_array_foreach(unit->row.intent, i, entry)
			json_array_append(all, entry);
		unit->started = loop_now();
		apply_remove(unit, all);
	}
}

void remove_done(struct unit *unit)
{
	unit->state = UNIT_IDLE;
	event_add(unit, "info", "ReconciliationSucceeded", "pruned all it had: it was removed", unit->run->changes,
		  NULL);
	run_free(unit->run);
	unit->run = NULL;
	forget(unit);
}
