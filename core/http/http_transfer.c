/* SPDX-License-Identifier: Apache-2.0 */
/*
 * http_transfer.c - one request and its answer: options of the handle, the limits on what comes
 * back, and a loop that also listens to the call's cancellation and deadline.
 */
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
#include "base/io.h"
#include "base/limits.h"
#include "http/http_private.h"

#define CONNECT_SECONDS 30L  /* until a connection stands */
#define STALL_SECONDS   300L /* without a byte in either direction */
#define POLL_MS         1000

static int64_t now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

/* ---- what comes back ---- */

static bool is_success(const struct http_transfer *t)
{
	return t->status >= 200 && t->status < 300;
}

static int write_fd(struct http_transfer *t, const char *data, size_t n)
{
	ssize_t done;

	for (; n; data += done, n -= (size_t)done) {
		done = write(t->req->body_out_fd, data, n);
		if (done < 0 && errno != EINTR)
			return io_fail(t->err, errno, "cannot write what %s answers", t->url);
		if (done < 0)
			done = 0;
	}
	return 0;
}

static size_t on_body(char *data, size_t size, size_t n, void *arg)
{
	struct http_transfer *t = arg;
	curl_off_t length = -1;

	n *= size;
	t->curl->easy_getinfo(t->session->easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
	t->body_bytes += n;
	if (t->body_bytes > t->max_body || (length > 0 && (uint64_t)length > t->max_body)) {
		t->refused =
			weir_fail(t->err, WEIR_E_INVALID, "TooLarge", "%s %s: the answer is larger than %llu bytes",
				  t->method, t->url, (unsigned long long)t->max_body);
		return 0;
	}
	if (t->req->body_out_fd < 0 || !is_success(t)) {
		weir_strbuf_add(&t->body, data, n);
		return n;
	}
	t->refused = write_fd(t, data, n);
	return t->refused ? 0 : n;
}

static size_t on_header(char *data, size_t size, size_t n, void *arg)
{
	struct http_transfer *t = arg;

	t->refused = http_header_line(t, data, n * size);
	return t->refused ? 0 : n * size;
}

/* ---- options ---- */

#define SET(option, value) t->curl->easy_setopt(t->session->easy, CURLOPT_##option, value)

static void set_blob(const struct http_transfer *t, CURLoption option, const json_t *tls, const char *key)
{
	const char *text = weir_get_str(tls, key);
	struct curl_blob blob = { .data = (void *)text, .flags = CURL_BLOB_COPY };

	if (!text || !*text)
		return;
	blob.len = strlen(text);
	t->curl->easy_setopt(t->session->easy, option, &blob);
}

static void set_tls(const struct http_transfer *t)
{
	const json_t *tls = t->req->tls;

	SET(SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	if (t->http->ca_file)
		SET(CAINFO, t->http->ca_file);
	if (t->http->ca_dir)
		SET(CAPATH, t->http->ca_dir);
	if (!tls)
		return;
	set_blob(t, CURLOPT_CAINFO_BLOB, tls, "ca");
	if (!t->foreign) {
		set_blob(t, CURLOPT_SSLCERT_BLOB, tls, "cert");
		set_blob(t, CURLOPT_SSLKEY_BLOB, tls, "key");
	}
	if (weir_get_bool(tls, "insecure", false)) {
		SET(SSL_VERIFYPEER, 0L);
		SET(SSL_VERIFYHOST, 0L);
	}
}

static void set_proxy(const struct http_transfer *t)
{
	const char *address = weir_get_str(t->req->proxy, "address");

	if (!address || !*address || t->mirrored)
		return; /* the environment's, which libcurl reads */
	SET(PROXY, address);
	SET(NOPROXY, "");
	if (weir_get_str(t->req->proxy, "username"))
		SET(PROXYUSERNAME, weir_get_str(t->req->proxy, "username"));
	if (weir_get_str(t->req->proxy, "password"))
		SET(PROXYPASSWORD, weir_get_str(t->req->proxy, "password"));
}

static void set_request(const struct http_transfer *t)
{
	const struct weir_http_req *req = t->req;

	SET(URL, t->url);
	if (!strcmp(t->method, "HEAD"))
		SET(NOBODY, 1L);
	if (t->with_body) {
		SET(POSTFIELDSIZE_LARGE, (curl_off_t)req->body_len);
		SET(POSTFIELDS, req->body);
	}
	if (strcmp(t->method, "HEAD") != 0)
		SET(CUSTOMREQUEST, t->method);
	SET(USERAGENT, t->http->user_agent);
	/*
	 * Undone only for who asks: there are servers that call every .tgz "encoded", and a file must
	 * stay what its digest says.
	 */
	if (http_wants_gzip(req))
		SET(ACCEPT_ENCODING, "gzip");
}

static void set_policy(const struct http_transfer *t)
{
	SET(PROTOCOLS_STR, "http,https");
	SET(FOLLOWLOCATION, 0L);
	SET(HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	SET(NOSIGNAL, 1L);
	SET(QUICK_EXIT, 1L); /* a cancelled call does not wait for a slow DNS server */
	SET(SUPPRESS_CONNECT_HEADERS, 1L);
	SET(CONNECTTIMEOUT, CONNECT_SECONDS);
	SET(LOW_SPEED_LIMIT, 1L);
	SET(LOW_SPEED_TIME, STALL_SECONDS);
	SET(TCP_KEEPALIVE, 1L);
	SET(ERRORBUFFER, t->session->message);
}

static void set_callbacks(struct http_transfer *t)
{
	SET(WRITEFUNCTION, on_body);
	SET(WRITEDATA, t);
	SET(HEADERFUNCTION, on_header);
	SET(HEADERDATA, t);
}

/*
 * tls.serverName: the certificate is checked for that name although the connection goes to the
 * URL's host.  libcurl has no such option, but connects a name to another host (CONNECT_TO).
 * Returns the list for CONNECT_TO, or NULL.
 */
static struct curl_slist *set_server_name(const struct http_transfer *t, struct curl_slist **headers)
{
	const char *name = t->foreign ? NULL : weir_get_str(t->req->tls, "serverName");
	char *host = NULL, *port = NULL, *url = NULL;
	struct curl_slist *to = NULL;
	CURLU *u = name && *name ? t->curl->url() : NULL;

	if (!u)
		return NULL;
	if (!t->curl->url_set(u, CURLUPART_URL, t->url, 0) && !t->curl->url_get(u, CURLUPART_HOST, &host, 0) &&
	    !t->curl->url_get(u, CURLUPART_PORT, &port, CURLU_DEFAULT_PORT) &&
	    !t->curl->url_set(u, CURLUPART_HOST, name, 0) && !t->curl->url_get(u, CURLUPART_URL, &url, 0)) {
		WEIR_CLEAN_FREE char *row = weir_asprintf("%s:%s:%s:%s", name, port, host, port);
		WEIR_CLEAN_FREE char *header = weir_asprintf("Host: %s:%s", host, port);

		to = t->curl->slist_append(NULL, row);
		*headers = t->curl->slist_append(*headers, header);
		SET(URL, url);
		SET(CONNECT_TO, to);
	}
	t->curl->free(host);
	t->curl->free(port);
	t->curl->free(url);
	t->curl->url_cleanup(u);
	return to;
}

/* ---- running ---- */

static int check_stop(struct http_transfer *t, bool cancelled)
{
	if (cancelled)
		return weir_fail(t->err, WEIR_E_CANCELLED, NULL, "%s %s: cancelled", t->method, t->url);
	if (now_ms() >= t->deadline)
		return weir_fail(t->err, WEIR_E_TIMEOUT, NULL, "%s %s: no complete answer within the time allowed",
				 t->method, t->url);
	return 0;
}

static int wait_for_more(struct http_transfer *t)
{
	struct curl_waitfd extra = { .fd = t->cancel_fd, .events = CURL_WAIT_POLLIN };
	int64_t left = t->deadline - now_ms();
	int ms = left > POLL_MS ? POLL_MS : left < 1 ? 1 : (int)left;

	t->curl->multi_poll(t->session->multi, &extra, t->cancel_fd >= 0, ms, NULL);
	return check_stop(t, extra.revents != 0);
}

static int perform(struct http_transfer *t)
{
	struct pollfd cancel = { .fd = t->cancel_fd, .events = POLLIN };
	CURLcode result = CURLE_OK;
	int running = 1, rc, left;
	CURLMsg *msg;

	rc = check_stop(t, t->cancel_fd >= 0 && poll(&cancel, 1, 0) > 0);
	if (rc)
		return rc;
	t->session->message[0] = '\0';
	t->curl->multi_add_handle(t->session->multi, t->session->easy);
	while (!rc && running) {
		if (t->curl->multi_perform(t->session->multi, &running))
			rc = weir_fail(t->err, WEIR_E_INTERNAL, NULL, "%s %s: libcurl fails", t->method, t->url);
		else if (running)
			rc = wait_for_more(t);
	}
	while ((msg = t->curl->multi_info_read(t->session->multi, &left)))
		if (msg->msg == CURLMSG_DONE)
			result = msg->data.result;
	t->curl->multi_remove_handle(t->session->multi, t->session->easy);
	if (rc || t->refused)
		return rc ? rc : t->refused;
	return result ? http_fail_curl(t->err, t, result) : 0;
}

int http_transfer_run(struct http_transfer *t)
{
	struct curl_slist *headers = http_header_list(t), *connect_to;
	int rc;

	t->curl->easy_reset(t->session->easy);
	set_policy(t);
	set_tls(t);
	set_proxy(t);
	set_request(t);
	set_callbacks(t);
	connect_to = set_server_name(t, &headers);
	SET(HTTPHEADER, headers);
	rc = perform(t);
	SET(HTTPHEADER, NULL);
	SET(CONNECT_TO, NULL);
	t->curl->slist_free_all(headers);
	t->curl->slist_free_all(connect_to);
	return rc;
}

void http_transfer_clear(struct http_transfer *t)
{
	t->status = 0;
	t->header_bytes = t->body_bytes = 0;
	json_object_clear(t->headers);
	free(t->location);
	t->location = NULL;
	weir_strbuf_clear(&t->body);
}
