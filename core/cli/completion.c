/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Completion.  The scripts for the shells are a few lines each: they ask `weir __complete WORDS...`
 * for what the last word may become, one candidate a line with a tab before its description.  So
 * kinds, names of units and plugins are completed as they are at that moment.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/kinds.h"
#include "cli/plugins.h"
#include "cli/view.h"
#include "config/config.h"
#include "plugin/find.h"

static const char bash[] =
	"# bash completion for weir; made by: weir completion bash\n"
	"_weir() {\n"
	"\tlocal line IFS=$'\\n'\n"
	"\tCOMPREPLY=()\n"
	"\tfor line in $(\"${COMP_WORDS[0]}\" __complete \"${COMP_WORDS[@]:1:COMP_CWORD}\" 2>/dev/null); do\n"
	"\t\tCOMPREPLY+=(\"${line%%$'\\t'*}\")\n"
	"\tdone\n"
	"\t[ ${#COMPREPLY[@]} -gt 0 ] || compopt -o default\n"
	"}\n"
	"complete -F _weir weir\n";

static const char zsh[] =
	"#compdef weir\n"
	"# zsh completion for weir; made by: weir completion zsh\n"
	"_weir() {\n"
	"\tlocal -a found\n"
	"\tlocal line\n"
	"\tfor line in \"${(@f)$(\"${words[1]}\" __complete \"${(@)words[2,CURRENT]}\" 2>/dev/null)}\"; do\n"
	"\t\t[[ -n $line ]] && found+=(\"${${line%%$'\\t'*}//:/\\\\:}:${line#*$'\\t'}\")\n"
	"\tdone\n"
	"\tif (( ${#found} )); then _describe weir found; else _files; fi\n"
	"}\n"
	"compdef _weir weir\n";

static const char fish[] = "# fish completion for weir; made by: weir completion fish\n"
			   "function __weir_complete\n"
			   "\tset -l words (commandline -opc) (commandline -ct)\n"
			   "\t$words[1] __complete $words[2..-1] 2>/dev/null\n"
			   "end\n"
			   "complete -c weir -f -a '(__weir_complete)'\n"
			   "complete -c weir -s c -l config -r -F\n";

static const struct {
	const char *shell, *script;
} scripts[] = { { "bash", bash }, { "zsh", zsh }, { "fish", fish } };

int cmd_completion(struct cli *cli)
{
	for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++) {
		if (strcmp(scripts[i].shell, cli->args[0]) == 0) {
			fputs(scripts[i].script, stdout);
			return EXIT_OK;
		}
	}
	return cli_usage(cli->command, "the shells are bash, zsh and fish, not \"%s\"", cli->args[0]);
}

/* ---- candidates ---- */

static void offer(const char *prefix, const char *word, const char *about)
{
	if (word && strncmp(word, prefix, strlen(prefix)) == 0)
		printf("%s\t%s\n", word, about ? about : "");
}

static void offer_flags(const struct cli_flag *flags, const char *prefix)
{
	for (; flags && flags->name; flags++) {
		WEIR_CLEAN_FREE char *word = weir_asprintf("--%s", flags->name);

		offer(prefix, word, flags->help);
	}
}

/* First words, or second ones after @group. */
static void offer_verbs(const char *group, const char *prefix)
{
	size_t n = group ? strlen(group) : 0;

	for (size_t i = 0; cli_commands[i]; i++) {
		const char *name = cli_commands[i]->name, *space = strchr(name, ' ');

		if (!group && !space)
			offer(prefix, name, cli_commands[i]->summary);
		else if (group && space && strncmp(name, group, n) == 0 && name[n] == ' ')
			offer(prefix, space + 1, cli_commands[i]->summary);
	}
	if (group)
		return;
	WEIR_CLEAN_JSON json_t *plugins = plugin_verbs();
	const char *verb;
	json_t *row;

	json_object_foreach(plugins, verb, row)
		offer(prefix, verb, weir_get_str(row, "summary"));
}

static void offer_kinds(const json_t *kinds, const char *prefix)
{
	const json_t *kind;
	size_t i;

	offer(prefix, "all", "units of all kinds");
	offer(prefix, "sources", "all kinds of sources");
	json_array_foreach(kinds, i, kind)
		offer(prefix, weir_get_str(kind, "plural"), weir_get_str(kind, "group"));
}

/* After "sources": the second words of nouns. */
static void offer_nouns(const json_t *kinds, const char *prefix)
{
	const json_t *kind;
	size_t i;

	json_array_foreach(kinds, i, kind) {
		const char *noun = weir_get_str(kind, "noun"), *space = noun ? strchr(noun, ' ') : NULL;

		if (space)
			offer(prefix, space + 1, weir_get_str(kind, "kind"));
	}
}

static void offer_names(struct cli *cli, const json_t *kinds, const json_t *views, int count, const char *prefix)
{
	WEIR_CLEAN_SELECTION struct selection sel = { 0 };
	const json_t *view;
	size_t i;

	/* Errors go to stderr, which the scripts drop. */
	if (selection_parse(cli, kinds, views, cli->args, count, &sel) != 0 || sel.name)
		return;
	json_array_foreach(views, i, view) {
		const char *message;

		if (selection_match(&sel, view, cli_namespace(cli)))
			offer(prefix, weir_get_str(view, "ref.name"), (view_ready(view, &message), message));
	}
}

static void offer_units(struct cli *cli, const char *prefix)
{
	WEIR_CLEAN_STATE struct state st = STATE_INIT;
	WEIR_CLEAN_JSON json_t *views = NULL;

	if (state_open(cli, &st) != 0)
		return;
	views = st.socket || st.store ? state_views(&st, NULL) : NULL;
	const json_t *kinds = state_kinds(&st);
	bool sources = cli->arg_count && strncmp(cli->args[0], "source", 6) == 0;

	if (cli->arg_count == 0)
		offer_kinds(kinds, prefix);
	else if (sources && cli->arg_count == 1)
		offer_nouns(kinds, prefix);
	else
		offer_names(cli, kinds, views, cli->arg_count, prefix);
}

static void offer_plugins(const char *prefix)
{
	WEIR_CLEAN_JSON json_t *names = find_plugins();
	const json_t *name;
	size_t i;

	json_array_foreach(names, i, name)
		offer(prefix, json_string_value(name), NULL);
}

static void offer_args(struct cli *cli, const char *prefix)
{
	switch (cli->command->args) {
	case CLI_ARGS_KIND_NAME: offer_units(cli, prefix); break;
	case CLI_ARGS_PLUGIN: offer_plugins(prefix); break;
	case CLI_ARGS_SHELL:
		for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++)
			offer(prefix, scripts[i].shell, NULL);
		break;
	case CLI_ARGS_FILE:
	case CLI_ARGS_NONE: break;
	}
}

/* The flag whose value the last word is, or NULL. */
static const struct cli_flag *open_flag(const struct cli_command *command, const char *word)
{
	const struct cli_flag *const tables[] = { command->flags, cli_global_flags };

	for (size_t i = 0; i < 2; i++) {
		for (const struct cli_flag *flag = tables[i]; flag && flag->name; flag++) {
			bool here = (strncmp(word, "--", 2) == 0 && strcmp(word + 2, flag->name) == 0) ||
				    (word[0] == '-' && flag->letter && word[1] == flag->letter && !word[2]);

			if (here && flag->type != CLI_BOOL)
				return flag;
		}
	}
	return NULL;
}

/* @argv: what stands after the verb, the last one is being written. */
static int complete_verb(const struct cli_command *command, int argc, char **argv)
{
	struct cli cli = { .command = command };
	const char *last = argv[argc - 1];
	const struct cli_flag *flag = argc > 1 ? open_flag(command, argv[argc - 2]) : NULL;
	bool help;

	for (size_t i = 0; flag && flag->choices && flag->choices[i]; i++)
		offer(last, flag->choices[i], NULL);
	if (flag)
		return EXIT_OK;
	if (*last == '-') {
		offer_flags(command->flags, last);
		offer_flags(cli_global_flags, last);
		return EXIT_OK;
	}
	cli_parse(&cli, argc - 1, argv, &help); /* too few arguments is no reason to stop */
	offer_args(&cli, last);
	cli_done(&cli);
	return EXIT_OK;
}

int cli_complete(int argc, char **argv)
{
	char *nothing[] = { (char *)"", NULL };

	if (argc <= 1) {
		offer_verbs(NULL, argc ? argv[0] : nothing[0]);
		return EXIT_OK;
	}
	WEIR_CLEAN_FREE char *two = weir_asprintf("%s %s", argv[0], argv[1]);
	const struct cli_command *command = argc > 2 ? cli_command_find(two) : NULL;

	if (command)
		return complete_verb(command, argc - 2, argv + 2);
	command = cli_command_find(argv[0]);
	if (argc == 2)
		offer_verbs(argv[0], argv[1]);
	return command ? complete_verb(command, argc - 1, argv + 1) : EXIT_OK;
}
