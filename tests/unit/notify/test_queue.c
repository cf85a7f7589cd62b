/* SPDX-License-Identifier: Apache-2.0 */
/* Which delivery runs when, with the clock in the test's hand. */
#include <check.h>
#include <stdlib.h>

#include "notify/queue.h"

static struct queue *q;
static int64_t when;

static void setup(void)
{
	q = queue_new();
}

static void teardown(void)
{
	queue_free(q);
}

static void add(int64_t id, const char *provider, const char *object)
{
	queue_add(q, id, id + 100, provider, object, "alert", 0, 0, NULL);
}

/* The id of the row that runs at @now, 0: none. */
static struct queue_row *take(int64_t now, int64_t want)
{
	struct queue_row *row = queue_take(q, now, &when);

	ck_assert_int_eq(row ? row->id : 0, want);
	return row;
}

START_TEST(rows_come_in_order)
{
	add(1, "p", "a");
	add(2, "p", "b");
	add(3, "p", "a");
	for (int64_t id = 1; id <= 3; id++)
		queue_done(q, take(10, id), 10, 0);
	take(10, 0);
	ck_assert_int_eq(when, INT64_MAX);
	ck_assert_uint_eq(queue_count(q), 0);
}
END_TEST

START_TEST(one_delivery_a_provider_many_providers)
{
	add(1, "p", "a");
	add(2, "p", "b");
	add(3, "other", "a");
	struct queue_row *first = take(0, 1), *second = take(0, 3);
	take(0, 0);
	ck_assert_uint_eq(queue_running(q), 2);
	queue_done(q, first, 0, 0);
	take(0, 2);
	queue_done(q, second, 0, 0);
}
END_TEST

START_TEST(a_failed_row_keeps_its_place_in_its_lane)
{
	add(1, "p", "a");
	add(2, "p", "a");
	queue_retry(q, take(0, 1), 0, 0, 500);
	take(1999, 0);
	ck_assert_int_eq(when, 2000);
	queue_done(q, take(2000, 1), 2000, 0);
	queue_done(q, take(2000, 2), 2000, 0);
}
END_TEST

START_TEST(after_a_failure_the_other_lanes_go_first)
{
	add(1, "p", "a");
	add(2, "p", "b");
	queue_retry(q, take(0, 1), 0, 0, 500);
	queue_done(q, take(2000, 2), 2000, 0); /* the Provider backs off, then the lane that has not failed */
	queue_done(q, take(2000, 1), 2000, 0);
}
END_TEST

START_TEST(retry_after_is_obeyed_by_the_whole_provider)
{
	add(1, "p", "a");
	add(2, "p", "b");
	add(3, "other", "a");
	queue_retry(q, take(0, 1), 0, 350, 999);
	queue_done(q, take(0, 3), 0, 0);
	take(349, 0);
	ck_assert_int_eq(when, 350);
	queue_done(q, take(350, 2), 350, 0);
	queue_done(q, take(350, 1), 350, 0);
}
END_TEST

START_TEST(a_pause_after_success)
{
	add(1, "p", "a");
	add(2, "p", "b");
	queue_done(q, take(0, 1), 0, 1500);
	take(1499, 0);
	ck_assert_int_eq(when, 1500);
	take(1500, 2);
}
END_TEST

START_TEST(a_row_that_always_fails_does_not_stop_the_others)
{
	int64_t now = 0, delivered = 0, tries = 0;

	add(1, "p", "poison");
	for (int64_t id = 2; id <= 50; id++)
		add(id, "p", "a");
	while (delivered < 49) {
		struct queue_row *row = queue_take(q, now, &when);
		if (!row) {
			now = when;
		} else if (row->id == 1) {
			queue_retry(q, row, now, 0, 500);
			tries++;
		} else {
			queue_done(q, row, now, 0);
			delivered++;
		}
	}
	ck_assert_int_le(now, 10000);
	ck_assert_int_le(tries, 3);
}
END_TEST

START_TEST(an_outage_ends_for_all_at_once)
{
	int64_t now = 0;
	struct queue_row *row;

	for (int64_t id = 1; id <= 8; id++) {
		char object[8] = { (char)('a' + id), 0 };
		add(id, "p", object);
	}
	for (int tries = 0; tries < 60;) { /* down */
		row = queue_take(q, now, &when);
		if (!row) {
			now = when;
			continue;
		}
		queue_retry(q, row, now, 0, 500);
		tries++;
	}
	ck_assert_int_gt(now, 900000);
	while (!(row = queue_take(q, now, &when)))
		now = when;
	queue_done(q, row, now, 0); /* up again */
	for (int i = 0; i < 7; i++) {
		row = queue_take(q, now, &when);
		ck_assert_ptr_nonnull(row);
		queue_done(q, row, now, 0);
	}
}
END_TEST

START_TEST(held_until_released)
{
	add(1, "p", "a");
	add(2, "p", "b");
	queue_hold(q, take(0, 1), 0);
	take(QUEUE_HOLD_MS - 1, 0);
	ck_assert_int_eq(when, QUEUE_HOLD_MS);
	queue_release(q, 5);
	struct queue_row *row = take(5, 1);
	ck_assert_int_eq(row->attempts, 0);
	queue_hold(q, row, 5);
	queue_done(q, take(5 + QUEUE_HOLD_MS, 1), 5 + QUEUE_HOLD_MS, 0);
	queue_hold_provider(q, "p", 70000);
	take(70001, 0);
	queue_release(q, 70001);
	take(70001, 2);
}
END_TEST

START_TEST(a_returned_row_is_as_before)
{
	add(1, "p", "a");
	queue_return(q, take(0, 1));
	ck_assert_uint_eq(queue_running(q), 0);
	ck_assert_int_eq(take(0, 1)->attempts, 0);
}
END_TEST

START_TEST(backoff_grows_to_its_limit)
{
	ck_assert_int_eq(queue_backoff(1, 500), 2000);
	ck_assert_int_eq(queue_backoff(2, 500), 4000);
	ck_assert_int_eq(queue_backoff(9, 500), 512000);
	ck_assert_int_eq(queue_backoff(1, 0), 1600);
	ck_assert_int_eq(queue_backoff(1, 999), 2398);
	ck_assert_int_eq(queue_backoff(100000, 999), QUEUE_BACKOFF_MAX_MS);
	for (int64_t n = 1; n < 40; n++)
		for (unsigned dice = 0; dice < 1000; dice += 111)
			ck_assert(queue_backoff(n, dice) >= 1600 && queue_backoff(n, dice) <= QUEUE_BACKOFF_MAX_MS);
}
END_TEST

/* Random failures of random lanes: all is delivered, each lane in order, one at a time a Provider. */
START_TEST(order_holds_whatever_fails)
{
	int64_t last[3][4] = { { 0 } }, now = 0;
	unsigned seed = 7;
	static const char *const providers[] = { "p", "q", "r" }, *const objects[] = { "a", "b", "c", "d" };

	for (int64_t id = 1; id <= 400; id++)
		add(id, providers[rand_r(&seed) % 3], objects[rand_r(&seed) % 4]);
	while (queue_count(q)) {
		struct queue_row *row = queue_take(q, now, &when);
		if (!row) {
			now = when;
			continue;
		}
		int dice = rand_r(&seed) % 10;
		if (dice < 5) {
			int64_t *seen = &last[row->provider[0] - 'p'][row->object[0] - 'a'];
			ck_assert_int_lt(*seen, row->id);
			*seen = row->id;
			queue_done(q, row, now, dice == 0 ? 100 : 0);
		} else if (dice < 9) {
			queue_retry(q, row, now, dice == 6 ? 350 : 0, (unsigned)rand_r(&seed) % 1000);
		} else {
			queue_hold(q, row, now);
		}
		ck_assert_uint_eq(queue_running(q), 0);
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("notify-queue");
	TCase *tc = tcase_create("queue");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, rows_come_in_order);
	tcase_add_test(tc, one_delivery_a_provider_many_providers);
	tcase_add_test(tc, a_failed_row_keeps_its_place_in_its_lane);
	tcase_add_test(tc, after_a_failure_the_other_lanes_go_first);
	tcase_add_test(tc, retry_after_is_obeyed_by_the_whole_provider);
	tcase_add_test(tc, a_pause_after_success);
	tcase_add_test(tc, a_row_that_always_fails_does_not_stop_the_others);
	tcase_add_test(tc, an_outage_ends_for_all_at_once);
	tcase_add_test(tc, held_until_released);
	tcase_add_test(tc, a_returned_row_is_as_before);
	tcase_add_test(tc, backoff_grows_to_its_limit);
	tcase_add_test(tc, order_holds_whatever_fails);
	suite_add_tcase(suite, tc);
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
