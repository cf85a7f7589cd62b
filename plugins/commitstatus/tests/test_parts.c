/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses of repositories, commits in revisions, and which events become which status. */
#include <check.h>
#include <stdlib.h>

#include "repository.h"
#include "status.h"

#define SHA "25058d356d9c3fa02a8a4dbe2cc0e2d6d9f4a0aa"

static const struct {
	const char *address;
	size_t parts;
	const char *origin, *path; /* NULL: refused */
} addresses[] = {
	{ "https://github.com/o/r", 2, "https://github.com", "o/r" },
	{ "https://github.com/o/r.git", 2, "https://github.com", "o/r" },
	{ "https://user@git.example:8443/o/r", 2, "https://git.example:8443", "o/r" },
	{ "http://gitea:3000/o/r", 2, "http://gitea:3000", "o/r" },
	{ "ssh://git@github.com/o/r.git", 2, "https://github.com", "o/r" },
	{ "ssh://git@github.com:22/o/r", 2, "https://github.com", "o/r" },
	{ "git@github.com:o/r.git", 2, "https://github.com", "o/r" },
	{ "https://gitlab.com/a/b/c/d/e", 0, "https://gitlab.com", "a/b/c/d/e" },
	{ "https://dev.azure.com/o/p/_git/r", 4, "https://dev.azure.com", "o/p/_git/r" },
	{ "https://github.com/o", 2, NULL, NULL },
	{ "https://github.com/o/r/x", 2, NULL, NULL },
	{ "https://github.com/", 0, NULL, NULL },
	{ "https://github.com", 0, NULL, NULL },
	{ "https:///o/r", 2, NULL, NULL },
	{ "https://github.com/../r", 2, NULL, NULL },
	{ "https://github.com/o/.", 2, NULL, NULL },
	{ "https://github.com/o//r", 0, NULL, NULL },
	{ "https://github.com/o/r?canary=1", 2, NULL, NULL },
	{ "https://github.com/o/%2e%2e", 2, NULL, NULL },
	{ "ftp://canary/o/r", 2, NULL, NULL },
	{ "canary/o/r", 2, NULL, NULL },
	{ "", 2, NULL, NULL },
	{ NULL, 2, NULL, NULL },
};

START_TEST(parsing)
{
	struct weir_error err = WEIR_ERROR_INIT;
	struct repository r = { 0 };
	int code = repository_parse(addresses[_i].address, addresses[_i].parts, &r, &err);

	ck_assert_msg(code == (addresses[_i].path ? 0 : WEIR_E_UNSUPPORTED), "%s: code %d", addresses[_i].address,
		      code);
	ck_assert_pstr_eq(r.origin, addresses[_i].origin);
	ck_assert_pstr_eq(r.path, addresses[_i].path);
	ck_assert_msg(!err.message || !strstr(err.message, "canary"), "shows '%s'", err.message);
	repository_done(&r);
	weir_error_done(&err);
}
END_TEST

static const struct {
	const char *revision, *want;
} revisions[] = {
	{ "main@sha1:" SHA, SHA },
	{ "feature/x@sha1:" SHA, SHA },
	{ "sha1:" SHA, SHA },
	{ "main/" SHA, SHA },
	{ SHA, SHA },
	{ "feature/x/" SHA, SHA },
	{ "main@sha1:25058d35", NULL },
	{ "1.2.3", NULL },
	{ "", NULL },
	{ "main@sha1:" SHA "/x", NULL },
	{ "main@sha1:" SHA "0", NULL },
};

START_TEST(commits)
{
	WEIR_CLEAN_FREE char *got = status_commit(revisions[_i].revision);

	ck_assert_pstr_eq(got, revisions[_i].want);
}
END_TEST

static const struct {
	const char *name, *severity, *reason, *key, *value;
	int want; /* enum state, or -1 */
} events[] = {
	{ "a failure", "error", "BuildFailed", "revision", "main@sha1:" SHA, STATE_FAILURE },
	{ "a success", "info", "ReconciliationSucceeded", "revision", "main@sha1:" SHA, STATE_SUCCESS },
	{ "a release's success", "info", "UpgradeSucceeded", "originRevision", "main@sha1:" SHA, STATE_SUCCESS },
	{ "progress", "info", "Progressing", "revision", "main@sha1:" SHA, STATE_PENDING },
	{ "news of a source", "info", "NewArtifact", "revision", "main@sha1:" SHA, -1 },
	{ "news that name a commit", "info", "NewArtifact", "commit", SHA, STATE_SUCCESS },
	{ "a chart's version", "error", "UpgradeFailed", "revision", "1.2.3", -1 },
	{ "no revision", "error", "BuildFailed", "other", "x", -1 },
};

START_TEST(states)
{
	WEIR_CLEAN_JSON json_t *provider = json_pack("{s:{s:s}}", "metadata", "uid", "0C9C2E41-d2f9-4f9b");
	WEIR_CLEAN_JSON json_t *event =
		json_pack("{s:s, s:s, s:{s:s, s:s}, s:{s:s}}", "severity", events[_i].severity, "reason",
			  events[_i].reason, "involvedObject", "kind", "Kustomization", "name", "apps", "metadata",
			  events[_i].key, events[_i].value);
	const struct weir_notify_req req = { .size = sizeof(req), .provider = provider, .event = event };
	struct status s = { 0 };
	const char *why = NULL;
	bool got = status_of(&req, &s, &why);

	ck_assert_msg(got == (events[_i].want >= 0), "%s: %d", events[_i].name, got);
	if (got) {
		ck_assert_msg((int)s.state == events[_i].want, "%s: state %d", events[_i].name, (int)s.state);
		ck_assert_str_eq(s.key, "kustomization/apps/0c9c2e41");
		ck_assert_str_eq(s.name, "kustomization/apps");
		ck_assert_str_eq(s.sha, SHA);
		ck_assert_str_eq(s.genre, "fluxcd");
	} else {
		ck_assert(why && *why);
	}
	status_done(&s);
}
END_TEST

/* Clusters whose Providers have no uid must not write over each other's status. */
START_TEST(places)
{
	static const char *const clusters[] = { "a", "a", "b" };
	struct status s[3];

	for (size_t i = 0; i < 3; i++) {
		WEIR_CLEAN_JSON json_t *provider = json_pack("{s:{s:s}}", "metadata", "name", "p");
		WEIR_CLEAN_JSON json_t *alert = json_pack("{s:{s:s}}", "spec", "summary", "prod");
		WEIR_CLEAN_JSON json_t *event = json_pack("{s:s, s:s, s:{s:s, s:s}}", "severity", "error", "reason",
							  "R", "metadata", "cluster", clusters[i], "revision", SHA);
		const struct weir_notify_req req = {
			.size = sizeof(req), .provider = provider, .event = event, .alert = alert
		};
		const char *why;
		ck_assert(status_of(&req, &s[i], &why));
		ck_assert_str_eq(s[i].genre, "fluxcd:prod");
	}
	ck_assert_str_eq(s[0].key, s[1].key);
	ck_assert_str_ne(s[0].key, s[2].key);
	for (size_t i = 0; i < 3; i++)
		status_done(&s[i]);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("commitstatus-parts");
	TCase *tc = tcase_create("parts");

	tcase_add_loop_test(tc, parsing, 0, (int)(sizeof(addresses) / sizeof(addresses[0])));
	tcase_add_loop_test(tc, commits, 0, (int)(sizeof(revisions) / sizeof(revisions[0])));
	tcase_add_loop_test(tc, states, 0, (int)(sizeof(events) / sizeof(events[0])));
	tcase_add_test(tc, places);
	suite_add_tcase(suite, tc);
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
