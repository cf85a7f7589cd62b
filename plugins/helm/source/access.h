/* SPDX-License-Identifier: Apache-2.0 */
/*
 * access.h - what opens a repository or registry: keys of the Secrets that an object names, read
 * through the host, redacted everywhere, wiped afterwards.  And the exchange itself.
 */
#ifndef HELM_SOURCE_ACCESS_H
#define HELM_SOURCE_ACCESS_H

#include "source.h"

struct access {
	char *from;            /* "Secret flux-system/charts", for messages; NULL: no credentials */
	char *user, *password; /* may be NULL */
	char *token;           /* a bearer token, or NULL */
	char *origin;          /* URL whose scheme, host and port may see them; NULL: all */
	json_t *tls, *proxy;   /* as struct weir_http_req wants them, or NULL */
};

/*
 * spec.secretRef, certSecretRef, proxySecretRef and passCredentials of @object, for @url.
 * @registry: a Secret of docker's config is looked through for the host of @url.
 */
int access_load(const struct fetch *f, const json_t *object, const char *url, bool registry, struct access *out,
		struct weir_error *err);
/* A mirror's own Secret (may be NULL), for the address it gave. */
int access_of_mirror(const struct fetch *f, const json_t *secret, const char *url, struct access *out,
		     struct weir_error *err);
void access_done(struct access *a);
/* "Authorization: ..." for a request to @url, or NULL: none, or none of its business. malloc'ed, for weir_wipe_free().
 */
char *access_header(const struct fetch *f, const struct access *a, const char *url);

struct download {
	const char *url;
	const char *accept;          /* header line, or NULL */
	const char *authorization;   /* header line in place of the access's own, or NULL */
	const char *etag, *modified; /* of what is already there; the answer may be 304 */
	const char *method;          /* NULL: GET */
	uint64_t max;                /* bytes */
	int fd;                      /* -1: into memory */
};
/* One exchange, whatever its status. 0, or a failure below HTTP. */
int download_raw(const struct fetch *f, const struct access *a, const struct download *d, struct weir_http_res *res,
		 struct weir_error *err);
/* The same, and anything but 2xx (and 304, when asked for) is an error that says what to do. */
int download(const struct fetch *f, const struct access *a, const struct download *d, struct weir_http_res *res,
	     struct weir_error *err);
int download_status_fail(const struct access *a, const char *url, const struct weir_http_res *res,
			 struct weir_error *err);
void download_done(struct weir_http_res *res);
/* Value of a header of the answer, or NULL. Borrowed. */
const char *download_header(const struct weir_http_res *res, const char *lower_name);

#endif
