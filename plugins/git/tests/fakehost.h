/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A host for tests of this plugin alone: folders, Secrets from memory, mirrors, weir's real HTTP,
 * and the trees of what was fetched before as artifacts.
 */
#ifndef PLUGINS_GIT_TESTS_FAKEHOST_H
#define PLUGINS_GIT_TESTS_FAKEHOST_H

#include <weir/util.h>

struct http;

/* What a call is in these tests. */
struct weir_call {
	int state_fd, work_fd, cancel_fd[2]; /* a pipe: readable when cancelled */
	int64_t deadline_ms;
	bool cancelled;
	struct http *http;       /* NULL: no network */
	json_t *objects;         /* {"Secret/ns/name": object} */
	json_t *mirrors;         /* [{"prefix", "url"}] */
	json_t *redacted;        /* what was given to redact() */
	json_t *artifacts;       /* {"ns/name": {"revision", ...}} */
	struct fake_tree *trees; /* of the same names */
};
struct fake_tree {
	struct fake_tree *next;
	char *name;
	const struct weir_tree_ops *ops;
	void *tree;
};

extern const struct weir_host fakehost;

/* @folder must exist; "state" and "work" are made in it. */
void fakehost_init(struct weir_call *call, const char *folder);
void fakehost_done(struct weir_call *call);
/* Keep a tree as the artifact of "ns/name"; an older one of that name is closed. */
void fakehost_keep(struct weir_call *call, const char *name, const struct weir_tree_ops *ops, void *tree,
		   const char *revision);
struct fake_tree *fakehost_tree(struct weir_call *call, const char *name);
void fakehost_cancel(struct weir_call *call); /* any thread */

#endif
