/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From an event in a transaction to a plugin and back, with a real store, loop, workers and
 * plugins: nothing lost, nothing doubled, in order, over failures, swaps and restarts.
 */
#include <check.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "fake_engine.h"

#define PROVIDER_KEY "Provider.notification.toolkit.fluxcd.io/ns/p"
#define ALERT_KEY    "Alert.notification.toolkit.fluxcd.io/ns/a"

static char dir[64], state[80], log_path[80];
static struct engine engine;
static struct notify *notify;
static size_t wanted; /* lines of the log to wait for */

/* ---- the plugins: two files of the build, one a type, one "*" ---- */

static struct plugin_set *open_set(const char *one, const char *two)
{
	const char *root = getenv("WEIR_BUILD_ROOT");
	struct config_plugin plugins[2] = { { 0 } };
	struct config config = { .file = (char *)"test", .dir = dir, .state = state, .plugins = plugins };
	struct plugin_set *set = NULL;
	struct weir_error err = WEIR_ERROR_INIT;
	json_t *problems = NULL;
	const char *const names[] = { one, two };

	for (size_t i = 0; i < 2; i++)
		if (names[i])
			plugins[config.plugin_count++] = (struct config_plugin){
				.name = weir_asprintf("%s/tests/unit/notify/weir-plugin-%s.so", root, names[i]),
				.options = json_object(),
				.where = (char *)"test:1",
			};
	config.target = (struct config_plugin){ .name = (char *)"directory",
						.options = json_object(),
						.where = (char *)"test:2" };
	ck_assert_msg(!plugin_set_open(engine.host, &config, NULL, &set, &problems, &err), "%s", err.message);
	for (size_t i = 0; i < config.plugin_count; i++) {
		free(plugins[i].name);
		json_decref(plugins[i].options);
	}
	json_decref(config.target.options);
	json_decref(problems);
	weir_error_done(&err);
	return set;
}

/* ---- what every case begins and ends with ---- */

static void add_object(const char *text)
{
	json_t *object = json_loads(text, 0, NULL);

	ck_assert_ptr_nonnull(object);
	json_array_append_new(engine.objects, object);
}

static void add_alert(void)
{
	add_object("{\"apiVersion\": \"notification.toolkit.fluxcd.io/v1beta3\", \"kind\": \"Alert\", \"metadata\": "
		   "{\"namespace\": \"ns\", \"name\": \"a\"}, \"spec\": {\"providerRef\": {\"name\": \"p\"}, "
		   "\"eventSources\": [{\"kind\": \"K\", \"name\": \"*\"}]}}");
}

static json_t *add_provider(const char *more)
{
	WEIR_CLEAN_FREE char *text = weir_asprintf(
		"{\"apiVersion\": \"notification.toolkit.fluxcd.io/v1beta3\", \"kind\": \"Provider\", \"metadata\": "
		"{\"namespace\": \"ns\", \"name\": \"p\"}, \"spec\": {\"type\": \"fake\", \"address\": \"%s\"%s}}",
		log_path, more);

	add_object(text);
	return json_array_get(engine.objects, json_array_size(engine.objects) - 1);
}

static void start(void)
{
	struct weir_error err = WEIR_ERROR_INIT;

	engine.kind_count = 0;
	ck_assert_msg(!notify_new(&engine, &notify, &err), "%s", err.message);
	notify_wake(notify);
}

static void setup(void)
{
	strcpy(dir, "/tmp/weir-notify-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(dir));
	snprintf(state, sizeof(state), "%s/state", dir);
	snprintf(log_path, sizeof(log_path), "%s/log", dir);
	engine = (struct engine){ .objects = json_array(), .requested = json_object(), .suspended = json_object() };
	engine.config.workers = 4;
	engine.config.cluster = (char *)"home";
	mkdir(state, 0700);
	ck_assert_int_eq(loop_new(&engine.loop, NULL), 0);
	ck_assert_int_eq(pool_new(engine.loop, 4, &engine.pool, NULL), 0);
	ck_assert_int_eq(store_open(state, STORE_WRITE, &engine.store, NULL), 0);
	const struct host_options options = { .state_dir = state };
	ck_assert_int_eq(host_new(&options, &engine.host, NULL), 0);
	engine.plugins = open_set("one", NULL);
	wanted = 0;
}

static void stopped(void *arg)
{
	*(bool *)arg = true;
}

static bool is_true(void *arg)
{
	return *(bool *)arg;
}

static void stop(void)
{
	bool done = false;

	notify_stop(notify, stopped, &done);
	ck_assert(fake_run_until(&engine, is_true, &done, 10000));
	notify_free(notify);
	notify = NULL;
}

static void teardown(void)
{
	stop();
	pool_free(engine.pool);
	plugin_set_unref(engine.plugins);
	host_free(engine.host);
	loop_free(engine.loop);
	store_close(engine.store);
	json_decref(engine.objects);
	json_decref(engine.requested);
	json_decref(engine.suspended);
	io_remove_tree(-100 /* AT_FDCWD */, dir, NULL);
}

/* ---- what arrived ---- */

static json_t *arrivals(void)
{
	json_t *lines = json_array();
	FILE *f = fopen(log_path, "re");
	char name[32], id[64], object[64], message[64];
	long long count;

	while (f && fscanf(f, "%31s %63s %63s %63s %lld", name, id, object, message, &count) == 5)
		json_array_append_new(lines, json_pack("{s:s, s:s, s:s, s:s, s:I}", "by", name, "id", id, "object",
						       object, "message", message, "count", (json_int_t)count));
	if (f)
		fclose(f);
	return lines;
}

static bool enough(void *arg)
{
	WEIR_CLEAN_JSON json_t *lines = arrivals();

	(void)arg;
	return json_array_size(lines) >= wanted;
}

static json_t *outbox(void)
{
	return notify_outbox(engine.store, NULL);
}

/* No row is left but @arg dead ones. */
static bool quiet(void *arg)
{
	WEIR_CLEAN_JSON json_t *rows = outbox();
	size_t i;
	json_t *row;

	json_array_foreach(rows, i, row)
		if (strcmp(weir_get_str(row, "state"), "dead") != 0)
			return false;
	return json_array_size(rows) == *(size_t *)arg;
}

static void wait_quiet(size_t dead)
{
	WEIR_CLEAN_JSON json_t *rows = NULL;

	if (fake_run_until(&engine, quiet, &dead, 20000))
		return;
	rows = outbox();
	ck_abort_msg("still in the outbox: %s", json_dumps(rows, JSON_COMPACT));
}

/* Each event once, each object's in order. */
static void assert_once_in_order(size_t count)
{
	WEIR_CLEAN_JSON json_t *lines = arrivals();
	WEIR_CLEAN_JSON json_t *seen = json_object();
	WEIR_CLEAN_JSON json_t *last = json_object();
	size_t i;
	json_t *line;

	ck_assert_uint_eq(json_array_size(lines), count);
	json_array_foreach(lines, i, line) {
		const char *id = weir_get_str(line, "id"), *object = weir_get_str(line, "object");
		int64_t number = strtoll(strrchr(id, '-') + 1, NULL, 10);
		ck_assert_msg(!json_object_get(seen, id), "%s twice", id);
		json_object_set_new(seen, id, json_true());
		ck_assert_int_gt(number, json_integer_value(json_object_get(last, object)));
		json_object_set_new(last, object, json_integer(number));
	}
}

static void emit_many(int from, int to)
{
	for (int i = from; i < to; i++) {
		char name[16], message[32];
		snprintf(name, sizeof(name), "unit-%d", i % 7);
		snprintf(message, sizeof(message), "%s-%d", i % 5 ? "m" : "transient", i);
		fake_emit(&engine, name, message);
	}
}

/* ---- cases ---- */

START_TEST(arrives_once_and_in_order)
{
	add_alert();
	add_provider("");
	start();
	emit_many(0, 60);
	wait_quiet(0);
	assert_once_in_order(60);
}
END_TEST

START_TEST(two_alerts_are_two_deliveries)
{
	add_alert();
	add_alert();
	json_object_set_new(weir_get(json_array_get(engine.objects, 1), "metadata"), "name", json_string("b"));
	add_provider("");
	start();
	fake_emit(&engine, "x", "m");
	wait_quiet(0);
	WEIR_CLEAN_JSON json_t *lines = arrivals();
	ck_assert_uint_eq(json_array_size(lines), 2);
}
END_TEST

START_TEST(what_is_rolled_back_is_not_sent)
{
	add_alert();
	add_provider("");
	start();
	fake_emit_rolled_back(&engine, "x", "never");
	fake_emit(&engine, "x", "m1");
	fake_emit_rolled_back(&engine, "x", "again");
	fake_emit(&engine, "x", "again");
	/* A commit that has no event of ours in it. */
	fake_emit_rolled_back(&engine, "x", "never");
	engine.committed(engine.arg);
	wait_quiet(0);
	assert_once_in_order(2);
	fake_emit(&engine, "x", "never"); /* it was never seen, so it is no double */
	wait_quiet(0);
	assert_once_in_order(3);
}
END_TEST

START_TEST(doubles_are_dropped_also_after_a_restart)
{
	add_alert();
	add_provider("");
	start();
	fake_emit(&engine, "x", "m");
	fake_emit(&engine, "x", "m");
	wait_quiet(0);
	stop();
	start();
	fake_emit(&engine, "x", "m");
	wait_quiet(0);
	assert_once_in_order(1);
}
END_TEST

START_TEST(refused_events_are_dead_letters)
{
	add_alert();
	add_provider("");
	start();
	fake_emit(&engine, "x", "invalid-1");
	fake_emit(&engine, "x", "m");
	wait_quiet(1);
	assert_once_in_order(1);
	WEIR_CLEAN_JSON json_t *rows = outbox();
	ck_assert_str_eq(weir_get_str(json_array_get(rows, 0), "error"), "refused, said the fake");
	WEIR_CLEAN_JSON json_t *events = store_events(engine.store, ALERT_KEY, 0, 10, NULL);
	ck_assert_uint_eq(json_array_size(events), 1);
	ck_assert_str_eq(weir_get_str(json_array_get(events, 0), "reason"), "NotificationDispatchFailed");
	ck_assert_ptr_nonnull(strstr(weir_get_str(json_array_get(events, 0), "message"), "K/ns/x: refused, said"));
}
END_TEST

static bool is_stopped(void *arg)
{
	return strstr(fake_check(&engine, arg), "said the fake") != NULL;
}

START_TEST(a_receiver_that_is_gone_is_not_called_until_the_provider_changes)
{
	add_alert();
	json_t *provider = add_provider("");
	start();
	fake_emit(&engine, "x", "gone-1");
	ck_assert(fake_run_until(&engine, is_stopped, provider, 5000));
	ck_assert_str_eq(fake_check(&engine, provider), "ReceiverGone: gone, said the fake");
	fake_emit(&engine, "x", "m");
	wanted = 1;
	ck_assert(!fake_run_until(&engine, enough, NULL, 1500));
	stop(); /* remembered over a restart */
	start();
	ck_assert(!fake_run_until(&engine, enough, NULL, 300));
	json_object_set_new(json_object_get(provider, "spec"), "channel", json_string("new"));
	fake_check(&engine, provider);
	wait_quiet(1);
	assert_once_in_order(1);
	ck_assert_str_eq(fake_check(&engine, provider), "");
}
END_TEST

START_TEST(a_wrong_provider_keeps_its_events)
{
	add_alert();
	json_t *provider = add_provider("");
	start();
	fake_emit(&engine, "x", "unsupported-1");
	fake_emit(&engine, "y", "m");
	ck_assert(fake_run_until(&engine, is_stopped, provider, 5000));
	json_object_set_new(json_object_get(provider, "spec"), "channel", json_string("mended"));
	fake_check(&engine, provider);
	wait_quiet(0);
	assert_once_in_order(2);
}
END_TEST

static bool all_rows_say(void *arg)
{
	WEIR_CLEAN_JSON json_t *rows = outbox();
	size_t i;
	json_t *row;

	json_array_foreach(rows, i, row)
		if (!strstr(weir_get_str_or(row, "error", ""), arg))
			return false;
	return json_array_size(rows) > 0;
}

START_TEST(rows_wait_for_what_is_missing_and_say_so)
{
	add_alert();
	start();
	fake_emit(&engine, "x", "m1");
	fake_emit(&engine, "x", "m2");
	ck_assert(fake_run_until(&engine, all_rows_say, (char *)"Provider/ns/p does not exist", 5000));
	ck_assert_ptr_nonnull(strstr(fake_check(&engine, json_array_get(engine.objects, 0)), "does not exist (yet)"));
	json_t *provider = add_provider(", \"suspend\": true");
	fake_check(&engine, provider);
	ck_assert(fake_run_until(&engine, all_rows_say, (char *)"suspended", 5000));
	ck_assert_str_eq(fake_check(&engine, json_array_get(engine.objects, 0)), "");
	json_object_del(json_object_get(provider, "spec"), "suspend");
	json_object_set_new(json_object_get(provider, "spec"), "type", json_string("other"));
	fake_check(&engine, provider);
	ck_assert(fake_run_until(&engine, all_rows_say, (char *)"no plugin delivers notifications of type \"other\"",
				 5000));
	ck_assert_ptr_nonnull(strstr(fake_check(&engine, provider), "NoPlugin: no plugin delivers"));
	json_object_set_new(json_object_get(provider, "spec"), "type", json_string("fake"));
	json_object_set_new(json_object_get(provider, "spec"), "secretRef", json_pack("{s:s}", "name", "s"));
	fake_check(&engine, provider);
	ck_assert(fake_run_until(&engine, all_rows_say, (char *)"Secret ns/s (spec.secretRef) does not exist (yet)",
				 5000));
	ck_assert(!enough(NULL) || wanted == 0);
	json_object_del(json_object_get(provider, "spec"), "secretRef");
	fake_check(&engine, provider);
	wait_quiet(0);
	assert_once_in_order(2);
	ck_assert_ptr_nonnull(json_object_get(engine.requested, PROVIDER_KEY));
	ck_assert_ptr_nonnull(json_object_get(engine.requested, ALERT_KEY));
}
END_TEST

START_TEST(suspended_by_a_person)
{
	add_alert();
	json_t *provider = add_provider("");
	start();
	json_object_set_new(engine.suspended, PROVIDER_KEY, json_true());
	fake_emit(&engine, "x", "m1");
	ck_assert(fake_run_until(&engine, all_rows_say, (char *)"suspended", 5000));
	json_object_set_new(engine.suspended, ALERT_KEY, json_true());
	fake_emit(&engine, "x", "of no interest");
	json_object_clear(engine.suspended);
	fake_check(&engine, provider);
	wait_quiet(0);
	assert_once_in_order(1);
}
END_TEST

START_TEST(a_restart_loses_nothing)
{
	add_alert();
	json_t *provider = add_provider(", \"suspend\": true");
	start();
	emit_many(0, 30);
	stop();
	json_object_del(json_object_get(provider, "spec"), "suspend");
	start();
	wait_quiet(0);
	assert_once_in_order(30);
}
END_TEST

START_TEST(stopping_waits_for_what_runs)
{
	add_alert();
	add_provider("");
	start();
	fake_emit(&engine, "x", "slow-1");
	fake_emit(&engine, "x", "slow-2");
	stop();
	start();
	wait_quiet(0);
	assert_once_in_order(2);
}
END_TEST

START_TEST(swapped_under_load)
{
	add_alert();
	add_provider("");
	start();
	for (int round = 0; round < 12; round++) {
		emit_many(round * 20, round * 20 + 10);
		fake_emit(&engine, "x", "slow");
		fake_run_until(&engine, is_true, &(bool){ false }, 15);
		struct plugin_set *old = engine.plugins;
		engine.plugins = round % 2 ? open_set("one", NULL) : open_set("two", NULL);
		plugin_set_unref(old);
		notify_wake(notify);
		emit_many(round * 20 + 10, round * 20 + 20);
	}
	wait_quiet(0);
	/* "slow" is the same event each time. */
	assert_once_in_order(241);
	WEIR_CLEAN_JSON json_t *lines = arrivals();
	size_t i, by_two = 0;
	json_t *line;
	json_array_foreach(lines, i, line)
		by_two += !strcmp(weir_get_str(line, "by"), "two");
	ck_assert(by_two > 0 && by_two < 241);
}
END_TEST

static void limit_file_size(rlim_t bytes)
{
	struct rlimit limit;

	ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &limit), 0);
	limit.rlim_cur = bytes;
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

/* It arrived, but the store could not be told: it must not go out again in this life of the host. */
START_TEST(a_full_disk_doubles_nothing)
{
	add_alert();
	add_provider("");
	start();
	fake_emit(&engine, "x", "slow-1");
	fake_emit(&engine, "x", "transient-2");
	ck_assert(!fake_run_until(&engine, is_true, &(bool){ false }, 50));
	signal(SIGXFSZ, SIG_IGN);
	limit_file_size(4096); /* the log of arrivals stays below that, the database's does not */
	wanted = 2;
	ck_assert(fake_run_until(&engine, enough, NULL, 5000));
	ck_assert(!fake_run_until(&engine, is_true, &(bool){ false }, 100));
	limit_file_size(RLIM_INFINITY);
	WEIR_CLEAN_JSON json_t *rows = outbox();
	ck_assert_uint_eq(json_array_size(rows), 2);
	stop(); /* the last moment to tell the store */
	start();
	fake_emit(&engine, "x", "m");
	wait_quiet(0);
	assert_once_in_order(3);
}
END_TEST

START_TEST(records_come_back)
{
	add_alert();
	add_provider("");
	start();
	fake_emit(&engine, "x", "m1");
	fake_emit(&engine, "y", "m1");
	fake_emit(&engine, "x", "m2");
	wait_quiet(0);
	WEIR_CLEAN_JSON json_t *lines = arrivals();
	size_t i;
	json_t *line;
	json_array_foreach(lines, i, line)
		ck_assert_int_eq(weir_get_int(line, "count", -1), !strcmp(weir_get_str(line, "message"), "m2"));
}
END_TEST

START_TEST(draining_ends_when_nothing_is_due)
{
	bool drained = false;

	add_alert();
	json_t *provider = add_provider("");
	start();
	notify_drain(notify, 10000, stopped, &drained);
	ck_assert(fake_run_until(&engine, is_true, &drained, 1000));
	drained = false;
	emit_many(0, 20);
	notify_drain(notify, 10000, stopped, &drained);
	ck_assert(fake_run_until(&engine, is_true, &drained, 10000));
	assert_once_in_order(20);
	/* What waits for somebody does not hold it up. */
	json_object_set_new(json_object_get(provider, "spec"), "suspend", json_true());
	fake_emit(&engine, "x", "m");
	drained = false;
	notify_drain(notify, 20000, stopped, &drained);
	ck_assert(fake_run_until(&engine, is_true, &drained, 4000));
}
END_TEST

START_TEST(events_of_notifications_are_not_sent)
{
	add_alert();
	json_object_set_new(json_array_get(weir_get(json_array_get(engine.objects, 0), "spec.eventSources"), 0), "kind",
			    json_string("Alert"));
	add_provider("");
	start();
	WEIR_CLEAN_JSON json_t *event = json_loads("{\"severity\": \"error\", \"message\": \"m\", \"involvedObject\": "
						   "{\"apiVersion\": \"notification.toolkit.fluxcd.io/v1beta3\", "
						   "\"kind\": \"Alert\", \"namespace\": \"ns\", \"name\": \"a\"}}",
						   0, NULL);
	ck_assert_int_eq(store_begin(engine.store, NULL), 0);
	ck_assert_int_eq(engine.on_event(engine.arg, 1, ALERT_KEY, NULL, event, NULL), 0);
	ck_assert_int_eq(store_commit(engine.store, NULL), 0);
	engine.committed(engine.arg);
	WEIR_CLEAN_JSON json_t *rows = outbox();
	ck_assert_uint_eq(json_array_size(rows), 0);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("notify-delivery");
	TCase *tc = tcase_create("delivery");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, arrives_once_and_in_order);
	tcase_add_test(tc, two_alerts_are_two_deliveries);
	tcase_add_test(tc, what_is_rolled_back_is_not_sent);
	tcase_add_test(tc, doubles_are_dropped_also_after_a_restart);
	tcase_add_test(tc, refused_events_are_dead_letters);
	tcase_add_test(tc, a_receiver_that_is_gone_is_not_called_until_the_provider_changes);
	tcase_add_test(tc, a_wrong_provider_keeps_its_events);
	tcase_add_test(tc, rows_wait_for_what_is_missing_and_say_so);
	tcase_add_test(tc, suspended_by_a_person);
	tcase_add_test(tc, a_restart_loses_nothing);
	tcase_add_test(tc, stopping_waits_for_what_runs);
	tcase_add_test(tc, swapped_under_load);
	tcase_add_test(tc, a_full_disk_doubles_nothing);
	tcase_add_test(tc, records_come_back);
	tcase_add_test(tc, draining_ends_when_nothing_is_due);
	tcase_add_test(tc, events_of_notifications_are_not_sent);
	suite_add_tcase(suite, tc);
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
