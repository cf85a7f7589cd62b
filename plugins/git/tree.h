/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An artifact as the core reads it: names in memory, content in the store, nothing checked out.
 */
#ifndef PLUGINS_GIT_TREE_H
#define PLUGINS_GIT_TREE_H

#include "store.h"

extern const struct weir_tree_ops tree_ops;

/* Open tree @id of a store for tree_ops; takes a use of the store over, also on failure. */
int tree_open(const struct job *job, struct store *store, const git_oid *id, void **out, struct weir_error *err);

#endif
