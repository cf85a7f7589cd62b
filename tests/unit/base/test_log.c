/* SPDX-License-Identifier: Apache-2.0 */
/* Log lines in both formats, and everything that the redactor must hide or leave alone. */
#include <check.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "base/log.h"

static const char pem[] = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEF\nAASCBKcwggSjAgEAAoIBAQ==\n"
			  "-----END PRIVATE KEY-----\n";

static const struct {
	const char *name, *text, *want;
} redactions[] = {
	{ "nothing secret", "apply of apps failed: 3 objects", "apply of apps failed: 3 objects" },
	{ "a secret alone", "hunter2secret", "***" },
	{ "in the middle", "password is hunter2secret, sir", "password is ***, sir" },
	{ "twice", "hunter2secret hunter2secret", "*** ***" },
	{ "as base64", "data: aHVudGVyMnNlY3JldA==", "data: ***" },
	{ "percent-encoded", "q=p%40ss%2Fword%21", "q=***" },
	{ "a final newline does not matter", "token filetoken99.", "token ***." },
	{ "secrets that overlap leave no rest", "abcdefghij", "***" },
	{ "the longer of two", "prefix-and-more", "***" },
	{ "the shorter alone", "prefix-other", "***other" },
	{ "too short to be one", "abc", "abc" },
	{ "a line of a key", "bad line MIIEvQIBADANBgkqhkiG9w0BAQEF here", "bad line *** here" },
	{ "no armour line", "-----BEGIN PRIVATE KEY-----", "-----BEGIN PRIVATE KEY-----" },
	{ "user and password", "https://bob:pw@git.example.com/x", "https://***@git.example.com/x" },
	{ "a token as user", "https://ghp_0123@git.example.com/x", "https://***@git.example.com/x" },
	{ "ssh's user is none", "ssh://git@git.example.com/x", "ssh://git@git.example.com/x" },
	{ "ssh with password", "ssh://git:pw@git.example.com/x", "ssh://***@git.example.com/x" },
	{ "password with @", "https://bob:p@w@host/x", "https://***@host/x" },
	{ "password with /", "https://bob:p/w@host/x", "https://***@host/x" },
	{ "a port is no password", "http://127.0.0.1:8080/a@b", "http://127.0.0.1:8080/a@b" },
	{ "two URLs", "http://a:b@c and http://d:e@f!", "http://***@c and http://***@f!" },
	{ "a URL in a query", "http://h/?u=http://a:b@c/", "http://h/?u=http://***@c/" },
	{ "query token", "http://h/p?a=1&access_token=xyz&b=2", "http://h/p?a=1&access_token=***&b=2" },
	{ "signed URL", "https://s3/x?X-Amz-Signature=abc&X-Amz-Date=1",
	  "https://s3/x?X-Amz-Signature=***&X-Amz-Date=1" },
	{ "key=", "http://h/?key=k1&monkey=2", "http://h/?key=***&monkey=2" },
	{ "fragment", "http://h/?token=t#frag", "http://h/?token=***#frag" },
	{ "quoted URL", "\"http://h/?sig=a\" and sig=a", "\"http://h/?sig=***\" and sig=a" },
	{ "empty", "", "" },
};

static void add(const char *secret)
{
	redact_add(secret, strlen(secret));
}

static void add_all(void)
{
	add("hunter2secret");
	add("p@ss/word!");
	add("filetoken99\n");
	add("abcdefg");
	add("fghij");
	add("prefix-");
	add("prefix-and-more");
	add("abc");
	add("");
	add("\n\n\n\n\n");
	add(pem);
}

START_TEST(redaction)
{
	char *safe;

	add_all();
	safe = redact(redactions[_i].text);
	ck_assert_msg(!strcmp(safe, redactions[_i].want), "%s: got '%s', want '%s'", redactions[_i].name, safe,
		      redactions[_i].want);
	free(safe);
}
END_TEST

START_TEST(json_is_redacted_in_keys_and_values)
{
	json_t *in, *out;
	char *text;

	add_all();
	in = json_pack("{s:s, s:[s, i, {s:s}], s:n}", "a", "x hunter2secret", "list", "hunter2secret", 7,
		       "hunter2secret", "v", "none");
	out = redact_json(in);
	text = json_dumps(out, JSON_COMPACT | JSON_SORT_KEYS);
	ck_assert_str_eq(text, "{\"a\":\"x ***\",\"list\":[\"***\",7,{\"***\":\"v\"}],\"none\":null}");
	ck_assert_str_eq(weir_get_str(in, "a"), "x hunter2secret");
	free(text);
	json_decref(in);
	json_decref(out);
}
END_TEST

START_TEST(many_secrets_are_all_found)
{
	enum { N = 5000 };
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	char secret[64], *safe;
	int i;

	for (i = 0; i < N; i++) {
		snprintf(secret, sizeof(secret), "s3cr3t-%d-%x!", i, (unsigned)i * 2654435761u);
		add(secret);
		weir_strbuf_addf(&sb, "%s%d:%s", i ? " " : "", i, secret);
	}
	safe = redact(sb.data);
	ck_assert_ptr_null(strstr(safe, "s3cr3t"));
	ck_assert_ptr_nonnull(strstr(safe, "4999:***"));
	free(safe);
}
END_TEST

/* ---- lines ---- */

static int lines[2];

static char *logged(void)
{
	static char text[65536];
	ssize_t n = read(lines[0], text, sizeof(text) - 1);

	ck_assert_int_gt(n, 0);
	text[n] = '\0';
	return text;
}

START_TEST(a_line_of_text)
{
	json_t *fields = json_pack("{s:s, s:s, s:i}", "unit", "A/b/c", "why", "two words", "n", 3);
	char *text;

	ck_assert(!pipe(lines));
	add_all();
	log_setup(LOG_TEXT, WEIR_INFO, lines[1]);
	log_debug("not shown");
	log_line(WEIR_WARN, fields, "bad\nhunter2secret %d", 5);
	text = logged();
	ck_assert_int_eq(text[23], 'Z');
	ck_assert_str_eq(text + 24, " warn  bad *** 5 unit=A/b/c why=\"two words\" n=3\n");
	json_decref(fields);
}
END_TEST

START_TEST(a_line_of_json)
{
	json_t *fields = json_pack("{s:s, s:s}", "unit", "A/b/c", "url", "http://u:p@h/"), *line;

	ck_assert(!pipe(lines));
	log_setup(LOG_JSON, WEIR_DEBUG, lines[1]);
	log_line(WEIR_DEBUG, fields, "say \"%s\"", "x\ny");
	line = json_loads(logged(), 0, NULL);
	ck_assert_ptr_nonnull(line);
	ck_assert_str_eq(weir_get_str(line, "message"), "say \"x\ny\"");
	ck_assert_str_eq(weir_get_str(line, "level"), "debug");
	ck_assert_str_eq(weir_get_str(line, "unit"), "A/b/c");
	ck_assert_str_eq(weir_get_str(line, "url"), "http://***@h/");
	ck_assert_ptr_nonnull(weir_get_str(line, "time"));
	json_decref(line);
	json_decref(fields);
}
END_TEST

START_TEST(bytes_that_are_not_utf8_do_not_lose_the_line)
{
	ck_assert(!pipe(lines));
	log_setup(LOG_JSON, WEIR_INFO, lines[1]);
	log_info("bad \xff byte");
	ck_assert_ptr_nonnull(strstr(logged(), "(not UTF-8)"));
}
END_TEST

static void tapped(void *arg, const char *line)
{
	snprintf(arg, 256, "%s", line);
}

START_TEST(a_tap_gets_json_of_each_line)
{
	char got[256] = "";

	log_setup(LOG_TEXT, WEIR_INFO, open("/dev/null", O_WRONLY));
	log_tap(tapped, got);
	log_info("hello");
	ck_assert_ptr_nonnull(strstr(got, "\"message\":\"hello\""));
	log_tap(NULL, NULL);
	log_info("again");
	ck_assert_ptr_null(strstr(got, "again"));
}
END_TEST

static void *logger(void *arg)
{
	char secret[32];
	int i;

	for (i = 0; i < 200; i++) {
		snprintf(secret, sizeof(secret), "thread-%ld-secret-%d", (long)(intptr_t)arg, i);
		add(secret);
		log_info("%s", secret);
	}
	return NULL;
}

START_TEST(threads_log_and_add_at_once)
{
	pthread_t threads[4];
	intptr_t i;
	char got[256] = "";

	log_setup(LOG_TEXT, WEIR_INFO, open("/dev/null", O_WRONLY));
	for (i = 0; i < 4; i++)
		pthread_create(&threads[i], NULL, logger, (void *)i);
	for (i = 0; i < 4; i++)
		pthread_join(threads[i], NULL);
	log_tap(tapped, got);
	log_info("thread-3-secret-199");
	ck_assert_ptr_nonnull(strstr(got, "\"***\""));
	log_tap(NULL, NULL);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("log");
	TCase *tc = tcase_create("log");
	SRunner *runner;
	int failed;

	tcase_add_loop_test(tc, redaction, 0, (int)(sizeof(redactions) / sizeof(redactions[0])));
	tcase_add_test(tc, json_is_redacted_in_keys_and_values);
	tcase_add_test(tc, many_secrets_are_all_found);
	tcase_add_test(tc, a_line_of_text);
	tcase_add_test(tc, a_line_of_json);
	tcase_add_test(tc, bytes_that_are_not_utf8_do_not_lose_the_line);
	tcase_add_test(tc, a_tap_gets_json_of_each_line);
	tcase_add_test(tc, threads_log_and_add_at_once);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
