/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the files of this folder share: how a generation, a host, a call and a tree are made.
 * Nothing outside of core/plugin includes this.
 */
#ifndef CORE_PLUGIN_PRIVATE_H
#define CORE_PLUGIN_PRIVATE_H

#include <pthread.h>
#include <stdatomic.h>

#include "plugin/host.h"

/* ---- turns: who may be inside a plugin (turn.c) ---- */

/*
 * One for all generations of a serial plugin's name, one for each instance of a per-instance
 * plugin, none for a parallel one.  All are guarded by one lock: they are taken a few times a
 * second, and one lock is what lets a circle of waiting calls be seen.
 */
struct turn {
	struct turn *next; /* of the host's list, by name */
	char *name;
	struct weir_call *owner; /* inside now, or NULL */
};
struct turns {
	pthread_mutex_t lock;
	pthread_cond_t freed; /* CLOCK_MONOTONIC */
	struct turn *named;
};
void turns_init(struct turns *turns);
void turns_done(struct turns *turns);
struct turn *turns_named(struct turns *turns, const char *name);
void turn_take(struct turns *turns, struct turn *turn, struct weir_call *call);
/* The same for a call inside another plugin: refuses circles, ends with the call's deadline or cancellation. */
int turn_take_nested(struct turns *turns, struct turn *turn, struct weir_call *call, struct weir_error *err);
void turn_give_back(struct turns *turns, struct turn *turn);

/* ---- generations (generation.c) ---- */

struct plugin {
	atomic_uint refs;
	struct host *host;
	const struct weir_plugin *descriptor;
	char *key;  /* as in the config: a name or a path */
	char *hash; /* of the content and the options */
	uint64_t generation;
	bool opened;
	void *self;
	struct turn own, *turn; /* turn NULL: parallel */
};
/* Open one generation. @key: as in the config. @hash: of content and options. @options: checked, borrowed. */
int plugin_open(struct host *host, const char *key, const struct weir_plugin *descriptor, const char *hash,
		const json_t *options, struct plugin **out, struct weir_error *err);
/* For invoke(): as plugin_enter(), but may fail instead of waiting for ever. */
int plugin_enter_nested(struct plugin *p, struct weir_call *call, struct weir_error *err);

/* ---- sets (set.c, set_open.c) ---- */

struct plugin_set {
	atomic_uint refs;
	struct plugin **items; /* the target's is the last */
	size_t count;
	struct plugin *applier;
};
/* Who has this very type, "*" included as a text. */
struct plugin *set_notifier_of(const struct plugin_set *set, const char *type);

/* ---- the host (host.c) ---- */

struct host {
	struct weir_host table;
	char *state_dir;
	int state_fd; /* -1: none */
	struct http *http;
	bool allow_tree_open;
	int (*lone_service)(void *arg, struct weir_call *call, const char *service, const json_t *in, json_t **out,
			    struct weir_error *err);
	void *lone_arg;
	struct turns turns;
	atomic_uint_least64_t generations;
	pthread_rwlock_t lock; /* of what a reload changes: */
	char *secrets_dir;     /* opened when asked for: it may come later, or be replaced; NULL: none */
	struct host_backend backend;
};
void services_fill(struct weir_host *table);
/* The folder of plugin copies, malloc'ed, or NULL without state. */
char *host_cache_dir(const struct host *host);

/* ---- calls (call.c) ---- */

struct record;
struct state_dir;

/* One for a call and all that it invokes. */
struct call_core {
	struct host *host;
	struct plugin_set *set; /* borrowed, may be NULL */
	json_t *unit;
	int64_t deadline_ms;
	int cancel_fd;
	atomic_bool cancelled;
	pthread_mutex_t lock; /* of what follows */
	int work_fd;          /* -1: not made yet */
	char *work_name;
	struct state_dir *state_dirs;
	struct weir_tree *trees;
	struct record *record; /* NULL: not kept */
	struct turn *waiting;  /* guarded by the lock of the turns */
};
struct weir_call {
	struct call_core *core;
	struct weir_call *parent; /* that invoked this one; NULL: the engine's */
	struct plugin *plugin;    /* inside now; NULL: none */
	unsigned depth;
};
json_t *call_log_fields(const struct weir_call *call);
int call_work_fd(struct weir_call *call);
int call_state_fd(struct weir_call *call);
/* Cancelled or late: the error; else 0. */
int call_check(struct weir_call *call, struct weir_error *err);
int64_t call_clock_ms(void);

/* ---- trees (tree.c, tree_links.c, tree_dir.c) ---- */

struct tree_handle {
	atomic_uint refs;
	struct weir_tree_ops ops; /* our own copy, zero-extended */
	void *tree;
	struct plugin *owner; /* whose code ops are; kept open meanwhile */
};
struct weir_tree {
	struct weir_tree *next;
	struct tree_handle *handle;
	char *name;
};
/* "a/./b/../c" -> "a/c", "." -> "". malloc'ed; NULL with *err for what is absolute, leaves the root or is too long. */
char *tree_normalise(const char *path, struct weir_error *err);
/* The normalised @path after all links, and its type. malloc'ed, NULL with *err. */
char *tree_resolve(const struct tree_handle *t, const char *path, int *type, struct weir_error *err);

int tree_read(struct tree_handle *t, const char *path, char **data, size_t *len, struct weir_error *err);
int tree_list(struct tree_handle *t, const char *path, json_t **entries, struct weir_error *err);
int tree_type(struct tree_handle *t, const char *path);

/* ---- the record of inputs (record.c) ---- */

enum input_op {
	INPUT_READ,
	INPUT_LIST,
	INPUT_TYPE,
	INPUT_REAL,
	INPUT_GET,
	INPUT_ARTIFACT,
	INPUT_SERVICE,
	INPUT_NETWORK
};
struct record *record_new(void);
void record_free(struct record *r);
/* Was it seen before?  Asked first, because an id costs something. Under the core's lock. */
void record_path(struct weir_call *call, enum input_op op, const struct weir_tree *tree, const char *path);
void record_ref(struct weir_call *call, enum input_op op, const json_t *ref, const json_t *value);
void record_service(struct weir_call *call, const char *name, const struct plugin *p);
void record_network(struct weir_call *call);

/* ---- reading objects and artifacts (services.c), not recorded ---- */

json_t *services_get(struct weir_call *call, const json_t *ref, struct weir_error *err);
json_t *secret_file_get(struct host *host, const json_t *ref, struct weir_error *err); /* secret_files.c */
int services_http(struct weir_call *call, const struct weir_http_req *req, struct weir_http_res *res,
		  struct weir_error *err);
bool services_mirror(struct weir_call *call, const char *url, char **mapped, json_t **secret);
int services_artifact(struct weir_call *call, const json_t *ref, struct weir_tree **tree, json_t **info,
		      struct weir_error *err);

#endif
