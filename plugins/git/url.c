/* SPDX-License-Identifier: Apache-2.0 */
/*
 * url.c - addresses of repositories.  Everything that is later given to a server or shown to a
 * person passes here first, so the rules against option-like and control characters are here.
 */
#include "url.h"

#include <ctype.h>
#include <stdlib.h>

static const struct {
	const char *prefix;
	enum url_scheme scheme;
} schemes[] = {
	{ "http://", URL_HTTP },
	{ "https://", URL_HTTPS },
	{ "ssh://", URL_SSH },
	{ "file://", URL_FILE },
};

static char *copy(const char *s)
{
	return s ? weir_strdup(s) : NULL;
}

void url_copy(const struct git_url *from, struct git_url *to)
{
	*to = (struct git_url){ .scheme = from->scheme,
				.text = copy(from->text),
				.shown = copy(from->shown),
				.user = copy(from->user),
				.password = copy(from->password),
				.host = copy(from->host),
				.port = from->port,
				.path = copy(from->path) };
}

void url_done(struct git_url *url)
{
	weir_wipe_free(url->password);
	free(url->text);
	free(url->shown);
	free(url->user);
	free(url->host);
	free(url->path);
	*url = (struct git_url){ 0 };
}

static int bad(struct weir_error *err, const char *field, const char *why)
{
	return weir_fail(err, WEIR_E_INVALID, "URLInvalid", "%s: %s", field, why);
}

static int hex(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

/* Percent-decoding; NULL for a bad escape or one that hides a control character. */
static char *decode(const char *s, size_t n)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	size_t i;
	int c;

	for (i = 0; i < n; i++) {
		c = (unsigned char)s[i];
		if (c == '%') {
			if (n - i < 3 || hex(s[i + 1]) < 0 || hex(s[i + 2]) < 0)
				return NULL;
			c = hex(s[i + 1]) * 16 + hex(s[i + 2]);
			i += 2;
		}
		if (c < 0x20 || c == 0x7f)
			return NULL;
		weir_strbuf_addc(&sb, (char)c);
	}
	return weir_strbuf_take(&sb);
}

/* "git@host:path" as "ssh://git@host/path", or NULL if it is not scp's syntax. */
static char *scp_as_ssh(const char *text)
{
	const char *colon = strchr(text, ':'), *slash = strchr(text, '/');

	if (!colon || colon == text || (slash && slash < colon) || strstr(text, "://"))
		return NULL;
	return weir_asprintf("ssh://%.*s/%s", (int)(colon - text), text, colon[1] == '/' ? colon + 2 : colon + 1);
}

static int parse_port(const char *field, const char *text, int *out, struct weir_error *err)
{
	long port = 0;
	const char *p;

	for (p = text; *p; p++) {
		if (!isdigit((unsigned char)*p) || p - text > 5)
			return bad(err, field, "the port is not a number");
		port = port * 10 + (*p - '0');
	}
	if (p == text || port < 1 || port > 65535)
		return bad(err, field, "the port is not between 1 and 65535");
	*out = (int)port;
	return 0;
}

static bool host_character(char c)
{
	return isalnum((unsigned char)c) || c == '-' || c == '.' || c == '_' || c == ':';
}

static int parse_host(const char *field, const char *s, size_t n, struct git_url *out, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *text = weir_strndup(s, n);
	char *end = text, *p, *name = text;
	int rc;

	if (*text == '[') {
		end = strchr(text, ']');
		if (!end)
			return bad(err, field, "the [ of the host is not closed");
		*end++ = '\0';
		name = text + 1;
	} else {
		end = text + strcspn(text, ":");
	}
	if (*end == ':' || (*end && name != text)) {
		if (*end != ':')
			return bad(err, field, "the host is followed by something that is not a port");
		*end++ = '\0';
		rc = parse_port(field, end, &out->port, err);
		if (rc)
			return rc;
	}
	if (!*name)
		return bad(err, field, "has no host");
	if (*name == '-')
		return bad(err, field, "the host begins with '-'");
	for (p = name; *p; p++)
		if (!host_character(*p))
			return bad(err, field, "the host has a character that no host name has");
	out->host = weir_strdup(name);
	for (p = out->host; *p; p++)
		*p = (char)tolower((unsigned char)*p);
	return 0;
}

static int parse_user(const char *field, const char *s, size_t n, struct git_url *out, struct weir_error *err)
{
	const char *colon = memchr(s, ':', n);
	size_t user = colon ? (size_t)(colon - s) : n;

	out->user = decode(s, user);
	if (colon)
		out->password = decode(colon + 1, n - user - 1);
	if (!out->user || (colon && !out->password))
		return bad(err, field, "the user name has a bad %-escape or a control character");
	if (*out->user == '-')
		return bad(err, field, "the user begins with '-'");
	return 0;
}

static int parse_path(const char *field, const char *s, struct git_url *out, struct weir_error *err)
{
	bool raw = out->scheme == URL_HTTP || out->scheme == URL_HTTPS;
	const char *p;

	if (*s != '/' || !s[1])
		return bad(err, field, "has no path to a repository");
	if (raw && strpbrk(s, "?#"))
		return bad(err, field, "has a '?' or '#', which no address of a repository has");
	for (p = s; *p; p++)
		if ((unsigned char)*p <= 0x20 || *p == 0x7f)
			return bad(err, field, "has a space or control character");
	out->path = raw ? weir_strdup(s) : decode(s, strlen(s));
	if (!out->path)
		return bad(err, field, "the path has a bad %-escape or a control character");
	if (out->path[1] == '-')
		return bad(err, field, "the path begins with '-'");
	return 0;
}

static void write_texts(const char *prefix, const char *path, struct git_url *u)
{
	bool ssh = u->scheme == URL_SSH, six = u->host && strchr(u->host, ':');
	WEIR_CLEAN_FREE char *port = u->port ? weir_asprintf(":%d", u->port) : weir_strdup("");

	u->text = weir_asprintf("%s%s%s%s%s%s%s%s", prefix, ssh && u->user ? u->user : "", ssh && u->user ? "@" : "",
				six ? "[" : "", u->host, six ? "]" : "", port, path);
	u->shown = weir_strdup(u->text);
}

static int parse_rest(const char *field, const char *prefix, const char *text, struct git_url *out,
		      struct weir_error *err)
{
	WEIR_CLEAN_FREE char *rest = weir_strdup(text);
	size_t n = strlen(rest), authority;
	const char *at;
	int rc;

	while (n > 1 && rest[n - 1] == '/')
		rest[--n] = '\0';
	authority = strcspn(rest, "/?#");
	at = memrchr(rest, '@', authority);
	if (at && (rc = parse_user(field, rest, (size_t)(at - rest), out, err)))
		return rc;
	at = at ? at + 1 : rest;
	if (out->scheme == URL_FILE) {
		if (authority)
			return bad(err, field, "a file URL has three slashes: file:///path");
		out->host = weir_strdup("");
	} else if ((rc = parse_host(field, at, authority - (size_t)(at - rest), out, err))) {
		return rc;
	}
	if ((rc = parse_path(field, rest + authority, out, err)))
		return rc;
	write_texts(prefix, rest + authority, out);
	return 0;
}

int url_parse(const char *field, const char *text, struct git_url *out, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *ssh = NULL;
	struct git_url url = { 0 };
	size_t i;
	int rc;

	for (i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
		if (strncasecmp(text, schemes[i].prefix, strlen(schemes[i].prefix)) != 0)
			continue;
		url.scheme = schemes[i].scheme;
		rc = parse_rest(field, schemes[i].prefix, text + strlen(schemes[i].prefix), &url, err);
		if (rc)
			url_done(&url);
		else
			*out = url;
		return rc;
	}
	ssh = scp_as_ssh(text);
	if (ssh)
		return weir_fail(err, WEIR_E_INVALID, "URLInvalid", "%s: scp's syntax is not a URL; write it as %s",
				 field, ssh);
	return bad(err, field, "must begin with https://, http:// or ssh://");
}

bool url_same_host(const struct git_url *a, const struct git_url *b)
{
	return a->scheme == b->scheme && a->port == b->port && strcmp(a->host, b->host) == 0;
}

char *url_resolve(const struct git_url *base, const char *text, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *folder = NULL;
	size_t root;
	char *cut;

	if (strncmp(text, "./", 2) != 0 && strncmp(text, "../", 3) != 0)
		return weir_strdup(text);
	folder = weir_strdup(base->text);
	root = strlen(folder) - (strstr(folder, "://") ? strlen(strchrnul(strstr(folder, "://") + 3, '/')) : 0);
	while (*text) {
		if (strncmp(text, "./", 2) == 0) {
			text += 2;
		} else if (strncmp(text, "../", 3) == 0) {
			cut = strrchr(folder, '/');
			if (!cut || (size_t)(cut - folder) < root) {
				weir_fail(err, WEIR_E_INVALID, "URLInvalid", "the relative URL leaves the root of %s",
					  base->host);
				return NULL;
			}
			*cut = '\0';
			text += 3;
		} else {
			break;
		}
	}
	return weir_asprintf("%s/%s", folder, text);
}

/* A page of a commit; what the host's name contains, and the words before the commit's id. */
static const struct {
	const char *host, *words;
} pages[] = {
	{ "github", "commit" }, { "gitlab", "-/commit" }, { "bitbucket.org", "commits" }, { "codeberg", "commit" },
	{ "gitea", "commit" },  { "forgejo", "commit" },  { "git.sr.ht", "commit" },
};

char *url_page(const struct git_url *url, const char *commit)
{
	WEIR_CLEAN_FREE char *path = NULL;
	size_t i, n;

	if (url->scheme == URL_FILE)
		return NULL;
	for (i = 0; i < sizeof(pages) / sizeof(pages[0]); i++)
		if (strstr(url->host, pages[i].host))
			break;
	if (i == sizeof(pages) / sizeof(pages[0]))
		return NULL;
	path = weir_strdup(url->path);
	n = strlen(path);
	if (n > 4 && strcmp(path + n - 4, ".git") == 0)
		path[n - 4] = '\0';
	if (url->scheme == URL_SSH || !url->port)
		return weir_asprintf("%s://%s%s/%s/%s", url->scheme == URL_HTTP ? "http" : "https", url->host, path,
				     pages[i].words, commit);
	return weir_asprintf("%s://%s:%d%s/%s/%s", url->scheme == URL_HTTP ? "http" : "https", url->host, url->port,
			     path, pages[i].words, commit);
}
