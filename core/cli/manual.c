/* SPDX-License-Identifier: Apache-2.0 */
/*
 * weir(1), made of the same table as --help: `weir __manual` prints it at build time.
 */
#include <stdio.h>

#include "cli/cli.h"

/* Text of a roff line: backslashes, leading dots and hyphens that must stay hyphens. */
static void roff(const char *text)
{
	bool start = true;

	for (; *text; text++) {
		if (start && (*text == '.' || *text == '\''))
			printf("\\&");
		if (*text == '\\')
			printf("\\e");
		else if (*text == '-')
			printf("\\-");
		else
			putchar(*text);
		start = *text == '\n';
	}
}

static void flags(const struct cli_flag *flag)
{
	for (; flag && flag->name; flag++) {
		printf(".TP\n");
		if (flag->letter)
			printf("\\fB\\-%c\\fR, ", flag->letter);
		printf("\\fB\\-\\-");
		roff(flag->name);
		printf("\\fR");
		if (flag->value)
			printf(" \\fI%s\\fR", flag->value);
		printf("\n");
		roff(flag->help);
		for (size_t i = 0; flag->choices && flag->choices[i]; i++)
			printf("%s%s", i ? ", " : ": ", flag->choices[i]);
		if (flag->preset)
			printf(" [%s]", flag->preset);
		printf("\n");
	}
}

static void verb(const struct cli_command *command)
{
	printf(".SS weir %s ", command->name);
	roff(command->synopsis);
	printf("\n");
	roff(command->summary);
	printf(".\n");
	if (command->about) {
		printf(".PP\n");
		roff(command->about);
		printf("\n");
	}
	flags(command->flags);
	printf(".PP\n.nf\n.RS 4\n");
	roff(command->examples);
	printf("\n.RE\n.fi\n");
}

static const char head[] =
	".TH WEIR 1 \"\" \"weir " WEIR_VERSION "\" \"User Commands\"\n"
	".SH NAME\n"
	"weir \\- keep a target equal to what a repository says\n"
	".SH SYNOPSIS\n"
	".B weir\n"
	".I VERB\n"
	"[\\fIflags\\fR]\n"
	".SH DESCRIPTION\n"
	"weir runs a small host process that keeps a target (a cluster, or a directory of rendered manifests)\n"
	"equal to what a repository says. All that knows a product is a plugin, wired by one file,\n"
	".BR weir.yaml (5).\n"
	"The other verbs ask the running host over its Unix socket, or read its state database when none runs.\n"
	".SH VERBS\n";

static const char tail[] =
	".SH EXIT STATUS\n"
	".TP\n.B 0\ndone, all is well\n"
	".TP\n.B 1\nsomething is not as wished: a unit is not ready, was not found, differs\n"
	".TP\n.B 2\nwrong usage or configuration\n"
	".SH ENVIRONMENT\n"
	".TP\n.B NO_COLOR\nwhen set and not empty: no colours\n"
	".TP\n.B WEIR_PLUGIN_PATH\nfolders, separated by colons, that are looked into first for plugins\n"
	".TP\n.B WEIR_DATA_PATH\nfolder that is looked into first for weir's own data files\n"
	".TP\n.B XDG_CONFIG_HOME\nwhere weir/weir.yaml is looked for after the working directory\n"
	".TP\n.B NOTIFY_SOCKET\nset by systemd for services of Type=notify\\-reload: told when the host is ready, "
	"reloads, stops\n"
	".SH SIGNALS\n"
	".TP\n.B SIGHUP\nthe host reads its config again\n"
	".TP\n.BR SIGTERM \", \" SIGINT\nthe host stops cleanly; a second one ends it at once\n"
	".SH FILES\n"
	".TP\n.IR ./weir.yaml \", \" $XDG_CONFIG_HOME/weir/weir.yaml \", \" /etc/weir/weir.yaml\nthe config\n"
	".TP\n.IR STATE /weir.db\nthe state database\n"
	".TP\n.IR STATE /weir.sock\nwhere the host listens\n"
	".SH SEE ALSO\n"
	".BR weir.yaml (5),\n"
	".BR weir\\-plugin (7)\n";

int cli_manual(void)
{
	fputs(head, stdout);
	for (size_t i = 0; cli_commands[i]; i++)
		verb(cli_commands[i]);
	printf(".SH GLOBAL FLAGS\n");
	flags(cli_global_flags);
	fputs(tail, stdout);
	return EXIT_OK;
}
