/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Verbs that plugins bring (`weir build`): found without a config, and only the plugin that has
 * the verb is loaded.  data/commands.tsv names those of weir's own plugins; others are looked for
 * in all plugins that are installed.
 */
#ifndef CORE_CLI_PLUGINS_H
#define CORE_CLI_PLUGINS_H

#include "cli/term.h"

/* Run the verb; false: no plugin has it. @argv[0] is the verb. */
bool plugin_verb_run(int argc, char **argv, int *code);
/* Rows for `weir help`. */
void plugin_verbs_help(const struct term *term, int width);
/* {"verb": {"plugin", "summary"}} of data/commands.tsv, those installed: new reference. */
json_t *plugin_verbs(void);

/* What people write for a plugin's file: "x.so" is a path although it has no slash. malloc'ed. */
char *plugin_path(const char *arg);

#endif
