/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The command line: one file a verb (cmd_*.c), each a row of the table in commands.c.  main.c does
 * nothing but dispatch.
 */
#ifndef CORE_CLI_CLI_H
#define CORE_CLI_CLI_H

#include <weir/util.h>

enum { EXIT_OK = 0, EXIT_NOT_READY = 1, EXIT_USAGE = 2 };

struct cli_command {
	const char *name;                  /* "get", or "plugin list" for a second level */
	const char *synopsis;              /* "KIND [NAME] [flags]" */
	const char *summary;               /* one line */
	const char *help;                  /* flags and examples */
	int (*run)(int argc, char **argv); /* argv[0] is the verb */
};
extern const struct cli_command *const cli_commands[]; /* NULL-ended, in the order of --help */

#endif
