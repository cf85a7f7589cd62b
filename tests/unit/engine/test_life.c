/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_life.c - what happens to a host over time: reloads, plugins that come and go, newer revisions
 * in the middle of things, artifacts, inputs, requests, stops.
 */
#include <check.h>
#include <fcntl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
#include "base/io.h"
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

static bool a_ready(struct rig *r)
{
	return rig_says(r, "Unit.test.weir", "a", "True/");
}

static bool a_state(struct rig *r, const char *state)
{
	WEIR_CLEAN_JSON json_t *view = engine_view(r->engine, "Unit.test.weir/flux-system/a");

	return strcmp(weir_get_str_or(view, "state", ""), state) == 0;
}

static bool a_running(struct rig *r)
{
	return a_state(r, "running");
}

static bool a_waiting(struct rig *r)
{
	return a_state(r, "waiting");
}

static bool a_idle(struct rig *r)
{
	return a_state(r, "idle");
}

/* ---- reload ---- */

START_TEST(reload_that_cannot_be_leaves_all_as_it_was)
{
	struct weir_error err = WEIR_ERROR_INIT;

	rig_objects(&rig, UNIT("a", "objects: [" OBJECT("x") "]"));
	rig_open(&rig, false, true);
	ck_assert(rig_until(&rig, 5000, a_ready));
	rig_objects(&rig, "apiVersion: v1\nkind: Nothing\nmetadata: {name: none}\n");
	ck_assert_int_ne(rig_reload(&rig, true, &err), 0);
	ck_assert_ptr_nonnull(strstr(err.message, "no plugin serves Nothing none"));
	weir_error_done(&err);
	ck_assert_int_eq(engine_request(rig.engine, "Unit.test.weir/flux-system/a", false, &err), 0);
	ck_assert(rig_until(&rig, 5000, a_idle)); /* reads engine_config(), which must still be there */
	ck_assert_str_eq(engine_config(rig.engine)->state, rig.config->state);
	rig_objects(&rig, UNIT("a", "objects: [" OBJECT("y") "]"));
	ck_assert_int_eq(rig_reload(&rig, true, &err), 0);
	ck_assert(rig_until(&rig, 5000, a_idle));
	ck_assert(rig_has(&rig, FILE_OF("y")));
	rig_close(&rig);
}
END_TEST

static bool b_told(struct rig *r)
{
	return rig_says(r, "Unit.test.weir", "b", "False/DependencyNotReady: dependency 'flux-system/a' is not found");
}

START_TEST(running_unit_that_leaves_the_config_ends)
{
	rig_objects(&rig, UNIT("a", "sleep: 20000") UNIT("b", ""));
	rig_open(&rig, false, true);
	ck_assert(rig_until(&rig, 5000, a_running));
	rig_objects(&rig, UNIT("b", "dependsOn: [a]"));
	ck_assert_int_eq(rig_reload(&rig, true, NULL), 0);
	ck_assert(rig_until(&rig, 5000, b_told));
	rig_close(&rig);
	ck_assert_ptr_null(rig_status(&rig, "Unit.test.weir", "a"));
}
END_TEST

static bool a_unserved(struct rig *r)
{
	return rig_says(r, "Unit.test.weir", "a", "Unknown/NoPlugin: no plugin serves Unit (test.weir)");
}

static bool y_is_gone(struct rig *r)
{
	return !rig_has(r, FILE_OF("y"));
}

START_TEST(plugin_that_goes_leaves_the_target_and_wakes_when_back)
{
	rig_objects(&rig, UNIT("a", "wait: true, prune: true, objects: [" OBJECT("x") "], children: [" CHILD(
					    "c", "prune: true, objects: [" OBJECT("y") "]") "]"));
	rig_open(&rig, false, true);
	ck_assert(rig_until(&rig, 5000, a_ready));
	ck_assert_int_eq(rig_reload(&rig, false, NULL), 0);
	ck_assert(rig_until(&rig, 5000, a_unserved));
	ck_assert(rig_has(&rig, FILE_OF("x")) && rig_has(&rig, FILE_OF("y")));
	rig_objects(&rig, UNIT("a", "prune: true, objects: [" OBJECT("x") "]"));
	ck_assert_int_eq(rig_reload(&rig, false, NULL), 0); /* an edit that nobody can act on yet */
	ck_assert(rig_has(&rig, FILE_OF("y")));
	ck_assert_int_eq(rig_reload(&rig, true, NULL), 0);
	ck_assert(rig_until(&rig, 5000, a_ready));
	ck_assert(rig_until(&rig, 5000, y_is_gone)); /* the child goes by itself, nobody waits for it */
	ck_assert(rig_has(&rig, FILE_OF("x")));
	rig_close(&rig);
}
END_TEST

/* ---- something newer ---- */

#define SICK "{apiVersion: v1, kind: Data, metadata: {name: x, namespace: default}, health: InProgress}"

static bool (*const moments[])(struct rig *r) = { a_running, a_waiting };

START_TEST(newer_revision_ends_a_wait)
{
	int64_t start = loop_now();

	rig_objects(&rig, UNIT("a", "wait: true, timeout: 60s, sleep: 200, objects: [" SICK "]"));
	rig_open(&rig, false, true);
	ck_assert(rig_until(&rig, 5000, moments[_i]));
	rig_objects(&rig, UNIT("a", "wait: true, timeout: 60s, objects: [" OBJECT("x") "]"));
	ck_assert_int_eq(rig_reload(&rig, true, NULL), 0);
	ck_assert(rig_until(&rig, 10000, a_ready));
	ck_assert_int_lt(loop_now() - start, 10000);
	rig_close(&rig);
}
END_TEST

/* The same when only units are waited for, and nobody asks the target. */
START_TEST(newer_revision_ends_a_wait_for_units)
{
	rig_objects(&rig,
		    UNIT("a", "wait: true, timeout: 60s, sleep: 200, children: [" CHILD("c", "sleep: 30000") "]"));
	rig_open(&rig, false, true);
	ck_assert(rig_until(&rig, 5000, a_running));
	rig_objects(&rig, UNIT("a", "wait: true, timeout: 60s, children: [" CHILD("c2", "") "]"));
	ck_assert_int_eq(rig_reload(&rig, true, NULL), 0);
	ck_assert(rig_until(&rig, 10000, a_ready));
	rig_close(&rig);
}
END_TEST

/* ---- inputs ---- */

static bool copied(struct rig *r)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s/target/" FILE_OF("copy-of-x"), r->dir);
	WEIR_CLEAN_FREE char *text = NULL;
	size_t len;

	return io_read(AT_FDCWD, path, 4096, &text, &len, NULL) == 0 && strstr(text, "\"two\"");
}

/* Not declared by inspect(), only asked for: also a failed attempt is remembered. */
START_TEST(object_that_was_missing_wakes_who_asked_for_it)
{
	const char *reader = UNIT("a", "reads: x, retry: 1h");
	int64_t start;

	rig_objectsf(&rig, "%s" UNIT("w", "sleep: 300, objects: [" OBJECT("x") "]"), reader);
	rig_open(&rig, false, true);
	start = loop_now();
	ck_assert(rig_until(&rig, 5000, a_ready));
	ck_assert_int_lt(loop_now() - start, 2000);
	rig_objectsf(&rig,
		     "%s" UNIT("w", "objects: [{apiVersion: v1, kind: Data, metadata: {name: x, namespace: default}, "
				    "data: two}]"),
		     reader);
	ck_assert_int_eq(rig_reload(&rig, true, NULL), 0);
	ck_assert(rig_until(&rig, 5000, copied));
	rig_close(&rig);
}
END_TEST

/* ---- artifacts ---- */

START_TEST(old_artifacts_are_collected)
{
	static const char *const revisions[] = { "r1", "r2", "r3", "r4" };
	size_t i;

	for (i = 0; i < 4; i++) {
		rig_objectsf(&rig, SOURCE UNIT("a", "source: s"), revisions[i], revisions[i]);
		ck_assert_int_eq(rig_once(&rig), 0);
	}
	rig_once(&rig); /* what the last one left is collected at the next start */
	ck_assert_int_eq(rig_folders(&rig, "state/artifacts"), 1 + 1); /* and one empty folder for the next fetch */
	rig_assert(&rig, "Unit.test.weir", "a", "True/ReconciliationSucceeded: Applied revision: r4");
}
END_TEST

START_TEST(lost_artifact_is_fetched_again)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s/state/artifacts", rig.dir);

	rig_objectsf(&rig, SOURCE UNIT("a", "source: s"), "r1", "x");
	ck_assert_int_eq(rig_once(&rig), 0);
	ck_assert_int_eq(io_remove_tree(AT_FDCWD, path, NULL), 0);
	rig_objectsf(&rig, SOURCE UNIT("a", "source: s, objects: [" OBJECT("more") "]"), "r1", "x");
	ck_assert_int_eq(rig_once(&rig), 0);
	ck_assert(rig_has(&rig, FILE_OF("more")));
	ck_assert(rig_has(&rig, FILE_OF("a")));
}
END_TEST

START_TEST(digest_is_of_the_content)
{
	WEIR_CLEAN_JSON json_t *first = NULL, *second = NULL;
	WEIR_CLEAN_FREE char *digest = NULL;

	rig_objectsf(&rig, SOURCE, "r1", "x");
	rig_once(&rig);
	first = rig_status(&rig, "Source.test.weir", "s");
	digest = weir_strdup(weir_get_str_or(first, "artifact.digest", ""));
	ck_assert_int_eq(strncmp(digest, "sha256:", 7), 0);
	rig_objectsf(&rig, SOURCE, "r2", "x");
	rig_once(&rig);
	second = rig_status(&rig, "Source.test.weir", "s");
	ck_assert_str_eq(weir_get_str_or(second, "artifact.revision", ""), "r2");
	ck_assert_str_eq(weir_get_str_or(second, "artifact.digest", ""), digest);
}
END_TEST

/* ---- requests ---- */

START_TEST(request_applies_although_nothing_changed)
{
	rig_objects(&rig, UNIT("a", "objects: [" OBJECT("x") "]"));
	rig_open(&rig, false, true);
	ck_assert(rig_until(&rig, 5000, a_ready));
	ck_assert_int_eq(engine_request(rig.engine, "Unit.test.weir/flux-system/a", false, NULL), 0);
	ck_assert(rig_until(&rig, 5000, a_idle));
	ck_assert_int_eq(rig_count(&rig, "render a"), 2);
	rig_close(&rig);
}
END_TEST

START_TEST(requested_at_is_handled_and_is_no_new_generation)
{
	WEIR_CLEAN_JSON json_t *status = NULL;

	rig_objects(&rig, UNIT("a", "objects: [" OBJECT("x") "]"));
	rig_once(&rig);
	rig_objects(&rig, "apiVersion: test.weir/v1\nkind: Unit\nmetadata: {name: a, annotations: "
			  "{reconcile.fluxcd.io/requestedAt: \"7\"}}\nspec: {objects: [" OBJECT("x") "]}\n");
	ck_assert_int_eq(rig_once(&rig), 0);
	status = rig_status(&rig, "Unit.test.weir", "a");
	ck_assert_str_eq(weir_get_str_or(status, "lastHandledReconcileAt", ""), "7");
	ck_assert_int_eq(weir_get_int(status, "observedGeneration", 0), 1);
	ck_assert_int_eq(rig_count(&rig, "render a"), 2);
}
END_TEST

START_TEST(second_run_writes_nothing)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s/state/weir.db", rig.dir);
	WEIR_CLEAN_FREE char *before = NULL, *after = NULL;
	size_t had, has;

	rig_objectsf(&rig,
		     SOURCE UNIT("a", "source: s, prune: true") UNIT("b", "dependsOn: [a], objects: [" OBJECT("x") "]"),
		     "r1", "x");
	rig_once(&rig);
	ck_assert_int_eq(io_read(AT_FDCWD, path, 1 << 26, &before, &had, NULL), 0);
	ck_assert_int_eq(rig_once(&rig), 0);
	ck_assert_int_eq(io_read(AT_FDCWD, path, 1 << 26, &after, &has, NULL), 0);
	ck_assert_uint_eq(had, has);
	ck_assert_int_eq(memcmp(before, after, has), 0);
	ck_assert_int_eq(rig_count(&rig, "apply"), 2);
}
END_TEST

/* ---- when a unit that has failed runs again ---- */

static bool a_failed(struct rig *r)
{
	return rig_says(r, "Unit.test.weir", "a", "False/") || rig_says(r, "Source.test.weir", "a", "False/");
}

static const struct {
	const char *kind, *spec;
	int64_t least, most; /* seconds */
} retries[] = {
	{ "Unit", "fail: transient", 0, 1 },
	{ "Unit", "fail: transient, retry: 100s", 98, 100 },
	{ "Unit", "fail: auth", 58, 60 },
	{ "Unit", "fail: auth, retry: 100s", 98, 100 },
	{ "Unit", "fail: transient, retryAfter: 200000", 198, 200 },
	{ "Unit", "fail: transient, retryAfter: 200000, retry: 300s", 298, 300 },
	{ "Source", "fail: transient", 0, 1 },
	{ "Source", "fail: invalid, interval: 1000s", 998, 1000 }, /* waits for an edit */
};

START_TEST(retry)
{
	WEIR_CLEAN_FREE char *key = weir_asprintf("%s.test.weir/flux-system/a", retries[_i].kind);
	WEIR_CLEAN_JSON json_t *view = NULL;
	int64_t wait;

	rig_objectsf(&rig, "apiVersion: test.weir/v1\nkind: %s\nmetadata: {name: a}\nspec: {%s}\n", retries[_i].kind,
		     retries[_i].spec);
	rig_open(&rig, false, true);
	ck_assert(rig_until(&rig, 5000, a_failed));
	view = engine_view(rig.engine, key);
	wait = weir_get_int(view, "next", time(NULL)) - time(NULL);
	ck_assert_msg(wait >= retries[_i].least && wait <= retries[_i].most, "%s {%s}: again in %lld s",
		      retries[_i].kind, retries[_i].spec, (long long)wait);
	rig_close(&rig);
}
END_TEST

START_TEST(reference_to_another_namespace)
{
	rig.more = "noCrossNamespaceRefs: true\n";
	rig_objectsf(&rig, SOURCE UNIT("a", "source: s") UNIT("b", "source: s, sourceNamespace: other"), "r1", "x");
	ck_assert_int_eq(rig_once(&rig), 1);
	rig_assert(&rig, "Unit.test.weir", "a", "True/");
	rig_assert(&rig, "Unit.test.weir", "b",
		   "False/AccessDenied: it refers to Source/other/s in the namespace other");
}
END_TEST

/* ---- the end ---- */

START_TEST(stop_does_not_wait_for_what_runs)
{
	int64_t start = loop_now();

	rig_objects(&rig, UNIT("a", "sleep: 60000"));
	rig_open(&rig, false, true);
	ck_assert(rig_until(&rig, 5000, a_running));
	rig_close(&rig);
	ck_assert_int_lt(loop_now() - start, 5000);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("engine-life");
	TCase *tc = tcase_create("engine-life");
	SRunner *runner;
	int failed;

	tcase_set_timeout(tc, 60);
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, reload_that_cannot_be_leaves_all_as_it_was);
	tcase_add_test(tc, running_unit_that_leaves_the_config_ends);
	tcase_add_test(tc, plugin_that_goes_leaves_the_target_and_wakes_when_back);
	tcase_add_loop_test(tc, newer_revision_ends_a_wait, 0, 2);
	tcase_add_test(tc, newer_revision_ends_a_wait_for_units);
	tcase_add_test(tc, object_that_was_missing_wakes_who_asked_for_it);
	tcase_add_test(tc, old_artifacts_are_collected);
	tcase_add_test(tc, lost_artifact_is_fetched_again);
	tcase_add_test(tc, digest_is_of_the_content);
	tcase_add_test(tc, request_applies_although_nothing_changed);
	tcase_add_test(tc, requested_at_is_handled_and_is_no_new_generation);
	tcase_add_test(tc, second_run_writes_nothing);
	tcase_add_loop_test(tc, retry, 0, sizeof(retries) / sizeof(retries[0]));
	tcase_add_test(tc, reference_to_another_namespace);
	tcase_add_test(tc, stop_does_not_wait_for_what_runs);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
