/* SPDX-License-Identifier: Apache-2.0 */
/*
 * owners.c - who wants an object of the target: the plan of a unit in this pass where it is known, else
 * what it had.  An object that moves from one unit to another is never deleted on the way: the one
 * waits until the other has said what it wants, whichever comes first.  An object for one that can say
 * it only after this one is ready is left over, and looked at again after that.
 */
#include <stdlib.h>
#include "engine/engine_private.h"

/* ---- what is wanted ---- */

static bool has_said(const struct unit *unit)
{
	return unit->run && (unit->run->inventory || unit->run->unchanged);
}

static void note_wanted(const struct unit *other, const json_t *refs, const json_t *keys, json_t *out)
{
	json_t *ref;
	size_t i;

	json_array_foreach((json_t *)refs, i, ref) {
		WEIR_CLEAN_FREE char *key = weir_ref_key(ref);

		if (json_object_get(keys, key))
			json_object_set_new(out, key, json_string(other->row.key));
	}
}

json_t *owners_others(const struct unit *unit, const json_t *keys)
{
	const struct engine *engine = unit->engine;
	json_t *out = json_object();
	size_t i;

	for (i = 0; json_object_size(keys) && i < engine->unit_count; i++) {
		const struct unit *other = engine->units[i];

		if (other == unit || other->row.deleting)
			continue;
		if (has_said(other) && !other->run->unchanged) {
			WEIR_CLEAN_JSON json_t *intent = apply_intent(other->run->plan);

			note_wanted(other, intent, keys, out);
		} else {
			note_wanted(other, other->row.inventory, keys, out);
			note_wanted(other, other->row.intent, keys, out);
		}
	}
	return out;
}

bool owners_let_go(const struct unit *owner, const char *key)
{
	json_t *child;
	size_t i;

	if (owner->row.deleting)
		return true;
	if (!has_said(owner) || owner->run->unchanged)
		return false;
	json_array_foreach(owner->run->children, i, child) {
		WEIR_CLEAN_JSON json_t *ref = weir_ref_of(child);
		WEIR_CLEAN_FREE char *has = weir_ref_key(ref);

		if (strcmp(has, key) == 0)
			return false;
	}
	return true;
}

/* ---- who is about to say what it wants ---- */

static bool waits_for_owners(const struct unit *unit)
{
	return unit->state == UNIT_WAITING && unit->run &&
	       (unit->run->step == STEP_PRUNE || unit->run->step == STEP_CLAIM);
}

/* It waits for the end of a unit that itself waits in this way, or is about to: nobody would ever go on. */
static bool is_behind(struct unit *unit, const struct unit *waiting)
{
	struct engine *engine = unit->engine;
	size_t i;

	if (order_needs(engine, unit, waiting->row.key))
		return true;
	for (i = 0; i < engine->unit_count; i++)
		if (waits_for_owners(engine->units[i]) && order_needs(engine, unit, engine->units[i]->row.key))
			return true;
	return false;
}

bool owners_is_unsettled(const struct unit *unit)
{
	if (unit->row.deleting || unit->role != ROLE_RENDERER || facts_suspended(unit) || unit->state == UNIT_WAITING)
		return false;
	if (unit->state == UNIT_RUNNING)
		return !has_said(unit) || unit->again;
	return units_is_due(unit) || unit->hold != HOLD_NONE;
}

bool owners_may_want(struct unit *unit, bool behind)
{
	struct engine *engine = unit->engine;
	size_t i;

	for (i = 0; i < engine->unit_count; i++) {
		struct unit *other = engine->units[i];

		if (other != unit && owners_is_unsettled(other) &&
		    (behind || other->hold != HOLD_DEPENDENCY || !is_behind(other, unit)))
			return true;
	}
	return false;
}

bool owners_want_unit(const struct unit *unit)
{
	WEIR_CLEAN_JSON json_t *key = json_object(), *others;

	json_object_set_new(key, unit->row.key, json_null());
	others = owners_others(unit, key);
	return json_object_size(others) > 0;
}

/* ---- waiting for them ---- */

void owners_wait(struct unit *unit, enum run_step step)
{
	struct run *run = unit->run;
	bool again = run->step == step && run->wait_until;

	if (schedule_overtaken(unit))
		return;
	if (!again)
		run->wait_until = loop_now() + facts_timeout(unit);
	run->step = step;
	unit->state = UNIT_WAITING;
	unit->engine->owners_waiting = true;
	schedule_look(unit, run->wait_until);
	if (!again)
		settle_tell(unit, "waiting");
}

/* True: @unit is to be asked again when others have changed. */
static bool look_again(struct unit *unit)
{
	if (waits_for_owners(unit)) {
		schedule_look(unit, loop_now());
		return true;
	}
	if (!unit->leftover)
		return false;
	if (unit->state == UNIT_IDLE && !units_is_due(unit) && !owners_may_want(unit, true))
		schedule_now(unit);
	return true;
}

void owners_changed(struct engine *engine)
{
	bool any = false;
	size_t i;

	for (i = 0; engine->owners_waiting && i < engine->unit_count; i++)
		any |= look_again(engine->units[i]);
	engine->owners_waiting = any;
}
