/* SPDX-License-Identifier: Apache-2.0 */
/*
 * weir/plugin.h - the whole binary contract between weir and a plugin.
 *
 * A plugin is one shared object with one exported symbol, the constant `weir_plugin_v1`, written
 * with WEIR_PLUGIN().  weir calls the plugin through the tables named there; the plugin calls weir
 * through `struct weir_host`.  No other symbol crosses the border in either direction.
 *
 * Growth: every struct is described by a byte size.  New members are only ever added at the end.
 * A member that the other side does not have reads as zero.  See docs/abi.md and weir-plugin(7).
 *
 * Strings are UTF-8 and NUL-ended.  Times are milliseconds.  "new reference" means that the
 * receiver calls json_decref(); "malloc'ed" means that the receiver calls free().
 */
#ifndef WEIR_PLUGIN_H
#define WEIR_PLUGIN_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define WEIR_ABI_MAJOR 1u /* changes: the symbol name changes too, old plugins are refused */
#define WEIR_ABI_MINOR 1u /* grows: members were appended, old plugins keep working */

#define WEIR_EXPORT            __attribute__((visibility("default")))
#define WEIR_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))

/* True if @p's struct reaches as far as @member and @member is set. */
#define WEIR_HAS(p, member) ((p)->size >= offsetof(__typeof__(*(p)), member) + sizeof((p)->member) && (p)->member)

/* ---- errors ---------------------------------------------------------- */

/* What the caller should do next, not where it went wrong. */
enum weir_code {
	WEIR_OK = 0,
	WEIR_E_INVALID = -1,     /* the object or config is wrong: wait for an edit */
	WEIR_E_NOT_FOUND = -2,   /* something named does not exist (yet): retry */
	WEIR_E_TRANSIENT = -3,   /* network, 5xx, conflict: retry with backoff */
	WEIR_E_AUTH = -4,        /* refused credentials: retry slowly */
	WEIR_E_CANCELLED = -5,   /* stopped because host->cancelled() */
	WEIR_E_TIMEOUT = -6,     /* the call's deadline has passed */
	WEIR_E_UNSUPPORTED = -7, /* asked for what this plugin does not do: wait for an edit */
	WEIR_E_INTERNAL = -8,    /* a bug, or the machine refused (disk full): retry with backoff */
};

/*
 * Owned by the caller, who zeroes it and sets size; filled with weir_fail() (weir/util.h).
 * The text becomes the message of the unit's condition: one line, what failed, where
 * (file:line:column or object), why, what to do.  No secret may be in it.
 */
struct weir_error {
	uint32_t size;
	int32_t code;            /* enum weir_code */
	char reason[64];         /* condition reason, CamelCase: "BuildFailed" */
	char *message;           /* malloc'ed; released with weir_error_done() */
	uint32_t retry_after_ms; /* not earlier than this; 0: weir's own backoff */
};
#define WEIR_ERROR_INIT                           \
	{                                         \
		.size = sizeof(struct weir_error) \
	}

/* ---- one unit of work ------------------------------------------------- */

struct weir_call; /* opaque: cancellation, deadline, log context, work directory, record of reads */
struct weir_tree; /* opaque: the files of an artifact, or of a folder on the command line */

enum weir_level { WEIR_ERROR, WEIR_WARN, WEIR_INFO, WEIR_DEBUG };

struct weir_http_req {
	uint32_t size;
	const char *method, *url; /* "GET"; http:// or https:// */
	/*
	 * "Name: value", NULL-ended; may be NULL.  "Accept-Encoding: gzip" also undoes the encoding of
	 * the answer; without it a body is given as it comes, so that digests of files hold.
	 */
	const char *const *headers;
	const void *body;
	size_t body_len;
	int body_out_fd;     /* -1: collect in memory; else the body of a 2xx answer is written there */
	const json_t *tls;   /* {ca, cert, key (PEM texts), serverName, insecure}; may be NULL */
	const json_t *proxy; /* {address, username, password}; may be NULL: the environment's */
	uint64_t max_body;   /* bytes; more is an error; 0: weir's own limit (64 MiB) */
	uint32_t timeout_ms; /* 0: the call's deadline only */
	bool no_redirect;    /* give 3xx answers back instead of following them */
	/* since 1.1 */
	uint32_t flags; /* WEIR_HTTP_... */
};
/*
 * What comes is named by what this call has read besides (an entry of an index with its version): the
 * same inputs will get the same answer, so that a render with this exchange is skipped as others are.
 */
#define WEIR_HTTP_PINNED (1u << 0)
struct weir_http_res {
	uint32_t size;
	int32_t status;  /* any HTTP status; only failures below HTTP are an error of the call */
	json_t *headers; /* new reference: {"lower-case-name": "value"}, repeated ones joined by ", " */
	char *body;      /* malloc'ed, NUL after body_len; NULL with body_out_fd */
	size_t body_len;
	char *url; /* malloc'ed: where redirects ended */
};

/*
 * Services of weir.  All may be called from any thread that is inside a call of the plugin, with
 * the weir_call of that call; none may be called after it returned.  A host of a later minor
 * version has more members; test with WEIR_HAS() before using one that is younger than the
 * version you require.
 */
struct weir_host {
	uint32_t size;
	uint32_t abi_minor;
	const char *version; /* of weir, "1.2.3" */

	/* One line; the unit and plugin are added by weir.  Redacted before it is written. */
	void (*log)(struct weir_call *call, int level, const char *fmt, ...) WEIR_PRINTF(3, 4);
	/* From now on @secret (4 bytes or more, copied) is replaced by "***" in all that weir prints. */
	void (*redact)(struct weir_call *call, const char *secret);

	bool (*cancelled)(struct weir_call *call);
	int (*cancel_fd)(struct weir_call *call);       /* readable when cancelled; do not close */
	int64_t (*deadline_ms)(struct weir_call *call); /* CLOCK_MONOTONIC, INT64_MAX: none */
	/* Private empty directory, removed after the call. -1: could not be made. Do not close. */
	int (*workdir_fd)(struct weir_call *call);
	/* Directory of this plugin that stays, below weir's state. -1: none. Do not close. */
	int (*state_fd)(struct weir_call *call);

	/*
	 * Read an object: @ref is {apiVersion | group, kind, namespace, name}.  Looked for among the
	 * units, then in the target, then among the files of `secrets:`.  New reference, or NULL with
	 * *err (WEIR_E_NOT_FOUND when it does not exist).  What was read is recorded as an input; not so
	 * with "peek": true in @ref (since 1.1), for what a unit has in the target itself: what it reads of
	 * its own is no reason to make it anew.
	 */
	json_t *(*get)(struct weir_call *call, const json_t *ref, struct weir_error *err);

	/*
	 * Files of artifacts are seen through a tree, never through the file system: a path cannot
	 * leave its tree, and the host records what a call has read, so that it knows when the same
	 * call would give the same answer.  Paths are relative, '/'-separated; "" or "." is the root;
	 * "a/../b" is normalised, what would leave the root is WEIR_E_INVALID.  Symbolic links are
	 * resolved inside the tree.  A tree lives until the call ends.
	 *
	 * artifact: the tree of the artifact that the source unit @source_ref has stored, and *info
	 * (new reference): {revision, digest, ...}.  WEIR_E_NOT_FOUND while there is none.
	 */
	int (*artifact)(struct weir_call *call, const json_t *source_ref, struct weir_tree **tree, json_t **info,
			struct weir_error *err);
	/* *data: malloc'ed, NUL after *len.  WEIR_E_NOT_FOUND: no such file; WEIR_E_INVALID: a directory. */
	int (*tree_read)(struct weir_call *call, struct weir_tree *tree, const char *path, char **data, size_t *len,
			 struct weir_error *err);
	/* *entries: new reference, [{"name", "type": "file"|"dir"}], sorted by bytes. */
	int (*tree_list)(struct weir_call *call, struct weir_tree *tree, const char *dir, json_t **entries,
			 struct weir_error *err);
	/*
	 * Content id of a file or of a whole folder (a Git object id where there is one), the same id
	 * exactly when the content is the same.  0, or WEIR_E_NOT_FOUND.  Not recorded as an input.
	 */
	int (*tree_id)(struct weir_call *call, struct weir_tree *tree, const char *path, char id[65]);
	/* 'f' file, 'd' directory, 0 neither.  Recorded as an input. */
	int (*tree_type)(struct weir_call *call, struct weir_tree *tree, const char *path);
	/* The normalised path after all links, malloc'ed, or NULL with *err. */
	char *(*tree_real)(struct weir_call *call, struct weir_tree *tree, const char *path, struct weir_error *err);
	/* For commands: a folder of the machine as a tree.  Refused inside a running host. */
	int (*tree_open)(struct weir_call *call, const char *folder, struct weir_tree **tree, struct weir_error *err);

	/* One HTTP exchange: connections, TLS, proxies, mirrors, limits and redaction are weir's. */
	int (*http)(struct weir_call *call, const struct weir_http_req *req, struct weir_http_res *res,
		    struct weir_error *err);
	/*
	 * Where `mirrors:` sends @url: true and *mapped (malloc'ed) when a mirror has it.  A mirrored
	 * URL is fetched without the object's own credentials; *secret (new reference, or NULL) is
	 * the Secret object of the mirror's own.  http() maps by itself; this is for other protocols.
	 */
	bool (*mirror)(struct weir_call *call, const char *url, char **mapped, json_t **secret);

	/* Ask another plugin's service by name ("template/render"): JSON in, JSON out (new reference). */
	int (*invoke)(struct weir_call *call, const char *service, const json_t *in, json_t **out,
		      struct weir_error *err);
};

/* ---- the roles ---------------------------------------------------- */
/*
 * Every operation has one shape:
 *     int op(void *self, struct weir_call *, const req *, res *, struct weir_error *)
 * 0, or a negative enum weir_code with *err filled.  *res is untouched on failure.
 * req and all it points to are borrowed until return and must not be changed.
 * A json_t put in res is a new reference, and nobody changes it afterwards.
 * Which thread: any; how many at once: as `threads` of the descriptor says.
 * An operation may block; it watches cancelled() or cancel_fd() and returns soon after.
 */

/* A kind of unit.  The command line's nouns and tables come from here. */
struct weir_kind {
	uint32_t size;
	const char *group, *kind, *plural; /* "kustomize.toolkit.fluxcd.io", "Kustomization", "kustomizations" */
	const char *const *aliases;        /* "ks", "hr"; NULL-ended, may be NULL */
	const char *const *versions;       /* newest first; older ones are read as the newest */
	/*
	 * Columns of `weir get` between NAME and READY, "TITLE=path" with a dotted path into
	 * {object, status}; NULL-ended; may be NULL.
	 */
	const char *const *columns;
	/* "sources git": the words after `weir get` that name this kind beside its plural; may be NULL. */
	const char *noun;
	/*
	 * Bring an object of an older version into the newest form; NULL: only apiVersion differs.
	 * *out: new reference.
	 */
	int (*convert)(const json_t *object, json_t **out, struct weir_error *err);
	/* since 1.1 */
	bool cluster; /* its units have no namespace */
};
#define WEIR_KIND_HEAD .size = sizeof(struct weir_kind)

/*
 * What the core needs to know of a unit to schedule it, as JSON (absent = the default in brackets):
 * {
 *   "refs": [{"role": "source" | "dependsOn" | "input" | "target",
 *             "group", "kind", "namespace", "name", "optional": bool [false]}],
 *   "interval_ms": int,             required: period of the reconcile
 *   "retry_ms": int [0],            after a failure; 0: exponential backoff
 *   "timeout_ms": int [interval],
 *   "suspend": bool [false], "prune": bool [false], "wait": bool [false], "force": bool [false],
 *   "deletion": "mirror" | "delete" | "wait" | "orphan" [mirror: as prune says],
 *   "health": [refs],               with wait false: only these are waited for
 *   "derived": [objects]            units that this one makes (a release's chart)
 * }
 * Also the place to refuse an object: WEIR_E_INVALID names the field ("spec.interval: ...").
 * A pure function of the object (and of self, read only).  Called without a weir_call, in any thread
 * and at any time, also while another call of a serial plugin runs: it must not block or wait.
 */
typedef int (*weir_inspect)(void *self, const json_t *object, json_t **facts_out, struct weir_error *err);

struct weir_fetch_req {
	uint32_t size;
	const json_t *object; /* the GitRepository, HelmRepository, ... */
	const char *have;     /* revision already stored, or NULL */
	const json_t *info;   /* res->info of the stored revision, or NULL */
	int tree_fd;          /* empty directory to fill, unless res->tree is given */
};
/*
 * A source that can answer for its files without unpacking them (a Git object store) gives these.
 * Paths arrive normalised, "" is the root.  All may be called from several threads at once, without
 * a call.  Symbolic links: with `link`, type() says 'l' for one, list() "link", and weir resolves it
 * inside the tree; without it, links are the plugin's own business.
 */
struct weir_tree_ops {
	uint32_t size;
	int (*read)(void *tree, const char *path, char **data, size_t *len, struct weir_error *err);
	int (*list)(void *tree, const char *dir, json_t **entries, struct weir_error *err);
	int (*id)(void *tree, const char *path, char id[65]);
	int (*type)(void *tree, const char *path); /* 'f', 'd', 'l', 0 */
	void (*close)(void *tree);
	/* Optional. *target: malloc'ed text of the symbolic link; WEIR_E_NOT_FOUND, WEIR_E_INVALID: not a link. */
	int (*link)(void *tree, const char *path, char **target, struct weir_error *err);
};
struct weir_fetch_res {
	uint32_t size;
	bool unchanged; /* `have` is still current; neither tree_fd nor tree was used */
	char *revision; /* malloc'ed, "main@sha1:..."; may be NULL when unchanged */
	/*
	 * Kept with the artifact, given to readers.  Known keys: "summary" (first line of the commit
	 * message), "author", "url" (a page about the revision), "message" (of the Ready condition).
	 */
	json_t *info;
	const struct weir_tree_ops *tree_ops; /* NULL: tree_fd was filled */
	void *tree;
};
struct weir_open_req {
	uint32_t size;
	const json_t *object;
	const char *revision; /* of the stored artifact */
	const json_t *info;
};
struct weir_open_res {
	uint32_t size;
	const struct weir_tree_ops *tree_ops;
	void *tree;
};
struct weir_source {
	uint32_t size;
	const struct weir_kind *const *kinds; /* NULL-ended */
	weir_inspect inspect;
	int (*fetch)(void *self, struct weir_call *call, const struct weir_fetch_req *req, struct weir_fetch_res *res,
		     struct weir_error *err);
	/*
	 * Open the tree of a revision fetched earlier (after a restart), from state_fd(), without the
	 * network.  Required of a source that gives trees.  WEIR_E_NOT_FOUND: fetch again.
	 */
	int (*open)(void *self, struct weir_call *call, const struct weir_open_req *req, struct weir_open_res *res,
		    struct weir_error *err);
};

struct weir_render_req {
	uint32_t size;
	const json_t *object;   /* the Kustomization, HelmRelease, OnePasswordItem */
	struct weir_tree *tree; /* artifact of its source, or NULL */
	const json_t *artifact; /* {revision, digest, ...}, or NULL */
	const json_t *history;  /* what this plugin kept of earlier runs, newest first: an array */
	const json_t *outcome;  /* NULL, or how the last plan ended: lets a renderer answer with a rollback */
};
struct weir_render_res {
	uint32_t size;
	/*
	 * The plan: [{ "name": "pre-upgrade", "objects": [...], "wait": true, "timeout_ms",
	 *   "delete": "before"|"succeeded"|"failed", "owned": true [default], "folder": "hooks" }, ...].
	 * Phases run in order; a phase whose objects are `owned` enters the inventory.  `folder`: a target
	 * of files keeps them apart, below that name.
	 */
	json_t *plan;
	json_t *record; /* kept by the core, comes back in `history`; may be NULL */
	json_t *info;   /* {"warnings": [text], ...}: for status and events; may be NULL */
};
struct weir_renderer {
	uint32_t size;
	const struct weir_kind *const *kinds; /* NULL-ended */
	weir_inspect inspect;
	/* The same inputs must give the same plan: the host skips the call when nothing read has changed. */
	int (*render)(void *self, struct weir_call *call, const struct weir_render_req *req,
		      struct weir_render_res *res, struct weir_error *err);
};

/*
 * An inventory is an array of entries {"group", "version", "kind", "namespace", "name", ...}: what
 * a unit has in the target.  The applier may add members of its own to an entry (a digest).
 */
struct weir_apply_req {
	uint32_t size;
	const json_t *owner;    /* ref of the unit: {group, kind, namespace, name} */
	const json_t *objects;  /* wanted: [object] */
	const json_t *previous; /* inventory of last time: what prune may delete */
	bool prune, force, dry_run;
	const json_t *units;  /* wanted too, but also units of weir: written only if the target shows units */
	const char *revision; /* being applied, or NULL */
	/*
	 * What stands in the target marked as another unit's fails with the reason "OwnedByAnother".  weir
	 * then looks who has it now, and asks again: objects that other units have, {weir_ref_key: unit}.
	 * What is not in here may be taken over from a unit.  NULL: nothing may.
	 */
	const json_t *others;
	const json_t *folders; /* of phases with a `folder`: {weir_ref_key: folder}; or NULL */
};
struct weir_apply_res {
	uint32_t size;
	json_t *inventory; /* what the unit has in the target now, also after a partial failure */
	/*
	 * [{"ref", "action": "created"|"configured"|"unchanged"|"pruned"|"skipped"|"failed",
	 *   "message", "diff"}]; `diff` with dry_run: text with - and + lines, secrets masked.
	 */
	json_t *changes;
};
struct weir_read_req {
	uint32_t size;
	const json_t *ref;
};
struct weir_read_res {
	uint32_t size;
	json_t *object;
};
/* Health of many objects at once, without waiting: the core asks again or is told by watch. */
struct weir_observe_req {
	uint32_t size;
	const json_t *refs;
};
struct weir_observe_res {
	uint32_t size;
	json_t *statuses; /* [{ref, status: Current|InProgress|Failed|Terminating|NotFound, message}] */
};
/* Optional: the target also holds units (Flux objects in a cluster). */
struct weir_watch_req {
	uint32_t size;
	const json_t *kinds;
	void (*changed)(void *arg, const char *type, json_t *object);
	void *arg;
};
struct weir_status_req {
	uint32_t size;
	const json_t *ref, *status;
};
struct weir_drift_req {
	uint32_t size;
	const json_t *owner;
	const json_t *inventory;
};
struct weir_drift_res {
	uint32_t size;
	json_t *drifted; /* [{ref, message}]: no longer as the inventory says; empty: nothing to do */
};
struct weir_applied_req {
	uint32_t size;
	const json_t *owner;
	const char *revision; /* source revision that is now in the target */
	const json_t *info;   /* of the artifact, or NULL */
	const json_t *changes;
};
struct weir_applier {
	uint32_t size;
	/*
	 * All or nothing per object; goes on after a failed one and then returns the first error, with
	 * res->inventory and res->changes filled in that case too (the one exception to "untouched").
	 */
	int (*apply)(void *self, struct weir_call *call, const struct weir_apply_req *req, struct weir_apply_res *res,
		     struct weir_error *err);
	int (*read)(void *self, struct weir_call *call, const struct weir_read_req *req, struct weir_read_res *res,
		    struct weir_error *err);
	int (*observe)(void *self, struct weir_call *call, const struct weir_observe_req *req,
		       struct weir_observe_res *res, struct weir_error *err);
	int (*watch)(void *self, struct weir_call *call, const struct weir_watch_req *req, struct weir_error *err);
	int (*status)(void *self, struct weir_call *call, const struct weir_status_req *req, struct weir_error *err);
	/* Optional, cheap: has the target left what the inventory says?  Without it the core renders and applies. */
	int (*drift)(void *self, struct weir_call *call, const struct weir_drift_req *req, struct weir_drift_res *res,
		     struct weir_error *err);
	/* Optional: a unit has settled at a revision and something changed (a commit in the target directory). */
	int (*applied)(void *self, struct weir_call *call, const struct weir_applied_req *req, struct weir_error *err);
};

struct weir_notify_req {
	uint32_t size;
	const json_t *provider; /* the Provider object */
	const json_t *secret;   /* its secretRef: the Secret's data decoded, {key: text}; or NULL */
	/*
	 * {id, timestamp (RFC 3339), severity: info|error, reason, message,
	 *  involvedObject: {apiVersion, kind, namespace, name}, metadata: {revision, summary, ...},
	 *  changes: [{ref, action}], reportingController}
	 */
	const json_t *event;
	const json_t *alert;  /* the Alert object that chose this event, or NULL */
	const json_t *record; /* what this plugin kept of the last delivery for the same alert and object, or NULL */
	const json_t *tls;    /* of the Provider's certSecretRef, as weir_http_req.tls; or NULL */
	const json_t *proxy;  /* of its proxySecretRef, as weir_http_req.proxy; or NULL */
};
struct weir_notify_res {
	uint32_t size;
	json_t *record;    /* kept by the core: a message id to edit; may be NULL */
	uint32_t pause_ms; /* delivered, but nothing more to this Provider before that: its rate limit is used up */
};
struct weir_notifier {
	uint32_t size;
	const char *const *types; /* Provider spec.type values; "*": those that no other plugin has; NULL-ended */
	/*
	 * Deliver one event.  The address is secret: never in log or error.  WEIR_E_INVALID: the
	 * receiver refuses this event, never try it again; WEIR_E_NOT_FOUND: nor any other, the
	 * address is gone; WEIR_E_UNSUPPORTED: the Provider is wrong, this event waits for its edit.
	 * After the last two nothing is sent until the Provider or its Secret changes.  Anything
	 * else: retried later, not before err->retry_after_ms.
	 */
	int (*notify)(void *self, struct weir_call *call, const struct weir_notify_req *req,
		      struct weir_notify_res *res, struct weir_error *err);
};

/*
 * Sees every plan of every unit between render() and the target, and may change it: labels for all, a
 * registry's mirror, a restart when a Secret has changed.  It runs inside the call of the render, so
 * what it reads is an input of the plan too: the same inputs must give the same plan.  Several filters
 * run in the order of the config; each sees what the one before has made.
 */
struct weir_filter_req {
	uint32_t size;
	const json_t *owner; /* ref of the unit */
	const json_t *plan;  /* see weir_render_res.plan; not to be changed: what changes is copied */
};
struct weir_filter_res {
	uint32_t size;
	json_t *plan;     /* NULL: as it was */
	json_t *warnings; /* [text]; may be NULL */
};
struct weir_filter {
	uint32_t size;
	int (*filter)(void *self, struct weir_call *call, const struct weir_filter_req *req,
		      struct weir_filter_res *res, struct weir_error *err);
};

/* What a plugin does for other plugins, by name; they meet only through the host. */
struct weir_service {
	const char *name; /* "kustomize/transform" */
	int (*call)(void *self, struct weir_call *call, const json_t *in, json_t **out, struct weir_error *err);
};

/* A verb of the command line: `weir build`, `weir template`. */
struct weir_command {
	const char *name;     /* "build" */
	const char *synopsis; /* "DIR [flags]" */
	const char *summary;  /* one line for `weir --help` */
	const char *help;     /* the whole text of --help: flags and examples */
	/* argv[0] is the verb.  Writes to stdout and stderr, returns the exit code. */
	int (*run)(void *self, struct weir_call *call, int argc, char **argv);
};

/* ---- the descriptor ----------------------------------------------------- */

enum weir_threads {
	WEIR_SERIAL = 0,       /* default: one call at a time in the whole plugin */
	WEIR_PER_INSTANCE = 1, /* one call at a time on one `self` */
	WEIR_PARALLEL = 2,     /* any number at once */
};

enum weir_type { WEIR_STRING, WEIR_BOOL, WEIR_INT, WEIR_DURATION, WEIR_SIZE, WEIR_LIST, WEIR_OBJECT };
#define WEIR_REQUIRED (1u << 0)
#define WEIR_SECRET   (1u << 1) /* never printed; redacted everywhere */
#define WEIR_PATH     (1u << 2) /* a relative value is made absolute against the config file's folder */

/*
 * How open() gets a value: WEIR_STRING json string · WEIR_BOOL json boolean · WEIR_INT json integer ·
 * WEIR_DURATION json integer, milliseconds ("1m30s") · WEIR_SIZE json integer, bytes ("10Mi") ·
 * WEIR_LIST json array · WEIR_OBJECT json object.  Without preset and value: absent.
 */
struct weir_option {
	const char *key;
	uint32_t type; /* enum weir_type */
	uint32_t flags;
	const char *preset; /* default, as written in the config file; NULL: none */
	const char *help;
};

struct weir_plugin {
	/* Set by WEIR_PLUGIN_HEAD, never by hand. */
	uint32_t size;
	uint32_t magic;
	uint16_t abi_major, abi_minor;
	uint16_t option_size, command_size, service_size, reserved; /* strides of the tables below */
	void (*jansson)(json_t *); /* must be weir's own json_delete: one jansson per process */

	/* Set by the author. */
	const char *name;    /* [a-z0-9-]+, as in weir.yaml */
	const char *version; /* of the plugin; a new one makes weir render everything again */
	const char *summary;
	const struct weir_option *options; /* ended by .key == NULL; may be NULL */
	uint32_t threads;                  /* enum weir_threads */

	/*
	 * @config has been checked against options and has every preset filled in; borrowed.  @host
	 * stays valid until close() returns.  On failure nothing stays open.  open() of a new
	 * generation runs while the old one still works.
	 */
	int (*open)(const struct weir_host *host, const json_t *config, void **self, struct weir_error *err);
	void (*close)(void *self); /* after the last call on self has returned */

	const struct weir_source *source;
	const struct weir_renderer *renderer;
	const struct weir_applier *applier;
	const struct weir_notifier *notifier;
	const struct weir_command *commands; /* ended by .name == NULL; may be NULL */
	const struct weir_service *services; /* ended by .name == NULL; may be NULL */
	/* since 1.1 */
	const struct weir_filter *filter;
};

#define WEIR_MAGIC 0x52494557u /* "WEIR" */
#define WEIR_PLUGIN_HEAD                                                                          \
	.size = sizeof(struct weir_plugin), .magic = WEIR_MAGIC, .abi_major = WEIR_ABI_MAJOR,     \
	.abi_minor = WEIR_ABI_MINOR, .option_size = sizeof(struct weir_option),                   \
	.command_size = sizeof(struct weir_command), .service_size = sizeof(struct weir_service), \
	.jansson = json_delete

/* Renamed by weir's own build for plugins that are linked into the executable. */
#ifndef WEIR_PLUGIN_SYMBOL
#define WEIR_PLUGIN_SYMBOL weir_plugin_v1
#endif

#define WEIR_PLUGIN(...)                                                \
	WEIR_EXPORT extern const struct weir_plugin WEIR_PLUGIN_SYMBOL; \
	const struct weir_plugin WEIR_PLUGIN_SYMBOL = { WEIR_PLUGIN_HEAD, __VA_ARGS__ }

#ifdef __cplusplus
}
#endif
#endif /* WEIR_PLUGIN_H */
