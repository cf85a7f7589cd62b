/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What all parts of this plugin share: its instance, one job (a call with its way to stop), limits,
 * and how libgit2's failures become weir's errors.  README.md tells the way of a fetch.
 */
#ifndef PLUGINS_GIT_GIT_H
#define PLUGINS_GIT_GIT_H

#include <git2.h>
#include <pthread.h>
#include <weir/util.h>

/* What a remote or a tree may make this plugin hold; reaching one fails the unit, not the host. */
enum {
	LIMIT_DEPTH = 128,            /* folders below folders; real repositories stay under 30 */
	LIMIT_NODES = 500000,         /* files and folders of one artifact: a tree bomb has 10^10 */
	LIMIT_OBJECT = 256 << 20,     /* one object of a pack: a delta of a few bytes can claim gigabytes */
	LIMIT_FILE = 64 << 20,        /* one file; larger ones are data, not configuration */
	LIMIT_REFS = 1000000,         /* references of one remote */
	LIMIT_SUBMODULES = 64,        /* of one artifact */
	LIMIT_SUB_DEPTH = 8,          /* submodules of submodules */
	LIMIT_TAGS = 16,              /* tags of tags of tags */
	LIMIT_HAVES = 32,             /* commits named to the server as present */
	LIMIT_PACKS = 32,             /* packs of a store before it is packed anew */
	LIMIT_PACK_OBJECTS = 1 << 20, /* objects of one pack */
};

struct store;

struct git_plugin {
	const struct weir_host *host;
	bool allow_file;
	uint64_t max_pack;
	pthread_mutex_t lock; /* of the list below */
	struct store *stores; /* those in use */
};

/* One call and what it may use. */
struct job {
	struct git_plugin *git;
	struct weir_call *call;
};

/* 0 to go on, or WEIR_E_CANCELLED / WEIR_E_TIMEOUT with *err. */
int job_stopped(const struct job *job, struct weir_error *err);

/* "what: libgit2's own words", WEIR_E_INTERNAL, reason "StorageOperationFailed". */
int git_fail(struct weir_error *err, const char *fmt, ...) WEIR_PRINTF(2, 3);
const char *git_reason(void); /* libgit2's last words in this thread */

/* libgit2's process-wide settings: small caches, nothing of the user's configuration. */
int git_setup(struct weir_error *err);

/* The service "git/commit"; commit.c. */
int git_commit_service(void *self, struct weir_call *call, const json_t *in, json_t **out, struct weir_error *err);
/* The service "git/files"; files.c. */
int git_files_service(void *self, struct weir_call *call, const json_t *in, json_t **out, struct weir_error *err);
/* The source operations; fetch.c. */
int git_fetch(void *self, struct weir_call *call, const struct weir_fetch_req *req, struct weir_fetch_res *res,
	      struct weir_error *err);
int git_open(void *self, struct weir_call *call, const struct weir_open_req *req, struct weir_open_res *res,
	     struct weir_error *err);

#endif
