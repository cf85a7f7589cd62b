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

	if (engine->jobs == 0)
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
	engine->pending_events = json_array();
	engine->totals = json_object();
	engine->artifacts_fd = -1;
	pthread_mutex_init(&engine->lock, NULL);
	engine->settled_timer = settle_timer(engine);
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

/* ---- the config's objects ---- */

static bool in_config(struct engine *engine, const char *key)
{
	json_t *row;
	size_t i;

	json_array_foreach(engine->config->objects, i, row) {
		WEIR_CLEAN_JSON json_t *newest = facts_newest(engine, json_object_get(row, "object"), NULL);
		WEIR_CLEAN_JSON json_t *ref = newest ? weir_ref_of(newest) : NULL;
		WEIR_CLEAN_FREE char *other = ref ? weir_ref_key(ref) : NULL;

		if (other && strcmp(other, key) == 0)
			return true;
	}
	return false;
}

static int take_config_objects(struct engine *engine, struct weir_error *err)
{
	json_t *row;
	size_t i;

	json_array_foreach(engine->config->objects, i, row) {
		const json_t *object = json_object_get(row, "object");
		const char *where = weir_get_str_or(row, "where", "");
		WEIR_CLEAN_FREE char *origin = weir_asprintf("config:%s", where);
		struct unit *unit;

		if (!units_is_kind(engine, object))
			return weir_fail(err, WEIR_E_INVALID, NULL,
					 "%s: no plugin serves %s %s: objects of weir.yaml must be units", where,
					 weir_object_kind(object), weir_object_name(object));
		unit = units_upsert(engine, object, origin, err);
		if (!unit)
			return weir_fail_prefix(err, "%s", where);
	}
	return 0;
}

/* What was in weir.yaml once and is no longer stops being a unit; the target keeps what it has. */
static void drop_gone(struct engine *engine)
{
	size_t i = 0;

	while (i < engine->unit_count) {
		struct unit *unit = engine->units[i++];

		if (strncmp(unit->row.origin, "config:", 7) != 0 || unit->state == UNIT_RUNNING ||
		    in_config(engine, unit->row.key))
			continue;
		log_line(WEIR_WARN, NULL, "%s is no longer in weir.yaml: it stops, what it has in the target stays",
			 unit->row.key);
		if (store_begin(engine->store, NULL) == 0) {
			store_delete_unit(engine->store, unit->row.key, NULL);
			store_commit(engine->store, NULL);
		}
		units_forget(unit);
		i = 0;
	}
}

int engine_start(struct engine *engine, struct weir_error *err)
{
	int rc = units_load(engine, err);

	if (!rc && !engine->asleep)
		rc = take_config_objects(engine, err);
	if (rc || engine->asleep)
		return rc;
	drop_gone(engine);
	engine->started = true;
	rc = settle_commit(engine, err);
	settle_check(engine);
	return rc;
}

int engine_reload(struct engine *engine, const struct config *config, struct plugin_set *plugins,
		  struct weir_error *err)
{
	struct plugin_set *old = engine->plugins;
	size_t i;
	int rc;

	engine->config = config;
	engine->plugins = plugin_set_ref(plugins);
	for (i = 0; i < engine->unit_count; i++) {
		struct unit *unit = engine->units[i];
		WEIR_CLEAN_JSON json_t *newest = facts_newest(engine, unit->row.object, NULL);
		struct plugin *before = unit->plugin;

		if (newest && !json_equal(newest, unit->row.object)) {
			json_decref(unit->row.object);
			unit->row.object = json_incref(newest);
			unit->dirty = true;
		}
		units_resolve(unit);
		if (unit->plugin != before && unit->row.artifact && unit->role == ROLE_SOURCE)
			artifact_put(engine, unit, NULL);
		if (unit->plugin != before || plugin_set_applier(old) != plugin_set_applier(plugins))
			schedule_now(unit);
	}
	plugin_set_unref(old);
	rc = take_config_objects(engine, err);
	drop_gone(engine);
	return rc ? rc : settle_commit(engine, err);
}

/* ---- the end ---- */

void engine_stop(struct engine *engine, void (*stopped)(void *arg), void *arg)
{
	size_t i;

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
	json_decref(engine->pending_events);
	json_decref(engine->totals);
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
