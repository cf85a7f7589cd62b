/* SPDX-License-Identifier: Apache-2.0 */
/*
 * schedule.c - when a unit is due: at once, by its interval with jitter, or after a failure by
 * retryInterval or exponential backoff (750 ms to 15 min, Flux's --min-retry-delay and --max-).
 */
#include <stdlib.h>
#include <sys/random.h>
#include "engine/engine_private.h"

#define BACKOFF_MIN_MS 750
#define BACKOFF_MAX_MS 900000
#define AUTH_MIN_MS    60000 /* a refused credential seldom gets better by itself, and may lock an account */
#define ONCE_TRIES     3     /* --once: a source that fails in passing gets as many */
#define ONCE_RETRY_MS  500

int64_t schedule_backoff(unsigned failures)
{
	int64_t ms = BACKOFF_MIN_MS;

	while (failures-- > 1 && ms < BACKOFF_MAX_MS)
		ms *= 2;
	return ms < BACKOFF_MAX_MS ? ms : BACKOFF_MAX_MS;
}

static void set(struct unit *unit, int64_t at)
{
	unit->due = at;
	loop_timer_set(unit->timer, at);
}

static void (*const looks[])(struct unit *unit) = {
	[STEP_CLAIM] = claim_look,
	[STEP_PRUNE] = prune_begin,
	[STEP_HEALTH] = health_look,
};

void schedule_fired(void *arg)
{
	struct unit *unit = arg;

	if (unit->state == UNIT_WAITING) {
		looks[unit->run->step](unit);
		return;
	}
	unit->due = 0;
	unit->woken = false;
	unit->quick = false;
	reconcile_begin(unit);
}

void schedule_now(struct unit *unit)
{
	unit->follow = 0;
	schedule_resume(unit);
}

void schedule_follow(struct unit *unit)
{
	unit->next = unit->due;
	schedule_resume(unit);
}

void schedule_resume(struct unit *unit)
{
	if (unit->engine->stopping || unit->engine->asleep)
		return;
	if (unit->state == UNIT_RUNNING) {
		unit->again = true;
		return;
	}
	if (unit->state == UNIT_WAITING) { /* what it waits for is about to be replaced */
		unit->state = UNIT_IDLE;
		run_free(unit->run);
		unit->run = NULL;
	}
	unit->woken = true;
	set(unit, loop_now());
}

bool schedule_overtaken(struct unit *unit)
{
	if (!unit->again)
		return false;
	unit->again = false;
	unit->state = UNIT_IDLE;
	run_free(unit->run);
	unit->run = NULL;
	schedule_now(unit);
	return true;
}

void schedule_look(struct unit *unit, int64_t at)
{
	set(unit, at);
}

void schedule_stop(struct unit *unit)
{
	unit->woken = false;
	set(unit, 0);
}

void schedule_next(struct unit *unit)
{
	int64_t interval = facts_interval(unit), spread = interval * unit->engine->config->jitter_percent / 100;
	uint32_t dice = 0;

	if (unit->again) {
		unit->again = false;
		schedule_now(unit);
		return;
	}
	if (spread > 0 && getrandom(&dice, sizeof(dice), GRND_NONBLOCK) == sizeof(dice))
		interval += (int64_t)(dice % (uint64_t)(2 * spread + 1)) - spread;
	set(unit, loop_now() + interval);
}

void schedule_retry(struct unit *unit, const struct weir_error *err)
{
	int64_t wait = weir_get_int(unit->facts, "retry_ms", 0);

	unit->failures++;
	if (unit->again) {
		unit->again = false;
		schedule_now(unit);
		return;
	}
	if (unit->engine->once && unit->role == ROLE_SOURCE && err->code == WEIR_E_TRANSIENT &&
	    unit->failures < ONCE_TRIES) {
		unit->quick = true;
		set(unit, loop_now() + ONCE_RETRY_MS);
		return;
	}
	if (wait <= 0)
		wait = schedule_backoff(unit->failures);
	/* Nothing but an edit mends it, and that wakes it; a Secret in a file tells nobody when it changes. */
	if (unit->role == ROLE_SOURCE && (err->code == WEIR_E_INVALID || err->code == WEIR_E_UNSUPPORTED))
		wait = facts_interval(unit);
	if (err->code == WEIR_E_AUTH && wait < AUTH_MIN_MS)
		wait = AUTH_MIN_MS;
	if (wait < (int64_t)err->retry_after_ms)
		wait = err->retry_after_ms;
	set(unit, loop_now() + wait);
}
