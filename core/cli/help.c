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

/* Words folded to the terminal (or 100 columns), lines but the first begin at column @indent. */
static void print_folded(const char *text, int indent)
{
	struct term term = term_of(1);
	int width = (term.width && term.width < 100 ? term.width : 100) - indent;

	for (bool first = true; first || *text; first = false) {
		size_t skip, len = text_line(text, strlen(text), width < 20 ? 20 : width, &skip);

		printf("%*s%.*s\n", first ? 0 : indent, "", (int)len, text);
		text += len + skip;
	}
}

static void print_flags(const struct cli_flag *flags, size_t width)
{
	for (; flags && flags->name; flags++) {
		WEIR_CLEAN_STRBUF struct weir_strbuf name = WEIR_STRBUF_INIT, help = WEIR_STRBUF_INIT;

		flag_name(&name, flags);
		weir_strbuf_adds(&help, flags->help);
		for (size_t i = 0; flags->choices && flags->choices[i]; i++)
			weir_strbuf_addf(&help, "%s%s", i ? ", " : ": ", flags->choices[i]);
		if (flags->preset)
			weir_strbuf_addf(&help, " [%s]", flags->preset);
		printf("  %-*s  ", (int)width, name.data);
		print_folded(help.data, (int)width + 4);
	}
}

/* Bytes of a line of examples before its "  # comment". */
static size_t command_len(const char *line, size_t len)
{
	const char *comment = memmem(line, len, "  # ", 4);

	return comment ? (size_t)(comment - line) : len;
}

/* Comments stand below each other. */
static void print_examples(const char *examples)
{
	size_t widest = 0;

	for (const char *line = examples; *line; line += strcspn(line, "\n") + (strchr(line, '\n') != NULL)) {
		size_t len = strcspn(line, "\n"), n = command_len(line, len);

		if (n < len && n > widest)
			widest = n;
	}
	for (const char *line = examples; *line;) {
		size_t len = strcspn(line, "\n"), n = command_len(line, len);

		if (n < len)
			printf("  %-*.*s%.*s\n", (int)widest, (int)n, line, (int)(len - n), line + n);
		else
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
	if (command->about) {
		printf("\n");
		print_folded(command->about, 0);
	}
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
	int width = 15;

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
	print_examples("weir run --once -c weir.yaml  # bring the target to what the repository says, then end\n"
		       "weir get all -A  # every unit and how it is\n"
		       "weir VERB --help  # flags and examples of a verb");
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
