/* SPDX-License-Identifier: Apache-2.0 */
/*
 * http_mirror.c - `mirrors:` of weir.yaml: the longest prefix that covers whole path segments.
 * Scheme and host are compared without case, and with and without the URL's user ("git@").
 */
#include <ctype.h>
#include <stdlib.h>
#include "config/config.h"
#include "http/http_private.h"

struct mirror {
	char *prefix, *url, *secret;
	size_t len; /* of prefix */
};

struct mirror_list {
	struct mirror_list *older;
	size_t count;
	struct mirror items[];
};

static char *without_slash(char *url)
{
	size_t n = strlen(url);

	while (n > 1 && url[n - 1] == '/')
		url[--n] = '\0';
	return url;
}

/* Lower case up to the path, no slash at the end. */
static char *normal(const char *url)
{
	char *out = weir_strdup(url), *s = strstr(out, "://"), *p;

	for (p = out; s && *p && !(p >= s + 3 && strchr("/?#", *p)); p++)
		*p = (char)tolower((unsigned char)*p);
	return without_slash(out);
}

static int longer_first(const void *a, const void *b)
{
	const struct mirror *x = a, *y = b;

	return x->len > y->len ? -1 : x->len < y->len;
}

void http_set_mirrors(struct http *http, const struct config_mirror *mirrors, size_t count)
{
	struct mirror_list *list = weir_calloc(1, sizeof(*list) + count * sizeof(struct mirror));
	size_t i;

	list->count = count;
	for (i = 0; i < count; i++) {
		list->items[i].prefix = normal(mirrors[i].prefix);
		list->items[i].url = without_slash(weir_strdup(mirrors[i].url));
		list->items[i].secret = mirrors[i].secret ? weir_strdup(mirrors[i].secret) : NULL;
		list->items[i].len = strlen(list->items[i].prefix);
	}
	qsort(list->items, count, sizeof(struct mirror), longer_first);
	pthread_mutex_lock(&http->lock);
	list->older = http->mirrors;
	http->mirrors = list;
	pthread_mutex_unlock(&http->lock);
}

void http_mirrors_free(struct http *http)
{
	struct mirror_list *list;
	size_t i;

	while ((list = http->mirrors)) {
		http->mirrors = list->older;
		for (i = 0; i < list->count; i++) {
			free(list->items[i].prefix);
			free(list->items[i].url);
			free(list->items[i].secret);
		}
		free(list);
	}
}

static const struct mirror *lookup(const struct mirror_list *list, const char *url)
{
	size_t i;

	for (i = 0; list && i < list->count; i++)
		if (!strncmp(url, list->items[i].prefix, list->items[i].len) &&
		    strchr("/?#", url[list->items[i].len])) /* or the end */
			return &list->items[i];
	return NULL;
}

static char *without_user(const char *url)
{
	const char *s = strstr(url, "://"), *at;

	if (!s)
		return NULL;
	s += 3;
	at = memrchr(s, '@', strcspn(s, "/?#"));
	return at ? weir_asprintf("%.*s%s", (int)(s - url), url, at + 1) : NULL;
}

char *http_mirror(struct http *http, const char *url, const char **secret)
{
	WEIR_CLEAN_FREE char *plain = normal(url), *bare = without_user(plain);
	const struct mirror_list *list;
	const struct mirror *m;
	const char *found = plain;

	if (!*url)
		return NULL;
	pthread_mutex_lock(&http->lock);
	list = http->mirrors;
	pthread_mutex_unlock(&http->lock);
	m = lookup(list, plain);
	if (!m && bare) {
		found = bare;
		m = lookup(list, bare);
	}
	if (!m)
		return NULL;
	if (secret)
		*secret = m->secret;
	return weir_asprintf("%s%s%s", m->url, found + m->len, url[strlen(url) - 1] == '/' ? "/" : "");
}
