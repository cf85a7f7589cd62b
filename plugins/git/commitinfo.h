/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Commit and tag objects: what they lead to, and what is told of a commit to people.
 */
#ifndef PLUGINS_GIT_COMMITINFO_H
#define PLUGINS_GIT_COMMITINFO_H

#include "store.h"

/* From a tag or a commit to the commit and its tree, reading the store. */
int commit_resolve(struct store *store, const git_oid *want, git_oid *commit, git_oid *tree, struct weir_error *err);
/* {"summary", "author", "time"}: new reference. */
json_t *commit_info(struct store *store, const git_oid *commit);

#endif
