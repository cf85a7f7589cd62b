/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_owners.c - objects and children that move from one unit to another are never deleted on the way;
 * what really goes, goes last, and WaitForTermination waits for its end.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "rig.h"

static struct rig rig;

static void setup(void)
{
	rig_init(&rig);
}

static void teardown(void)
{
	rig_done(&rig);
}

static void assert_ready(const char *name)
{
	rig_assert(&rig, "Unit.test.weir", name, "True/");
}

static int errors(void)
{
	WEIR_CLEAN_JSON json_t *events = rig_events(&rig);
	json_t *event;
	size_t i;
	int n = 0;

	json_array_foreach(events, i, event)
		if (strcmp(weir_get_str_or(event, "severity", ""), "error") == 0) {
			printf("# %s\n", weir_get_str_or(event, "message", ""));
			n++;
		}
	return n;
}

/* Who is slow, so that each of two units comes first once, and both together. */
static const char *const slower[][2] = { { "sleep: 150", "sleep: 0" },
					 { "sleep: 0", "sleep: 150" },
					 { "sleep: 1", "sleep: 1" } };

/* ---- objects ---- */

static void move_x(const char *a, const char *b)
{
	rig_objects(&rig, UNIT("a", "prune: true, objects: [" OBJECT("a") ", " OBJECT("x") "]")
				  UNIT("b", "prune: true, objects: [" OBJECT("b") "]"));
	ck_assert_int_eq(rig_once(&rig), 0);
	rig_objectsf(&rig,
		     UNIT("a", "prune: true, %s, objects: [" OBJECT("a") "]")
			     UNIT("b", "prune: true, %s, objects: [" OBJECT("b") ", " OBJECT("x") "]"),
		     a, b);
	ck_assert_int_eq(rig_once(&rig), 0);
	assert_ready("a");
	assert_ready("b");
	ck_assert(rig_has(&rig, FILE_OF("x")));
	ck_assert_int_eq(rig_count(&rig, "prune"), 0);
	ck_assert_int_eq(errors(), 0);
}

START_TEST(object_moves_to_another_unit)
{
	move_x(slower[_i][0], slower[_i][1]);
	/* It is b's alone from now on. */
	rig_objects(&rig, UNIT("a", "prune: true, objects: [" OBJECT("a") "]")
				  UNIT("b", "prune: true, objects: [" OBJECT("b") "]"));
	ck_assert_int_eq(rig_once(&rig), 0);
	ck_assert(!rig_has(&rig, FILE_OF("x")));
	ck_assert_int_eq(rig_count(&rig, "prune x"), 1);
}
END_TEST

static const char *const dependent[][2] = { { "dependsOn: [b]", "sleep: 20" }, { "sleep: 20", "dependsOn: [a]" } };

START_TEST(object_moves_along_a_dependency)
{
	int64_t start = loop_now();

	move_x(dependent[_i][0], dependent[_i][1]);
	ck_assert_int_lt(loop_now() - start, 5000);
}
END_TEST

/* a waits for b, b for c, c would wait for d, d for a: who is behind one that waits has no say. */
START_TEST(a_circle_of_waiting_units_goes_on)
{
	int64_t start = loop_now();

	rig_objects(&rig, UNIT("a", "prune: true, objects: [" OBJECT("a") ", " OBJECT("x") "]")
				  UNIT("b", "objects: [" OBJECT("b") "], dependsOn: [c]")
					  UNIT("c", "prune: true, objects: [" OBJECT("c") ", " OBJECT("y") "]")
						  UNIT("d", "objects: [" OBJECT("d") "], dependsOn: [a]"));
	ck_assert_int_eq(rig_once(&rig), 0);
	rig_objects(&rig, UNIT("a", "prune: true, objects: [" OBJECT("a") "]")
				  UNIT("b", "objects: [" OBJECT("b") "], dependsOn: [c], sleep: 1")
					  UNIT("c", "prune: true, objects: [" OBJECT("c") "]")
						  UNIT("d", "objects: [" OBJECT("d") "], dependsOn: [a], sleep: 1"));
	ck_assert_int_eq(rig_once(&rig), 0);
	ck_assert_int_lt(loop_now() - start, 5000);
	ck_assert(!rig_has(&rig, FILE_OF("x")) && !rig_has(&rig, FILE_OF("y")));
}
END_TEST

#define PARENT(spec, children) UNIT("p", "prune: true, " spec ", objects: [" OBJECT("p") "], children: [" children "]")

/* The same folder under another name. */
START_TEST(a_renamed_unit_keeps_its_objects)
{
	rig_objects(&rig, PARENT("sleep: 0", CHILD("old", "prune: true, objects: [" OBJECT("x") "]")));
	ck_assert_int_eq(rig_once(&rig), 0);
	rig_objects(&rig, PARENT("sleep: 1", CHILD("new", "prune: true, sleep: 100, objects: [" OBJECT("x") "]")));
	ck_assert_int_eq(rig_once(&rig), 0);
	rig_assert(&rig, "Unit.test.weir", "new", "True/");
	rig_assert(&rig, "Unit.test.weir", "old", "");
	ck_assert(rig_has(&rig, FILE_OF("x")));
	ck_assert_int_eq(rig_count(&rig, "prune x"), 0);
	ck_assert_int_eq(rig_count(&rig, "prune old"), 1);
	ck_assert_int_eq(errors(), 0);
}
END_TEST

START_TEST(two_that_want_the_same_are_told_and_the_second_gets_it_later)
{
	rig_objects(&rig, UNIT("a", "prune: true, objects: [" OBJECT("a") ", " OBJECT("x") "]"));
	ck_assert_int_eq(rig_once(&rig), 0);
	rig_objects(&rig, UNIT("a", "prune: true, objects: [" OBJECT("a") ", " OBJECT("x") "]")
				  UNIT("b", "prune: true, retry: 1h, objects: [" OBJECT("b") ", " OBJECT("x") "]"));
	ck_assert_int_eq(rig_once(&rig), 1);
	rig_assert(&rig, "Unit.test.weir", "b", "False/OwnedByAnother: Data/default/x belongs to a");
	assert_ready("a");
	rig_objects(&rig, UNIT("a", "prune: true, objects: [" OBJECT("a") "]")
				  UNIT("b", "prune: true, retry: 1h, objects: [" OBJECT("b") ", " OBJECT("x") "]"));
	ck_assert_int_eq(rig_once(&rig), 0);
	assert_ready("b");
	ck_assert_int_eq(rig_count(&rig, "prune"), 0);
	ck_assert(rig_has(&rig, FILE_OF("x")));
}
END_TEST

/* The mark is of a unit that is no more, and left it there. */
START_TEST(what_an_orphaned_unit_left_is_free)
{
	rig_objects(&rig, PARENT("sleep: 0", CHILD("old", "deletion: orphan, objects: [" OBJECT("x") "]")));
	ck_assert_int_eq(rig_once(&rig), 0);
	rig_objects(&rig, PARENT("sleep: 1", ""));
	ck_assert_int_eq(rig_once(&rig), 0);
	ck_assert(rig_has(&rig, FILE_OF("x")));
	rig_objects(&rig, PARENT("sleep: 0", CHILD("new", "prune: true, objects: [" OBJECT("x") "]")));
	ck_assert_int_eq(rig_once(&rig), 0);
	rig_assert(&rig, "Unit.test.weir", "new", "True/");
}
END_TEST

/* ---- children ---- */

#define C CHILD("c", "prune: true, objects: [" OBJECT("c") "]")

START_TEST(child_moves_without_an_end)
{
	rig_objects(&rig, UNIT("a", "prune: true, objects: [" OBJECT("a") "], children: [" C "]")
				  UNIT("b", "prune: true, objects: [" OBJECT("b") "]"));
	ck_assert_int_eq(rig_once(&rig), 0);
	rig_objectsf(&rig,
		     UNIT("a", "prune: true, %s, objects: [" OBJECT("a") "]")
			     UNIT("b", "prune: true, %s, objects: [" OBJECT("b") "], children: [" C "]"),
		     slower[_i][0], slower[_i][1]);
	ck_assert_int_eq(rig_once(&rig), 0);
	assert_ready("c");
	ck_assert_int_eq(rig_count(&rig, "prune"), 0);
	ck_assert_int_eq(rig_count(&rig, "render c"), 1);
	ck_assert_int_eq(errors(), 0);
}
END_TEST

/* Its parent goes in the same commit. */
START_TEST(child_moves_from_a_parent_that_ends)
{
	rig_objects(&rig,
		    PARENT("sleep: 0", CHILD("a", "prune: true, children: [" C "]") ", " CHILD("b", "prune: true")));
	ck_assert_int_eq(rig_once(&rig), 0);
	rig_objectsf(&rig, PARENT("%s", CHILD("b", "prune: true, %s, children: [" C "]")), slower[_i][0],
		     slower[_i][1]);
	ck_assert_int_eq(rig_once(&rig), 0);
	assert_ready("c");
	rig_assert(&rig, "Unit.test.weir", "a", "");
	ck_assert_int_eq(rig_count(&rig, "prune c"), 0);
	ck_assert(rig_has(&rig, FILE_OF("c")));
	ck_assert_int_eq(errors(), 0);
}
END_TEST

/* ---- suspended, and the wait for the end ---- */

START_TEST(a_suspended_unit_is_removed_without_a_prune)
{
	rig_objects(&rig, PARENT("sleep: 0", CHILD("c", "prune: true, objects: [" OBJECT("c") "]")));
	ck_assert_int_eq(rig_once(&rig), 0);
	rig_objects(&rig, PARENT("sleep: 1", CHILD("c", "prune: true, suspend: true, objects: [" OBJECT("c") "]")));
	rig_once(&rig);
	rig_objects(&rig, PARENT("sleep: 0", ""));
	rig_once(&rig);
	rig_assert(&rig, "Unit.test.weir", "c", "");
	ck_assert(rig_has(&rig, FILE_OF("c")));
}
END_TEST

#define LINGERING(name) "{apiVersion: v1, kind: Data, lingers: true, metadata: {name: '" name "', namespace: default}}"
#define WAITING(more)   CHILD("c", "deletion: wait, " more ", objects: [" OBJECT("c") ", " LINGERING("l") "]")

static bool is_pruned(struct rig *r)
{
	return rig_count(r, "prune l") > 0;
}

static bool is_gone(struct rig *r)
{
	return rig_says(r, "Unit.test.weir", "c", "") && !rig_says(r, "Unit.test.weir", "c", "T") &&
	       !rig_says(r, "Unit.test.weir", "c", "F");
}

static bool has_failed(struct rig *r)
{
	return rig_says(r, "Unit.test.weir", "c", "False/PruneFailed: what was deleted is still there: timeout after ");
}

static void begin_waiting(const char *with, const char *without)
{
	rig_objectsf(&rig, "%s", with);
	ck_assert_int_eq(rig_once(&rig), 0);
	rig_objectsf(&rig, "%s", without);
	rig_open(&rig, false, true);
	ck_assert(rig_until(&rig, 5000, is_pruned));
	ck_assert(!rig_until(&rig, 300, is_gone));
}

static void end_lingering(void)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s/target/" FILE_OF("l"), rig.dir);

	ck_assert_int_eq(unlink(path), 0);
}

START_TEST(removal_waits_for_the_end_of_its_objects)
{
	begin_waiting(PARENT("sleep: 0", WAITING("timeout: 1m")), PARENT("sleep: 1", ""));
	end_lingering();
	ck_assert(rig_until(&rig, 10000, is_gone));
	rig_close(&rig);
	ck_assert_int_eq(errors(), 0);
}
END_TEST

START_TEST(removal_that_takes_too_long_says_so_and_tries_again)
{
	begin_waiting(PARENT("sleep: 0", WAITING("timeout: 400ms, retry: 50ms")), PARENT("sleep: 1", ""));
	ck_assert(rig_until(&rig, 5000, has_failed));
	end_lingering();
	ck_assert(rig_until(&rig, 5000, is_gone));
	rig_close(&rig);
}
END_TEST

START_TEST(removal_is_waited_for_after_a_restart)
{
	begin_waiting(PARENT("sleep: 0", WAITING("timeout: 1m")), PARENT("sleep: 1", ""));
	rig_close(&rig);
	rig_open(&rig, false, true);
	ck_assert(!rig_until(&rig, 300, is_gone));
	end_lingering();
	ck_assert(rig_until(&rig, 10000, is_gone));
	rig_close(&rig);
}
END_TEST

/* The end of a parent that waits is after that of its children. */
START_TEST(removal_waits_for_children)
{
	begin_waiting(PARENT("sleep: 0", CHILD("c", "deletion: wait, objects: [" OBJECT("c") "], children: [" CHILD(
							    "g", "deletion: wait, objects: [" LINGERING("l") "]") "]")),
		      PARENT("sleep: 1", ""));
	end_lingering();
	ck_assert(rig_until(&rig, 10000, is_gone));
	rig_close(&rig);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("engine-owners");
	TCase *tc = tcase_create("engine-owners");
	SRunner *runner;
	int failed;

	tcase_set_timeout(tc, 60);
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, object_moves_to_another_unit, 0, 3);
	tcase_add_loop_test(tc, object_moves_along_a_dependency, 0, 2);
	tcase_add_test(tc, a_circle_of_waiting_units_goes_on);
	tcase_add_test(tc, a_renamed_unit_keeps_its_objects);
	tcase_add_test(tc, two_that_want_the_same_are_told_and_the_second_gets_it_later);
	tcase_add_test(tc, what_an_orphaned_unit_left_is_free);
	tcase_add_loop_test(tc, child_moves_without_an_end, 0, 3);
	tcase_add_loop_test(tc, child_moves_from_a_parent_that_ends, 0, 3);
	tcase_add_test(tc, a_suspended_unit_is_removed_without_a_prune);
	tcase_add_test(tc, removal_waits_for_the_end_of_its_objects);
	tcase_add_test(tc, removal_that_takes_too_long_says_so_and_tries_again);
	tcase_add_test(tc, removal_is_waited_for_after_a_restart);
	tcase_add_test(tc, removal_waits_for_children);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
