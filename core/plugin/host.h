/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The host: what plugins call (struct weir_host), and struct weir_call, one unit of work with its
 * cancellation, deadline, log context, work directory, open trees and record of what it read.
 *
 * host.c fills the table; services.c has the bodies; tree*.c the trees; record.c the inputs.
 */
#ifndef CORE_PLUGIN_HOST_H
#define CORE_PLUGIN_HOST_H

#include "plugin/loader.h"

struct http;
struct tree_handle;

/*
 * What the host needs from the rest of the core; given once, so that this folder depends on
 * nothing above it.  All are called in worker threads, with the call's plugin set.
 */
struct host_backend {
	void *arg;
	/* An object by ref among units (thread-safe snapshot); new reference or NULL. */
	json_t *(*unit)(void *arg, const json_t *ref);
	/* Open tree and info of the artifact of a source unit; see weir_host.artifact. */
	int (*artifact)(void *arg, struct weir_call *call, const json_t *source_ref, struct tree_handle **tree,
			json_t **info, struct weir_error *err);
};

struct host_options {
	const char *state_dir;   /* NULL: none (commands) */
	const char *secrets_dir; /* NULL: none */
	struct http *http;       /* NULL: no network */
	bool allow_tree_open;    /* commands only */
	/* Services for calls without a set of plugins (commands): whoever finds the plugin runs it. NULL: none. */
	int (*lone_service)(void *arg, struct weir_call *call, const char *service, const json_t *in, json_t **out,
			    struct weir_error *err);
	void *lone_arg;
	struct host_backend backend; /* zero: none */
};
int host_new(const struct host_options *options, struct host **out, struct weir_error *err);
void host_free(struct host *host);
/* Before the first call, or on reload: the engine exists after the host; NULL: no folder of secrets any more. */
void host_set_backend(struct host *host, const struct host_backend *backend);
void host_set_secrets(struct host *host, const char *secrets_dir);
const struct weir_host *host_table(struct host *host); /* what open() gets; same for all plugins */

/* ---- calls ---- */

struct call_options {
	struct host *host;
	struct plugin_set *set; /* borrowed for the life of the call; may be NULL for a lone command */
	const json_t *unit;     /* ref for logs, may be NULL */
	int64_t deadline_ms;    /* CLOCK_MONOTONIC; INT64_MAX: none */
	bool record;            /* keep what is read, see call_inputs() */
};
struct weir_call *call_new(const struct call_options *options);
void call_free(struct weir_call *call);   /* closes its trees, removes its work directory */
void call_cancel(struct weir_call *call); /* any thread; cancel_fd becomes readable */
bool call_cancelled(const struct weir_call *call);

/*
 * What the call has read, in the order of first reads, duplicates left out: an array of
 * {"tree": source key, "path", "op": "read"|"list"|"type"|"real", "id"},
 * {"op": "get", "ref": ref, "id": digest}, {"op": "artifact", "ref": ref, "id": digest of its info},
 * {"op": "service", "path": name, "id": plugin hash}; and {"op": "network"}, which is never the
 * same.  "id" null: did not exist.  New reference.  Equal inputs and plugin hash: equal answer.
 */
json_t *call_inputs(const struct weir_call *call);
/*
 * Would reading the same again give the same?  Trees are those that call_tree() has named in this
 * call, else the artifacts of that key.  Asks for ids and listings; reads no file of an artifact
 * whose source knows ids.
 */
bool call_inputs_same(struct weir_call *call, const json_t *inputs);

/* ---- trees ---- */

/* Make a tree usable in a call: plugins get the weir_tree. @name keys its reads in the record. */
struct tree_handle; /* counted, thread-safe */
struct tree_handle *tree_of_ops(const struct weir_tree_ops *ops, void *tree, struct plugin *owner);
struct tree_handle *tree_of_dir(int dirfd, struct weir_error *err); /* takes dirfd over; links resolved inside */
struct tree_handle *tree_ref(struct tree_handle *t);
void tree_unref(struct tree_handle *t);
/* What stands for a file or folder and all in it: Git's id, or a digest. Not recorded as a call's input. */
int tree_id(struct tree_handle *t, const char *path, char id[65]);
struct weir_tree *call_tree(struct weir_call *call, struct tree_handle *t, const char *name);

#endif
