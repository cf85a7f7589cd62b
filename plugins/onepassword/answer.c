/* SPDX-License-Identifier: Apache-2.0 */
/* answer.c - status codes of Connect's, and the few sentences of its that are shown. */
#define _XOPEN_SOURCE 700
#include "answer.h"

#include <stdlib.h>
#include <strings.h>
#include <time.h>

#define RATE_LIMIT_WAIT_S 900 /* as the operator waits */
#define MAX_WAIT_S        86400
#define ID_LENGTH         26

static const struct {
	int status, code;
	const char *reason, *text;
} statuses[] = {
	{ 400, WEIR_E_TRANSIENT, NULL, "it does not understand the request" },
	{ 401, WEIR_E_AUTH, "AuthenticationFailed", "it refuses the token" },
	{ 403, WEIR_E_AUTH, "AuthenticationFailed", "the token does not allow this" },
	{ 404, WEIR_E_NOT_FOUND, NULL, "there is no such thing" },
	{ 413, WEIR_E_TRANSIENT, NULL, "it is too large" },
};

/* '*' is an id. */
static const char *const sentences[] = {
	"Invalid token signature", "vault * is not in scope", "vault * not found",
	"item * not found",        "file * not found",        "Something went wrong",
};

static bool matches(const char *pattern, const char *text)
{
	for (; *pattern; pattern++) {
		if (*pattern != '*') {
			if (*text++ != *pattern)
				return false;
			continue;
		}
		if (strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789") != ID_LENGTH)
			return false;
		text += ID_LENGTH;
	}
	return !*text;
}

/* ": sentence" of the body's message, or "". malloc'ed. */
static char *said(const struct weir_http_res *res)
{
	WEIR_CLEAN_JSON json_t *body = res->body ? json_loadb(res->body, res->body_len, 0, NULL) : NULL;
	const char *message = weir_get_str_or(body, "message", "");

	for (size_t i = 0; i < sizeof(sentences) / sizeof(sentences[0]); i++)
		if (matches(sentences[i], message))
			return weir_asprintf(": %s", message);
	return weir_strdup("");
}

static bool speaks_of_a_limit(const struct weir_http_res *res)
{
	return res->status == 429 || (res->body && strcasestr(res->body, "rate limit"));
}

/* Seconds, or a date of HTTP's; @preset where there is neither. */
static int64_t retry_after(const struct weir_http_res *res, int64_t now, int64_t preset)
{
	const char *text = json_string_value(json_object_get(res->headers, "retry-after"));
	struct tm tm = { 0 };
	char *end;
	int64_t wait;

	if (!text)
		return preset;
	wait = strtoll(text, &end, 10);
	if (end == text || *end) {
		end = strptime(text, "%a, %d %b %Y %H:%M:%S GMT", &tm);
		if (!end || *end)
			return preset;
		wait = (int64_t)timegm(&tm) - now;
	}
	return wait < 0 ? 0 : wait > MAX_WAIT_S ? MAX_WAIT_S : wait;
}

static int fail(const struct weir_http_res *res, int code, const char *reason, const char *text, int64_t wait_s,
		struct weir_error *err)
{
	WEIR_CLEAN_FREE char *more = said(res);

	weir_fail(err, code, reason, "1Password Connect answers with HTTP status %d: %s%s", res->status, text, more);
	if (err)
		err->retry_after_ms = (uint32_t)(wait_s * 1000);
	return code;
}

int answer_fail(const struct weir_http_res *res, int64_t now, struct weir_error *err)
{
	if (speaks_of_a_limit(res))
		return fail(res, WEIR_E_TRANSIENT, "RateLimited", "the rate limit is reached",
			    retry_after(res, now, RATE_LIMIT_WAIT_S), err);
	for (size_t i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++)
		if (statuses[i].status == res->status)
			return fail(res, statuses[i].code, statuses[i].reason, statuses[i].text, 0, err);
	if (res->status >= 200 && res->status < 400)
		return fail(res, WEIR_E_TRANSIENT, NULL, "is connectHost its address?", 0, err);
	return fail(res, WEIR_E_TRANSIENT, NULL, "it has failed", retry_after(res, now, 0), err);
}
