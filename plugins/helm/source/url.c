/* SPDX-License-Identifier: Apache-2.0 */
/* url.c - parts of URLs, references resolved (RFC 3986, 5.2 and 5.3). */
#include "url.h"

#include <ctype.h>
#include <stdlib.h>
#include <strings.h>

static bool has_scheme(const char *url, const char *scheme)
{
	size_t n = scheme ? strlen(scheme) : 0;

	return n && strncasecmp(url, scheme, n) == 0 && strncmp(url + n, "://", 3) == 0;
}

const char *url_host(const char *url, size_t *len)
{
	const char *host = strstr(url, "://"), *at;

	*len = 0;
	if (!host)
		return "";
	host += 3;
	*len = strcspn(host, "/?#");
	at = memrchr(host, '@', *len);
	if (at) {
		*len -= (size_t)(at + 1 - host);
		host = at + 1;
	}
	return host;
}

int url_check(const char *url, const char *a, const char *b, const char *field, struct weir_error *err)
{
	const char *p;
	size_t len;

	if (!has_scheme(url, a) && !has_scheme(url, b))
		return weir_fail(err, WEIR_E_INVALID, "URLInvalid", "%s: must begin with %s://%s%s%s", field, a,
				 b ? " or " : "", b ? b : "", b ? "://" : "");
	for (p = url; *p; p++)
		if ((unsigned char)*p <= 0x20 || *p == 0x7f)
			return weir_fail(err, WEIR_E_INVALID, "URLInvalid", "%s: has a space or control character",
					 field);
	url_host(url, &len);
	if (!len)
		return weir_fail(err, WEIR_E_INVALID, "URLInvalid", "%s: names no host", field);
	if (url_host(url, &len) != strstr(url, "://") + 3)
		return weir_fail(err, WEIR_E_INVALID, "URLInvalid",
				 "%s: has a user in it; credentials belong to a Secret (spec.secretRef)", field);
	return 0;
}

/* 443 behind https, 80 behind http say nothing. */
static void origin(const char *url, char **scheme, char **host)
{
	const char *colon = strstr(url, "://"), *h;
	size_t len, tail;

	*scheme = weir_strndup(url, colon ? (size_t)(colon - url) : 0);
	h = url_host(url, &len);
	tail = strcasecmp(*scheme, "https") == 0 ? 4 : strcasecmp(*scheme, "http") == 0 ? 3 : 0;
	if (tail && len > tail && strncmp(h + len - tail, tail == 4 ? ":443" : ":80", tail) == 0)
		len -= tail;
	*host = weir_strndup(h, len);
}

bool url_same_origin(const char *a, const char *b)
{
	WEIR_CLEAN_FREE char *scheme_a = NULL, *scheme_b = NULL, *host_a = NULL, *host_b = NULL;

	origin(a, &scheme_a, &host_a);
	origin(b, &scheme_b, &host_b);
	return *host_a && strcasecmp(scheme_a, scheme_b) == 0 && strcasecmp(host_a, host_b) == 0;
}

/* "a/./b/../c" to "a/c", in place; @path begins with '/'. */
static void remove_dots(char *path)
{
	char *in = path, *out = path;
	size_t n;

	while (*in) {
		n = 1 + strcspn(in + 1, "/");
		if ((n == 2 && in[1] == '.') || (n == 3 && in[1] == '.' && in[2] == '.')) {
			while (n == 3 && out > path && *--out != '/')
				;
			in += n;
			if (!*in)
				*out++ = '/';
			continue;
		}
		memmove(out, in, n);
		out += n;
		in += n;
	}
	*out = '\0';
}

static bool is_absolute(const char *ref)
{
	size_t n = 0;

	if (!isalpha((unsigned char)*ref))
		return false;
	while (isalnum((unsigned char)ref[n]) || (ref[n] && strchr("+-.", ref[n])))
		n++;
	return ref[n] == ':';
}

char *url_resolve(const char *base, const char *ref)
{
	size_t host_len, base_len = strcspn(base, "?#"), path_len = strcspn(ref, "?#");
	const char *host = url_host(base, &host_len), *base_path = host + host_len;
	const char *query = strchr(base, '?');
	WEIR_CLEAN_FREE char *path = NULL, *own_query = NULL;
	size_t origin_len = (size_t)(base_path - base), folder_len;

	if (is_absolute(ref))
		return weir_strdup(ref);
	if (strncmp(ref, "//", 2) == 0)
		return weir_asprintf("%.*s:%s", (int)strcspn(base, ":"), base, ref);
	folder_len = base_len > origin_len ? base_len - origin_len : 0;
	if (*ref == '/')
		path = weir_asprintf("%.*s", (int)path_len, ref);
	else
		path = weir_asprintf("%.*s%s%.*s", (int)folder_len, base_path,
				     folder_len && base_path[folder_len - 1] == '/' ? "" : "/", (int)path_len, ref);
	remove_dots(path);
	own_query = ref[path_len] == '?' ? weir_strndup(ref + path_len, strcspn(ref + path_len, "#"))
		    : query              ? weir_strndup(query, strcspn(query, "#"))
					 : NULL;
	return weir_asprintf("%.*s%s%s", (int)origin_len, base, path, own_query ? own_query : "");
}

void url_escape(struct weir_strbuf *sb, const char *text)
{
	for (; *text; text++)
		if (isalnum((unsigned char)*text) || strchr("-._~", *text))
			weir_strbuf_addc(sb, *text);
		else
			weir_strbuf_addf(sb, "%%%02X", (unsigned char)*text);
}

char *url_shown(const char *url)
{
	size_t host_len, len = strcspn(url, "?#");
	const char *host = url_host(url, &host_len), *scheme = strstr(url, "://");

	if (!scheme)
		return weir_strdup("(no URL)");
	return weir_asprintf("%.*s%.*s", (int)(scheme + 3 - url), url, (int)(len - (size_t)(host - url)), host);
}
