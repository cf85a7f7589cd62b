/* SPDX-License-Identifier: Apache-2.0 */
/* Headers of a Secret: which are sent, which refused, and that no value is in an error or unredacted. */
#include <check.h>
#include <stdlib.h>

#include "headers.h"

#define OWN "Content-Type: application/json|Weir-Event-Id: i-1|Gotk-Component: weir|"

static const struct {
	const char *name, *headers, *token;
	const char *want; /* lines ended by '|'; NULL: refused */
} rows[] = {
	{ "none", NULL, NULL, OWN },
	{ "a token", NULL, "tok-canary\n", OWN "Authorization: Bearer tok-canary|" },
	{ "a map", "X-A: canary\nx-b: 7\n", NULL, OWN "X-A: canary|x-b: 7|" },
	{ "its own Authorization", "authorization: Basic canary\n", "tok", OWN "authorization: Basic canary|" },
	{ "an empty value", "X-A:\n", NULL, OWN "X-A: |" },
	{ "a line break in a value", "X-A: \"canary\\r\\nX-B: 1\"\n", NULL, NULL },
	{ "a blank in a name", "\"X A\": canary\n", NULL, NULL },
	{ "a colon in a name", "\"X:A\": canary\n", NULL, NULL },
	{ "an empty name", "\"\": canary\n", NULL, NULL },
	{ "the length", "content-length: 3\n", NULL, NULL },
	{ "the host", "Host: canary\n", NULL, NULL },
	{ "the id", "weir-event-id: canary\n", NULL, NULL },
	{ "a map as a value", "X-A: {a: canary}\n", NULL, NULL },
	{ "no map", "canary", NULL, NULL },
	{ "not YAML", "{canary: [", NULL, NULL },
	{ "a line break in a token", NULL, "can\nary", NULL },
};

static void note(void *arg, const char *secret)
{
	*(int *)arg += strstr(secret, "canary") != NULL;
}

START_TEST(making)
{
	WEIR_CLEAN_JSON json_t *event = json_loads("{\"id\": \"i-1\"}", 0, NULL);
	WEIR_CLEAN_JSON json_t *secret =
		json_pack("{s:s*, s:s*}", "headers", rows[_i].headers, "token", rows[_i].token);
	struct headers h = { 0 };
	struct weir_error err = WEIR_ERROR_INIT;
	struct weir_strbuf got = WEIR_STRBUF_INIT;
	int redacted = 0, code = headers_make(event, secret, true, note, &redacted, &h, &err);

	for (size_t i = 0; i < h.count; i++)
		weir_strbuf_addf(&got, "%s|", h.lines[i]);
	if (rows[_i].want) {
		ck_assert_msg(!code, "%s: %s", rows[_i].name, err.message);
		/* A map has no order. */
		WEIR_CLEAN_FREE char *want = weir_strdup(rows[_i].want);
		ck_assert_msg(got.len == strlen(want), "%s: got %s", rows[_i].name, got.data);
		for (char *line = strtok(want, "|"); line; line = strtok(NULL, "|"))
			ck_assert_msg(strstr(got.data, line), "%s: %s not in %s", rows[_i].name, line, got.data);
		if (rows[_i].headers && strstr(rows[_i].headers, "canary"))
			ck_assert_msg(redacted, "%s: not redacted", rows[_i].name);
	} else {
		ck_assert_msg(code == WEIR_E_UNSUPPORTED, "%s: code %d", rows[_i].name, code);
		ck_assert_msg(!strstr(err.message, "canary"), "%s: shows '%s'", rows[_i].name, err.message);
		ck_assert_uint_eq(h.count, 0);
	}
	weir_strbuf_done(&got);
	headers_done(&h);
	weir_error_done(&err);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("webhook-headers");
	TCase *tc = tcase_create("headers");

	tcase_add_loop_test(tc, making, 0, (int)(sizeof(rows) / sizeof(rows[0])));
	suite_add_tcase(suite, tc);
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
