/* SPDX-License-Identifier: Apache-2.0 */
/* test_parts.c - pure parts of the engine: backoff, conditions, origins, messages. */
#include <check.h>
#include <stdlib.h>
#include "engine/engine_private.h"

/* ---- backoff: Flux's 750 ms to 15 min ---- */

static const struct {
	unsigned failures;
	int64_t ms;
} backoffs[] = { { 0, 750 },     { 1, 750 },       { 2, 1500 },           { 3, 3000 },
		 { 4, 6000 },    { 10, 384000 },   { 11, 768000 },        { 12, 900000 },
		 { 13, 900000 }, { 1000, 900000 }, { UINT32_MAX, 900000 } };

START_TEST(backoff)
{
	ck_assert_int_eq(schedule_backoff(backoffs[_i].failures), backoffs[_i].ms);
}
END_TEST

/* ---- conditions ---- */

START_TEST(transition_time_is_kept_while_the_status_is_the_same)
{
	WEIR_CLEAN_JSON json_t *status = json_object();
	json_t *ready;

	condition_set(status, "Ready", "False", "A", "one", 1);
	ready = json_array_get(json_object_get(status, "conditions"), 0);
	json_object_set_new(ready, "lastTransitionTime", json_string("2001-01-01T00:00:00Z"));
	condition_set(status, "Ready", "False", "B", "two", 2);
	ck_assert_str_eq(weir_get_str(ready, "lastTransitionTime"), "2001-01-01T00:00:00Z");
	ck_assert_str_eq(weir_get_str(ready, "reason"), "B");
	ck_assert_int_eq(weir_get_int(ready, "observedGeneration", 0), 2);
	condition_set(status, "Ready", "True", "C", "three", 2);
	ck_assert_str_ne(weir_get_str(ready, "lastTransitionTime"), "2001-01-01T00:00:00Z");
	ck_assert_uint_eq(json_array_size(json_object_get(status, "conditions")), 1);
	condition_remove(status, "Ready");
	ck_assert_ptr_null(condition_get(status, "Ready"));
}
END_TEST

/* ---- messages ---- */

static const struct {
	const char *name, *in, *out;
} messages[] = {
	{ "plain", "all is well", "all is well" },
	{ "empty", "", "" },
	{ "two, three, four bytes", "\xc3\xa4 \xe2\x82\xac \xf0\x9f\x98\x80",
	  "\xc3\xa4 \xe2\x82\xac \xf0\x9f\x98\x80" },
	{ "latin-1", "f\xe4hre", "f\xef\xbf\xbdhre" },
	{ "cut code point", "x\xe2\x82", "x\xef\xbf\xbd\xef\xbf\xbd" },
	{ "overlong", "\xc0\xaf", "\xef\xbf\xbd\xef\xbf\xbd" },
	{ "surrogate", "\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
	{ "beyond U+10FFFF", "\xf4\x90\x80\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
	{ "alone", "\x80", "\xef\xbf\xbd" },
};

START_TEST(message)
{
	WEIR_CLEAN_FREE char *out = message_clean(messages[_i].in);
	WEIR_CLEAN_JSON json_t *json = json_string(out);

	ck_assert_msg(strcmp(out, messages[_i].out) == 0, "%s: \"%s\"", messages[_i].name, out);
	ck_assert_ptr_nonnull(json);
}
END_TEST

START_TEST(long_message_is_cut_between_code_points)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	WEIR_CLEAN_FREE char *out = NULL;
	WEIR_CLEAN_JSON json_t *json = NULL;

	while (sb.len < LIMIT_MESSAGE_BYTES + 10)
		weir_strbuf_adds(&sb, "\xe2\x82\xac");
	out = message_clean(sb.data);
	json = json_string(out);
	ck_assert_ptr_nonnull(json);
	ck_assert_uint_le(strlen(out), LIMIT_MESSAGE_BYTES);
	ck_assert_uint_gt(strlen(out), LIMIT_MESSAGE_BYTES - 8);
	weir_strbuf_done(&sb);
}
END_TEST

/* ---- origins ---- */

static const struct {
	const char *name, *has, *wants;
	bool deleting, owner_ends, may, told;
} origins[] = {
	{ "the same again", "unit:A", "unit:A", false, false, true, false },
	{ "the config gives way", "config:f:1", "unit:A", false, false, true, false },
	{ "the config does not take it back", "unit:A", "config:f:1", false, false, false, false },
	{ "another unit", "unit:A", "unit:B", false, false, false, true },
	{ "another that derives", "derived:A", "unit:B", false, false, false, true },
	{ "the same, in another way", "derived:A", "unit:A", false, false, true, false },
	{ "kept by one that no longer has it", "kept:A", "unit:B", false, false, true, false },
	{ "on its way out", "unit:A", "unit:B", true, false, true, false },
	{ "its owner ends", "unit:A", "unit:B", false, true, true, false },
};

START_TEST(origin)
{
	struct unit owner = { .row = { .key = (char *)"A", .deleting = origins[_i].owner_ends } };
	struct unit *units[] = { &owner };
	struct engine engine = { .units = units, .unit_count = 1 };
	struct unit unit = {
		.engine = &engine,
		.row = { .key = (char *)"X", .origin = (char *)origins[_i].has, .deleting = origins[_i].deleting }
	};
	struct weir_error err = WEIR_ERROR_INIT;

	ck_assert_msg(origin_may_take(&unit, origins[_i].wants, &err) == origins[_i].may, "%s", origins[_i].name);
	ck_assert_msg((err.code != 0) == origins[_i].told, "%s", origins[_i].name);
	if (origins[_i].told)
		ck_assert_str_eq(err.message, "X already belongs to A: B leaves it alone");
	weir_error_done(&err);
}
END_TEST

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

int main(void)
{
	Suite *suite = suite_create("engine-parts");
	TCase *tc = tcase_create("engine-parts");
	SRunner *runner;
	int failed;

	tcase_add_loop_test(tc, backoff, 0, ROWS(backoffs));
	tcase_add_test(tc, transition_time_is_kept_while_the_status_is_the_same);
	tcase_add_loop_test(tc, message, 0, ROWS(messages));
	tcase_add_test(tc, long_message_is_cut_between_code_points);
	tcase_add_loop_test(tc, origin, 0, ROWS(origins));
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
