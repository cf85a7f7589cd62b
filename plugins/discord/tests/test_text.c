/* SPDX-License-Identifier: Apache-2.0 */
/* What becomes of text on its way to Discord: nothing unseen, nothing active, nothing too long. */
#include <check.h>
#include <stdlib.h>

#include "text.h"

static const struct {
	const char *name, *raw;
	enum text_style style;
	size_t limit;
	const char *want;
} rows[] = {
	{ "plain", "Applied revision", TEXT_MARKDOWN, 100, "Applied revision" },
	{ "trimmed at both ends", " \t\n x y \n\xe2\x80\x83 ", TEXT_LINE, 100, "x y" },
	{ "only blanks", " \n\xc2\xa0 ", TEXT_LINE, 100, NULL },
	{ "only the unseen", "\xe2\x80\x8b\xef\xbb\xbf\xe2\x80\xae", TEXT_MARKDOWN, 100, NULL },
	{ "exactly the limit", "12345", TEXT_LINE, 5, "12345" },
	{ "one more is cut", "123456", TEXT_LINE, 5, "1234\xe2\x80\xa6" },
	{ "the limit does not count what is trimmed", "12345   ", TEXT_LINE, 5, "12345" },
	{ "a cut does not leave a blank before the ellipsis", "abc defg", TEXT_LINE, 5, "abc\xe2\x80\xa6" },
	{ "never inside a code point", "\xc3\xa4\xc3\xb6\xc3\xbc\xc3\x9f", TEXT_LINE, 3,
	  "\xc3\xa4\xc3\xb6\xe2\x80\xa6" },
	{ "beyond the BMP a code point is two units", "\xf0\x9f\x98\x80\xf0\x9f\x98\x80\xf0\x9f\x98\x80", TEXT_LINE, 5,
	  "\xf0\x9f\x98\x80\xf0\x9f\x98\x80\xe2\x80\xa6" },
	{ "and fits where two units are left", "\xf0\x9f\x98\x80\xf0\x9f\x98\x80", TEXT_LINE, 4,
	  "\xf0\x9f\x98\x80\xf0\x9f\x98\x80" },
	{ "limit 1", "ab", TEXT_LINE, 1, "\xe2\x80\xa6" },
	{ "limit 0", "ab", TEXT_LINE, 0, NULL },
	{ "right-to-left override", "abc\xe2\x80\xaetxt.exe", TEXT_LINE, 100, "abctxt.exe" },
	{ "zero-width space in a mention", "@every\xe2\x80\x8bone", TEXT_MARKDOWN, 100, "@everyone" },
	{ "tags",
	  "a\xf3\xa0\x81\xa1"
	  "b",
	  TEXT_LINE, 100, "ab" },
	{ "controls",
	  "a\x1b[31mb\x07"
	  "c",
	  TEXT_LINE, 100, "a[31mbc" },
	{ "carriage returns", "a\r\nb", TEXT_MARKDOWN, 100, "a\nb" },
	{ "a line's breaks are blanks",
	  "a\nb\xe2\x80\xa8"
	  "c",
	  TEXT_LINE, 100, "a b c" },
	{ "bytes that are not UTF-8", "a\xff\xc3(", TEXT_LINE, 100, "a\xef\xbf\xbd\xef\xbf\xbd(" },
	{ "overlong and surrogate", "\xc0\xaf\xed\xa0\x80", TEXT_LINE, 100, "\xef\xbf\xbd\xef\xbf\xbd" },
	{ "markdown", "*a* _b_ ~~c~~ `d` |e|", TEXT_MARKDOWN, 100, "\\*a\\* \\_b\\_ \\~\\~c\\~\\~ \\`d\\` \\|e\\|" },
	{ "mentions and masked links", "<@1> [x](https://y)", TEXT_MARKDOWN, 100, "\\<@1\\> \\[x\\](https://y)" },
	{ "headings and lists", "# a\n- b\n +c - d", TEXT_MARKDOWN, 100, "\\# a\n\\- b\n \\+c - d" },
	{ "links stay whole", "see https://h/a_b*c_d now_", TEXT_MARKDOWN, 100, "see https://h/a_b*c_d now\\_" },
	{ "a title is escaped on one line", "a_b\nc", TEXT_TITLE, 100, "a\\_b c" },
	{ "no markdown in a line", "a_b*", TEXT_LINE, 100, "a_b*" },
	{ "an escape is never cut in two", "abc_d", TEXT_MARKDOWN, 5, "abc\xe2\x80\xa6" },
	{ "code keeps markdown", "a_b [c]", TEXT_CODE, 100, "a_b [c]" },
	{ "code cannot end its block", "a```b", TEXT_CODE, 100, "a`\xe2\x80\x8b`\xe2\x80\x8b`b" },
};

START_TEST(cutting)
{
	char *got = text_clip(rows[_i].raw, rows[_i].style, rows[_i].limit);

	ck_assert_msg((!got && !rows[_i].want) || (got && rows[_i].want && !strcmp(got, rows[_i].want)),
		      "%s: got '%s', wanted '%s'", rows[_i].name, got ? got : "(none)",
		      rows[_i].want ? rows[_i].want : "(none)");
	ck_assert_msg(!got || text_length(got) <= rows[_i].limit, "%s: %zu units", rows[_i].name,
		      got ? text_length(got) : 0);
	free(got);
}
END_TEST

START_TEST(appending_counts_what_was_added)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;

	weir_strbuf_adds(&sb, "before ");
	ck_assert_uint_eq(text_add(&sb, "\xf0\x9f\x98\x80_", TEXT_MARKDOWN, 10), 4);
	ck_assert_str_eq(sb.data, "before \xf0\x9f\x98\x80\\_");
	ck_assert_uint_eq(text_add(&sb, "  ", TEXT_MARKDOWN, 10), 0);
	ck_assert_str_eq(sb.data, "before \xf0\x9f\x98\x80\\_");
	weir_strbuf_done(&sb);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("discord-text");
	TCase *tc = tcase_create("text");

	tcase_add_loop_test(tc, cutting, 0, (int)(sizeof(rows) / sizeof(rows[0])));
	tcase_add_test(tc, appending_counts_what_was_added);
	suite_add_tcase(suite, tc);
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
