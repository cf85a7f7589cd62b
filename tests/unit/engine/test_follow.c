/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_follow.c - a new revision costs the units whose files it changes: counted by what the plugins were
 * asked for (render, drift, apply), never by time.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "base/io.h"
#include "rig.h"

#define UNITS 40

static struct rig rig;

static void setup(void)
{
	rig_init(&rig);
}

static void teardown(void)
{
	rig_done(&rig);
}

/* What the source finds from now on: one file a unit, all "first" but that of unit @changed. */
static void push(const char *revision, int changed, const char *text)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s/target/source", rig.dir);
	json_t *files = json_object(), *all = json_pack("{s:s, s:o}", "revision", revision, "files", files);
	int i;

	for (i = 0; i < UNITS; i++) {
		WEIR_CLEAN_FREE char *name = weir_asprintf("f%02d", i);

		json_object_set_new(files, name, json_string(i == changed ? text : "first"));
	}
	ck_assert_int_eq(json_dump_file(all, path, 0), 0);
	json_decref(all);
}

/* Units u00, u01, ... that read f00, f01, ...; @more for each, and @special for @which. */
static void open_with(const char *more, int which, const char *special)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	int i;

	weir_strbuf_adds(&sb, "apiVersion: test.weir/v1\nkind: Source\nmetadata: {name: s}\nspec: {revision: r1}\n");
	for (i = 0; i < UNITS; i++)
		weir_strbuf_addf(&sb,
				 "---\napiVersion: test.weir/v1\nkind: Unit\nmetadata: {name: u%02d}\n"
				 "spec: {source: s, file: f%02d, interval: 1h%s%s}\n",
				 i, i, more, i == which ? special : "");
	rig_objects(&rig, sb.data);
	weir_strbuf_done(&sb);
	push("r1", -1, NULL);
	rig_open(&rig, false, true);
}

static const char *wanted; /* revision */

static bool all_at(struct rig *r)
{
	int i;

	for (i = 0; i < UNITS; i++) {
		WEIR_CLEAN_FREE char *key = weir_asprintf("Unit.test.weir/flux-system/u%02d", i);
		WEIR_CLEAN_JSON json_t *view = engine_view(r->engine, key);

		if (strcmp(weir_get_str_or(view, "status.lastAppliedRevision", ""), wanted) != 0 ||
		    strcmp(weir_get_str_or(view, "state", ""), "idle") != 0)
			return false;
	}
	return true;
}

static void wait_for(const char *revision)
{
	wanted = revision;
	ck_assert_msg(rig_until(&rig, 10000, all_at), "not all units came to %s", revision);
}

static void look_again(void)
{
	ck_assert_int_eq(engine_request(rig.engine, "Source.test.weir/flux-system/s", false, NULL), 0);
}

struct counts {
	int renders, drifts, applies;
};

static struct counts count(void)
{
	return (struct counts){ rig_count(&rig, "render"), rig_count(&rig, "drift"), rig_count(&rig, "apply") };
}

static int events(void)
{
	WEIR_CLEAN_JSON json_t *list = rig_events(&rig);

	return (int)json_array_size(list);
}

START_TEST(one_file_changed_is_one_render)
{
	struct counts before, after;

	open_with("", -1, "");
	wait_for("r1");
	before = count();
	ck_assert_int_eq(before.renders, UNITS);
	push("r2", 7, "second");
	look_again();
	wait_for("r2");
	after = count();
	ck_assert_int_eq(after.renders - before.renders, 1);
	ck_assert_int_eq(rig_count(&rig, "render u07"), 2);
	ck_assert_int_eq(after.applies - before.applies, 1);
	ck_assert_int_eq(after.drifts - before.drifts, 0);
	push("r3", 7, "second"); /* nothing at all, and from here on folders are compared */
	look_again();
	wait_for("r3");
	push("r4", 8, "third");
	look_again();
	wait_for("r4");
	ck_assert_int_eq(count().renders - after.renders, 2); /* u07 is back at "first" */
	rig_close(&rig);
}
END_TEST

START_TEST(who_follows_makes_no_event_and_is_stored_at_the_end)
{
	WEIR_CLEAN_JSON json_t *status = NULL;
	int before;

	open_with("", -1, "");
	wait_for("r1");
	before = events();
	push("r2", -1, NULL);
	look_again();
	wait_for("r2");
	ck_assert_int_eq(events() - before, 1); /* the source's */
	rig_close(&rig);
	status = rig_status(&rig, "Unit.test.weir", "u03");
	ck_assert_str_eq(weir_get_str_or(status, "lastAppliedRevision", ""), "r2");
}
END_TEST

START_TEST(a_file_that_is_gone_or_new_is_a_change)
{
	open_with("", 5, ", file: extra");
	wait_for("r1");
	ck_assert_int_eq(rig_count(&rig, "render u05"), 1);
	push("r2", -1, NULL);
	{
		WEIR_CLEAN_FREE char *path = weir_asprintf("%s/target/source", rig.dir);
		json_t *all = json_load_file(path, 0, NULL);

		json_object_set_new(json_object_get(all, "files"), "extra", json_string("it is there now"));
		json_object_del(json_object_get(all, "files"), "f09");
		ck_assert_int_eq(json_dump_file(all, path, 0), 0);
		json_decref(all);
	}
	look_again();
	wait_for("r2");
	ck_assert_int_eq(rig_count(&rig, "render u05"), 2);
	ck_assert_int_eq(rig_count(&rig, "render u09"), 2);
	ck_assert_int_eq(rig_count(&rig, "render"), UNITS + 2);
	rig_close(&rig);
}
END_TEST

START_TEST(who_depends_on_a_changed_unit_follows_behind_it)
{
	open_with("", 3, ", dependsOn: [u07]");
	wait_for("r1");
	push("r2", 7, "second");
	look_again();
	wait_for("r2");
	ck_assert_int_eq(rig_count(&rig, "render u03"), 1);
	ck_assert_int_eq(rig_count(&rig, "render u07"), 2);
	rig_close(&rig);
}
END_TEST

START_TEST(who_is_asked_for_runs)
{
	struct counts before;

	open_with("", -1, "");
	wait_for("r1");
	before = count();
	push("r2", -1, NULL);
	ck_assert_int_eq(engine_request(rig.engine, "Unit.test.weir/flux-system/u04", true, NULL), 0);
	wait_for("r2");
	ck_assert_int_eq(count().renders - before.renders, 1);
	ck_assert_int_eq(rig_count(&rig, "render u04"), 2);
	rig_close(&rig);
}
END_TEST

START_TEST(an_object_that_has_changed_runs)
{
	open_with("", -1, "");
	wait_for("r1");
	rig_close(&rig);
	open_with("", 6, ", objects: [" OBJECT("x") "]");
	push("r2", -1, NULL);
	wait_for("r2");
	ck_assert_int_eq(rig_count(&rig, "render u06"), 2);
	ck_assert(rig_has(&rig, FILE_OF("x")));
	rig_close(&rig);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("engine-follow");
	TCase *tc = tcase_create("follow");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, one_file_changed_is_one_render);
	tcase_add_test(tc, who_follows_makes_no_event_and_is_stored_at_the_end);
	tcase_add_test(tc, a_file_that_is_gone_or_new_is_a_change);
	tcase_add_test(tc, who_depends_on_a_changed_unit_follows_behind_it);
	tcase_add_test(tc, who_is_asked_for_runs);
	tcase_add_test(tc, an_object_that_has_changed_runs);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
