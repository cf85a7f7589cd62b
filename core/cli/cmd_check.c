/* SPDX-License-Identifier: Apache-2.0 */
/*
 * weir check: config, plugins, state, host and units, each with a mark; exit 1 when one is wrong.
 */
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/format.h"
#include "cli/state.h"
#include "cli/view.h"
#include "config/config.h"
#include "plugin/loader.h"

static bool failed(struct weir_error *err)
{
	cli_fail(err, EXIT_NOT_READY);
	weir_error_done(err);
	return false;
}

/* ---- plugins ---- */

static bool check_plugin(const struct config *config, const struct config_plugin *one)
{
	struct weir_error err = WEIR_ERROR_INIT;
	const struct weir_plugin *plugin = NULL;
	const char *where = "linked in";
	WEIR_CLEAN_FREE char *file = NULL;

	for (size_t i = 0; loader_builtin[i]; i++) {
		if (strcmp(loader_builtin[i]->name, one->name) == 0)
			plugin = loader_builtin[i];
	}
	if (!plugin) {
		where = file = loader_find(one->name, config->dir, &err);
		if (!file || loader_load(file, NULL, &plugin, NULL, &err) != 0)
			return failed(&err);
	}
	WEIR_CLEAN_JSON json_t *options = config_options(one, plugin, config->dir, &err);

	if (!options)
		return failed(&err);
	out_mark(OUT_DONE, "plugin %s %s (%s)", plugin->name, plugin->version, where);
	return true;
}

static bool check_plugins(const struct config *config)
{
	bool good = true, target = false;

	for (size_t i = 0; i < config->plugin_count; i++) {
		good = check_plugin(config, &config->plugins[i]) && good;
		target = target || strcmp(config->plugins[i].name, config->target.name) == 0;
	}
	return (target || check_plugin(config, &config->target)) && good;
}

/* ---- folders ---- */

static bool check_state(const struct config *config)
{
	struct stat st;

	if (stat(config->state, &st) != 0) {
		out_mark(OUT_WARN, "state %s: does not exist yet; weir run makes it", config->state);
		return true;
	}
	if (!S_ISDIR(st.st_mode) || access(config->state, W_OK | X_OK) != 0) {
		out_mark(OUT_ERROR, "state %s: %s", config->state,
			 S_ISDIR(st.st_mode) ? strerror(errno) : "not a folder");
		return false;
	}
	out_mark(OUT_DONE, "state %s", config->state);
	return true;
}

static bool check_secrets(const struct config *config)
{
	struct stat st;

	if (!config->secrets)
		return true;
	if (stat(config->secrets, &st) != 0) {
		out_mark(OUT_ERROR, "secrets %s: %s", config->secrets, strerror(errno));
		return false;
	}
	if (st.st_mode & 077)
		out_mark(OUT_WARN, "secrets %s: other users may look into it (mode %04o); chmod 700", config->secrets,
			 st.st_mode & 07777);
	else
		out_mark(OUT_DONE, "secrets %s", config->secrets);
	return true;
}

/* ---- the host and its units ---- */

static void check_host(const struct state *st)
{
	WEIR_CLEAN_JSON json_t *host = st->socket ? state_ask(st, "GET", "/v1/version", NULL, NULL) : NULL;

	if (!host) {
		out_mark(OUT_WARN, "no host runs; weir run -c %s", st->config->file);
		return;
	}
	out_mark(OUT_DONE, "host %s runs for %s (pid %lld, %s)", weir_get_str_or(host, "version", "?"),
		 format_age(time(NULL) - weir_get_int(host, "started", 0)).s, (long long)weir_get_int(host, "pid", 0),
		 st->socket);
	if (strcmp(weir_get_str_or(host, "version", ""), WEIR_VERSION) != 0)
		out_mark(OUT_WARN, "this command is weir %s; restart the host to run it", WEIR_VERSION);
}

static bool check_unit(const json_t *view)
{
	WEIR_CLEAN_FREE char *text = view_text(view);
	const char *message, *ready = view_ready(view, &message);

	if (strcmp(ready, "True") == 0)
		return true;
	if (weir_get_bool(view, "suspended", false)) {
		out_mark(OUT_WARN, "%s is suspended", text);
		return true;
	}
	out_mark(OUT_ERROR, "%s: %s", text, *message ? message : "not reconciled yet");
	return false;
}

static bool check_units(const struct state *st)
{
	struct weir_error err = WEIR_ERROR_INIT;
	WEIR_CLEAN_JSON json_t *views = NULL;
	const json_t *view;
	size_t i, good = 0;

	if (!st->socket && !st->store)
		return true;
	views = state_views(st, &err);
	if (!views)
		return failed(&err);
	json_array_foreach(views, i, view)
		good += check_unit(view);
	if (good == json_array_size(views))
		out_mark(OUT_DONE, "%zu units, all well", good);
	else
		out_mark(OUT_ERROR, "%zu of %zu units are well", good, json_array_size(views));
	return good == json_array_size(views);
}

static bool check_outbox(const struct state *st)
{
	WEIR_CLEAN_JSON json_t *items = st->socket || st->store ? state_outbox(st, NULL) : NULL;
	const json_t *item;
	size_t i, dead = 0;

	json_array_foreach(items, i, item)
		dead += strcmp(weir_get_str_or(item, "state", ""), "dead") == 0;
	if (dead)
		out_mark(OUT_WARN, "%zu notifications could not be delivered; weir events --undelivered", dead);
	return true;
}

int cmd_check(struct cli *cli)
{
	WEIR_CLEAN_STATE struct state st = STATE_INIT;
	int rc = cli_config(cli) ? state_open(cli, &st) : EXIT_USAGE;

	if (rc)
		return rc;
	out_mark(OUT_DONE, "config %s", st.config->file);
	bool good = check_plugins(st.config);

	good = check_state(st.config) && good;
	good = check_secrets(st.config) && good;
	check_host(&st);
	good = check_units(&st) && good;
	good = check_outbox(&st) && good;
	return good ? EXIT_OK : EXIT_NOT_READY;
}
