/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads status, rate limit headers and the body of an answer. Waiting as told is not politeness
 * alone: 10 000 refused requests in ten minutes get the address of this machine banned.
 */
#include "answer.h"
#include "text.h"

#include <math.h>
#include <stdlib.h>

#define TEXT_MAX        300    /* of Discord's own words in an error */
#define PAUSE_PRESET_MS 5000   /* a 429 that says nothing */
#define PAUSE_UNTOLD_MS 400    /* after an answer without a word of limits: five requests in two seconds */
#define PAUSE_BANNED_MS 900000 /* refused by the proxy before Discord, not by Discord */
#define PAUSE_MAX_MS    3600000
#define UNKNOWN_MESSAGE 10008 /* in place of 10015, the unknown webhook */

static uint32_t to_ms(double seconds)
{
	if (!(seconds > 0))
		return 0;
	double ms = ceil(seconds * 1000);
	return ms > PAUSE_MAX_MS ? PAUSE_MAX_MS : (uint32_t)ms;
}

static const char *header(const struct weir_http_res *res, const char *name)
{
	return json_string_value(json_object_get(res->headers, name));
}

static uint32_t header_ms(const struct weir_http_res *res, const char *name)
{
	const char *text = header(res, name);
	char *end = NULL;
	double seconds = text ? strtod(text, &end) : 0;

	return text && end != text ? to_ms(seconds) : 0;
}

/* errors is a tree: {embeds: {0: {description: {_errors: [{code, message}]}}}}; the first leaf is enough. */
static void first_error(const json_t *errors, int depth, struct weir_strbuf *path, struct weir_strbuf *out)
{
	const char *key;
	json_t *value;

	json_object_foreach((json_t *)errors, key, value) {
		if (out->len || depth > 8)
			return;
		if (!strcmp(key, "_errors")) {
			const char *text = weir_get_str(json_array_get(value, 0), "message");
			weir_strbuf_addf(out, "%s: %s", path->len ? path->data : "message", text ? text : "refused");
			return;
		}
		size_t len = path->len;
		bool index = key[0] >= '0' && key[0] <= '9';
		weir_strbuf_addf(path, index ? "[%s]" : len ? ".%s" : "%s", key);
		first_error(value, depth + 1, path, out);
		path->len = len;
		path->data[len] = 0;
	}
}

/* "Invalid Form Body (50035): embeds[0].description: Must be 4096 or fewer in length." */
static char *words_of(const struct weir_http_res *res, const json_t *body)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT, path = WEIR_STRBUF_INIT, leaf = WEIR_STRBUF_INIT;
	const char *message = weir_get_str(body, "message");

	weir_strbuf_addf(&sb, "HTTP %d", (int)res->status);
	if (message) {
		weir_strbuf_adds(&sb, ", ");
		text_add(&sb, message, TEXT_LINE, TEXT_MAX);
	}
	if (weir_get_int(body, "code", 0))
		weir_strbuf_addf(&sb, " (%lld)", (long long)weir_get_int(body, "code", 0));
	first_error(json_object_get(body, "errors"), 0, &path, &leaf);
	if (leaf.len) {
		weir_strbuf_adds(&sb, ": ");
		text_add(&sb, leaf.data, TEXT_LINE, TEXT_MAX);
	}
	weir_strbuf_done(&path);
	weir_strbuf_done(&leaf);
	return weir_strbuf_take(&sb);
}

static int later(struct weir_error *err, uint32_t ms, const char *reason, const char *words)
{
	int code = weir_fail(err, WEIR_E_TRANSIENT, reason, "Discord answers %s", words);

	if (err)
		err->retry_after_ms = ms;
	return code;
}

static int rate_limited(const struct weir_http_res *res, const json_t *body, struct answer *out, struct weir_error *err,
			const char *words)
{
	uint32_t ms = to_ms(json_number_value(json_object_get(body, "retry_after")));

	if (!ms)
		ms = header_ms(res, "x-ratelimit-reset-after");
	if (!ms)
		ms = header_ms(res, "retry-after");
	out->pause_ms = ms ? ms : PAUSE_PRESET_MS;
	out->global = weir_get_bool(body, "global", false) || header(res, "x-ratelimit-global");
	return later(err, out->pause_ms, "RateLimited", words);
}

static int read_status(const struct weir_http_res *res, const json_t *body, struct answer *out, struct weir_error *err,
		       const char *words)
{
	int status = res->status;

	if (status >= 200 && status < 300) {
		const char *left = header(res, "x-ratelimit-remaining");
		if (!left)
			out->pause_ms = PAUSE_UNTOLD_MS;
		else if (!strcmp(left, "0"))
			out->pause_ms = header_ms(res, "x-ratelimit-reset-after");
		return 0;
	}
	if (status == 429)
		return rate_limited(res, body, out, err, words);
	if (status == 401 || status == 404 || (status == 403 && body))
		return weir_fail(
			err, WEIR_E_NOT_FOUND, status == 404 ? "WebhookGone" : "WebhookRefused",
			"Discord answers %s: the webhook was deleted or its address is wrong; it is not called "
			"again until the Provider or its Secret changes",
			words);
	if (status == 403)
		return later(err, PAUSE_BANNED_MS, "Forbidden", words);
	if (status >= 500 || status == 408)
		return later(err, header_ms(res, "retry-after"), "ServerError", words);
	return weir_fail(err, WEIR_E_INVALID, "MessageRefused", "Discord answers %s", words);
}

int answer_read(const struct weir_http_res *res, struct answer *out, struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *body = res->body ? json_loadb(res->body, res->body_len, 0, NULL) : NULL;

	if (!json_is_object(body)) {
		json_decref(body);
		body = NULL;
	}
	WEIR_CLEAN_FREE char *words = words_of(res, body);
	*out = (struct answer){ 0 };
	return read_status(res, body, out, err, words);
}

bool answer_is_unknown_message(const struct weir_http_res *res)
{
	WEIR_CLEAN_JSON json_t *body = res->body ? json_loadb(res->body, res->body_len, 0, NULL) : NULL;

	return res->status == 404 && weir_get_int(body, "code", 0) == UNKNOWN_MESSAGE;
}

char *answer_message_id(const struct weir_http_res *res)
{
	WEIR_CLEAN_JSON json_t *body = res->body ? json_loadb(res->body, res->body_len, 0, NULL) : NULL;
	const char *id = weir_get_str(body, "id");

	return id && *id ? weir_strdup(id) : NULL;
}
