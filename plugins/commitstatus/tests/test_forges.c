/* SPDX-License-Identifier: Apache-2.0 */
/* The requests of each forge for a success, and whether an answer shows that it is there already. */
#include <check.h>
#include <stdlib.h>

#include "forges.h"

#define SHA "25058d356d9c3fa02a8a4dbe2cc0e2d6d9f4a0aa"
#define KEY "kustomization/apps/0c9c2e41"
#define SUM "2c9d9a1a7bd0e9f6f3b1d2b6b8d4b6d1c4a1e3f0" /* stands for the SHA-1 of KEY in the rows */

static const struct {
	const char *type, *address;
	const char *list, *post, *body; /* in body and answers ' stands for " */
	const char *same, *other;       /* answers to list that show it, and that do not */
	const char *headers;            /* with token "to:ken" */
} rows[] = {
	{ "github", "https://github.com/o/r", "https://api.github.com/repos/o/r/commits/" SHA "/statuses?per_page=50",
	  "https://api.github.com/repos/o/r/statuses/" SHA,
	  "{'state': 'success', 'context': '" KEY "', 'description': 'reconciliation succeeded'}",
	  "[{'context': 'x'}, {'context': '" KEY "', 'state': 'success', 'description': 'reconciliation succeeded'}]",
	  "[{'context': '" KEY "', 'state': 'failure', 'description': 'build failed'}, {'context': '" KEY
	  "', 'state': 'success', 'description': 'reconciliation succeeded'}]",
	  "Authorization: Bearer to:ken|Accept: application/vnd.github.v3+json|" },
	{ "github", "https://ghe.example/o/r",
	  "https://ghe.example/api/v3/repos/o/r/commits/" SHA "/statuses?per_page=50",
	  "https://ghe.example/api/v3/repos/o/r/statuses/" SHA,
	  "{'state': 'success', 'context': '" KEY "', 'description': 'reconciliation succeeded'}",
	  "[{'context': '" KEY "', 'state': 'success', 'description': 'reconciliation succeeded'}]", "[]",
	  "Authorization: Bearer to:ken|Accept: application/vnd.github.v3+json|" },
	{ "gitlab", "https://gitlab.com/a/b/r.git",
	  "https://gitlab.com/api/v4/projects/a%2Fb%2Fr/repository/commits/" SHA
	  "/statuses?name=kustomization%2Fapps%2F0c9c2e41",
	  "https://gitlab.com/api/v4/projects/a%2Fb%2Fr/statuses/" SHA,
	  "{'state': 'success', 'name': '" KEY "', 'description': 'reconciliation succeeded'}",
	  "[{'sha': '" SHA "', 'name': '" KEY "', 'status': 'success', 'description': 'reconciliation succeeded'}]",
	  "[{'sha': '" SHA "', 'name': '" KEY "', 'status': 'failed', 'description': 'reconciliation succeeded'}]",
	  "PRIVATE-TOKEN: to:ken|" },
	{ "gitea", "http://gitea:3000/o/r",
	  "http://gitea:3000/api/v1/repos/o/r/commits/" SHA "/statuses?page=1&limit=50",
	  "http://gitea:3000/api/v1/repos/o/r/statuses/" SHA,
	  "{'state': 'success', 'target_url': '', 'context': '" KEY "', 'description': 'reconciliation succeeded'}",
	  "[{'context': '" KEY "', 'status': 'success', 'description': 'reconciliation succeeded'}]",
	  "[{'context': '" KEY "', 'status': 'pending', 'description': 'progressing'}]",
	  "Authorization: token to:ken|" },
	{ "bitbucket", "https://bitbucket.org/o/r",
	  "https://api.bitbucket.org/2.0/repositories/o/r/commit/" SHA "/statuses/build/" SUM,
	  "https://api.bitbucket.org/2.0/repositories/o/r/commit/" SHA "/statuses/build",
	  "{'state': 'SUCCESSFUL', 'key': '" SUM
	  "', 'name': 'kustomization/apps', 'description': 'reconciliation succeeded', 'url': 'https://bitbucket.org'}",
	  "{'state': 'SUCCESSFUL', 'description': 'reconciliation succeeded'}",
	  "{'state': 'FAILED', 'description': 'reconciliation succeeded'}", "Authorization: Basic dG86a2Vu|" },
	{ "bitbucketserver", "https://bb.example/ctx/scm/P/r.git",
	  "https://bb.example/ctx/rest/api/latest/projects/P/repos/r/commits/" SHA "/builds?key=" SUM,
	  "https://bb.example/ctx/rest/api/latest/projects/P/repos/r/commits/" SHA "/builds",
	  "{'state': 'SUCCESSFUL', 'key': '" SUM
	  "', 'name': 'kustomization/apps [reconciliation succeeded]', 'description': "
	  "'reconciliation succeeded', 'url': 'https://bb.example/ctx/scm/P/r.git'}",
	  "{'state': 'SUCCESSFUL', 'key': '" SUM
	  "', 'name': 'kustomization/apps [reconciliation succeeded]', 'description': "
	  "'reconciliation succeeded'}",
	  "{'errors': []}",
	  "Authorization: Bearer to:ken|X-Atlassian-Token: no-check|X-Requested-With: XMLHttpRequest|" },
	{ "bitbucketserver", "https://bb.example/scm/P/r",
	  "https://bb.example/rest/api/latest/projects/P/repos/r/commits/" SHA "/builds?key=" SUM,
	  "https://bb.example/rest/api/latest/projects/P/repos/r/commits/" SHA "/builds",
	  "{'state': 'SUCCESSFUL', 'key': '" SUM
	  "', 'name': 'kustomization/apps [reconciliation succeeded]', 'description': "
	  "'reconciliation succeeded', 'url': 'https://bb.example/scm/P/r'}",
	  NULL, "{}", "Authorization: Bearer to:ken|X-Atlassian-Token: no-check|X-Requested-With: XMLHttpRequest|" },
	{ "azuredevops", "https://dev.azure.com/org/proj/_git/r",
	  "https://dev.azure.com/org/proj/_apis/git/repositories/r/commits/" SHA "/statuses?api-version=6.0",
	  "https://dev.azure.com/org/proj/_apis/git/repositories/r/commits/" SHA "/statuses?api-version=6.0",
	  "{'state': 'succeeded', 'description': 'reconciliation succeeded', 'context': {'genre': 'fluxcd', 'name': "
	  "'" KEY "'}}",
	  "{'value': [{'state': 'succeeded', 'description': 'reconciliation succeeded', 'context': {'genre': 'fluxcd', "
	  "'name': '" KEY "'}}]}",
	  "{'value': [{'state': 'succeeded', 'description': 'reconciliation succeeded', 'context': {'genre': 'other', "
	  "'name': '" KEY "'}}]}",
	  "Authorization: Basic OnRvOmtlbg==|" },
	{ "githubdispatch", "https://github.com/o/r", NULL, "https://api.github.com/repos/o/r/dispatches",
	  "{'event_type': 'Kustomization/apps.flux-system', 'client_payload': {'severity': 'info', 'reason': "
	  "'ReconciliationSucceeded', 'involvedObject': {'kind': 'Kustomization', 'name': 'apps', 'namespace': "
	  "'flux-system'}, 'metadata': {'revision': 'main@sha1:" SHA "'}}}",
	  NULL, NULL, "Authorization: Bearer to:ken|Accept: application/vnd.github.v3+json|" },
};
#define EVENT                                                                                              \
	"{'id': 'i', 'severity': 'info', 'reason': 'ReconciliationSucceeded', 'involvedObject': {'kind': " \
	"'Kustomization', 'name': 'apps', 'namespace': 'flux-system'}, 'metadata': {'revision': 'main@sha1:" SHA "'}}"

/* ' to ", and SUM to what it stands for. */
static char *plain(const char *text)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	char sum[41];

	weir_sha1_hex(KEY, strlen(KEY), sum);
	for (; *text; text++)
		if (!strncmp(text, SUM, strlen(SUM))) {
			weir_strbuf_adds(&sb, sum);
			text += strlen(SUM) - 1;
		} else {
			weir_strbuf_addc(&sb, *text == '\'' ? '"' : *text);
		}
	return weir_strbuf_take(&sb);
}

static json_t *load(const char *text)
{
	WEIR_CLEAN_FREE char *json = plain(text);
	json_t *out = json_loads(json, 0, NULL);

	ck_assert_msg(out != NULL, "bad row: %s", json);
	return out;
}

static void check_url(const char *type, const char *got, const char *want)
{
	WEIR_CLEAN_FREE char *url = want ? plain(want) : NULL;

	ck_assert_msg(got && want && !strcmp(got, url), "%s:\ngot  %s\nwant %s", type, got, url);
}

static void check_answer(const struct forge *f, const struct target *t, const char *answer, bool want)
{
	if (!answer)
		return;
	WEIR_CLEAN_JSON json_t *json = load(answer);
	ck_assert_msg(f->has(json, t) == want, "%s: %s", f->type, answer);
}

START_TEST(requests)
{
	WEIR_CLEAN_JSON json_t *event = load(EVENT);
	WEIR_CLEAN_JSON json_t *provider = json_pack("{s:{s:s}}", "metadata", "uid", "0c9c2e41-d2f9");
	const struct weir_notify_req req = { .size = sizeof(req), .provider = provider, .event = event };
	const struct forge *f = forge_find(rows[_i].type);
	struct repository repository;
	struct status status;
	const char *why;

	ck_assert_int_eq(repository_parse(rows[_i].address, f->parts, &repository, NULL), 0);
	ck_assert(status_of(&req, &status, &why));
	const struct target t = { .repository = &repository,
				  .status = f->list ? &status : NULL,
				  .state = f->states[status.state],
				  .address = rows[_i].address,
				  .event = event };
	WEIR_CLEAN_FREE char *list = f->list ? f->list(&t) : NULL, *post = f->post(&t);
	WEIR_CLEAN_JSON json_t *body = f->body(&t), *want = load(rows[_i].body);
	WEIR_CLEAN_FREE char *text = json_dumps(body, JSON_COMPACT);
	if (f->list)
		check_url(f->type, list, rows[_i].list);
	check_url(f->type, post, rows[_i].post);
	ck_assert_msg(json_equal(body, want), "%s: got %s", f->type, text);
	check_answer(f, &t, rows[_i].same, true);
	check_answer(f, &t, rows[_i].other, false);
	repository_done(&repository);
	status_done(&status);
}
END_TEST

START_TEST(signing_in)
{
	struct credentials all = { .token = (char *)"to:ken" }, none = { 0 };
	char *lines[FORGE_HEADERS] = { NULL }, *no[FORGE_HEADERS] = { NULL };
	struct weir_error err = WEIR_ERROR_INIT;
	struct weir_strbuf got = WEIR_STRBUF_INIT;
	const struct forge *f = forge_find(rows[_i].type);

	ck_assert_int_eq(f->sign_in(&all, lines, &err), 0);
	for (size_t i = 0; i < FORGE_HEADERS && lines[i]; i++) {
		weir_strbuf_addf(&got, "%s|", lines[i]);
		free(lines[i]);
	}
	ck_assert_str_eq(got.data, rows[_i].headers);
	ck_assert_int_eq(f->sign_in(&none, no, &err), WEIR_E_UNSUPPORTED);
	ck_assert_msg(strstr(err.message, "`token`") && !no[0], "%s", err.message);
	weir_strbuf_done(&got);
	weir_error_done(&err);
}
END_TEST

START_TEST(names)
{
	struct repository repository;
	struct status status = {
		.sha = (char *)SHA, .key = (char *)KEY, .name = (char *)"n", .description = (char *)"d"
	};
	const struct target t = { .repository = &repository, .status = &status, .state = "FAILED" };

	for (const char *const *type = forge_types; *type; type++) {
		const struct forge *f = forge_find(*type);
		ck_assert_msg(f && (f->refused != NULL) == (strstr(*type, "comment") != NULL), "%s", *type);
		ck_assert_msg(f->refused || (f->post && f->body && f->sign_in), "%s is not whole", *type);
	}
	ck_assert_ptr_null(forge_find("generic"));
	/* A clone's address alone tells project and name. */
	ck_assert_int_eq(repository_parse("https://bb.example/P/r", 0, &repository, NULL), 0);
	ck_assert_ptr_null(forge_find("bitbucketserver")->post(&t));
	repository_done(&repository);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("commitstatus-forges");
	TCase *tc = tcase_create("forges");

	tcase_add_loop_test(tc, requests, 0, (int)(sizeof(rows) / sizeof(rows[0])));
	tcase_add_loop_test(tc, signing_in, 0, (int)(sizeof(rows) / sizeof(rows[0])));
	tcase_add_test(tc, names);
	suite_add_tcase(suite, tc);
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
