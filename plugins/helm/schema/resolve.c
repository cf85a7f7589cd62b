/* SPDX-License-Identifier: Apache-2.0 */
/* resolve.c - $ref: addresses joined (RFC 3986), JSON pointers (RFC 6901), anchors. */
#include "compile.h"

#include <ctype.h>
#include <stdlib.h>

#include "../source/url.h"

static int hex(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : isxdigit((unsigned char)c) ? tolower((unsigned char)c) - 'a' + 10 : -1;
}

/* %XX undone, or NULL. */
static char *unescape(struct weir_arena *arena, const char *text)
{
	char *out = weir_arena_alloc(arena, strlen(text) + 1), *to = out;

	for (; *text; text++) {
		if (*text == '%') {
			if (hex(text[1]) < 0 || hex(text[2]) < 0)
				return NULL;
			*to++ = (char)(hex(text[1]) << 4 | hex(text[2]));
			text += 2;
		} else {
			*to++ = *text;
		}
	}
	*to = '\0';
	return out;
}

char *ref_join(struct weir_arena *arena, const char *base, const char *ref, const char **fragment)
{
	size_t n = strcspn(ref, "#");
	WEIR_CLEAN_FREE char *bare = weir_strndup(ref, n), *joined = NULL;
	const char *slash, *host;

	*fragment = unescape(arena, ref[n] ? ref + n + 1 : "");
	if (!*fragment)
		return NULL;
	if (!*bare)
		return weir_arena_strdup(arena, base);
	if (strncmp(base, "urn:", 4) == 0 && !strchr(bare, ':'))
		return weir_arena_strdup(arena, base);
	/* url_resolve() takes its base as a folder; here it is a document. */
	slash = strrchr(base, '/');
	host = strstr(base, "://");
	if (slash && (!host || slash > host + 2)) {
		WEIR_CLEAN_FREE char *folder = weir_strndup(base, (size_t)(slash + 1 - base));

		joined = url_resolve(folder, bare);
	} else {
		joined = url_resolve(base, bare);
	}
	return weir_arena_strdup(arena, joined);
}

/* "~1" is '/', "~0" is '~'; false for anything else behind '~'. */
static bool unescape_token(char *token)
{
	char *to = token;

	for (; *token; token++) {
		if (*token == '~') {
			token++;
			if (*token != '0' && *token != '1')
				return false;
			*to++ = *token == '1' ? '/' : '~';
		} else {
			*to++ = *token;
		}
	}
	*to = '\0';
	return true;
}

static const struct value *step(const struct value *at, const char *token)
{
	char *end;
	unsigned long i;

	if (js_is_object(at))
		return js_get(at, token);
	if (!js_is_array(at) || !isdigit((unsigned char)*token) || (*token == '0' && token[1]))
		return NULL;
	i = strtoul(token, &end, 10);
	return *end ? NULL : js_at(at, i);
}

static const struct value *follow(struct weir_arena *arena, const struct value *at, const char *pointer)
{
	while (at && *pointer == '/') {
		size_t n = strcspn(pointer + 1, "/");
		char *token = weir_arena_strndup(arena, pointer + 1, n);

		at = unescape_token(token) ? step(at, token) : NULL;
		pointer += 1 + n;
	}
	return at;
}

static const struct value *in_resource(struct schema *s, const struct resource *r, const char *fragment)
{
	const struct anchor *a;
	const struct value *found;

	if (!*fragment || *fragment == '/') {
		found = follow(s->arena, r->schema, fragment);
		if (!found)
			weir_fail(s->err, WEIR_E_INVALID, NULL, "json-pointer in \"%s#%s\" not found", r->id, fragment);
		return found;
	}
	for (a = r->anchors; a; a = a->next)
		if (strcmp(a->name, fragment) == 0)
			return a->schema;
	weir_fail(s->err, WEIR_E_INVALID, NULL, "anchor in \"%s#%s\" not found in schema \"" SCHEMA_URL "\"", r->id,
		  fragment);
	return NULL;
}

const struct value *ref_resolve(struct schema *s, const struct resource *base, const char *ref, bool *permissive)
{
	const char *fragment, *url = ref_join(s->arena, base->id, ref, &fragment);
	size_t i;

	*permissive = false;
	if (!url) {
		weir_fail(s->err, WEIR_E_INVALID, NULL, "invalid URL in $ref \"%s\"", ref);
		return NULL;
	}
	if (strcmp(url, SCHEMA_URL) == 0)
		return in_resource(s, s->resources[0], fragment);
	for (i = 0; i < s->resource_count; i++)
		if (strcmp(s->resources[i]->id, url) == 0)
			return in_resource(s, s->resources[i], fragment);
	*permissive = s->remote || strncmp(url, "urn:", 4) == 0;
	if (*permissive && !s->remote_url)
		s->remote_url = url;
	if (!*permissive)
		weir_fail(s->err, WEIR_E_INVALID, NULL,
			  "failing loading \"%s\": a $ref may only name this document; nothing is fetched", url);
	return NULL;
}
