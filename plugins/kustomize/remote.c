/* SPDX-License-Identifier: Apache-2.0 */
/* remote.c - addresses of repositories taken apart; files over http(s), repositories by the service git/files. */
#include "remote.h"

#include <ctype.h>
#include <stdlib.h>
#include <strings.h>

bool is_http(const char *path)
{
	return strncasecmp(path, "http://", 7) == 0 || strncasecmp(path, "https://", 8) == 0;
}

/* ---- addresses ---- */

static const char *const schemes[] = { "ssh://", "https://", "http://", "file://" };

static const char *take_scheme(const char **text)
{
	size_t i;

	for (i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
		size_t n = strlen(schemes[i]);

		if (strncasecmp(*text, schemes[i], n) == 0) {
			*text += n;
			return schemes[i];
		}
	}
	return "";
}

/* "git@", "" */
static const char *take_user(struct build *b, const char **text)
{
	const char *p = *text, *start = p;

	if (!isalpha((unsigned char)*p))
		return "";
	while (isalnum((unsigned char)*p) || *p == '-')
		p++;
	if (*p != '@')
		return "";
	*text = p + 1;
	return weir_arena_strndup(b->arena, start, (size_t)(p + 1 - start));
}

/* "host/" or "host:" of what accepts that; the rest stays. */
static const char *take_host(struct build *b, const char **text, bool scp)
{
	const char *slash = strchr(*text, '/'), *colon = scp ? strchr(*text, ':') : NULL, *end = slash, *host;

	if (colon && colon > *text && (!slash || colon < slash))
		end = colon;
	host = end ? weir_arena_strndup(b->arena, *text, (size_t)(end + 1 - *text)) : *text;
	*text = end ? end + 1 : "";
	return host;
}

static const char *between(struct build *b, const char *from, const char *to)
{
	return weir_arena_strndup(b->arena, from, (size_t)(to - from));
}

/* Where the repository ends and the path in it begins. */
static bool split_path_of(struct build *b, const char *rest, bool all, const char **repo, const char **path)
{
	const char *p = strstr(rest, "_git/"), *q;

	if (p) {
		q = strchrnul(p + 5, '/');
		*repo = between(b, rest, q);
		*path = *q ? q + 1 : "";
	} else if ((p = strstr(rest, "//"))) {
		*repo = between(b, rest, p);
		*path = p + 2;
	} else if ((p = strstr(rest, ".git"))) {
		*repo = between(b, rest, p + 4);
		*path = p + 4;
	} else if (all) {
		*repo = rest;
		*path = "";
	} else {
		p = strchr(rest, '/');
		if (!p)
			return false;
		q = strchrnul(p + 1, '/');
		*repo = between(b, rest, q);
		*path = *q ? q + 1 : "";
	}
	*path += **path == '/';
	return **repo != '\0';
}

static bool leaves_repo(struct build *b, const char *path)
{
	const char *clean = path_join(b->arena, "", *path == '/' ? path + 1 : path);

	return strcmp(clean, "..") == 0 || strncmp(clean, "../", 3) == 0;
}

/* The value of "key=" in "a=b&c=d", percent signs undone. */
static const char *query_value(struct build *b, const char *query, const char *key)
{
	size_t n = strlen(key), len, i, at = 0;
	const char *p;
	char *out;

	for (p = query; p; p = strchr(p, '&') ? strchr(p, '&') + 1 : NULL)
		if (strncmp(p, key, n) == 0 && p[n] == '=')
			break;
	if (!p)
		return "";
	p += n + 1;
	len = strcspn(p, "&");
	out = weir_arena_alloc(b->arena, len + 1);
	for (i = 0; i < len; i++) {
		char hex[3] = { p[i + (i + 2 < len ? 1 : 0)], p[i + (i + 2 < len ? 2 : 0)], 0 };

		if (p[i] == '%' && i + 2 < len && isxdigit((unsigned char)hex[0]) && isxdigit((unsigned char)hex[1])) {
			out[at++] = (char)strtol(hex, NULL, 16);
			i += 2;
		} else {
			out[at++] = p[i] == '+' ? ' ' : p[i];
		}
	}
	return out;
}

bool repo_spec_parse(struct build *b, const char *text, struct repo_spec *out)
{
	const char *question = strchr(text, '?'), *query = question ? question + 1 : "";
	const char *rest, *scheme, *user, *host, *repo, *path, *submodules;
	bool github, scp;

	if (*text == '/')
		return false;
	rest = question ? between(b, text, question) : text;
	if (strncasecmp(rest, "git::", 5) == 0)
		rest += 5;
	scheme = take_scheme(&rest);
	user = take_user(b, &rest);
	github = strncasecmp(rest, "github.com/", 11) == 0 || strncasecmp(rest, "github.com:", 11) == 0;
	scp = !*scheme && (*user || github);
	if (!*scheme && !scp)
		return false;
	if (strcmp(scheme, "file://") == 0) {
		host = scheme;
	} else {
		host = take_host(b, &rest, scp);
		if (github && (strcmp(scheme, "ssh://") == 0 || *user))
			host = weir_arena_printf(b->arena, "%sgithub.com:", user);
		else if (github)
			host = "https://github.com/";
		else if (*host)
			host = weir_arena_printf(b->arena, "%s%s%s", scheme, user, host);
		else
			return false;
	}
	if (!split_path_of(b, rest, strcmp(scheme, "file://") == 0, &repo, &path) || leaves_repo(b, path))
		return false;
	submodules = query_value(b, query, "submodules");
	*out = (struct repo_spec){ .raw = text,
				   .clone = weir_arena_printf(b->arena, "%s%s", host, repo),
				   .path = path,
				   .ref = query_value(b, query, "ref"),
				   .submodules = strcmp(submodules, "false") != 0 && strcmp(submodules, "0") != 0 };
	if (!*out->ref)
		out->ref = query_value(b, query, "version");
	return true;
}

/* ---- repositories ---- */

static int check_remote(struct build *b, const char *what)
{
	if (!b->options.no_remote)
		return 0;
	return build_fail_code(b, WEIR_E_UNSUPPORTED,
			       "%s: remote resources and bases are switched off (option remoteBases of the kustomize "
			       "plugin, flag --no-remote)",
			       what);
}

int remote_type(const struct remote_tree *t, const char *path)
{
	const char *type = *path ? json_string_value(json_object_get(t->entries, path)) : "d";

	return type ? *type : 0;
}

int remote_read_file(struct build *b, const struct remote_tree *t, const char *path, char **text, size_t *len)
{
	WEIR_CLEAN_JSON json_t *in = json_pack("{s:s, s:s, s:s}", "store", t->store, "tree", t->tree, "read", path);
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	WEIR_CLEAN_JSON json_t *out = NULL;
	int rc;

	if (remote_type(t, path) != 'f')
		return build_fail_code(b, WEIR_E_NOT_FOUND, "%s: no such file in %s", path, t->url);
	rc = b->host->invoke(b->call, "git/files", in, &out, b->err);
	if (rc == 0 &&
	    !weir_base64_decode(&sb, weir_get_str_or(out, "data", ""), strlen(weir_get_str_or(out, "data", ""))))
		rc = build_fail(b, "%s: not read from %s", path, t->url);
	if (rc)
		return rc;
	*len = sb.len;
	*text = sb.data ? weir_strbuf_take(&sb) : weir_strdup("");
	ptrs_add(b->arena, &b->texts, *text);
	return 0;
}

static int fetch(struct build *b, const struct repo_spec *spec, struct remote_tree **out)
{
	WEIR_CLEAN_JSON json_t *in =
		json_pack("{s:s, s:s, s:b}", "url", spec->clone, "ref", spec->ref, "submodules", spec->submodules);
	struct remote_tree *t = weir_arena_alloc(b->arena, sizeof(*t));
	json_t *answer = NULL;
	int rc = b->host->invoke(b->call, "git/files", in, &answer, b->err);

	if (rc)
		return build_fail_in(b, "%s", spec->clone);
	ptrs_add(b->arena, &b->jsons, answer);
	*t = (struct remote_tree){ .url = spec->clone,
				   .store = weir_get_str_or(answer, "store", ""),
				   .tree = weir_get_str_or(answer, "tree", ""),
				   .entries = json_object_get(answer, "entries") };
	*out = t;
	return 0;
}

/* As the original: an address from where this one was named, however the rest of it goes on. */
static int check_cycle(struct build *b, const struct loader *from, const struct repo_spec *spec)
{
	for (; from; from = from->referrer)
		if (from->repo_url && strncmp(from->repo_url, spec->raw, strlen(spec->raw)) == 0)
			return build_fail(b, "cycle detected: '%s' references '%s'", from->repo_url, spec->raw);
	return 0;
}

int remote_clone(struct build *b, struct loader *from, const struct repo_spec *spec, struct loader **out)
{
	struct loader *ldr = weir_arena_alloc(b->arena, sizeof(*ldr));
	struct remote_tree *tree = NULL;
	int rc = check_remote(b, spec->raw);

	if (rc == 0)
		rc = check_cycle(b, from, spec);
	if (rc == 0)
		rc = fetch(b, spec, &tree);
	if (rc)
		return rc;
	*ldr = (struct loader){ .referrer = from,
				.remote = tree,
				.root = path_join(b->arena, "", spec->path),
				.top = "",
				.repo_url = spec->raw,
				.restricted = true };
	if (remote_type(tree, ldr->root) != 'd')
		return build_fail(b, "%s: there is no folder '%s' in %s", spec->raw, ldr->root, spec->clone);
	*out = ldr;
	return 0;
}

/* ---- files ---- */

int remote_read(struct build *b, const char *url, char **text, size_t *len)
{
	struct weir_http_req req = { .size = sizeof(req), .method = "GET", .url = url, .body_out_fd = -1 };
	struct weir_http_res res = { .size = sizeof(res) };
	struct repo_spec spec;
	int rc = check_remote(b, url);

	if (rc)
		return rc;
	rc = b->host->http(b->call, &req, &res, b->err);
	if (rc)
		return build_fail_in(b, "%s", url);
	json_decref(res.headers);
	free(res.url);
	if (res.status < 200 || res.status > 299) {
		free(res.body);
		if (repo_spec_parse(b, url, &spec))
			return build_fail(b, "%s: no file there (the server answered %d)", url, res.status);
		return build_fail_code(b, res.status == 404 ? WEIR_E_NOT_FOUND : WEIR_E_TRANSIENT,
				       "%s: the server answered %d", url, res.status);
	}
	*text = res.body ? res.body : weir_strdup("");
	*len = res.body ? res.body_len : 0;
	ptrs_add(b->arena, &b->texts, *text);
	return 0;
}
