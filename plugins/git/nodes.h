/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The files and folders of a commit in memory: read from Git's tree objects, every name checked,
 * then cut and grown (ignore rules, submodules, includes), then written as tree objects again where
 * they differ.  So an artifact is one Git tree, and the id of each folder is Git's own.
 */
#ifndef PLUGINS_GIT_NODES_H
#define PLUGINS_GIT_NODES_H

#include "store.h"

enum node_type { NODE_FILE = 'f', NODE_DIR = 'd', NODE_LINK = 'l', NODE_COMMIT = 'm' };

struct node {
	const char *name;
	struct node *children; /* sorted by the bytes of their names */
	uint32_t count;
	char type; /* enum node_type */
	bool executable;
	bool dirty; /* id is not that of what is here now */
	git_oid id;
};

struct nodes {
	struct weir_arena *arena;
	struct node root;
	size_t count;
};

/* What is wrong with the name of a tree's entry: a few words, or NULL. */
const char *name_problem(const char *name);
bool name_utf8(const char *name);

/*
 * Read tree @id and all below.  WEIR_E_INVALID names the offending path of a hostile tree.
 * @files: also see that the content of each file is there.
 */
int nodes_load(const struct job *job, struct store *store, const git_oid *id, bool files, struct nodes *out,
	       struct weir_error *err);
/* The same below a folder that is there: a submodule's files. */
int nodes_load_at(const struct job *job, struct store *store, const git_oid *id, bool files, struct nodes *nodes,
		  struct node *dir, struct weir_error *err);
void nodes_done(struct nodes *nodes);

/* What is at "a/b" ("" is the root), or NULL. */
struct node *nodes_find(const struct node *root, const char *path);
/* The folder "a/b", made where it is missing; NULL where a file is in the way. Everything on the way gets dirty. */
struct node *nodes_folder(struct nodes *nodes, const char *path);
/* Room for @count more children of a folder; the first new one. Sort afterwards. */
struct node *nodes_grow(struct nodes *nodes, struct node *dir, uint32_t count);
void nodes_sort(struct node *dir);

/* Write tree objects for what is dirty; links and commits must be gone. root.id is the artifact's. */
int nodes_write(struct store *store, struct node *dir, struct weir_error *err);

#endif
