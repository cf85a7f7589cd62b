/* SPDX-License-Identifier: Apache-2.0 */
/*
 * weir suspend, weir resume: through the host, or in the state database under its lock when none
 * runs.
 */
#include "api/api.h"
#include "cli/commands.h"
#include "cli/kinds.h"
#include "cli/view.h"
#include "config/config.h"
#include "store/store.h"

static int through_host(const struct state *st, const char *key, bool suspend, struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *request = json_pack("{s:s, s:b}", "key", key, "suspend", suspend);
	WEIR_CLEAN_JSON json_t *body = state_ask(st, "POST", "/v1/suspend", request, err);

	return body ? 0 : err->code;
}

static int through_store(struct store *store, const char *key, bool suspend, struct weir_error *err)
{
	int rc = store_begin(store, err);

	if (rc)
		return rc;
	rc = store_set_suspended(store, key, suspend, err);
	if (!rc)
		return store_commit(store, err);
	store_rollback(store);
	return rc;
}

static int change(const struct state *st, struct store *store, const json_t *view, bool suspend)
{
	WEIR_CLEAN_FREE char *text = view_text(view);
	const char *key = weir_get_str_or(view, "key", "");
	struct weir_error err = WEIR_ERROR_INIT;

	out_mark(OUT_STEP, "%s %s", suspend ? "suspending" : "resuming", text);
	int rc = store ? through_store(store, key, suspend, &err) : through_host(st, key, suspend, &err);

	if (rc) {
		cli_fail(&err, EXIT_NOT_READY);
		weir_error_done(&err);
		return EXIT_NOT_READY;
	}
	out_mark(OUT_DONE, "%s %s", text, suspend ? "suspended" : "resumed");
	if (!suspend && weir_get_bool(view, "object.spec.suspend", false))
		out_mark(OUT_WARN, "%s stays suspended: its own spec.suspend is true; edit it where it comes from",
			 text);
	return EXIT_OK;
}

static int change_all(struct cli *cli, const struct state *st, struct store *store, const json_t *views,
		      const struct selection *sel, bool suspend)
{
	const json_t *view;
	size_t i, n = 0;
	int rc = 0;

	json_array_foreach(views, i, view) {
		if (!selection_match(sel, view, cli_namespace(cli)))
			continue;
		n++;
		rc = change(st, store, view, suspend) || rc;
	}
	return n ? rc : select_none(cli, sel);
}

static int locked(struct cli *cli, const struct state *st, const json_t *views, const struct selection *sel,
		  bool suspend)
{
	struct weir_error err = WEIR_ERROR_INIT;
	struct store *store = NULL;
	int rc;

	if (!st->socket && store_open(st->config->state, STORE_WRITE, &store, &err) != 0) {
		cli_fail(&err, EXIT_NOT_READY);
		weir_error_done(&err);
		return EXIT_NOT_READY;
	}
	rc = change_all(cli, st, store, views, sel, suspend);
	store_close(store);
	return rc;
}

static int suspend_or_resume(struct cli *cli, bool suspend)
{
	WEIR_CLEAN_STATE struct state st = STATE_INIT;
	WEIR_CLEAN_SELECTION struct selection sel = { 0 };
	WEIR_CLEAN_JSON json_t *views = NULL;
	int rc = select_several(cli, &st, &views, &sel);

	if (rc)
		return rc;
	if (!sel.name && !cli_on(cli, "all"))
		return cli_usage(cli->command, "name an object, or --all of the kind in the namespace");
	return state_there(&st) ? locked(cli, &st, views, &sel, suspend) : EXIT_NOT_READY;
}

int cmd_suspend(struct cli *cli)
{
	return suspend_or_resume(cli, true);
}

int cmd_resume(struct cli *cli)
{
	return suspend_or_resume(cli, false);
}
