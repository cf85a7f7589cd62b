/* SPDX-License-Identifier: Apache-2.0 */
/*
 * State that must survive: SQLite (WAL, synchronous=FULL), one file weir.db below the state
 * folder.  docs/state.md has the tables.  One writer, the loop's thread; other processes (the
 * command line when no host runs) may open it read-only, or take the lock and write.
 *
 * Every write is part of a transaction: store_begin() ... store_commit().  A kill at any moment
 * leaves the state before or after, never between.
 */
#ifndef CORE_STORE_STORE_H
#define CORE_STORE_STORE_H

#include <weir/util.h>

struct store;

enum store_mode { STORE_WRITE, STORE_READ };

/*
 * Make the folder (0700) and database (0600), upgrade an older schema, refuse a newer one (says
 * which weir wrote it), take the lock (STORE_WRITE: another host running is an error that names
 * its pid).
 */
int store_open(const char *dir, enum store_mode mode, struct store **out, struct weir_error *err);
void store_close(struct store *store);

int store_begin(struct store *store, struct weir_error *err);
int store_commit(struct store *store, struct weir_error *err);
void store_rollback(struct store *store);

/* ---- units ---- */

/* A row. Strings and json borrowed when given to store_put_unit(), owned by the row when read. */
struct store_unit {
	char *key;          /* weir_ref_key() */
	json_t *object;     /* newest form, without status */
	char *origin;       /* "config:<file>:<line>", or "unit:", "derived:" or "kept:" and the parent's key */
	int64_t generation; /* counts changes of the object */
	bool suspended;     /* by `weir suspend`; beside spec.suspend */
	bool deleting;      /* left its origin; waits for its own prune */
	json_t *status;     /* conditions, observedGeneration, lastAppliedRevision, ...; as Flux shapes it */
	json_t *inventory;  /* what the applier says the unit has in the target; array */
	json_t *intent;     /* objects about to be applied, null when settled: part of `previous` after a crash */
	json_t *inputs;     /* call_inputs() of the last render that was applied, or null */
	char *fingerprint;  /* plugin hash + object digest + ... of that render, or NULL */
	json_t *records;    /* the renderer's own, newest first; array */
	json_t *artifact;   /* of a source: {revision, digest, info, lastUpdateTime, ...} or null */
};
void store_unit_done(struct store_unit *u);
int store_put_unit(struct store *store, const struct store_unit *u, struct weir_error *err); /* insert or replace */
int store_delete_unit(struct store *store, const char *key, struct weir_error *err);
/* In order of key. fn's row is released after it returns. */
int store_each_unit(struct store *store, void (*fn)(void *arg, const struct store_unit *u), void *arg,
		    struct weir_error *err);
int store_set_suspended(struct store *store, const char *key, bool suspended, struct weir_error *err);

/* ---- events ---- */

/* The event as JSON (see weir_notify_req.event); *id_out is its number, for ever unique. Old rows are dropped. */
int store_add_event(struct store *store, const char *unit_key, const json_t *event, int64_t *id_out,
		    struct weir_error *err);
/* Newest @limit events after @after (0: all), oldest first, of one unit or of all (NULL): new array. */
json_t *store_events(struct store *store, const char *unit_key, int64_t after, int64_t limit, struct weir_error *err);

/* ---- outbox ---- */

struct store_delivery {
	int64_t id;
	int64_t event_id;
	json_t *event;  /* kept with the row, for ever as it was; when added NULL: the one of event_id */
	char *alert;    /* key of the Alert */
	char *provider; /* key of the Provider */
	char *object;   /* key of the unit: order is kept for one provider and object */
	int64_t attempts;
	int64_t not_before; /* seconds since 1970 */
	char *state;        /* "pending", "dead" */
	char *error;        /* of the last attempt, redacted; NULL: none */
};
void store_delivery_done(struct store_delivery *d);
int store_add_delivery(struct store *store, const struct store_delivery *d, int64_t *id_out, struct weir_error *err);
int store_update_delivery(struct store *store, const struct store_delivery *d, struct weir_error *err);
int store_delete_delivery(struct store *store, int64_t id, struct weir_error *err); /* delivered */
/* One row; WEIR_E_NOT_FOUND. */
int store_get_delivery(struct store *store, int64_t id, struct store_delivery *out, struct weir_error *err);
int store_each_delivery(struct store *store, void (*fn)(void *arg, const struct store_delivery *d), void *arg,
			struct weir_error *err); /* in order of id */

/* ---- small values by name ("schema", a notifier's record, ...) ---- */
json_t *store_get(struct store *store, const char *space, const char *name); /* new reference or NULL */
int store_set(struct store *store, const char *space, const char *name, const json_t *value /* NULL: remove */,
	      struct weir_error *err);

#endif
