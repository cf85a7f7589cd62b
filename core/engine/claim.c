/* SPDX-License-Identifier: Apache-2.0 */
/*
 * claim.c - an apply finds an object that is marked as another unit's.  The mark may be old: the books
 * say who wants the object now.  Does nobody else, it is taken over; is the other about to say whether
 * it still does, that is waited for; else the apply has failed, and is tried again.
 */
#include "engine/engine_private.h"

/* What others want of the plan; those that cannot say it before this unit is ready have no say. */
static json_t *wanted_by_others(struct unit *unit, bool *unsettled)
{
	WEIR_CLEAN_JSON json_t *intent = apply_intent(unit->run->plan), *keys = refs_keys(intent);
	json_t *others = owners_others(unit, keys), *value;
	const char *key;
	void *next;

	*unsettled = false;
	json_object_foreach_safe(others, next, key, value) {
		struct unit *other = units_find(unit->engine, json_string_value(value));

		if (!other || !owners_is_unsettled(other))
			continue;
		if (order_needs(unit->engine, other, unit->row.key))
			json_object_del(others, key);
		else
			*unsettled = true;
	}
	return others;
}

/* Is there one among what has failed that nobody else wants? */
static bool some_are_free(const json_t *changes, const json_t *others)
{
	json_t *change;
	size_t i;

	json_array_foreach((json_t *)changes, i, change) {
		WEIR_CLEAN_FREE char *key = weir_ref_key(json_object_get(change, "ref"));

		if (strcmp(weir_get_str_or(change, "action", ""), "failed") == 0 && !json_object_get(others, key))
			return true;
	}
	return false;
}

bool claim_begin(struct unit *unit, const json_t *changes, const struct weir_error *err)
{
	struct run *run = unit->run;
	bool unsettled;
	json_t *others;

	if (strcmp(err->reason, OWNED_BY_ANOTHER) != 0 || run->others)
		return false;
	others = wanted_by_others(unit, &unsettled);
	if (!unsettled && !some_are_free(changes, others)) {
		json_decref(others);
		return false;
	}
	json_decref(others);
	claim_look(unit);
	return true;
}

void claim_look(struct unit *unit)
{
	struct run *run = unit->run;
	bool unsettled;
	json_t *others = wanted_by_others(unit, &unsettled);

	if (unsettled && !(run->wait_until && loop_now() >= run->wait_until)) {
		json_decref(others);
		owners_wait(unit, STEP_CLAIM);
		return;
	}
	unit->state = UNIT_IDLE;
	run->wait_until = 0;
	run->others = others;
	apply_again(unit);
}
