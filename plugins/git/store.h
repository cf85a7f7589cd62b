/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One object database on disk for one remote and identity, below the plugin's state folder:
 *
 *     <state>/<key>/objects/   packs and loose objects, as in any Git repository
 *     <state>/<key>/tips       what is complete: one line a commit, written last, by rename
 *     <state>/<key>/lock       held (flock) by whoever changes any of it
 *
 * A struct store is shared by all calls and trees of the process; every function may be called from
 * any thread.
 */
#ifndef PLUGINS_GIT_STORE_H
#define PLUGINS_GIT_STORE_H

#include "git.h"

struct store {
	struct git_plugin *git;
	struct store *next;
	unsigned users; /* under git->lock */
	char *key, *dir;
	pthread_mutex_t lock; /* of odb, which libgit2 does not let two threads use */
	git_odb *odb;
	bool damaged; /* something in it could not be read: the next fetch begins anew */
};

/* The key of a remote and of who may read it. */
void store_key(const char *url, const char *identity, char key[65]);
/* Open, and make it with @create; WEIR_E_NOT_FOUND without.  Released with store_put(). */
int store_get(const struct job *job, const char *key, bool create, struct store **out, struct weir_error *err);
void store_put(struct store *store); /* NULL is fine */

/*
 * Wait for the right to change the store, in all processes; *fd is closed to give it back.  What a
 * killed fetch left behind is removed, a damaged store emptied.
 */
int store_change(const struct job *job, struct store *store, int *fd, struct weir_error *err);

/* An object of a type; malloc'ed, NUL after *len.  More than @max bytes is an error. */
int store_read(struct store *store, const git_oid *id, git_object_t type, size_t max, char **data, size_t *len,
	       struct weir_error *err);
/* The same of any type. */
int store_read_any(struct store *store, const git_oid *id, size_t max, git_object_t *type, char **data, size_t *len,
		   struct weir_error *err);
bool store_has(struct store *store, const git_oid *id);
/* Write it unless it is there; under store_change(). */
int store_write(struct store *store, git_object_t type, const void *data, size_t len, git_oid *id,
		struct weir_error *err);
void store_refresh(struct store *store); /* see packs that have come */

/* ---- tips: which commits are complete, for whom ---- */

struct tip {
	git_oid commit, tree; /* tree: of the artifact, as kept; zero for a submodule's commit */
	bool shallow;         /* its parents are not here */
	char remote[17];      /* of which URL */
	char *owner;          /* the object that wanted it, newest first of one owner */
};
struct tips {
	struct tip *rows;
	size_t count;
};
/* What cannot be read counts as empty: a fetch then brings everything again. */
void tips_load(struct store *store, struct tips *out);
/* Put a row first; keeps the last two of an owner. */
void tips_add(struct tips *tips, const struct tip *tip);
int tips_save(struct store *store, const struct tips *tips, struct weir_error *err);
void tips_done(struct tips *tips);
const struct tip *tips_find(const struct tips *tips, const char *remote, const git_oid *commit);

/*
 * When many packs have come together: one new pack of what the tips need, the rest is removed.  Under
 * store_change(), after tips_save(); failure leaves everything as it was.
 */
int store_pack(const struct job *job, struct store *store, struct weir_error *err);

#endif
