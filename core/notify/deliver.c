/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The way of a delivery: a row that is due meets its Provider and a notifier of the current plugin
 * set (start), a worker reads the Secrets and calls the plugin (run), the loop stores what came of
 * it (finish). A swap of plugins changes what the next start() finds; what runs keeps its own.
 */
#include <time.h>

#include "base/log.h"
#include "config/config.h"
#include "notify/kinds.h"
#include "notify/private.h"
#include "notify/routes.h"
#include "notify/secrets.h"
#include "notify/template.h"

#define RECORDS "notify.record"

/* What became of a delivery; NOT_RUN: the pool has dropped it. */
enum outcome { NOT_RUN, SENT, FAILED, NO_SECRET, STILL_STOPPED };

struct job {
	struct notify *n;
	struct queue_row *row;
	struct job *next;
	/* For the worker; nobody changes them while it runs. */
	struct plugin_set *set;
	struct plugin *plugin;
	struct weir_call *call;
	json_t *provider, *alert, *event, *record;
	json_t *stopped; /* {digest, ...}: with these settings the receiver is gone; or NULL */
	/* From the worker. */
	enum outcome outcome;
	struct weir_error err;
	struct weir_notify_res res;
	char digest[65];
};

static void job_free(struct job *job)
{
	for (struct job **p = &job->n->jobs; *p; p = &(*p)->next)
		if (*p == job) {
			*p = job->next;
			break;
		}
	call_free(job->call);
	plugin_unref(job->plugin);
	plugin_set_unref(job->set);
	json_decref(job->provider);
	json_decref(job->alert);
	json_decref(job->event);
	json_decref(job->record);
	json_decref(job->stopped);
	json_decref(job->res.record);
	weir_error_done(&job->err);
	free(job);
}

/* ---- in a worker ---- */

static int call_plugin(struct job *job, const struct secrets *secrets)
{
	const struct weir_notify_req req = {
		.size = sizeof(req),
		.provider = job->provider,
		.secret = secrets->secret,
		.event = job->event,
		.alert = job->alert,
		.record = job->record,
		.tls = secrets->tls,
		.proxy = secrets->proxy,
	};
	void *self = plugin_enter(job->plugin, job->call);
	int code;

	if (!self)
		return weir_fail(&job->err, WEIR_E_CANCELLED, NULL, "cancelled before it began");
	job->res.size = sizeof(job->res);
	code = plugin_descriptor(job->plugin)->notifier->notify(self, job->call, &req, &job->res, &job->err);
	plugin_leave(job->plugin, job->call);
	if (code && !job->err.message)
		weir_fail(&job->err, code, NULL, "plugin %s says no more than \"%s\"", plugin_name(job->plugin),
			  weir_code_name(code));
	return code;
}

/* Of everything for which a receiver may be stopped: settings, Secrets, and who would call it. */
static void digest_of(struct job *job, const struct secrets *secrets)
{
	WEIR_CLEAN_FREE char *text = weir_asprintf("%s %s %s", secrets->digest, plugin_name(job->plugin),
						   plugin_descriptor(job->plugin)->version);

	weir_sha256_hex(text, strlen(text), job->digest);
}

static void run(void *arg)
{
	struct job *job = arg;
	struct secrets secrets = { 0 };
	const char *stopped = weir_get_str_or(job->stopped, "digest", "");
	int code = secrets_read(host_table(engine_host(job->n->engine)), job->call, job->provider, &secrets, &job->err);

	if (code) {
		job->outcome = NO_SECRET;
		return;
	}
	digest_of(job, &secrets);
	if (!strcmp(stopped, job->digest)) {
		job->outcome = STILL_STOPPED;
	} else {
		code = call_plugin(job, &secrets);
		job->outcome = code ? FAILED : SENT;
		job->err.code = code;
	}
	secrets_done(&secrets);
}

/* ---- back in the loop ---- */

static bool is_too_old(const json_t *event)
{
	struct tm tm = { 0 };

	return strptime(weir_get_str_or(event, "timestamp", ""), "%Y-%m-%dT%H:%M:%S", &tm) &&
	       time(NULL) - timegm(&tm) > NOTIFY_GIVE_UP_S;
}

static void retry(struct job *job)
{
	if (!is_too_old(job->event)) {
		outbox_retry(job->n, job->row, &job->err);
		return;
	}
	WEIR_CLEAN_FREE char *why = weir_asprintf("given up after seven days; at last: %s", job->err.message);
	outbox_dead(job->n, job->row, job->event, why);
}

static void failed(struct job *job)
{
	struct notify *n = job->n;
	WEIR_CLEAN_FREE char *provider = weir_strdup(job->row->provider);

	switch (job->err.code) {
	case WEIR_E_INVALID: outbox_dead(n, job->row, job->event, job->err.message); break;
	case WEIR_E_NOT_FOUND:
		providers_stop(n, provider, job->digest, &job->err);
		outbox_dead(n, job->row, job->event, job->err.message);
		queue_hold_provider(n->queue, provider, loop_now());
		break;
	case WEIR_E_UNSUPPORTED:
		providers_stop(n, provider, job->digest, &job->err);
		outbox_hold(n, job->row, job->err.message);
		break;
	case WEIR_E_CANCELLED:
		if (n->stopping) {
			queue_return(n->queue, job->row);
			break;
		}
		/* fall through */
	default: retry(job);
	}
}

static void sent(struct job *job)
{
	WEIR_CLEAN_FREE char *provider = providers_text(job->row->provider);
	WEIR_CLEAN_FREE char *about = providers_text(job->row->object);

	log_debug("event %lld about %s is with %s", (long long)job->row->event_id, about, provider);
	outbox_delivered(job->n, job->row, job->res.record, job->res.pause_ms);
}

static void finish(void *arg)
{
	struct job *job = arg;
	struct notify *n = job->n;

	if (job->stopped && (job->outcome == SENT || job->outcome == FAILED))
		providers_unstop(n, job->row->provider);
	switch (job->outcome) {
	case NOT_RUN: queue_return(n->queue, job->row); break;
	case SENT: sent(job); break;
	case FAILED: failed(job); break;
	case NO_SECRET:
		if (job->err.code == WEIR_E_NOT_FOUND)
			outbox_hold(n, job->row, job->err.message);
		else if (n->stopping)
			queue_return(n->queue, job->row);
		else
			retry(job);
		break;
	case STILL_STOPPED:
		outbox_hold(n, job->row, weir_get_str_or(job->stopped, "message", "its receiver is gone"));
		break;
	}
	job_free(job);
	deliver_pump(n);
}

/* ---- beginning ---- */

static int64_t deadline_in(int64_t ms)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000 + ms;
}

/* The event as it leaves: with the Alert's metadata and words, and an id that no other host has. */
static json_t *event_of(struct notify *n, const struct queue_row *row, const json_t *stored, const json_t *alert)
{
	json_t *event = route_event(stored, alert, engine_config(n->engine)->cluster);
	WEIR_CLEAN_FREE char *id = weir_asprintf("%s-%lld", n->instance, (long long)row->event_id);

	json_object_set_new(event, "id", json_string(id));
	if (template_of(alert)) {
		WEIR_CLEAN_FREE char *message = template_render(template_of(alert), event);
		if (message && *message)
			json_object_set_new(event, "message", json_string(message));
	}
	return event;
}

static void submit(struct notify *n, struct queue_row *row, const json_t *stored, const json_t *provider,
		   struct plugin *plugin)
{
	struct job *job = weir_calloc(1, sizeof(*job));
	const json_t *alert = providers_find(n, "Alert", row->alert);
	WEIR_CLEAN_FREE char *record = outbox_record_name(row);
	WEIR_CLEAN_JSON json_t *ref = weir_ref_of(provider);

	*job = (struct job){
		.n = n,
		.row = row,
		.next = n->jobs,
		.set = plugin_set_ref(engine_plugins(n->engine)),
		.plugin = plugin_ref(plugin),
		.provider = json_deep_copy(provider),
		.alert = alert ? json_deep_copy(alert) : NULL,
		.event = event_of(n, row, stored, alert),
		.record = store_get(engine_store(n->engine), RECORDS, record),
		.stopped = providers_stopped(n, row->provider),
		.err = WEIR_ERROR_INIT,
	};
	n->jobs = job;
	const struct call_options options = {
		.host = engine_host(n->engine),
		.set = job->set,
		.unit = ref,
		.deadline_ms = deadline_in(kinds_timeout(provider)),
	};
	job->call = call_new(&options);
	pool_submit(engine_pool(n->engine), run, finish, job);
}

/* Why this row cannot be tried now; malloc'ed. NULL: it can, and *plugin will. */
static char *obstacle(struct notify *n, const char *key, const json_t *provider, struct plugin **plugin)
{
	struct weir_error err = WEIR_ERROR_INIT;
	const char *type = weir_get_str_or(provider, "spec.type", "");

	if (!provider) {
		WEIR_CLEAN_FREE char *text = providers_text(key);
		return weir_asprintf("%s does not exist (yet)", text);
	}
	if (kinds_check_provider(provider, &err))
		return err.message;
	if (weir_get_bool(provider, "spec.suspend", false) || engine_is_suspended(n->engine, key))
		return weir_strdup("it is suspended");
	*plugin = plugin_set_notifier(engine_plugins(n->engine), type);
	return *plugin ? NULL : weir_asprintf("no plugin delivers notifications of type \"%s\"", type);
}

static void start(struct notify *n, struct queue_row *row)
{
	struct store_delivery d = { 0 };
	struct weir_error err = WEIR_ERROR_INIT;
	struct plugin *plugin = NULL;
	const json_t *provider = providers_find(n, "Provider", row->provider);
	int code = store_get_delivery(engine_store(n->engine), row->id, &d, &err);

	if (code == WEIR_E_NOT_FOUND) {
		queue_done(n->queue, row, loop_now(), 0);
	} else if (code) {
		queue_retry(n->queue, row, loop_now(), 0, 500);
	} else {
		WEIR_CLEAN_FREE char *why = obstacle(n, row->provider, provider, &plugin);
		if (why && !provider)
			providers_forget(n, row->provider);
		if (why)
			outbox_hold(n, row, why);
		else
			submit(n, row, d.event, provider, plugin);
	}
	store_delivery_done(&d);
	weir_error_done(&err);
}

/* Receivers that hang must leave workers for the units. */
static size_t most_at_once(const struct notify *n)
{
	int64_t workers = engine_config(n->engine)->workers;

	return workers > 3 ? (size_t)workers / 2 : 1;
}

static void drain_if_done(struct notify *n, int64_t when)
{
	if (!n->drained || queue_running(n->queue) || when <= n->drain_until)
		return;
	/* In a turn of its own: the caller may not be inside loop_run() yet. */
	loop_timer_set(n->drain_timer, loop_now());
}

void deliver_release(struct notify *n)
{
	n->release_wanted = true;
	loop_timer_set(n->timer, n->release_at > loop_now() ? n->release_at : loop_now());
}

static void release_if_wanted(struct notify *n)
{
	int64_t now = loop_now();

	if (!n->release_wanted || now < n->release_at)
		return;
	n->release_wanted = false;
	n->release_at = now + NOTIFY_RELEASE_MS;
	queue_release(n->queue, now);
}

void deliver_pump(struct notify *n)
{
	int64_t when = INT64_MAX;
	struct queue_row *row = NULL;

	release_if_wanted(n);
	while (!n->stopping && queue_running(n->queue) < most_at_once(n) &&
	       (row = queue_take(n->queue, loop_now(), &when)))
		start(n, row);
	int64_t flush = outbox_flush(n, n->stopping);
	if (n->stopping) {
		if (!n->jobs)
			loop_timer_set(n->stop_timer, loop_now());
		return;
	}
	if (n->release_wanted && queue_count(n->queue) && n->release_at < when)
		when = n->release_at;
	if (flush < when)
		when = flush;
	drain_if_done(n, when);
	loop_timer_set(n->timer, when == INT64_MAX ? 0 : when);
}

void deliver_cancel_all(struct notify *n)
{
	for (struct job *job = n->jobs; job; job = job->next)
		call_cancel(job->call);
}
