/* SPDX-License-Identifier: Apache-2.0 */
/*
 * HTTP for everyone: the only user of libcurl, which is opened (dlopen) at the first exchange, so
 * that commands that need no network start fast and an idle host stays small.  Thread-safe.
 * One pool of connections; TLS 1.2 or later; mirrors; limits; http and https only; the
 * Authorization header never leaves the host it was meant for; every URL and header value that
 * may hold a secret is redacted in errors and logs.
 */
#ifndef CORE_HTTP_HTTP_H
#define CORE_HTTP_HTTP_H

#include <weir/util.h>

struct http;
struct config_mirror;

struct http_options {
	const struct config_mirror *mirrors; /* copied */
	size_t mirror_count;
	const char *user_agent; /* "weir/1.0.0" */
};
struct http *http_new(const struct http_options *options);
void http_set_mirrors(struct http *http, const struct config_mirror *mirrors, size_t count);
void http_free(struct http *http);

/*
 * As weir_host.http.  @cancel_fd (-1: none) ends it early with WEIR_E_CANCELLED, @deadline_ms
 * (CLOCK_MONOTONIC) with WEIR_E_TIMEOUT.  When a mirror maps the URL, what is secret among the
 * request's headers (Authorization and its like, client certificate) is left out, and
 * @mirror_header (may be NULL), "Authorization: ...", is sent instead.
 * res->url is the address before a mirror mapped it.  tls.ca is trusted beside the system's CAs.
 */
int http_exchange(struct http *http, const struct weir_http_req *req, const char *mirror_header, int cancel_fd,
		  int64_t deadline_ms, struct weir_http_res *res, struct weir_error *err);
void http_res_done(struct weir_http_res *res);

/*
 * Longest-prefix match of the mirrors, on whole path segments: malloc'ed new URL, or NULL.
 * *secret: "namespace/name" of the mirror's Secret, or NULL; borrowed until http_free().
 */
char *http_mirror(struct http *http, const char *url, const char **secret);

#endif
