/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The notifier "discord": address.c says where to, embed.c what, answer.c what came back.
 * One request a call; waiting and retrying are the outbox's.
 */
#include <stdatomic.h>
#include <time.h>

#include "address.h"
#include "answer.h"
#include "embed.h"

struct discord {
	const struct weir_host *host;
	char *username, *avatar_url; /* options; NULL: not given */
	_Atomic int64_t quiet_until; /* CLOCK_MONOTONIC ms: Discord's global rate limit */
};

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static char *option(const json_t *config, const char *key)
{
	const char *text = weir_get_str(config, key);

	return text && *text ? weir_strdup(text) : NULL;
}

static int discord_open(const struct weir_host *host, const json_t *config, void **self, struct weir_error *err)
{
	const char *avatar = weir_get_str_or(config, "avatarUrl", "");

	/* Discord would refuse every message for it. */
	if (*avatar && (strncmp(avatar, "https://", 8) != 0 || strpbrk(avatar, " \t\r\n")))
		return weir_fail(err, WEIR_E_INVALID, NULL, "avatarUrl: must be an https:// URL");
	struct discord *d = weir_calloc(1, sizeof(*d));

	d->host = host;
	d->username = option(config, "username");
	d->avatar_url = option(config, "avatarUrl");
	*self = d;
	return 0;
}

static void discord_close(void *self)
{
	struct discord *d = self;

	free(d->username);
	free(d->avatar_url);
	free(d);
}

/* The Provider's own name for the sender, its Secret's, the option's, in this order of precedence from last. */
static struct embed_look look_of(const struct discord *d, const struct weir_notify_req *req)
{
	const char *spec = weir_get_str(req->provider, "spec.username"),
		   *secret = weir_get_str(req->secret, "username");

	return (struct embed_look){
		.username = secret && *secret ? secret
			    : spec && *spec   ? spec
					      : d->username,
		.avatar_url = d->avatar_url,
	};
}

static int parse_address(const struct weir_notify_req *req, struct address *out, struct weir_error *err)
{
	const char *text = weir_get_str(req->secret, "address");

	if (!text || !*text)
		text = weir_get_str(req->provider, "spec.address");
	if (!text || !*text)
		return weir_fail(err, WEIR_E_UNSUPPORTED, "NoAddress",
				 "no webhook address: neither spec.address nor the key `address` of the Secret in "
				 "spec.secretRef");
	return address_parse(text, out, err);
}

static int post(struct discord *d, struct weir_call *call, const struct weir_notify_req *req,
		const struct address *address, struct weir_http_res *http, struct weir_error *err)
{
	static const char *const headers[] = { "Content-Type: application/json", NULL };
	struct embed_look look = look_of(d, req);
	WEIR_CLEAN_JSON json_t *message = embed_message(req->event, &look);
	char *body = json_dumps(message, JSON_COMPACT);

	const struct weir_http_req exchange = {
		.size = sizeof(exchange),
		.method = "POST",
		.url = address->url,
		.headers = headers,
		.body = body,
		.body_len = strlen(body),
		.body_out_fd = -1,
		.tls = WEIR_HAS(req, tls) ? req->tls : NULL,
		.proxy = WEIR_HAS(req, proxy) ? req->proxy : NULL,
		.max_body = 1 << 20,
		.no_redirect = true,
	};
	int code = d->host->http(call, &exchange, http, err);
	free(body);
	return code;
}

static int deliver(struct discord *d, struct weir_call *call, const struct weir_notify_req *req,
		   const struct address *address, struct weir_notify_res *res, struct weir_error *err)
{
	struct weir_http_res http = { .size = sizeof(http) };
	struct answer answer;
	int code = post(d, call, req, address, &http, err);

	if (code)
		return code;
	code = answer_read(&http, &answer, err);
	json_decref(http.headers);
	free(http.body);
	free(http.url);
	if (answer.global)
		atomic_store(&d->quiet_until, now_ms() + answer.pause_ms);
	if (!code && res->size >= offsetof(struct weir_notify_res, pause_ms) + sizeof(res->pause_ms))
		res->pause_ms = answer.pause_ms;
	return code;
}

static int discord_notify(void *self, struct weir_call *call, const struct weir_notify_req *req,
			  struct weir_notify_res *res, struct weir_error *err)
{
	struct discord *d = self;
	struct address address = { 0 };
	int64_t quiet = atomic_load(&d->quiet_until) - now_ms();

	if (quiet > 0) {
		weir_fail(err, WEIR_E_TRANSIENT, "RateLimited", "Discord's global rate limit: waiting as told");
		if (err)
			err->retry_after_ms = (uint32_t)quiet;
		return WEIR_E_TRANSIENT;
	}
	int code = parse_address(req, &address, err);
	if (code)
		return code;
	d->host->redact(call, address.token);
	d->host->redact(call, address.url);
	code = deliver(d, call, req, &address, res, err);
	address_done(&address);
	return code;
}

static const struct weir_option options[] = {
	{ "username", WEIR_STRING, 0, NULL,
	  "Sender shown in Discord where the Provider names none [the webhook's own name]" },
	{ "avatarUrl", WEIR_STRING, 0, NULL, "Picture of the sender, an https URL [the webhook's own]" },
	{ NULL, 0, 0, NULL, NULL },
};

static const char *const types[] = { "discord", NULL };
static const struct weir_notifier notifier = {
	.size = sizeof(notifier),
	.types = types,
	.notify = discord_notify,
};

WEIR_PLUGIN(.name = "discord", .version = "1.0.0", .summary = "Notifications to Discord as native embeds",
	    .options = options, .threads = WEIR_PARALLEL, .open = discord_open, .close = discord_close,
	    .notifier = &notifier);
