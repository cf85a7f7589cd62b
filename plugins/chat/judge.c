/* SPDX-License-Identifier: Apache-2.0 */
/* Slack's API and Lark say no with status 200; Telegram says in its body when to come back. */
#include "judge.h"

#include <ctype.h>

struct verdict {
	const char *word;
	int code;
};

static json_t *parse(const struct weir_http_res *res)
{
	json_t *answer = res->body ? json_loadb(res->body, res->body_len, 0, NULL) : NULL;

	if (json_is_object(answer))
		return answer;
	json_decref(answer);
	return NULL;
}

/* Short codes alone: "channel_not_found". */
static bool is_word(const char *text)
{
	size_t n = 0;

	for (; text[n]; n++)
		if (!isalnum((unsigned char)text[n]) && text[n] != '_')
			return false;
	return n && n < 64;
}

static const struct verdict slack_words[] = {
	{ "ratelimited", WEIR_E_TRANSIENT },
	{ "rate_limited", WEIR_E_TRANSIENT },
	{ "internal_error", WEIR_E_TRANSIENT },
	{ "fatal_error", WEIR_E_TRANSIENT },
	{ "service_unavailable", WEIR_E_TRANSIENT },
	{ "request_timeout", WEIR_E_TRANSIENT },
	{ "invalid_auth", WEIR_E_AUTH },
	{ "not_authed", WEIR_E_AUTH },
	{ "token_revoked", WEIR_E_AUTH },
	{ "token_expired", WEIR_E_AUTH },
	{ "account_inactive", WEIR_E_AUTH },
	{ "missing_scope", WEIR_E_AUTH },
	{ "channel_not_found", WEIR_E_UNSUPPORTED },
	{ "not_in_channel", WEIR_E_UNSUPPORTED },
	{ "is_archived", WEIR_E_UNSUPPORTED },
	{ "no_permission", WEIR_E_UNSUPPORTED },
	{ "restricted_action", WEIR_E_UNSUPPORTED },
	{ "msg_too_long", WEIR_E_INVALID },
	{ "no_text", WEIR_E_INVALID },
	{ "invalid_blocks", WEIR_E_INVALID },
	{ "too_many_attachments", WEIR_E_INVALID },
	{ "invalid_arguments", WEIR_E_INVALID },
};

int judge_slack(const struct weir_http_res *res, struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *answer = parse(res);
	const char *word = weir_get_str_or(answer, "error", "");
	int code = WEIR_E_TRANSIENT;

	/* An incoming webhook answers with a plain "ok". */
	if (res->status != 200 || !answer || json_is_true(json_object_get(answer, "ok")) ||
	    !json_object_get(answer, "ok"))
		return 0;
	for (size_t i = 0; i < sizeof(slack_words) / sizeof(slack_words[0]); i++)
		if (!strcmp(word, slack_words[i].word))
			code = slack_words[i].code;
	return weir_fail(err, code, "Refused", "Slack says no: %s", is_word(word) ? word : "without a reason");
}

int judge_telegram(const struct weir_http_res *res, struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *answer = parse(res);
	int64_t after = weir_get_int(answer, "parameters.retry_after", 0);

	if (res->status == 429 && after > 0) {
		weir_fail(err, WEIR_E_TRANSIENT, "RateLimited", "Telegram's rate limit: waiting as told");
		if (err)
			err->retry_after_ms = (uint32_t)(after < 3600 ? after * 1000 : 3600000);
		return WEIR_E_TRANSIENT;
	}
	if (res->status == 404) /* the token is part of the path */
		return weir_fail(err, WEIR_E_AUTH, "Unauthorized",
				 "Telegram does not know this bot: check `token` in the Provider's Secret");
	if (res->status == 200 && answer && json_is_false(json_object_get(answer, "ok")))
		return weir_fail(err, WEIR_E_INVALID, "EventRefused", "Telegram refuses this event");
	return 0;
}

int judge_lark(const struct weir_http_res *res, struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *answer = parse(res);
	int64_t code = weir_get_int(answer, "code", weir_get_int(answer, "StatusCode", 0));

	if (res->status != 200 || !code)
		return 0;
	if (code == 9499 || code == 11232 || code == 11233)
		return weir_fail(err, WEIR_E_TRANSIENT, "RateLimited", "Lark's rate limit (code %lld)",
				 (long long)code);
	if (code >= 19000 && code < 20000)
		return weir_fail(err, WEIR_E_UNSUPPORTED, "Refused",
				 "Lark refuses the webhook or its signature, key words or addresses (code %lld)",
				 (long long)code);
	return weir_fail(err, WEIR_E_INVALID, "EventRefused", "Lark refuses this event (code %lld)", (long long)code);
}
