/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The outbox: rows of the state database and their shadow in the queue. A row leaves the database
 * when it was delivered, or stays as a dead letter; what happens to it is stored before it is
 * acted on, so a kill at any moment loses nothing and repeats at most what ran at that moment.
 */
#include <time.h>

#include "base/limits.h"
#include "base/log.h"
#include "notify/private.h"

#define RECORDS "notify.record"

char *outbox_record_name(const struct queue_row *row)
{
	return weir_asprintf("%s %s %s", row->alert, row->provider, row->object);
}

/* ---- in: rows of a transaction ---- */

void outbox_begin(struct notify *n, int64_t event_id)
{
	json_t *last = json_array_get(n->fresh, json_array_size(n->fresh) - 1);

	/* The number of an event that was rolled back is given again. */
	if (last && weir_get_int(last, "event", 0) >= event_id)
		json_array_clear(n->fresh);
}

int outbox_add(struct notify *n, int64_t event_id, const json_t *event, const char *object, const char *alert,
	       const char *provider, struct weir_error *err)
{
	struct store_delivery d = { .event_id = event_id,
				    .event = (json_t *)event,
				    .alert = (char *)alert,
				    .provider = (char *)provider,
				    .object = (char *)object,
				    .state = (char *)"pending" };

	if (queue_count(n->queue) + json_array_size(n->fresh) + json_array_size(n->dead) >= LIMIT_OUTBOX) {
		log_error("the outbox is full (%u undelivered notifications): an event for %s is not sent",
			  LIMIT_OUTBOX, provider);
		return 0;
	}
	int code = store_add_delivery(engine_store(n->engine), &d, &d.id, err);
	if (code)
		return code;
	json_array_append_new(n->fresh,
			      json_pack("{s:I, s:I, s:s, s:s, s:s}", "id", (json_int_t)d.id, "event",
					(json_int_t)event_id, "provider", provider, "object", object, "alert", alert));
	return 0;
}

bool outbox_is_committed(struct notify *n)
{
	json_t *last = json_array_get(n->fresh, json_array_size(n->fresh) - 1);
	struct store_delivery d = { 0 };
	bool there = !last || !store_get_delivery(engine_store(n->engine), weir_get_int(last, "id", 0), &d, NULL);

	store_delivery_done(&d);
	return there;
}

void outbox_commit(struct notify *n)
{
	int64_t now = loop_now();
	size_t i;
	json_t *row;

	json_array_foreach(n->fresh, i, row)
		queue_add(n->queue, weir_get_int(row, "id", 0), weir_get_int(row, "event", 0),
			  weir_get_str(row, "provider"), weir_get_str(row, "object"), weir_get_str(row, "alert"), 0,
			  now, NULL);
	json_array_clear(n->fresh);
}

static void load_row(void *arg, const struct store_delivery *d)
{
	struct notify *n = arg;
	int64_t wait_ms = d->not_before ? (d->not_before - (int64_t)time(NULL)) * 1000 : 0;

	if (!strcmp(d->state, "dead")) {
		json_array_append_new(n->dead, json_integer(d->id));
		return;
	}
	/* The clock may have been set while nobody looked. */
	if (wait_ms < 0 || wait_ms > QUEUE_BACKOFF_MAX_MS)
		wait_ms = 0;
	queue_add(n->queue, d->id, d->event_id, d->provider, d->object, d->alert, d->attempts, loop_now() + wait_ms,
		  d->error);
}

int outbox_load(struct notify *n, struct weir_error *err)
{
	return store_each_delivery(engine_store(n->engine), load_row, n, err);
}

/* ---- out: what became of a row ---- */

static int delete_unsaved(struct notify *n, struct weir_error *err)
{
	size_t i;
	json_t *id;
	int code = 0;

	json_array_foreach(n->unsaved, i, id) {
		code = store_delete_delivery(engine_store(n->engine), json_integer_value(id), err);
		if (code)
			return code;
	}
	return code;
}

/* One transaction around @body; what earlier ones could not delete goes with it. */
static int save(struct notify *n, int (*body)(struct notify *n, void *arg, struct weir_error *err), void *arg)
{
	struct store *store = engine_store(n->engine);
	struct weir_error err = WEIR_ERROR_INIT;
	int code = store_begin(store, &err);

	if (!code) {
		code = delete_unsaved(n, &err);
		if (!code)
			code = body(n, arg, &err);
		if (!code)
			code = store_commit(store, &err);
		if (code)
			store_rollback(store);
	}
	if (code)
		log_error("the outbox cannot be written: %s", err.message ? err.message : "unknown error");
	else
		json_array_clear(n->unsaved);
	n->flush_at = loop_now() + NOTIFY_FLUSH_MS;
	weir_error_done(&err);
	return code;
}

static int save_nothing_more(struct notify *n, void *arg, struct weir_error *err)
{
	(void)n;
	(void)arg;
	(void)err;
	return 0;
}

int64_t outbox_flush(struct notify *n, bool now)
{
	if (json_array_size(n->unsaved) && (now || loop_now() >= n->flush_at))
		save(n, save_nothing_more, NULL);
	return json_array_size(n->unsaved) ? n->flush_at : INT64_MAX;
}

struct outcome {
	struct queue_row *row;
	const json_t *record, *event;
	struct store_delivery *delivery;
	const char *why;
};

static int save_delivered(struct notify *n, void *arg, struct weir_error *err)
{
	struct outcome *o = arg;
	WEIR_CLEAN_FREE char *name = outbox_record_name(o->row);
	int code = store_delete_delivery(engine_store(n->engine), o->row->id, err);

	if (!code && o->record)
		code = store_set(engine_store(n->engine), RECORDS, name, o->record, err);
	return code;
}

void outbox_delivered(struct notify *n, struct queue_row *row, const json_t *record, uint32_t pause_ms)
{
	struct outcome o = { .row = row, .record = record };

	/* Delivered is delivered: it must not go out again because a disk is full. */
	if (save(n, save_delivered, &o))
		json_array_append_new(n->unsaved, json_integer(row->id));
	queue_done(n->queue, row, loop_now(), pause_ms);
}

static struct store_delivery row_of(const struct queue_row *row, const char *state, const char *error)
{
	int64_t wait = (row->due - loop_now() + 999) / 1000;

	return (struct store_delivery){
		.id = row->id,
		.event_id = row->event_id,
		.alert = (char *)row->alert,
		.provider = (char *)row->provider,
		.object = (char *)row->object,
		.attempts = row->attempts,
		.not_before = wait > 0 ? (int64_t)time(NULL) + wait : 0,
		.state = (char *)state,
		.error = (char *)error,
	};
}

static void set_note(struct queue_row *row, const char *text)
{
	free(row->note);
	row->note = text ? weir_strdup(text) : NULL;
}

/* An event of the Alert, as Flux has it: `weir events` tells of lost ones. */
static int add_failure_event(struct notify *n, const struct outcome *o, struct weir_error *err)
{
	const json_t *alert = providers_find(n, "Alert", o->row->alert);
	int64_t id = 0;
	char now[32];

	if (!alert)
		return 0;
	weir_time_format(time(NULL), now);
	WEIR_CLEAN_FREE char *about = providers_text(o->row->object);
	WEIR_CLEAN_FREE char *message = weir_asprintf("failed to send notification for %s: %s", about, o->why);
	WEIR_CLEAN_JSON json_t *event = json_pack(
		"{s:s, s:s, s:s, s:s, s:{s:s, s:s, s:s, s:s}, s:{}, s:s}", "timestamp", now, "severity", "error",
		"reason", "NotificationDispatchFailed", "message", message, "involvedObject", "apiVersion",
		weir_get_str_or(alert, "apiVersion", ""), "kind", "Alert", "namespace", weir_object_namespace(alert),
		"name", weir_object_name(alert), "metadata", "reportingController", "weir");
	return store_add_event(engine_store(n->engine), o->row->alert, event, &id, err);
}

static int drop_oldest_dead(struct notify *n, struct weir_error *err)
{
	while (json_array_size(n->dead) >= NOTIFY_DEAD_MAX) {
		int code = store_delete_delivery(engine_store(n->engine),
						 json_integer_value(json_array_get(n->dead, 0)), err);
		if (code)
			return code;
		json_array_remove(n->dead, 0);
	}
	return 0;
}

static int save_dead(struct notify *n, void *arg, struct weir_error *err)
{
	struct outcome *o = arg;
	int code = store_update_delivery(engine_store(n->engine), o->delivery, err);

	if (!code)
		code = add_failure_event(n, o, err);
	return code ? code : drop_oldest_dead(n, err);
}

void outbox_dead(struct notify *n, struct queue_row *row, const json_t *event, const char *why)
{
	WEIR_CLEAN_FREE char *text = redact(why);
	WEIR_CLEAN_FREE char *provider = providers_text(row->provider);
	WEIR_CLEAN_FREE char *about = providers_text(row->object);
	row->attempts++;
	row->due = 0;
	struct store_delivery d = row_of(row, "dead", text);
	struct outcome o = { .row = row, .event = event, .delivery = &d, .why = text };

	log_error("a notification about %s cannot be delivered to %s: %s", about, provider, text);
	if (!save(n, save_dead, &o))
		json_array_append_new(n->dead, json_integer(row->id));
	queue_done(n->queue, row, loop_now(), 0);
}

static int save_row(struct notify *n, void *arg, struct weir_error *err)
{
	return store_update_delivery(engine_store(n->engine), arg, err);
}

void outbox_retry(struct notify *n, struct queue_row *row, const struct weir_error *why)
{
	WEIR_CLEAN_FREE char *text = redact(why->message ? why->message : weir_code_name(why->code));
	WEIR_CLEAN_FREE char *provider = providers_text(row->provider);

	if (!row->note || strcmp(row->note, text) != 0)
		log_warn("a notification to %s failed and is sent again: %s", provider, text);
	set_note(row, text);
	queue_retry(n->queue, row, loop_now(), why->retry_after_ms, (unsigned)random());
	struct store_delivery d = row_of(row, "pending", text);
	save(n, save_row, &d);
}

/* ---- rows that wait for somebody ---- */

struct holding {
	struct notify *n;
	const char *why;
	size_t unsaid; /* rows that do not say so yet */
	struct weir_error *err;
	int code;
};

static bool says(const struct queue_row *row, const char *why)
{
	return row->note && !strcmp(row->note, why);
}

static void count_unsaid(void *arg, struct queue_row *row)
{
	struct holding *h = arg;

	h->unsaid += !says(row, h->why);
}

static void hold_row(void *arg, struct queue_row *row)
{
	struct holding *h = arg;

	if (h->code || says(row, h->why))
		return;
	struct store_delivery d = row_of(row, "pending", h->why);
	h->code = store_update_delivery(engine_store(h->n->engine), &d, h->err);
	if (!h->code)
		set_note(row, h->why);
}

static int save_holding(struct notify *n, void *arg, struct weir_error *err)
{
	struct outcome *o = arg;
	struct holding h = { .n = n, .why = o->why, .err = err };

	queue_each(n->queue, o->row->provider, hold_row, &h);
	return h.code;
}

void outbox_hold(struct notify *n, struct queue_row *row, const char *why)
{
	WEIR_CLEAN_FREE char *text = redact(why);
	WEIR_CLEAN_FREE char *provider = providers_text(row->provider);
	struct outcome o = { .row = row, .why = text };
	struct holding h = { .n = n, .why = text };
	bool news = !says(row, text);

	queue_hold(n->queue, row, loop_now());
	queue_each(n->queue, row->provider, count_unsaid, &h);
	if (h.unsaid)
		save(n, save_holding, &o);
	if (!news)
		return;
	log_warn("notifications to %s wait: %s", provider, text);
	providers_touch(n, row->provider);
}

/* ---- for people ---- */

static void list_row(void *arg, const struct store_delivery *d)
{
	json_t *row = json_pack("{s:I, s:I, s:s, s:s, s:s, s:I, s:s, s:s?, s:I}", "id", (json_int_t)d->id, "event",
				(json_int_t)d->event_id, "provider", d->provider, "alert", d->alert, "object",
				d->object, "attempts", (json_int_t)d->attempts, "state", d->state, "error", d->error,
				"notBefore", (json_int_t)d->not_before);

	json_array_append_new(arg, row);
}

json_t *notify_outbox(struct store *store, struct weir_error *err)
{
	json_t *rows = json_array();

	if (!store_each_delivery(store, list_row, rows, err))
		return rows;
	json_decref(rows);
	return NULL;
}
