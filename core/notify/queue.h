/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which delivery runs when: the outbox's rows in memory, without clock, store or plugins, so that
 * every rule can be tested. Times are the caller's milliseconds.
 *
 * Rows of one Provider and object are a lane: delivered in the order in which they came. A
 * Provider runs one delivery at a time; when it asks for patience, all its lanes wait.
 */
#ifndef CORE_NOTIFY_QUEUE_H
#define CORE_NOTIFY_QUEUE_H

#include <weir/util.h>

#define QUEUE_BACKOFF_MIN_MS 2000
#define QUEUE_BACKOFF_MAX_MS 900000
#define QUEUE_HOLD_MS        60000 /* what waits for somebody else is looked at again after this */

struct queue;
struct queue_row {
	int64_t id, event_id;
	const char *provider, *object, *alert; /* keys; owned by the queue */
	int64_t attempts;
	int64_t due;
	char *note; /* why it waits, as stored; malloc'ed or NULL */
};

struct queue *queue_new(void);
void queue_free(struct queue *queue);
size_t queue_count(const struct queue *queue); /* rows waiting or running */
size_t queue_running(const struct queue *queue);

/* A new row, later than all before it. */
void queue_add(struct queue *queue, int64_t id, int64_t event_id, const char *provider, const char *object,
	       const char *alert, int64_t attempts, int64_t due, const char *note);
/*
 * A row to run at @now, which counts as running until one of the functions below is called for it;
 * NULL: none, and *when says when there may be one (INT64_MAX: not by time alone).
 */
struct queue_row *queue_take(struct queue *queue, int64_t now, int64_t *when);

/* Delivered, or dead: the row leaves. @pause_ms: nothing for this Provider before that. */
void queue_done(struct queue *queue, struct queue_row *row, int64_t now, uint32_t pause_ms);
/* Failed: again later; not before @retry_ms when the receiver said so. @dice: 0..999. Row's due is set. */
void queue_retry(struct queue *queue, struct queue_row *row, int64_t now, uint32_t retry_ms, unsigned dice);
/* Could not be tried: its Provider is held until queue_release() or @now + QUEUE_HOLD_MS. */
void queue_hold(struct queue *queue, struct queue_row *row, int64_t now);
/* The same for a Provider none of whose rows is running. */
void queue_hold_provider(struct queue *queue, const char *provider, int64_t now);
/* Put back as it was: the host is stopping. */
void queue_return(struct queue *queue, struct queue_row *row);
/* Held Providers may be tried again at @now. */
void queue_release(struct queue *queue, int64_t now);

void queue_each(struct queue *queue, const char *provider, void (*fn)(void *arg, struct queue_row *row), void *arg);
/* Before @dice is thrown in: 2 s, 4 s, ... 15 min. @failures from 1. */
int64_t queue_backoff(int64_t failures, unsigned dice);

#endif
