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

/*
 * Those of the object (spec.secretRef, spec.proxySecretRef), or, when @mirrored, those of
 * @mirror_secret (a Secret object or NULL) alone: an object's own belong to the original host.
 */
int creds_load(const struct job *job, const struct git_spec *spec, bool mirrored, const json_t *mirror_secret,
	       struct git_creds *out, struct weir_error *err);
/* Of user:password@ in a URL, when nothing else was given. */
void creds_of_url(const struct job *job, const struct git_url *url, struct git_creds *creds);
void creds_done(struct git_creds *creds);

#endif
