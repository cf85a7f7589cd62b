/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An artifact as the core reads it: names in memory, content in the store, nothing checked out.
 */
#ifndef PLUGINS_GIT_TREE_H
#define PLUGINS_GIT_TREE_H

#include "nodes.h"

extern const struct weir_tree_ops tree_ops;

/* Open tree @id of a store for tree_ops; takes a use of the store over, also on failure. */
void *tree_of_nodes(struct store *store, struct nodes *nodes); /* takes both over */
int tree_open(const struct job *job, struct store *store, const git_oid *id, void **out, struct weir_error *err);

#endif
