/* SPDX-License-Identifier: Apache-2.0 */
/*
 * weir plugin new, weir plugin test: for authors of plugins.
 */
#include <fcntl.h>
#include <stdlib.h>

#include "base/io.h"
#include "base/limits.h"
#include "cli/commands.h"
#include "cli/plugins.h"
#include "cli/term.h"
#include "plugin/author.h"
#include "plugin/loader.h"

int cmd_plugin_new(struct cli *cli)
{
	struct weir_error err = WEIR_ERROR_INIT;
	WEIR_CLEAN_JSON json_t *files = NULL;
	const json_t *file;
	size_t i;
	int rc = plugin_new(cli->args[0], cli_text(cli, "role"), cli_text(cli, "dir"), &files, &err);

	if (rc) {
		cli_fail(&err, rc == WEIR_E_INVALID ? EXIT_USAGE : EXIT_NOT_READY);
		weir_error_done(&err);
		return rc == WEIR_E_INVALID ? EXIT_USAGE : EXIT_NOT_READY;
	}
	json_array_foreach(files, i, file)
		out_mark(OUT_DONE, "%s/%s/%s", cli_text(cli, "dir"), cli->args[0], json_string_value(file));
	out_mark(OUT_STEP, "cd %s/%s && meson setup build && ninja -C build", cli_text(cli, "dir"), cli->args[0]);
	return EXIT_OK;
}

/* The text of --FLAG FILE, malloc'ed; NULL: not given, or *failed. */
static char *file_text(struct cli *cli, const char *flag, bool *failed)
{
	struct weir_error err = WEIR_ERROR_INIT;
	char *text = NULL;
	size_t len;

	if (cli_text(cli, flag) && io_read(AT_FDCWD, cli_text(cli, flag), LIMIT_CONFIG_BYTES, &text, &len, &err) != 0) {
		cli_fail(&err, EXIT_USAGE);
		weir_error_done(&err);
		*failed = true;
	}
	return text;
}

int cmd_plugin_test(struct cli *cli)
{
	struct weir_error err = WEIR_ERROR_INIT;
	bool failed = false;
	WEIR_CLEAN_FREE char *path = plugin_path(cli->args[0]);
	WEIR_CLEAN_FREE char *file = loader_find(path, ".", &err);
	WEIR_CLEAN_FREE char *options = file_text(cli, "options", &failed);
	WEIR_CLEAN_FREE char *examples = file_text(cli, "examples", &failed);

	if (!file)
		cli_fail(&err, EXIT_USAGE);
	weir_error_done(&err);
	if (!file || failed)
		return EXIT_USAGE;
	const struct contract_options contract = { .file = file, .options = options, .examples = examples };

	return contract_run_with(&contract, stdout) ? EXIT_NOT_READY : EXIT_OK;
}
