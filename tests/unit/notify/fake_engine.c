/* SPDX-License-Identifier: Apache-2.0 */
/* The part of the engine's interface that core/notify uses, for tests. */
#include "fake_engine.h"

#include <check.h>
#include <time.h>

/* ---- a target that has nothing: the set of plugins wants one ---- */

static int target_open(const struct weir_host *host, const json_t *config, void **self, struct weir_error *err)
{
	(void)host;
	(void)config;
	(void)err;
	*self = weir_malloc(1);
	return 0;
}

static void target_close(void *self)
{
	free(self);
}

static int target_apply(void *self, struct weir_call *call, const struct weir_apply_req *req,
			struct weir_apply_res *res, struct weir_error *err)
{
	(void)self;
	(void)call;
	(void)req;
	(void)res;
	return weir_fail(err, WEIR_E_UNSUPPORTED, NULL, "not in this test");
}

static int target_read(void *self, struct weir_call *call, const struct weir_read_req *req, struct weir_read_res *res,
		       struct weir_error *err)
{
	(void)self;
	(void)call;
	(void)req;
	(void)res;
	return weir_fail(err, WEIR_E_NOT_FOUND, NULL, "the target has nothing");
}

static int target_observe(void *self, struct weir_call *call, const struct weir_observe_req *req,
			  struct weir_observe_res *res, struct weir_error *err)
{
	(void)self;
	(void)call;
	(void)req;
	(void)res;
	return weir_fail(err, WEIR_E_UNSUPPORTED, NULL, "not in this test");
}

static const struct weir_applier applier = {
	.size = sizeof(applier),
	.apply = target_apply,
	.read = target_read,
	.observe = target_observe,
};
static const struct weir_plugin target = {
	WEIR_PLUGIN_HEAD,         .name = "directory", .version = "1",        .summary = "nothing",
	.threads = WEIR_PARALLEL, .open = target_open, .close = target_close, .applier = &applier,
};
const struct weir_plugin *const loader_builtin[] = { &target, NULL };

/* ---- the engine ---- */

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
	return &engine->config;
}

void engine_each_object(struct engine *engine, const char *group, const char *kind,
			void (*fn)(void *arg, const char *key, const json_t *object), void *arg)
{
	size_t i;
	json_t *object;

	json_array_foreach(engine->objects, i, object) {
		WEIR_CLEAN_JSON json_t *ref = weir_ref_of(object);
		WEIR_CLEAN_FREE char *key = weir_ref_key(ref);
		if (!strcmp(weir_get_str_or(ref, "group", ""), group) &&
		    !strcmp(weir_get_str_or(ref, "kind", ""), kind))
			fn(arg, key, object);
	}
}

bool engine_is_suspended(struct engine *engine, const char *key)
{
	return json_object_get(engine->suspended, key) != NULL;
}

void engine_serve(struct engine *engine, const struct engine_kind *kind)
{
	engine->kinds[engine->kind_count++ % 4] = *kind;
}

void engine_on_event(struct engine *engine,
		     int (*fn)(void *arg, int64_t event_id, const char *unit_key, const json_t *object,
			       const json_t *event, struct weir_error *err),
		     void (*committed)(void *arg), void *arg)
{
	engine->on_event = fn;
	engine->committed = committed;
	engine->arg = arg;
}

int engine_request(struct engine *engine, const char *key, bool with_source, struct weir_error *err)
{
	(void)with_source;
	(void)err;
	json_object_set_new(engine->requested, key, json_true());
	return 0;
}

static int64_t store_event(struct engine *engine, const char *name, const char *message)
{
	char now[32];
	int64_t id = 0;

	weir_time_format(time(NULL), now);
	WEIR_CLEAN_FREE char *key = weir_asprintf("K.g/ns/%s", name);
	WEIR_CLEAN_JSON json_t *event =
		json_pack("{s:s, s:s, s:s, s:s, s:{s:s, s:s, s:s, s:s}, s:{s:s}}", "timestamp", now, "severity", "info",
			  "reason", "Succeeded", "message", message, "involvedObject", "apiVersion", "g/v1", "kind",
			  "K", "namespace", "ns", "name", name, "metadata", "revision", "r");
	ck_assert_int_eq(store_begin(engine->store, NULL), 0);
	ck_assert_int_eq(store_add_event(engine->store, key, event, &id, NULL), 0);
	ck_assert_int_eq(engine->on_event(engine->arg, id, key, NULL, event, NULL), 0);
	return id;
}

int64_t fake_emit(struct engine *engine, const char *name, const char *message)
{
	int64_t id = store_event(engine, name, message);

	ck_assert_int_eq(store_commit(engine->store, NULL), 0);
	engine->committed(engine->arg);
	return id;
}

void fake_emit_rolled_back(struct engine *engine, const char *name, const char *message)
{
	store_event(engine, name, message);
	store_rollback(engine->store);
}

struct until {
	struct engine *engine;
	struct loop_timer *timer;
	bool (*done)(void *arg);
	void *arg;
	int64_t end;
	bool result;
};

static void look(void *arg)
{
	struct until *u = arg;

	u->result = u->done(u->arg);
	if (u->result || loop_now() >= u->end)
		loop_stop(u->engine->loop);
	else
		loop_timer_set(u->timer, loop_now() + 5);
}

bool fake_run_until(struct engine *engine, bool (*done)(void *arg), void *arg, int64_t ms)
{
	struct until u = { .engine = engine, .done = done, .arg = arg, .end = loop_now() + ms };

	u.timer = loop_timer_new(engine->loop, look, &u);
	loop_timer_set(u.timer, loop_now() + 1);
	ck_assert_int_eq(loop_run(engine->loop, NULL), 0);
	loop_timer_free(u.timer);
	return u.result;
}

const char *fake_check(struct engine *engine, const json_t *object)
{
	static char text[512];
	struct weir_error err = WEIR_ERROR_INIT;

	text[0] = 0;
	for (size_t i = 0; i < engine->kind_count && i < 4; i++)
		if (!strcmp(engine->kinds[i].kind->kind, weir_object_kind(object)) &&
		    engine->kinds[i].check(engine->kinds[i].arg, object, &err))
			snprintf(text, sizeof(text), "%s: %s", err.reason, err.message);
	weir_error_done(&err);
	return text;
}
