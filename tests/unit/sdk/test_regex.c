/* SPDX-License-Identifier: Apache-2.0 */
/* Regular expressions: what is refused, which text each group gets, replacing, and time that stays linear. */
#include <time.h>
#include <weir/util.h>
#include "run.h"

static const struct {
	const char *pattern, *text, *spans; /* "" for no match */
} finds[] = {
	{ "", "abc", "0 0" },
	{ "b", "abc", "1 2" },
	{ "a|ab", "ab", "0 1" }, /* the first that matches, not the longest */
	{ "(a|ab)(c|bcd)(d*)", "abcd", "0 4 0 1 1 4 4 4" },
	{ "(a)|(b)", "b", "0 1 -1 -1 0 1" },
	{ "a*?b", "aab", "0 3" },
	{ "(?U)a+", "aaa", "0 1" },
	{ "(?U)a+?", "aaa", "0 3" },
	{ "x{2,3}", "xxxx", "0 3" },
	{ "x{2,}?", "xxxx", "0 2" },
	{ "x{,2}", "x{,2}", "0 5" }, /* no repetition: text */
	{ "(?:a*)*", "aab", "0 2" },
	{ "(a*)+", "b", "0 0 0 0" },
	{ "(|a)*", "aa", "0 0 0 0" },
	{ "(|a)+", "aa", "0 0 0 0" },
	{ "^a$", "a\n", "" }, /* $ is the end of the text alone */
	{ "(?m)^b$", "a\nb\nc", "2 3" },
	{ "a.c", "a\nc", "" },
	{ "(?s)a.c", "a\nc", "0 3" },
	{ "[^a]", "a\n", "1 2" },
	{ "\\bfoo\\b", "a foo.", "2 5" },
	{ "\\w+", "\xc3\xa9t\xc3\xa9", "2 3" }, /* \w is ASCII */
	{ "\\pL+", "1\xc3\xa9t\xc3\xa9", "1 6" },
	{ "\\p{Greek}", "a\xce\x94", "1 3" },
	{ "\\P{^lu}", "aB", "1 2" },
	{ "\\p{Uppercase Letter}", "aB", "1 2" },
	{ "(?i)stra\xc3\x9f"
	  "e",
	  "STRA\xe1\xba\x9e"
	  "E",
	  "0 8" },
	{ "(?i)k", "\xe2\x84\xaa", "0 3" }, /* the Kelvin sign */
	{ "(?i:a)b", "Ab", "0 2" },
	{ "(?i:a)b", "AB", "" },
	{ "(?i)a(?-i)b", "Ab", "0 2" },
	{ "[[:^alpha:][:digit:]]+", "ab1_c", "2 4" },
	{ "[\\d\\-x]+", "a1-x", "1 4" },
	{ "[]a]+", "b]a", "1 3" },
	{ "\\Qa.b*\\E+", "a.b**", "0 5" },
	{ "\\x41\\x{1F600}\\101",
	  "A\xf0\x9f\x98\x80"
	  "A",
	  "0 6" },
	{ "\\A\\z", "", "0 0" },
	{ "\\Aa", "ba", "" },
	{ ".", "\xff", "0 1" }, /* a byte that is not UTF-8 is one rune */
	{ "\\x{FFFD}", "\xff", "0 1" },
	{ "(?P<year>\\d{4})-(?<month>\\d\\d)", "on 2026-11", "3 10 3 7 8 10" },
	{ "[^\\x00-\\x{10FFFF}]", "a", "" },
};

START_TEST(which_text_each_group_gets)
{
	struct weir_error err = WEIR_ERROR_INIT;
	struct weir_regex *re = weir_regex_new(finds[_i].pattern, &err);
	WEIR_CLEAN_STRBUF struct weir_strbuf got = WEIR_STRBUF_INIT;
	long spans[20];
	int n, i;

	ck_assert_msg(re != NULL, "%s: %s", finds[_i].pattern, err.message);
	n = weir_regex_find(re, finds[_i].text, strlen(finds[_i].text), 0, spans, 10);
	for (i = 0; i < 2 * n; i++)
		weir_strbuf_addf(&got, "%s%ld", i ? " " : "", spans[i]);
	ck_assert_msg(strcmp(got.data ? got.data : "", finds[_i].spans) == 0, "%s in \"%s\": %s instead of %s",
		      finds[_i].pattern, finds[_i].text, got.data ? got.data : "nothing", finds[_i].spans);
	ck_assert_int_eq(weir_regex_match(re, finds[_i].text), n > 0);
	weir_regex_free(re);
}
END_TEST

static const struct {
	const char *pattern, *why;
} refused[] = {
	{ "a**", "invalid nested repetition operator: `**`" },
	{ "a*+", "invalid nested repetition operator" },
	{ "*a", "error parsing regexp: missing argument to repetition operator: `*`" },
	{ "a|*", "missing argument to repetition operator" },
	{ "(a", "missing closing )" },
	{ "a)", "unexpected )" },
	{ "[a", "missing closing ]" },
	{ "[b-a]", "error parsing regexp: invalid character class range: `b-a`" },
	{ "[[:foo:]]", "invalid character class range" },
	{ "a{1001}", "invalid repeat count" },
	{ "(a{100}){11}", "invalid repeat count" },
	{ "a{3,2}", "invalid repeat count" },
	{ "(?=a)", "invalid or unsupported Perl syntax" },
	{ "(?<!a)", "invalid named capture" },
	{ "(?>a)", "invalid or unsupported Perl syntax" },
	{ "(?P<a b>x)", "invalid named capture" },
	{ "(?P<a", "invalid named capture" },
	{ "(a)\\1", "invalid escape sequence: `\\1`" },
	{ "\\C", "invalid escape sequence" },
	{ "\\K", "invalid escape sequence" },
	{ "\\Z", "invalid escape sequence" },
	{ "\\x{110000}", "invalid escape sequence" },
	{ "\\pX", "invalid character class range: `\\pX`" },
	{ "a\\", "trailing backslash" },
	{ "a\xff", "invalid UTF-8" },
	{ "((a{100}){100}){100}", "invalid repeat count" },
	{ "(a{0,1000}b{0,1000}){0,1}(x{1000}y{1000}){1}[[:word:]-\\d]{2000}", "invalid repeat count" },
};

START_TEST(what_is_refused)
{
	struct weir_error err = WEIR_ERROR_INIT;

	ck_assert_ptr_null(weir_regex_new(refused[_i].pattern, &err));
	ck_assert_int_eq(err.code, WEIR_E_INVALID);
	ck_assert_msg(strstr(err.message, refused[_i].why) != NULL, "%s: %s", refused[_i].pattern, err.message);
	weir_error_done(&err);
}
END_TEST

START_TEST(deep_nesting_is_refused_or_flat)
{
	char *text = weir_malloc(400001);
	struct weir_error err = WEIR_ERROR_INIT;

	memset(text, '(', 200000);
	memset(text + 200000, ')', 200000);
	text[400000] = '\0';
	ck_assert_ptr_null(weir_regex_new(text, &err));
	ck_assert_ptr_nonnull(strstr(err.message, "nests too deeply"));
	weir_error_done(&err);
	free(text);
}
END_TEST

START_TEST(names_of_groups)
{
	struct weir_regex *re = weir_regex_new("(a)(?P<b>b)(?:c)(?<d_1>d)", NULL);

	ck_assert_int_eq(weir_regex_group_count(re), 3);
	ck_assert_str_eq(weir_regex_group_name(re, 0), "");
	ck_assert_str_eq(weir_regex_group_name(re, 1), "");
	ck_assert_str_eq(weir_regex_group_name(re, 2), "b");
	ck_assert_str_eq(weir_regex_group_name(re, 3), "d_1");
	ck_assert_str_eq(weir_regex_group_name(re, 4), "");
	weir_regex_free(re);
}
END_TEST

START_TEST(a_search_sees_what_stands_before)
{
	struct weir_regex *word = weir_regex_new("\\bb", NULL), *begin = weir_regex_new("^b", NULL);
	struct weir_regex *line = weir_regex_new("(?m)^b", NULL);

	ck_assert_int_eq(weir_regex_find(word, "ab", 2, 1, NULL, 0), 0);
	ck_assert_int_eq(weir_regex_find(word, " b", 2, 1, NULL, 0), 1);
	ck_assert_int_eq(weir_regex_find(begin, "ab", 2, 1, NULL, 0), 0);
	ck_assert_int_eq(weir_regex_find(line, "\nb", 2, 1, NULL, 0), 1);
	ck_assert_int_eq(weir_regex_find(line, "\nb", 2, 3, NULL, 0), 0);
	weir_regex_free(word);
	weir_regex_free(begin);
	weir_regex_free(line);
}
END_TEST

static const struct {
	const char *pattern, *with, *text, *want, *literal;
} replacements[] = {
	{ "a", "x", "banana", "bxnxnx", "bxnxnx" },
	{ "a(n)", "<$1>", "banana", "b<n><n>a", "b<$1><$1>a" },
	{ "a(?P<x>n)", "${x}$x$0$$", "ban", "bnnan$", "b${x}$x$0$$" },
	{ "(a)", "$1x", "a", "", "$1x" }, /* the name is 1x */
	{ "(a)", "${1}x$", "a", "ax$", "${1}x$" },
	{ "x*", "-", "axb", "-a-b-", "-a-b-" },
	{ "", "-", "\xc3\xa9", "-\xc3\xa9-", "-\xc3\xa9-" },
	{ "^", "> ", "a\nb", "> a\nb", "> a\nb" },
	{ "(?m)^", "> ", "a\nb", "> a\n> b", "> a\n> b" },
	{ "z", "x", "abc", "abc", "abc" },
};

START_TEST(replacing)
{
	struct weir_regex *re = weir_regex_new(replacements[_i].pattern, NULL);
	const char *text = replacements[_i].text;
	int literal;

	for (literal = 0; literal < 2; literal++) {
		WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

		weir_strbuf_adds(&sb, "|");
		ck_assert_int_eq(weir_regex_replace(re, text, strlen(text), replacements[_i].with,
						    strlen(replacements[_i].with), literal, &sb),
				 0);
		ck_assert_str_eq(sb.data + 1, literal ? replacements[_i].literal : replacements[_i].want);
	}
	weir_regex_free(re);
}
END_TEST

/* Patterns that backtracking engines need ages for. */
static const char *const evil[] = {
	"(a+)+$", "(a*)*b", "(a|aa)+$", "(a|a?)+$", "^(a?){50}a{50}$", "(.*)*x", "(x+x+)+y", "(([a-z])+.)+[A-Z]",
};

START_TEST(time_stays_linear)
{
	struct weir_regex *re = weir_regex_new(evil[_i], NULL);
	size_t len = 200000;
	char *text = weir_malloc(len + 1);
	clock_t begin = clock();
	long spans[4];

	memset(text, 'a', len);
	text[len - 1] = '!';
	text[len] = '\0';
	ck_assert_int_ge(weir_regex_find(re, text, len, 0, spans, 2), 0);
	/* Milliseconds; backtracking would need more than the age of the universe. */
	ck_assert_msg(clock() - begin < 20 * CLOCKS_PER_SEC, "%s", evil[_i]);
	weir_regex_free(re);
	free(text);
}
END_TEST

START_TEST(a_search_without_end_is_given_up)
{
	struct weir_regex *re = weir_regex_new("[a-q][^u-z]{900}x", NULL);
	size_t len = 1 << 20;
	char *text = weir_malloc(len + 1);
	struct weir_strbuf out = WEIR_STRBUF_INIT;

	ck_assert_ptr_nonnull(re);
	memset(text, 'a', len);
	text[len] = '\0';
	ck_assert_int_lt(weir_regex_find(re, text, len, 0, NULL, 0), 0);
	ck_assert_int_lt(weir_regex_replace(re, text, len, "", 0, true, &out), 0);
	ck_assert_uint_eq(out.len, 0);
	weir_strbuf_done(&out);
	weir_regex_free(re);
	free(text);
}
END_TEST

static void add(TCase *tc)
{
	tcase_set_timeout(tc, 120);
	tcase_add_loop_test(tc, which_text_each_group_gets, 0, ROWS(finds));
	tcase_add_loop_test(tc, what_is_refused, 0, ROWS(refused));
	tcase_add_test(tc, deep_nesting_is_refused_or_flat);
	tcase_add_test(tc, names_of_groups);
	tcase_add_test(tc, a_search_sees_what_stands_before);
	tcase_add_loop_test(tc, replacing, 0, ROWS(replacements));
	tcase_add_loop_test(tc, time_stays_linear, 0, ROWS(evil));
	tcase_add_test(tc, a_search_without_end_is_given_up);
}

int main(void)
{
	return run_tests("regex", add);
}
