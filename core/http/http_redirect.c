/* SPDX-License-Identifier: Apache-2.0 */
/*
 * http_redirect.c - where a 3xx answer leads.  Followed here and not by libcurl, since three rules
 * are stricter: never from https to http, http and https only, and credentials of any header
 * stay with scheme, host and port they were meant for.
 */
#include <stdlib.h>
#include <strings.h>
#include "http/http_private.h"

/* One part of @url with its default filled in, to be released with curl->free, or NULL. */
static char *part(const struct http_curl *curl, const char *url, CURLUPart what)
{
	CURLU *u = curl->url();
	char *out = NULL;

	if (!u)
		return NULL;
	if (curl->url_set(u, CURLUPART_URL, url, CURLU_NON_SUPPORT_SCHEME) ||
	    curl->url_get(u, what, &out, CURLU_DEFAULT_PORT))
		out = NULL;
	curl->url_cleanup(u);
	return out;
}

static bool has_scheme(const struct http_curl *curl, const char *url, const char *scheme)
{
	char *s = part(curl, url, CURLUPART_SCHEME);
	bool same = s && !strcasecmp(s, scheme);

	curl->free(s);
	return same;
}

int http_check_url(const struct http_curl *curl, const char *url, struct weir_error *err)
{
	char *host = part(curl, url, CURLUPART_HOST);
	bool good = host && *host && (has_scheme(curl, url, "http") || has_scheme(curl, url, "https"));

	curl->free(host);
	return good ? 0 : weir_fail(err, WEIR_E_INVALID, NULL, "%s is not an http:// or https:// URL", url);
}

static bool same_part(const struct http_curl *curl, const char *a, const char *b, CURLUPart what)
{
	char *x = part(curl, a, what), *y = part(curl, b, what);
	bool same = x && y && !strcasecmp(x, y);

	curl->free(x);
	curl->free(y);
	return same;
}

bool http_same_origin(const struct http_curl *curl, const char *a, const char *b)
{
	return same_part(curl, a, b, CURLUPART_SCHEME) && same_part(curl, a, b, CURLUPART_HOST) &&
	       same_part(curl, a, b, CURLUPART_PORT);
}

bool http_is_redirect(const struct http_transfer *t)
{
	static const int statuses[] = { 301, 302, 303, 307, 308 };
	size_t i;

	for (i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++)
		if (t->status == statuses[i])
			return t->location && *t->location && !t->req->no_redirect;
	return false;
}

static char *resolve(const struct http_curl *curl, const char *base, const char *location)
{
	CURLU *u = curl->url();
	char *whole = NULL, *out = NULL;

	if (u && !curl->url_set(u, CURLUPART_URL, base, 0) &&
	    !curl->url_set(u, CURLUPART_URL, location, CURLU_URLENCODE | CURLU_NON_SUPPORT_SCHEME) &&
	    !curl->url_set(u, CURLUPART_FRAGMENT, NULL, 0) && !curl->url_get(u, CURLUPART_URL, &whole, 0))
		out = weir_strdup(whole);
	curl->free(whole);
	if (u)
		curl->url_cleanup(u);
	return out;
}

char *http_redirect_target(const struct http_transfer *t, struct weir_error *err)
{
	char *target = resolve(t->curl, t->url, t->location);

	if (!target || http_check_url(t->curl, target, err)) {
		weir_fail(err, WEIR_E_INVALID, "RedirectRefused",
			  "redirect to %s, which is not an http:// or https:// URL", t->location);
		free(target);
		return NULL;
	}
	if (has_scheme(t->curl, t->url, "https") && !has_scheme(t->curl, target, "https")) {
		weir_fail(err, WEIR_E_INVALID, "RedirectRefused", "redirect from https to %s, which is not encrypted",
			  target);
		free(target);
		return NULL;
	}
	return target;
}
