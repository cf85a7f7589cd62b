/* SPDX-License-Identifier: Apache-2.0 */
/* Which addresses are a webhook's, and that a refusal shows nothing of them. */
#include <check.h>
#include <stdlib.h>

#include "address.h"

#define T "aB3-_canaryTOKEN"

static const struct {
	const char *name, *text, *url; /* NULL: refused */
} rows[] = {
	{ "as Discord gives it", "https://discord.com/api/webhooks/123/" T,
	  "https://discord.com/api/webhooks/123/" T "?wait=true" },
	{ "Flux's /slack", "https://discord.com/api/webhooks/123/" T "/slack",
	  "https://discord.com/api/webhooks/123/" T "?wait=true" },
	{ "a last slash", "https://discord.com/api/webhooks/123/" T "/",
	  "https://discord.com/api/webhooks/123/" T "?wait=true" },
	{ "with a version", "https://discord.com/api/v10/webhooks/123/" T,
	  "https://discord.com/api/v10/webhooks/123/" T "?wait=true" },
	{ "into a thread", "https://discord.com/api/webhooks/123/" T "?thread_id=77",
	  "https://discord.com/api/webhooks/123/" T "?wait=true&thread_id=77" },
	{ "a newline of a file", " https://discord.com/api/webhooks/123/" T "\n",
	  "https://discord.com/api/webhooks/123/" T "?wait=true" },
	{ "this machine, plain", "http://127.0.0.1:8099/api/webhooks/1/" T,
	  "http://127.0.0.1:8099/api/webhooks/1/" T "?wait=true" },
	{ "localhost, plain", "http://localhost/api/webhooks/1/" T, "http://localhost/api/webhooks/1/" T "?wait=true" },
	{ "loopback of IPv6, plain", "http://[::1]:80/api/webhooks/1/" T,
	  "http://[::1]:80/api/webhooks/1/" T "?wait=true" },
	{ "plain elsewhere", "http://discord.com/api/webhooks/123/" T, NULL },
	{ "plain, looks like loopback", "http://127.0.0.1.evil.example/api/webhooks/1/" T, NULL },
	{ "plain, localhost as a prefix", "http://localhost.evil/api/webhooks/1/" T, NULL },
	{ "a user", "https://u:p@discord.com/api/webhooks/123/" T, NULL },
	{ "another scheme", "ftp://discord.com/api/webhooks/123/" T, NULL },
	{ "no host", "https:///api/webhooks/123/" T, NULL },
	{ "no token", "https://discord.com/api/webhooks/123/", NULL },
	{ "no number", "https://discord.com/api/webhooks/abc/" T, NULL },
	{ "another path", "https://discord.com/x/" T, NULL },
	{ "more behind it", "https://discord.com/api/webhooks/123/" T "/github", NULL },
	{ "a fragment", "https://discord.com/api/webhooks/123/" T "#x", NULL },
	{ "a line break inside", "https://discord.com/api/webhooks/123/" T "\nX: y", NULL },
	{ "not a URL", T, NULL },
	{ "empty", "", NULL },
};

START_TEST(parsing)
{
	struct address address = { 0 };
	struct weir_error err = WEIR_ERROR_INIT;
	int code = address_parse(rows[_i].text, &address, &err);

	if (rows[_i].url) {
		ck_assert_msg(!code, "%s: %s", rows[_i].name, err.message);
		ck_assert_str_eq(address.url, rows[_i].url);
		ck_assert_str_eq(address.token, T);
	} else {
		ck_assert_msg(code == WEIR_E_UNSUPPORTED, "%s: code %d", rows[_i].name, code);
		ck_assert_ptr_null(strstr(err.message, "canary"));
		ck_assert_ptr_null(address.url);
	}
	address_done(&address);
	weir_error_done(&err);
}
END_TEST

static const struct {
	const char *address, *id, *want;
} messages[] = {
	{ "https://discord.com/api/webhooks/1/tok", "42", "https://discord.com/api/webhooks/1/tok/messages/42" },
	{ "https://discord.com/api/webhooks/1/tok/slack?thread_id=7", "42",
	  "https://discord.com/api/webhooks/1/tok/messages/42?thread_id=7" },
	{ "https://discord.com/api/webhooks/1/tok", "4/2", NULL },
	{ "https://discord.com/api/webhooks/1/tok", "", NULL },
};

START_TEST(of_a_message)
{
	struct address address = { 0 };

	ck_assert_int_eq(address_parse(messages[_i].address, &address, NULL), 0);
	char *got = address_message(&address, messages[_i].id);
	ck_assert_pstr_eq(got, messages[_i].want);
	weir_wipe_free(got);
	address_done(&address);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("discord-address");
	TCase *tc = tcase_create("address");

	tcase_add_loop_test(tc, parsing, 0, (int)(sizeof(rows) / sizeof(rows[0])));
	tcase_add_loop_test(tc, of_a_message, 0, (int)(sizeof(messages) / sizeof(messages[0])));
	suite_add_tcase(suite, tc);
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
