/* SPDX-License-Identifier: Apache-2.0 */
/*
 * prune.c - what a unit no longer wants goes last, after all of its plan is applied, and only what no
 * other unit wants.  Units that are about to say what they want are waited for, without a worker; what
 * may be for those that wait for this one stays until they have said so.
 */
#include <stdlib.h>
#include "engine/engine_private.h"

json_t *prune_stale(const struct unit *unit)
{
	WEIR_CLEAN_JSON json_t *intent = NULL, *keys = NULL;

	if (!weir_get_bool(unit->facts, "prune", false))
		return json_array();
	intent = apply_intent(unit->run->plan);
	keys = refs_keys(intent);
	return refs_without(unit->run->previous, keys);
}

static void leave_to(const struct unit *unit, const char *key, const char *other)
{
	struct unit *heir = units_find(unit->engine, other);
	const json_t *ready = heir ? condition_get(heir->row.status, "Ready") : NULL;

	log_line(WEIR_INFO, NULL, "%s: %s stays: %s has it now", unit->row.key, key, other);
	if (heir && heir->state == UNIT_IDLE && strcmp(weir_get_str_or(ready, "reason", ""), OWNED_BY_ANOTHER) == 0)
		schedule_now(heir);
}

/* Nobody is left to wait for: what nobody else wants is deleted, or left for those that come after. */
static void prune(struct unit *unit)
{
	struct run *run = unit->run;
	WEIR_CLEAN_JSON json_t *have = refs_keys(run->inventory);
	WEIR_CLEAN_JSON json_t *mine = refs_without(run->stale, have), *keys = refs_keys(mine);
	WEIR_CLEAN_JSON json_t *others = owners_others(unit, keys), *free = refs_without(mine, others);
	const char *key;
	json_t *other;

	json_object_foreach(others, key, other)
		leave_to(unit, key, json_string_value(other));
	unit->leftover = !run->removing && json_array_size(free) && owners_may_want(unit, true);
	if (unit->leftover) {
		unit->engine->owners_waiting = true;
		json_array_extend(run->inventory, free);
		json_array_clear(free);
	}
	run->wait_until = 0;
	apply_prune(unit, json_incref(free));
}

static bool must_wait(struct unit *unit)
{
	const struct run *run = unit->run;

	if (run->wait_until && loop_now() >= run->wait_until)
		return false;
	return owners_may_want(unit, false) || (run->removing && unit->row.deleting && owners_want_unit(unit));
}

void prune_begin(struct unit *unit)
{
	struct run *run = unit->run;

	unit->leftover = false;
	if (!run->removing && !json_array_size(run->stale))
		health_begin(unit);
	else if (must_wait(unit))
		owners_wait(unit, STEP_PRUNE);
	else
		prune(unit);
}

void prune_whole(struct unit *unit, json_t *inventory)
{
	struct run *run = weir_calloc(1, sizeof(*run));

	run_free(unit->run);
	unit->run = run;
	run->removing = true;
	run->plan = json_array();
	run->previous = inventory;
	run->stale = json_incref(inventory);
	run->inventory = json_array();
	run->changes = json_array();
	prune_begin(unit);
}
