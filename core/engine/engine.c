/* SPDX-License-Identifier: Apache-2.0 */
/* engine.c - the engine's life: made, started from the store and the config, reloaded, stopped. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>
#include "base/io.h"
#include "base/trim.h"
#include "engine/engine_private.h"

static json_t *backend_unit(void *arg, const json_t *ref)
{
	return engine_unit_object(arg, ref);
}

static int backend_artifact(void *arg, struct weir_call *call, const json_t *source_ref, struct tree_handle **tree,
			    json_t **info, struct weir_error *err)
{
	return engine_artifact(arg, call, source_ref, tree, info, err);
}

static int open_artifacts(struct engine *engine, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s/artifacts", engine->config->state);
	int rc = io_mkdirs(AT_FDCWD, path, 0700, err);

	if (rc)
		return rc;
	engine->artifacts_fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return engine->artifacts_fd < 0 ? io_fail(err, errno, "cannot open %s", path) : 0;
}

static void idle(void *arg)
{
	struct engine *engine = arg;

	if (engine->jobs)
		return;
	artifact_collect(engine);
	trim_idle();
}

int engine_new(const struct engine_options *options, struct engine **out, struct weir_error *err)
{
	struct engine *engine = weir_calloc(1, sizeof(*engine));
	int rc;

	engine->loop = options->loop;
	engine->pool = options->pool;
	engine->host = options->host;
	engine->store = options->store;
	engine->config = options->config;
	engine->once = options->once;
	engine->asleep = options->asleep;
	engine->plugins = plugin_set_ref(options->plugins);
	engine->readers = json_object();
	engine->objects = json_object();
	engine->roots = json_object();
	engine->dependencies = 1;
	engine->stale_artifacts = true;
	engine->pending_events = json_array();
	engine->totals = json_object();
	engine->artifacts_fd = -1;
	pthread_mutex_init(&engine->lock, NULL);
	engine->settled_timer = once_timer(engine);
	engine->idle_timer = loop_timer_new(engine->loop, idle, engine);
	rc = open_artifacts(engine, err);
	if (rc) {
		engine_free(engine);
		return rc;
	}
	host_set_backend(engine->host, &(struct host_backend){ engine, backend_unit, backend_artifact });
	*out = engine;
	return 0;
}

int engine_start(struct engine *engine, struct weir_error *err)
{
	int rc = units_load(engine, err);

	if (rc || engine->asleep)
		return rc;
	rc = roots_take(engine, err);
	if (rc)
		return rc;
	roots_sweep(engine);
	artifact_collect(engine);
	engine->started = true;
	rc = settle_commit(engine, err);
	once_check(engine);
	return rc;
}

/* ---- another config ---- */

/* The object as the new plugins read it, and who serves it. */
static void look_again(struct unit *unit, bool other_target)
{
	WEIR_CLEAN_JSON json_t *newest = facts_newest(unit->engine, unit->row.object, NULL);
	struct plugin *before = unit->plugin;
	if (newest && !json_equal(newest, unit->row.object)) {
		json_decref(unit->row.object);
		unit->row.object = json_incref(newest);
		unit->proven = false;
		unit->dirty = true;
	}
	units_resolve(unit);
	if (unit->plugin != before && unit->row.artifact && unit->role == ROLE_SOURCE)
		artifact_put(unit->engine, unit, NULL);
	if (unit->plugin != before || other_target) {
		unit->proven = false;
		schedule_now(unit);
	}
}

int engine_reload(struct engine *engine, const struct config *config, struct plugin_set *plugins,
		  struct weir_error *err)
{
	const struct config *old_config = engine->config;
	struct plugin_set *old = engine->plugins;
	size_t i;
	int rc;

	engine->config = config;
	engine->plugins = plugins;
	rc = roots_check(engine, err);
	if (rc) { /* nothing has been touched: all goes on as before */
		engine->config = old_config;
		engine->plugins = old;
		return rc;
	}
	plugin_set_ref(plugins);
	for (i = 0; i < engine->unit_count; i++)
		look_again(engine->units[i], plugin_set_applier(old) != plugin_set_applier(plugins));
	plugin_set_unref(old);
	if (roots_take(engine, err)) { /* a limit: what was taken goes on, the rest is told */
		log_error("%s", err->message);
		weir_error_done(err);
	}
	roots_sweep(engine);
	if (settle_commit(engine, err)) {
		log_error("%s", err->message);
		weir_error_done(err);
	}
	once_check(engine);
	return 0;
}

/* ---- the end ---- */

void engine_stop(struct engine *engine, void (*stopped)(void *arg), void *arg)
{
	struct weir_error err = WEIR_ERROR_INIT;
	size_t i;

	follow_store(engine);
	if (settle_commit(engine, &err))
		log_error("%s", err.message);
	weir_error_done(&err);
	engine->stopping = true;
	engine->stopped = stopped;
	engine->stopped_arg = arg;
	for (i = 0; i < engine->unit_count; i++) {
		schedule_stop(engine->units[i]);
		job_cancel(engine->units[i]);
	}
	if (engine->jobs == 0 && stopped) {
		engine->stopped = NULL;
		stopped(arg);
	}
}

void engine_free(struct engine *engine)
{
	if (!engine)
		return;
	host_set_backend(engine->host, &(struct host_backend){ 0 });
	units_free(engine);
	artifact_free_all(engine);
	loop_timer_free(engine->settled_timer);
	loop_timer_free(engine->idle_timer);
	plugin_set_unref(engine->plugins);
	json_decref(engine->readers);
	json_decref(engine->objects);
	json_decref(engine->roots);
	json_decref(engine->pending_events);
	json_decref(engine->totals);
	free(engine->spare);
	if (engine->artifacts_fd >= 0)
		close(engine->artifacts_fd);
	pthread_mutex_destroy(&engine->lock);
	free(engine);
}

int engine_exit_code(const struct engine *engine)
{
	size_t i;

	for (i = 0; i < engine->unit_count; i++)
		if (!facts_suspended(engine->units[i]) && !condition_ready(engine->units[i]))
			return 1;
	return 0;
}

void engine_counts(const struct engine *engine, uint64_t *rendered, uint64_t *followed)
{
	*rendered = engine->rendered;
	*followed = engine->followed;
}

json_t *engine_totals(struct engine *engine)
{
	return json_copy(engine->totals);
}

/* ---- for others ---- */

void engine_observe(struct engine *engine, const struct engine_observer *observer)
{
	size_t i;

	for (i = 0; i < MAX_OBSERVERS; i++)
		if (!engine->observers[i]) {
			engine->observers[i] = observer;
			return;
		}
}

void engine_unobserve(struct engine *engine, void *arg)
{
	size_t i;

	for (i = 0; i < MAX_OBSERVERS; i++)
		if (engine->observers[i] && engine->observers[i]->arg == arg)
			engine->observers[i] = NULL;
}

json_t *engine_unit_object(struct engine *engine, const json_t *ref)
{
	WEIR_CLEAN_FREE char *key = weir_ref_key(ref);
	json_t *object;

	pthread_mutex_lock(&engine->lock);
	object = json_incref(json_object_get(engine->objects, key));
	pthread_mutex_unlock(&engine->lock);
	return object;
}

int engine_artifact(struct engine *engine, struct weir_call *call, const json_t *source_ref, struct tree_handle **tree,
		    json_t **info, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *key = weir_ref_key(source_ref);

	return artifact_open(engine, call, key, tree, info, err);
}

int engine_request(struct engine *engine, const char *key, bool with_source, struct weir_error *err)
{
	struct unit *unit = units_find(engine, key), *source;

	if (!unit)
		return weir_fail(err, WEIR_E_NOT_FOUND, NULL, "there is no unit %s", key);
	if (facts_suspended(unit))
		return weir_fail(err, WEIR_E_INVALID, "Suspended", "%s is suspended: `weir resume` it first", key);
	source = with_source && unit->source ? units_find(engine, unit->source) : NULL;
	unit->failures = 0;
	unit->forced = true; /* whoever asks wants it done, not only compared */
	if (source) {
		source->failures = 0;
		schedule_now(source);
	}
	schedule_now(unit);
	return 0;
}

int engine_suspend(struct engine *engine, const char *key, bool suspend, struct weir_error *err)
{
	struct unit *unit = units_find(engine, key);

	if (!unit)
		return weir_fail(err, WEIR_E_NOT_FOUND, NULL, "there is no unit %s", key);
	unit->row.suspended = suspend;
	unit->dirty = true;
	schedule_now(unit);
	return settle_commit(engine, err);
}

struct loop *engine_loop(struct engine *engine)
{
	return engine->loop;
}

struct pool *engine_pool(struct engine *engine)
{
	return engine->pool;
}

struct store *engine_store(struct engine *engine)
{
	return engine->store;
}

struct host *engine_host(struct engine *engine)
{
	return engine->host;
}

struct plugin_set *engine_plugins(struct engine *engine)
{
	return engine->plugins;
}

const struct config *engine_config(struct engine *engine)
{
	return engine->config;
}

void engine_each_object(struct engine *engine, const char *group, const char *kind,
			void (*fn)(void *arg, const char *key, const json_t *object), void *arg)
{
	size_t i;

	for (i = 0; i < engine->unit_count; i++) {
		const struct unit *unit = engine->units[i];

		if (strcmp(weir_get_str_or(unit->ref, "group", ""), group) == 0 &&
		    strcmp(weir_get_str_or(unit->ref, "kind", ""), kind) == 0 && !unit->row.deleting)
			fn(arg, unit->row.key, unit->row.object);
	}
}

bool engine_is_suspended(struct engine *engine, const char *key)
{
	const struct unit *unit = units_find(engine, key);

	return unit && facts_suspended(unit);
}

void engine_serve(struct engine *engine, const struct engine_kind *kind)
{
	if (engine->core_kind_count < MAX_CORE_KINDS)
		engine->core_kinds[engine->core_kind_count++] = *kind;
}

void engine_on_event(struct engine *engine,
		     int (*fn)(void *arg, int64_t event_id, const char *unit_key, const json_t *object,
			       const json_t *event, struct weir_error *err),
		     void (*committed)(void *arg), void *arg)
{
	engine->on_event = fn;
	engine->on_committed = committed;
	engine->on_event_arg = arg;
}
