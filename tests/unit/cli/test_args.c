/* SPDX-License-Identifier: Apache-2.0 */
/* The argument parser: one table of command lines, what comes out, and what is said of wrong ones. */
#include <check.h>
#include <stdlib.h>

#include "cli/cli.h"
#include "config/config.h"

static char said[256];

/* The parser's way to complain, kept for the test to read. */
int cli_usage(const struct cli_command *command, const char *fmt, ...)
{
	va_list ap;

	(void)command;
	va_start(ap, fmt);
	vsnprintf(said, sizeof(said), fmt, ap);
	va_end(ap);
	return EXIT_USAGE;
}

static const char *const formats[] = { "json", "yaml", NULL };
static const struct cli_flag flags[] = {
	{ "all-namespaces", 'A', CLI_BOOL, NULL, NULL, NULL, "" },  { "watch", 'w', CLI_BOOL, NULL, NULL, NULL, "" },
	{ "output", 'o', CLI_TEXT, "FORMAT", formats, NULL, "" },   { "limit", 0, CLI_INT, "N", NULL, "100", "" },
	{ "timeout", 0, CLI_DURATION, "DURATION", NULL, "5m", "" }, { NULL },
};
const struct cli_flag cli_global_flags[] = {
	{ "namespace", 'n', CLI_TEXT, "NS", NULL, NULL, "" },
	{ "help", 'h', CLI_BOOL, NULL, NULL, NULL, "" },
	{ NULL },
};
static const struct cli_command command = {
	.name = "get", .synopsis = "KIND [NAME]", .flags = flags, .min_args = 1, .max_args = 2
};

static const struct {
	const char *name, *line;
	const char *args, *ns, *output; /* expected; args joined by ',' */
	bool all, watch;
	int64_t limit, timeout;
	const char *error; /* part of what is said; NULL: parses */
} rows[] = {
	{ "plain", "ks apps", "ks,apps", NULL, NULL, false, false, 100, 300000, NULL },
	{ "flags anywhere", "-n a ks --watch apps", "ks,apps", "a", NULL, false, true, 100, 300000, NULL },
	{ "joined short flags", "-Aw ks", "ks", NULL, NULL, true, true, 100, 300000, NULL },
	{ "short flag with its value", "-na ks -ojson", "ks", "a", "json", false, false, 100, 300000, NULL },
	{ "joined ends in a value", "-Awn b ks", "ks", "b", NULL, true, true, 100, 300000, NULL },
	{ "equals", "--namespace=x --output=yaml ks", "ks", "x", "yaml", false, false, 100, 300000, NULL },
	{ "bool told false", "--watch=false -A=true ks", NULL, NULL, NULL, false, false, 0, 0, "-=" },
	{ "numbers", "--limit 7 --timeout 1m30s ks", "ks", NULL, NULL, false, false, 7, 90000, NULL },
	{ "after --", "ks -- -x", "ks,-x", NULL, NULL, false, false, 100, 300000, NULL },
	{ "lone dash is an argument", "ks -", "ks,-", NULL, NULL, false, false, 100, 300000, NULL },
	{ "nearest flag", "ks --all-namespace", NULL, NULL, NULL, false, false, 0, 0, "did you mean --all-namespaces" },
	{ "unknown flag", "ks --zzzzzzzz", NULL, NULL, NULL, false, false, 0, 0, "unknown flag --zzzzzzzz" },
	{ "unknown letter", "ks -x", NULL, NULL, NULL, false, false, 0, 0, "unknown flag -x" },
	{ "no value", "ks --namespace", NULL, NULL, NULL, false, false, 0, 0, "--namespace needs a value" },
	{ "no value for a letter", "ks -n", NULL, NULL, NULL, false, false, 0, 0, "-n needs a value" },
	{ "wrong choice", "ks -o xml", NULL, NULL, NULL, false, false, 0, 0, "--output is one of json, yaml" },
	{ "wrong number", "ks --limit x", NULL, NULL, NULL, false, false, 0, 0, "--limit is a whole number" },
	{ "negative number", "ks --limit=-4", NULL, NULL, NULL, false, false, 0, 0, "--limit is a whole number" },
	{ "wrong duration", "ks --timeout 1d", NULL, NULL, NULL, false, false, 0, 0, "--timeout is a duration" },
	{ "wrong bool", "ks --watch=maybe", NULL, NULL, NULL, false, false, 0, 0, "--watch is true or false" },
	{ "too few", "-A", NULL, NULL, NULL, false, false, 0, 0, "too few arguments" },
	{ "too many", "a b c", NULL, NULL, NULL, false, false, 0, 0, "too many arguments, beginning with \"c\"" },
};

static int split(char *line, char **argv)
{
	int n = 0;

	for (char *word; (word = strsep(&line, " "));)
		argv[n++] = word;
	return n;
}

static void check_values(const struct cli *cli, int i)
{
	char joined[128] = "";

	for (int k = 0; k < cli->arg_count; k++) {
		strcat(joined, k ? "," : "");
		strcat(joined, cli->args[k]);
	}
	ck_assert_str_eq(joined, rows[i].args);
	ck_assert_pstr_eq(cli_text(cli, "namespace"), rows[i].ns);
	ck_assert_pstr_eq(cli_text(cli, "output"), rows[i].output);
	ck_assert_int_eq(cli_on(cli, "all-namespaces"), rows[i].all);
	ck_assert_int_eq(cli_on(cli, "watch"), rows[i].watch);
	ck_assert_int_eq(cli_number(cli, "limit"), rows[i].limit);
	ck_assert_int_eq(cli_number(cli, "timeout"), rows[i].timeout);
}

START_TEST(parse)
{
	WEIR_CLEAN_FREE char *line = weir_strdup(rows[_i].line);
	struct cli cli = { .command = &command };
	char *argv[16];
	bool help = false;
	int code = cli_parse(&cli, split(line, argv), argv, &help);

	if (rows[_i].error && strcmp(rows[_i].error, "-=") == 0) {
		ck_assert_int_eq(code, EXIT_USAGE); /* -A=true: the letter takes no value */
	} else if (rows[_i].error) {
		ck_assert_msg(code == EXIT_USAGE, "%s: parsed", rows[_i].name);
		ck_assert_msg(strstr(said, rows[_i].error) != NULL, "%s: said: %s", rows[_i].name, said);
	} else {
		ck_assert_msg(code == 0, "%s: %s", rows[_i].name, said);
		check_values(&cli, _i);
	}
	cli_done(&cli);
}
END_TEST

START_TEST(help_needs_no_arguments)
{
	struct cli cli = { .command = &command };
	char *argv[] = { (char *)"--help" };
	bool help = false;

	ck_assert_int_eq(cli_parse(&cli, 1, argv, &help), 0);
	ck_assert(help);
	cli_done(&cli);
}
END_TEST

START_TEST(written_or_preset)
{
	struct cli cli = { .command = &command };
	char *argv[] = { (char *)"x", (char *)"--limit", (char *)"100" };
	bool help = false;

	ck_assert_int_eq(cli_parse(&cli, 3, argv, &help), 0);
	ck_assert(cli_set(&cli, "limit"));
	ck_assert(!cli_set(&cli, "timeout"));
	cli_done(&cli);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("cli-args");
	TCase *tcase = tcase_create("args");

	tcase_add_loop_test(tcase, parse, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tcase, help_needs_no_arguments);
	tcase_add_test(tcase, written_or_preset);
	suite_add_tcase(suite, tcase);
	SRunner *runner = srunner_create(suite);

	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);

	srunner_free(runner);
	return failed != 0;
}
