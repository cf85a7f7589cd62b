/* SPDX-License-Identifier: Apache-2.0 */
/* test_children.c - units that units make: whose they are, derived ones, how they end, who waits for whom. */
#include <check.h>
#include <stdlib.h>
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

static bool exists(const char *kind, const char *name)
{
	WEIR_CLEAN_JSON json_t *status = rig_status(&rig, kind, name);

	return status != NULL;
}

/* Events whose message has @text. */
static int events_with(const char *reason, const char *text)
{
	WEIR_CLEAN_JSON json_t *events = rig_events(&rig);
	json_t *event;
	size_t i;
	int n = 0;

	json_array_foreach(events, i, event)
		n += strcmp(weir_get_str_or(event, "reason", ""), reason) == 0 &&
		     strstr(weir_get_str_or(event, "message", ""), text) != NULL;
	return n;
}

/* ---- whose child it is ---- */

#define C CHILD("c", "prune: true, objects: [" OBJECT("c") "]")

static const char *const slower[][2] = { { "sleep: 200", "sleep: 0" }, { "sleep: 0", "sleep: 200" } };

START_TEST(child_moves_to_another_parent)
{
	rig_objects(&rig, UNIT("a", "prune: true, objects: [" OBJECT("a") "], children: [" C "]")
				  UNIT("b", "prune: true, objects: [" OBJECT("b") "]"));
	ck_assert_int_eq(rig_once(&rig), 0);
	rig_objectsf(&rig,
		     UNIT("a", "prune: true, %s, objects: [" OBJECT("a") "]")
			     UNIT("b", "prune: true, %s, objects: [" OBJECT("b") "], children: [" C "]"),
		     slower[_i][0], slower[_i][1]);
	ck_assert_int_eq(rig_once(&rig), 0);
	assert_ready("c", "True/");
	ck_assert(rig_has(&rig, FILE_OF("c")));
	rig_objects(&rig, UNIT("b", "prune: true, objects: [" OBJECT("b") "]"));
	ck_assert_int_eq(rig_once(&rig), 0);
	ck_assert(!exists("Unit.test.weir", "c"));
	ck_assert(!rig_has(&rig, FILE_OF("c")));
}
END_TEST

START_TEST(second_parent_is_refused_and_told)
{
	rig_objects(&rig, UNIT("a", "prune: true, children: [" C "]")
				  UNIT("b", "prune: true, sleep: 100, children: [" CHILD("c", "interval: 2h") "]"));
	rig_once(&rig);
	ck_assert_int_eq(rig_count(&rig, "render c"), 1);
	ck_assert_int_eq(events_with("OwnedByAnother", "Unit.test.weir/flux-system/c already belongs to "
						       "Unit.test.weir/flux-system/a: Unit.test.weir/flux-system/b"),
			 1);
	assert_ready("c", "True/");
}
END_TEST

START_TEST(child_that_was_kept_goes_to_who_has_it)
{
	rig_objects(&rig, UNIT("a", "objects: [" OBJECT("a") "], children: [" C "]") UNIT("b", ""));
	rig_once(&rig);
	rig_objects(&rig, UNIT("a", "objects: [" OBJECT("a") "]") UNIT("b", ""));
	rig_once(&rig);
	assert_ready("c", "True/");
	rig_objects(&rig, UNIT("a", "objects: [" OBJECT("a") "]")
				  UNIT("b", "prune: true, objects: [" OBJECT("b") "], children: [" C "]"));
	ck_assert_int_eq(rig_once(&rig), 0);
	ck_assert_int_eq(events_with("OwnedByAnother", ""), 0);
	rig_objects(&rig, UNIT("a", "objects: [" OBJECT("a") "]") UNIT("b", "prune: true, objects: [" OBJECT("b") "]"));
	ck_assert_int_eq(rig_once(&rig), 0);
	ck_assert(!exists("Unit.test.weir", "c"));
}
END_TEST

START_TEST(prune_disabled_keeps_a_child)
{
	rig_objects(&rig, UNIT("a", "prune: true, objects: [" OBJECT(
					    "a") "], children: [{apiVersion: test.weir/v1, kind: Unit, "
						 "metadata: {name: c, namespace: flux-system, labels: "
						 "{x.toolkit/prune: disabled}}, spec: "
						 "{prune: true, objects: [" OBJECT("c") "]}}]"));
	ck_assert_int_eq(rig_once(&rig), 0);
	rig_objects(&rig, UNIT("a", "prune: true, objects: [" OBJECT("a") "]"));
	ck_assert_int_eq(rig_once(&rig), 0);
	ck_assert(exists("Unit.test.weir", "c"));
	ck_assert(rig_has(&rig, FILE_OF("c")));
}
END_TEST

START_TEST(what_leaves_the_config_stops_with_its_children)
{
	rig_objects(&rig,
		    UNIT("a", "prune: true, children: [" CHILD("c", "prune: true, objects: [" OBJECT("c") "]") "]")
			    UNIT("b", ""));
	ck_assert_int_eq(rig_once(&rig), 0);
	rig_objects(&rig, UNIT("b", ""));
	ck_assert_int_eq(rig_once(&rig), 0);
	ck_assert(!exists("Unit.test.weir", "a"));
	ck_assert(!exists("Unit.test.weir", "c"));
	ck_assert(rig_has(&rig, FILE_OF("c")));
	assert_ready("b", "True/");
}
END_TEST

#define JSON_OBJECT \
	"{\"apiVersion\": \"v1\", \"kind\": \"Data\", \"metadata\": {\"name\": \"a\", \"namespace\": \"default\"}}"

/* The object that starts weir stands in its own repository. */
START_TEST(unit_that_makes_itself)
{
	int64_t start = loop_now();

	rig_objectsf(&rig, SOURCE UNIT("a", "source: s, wait: true, prune: true, timeout: 60s"), "r1",
		     "[{\"apiVersion\": \"test.weir/v1\", \"kind\": \"Unit\", \"metadata\": {\"name\": \"a\", "
		     "\"namespace\": \"flux-system\", \"labels\": {\"from\": \"git\"}}, \"spec\": {\"source\": \"s\", "
		     "\"wait\": true, \"prune\": true, \"timeout\": \"60s\", \"objects\": [" JSON_OBJECT "]}}]");
	ck_assert_int_eq(rig_once(&rig), 0);
	ck_assert_int_eq(rig_once(&rig), 0);
	ck_assert_int_lt(loop_now() - start, 10000);
	assert_ready("a", "True/");
	ck_assert(rig_has(&rig, FILE_OF("a")));
}
END_TEST

/* What comes from the repository does not have itself: no reason to go round and round. */
START_TEST(unit_that_makes_another_self)
{
	rig_objectsf(&rig,
		     SOURCE UNIT("a", "source: s, prune: true, children: [" CHILD(
					      "a", "prune: true, objects: [" OBJECT("a") "]") "]"),
		     "r1", "");
	ck_assert_int_eq(rig_once(&rig), 0);
	ck_assert_int_lt(rig_count(&rig, "render a"), 4);
	ck_assert(rig_has(&rig, FILE_OF("a")));
}
END_TEST

static char *nested(int depth)
{
	char *inner = weir_strdup(""), *outer;

	for (; depth; depth--) {
		outer = weir_asprintf("{\"apiVersion\": \"test.weir/v1\", \"kind\": \"Unit\", \"metadata\": {\"name\": "
				      "\"n%d\", \"namespace\": \"flux-system\"}, \"spec\": {\"children\": [%s]}}",
				      depth, inner);
		free(inner);
		inner = outer;
	}
	return inner;
}

START_TEST(depth_of_children_is_limited)
{
	WEIR_CLEAN_FREE char *all = nested(70);

	rig_objectsf(&rig, "%s", all);
	rig_once(&rig);
	ck_assert(exists("Unit.test.weir", "n65"));
	ck_assert(!exists("Unit.test.weir", "n66"));
	ck_assert_int_eq(events_with("TooDeep", "n66"), 1);
}
END_TEST

/* ---- derived ---- */

#define DERIVED(name, data)                                               \
	"{apiVersion: test.weir/v1, kind: Source, metadata: {name: " name \
	", namespace: flux-system}, spec: {revision: "                    \
	"r1, data: " data "}}"

START_TEST(derived_source_is_read_by_who_derives_it)
{
	rig_objects(&rig, UNIT("a", "source: d, derived: [" DERIVED("d", "x") "]"));
	ck_assert_int_eq(rig_once(&rig), 0);
	assert_ready("a", "True/ReconciliationSucceeded: Applied revision: r1");
	ck_assert(rig_has(&rig, FILE_OF("a")));
	ck_assert(!rig_has(&rig, "Source.test.weir,flux-system,d")); /* it is weir's own, not the target's */
}
END_TEST

START_TEST(derived_ones_change_with_their_maker)
{
	rig_objects(&rig, UNIT("a", "source: d, derived: [" DERIVED("d", "x") "]"));
	rig_once(&rig);
	rig_objects(&rig, UNIT("a", "source: e, derived: [" DERIVED("e", "x") "]"));
	ck_assert_int_eq(rig_once(&rig), 0);
	ck_assert(!exists("Source.test.weir", "d"));
	ck_assert(exists("Source.test.weir", "e"));
	assert_ready("a", "True/");
}
END_TEST

START_TEST(derived_ones_end_with_their_maker)
{
	rig_objects(&rig, UNIT("p", "prune: true, objects: [" OBJECT("p") "], children: [" CHILD(
					    "a", "deletion: orphan, source: d, derived: [" DERIVED("d", "x") "]") "]"));
	ck_assert_int_eq(rig_once(&rig), 0);
	ck_assert(exists("Source.test.weir", "d"));
	rig_objects(&rig, UNIT("p", "prune: true, objects: [" OBJECT("p") "]"));
	ck_assert_int_eq(rig_once(&rig), 0);
	ck_assert(!exists("Unit.test.weir", "a"));
	ck_assert(!exists("Source.test.weir", "d"));
	ck_assert(rig_has(&rig, FILE_OF("a")));
}
END_TEST

START_TEST(derived_by_several_goes_from_one_to_the_next)
{
	rig_objects(&rig, UNIT("a", "source: d, derived: [" DERIVED("d", "x") "]")
				  UNIT("b", "source: d, derived: [" DERIVED("d", "x") "]"));
	ck_assert_int_eq(rig_once(&rig), 0);
	assert_ready("a", "True/");
	assert_ready("b", "True/");
	ck_assert_int_eq(events_with("OwnedByAnother", "belongs"), 0);
	rig_objects(&rig, UNIT("b", "source: d, derived: [" DERIVED("d", "x") "]"));
	ck_assert_int_eq(rig_once(&rig), 0);
	ck_assert(exists("Source.test.weir", "d"));
	assert_ready("b", "True/");
	rig_objects(&rig, UNIT("c", "objects: [" OBJECT("c") "]"));
	ck_assert_int_eq(rig_once(&rig), 0);
	ck_assert(!exists("Source.test.weir", "d"));
}
END_TEST

START_TEST(derived_by_several_in_a_plan_ends_with_the_last)
{
#define SHARER(name) CHILD(name, "source: d, derived: [" DERIVED("d", "x") "]")
	rig_objects(&rig,
		    UNIT("p", "prune: true, objects: [" OBJECT("p") "], children: [" SHARER("a") "," SHARER("b") "]"));
	ck_assert_int_eq(rig_once(&rig), 0);
	rig_objects(&rig, UNIT("p", "prune: true, objects: [" OBJECT("p") "], children: [" SHARER("b") "]"));
	ck_assert_int_eq(rig_once(&rig), 0);
	ck_assert(!exists("Unit.test.weir", "a"));
	ck_assert(exists("Source.test.weir", "d"));
	assert_ready("b", "True/");
	rig_objects(&rig, UNIT("p", "prune: true, objects: [" OBJECT("p") "]"));
	ck_assert_int_eq(rig_once(&rig), 0);
	ck_assert(!exists("Source.test.weir", "d"));
#undef SHARER
}
END_TEST

START_TEST(derived_by_two_in_two_ways_is_told)
{
	rig_objects(&rig, UNIT("a", "source: d, derived: [" DERIVED("d", "x") "]")
				  UNIT("b", "source: d, derived: [" DERIVED("d", "y") "]"));
	rig_once(&rig);
	ck_assert_int_eq(events_with("OwnedByAnother", "Source.test.weir"), 1);
}
END_TEST

/* ---- who waits for whom ---- */

START_TEST(grandchild_that_depends_on_a_waiting_grandparent)
{
	int64_t start = loop_now();

	rig_objects(
		&rig,
		UNIT("p", "wait: true, timeout: 60s, children: [" CHILD(
				  "c", "wait: true, timeout: 60s, children: [" CHILD("g", "dependsOn: [p]") "]") "]"));
	ck_assert_int_eq(rig_once(&rig), 0);
	ck_assert_int_lt(loop_now() - start, 10000);
	assert_ready("p", "True/");
	assert_ready("c", "True/");
	assert_ready("g", "True/");
}
END_TEST

START_TEST(once_does_not_wait_for_a_child_that_has_failed)
{
	int64_t start = loop_now();

	rig_objects(&rig, UNIT("p", "wait: true, timeout: 10m, children: [" CHILD("c", "fail: transient") "]"));
	ck_assert_int_eq(rig_once(&rig), 1);
	ck_assert_int_lt(loop_now() - start, 10000);
	assert_ready("p", "False/HealthCheckFailed: health check failed: Unit/flux-system/c");
}
END_TEST

static bool p_failed(struct rig *r)
{
	return rig_says(r, "Unit.test.weir", "p", "False/HealthCheckFailed");
}

static bool p_ready(struct rig *r)
{
	return rig_says(r, "Unit.test.weir", "p", "True/");
}

/* c fails as long as nothing has made the object that it reads. */
START_TEST(parent_hears_of_a_child_that_recovers)
{
	const char *p = UNIT("p", "wait: true, timeout: 300ms, retry: 1h, children: [" CHILD(
					  "c", "reads: x, retry: 1h, inputs: [x]") "]");
	int64_t start;

	rig_objectsf(&rig, "%s", p);
	rig_open(&rig, false, true);
	ck_assert(rig_until(&rig, 5000, p_failed));
	rig_objectsf(&rig, "%s" UNIT("w", "objects: [" OBJECT("x") "]"), p);
	ck_assert_int_eq(rig_reload(&rig, true, NULL), 0);
	start = loop_now();
	ck_assert(rig_until(&rig, 5000, p_ready));
	ck_assert_int_lt(loop_now() - start, 1000);
	rig_close(&rig);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("engine-children");
	TCase *tc = tcase_create("engine-children");
	SRunner *runner;
	int failed;

	tcase_set_timeout(tc, 60);
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, child_moves_to_another_parent, 0, 2);
	tcase_add_test(tc, second_parent_is_refused_and_told);
	tcase_add_test(tc, child_that_was_kept_goes_to_who_has_it);
	tcase_add_test(tc, prune_disabled_keeps_a_child);
	tcase_add_test(tc, what_leaves_the_config_stops_with_its_children);
	tcase_add_test(tc, unit_that_makes_itself);
	tcase_add_test(tc, unit_that_makes_another_self);
	tcase_add_test(tc, depth_of_children_is_limited);
	tcase_add_test(tc, derived_source_is_read_by_who_derives_it);
	tcase_add_test(tc, derived_ones_change_with_their_maker);
	tcase_add_test(tc, derived_ones_end_with_their_maker);
	tcase_add_test(tc, derived_by_several_goes_from_one_to_the_next);
	tcase_add_test(tc, derived_by_several_in_a_plan_ends_with_the_last);
	tcase_add_test(tc, derived_by_two_in_two_ways_is_told);
	tcase_add_test(tc, grandchild_that_depends_on_a_waiting_grandparent);
	tcase_add_test(tc, once_does_not_wait_for_a_child_that_has_failed);
	tcase_add_test(tc, parent_hears_of_a_child_that_recovers);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
