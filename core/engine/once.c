/* SPDX-License-Identifier: Apache-2.0 */
/*
 * once.c - `--once`: when is everything settled?  Nothing runs, waits or is about to; a unit that
 * has failed counts after its first attempt, a source that fails in passing after a few quick ones.
 */
#include "engine/engine_private.h"

#define SETTLE_MS 2 /* what has just settled may have woken others in this turn of the loop */

static bool is_settled(const struct unit *unit)
{
	return unit->state == UNIT_IDLE && unit->hold == HOLD_NONE && !unit->woken && !unit->quick;
}

bool once_has_failed(const struct unit *unit)
{
	return unit->engine->once && is_settled(unit) && unit->failures > 0;
}

static void stop_when_settled(void *arg)
{
	struct engine *engine = arg;
	size_t i;

	for (i = 0; i < engine->unit_count; i++)
		if (!is_settled(engine->units[i]))
			return;
	loop_stop(engine->loop);
}

void once_check(struct engine *engine)
{
	if (engine->once && engine->started && !engine->stopping)
		loop_timer_set(engine->settled_timer, loop_now() + SETTLE_MS);
}

struct loop_timer *once_timer(struct engine *engine)
{
	return loop_timer_new(engine->loop, stop_when_settled, engine);
}
