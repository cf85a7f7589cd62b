/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A remote repository: its references, and bringing objects of it into a store.  http.c, ssh.c and
 * local.c are the three ways to one; the first two share protocol.c, Git's own over a byte stream.
 */
#ifndef PLUGINS_GIT_REMOTE_H
#define PLUGINS_GIT_REMOTE_H

#include "creds.h"
#include "store.h"

struct ref {
	git_oid id;
	git_oid commit; /* what an annotated tag leads to; else id */
	const char *name;
};

struct remote;
struct transport {
	/* Fill refs. */
	int (*list)(struct remote *r, struct weir_error *err);
	/* Bring @wants: with a full history, or (shallow) without their parents and what tips have. */
	int (*fetch)(struct remote *r, const git_oid *wants, size_t count, bool shallow, const struct tips *tips,
		     struct store *store, struct weir_error *err);
	void (*close)(struct remote *r);
};
extern const struct transport transport_http, transport_ssh, transport_local;

struct remote {
	const struct job *job;
	const struct transport *transport;
	void *state;        /* of the transport */
	struct git_url url; /* the real one, after mirrors */
	char *shown;        /* for messages */
	struct git_creds creds;
	bool mirrored;
	char id[17]; /* digest of the URL: whose commits `have` may name */

	struct weir_arena *arena;
	struct ref *refs;
	size_t count, capacity;
	const char *head;        /* the branch that HEAD is, "refs/heads/main", or NULL */
	const char *caps;        /* of the advertisement: " ofs-delta shallow ..." */
	bool listed, any_commit; /* any commit may be wanted, not only those of references */
};

/* @url as the object has it.  Nothing is sent before remote_list(). */
void remote_open(const struct job *job, const struct git_url *url, struct remote *out);
/* Where mirrors send a URL: sets url, mirrored; *secret (new reference or NULL) is the mirror's own. */
int remote_mirror(struct remote *r, json_t **secret, struct weir_error *err);
int remote_list(struct remote *r, struct weir_error *err);
const struct ref *remote_ref(const struct remote *r, const char *name);
void remote_add_ref(struct remote *r, const git_oid *id, const char *name, size_t len);
int remote_fetch(struct remote *r, const git_oid *wants, size_t count, bool shallow, const struct tips *tips,
		 struct store *store, struct weir_error *err);
/* A file of the call's work folder without a name, to read and write; a code with *err. */
int remote_spool(const struct remote *r, struct weir_error *err);
void remote_close(struct remote *r);
/* "ssh://host/path: what" with the reason Flux gives to failures of the remote. */
int remote_fail(const struct remote *r, struct weir_error *err, int code, const char *fmt, ...) WEIR_PRINTF(4, 5);
bool remote_has_cap(const struct remote *r, const char *cap);
/* Words of the server for a message: printable, one line, short; malloc'ed. */
char *remote_words(const char *text, size_t len);

#endif
