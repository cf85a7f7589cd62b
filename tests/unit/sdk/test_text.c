/* SPDX-License-Identifier: Apache-2.0 */
/* Durations, sizes, times, near names, growing text, arenas and errors. */
#include <stdint.h>
#include <weir/util.h>
#include "run.h"

static const struct {
	const char *text;
	int64_t ms; /* -1: refused */
} durations[] = {
	{ "0", 0 },
	{ "30s", 30000 },
	{ "1m30s", 90000 },
	{ "1.5h", 5400000 },
	{ "100ms", 100 },
	{ "1h0m0s", 3600000 },
	{ "+5m", 300000 },
	{ "-5m", -300000 },
	{ ".5s", 500 },
	{ "1.s", 1000 },
	{ "1500us", 1 },
	{ "3\xc2\xb5s", 0 },
	{ "2562047h", 9223369200000 },
	{ "2562048h", -1 },
	{ "", -1 },
	{ "1d", -1 },
	{ "10", -1 },
	{ "s", -1 },
	{ ".s", -1 },
	{ "1h 5m", -1 },
	{ " 1h", -1 },
	{ "1hm", -1 },
	{ "+", -1 },
	{ "1s-", -1 },
};

START_TEST(durations_as_go_reads_them)
{
	struct weir_error err = WEIR_ERROR_INIT;
	int64_t ms = -77;
	int rc = weir_duration_parse(durations[_i].text, &ms, &err);

	if (durations[_i].ms == -1) {
		ck_assert_int_eq(rc, WEIR_E_INVALID);
		ck_assert_int_eq(ms, -77);
		ck_assert_ptr_nonnull(strstr(err.message, durations[_i].text));
	} else {
		ck_assert_int_eq(rc, 0);
		ck_assert_int_eq(ms, durations[_i].ms);
	}
	weir_error_done(&err);
}
END_TEST

static const struct {
	int64_t ms;
	const char *text;
} printed[] = {
	{ 0, "0s" },           { 750, "750ms" },
	{ 1000, "1s" },        { 1500, "1.5s" },
	{ 90000, "1m30s" },    { 600000, "10m0s" },
	{ 3600000, "1h0m0s" }, { 90061001, "25h1m1.001s" },
	{ -1500, "-1.5s" },    { INT64_MIN, "-2562047788015h12m55.808s" },
};

START_TEST(durations_as_go_prints_them)
{
	WEIR_CLEAN_FREE char *text = weir_duration_format(printed[_i].ms);

	ck_assert_str_eq(text, printed[_i].text);
}
END_TEST

static const struct {
	const char *text;
	int64_t bytes; /* -1: refused */
} sizes[] = {
	{ "0", 0 },
	{ "512", 512 },
	{ "64Ki", 65536 },
	{ "10M", 10000000 },
	{ "1Gi", 1073741824 },
	{ "2k", 2000 },
	{ "", -1 },
	{ "Mi", -1 },
	{ "-1", -1 },
	{ "1 Mi", -1 },
	{ "1.5Mi", -1 },
	{ "1MiB", -1 },
	{ "20000000000000000000", -1 },
	{ "18014398509481985Ki", -1 },
};

START_TEST(sizes_with_units)
{
	struct weir_error err = WEIR_ERROR_INIT;
	uint64_t bytes = 77;
	int rc = weir_size_parse(sizes[_i].text, &bytes, &err);

	ck_assert_int_eq(rc, sizes[_i].bytes < 0 ? WEIR_E_INVALID : 0);
	if (!rc)
		ck_assert_uint_eq(bytes, (uint64_t)sizes[_i].bytes);
	weir_error_done(&err);
}
END_TEST

START_TEST(times)
{
	char text[32];

	weir_time_format(0, text);
	ck_assert_str_eq(text, "1970-01-01T00:00:00Z");
	weir_time_format(1795425701, text);
	ck_assert_str_eq(text, "2026-11-23T09:21:41Z");
	weir_time_format(-1, text);
	ck_assert_str_eq(text, "1969-12-31T23:59:59Z");
	weir_time_format(INT64_MAX, text); /* no such year: anything, but within bounds */
	ck_assert_uint_lt(strlen(text), 32);
}
END_TEST

static const struct {
	const char *word, *want;
} words[] = {
	{ "intervall", "interval" },
	{ "INTERVAL", "interval" },
	{ "tiemout", "timeout" },
	{ "timeot", "timeout" },
	{ "pth", "path" },
	{ "xyz", NULL },
	{ "", NULL },
	{ "suspended", "suspend" },
};

START_TEST(the_nearest_name)
{
	static const char *const candidates[] = { "interval", "timeout", "path", "suspend", NULL };
	const char *found = weir_nearest(words[_i].word, candidates);

	if (words[_i].want)
		ck_assert_str_eq(found ? found : "(none)", words[_i].want);
	else
		ck_assert_msg(!found || !*words[_i].word, "%s: %s", words[_i].word, found);
}
END_TEST

START_TEST(a_word_of_any_length_has_a_nearest)
{
	static const char *const candidates[] = { "interval", NULL };
	char *word = weir_calloc(1, 100001);

	memset(word, 'i', 100000);
	ck_assert_ptr_null(weir_nearest(word, candidates));
	free(word);
}
END_TEST

START_TEST(text_that_grows)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	char *text;
	int i;

	weir_strbuf_add(&sb, NULL, 0);
	ck_assert_str_eq(sb.data, "");
	for (i = 0; i < 1000; i++)
		weir_strbuf_addf(&sb, "%03d", i);
	ck_assert_uint_eq(sb.len, 3000);
	ck_assert_int_eq(strncmp(sb.data + 2997, "999", 4), 0);
	weir_strbuf_clear(&sb);
	ck_assert_str_eq(sb.data, "");
	weir_strbuf_addc(&sb, 'x');
	weir_strbuf_adds(&sb, "yz");
	text = weir_strbuf_take(&sb);
	ck_assert_str_eq(text, "xyz");
	ck_assert_ptr_null(sb.data);
	free(text);
	text = weir_strbuf_take(&sb);
	ck_assert_str_eq(text, "");
	free(text);
}
END_TEST

START_TEST(an_arena_is_aligned_and_zeroed)
{
	struct weir_arena *a = weir_arena_new();
	size_t sizes_of[] = { 1, 3, 8, 100, 5000, 2000000, 1, 5000000, 3000000, 3000000, 1 }, i, k;

	for (i = 0; i < sizeof(sizes_of) / sizeof(sizes_of[0]); i++) {
		char *p = weir_arena_alloc(a, sizes_of[i]);

		ck_assert_uint_eq((uintptr_t)p % 16, 0);
		for (k = 0; k < sizes_of[i] && !p[k]; k++)
			;
		ck_assert_uint_eq(k, sizes_of[i]);
		memset(p, 0xff, sizes_of[i]);
		ck_assert_str_eq(weir_arena_strndup(a, "abcdefghijkl", i),
				 weir_arena_printf(a, "%.*s", (int)i, "abcdefghijkl"));
	}
	ck_assert_uint_gt(weir_arena_used(a), 2005000);
	weir_arena_free(a);
	weir_arena_free(NULL);
}
END_TEST

START_TEST(errors_keep_code_and_reason)
{
	struct weir_error err = WEIR_ERROR_INIT, other = WEIR_ERROR_INIT;

	ck_assert_int_eq(weir_fail(&err, WEIR_E_NOT_FOUND, NULL, "no %s\n", "file"), WEIR_E_NOT_FOUND);
	ck_assert_str_eq(err.message, "no file");
	ck_assert_str_eq(err.reason, "NotFound");
	ck_assert_int_eq(weir_fail_prefix(&err, "unit %d", 1), WEIR_E_NOT_FOUND);
	ck_assert_str_eq(err.message, "unit 1: no file");
	weir_fail(&other, WEIR_E_INVALID, "BuildFailed", "old");
	weir_error_move(&other, &err);
	ck_assert_str_eq(other.message, "unit 1: no file");
	ck_assert_ptr_null(err.message);
	ck_assert_int_eq(weir_fail(NULL, WEIR_E_AUTH, NULL, "x"), WEIR_E_AUTH);
	ck_assert_str_eq(weir_code_name(WEIR_E_TIMEOUT), "timeout");
	weir_error_done(&other);
	weir_error_done(NULL);
}
END_TEST

START_TEST(objects_and_references)
{
	json_t *o = json_pack("{s:s, s:s, s:{s:s, s:s, s:{s:b, s:i}}}", "apiVersion", "apps/v1", "kind", "Deployment",
			      "metadata", "name", "web", "namespace", "prod", "x", "on", 1, "n", 7);
	json_t *ref = weir_ref_of(o), *core = weir_ref_new("", "Secret", "prod", "s");
	json_t *versioned = json_pack("{s:s, s:s, s:s, s:s}", "apiVersion", "apps/v2", "kind", "Deployment",
				      "namespace", "prod", "name", "web");
	WEIR_CLEAN_FREE char *key = weir_ref_key(ref), *text = weir_ref_text(ref), *core_key = weir_ref_key(core);

	ck_assert_str_eq(weir_get_str(o, "metadata.name"), "web");
	ck_assert_ptr_null(weir_get(o, "metadata.name.x"));
	ck_assert_ptr_null(weir_get(o, "metadata.none"));
	ck_assert_str_eq(weir_get_str_or(o, "metadata.none", "preset"), "preset");
	ck_assert(weir_get_bool(o, "metadata.x.on", false));
	ck_assert_int_eq(weir_get_int(o, "metadata.x.n", 0), 7);
	ck_assert_str_eq(key, "Deployment.apps/prod/web");
	ck_assert_str_eq(text, "Deployment/prod/web");
	ck_assert_str_eq(core_key, "Secret/prod/s");
	ck_assert(weir_ref_equal(ref, versioned));
	ck_assert(!weir_ref_equal(ref, core));
	json_decref(ref);
	json_decref(core);
	json_decref(versioned);
	json_decref(o);
}
END_TEST

static void add(TCase *tc)
{
	tcase_add_loop_test(tc, durations_as_go_reads_them, 0, ROWS(durations));
	tcase_add_loop_test(tc, durations_as_go_prints_them, 0, ROWS(printed));
	tcase_add_loop_test(tc, sizes_with_units, 0, ROWS(sizes));
	tcase_add_test(tc, times);
	tcase_add_loop_test(tc, the_nearest_name, 0, ROWS(words));
	tcase_add_test(tc, a_word_of_any_length_has_a_nearest);
	tcase_add_test(tc, text_that_grows);
	tcase_add_test(tc, an_arena_is_aligned_and_zeroed);
	tcase_add_test(tc, errors_keep_code_and_reason);
	tcase_add_test(tc, objects_and_references);
}

int main(void)
{
	return run_tests("text", add);
}
