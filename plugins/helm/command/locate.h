/* SPDX-License-Identifier: Apache-2.0 */
/* locate.h - the chart that a word of the command line names: a folder, an archive, or one that lies elsewhere. */
#ifndef HELM_COMMAND_LOCATE_H
#define HELM_COMMAND_LOCATE_H

#include "remote.h"

/*
 * In two steps, as Helm does it: between them it reads the values, and their mistakes are told before those of the
 * chart. *chart: of one that lies elsewhere; NULL: @word is a file or folder, for locate_load().
 */
int locate_find(const struct remote_world *world, const char *word, struct chart **chart, struct weir_error *err);
int locate_load(const struct remote_world *world, const char *word, struct chart **chart, struct weir_error *err);

#endif
