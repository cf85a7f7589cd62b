/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From the tree of a commit to the tree of an artifact: submodules and includes come in, what sparse
 * checkout and the ignore rules cut goes, links go.  The result is one Git tree in the store.
 */
#ifndef PLUGINS_GIT_ARTIFACT_H
#define PLUGINS_GIT_ARTIFACT_H

#include "nodes.h"
#include "remote.h"

/* The artifacts that spec.include names, as they are now. */
struct includes {
	json_t *info; /* [{"name", "revision"}], or NULL */
	struct weir_tree **trees;
	size_t count;
};
/* WEIR_E_NOT_FOUND, reason "IncludeUnavailable", while one is missing. */
int includes_get(const struct job *job, const struct git_spec *spec, struct includes *out, struct weir_error *err);
void includes_done(struct includes *inc);
/* Copy them in, below store_change(). */
int includes_add(const struct job *job, const struct git_spec *spec, const struct includes *inc, struct store *store,
		 struct nodes *nodes, struct weir_error *err);

/* Submodules of the repository whose files are at @dir, and theirs; commits join the store and @tips. */
int submodules_add(const struct job *job, const struct git_spec *spec, struct store *store, struct tips *tips,
		   struct nodes *nodes, struct weir_error *err);

/* All of it: @commit_tree in, the artifact's names out, its id that of the root. */
int artifact_build(const struct job *job, const struct git_spec *spec, const struct includes *inc, struct store *store,
		   struct tips *tips, const git_oid *commit_tree, struct nodes *out, struct weir_error *err);

/*
 * See that the selected commit lies whole in the store, fetching what is missing; its tree.
 * obtain.c.
 */
struct selection;
int obtain(struct remote *r, struct store *store, const struct tips *tips, struct selection *s, git_oid *tree,
	   bool *shallow, struct weir_error *err);

#endif
