/* SPDX-License-Identifier: Apache-2.0 */
/* find.h - where files of the installation lie, also when it was moved as a whole, or runs from its build tree. */
#ifndef CORE_PLUGIN_FIND_H
#define CORE_PLUGIN_FIND_H

/* Folder of the running executable, malloc'ed, or NULL. */
char *find_executable_dir(void);
/* A file of data/ ("kinds.tsv", "template/NAME"): malloc'ed path, or NULL. $WEIR_DATA_PATH comes first. */
char *find_data(const char *name);

#endif
