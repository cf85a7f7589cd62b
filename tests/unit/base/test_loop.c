/* SPDX-License-Identifier: Apache-2.0 */
/* The loop's timers, posts, watches and signals, and the worker pool; run under TSan too. */
#include <check.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>
#include "base/loop.h"

static struct loop *loop;

static void setup(void)
{
	struct weir_error err = WEIR_ERROR_INIT;

	ck_assert_int_eq(loop_new(&loop, &err), 0);
}

static void teardown(void)
{
	loop_free(loop);
	loop = NULL;
}

static void run(void)
{
	struct weir_error err = WEIR_ERROR_INIT;

	ck_assert_int_eq(loop_run(loop, &err), 0);
}

static char order[64];

static void note(void *arg)
{
	strcat(order, arg);
	if (!strcmp(arg, "!"))
		loop_stop(loop);
}

START_TEST(timers_run_in_order_of_time)
{
	static const struct {
		const char *name;
		int after;
	} rows[] = { { "c", 30 }, { "a", 10 }, { "!", 40 }, { "b", 20 }, { "x", 15 }, { "B", 20 } };
	struct loop_timer *timers[6];
	int64_t now = loop_now();
	size_t i;

	order[0] = '\0';
	for (i = 0; i < 6; i++) {
		timers[i] = loop_timer_new(loop, note, (void *)rows[i].name);
		loop_timer_set(timers[i], now + rows[i].after);
	}
	loop_timer_set(timers[4], 0);
	run();
	ck_assert_str_eq(order, "abBc!");
	ck_assert_int_ge(loop_now(), now + 40);
	for (i = 0; i < 6; i++)
		loop_timer_free(timers[i]);
}
END_TEST

struct ticker {
	struct loop_timer *timer;
	int left;
};

static void tick(void *arg)
{
	struct ticker *t = arg;

	if (--t->left == 0)
		loop_stop(loop);
	else
		loop_timer_set(t->timer, 1); /* long past: due at once, but not in this turn */
}

static void count_down(void *arg)
{
	(*(int *)arg)++;
}

START_TEST(a_timer_that_sets_itself_starves_nobody)
{
	struct ticker t = { .left = 50 };
	struct loop_timer *other;
	int seen = 0;

	t.timer = loop_timer_new(loop, tick, &t);
	other = loop_timer_new(loop, count_down, &seen);
	loop_timer_set(t.timer, loop_now());
	loop_timer_set(other, loop_now());
	run();
	ck_assert_int_eq(seen, 1);
	loop_timer_free(t.timer);
	loop_timer_free(other);
}
END_TEST

START_TEST(many_timers_keep_the_heap_sound)
{
	enum { N = 2000 };
	struct loop_timer *timers[N], *end = loop_timer_new(loop, note, "!");
	int64_t now = loop_now();
	int ran = 0, i, kept = 0;

	srandom(7);
	order[0] = '\0';
	for (i = 0; i < N; i++) {
		timers[i] = loop_timer_new(loop, count_down, &ran);
		loop_timer_set(timers[i], now - random() % 1000 - 1);
	}
	for (i = 0; i < N; i++) {
		if (i % 3 == 0)
			loop_timer_set(timers[i], 0);
		else if (i % 3 == 1)
			loop_timer_set(timers[i], now + random() % 20);
		kept += i % 3 != 0;
	}
	loop_timer_set(end, now + 30);
	run();
	ck_assert_int_eq(ran, kept);
	for (i = 0; i < N; i++)
		loop_timer_free(timers[i]);
	loop_timer_free(end);
}
END_TEST

/* ---- posts ---- */

enum { POSTERS = 4, POSTS = 2000 };
static int last[POSTERS], posted;

static void got_post(void *arg)
{
	intptr_t value = (intptr_t)arg, thread = value / POSTS, number = value % POSTS;

	ck_assert_int_eq(last[thread], number);
	last[thread]++;
	if (++posted == POSTERS * POSTS)
		loop_stop(loop);
}

static void *poster(void *arg)
{
	intptr_t thread = (intptr_t)arg, i;

	for (i = 0; i < POSTS; i++)
		loop_post(loop, got_post, (void *)(thread * POSTS + i));
	return NULL;
}

START_TEST(posts_keep_the_order_of_their_thread)
{
	pthread_t threads[POSTERS];
	intptr_t i;

	posted = 0;
	memset(last, 0, sizeof(last));
	for (i = 0; i < POSTERS; i++)
		pthread_create(&threads[i], NULL, poster, (void *)i);
	run();
	for (i = 0; i < POSTERS; i++)
		pthread_join(threads[i], NULL);
	ck_assert_int_eq(posted, POSTERS * POSTS);
}
END_TEST

static void *stopper(void *arg)
{
	(void)arg;
	usleep(5000);
	loop_stop(loop);
	return NULL;
}

START_TEST(stop_from_another_thread_wakes_the_loop)
{
	pthread_t thread;

	pthread_create(&thread, NULL, stopper, NULL);
	run();
	pthread_join(thread, NULL);
}
END_TEST

/* ---- watches and signals ---- */

static struct loop_watch *pair[2];
static int pair_events;

static void either(void *arg, uint32_t events)
{
	ck_assert(events & EPOLLIN);
	(void)arg;
	/* Both are ready in one batch; the first to run frees the other, which must not run. */
	pair_events++;
	loop_watch_free(pair[0]);
	loop_watch_free(pair[1]);
	loop_stop(loop);
}

START_TEST(a_watch_freed_in_the_same_batch_is_not_called)
{
	int a[2], b[2];

	ck_assert(!pipe(a) && !pipe(b));
	pair_events = 0;
	pair[0] = loop_watch_new(loop, a[0], EPOLLIN, either, NULL);
	pair[1] = loop_watch_new(loop, b[0], EPOLLIN, either, NULL);
	ck_assert(write(a[1], "x", 1) == 1 && write(b[1], "x", 1) == 1);
	run();
	ck_assert_int_eq(pair_events, 1);
	close(a[0]), close(a[1]), close(b[0]), close(b[1]);
}
END_TEST

static int signal_seen;

static void on_signal(void *arg, int number)
{
	(void)arg;
	signal_seen = number;
	loop_stop(loop);
}

START_TEST(signals_are_events)
{
	static const int signals[] = { SIGUSR1, SIGUSR2, 0 };
	struct loop_watch *watch = loop_signals(loop, signals, on_signal, NULL);

	ck_assert_ptr_nonnull(watch);
	kill(getpid(), SIGUSR2);
	run();
	ck_assert_int_eq(signal_seen, SIGUSR2);
	loop_watch_free(watch);
}
END_TEST

START_TEST(a_bad_descriptor_is_no_watch)
{
	ck_assert_ptr_null(loop_watch_new(loop, 1 << 20, EPOLLIN, either, NULL));
}
END_TEST

/* ---- pool ---- */

enum { JOBS = 500 };
static struct pool *pool;
static atomic_int ran;
static int done_count;

static void job_run(void *arg)
{
	(void)arg;
	atomic_fetch_add(&ran, 1);
}

static void job_done(void *arg)
{
	(void)arg;
	if (++done_count == JOBS)
		loop_stop(loop);
}

START_TEST(each_job_runs_and_is_done_once)
{
	struct weir_error err = WEIR_ERROR_INIT;
	int i;

	atomic_store(&ran, 0);
	done_count = 0;
	ck_assert_int_eq(pool_new(loop, 4, &pool, &err), 0);
	for (i = 0; i < JOBS; i++)
		pool_submit(pool, job_run, job_done, NULL);
	ck_assert_uint_ge(pool_busy(pool), 1);
	run();
	ck_assert_int_eq(atomic_load(&ran), JOBS);
	ck_assert_uint_eq(pool_busy(pool), 0);
	pool_free(pool);
}
END_TEST

static atomic_bool hold;

static void job_hold(void *arg)
{
	(void)arg;
	atomic_fetch_add(&ran, 1);
	while (atomic_load(&hold))
		usleep(500);
}

static void job_counted(void *arg)
{
	(void)arg;
	done_count++;
}

static void *release_soon(void *arg)
{
	(void)arg;
	usleep(20000);
	atomic_store(&hold, false);
	return NULL;
}

START_TEST(freeing_waits_for_running_jobs_and_drops_queued_ones)
{
	struct weir_error err = WEIR_ERROR_INIT;
	pthread_t thread;
	int i;

	atomic_store(&ran, 0);
	atomic_store(&hold, true);
	done_count = 0;
	ck_assert_int_eq(pool_new(loop, 1, &pool, &err), 0);
	for (i = 0; i < 5; i++)
		pool_submit(pool, job_hold, job_counted, NULL);
	while (!atomic_load(&ran))
		usleep(500);
	pthread_create(&thread, NULL, release_soon, NULL);
	pool_free(pool);
	pthread_join(thread, NULL);
	ck_assert_int_eq(atomic_load(&ran), 1);
	ck_assert_int_eq(done_count, 5);
}
END_TEST

static void job_name(void *arg)
{
	pthread_getname_np(pthread_self(), arg, 16);
}

static void stop_loop(void *arg)
{
	(void)arg;
	loop_stop(loop);
}

START_TEST(workers_have_names_and_no_signals)
{
	struct weir_error err = WEIR_ERROR_INIT;
	char name[16] = "";

	ck_assert_int_eq(pool_new(loop, 2, &pool, &err), 0);
	pool_submit(pool, job_name, stop_loop, name);
	run();
	ck_assert_int_eq(strncmp(name, "weir-work-", 10), 0);
	pool_free(pool);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("loop");
	TCase *tc = tcase_create("loop");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, timers_run_in_order_of_time);
	tcase_add_test(tc, a_timer_that_sets_itself_starves_nobody);
	tcase_add_test(tc, many_timers_keep_the_heap_sound);
	tcase_add_test(tc, posts_keep_the_order_of_their_thread);
	tcase_add_test(tc, stop_from_another_thread_wakes_the_loop);
	tcase_add_test(tc, a_watch_freed_in_the_same_batch_is_not_called);
	tcase_add_test(tc, signals_are_events);
	tcase_add_test(tc, a_bad_descriptor_is_no_watch);
	tcase_add_test(tc, each_job_runs_and_is_done_once);
	tcase_add_test(tc, freeing_waits_for_running_jobs_and_drops_queued_ones);
	tcase_add_test(tc, workers_have_names_and_no_signals);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
