/* SPDX-License-Identifier: Apache-2.0 */
/*
 * http.c - Git's smart HTTP over the host's client: one GET for the references, one POST for a pack,
 * whose answer goes through a file of the work folder, never through memory.
 */
#include "protocol.h"

#include <stdlib.h>
#include <unistd.h>

struct http_state {
	char *base;     /* where redirects of the first answer led */
	bool same_host; /* as the URL: only there the credentials go */
};

/* Status codes that mean something of their own here; others are failures of the server. */
static const struct {
	int status, code;
	const char *with, *without; /* credentials */
} statuses[] = {
	{ 401, WEIR_E_AUTH, "the server refuses the credentials of %s",
	  "the server wants credentials: name a Secret with username and password in spec.secretRef" },
	{ 403, WEIR_E_AUTH, "the server does not allow this with %s",
	  "the server does not allow this without credentials: name a Secret in spec.secretRef" },
	{ 404, WEIR_E_NOT_FOUND, "the repository does not exist, or %s may not see it",
	  "the repository does not exist, or is not public (then spec.secretRef must name credentials)" },
	{ 410, WEIR_E_NOT_FOUND, "the repository is gone (%s)", "the repository is gone" },
	{ 407, WEIR_E_AUTH, "the proxy wants other credentials (%s are the server's)",
	  "the proxy wants credentials: name a Secret in spec.proxySecretRef" },
};

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static int status_fail(const struct remote *r, const struct weir_http_res *res, struct weir_error *err)
{
	const char *from = r->creds.from;
	size_t i;

	for (i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++) {
		if (statuses[i].status != res->status)
			continue;
		if (from)
			return remote_fail(r, err, statuses[i].code, statuses[i].with, from);
		return remote_fail(r, err, statuses[i].code, "%s", statuses[i].without);
	}
	return remote_fail(r, err, WEIR_E_TRANSIENT, "the server answers with HTTP status %d", res->status);
}
#pragma GCC diagnostic pop

/* Retry-After in seconds is obeyed. */
static void take_retry_after(const struct weir_http_res *res, struct weir_error *err)
{
	const char *text = json_string_value(json_object_get(res->headers, "retry-after"));
	long seconds = text ? strtol(text, NULL, 10) : 0;

	if (err && seconds > 0 && seconds < 86400 && (res->status == 429 || res->status == 503))
		err->retry_after_ms = (uint32_t)seconds * 1000;
}

static void res_done(struct weir_http_res *res)
{
	json_decref(res->headers);
	free(res->body);
	free(res->url);
	*res = (struct weir_http_res){ .size = sizeof(*res) };
}

static int send_request(struct remote *r, struct weir_http_req *req, const char *accept, struct weir_http_res *res,
			struct weir_error *err)
{
	const struct weir_host *host = r->job->git->host;
	struct http_state *state = r->state;
	const char *headers[4] = { accept };
	size_t n = 1;
	int rc;

	if (req->body)
		headers[n++] = "Content-Type: application/x-git-upload-pack-request";
	if (r->creds.authorization && (!state || state->same_host))
		headers[n++] = r->creds.authorization;
	req->size = sizeof(*req);
	req->headers = headers;
	req->tls = r->creds.tls;
	req->proxy = r->creds.proxy;
	rc = host->http(r->job->call, req, res, err);
	if (rc) {
		if (err && rc == WEIR_E_TRANSIENT)
			memcpy(err->reason, "GitOperationFailed", sizeof("GitOperationFailed"));
		if (err && err->message && !strstr(err->message, r->url.text)) /* weir's client names what it asked */
			weir_fail_prefix(err, "%s", r->shown);
		return rc;
	}
	if (res->status >= 200 && res->status < 300)
		return 0;
	rc = status_fail(r, res, err);
	take_retry_after(res, err);
	res_done(res);
	return rc;
}

/* Hosters redirect the first request ("/repo" to "/repo.git"): the second goes where that ended. */
static int take_base(struct remote *r, const char *ended, struct weir_error *err)
{
	static const char tail[] = "/info/refs?service=git-upload-pack";
	size_t n = ended ? strlen(ended) : 0, cut = sizeof(tail) - 1;
	struct http_state *state = weir_calloc(1, sizeof(*state));
	struct git_url url;

	r->state = state;
	state->same_host = true;
	if (r->mirrored || n <= cut || strcmp(ended + n - cut, tail) != 0) {
		state->base = weir_strdup(r->url.text);
		return 0;
	}
	state->base = weir_strndup(ended, n - cut);
	if (url_parse("the address that the server redirects to", state->base, &url, err))
		return WEIR_E_INVALID;
	state->same_host = url_same_host(&url, &r->url);
	url_done(&url);
	return 0;
}

static int http_list(struct remote *r, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *url = weir_asprintf("%s/info/refs?service=git-upload-pack", r->url.text);
	struct weir_http_req req = { .method = "GET", .url = url, .body_out_fd = -1 };
	struct weir_http_res res = { .size = sizeof(res) };
	int rc;

	rc = send_request(r, &req, "Accept: application/x-git-upload-pack-advertisement, */*", &res, err);
	if (rc)
		return rc;
	rc = take_base(r, res.url, err);
	if (!rc)
		rc = advert_parse(r, res.body ? res.body : "", res.body_len, true, err);
	res_done(&res);
	return rc;
}

static int feed_file(int fd, struct answer *a, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *chunk = weir_malloc(64 << 10);
	off_t at = 0;
	ssize_t n;
	int rc = 0;

	while (!rc && (n = pread(fd, chunk, 64 << 10, at)) > 0) {
		at += n;
		rc = answer_feed(a, chunk, (size_t)n, err);
	}
	return rc ? rc : answer_finish(a, err);
}

static int http_fetch(struct remote *r, const git_oid *wants, size_t count, bool shallow, const struct tips *tips,
		      struct store *store, struct weir_error *err)
{
	const struct http_state *state = r->state;
	WEIR_CLEAN_FREE char *url = weir_asprintf("%s/git-upload-pack", state->base);
	WEIR_CLEAN_STRBUF struct weir_strbuf body = WEIR_STRBUF_INIT;
	struct weir_http_req req = { .method = "POST", .url = url };
	struct weir_http_res res = { .size = sizeof(res) };
	struct answer *a = NULL;
	int fd = remote_spool(r, err), rc;

	if (fd < 0)
		return fd;
	request_build(r, wants, count, shallow, tips, &body);
	req.body = body.data;
	req.body_len = body.len;
	req.body_out_fd = fd;
	req.max_body = r->job->git->max_pack + r->job->git->max_pack / 8; /* the side band's frames */
	rc = send_request(r, &req, "Accept: application/x-git-upload-pack-result", &res, err);
	res_done(&res);
	if (!rc)
		rc = answer_new(r, store, shallow, &a, err);
	if (!rc)
		rc = feed_file(fd, a, err);
	answer_free(a);
	close(fd);
	return rc;
}

static void http_close(struct remote *r)
{
	struct http_state *state = r->state;

	if (state)
		free(state->base);
	free(state);
}

const struct transport transport_http = { .list = http_list, .fetch = http_fetch, .close = http_close };
