/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What verbs share: the config (loaded when first asked for), the namespace, errors.
 */
#include "cli/cli.h"

#include "cli/term.h"
#include "config/config.h"

struct config *cli_config(struct cli *cli)
{
	struct weir_error err = WEIR_ERROR_INIT;

	if (cli->config)
		return cli->config;
	WEIR_CLEAN_FREE char *file = config_find(cli_text(cli, "config"), &err);

	if (!file || config_load(file, &cli->config, &err) != 0)
		cli_fail(&err, EXIT_USAGE);
	weir_error_done(&err);
	return cli->config;
}

static bool has_flag(const struct cli *cli, const char *name)
{
	for (size_t i = 0; i < cli->value_count; i++) {
		if (strcmp(cli->values[i].flag->name, name) == 0)
			return true;
	}
	return false;
}

const char *cli_namespace(struct cli *cli)
{
	if (has_flag(cli, "all-namespaces") && cli_on(cli, "all-namespaces"))
		return "";
	if (cli_set(cli, "namespace"))
		return cli_text(cli, "namespace");
	return cli_config(cli) ? cli->config->namespace : "";
}

const char *cli_socket(const struct config *config)
{
	const json_t *item;
	size_t i;

	json_array_foreach(config->listen, i, item) {
		const char *text = json_string_value(item);

		if (text && strncmp(text, "unix:", 5) == 0)
			return text + 5;
	}
	return NULL;
}

int cli_fail(const struct weir_error *err, int code)
{
	out_mark(OUT_ERROR, "%s", err->message ? err->message : weir_code_name(err->code));
	return code;
}
