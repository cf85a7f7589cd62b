/* SPDX-License-Identifier: Apache-2.0 */
/* http_private.h - one exchange is a row of transfers (redirects); what its files share. */
#ifndef CORE_HTTP_PRIVATE_H
#define CORE_HTTP_PRIVATE_H

#include <pthread.h>
#include "http/http.h"
#include "http/http_curl.h"

struct http_session;
struct mirror_list;

struct http {
	pthread_mutex_t lock;
	char *user_agent;
	char *ca_file, *ca_dir;      /* SSL_CERT_FILE, SSL_CERT_DIR, as other programs read them */
	struct mirror_list *mirrors; /* newest first; older ones stay for who borrowed from them */
	struct http_session *idle;   /* with their open connections */
	unsigned idle_count;
};

/* ---- http_session.c: a handle and its connections, used by one thread at a time ---- */

struct http_session {
	struct http_session *next;
	CURLM *multi;
	CURL *easy;
	char message[CURL_ERROR_SIZE];
};
struct http_session *http_session_take(struct http *http, const struct http_curl *curl, struct weir_error *err);
void http_session_give(struct http *http, const struct http_curl *curl, struct http_session *session);
void http_session_free_all(struct http *http);

/* ---- http_transfer.c: one request and its answer, no redirects ---- */

struct http_transfer {
	struct http *http;
	const struct http_curl *curl;
	struct http_session *session;
	const struct weir_http_req *req;
	const char *url; /* where it really goes */
	const char *method;
	bool with_body;
	bool foreign;             /* another host than the request's own: no credentials */
	bool mirrored;            /* url is a mirror's: the request's proxy is not for it */
	const char *extra_header; /* of a mirror, or NULL */
	int cancel_fd;
	int64_t deadline; /* CLOCK_MONOTONIC ms */
	uint64_t max_body;

	/* the answer */
	int status;
	json_t *headers;
	char *location;
	struct weir_strbuf body;

	/* while it runs */
	size_t header_bytes;
	uint64_t body_bytes;
	struct weir_error *err; /* filled by what a callback refused */
	int refused;            /* its code, 0: nothing */
};
int http_transfer_run(struct http_transfer *t);
void http_transfer_clear(struct http_transfer *t); /* the answer, for the next hop */

/* ---- http_header.c ---- */

/* Method and headers of the request are what HTTP allows: no line breaks, sound names. */
int http_check_request(const struct weir_http_req *req, struct weir_error *err);
struct curl_slist *http_header_list(const struct http_transfer *t);
/* One line of the answer: statuses, headers joined, the first Location. */
int http_header_line(struct http_transfer *t, const char *line, size_t len);
/* The caller asks for "Accept-Encoding: gzip", and for its being undone. */
bool http_wants_gzip(const struct weir_http_req *req);

/* ---- http_redirect.c ---- */

/* "http" and "https" alone, with a host. */
int http_check_url(const struct http_curl *curl, const char *url, struct weir_error *err);
bool http_is_redirect(const struct http_transfer *t);
/* Absolute target of t->location, malloc'ed, or NULL with *err (other protocols, https to http). */
char *http_redirect_target(const struct http_transfer *t, struct weir_error *err);
/* Scheme, host and port are the same. */
bool http_same_origin(const struct http_curl *curl, const char *a, const char *b);

/* ---- http_error.c ---- */

int http_fail_curl(struct weir_error *err, const struct http_transfer *t, CURLcode code);

/* ---- http_mirror.c ---- */

void http_mirrors_free(struct http *http);

#endif
