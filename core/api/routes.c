/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What each address answers: a table of method, path and function.  docs/api.md is its reference.
 */
#include <stdlib.h>
#include <unistd.h>

#include "api/server.h"
#include "base/limits.h"
#include "config/config.h"
#include "notify/notify.h"

static bool flag(struct api_request *rq, const char *name)
{
	const char *text = api_argument(rq, name);

	return text && (strcmp(text, "1") == 0 || strcmp(text, "true") == 0);
}

static int64_t number(struct api_request *rq, const char *name, int64_t preset)
{
	const char *text = api_argument(rq, name);

	return text ? strtoll(text, NULL, 10) : preset;
}

static int status_of(const struct weir_error *err)
{
	static const struct {
		int code, status;
	} rows[] = {
		{ WEIR_E_INVALID, 409 }, { WEIR_E_NOT_FOUND, 404 }, { WEIR_E_TRANSIENT, 503 },
		{ WEIR_E_TIMEOUT, 504 }, { WEIR_E_CANCELLED, 503 }, { WEIR_E_UNSUPPORTED, 501 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (rows[i].code == err->code)
			return rows[i].status;
	}
	return 500;
}

static enum MHD_Result answer_error(struct api_request *rq, struct weir_error *err)
{
	enum MHD_Result result = api_error(rq, status_of(err), err);

	weir_error_done(err);
	return result;
}

/* ---- probes ---- */

static enum MHD_Result get_health(struct api_request *rq)
{
	return api_answer_text(rq, 200, "text/plain", "ok\n");
}

static enum MHD_Result get_ready(struct api_request *rq)
{
	return api_answer_text(rq, rq->api->ready ? 200 : 503, "text/plain", rq->api->ready ? "ok\n" : "not ready\n");
}

static enum MHD_Result get_metrics(struct api_request *rq)
{
	WEIR_CLEAN_FREE char *text = api_metrics_text(rq->api);

	return api_answer_text(rq, 200, "text/plain; version=0.0.4; charset=utf-8", text);
}

/* ---- reading ---- */

static enum MHD_Result get_version(struct api_request *rq)
{
	const struct config *config = engine_config(rq->api->engine);

	return api_answer(rq, 200,
			  json_pack("{s:s, s:i, s:s, s:s, s:I, s:b}", "version", WEIR_VERSION, "pid", (int)getpid(),
				    "config", config->file, "state", config->state, "started",
				    (json_int_t)rq->api->started, "ready", rq->api->ready));
}

static enum MHD_Result get_units(struct api_request *rq)
{
	const char *key = api_argument(rq, "key");
	json_t *units = engine_views(rq->api->engine), *unit;
	size_t i;

	if (!flag(rq, "watch"))
		return api_answer(rq, 200, json_pack("{s:o}", "items", units));
	json_t *lines = json_array();

	json_array_foreach(units, i, unit) {
		if (!key || strcmp(key, weir_get_str_or(unit, "key", "")) == 0)
			json_array_append_new(lines, json_pack("{s:s, s:O}", "phase", "present", "unit", unit));
	}
	json_array_append_new(lines, json_pack("{s:s}", "phase", "synced"));
	json_decref(units);
	return api_stream_begin(rq, API_UNITS, key, NULL, lines);
}

static enum MHD_Result get_unit(struct api_request *rq)
{
	const char *key = api_argument(rq, "key");
	json_t *unit = key ? engine_view(rq->api->engine, key) : NULL;

	return unit ? api_answer(rq, 200, unit) : api_fail(rq, 404, NULL, "no unit %s", key ? key : "(no key given)");
}

static enum MHD_Result get_kinds(struct api_request *rq)
{
	struct plugin_set *set = engine_plugins(rq->api->engine);
	json_t *kinds = json_array();

	for (size_t i = 0; i < plugin_set_count(set); i++)
		api_add_kinds(kinds, plugin_descriptor(plugin_set_at(set, i)));
	api_core_kinds(kinds);
	return api_answer(rq, 200, json_pack("{s:o}", "items", kinds));
}

static enum MHD_Result get_plugins(struct api_request *rq)
{
	struct plugin_set *set = engine_plugins(rq->api->engine);
	json_t *items = json_array();

	for (size_t i = 0; i < plugin_set_count(set); i++) {
		struct plugin *plugin = plugin_set_at(set, i);
		json_t *item = loader_describe(plugin_descriptor(plugin));

		json_object_set_new(item, "as", json_string(plugin_name(plugin)));
		json_object_set_new(item, "generation", json_integer((json_int_t)plugin_generation(plugin)));
		json_object_set_new(item, "hash", json_string(plugin_hash(plugin)));
		json_object_set_new(item, "target", json_boolean(plugin == plugin_set_applier(set)));
		json_array_append_new(items, item);
	}
	return api_answer(rq, 200, json_pack("{s:o}", "items", items));
}

static enum MHD_Result get_events(struct api_request *rq)
{
	struct weir_error err = WEIR_ERROR_INIT;
	const char *key = api_argument(rq, "key");
	int64_t limit = number(rq, "limit", 1000);

	if (limit < 1 || limit > LIMIT_EVENTS)
		limit = LIMIT_EVENTS;
	json_t *events = store_events(engine_store(rq->api->engine), key, number(rq, "after", 0), limit, &err);

	if (!events)
		return answer_error(rq, &err);
	if (flag(rq, "watch"))
		return api_stream_begin(rq, API_EVENTS, key, NULL, events);
	return api_answer(rq, 200, json_pack("{s:o}", "items", events));
}

static enum MHD_Result get_outbox(struct api_request *rq)
{
	struct weir_error err = WEIR_ERROR_INIT;
	json_t *items = notify_outbox(engine_store(rq->api->engine), &err);

	return items ? api_answer(rq, 200, json_pack("{s:o}", "items", items)) : answer_error(rq, &err);
}

static enum MHD_Result get_logs(struct api_request *rq)
{
	json_t *lines = api_logs_lines(rq->api->logs);

	if (flag(rq, "watch"))
		return api_stream_begin(rq, API_LOGS, NULL, NULL, lines);
	return api_answer(rq, 200, json_pack("{s:o}", "items", lines));
}

/* ---- asking for something ---- */

static char *source_key(const json_t *view)
{
	const json_t *ref;
	size_t i;

	json_array_foreach(weir_get(view, "facts.refs"), i, ref) {
		if (strcmp(weir_get_str_or(ref, "role", ""), "source") == 0)
			return weir_ref_key(ref);
	}
	return NULL;
}

/* A stream of what happens to the unit (and its source) from now on. */
static enum MHD_Result post_reconcile(struct api_request *rq)
{
	const char *key = weir_get_str_or(rq->json, "key", "");
	bool with_source = weir_get_bool(rq->json, "withSource", false);
	struct weir_error err = WEIR_ERROR_INIT;
	WEIR_CLEAN_JSON json_t *view = engine_view(rq->api->engine, key);

	if (engine_request(rq->api->engine, key, with_source, &err) != 0)
		return answer_error(rq, &err);
	WEIR_CLEAN_FREE char *source = with_source ? source_key(view) : NULL;

	return api_stream_begin(rq, API_UNITS, key, source,
				json_pack("[{s:s, s:O, s:s?}]", "phase", "requested", "unit", view, "source", source));
}

static enum MHD_Result post_suspend(struct api_request *rq)
{
	const char *key = weir_get_str_or(rq->json, "key", "");
	struct weir_error err = WEIR_ERROR_INIT;

	if (engine_suspend(rq->api->engine, key, weir_get_bool(rq->json, "suspend", true), &err) != 0)
		return answer_error(rq, &err);
	return api_answer(rq, 200, engine_view(rq->api->engine, key));
}

static void later_drop(struct api_later *later)
{
	if (!later->api)
		return;
	for (struct api_later **link = &later->api->later; *link; link = &(*link)->next) {
		if (*link == later) {
			*link = later->next;
			return;
		}
	}
}

static json_t *error_json(const struct weir_error *err)
{
	return json_pack("{s:{s:s, s:s, s:s}}", "error", "code", weir_code_name(err->code), "reason", err->reason,
			 "message", err->message ? err->message : "");
}

static void on_diff(void *arg, const json_t *changes, const struct weir_error *err)
{
	struct api_later *later = arg;
	struct api_request *rq = later->request;

	later_drop(later);
	if (rq) {
		rq->later = NULL;
		rq->late_status = changes ? 200 : status_of(err);
		rq->late = changes ? json_pack("{s:O}", "items", changes) : error_json(err);
		api_resume(rq->listener, rq->connection);
	}
	free(later);
}

static enum MHD_Result post_diff(struct api_request *rq)
{
	struct api_later *later = weir_calloc(1, sizeof(*later));
	struct weir_error err = WEIR_ERROR_INIT;

	later->api = rq->api;
	later->request = rq;
	if (engine_diff(rq->api->engine, weir_get_str_or(rq->json, "key", ""), on_diff, later, &err) != 0) {
		free(later);
		return answer_error(rq, &err);
	}
	later->next = rq->api->later;
	rq->api->later = later;
	rq->later = later;
	rq->api->mhd->suspend_connection(rq->connection);
	return MHD_YES;
}

/* ---- the table ---- */

struct route {
	const char *method, *path;
	bool everywhere; /* over TCP too: tells nothing that is not for all */
	enum MHD_Result (*fn)(struct api_request *rq);
};

static const struct route routes[] = {
	{ "GET", "/healthz", true, get_health },        { "GET", "/readyz", true, get_ready },
	{ "GET", "/metrics", true, get_metrics },       { "GET", "/v1/version", false, get_version },
	{ "GET", "/v1/units", false, get_units },       { "GET", "/v1/unit", false, get_unit },
	{ "GET", "/v1/kinds", false, get_kinds },       { "GET", "/v1/plugins", false, get_plugins },
	{ "GET", "/v1/events", false, get_events },     { "GET", "/v1/outbox", false, get_outbox },
	{ "GET", "/v1/logs", false, get_logs },         { "POST", "/v1/reconcile", false, post_reconcile },
	{ "POST", "/v1/suspend", false, post_suspend }, { "POST", "/v1/diff", false, post_diff },
};

enum MHD_Result api_route(struct api_request *rq, const char *method, const char *url)
{
	bool known = false;

	for (size_t i = 0; i < sizeof(routes) / sizeof(routes[0]); i++) {
		if (strcmp(routes[i].path, url) != 0 || (!rq->listener->path && !routes[i].everywhere))
			continue;
		if (strcmp(routes[i].method, method) == 0)
			return routes[i].fn(rq);
		known = true;
	}
	if (known)
		return api_fail(rq, 405, "MethodNotAllowed", "%s does not take %s", url, method);
	return api_fail(rq, 404, "NotFound", "there is no %s%s", url,
			rq->listener->path ? "" : " over TCP; the Unix socket has all of it");
}
