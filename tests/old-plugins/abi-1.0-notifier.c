/* SPDX-License-Identifier: Apache-2.0 */
/*
 * abi-1.0-notifier.c - a notifier for weir: delivers one event as a line of text to an HTTP address.
 *
 * A Provider of `spec.type: old-notifier` says where to; the address stands in its `spec.address` or in
 * the key `address` of its Secret.  It is a secret itself: it never enters a log line or an error.
 */
#include <stdlib.h>
#include <weir/util.h>

struct old_notifier {
	const struct weir_host *host;
	char *prefix;
};

static int old_notifier_open(const struct weir_host *host, const json_t *config, void **self, struct weir_error *err)
{
	struct old_notifier *s = weir_calloc(1, sizeof(*s));

	(void)err;
	s->host = host;
	s->prefix = weir_strdup(weir_get_str_or(config, "prefix", ""));
	*self = s;
	return 0;
}

static void old_notifier_close(void *self)
{
	struct old_notifier *s = self;

	free(s->prefix);
	free(s);
}

static char *text_of(const struct old_notifier *s, const json_t *event)
{
	WEIR_CLEAN_JSON json_t *ref = weir_ref_new("", weir_get_str_or(event, "involvedObject.kind", "?"),
						   weir_get_str_or(event, "involvedObject.namespace", ""),
						   weir_get_str_or(event, "involvedObject.name", "?"));
	WEIR_CLEAN_FREE char *object = weir_ref_text(ref);

	return weir_asprintf("%s%s %s: %s\n", s->prefix, weir_get_str_or(event, "severity", "info"), object,
			     weir_get_str_or(event, "message", ""));
}

/* Which answers are worth another try. */
static int judge(const struct weir_http_res *res, struct weir_error *err)
{
	if (res->status >= 200 && res->status < 300)
		return 0;
	if (res->status == 429 || res->status >= 500)
		return weir_fail(err, WEIR_E_TRANSIENT, NULL, "the address answered %d", (int)res->status);
	return weir_fail(err, WEIR_E_INVALID, NULL, "the address answered %d", (int)res->status);
}

static int old_notifier_notify(void *self, struct weir_call *call, const struct weir_notify_req *req,
			       struct weir_notify_res *res, struct weir_error *err)
{
	struct old_notifier *s = self;
	const char *address = weir_get_str_or(req->secret, "address", weir_get_str(req->provider, "spec.address"));
	WEIR_CLEAN_FREE char *text = NULL;
	struct weir_http_req http = { .size = sizeof(http), .method = "POST", .url = address, .body_out_fd = -1 };
	struct weir_http_res answer = { .size = sizeof(answer) };
	int rc;

	(void)res;
	if (!address || !*address)
		return weir_fail(err, WEIR_E_INVALID, NULL,
				 "spec.address: missing, and the Secret has no key \"address\"");
	s->host->redact(call, address);
	text = text_of(s, req->event);
	http.body = text;
	http.body_len = strlen(text);
	rc = s->host->http(call, &http, &answer, err);
	if (rc)
		return rc;
	rc = judge(&answer, err);
	json_decref(answer.headers);
	free(answer.body);
	free(answer.url);
	return rc;
}

static const struct weir_option options[] = {
	{ "prefix", WEIR_STRING, 0, "", "text before every message" },
	{ NULL },
};

static const struct weir_notifier notifier = {
	.size = sizeof(struct weir_notifier),
	.types = (const char *const[]){ "old-notifier", NULL },
	.notify = old_notifier_notify,
};

WEIR_PLUGIN(.name = "old-notifier", .version = "0.1.0", .summary = "delivers events to OldNotifier", .options = options,
	    .threads = WEIR_PARALLEL, .open = old_notifier_open, .close = old_notifier_close, .notifier = &notifier);
