/* SPDX-License-Identifier: Apache-2.0 */
/*
 * job.c - one piece of work of a unit in the pool: its call, the plugin generation it uses, its
 * immutable inputs; one at a time for a unit.
 */
#include <stdlib.h>
#include "engine/engine_private.h"

#define IDLE_MS 1000 /* of quiet, before memory goes back */

static int64_t monotonic_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

struct job *job_new(struct unit *unit, struct plugin *plugin, bool record, int64_t timeout_ms)
{
	struct engine *engine = unit->engine;
	struct job *job = weir_calloc(1, sizeof(*job));

	job->unit = unit;
	job->set = plugin_set_ref(engine->plugins);
	job->plugin = plugin_ref(plugin);
	job->err = (struct weir_error)WEIR_ERROR_INIT;
	job->object = json_incref(unit->row.object);
	job->owner = json_incref(unit->ref);
	job->deadline = timeout_ms > 0 ? monotonic_ms() + timeout_ms : INT64_MAX;
	job->call = call_new(&(struct call_options){ .host = engine->host,
						     .set = job->set,
						     .unit = job->owner,
						     .deadline_ms = job->deadline,
						     .record = record });
	return job;
}

static void free_job(struct job *job)
{
	call_free(job->call);
	plugin_unref(job->plugin);
	plugin_set_unref(job->set);
	json_decref(job->object);
	json_decref(job->owner);
	weir_error_done(&job->err);
	free(job);
}

static void run_job(void *arg)
{
	struct job *job = arg;

	if (call_cancelled(job->call))
		job->rc = weir_fail(&job->err, WEIR_E_CANCELLED, NULL, "cancelled before it began");
	else
		job->work(job);
}

static void job_done(void *arg)
{
	struct job *job = arg;
	struct unit *unit = job->unit;
	struct engine *engine = unit->engine;
	WEIR_CLEAN_FREE char *key = weir_strdup(unit->row.key);

	unit->job = NULL;
	job->finish(job);
	free_job(job);
	unit = units_find(engine, key); /* its end may have been that of the unit */
	if (unit && unit->gone && unit->state != UNIT_RUNNING) {
		roots_drop(unit);
		roots_sweep(engine);
	}
	job_ended(engine);
}

void job_ended(struct engine *engine)
{
	void (*stopped)(void *) = engine->stopped;

	if (--engine->jobs)
		return;
	if (!engine->once)
		loop_timer_set(engine->idle_timer, loop_now() + IDLE_MS);
	if (engine->stopping && stopped) {
		engine->stopped = NULL;
		stopped(engine->stopped_arg);
	}
}

void job_note_tried(struct job *job)
{
	WEIR_CLEAN_JSON json_t *inputs = call_inputs(job->call);
	json_t *gets = json_array(), *input;
	size_t i;

	json_array_foreach(inputs, i, input)
		if (strcmp(weir_get_str_or(input, "op", ""), "get") == 0)
			json_array_append(gets, input);
	if (json_equal(gets, job->unit->tried)) {
		json_decref(gets);
		return;
	}
	json_decref(job->unit->tried);
	job->unit->tried = gets;
	graph_update(job->unit);
}

void job_submit(struct job *job)
{
	job->unit->state = UNIT_RUNNING;
	job->unit->job = job;
	job->unit->engine->jobs++;
	if (job->unit->engine->stopping || job->unit->gone)
		call_cancel(job->call); /* the next step of a reconcile that is to end */
	pool_submit(job->unit->engine->pool, run_job, job_done, job);
}

void job_cancel(struct unit *unit)
{
	if (unit->job)
		call_cancel(unit->job->call);
}
