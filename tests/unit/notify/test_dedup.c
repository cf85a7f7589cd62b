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
