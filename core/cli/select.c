/* SPDX-License-Identifier: Apache-2.0 */
/*
 * KIND NAME of the command line against the units that are there; and the kinds of a config whose
 * plugins nobody has loaded yet.
 */
#include <stdlib.h>

#include "api/api.h"
#include "cli/kinds.h"
#include "cli/term.h"
#include "config/config.h"
#include "plugin/loader.h"

static const struct weir_plugin *builtin(const char *name)
{
	for (size_t i = 0; loader_builtin[i]; i++) {
		if (strcmp(loader_builtin[i]->name, name) == 0)
			return loader_builtin[i];
	}
	return NULL;
}

static void add_plugin(json_t *kinds, const struct config *config, const char *name)
{
	const struct weir_plugin *descriptor = builtin(name);
	WEIR_CLEAN_FREE char *file = descriptor ? NULL : loader_find(name, config->dir, NULL);

	if (file)
		loader_load(file, NULL, &descriptor, NULL, NULL);
	if (descriptor)
		api_add_kinds(kinds, descriptor);
}

json_t *kinds_of_config(const struct config *config)
{
	json_t *kinds = json_array();

	for (size_t i = 0; i < config->plugin_count; i++)
		add_plugin(kinds, config, config->plugins[i].name);
	api_core_kinds(kinds);
	return kinds;
}

static int read_selection(struct cli *cli, struct state *st, json_t **views, struct selection *sel)
{
	struct weir_error err = WEIR_ERROR_INIT;
	int rc = 0;

	*views = st->socket || st->store ? state_views(st, &err) : json_array();
	if (!*views)
		rc = cli_fail(&err, EXIT_NOT_READY);
	weir_error_done(&err);
	return rc ? rc : selection_parse(cli, state_kinds(st), *views, cli->args, cli->arg_count, sel);
}

int select_several(struct cli *cli, struct state *st, json_t **views, struct selection *sel)
{
	int rc = state_open(cli, st);

	return rc ? rc : read_selection(cli, st, views, sel);
}

int select_none(struct cli *cli, const struct selection *sel)
{
	const char *kind = weir_get_str_or(json_array_get(sel->kinds, 0), "kind", "unit");
	const char *ns = cli_namespace(cli);

	if (sel->name && *ns)
		out_mark(OUT_ERROR, "%s object '%s' not found in \"%s\" namespace", kind, sel->name, ns);
	else if (sel->name)
		out_mark(OUT_ERROR, "%s object '%s' not found", kind, sel->name);
	else if (*ns)
		out_mark(OUT_ERROR, "no %s objects found in \"%s\" namespace; -A looks in all",
			 sel->all ? "such" : kind, ns);
	else
		out_mark(OUT_ERROR, "no %s objects found", sel->all ? "such" : kind);
	return EXIT_NOT_READY;
}

const json_t *select_one(struct cli *cli, struct state *st, json_t **views, int *code)
{
	WEIR_CLEAN_SELECTION struct selection sel = { 0 };
	json_t *view;
	size_t i;

	*code = read_selection(cli, st, views, &sel);
	if (*code)
		return NULL;
	if (!sel.name || sel.all) {
		*code = cli_usage(cli->command, "name one object: weir %s %s", cli->command->name,
				  cli->command->synopsis);
		return NULL;
	}
	*code = EXIT_NOT_READY;
	if (!state_there(st))
		return NULL;
	json_array_foreach(*views, i, view) {
		if (selection_match(&sel, view, cli_namespace(cli)))
			return view;
	}
	select_none(cli, &sel);
	return NULL;
}
