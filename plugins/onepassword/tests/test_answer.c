/* SPDX-License-Identifier: Apache-2.0 */
/* Answers that are errors: code, reason, when to ask again, and which words of the body are repeated. */
#include "answer.h"
#include "run.h"

#define ID "wq3kzrzn5pvnxmbqc4c2ujl5ka"

static const struct {
	const char *name;
	int status;
	const char *retry_after, *body;
	int code;
	const char *reason, *says; /* the end of the message */
	uint32_t wait_s;
} rows[] = {
	{ "401", 401, NULL, "{'status': 401, 'message': 'Invalid token signature'}", WEIR_E_AUTH,
	  "AuthenticationFailed", "HTTP status 401: it refuses the token: Invalid token signature", 0 },
	{ "403", 403, NULL, "{'status': 403, 'message': 'vault " ID " is not in scope'}", WEIR_E_AUTH,
	  "AuthenticationFailed", "the token does not allow this: vault " ID " is not in scope", 0 },
	{ "404 of an item", 404, NULL, "{'message': 'item " ID " not found'}", WEIR_E_NOT_FOUND, "NotFound",
	  "there is no such thing: item " ID " not found", 0 },
	{ "404 of a vault", 404, NULL, "{'message': 'vault " ID " not found'}", WEIR_E_NOT_FOUND, "NotFound",
	  ": vault " ID " not found", 0 },
	{ "404 of another server", 404, NULL, "<html>canary</html>", WEIR_E_NOT_FOUND, "NotFound",
	  "there is no such thing", 0 },
	{ "429", 429, NULL, "{}", WEIR_E_TRANSIENT, "RateLimited", "the rate limit is reached", 900 },
	{ "429 with seconds", 429, "7", "{}", WEIR_E_TRANSIENT, "RateLimited", "the rate limit is reached", 7 },
	{ "429 with a date", 429, "Thu, 01 Jan 1970 00:01:30 GMT", NULL, WEIR_E_TRANSIENT, "RateLimited",
	  "the rate limit is reached", 60 },
	{ "429 with a date that is past", 429, "Thu, 01 Jan 1970 00:00:10 GMT", NULL, WEIR_E_TRANSIENT, "RateLimited",
	  "the rate limit is reached", 0 },
	{ "429 with nonsense", 429, "soon", NULL, WEIR_E_TRANSIENT, "RateLimited", "the rate limit is reached", 900 },
	{ "429 with too much", 429, "99999999999", NULL, WEIR_E_TRANSIENT, "RateLimited", "the rate limit is reached",
	  86400 },
	{ "a rate limit in the text", 500, NULL, "{'message': 'Rate limit exceeded, canary'}", WEIR_E_TRANSIENT,
	  "RateLimited", "the rate limit is reached", 900 },
	{ "500", 500, NULL, "{'message': 'Something went wrong'}", WEIR_E_TRANSIENT, "Failed",
	  "it has failed: Something went wrong", 0 },
	{ "500 with other words", 500, NULL, "{'message': 'canary is the password'}", WEIR_E_TRANSIENT, "Failed",
	  "it has failed", 0 },
	{ "words around a known sentence", 404, NULL, "{'message': 'item canary not found'}", WEIR_E_NOT_FOUND,
	  "NotFound", "there is no such thing", 0 },
	{ "words behind a known sentence", 401, NULL, "{'message': 'Invalid token signature: canary'}", WEIR_E_AUTH,
	  "AuthenticationFailed", "it refuses the token", 0 },
	{ "503 with seconds", 503, "30", NULL, WEIR_E_TRANSIENT, "Failed", "it has failed", 30 },
	{ "502", 502, NULL, "[]", WEIR_E_TRANSIENT, "Failed", "it has failed", 0 },
	{ "a redirect", 302, NULL, NULL, WEIR_E_TRANSIENT, "Failed", "is connectHost its address?", 0 },
	{ "204", 204, NULL, NULL, WEIR_E_TRANSIENT, "Failed", "is connectHost its address?", 0 },
	{ "400", 400, NULL, "{'message': 'Invalid item category'}", WEIR_E_TRANSIENT, "Failed",
	  "it does not understand the request", 0 },
	{ "418", 418, NULL, NULL, WEIR_E_TRANSIENT, "Failed", "it has failed", 0 },
};

START_TEST(answers)
{
	WEIR_CLEAN_FREE char *body = rows[_i].body ? weir_strdup(rows[_i].body) : NULL;
	WEIR_CLEAN_JSON json_t *headers = json_pack("{s:s*}", "retry-after", rows[_i].retry_after);
	struct weir_http_res res = { .size = sizeof(res), .status = rows[_i].status, .headers = headers };
	struct weir_error err = WEIR_ERROR_INIT;
	size_t says = strlen(rows[_i].says), len;

	for (char *p = body; p && *p; p++)
		if (*p == '\'')
			*p = '"';
	res.body = body;
	res.body_len = body ? strlen(body) : 0;
	ck_assert_int_eq(answer_fail(&res, 30, &err), rows[_i].code);
	len = strlen(err.message);
	ck_assert_msg(len >= says && !strcmp(err.message + len - says, rows[_i].says), "%s: %s", rows[_i].name,
		      err.message);
	ck_assert_msg(!strstr(err.message, "canary"), "%s: %s", rows[_i].name, err.message);
	if (strcmp(rows[_i].reason, "Failed") != 0 && strcmp(rows[_i].reason, "NotFound") != 0)
		ck_assert_str_eq(err.reason, rows[_i].reason);
	ck_assert_msg(err.retry_after_ms == rows[_i].wait_s * 1000, "%s: %u ms", rows[_i].name, err.retry_after_ms);
	weir_error_done(&err);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("onepassword-answer");
	TCase *tc = tcase_create("answer");

	tcase_add_loop_test(tc, answers, 0, ROWS(rows));
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
