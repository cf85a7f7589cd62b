/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The notifier "generic", and for every type that no other plugin has: body.c says what, headers.c
 * with which headers, answer.c what came back. No state: one request a call.
 */
#include <ctype.h>
#include <time.h>

#include "answer.h"
#include "body.h"
#include "headers.h"

#define SECRET_PATH_MIN 8 /* shorter paths are words, and hiding words makes logs unreadable */

struct webhook {
	const struct weir_host *host;
};
struct redaction {
	const struct weir_host *host;
	struct weir_call *call;
};

static int webhook_open(const struct weir_host *host, const json_t *config, void **self, struct weir_error *err)
{
	struct webhook *w = weir_calloc(1, sizeof(*w));

	(void)config;
	(void)err;
	w->host = host;
	*self = w;
	return 0;
}

static void webhook_close(void *self)
{
	free(self);
}

static void redact(void *arg, const char *secret)
{
	const struct redaction *r = arg;

	if (strlen(secret) >= SECRET_PATH_MIN)
		r->host->redact(r->call, secret);
}

/* http(s), a host, no blanks or controls; malloc'ed. The error shows nothing of it. */
static char *address_of(const struct weir_notify_req *req, struct weir_error *err)
{
	const char *text = weir_get_str(req->secret, "address");

	if (!text || !*text)
		text = weir_get_str_or(req->provider, "spec.address", "");
	while (isspace((unsigned char)*text))
		text++;
	size_t n = strlen(text), scheme = !strncasecmp(text, "https://", 8)  ? 8
					  : !strncasecmp(text, "http://", 7) ? 7
									     : 0;
	while (n && isspace((unsigned char)text[n - 1]))
		n--;
	if (!n) {
		weir_fail(err, WEIR_E_UNSUPPORTED, "NoAddress",
			  "no address: neither spec.address nor the key `address` of the Secret in spec.secretRef");
		return NULL;
	}
	bool fine = scheme && n > scheme && !strchr("/?#:@", text[scheme]);
	for (size_t i = 0; i < n; i++)
		fine = fine && (unsigned char)text[i] > ' ' && (unsigned char)text[i] != 0x7f;
	if (fine)
		return weir_strndup(text, n);
	weir_fail(err, WEIR_E_UNSUPPORTED, "InvalidAddress", "the address is not an http:// or https:// URL");
	return NULL;
}

static int post(const struct webhook *w, struct weir_call *call, const struct weir_notify_req *req, const char *address,
		const struct headers *headers, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *body = body_of(req->event);
	struct weir_http_res res = { .size = sizeof(res) };
	const struct weir_http_req exchange = {
		.size = sizeof(exchange),
		.method = "POST",
		.url = address,
		.headers = (const char *const *)headers->lines,
		.body = body,
		.body_len = strlen(body),
		.body_out_fd = -1,
		.tls = WEIR_HAS(req, tls) ? req->tls : NULL,
		.proxy = WEIR_HAS(req, proxy) ? req->proxy : NULL,
		.max_body = 1 << 20,
		.no_redirect = true,
	};
	int code = w->host->http(call, &exchange, &res, err);

	if (code)
		return code;
	code = answer_read(&res, time(NULL), err);
	json_decref(res.headers);
	free(res.body);
	free(res.url);
	return code;
}

static int webhook_notify(void *self, struct weir_call *call, const struct weir_notify_req *req,
			  struct weir_notify_res *res, struct weir_error *err)
{
	const struct webhook *w = self;
	struct redaction r = { w->host, call };
	struct headers headers = { 0 };
	char *address = address_of(req, err);

	(void)res;
	if (!address)
		return WEIR_E_UNSUPPORTED;
	const char *host = strstr(address, "//") + 2, *path = host + strcspn(host, "/?#");
	redact(&r, path); /* the whole address is known to weir already; what libraries print may be a part */
	int code = headers_make(req->event, req->secret, redact, &r, &headers, err);
	if (!code)
		code = post(w, call, req, address, &headers, err);
	headers_done(&headers);
	weir_wipe_free(address);
	return code;
}

static const char *const types[] = { "generic", "*", NULL };
static const struct weir_notifier notifier = {
	.size = sizeof(notifier),
	.types = types,
	.notify = webhook_notify,
};

WEIR_PLUGIN(.name = "webhook", .version = "1.0.0", .summary = "Notifications as JSON, in the shape that Flux posts",
	    .threads = WEIR_PARALLEL, .open = webhook_open, .close = webhook_close, .notifier = &notifier);
