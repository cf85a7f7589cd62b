/* SPDX-License-Identifier: Apache-2.0 */
/* Versions: what is one, their order, and which a range takes. */
#include <weir/util.h>
#include "run.h"

static const struct {
	const char *text;
	bool loose, strict;
} versions[] = {
	{ "1.2.3", true, true },
	{ "v1.2.3", true, false },
	{ "1", true, false },
	{ "1.2", true, false },
	{ "1.2.3.4", false, false },
	{ "01.2.3", true, false },
	{ "1.2.3-alpha.1+build.7", true, true },
	{ "1.2.3-01", false, false },
	{ "1.2.3-0a", true, true },
	{ "1.2.3-", false, false },
	{ "1.2.3+", false, false },
	{ "1.2.3-a..b", false, false },
	{ "18446744073709551615.0.0", true, true },
	{ "18446744073709551616.0.0", false, false },
	{ "", false, false },
	{ "V1", false, false },
	{ " 1.2.3", false, false },
};

START_TEST(what_is_a_version)
{
	struct weir_semver *loose = weir_semver_parse(versions[_i].text);
	struct weir_semver *strict = weir_semver_parse_strict(versions[_i].text);

	ck_assert_msg((loose != NULL) == versions[_i].loose, "%s, loosely", versions[_i].text);
	ck_assert_msg((strict != NULL) == versions[_i].strict, "%s, strictly", versions[_i].text);
	weir_semver_free(loose);
	weir_semver_free(strict);
}
END_TEST

START_TEST(parts_of_a_version)
{
	struct weir_semver *v = weir_semver_parse("v1.22-rc.1+git.abc");
	const struct weir_semver_parts *parts = weir_semver_parts(v);

	ck_assert_uint_eq(parts->major, 1);
	ck_assert_uint_eq(parts->minor, 22);
	ck_assert_uint_eq(parts->patch, 0);
	ck_assert_str_eq(parts->prerelease, "rc.1");
	ck_assert_str_eq(parts->metadata, "git.abc");
	weir_semver_free(v);
}
END_TEST

/* Each is lower than the next. */
static const char *const ascending[] = {
	"0.0.1",         "0.1.0-0",
	"0.1.0-1",       "0.1.0-2",
	"0.1.0-10",      "0.1.0-alpha",
	"0.1.0-alpha.1", "0.1.0-alpha.beta",
	"0.1.0-beta",    "0.1.0-beta.2",
	"0.1.0-beta.11", "0.1.0",
	"0.2",           "1",
	"1.10.0",        "2.0.0",
};

START_TEST(order_of_versions)
{
	struct weir_semver *a = weir_semver_parse(ascending[_i]);
	int k;

	for (k = 0; k < ROWS(ascending); k++) {
		struct weir_semver *b = weir_semver_parse(ascending[k]);

		ck_assert_int_eq(weir_semver_compare(a, b), (_i > k) - (_i < k));
		weir_semver_free(b);
	}
	weir_semver_free(a);
}
END_TEST

static const struct {
	const char *range, *takes, *refuses; /* versions between blanks; NULL: the range is none */
} ranges[] = {
	{ "1.2.3", "1.2.3 v1.2.3 1.2.3+any", "1.2.4 1.2.3-rc.1" },
	{ "=1.2", "1.2.0 1.2.9", "1.3.0 1.2.9-rc" },
	{ "!=1.2.x", "1.1.0 1.3.0 2.0.0", "1.2.0 1.2.7" },
	{ ">=1.2.0 <2.0.0", "1.2.0 1.9.9", "2.0.0 1.1.9 1.5.0-rc.1" },
	{ ">= 1.2.0, < 2.0.0 || >=3", "1.2.0 3.0.0 9.0.0", "2.5.0" },
	{ ">11", "12.0.0", "11.1.0 11.0.0 10.0.0" },
	{ ">11.1", "11.2.0", "11.1.9" },
	{ "<=11", "11.9.9 3.0.0", "12.0.0" },
	{ "1.2 - 1.4.5", "1.2.0 1.4.5", "1.4.6 1.1.9" },
	{ "1.x", "1.0.0 1.99.0", "2.0.0 0.9.0" },
	{ "*", "0.0.0 99.1.0", "1.0.0-rc.1" },
	{ "*-0", "1.0.0-rc.1 1.0.0", "" },
	{ "~1.2.3", "1.2.3 1.2.9", "1.3.0 1.2.2" },
	{ "~>2", "2.0.0 2.9.0", "3.0.0" },
	{ "^1.2.3", "1.2.3 1.9.0", "2.0.0 1.2.2" },
	{ "^0.2.3", "0.2.3 0.2.9", "0.3.0" },
	{ "^0.0.3", "0.0.3", "0.0.4" },
	{ "^0", "0.9.9", "1.0.0" },
	{ ">=1.0.0-0", "1.0.0-0 1.0.0 1.5.0-beta", "0.9.0" },
	{ ">=1.0.0-0 || 5", "1.5.0-beta 5.0.0-rc", "0.9.0-a" },
	{ "=>1 =<2", "1.0.0 2.9.0", "3.0.0" },
	{ "", NULL, NULL },
	{ ">=", NULL, NULL },
	{ ">=1 ||", NULL, NULL },
	{ ">=1 || || 2", NULL, NULL },
	{ "1.2.3.4", NULL, NULL },
	{ ">=1.2<2", NULL, NULL },
	{ "1.2,", NULL, NULL },
	{ "latest", NULL, NULL },
	{ "1x", NULL, NULL },
	{ ">=1.2.3-", NULL, NULL },
};

static void each_version(const char *text, const struct weir_semver_range *r, const char *list, bool want)
{
	char *copy = weir_strdup(list), *save, *word;

	for (word = strtok_r(copy, " ", &save); word; word = strtok_r(NULL, " ", &save)) {
		struct weir_semver *v = weir_semver_parse(word);

		ck_assert_msg(weir_semver_range_match(r, v) == want, "%s %s %s", text, want ? "takes" : "refuses",
			      word);
		weir_semver_free(v);
	}
	free(copy);
}

START_TEST(what_a_range_takes)
{
	struct weir_error err = WEIR_ERROR_INIT;
	struct weir_semver_range *r = weir_semver_range_parse(ranges[_i].range, &err);

	ck_assert_msg((r != NULL) == (ranges[_i].takes != NULL), "\"%s\"", ranges[_i].range);
	if (r) {
		each_version(ranges[_i].range, r, ranges[_i].takes, true);
		each_version(ranges[_i].range, r, ranges[_i].refuses, false);
	} else {
		ck_assert_int_eq(err.code, WEIR_E_INVALID);
		ck_assert_msg(strncmp(err.message, "improper constraint: \"", 22) == 0 ||
				      strcmp(err.message, "constraint parser error") == 0,
			      "%s", err.message);
	}
	weir_semver_range_free(r);
	weir_error_done(&err);
}
END_TEST

START_TEST(a_range_of_endless_length_is_refused)
{
	struct weir_error err = WEIR_ERROR_INIT;
	char *text = weir_calloc(1, 1000001);

	memset(text, '1', 1000000);
	ck_assert_ptr_null(weir_semver_range_parse(text, &err));
	ck_assert_int_eq(err.code, WEIR_E_INVALID);
	weir_error_done(&err);
	free(text);
}
END_TEST

static void add(TCase *tc)
{
	tcase_add_loop_test(tc, what_is_a_version, 0, ROWS(versions));
	tcase_add_test(tc, parts_of_a_version);
	tcase_add_loop_test(tc, order_of_versions, 0, ROWS(ascending));
	tcase_add_loop_test(tc, what_a_range_takes, 0, ROWS(ranges));
	tcase_add_test(tc, a_range_of_endless_length_is_refused);
}

int main(void)
{
	return run_tests("semver", add);
}
