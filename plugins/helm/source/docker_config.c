/* SPDX-License-Identifier: Apache-2.0 */
/*
 * docker_config.c - {"auths": {"ghcr.io": {"auth": base64("user:password")}}}; keys may be hosts, hosts
 * with a path, or URLs, as docker and Kubernetes write them.  The longest match counts.
 */
#include "docker_config.h"

#include <stdlib.h>
#include <strings.h>

#include "url.h"

/* "https://index.docker.io/v1/" and "docker.io" are one registry. */
static bool is_docker_hub(const char *host, size_t len)
{
	static const char *const names[] = { "docker.io", "index.docker.io", "registry-1.docker.io" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strlen(names[i]) == len && strncasecmp(names[i], host, len) == 0)
			return true;
	return false;
}

/* How well a key fits: the length of what matches, 0: not at all. @name: "ghcr.io/owner/charts". */
static size_t fits(const char *key, const char *name)
{
	const char *scheme = strstr(key, "://"), *at = scheme ? scheme + 3 : key;
	size_t host = strcspn(at, "/"), own = strcspn(name, "/"), len = strlen(at);

	while (len && at[len - 1] == '/')
		len--;
	if (is_docker_hub(at, host) && is_docker_hub(name, own))
		return host;
	if (strncasecmp(at, name, len) != 0 || (name[len] && name[len] != '/'))
		/* ".../v1/" and ".../v2/" are the registry itself */
		return scheme && host == own && strncasecmp(at, name, host) == 0 &&
				       (strncmp(at + host, "/v1", 3) == 0 || strncmp(at + host, "/v2", 3) == 0)
			       ? host
			       : 0;
	return len;
}

static int take(const json_t *entry, struct access *a, struct weir_error *err)
{
	struct weir_strbuf plain = WEIR_STRBUF_INIT;
	const char *auth = weir_get_str(entry, "auth"), *user = weir_get_str(entry, "username");
	const char *password = weir_get_str(entry, "password"), *colon;

	if (user && password) {
		a->user = weir_strdup(user);
		a->password = weir_strdup(password);
		return 0;
	}
	if (!auth || !*auth)
		return 0;
	if (!weir_base64_decode(&plain, auth, strlen(auth)) || !(colon = memchr(plain.data, ':', plain.len)) ||
	    strlen(plain.data) != plain.len) {
		weir_wipe_free(weir_strbuf_take(&plain));
		return weir_fail(err, WEIR_E_AUTH, "AuthenticationFailed",
				 ".dockerconfigjson: \"auth\" is not base64 of user:password");
	}
	a->user = weir_strndup(plain.data, (size_t)(colon - plain.data));
	a->password = weir_strdup(colon + 1);
	weir_wipe_free(weir_strbuf_take(&plain));
	return 0;
}

int docker_config_find(const char *text, size_t len, const char *url, struct access *a, struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *config = json_loadb(text, len, 0, NULL);
	size_t host_len, best = 0, n;
	const char *name = url_host(url, &host_len), *key;
	const json_t *entry, *found = NULL;

	/* The parser's own message would quote the text. */
	if (!json_is_object(config))
		return weir_fail(err, WEIR_E_AUTH, "AuthenticationFailed", ".dockerconfigjson is not a JSON object");
	json_object_foreach(json_object_get(config, "auths"), key, entry) {
		n = fits(key, name);
		if (n > best) {
			best = n;
			found = entry;
		}
	}
	return found ? take(found, a, err) : 0;
}
