/* SPDX-License-Identifier: Apache-2.0 */
/* Widths of text, cutting and folding, and whole tables on terminals and in pipes. */
#include <check.h>
#include <stdlib.h>

#include "cli/table.h"

static const struct {
	const char *name, *text;
	int width;
} widths[] = {
	{ "ASCII", "apps", 4 },
	{ "umlaut", "Größe", 5 },
	{ "combining accent", "e\xcc\x81", 1 },
	{ "CJK", "日本", 4 },
	{ "emoji", "🚀", 2 },
	{ "emoji with skin tone", "👍🏽", 2 },
	{ "zero-width joiner",
	  "a\xe2\x80\x8d"
	  "b",
	  2 },
	{ "box drawing", "├──", 3 },
	{ "invalid byte", "\xff", 1 },
	{ "cut sequence", "\xe2\x80", 2 },
	{ "overlong", "\xc0\x80", 2 },
	{ "marks", "►✔✗", 3 },
	{ "empty", "", 0 },
};

START_TEST(width)
{
	ck_assert_msg(text_width(widths[_i].text, strlen(widths[_i].text)) == widths[_i].width, "%s: %d",
		      widths[_i].name, text_width(widths[_i].text, strlen(widths[_i].text)));
}
END_TEST

static const struct {
	const char *name, *text;
	int width;
	const char *want;
} cuts[] = {
	{ "fits", "apps", 4, "apps" },
	{ "cut", "flux-system", 6, "flux-…" },
	{ "no space before the dots", "one two", 5, "one…" },
	{ "wide characters are not halved", "日本語", 4, "日…" },
	{ "one column", "abc", 1, "…" },
	{ "none", "abc", 0, "" },
};

START_TEST(cut)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	text_cut(&sb, cuts[_i].text, strlen(cuts[_i].text), cuts[_i].width);
	ck_assert_str_eq(sb.data ? sb.data : "", cuts[_i].want);
}
END_TEST

static const struct {
	const char *name, *text, *want;
} cleans[] = {
	{ "plain", "a b", "a b" },
	{ "escape sequences are harmless", "\033[31mred", "\xef\xbf\xbd[31mred" },
	{ "newline", "a\nb\n", "a; b" },
	{ "carriage return", "a\r\nb", "a; b" },
	{ "tab", "a\tb", "a b" },
	{ "C1 control",
	  "a\xc2\x9b"
	  "b",
	  "a\xef\xbf\xbd"
	  "b" },
	{ "text that turns around",
	  "a\xe2\x80\xae"
	  "b",
	  "a\xef\xbf\xbd"
	  "b" },
	{ "invalid UTF-8",
	  "a\xff"
	  "b",
	  "a\xef\xbf\xbd"
	  "b" },
	{ "UTF-8 stays", "Größe 🚀", "Größe 🚀" },
};

START_TEST(clean)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	text_clean(&sb, cleans[_i].text, "; ");
	ck_assert_str_eq(sb.data, cleans[_i].want);
}
END_TEST

/* ---- tables ---- */

#define LONG "dependency 'flux-system/missing-path' is not ready and will not be for a while"

static struct table *sample(enum table_row bad)
{
	static const char *const titles[] = { "NAME", "READY", "MESSAGE", NULL };
	struct table *table = table_new(titles);

	table_add(table, TABLE_CUT,
		  (const char *[]){ "apps", "True", "Applied revision: main@sha1:25058d35 of today" });
	table_add(table, bad, (const char *[]){ "waits", "False", LONG });
	return table;
}

static const struct {
	const char *name;
	int width;
	bool header;
	enum table_row bad;
	const char *want;
} tables[] = {
	{ "in a pipe nothing is cut", 0, true, TABLE_CUT,
	  "NAME   READY  MESSAGE\n"
	  "apps   True   Applied revision: main@sha1:25058d35 of today\n"
	  "waits  False  " LONG "\n" },
	{ "without header", 0, false, TABLE_CUT,
	  "apps   True   Applied revision: main@sha1:25058d35 of today\n"
	  "waits  False  " LONG "\n" },
	{ "on a terminal what is well is cut, what is not is folded", 50, true, TABLE_FOLD,
	  "NAME   READY  MESSAGE\n"
	  "apps   True   Applied revision: main@sha1:25058d3…\n"
	  "waits  False  dependency\n"
	  "              'flux-system/missing-path' is not\n"
	  "              ready and will not be for a while\n" },
	{ "a wide terminal", 200, true, TABLE_FOLD,
	  "NAME   READY  MESSAGE\n"
	  "apps   True   Applied revision: main@sha1:25058d35 of today\n"
	  "waits  False  " LONG "\n" },
};

START_TEST(whole)
{
	struct term term = { .tty = tables[_i].width > 0, .width = tables[_i].width };
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	struct table *table = sample(tables[_i].bad);

	table_print(table, &term, tables[_i].header, &sb);
	ck_assert_str_eq(sb.data, tables[_i].want);
	table_free(table);
}
END_TEST

START_TEST(no_line_is_wider_than_the_terminal)
{
	for (int columns = 36; columns < 130; columns++) {
		struct term term = { .tty = true, .width = columns };
		WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
		struct table *table = sample(TABLE_FOLD);

		table_print(table, &term, true, &sb);
		for (char *line = sb.data; *line; line += strcspn(line, "\n") + 1)
			ck_assert_int_le(text_width(line, strcspn(line, "\n")), columns);
		table_free(table);
	}
}
END_TEST

static struct table *wide(void)
{
	static const char *const titles[] = { "NAME", "URL", "READY", "MESSAGE", NULL };
	struct table *table = table_new(titles);

	table_add(table, TABLE_CUT,
		  (const char *[]){ "flux-system", "https://git.example.com/home/homelab", "True",
				    "stored artifact for revision" });
	table_add(table, TABLE_FOLD,
		  (const char *[]){ "a", "https://git.example.com/a", "False", "there is no branch of that name" });
	return table;
}

static const struct {
	int width;
	const char *want;
} narrow[] = {
	{ 60, "NAME         URL                 READY  MESSAGE\n"
	      "flux-system  https://git.examp…  True   stored artifact for…\n"
	      "a            https://git.examp…  False  there is no branch\n"
	      "                                        of that name\n" },
	{ 40, "NAME         URL                   READY\n"
	      "flux-system  https://git.example…  True\n"
	      "a            https://git.example…  False\n"
	      "    there is no branch of that name\n" },
	{ 28, "NAME        URL         READY\n"
	      "flux-syst…  https://g…  True\n"
	      "a           https://g…  False\n"
	      "    there is no branch of\n"
	      "    that name\n" },
};

/* First the message, then what is no name; names stay whole as long as they can. */
START_TEST(wide_columns_give_way)
{
	struct term term = { .tty = true, .width = narrow[_i].width };
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	struct table *table = wide();

	table_print(table, &term, true, &sb);
	ck_assert_str_eq(sb.data, narrow[_i].want);
	table_free(table);
}
END_TEST

START_TEST(colours_take_no_room)
{
	struct term term = { .tty = true, .color = true, .width = 100 };
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	struct table *table = sample(TABLE_FOLD);

	table_print(table, &term, false, &sb);
	ck_assert_ptr_nonnull(strstr(sb.data, "apps   \033[32mTrue\033[0m   Applied"));
	ck_assert_ptr_nonnull(strstr(sb.data, "waits  \033[31mFalse\033[0m  dependency"));
	table_free(table);
}
END_TEST

START_TEST(later_rows_stand_below_earlier_ones)
{
	struct term term = { 0 };
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	struct table *table = sample(TABLE_CUT);

	table_print(table, &term, true, &sb);
	weir_strbuf_clear(&sb);
	table_clear(table);
	table_add(table, TABLE_CUT, (const char *[]){ "x", "True", "done" });
	table_print(table, &term, false, &sb);
	ck_assert_str_eq(sb.data, "x      True   done\n");
	table_free(table);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("cli-table");
	TCase *tcase = tcase_create("table");

	tcase_add_loop_test(tcase, width, 0, sizeof(widths) / sizeof(widths[0]));
	tcase_add_loop_test(tcase, cut, 0, sizeof(cuts) / sizeof(cuts[0]));
	tcase_add_loop_test(tcase, clean, 0, sizeof(cleans) / sizeof(cleans[0]));
	tcase_add_loop_test(tcase, whole, 0, sizeof(tables) / sizeof(tables[0]));
	tcase_add_test(tcase, no_line_is_wider_than_the_terminal);
	tcase_add_loop_test(tcase, wide_columns_give_way, 0, sizeof(narrow) / sizeof(narrow[0]));
	tcase_add_test(tcase, colours_take_no_room);
	tcase_add_test(tcase, later_rows_stand_below_earlier_ones);
	suite_add_tcase(suite, tcase);
	SRunner *runner = srunner_create(suite);

	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);

	srunner_free(runner);
	return failed != 0;
}
