/* SPDX-License-Identifier: Apache-2.0 */
/* https://host/path, ssh://git@host:22/path and git@host:path; what a name or port says is for ssh alone. */
#include "repository.h"

#define UNSAFE " \t\r\n\"'<>\\^`{|}?#%"

static int refuse(struct weir_error *err, const char *why)
{
	return weir_fail(err, WEIR_E_UNSUPPORTED, "InvalidAddress",
			 "the address %s; it is that of the repository: https://HOST/OWNER/NAME", why);
}

/* Host and path of any of the forms; false: it is none of them. */
static bool split(const char *address, char **origin, const char **path)
{
	const char *scheme = strstr(address, "://"), *host, *at, *end;
	bool plain = !strncasecmp(address, "http://", 7), web = plain || !strncasecmp(address, "https://", 8);

	if (scheme && !web && strncasecmp(address, "ssh://", 6) != 0)
		return false;
	host = scheme ? scheme + 3 : address;
	end = host + strcspn(host, scheme ? "/" : ":/");
	if (!*end || (!scheme && *end != ':'))
		return false;
	at = memchr(host, '@', (size_t)(end - host));
	if (at)
		host = at + 1;
	*path = end + 1;
	size_t n = (size_t)(end - host);
	const char *port = memchr(host, ':', n);
	if (port && !web)
		n = (size_t)(port - host);
	if (!n)
		return false;
	*origin = weir_asprintf("%s://%.*s", plain ? "http" : "https", (int)n, host);
	return true;
}

static void take_apart(struct repository *r)
{
	const char *p = r->path;

	while (true) {
		size_t n = strcspn(p, "/");
		if (r->count < 4)
			r->parts[r->count] = weir_strndup(p, n);
		r->count++;
		if (!p[n])
			return;
		p += n + 1;
	}
}

/* No part is empty or leads elsewhere: it becomes a part of another URL. */
static bool is_path(const char *path)
{
	if (!*path || strpbrk(path, UNSAFE) || strstr(path, "//"))
		return false;
	for (const char *p = path; p; p = strchr(p, '/')) {
		p += *p == '/';
		size_t n = strcspn(p, "/");
		if (!n || (n == 1 && *p == '.') || (n == 2 && !strncmp(p, "..", 2)))
			return false;
	}
	return true;
}

int repository_parse(const char *address, size_t parts, struct repository *out, struct weir_error *err)
{
	struct repository r = { 0 };
	const char *path = NULL;

	if (!address)
		return refuse(err, "is missing");
	if (strpbrk(address, UNSAFE) || !split(address, &r.origin, &path))
		return refuse(err, "is not that of a repository");
	path += strspn(path, "/");
	size_t n = strlen(path);
	if (n > 4 && !strcmp(path + n - 4, ".git"))
		n -= 4;
	r.path = weir_strndup(path, n);
	if (is_path(r.path))
		take_apart(&r);
	if (!r.count || (parts && r.count != parts)) {
		repository_done(&r);
		return refuse(err, "has not the path of a repository");
	}
	*out = r;
	return 0;
}

void repository_done(struct repository *r)
{
	free(r->origin);
	free(r->path);
	for (size_t i = 0; i < 4; i++)
		free(r->parts[i]);
	*r = (struct repository){ 0 };
}
