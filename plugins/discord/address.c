/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads a webhook's address by hand: it is short and of one shape, and whatever is refused must be
 * named without showing a part of it.
 */
#include "address.h"

#include <ctype.h>

#define DIGITS "0123456789"
#define TOKEN  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-."

static int refuse(struct weir_error *err, const char *why)
{
	return weir_fail(err, WEIR_E_UNSUPPORTED, "InvalidAddress",
			 "the webhook's address %s; it has the form https://discord.com/api/webhooks/ID/TOKEN", why);
}

/* Is the authority (no user, perhaps a port) this machine? */
static bool is_loopback(const char *host, size_t n)
{
	static const char *const names[] = { "localhost", "[::1]" };
	const char *colon = host[0] == '[' ? memchr(host, ']', n) : memchr(host, ':', n);
	size_t len = !colon ? n : host[0] == '[' ? (size_t)(colon - host) + 1 : (size_t)(colon - host);

	for (size_t i = 0; i < 2; i++)
		if (len == strlen(names[i]) && !strncasecmp(host, names[i], len))
			return true;
	return len > 4 && !strncmp(host, "127.", 4) && strspn(host, DIGITS ".") >= len;
}

/* Length of "/api[/vN]/webhooks/ID/TOKEN" at @path and where TOKEN is in it; 0: not that. */
static size_t path_length(const char *path, const char **token, size_t *token_len)
{
	const char *p = path;

	if (strncmp(p, "/api/", 5) != 0)
		return 0;
	p += 5;
	if (*p == 'v' && isdigit((unsigned char)p[1])) {
		p += 1 + strspn(p + 1, DIGITS);
		if (*p++ != '/')
			return 0;
	}
	if (strncmp(p, "webhooks/", 9) != 0)
		return 0;
	p += 9;
	size_t id = strspn(p, DIGITS);
	if (!id || p[id] != '/')
		return 0;
	p += id + 1;
	*token = p;
	*token_len = strspn(p, TOKEN);
	return *token_len ? (size_t)(p + *token_len - path) : 0;
}

static int check_scheme(const char *text, const char **host, size_t *host_len, struct weir_error *err)
{
	bool plain = !strncasecmp(text, "http://", 7);

	if (!plain && strncasecmp(text, "https://", 8) != 0)
		return refuse(err, "does not begin with https://");
	*host = text + (plain ? 7 : 8);
	*host_len = strcspn(*host, "/?#");
	if (!*host_len)
		return refuse(err, "names no host");
	if (memchr(*host, '@', *host_len))
		return refuse(err, "has a user name in it");
	if (plain && !is_loopback(*host, *host_len))
		return refuse(err, "is plain http:// (allowed only to this machine)");
	return 0;
}

int address_parse(const char *text, struct address *out, struct weir_error *err)
{
	const char *host = NULL, *token = NULL;
	size_t host_len = 0, token_len = 0;

	while (isspace((unsigned char)*text))
		text++;
	size_t len = strlen(text);
	while (len && isspace((unsigned char)text[len - 1]))
		len--;
	char *copy = weir_strndup(text, len);
	int code = check_scheme(copy, &host, &host_len, err);
	if (code) {
		weir_wipe_free(copy);
		return code;
	}
	char *path = copy + (host + host_len - copy);
	size_t n = path_length(path, &token, &token_len);
	const char *rest = path + n;
	if (n && !strncmp(rest, "/slack", 6))
		rest += 6; /* what Flux's users have written there */
	if (n && *rest == '/')
		rest++;
	const char *query = *rest == '?' ? rest + 1 : "";
	if (!n || (*rest && *rest != '?') || strspn(query, TOKEN "=&") != strlen(query)) {
		weir_wipe_free(copy);
		return refuse(err, "has not the path of a webhook");
	}
	out->token = weir_strndup(token, token_len);
	out->url = weir_asprintf("%.*s?wait=true%s%s", (int)(path + n - copy), copy, *query ? "&" : "", query);
	weir_wipe_free(copy);
	return 0;
}

char *address_message(const struct address *address, const char *id)
{
	const char *query = strchr(address->url, '?'), *rest = strchr(query, '&'); /* "?wait=true[&thread_id=N]" */

	if (!*id || strspn(id, DIGITS) != strlen(id))
		return NULL;
	return weir_asprintf("%.*s/messages/%s%s%s", (int)(query - address->url), address->url, id, rest ? "?" : "",
			     rest ? rest + 1 : "");
}

void address_done(struct address *address)
{
	weir_wipe_free(address->url);
	weir_wipe_free(address->token);
	*address = (struct address){ NULL, NULL };
}
