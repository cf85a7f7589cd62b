/* SPDX-License-Identifier: Apache-2.0 */
/* find.h - where files of the installation lie, also when it was moved as a whole, or runs from its build tree. */
#ifndef CORE_PLUGIN_FIND_H
#define CORE_PLUGIN_FIND_H

#include <jansson.h>

/* Folder of the running executable, malloc'ed, or NULL. */
char *find_executable_dir(void);
/* A file of data/ ("kinds.tsv") or the SDK ("template/NAME.in"): malloc'ed path, or NULL. $WEIR_DATA_PATH comes first.
 */
char *find_data(const char *name);
/* Names of all plugins that loader_find() would find, for verbs and lists: new array. */
json_t *find_plugins(void);

#endif
