/* SPDX-License-Identifier: Apache-2.0 */
/* The requests of each forge; the table is at the end. */
#include "forges.h"

#include <weir/notify.h>

static bool is(const json_t *object, const char *path, const char *want)
{
	return !strcmp(weir_get_str_or(object, path, ""), want);
}

/* ---- signing in ---- */

static int needs(struct weir_error *err, const char *what)
{
	return weir_fail(err, WEIR_E_UNSUPPORTED, "NoToken", "the Secret of spec.secretRef has no %s", what);
}

static const char *token_or_password(const struct credentials *c)
{
	return c->token ? c->token : c->password;
}

static char *basic(const char *username, const char *password)
{
	char *value = weir_notify_basic(username, password), *line = weir_asprintf("Authorization: %s", value);

	weir_wipe_free(value);
	return line;
}

static int github_sign_in(const struct credentials *c, char *lines[FORGE_HEADERS], struct weir_error *err)
{
	if (!token_or_password(c))
		return needs(err, "key `token` (weir does not sign in as a GitHub App)");
	lines[0] = weir_asprintf("Authorization: Bearer %s", token_or_password(c));
	lines[1] = weir_strdup("Accept: application/vnd.github.v3+json");
	return 0;
}

static int gitlab_sign_in(const struct credentials *c, char *lines[FORGE_HEADERS], struct weir_error *err)
{
	if (!token_or_password(c))
		return needs(err, "key `token`");
	lines[0] = weir_asprintf("PRIVATE-TOKEN: %s", token_or_password(c));
	return 0;
}

static int gitea_sign_in(const struct credentials *c, char *lines[FORGE_HEADERS], struct weir_error *err)
{
	if (!token_or_password(c))
		return needs(err, "key `token`");
	lines[0] = weir_asprintf("Authorization: token %s", token_or_password(c));
	return 0;
}

static int bitbucket_sign_in(const struct credentials *c, char *lines[FORGE_HEADERS], struct weir_error *err)
{
	const char *colon = c->token ? strchr(c->token, ':') : NULL;

	if (!colon || strchr(colon + 1, ':'))
		return needs(err, "key `token` of the form user:password");
	WEIR_CLEAN_FREE char *username = weir_strndup(c->token, (size_t)(colon - c->token));
	lines[0] = basic(username, colon + 1);
	return 0;
}

static int bitbucketserver_sign_in(const struct credentials *c, char *lines[FORGE_HEADERS], struct weir_error *err)
{
	if (!c->token && (!c->username || !c->password))
		return needs(err, "key `token`, nor `username` and `password`");
	lines[0] = c->token ? weir_asprintf("Authorization: Bearer %s", c->token) : basic(c->username, c->password);
	lines[1] = weir_strdup("X-Atlassian-Token: no-check");
	lines[2] = weir_strdup("X-Requested-With: XMLHttpRequest");
	return 0;
}

static int azure_sign_in(const struct credentials *c, char *lines[FORGE_HEADERS], struct weir_error *err)
{
	if (!c->token)
		return needs(err, "key `token` (weir does not sign in with a managed identity)");
	lines[0] = basic("", c->token);
	return 0;
}

/* ---- GitHub ---- */

static char *github_api(const struct repository *r)
{
	const char *host = strstr(r->origin, "//") + 2;

	if (!strcasecmp(host, "github.com"))
		return weir_strdup("https://api.github.com");
	bool is_api = !strncmp(host, "api.", 4) || strstr(host, ".api.");
	return weir_asprintf("%s%s", r->origin, is_api ? "" : "/api/v3");
}

static char *github_url(const struct target *t, const char *before, const char *after)
{
	WEIR_CLEAN_FREE char *api = github_api(t->repository);

	return weir_asprintf("%s/repos/%s/%s%s%s", api, t->repository->path, before, t->status ? t->status->sha : "",
			     after);
}

static char *github_list(const struct target *t)
{
	return github_url(t, "commits/", "/statuses?per_page=50");
}

static char *github_post(const struct target *t)
{
	return github_url(t, "statuses/", "");
}

static json_t *github_body(const struct target *t)
{
	return json_pack("{s:s, s:s, s:s}", "state", t->state, "context", t->status->key, "description",
			 t->status->description);
}

/* The latest of this context comes first. @state: the member of that name. */
static bool latest_is(const json_t *list, const struct target *t, const char *state)
{
	size_t i;
	json_t *item;

	json_array_foreach(list, i, item)
		if (is(item, "context", t->status->key))
			return is(item, state, t->state) && is(item, "description", t->status->description);
	return false;
}

static bool github_has(const json_t *answer, const struct target *t)
{
	return latest_is(answer, t, "state");
}

static char *dispatch_post(const struct target *t)
{
	return github_url(t, "dispatches", "");
}

/* The event as Flux writes it: GitHub takes ten members at most. */
static json_t *dispatch_body(const struct target *t)
{
	static const char *const keys[] = { "involvedObject", "severity", "timestamp",           "message",
					    "reason",         "metadata", "reportingController", "reportingInstance" };
	json_t *payload = json_object();
	WEIR_CLEAN_FREE char *type = weir_asprintf("%s/%s.%s", weir_get_str_or(t->event, "involvedObject.kind", ""),
						   weir_get_str_or(t->event, "involvedObject.name", ""),
						   weir_get_str_or(t->event, "involvedObject.namespace", ""));

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (json_object_get(t->event, keys[i]))
			json_object_set(payload, keys[i], json_object_get(t->event, keys[i]));
	return json_pack("{s:s, s:o}", "event_type", type, "client_payload", payload);
}

/* ---- GitLab ---- */

static void gitlab_project(struct weir_strbuf *sb, const struct target *t)
{
	weir_strbuf_addf(sb, "%s/api/v4/projects/", t->repository->origin);
	weir_notify_percent(sb, t->repository->path, "-_.~");
}

static char *gitlab_list(const struct target *t)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;

	gitlab_project(&sb, t);
	weir_strbuf_addf(&sb, "/repository/commits/%s/statuses?name=", t->status->sha);
	weir_notify_percent(&sb, t->status->key, "-_.~");
	return weir_strbuf_take(&sb);
}

static char *gitlab_post(const struct target *t)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;

	gitlab_project(&sb, t);
	weir_strbuf_addf(&sb, "/statuses/%s", t->status->sha);
	return weir_strbuf_take(&sb);
}

static json_t *gitlab_body(const struct target *t)
{
	return json_pack("{s:s, s:s, s:s}", "state", t->state, "name", t->status->key, "description",
			 t->status->description);
}

static bool gitlab_has(const json_t *answer, const struct target *t)
{
	size_t i;
	json_t *item;

	json_array_foreach(answer, i, item)
		if (is(item, "sha", t->status->sha) && is(item, "name", t->status->key) &&
		    is(item, "status", t->state) && is(item, "description", t->status->description))
			return true;
	return false;
}

/* ---- Gitea ---- */

static char *gitea_list(const struct target *t)
{
	return weir_asprintf("%s/api/v1/repos/%s/commits/%s/statuses?page=1&limit=50", t->repository->origin,
			     t->repository->path, t->status->sha);
}

static char *gitea_post(const struct target *t)
{
	return weir_asprintf("%s/api/v1/repos/%s/statuses/%s", t->repository->origin, t->repository->path,
			     t->status->sha);
}

static json_t *gitea_body(const struct target *t)
{
	return json_pack("{s:s, s:s, s:s, s:s}", "state", t->state, "target_url", "", "description",
			 t->status->description, "context", t->status->key);
}

/* Its answers say "status", newer ones "state" too. */
static bool gitea_has(const json_t *answer, const struct target *t)
{
	return latest_is(answer, t, "status") || latest_is(answer, t, "state");
}

/* ---- Bitbucket ---- */

static char *bitbucket_url(const struct target *t, const char *key)
{
	return weir_asprintf("https://api.bitbucket.org/2.0/repositories/%s/commit/%s/statuses/build%s%s",
			     t->repository->path, t->status->sha, *key ? "/" : "", key);
}

/* A key may have 40 characters there. */
static void short_key(const struct target *t, char hex[41])
{
	weir_sha1_hex(t->status->key, strlen(t->status->key), hex);
}

static char *bitbucket_list(const struct target *t)
{
	char key[41];

	short_key(t, key);
	return bitbucket_url(t, key);
}

static char *bitbucket_post(const struct target *t)
{
	return bitbucket_url(t, "");
}

static json_t *bitbucket_body(const struct target *t)
{
	char key[41];

	short_key(t, key);
	return json_pack("{s:s, s:s, s:s, s:s, s:s}", "state", t->state, "key", key, "name", t->status->name,
			 "description", t->status->description, "url", "https://bitbucket.org");
}

static bool bitbucket_has(const json_t *answer, const struct target *t)
{
	return is(answer, "state", t->state) && is(answer, "description", t->status->description);
}

/* ---- Bitbucket Server ---- */

/* "[context/]scm/project/name": the last scm is the border. NULL: there is none. */
static char *server_url(const struct target *t, const char *query)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("/%s", t->repository->path);
	char *border = NULL;

	for (char *p = path; (p = strstr(p, "/scm/")); p++)
		border = p;
	char *name = border ? strchr(border + 5, '/') : NULL;
	if (!name || strchr(name + 1, '/'))
		return NULL;
	return weir_asprintf("%s%.*s/rest/api/latest/projects/%.*s/repos/%s/commits/%s/builds%s", t->repository->origin,
			     (int)(border - path), path, (int)(name - border - 5), border + 5, name + 1, t->status->sha,
			     query);
}

static char *server_list(const struct target *t)
{
	char key[41];

	short_key(t, key);
	WEIR_CLEAN_FREE char *query = weir_asprintf("?key=%s", key);
	return server_url(t, query);
}

static char *server_post(const struct target *t)
{
	return server_url(t, "");
}

/* It shows names to people, not descriptions. */
static char *server_name(const struct target *t)
{
	return weir_asprintf("%s [%s]", t->status->name, t->status->description);
}

static json_t *server_body(const struct target *t)
{
	WEIR_CLEAN_FREE char *name = server_name(t);
	char key[41];

	short_key(t, key);
	return json_pack("{s:s, s:s, s:s, s:s, s:s}", "key", key, "state", t->state, "url", t->address, "description",
			 t->status->description, "name", name);
}

static bool server_has(const json_t *answer, const struct target *t)
{
	WEIR_CLEAN_FREE char *name = server_name(t);
	char key[41];

	short_key(t, key);
	return is(answer, "key", key) && is(answer, "name", name) && bitbucket_has(answer, t);
}

/* ---- Azure DevOps ---- */

/* "org/project/_git/name" */
static char *azure_url(const struct target *t)
{
	const struct repository *r = t->repository;

	return weir_asprintf("%s/%s/%s/_apis/git/repositories/%s/commits/%s/statuses?api-version=6.0", r->origin,
			     r->parts[0], r->parts[1], r->parts[3], t->status->sha);
}

static json_t *azure_body(const struct target *t)
{
	return json_pack("{s:s, s:s, s:{s:s, s:s}}", "state", t->state, "description", t->status->description,
			 "context", "genre", t->status->genre, "name", t->status->key);
}

static bool azure_has(const json_t *answer, const struct target *t)
{
	size_t i;
	json_t *item;

	json_array_foreach(json_object_get(answer, "value"), i, item)
		if (is(item, "context.name", t->status->key) && is(item, "context.genre", t->status->genre))
			return bitbucket_has(item, t);
	return false;
}

/* ---- the table ---- */

#define COMMENTS(type, other)                                                                \
	"no plugin delivers to " type ": weir writes no comments; a Provider of type " other \
	" shows the outcome at the commit"

static const struct forge rows[] = {
	{
		.type = "github",
		.parts = 2,
		.states = { NULL, "success", "failure" },
		.list = github_list,
		.post = github_post,
		.body = github_body,
		.has = github_has,
		.sign_in = github_sign_in,
	},
	{
		.type = "gitlab",
		.states = { NULL, "success", "failed" },
		.list = gitlab_list,
		.post = gitlab_post,
		.body = gitlab_body,
		.has = gitlab_has,
		.sign_in = gitlab_sign_in,
	},
	{
		.type = "gitea",
		.parts = 2,
		.states = { "pending", "success", "failure" },
		.list = gitea_list,
		.post = gitea_post,
		.body = gitea_body,
		.has = gitea_has,
		.sign_in = gitea_sign_in,
	},
	{
		.type = "bitbucket",
		.parts = 2,
		.states = { NULL, "SUCCESSFUL", "FAILED" },
		.list = bitbucket_list,
		.post = bitbucket_post,
		.body = bitbucket_body,
		.has = bitbucket_has,
		.sign_in = bitbucket_sign_in,
	},
	{
		.type = "bitbucketserver",
		.states = { NULL, "SUCCESSFUL", "FAILED" },
		.list = server_list,
		.post = server_post,
		.body = server_body,
		.has = server_has,
		.sign_in = bitbucketserver_sign_in,
	},
	{
		.type = "azuredevops",
		.parts = 4,
		.states = { NULL, "succeeded", "error" },
		.list = azure_url,
		.post = azure_url,
		.body = azure_body,
		.has = azure_has,
		.sign_in = azure_sign_in,
	},
	{
		.type = "githubdispatch",
		.parts = 2,
		.post = dispatch_post,
		.body = dispatch_body,
		.sign_in = github_sign_in,
	},
	{ .type = "githubpullrequestcomment", .refused = COMMENTS("githubpullrequestcomment", "github") },
	{ .type = "gitlabmergerequestcomment", .refused = COMMENTS("gitlabmergerequestcomment", "gitlab") },
	{ .type = "giteapullrequestcomment", .refused = COMMENTS("giteapullrequestcomment", "gitea") },
};

const char *const forge_types[] = { "github",
				    "gitlab",
				    "gitea",
				    "bitbucket",
				    "bitbucketserver",
				    "azuredevops",
				    "githubdispatch",
				    "githubpullrequestcomment",
				    "gitlabmergerequestcomment",
				    "giteapullrequestcomment",
				    NULL };

const struct forge *forge_find(const char *type)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (!strcmp(rows[i].type, type))
			return &rows[i];
	return NULL;
}
