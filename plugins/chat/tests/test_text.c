/* SPDX-License-Identifier: Apache-2.0 */
/* Cuts and escapes. */
#include <check.h>
#include <stdlib.h>

#include "text.h"

static const struct {
	const char *text;
	size_t limit;
	const char *want;
} cuts[] = {
	{ "abc", 0, "abc" },
	{ "abc", 3, "abc" },
	{ "abcd", 3, "ab\xe2\x80\xa6" },
	{ "\xc3\xa4\xc3\xb6\xc3\xbc", 3, "\xc3\xa4\xc3\xb6\xc3\xbc" },
	{ "\xc3\xa4\xc3\xb6\xc3\xbc!", 3, "\xc3\xa4\xc3\xb6\xe2\x80\xa6" },
	{ "", 3, "" },
};

START_TEST(cutting)
{
	WEIR_CLEAN_FREE char *got = text_cut(cuts[_i].text, cuts[_i].limit);

	ck_assert_str_eq(got, cuts[_i].want);
}
END_TEST

START_TEST(escaping)
{
	WEIR_CLEAN_FREE char *entities = text_entities("<!channel> & <@U1>"), *back = text_backslash("a.b\\c", ".\\"),
			     *mention = text_unmention("@all a@b");

	ck_assert_str_eq(entities, "&lt;!channel&gt; &amp; &lt;@U1&gt;");
	ck_assert_str_eq(back, "a\\.b\\\\c");
	ck_assert_str_eq(mention, "@\xe2\x80\x8b"
				  "all a@\xe2\x80\x8b"
				  "b");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("chat-text");
	TCase *tc = tcase_create("text");

	tcase_add_loop_test(tc, cutting, 0, (int)(sizeof(cuts) / sizeof(cuts[0])));
	tcase_add_test(tc, escaping);
	suite_add_tcase(suite, tc);
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
