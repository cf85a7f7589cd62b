/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What core/notify asks of the engine, without an engine: objects are in an array, events come
 * from the test. Store, loop, workers and plugins are the real ones.
 */
#ifndef FAKE_ENGINE_H
#define FAKE_ENGINE_H

#include "config/config.h"
#include "notify/notify.h"

struct engine {
	struct loop *loop;
	struct pool *pool;
	struct store *store;
	struct host *host;
	struct plugin_set *plugins;
	struct config config;
	json_t *objects;             /* [object] */
	json_t *suspended;           /* {key: true}: by `weir suspend` */
	json_t *requested;           /* {key: true} */
	struct engine_kind kinds[4]; /* as served */
	size_t kind_count;
	int (*on_event)(void *arg, int64_t event_id, const char *unit_key, const json_t *object, const json_t *event,
			struct weir_error *err);
	void (*committed)(void *arg);
	void *arg;
};

/* Store an event about Kustomization-like unit K/ns/@name as the engine does; its number. */
int64_t fake_emit(struct engine *engine, const char *name, const char *message);
/* The same, and then the transaction fails. */
void fake_emit_rolled_back(struct engine *engine, const char *name, const char *message);
/* Run the loop until @done, at most @ms; what @done said last. */
bool fake_run_until(struct engine *engine, bool (*done)(void *arg), void *arg, int64_t ms);
/* The condition that the served kind's check gives: "" is Ready. Static text of the last call. */
const char *fake_check(struct engine *engine, const json_t *object);

#endif
