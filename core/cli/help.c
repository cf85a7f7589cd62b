/* SPDX-License-Identifier: Apache-2.0 */
/*
 * --help and usage errors, made from the table of commands.
 */
#include "cli/cli.h"

#include <stdio.h>

#include "cli/plugins.h"
#include "cli/term.h"

static void heading(const struct term *term, const char *text)
{
	printf("\n%s%s%s\n", term_on(term, TERM_BOLD), text, term_off(term, TERM_BOLD));
}

/* "-n, --namespace NS" */
static void flag_name(struct weir_strbuf *sb, const struct cli_flag *flag)
{
	if (flag->letter)
		weir_strbuf_addf(sb, "-%c, ", flag->letter);
	else
		weir_strbuf_adds(sb, "    ");
	weir_strbuf_addf(sb, "--%s", flag->name);
	if (flag->value)
		weir_strbuf_addf(sb, " %s", flag->value);
}

static size_t flags_width(const struct cli_flag *flags)
{
	size_t widest = 0;

	for (; flags && flags->name; flags++) {
		WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

		flag_name(&sb, flags);
		if (sb.len > widest)
			widest = sb.len;
	}
	return widest;
}

static void print_flags(const struct cli_flag *flags, size_t width)
{
	for (; flags && flags->name; flags++) {
		WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

		flag_name(&sb, flags);
		printf("  %-*s  %s", (int)width, sb.data, flags->help);
		for (size_t i = 0; flags->choices && flags->choices[i]; i++)
			printf("%s%s", i ? ", " : ": ", flags->choices[i]);
		if (flags->preset)
			printf(" [%s]", flags->preset);
		printf("\n");
	}
}

static void print_examples(const char *examples)
{
	for (const char *line = examples; *line;) {
		size_t len = strcspn(line, "\n");

		printf("  %.*s\n", (int)len, line);
		line += len + (line[len] == '\n');
	}
}

void cli_help(const struct cli_command *command)
{
	struct term term = term_of(1);
	size_t width = flags_width(command->flags), global = flags_width(cli_global_flags);

	printf("%s\n", command->summary);
	heading(&term, "Usage:");
	printf("  weir %s%s%s\n", command->name, *command->synopsis ? " " : "", command->synopsis);
	if (command->about)
		printf("\n%s\n", command->about);
	if (width) {
		heading(&term, "Flags:");
		print_flags(command->flags, width);
	}
	heading(&term, "Global flags:");
	print_flags(cli_global_flags, global);
	heading(&term, "Examples:");
	print_examples(command->examples);
}

void cli_help_all(void)
{
	struct term term = term_of(1);
	int width = 14;

	printf("weir keeps a target equal to what a repository says.\n");
	heading(&term, "Usage:");
	printf("  weir VERB [flags]\n");
	heading(&term, "Verbs:");
	for (size_t i = 0; cli_commands[i]; i++)
		printf("  %-*s  %s\n", width, cli_commands[i]->name, cli_commands[i]->summary);
	plugin_verbs_help(&term, width);
	heading(&term, "Global flags:");
	print_flags(cli_global_flags, flags_width(cli_global_flags));
	heading(&term, "Exit codes:");
	printf("  0  done, all is well\n"
	       "  1  something is not as wished: a unit is not ready, was not found, differs\n"
	       "  2  wrong usage or configuration\n");
	heading(&term, "Examples:");
	printf("  weir run --once -c weir.yaml      # bring the target to what the repository says, then end\n"
	       "  weir get all -A                   # every unit and how it is\n"
	       "  weir VERB --help                  # flags and examples of a verb\n");
}

int cli_usage(const struct cli_command *command, const char *fmt, ...)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	weir_strbuf_addv(&sb, fmt, ap);
	va_end(ap);
	out_mark(OUT_ERROR, "%s", sb.data);
	if (command)
		fprintf(stderr, "  weir %s --help shows its flags and examples\n", command->name);
	else
		fprintf(stderr, "  weir help lists the verbs\n");
	return EXIT_USAGE;
}
