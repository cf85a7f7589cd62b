/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table of verbs: what parsing, --help, completion and the manual are made of; and the
 * dispatch.  The words for kinds in examples are plugins' own and come from the build
 * (EXAMPLE_KIND, EXAMPLE_SOURCE in meson.build): the core has none.
 */
#include "cli/commands.h"

#include <stdio.h>
#include <stdlib.h>

#include "cli/plugins.h"
#include "cli/term.h"

#define K EXAMPLE_KIND
#define S EXAMPLE_SOURCE

static const char *const data_formats[] = { "json", "yaml", NULL };
static const char *const table_formats[] = { "wide", "json", "yaml", "name", NULL };
static const char *const log_formats[] = { "text", "json", NULL };
static const char *const log_levels[] = { "error", "warn", "info", "debug", NULL };
static const char *const event_types[] = { "Normal", "Warning", NULL };
static const char *const roles[] = { "source", "renderer", "applier", "notifier", "filter", NULL };

const struct cli_flag cli_global_flags[] = {
	{ "config", 'c', CLI_TEXT, "FILE", NULL, NULL,
	  "weir.yaml to use; else ./weir.yaml, $XDG_CONFIG_HOME/weir/weir.yaml, /etc/weir/weir.yaml" },
	{ "namespace", 'n', CLI_TEXT, "NS", NULL, NULL, "namespace; else the config's, which is flux-system" },
	{ "no-color", 0, CLI_BOOL, NULL, NULL, NULL, "no colours on a terminal; so does NO_COLOR in the environment" },
	{ "help", 'h', CLI_BOOL, NULL, NULL, NULL, "this text" },
	{ NULL },
};

#define FLAG_ALL_NAMESPACES                                                            \
	{                                                                              \
		"all-namespaces", 'A', CLI_BOOL, NULL, NULL, NULL, "in all namespaces" \
	}
#define FLAG_NO_HEADER                                                                        \
	{                                                                                     \
		"no-header", 0, CLI_BOOL, NULL, NULL, NULL, "tables without their first line" \
	}
#define FLAG_DATA                                                                             \
	{                                                                                     \
		"output", 'o', CLI_TEXT, "FORMAT", data_formats, NULL, "for programs: one of" \
	}
#define FLAGS_END    \
	{            \
		NULL \
	}

static const struct cli_flag run_flags[] = {
	{ "once", 0, CLI_BOOL, NULL, NULL, NULL, "end when every unit has settled" },
	{ "timeout", 0, CLI_DURATION, "DURATION", NULL, NULL, "with --once: end after this long all the same" },
	{ "output", 'o', CLI_TEXT, "FORMAT", data_formats, NULL, "with --once: the summary on stdout as one of" },
	{ "log-format", 0, CLI_TEXT, "FORMAT", log_formats, "text", "lines of the log (stderr), one of" },
	{ "log-level", 0, CLI_TEXT, "LEVEL", log_levels, "info", "the log down to one of" },
	FLAGS_END,
};
static const struct cli_command run = {
	.name = "run",
	.synopsis = "[--once] [flags]",
	.summary = "Run the host: keep the target equal to the repository",
	.about = "Without --once the host runs until SIGTERM or SIGINT. SIGHUP and a changed weir.yaml "
		 "make it read its config again; a config with a mistake is not taken, and the log says "
		 "why. With --once it ends when every unit has settled: exit code 0 when all are ready, 1 "
		 "when some are not, 2 for a wrong config.",
	.flags = run_flags,
	.examples = "weir run  # in the foreground, with ./weir.yaml\n"
		    "weir run -c /etc/weir/weir.yaml --log-format json\n"
		    "weir run --once  # bring everything up to date, then end\n"
		    "weir run --once -o json --timeout 5m  # for scripts and pipelines",
	.run = cmd_run,
};

static const struct cli_flag get_flags[] = {
	FLAG_ALL_NAMESPACES,
	{ "output", 'o', CLI_TEXT, "FORMAT", table_formats, NULL, "instead of a table: one of" },
	{ "watch", 'w', CLI_BOOL, NULL, NULL, NULL, "go on with every change (needs a running host)" },
	{ "status-selector", 0, CLI_TEXT, "TYPE=STATUS", NULL, NULL,
	  "only units whose condition says so, like ready=false" },
	FLAG_NO_HEADER,
	FLAGS_END,
};
static const struct cli_command get = {
	.name = "get",
	.synopsis = "all|KIND|sources [KIND] [NAME] [flags]",
	.summary = "Show units and how they are",
	.about = "KIND is any word of a kind that a loaded plugin serves: its name, plural or short name. "
		 "Asks the running host, or reads the state database when none runs. -o json of several "
		 "is a List, of one NAME the object.",
	.flags = get_flags,
	.examples = "weir get all -A  # everything\n"
		    "weir get " K "  # one kind, in the default namespace\n"
		    "weir get " K " apps -o yaml  # one unit with its status\n"
		    "weir get sources " S "  # one kind of source\n"
		    "weir get all -A --status-selector ready=false\n"
		    "weir get all -A -w  # and follow",
	.min_args = 1,
	.max_args = 3,
	.args = CLI_ARGS_KIND_NAME,
	.run = cmd_get,
};

static const struct cli_flag reconcile_flags[] = {
	{ "with-source", 0, CLI_BOOL, NULL, NULL, NULL, "fetch its source first" },
	{ "timeout", 0, CLI_DURATION, "DURATION", NULL, "5m", "how long to wait for it" },
	FLAGS_END,
};
static const struct cli_command reconcile = {
	.name = "reconcile",
	.synopsis = "KIND NAME [--with-source] [flags]",
	.summary = "Reconcile a unit now, and wait for it",
	.flags = reconcile_flags,
	.examples = "weir reconcile " K " apps --with-source\n"
		    "weir reconcile source " S " flux-system\n"
		    "weir reconcile " K " apps --timeout 30s",
	.min_args = 1,
	.max_args = 3,
	.args = CLI_ARGS_KIND_NAME,
	.run = cmd_reconcile,
};

static const struct cli_flag suspend_flags[] = {
	{ "all", 0, CLI_BOOL, NULL, NULL, NULL, "all of the kind in the namespace" },
	FLAG_ALL_NAMESPACES,
	FLAGS_END,
};
static const struct cli_command suspend = {
	.name = "suspend",
	.synopsis = "KIND NAME|--all [flags]",
	.summary = "Leave a unit alone until it is resumed",
	.about = "What it has in the target stays. Works without a running host too.",
	.flags = suspend_flags,
	.examples = "weir suspend " K " apps\n"
		    "weir suspend " K " --all -A  # all of the kind, everywhere",
	.min_args = 1,
	.max_args = 3,
	.args = CLI_ARGS_KIND_NAME,
	.run = cmd_suspend,
};
static const struct cli_command resume = {
	.name = "resume",
	.synopsis = "KIND NAME|--all [flags]",
	.summary = "Reconcile a suspended unit again",
	.flags = suspend_flags,
	.examples = "weir resume " K " apps\n"
		    "weir resume " K " --all",
	.min_args = 1,
	.max_args = 3,
	.args = CLI_ARGS_KIND_NAME,
	.run = cmd_resume,
};

static const struct cli_flag tree_flags[] = {
	{ "compact", 0, CLI_BOOL, NULL, NULL, NULL, "units only" },
	FLAG_DATA,
	FLAGS_END,
};
static const struct cli_command tree = {
	.name = "tree",
	.synopsis = "KIND NAME [--compact] [flags]",
	.summary = "Show what a unit has in the target, and the units below it",
	.flags = tree_flags,
	.examples = "weir tree " K " flux-system\n"
		    "weir tree " K " flux-system --compact\n"
		    "weir tree " K " apps -o json",
	.min_args = 1,
	.max_args = 3,
	.args = CLI_ARGS_KIND_NAME,
	.run = cmd_tree,
};

static const struct cli_command trace = {
	.name = "trace",
	.synopsis = "KIND NAME [flags]",
	.summary = "Show which unit, source and revision an object of the target comes from",
	.about = "KIND and NAME are the object's own, as in the target; -n narrows it to a namespace.",
	.examples = "weir trace deployment whoami -n whoami\n"
		    "weir trace Service/whoami",
	.min_args = 1,
	.max_args = 2,
	.run = cmd_trace,
};

static const struct cli_flag data_flags[] = { FLAG_DATA, FLAGS_END };
static const struct cli_command diff = {
	.name = "diff",
	.synopsis = "KIND NAME [flags]",
	.summary = "Show what the next apply of a unit would change",
	.about = "Renders the unit and compares with the target; changes nothing. Secrets are masked. "
		 "Exit code 0: nothing would change, 1: something would, 2: could not be told.",
	.flags = data_flags,
	.examples = "weir diff " K " apps\n"
		    "weir diff " K " apps -o json",
	.min_args = 1,
	.max_args = 3,
	.args = CLI_ARGS_KIND_NAME,
	.run = cmd_diff,
};

static const struct cli_flag history_flags[] = { FLAG_DATA, FLAG_NO_HEADER, FLAGS_END };
static const struct cli_command history = {
	.name = "history",
	.synopsis = "KIND NAME [flags]",
	.summary = "Show the revisions that a unit has applied",
	.flags = history_flags,
	.examples = "weir history " K " apps\n"
		    "weir history " K " apps -o json",
	.min_args = 1,
	.max_args = 3,
	.args = CLI_ARGS_KIND_NAME,
	.run = cmd_history,
};

static const struct cli_command export_row = {
	.name = "export",
	.synopsis = "KIND NAME|--all [flags]",
	.summary = "Print units as they came from their origin, without status",
	.flags = suspend_flags,
	.examples = "weir export " K " apps\n"
		    "weir export source " S " flux-system\n"
		    "weir export all -A > units.yaml",
	.min_args = 1,
	.max_args = 3,
	.args = CLI_ARGS_KIND_NAME,
	.run = cmd_export,
};

static const struct cli_flag events_flags[] = {
	FLAG_ALL_NAMESPACES,
	{ "follow", 'f', CLI_BOOL, NULL, NULL, NULL, "go on with what happens (needs a running host)" },
	{ "for", 0, CLI_TEXT, "KIND/NAME", NULL, NULL, "of one unit" },
	{ "type", 0, CLI_TEXT, "TYPE", event_types, NULL, "only one of" },
	{ "limit", 0, CLI_INT, "N", NULL, "100", "the newest so many; 0: all that are kept" },
	{ "undelivered", 0, CLI_BOOL, NULL, NULL, NULL, "notifications that wait in the outbox" },
	FLAG_DATA,
	FLAG_NO_HEADER,
	FLAGS_END,
};
static const struct cli_command events = {
	.name = "events",
	.synopsis = "[-f] [--for KIND/NAME] [flags]",
	.summary = "Show what happened to units",
	.flags = events_flags,
	.examples = "weir events -A\n"
		    "weir events --for " K "/apps\n"
		    "weir events -f --type Warning -A  # what goes wrong from now on\n"
		    "weir events --undelivered  # what did not reach its receiver yet, and why",
	.run = cmd_events,
};

static const struct cli_flag logs_flags[] = {
	{ "follow", 'f', CLI_BOOL, NULL, NULL, NULL, "go on with what is logged" },
	{ "level", 0, CLI_TEXT, "LEVEL", log_levels, "info", "down to one of" },
	{ "kind", 0, CLI_TEXT, "KIND", NULL, NULL, "lines about units of this kind" },
	{ "name", 0, CLI_TEXT, "NAME", NULL, NULL, "lines about units of this name" },
	{ "output", 'o', CLI_TEXT, "FORMAT", log_formats, "text", "one of" },
	FLAGS_END,
};
static const struct cli_command logs = {
	.name = "logs",
	.synopsis = "[-f] [flags]",
	.summary = "Show the newest lines of the running host's log",
	.flags = logs_flags,
	.examples = "weir logs -f\n"
		    "weir logs --level warn\n"
		    "weir logs --name apps -o json",
	.run = cmd_logs,
};

static const struct cli_command check = {
	.name = "check",
	.synopsis = "[flags]",
	.summary = "Check config, plugins, state, host and units",
	.examples = "weir check\n"
		    "weir check -c /etc/weir/weir.yaml  # before a restart: is the config right?",
	.run = cmd_check,
};

static const struct cli_command plugin = {
	.name = "plugin",
	.synopsis = "list|describe|new|test",
	.summary = "See, make and test plugins",
	.examples = "weir plugin list  # those of the config\n"
		    "weir plugin describe webhook  # what it serves, its options\n"
		    "weir plugin new chime --role notifier  # the sources of a new plugin\n"
		    "weir plugin test ./weir-plugin-chime.so  # does it keep what every plugin must keep?",
	.max_args = -1,
	.run = cmd_plugin,
};

static const struct cli_flag plugin_list_flags[] = {
	{ "installed", 0, CLI_BOOL, NULL, NULL, NULL, "all that are installed, not only those of the config" },
	FLAG_DATA,
	FLAG_NO_HEADER,
	FLAGS_END,
};
static const struct cli_command plugin_list = {
	.name = "plugin list",
	.synopsis = "[--installed] [flags]",
	.summary = "List plugins, their roles and what they serve",
	.flags = plugin_list_flags,
	.examples = "weir plugin list\n"
		    "weir plugin list --installed\n"
		    "weir plugin list -o json",
	.run = cmd_plugin_list,
};
static const struct cli_command plugin_describe = {
	.name = "plugin describe",
	.synopsis = "NAME|FILE.so [flags]",
	.summary = "Show the kinds, options and verbs of a plugin",
	.flags = data_flags,
	.examples = "weir plugin describe " S "\n"
		    "weir plugin describe ./weir-plugin-chime.so -o json",
	.min_args = 1,
	.max_args = 1,
	.args = CLI_ARGS_PLUGIN,
	.run = cmd_plugin_describe,
};
static const struct cli_flag plugin_new_flags[] = {
	{ "role", 0, CLI_TEXT, "ROLE", roles, "notifier", "what it is to be: one of" },
	{ "dir", 0, CLI_TEXT, "DIR", NULL, ".", "folder to make NAME in" },
	FLAGS_END,
};
static const struct cli_command plugin_new = {
	.name = "plugin new",
	.synopsis = "NAME [--role ROLE] [flags]",
	.summary = "Write the sources of a new plugin, ready to build",
	.flags = plugin_new_flags,
	.examples = "weir plugin new chime --role notifier\n"
		    "cd chime && meson setup build && ninja -C build",
	.min_args = 1,
	.max_args = 1,
	.run = cmd_plugin_new,
};
static const struct cli_flag plugin_test_flags[] = {
	{ "options", 0, CLI_TEXT, "FILE", NULL, NULL,
	  "YAML with the options to open it with; required paths are made up without" },
	{ "examples", 0, CLI_TEXT, "FILE", NULL, NULL,
	  "YAML with valid objects of its kinds: they make the tests sharper" },
	FLAGS_END,
};
static const struct cli_command plugin_test = {
	.name = "plugin test",
	.synopsis = "NAME|FILE.so [flags]",
	.summary = "Test what every plugin must keep (TAP on stdout)",
	.flags = plugin_test_flags,
	.examples = "weir plugin test build/weir-plugin-chime.so\n"
		    "weir plugin test webhook",
	.min_args = 1,
	.max_args = 1,
	.args = CLI_ARGS_PLUGIN,
	.run = cmd_plugin_test,
};

static const struct cli_command completion = {
	.name = "completion",
	.synopsis = "bash|zsh|fish",
	.summary = "Print a completion script for a shell",
	.about = "The packages install these already. By hand: put the output where the shell looks.",
	.examples = "weir completion bash > ~/.local/share/bash-completion/completions/weir\n"
		    "weir completion zsh > ~/.zfunc/_weir\n"
		    "weir completion fish > ~/.config/fish/completions/weir.fish",
	.min_args = 1,
	.max_args = 1,
	.args = CLI_ARGS_SHELL,
	.run = cmd_completion,
};
static const struct cli_command version = {
	.name = "version",
	.synopsis = "[flags]",
	.summary = "Show the versions of weir, its ABI and the running host",
	.flags = data_flags,
	.examples = "weir version\n"
		    "weir version -o json",
	.run = cmd_version,
};
static const struct cli_command help = {
	.name = "help",
	.synopsis = "[VERB]",
	.summary = "Show the verbs, or one verb's flags and examples",
	.examples = "weir help\n"
		    "weir help get",
	.max_args = 2,
	.run = cmd_help,
};

/* clang-format off */
const struct cli_command *const cli_commands[] = {
	&run, &get, &reconcile, &suspend, &resume, &tree, &trace, &diff, &history, &export_row, &events, &logs, &check,
	&plugin, &plugin_list, &plugin_describe,
	&plugin_new, &plugin_test,
	&completion, &version, &help, NULL,
};
/* clang-format on */

/* ---- dispatch ---- */

const struct cli_command *cli_command_find(const char *name)
{
	for (size_t i = 0; cli_commands[i]; i++) {
		if (strcmp(cli_commands[i]->name, name) == 0)
			return cli_commands[i];
	}
	return NULL;
}

int cmd_help(struct cli *cli)
{
	if (cli->arg_count == 0) {
		cli_help_all();
		return EXIT_OK;
	}
	WEIR_CLEAN_FREE char *name =
		cli->arg_count == 2 ? weir_asprintf("%s %s", cli->args[0], cli->args[1]) : weir_strdup(cli->args[0]);
	const struct cli_command *command = cli_command_find(name);
	char *argv[] = { name, (char *)"--help", NULL };
	int code;

	if (command) {
		cli_help(command);
		return EXIT_OK;
	}
	if (plugin_verb_run(2, argv, &code))
		return code;
	return cli_usage(NULL, "there is no verb \"%s\"", name);
}

static int unknown_verb(const char *verb)
{
	WEIR_CLEAN_JSON json_t *plugins = plugin_verbs();
	const char *names[sizeof(cli_commands) / sizeof(cli_commands[0]) + 64] = { NULL }, *name;
	size_t n = 0;
	json_t *row;

	for (size_t i = 0; cli_commands[i]; i++)
		names[n++] = cli_commands[i]->name;
	json_object_foreach(plugins, name, row) {
		if (n + 1 < sizeof(names) / sizeof(names[0]))
			names[n++] = name;
	}
	const char *near = weir_nearest(verb, names);

	return near ? cli_usage(NULL, "there is no verb \"%s\"; did you mean %s?", verb, near)
		    : cli_usage(NULL, "there is no verb \"%s\"", verb);
}

static int dispatch(const struct cli_command *command, int argc, char **argv)
{
	struct cli cli = { .command = command };
	bool asked = false;
	int code = cli_parse(&cli, argc, argv, &asked);

	if (!code && cli_on(&cli, "no-color"))
		term_no_color();
	if (!code && asked)
		cli_help(command);
	else if (!code)
		code = command->run(&cli);
	cli_done(&cli);
	if ((fflush(stdout) != 0 || ferror(stdout)) && code == EXIT_OK)
		code = EXIT_NOT_READY;
	return code;
}

/* Index of the verb: global flags may stand before it. */
static int verb_at(int argc, char **argv)
{
	int i = 1;

	while (i < argc && argv[i][0] == '-' && argv[i][1]) {
		bool valued = strcmp(argv[i], "-c") == 0 || strcmp(argv[i], "-n") == 0 ||
			      strcmp(argv[i], "--config") == 0 || strcmp(argv[i], "--namespace") == 0;

		i += valued ? 2 : 1;
	}
	return i;
}

static bool has_word(int argc, char **argv, const char *a, const char *b)
{
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], a) == 0 || strcmp(argv[i], b) == 0)
			return true;
	}
	return false;
}

static int without_verb(int argc, char **argv)
{
	char *none[] = { NULL };

	if (has_word(argc, argv, "--version", "-V"))
		return dispatch(&version, 0, none);
	if (has_word(argc, argv, "--help", "-h")) {
		cli_help_all();
		return EXIT_OK;
	}
	if (argc > 1)
		return cli_usage(NULL, "no verb after %s", argv[argc - 1]);
	cli_help_all();
	return EXIT_USAGE;
}

int cli_main(int argc, char **argv)
{
	int at = verb_at(argc, argv), rest, code;

	if (at >= argc)
		return without_verb(argc, argv);
	WEIR_CLEAN_FREE char *two = at + 1 < argc ? weir_asprintf("%s %s", argv[at], argv[at + 1]) : NULL;
	const struct cli_command *command = two ? cli_command_find(two) : NULL;

	rest = at + (command ? 2 : 1);
	if (!command)
		command = cli_command_find(argv[at]);
	if (!command && strcmp(argv[at], "__complete") == 0)
		return cli_complete(argc - rest, argv + rest);
	if (!command && strcmp(argv[at], "__manual") == 0)
		return cli_manual();
	if (!command && plugin_verb_run(argc - at, argv + at, &code))
		return code;
	if (!command)
		return unknown_verb(argv[at]);
	/* Flags from before the verb, then those after it. */
	char **args = weir_calloc((size_t)argc + 1, sizeof(char *));
	int n = 0;

	for (int i = 1; i < argc; i++) {
		if (i < at || i >= rest)
			args[n++] = argv[i];
	}
	code = dispatch(command, n, args);
	free(args);
	return code;
}
