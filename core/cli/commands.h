/* SPDX-License-Identifier: Apache-2.0 */
/* The verbs' functions, for the table in commands.c: cmd_NAME() is in cmd_NAME.c unless said. */
#ifndef CORE_CLI_COMMANDS_H
#define CORE_CLI_COMMANDS_H

#include "cli/cli.h"

int cmd_run(struct cli *cli);
int cmd_get(struct cli *cli);
int cmd_reconcile(struct cli *cli);
int cmd_suspend(struct cli *cli);
int cmd_resume(struct cli *cli); /* cmd_suspend.c */
int cmd_logs(struct cli *cli);
int cmd_events(struct cli *cli);
int cmd_tree(struct cli *cli);
int cmd_trace(struct cli *cli);
int cmd_diff(struct cli *cli);
int cmd_history(struct cli *cli);
int cmd_export(struct cli *cli);
int cmd_check(struct cli *cli);
int cmd_plugin(struct cli *cli);          /* without a second word: the list of them */
int cmd_plugin_list(struct cli *cli);     /* cmd_plugin.c */
int cmd_plugin_describe(struct cli *cli); /* cmd_plugin.c */
int cmd_plugin_new(struct cli *cli);
int cmd_plugin_test(struct cli *cli);
int cmd_version(struct cli *cli);
int cmd_completion(struct cli *cli); /* completion.c */
int cmd_help(struct cli *cli);       /* commands.c */

#endif
