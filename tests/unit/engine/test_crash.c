/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_crash.c - a process that is killed at any border (before and after each commit, in the middle
 * of each apply) and started again ends in the same target as one that was left alone.
 *
 * The linker puts __wrap_store_commit() in the place of store_commit() (--wrap).
 */
#include <check.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include "base/io.h"
#include "rig.h"

static struct rig rig;
static int commits, die_before, die_after, fail_at;

int __real_store_commit(struct store *store, struct weir_error *err);
int __wrap_store_commit(struct store *store, struct weir_error *err);

int __wrap_store_commit(struct store *store, struct weir_error *err)
{
	int rc;

	if (++commits == die_before)
		_exit(9);
	if (commits == fail_at) { /* the disk is full, this once */
		store_rollback(store);
		return weir_fail(err, WEIR_E_INTERNAL, "StorageOperationFailed", "told to fail");
	}
	rc = __real_store_commit(store, err);
	if (commits == die_after)
		_exit(9);
	return rc;
}

/* Two steps of one repository: objects come, change and go; children too; one moves. */
#define GONE CHILD("gone", "prune: true, objects: [" OBJECT("gone") "]")
static const char before[] = SOURCE UNIT(
	"a", "source: s, wait: true, prune: true, objects: [" OBJECT("keep") ", " OBJECT("old") "], children: [" CHILD(
		     "c", "prune: true, objects: [" OBJECT("c1") "]") ", " GONE "]")
	UNIT("b", "prune: true, dependsOn: [a], objects: [" OBJECT("b1") ", " OBJECT("b2") "]");
static const char after[] = SOURCE UNIT(
	"a", "source: s, wait: true, prune: true, objects: [" OBJECT("keep") ", " OBJECT("new1") ", " OBJECT(
		     "new2") "], children: [" CHILD("c",
						    "prune: true, objects: [" OBJECT(
							    "c2") "]") ", " CHILD("d",
										  "dependsOn: [a], objects: [" OBJECT(
											  "d") "]") "]")
	UNIT("b", "prune: true, dependsOn: [a], objects: [" OBJECT("b2") ", " OBJECT("b3") "]");

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Names of all objects of the target. */
static char *target(void)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s/target", rig.dir);
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	DIR *dir = opendir(path);
	struct dirent *entry;
	char *names[64];
	size_t n = 0, i;

	while ((entry = readdir(dir)) && n < 64)
		if (strchr(entry->d_name, ','))
			names[n++] = weir_strdup(entry->d_name);
	closedir(dir);
	qsort(names, n, sizeof(*names), by_name);
	for (i = 0; i < n; i++) {
		weir_strbuf_addf(&sb, "%s\n", names[i]);
		free(names[i]);
	}
	return weir_strbuf_take(&sb);
}

/* Units and what they say; not when. */
static char *units(void)
{
	static const char *const names[] = { "a", "b", "c", "d", "gone" };
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		WEIR_CLEAN_FREE char *said = rig_ready(&rig, "Unit.test.weir", names[i]);

		weir_strbuf_addf(&sb, "%s: %s\n", names[i], said);
	}
	return weir_strbuf_take(&sb);
}

static void tell_target(int die_in_apply)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s/target/die", rig.dir);
	WEIR_CLEAN_FREE char *text = weir_asprintf("{\"apply\": %d}", die_in_apply);

	if (die_in_apply)
		ck_assert_int_eq(io_write(AT_FDCWD, path, 0600, text, strlen(text), false, NULL), 0);
	else
		unlink(path);
}

/* In a process of its own, which may die: true if it did. */
static bool run_and_die(void)
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		commits = 0;
		rig_once(&rig);
		_exit(0);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert(WIFEXITED(status));
	ck_assert_msg(WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 9, "ended with %d", WEXITSTATUS(status));
	return WEXITSTATUS(status) == 9;
}

static void first_step(void)
{
	rig_init(&rig);
	rig_objectsf(&rig, before, "r1", "x");
	ck_assert_int_eq(rig_once(&rig), 0);
	rig_objectsf(&rig, after, "r2", "y");
}

/* A commit that fails is an error of its unit; the next run makes up for it. */
START_TEST(commit_that_fails)
{
	WEIR_CLEAN_FREE char *want_target = NULL, *want_units = NULL, *is_target = NULL, *is_units = NULL;
	int n = 2; /* the first is the start itself */

	first_step();
	ck_assert_int_eq(rig_once(&rig), 0);
	want_target = target();
	want_units = units();
	rig_done(&rig);
	do {
		first_step();
		commits = 0;
		fail_at = n++;
		rig_once(&rig);
		fail_at = 0;
		ck_assert_int_eq(rig_once(&rig), 0);
		free(is_target);
		free(is_units);
		is_target = target();
		is_units = units();
		ck_assert_msg(strcmp(is_target, want_target) == 0, "commit %d failed: the target is\n%s\nnot\n%s",
			      n - 1, is_target, want_target);
		ck_assert_msg(strcmp(is_units, want_units) == 0, "commit %d failed: units say\n%s\nnot\n%s", n - 1,
			      is_units, want_units);
		rig_done(&rig);
	} while (n <= 8);
}
END_TEST

static bool a_stored(struct rig *r)
{
	return rig_says(r, "Unit.test.weir", "b", "True/");
}

static bool a_told(struct rig *r)
{
	return rig_says(r, "Unit.test.weir", "b", "False/StorageOperationFailed: told to fail");
}

/* In a host that runs: told in the condition, and made up for without anybody's help. */
START_TEST(host_gets_over_a_commit_that_fails)
{
	rig_init(&rig);
	rig_objects(&rig, UNIT("b", "prune: true"));
	commits = 0;
	fail_at = 2;
	rig_open(&rig, false, true);
	ck_assert(rig_until(&rig, 5000, a_told));
	ck_assert(rig_until(&rig, 5000, a_stored));
	rig_close(&rig);
	rig_assert(&rig, "Unit.test.weir", "b", "True/");
	rig_done(&rig);
}
END_TEST

enum border { BEFORE_COMMIT, AFTER_COMMIT, IN_APPLY };
static const char *const border_names[] = { "before commit", "after commit", "in apply" };

/* Kill at the n-th such border, start again; false: there is no n-th. */
static bool survives(enum border border, int n, const char *want_target, const char *want_units)
{
	WEIR_CLEAN_FREE char *is_target = NULL, *is_units = NULL;
	bool died;

	first_step();
	die_before = border == BEFORE_COMMIT ? n : 0;
	die_after = border == AFTER_COMMIT ? n : 0;
	tell_target(border == IN_APPLY ? n : 0);
	died = run_and_die();
	die_before = die_after = 0;
	tell_target(0);
	ck_assert_int_eq(rig_once(&rig), 0);
	is_target = target();
	is_units = units();
	ck_assert_msg(strcmp(is_target, want_target) == 0, "killed %s %d: the target is\n%s\nnot\n%s",
		      border_names[border], n, is_target, want_target);
	ck_assert_msg(strcmp(is_units, want_units) == 0, "killed %s %d: units say\n%s\nnot\n%s", border_names[border],
		      n, is_units, want_units);
	rig_done(&rig);
	return died;
}

START_TEST(killed_at_every_border)
{
	WEIR_CLEAN_FREE char *want_target = NULL, *want_units = NULL;
	int n = 1;

	first_step();
	ck_assert_int_eq(rig_once(&rig), 0);
	want_target = target();
	want_units = units();
	ck_assert_ptr_nonnull(strstr(want_target, "new2"));
	ck_assert_ptr_null(strstr(want_target, "gone"));
	rig_done(&rig);
	while (survives((enum border)_i, n, want_target, want_units))
		n++;
	ck_assert_int_gt(n, 3); /* there were such borders */
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("engine-crash");
	TCase *tc = tcase_create("engine-crash");
	SRunner *runner;
	int failed;

	tcase_set_timeout(tc, 170);
	tcase_add_loop_test(tc, killed_at_every_border, BEFORE_COMMIT, IN_APPLY + 1);
	tcase_add_test(tc, commit_that_fails);
	tcase_add_test(tc, host_gets_over_a_commit_that_fails);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
