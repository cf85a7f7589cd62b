/* SPDX-License-Identifier: Apache-2.0 */
/* Signatures: the vectors of RFC 4231 that are text, and the header that takes the place of another. */
#include <check.h>
#include <stdlib.h>

#include "headers.h"
#include "sign.h"

#define KEY_131 \
	"\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa"

static const struct {
	const char *name, *key, *text, *want;
} rows[] = {
	{ "RFC 4231 case 1", "\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b",
	  "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7" },
	{ "RFC 4231 case 2", "Jefe", "what do ya want for nothing?",
	  "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843" },
	{ "RFC 4231 case 6: a long key", KEY_131 KEY_131 KEY_131 KEY_131 KEY_131 "\xaa",
	  "Test Using Larger Than Block-Size Key - Hash Key First",
	  "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54" },
};

START_TEST(vectors)
{
	char hex[65];

	sign_hmac(rows[_i].key, rows[_i].text, hex);
	ck_assert_msg(!strcmp(hex, rows[_i].want), "%s: %s", rows[_i].name, hex);
}
END_TEST

static void ignore(void *arg, const char *secret)
{
	(void)arg;
	(void)secret;
}

START_TEST(header)
{
	WEIR_CLEAN_JSON json_t *event = json_loads("{\"id\": \"i-1\"}", 0, NULL);
	WEIR_CLEAN_JSON json_t *secret = json_pack("{s:s, s:s}", "headers", "x-signature: forged\n", "token", "Jefe");
	struct headers h = { 0 };
	size_t signatures = 0;

	ck_assert_int_eq(headers_make(event, secret, false, ignore, NULL, &h, NULL), 0);
	headers_sign(&h, "Jefe", "what do ya want for nothing?");
	for (size_t i = 0; i < h.count; i++) {
		ck_assert_msg(!strstr(h.lines[i], "Authorization") && !strstr(h.lines[i], "forged"), "%s", h.lines[i]);
		signatures +=
			!strcmp(h.lines[i],
				"X-Signature: sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
	}
	ck_assert_uint_eq(signatures, 1);
	ck_assert_ptr_null(h.lines[h.count]);
	headers_done(&h);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("webhook-sign");
	TCase *tc = tcase_create("sign");

	tcase_add_loop_test(tc, vectors, 0, (int)(sizeof(rows) / sizeof(rows[0])));
	tcase_add_test(tc, header);
	suite_add_tcase(suite, tc);
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
