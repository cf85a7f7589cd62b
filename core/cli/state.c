/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The host through its socket, or the state database when no host runs.
 */
#include "cli/state.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "api/api.h"
#include "cli/kinds.h"
#include "cli/term.h"
#include "config/config.h"
#include "notify/notify.h"
#include "store/store.h"

static bool host_answers(const char *path)
{
	WEIR_CLEAN_JSON json_t *body = NULL;
	int status = 0;

	return path && access(path, F_OK) == 0 &&
	       api_call(path, "GET", "/v1/version", NULL, &status, &body, NULL, NULL, NULL) != WEIR_E_NOT_FOUND &&
	       status == 200;
}

static int open_store(struct state *st)
{
	WEIR_CLEAN_FREE char *file = weir_asprintf("%s/weir.db", st->config->state);
	struct weir_error err = WEIR_ERROR_INIT;
	int rc = 0;

	if (access(file, F_OK) != 0)
		return 0;
	if (store_open(st->config->state, STORE_READ, &st->store, &err) != 0)
		rc = cli_fail(&err, EXIT_NOT_READY);
	weir_error_done(&err);
	return rc;
}

/* weir.yaml is being edited, and wrong just now: a host that runs is asked all the same. */
static int open_host_of_broken(struct cli *cli, struct state *st, const char *file, const struct weir_error *err)
{
	struct config *config = file ? config_salvage(file) : NULL;

	if (!config || !host_answers(cli_socket(config))) {
		config_free(config);
		return cli_fail(err, EXIT_USAGE);
	}
	out_mark(OUT_WARN, "%s; the running host goes on with the config from before", err->message);
	st->config = cli->config = config;
	st->socket = cli_socket(config);
	return 0;
}

int state_open(struct cli *cli, struct state *st)
{
	struct weir_error err = WEIR_ERROR_INIT;
	WEIR_CLEAN_FREE char *file = cli->config ? NULL : config_find(cli_text(cli, "config"), &err);

	if (!cli->config && (!file || config_load(file, &cli->config, &err) != 0)) {
		int rc = open_host_of_broken(cli, st, file, &err);

		weir_error_done(&err);
		return rc;
	}
	st->config = cli->config;
	if (host_answers(cli_socket(st->config))) {
		st->socket = cli_socket(st->config);
		return 0;
	}
	return open_store(st);
}

void state_close(struct state *st)
{
	store_close(st->store);
	json_decref(st->kinds);
}

bool state_there(const struct state *st)
{
	if (st->socket || st->store)
		return true;
	out_mark(OUT_ERROR,
		 "no host runs and there is no state in %s yet; begin with: weir run -c %s (or weir run --once -c %s)",
		 st->config->state, st->config->file, st->config->file);
	return false;
}

/* ---- the host ---- */

/* {"error": {code, reason, message}} becomes *err. */
static int error_of(const json_t *body, int status, struct weir_error *err)
{
	static const int codes[] = { WEIR_E_INVALID,   WEIR_E_NOT_FOUND, WEIR_E_TRANSIENT,   WEIR_E_AUTH,
				     WEIR_E_CANCELLED, WEIR_E_TIMEOUT,   WEIR_E_UNSUPPORTED, WEIR_E_INTERNAL };
	const char *name = weir_get_str_or(body, "error.code", ""), *message = weir_get_str(body, "error.message");
	int code = WEIR_E_INTERNAL;

	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		if (strcmp(weir_code_name(codes[i]), name) == 0)
			code = codes[i];
	}
	if (message)
		return weir_fail(err, code, weir_get_str(body, "error.reason"), "%s", message);
	return weir_fail(err, code, NULL, "the host answered %d", status);
}

json_t *state_ask(const struct state *st, const char *method, const char *target, const json_t *request,
		  struct weir_error *err)
{
	json_t *body = NULL;
	int status = 0;

	if (api_call(st->socket, method, target, request, &status, &body, NULL, NULL, err) != 0)
		return NULL;
	if (status / 100 == 2)
		return body;
	error_of(body, status, err);
	json_decref(body);
	return NULL;
}

int state_stream(const struct state *st, const char *method, const char *target, const json_t *request,
		 bool (*line)(void *arg, const json_t *item), void *arg, struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *body = NULL;
	int status = 0, rc;

	rc = api_call(st->socket, method, target, request, &status, &body, line, arg, err);
	if (!rc && status / 100 != 2)
		rc = error_of(body, status, err);
	return rc;
}

char *state_target(const char *path, const char *key, const char *more)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;

	weir_strbuf_addf(&sb, "%s?", path);
	if (key)
		weir_strbuf_adds(&sb, "key=");
	for (; key && *key; key++) {
		if (isalnum((unsigned char)*key) || strchr("-._~/", *key))
			weir_strbuf_addc(&sb, *key);
		else
			weir_strbuf_addf(&sb, "%%%02X", (unsigned char)*key);
	}
	if (*more)
		weir_strbuf_addf(&sb, "%s%s", key ? "&" : "", more);
	return weir_strbuf_take(&sb);
}

/* The array of an {"items": [...]} answer, new reference. */
static json_t *items(const struct state *st, const char *target, struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *body = state_ask(st, "GET", target, NULL, err);
	json_t *array = body ? json_incref(json_object_get(body, "items")) : NULL;

	if (body && !array)
		weir_fail(err, WEIR_E_INTERNAL, NULL, "the host's answer to %s has no items", target);
	return array;
}

/* ---- either ---- */

static void add_view(void *arg, const struct store_unit *u)
{
	json_array_append_new(arg, engine_view_of_row(u));
}

json_t *state_views(const struct state *st, struct weir_error *err)
{
	if (st->socket)
		return items(st, "/v1/units", err);
	json_t *views = json_array();

	if (store_each_unit(st->store, add_view, views, err) == 0)
		return views;
	json_decref(views);
	return NULL;
}

const json_t *state_kinds(struct state *st)
{
	if (!st->kinds && st->socket)
		st->kinds = items(st, "/v1/kinds", NULL);
	if (!st->kinds && st->store)
		st->kinds = store_get(st->store, "cli", "kinds");
	if (!st->kinds)
		st->kinds = kinds_of_config(st->config);
	return st->kinds;
}

json_t *state_events(const struct state *st, const char *key, int64_t limit, struct weir_error *err)
{
	if (!st->socket)
		return store_events(st->store, key, 0, limit, err);
	WEIR_CLEAN_FREE char *more = weir_asprintf("limit=%lld", (long long)limit);
	WEIR_CLEAN_FREE char *target = state_target("/v1/events", key, more);

	return items(st, target, err);
}

json_t *state_outbox(const struct state *st, struct weir_error *err)
{
	return st->socket ? items(st, "/v1/outbox", err) : notify_outbox(st->store, err);
}
