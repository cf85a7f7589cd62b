/* SPDX-License-Identifier: Apache-2.0 */
/* values.h - -f and the --set options, in Helm's order: files, --set-json, --set, --set-string, --set-file,
 * --set-literal. */
#ifndef HELM_COMMAND_VALUES_H
#define HELM_COMMAND_VALUES_H

#include "../plugin.h"
#include "../template/value.h"
#include "flags.h"

int command_values(const struct helm_plugin *plugin, struct weir_call *call, struct weir_arena *arena,
		   const struct flags *flags, struct map **out, struct weir_error *err);
/* A file of the command line, "-" for stdin. malloc'ed, NUL behind. */
int command_read_file(const char *path, size_t max, char **data, size_t *len, struct weir_error *err);

#endif
