/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Events of the engine, inside the transaction that settles their unit: those that are new and that
 * an Alert wants become rows of the outbox in that same transaction. So an event and what it
 * causes are stored together or not at all.
 */
#include <time.h>

#include "base/limits.h"
#include "base/log.h"
#include "config/config.h"
#include "notify/kinds.h"
#include "notify/private.h"
#include "notify/routes.h"

#define REMEMBERED_EVENTS 1000

struct match {
	struct notify *n;
	struct route_query query;
	int64_t event_id;
	const char *unit_key;
	json_t *annotated; /* the event as it is kept in the outbox; made for the first match */
	int code;
	struct weir_error *err;
};

/* Once per Alert and pattern: every event would say it again. */
static void bad_pattern(void *arg, const json_t *alert, const char *field, const char *why)
{
	struct notify *n = arg;
	WEIR_CLEAN_JSON json_t *pattern = weir_ref_of(alert);
	WEIR_CLEAN_FREE char *text = weir_ref_text(pattern);
	WEIR_CLEAN_FREE char *key = weir_asprintf("%s %s %s", text, field, why);

	if (json_object_get(n->warned, key))
		return;
	json_object_set_new(n->warned, key, json_true());
	log_warn("%s: %s is not a regular expression and matches nothing: %s", text, field, why);
}

static void meet_alert(void *arg, const char *alert_key, const json_t *alert)
{
	struct match *m = arg;
	const char *provider = weir_get_str_or(alert, "spec.providerRef.name", "");

	if (m->code || !*provider || engine_is_suspended(m->n->engine, alert_key) || !route_matches(alert, &m->query))
		return;
	WEIR_CLEAN_JSON json_t *ref = weir_ref_new(NOTIFY_GROUP, "Provider", weir_object_namespace(alert), provider);
	WEIR_CLEAN_FREE char *provider_key = weir_ref_key(ref);
	if (!m->annotated)
		m->annotated = route_annotate(m->query.event, m->query.object);
	m->code = outbox_add(m->n, m->event_id, m->annotated, m->unit_key, alert_key, provider_key, m->err);
}

/* Of weir's own notifications no notifications are sent: one that fails would beget the next. */
static bool is_own(const json_t *event)
{
	const char *version = weir_get_str_or(event, "involvedObject.apiVersion", "");

	return !strncmp(version, NOTIFY_GROUP "/", strlen(NOTIFY_GROUP "/"));
}

int intake_event(void *arg, int64_t event_id, const char *unit_key, const json_t *object, const json_t *event,
		 struct weir_error *err)
{
	struct notify *n = arg;
	struct match m = {
		.n = n,
		.query = { .event = event,
			   .object = object,
			   .own_namespace = engine_config(n->engine)->no_cross_namespace_refs,
			   .bad_pattern = bad_pattern,
			   .arg = n },
		.event_id = event_id,
		.unit_key = unit_key,
		.err = err,
	};

	outbox_begin(n, event_id);
	if (is_own(event) || dedup_seen(n->dedup, event_id, event, time(NULL)))
		return 0;
	engine_each_object(n->engine, NOTIFY_GROUP, "Alert", meet_alert, &m);
	json_decref(m.annotated);
	return m.code;
}

void intake_committed(void *arg)
{
	struct notify *n = arg;

	if (outbox_is_committed(n)) {
		dedup_commit(n->dedup);
		outbox_commit(n);
	} else { /* what was committed is another transaction: ours was rolled back */
		dedup_forget(n->dedup);
		json_array_clear(n->fresh);
	}
	/* A unit has settled: it may be the Secret, Provider or plugin that somebody waits for. */
	deliver_release(n);
	deliver_pump(n);
}

static int64_t seconds_of(const char *stamp)
{
	struct tm tm = { 0 };

	return strptime(stamp, "%Y-%m-%dT%H:%M:%S", &tm) ? (int64_t)timegm(&tm) : 0;
}

void intake_remember(struct notify *n)
{
	struct store *store = engine_store(n->engine);
	WEIR_CLEAN_JSON json_t *last = store_events(store, NULL, 0, 1, NULL);
	int64_t now = time(NULL), at = seconds_of(weir_get_str_or(json_array_get(last, 0), "timestamp", ""));
	size_t i;
	json_t *event;

	/* Mostly it is long ago, and a thousand events need not be read to learn that. */
	if (now - at >= DEDUP_WINDOW_S)
		return;
	WEIR_CLEAN_JSON json_t *events = store_events(store, NULL, 0, REMEMBERED_EVENTS, NULL);
	json_array_foreach(events, i, event) {
		at = seconds_of(weir_get_str_or(event, "timestamp", ""));
		if (now - at < DEDUP_WINDOW_S)
			dedup_seen(n->dedup, (int64_t)i + 1, event, at);
	}
	dedup_commit(n->dedup);
}
