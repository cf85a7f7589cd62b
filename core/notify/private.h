/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the files of this folder share: events come in through intake.c, wait in the outbox
 * (outbox.c: rows of the store; queue.c: their order), go out through deliver.c. Loop's thread.
 */
#ifndef CORE_NOTIFY_PRIVATE_H
#define CORE_NOTIFY_PRIVATE_H

#include "notify/dedup.h"
#include "notify/notify.h"
#include "notify/queue.h"

#define NOTIFY_DEAD_MAX         1000            /* dead letters kept */
#define NOTIFY_GIVE_UP_S        (7 * 24 * 3600) /* an event that could not be delivered for so long is a dead letter */
#define NOTIFY_FLUSH_MS         5000            /* between two tries to write to a store that has failed */
#define NOTIFY_RELEASE_MS       1000            /* between two tries of what is held */
#define NOTIFY_STOP_PATIENCE_MS 3000            /* for deliveries that run when the host stops */

struct fresh_row; /* added inside the open transaction */
struct job;

struct notify {
	struct engine *engine;
	struct queue *queue;
	struct dedup *dedup;
	char *instance; /* makes event ids unique over hosts and lost states; made once */

	json_t *warned;   /* {"alert key field": true}: patterns that were complained about */
	json_t *fresh;    /* [{id, event, provider, object, alert}]: rows of the open transaction */
	int64_t flush_at; /* when to try to tell it that again */
	json_t *unsaved;  /* [ids]: delivered, but the store could not be told so yet */
	json_t *known;    /* {provider key: true}: Providers that have been seen; Alerts that wait for one are told */
	json_t *touched;  /* [unit keys]: conditions to look at again, in a later turn of the loop */
	json_t *dead;     /* [ids], oldest first */

	struct loop_timer *timer; /* the next delivery that is due */
	struct loop_timer *touch_timer;
	int64_t release_at; /* held Providers are tried again then, if something has happened */
	bool release_wanted;
	struct job *jobs; /* running */
	bool stopping;
	struct loop_timer *stop_timer;
	void (*stopped)(void *arg);
	void *stopped_arg;

	struct loop_timer *drain_timer;
	int64_t drain_until;
	void (*drained)(void *arg);
	void *drained_arg;
};

/* ---- intake.c: events of the engine ---- */
int intake_event(void *arg, int64_t event_id, const char *unit_key, const json_t *object, const json_t *event,
		 struct weir_error *err);
void intake_committed(void *arg);
/* So that the doubles of before a restart are known. */
void intake_remember(struct notify *n);

/* ---- outbox.c: rows ---- */
int outbox_load(struct notify *n, struct weir_error *err);
/* Before the rows of one event. */
void outbox_begin(struct notify *n, int64_t event_id);
/* Inside the caller's transaction; the row is queued by outbox_commit(). */
int outbox_add(struct notify *n, int64_t event_id, const json_t *event, const char *object, const char *alert,
	       const char *provider, struct weir_error *err);
bool outbox_is_committed(struct notify *n);
void outbox_commit(struct notify *n);
/* What became of a running row. Texts are redacted here. @record: NULL keeps none. */
void outbox_delivered(struct notify *n, struct queue_row *row, const json_t *record, uint32_t pause_ms);
void outbox_dead(struct notify *n, struct queue_row *row, const json_t *event, const char *why);
void outbox_retry(struct notify *n, struct queue_row *row, const struct weir_error *why);
/* It waits for somebody: all rows of its Provider say so. */
void outbox_hold(struct notify *n, struct queue_row *row, const char *why);
/* Tell the store again what it could not be told; when to come back, INT64_MAX: all is told. */
int64_t outbox_flush(struct notify *n, bool now);
char *outbox_record_name(const struct queue_row *row);

/* ---- deliver.c: from a due row to a plugin and back ---- */
void deliver_pump(struct notify *n);
/* Something has happened for which a held Provider may have waited. */
void deliver_release(struct notify *n);
void deliver_cancel_all(struct notify *n);

/* ---- providers.c: the two kinds ---- */
void providers_serve(struct notify *n);
/* Borrowed until the next turn of the loop; NULL: there is none. */
const json_t *providers_find(struct notify *n, const char *kind, const char *key);
/* "Provider/flux-system/discord" of a key; malloc'ed. */
char *providers_text(const char *key);
/* Nothing goes to a Provider whose digest is still this one. */
json_t *providers_stopped(struct notify *n, const char *key);
void providers_stop(struct notify *n, const char *key, const char *digest, const struct weir_error *why);
void providers_unstop(struct notify *n, const char *key);
/* The condition of this Alert or Provider may have changed. */
void providers_touch(struct notify *n, const char *key);
void providers_touch_now(void *arg);                      /* the timer of that */
void providers_forget(struct notify *n, const char *key); /* it is gone: tell its Alerts when it comes back */

#endif
