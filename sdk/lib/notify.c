/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Notifiers over HTTP: addresses, answers, exchanges. Status codes are a table. The receiver's body is
 * not shown: it may repeat what was sent, the token included.
 */
#include <ctype.h>
#include <stdlib.h>
#include <time.h>
#include <weir/notify.h>

#define RETRY_MAX_MS 3600000

static const struct {
	int first, last;
	int code;
	const char *reason, *hint;
} rows[] = {
	{ 200, 299, WEIR_OK, NULL, NULL },
	{ 300, 399, WEIR_E_UNSUPPORTED, "Redirected", "it redirects: write the address where it leads" },
	{ 401, 401, WEIR_E_AUTH, "Unauthorized", "check `token` and `headers` of the Provider's Secret" },
	{ 403, 403, WEIR_E_AUTH, "Forbidden", "check `token` and `headers` of the Provider's Secret" },
	{ 404, 404, WEIR_E_TRANSIENT, "NotFound", "nothing there (yet)" },
	{ 407, 408, WEIR_E_TRANSIENT, "Refused", "sent again later" },
	{ 410, 410, WEIR_E_NOT_FOUND, "ReceiverGone",
	  "gone for good: not called again until the Provider or its Secret changes" },
	{ 421, 421, WEIR_E_TRANSIENT, "Refused", "sent again later" },
	{ 425, 425, WEIR_E_TRANSIENT, "Refused", "sent again later" },
	{ 429, 429, WEIR_E_TRANSIENT, "RateLimited", "sent again later" },
	{ 400, 499, WEIR_E_INVALID, "EventRefused", "it refuses this event" },
	{ 500, 599, WEIR_E_TRANSIENT, "ServerError", "sent again later" },
};

static uint32_t retry_after(const struct weir_http_res *res, int64_t now)
{
	const char *text = json_string_value(json_object_get(res->headers, "retry-after"));
	struct tm tm = { 0 };
	char *end = NULL;
	int64_t ms;

	if (!text)
		return 0;
	double seconds = strtod(text, &end);
	if (end != text)
		ms = seconds > 0 && seconds < 1e6 ? (int64_t)(seconds * 1000) : seconds > 0 ? RETRY_MAX_MS : 0;
	else if (strptime(text, "%a, %d %b %Y %H:%M:%S", &tm))
		ms = ((int64_t)timegm(&tm) - now) * 1000;
	else
		return 0;
	return ms <= 0 ? 0 : ms > RETRY_MAX_MS ? RETRY_MAX_MS : (uint32_t)ms;
}

int weir_notify_answer(const struct weir_http_res *res, int64_t now, struct weir_error *err)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (res->status < rows[i].first || res->status > rows[i].last)
			continue;
		if (rows[i].code == WEIR_OK)
			return 0;
		weir_fail(err, rows[i].code, rows[i].reason, "the receiver answers HTTP %d: %s", (int)res->status,
			  rows[i].hint);
		if (err && (rows[i].code == WEIR_E_TRANSIENT || rows[i].code == WEIR_E_AUTH))
			err->retry_after_ms = retry_after(res, now);
		return rows[i].code;
	}
	return weir_fail(err, WEIR_E_TRANSIENT, "ServerError", "the receiver answers HTTP %d", (int)res->status);
}

/* ---- addresses --------------------------------------------------------- */

static char *trimmed(const char *text)
{
	while (isspace((unsigned char)*text))
		text++;
	size_t n = strlen(text);
	while (n && isspace((unsigned char)text[n - 1]))
		n--;
	return n ? weir_strndup(text, n) : NULL;
}

char *weir_notify_secret(const struct weir_notify_req *req, const char *key)
{
	const char *text = json_string_value(json_object_get(req->secret, key));

	return text ? trimmed(text) : NULL;
}

char *weir_notify_address(const struct weir_notify_req *req)
{
	char *address = weir_notify_secret(req, "address");

	return address ? address : trimmed(weir_get_str_or(req->provider, "spec.address", ""));
}

int weir_notify_check_address(const char *address, struct weir_error *err)
{
	if (!address || !*address)
		return weir_fail(
			err, WEIR_E_UNSUPPORTED, "NoAddress",
			"no address: neither spec.address nor the key `address` of the Secret in spec.secretRef");
	size_t scheme = !strncasecmp(address, "https://", 8) ? 8 : !strncasecmp(address, "http://", 7) ? 7 : 0;
	bool fine = scheme && address[scheme] && !strchr("/?#:@", address[scheme]);
	for (const char *p = address; *p; p++)
		fine = fine && (unsigned char)*p > ' ' && (unsigned char)*p != 0x7f;
	if (fine)
		return 0;
	return weir_fail(err, WEIR_E_UNSUPPORTED, "InvalidAddress", "the address is not an http:// or https:// URL");
}

/* ---- exchanges --------------------------------------------------------- */

int weir_notify_exchange(const struct weir_host *host, struct weir_call *call, const struct weir_notify_req *req,
			 const char *method, const char *url, char *const *headers, const char *body,
			 struct weir_http_res *res, struct weir_error *err)
{
	const struct weir_http_req exchange = {
		.size = sizeof(exchange),
		.method = method,
		.url = url,
		.headers = (const char *const *)headers,
		.body = body,
		.body_len = body ? strlen(body) : 0,
		.body_out_fd = -1,
		.tls = WEIR_HAS(req, tls) ? req->tls : NULL,
		.proxy = WEIR_HAS(req, proxy) ? req->proxy : NULL,
		.max_body = 1 << 20,
		.no_redirect = true,
	};

	*res = (struct weir_http_res){ .size = sizeof(*res) };
	return host->http(call, &exchange, res, err);
}

void weir_notify_answer_done(struct weir_http_res *res)
{
	json_decref(res->headers);
	free(res->body);
	free(res->url);
	*res = (struct weir_http_res){ .size = sizeof(*res) };
}

/* ---- texts ------------------------------------------------------------- */

char *weir_notify_basic(const char *username, const char *password)
{
	struct weir_strbuf out = WEIR_STRBUF_INIT;
	char *pair = weir_asprintf("%s:%s", username ? username : "", password ? password : "");

	weir_strbuf_reserve(&out, 2 * strlen(pair) + 16); /* it does not move, so no copy is left behind */
	weir_strbuf_adds(&out, "Basic ");
	weir_base64_encode(&out, pair, strlen(pair));
	weir_wipe_free(pair);
	return weir_strbuf_take(&out);
}

bool weir_notify_is_line(const char *text)
{
	for (const char *p = text; p && *p; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			return false;
	return true;
}

void weir_notify_percent(struct weir_strbuf *sb, const char *text, const char *keep)
{
	for (; *text; text++)
		if (isalnum((unsigned char)*text) || strchr(keep, *text))
			weir_strbuf_addc(sb, *text);
		else
			weir_strbuf_addf(sb, "%%%02X", (unsigned)(unsigned char)*text);
}

enum class { NONE, LOWER, UPPER, DIGIT, OTHER };

static enum class class_of(char c) {
	unsigned char u = (unsigned char)c;

	return islower(u)   ? LOWER
	       : isupper(u) ? UPPER
	       : isdigit(u) ? DIGIT
			    : OTHER;
}

char *weir_notify_words(const char *reason)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	enum class last = NONE;

	for (const char *p = reason; *p; p++) {
		enum class now = class_of(*p);
		/* A new word where the class changes; of capitals before a small letter the last begins it. */
		bool begins = now != last && !(last == UPPER && now == LOWER);
		if (last == UPPER && now == UPPER && class_of(p[1]) == LOWER)
			begins = true;
		if (begins && p > reason)
			weir_strbuf_addc(&sb, ' ');
		weir_strbuf_addc(&sb, (char)tolower((unsigned char)*p));
		last = now;
	}
	return weir_strbuf_take(&sb);
}
