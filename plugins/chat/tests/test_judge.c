/* SPDX-License-Identifier: Apache-2.0 */
/* Answers with status 200 that mean no, and those that say when to come back. */
#include <check.h>
#include <stdlib.h>

#include "judge.h"

static const struct {
	const char *name;
	judge *judge;
	int status;
	const char *body;
	int code;
	uint32_t retry_ms;
} rows[] = {
	{ "slack's webhook", judge_slack, 200, "ok", 0, 0 },
	{ "slack's API", judge_slack, 200, "{\"ok\": true}", 0, 0 },
	{ "slack, no such channel", judge_slack, 200, "{\"ok\": false, \"error\": \"channel_not_found\"}",
	  WEIR_E_UNSUPPORTED, 0 },
	{ "slack, a bad token", judge_slack, 200, "{\"ok\": false, \"error\": \"invalid_auth\"}", WEIR_E_AUTH, 0 },
	{ "slack, too long", judge_slack, 200, "{\"ok\": false, \"error\": \"msg_too_long\"}", WEIR_E_INVALID, 0 },
	{ "slack, busy", judge_slack, 200, "{\"ok\": false, \"error\": \"ratelimited\"}", WEIR_E_TRANSIENT, 0 },
	{ "slack, unknown", judge_slack, 200, "{\"ok\": false, \"error\": \"canary canary\"}", WEIR_E_TRANSIENT, 0 },
	{ "slack, by status", judge_slack, 500, "{\"ok\": false}", 0, 0 },
	{ "slack, nothing", judge_slack, 200, NULL, 0, 0 },
	{ "telegram", judge_telegram, 200, "{\"ok\": true}", 0, 0 },
	{ "telegram, later", judge_telegram, 429, "{\"ok\": false, \"parameters\": {\"retry_after\": 7}}",
	  WEIR_E_TRANSIENT, 7000 },
	{ "telegram, much later", judge_telegram, 429, "{\"parameters\": {\"retry_after\": 99999999}}",
	  WEIR_E_TRANSIENT, 3600000 },
	{ "telegram, later without a time", judge_telegram, 429, "{}", 0, 0 },
	{ "telegram, no such bot", judge_telegram, 404, "{\"ok\": false, \"description\": \"canary\"}", WEIR_E_AUTH,
	  0 },
	{ "telegram, no", judge_telegram, 200, "{\"ok\": false}", WEIR_E_INVALID, 0 },
	{ "lark", judge_lark, 200, "{\"code\": 0, \"msg\": \"success\"}", 0, 0 },
	{ "lark, old", judge_lark, 200, "{\"StatusCode\": 0}", 0, 0 },
	{ "lark, busy", judge_lark, 200, "{\"code\": 11232}", WEIR_E_TRANSIENT, 0 },
	{ "lark, its signature", judge_lark, 200, "{\"code\": 19021, \"msg\": \"canary\"}", WEIR_E_UNSUPPORTED, 0 },
	{ "lark, no", judge_lark, 200, "{\"code\": 9499123}", WEIR_E_INVALID, 0 },
	{ "lark, not JSON", judge_lark, 200, "[", 0, 0 },
};

START_TEST(judging)
{
	const struct weir_http_res res = {
		.size = sizeof(res),
		.status = rows[_i].status,
		.body = (char *)rows[_i].body,
		.body_len = rows[_i].body ? strlen(rows[_i].body) : 0,
	};
	struct weir_error err = WEIR_ERROR_INIT;

	ck_assert_msg(rows[_i].judge(&res, &err) == rows[_i].code, "%s: code %d", rows[_i].name, err.code);
	ck_assert_msg(err.retry_after_ms == rows[_i].retry_ms, "%s: %u", rows[_i].name, err.retry_after_ms);
	ck_assert_msg(!err.message || !strstr(err.message, "canary"), "%s: shows %s", rows[_i].name, err.message);
	weir_error_done(&err);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("chat-judge");
	TCase *tc = tcase_create("judge");

	tcase_add_loop_test(tc, judging, 0, (int)(sizeof(rows) / sizeof(rows[0])));
	suite_add_tcase(suite, tc);
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
