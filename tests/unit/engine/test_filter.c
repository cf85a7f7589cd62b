/* SPDX-License-Identifier: Apache-2.0 */
/* test_filter.c - plugins that change every plan: what they make is applied, what they read is an input. */
#include <check.h>
#include <stdlib.h>
#include "base/io.h"
#include "rig.h"

#define DATA(name, more) "{apiVersion: v1, kind: Data, metadata: {name: '" name "', namespace: default}" more "}"

static struct rig rig;

static void setup(void)
{
	rig_init(&rig);
}

static void teardown(void)
{
	rig_done(&rig);
}

/* What the target's object says of what its filter has read. */
static char *seen(const char *name)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s/target/Data,default,%s", rig.dir, name);
	WEIR_CLEAN_JSON json_t *object = json_load_file(path, 0, NULL);

	return weir_strdup(weir_get_str_or(object, "seen", "(none)"));
}

static void assert_seen(const char *name, const char *text)
{
	WEIR_CLEAN_FREE char *have = seen(name);

	ck_assert_str_eq(have, text);
}

START_TEST(plan_is_changed_before_it_is_applied)
{
	rig_objects(&rig, UNIT("a", "objects: [" DATA("x", ", wants: other") "]"));
	ck_assert_int_eq(rig_once(&rig), 0);
	assert_seen("x", "nothing");
}
END_TEST

START_TEST(what_a_filter_reads_is_an_input)
{
	rig_objects(&rig, UNIT("a", "objects: [" DATA("x", ", wants: other") "]")
				  UNIT("b", "dependsOn: [a], objects: [" DATA("other", ", data: one") "]"));
	ck_assert_int_eq(rig_once(&rig), 0);
	assert_seen("x", "one");
	rig_objects(&rig, UNIT("a", "objects: [" DATA("x", ", wants: other") "]")
				  UNIT("b", "dependsOn: [a], objects: [" DATA("other", ", data: two") "]"));
	ck_assert_int_eq(rig_once(&rig), 0);
	assert_seen("x", "two");
	ck_assert_int_eq(rig_once(&rig), 0);
}
END_TEST

START_TEST(nothing_is_rendered_again_for_a_filter)
{
	int renders;

	rig_objects(&rig, UNIT("a", "objects: [" DATA("x", ", wants: other") "," DATA("other", ", data: one") "]"));
	ck_assert_int_eq(rig_once(&rig), 0);
	ck_assert_int_eq(rig_once(&rig), 0); /* it sees its own now */
	assert_seen("x", "one");
	renders = rig_count(&rig, "render");
	ck_assert_int_eq(rig_once(&rig), 0);
	ck_assert_int_eq(rig_count(&rig, "render"), renders);
}
END_TEST

START_TEST(filter_that_fails_applies_nothing)
{
	rig_objects(&rig, UNIT("a", "objects: [" DATA("x", ", spoil: true") "]"));
	ck_assert_int_eq(rig_once(&rig), 1);
	rig_assert(&rig, "Unit.test.weir", "a", "False/Spoiled: told to fail");
	ck_assert(!rig_has(&rig, FILE_OF("x")));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("engine-filter");
	TCase *tc = tcase_create("filter");
	SRunner *runner;
	int failed;

	suite_add_tcase(suite, tc);
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, plan_is_changed_before_it_is_applied);
	tcase_add_test(tc, what_a_filter_reads_is_an_input);
	tcase_add_test(tc, nothing_is_rendered_again_for_a_filter);
	tcase_add_test(tc, filter_that_fails_applies_nothing);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
