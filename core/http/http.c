/* SPDX-License-Identifier: Apache-2.0 */
/*
 * http.c - one exchange: request checked, mirror looked up, transfers until one answers with
 * something else than a redirect.  The way: http.c -> http_mirror.c -> http_transfer.c (with
 * http_header.c) -> http_redirect.c -> again; errors are put in words by http_error.c.
 */
#include <stdlib.h>
#include <time.h>
#include "base/limits.h"
#include "base/log.h"
#include "http/http_private.h"

struct http *http_new(const struct http_options *options)
{
	struct http *http = weir_calloc(1, sizeof(*http));
	const char *file = secure_getenv("SSL_CERT_FILE"), *dir = secure_getenv("SSL_CERT_DIR");

	pthread_mutex_init(&http->lock, NULL);
	http->user_agent = weir_strdup(options->user_agent ? options->user_agent : "weir");
	http->ca_file = file && *file ? weir_strdup(file) : NULL;
	http->ca_dir = dir && *dir ? weir_strdup(dir) : NULL;
	http_set_mirrors(http, options->mirrors, options->mirror_count);
	return http;
}

void http_free(struct http *http)
{
	if (!http)
		return;
	http_session_free_all(http);
	http_mirrors_free(http);
	pthread_mutex_destroy(&http->lock);
	free(http->user_agent);
	free(http->ca_file);
	free(http->ca_dir);
	free(http);
}

void http_res_done(struct weir_http_res *res)
{
	json_decref(res->headers);
	free(res->body);
	free(res->url);
	*res = (struct weir_http_res){ .size = res->size };
}

static int64_t deadline_of(const struct weir_http_req *req, int64_t deadline_ms)
{
	struct timespec ts;
	int64_t own;

	if (!req->timeout_ms)
		return deadline_ms;
	clock_gettime(CLOCK_MONOTONIC, &ts);
	own = (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000 + req->timeout_ms;
	return own < deadline_ms ? own : deadline_ms;
}

/* The state of one exchange between its hops; strings owned. */
struct exchange {
	struct http_transfer t;
	char *logical; /* as asked for, or where a redirect led */
	char *actual;  /* where it goes: a mirror's, or the same */
};

static void exchange_done(struct exchange *x)
{
	json_decref(x->t.headers);
	free(x->t.location);
	weir_strbuf_done(&x->t.body);
	free(x->logical);
	free(x->actual);
}

/* Go to @url (taken over) next: through a mirror if one has it, unless it was a mirror that sent us there. */
static int aim(struct exchange *x, char *url, const char *mirror_header, struct weir_error *err)
{
	char *mapped = x->t.mirrored ? NULL : http_mirror(x->t.http, url, NULL);

	free(x->logical);
	free(x->actual);
	x->logical = url;
	x->actual = mapped ? mapped : weir_strdup(url);
	x->t.url = x->actual;
	if (mapped) {
		x->t.foreign = x->t.mirrored = true;
		x->t.extra_header = mirror_header;
	}
	if (http_check_url(x->t.curl, x->actual, NULL))
		return weir_fail(err, WEIR_E_INVALID, "URLInvalid", "%s is not an http:// or https:// URL%s", x->actual,
				 mapped ? " (see mirrors: in weir.yaml)" : "");
	return 0;
}

/* 303, and 301 and 302 of what is neither GET nor HEAD, go on as GET (RFC 9110, 15.4). */
static void choose_method(struct http_transfer *t)
{
	if (!strcmp(t->method, "GET") || !strcmp(t->method, "HEAD") || t->status == 307 || t->status == 308)
		return;
	t->method = "GET";
	t->with_body = false;
}

static int follow(struct exchange *x, struct weir_error *err)
{
	struct http_transfer *t = &x->t;
	char *next = http_redirect_target(t, err);

	if (!next)
		return weir_fail_prefix(err, "%s %s", t->method, t->url);
	if (!http_same_origin(t->curl, t->url, next)) {
		t->foreign = true; /* for good: a way back that another host chose gets no credentials either */
		t->extra_header = NULL;
	}
	choose_method(t);
	http_transfer_clear(t);
	return aim(x, next, NULL, err);
}

static int run_hops(struct exchange *x, struct weir_error *err)
{
	unsigned hops;
	int rc;

	for (hops = 0; hops <= LIMIT_HTTP_REDIRECTS; hops++) {
		rc = http_transfer_run(&x->t);
		if (rc || !http_is_redirect(&x->t))
			return rc;
		rc = follow(x, err);
		if (rc)
			return rc;
	}
	return weir_fail(err, WEIR_E_INVALID, "RedirectRefused", "%s %s: more than %d redirects", x->t.method,
			 x->actual, LIMIT_HTTP_REDIRECTS);
}

static void give(struct exchange *x, struct weir_http_res *res)
{
	bool in_memory = x->t.req->body_out_fd < 0 || x->t.status < 200 || x->t.status >= 300;

	if (http_wants_gzip(x->t.req) && json_object_del(x->t.headers, "content-encoding") == 0)
		json_object_del(x->t.headers, "content-length"); /* of what is no longer encoded */
	res->status = x->t.status;
	res->headers = json_incref(x->t.headers);
	res->url = x->logical;
	x->logical = NULL;
	res->body_len = in_memory ? x->t.body.len : 0;
	res->body = in_memory ? weir_strbuf_take(&x->t.body) : NULL;
}

/* URLs and what libcurl says may hold a secret: here every message of this folder passes. */
static void redact_message(struct weir_error *err)
{
	char *safe = redact(err->message ? err->message : "");

	free(err->message);
	err->message = safe;
}

int http_exchange(struct http *http, const struct weir_http_req *req, const char *mirror_header, int cancel_fd,
		  int64_t deadline_ms, struct weir_http_res *res, struct weir_error *err)
{
	struct weir_error local = WEIR_ERROR_INIT, *e = err ? err : &local;
	struct exchange x = { .t = { .http = http,
				     .req = req,
				     .method = req->method,
				     .with_body = req->body != NULL,
				     .cancel_fd = cancel_fd,
				     .deadline = deadline_of(req, deadline_ms),
				     .max_body = req->max_body ? req->max_body : LIMIT_HTTP_BODY,
				     .err = e } };
	int rc = http_check_request(req, e);

	if (!rc && !(x.t.curl = http_curl(e)))
		rc = e->code;
	if (!rc && !(x.t.session = http_session_take(http, x.t.curl, e)))
		rc = e->code;
	if (!rc) {
		x.t.headers = json_object();
		rc = aim(&x, weir_strdup(req->url), mirror_header, e);
	}
	if (!rc)
		rc = run_hops(&x, e);
	if (!rc)
		give(&x, res);
	if (x.t.session)
		http_session_give(http, x.t.curl, x.t.session);
	exchange_done(&x);
	if (rc)
		redact_message(e);
	weir_error_done(&local);
	return rc;
}
