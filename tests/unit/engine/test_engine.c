/* SPDX-License-Identifier: Apache-2.0 */
/* test_engine.c - the rules of docs/engine.md, each driven through a whole engine with a fake plugin. */
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

static void assert_ready(const char *name, const char *begins)
{
	rig_assert(&rig, "Unit.test.weir", name, begins);
}

static bool status_has(const char *name, const char *type)
{
	WEIR_CLEAN_JSON json_t *status = rig_status(&rig, "Unit.test.weir", name);
	json_t *condition;
	size_t i;

	json_array_foreach(json_object_get(status, "conditions"), i, condition)
		if (strcmp(weir_get_str_or(condition, "type", ""), type) == 0)
			return strcmp(weir_get_str_or(condition, "status", ""), "True") == 0;
	return false;
}

/* ---- one commit ---- */

START_TEST(source_to_target)
{
	rig_objectsf(&rig, SOURCE UNIT("a", "source: s, prune: true"), "main@sha1:1", "x");
	ck_assert_int_eq(rig_once(&rig), 0);
	assert_ready("a", "True/ReconciliationSucceeded: Applied revision: main@sha1:1");
	ck_assert(rig_has(&rig, FILE_OF("a")));
}
END_TEST

START_TEST(second_run_does_nothing)
{
	WEIR_CLEAN_JSON json_t *before = NULL, *after = NULL;

	rig_objectsf(&rig, SOURCE UNIT("a", "source: s, prune: true"), "r1", "x");
	rig_once(&rig);
	before = rig_events(&rig);
	ck_assert_int_eq(rig_once(&rig), 0);
	after = rig_events(&rig);
	ck_assert_int_eq(rig_count(&rig, "render"), 1);
	ck_assert(json_equal(before, after));
}
END_TEST

START_TEST(new_revision_same_content_renders_nothing)
{
	rig_objectsf(&rig, SOURCE UNIT("a", "source: s, prune: true"), "r1", "x");
	rig_once(&rig);
	rig_objectsf(&rig, SOURCE UNIT("a", "source: s, prune: true"), "r2", "x");
	ck_assert_int_eq(rig_once(&rig), 0);
	ck_assert_int_eq(rig_count(&rig, "render"), 1);
	assert_ready("a", "True/ReconciliationSucceeded: Applied revision: r2");
}
END_TEST

START_TEST(drift_is_repaired)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s/target/%s", rig.dir, FILE_OF("a"));

	rig_objectsf(&rig, SOURCE UNIT("a", "source: s, prune: true"), "r1", "x");
	rig_once(&rig);
	unlink(path);
	ck_assert_int_eq(rig_once(&rig), 0);
	ck_assert(rig_has(&rig, FILE_OF("a")));
}
END_TEST

START_TEST(old_version_is_read_as_the_newest)
{
	rig_objects(&rig, "apiVersion: test.weir/v1beta1\nkind: Unit\nmetadata: {name: a}\nspec: {}\n");
	ck_assert_int_eq(rig_once(&rig), 0);
	assert_ready("a", "True/");
}
END_TEST

/* ---- order ---- */

#define NODES 1000

START_TEST(dependencies_run_first)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	WEIR_CLEAN_FREE char *log = NULL;
	int deps[NODES][2], i, k;

	srand(7);
	for (i = 0; i < NODES; i++) {
		deps[i][0] = i ? rand() % i : -1;
		deps[i][1] = i ? rand() % i : -1;
		weir_strbuf_addf(
			&sb, "apiVersion: test.weir/v1\nkind: Unit\nmetadata: {name: u%04d}\nspec: {dependsOn: [", i);
		if (i)
			weir_strbuf_addf(&sb, "u%04d, u%04d", deps[i][0], deps[i][1]);
		weir_strbuf_adds(&sb, "]}\n---\n");
	}
	rig_objects(&rig, sb.data);
	ck_assert_int_eq(rig_once(&rig), 0);
	log = rig_log(&rig);
	for (i = 1; i < NODES; i++) {
		WEIR_CLEAN_FREE char *mine = weir_asprintf("render u%04d\n", i);

		for (k = 0; k < 2; k++) {
			WEIR_CLEAN_FREE char *theirs = weir_asprintf("render u%04d\n", deps[i][k]);

			ck_assert_ptr_nonnull(strstr(log, mine));
			ck_assert_msg(strstr(log, theirs) < strstr(log, mine), "%s before its dependency %s", mine,
				      theirs);
		}
	}
	ck_assert_int_eq(rig_count(&rig, "render"), NODES);
	weir_strbuf_done(&sb);
}
END_TEST

START_TEST(cycle_is_told_with_its_path)
{
	rig_objects(&rig,
		    UNIT("a", "dependsOn: [b]") UNIT("b", "dependsOn: [c]") UNIT("c", "dependsOn: [a]") UNIT("d", ""));
	ck_assert_int_eq(rig_once(&rig), 1);
	assert_ready("a", "False/DependencyCycle: spec.dependsOn is a cycle: flux-system/a -> flux-system/b -> "
			  "flux-system/c -> flux-system/a");
	ck_assert(status_has("a", "Stalled"));
	assert_ready("d", "True/");
}
END_TEST

START_TEST(missing_dependency)
{
	rig_objects(&rig, UNIT("a", "dependsOn: [nowhere]"));
	ck_assert_int_eq(rig_once(&rig), 1);
	assert_ready("a", "False/DependencyNotReady: dependency 'flux-system/nowhere' is not found");
}
END_TEST

START_TEST(failing_dependency_holds_its_dependents)
{
	rig_objects(&rig, UNIT("a", "fail: transient") UNIT("b", "dependsOn: [a]") UNIT("c", "dependsOn: [b]"));
	ck_assert_int_eq(rig_once(&rig), 1);
	assert_ready("b", "False/DependencyNotReady: dependency 'flux-system/a' is not ready");
	assert_ready("c", "False/DependencyNotReady: dependency 'flux-system/b' is not ready");
	ck_assert_int_eq(rig_count(&rig, "render b"), 0);
}
END_TEST

static bool b_is_ready(struct rig *r)
{
	WEIR_CLEAN_FREE char *said = rig_ready(r, "Unit.test.weir", "b");

	return strncmp(said, "True/", 5) == 0;
}

static bool b_is_held(struct rig *r)
{
	WEIR_CLEAN_FREE char *said = rig_ready(r, "Unit.test.weir", "b");

	return strncmp(said, "False/DependencyNotReady", 24) == 0;
}

START_TEST(dependency_that_recovers_wakes_its_dependents)
{
	int64_t start;

	rig_objects(&rig, UNIT("a", "fail: invalid") UNIT("b", "dependsOn: [a]"));
	rig_open(&rig, false, true);
	ck_assert(rig_until(&rig, 5000, b_is_held));
	rig_objects(&rig, UNIT("a", "retry: 1h") UNIT("b", "dependsOn: [a]"));
	start = loop_now();
	ck_assert_int_eq(rig_reload(&rig, true, NULL), 0);
	ck_assert(rig_until(&rig, 5000, b_is_ready));
	ck_assert_int_lt(loop_now() - start, 1000);
	rig_close(&rig);
}
END_TEST

/* ---- children ---- */

START_TEST(child_that_depends_on_its_waiting_parent)
{
	rig_objects(&rig, UNIT("parent", "wait: true, prune: true, children: [" CHILD(
						 "child", "dependsOn: [parent]") ", " CHILD("other", "") "]"));
	ck_assert_int_eq(rig_once(&rig), 0);
	assert_ready("parent", "True/");
	assert_ready("child", "True/");
}
END_TEST

START_TEST(parent_waits_for_its_children)
{
	rig_objects(&rig,
		    UNIT("parent", "wait: true, children: [" CHILD("child", "fail: invalid") "], timeout: 300ms"));
	ck_assert_int_eq(rig_once(&rig), 1);
	assert_ready("child", "False/BuildFailed: told to fail: invalid");
	assert_ready("parent", "False/HealthCheckFailed");
}
END_TEST

START_TEST(unserved_kinds_are_units_and_hold_nobody)
{
	WEIR_CLEAN_FREE char *said = NULL;

	rig_objects(&rig,
		    UNIT("parent", "wait: true, children: [{apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmRelease, "
				   "metadata: {name: r, namespace: flux-system}, spec: {}}]"));
	ck_assert_int_eq(rig_once(&rig), 1);
	assert_ready("parent", "True/");
	said = rig_ready(&rig, "HelmRelease.helm.toolkit.fluxcd.io", "r");
	ck_assert_msg(strncmp(said, "Unknown/NoPlugin: no plugin serves HelmRelease (helm.toolkit.fluxcd.io)", 71) == 0,
		      "%s", said);
}
END_TEST

START_TEST(child_that_leaves_is_removed_with_what_it_had)
{
	rig_objects(&rig, UNIT("parent", "prune: true, objects: [" OBJECT("p") "], children: [" CHILD(
						 "child", "prune: true, objects: [" OBJECT("c") "]") "]"));
	ck_assert_int_eq(rig_once(&rig), 0);
	ck_assert(rig_has(&rig, FILE_OF("c")));
	rig_objects(&rig, UNIT("parent", "prune: true, objects: [" OBJECT("p") "]"));
	ck_assert_int_eq(rig_once(&rig), 0);
	ck_assert(!rig_has(&rig, FILE_OF("c")));
	ck_assert(rig_has(&rig, FILE_OF("p")));
	ck_assert_ptr_null(rig_status(&rig, "Unit.test.weir", "child"));
}
END_TEST

START_TEST(child_that_leaves_stays_without_prune)
{
	rig_objects(&rig, UNIT("parent", "objects: [" OBJECT("p") "], children: [" CHILD(
						 "child", "objects: [" OBJECT("c") "]") "]"));
	rig_once(&rig);
	rig_objects(&rig, UNIT("parent", "objects: [" OBJECT("p") "]"));
	rig_once(&rig);
	ck_assert(rig_has(&rig, FILE_OF("c")));
	assert_ready("child", "True/");
}
END_TEST

static const struct {
	const char *policy;
	bool prune, gone;
} deletions[] = {
	{ "mirror", true, true },  { "mirror", false, false }, { "delete", false, true },
	{ "orphan", true, false }, { "wait", false, true },
};

START_TEST(deletion_policy)
{
	rig_objectsf(&rig,
		     UNIT("parent", "prune: true, objects: [" OBJECT("p") "], children: [" CHILD(
					    "child", "deletion: %s, prune: %s, objects: [" OBJECT("c") "]") "]"),
		     deletions[_i].policy, deletions[_i].prune ? "true" : "false");
	ck_assert_int_eq(rig_once(&rig), 0);
	rig_objects(&rig, UNIT("parent", "prune: true, objects: [" OBJECT("p") "]"));
	ck_assert_int_eq(rig_once(&rig), 0);
	ck_assert_msg(rig_has(&rig, FILE_OF("c")) == !deletions[_i].gone, "policy %s, prune %d", deletions[_i].policy,
		      deletions[_i].prune);
}
END_TEST

/* ---- prune ---- */

START_TEST(prune_takes_what_left_the_plan)
{
	rig_objects(&rig, UNIT("a", "prune: true, objects: [" OBJECT("x") ", " OBJECT("y") "]"));
	rig_once(&rig);
	rig_objects(&rig, UNIT("a", "prune: true, objects: [" OBJECT("x") "]"));
	ck_assert_int_eq(rig_once(&rig), 0);
	ck_assert(rig_has(&rig, FILE_OF("x")));
	ck_assert(!rig_has(&rig, FILE_OF("y")));
}
END_TEST

START_TEST(empty_plan_deletes_nothing)
{
	rig_objects(&rig, UNIT("a", "prune: true, objects: [" OBJECT("x") "]"));
	rig_once(&rig);
	rig_objects(&rig, UNIT("a", "prune: true"));
	ck_assert_int_eq(rig_once(&rig), 1);
	ck_assert(rig_has(&rig, FILE_OF("x")));
	assert_ready("a", "False/PruneFailed: the build gives no objects, and 1 would be pruned");
}
END_TEST

/* ---- failures ---- */

static const struct {
	const char *code;
	bool stalled;
} failures[] = { { "transient", false }, { "internal", false }, { "auth", false } };

START_TEST(failure_is_told_once)
{
	WEIR_CLEAN_JSON json_t *events = NULL;

	rig_objectsf(&rig, UNIT("a", "fail: %s"), failures[_i].code);
	ck_assert_int_eq(rig_once(&rig), 1);
	ck_assert_int_eq(rig_once(&rig), 1);
	assert_ready("a", "False/");
	ck_assert(status_has("a", "Reconciling"));
	events = rig_events(&rig);
	ck_assert_uint_eq(json_array_size(events), 1); /* although both runs failed */
	ck_assert_str_eq(weir_get_str(json_array_get(events, 0), "severity"), "error");
}
END_TEST

START_TEST(invalid_field_stalls_its_unit_alone)
{
	rig_objects(&rig, UNIT("a", "interval: \"1d\"") UNIT("b", ""));
	ck_assert_int_eq(rig_once(&rig), 1);
	assert_ready("a", "False/InvalidSpec: spec.interval: invalid duration \"1d\"");
	ck_assert(status_has("a", "Stalled"));
	assert_ready("b", "True/");
}
END_TEST

START_TEST(suspended_stays_untouched)
{
	rig_objects(&rig, UNIT("a", "suspend: true, objects: [" OBJECT("x") "]"));
	ck_assert_int_eq(rig_once(&rig), 0);
	ck_assert(!rig_has(&rig, FILE_OF("x")));
}
END_TEST

START_TEST(suspended_by_command_stays_so_over_a_restart)
{
	struct weir_error err = WEIR_ERROR_INIT;

	rig_objects(&rig, UNIT("b", "objects: [" OBJECT("x") "]"));
	rig_open(&rig, false, true);
	ck_assert(rig_until(&rig, 5000, b_is_ready));
	ck_assert_int_eq(engine_suspend(rig.engine, "Unit.test.weir/flux-system/b", true, &err), 0);
	rig_close(&rig);
	rig_objects(&rig, UNIT("b", "objects: [" OBJECT("y") "]"));
	rig_once(&rig);
	ck_assert(!rig_has(&rig, FILE_OF("y")));
}
END_TEST

/* ---- health ---- */

START_TEST(failed_object_ends_the_wait_at_once)
{
	int64_t start = loop_now();

	rig_objects(&rig,
		    UNIT("a", "wait: true, timeout: 60s, objects: [{apiVersion: v1, kind: Data, metadata: {name: x}, "
			      "health: Failed}]"));
	ck_assert_int_eq(rig_once(&rig), 1);
	assert_ready("a", "False/HealthCheckFailed");
	ck_assert_int_lt(loop_now() - start, 10000);
}
END_TEST

START_TEST(wait_ends_with_the_timeout_and_names_the_object)
{
	WEIR_CLEAN_FREE char *said = NULL;

	rig_objects(&rig,
		    UNIT("a", "wait: true, timeout: 300ms, objects: [{apiVersion: v1, kind: Data, metadata: {name: x}, "
			      "health: InProgress}]") UNIT("b", ""));
	ck_assert_int_eq(rig_once(&rig), 1);
	said = rig_ready(&rig, "Unit.test.weir", "a");
	ck_assert_ptr_nonnull(strstr(said, "Data/x is InProgress"));
	assert_ready("b", "True/");
}
END_TEST

/* ---- plugins that come and go ---- */

START_TEST(units_outlive_their_plugin)
{
	rig_objects(&rig, UNIT("a", "prune: true, objects: [" OBJECT("x") "]"));
	rig_once(&rig);
	rig_objects(&rig, "");
	rig_open(&rig, true, false);
	loop_run(rig.loop, NULL);
	rig_close(&rig);
	ck_assert(rig_has(&rig, FILE_OF("x")));
}
END_TEST

/* ---- a process that dies between the intent and the end ---- */

START_TEST(intent_of_a_dead_process_is_pruned)
{
	struct weir_error err = WEIR_ERROR_INIT;
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s/target/" FILE_OF("orphan"), rig.dir);
	WEIR_CLEAN_FREE char *state = weir_asprintf("%s/state", rig.dir);
	struct store *store;
	FILE *file;

	rig_objects(&rig, UNIT("a", "prune: true, objects: [" OBJECT("x") "]"));
	rig_once(&rig);
	/* As a process leaves it that was killed after it had written "orphan" and before it settled. */
	file = fopen(path, "w");
	fputs("{}", file);
	fclose(file);
	ck_assert_int_eq(store_open(state, STORE_WRITE, &store, &err), 0);
	{
		struct store_unit row = { .key = "Unit.test.weir/flux-system/a",
					  .origin = "config:x",
					  .generation = 1 };

		row.object = json_pack("{s:s, s:s, s:{s:s, s:s}, s:{}}", "apiVersion", "test.weir/v1", "kind", "Unit",
				       "metadata", "name", "a", "namespace", "flux-system", "spec");
		row.inventory = json_pack("[{s:s, s:s, s:s, s:s}]", "group", "", "kind", "Data", "namespace", "default",
					  "name", "x");
		row.intent = json_pack("[{s:s, s:s, s:s, s:s}]", "group", "", "kind", "Data", "namespace", "default",
				       "name", "orphan");
		ck_assert_int_eq(store_put_unit(store, &row, &err), 0);
		json_decref(row.object);
		json_decref(row.inventory);
		json_decref(row.intent);
	}
	store_close(store);
	ck_assert_int_eq(rig_once(&rig), 0);
	ck_assert(!rig_has(&rig, FILE_OF("orphan")));
	ck_assert(rig_has(&rig, FILE_OF("x")));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("engine");
	TCase *tc = tcase_create("engine");
	SRunner *runner;
	int failed;

	tcase_set_timeout(tc, 120);
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, source_to_target);
	tcase_add_test(tc, second_run_does_nothing);
	tcase_add_test(tc, new_revision_same_content_renders_nothing);
	tcase_add_test(tc, drift_is_repaired);
	tcase_add_test(tc, old_version_is_read_as_the_newest);
	tcase_add_test(tc, dependencies_run_first);
	tcase_add_test(tc, cycle_is_told_with_its_path);
	tcase_add_test(tc, missing_dependency);
	tcase_add_test(tc, failing_dependency_holds_its_dependents);
	tcase_add_test(tc, dependency_that_recovers_wakes_its_dependents);
	tcase_add_test(tc, child_that_depends_on_its_waiting_parent);
	tcase_add_test(tc, parent_waits_for_its_children);
	tcase_add_test(tc, unserved_kinds_are_units_and_hold_nobody);
	tcase_add_test(tc, child_that_leaves_is_removed_with_what_it_had);
	tcase_add_test(tc, child_that_leaves_stays_without_prune);
	tcase_add_loop_test(tc, deletion_policy, 0, sizeof(deletions) / sizeof(deletions[0]));
	tcase_add_test(tc, prune_takes_what_left_the_plan);
	tcase_add_test(tc, empty_plan_deletes_nothing);
	tcase_add_loop_test(tc, failure_is_told_once, 0, sizeof(failures) / sizeof(failures[0]));
	tcase_add_test(tc, invalid_field_stalls_its_unit_alone);
	tcase_add_test(tc, suspended_stays_untouched);
	tcase_add_test(tc, suspended_by_command_stays_so_over_a_restart);
	tcase_add_test(tc, failed_object_ends_the_wait_at_once);
	tcase_add_test(tc, wait_ends_with_the_timeout_and_names_the_object);
	tcase_add_test(tc, units_outlive_their_plugin);
	tcase_add_test(tc, intent_of_a_dead_process_is_pruned);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
