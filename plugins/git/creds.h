/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What opens a remote: the keys of a Secret, read through the host, redacted everywhere, wiped
 * afterwards.
 */
#ifndef PLUGINS_GIT_CREDS_H
#define PLUGINS_GIT_CREDS_H

#include "git.h"
#include "spec.h"

struct git_creds {
	char *from;                              /* "Secret flux-system/git", for messages; NULL: none given */
	char *authorization;                     /* "Authorization: Basic ..." or NULL */
	json_t *tls, *proxy;                     /* as struct weir_http_req wants them, or NULL */
	char *identity, *password, *known_hosts; /* ssh */
};

/* Whose credentials, and for which address. */
struct creds_for {
	const struct git_spec *spec;
	const struct git_url *url;   /* that will be spoken to; its user:password@ counts when nothing else is given */
	bool foreign;                /* another host than spec.url's: nothing of spec.secretRef */
	bool mirrored;               /* then nothing of the object, for all of it belongs to the original host, */
	const json_t *mirror_secret; /* but what the mirror has of its own (a Secret object), or NULL */
};
int creds_load(const struct job *job, const struct creds_for *what, struct git_creds *out, struct weir_error *err);
void creds_done(struct git_creds *creds);

#endif
