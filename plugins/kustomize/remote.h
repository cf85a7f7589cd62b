/* SPDX-License-Identifier: Apache-2.0 */
/* remote.h - resources that lie elsewhere: files over http(s), folders of Git repositories. */
#ifndef KUSTOMIZE_REMOTE_H
#define KUSTOMIZE_REMOTE_H

#include "loader.h"

/* "https://github.com/org/repo/path?ref=v1", "git@host:org/repo.git//path", ... taken apart. */
struct repo_spec {
	const char *raw;
	const char *clone; /* what to clone */
	const char *path;  /* in the repository, "" its top */
	const char *ref;   /* branch, tag or commit; "" the default branch */
	bool submodules;
};

bool is_http(const char *path);
/* Is it an address of a repository? */
bool repo_spec_parse(struct build *b, const char *text, struct repo_spec *out);
/* A repository as a tree of files; what is in it is read when it is asked for. */
struct remote_tree {
	const char *url, *store, *tree;
	const json_t *entries; /* path -> "f" or "d" */
};

int remote_type(const struct remote_tree *t, const char *path); /* 'f', 'd', 0 */
int remote_read_file(struct build *b, const struct remote_tree *t, const char *path, char **text, size_t *len);
int remote_clone(struct build *b, struct loader *from, const struct repo_spec *spec, struct loader **out);
int remote_read(struct build *b, const char *url, char **text, size_t *len);

#endif
