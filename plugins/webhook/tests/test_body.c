/* SPDX-License-Identifier: Apache-2.0 */
/* The body: the members of Flux's events and no others. */
#include <check.h>
#include <stdlib.h>

#include "body.h"

static const struct {
	const char *name, *event, *want;
} rows[] = {
	{ "a whole event",
	  "{\"id\": \"i-1\", \"severity\": \"info\", \"timestamp\": \"2026-11-23T09:21:05Z\", \"message\": \"m\", "
	  "\"reason\": \"R\", \"changes\": [{}], \"reportingController\": \"c\", \"reportingInstance\": \"c-1\", "
	  "\"involvedObject\": {\"kind\": \"K\", \"namespace\": \"n\", \"name\": \"x\", \"apiVersion\": \"g/v1\", "
	  "\"more\": 1}, \"metadata\": {\"revision\": \"r\", \"count\": 3, \"list\": [1]}}",
	  "{\"severity\": \"info\", \"timestamp\": \"2026-11-23T09:21:05Z\", \"message\": \"m\", \"reason\": \"R\", "
	  "\"reportingController\": \"c\", \"reportingInstance\": \"c-1\", \"involvedObject\": {\"kind\": \"K\", "
	  "\"namespace\": \"n\", \"name\": \"x\", \"apiVersion\": \"g/v1\"}, \"metadata\": {\"revision\": \"r\", "
	  "\"count\": \"3\", \"list\": \"[1]\"}}" },
	{ "what is missing", "{\"severity\": \"error\", \"message\": \"m\"}",
	  "{\"severity\": \"error\", \"message\": \"m\", \"involvedObject\": {}, \"reportingController\": \"weir\", "
	  "\"reportingInstance\": \"weir\"}" },
};

START_TEST(shapes)
{
	WEIR_CLEAN_JSON json_t *event = json_loads(rows[_i].event, 0, NULL);
	WEIR_CLEAN_JSON json_t *want = json_loads(rows[_i].want, 0, NULL);
	WEIR_CLEAN_FREE char *text = body_of(event);
	WEIR_CLEAN_JSON json_t *got = json_loads(text, 0, NULL);

	ck_assert_msg(event && want, "%s: bad row", rows[_i].name);
	ck_assert_msg(json_equal(got, want), "%s: got %s", rows[_i].name, text);
}
END_TEST

START_TEST(ids)
{
	WEIR_CLEAN_JSON json_t *text = json_loads("{\"id\": \"abc-7\"}", 0, NULL);
	WEIR_CLEAN_JSON json_t *number = json_loads("{\"id\": 7}", 0, NULL);
	WEIR_CLEAN_JSON json_t *none = json_object();
	WEIR_CLEAN_FREE char *a = body_event_id(text), *b = body_event_id(number), *c = body_event_id(none);

	ck_assert_str_eq(a, "abc-7");
	ck_assert_str_eq(b, "7");
	ck_assert_ptr_null(c);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("webhook-body");
	TCase *tc = tcase_create("body");

	tcase_add_loop_test(tc, shapes, 0, (int)(sizeof(rows) / sizeof(rows[0])));
	tcase_add_test(tc, ids);
	suite_add_tcase(suite, tc);
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
