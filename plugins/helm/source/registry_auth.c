/* SPDX-License-Identifier: Apache-2.0 */
/*
 * registry_auth.c - token authentication as registries do it (distribution spec, "token"): a 401
 * names a realm; there, with the credentials if any, a short-lived token is to be had.
 */
#include "registry_auth.h"

#include <ctype.h>
#include <stdlib.h>
#include <strings.h>

#include "url.h"

/* Over name=value, value bare or quoted; *value is malloc'ed. */
static const char *one_param(const char *p, const char **name, size_t *name_len, char **value)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;

	while (*p == ' ' || *p == ',' || *p == '\t')
		p++;
	*name = p;
	*name_len = strcspn(p, "= ,");
	p += *name_len;
	if (*p != '=') {
		*value = NULL;
		return p;
	}
	p++;
	if (*p == '"') {
		for (p++; *p && *p != '"'; p++) {
			if (*p == '\\' && p[1])
				p++;
			weir_strbuf_addc(&sb, *p);
		}
		p += *p == '"';
	} else {
		size_t n = strcspn(p, ", \t");

		weir_strbuf_add(&sb, p, n);
		p += n;
	}
	*value = weir_strbuf_take(&sb);
	return p;
}

char *challenge_param(const char *challenge, const char *name)
{
	const char *p = challenge + strcspn(challenge, " "), *found;
	size_t len;
	char *value;

	while (*p) {
		p = one_param(p, &found, &len, &value);
		if (!value && !len)
			return NULL;
		if (value && strlen(name) == len && strncasecmp(found, name, len) == 0)
			return value;
		free(value);
	}
	return NULL;
}

static char *token_url(const struct registry *r, const char *challenge, const char *realm)
{
	WEIR_CLEAN_FREE char *service = challenge_param(challenge, "service"),
			     *scope = challenge_param(challenge, "scope");
	WEIR_CLEAN_FREE char *own = scope ? NULL : weir_asprintf("repository:%s:pull", r->name);
	struct weir_strbuf sb = WEIR_STRBUF_INIT;

	weir_strbuf_addf(&sb, "%s%cscope=", realm, strchr(realm, '?') ? '&' : '?');
	url_escape(&sb, scope ? scope : own);
	if (service) {
		weir_strbuf_adds(&sb, "&service=");
		url_escape(&sb, service);
	}
	return weir_strbuf_take(&sb);
}

static int take_token(struct registry *r, const struct weir_http_res *res, struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *answer = json_loadb(res->body ? res->body : "", res->body_len, 0, NULL);
	const char *token = weir_get_str(answer, "token");

	if (!token)
		token = weir_get_str(answer, "access_token");
	if (!token || !*token || strpbrk(token, "\r\n"))
		return weir_fail(err, WEIR_E_AUTH, "AuthenticationFailed", "%s: the registry's token server gave none",
				 r->shown);
	if (strlen(token) >= 4)
		r->fetch->host->redact(r->fetch->call, token);
	r->token = weir_asprintf("Authorization: Bearer %s", token);
	return 0;
}

static int bearer(struct registry *r, const char *challenge, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *realm = challenge_param(challenge, "realm"), *url = NULL;
	struct access credentials = r->access;
	struct download d = { .accept = "Accept: application/json", .max = 1u << 20, .fd = -1 };
	struct weir_http_res res;
	int rc;

	if (!realm || url_check(realm, "https", "http", "realm", NULL))
		return weir_fail(err, WEIR_E_AUTH, "AuthenticationFailed",
				 "%s: the registry wants a token, but does not say from where", r->shown);
	/* Passwords go to another host than the registry's only where nobody can listen. */
	if (strncasecmp(realm, "https:", 6) == 0)
		credentials.origin = NULL;
	d.url = url = token_url(r, challenge, realm);
	rc = download(r->fetch, &credentials, &d, &res, err);
	if (rc)
		return weir_fail_prefix(err, "%s", r->shown);
	rc = take_token(r, &res, err);
	download_done(&res);
	return rc;
}

int registry_authenticate(struct registry *r, const char *challenge, struct weir_error *err)
{
	weir_wipe_free(r->token);
	r->token = NULL;
	if (strncasecmp(challenge, "Bearer ", 7) == 0)
		return bearer(r, challenge, err);
	if (r->access.from)
		return weir_fail(err, WEIR_E_AUTH, "AuthenticationFailed",
				 "%s: the registry refuses the credentials of %s", r->shown, r->access.from);
	return weir_fail(err, WEIR_E_AUTH, "AuthenticationFailed",
			 "%s: the registry wants credentials: name a Secret in spec.secretRef", r->shown);
}
