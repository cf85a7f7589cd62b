/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Verbs of plugins: a table of names, one load, one call.
 */
#include "cli/plugins.h"

#include <fcntl.h>
#include <malloc.h>
#include <stdlib.h>

#include "base/io.h"
#include "base/limits.h"
#include "cli/cli.h"
#include "config/config.h"
#include "http/http.h"
#include "plugin/find.h"
#include "plugin/host.h"

/* ---- the table ---- */

/* verb TAB plugin TAB summary */
static void add_line(json_t *verbs, char *line)
{
	char *rest = line, *verb = strsep(&rest, "\t"), *plugin = strsep(&rest, "\t"), *summary = strsep(&rest, "\t");

	if (*line != '#' && summary)
		json_object_set_new(verbs, verb, json_pack("{s:s, s:s}", "plugin", plugin, "summary", summary));
}

static json_t *table(void)
{
	WEIR_CLEAN_FREE char *path = find_data("commands.tsv");
	WEIR_CLEAN_FREE char *text = NULL;
	json_t *verbs = json_object();
	char *rest, *line;
	size_t len;

	if (!path || io_read(AT_FDCWD, path, LIMIT_CONFIG_BYTES, &text, &len, NULL) != 0)
		return verbs;
	rest = text;
	while ((line = strsep(&rest, "\n")))
		add_line(verbs, line);
	return verbs;
}

json_t *plugin_verbs(void)
{
	json_t *verbs = table(), *row;
	const char *verb;
	void *next;

	json_object_foreach_safe(verbs, next, verb, row) {
		WEIR_CLEAN_FREE char *file = loader_find(weir_get_str_or(row, "plugin", ""), NULL, NULL);

		if (!file)
			json_object_del(verbs, verb);
	}
	return verbs;
}

void plugin_verbs_help(const struct term *term, int width)
{
	WEIR_CLEAN_JSON json_t *verbs = plugin_verbs();
	const char *verb;
	json_t *row;

	if (json_object_size(verbs))
		printf("\n%sVerbs of plugins:%s\n", term_on(term, TERM_BOLD), term_off(term, TERM_BOLD));
	json_object_foreach(verbs, verb, row)
		printf("  %-*s  %s (%s)\n", width, verb, weir_get_str_or(row, "summary", ""),
		       weir_get_str_or(row, "plugin", ""));
}

/* ---- finding ---- */

char *plugin_path(const char *arg)
{
	size_t n = strlen(arg);
	bool file = n > 3 && strcmp(arg + n - 3, ".so") == 0 && !strchr(arg, '/');

	return weir_asprintf("%s%s", file ? "./" : "", arg);
}

static const struct weir_command *command_of(const struct weir_plugin *plugin, const char *verb)
{
	const struct weir_command *command = plugin ? plugin->commands : NULL;

	for (; command && command->name; command++) {
		if (strcmp(command->name, verb) == 0)
			return command;
	}
	return NULL;
}

static const struct weir_plugin *load(const char *name, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *file = loader_find(name, NULL, err);
	const struct weir_plugin *plugin = NULL;

	if (file)
		loader_load(file, NULL, &plugin, NULL, err);
	return plugin;
}

/* Every installed plugin until one has the verb. */
static const struct weir_plugin *search(const char *verb)
{
	WEIR_CLEAN_JSON json_t *names = find_plugins();
	const json_t *name;
	size_t i;

	json_array_foreach(names, i, name) {
		const struct weir_plugin *plugin = load(json_string_value(name), NULL);

		if (command_of(plugin, verb))
			return plugin;
	}
	return NULL;
}

/* ---- running ---- */

static bool asks_help(int argc, char **argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
			return true;
	}
	return false;
}

static int print_help(const struct weir_command *command)
{
	printf("%s\n\nUsage:\n  weir %s %s\n\n%s", command->summary, command->name, command->synopsis, command->help);
	if (!*command->help || command->help[strlen(command->help) - 1] != '\n')
		printf("\n");
	return EXIT_OK;
}

/* ---- services of other plugins, for a verb ---- */

/* The plugins that a verb has asked: loaded when first needed, by the name before the '/' of a service. */
struct helper {
	struct helper *next;
	const struct weir_plugin *plugin;
	void *self;
};

struct helpers {
	struct host *host;
	struct helper *first;
};

static int open_plugin(const struct weir_plugin *plugin, struct host *host, void **self, struct weir_error *err)
{
	struct config_plugin none = { .name = (char *)plugin->name,
				      .options = json_object(),
				      .where = (char *)"no config" };
	WEIR_CLEAN_JSON json_t *options = config_options(&none, plugin, ".", err);

	json_decref(none.options);
	return options ? plugin->open(host_table(host), options, self, err) : WEIR_E_INVALID;
}

static struct helper *helper_get(struct helpers *all, const char *service, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *name = weir_strndup(service, strcspn(service, "/"));
	struct helper *h;

	for (h = all->first; h; h = h->next)
		if (strcmp(h->plugin->name, name) == 0)
			return h;
	h = weir_calloc(1, sizeof(*h));
	h->plugin = load(name, err);
	if (!h->plugin || open_plugin(h->plugin, all->host, &h->self, err)) {
		free(h);
		return NULL;
	}
	h->next = all->first;
	all->first = h;
	return h;
}

static int lone_service(void *arg, struct weir_call *call, const char *service, const json_t *in, json_t **out,
			struct weir_error *err)
{
	struct helper *h = helper_get(arg, service, err);
	const struct weir_service *row = h ? h->plugin->services : NULL;

	if (!h)
		return weir_fail_prefix(err, "service %s", service);
	while (row && row->name && strcmp(row->name, service) != 0)
		row++;
	if (!row || !row->name)
		return weir_fail(err, WEIR_E_UNSUPPORTED, "NoPlugin", "the %s plugin has no service %s",
				 h->plugin->name, service);
	return row->call(h->self, call, in, out, err);
}

static void helpers_done(struct helpers *all)
{
	struct helper *h, *next;

	for (h = all->first; h; h = next) {
		next = h->next;
		h->plugin->close(h->self);
		free(h);
	}
}

/* ---- one run ---- */

static int call_command(const struct weir_plugin *plugin, const struct weir_command *command, struct host *host,
			int argc, char **argv)
{
	struct weir_error err = WEIR_ERROR_INIT;
	void *self = NULL;
	int code;

	if (open_plugin(plugin, host, &self, &err) != 0) {
		code = cli_fail(&err, EXIT_NOT_READY);
		weir_error_done(&err);
		return code;
	}
	struct weir_call *call = call_new(&(struct call_options){ .host = host, .deadline_ms = INT64_MAX });

	code = command->run(self, call, argc, argv);
	call_free(call);
	plugin->close(self);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		fprintf(stderr, "✗ the output could not be written\n");
		return EXIT_NOT_READY;
	}
	return code;
}

static int run_command(const struct weir_plugin *plugin, const struct weir_command *command, int argc, char **argv)
{
	struct http *http = http_new(&(struct http_options){ .user_agent = "weir/" WEIR_VERSION });
	struct weir_error err = WEIR_ERROR_INIT;
	struct helpers helpers = { 0 };
	struct host_options options = {
		.http = http, .allow_tree_open = true, .lone_service = lone_service, .lone_arg = &helpers
	};
	int code;

	if (host_new(&options, &helpers.host, &err) == 0)
		code = call_command(plugin, command, helpers.host, argc, argv);
	else
		code = cli_fail(&err, EXIT_NOT_READY);
	helpers_done(&helpers);
	host_free(helpers.host);
	http_free(http);
	weir_error_done(&err);
	return code;
}

/*
 * A verb is one short run: memory that it frees it wants again at once, and a thread of its own that
 * a plugin works in shall not begin with an arena of its own.
 */
static void tune_malloc(void)
{
	const int big = 64 << 20;

	mallopt(M_ARENA_MAX, 1);
	mallopt(M_TOP_PAD, 1 << 20);
	mallopt(M_MMAP_THRESHOLD, big);
	mallopt(M_TRIM_THRESHOLD, big);
}

bool plugin_verb_run(int argc, char **argv, int *code)
{
	WEIR_CLEAN_JSON json_t *verbs = table();
	const char *name = weir_get_str(json_object_get(verbs, argv[0]), "plugin");
	struct weir_error err = WEIR_ERROR_INIT;

	tune_malloc();
	const struct weir_plugin *plugin = name ? load(name, &err) : search(argv[0]);
	const struct weir_command *command = command_of(plugin, argv[0]);

	if (command) {
		*code = asks_help(argc, argv) ? print_help(command) : run_command(plugin, command, argc, argv);
	} else if (name) {
		out_mark(OUT_ERROR, "the verb \"%s\" is the %s plugin's: %s", argv[0], name,
			 err.message ? err.message : "this version of it does not have it");
		*code = EXIT_USAGE;
	}
	weir_error_done(&err);
	return command || name;
}
