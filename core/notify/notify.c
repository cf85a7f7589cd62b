/* SPDX-License-Identifier: Apache-2.0 */
/* The life of this folder: registered with the engine, woken, drained, stopped. */
#include "notify/notify.h"

#include <sys/random.h>

#include "base/log.h"
#include "notify/kinds.h"
#include "notify/private.h"

#define SPACE "notify"

static void pump_timer(void *arg)
{
	struct notify *n = arg;

	deliver_pump(n);
}

static void drain_timer(void *arg)
{
	struct notify *n = arg;
	void (*drained)(void *) = n->drained;

	n->drained = NULL;
	if (drained)
		drained(n->drained_arg);
}

static void stop_timer(void *arg)
{
	struct notify *n = arg;
	void (*stopped)(void *) = n->stopped;

	deliver_cancel_all(n);
	if (n->jobs || !stopped)
		return;
	n->stopped = NULL;
	stopped(n->stopped_arg);
}

/* Event numbers begin at 1 in every state folder; with this in front they differ. */
static int make_instance(struct notify *n, struct weir_error *err)
{
	struct store *store = engine_store(n->engine);
	WEIR_CLEAN_JSON json_t *have = store_get(store, SPACE, "instance");
	unsigned char bytes[8];

	if (json_is_string(have)) {
		n->instance = weir_strdup(json_string_value(have));
		return 0;
	}
	if (getrandom(bytes, sizeof(bytes), 0) != sizeof(bytes))
		return weir_fail(err, WEIR_E_INTERNAL, NULL, "no random numbers");
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	for (size_t i = 0; i < sizeof(bytes); i++)
		weir_strbuf_addf(&sb, "%02x", bytes[i]);
	n->instance = weir_strbuf_take(&sb);
	WEIR_CLEAN_JSON json_t *value = json_string(n->instance);
	int code = store_begin(store, err);
	if (code)
		return code;
	code = store_set(store, SPACE, "instance", value, err);
	if (!code)
		code = store_commit(store, err);
	if (code)
		store_rollback(store);
	return code;
}

int notify_new(struct engine *engine, struct notify **out, struct weir_error *err)
{
	struct notify *n = weir_calloc(1, sizeof(*n));
	struct loop *loop = engine_loop(engine);

	n->engine = engine;
	n->queue = queue_new();
	n->dedup = dedup_new();
	n->warned = json_object();
	n->fresh = json_array();
	n->unsaved = json_array();
	n->dead = json_array();
	n->known = json_object();
	n->touched = json_array();
	n->timer = loop_timer_new(loop, pump_timer, n);
	n->drain_timer = loop_timer_new(loop, drain_timer, n);
	n->touch_timer = loop_timer_new(loop, providers_touch_now, n);
	n->stop_timer = loop_timer_new(loop, stop_timer, n);
	int code = make_instance(n, err);
	if (!code)
		code = outbox_load(n, err);
	if (code) {
		notify_free(n);
		return code;
	}
	intake_remember(n);
	providers_serve(n);
	engine_on_event(engine, intake_event, intake_committed, n);
	*out = n;
	return 0;
}

void notify_free(struct notify *n)
{
	if (!n)
		return;
	loop_timer_free(n->timer);
	loop_timer_free(n->drain_timer);
	loop_timer_free(n->stop_timer);
	loop_timer_free(n->touch_timer);
	queue_free(n->queue);
	dedup_free(n->dedup);
	json_decref(n->warned);
	json_decref(n->fresh);
	json_decref(n->unsaved);
	json_decref(n->dead);
	json_decref(n->known);
	json_decref(n->touched);
	free(n->instance);
	free(n);
}

static void touch_provider(void *arg, const char *key, const json_t *provider)
{
	(void)provider;
	providers_touch(arg, key);
}

void notify_wake(struct notify *n)
{
	queue_release(n->queue, loop_now());
	json_object_clear(
		n->known); /* plugins may have come or gone: Providers are checked again and tell their Alerts */
	engine_each_object(n->engine, NOTIFY_GROUP, "Provider", touch_provider, n);
	deliver_pump(n);
}

void notify_drain(struct notify *n, int64_t ms, void (*done)(void *arg), void *arg)
{
	n->drain_until = loop_now() + ms;
	n->drained = done;
	n->drained_arg = arg;
	loop_timer_set(n->drain_timer, n->drain_until);
	deliver_pump(n);
}

void notify_stop(struct notify *n, void (*stopped)(void *arg), void *arg)
{
	n->stopping = true;
	n->stopped = stopped;
	n->stopped_arg = arg;
	loop_timer_set(n->timer, 0);
	/* A delivery that is cancelled may have arrived: most end by themselves before that. */
	loop_timer_set(n->stop_timer, loop_now() + NOTIFY_STOP_PATIENCE_MS);
	deliver_pump(n);
}
