/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The notifier "discord": address.c says where to, embed.c what, answer.c what came back.
 * One request a call, two where one message replaces another; waiting and retrying are the outbox's.
 */
#include <poll.h>
#include <stdatomic.h>
#include <time.h>
#include <weir/notify.h>

#include "address.h"
#include "answer.h"
#include "memory.h"
#include "mention.h"
#include "rollout.h"

#define WAIT_MAX_MS         3000
#define ANNOTATION_MENTION  "weir/discord-mention"
#define ANNOTATION_MESSAGES "weir/discord-messages"

struct discord {
	const struct weir_host *host;
	char *username, *avatar_url, *mention, *messages; /* options; NULL: not given */
	_Atomic int64_t quiet_until;                      /* CLOCK_MONOTONIC ms: Discord's global rate limit */
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

static bool is_mode(const char *text)
{
	enum messages mode;

	return rollout_mode(text, &mode);
}

static int discord_open(const struct weir_host *host, const json_t *config, void **self, struct weir_error *err)
{
	const char *avatar = weir_get_str_or(config, "avatarUrl", "");

	/* Discord would refuse every message for it. */
	if (*avatar && (strncmp(avatar, "https://", 8) != 0 || strpbrk(avatar, " \t\r\n")))
		return weir_fail(err, WEIR_E_INVALID, NULL, "avatarUrl: must be an https:// URL");
	if (!mention_is_valid(weir_get_str(config, "mention")))
		return weir_fail(err, WEIR_E_INVALID, NULL,
				 "mention: must be <@&ROLE>, <@USER>, @here or @everyone, divided by blanks");
	if (!is_mode(weir_get_str_or(config, "messages", "each")))
		return weir_fail(err, WEIR_E_INVALID, NULL, "messages: must be each, rollout or digest");
	struct discord *d = weir_calloc(1, sizeof(*d));

	d->host = host;
	d->username = option(config, "username");
	d->avatar_url = option(config, "avatarUrl");
	d->mention = option(config, "mention");
	d->messages = weir_strdup(weir_get_str_or(config, "messages", "each"));
	*self = d;
	return 0;
}

static void discord_close(void *self)
{
	struct discord *d = self;

	free(d->username);
	free(d->avatar_url);
	free(d->mention);
	free(d->messages);
	free(d);
}

/* The Provider's own name for the sender, its Secret's, the option's, in this order of precedence from last. */
static struct embed_look look_of_sender(const struct discord *d, const struct weir_notify_req *req)
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

static int exchange(struct discord *d, struct weir_call *call, const struct weir_notify_req *req, const char *method,
		    const char *url, const json_t *message, struct weir_http_res *http, struct weir_error *err)
{
	char *headers[] = { (char *)"Content-Type: application/json", NULL };
	WEIR_CLEAN_FREE char *body = message ? json_dumps(message, JSON_COMPACT) : NULL;

	return weir_notify_exchange(d->host, call, req, method, url, body ? headers : NULL, body, http, err);
}

/* What came of one request. @id (may be NULL): of the message. */
static int settle(struct discord *d, struct weir_http_res *http, struct weir_notify_res *res, char **id,
		  struct weir_error *err)
{
	struct answer answer;
	int code = answer_read(http, &answer, err);

	if (id && !code)
		*id = answer_message_id(http);
	weir_notify_answer_done(http);
	if (answer.global)
		atomic_store(&d->quiet_until, now_ms() + answer.pause_ms);
	if (!code && answer.pause_ms && res->size >= offsetof(struct weir_notify_res, pause_ms) + sizeof(res->pause_ms))
		res->pause_ms = answer.pause_ms;
	return code;
}

/* 0 and *id, or NULL in it: the message is not there any more. */
static int edit(struct discord *d, struct weir_call *call, const struct weir_notify_req *req, const char *url,
		struct plan *plan, struct weir_notify_res *res, char **id, struct weir_error *err)
{
	struct weir_http_res http;

	/* Not of an edit: who sent it. Of what failed before: who was called. */
	json_object_del(plan->message, "username");
	json_object_del(plan->message, "avatar_url");
	json_object_set_new(plan->message, "content", json_string(""));
	int code = exchange(d, call, req, "PATCH", url, plan->message, &http, err);
	if (code)
		return code;
	if (!answer_is_unknown_message(&http)) {
		code = settle(d, &http, res, NULL, err);
		*id = code ? NULL : weir_strdup(plan->previous);
		return code;
	}
	weir_notify_answer_done(&http);
	return 0;
}

/* Until the bucket has room again, if that is soon. */
static void wait_for_room(struct discord *d, struct weir_call *call, struct weir_notify_res *res)
{
	struct pollfd cancelled = { .fd = d->host->cancel_fd(call), .events = POLLIN };

	if (res->pause_ms)
		poll(&cancelled, 1, res->pause_ms < WAIT_MAX_MS ? (int)res->pause_ms : WAIT_MAX_MS);
	res->pause_ms = 0;
}

/* A message that stays behind is a blemish, not a loss. */
static void drop(struct discord *d, struct weir_call *call, const struct weir_notify_req *req, const char *url,
		 struct weir_notify_res *res)
{
	struct weir_error err = WEIR_ERROR_INIT;
	struct weir_http_res http;

	wait_for_room(d, call, res);
	int code = exchange(d, call, req, "DELETE", url, NULL, &http, &err);

	if (!code)
		code = settle(d, &http, res, NULL, &err);
	if (code)
		d->host->log(call, WEIR_DEBUG, "a message that another has replaced stays: %s", err.message);
	weir_error_done(&err);
}

static int post(struct discord *d, struct weir_call *call, const struct weir_notify_req *req,
		const struct address *address, const struct plan *plan, struct weir_notify_res *res, char **id,
		struct weir_error *err)
{
	struct weir_http_res http;
	int code = exchange(d, call, req, "POST", address->url, plan->message, &http, err);

	return code ? code : settle(d, &http, res, id, err);
}

static int send(struct discord *d, struct weir_call *call, const struct weir_notify_req *req,
		const struct address *address, struct plan *plan, struct weir_notify_res *res, char **id,
		struct weir_error *err)
{
	char *old = plan->previous ? address_message(address, plan->previous) : NULL;
	WEIR_CLEAN_JSON json_t *whole = json_copy(plan->message);
	int code = old && plan->edit ? edit(d, call, req, old, plan, res, id, err) : 0;

	if (!code && !*id) {
		json_object_update(plan->message, whole);
		if (plan->edit)
			json_object_del(plan->message, "content");
		code = post(d, call, req, address, plan, res, id, err);
		if (!code && old && !plan->edit)
			drop(d, call, req, old, res);
	}
	weir_wipe_free(old);
	return code;
}

/* An annotation of the Alert, where it is one that can be used; else the option. */
static const char *setting(struct discord *d, struct weir_call *call, const json_t *alert, const char *name,
			   bool (*fine)(const char *text), const char *option)
{
	const char *text = json_string_value(json_object_get(weir_get(alert, "metadata.annotations"), name));

	if (!text)
		return option;
	if (fine(text))
		return text;
	d->host->log(call, WEIR_WARN, "the Alert's annotation %s is left out of account: it cannot be understood",
		     name);
	return option;
}

static int deliver(struct discord *d, struct weir_call *call, const struct weir_notify_req *req,
		   const struct address *address, struct weir_notify_res *res, struct weir_error *err)
{
	const char *mention = setting(d, call, req->alert, ANNOTATION_MENTION, mention_is_valid, d->mention);
	const char *wanted = setting(d, call, req->alert, ANNOTATION_MESSAGES, is_mode, d->messages);
	struct embed_look look = look_of_sender(d, req);
	enum messages mode = MESSAGES_EACH;
	WEIR_CLEAN_FREE char *id = NULL;
	struct plan plan;

	rollout_mode(wanted, &mode);
	WEIR_CLEAN_JSON json_t *shared = mode == MESSAGES_DIGEST ? memory_read(d->host->state_fd(call), req) : NULL;
	rollout_plan(mode, req, &look, mention, shared, time(NULL), &plan);
	int code = send(d, call, req, address, &plan, res, &id, err);
	if (!code) {
		rollout_sent(mode, &plan, id);
		res->record = json_incref(plan.record);
		if (plan.shared && !memory_write(d->host->state_fd(call), req, plan.shared))
			d->host->log(call, WEIR_DEBUG, "the digest cannot be kept: the next event begins another");
	}
	rollout_done(&plan);
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
	{ "messages", WEIR_STRING, 0, "each",
	  "each: a message an event; rollout: one a unit and revision, edited; digest: one a commit, edited" },
	{ "mention", WEIR_STRING, 0, NULL, "Who is called when a unit begins to fail: <@&ROLE>, <@USER>, @here" },
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
