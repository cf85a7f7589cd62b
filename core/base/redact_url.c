/* SPDX-License-Identifier: Apache-2.0 */
/*
 * redact_url.c - what of a URL is secret although nobody told: user and password before the host,
 * and parameters with names such as access_token or X-Amz-Signature.  "git@host" of ssh URLs is no
 * secret and helps readers, so a lone user is masked in http and https alone (tokens stand there).
 */
#include <ctype.h>
#include <strings.h>
#include "base/redact.h"

/* A parameter is secret if its name contains one of the first or is one of the second. */
static const char *const secret_parts[] = { "token",  "secret",  "passw",   "signature", "credential",
					    "apikey", "api_key", "api-key", "auth",      NULL };
static const char *const secret_names[] = { "sig", "key", "code", "jwt", "pwd", NULL };

static bool ends_url(char c)
{
	return !c || isspace((unsigned char)c) || strchr("\"'<>`{}|\\", c);
}

static size_t url_length(const char *s)
{
	size_t n = 0;

	while (!ends_url(s[n]))
		n++;
	while (n && strchr(".,:;!?)]", s[n - 1])) /* of the sentence around it */
		n--;
	return n;
}

static const char *find_nocase(const char *s, size_t n, const char *word)
{
	size_t len = strlen(word), i;

	for (i = 0; i + len <= n; i++)
		if (!strncasecmp(s + i, word, len))
			return s + i;
	return NULL;
}

static bool secret_name(const char *name, size_t n)
{
	size_t i;

	for (i = 0; secret_parts[i]; i++)
		if (find_nocase(name, n, secret_parts[i]))
			return true;
	for (i = 0; secret_names[i]; i++)
		if (strlen(secret_names[i]) == n && !strncasecmp(name, secret_names[i], n))
			return true;
	return false;
}

/* End of user:password before its '@', from the authority's start; 0: there is none. */
static size_t userinfo(const char *s, size_t n)
{
	size_t authority = strcspn(s, "/?#"), i, at = 0;
	const char *colon;

	if (authority > n)
		authority = n;
	for (i = 0; i < authority; i++)
		if (s[i] == '@')
			at = i;
	if (at)
		return at;
	/* "https://user:pa/ss@host": no URL, but still somebody's password. A real port is digits. */
	colon = memchr(s, ':', authority);
	if (!colon || strspn(colon + 1, "0123456789") == authority - (size_t)(colon + 1 - s))
		return 0;
	for (i = authority; i < n; i++)
		if (s[i] == '@')
			at = i;
	return at;
}

static bool is_http(const char *text, const char *colon)
{
	return (colon - text >= 4 && !strncasecmp(colon - 4, "http", 4)) ||
	       (colon - text >= 5 && !strncasecmp(colon - 5, "https", 5));
}

static void redact_query(const char *text, const char *s, const char *end, struct redact_spans *spans)
{
	const char *name, *stop, *equals;

	for (name = memchr(s, '?', (size_t)(end - s)); name && name < end; name = stop) {
		name++;
		for (stop = name; stop < end && !strchr("&;#", *stop); stop++)
			;
		equals = memchr(name, '=', (size_t)(stop - name));
		if (equals && equals + 1 < stop && secret_name(name, (size_t)(equals - name)))
			redact_span_add(spans, (size_t)(equals + 1 - text), (size_t)(stop - text));
	}
}

void redact_urls(const char *text, struct redact_spans *spans)
{
	const char *at = text, *colon, *s;
	size_t n, user;

	while ((colon = strstr(at, "://"))) {
		s = colon + 3;
		n = url_length(s);
		user = userinfo(s, n);
		if (user && (is_http(text, colon) || memchr(s, ':', user)))
			redact_span_add(spans, (size_t)(s - text), (size_t)(s - text) + user);
		redact_query(text, s, s + n, spans);
		at = s;
	}
}
