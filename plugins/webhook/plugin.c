/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The notifiers "generic" and "generic-hmac", and for every type that no other plugin has: body.c says
 * what, headers.c with which headers, sign.c signs. No state: one request a call.
 */
#include <time.h>
#include <weir/notify.h>

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

static int post(const struct webhook *w, struct weir_call *call, const struct weir_notify_req *req, const char *address,
		struct headers *headers, const char *key, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *body = body_of(req->event);
	struct weir_http_res res;

	if (key)
		headers_sign(headers, key, body);
	int code = weir_notify_exchange(w->host, call, req, "POST", address, headers->lines, body, &res, err);
	if (code)
		return code;
	code = weir_notify_answer(&res, time(NULL), err);
	weir_notify_answer_done(&res);
	return code;
}

/* The Secret's token, where it is the key of a signature; it is no bearer's token then. */
static int key_of(const struct weir_notify_req *req, char **key, struct weir_error *err)
{
	if (strcmp(weir_get_str_or(req->provider, "spec.type", ""), "generic-hmac") != 0)
		return 0;
	*key = weir_notify_secret(req, "token");
	if (*key)
		return 0;
	return weir_fail(err, WEIR_E_UNSUPPORTED, "NoToken",
			 "generic-hmac signs with the key `token` of the Secret in spec.secretRef, which is not there");
}

static int send(const struct webhook *w, struct weir_call *call, const struct weir_notify_req *req, const char *address,
		const char *key, struct weir_error *err)
{
	struct redaction r = { w->host, call };
	struct headers headers = { 0 };
	const char *host = strstr(address, "//") + 2, *path = host + strcspn(host, "/?#");

	redact(&r, path); /* the whole address is known to weir already; what libraries print may be a part */
	int code = headers_make(req->event, req->secret, !key, redact, &r, &headers, err);
	if (!code)
		code = post(w, call, req, address, &headers, key, err);
	headers_done(&headers);
	return code;
}

static int webhook_notify(void *self, struct weir_call *call, const struct weir_notify_req *req,
			  struct weir_notify_res *res, struct weir_error *err)
{
	char *address = weir_notify_address(req), *key = NULL;
	int code = weir_notify_check_address(address, err);

	(void)res;
	if (!code)
		code = key_of(req, &key, err);
	if (!code)
		code = send(self, call, req, address, key, err);
	weir_wipe_free(address);
	weir_wipe_free(key);
	return code;
}

static const char *const types[] = { "generic", "generic-hmac", "*", NULL };
static const struct weir_notifier notifier = {
	.size = sizeof(notifier),
	.types = types,
	.notify = webhook_notify,
};

WEIR_PLUGIN(.name = "webhook", .version = "1.0.0", .summary = "Notifications as JSON, in the shape that Flux posts",
	    .threads = WEIR_PARALLEL, .open = webhook_open, .close = webhook_close, .notifier = &notifier);
