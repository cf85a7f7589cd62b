/* SPDX-License-Identifier: Apache-2.0 */
/*
 * roots.c - the objects of weir.yaml, and the rule that a unit lives as long as its chain of origins
 * leads to one of them.  What no chain holds stops; the target keeps what it has.
 */
#include <stdlib.h>
#include "engine/engine_private.h"

static char *key_of(struct engine *engine, const json_t *object, struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *newest = facts_newest(engine, object, err);
	WEIR_CLEAN_JSON json_t *ref = newest ? weir_ref_of(newest) : NULL;

	return ref ? weir_ref_key(ref) : NULL;
}

static int check_one(struct engine *engine, const json_t *row, struct weir_error *err)
{
	const json_t *object = json_object_get(row, "object");
	const char *where = weir_get_str_or(row, "where", "");
	WEIR_CLEAN_FREE char *key = NULL;

	if (!units_is_kind(engine, object))
		return weir_fail(err, WEIR_E_INVALID, NULL,
				 "%s: no plugin serves %s %s: objects of weir.yaml must be units", where,
				 weir_object_kind(object), weir_object_name(object));
	key = key_of(engine, object, err);
	return key ? 0 : weir_fail_prefix(err, "%s", where);
}

int roots_check(struct engine *engine, struct weir_error *err)
{
	json_t *row;
	size_t i;
	int rc;

	json_array_foreach(engine->config->objects, i, row) {
		rc = check_one(engine, row, err);
		if (rc)
			return rc;
	}
	return 0;
}

int roots_take(struct engine *engine, struct weir_error *err)
{
	json_t *row;
	size_t i;

	json_object_clear(engine->roots);
	json_array_foreach(engine->config->objects, i, row) {
		const json_t *object = json_object_get(row, "object");
		const char *where = weir_get_str_or(row, "where", "");
		WEIR_CLEAN_FREE char *origin = weir_asprintf("config:%s", where);
		WEIR_CLEAN_FREE char *key = key_of(engine, object, err);

		if (!key || !units_upsert(engine, object, origin, err))
			return weir_fail_prefix(err, "%s", where);
		json_object_set(engine->roots, key, (json_t *)object);
	}
	return 0;
}

/* ---- what stands on nothing ---- */

/* A unit that is being removed holds those that it has made: its removal comes to them. */
static bool is_held_up(struct engine *engine, const struct unit *unit)
{
	const char *parent;
	int depth;

	for (depth = 0; unit && depth <= LIMIT_CHILD_DEPTH + 1; depth++) {
		if (unit->row.deleting || json_object_get(engine->roots, unit->row.key))
			return true;
		parent = origin_parent(unit->row.origin);
		unit = parent ? units_find(engine, parent) : NULL;
	}
	return false;
}

void roots_drop(struct unit *unit)
{
	struct engine *engine = unit->engine;
	WEIR_CLEAN_FREE char *key = weir_strdup(unit->row.key);
	struct weir_error err = WEIR_ERROR_INIT;

	log_line(WEIR_WARN, NULL,
		 "%s: nothing in weir.yaml leads to it any more: it stops, what it has in the target stays", key);
	if (store_begin(engine->store, &err) || store_delete_unit(engine->store, key, &err) ||
	    store_commit(engine->store, &err)) {
		store_rollback(engine->store);
		log_error("%s", err.message);
		weir_error_done(&err);
	}
	settle_tell(unit, "removed");
	units_forget(unit);
	graph_wake_key(engine, key);
}

void roots_sweep(struct engine *engine)
{
	size_t i = 0;

	while (i < engine->unit_count) {
		struct unit *unit = engine->units[i++];

		if (is_held_up(engine, unit) || children_hand_over(unit))
			continue;
		if (unit->state == UNIT_RUNNING) {
			unit->gone = true;
			job_cancel(unit);
			continue;
		}
		roots_drop(unit);
		i = 0; /* the table has changed, and others may have stood on this one */
	}
}
