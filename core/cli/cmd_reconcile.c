/* SPDX-License-Identifier: Apache-2.0 */
/*
 * weir reconcile: ask the host to reconcile a unit now (its source first with --with-source), and
 * follow it until it has settled.
 */
#include <stdlib.h>
#include <time.h>

#include "base/loop.h"
#include "cli/commands.h"
#include "cli/kinds.h"
#include "cli/view.h"
#include "config/config.h"

struct wait {
	char *key, *source; /* source NULL: not asked for, or done */
	const char *text;
	bool earlier; /* a run that began before the request has to end first */
	bool settled; /* then: */
	bool ready, timed_out;
	char *message, *last;
	int64_t until;
};

static bool over(const char *phase)
{
	static const char *const ends[] = { "ready", "failed", "suspended", "unserved", NULL };
	size_t i = 0;

	while (ends[i] && strcmp(ends[i], phase) != 0)
		i++;
	return ends[i] != NULL;
}

static void source_done(struct wait *wait)
{
	free(wait->source);
	wait->source = NULL;
}

static void source_settled(struct wait *wait, const json_t *view)
{
	WEIR_CLEAN_FREE char *text = view_text(view);
	const char *message;
	bool ready = strcmp(view_ready(view, &message), "True") == 0;

	if (ready)
		out_mark(OUT_DONE, "fetched revision %s", view_revision(view));
	else
		out_mark(OUT_ERROR, "%s: %s", text, message);
	source_done(wait);
	out_mark(OUT_WAIT, "waiting for %s", wait->text);
}

/* What it is doing, once for each new thing. */
static void progress(struct wait *wait, const char *phase, const json_t *view)
{
	const char *message;

	if (strcmp(phase, "waiting") != 0)
		return;
	if (strcmp(view_ready(view, &message), "True") == 0 || !*message ||
	    (wait->last && strcmp(wait->last, message) == 0))
		return;
	free(wait->last);
	wait->last = weir_strdup(message);
	out_mark(OUT_WAIT, "%s", message);
}

static void unit_settled(struct wait *wait, const json_t *view)
{
	const char *message;

	wait->settled = true;
	wait->ready = strcmp(view_ready(view, &message), "True") == 0;
	if (wait->ready && *view_revision(view)) /* a source has fetched it, all others have applied it */
		wait->message = weir_asprintf("%s revision %s",
					      weir_get_str(view, "status.lastAppliedRevision") ? "applied" : "fetched",
					      view_revision(view));
	else
		wait->message = weir_strdup(message);
}

static void on_request(struct wait *wait, const json_t *line)
{
	const char *source = weir_get_str(line, "source");

	wait->earlier = strcmp(weir_get_str_or(line, "unit.state", ""), "running") == 0;
	wait->source = source ? weir_strdup(source) : NULL;
	size_t n = source ? strcspn(source, "./") : 0; /* "Kind.group/namespace/name": the group says little */

	if (source)
		out_mark(OUT_WAIT, "waiting for %.*s%s", (int)n, source, strchrnul(source, '/'));
	else
		out_mark(OUT_WAIT, "waiting for %s", wait->text);
}

static void on_unit(struct wait *wait, const char *phase, const json_t *view)
{
	progress(wait, phase, view);
	if (strcmp(phase, "running") == 0)
		source_done(wait); /* a suspended source says nothing */
	if (!over(phase))
		return;
	if (!wait->earlier)
		unit_settled(wait, view);
	wait->earlier = false;
}

static bool on_line(void *arg, const json_t *line)
{
	struct wait *wait = arg;
	const char *phase = weir_get_str_or(line, "phase", ""), *key = weir_get_str_or(line, "unit.key", "");
	const json_t *view = json_object_get(line, "unit");

	if (strcmp(phase, "requested") == 0)
		on_request(wait, line);
	else if (wait->source && strcmp(key, wait->source) == 0 && over(phase))
		source_settled(wait, view);
	else if (strcmp(key, wait->key) == 0)
		on_unit(wait, phase, view);
	wait->timed_out = loop_now() > wait->until;
	return !wait->settled && !wait->timed_out;
}

static int finish(struct cli *cli, struct wait *wait, struct weir_error *err, int rc)
{
	if (rc)
		return cli_fail(err, EXIT_NOT_READY);
	if (!wait->settled) {
		out_mark(OUT_ERROR, "%s has not settled after %s; it goes on: weir get shows it", wait->text,
			 cli_text(cli, "timeout"));
		return EXIT_NOT_READY;
	}
	if (!wait->ready) {
		out_mark(OUT_ERROR, "%s", wait->message);
		return EXIT_NOT_READY;
	}
	out_mark(OUT_DONE, "%s", wait->message);
	return EXIT_OK;
}

static int follow(struct cli *cli, const struct state *st, const json_t *view)
{
	bool with_source = cli_on(cli, "with-source");
	WEIR_CLEAN_FREE char *text = view_text(view);
	WEIR_CLEAN_JSON json_t *request =
		json_pack("{s:s, s:b}", "key", weir_get_str_or(view, "key", ""), "withSource", with_source);
	struct wait wait = { .text = text, .key = weir_strdup(weir_get_str_or(view, "key", "")) };
	struct weir_error err = WEIR_ERROR_INIT;
	WEIR_CLEAN_FREE char *target =
		weir_asprintf("/v1/reconcile?timeout=%lld", (long long)cli_number(cli, "timeout"));

	wait.until = loop_now() + cli_number(cli, "timeout");
	out_mark(OUT_STEP, "requesting reconciliation of %s%s", text, with_source ? " with its source" : "");
	int rc = state_stream(st, "POST", target, request, on_line, &wait, &err);

	rc = finish(cli, &wait, &err, rc);
	weir_error_done(&err);
	free(wait.key);
	free(wait.source);
	free(wait.message);
	free(wait.last);
	return rc;
}

int cmd_reconcile(struct cli *cli)
{
	WEIR_CLEAN_STATE struct state st = STATE_INIT;
	WEIR_CLEAN_JSON json_t *views = NULL;
	int rc = state_open(cli, &st);
	const json_t *view;

	if (rc)
		return rc;
	view = select_one(cli, &st, &views, &rc);
	if (!view)
		return rc;
	if (st.socket)
		return follow(cli, &st, view);
	out_mark(OUT_ERROR,
		 "no host runs for %s; begin one with: weir run -c %s (or reconcile all once: weir run --once -c %s)",
		 st.config->file, st.config->file, st.config->file);
	return EXIT_NOT_READY;
}
