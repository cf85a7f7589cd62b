/* SPDX-License-Identifier: Apache-2.0 */
/*
 * weir plugin list, weir plugin describe: what is there, what it serves, which options it has.
 */
#include <stdlib.h>

#include "cli/commands.h"
#include "cli/plugins.h"
#include "cli/state.h"
#include "cli/table.h"
#include "config/config.h"
#include "plugin/find.h"
#include "plugin/loader.h"

int cmd_plugin(struct cli *cli)
{
	return cli_usage(cli->command, "say what: weir plugin list, describe, new or test");
}

/* A descriptor by name or path, linked in or loaded; NULL with *err. *file: malloc'ed or NULL. */
static const struct weir_plugin *find(const char *name, const char *dir, char **file, struct weir_error *err)
{
	const struct weir_plugin *plugin = NULL;

	*file = NULL;
	for (size_t i = 0; loader_builtin[i]; i++) {
		if (strcmp(loader_builtin[i]->name, name) == 0)
			return loader_builtin[i];
	}
	*file = loader_find(name, dir, err);
	if (*file)
		loader_load(*file, NULL, &plugin, NULL, err);
	return plugin;
}

static char *joined(const json_t *texts, const char *member)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	const json_t *item;
	size_t i;

	json_array_foreach(texts, i, item)
		weir_strbuf_addf(&sb, "%s%s", i ? ", " : "",
				 member ? weir_get_str_or(item, member, "") : json_string_value(item));
	return weir_strbuf_take(&sb);
}

/* ---- list ---- */

/* Description with "as" and "where"; a plugin that does not load has "error". */
static json_t *row_of(const char *name, const char *dir)
{
	WEIR_CLEAN_FREE char *file = NULL;
	struct weir_error err = WEIR_ERROR_INIT;
	const struct weir_plugin *plugin = find(name, dir, &file, &err);
	json_t *row = plugin ? loader_describe(plugin)
			     : json_pack("{s:s, s:s}", "name", name, "error",
					 err.message ? err.message : "it cannot be loaded");

	json_object_set_new(row, "as", json_string(name));
	json_object_set_new(row, "file", json_string(file ? file : "(linked in)"));
	weir_error_done(&err);
	return row;
}

static json_t *rows_of_config(const struct config *config)
{
	json_t *rows = json_array();
	bool target = false;

	for (size_t i = 0; i < config->plugin_count; i++) {
		json_array_append_new(rows, row_of(config->plugins[i].name, config->dir));
		target = target || strcmp(config->plugins[i].name, config->target.name) == 0;
	}
	if (!target)
		json_array_append_new(rows, row_of(config->target.name, config->dir));
	return rows;
}

static json_t *rows_installed(void)
{
	WEIR_CLEAN_JSON json_t *names = find_plugins();
	json_t *rows = json_array();
	const json_t *name;
	size_t i;

	for (i = 0; loader_builtin[i]; i++)
		json_array_append_new(rows, row_of(loader_builtin[i]->name, NULL));
	json_array_foreach(names, i, name) {
		bool linked = false;

		for (size_t k = 0; loader_builtin[k]; k++)
			linked = linked || strcmp(loader_builtin[k]->name, json_string_value(name)) == 0;
		if (!linked)
			json_array_append_new(rows, row_of(json_string_value(name), NULL));
	}
	return rows;
}

static void print_rows(struct cli *cli, const json_t *rows)
{
	static const char *const titles[] = { "NAME", "VERSION", "ROLES", "SERVES", "MESSAGE", NULL };
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	struct table *table = table_new(titles);
	struct term term = term_of(1);
	const json_t *row;
	size_t i;

	json_array_foreach(rows, i, row) {
		WEIR_CLEAN_FREE char *roles = joined(json_object_get(row, "roles"), NULL);
		WEIR_CLEAN_FREE char *kinds = joined(json_object_get(row, "kinds"), "kind");
		WEIR_CLEAN_FREE char *types = joined(json_object_get(row, "notifierTypes"), NULL);
		const char *error = weir_get_str(row, "error");

		table_add(table, error ? TABLE_FOLD : TABLE_CUT,
			  (const char *[]){ weir_get_str_or(row, "as", ""), weir_get_str_or(row, "version", "-"), roles,
					    *kinds ? kinds : types,
					    error ? error : weir_get_str_or(row, "summary", "") });
	}
	table_print(table, &term, !cli_on(cli, "no-header"), &sb);
	out_text(stdout, sb.data ? sb.data : "");
	table_free(table);
}

/* The host's, the config's, or all that are installed. */
static int rows(struct cli *cli, json_t **out)
{
	WEIR_CLEAN_STATE struct state st = STATE_INIT;
	WEIR_CLEAN_FREE char *file = config_find(cli_text(cli, "config"), NULL);

	if (cli_on(cli, "installed") || (!file && !cli_set(cli, "config"))) {
		*out = rows_installed();
		return 0;
	}
	int rc = state_open(cli, &st);

	if (rc)
		return rc;
	WEIR_CLEAN_JSON json_t *body = st.socket ? state_ask(&st, "GET", "/v1/plugins", NULL, NULL) : NULL;

	*out = body ? json_incref(json_object_get(body, "items")) : rows_of_config(st.config);
	return 0;
}

int cmd_plugin_list(struct cli *cli)
{
	WEIR_CLEAN_JSON json_t *list = NULL;
	const char *format = cli_text(cli, "output");
	int rc = rows(cli, &list);
	const json_t *row;
	size_t i;

	if (rc)
		return rc;
	if (format) {
		WEIR_CLEAN_JSON json_t *items = json_pack("{s:O}", "items", list);

		out_value(format, items);
	} else {
		print_rows(cli, list);
	}
	json_array_foreach(list, i, row) {
		if (json_object_get(row, "error"))
			rc = EXIT_NOT_READY;
	}
	return rc;
}

/* ---- describe ---- */

static void print_list(const char *title, const json_t *texts)
{
	WEIR_CLEAN_FREE char *text = joined(texts, NULL);

	if (*text)
		printf("%-10s %s\n", title, text);
}

static void print_kinds(const json_t *kinds)
{
	const json_t *kind;
	size_t i;

	if (json_array_size(kinds))
		printf("\nKinds:\n");
	json_array_foreach(kinds, i, kind) {
		WEIR_CLEAN_FREE char *versions = joined(json_object_get(kind, "versions"), NULL);
		WEIR_CLEAN_FREE char *aliases = joined(json_object_get(kind, "aliases"), NULL);

		printf("  %s (%s) as %s: %s%s%s%s%s%s\n", weir_get_str_or(kind, "kind", ""),
		       weir_get_str_or(kind, "group", ""), weir_get_str_or(kind, "role", ""), versions,
		       *aliases ? "; short: " : "", aliases, weir_get_str(kind, "noun") ? "; weir get " : "",
		       weir_get_str_or(kind, "noun", ""), "");
	}
}

static void print_options(const json_t *options)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	static const char *const titles[] = { "  KEY", "TYPE", "DEFAULT", "MESSAGE", NULL };
	struct table *table = table_new(titles);
	struct term term = term_of(1);
	const json_t *option;
	size_t i;

	json_array_foreach(options, i, option) {
		WEIR_CLEAN_FREE char *key = weir_asprintf("  %s", weir_get_str_or(option, "key", ""));
		bool required = weir_get_bool(option, "required", false),
		     secret = weir_get_bool(option, "secret", false);
		const char *preset = weir_get_str_or(option, "preset",
						     required ? "(required)"
						     : secret ? "(secret)"
							      : "-");

		table_add(table, TABLE_FOLD,
			  (const char *[]){ key, weir_get_str_or(option, "type", ""), preset,
					    weir_get_str_or(option, "help", "") });
	}
	if (json_array_size(options)) {
		table_print(table, &term, false, &sb);
		printf("\nOptions:\n%s", sb.data);
	}
	table_free(table);
}

static void print_commands(const json_t *commands)
{
	const json_t *command;
	size_t i;

	if (json_array_size(commands))
		printf("\nVerbs:\n");
	json_array_foreach(commands, i, command)
		printf("  weir %s %s  %s\n", weir_get_str_or(command, "name", ""),
		       weir_get_str_or(command, "synopsis", ""), weir_get_str_or(command, "summary", ""));
}

int cmd_plugin_describe(struct cli *cli)
{
	WEIR_CLEAN_FREE char *file = NULL;
	struct weir_error err = WEIR_ERROR_INIT;
	WEIR_CLEAN_FREE char *path = plugin_path(cli->args[0]);
	const struct weir_plugin *plugin = find(path, ".", &file, &err);

	if (!plugin) {
		cli_fail(&err, EXIT_NOT_READY);
		weir_error_done(&err);
		return EXIT_NOT_READY;
	}
	WEIR_CLEAN_JSON json_t *d = loader_describe(plugin);

	json_object_set_new(d, "file", json_string(file ? file : "(linked in)"));
	if (cli_text(cli, "output"))
		return out_value(cli_text(cli, "output"), d);
	printf("%-10s %s\n%-10s %s\n%-10s %s\n%-10s %s\n%-10s %s\n", "Name:", weir_get_str_or(d, "name", ""),
	       "Version:", weir_get_str_or(d, "version", ""), "Summary:", weir_get_str_or(d, "summary", ""),
	       "File:", weir_get_str_or(d, "file", ""), "ABI:", weir_get_str_or(d, "abi", ""));
	printf("%-10s %s\n", "Threads:", weir_get_str_or(d, "threads", ""));
	print_list("Roles:", json_object_get(d, "roles"));
	print_list("Notifies:", json_object_get(d, "notifierTypes"));
	print_list("Services:", json_object_get(d, "services"));
	print_kinds(json_object_get(d, "kinds"));
	print_options(json_object_get(d, "options"));
	print_commands(json_object_get(d, "commands"));
	return EXIT_OK;
}
