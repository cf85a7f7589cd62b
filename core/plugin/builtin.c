/* SPDX-License-Identifier: Apache-2.0 */
/*
 * builtin.c - plugins that are linked into the executable: the target that needs nothing else.
 * Compiled into the executable alone; the symbol is renamed by WEIR_PLUGIN_SYMBOL in its build.
 */
#include "plugin/loader.h"

extern const struct weir_plugin weir_plugin_directory;

const struct weir_plugin *const loader_builtin[] = { &weir_plugin_directory, NULL };
