/* SPDX-License-Identifier: Apache-2.0 */
/*
 * http_header.c - headers of requests (checked: nobody adds lines through a value; what is secret
 * stays with its host) and of answers.
 */
#include <ctype.h>
#include <stdlib.h>
#include <strings.h>
#include "base/limits.h"
#include "http/http_private.h"

/* Never sent to another host than the request's own. A part of a name is enough. */
static const char *const secret_headers[] = { "auth", "cookie", "token", "key", "secret", "password", NULL };

static bool is_token(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!isalnum((unsigned char)s[i]) && !strchr("!#$%&'*+-.^_`|~", s[i]))
			return false;
	return n > 0;
}

int http_check_request(const struct weir_http_req *req, struct weir_error *err)
{
	const char *const *h, *colon;

	if (!req->url || !req->method || !is_token(req->method, strlen(req->method)))
		return weir_fail(err, WEIR_E_INVALID, NULL, "an HTTP request needs a method and a URL");
	for (h = req->headers; h && *h; h++) {
		colon = strchr(*h, ':');
		if (!colon || !is_token(*h, (size_t)(colon - *h)))
			return weir_fail(err, WEIR_E_INVALID, NULL, "header %zu of the request has no sound name",
					 (size_t)(h - req->headers) + 1);
		if (strpbrk(colon, "\r\n")) /* the value may be secret: not shown */
			return weir_fail(
				err, WEIR_E_INVALID, NULL,
				"the value of header %.*s has a line break: look for one at the end of a token or file",
				(int)(colon - *h), *h);
	}
	return 0;
}

/* The value of header @name, or NULL. */
static const char *value_of(const struct weir_http_req *req, const char *name)
{
	const char *const *h;
	size_t n = strlen(name);

	for (h = req->headers; h && *h; h++)
		if (!strncasecmp(*h, name, n) && (*h)[n] == ':')
			return *h + n + 1 + strspn(*h + n + 1, " \t");
	return NULL;
}

bool http_wants_gzip(const struct weir_http_req *req)
{
	const char *value = value_of(req, "Accept-Encoding");

	return value && !strcasecmp(value, "gzip");
}

static bool is_secret(const char *header)
{
	WEIR_CLEAN_FREE char *name = weir_strndup(header, strcspn(header, ":"));
	size_t i;

	for (i = 0; secret_headers[i]; i++)
		if (strcasestr(name, secret_headers[i]))
			return true;
	return false;
}

static void append(const struct http_curl *curl, struct curl_slist **list, const char *header)
{
	struct curl_slist *longer = curl->slist_append(*list, header);

	if (!longer)
		abort(); /* out of memory */
	*list = longer;
}

struct curl_slist *http_header_list(const struct http_transfer *t)
{
	struct curl_slist *list = NULL;
	const char *const *h;

	for (h = t->req->headers; h && *h; h++) {
		const char *colon = strchr(*h, ':');

		if (t->foreign && is_secret(*h))
			continue;
		if (!t->with_body && !strncasecmp(*h, "content-", 8))
			continue;
		if (http_wants_gzip(t->req) && !strncasecmp(*h, "accept-encoding:", 16))
			continue; /* libcurl sends its own */
		if (colon[1 + strspn(colon + 1, " \t")]) {
			append(t->curl, &list, *h);
		} else { /* libcurl's way to say: sent, with no value */
			WEIR_CLEAN_FREE char *empty = weir_asprintf("%.*s;", (int)(colon - *h), *h);

			append(t->curl, &list, empty);
		}
	}
	if (t->extra_header)
		append(t->curl, &list, t->extra_header);
	/* Those that libcurl would add by itself. */
	if (t->with_body && !value_of(t->req, "Content-Type"))
		append(t->curl, &list, "Content-Type:");
	append(t->curl, &list, "Expect:");
	return list;
}

/* ---- answers ---- */

/* Header values are bytes; those that are not UTF-8 are Latin-1 (RFC 9110, 5.5). */
static json_t *text_value(const char *s, size_t n)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	json_t *value = json_stringn(s, n);
	size_t i;

	if (value)
		return value;
	for (i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c < 0x80) {
			weir_strbuf_addc(&sb, (char)c);
		} else {
			weir_strbuf_addc(&sb, (char)(0xc0 | c >> 6));
			weir_strbuf_addc(&sb, (char)(0x80 | (c & 0x3f)));
		}
	}
	return json_stringn(sb.data, sb.len);
}

static void add_header(struct http_transfer *t, const char *name, const char *s, size_t n)
{
	json_t *before = json_object_get(t->headers, name), *value = text_value(s, n);

	if (before && value) {
		WEIR_CLEAN_FREE char *both =
			weir_asprintf("%s, %s", json_string_value(before), json_string_value(value));

		json_decref(value);
		value = json_string(both);
	}
	if (value)
		json_object_set_new(t->headers, name, value);
	if (!strcmp(name, "location") && !t->location)
		t->location = weir_strndup(s, n);
}

/* "HTTP/1.1 200 OK": a new answer begins, also after a 100. */
static void status_line(struct http_transfer *t, const char *line, size_t len)
{
	const char *space = memchr(line, ' ', len);

	t->status = space ? atoi(space) : 0;
	json_object_clear(t->headers);
	free(t->location);
	t->location = NULL;
}

int http_header_line(struct http_transfer *t, const char *line, size_t len)
{
	WEIR_CLEAN_FREE char *name = NULL;
	const char *colon, *value;
	size_t i;

	t->header_bytes += len;
	if (t->header_bytes > LIMIT_HTTP_HEADERS)
		return weir_fail(t->err, WEIR_E_INVALID, NULL, "the answer's headers are larger than %u bytes",
				 LIMIT_HTTP_HEADERS);
	while (len && isspace((unsigned char)line[len - 1]))
		len--;
	if (len > 5 && !strncasecmp(line, "HTTP/", 5)) {
		status_line(t, line, len);
		return 0;
	}
	colon = memchr(line, ':', len);
	if (!colon || memchr(line, '\0', len))
		return 0;
	name = weir_strndup(line, (size_t)(colon - line));
	for (i = 0; name[i]; i++)
		name[i] = (char)tolower((unsigned char)name[i]);
	for (value = colon + 1; value < line + len && isspace((unsigned char)*value); value++)
		;
	add_header(t, name, value, (size_t)(line + len - value));
	return 0;
}
