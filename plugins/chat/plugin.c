/* SPDX-License-Identifier: Apache-2.0 */
/* Many notifiers of one form: a row of the table makes the requests, the rest is the same for all. */
#include <time.h>

#include "table.h"

#define SECRET_MIN 8 /* shorter paths are words, and hiding words makes logs unreadable */

struct chat {
	const struct weir_host *host;
};

static int chat_open(const struct weir_host *host, const json_t *config, void **self, struct weir_error *err)
{
	struct chat *chat = weir_calloc(1, sizeof(*chat));

	(void)config;
	(void)err;
	chat->host = host;
	*self = chat;
	return 0;
}

static void chat_close(void *self)
{
	free(self);
}

/* The path holds what makes a webhook secret; what libraries print may be a part of the address. */
static void redact(const struct chat *chat, struct weir_call *call, const char *text)
{
	if (text && strlen(text) >= SECRET_MIN)
		chat->host->redact(call, text);
}

static void redact_request(const struct chat *chat, struct weir_call *call, const struct request *r)
{
	const char *host = strstr(r->url, "//"), *path = host ? host + 2 + strcspn(host + 2, "/?#") : NULL;

	redact(chat, call, path);
	for (char *const *h = r->headers; *h; h++)
		if (!strncasecmp(*h, "Authorization: ", 15))
			redact(chat, call, *h + 15);
}

static int send(const struct chat *chat, struct weir_call *call, const struct weir_notify_req *req,
		const struct chat_type *type, const struct request *r, struct weir_error *err)
{
	struct weir_http_res answer;

	redact_request(chat, call, r);
	int code = weir_notify_exchange(chat->host, call, req, r->method, r->url, r->headers, r->body, &answer, err);
	if (code)
		return code;
	code = type->judge ? type->judge(&answer, err) : 0;
	if (!code)
		code = weir_notify_answer(&answer, time(NULL), err);
	weir_notify_answer_done(&answer);
	return code;
}

static int send_all(const struct chat *chat, struct weir_call *call, const struct weir_notify_req *req,
		    const struct chat_type *type, const struct facts *facts, struct weir_error *err)
{
	struct requests requests = { 0 };
	int code = 0;

	type->shape(facts, &requests);
	for (size_t i = 0; !code && i < requests.count; i++)
		code = send(chat, call, req, type, &requests.all[i], err);
	requests_done(&requests);
	return code;
}

static int chat_notify(void *self, struct weir_call *call, const struct weir_notify_req *req,
		       struct weir_notify_res *res, struct weir_error *err)
{
	const struct chat_type *type = table_find(weir_get_str_or(req->provider, "spec.type", ""));
	const struct chat *chat = self;
	struct facts facts;

	(void)res;
	if (!type)
		return weir_fail(err, WEIR_E_UNSUPPORTED, "UnsupportedType", "chat does not deliver to this type");
	facts_init(&facts, req, type->limit);
	if (!strcmp(type->name, "pagerduty")) /* its channel is a key */
		redact(chat, call, facts.channel);
	int code = table_check(type, &facts, err);
	if (!code)
		code = send_all(chat, call, req, type, &facts, err);
	facts_done(&facts);
	return code;
}

static const struct weir_notifier notifier = {
	.size = sizeof(notifier),
	.types = table_types,
	.notify = chat_notify,
};

WEIR_PLUGIN(.name = "chat", .version = "1.0.0", .summary = "Notifications to chats, pagers and dashboards",
	    .threads = WEIR_PARALLEL, .open = chat_open, .close = chat_close, .notifier = &notifier);
