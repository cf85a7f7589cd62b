/* SPDX-License-Identifier: Apache-2.0 */
/*
 * graph.c - who refers to whom: the reverse index, by which what has changed wakes its readers, and
 * what has settled wakes those that it has held back.
 */
#include <stdlib.h>
#include "engine/engine_private.h"

/* ---- the reverse index ---- */

/* @look: read for health alone: a change is looked at, and starts nothing anew. */
static void add_reader(struct unit *unit, const char *key, bool look)
{
	json_t *set = json_object_get(unit->engine->readers, key);

	if (!set) {
		set = json_object();
		json_object_set_new(unit->engine->readers, key, set);
	}
	if (!look || !json_object_get(set, unit->row.key))
		json_object_set_new(set, unit->row.key, look ? json_true() : json_null());
	json_object_set_new(unit->referred, key, json_null());
}

static void add_refs(struct unit *unit, const json_t *refs, bool look)
{
	json_t *ref;
	size_t i;

	json_array_foreach((json_t *)refs, i, ref) {
		WEIR_CLEAN_FREE char *key = weir_ref_key(ref);

		add_reader(unit, key, look);
	}
}

static void add_recorded(struct unit *unit, const json_t *inputs)
{
	json_t *input;
	size_t i;

	json_array_foreach((json_t *)inputs, i, input) {
		if (strcmp(weir_get_str_or(input, "op", ""), "get") == 0) {
			WEIR_CLEAN_FREE char *key = weir_ref_key(json_object_get(input, "ref"));

			add_reader(unit, key, false);
		}
	}
}

void graph_remove(struct unit *unit)
{
	const char *key;
	json_t *unused, *set;

	json_object_foreach(unit->referred, key, unused) {
		set = json_object_get(unit->engine->readers, key);
		json_object_del(set, unit->row.key);
		if (json_object_size(set) == 0)
			json_object_del(unit->engine->readers, key);
	}
	json_object_clear(unit->referred);
}

void graph_update(struct unit *unit)
{
	graph_remove(unit);
	add_refs(unit, json_object_get(unit->facts, "refs"), false);
	add_recorded(unit, unit->row.inputs);
	add_recorded(unit, unit->tried);
	add_refs(unit, json_object_get(unit->facts, "health"), true);
}

static bool has_ready_reason(const struct unit *unit, const char *reason)
{
	return strcmp(weir_get_str_or(condition_get(unit->row.status, "Ready"), "reason", ""), reason) == 0;
}

void graph_wake_reader(struct unit *unit, bool look)
{
	if (!look || (unit->state == UNIT_IDLE && has_ready_reason(unit, "HealthCheckFailed")))
		schedule_now(unit);
	else if (unit->state == UNIT_WAITING)
		schedule_look(unit, loop_now());
}

void graph_wake_readers(struct engine *engine, const char *key, const struct unit *except)
{
	/* A copy: waking may change the index. */
	WEIR_CLEAN_JSON json_t *readers = json_copy(json_object_get(engine->readers, key));
	const char *reader;
	json_t *look;

	json_object_foreach(readers, reader, look) {
		struct unit *unit = units_find(engine, reader);

		if (unit && unit != except)
			graph_wake_reader(unit, json_is_true(look));
	}
}

static void wake_held(struct unit *unit)
{
	if (unit->state == UNIT_WAITING)
		schedule_look(unit, loop_now());
	else if (unit->hold != HOLD_NONE)
		schedule_resume(unit);
	else if (!unit->proven &&
		 (has_ready_reason(unit, "DependencyNotReady") || has_ready_reason(unit, "ArtifactFailed")))
		schedule_now(unit);
}

void graph_wake_key(struct engine *engine, const char *key)
{
	WEIR_CLEAN_JSON json_t *readers = json_copy(json_object_get(engine->readers, key));
	const char *reader;
	json_t *unused;

	json_object_foreach(readers, reader, unused) {
		struct unit *unit = units_find(engine, reader);

		if (unit && strcmp(reader, key) != 0)
			wake_held(unit);
	}
}

/* A parent that gave up on its children's health hears of one that has become ready. */
static void wake_parent(struct unit *unit)
{
	const char *key = origin_parent(unit->row.origin);
	struct unit *parent = key ? units_find(unit->engine, key) : NULL;

	if (!parent || parent == unit)
		return;
	if (parent->state == UNIT_WAITING)
		schedule_look(parent, loop_now());
	else if (parent->state == UNIT_IDLE && condition_ready(unit) && has_ready_reason(parent, "HealthCheckFailed"))
		schedule_now(parent);
}

void graph_wake_waiting(struct engine *engine, const char *key)
{
	struct unit *unit = key ? units_find(engine, key) : NULL;

	if (unit && unit->state == UNIT_WAITING)
		schedule_look(unit, loop_now());
}

void graph_wake_held(struct unit *unit)
{
	graph_wake_key(unit->engine, unit->row.key);
	wake_parent(unit);
}
