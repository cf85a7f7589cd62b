/* SPDX-License-Identifier: Apache-2.0 */
/*
 * directory.h - a folder as target: one YAML file an object.  What the files of this plugin share.
 * README.md tells the layout and the way of a call.  Every path here is relative to the folder.
 */
#ifndef DIRECTORY_H
#define DIRECTORY_H

#include <sys/stat.h>
#include <weir/util.h>
#include <weir/yaml.h>

struct directory {
	const struct weir_host *host;
	char *path;
	bool units; /* objects that are units of weir are written too */
	bool commit, commit_secrets;
	char *author; /* of commits, or NULL: the service's own */
};

#define STORAGE_REASON "StorageOperationFailed"
#define FILE_MAX       ((size_t)64 << 20) /* as weir's own limit of a file */
#define STAGING        ".weir"            /* where files are written before they are renamed into place */

/* Descriptors close themselves: `CLEAN_FD int fd = ...`. */
void directory_close_fd(int *fd);
#define CLEAN_FD __attribute__((cleanup(directory_close_fd)))

/* ---- names.c: where an object lies ---- */

/* "<namespace|_cluster>/<Kind.group>/<name>.yaml" of an object or reference: malloc'ed, or NULL with *err. */
char *names_path(const json_t *object, struct weir_error *err);
/* Of an object that lies apart, below @folder; NULL: it does not. An entry of the inventory says it itself. */
char *names_path_below(const char *folder, const json_t *object, struct weir_error *err);
bool names_is_secret(const json_t *object);
/* Lower case, for names that would be one on a file system that ignores case. malloc'ed. */
char *names_fold(const char *path);

/* ---- place.c: the file system, beneath the folder, never through a link ---- */

/* The folder itself: fd, or -1 with *err (WEIR_E_NOT_FOUND: it is not there and @create is false). */
int place_root(const struct directory *d, bool create, struct weir_error *err);
int place_open(int root, const char *path, int flags);        /* fd or -1 with errno */
int place_parent(int root, const char *path, bool create);    /* fd of its folder, or -1 with errno */
bool place_stat(int root, const char *path, struct stat *st); /* of what is there; a link is not followed */
/* The whole file; WEIR_E_NOT_FOUND when there is none. */
int place_read(int root, const char *path, char **data, size_t *len, struct stat *st, struct weir_error *err);
int place_remove(int root, const char *path, struct weir_error *err); /* and its folders when they are empty */
/* errno as an error: what, why, what to do. Returns the code. */
int place_fail(struct weir_error *err, int number, const char *fmt, ...) WEIR_PRINTF(3, 4);

/* ---- marker.c: the comment line that says whose a file is ---- */

/* File of an object: the marker and the object as YAML. */
int marker_file(const char *owner, const json_t *object, struct weir_strbuf *out, struct weir_error *err);
char *marker_owner(const char *text);      /* key of the owner, malloc'ed, or NULL: not weir's */
const char *marker_body(const char *text); /* behind the marker */
char *marker_people(const char *owner);    /* "Kustomization/flux-system/apps" of a key. malloc'ed */

/* ---- entry.c: what the inventory keeps of a file ---- */

/* {group, version, kind, namespace, name, digest, object, size, mtime, ctime, inode}: new reference. */
json_t *entry_new(const json_t *object, const char *folder, const char *object_digest, const char *digest,
		  const struct stat *st);
json_t *entry_ref(const json_t *entry); /* {group, version, kind, namespace, name}: new reference */
mode_t entry_mode(const json_t *entry);
/* The file is, as far as stat can tell, the one that was written. */
bool entry_is_same(const json_t *entry, const struct stat *st);

/* ---- writer.c: many files at once, with few fsyncs ---- */

struct writer;
struct writer *writer_new(int root);
/*
 * Write @text beside; writer_flush() brings it to @path.  done(arg, err, st): err NULL when it is there.
 * May flush those before it.
 */
void writer_add(struct writer *w, const char *path, mode_t mode, const struct weir_strbuf *text,
		void (*done)(void *arg, struct weir_error *err, const struct stat *st), void *arg);
void writer_flush(struct writer *w);
/* Flush, make names durable. 0 or code. */
int writer_end(struct writer *w, struct weir_error *err); /* frees */

/* ---- plan.c: what to do about one object ---- */

enum action { ACTION_NONE, ACTION_CREATED, ACTION_CONFIGURED, ACTION_UNCHANGED };

struct item {
	struct apply *apply;
	const json_t *object;
	const json_t *before; /* entry of the last inventory, or NULL */
	const char *folder;   /* that its path begins with, or NULL */
	char *path;
	enum action action;
	bool failed;
	char *message; /* why it failed */
	json_t *entry; /* of the new inventory, or NULL */
	char *diff;    /* dry run */
	char object_digest[65], digest[65];
};

struct apply {
	struct directory *directory;
	struct weir_call *call;
	const struct weir_apply_req *req;
	int root;         /* -1: dry run, and the folder is not there */
	char *owner;      /* key */
	json_t *previous; /* path -> entry of req->previous */
	json_t *wanted;   /* folded path -> path */
	json_t *folders;  /* folder -> {folded name: name}: what lies where something is created */
	struct item *items;
	size_t count;
	struct writer *writer;
	json_t *inventory, *changes;
	struct weir_error *first; /* error of the call */
};
/* Decide; with something to write, @text is filled and true returned. */
bool plan_item(struct item *item, struct weir_strbuf *text);
void item_fail(struct item *item, struct weir_error *err); /* *err is released */

/* ---- the rest of apply ---- */

void prune_all(struct apply *a);  /* prune.c: what was and is not wanted any more */
void prune_none(struct apply *a); /* the apply was stopped: it all stays in the inventory */
void changes_add(struct apply *a, const json_t *ref, const char *action, const char *message, const char *diff);
void changes_fail(struct apply *a, const json_t *ref, struct weir_error *err); /* *err is released */

/* ---- diff.c ---- */

/* Unified diff of two file texts of @object's kind, values of Secrets masked. NULL: no such file. malloc'ed. */
char *diff_files(const json_t *object, const char *path, const char *before, const char *after);
/* lines.c: the hunks alone. */
void lines_diff(struct weir_strbuf *out, const char *before, const char *after);

/* ---- the role ---- */

int directory_apply(void *self, struct weir_call *call, const struct weir_apply_req *req, struct weir_apply_res *res,
		    struct weir_error *err);
int directory_read(void *self, struct weir_call *call, const struct weir_read_req *req, struct weir_read_res *res,
		   struct weir_error *err);
int directory_observe(void *self, struct weir_call *call, const struct weir_observe_req *req,
		      struct weir_observe_res *res, struct weir_error *err);
int directory_drift(void *self, struct weir_call *call, const struct weir_drift_req *req, struct weir_drift_res *res,
		    struct weir_error *err);
int directory_applied(void *self, struct weir_call *call, const struct weir_applied_req *req, struct weir_error *err);

#endif
