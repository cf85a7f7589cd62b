/* SPDX-License-Identifier: Apache-2.0 */
/* What each answer of Discord means: for the event, for the next one, for the webhook. */
#include <check.h>
#include <stdlib.h>

#include "answer.h"

static const struct {
	const char *name;
	int status;
	const char *headers, *body; /* JSON; a body may be anything */
	int code;
	uint32_t pause_ms, retry_ms;
	bool global;
	const char *says;
} rows[] = {
	{ "delivered", 200, "{\"x-ratelimit-remaining\": \"4\"}", "{\"id\": \"1\"}", 0 },
	{ "delivered, no word of limits", 204, "{}", "", 0, 400 },
	{ "the last of its bucket", 200, "{\"x-ratelimit-remaining\": \"0\", \"x-ratelimit-reset-after\": \"1.537\"}",
	  "{}", 0, 1537 },
	{ "one is left", 200, "{\"x-ratelimit-remaining\": \"1\", \"x-ratelimit-reset-after\": \"1.5\"}", "{}", 0 },
	{ "too many", 429, "{}",
	  "{\"message\": \"You are being rate limited.\", \"retry_after\": 0.3505, \"global\": false}",
	  WEIR_E_TRANSIENT, 351, 351, false, "You are being rate limited." },
	{ "too many, whole seconds", 429, "{}", "{\"retry_after\": 60}", WEIR_E_TRANSIENT, 60000, 60000 },
	{ "too many of everyone", 429, "{}", "{\"retry_after\": 0.5, \"global\": true}", WEIR_E_TRANSIENT, 500, 500,
	  true },
	{ "too many of everyone, by header", 429, "{\"x-ratelimit-global\": \"true\", \"retry-after\": \"2\"}", "",
	  WEIR_E_TRANSIENT, 2000, 2000, true },
	{ "too many, by header alone", 429, "{\"x-ratelimit-reset-after\": \"0.25\"}", "", WEIR_E_TRANSIENT, 250, 250 },
	{ "too many, says nothing", 429, "{}", "slow down", WEIR_E_TRANSIENT, 5000, 5000 },
	{ "too many, absurd", 429, "{}", "{\"retry_after\": 1e300}", WEIR_E_TRANSIENT, 3600000, 3600000 },
	{ "too many, negative", 429, "{}", "{\"retry_after\": -1}", WEIR_E_TRANSIENT, 5000, 5000 },
	{ "a bad message", 400, "{}",
	  "{\"code\": 50035, \"message\": \"Invalid Form Body\", \"errors\": {\"embeds\": {\"0\": {\"description\": "
	  "{\"_errors\": [{\"code\": \"BASE_TYPE_MAX_LENGTH\", \"message\": \"Must be 4096 or fewer in "
	  "length.\"}]}}}}}",
	  WEIR_E_INVALID, 0, 0, false,
	  "HTTP 400, Invalid Form Body (50035): embeds[0].description: Must be 4096 or fewer in length." },
	{ "a bad message, no JSON", 400, "{}", "<html>", WEIR_E_INVALID, 0, 0, false, "HTTP 400" },
	{ "deleted", 404, "{}", "{\"message\": \"Unknown Webhook\", \"code\": 10015}", WEIR_E_NOT_FOUND, 0, 0, false,
	  "Unknown Webhook (10015)" },
	{ "wrong token", 401, "{}", "{\"message\": \"Invalid Webhook Token\", \"code\": 50027}", WEIR_E_NOT_FOUND, 0, 0,
	  false, "Invalid Webhook Token" },
	{ "forbidden by Discord", 403, "{}", "{\"message\": \"Missing Access\", \"code\": 50001}", WEIR_E_NOT_FOUND },
	{ "refused before Discord", 403, "{}", "error code: 1010", WEIR_E_TRANSIENT, 0, 900000 },
	{ "server error", 502, "{}", "bad gateway", WEIR_E_TRANSIENT, 0, 0, false, "HTTP 502" },
	{ "unavailable, says when", 503, "{\"retry-after\": \"7\"}", "", WEIR_E_TRANSIENT, 0, 7000 },
	{ "too large", 413, "{}", "", WEIR_E_INVALID },
	{ "a redirect", 301, "{}", "", WEIR_E_INVALID },
	{ "errors nested without end", 400, "{}",
	  "{\"errors\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{}}}}}}}}}}}}",
	  WEIR_E_INVALID },
};

START_TEST(reading)
{
	struct weir_http_res res = { .size = sizeof(res), .status = rows[_i].status };
	struct weir_error err = WEIR_ERROR_INIT;
	struct answer answer = { 9, true };

	res.headers = json_loads(rows[_i].headers, 0, NULL);
	res.body = (char *)rows[_i].body;
	res.body_len = strlen(rows[_i].body);
	int code = answer_read(&res, &answer, &err);
	ck_assert_msg(code == rows[_i].code, "%s: code %d (%s)", rows[_i].name, code, err.message);
	ck_assert_msg(answer.pause_ms == rows[_i].pause_ms, "%s: pause %u", rows[_i].name, answer.pause_ms);
	ck_assert_msg(err.retry_after_ms == rows[_i].retry_ms, "%s: retry %u", rows[_i].name, err.retry_after_ms);
	ck_assert_msg(answer.global == rows[_i].global, "%s: global", rows[_i].name);
	ck_assert_msg(!rows[_i].says || strstr(err.message, rows[_i].says), "%s: says '%s'", rows[_i].name,
		      err.message);
	json_decref(res.headers);
	weir_error_done(&err);
}
END_TEST

static const struct {
	int status;
	const char *body, *id;
	bool unknown;
} of_messages[] = {
	{ 200, "{\"id\": \"42\"}", "42", false },
	{ 204, NULL, NULL, false },
	{ 200, "{\"id\": 42}", NULL, false },
	{ 404, "{\"code\": 10008}", NULL, true },
	{ 404, "{\"code\": 10015}", NULL, false },
	{ 400, "{\"code\": 10008}", NULL, false },
	{ 404, "<html>", NULL, false },
};

START_TEST(messages)
{
	const char *body = of_messages[_i].body;
	const struct weir_http_res res = { .size = sizeof(res),
					   .status = of_messages[_i].status,
					   .body = (char *)body,
					   .body_len = body ? strlen(body) : 0 };
	WEIR_CLEAN_FREE char *id = answer_message_id(&res);

	ck_assert_pstr_eq(id, of_messages[_i].id);
	ck_assert_int_eq(answer_is_unknown_message(&res), of_messages[_i].unknown);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("discord-answer");
	TCase *tc = tcase_create("answer");

	tcase_add_loop_test(tc, reading, 0, (int)(sizeof(rows) / sizeof(rows[0])));
	tcase_add_loop_test(tc, messages, 0, (int)(sizeof(of_messages) / sizeof(of_messages[0])));
	suite_add_tcase(suite, tc);
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
