/* SPDX-License-Identifier: Apache-2.0 */
/*
 * turn.c - whose turn it is inside a plugin that does not work in parallel.
 *
 * A call that invokes another plugin's service keeps its own turn and waits for a second one: two
 * such calls could wait for each other for ever.  So a nested wait first follows "its owner waits
 * for" from turn to turn, and refuses when that leads back to itself.
 */
#include <stdlib.h>
#include <time.h>

#include "plugin/plugin_private.h"

#define LOOK_AGAIN_MS 100 /* for a cancellation, while waiting */

void turns_init(struct turns *turns)
{
	pthread_condattr_t attr;

	pthread_mutex_init(&turns->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&turns->freed, &attr);
	pthread_condattr_destroy(&attr);
	turns->named = NULL;
}

void turns_done(struct turns *turns)
{
	struct turn *t, *next;

	for (t = turns->named; t; t = next) {
		next = t->next;
		free(t->name);
		free(t);
	}
	pthread_cond_destroy(&turns->freed);
	pthread_mutex_destroy(&turns->lock);
}

struct turn *turns_named(struct turns *turns, const char *name)
{
	struct turn *t;

	pthread_mutex_lock(&turns->lock);
	for (t = turns->named; t && strcmp(t->name, name) != 0; t = t->next)
		;
	if (!t) {
		t = weir_calloc(1, sizeof(*t));
		t->name = weir_strdup(name);
		t->next = turns->named;
		turns->named = t;
	}
	pthread_mutex_unlock(&turns->lock);
	return t;
}

void turn_take(struct turns *turns, struct turn *turn, struct weir_call *call)
{
	pthread_mutex_lock(&turns->lock);
	while (turn->owner) {
		call->core->waiting = turn;
		pthread_cond_wait(&turns->freed, &turns->lock);
	}
	call->core->waiting = NULL;
	turn->owner = call;
	pthread_mutex_unlock(&turns->lock);
}

/* Would waiting for @turn be waiting for oneself? */
static bool circle(const struct turn *turn, const struct call_core *self)
{
	while (turn && turn->owner) {
		if (turn->owner->core == self)
			return true;
		turn = turn->owner->core->waiting;
	}
	return false;
}

static void wait_a_little(struct turns *turns)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += LOOK_AGAIN_MS * 1000000L;
	if (until.tv_nsec >= 1000000000L) {
		until.tv_nsec -= 1000000000L;
		until.tv_sec++;
	}
	pthread_cond_timedwait(&turns->freed, &turns->lock, &until);
}

int turn_take_nested(struct turns *turns, struct turn *turn, struct weir_call *call, struct weir_error *err)
{
	struct call_core *core = call->core;
	int rc = 0;

	pthread_mutex_lock(&turns->lock);
	while (rc == 0 && turn->owner) {
		if (circle(turn, core)) {
			rc = weir_fail(err, turn->owner->core == core ? WEIR_E_INTERNAL : WEIR_E_TRANSIENT, NULL,
				       "its plugin is busy with a call that waits for this one");
			break;
		}
		core->waiting = turn;
		wait_a_little(turns);
		rc = call_check(call, err);
	}
	core->waiting = NULL;
	if (rc == 0)
		turn->owner = call;
	pthread_mutex_unlock(&turns->lock);
	return rc;
}

void turn_give_back(struct turns *turns, struct turn *turn)
{
	pthread_mutex_lock(&turns->lock);
	turn->owner = NULL;
	pthread_cond_broadcast(&turns->freed);
	pthread_mutex_unlock(&turns->lock);
}
