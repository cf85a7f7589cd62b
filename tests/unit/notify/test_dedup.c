/* SPDX-License-Identifier: Apache-2.0 */
/* Which event is the same as one before, and what a rolled back transaction leaves behind: nothing. */
#include <check.h>
#include <stdlib.h>

#include "notify/dedup.h"

static struct dedup *d;

static void setup(void)
{
	d = dedup_new();
}

static void teardown(void)
{
	dedup_free(d);
}

static bool seen(int64_t id, const char *name, const char *message, const char *revision, int64_t now)
{
	WEIR_CLEAN_JSON json_t *event =
		json_pack("{s:{s:s, s:s, s:s}, s:s, s:{s:s}}", "involvedObject", "kind", "K", "namespace", "n", "name",
			  name, "message", message, "metadata", "revision", revision);

	return dedup_seen(d, id, event, now);
}

START_TEST(the_same_within_five_minutes)
{
	ck_assert(!seen(1, "a", "m", "r", 1000));
	dedup_commit(d);
	ck_assert(seen(2, "a", "m", "r", 1001));
	ck_assert(!seen(3, "b", "m", "r", 1001));
	ck_assert(!seen(4, "a", "m2", "r", 1001));
	ck_assert(!seen(5, "a", "m", "r2", 1001));
	dedup_commit(d);
	ck_assert(seen(6, "a", "m", "r", 1000 + DEDUP_WINDOW_S - 1));
	ck_assert(!seen(7, "a", "m", "r", 1000 + DEDUP_WINDOW_S));
}
END_TEST

START_TEST(parts_do_not_run_into_each_other)
{
	ck_assert(!seen(1, "ab", "c", "r", 1000));
	ck_assert(!seen(2, "a", "bc", "r", 1000));
}
END_TEST

/* Each part of what Flux takes as the key, and the severity. */
static const struct {
	const char *path, *key;
	bool same;
} parts[] = {
	{ "involvedObject", "kind", false },
	{ "involvedObject", "namespace", false },
	{ "involvedObject", "name", false },
	{ "metadata", "revision", false },
	{ "metadata", "originRevision", false },
	{ "metadata", "token", false },
	{ NULL, "message", false },
	{ NULL, "severity", false },
	{ NULL, "reason", true },
	{ NULL, "timestamp", true },
	{ "metadata", "summary", true },
};

START_TEST(every_part_counts)
{
	WEIR_CLEAN_JSON json_t *event =
		json_loads("{\"involvedObject\": {\"kind\": \"K\"}, \"metadata\": {}}", 0, NULL);
	WEIR_CLEAN_JSON json_t *other = json_deep_copy(event);

	json_object_set_new(parts[_i].path ? json_object_get(other, parts[_i].path) : other, parts[_i].key,
			    json_string("x"));
	ck_assert(!dedup_seen(d, 1, event, 1000));
	ck_assert_msg(dedup_seen(d, 2, other, 1000) == parts[_i].same, "%s", parts[_i].key);
}
END_TEST

START_TEST(twice_in_one_transaction)
{
	ck_assert(!seen(1, "a", "m", "r", 1000));
	ck_assert(seen(2, "a", "m", "r", 1000));
}
END_TEST

START_TEST(a_rollback_is_forgotten)
{
	ck_assert(!seen(1, "a", "m", "r", 1000));
	/* Rolled back: the next event gets the same number. */
	ck_assert(!seen(1, "a", "m", "r", 1000));
	dedup_commit(d);
	ck_assert(seen(2, "a", "m", "r", 1000));
}
END_TEST

START_TEST(a_clock_set_back_does_not_silence)
{
	ck_assert(!seen(1, "a", "m", "r", 100000));
	dedup_commit(d);
	ck_assert(!seen(2, "a", "m", "r", 5000));
}
END_TEST

START_TEST(old_ones_are_forgotten)
{
	for (int64_t i = 0; i < 20000; i++) {
		WEIR_CLEAN_FREE char *name = weir_asprintf("n%lld", (long long)i);
		ck_assert(!seen(i + 1, name, "m", "r", 1000 + i));
		dedup_commit(d);
	}
	ck_assert(seen(30000, "n19999", "m", "r", 21000));
	ck_assert(!seen(30001, "n1", "m", "r", 21000));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("notify-dedup");
	TCase *tc = tcase_create("dedup");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, the_same_within_five_minutes);
	tcase_add_test(tc, parts_do_not_run_into_each_other);
	tcase_add_loop_test(tc, every_part_counts, 0, (int)(sizeof(parts) / sizeof(parts[0])));
	tcase_add_test(tc, twice_in_one_transaction);
	tcase_add_test(tc, a_rollback_is_forgotten);
	tcase_add_test(tc, a_clock_set_back_does_not_silence);
	tcase_add_test(tc, old_ones_are_forgotten);
	suite_add_tcase(suite, tc);
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
