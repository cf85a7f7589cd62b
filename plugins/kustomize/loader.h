/* SPDX-License-Identifier: Apache-2.0 */
/*
 * loader.h - the files of one kustomization: relative to its folder, and not outside of it unless
 * the build allows that.  Folders are reached from folders; the way back up is refused as a cycle.
 */
#ifndef KUSTOMIZE_LOADER_H
#define KUSTOMIZE_LOADER_H

#include "build.h"

struct remote_tree;

struct loader {
	struct loader *referrer; /* the kustomization that named this one */
	struct weir_tree *tree;
	const struct remote_tree *remote; /* instead of it: a cloned repository */
	const char *root;                 /* real path in the tree, "" is its top */
	const char *top;                  /* of a cloned repository: nothing outside this path; NULL */
	const char *repo_url;             /* of a remote base as it was written; NULL */
	bool restricted;
	bool machine; /* the tree is the whole machine: absolute paths are paths of it */
};

/*
 * plain_files.c: files that were decrypted; texts are copied, wiped at the end.  @path: real, in the
 * arena's care.  Every reader of the path gets the plain text.
 */
struct plain_file {
	const struct weir_tree *tree;
	const char *path;
	char *text;
	size_t len;
};
void plain_file_add(struct build *b, const struct weir_tree *tree, const char *path, const char *text, size_t len);
const struct plain_file *plain_file_find(const struct build *b, const struct weir_tree *tree, const char *path);
void plain_files_done(struct build *b);

/* At a folder of a tree. */
int loader_open(struct build *b, struct weir_tree *tree, const char *path, bool machine, struct loader **out);
/* A folder that a kustomization names, or a Git address. */
int loader_enter(struct build *b, struct loader *from, const char *path, struct loader **out);
/* *text: in the arena's care, NUL-ended. http(s) addresses too. */
int loader_read(struct build *b, struct loader *ldr, const char *path, char **text, size_t *len);
/* A text that was read last and is no longer needed: files are large beside what else a build holds. */
void loader_forget(struct build *b, const char *text);
/* 'f', 'd', 0 neither (also for remote names). */
int loader_type(struct build *b, const struct loader *ldr, const char *path);
/* "a/b" for messages: the folder as seen from where the build began. */
const char *loader_name(struct build *b, const struct loader *ldr, const char *file);
bool path_below(const char *path, const char *root);
/* Clean path of @path seen from @root; "" is the top. */
const char *path_join(struct weir_arena *arena, const char *root, const char *path);

#endif
