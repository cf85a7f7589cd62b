/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_schema.c - a database of every schema that was ever released is opened, brought up, and nothing in
 * it is lost; steps are all or nothing.  The texts here are what those weirs wrote: they never change.
 */
#include <check.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include "base/io.h"
#include "store/store_private.h"

static char dir[64];

static void setup(void)
{
	snprintf(dir, sizeof(dir), "/tmp/weir-schema-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(dir));
}

static void teardown(void)
{
	io_remove_tree(AT_FDCWD, dir, NULL);
}

/* As any other program sees it; the first column of the rows, one a line. malloc'ed. */
static int add_row(void *arg, int columns, char **values, char **names)
{
	(void)columns;
	(void)names;
	weir_strbuf_addf(arg, "%s\n", values[0] ? values[0] : "NULL");
	return 0;
}

static char *sql(const char *text)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s/weir.db", dir);
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	char *message = NULL;
	sqlite3 *db;

	ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
	if (sqlite3_exec(db, text, add_row, &sb, &message) != SQLITE_OK)
		ck_abort_msg("%s: %s", text, message);
	sqlite3_close(db);
	return weir_strbuf_take(&sb);
}

static void assert_sql(const char *text, const char *want)
{
	WEIR_CLEAN_FREE char *got = sql(text);

	ck_assert_msg(strcmp(got, want) == 0, "%s: got\n%s", text, got);
}

/* ---- what each released schema looked like ---- */

static const char *const released[] = {
	/* 1: weir 0.1 */
	"PRAGMA journal_mode = WAL;"
	"CREATE TABLE units (key TEXT PRIMARY KEY, object TEXT NOT NULL, origin TEXT NOT NULL,"
	" generation INTEGER NOT NULL, suspended INTEGER NOT NULL, deleting INTEGER NOT NULL, status TEXT,"
	" inventory TEXT, intent TEXT, inputs TEXT, fingerprint TEXT, records TEXT, artifact TEXT) WITHOUT ROWID;"
	"CREATE TABLE events (id INTEGER PRIMARY KEY AUTOINCREMENT, unit TEXT NOT NULL, time INTEGER NOT NULL,"
	" event TEXT NOT NULL);"
	"CREATE INDEX events_unit ON events (unit, id);"
	"CREATE TABLE outbox (id INTEGER PRIMARY KEY AUTOINCREMENT, event_id INTEGER NOT NULL, alert TEXT NOT NULL,"
	" provider TEXT NOT NULL, object TEXT NOT NULL, attempts INTEGER NOT NULL, not_before INTEGER NOT NULL,"
	" state TEXT NOT NULL, error TEXT, event TEXT NOT NULL);"
	"CREATE TABLE small (space TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (space, name))"
	" WITHOUT ROWID;"
	"INSERT INTO units VALUES ('Unit.test.weir/flux-system/a', '{\"kind\":\"Unit\"}', 'config:weir.yaml:3', 7, 1, "
	"0,"
	" '{\"observedGeneration\":7}', '[{\"kind\":\"Data\",\"name\":\"x\"}]', '[{\"kind\":\"Data\",\"name\":\"y\"}]',"
	" '[{\"op\":\"read\"}]', 'f00d', '[{\"n\":1}]', '{\"revision\":\"main@sha1:1\"}');"
	"INSERT INTO units VALUES ('Unit.test.weir/flux-system/b', '{\"kind\":\"Unit\"}',"
	" 'unit:Unit.test.weir/flux-system/a', 1, 0, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL);"
	"INSERT INTO events VALUES (41, 'Unit.test.weir/flux-system/a', 1764000000, '{\"reason\":\"Old\"}');"
	"INSERT INTO outbox VALUES (5, 41, 'Alert/n/a', 'Provider/n/p', 'Unit/flux-system/a', 2, 1764000100, 'pending',"
	" 'no answer', '{\"reason\":\"Old\"}');"
	"INSERT INTO small VALUES ('notify', 'record', '{\"message\":\"17\"}');"
	"PRAGMA user_version = 1;",
};

static void check_unit(void *arg, const struct store_unit *u)
{
	int *seen = arg;

	if (strcmp(u->key, "Unit.test.weir/flux-system/a") == 0) {
		ck_assert(u->generation == 7 && u->suspended && !u->deleting);
		ck_assert_str_eq(u->origin, "config:weir.yaml:3");
		ck_assert_str_eq(u->fingerprint, "f00d");
		ck_assert_str_eq(weir_get_str(u->object, "kind"), "Unit");
		ck_assert_int_eq(weir_get_int(u->status, "observedGeneration", 0), 7);
		ck_assert_str_eq(weir_get_str(json_array_get(u->inventory, 0), "name"), "x");
		ck_assert_str_eq(weir_get_str(json_array_get(u->intent, 0), "name"), "y");
		ck_assert_str_eq(weir_get_str(json_array_get(u->inputs, 0), "op"), "read");
		ck_assert_int_eq(weir_get_int(json_array_get(u->records, 0), "n", 0), 1);
		ck_assert_str_eq(weir_get_str(u->artifact, "revision"), "main@sha1:1");
		*seen |= 1;
	} else {
		ck_assert(u->deleting && !u->status && !u->inventory && !u->intent && !u->fingerprint);
		*seen |= 2;
	}
}

static void check_delivery(void *arg, const struct store_delivery *d)
{
	ck_assert(d->id == 5 && d->event_id == 41 && d->attempts == 2 && d->not_before == 1764000100);
	ck_assert_str_eq(d->state, "pending");
	ck_assert_str_eq(d->error, "no answer");
	++*(int *)arg;
}

START_TEST(released_schema_goes_on_without_loss)
{
	WEIR_CLEAN_JSON json_t *events = NULL, *small = NULL, *event = json_pack("{s:s}", "reason", "New");
	struct weir_error err = WEIR_ERROR_INIT;
	struct store *store = NULL;
	int seen = 0, deliveries = 0;
	int64_t id;

	free(sql(released[_i]));
	if (store_open(dir, STORE_WRITE, &store, &err))
		ck_abort_msg("schema %d: %s", _i + 1, err.message);
	ck_assert_int_eq(store_each_unit(store, check_unit, &seen, NULL), 0);
	ck_assert_int_eq(seen, 3);
	ck_assert_int_eq(store_each_delivery(store, check_delivery, &deliveries, NULL), 0);
	ck_assert_int_eq(deliveries, 1);
	events = store_events(store, NULL, 0, 10, NULL);
	ck_assert_str_eq(weir_get_str(json_array_get(events, 0), "reason"), "Old");
	small = store_get(store, "notify", "record");
	ck_assert_str_eq(weir_get_str(small, "message"), "17");
	ck_assert_int_eq(store_add_event(store, "Unit.test.weir/flux-system/a", event, &id, NULL), 0);
	ck_assert_int_gt(id, 41); /* numbers go on */
	store_close(store);
}
END_TEST

#define TABLES "SELECT sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name"

/* What an old database becomes is what a new one is. */
START_TEST(upgraded_tables_are_those_of_a_new_database)
{
	WEIR_CLEAN_FREE char *fresh = NULL;
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s/weir.db", dir);
	struct store *store = NULL;

	ck_assert_int_eq(store_open(dir, STORE_WRITE, &store, NULL), 0);
	store_close(store);
	fresh = sql(TABLES);
	ck_assert_int_eq(unlink(path), 0);
	free(sql(released[_i]));
	ck_assert_int_eq(store_open(dir, STORE_WRITE, &store, NULL), 0);
	store_close(store);
	assert_sql(TABLES, fresh);
}
END_TEST

START_TEST(every_schema_is_in_this_test)
{
	ck_assert_uint_eq(sizeof(released) / sizeof(released[0]), (size_t)store_schema.count);
}
END_TEST

/* ---- steps, on tables of our own: from the present schema, which counts as the first ---- */

static const char *const good[] = {
	"",
	"ALTER TABLE units ADD COLUMN note TEXT; UPDATE units SET note = 'of ' || key;",
	"CREATE TABLE more (n INTEGER); INSERT INTO more SELECT generation FROM units;",
};
static const char *const bad[] = {
	"",
	"ALTER TABLE units ADD COLUMN note TEXT; UPDATE units SET generation = 0;",
	"INSERT INTO nowhere VALUES (1);",
};
#define FROM_A "FROM units WHERE key LIKE '%/a'"

static struct store *open_first(void)
{
	struct store *store = NULL;

	free(sql(released[0]));
	ck_assert_int_eq(store_open(dir, STORE_WRITE, &store, NULL), 0);
	free(sql("PRAGMA user_version = 1"));
	return store;
}

START_TEST(steps_follow_each_other)
{
	const struct schema schema = { good, 3 };
	struct weir_error err = WEIR_ERROR_INIT;
	struct store *store = open_first();

	ck_assert_int_eq(schema_check_as(store, &schema, STORE_READ, &err), WEIR_E_INVALID);
	ck_assert_ptr_nonnull(strstr(err.message, "is of an older weir (schema 1): `weir run` upgrades it"));
	weir_error_done(&err);
	ck_assert_int_eq(schema_check_as(store, &schema, STORE_WRITE, NULL), 0);
	assert_sql("PRAGMA user_version", "3\n");
	assert_sql("SELECT note " FROM_A, "of Unit.test.weir/flux-system/a\n");
	assert_sql("SELECT n FROM more ORDER BY n", "1\n7\n");
	ck_assert_int_eq(schema_check_as(store, &schema, STORE_WRITE, NULL), 0); /* nothing is done twice */
	assert_sql("SELECT count(*) FROM more", "2\n");
	ck_assert_int_eq(schema_check_as(store, &(struct schema){ good, 2 }, STORE_WRITE, &err), WEIR_E_INVALID);
	ck_assert_ptr_nonnull(
		strstr(err.message, "was written by a newer weir (schema 3, this one knows 2): use that one"));
	weir_error_done(&err);
	store_close(store);
}
END_TEST

START_TEST(a_step_that_fails_changes_nothing)
{
	const struct schema schema = { bad, 3 };
	struct weir_error err = WEIR_ERROR_INIT;
	struct store *store = open_first();

	ck_assert_int_ne(schema_check_as(store, &schema, STORE_WRITE, &err), 0);
	ck_assert_msg(strstr(err.message, "from schema 2 to 3: ") && strstr(err.message, "nowhere"), "%s", err.message);
	weir_error_done(&err);
	assert_sql("PRAGMA user_version", "1\n");
	assert_sql("SELECT generation " FROM_A, "7\n");
	assert_sql("SELECT count(*) FROM pragma_table_info('units') WHERE name = 'note'", "0\n");
	store_close(store);
}
END_TEST

/* Killed before the commit: the old schema, whole; the next start upgrades. */
static const char *const killed[] = { "", "UPDATE units SET generation = 0;", "SELECT kill_me();" };

static void die(sqlite3_context *context, int count, sqlite3_value **values)
{
	(void)context;
	(void)count;
	(void)values;
	_exit(7);
}

START_TEST(a_kill_between_steps_leaves_the_old_schema)
{
	const struct schema schema = { killed, 3 }, whole = { good, 3 };
	struct store *store = open_first();
	int status;
	pid_t child;

	store_close(store);
	child = fork();
	if (child == 0) {
		ck_assert_int_eq(store_open(dir, STORE_WRITE, &store, NULL), 0);
		sqlite3_create_function(store->db, "kill_me", 0, SQLITE_UTF8, NULL, die, NULL, NULL);
		schema_check_as(store, &schema, STORE_WRITE, NULL);
		_exit(1);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_int_eq(WEXITSTATUS(status), 7);
	ck_assert_int_eq(store_open(dir, STORE_WRITE, &store, NULL), 0);
	assert_sql("PRAGMA user_version", "1\n");
	assert_sql("SELECT generation " FROM_A, "7\n");
	ck_assert_int_eq(schema_check_as(store, &whole, STORE_WRITE, NULL), 0);
	assert_sql("SELECT generation " FROM_A, "7\n");
	store_close(store);
}
END_TEST

#define ROWS(table) ((int)(sizeof(table) / sizeof((table)[0])))

int main(void)
{
	Suite *suite = suite_create("store-schema");
	TCase *tc = tcase_create("store-schema");
	SRunner *runner;
	int failed;

	tcase_set_timeout(tc, 60);
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, released_schema_goes_on_without_loss, 0, ROWS(released));
	tcase_add_loop_test(tc, upgraded_tables_are_those_of_a_new_database, 0, ROWS(released));
	tcase_add_test(tc, every_schema_is_in_this_test);
	tcase_add_test(tc, steps_follow_each_other);
	tcase_add_test(tc, a_step_that_fails_changes_nothing);
	tcase_add_test(tc, a_kill_between_steps_leaves_the_old_schema);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
