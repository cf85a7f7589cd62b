/* SPDX-License-Identifier: Apache-2.0 */
/*
 * children.c - units that units make: of a plan, after its apply; derived from the object alone,
 * before anything of it runs (a release's chart is the source that the release reads).  What leaves
 * the plan is removed, kept, or handed over to another unit whose plan has it too.
 */
#include <stdlib.h>
#include "engine/engine_private.h"

/* "prune: disabled" in a label or annotation, whatever the prefix of the key. */
static bool is_kept(const json_t *object)
{
	static const char *const places[] = { "metadata.labels", "metadata.annotations" };
	const char *key;
	json_t *value;
	size_t i, n;

	for (i = 0; i < 2; i++)
		json_object_foreach(weir_get(object, places[i]), key, value) {
			n = strlen(key);
			if (n > 6 && strcmp(key + n - 6, "/prune") == 0 && json_is_string(value) &&
			    strcmp(json_string_value(value), "disabled") == 0)
				return true;
		}
	return false;
}

/* ---- what belongs to another ---- */

/* Its owner is about to say whether it still has it. */
static bool is_about_to_change(struct engine *engine, const char *key)
{
	const struct unit *child = units_find(engine, key);
	const char *parent = child ? origin_parent(child->row.origin) : NULL;
	const struct unit *owner = parent ? units_find(engine, parent) : NULL;

	return owner && owners_is_unsettled(owner);
}

/* Those that were refused quietly while @unit was about to say what it has: now it has said. */
static void tell_the_refused(struct unit *unit, const json_t *keys)
{
	struct engine *engine = unit->engine;
	const char *key;
	json_t *unused;
	size_t i;

	for (i = 0; i < engine->unit_count; i++) {
		struct unit *other = engine->units[i];

		json_object_foreach(other->refused, key, unused)
			if (other->refused_quietly && json_object_get(keys, key)) {
				other->refused_quietly = false;
				schedule_now(other);
			}
	}
}

static void refuse(struct unit *unit, const json_t *object, const struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *newest = facts_newest(unit->engine, object, NULL);
	WEIR_CLEAN_JSON json_t *ref = newest ? weir_ref_of(newest) : NULL;
	WEIR_CLEAN_FREE char *key = ref ? weir_ref_key(ref) : NULL;

	if (key && is_about_to_change(unit->engine, key)) {
		unit->refused_quietly = true;
	} else {
		log_line(WEIR_WARN, NULL, "%s: %s", unit->row.key, err->message);
		event_add(unit, "error", *err->reason ? err->reason : "ChildRefused", err->message, NULL, NULL);
	}
	if (!key || strcmp(err->reason, OWNED_BY_ANOTHER) != 0)
		return;
	if (!unit->refused)
		unit->refused = json_object();
	json_object_set(unit->refused, key, (json_t *)object);
}

/* @wanted: refused or shared of @to. True: it was among them, and is now @to's. */
static bool give(struct unit *child, struct unit *to, json_t *wanted, enum origin_kind kind)
{
	WEIR_CLEAN_JSON json_t *object = json_incref(json_object_get(wanted, child->row.key));

	if (!object)
		return false;
	json_object_del(wanted, child->row.key);
	log_line(WEIR_INFO, NULL, "%s: belongs to %s from now on", child->row.key, to->row.key);
	free(child->row.origin);
	child->row.origin = origin_of(kind, to->row.key);
	child->dirty = true;
	units_upsert(child->engine, object, child->row.origin, NULL);
	return true;
}

bool children_hand_over(struct unit *child)
{
	struct engine *engine = child->engine;
	size_t i;

	for (i = 0; i < engine->unit_count; i++) {
		struct unit *other = engine->units[i];

		if (other->row.deleting || other == child || origin_is_of(child, other))
			continue;
		if (give(child, other, other->refused, ORIGIN_PLAN) ||
		    give(child, other, other->shared, ORIGIN_DERIVED))
			return true;
	}
	return false;
}

/* ---- derived by several ---- */

/*
 * The same source may be derived by many (all that read one vault). One of them has it; when that one
 * ends or no longer names it, the next one of the others does.
 */
static bool shares(struct unit *unit, const json_t *object)
{
	WEIR_CLEAN_JSON json_t *newest = facts_newest(unit->engine, object, NULL);
	WEIR_CLEAN_JSON json_t *ref = newest ? weir_ref_of(newest) : NULL;
	WEIR_CLEAN_FREE char *key = ref ? weir_ref_key(ref) : NULL;
	const struct unit *child = key ? units_find(unit->engine, key) : NULL;

	if (!child || child->row.deleting || !origin_is(child->row.origin, ORIGIN_DERIVED) ||
	    origin_is_of(child, unit) || !json_equal(child->row.object, newest))
		return false;
	if (!unit->shared)
		unit->shared = json_object();
	json_object_set(unit->shared, key, newest);
	return true;
}

/* ---- in ---- */

/* @tell: what is refused is news; else the end of this pass says it. */
static void take(struct unit *unit, const json_t *objects, enum origin_kind kind, json_t *keys, bool tell)
{
	WEIR_CLEAN_FREE char *origin = origin_of(kind, unit->row.key);
	json_t *object;
	size_t i;

	json_array_foreach((json_t *)objects, i, object) {
		struct weir_error err = WEIR_ERROR_INIT;
		struct unit *child;

		if (kind == ORIGIN_DERIVED && shares(unit, object))
			continue;
		child = units_upsert(unit->engine, object, origin, &err);
		if (child)
			json_object_set_new(keys, child->row.key, json_null());
		else if (tell)
			refuse(unit, object, &err);
		weir_error_done(&err);
	}
}

/* ---- out ---- */

static void keep(struct unit *child, const struct unit *parent)
{
	free(child->row.origin);
	child->row.origin = origin_of(ORIGIN_KEPT, parent->row.key);
	child->dirty = true;
}

static void leave(struct unit *unit, enum origin_kind kind, const json_t *keys)
{
	struct engine *engine = unit->engine;
	bool prune = kind == ORIGIN_DERIVED || weir_get_bool(unit->facts, "prune", false);
	size_t i;

	for (i = 0; i < engine->unit_count; i++) {
		struct unit *child = engine->units[i];

		if (!origin_is(child->row.origin, kind) || !origin_is_of(child, unit) || child->row.deleting ||
		    json_object_get(keys, child->row.key) || children_hand_over(child))
			continue;
		if (child == unit || (prune && !is_kept(child->row.object)))
			remove_mark(child);
		else
			keep(child, unit);
	}
}

static void derive(struct unit *unit, json_t *keys, bool tell)
{
	json_decref(unit->shared);
	unit->shared = NULL;
	take(unit, json_object_get(unit->facts, "derived"), ORIGIN_DERIVED, keys, tell);
	leave(unit, ORIGIN_DERIVED, keys);
}

void children_adopt(struct unit *unit)
{
	WEIR_CLEAN_JSON json_t *keys = json_object();

	json_decref(unit->refused);
	unit->refused = NULL;
	unit->refused_quietly = false;
	take(unit, unit->run->children, ORIGIN_PLAN, keys, true);
	leave(unit, ORIGIN_PLAN, keys);
	derive(unit, keys, true); /* again: what was refused when it began may be free now, else it is told */
	tell_the_refused(unit, keys);
}

void children_derive(struct unit *unit)
{
	WEIR_CLEAN_JSON json_t *keys = json_object();

	derive(unit, keys, false);
}

void children_end(struct unit *unit, bool all)
{
	struct engine *engine = unit->engine;
	size_t i;

	for (i = 0; i < engine->unit_count; i++) {
		struct unit *child = engine->units[i];

		if (child == unit || !origin_is_of(child, unit) || child->row.deleting)
			continue;
		if (!all && !origin_is(child->row.origin, ORIGIN_DERIVED))
			continue;
		if (is_kept(child->row.object) && !origin_is(child->row.origin, ORIGIN_DERIVED))
			keep(child, unit);
		else if (!children_hand_over(child))
			remove_mark(child);
	}
}
