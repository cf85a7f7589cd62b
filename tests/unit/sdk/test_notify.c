/* SPDX-License-Identifier: Apache-2.0 */
/* What notifiers share: addresses, and what each status means for the event, and when it is tried again. */
#include <check.h>
#include <stdlib.h>

#include <weir/notify.h>

#define NOW 1795427270 /* Mon, 23 Nov 2026 09:47:50 GMT */

static const struct {
	int status;
	const char *retry_after;
	int code;
	uint32_t retry_ms;
} rows[] = {
	{ 200, NULL, 0, 0 },
	{ 204, NULL, 0, 0 },
	{ 302, NULL, WEIR_E_UNSUPPORTED, 0 },
	{ 400, NULL, WEIR_E_INVALID, 0 },
	{ 401, NULL, WEIR_E_AUTH, 0 },
	{ 403, "5", WEIR_E_AUTH, 5000 },
	{ 404, NULL, WEIR_E_TRANSIENT, 0 },
	{ 408, NULL, WEIR_E_TRANSIENT, 0 },
	{ 410, NULL, WEIR_E_NOT_FOUND, 0 },
	{ 413, NULL, WEIR_E_INVALID, 0 },
	{ 422, "9", WEIR_E_INVALID, 0 },
	{ 429, "3", WEIR_E_TRANSIENT, 3000 },
	{ 429, "0.5", WEIR_E_TRANSIENT, 500 },
	{ 429, "Mon, 23 Nov 2026 09:48:00 GMT", WEIR_E_TRANSIENT, 10000 },
	{ 429, "Mon, 23 Nov 2026 09:47:00 GMT", WEIR_E_TRANSIENT, 0 },
	{ 429, "Sun, 01 Jan 2090 00:00:00 GMT", WEIR_E_TRANSIENT, 3600000 },
	{ 429, "1e300", WEIR_E_TRANSIENT, 3600000 },
	{ 429, "-1", WEIR_E_TRANSIENT, 0 },
	{ 429, "soon", WEIR_E_TRANSIENT, 0 },
	{ 500, NULL, WEIR_E_TRANSIENT, 0 },
	{ 503, "120", WEIR_E_TRANSIENT, 120000 },
	{ 799, NULL, WEIR_E_TRANSIENT, 0 },
};

START_TEST(reading)
{
	struct weir_http_res res = { .size = sizeof(res), .status = rows[_i].status };
	struct weir_error err = WEIR_ERROR_INIT;

	res.headers = json_pack("{s:s*}", "retry-after", rows[_i].retry_after);
	ck_assert_msg(weir_notify_answer(&res, NOW, &err) == rows[_i].code, "%d: code %d", rows[_i].status, err.code);
	ck_assert_msg(err.retry_after_ms == rows[_i].retry_ms, "%d %s: %u", rows[_i].status, rows[_i].retry_after,
		      err.retry_after_ms);
	json_decref(res.headers);
	weir_error_done(&err);
}
END_TEST

static const struct {
	const char *address;
	int code;
} addresses[] = {
	{ "https://example.com/x?y#z", 0 },
	{ "HTTP://example.com", 0 },
	{ NULL, WEIR_E_UNSUPPORTED },
	{ "", WEIR_E_UNSUPPORTED },
	{ "https://", WEIR_E_UNSUPPORTED },
	{ "https:///canary", WEIR_E_UNSUPPORTED },
	{ "https://@canary", WEIR_E_UNSUPPORTED },
	{ "ftp://canary", WEIR_E_UNSUPPORTED },
	{ "canary.example.com", WEIR_E_UNSUPPORTED },
	{ "https://example.com/a canary", WEIR_E_UNSUPPORTED },
	{ "https://example.com/\r\ncanary", WEIR_E_UNSUPPORTED },
};

START_TEST(checking)
{
	struct weir_error err = WEIR_ERROR_INIT;
	int code = weir_notify_check_address(addresses[_i].address, &err);

	ck_assert_msg(code == addresses[_i].code, "%s: code %d", addresses[_i].address, code);
	ck_assert_msg(!err.message || !strstr(err.message, "canary"), "shows '%s'", err.message);
	weir_error_done(&err);
}
END_TEST

static const struct {
	const char *secret, *spec, *want;
} places[] = {
	{ " https://a/1\n", "https://b", "https://a/1" },
	{ NULL, "\thttps://b ", "https://b" },
	{ " \n", "https://b", "https://b" },
	{ NULL, NULL, NULL },
};

START_TEST(finding)
{
	WEIR_CLEAN_JSON json_t *secret = json_pack("{s:s*}", "address", places[_i].secret);
	WEIR_CLEAN_JSON json_t *provider = json_pack("{s:{s:s*}}", "spec", "address", places[_i].spec);
	const struct weir_notify_req req = { .size = sizeof(req), .provider = provider, .secret = secret };
	char *got = weir_notify_address(&req);

	ck_assert_pstr_eq(got, places[_i].want);
	weir_wipe_free(got);
}
END_TEST

static const struct {
	const char *camel, *want;
} words[] = {
	{ "ReconciliationFailed", "reconciliation failed" },
	{ "BuildFailed", "build failed" },
	{ "OCIArtifactFailed", "oci artifact failed" },
	{ "PDFLoader2x", "pdf loader 2 x" },
	{ "info", "info" },
	{ "GitOperationFailed", "git operation failed" },
	{ "A", "a" },
	{ "", "" },
};

START_TEST(wording)
{
	WEIR_CLEAN_FREE char *got = weir_notify_words(words[_i].camel);

	ck_assert_str_eq(got, words[_i].want);
}
END_TEST

START_TEST(encoding)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf percent = WEIR_STRBUF_INIT;
	WEIR_CLEAN_FREE char *basic = weir_notify_basic("me", "pass"), *empty = weir_notify_basic(NULL, NULL);

	weir_notify_percent(&percent, "a b/\xc3\xa4!", "!");
	ck_assert_str_eq(percent.data, "a%20b%2F%C3%A4!");
	ck_assert_str_eq(basic, "Basic bWU6cGFzcw==");
	ck_assert_str_eq(empty, "Basic Og==");
	ck_assert(weir_notify_is_line("a b") && weir_notify_is_line(NULL) && !weir_notify_is_line("a\r\nb"));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("notify");
	TCase *tc = tcase_create("answer");

	tcase_add_loop_test(tc, reading, 0, (int)(sizeof(rows) / sizeof(rows[0])));
	tcase_add_loop_test(tc, checking, 0, (int)(sizeof(addresses) / sizeof(addresses[0])));
	tcase_add_loop_test(tc, finding, 0, (int)(sizeof(places) / sizeof(places[0])));
	tcase_add_loop_test(tc, wording, 0, (int)(sizeof(words) / sizeof(words[0])));
	tcase_add_test(tc, encoding);
	suite_add_tcase(suite, tc);
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
