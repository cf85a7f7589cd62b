/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The command line: one file a verb (cmd_*.c), each a row of the table in commands.c.  A row says
 * everything that parsing, --help, completion and the manual need; args.c reads arguments by it,
 * help.c prints it.  main.c does nothing but dispatch.
 *
 * Exit codes: 0 done; 1 something is not as wished (a unit not ready, not found, a difference);
 * 2 wrong usage or configuration.
 */
#ifndef CORE_CLI_CLI_H
#define CORE_CLI_CLI_H

#include <weir/util.h>

enum { EXIT_OK = 0, EXIT_NOT_READY = 1, EXIT_USAGE = 2 };

enum cli_type { CLI_BOOL, CLI_TEXT, CLI_INT, CLI_DURATION };
struct cli_flag {
	const char *name;           /* "namespace": --namespace */
	char letter;                /* 'n': -n; 0: none */
	enum cli_type type;         /* how the value is checked */
	const char *value;          /* word for the value in --help: "NS" */
	const char *const *choices; /* NULL-ended; NULL: any */
	const char *preset;         /* as if written; NULL: none */
	const char *help;           /* one line */
};

/* What an argument is, for completion. */
enum cli_args { CLI_ARGS_NONE, CLI_ARGS_KIND_NAME, CLI_ARGS_FILE, CLI_ARGS_PLUGIN, CLI_ARGS_SHELL };

struct cli;
struct cli_command {
	const char *name;             /* "get", or "plugin list" for a second level */
	const char *synopsis;         /* "KIND [NAME] [flags]" */
	const char *summary;          /* one line, for `weir help` */
	const char *about;            /* paragraphs of --help before the flags; may be NULL */
	const struct cli_flag *flags; /* ended by .name == NULL; may be NULL */
	const char *examples;         /* lines "command # what it does" */
	int min_args, max_args;       /* max -1: any number */
	enum cli_args args;
	int (*run)(struct cli *cli);
};
extern const struct cli_command *const cli_commands[]; /* NULL-ended, in the order of `weir help` */
extern const struct cli_flag cli_global_flags[];       /* of every verb */

/* The row of "plugin list" or "get"; NULL: none. */
const struct cli_command *cli_command_find(const char *name);

struct cli_value {
	const struct cli_flag *flag;
	const char *text; /* as written, or the preset; NULL: neither */
	int64_t number;   /* of CLI_BOOL, CLI_INT, CLI_DURATION (ms) */
	bool set;         /* written on the command line */
};

struct config;

/* One command line being obeyed. */
struct cli {
	const struct cli_command *command;
	struct cli_value values[32]; /* of the verb's flags and the global ones */
	size_t value_count;
	const char **args; /* what is not a flag, NULL-ended; NULL: none */
	int arg_count;
	struct config *config; /* see cli_config() */
};

/* Whole program: 0, 1, 2. */
int cli_main(int argc, char **argv);

/* args.c: argv after the verb. 0, or EXIT_USAGE with the reason printed; *help: --help was there. */
int cli_parse(struct cli *cli, int argc, char **argv, bool *help);
void cli_done(struct cli *cli);
/* Values by the flag's name, which must exist. */
const char *cli_text(const struct cli *cli, const char *flag);
bool cli_on(const struct cli *cli, const char *flag);
bool cli_set(const struct cli *cli, const char *flag);
int64_t cli_number(const struct cli *cli, const char *flag);

/* help.c */
void cli_help(const struct cli_command *command); /* to stdout */
void cli_help_all(void);                          /* `weir help`, to stdout */
/* "weir get: unknown flag ...", and where help is; returns EXIT_USAGE. */
int cli_usage(const struct cli_command *command, const char *fmt, ...) WEIR_PRINTF(2, 3);

/* context.c: what verbs share */
struct config *cli_config(struct cli *cli);           /* loaded once; NULL: printed why, exit with EXIT_USAGE */
const char *cli_namespace(struct cli *cli);           /* -n, or the config's; "": all (-A) */
const char *cli_socket(const struct config *config);  /* path of the host's Unix socket, or NULL. Borrowed */
int cli_fail(const struct weir_error *err, int code); /* prints "✗ message"; returns @code */

/* completion.c: `weir __complete WORDS...`, for the scripts of the shells. */
int cli_complete(int argc, char **argv);
/* manual.c: weir(1) on stdout. */
int cli_manual(void);

#endif
