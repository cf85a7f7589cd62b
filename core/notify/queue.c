/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lists in lists: Providers, their lanes, the rows of a lane. There are few Providers and few
 * lanes with something in them, so finding one is a walk.
 */
#include "notify/queue.h"

#include <sys/queue.h>

#define OUTAGE 3 /* failures in a row after which a success frees those that back off */

struct row {
	struct queue_row pub; /* first: a queue_row is its row */
	TAILQ_ENTRY(row) link;
	struct lane *lane;
};
struct lane {
	char *object;
	TAILQ_HEAD(, row) rows;
	TAILQ_ENTRY(lane) link;
	struct line *line;
};
struct line {
	char *provider;
	TAILQ_HEAD(, lane) lanes;
	TAILQ_ENTRY(line) link;
	struct row *running;
	int64_t not_before;
	int64_t failures; /* in a row, over all its lanes */
	bool held;
};
struct queue {
	TAILQ_HEAD(, line) lines;
	size_t count, running;
};

struct queue *queue_new(void)
{
	struct queue *q = weir_calloc(1, sizeof(*q));

	TAILQ_INIT(&q->lines);
	return q;
}

static void row_free(struct row *row)
{
	free((char *)row->pub.alert);
	free(row->pub.note);
	free(row);
}

static void lane_free(struct lane *lane)
{
	struct row *row;

	while ((row = TAILQ_FIRST(&lane->rows))) {
		TAILQ_REMOVE(&lane->rows, row, link);
		row_free(row);
	}
	TAILQ_REMOVE(&lane->line->lanes, lane, link);
	free(lane->object);
	free(lane);
}

void queue_free(struct queue *q)
{
	struct line *line;
	struct lane *lane;

	if (!q)
		return;
	while ((line = TAILQ_FIRST(&q->lines))) {
		while ((lane = TAILQ_FIRST(&line->lanes)))
			lane_free(lane);
		TAILQ_REMOVE(&q->lines, line, link);
		free(line->provider);
		free(line);
	}
	free(q);
}

size_t queue_count(const struct queue *q)
{
	return q->count;
}

size_t queue_running(const struct queue *q)
{
	return q->running;
}

static struct line *line_of(struct queue *q, const char *provider)
{
	struct line *line;

	TAILQ_FOREACH(line, &q->lines, link)
	if (!strcmp(line->provider, provider))
		return line;
	line = weir_calloc(1, sizeof(*line));
	line->provider = weir_strdup(provider);
	line->not_before = INT64_MIN;
	TAILQ_INIT(&line->lanes);
	TAILQ_INSERT_TAIL(&q->lines, line, link);
	return line;
}

static struct lane *lane_of(struct line *line, const char *object)
{
	struct lane *lane;

	TAILQ_FOREACH(lane, &line->lanes, link)
	if (!strcmp(lane->object, object))
		return lane;
	lane = weir_calloc(1, sizeof(*lane));
	lane->object = weir_strdup(object);
	lane->line = line;
	TAILQ_INIT(&lane->rows);
	TAILQ_INSERT_TAIL(&line->lanes, lane, link);
	return lane;
}

void queue_add(struct queue *q, int64_t id, int64_t event_id, const char *provider, const char *object,
	       const char *alert, int64_t attempts, int64_t due, const char *note)
{
	struct line *line = line_of(q, provider);
	struct lane *lane = lane_of(line, object);
	struct row *row = weir_calloc(1, sizeof(*row));

	row->pub = (struct queue_row){
		.id = id,
		.event_id = event_id,
		.provider = line->provider,
		.object = lane->object,
		.alert = weir_strdup(alert),
		.attempts = attempts,
		.due = due,
		.note = note ? weir_strdup(note) : NULL,
	};
	row->lane = lane;
	TAILQ_INSERT_TAIL(&lane->rows, row, link);
	q->count++;
}

/* The head of a lane that is due first; equal ones in the order in which they came. */
static struct row *first_of(const struct line *line)
{
	struct lane *lane;
	struct row *best = NULL;

	TAILQ_FOREACH(lane, &line->lanes, link)
	{
		struct row *head = TAILQ_FIRST(&lane->rows);
		if (!best || head->pub.due < best->pub.due ||
		    (head->pub.due == best->pub.due && head->pub.id < best->pub.id))
			best = head;
	}
	return best;
}

struct queue_row *queue_take(struct queue *q, int64_t now, int64_t *when)
{
	struct line *line;

	*when = INT64_MAX;
	TAILQ_FOREACH(line, &q->lines, link)
	{
		struct row *row = line->running ? NULL : first_of(line);
		if (!row)
			continue;
		int64_t at = row->pub.due > line->not_before ? row->pub.due : line->not_before;
		if (at > now) {
			*when = at < *when ? at : *when;
			continue;
		}
		line->running = row;
		q->running++;
		return &row->pub;
	}
	return NULL;
}

static struct line *stop_running(struct queue *q, struct queue_row *pub)
{
	struct row *row = (struct row *)pub;

	row->lane->line->running = NULL;
	q->running--;
	return row->lane->line;
}

static void free_backing_off(struct line *line, int64_t now)
{
	struct lane *lane;
	struct row *row;

	TAILQ_FOREACH(lane, &line->lanes, link)
	TAILQ_FOREACH(row, &lane->rows, link)
	if (row->pub.due > now)
		row->pub.due = now;
}

void queue_done(struct queue *q, struct queue_row *pub, int64_t now, uint32_t pause_ms)
{
	struct row *row = (struct row *)pub;
	struct line *line = stop_running(q, pub);
	struct lane *lane = row->lane;

	if (line->failures >= OUTAGE)
		free_backing_off(line, now);
	line->failures = 0;
	line->held = false;
	line->not_before = now + pause_ms;
	TAILQ_REMOVE(&lane->rows, row, link);
	row_free(row);
	q->count--;
	if (TAILQ_EMPTY(&lane->rows))
		lane_free(lane);
}

int64_t queue_backoff(int64_t failures, unsigned dice)
{
	int64_t ms = QUEUE_BACKOFF_MIN_MS;

	for (int64_t i = 1; i < failures && ms < QUEUE_BACKOFF_MAX_MS; i++)
		ms *= 2;
	/* A fifth more or less, so that many hosts do not come back in one moment. */
	ms = ms * (800 + (int64_t)(dice % 1000) * 2 / 5) / 1000;
	return ms < QUEUE_BACKOFF_MAX_MS ? ms : QUEUE_BACKOFF_MAX_MS;
}

void queue_retry(struct queue *q, struct queue_row *row, int64_t now, uint32_t retry_ms, unsigned dice)
{
	struct line *line = stop_running(q, row);

	row->attempts++;
	line->failures++;
	row->due = now + (retry_ms ? retry_ms : queue_backoff(row->attempts, dice));
	line->not_before = now + (retry_ms ? retry_ms : queue_backoff(line->failures, dice));
}

void queue_hold(struct queue *q, struct queue_row *row, int64_t now)
{
	struct line *line = stop_running(q, row);

	line->held = true;
	line->not_before = now + QUEUE_HOLD_MS;
}

void queue_hold_provider(struct queue *q, const char *provider, int64_t now)
{
	struct line *line = line_of(q, provider);

	line->held = true;
	line->not_before = now + QUEUE_HOLD_MS;
}

void queue_return(struct queue *q, struct queue_row *row)
{
	stop_running(q, row);
}

void queue_release(struct queue *q, int64_t now)
{
	struct line *line;

	TAILQ_FOREACH(line, &q->lines, link)
	{
		if (!line->held)
			continue;
		line->held = false;
		line->not_before = now;
	}
}

void queue_each(struct queue *q, const char *provider, void (*fn)(void *arg, struct queue_row *row), void *arg)
{
	struct line *line = line_of(q, provider);
	struct lane *lane;
	struct row *row;

	TAILQ_FOREACH(lane, &line->lanes, link)
	TAILQ_FOREACH(row, &lane->rows, link)
	fn(arg, &row->pub);
}
