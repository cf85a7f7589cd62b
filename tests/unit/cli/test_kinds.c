/* SPDX-License-Identifier: Apache-2.0 */
/* Nouns: what people write, which kinds and name it means. */
#include <check.h>
#include <stdlib.h>

#include "cli/kinds.h"

static char said[512];

int cli_usage(const struct cli_command *command, const char *fmt, ...)
{
	va_list ap;

	(void)command;
	va_start(ap, fmt);
	vsnprintf(said, sizeof(said), fmt, ap);
	va_end(ap);
	return EXIT_USAGE;
}

static json_t *sample_kinds(void)
{
	return json_pack("[{s:s, s:s, s:s, s:[s], s:s}, {s:s, s:s, s:s, s:s, s:s}, {s:s, s:s, s:s, s:s, s:s}]", "group",
			 "build.example.com", "kind", "Kustomization", "plural", "kustomizations", "aliases", "ks",
			 "role", "renderer", "group", "source.example.com", "kind", "GitRepository", "plural",
			 "gitrepositories", "noun", "sources git", "role", "source", "group", "source.example.com",
			 "kind", "Bucket", "plural", "buckets", "noun", "sources bucket", "role", "source");
}

static json_t *sample_views(void)
{
	return json_pack("[{s:{s:s, s:s, s:s, s:s}}, {s:{s:s, s:s, s:s, s:s}}]", "ref", "group", "build.example.com",
			 "kind", "Kustomization", "namespace", "home", "name", "apps", "ref", "group",
			 "other.example.com", "kind", "Policy", "namespace", "home", "name", "first");
}

static const struct {
	const char *name, *line;
	const char *kinds; /* expected, joined by ',' ; "*": all */
	const char *object;
	const char *error;
} rows[] = {
	{ "nothing", "", "*", NULL, NULL },
	{ "all", "all", "*", NULL, NULL },
	{ "short name", "ks", "Kustomization", NULL, NULL },
	{ "plural", "kustomizations", "Kustomization", NULL, NULL },
	{ "singular, any case", "KUSTOMIZATION apps", "Kustomization", "apps", NULL },
	{ "with its group", "kustomizations.build.example.com apps", "Kustomization", "apps", NULL },
	{ "noun of two words", "sources git", "GitRepository", NULL, NULL },
	{ "noun with a name", "source git home", "GitRepository", "home", NULL },
	{ "all sources", "sources", "GitRepository,Bucket", NULL, NULL },
	{ "all sources, said so", "sources all", "GitRepository,Bucket", NULL, NULL },
	{ "kind and name in one", "Kustomization/apps", "Kustomization", "apps", NULL },
	{ "kind that nobody serves", "policies", "Policy", NULL, NULL },
	{ "the same by its name", "policy first", "Policy", "first", NULL },
	{ "nearest word", "kustomisations", NULL, NULL, "did you mean kustomizations" },
	{ "nearest word before a slash", "kustomisation/apps", NULL, NULL, "did you mean Kustomization" },
	{ "other group", "kustomizations.other.example.com", NULL, NULL, "there is no kind" },
	{ "nothing near", "xyzzy", NULL, NULL, "there are: kustomizations, gitrepositories, buckets" },
	{ "no such source", "sources gti", NULL, NULL, "did you mean sources git" },
	{ "too many", "ks a b", NULL, NULL, "beginning with \"b\"" },
};

static void check_selection(const struct selection *sel, int i)
{
	char joined[128] = "";
	json_t *kind;
	size_t k;

	json_array_foreach(sel->kinds, k, kind) {
		strcat(joined, k ? "," : "");
		strcat(joined, weir_get_str_or(kind, "kind", ""));
	}
	ck_assert_msg(strcmp(sel->kinds ? joined : "*", rows[i].kinds) == 0, "%s: %s", rows[i].name, joined);
	ck_assert_pstr_eq(sel->name, rows[i].object);
}

START_TEST(parse)
{
	WEIR_CLEAN_JSON json_t *kinds = sample_kinds();
	WEIR_CLEAN_JSON json_t *views = sample_views();
	WEIR_CLEAN_SELECTION struct selection sel = { 0 };
	WEIR_CLEAN_FREE char *line = weir_strdup(rows[_i].line);
	struct cli cli = { 0 };
	const char *args[8];
	int n = 0;

	for (char *rest = line, *word; *line && (word = strsep(&rest, " "));)
		args[n++] = word;
	int code = selection_parse(&cli, kinds, views, args, n, &sel);

	if (rows[_i].error) {
		ck_assert_int_eq(code, EXIT_USAGE);
		ck_assert_msg(strstr(said, rows[_i].error) != NULL, "%s: said: %s", rows[_i].name, said);
	} else {
		ck_assert_msg(code == 0, "%s: %s", rows[_i].name, said);
		check_selection(&sel, _i);
	}
}
END_TEST

START_TEST(match)
{
	WEIR_CLEAN_JSON json_t *kinds = sample_kinds();
	WEIR_CLEAN_JSON json_t *views = sample_views();
	WEIR_CLEAN_SELECTION struct selection sel = { 0 };
	const char *args[] = { "ks", "apps" };
	struct cli cli = { 0 };

	ck_assert_int_eq(selection_parse(&cli, kinds, views, args, 2, &sel), 0);
	ck_assert(selection_match(&sel, json_array_get(views, 0), ""));
	ck_assert(selection_match(&sel, json_array_get(views, 0), "home"));
	ck_assert(!selection_match(&sel, json_array_get(views, 0), "away"));
	ck_assert(!selection_match(&sel, json_array_get(views, 1), ""));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("cli-kinds");
	TCase *tcase = tcase_create("kinds");

	tcase_add_loop_test(tcase, parse, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tcase, match);
	suite_add_tcase(suite, tcase);
	SRunner *runner = srunner_create(suite);

	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);

	srunner_free(runner);
	return failed != 0;
}
