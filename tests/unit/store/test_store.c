/* SPDX-License-Identifier: Apache-2.0 */
/* test_store.c - docs/state.md: rows come back as they were, transactions, the lock, schemas, kills. */
#include <check.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include "base/io.h"
#include "base/limits.h"
#include "store/store.h"

static char dir[64];
static struct store *store;

static struct store *open_as(enum store_mode mode)
{
	struct weir_error err = WEIR_ERROR_INIT;
	struct store *s = NULL;

	if (store_open(dir, mode, &s, &err))
		ck_abort_msg("open: %s", err.message);
	return s;
}

static void setup(void)
{
	snprintf(dir, sizeof(dir), "/tmp/weir-store-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(dir));
	store = open_as(STORE_WRITE);
}

static void teardown(void)
{
	store_close(store);
	io_remove_tree(AT_FDCWD, dir, NULL);
}

static void reopen(void)
{
	store_close(store);
	store = open_as(STORE_WRITE);
}

static int put(const char *key, const char *origin)
{
	struct store_unit u = { .key = (char *)key, .origin = (char *)origin, .generation = 3 };
	int rc;

	u.object = json_pack("{s:s, s:{s:s}}", "kind", "Unit", "metadata", "name", key);
	rc = store_put_unit(store, &u, NULL);
	json_decref(u.object);
	return rc;
}

struct list {
	char text[256];
	json_t *row; /* of the last one */
};

static void add_key(void *arg, const struct store_unit *u)
{
	struct list *list = arg;
	size_t n = strlen(list->text);

	snprintf(list->text + n, sizeof(list->text) - n, "%s ", u->key);
}

static void assert_units(struct store *s, const char *keys)
{
	struct list list = { "", NULL };

	ck_assert_int_eq(store_each_unit(s, add_key, &list, NULL), 0);
	ck_assert_str_eq(list.text, keys);
}

/* ---- rows ---- */

static void compare(void *arg, const struct store_unit *u)
{
	const struct store_unit *want = arg;

	ck_assert_str_eq(u->key, want->key);
	ck_assert_str_eq(u->origin, want->origin);
	ck_assert_str_eq(u->fingerprint, want->fingerprint);
	ck_assert_int_eq(u->generation, want->generation);
	ck_assert(u->suspended && u->deleting);
	ck_assert(json_equal(u->object, want->object));
	ck_assert(json_equal(u->status, want->status));
	ck_assert(json_equal(u->inventory, want->inventory));
	ck_assert(json_equal(u->records, want->records));
	ck_assert(json_equal(u->artifact, want->artifact));
	ck_assert_ptr_null(u->intent);
	ck_assert_ptr_null(u->inputs);
}

START_TEST(unit_comes_back_as_it_was)
{
	struct store_unit u = { .key = weir_strdup("Unit.g/ns/a"),
				.origin = weir_strdup("config:f:1"),
				.generation = INT64_C(1) << 40,
				.suspended = true,
				.deleting = true,
				.fingerprint = weir_strdup("ab") };

	u.object =
		json_pack("{s:s, s:[i, f, b, n]}", "text", "a \"quoted\"\nline \xe2\x82\xac \x01", "list", 1, 0.5, 1);
	u.status = json_pack("{s:i}", "observedGeneration", -1);
	u.inventory = json_pack("[{s:s}]", "name", "x");
	u.records = json_array();
	u.artifact = json_pack("{s:I}", "big", (json_int_t)INT64_MAX);
	ck_assert_int_eq(store_put_unit(store, &u, NULL), 0);
	reopen();
	ck_assert_int_eq(store_each_unit(store, compare, &u, NULL), 0);
	store_unit_done(&u);
}
END_TEST

START_TEST(units_are_ordered_replaced_and_deleted)
{
	put("c", "x");
	put("a", "x");
	put("b", "x");
	put("a", "y");
	assert_units(store, "a b c ");
	ck_assert_int_eq(store_delete_unit(store, "b", NULL), 0);
	assert_units(store, "a c ");
}
END_TEST

START_TEST(suspending_nobody_is_an_error)
{
	struct weir_error err = WEIR_ERROR_INIT;

	ck_assert_int_eq(store_set_suspended(store, "nobody", true, &err), WEIR_E_NOT_FOUND);
	ck_assert_str_eq(err.message, "there is no unit nobody");
	weir_error_done(&err);
	put("a", "x");
	ck_assert_int_eq(store_set_suspended(store, "a", true, NULL), 0);
}
END_TEST

START_TEST(small_values)
{
	WEIR_CLEAN_JSON json_t *value = json_pack("{s:i}", "n", 1), *back = NULL;

	ck_assert_int_eq(store_set(store, "space", "name", value, NULL), 0);
	back = store_get(store, "space", "name");
	ck_assert(json_equal(value, back));
	ck_assert_int_eq(store_set(store, "space", "name", NULL, NULL), 0);
	ck_assert_ptr_null(store_get(store, "space", "name"));
	ck_assert_ptr_null(store_get(store, "other", "name"));
}
END_TEST

START_TEST(events_of_one_unit_and_of_all)
{
	WEIR_CLEAN_JSON json_t *event = json_pack("{s:s}", "reason", "R"), *all = NULL, *one = NULL, *last = NULL;
	int64_t id = 0, i;

	for (i = 0; i < 6; i++)
		ck_assert_int_eq(store_add_event(store, i % 2 ? "a" : "b", event, &id, NULL), 0);
	all = store_events(store, NULL, 0, 100, NULL);
	one = store_events(store, "a", 2, 100, NULL);
	last = store_events(store, NULL, 0, 2, NULL);
	ck_assert_uint_eq(json_array_size(all), 6);
	ck_assert_uint_eq(json_array_size(one), 2); /* of 2, 4, 6: those after 2 */
	ck_assert_uint_eq(json_array_size(last), 2);
	ck_assert_str_eq(weir_get_str(json_array_get(last, 0), "id"), "5");
}
END_TEST

START_TEST(old_events_go_and_their_numbers_never_come_again)
{
	WEIR_CLEAN_JSON json_t *event = json_object(), *left = NULL;
	int64_t id = 0, i, last;

	store_begin(store, NULL);
	for (i = 0; i < LIMIT_EVENTS + 300; i++)
		store_add_event(store, "a", event, &id, NULL);
	store_commit(store, NULL);
	left = store_events(store, NULL, 0, LIMIT_EVENTS * 2, NULL);
	ck_assert_uint_le(json_array_size(left), LIMIT_EVENTS + 100);
	last = id;
	reopen();
	store_add_event(store, "a", event, &id, NULL);
	ck_assert_int_eq(id, last + 1);
}
END_TEST

static void look_at(void *arg, const struct store_delivery *d)
{
	struct store_delivery *out = arg;

	*out = (struct store_delivery){ .id = d->id, .attempts = d->attempts, .event = json_incref(d->event) };
}

START_TEST(delivery_keeps_its_event)
{
	WEIR_CLEAN_JSON json_t *event = json_pack("{s:s}", "reason", "R");
	struct store_delivery d = { .alert = (char *)"A", .provider = (char *)"P", .object = (char *)"O" },
			      back = { 0 };
	int64_t id;

	store_add_event(store, "a", event, &d.event_id, NULL);
	ck_assert_int_eq(store_add_delivery(store, &d, &id, NULL), 0);
	d.id = id;
	d.attempts = 4;
	d.state = (char *)"pending";
	ck_assert_int_eq(store_update_delivery(store, &d, NULL), 0);
	reopen();
	ck_assert_int_eq(store_each_delivery(store, look_at, &back, NULL), 0);
	ck_assert_int_eq(back.id, id);
	ck_assert_int_eq(back.attempts, 4);
	ck_assert_str_eq(weir_get_str(back.event, "reason"), "R");
	json_decref(back.event);
	ck_assert_int_eq(store_delete_delivery(store, id, NULL), 0);
	ck_assert_int_eq(store_get_delivery(store, id, &back, NULL), WEIR_E_NOT_FOUND);
}
END_TEST

/* ---- transactions and kills ---- */

START_TEST(rollback_leaves_nothing)
{
	put("a", "x");
	store_begin(store, NULL);
	put("b", "x");
	store_delete_unit(store, "a", NULL);
	store_rollback(store);
	assert_units(store, "a ");
}
END_TEST

/* The process dies inside the transaction, or right after it. */
static const struct {
	bool commit;
	const char *left;
} kills[] = { { false, "a " }, { true, "a b " } };

START_TEST(kill_leaves_before_or_after)
{
	int status;
	pid_t child;

	put("a", "x");
	store_close(store);
	store = NULL;
	child = fork();
	if (child == 0) {
		store = open_as(STORE_WRITE);
		store_begin(store, NULL);
		put("b", "x");
		if (kills[_i].commit)
			store_commit(store, NULL);
		_exit(0); /* nothing is closed */
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	store = open_as(STORE_WRITE);
	assert_units(store, kills[_i].left);
}
END_TEST

/* ---- who may open it ---- */

START_TEST(second_writer_is_refused_with_the_pid_of_the_first)
{
	struct weir_error err = WEIR_ERROR_INIT;
	struct store *other = NULL;
	WEIR_CLEAN_FREE char *pid = weir_asprintf("(pid %d)", (int)getpid());

	ck_assert_int_eq(store_open(dir, STORE_WRITE, &other, &err), WEIR_E_INVALID);
	ck_assert_msg(strstr(err.message, pid) != NULL, "%s", err.message);
	weir_error_done(&err);
}
END_TEST

START_TEST(reader_sees_what_is_committed_while_the_writer_works)
{
	struct store *reader;

	put("a", "x");
	reader = open_as(STORE_READ);
	store_begin(store, NULL);
	put("b", "x");
	assert_units(reader, "a ");
	store_commit(store, NULL);
	assert_units(reader, "a b ");
	ck_assert_int_ne(store_set(reader, "s", "n", json_true(), NULL), 0);
	store_close(reader);
}
END_TEST

START_TEST(nothing_is_readable_by_others)
{
	static const char *const names[] = { "", "/weir.db", "/weir.db-wal", "/lock" };
	struct stat st;
	size_t i;

	put("a", "x");
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		WEIR_CLEAN_FREE char *path = weir_asprintf("%s%s", dir, names[i]);

		ck_assert_int_eq(stat(path, &st), 0);
		ck_assert_msg((st.st_mode & 077) == 0, "%s has mode %o", path, st.st_mode & 0777);
	}
}
END_TEST

START_TEST(no_state_yet)
{
	struct weir_error err = WEIR_ERROR_INIT;
	WEIR_CLEAN_FREE char *nowhere = weir_asprintf("%s/nowhere", dir);
	struct store *other = NULL;

	ck_assert_int_eq(store_open(nowhere, STORE_READ, &other, &err), WEIR_E_NOT_FOUND);
	ck_assert_ptr_nonnull(strstr(err.message, "no weir has run"));
	weir_error_done(&err);
}
END_TEST

static void run_sql(const char *sql)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s/weir.db", dir);
	sqlite3 *db;

	ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
	ck_assert_int_eq(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

START_TEST(newer_schema_is_refused_and_untouched)
{
	struct weir_error err = WEIR_ERROR_INIT;
	struct store *other = NULL;
	enum store_mode mode;

	put("a", "x");
	store_close(store);
	store = NULL;
	run_sql("PRAGMA user_version = 99");
	for (mode = STORE_WRITE; mode <= STORE_READ; mode++) {
		ck_assert_int_eq(store_open(dir, mode, &other, &err), WEIR_E_INVALID);
		ck_assert_ptr_nonnull(strstr(err.message, "newer weir (schema 99"));
		weir_error_done(&err);
	}
	run_sql("PRAGMA user_version = 1");
	store = open_as(STORE_WRITE);
	assert_units(store, "a ");
}
END_TEST

START_TEST(damaged_database_is_told)
{
	struct weir_error err = WEIR_ERROR_INIT;
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s/weir.db", dir);
	struct store *other = NULL;
	FILE *file;

	store_close(store);
	store = NULL;
	file = fopen(path, "w");
	fputs("this is no database, whatever its name says", file);
	fclose(file);
	ck_assert_int_ne(store_open(dir, STORE_WRITE, &other, &err), 0);
	ck_assert_msg(strstr(err.message, "move the file away") != NULL, "%s", err.message);
	weir_error_done(&err);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("store");
	TCase *tc = tcase_create("store");
	SRunner *runner;
	int failed;

	tcase_set_timeout(tc, 60);
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, unit_comes_back_as_it_was);
	tcase_add_test(tc, units_are_ordered_replaced_and_deleted);
	tcase_add_test(tc, suspending_nobody_is_an_error);
	tcase_add_test(tc, small_values);
	tcase_add_test(tc, events_of_one_unit_and_of_all);
	tcase_add_test(tc, old_events_go_and_their_numbers_never_come_again);
	tcase_add_test(tc, delivery_keeps_its_event);
	tcase_add_test(tc, rollback_leaves_nothing);
	tcase_add_loop_test(tc, kill_leaves_before_or_after, 0, 2);
	tcase_add_test(tc, second_writer_is_refused_with_the_pid_of_the_first);
	tcase_add_test(tc, reader_sees_what_is_committed_while_the_writer_works);
	tcase_add_test(tc, nothing_is_readable_by_others);
	tcase_add_test(tc, no_state_yet);
	tcase_add_test(tc, newer_schema_is_refused_and_untouched);
	tcase_add_test(tc, damaged_database_is_told);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
