/* SPDX-License-Identifier: Apache-2.0 */
/*
 * weir export: units as they came from their origin, as YAML documents without status.
 */
#include "cli/commands.h"
#include "cli/kinds.h"
#include "cli/view.h"

static size_t print_all(struct cli *cli, const json_t *views, const struct selection *sel)
{
	const json_t *view;
	size_t i, n = 0;

	json_array_foreach(views, i, view) {
		if (!selection_match(sel, view, cli_namespace(cli)))
			continue;
		WEIR_CLEAN_JSON json_t *object = json_copy(weir_get(view, "object"));

		json_object_del(object, "status");
		printf("---\n");
		out_value("yaml", object);
		n++;
	}
	return n;
}

int cmd_export(struct cli *cli)
{
	WEIR_CLEAN_STATE struct state st = STATE_INIT;
	WEIR_CLEAN_SELECTION struct selection sel = { 0 };
	WEIR_CLEAN_JSON json_t *views = NULL;
	int rc = select_several(cli, &st, &views, &sel);

	if (rc)
		return rc;
	if (!sel.name && !sel.all && !cli_on(cli, "all"))
		return cli_usage(cli->command, "name an object, or --all of the kind in the namespace");
	if (!state_there(&st))
		return EXIT_NOT_READY;
	return print_all(cli, views, &sel) ? EXIT_OK : select_none(cli, &sel);
}
