/* SPDX-License-Identifier: Apache-2.0 */
/* Ages, durations, revisions, times, conditions. */
#include <check.h>
#include <stdlib.h>

#include "cli/format.h"

static const struct {
	int64_t seconds;
	const char *want;
} ages[] = {
	{ -5, "0s" },         { 0, "0s" },        { 51, "51s" },         { 119, "119s" },    { 120, "2m" },
	{ 312, "5m12s" },     { 600, "10m" },     { 2520, "42m" },       { 10799, "179m" },  { 10800, "3h" },
	{ 25500, "7h5m" },    { 86400, "24h" },   { 172800, "2d" },      { 183600, "2d3h" }, { 691200, "8d" },
	{ 34560000, "400d" }, { 63072000, "2y" }, { 63936000, "2y10d" },
};

START_TEST(age)
{
	ck_assert_str_eq(format_age(ages[_i].seconds).s, ages[_i].want);
}
END_TEST

static const struct {
	int64_t ms;
	const char *want;
} tooks[] = { { 0, "0.00s" }, { 420, "0.42s" }, { 12340, "12.3s" }, { 65000, "1m05s" }, { 3600000, "60m00s" } };

START_TEST(took)
{
	ck_assert_str_eq(format_took(tooks[_i].ms).s, tooks[_i].want);
}
END_TEST

#define SHA1   "25058d356d9ca6ec61604ca1d0789ebbce4b7a20"
#define SHA256 "2ea3001396d43414ea075501b3865b968b517337065e30be892f47f6179d836c"

static const struct {
	const char *name, *text, *want;
} shorts[] = {
	{ "branch", "main@sha1:" SHA1, "main@sha1:25058d35" },
	{ "commit alone", "sha1:" SHA1, "sha1:25058d35" },
	{ "index", "sha256:" SHA256, "sha256:2ea30013" },
	{ "tag of an image", "6.5.0@sha256:" SHA256, "6.5.0@sha256:2ea30013" },
	{ "version", "1.5.0", "1.5.0" },
	{ "in a message", "stored artifact for revision 'main@sha1:" SHA1 "'",
	  "stored artifact for revision 'main@sha1:25058d35'" },
	{ "two", "sha1:" SHA1 " sha1:" SHA1, "sha1:25058d35 sha1:25058d35" },
	{ "too short to be one", "sha1:25058d35", "sha1:25058d35" },
	{ "not hexadecimal", "sha1:what", "sha1:what" },
	{ "ends early", "sha", "sha" },
	{ "empty", "", "" },
};

START_TEST(short_revision)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	format_short(&sb, shorts[_i].text);
	ck_assert_str_eq(sb.data ? sb.data : "", shorts[_i].want);
}
END_TEST

static const struct {
	const char *text;
	int64_t want;
} times[] = {
	{ "1970-01-01T00:00:00Z", 0 },
	{ "2026-11-23T09:21:41Z", 1795425701 },
	{ "2026-11-23T09:21:40.951995671Z", 1795425700 },
	{ "2026-11-23T10:21:41+01:00", 1795425701 },
	{ "2026-11-23T07:51:41-01:30", 1795425701 },
	{ "yesterday", -1 },
	{ "2026-11-23T09:21:41", -1 },
	{ "", -1 },
	{ NULL, -1 },
};

START_TEST(time_parse)
{
	ck_assert_int_eq(format_time_parse(times[_i].text), times[_i].want);
}
END_TEST

START_TEST(condition)
{
	WEIR_CLEAN_JSON json_t *status =
		json_pack("{s:[{s:s, s:s, s:s}, {s:s, s:s}]}", "conditions", "type", "Ready", "status", "False",
			  "message", "no", "type", "Stalled", "status", "True");
	const char *message;

	ck_assert_str_eq(format_condition(status, "ready", &message), "False");
	ck_assert_str_eq(message, "no");
	ck_assert_str_eq(format_condition(status, "Stalled", &message), "True");
	ck_assert_str_eq(message, "");
	ck_assert_str_eq(format_condition(status, "Healthy", &message), "");
	ck_assert_str_eq(format_condition(NULL, "Ready", NULL), "");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("cli-format");
	TCase *tcase = tcase_create("format");

	tcase_add_loop_test(tcase, age, 0, sizeof(ages) / sizeof(ages[0]));
	tcase_add_loop_test(tcase, took, 0, sizeof(tooks) / sizeof(tooks[0]));
	tcase_add_loop_test(tcase, short_revision, 0, sizeof(shorts) / sizeof(shorts[0]));
	tcase_add_loop_test(tcase, time_parse, 0, sizeof(times) / sizeof(times[0]));
	tcase_add_test(tcase, condition);
	suite_add_tcase(suite, tcase);
	SRunner *runner = srunner_create(suite);

	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);

	srunner_free(runner);
	return failed != 0;
}
