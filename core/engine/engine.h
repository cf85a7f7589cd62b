/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The engine: units, what they depend on, when they are due, and the way of one reconcile.
 * docs/engine.md tells the rules; docs/architecture.md the way through these files.
 * Everything here is for the loop's thread unless it says otherwise.
 */
#ifndef CORE_ENGINE_ENGINE_H
#define CORE_ENGINE_ENGINE_H

#include "base/loop.h"
#include "plugin/host.h"
#include "store/store.h"

struct config;
struct engine;
struct notify;

/* Told of everything that happens to a unit; for progress on a terminal and for `get -w`. */
struct engine_observer {
	/* @view as engine_view() gives it, borrowed. @phase: "queued", "running", "waiting", "ready", "failed", ... */
	void (*unit)(void *arg, const char *phase, const json_t *view);
	/*
	 * Optional: does anybody look at this unit just now?  Then `unit` is called too for what is no news: it
	 * has followed its source to a revision that changes nothing of it.
	 */
	bool (*watches)(void *arg, const char *key);
	/* One event, as stored. */
	void (*event)(void *arg, const json_t *event);
	void *arg;
};

struct engine_options {
	struct loop *loop;
	struct pool *pool;
	struct host *host;
	struct store *store;
	const struct config *config; /* stays until engine_reload() gives another */
	struct plugin_set *plugins;  /* taken over with plugin_set_ref() */
	bool once;                   /* stop the loop when every unit has settled */
	bool asleep;                 /* read the units, reconcile nothing: for engine_diff() when no host runs */
};
int engine_new(const struct engine_options *options, struct engine **out, struct weir_error *err);
/* Read units from the store, take the config's objects, begin. */
int engine_start(struct engine *engine, struct weir_error *err);
/* Cancel what runs; `stopped` is called in the loop when no job of it is left. */
void engine_stop(struct engine *engine, void (*stopped)(void *arg), void *arg);
void engine_free(struct engine *engine);
/* --once: after loop_run(): 0 all units ready, 1 some are not. */
int engine_exit_code(const struct engine *engine);
/* What was done in the target since the start: {"created": n, "configured": n, "unchanged": n, "pruned": n}. */
json_t *engine_totals(struct engine *engine);
/* Since the start: plans rendered, and units that followed a revision without a pass. */
void engine_counts(const struct engine *engine, uint64_t *rendered, uint64_t *followed);

/*
 * A new config and set of plugins (SIGHUP): units of new plugins wake, others go on.  On failure
 * (an object of the config that cannot be a unit) the old ones stay in use, untouched.
 */
int engine_reload(struct engine *engine, const struct config *config, struct plugin_set *plugins,
		  struct weir_error *err);
void engine_observe(struct engine *engine, const struct engine_observer *observer); /* up to 64 at once */
void engine_unobserve(struct engine *engine, void *arg);

/* For the host's backend: any thread. See struct host_backend. */
json_t *engine_unit_object(struct engine *engine, const json_t *ref);
int engine_artifact(struct engine *engine, struct weir_call *call, const json_t *source_ref, struct tree_handle **tree,
		    json_t **info, struct weir_error *err);

/*
 * A unit for readers, new reference (NULL: no such unit):
 * {"key", "ref", "object", "status", "parent": key|null, "origin", "plugin": name|null, "state":
 *  "idle"|"queued"|"running"|"waiting"|"deleting", "suspended": bool, "generation", "inventory",
 *  "artifact", "facts", "next": unix seconds|null, "age_since": unix seconds,
 *  "held": text, while a dependency or source that is at work holds it back}
 */
json_t *engine_view(struct engine *engine, const char *key);
json_t *engine_views(struct engine *engine); /* array, in order of key */
/* The same from rows of a store, when no host runs: used by the command line. */
json_t *engine_view_of_row(const struct store_unit *row);

/* ---- what people ask for ---- */
/* Reconcile now; with_source: its source first. WEIR_E_INVALID "suspended", WEIR_E_NOT_FOUND. */
int engine_request(struct engine *engine, const char *key, bool with_source, struct weir_error *err);
int engine_suspend(struct engine *engine, const char *key, bool suspend, struct weir_error *err);
/*
 * What the next apply would change: renders, dry-runs the applier; done(arg, changes, err) in the
 * loop, @changes as weir_apply_res.changes (borrowed) or NULL with err.
 */
int engine_diff(struct engine *engine, const char *key,
		void (*done)(void *arg, const json_t *changes, const struct weir_error *err), void *arg,
		struct weir_error *err);

/* ---- for core/notify ---- */
struct loop *engine_loop(struct engine *engine);
struct pool *engine_pool(struct engine *engine);
struct store *engine_store(struct engine *engine);
struct host *engine_host(struct engine *engine);
struct plugin_set *engine_plugins(struct engine *engine); /* borrowed until the next loop turn */
const struct config *engine_config(struct engine *engine);
/* Objects of one kind among the units, borrowed: for each Alert, for each Provider. */
void engine_each_object(struct engine *engine, const char *group, const char *kind,
			void (*fn)(void *arg, const char *key, const json_t *object), void *arg);
/* By its spec or by `weir suspend`; false: no such unit. */
bool engine_is_suspended(struct engine *engine, const char *key);
/* Kinds that the core itself serves (Alert, Provider). */
struct engine_kind {
	const struct weir_kind *kind;
	/* 0: the object is Ready; else err says why not. */
	int (*check)(void *arg, const json_t *object, struct weir_error *err);
	void (*gone)(void *arg, const char *key); /* it is no unit any more; may be NULL */
	void *arg;
};
void engine_serve(struct engine *engine, const struct engine_kind *kind);
/* Set before engine_start(): is called inside the transaction that settles a unit, with each event to store. */
void engine_on_event(struct engine *engine,
		     int (*fn)(void *arg, int64_t event_id, const char *unit_key, const json_t *object,
			       const json_t *event, struct weir_error *err),
		     void (*committed)(void *arg), void *arg);

#endif
