/* SPDX-License-Identifier: Apache-2.0 */
/* What an apply makes of a folder, and what it tells. */
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "fixture.h"

#define CM(name, value) \
	"---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: " name "\n  namespace: n\ndata:\n  k: " value "\n"
#define KEPT                                                                              \
	"---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: kept\n  namespace: n\n" \
	"  annotations: {kustomize.toolkit.fluxcd.io/prune: disabled}\n"
#define SECRET "---\napiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: n}\nstringData: {a: hidden}\n"
#define MARK   "# weir: Kustomization.kustomize.toolkit.fluxcd.io/flux-system/apps\n"
#define OTHER  "# weir: Kustomization.kustomize.toolkit.fluxcd.io/flux-system/other\n"

static void check_file(const char *path, const char *want)
{
	char *got = slurp(path);

	if (!want)
		ck_assert_ptr_null(got);
	else
		ck_assert_str_eq(got ? got : "(none)", want);
	free(got);
}

static mode_t mode_of(const char *path)
{
	char *full = at(path);
	struct stat st = { 0 };

	ck_assert_int_eq(lstat(full, &st), 0);
	free(full);
	return st.st_mode & 07777;
}

static struct timespec written_at(const char *path)
{
	char *full = at(path);
	struct stat st = { 0 };

	ck_assert_int_eq(lstat(full, &st), 0);
	free(full);
	return st.st_ctim;
}

START_TEST(objects_become_files)
{
	umask(077);
	ck_assert_msg(apply(CM("a", "1") SECRET "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: n}\n") == 0,
		      "%s", fx.err.message);
	check_changes("created ConfigMap/n/a, created Secret/n/s, created Namespace/n");
	check_file("n/ConfigMap/a.yaml", MARK "apiVersion: v1\ndata:\n  k: 1\nkind: ConfigMap\nmetadata:\n  name: a\n"
					      "  namespace: \"n\"\n");
	ck_assert(there("_cluster/Namespace/n.yaml"));
	ck_assert_uint_eq(mode_of("n/ConfigMap/a.yaml"), 0644);
	ck_assert_uint_eq(mode_of("n/Secret/s.yaml"), 0600);
	ck_assert(!there(".weir"));
	ck_assert_uint_eq(json_array_size(fx.inventory), 3);
	ck_assert_str_eq(weir_get_str(json_array_get(fx.inventory, 0), "version"), "v1");
}
END_TEST

START_TEST(unchanged_files_are_not_written)
{
	struct timespec before, after;

	ck_assert_int_eq(apply(CM("a", "1") CM("b", "1")), 0);
	before = written_at("n/ConfigMap/a.yaml");
	ck_assert_int_eq(apply(CM("a", "1") CM("b", "2")), 0);
	check_changes("unchanged ConfigMap/n/a, configured ConfigMap/n/b");
	after = written_at("n/ConfigMap/a.yaml");
	ck_assert(before.tv_sec == after.tv_sec && before.tv_nsec == after.tv_nsec);
	/* Without an inventory (state lost) the files are read, and still not written. */
	json_decref(fx.inventory);
	fx.inventory = NULL;
	ck_assert_int_eq(apply(CM("a", "1") CM("b", "2")), 0);
	check_changes("unchanged ConfigMap/n/a, unchanged ConfigMap/n/b");
	after = written_at("n/ConfigMap/a.yaml");
	ck_assert(before.tv_sec == after.tv_sec && before.tv_nsec == after.tv_nsec);
}
END_TEST

START_TEST(what_is_not_wanted_is_pruned)
{
	ck_assert_int_eq(apply(CM("a", "1") CM("b", "1") SECRET KEPT), 0);
	ck_assert_int_eq(apply(CM("a", "1")), 0);
	check_changes("unchanged ConfigMap/n/a, pruned ConfigMap/n/b, pruned Secret/n/s, skipped ConfigMap/n/kept");
	ck_assert(!there("n/Secret"));
	ck_assert(there("n/ConfigMap/kept.yaml"));
	ck_assert_uint_eq(json_array_size(fx.inventory), 1);
	zap("n/ConfigMap/kept.yaml");
	ck_assert_int_eq(apply(""), 0);
	check_changes("pruned ConfigMap/n/a");
	ck_assert(!there("n"));
	ck_assert(there(""));
}
END_TEST

START_TEST(without_prune_files_stay)
{
	fx.prune = false;
	ck_assert_int_eq(apply(CM("a", "1") CM("b", "1")), 0);
	ck_assert_int_eq(apply(CM("a", "1")), 0);
	check_changes("unchanged ConfigMap/n/a");
	ck_assert(there("n/ConfigMap/b.yaml"));
	ck_assert_uint_eq(json_array_size(fx.inventory), 1);
}
END_TEST

START_TEST(only_our_own_files_are_pruned)
{
	ck_assert_int_eq(apply(CM("a", "1") CM("b", "1") CM("c", "1")), 0);
	spit("n/ConfigMap/a.yaml", "somebody: else\n");
	spit("n/ConfigMap/b.yaml", OTHER "x: 1\n");
	zap("n/ConfigMap/c.yaml");
	ck_assert_int_eq(apply(""), 0);
	check_changes("skipped ConfigMap/n/a, skipped ConfigMap/n/b");
	check_file("n/ConfigMap/a.yaml", "somebody: else\n");
	check_file("n/ConfigMap/b.yaml", OTHER "x: 1\n");
	ck_assert_ptr_nonnull(strstr(weir_get_str(json_array_get(fx.changes, 1), "message"),
				     "belongs to Kustomization/flux-system/other now"));
}
END_TEST

START_TEST(foreign_files_are_refused)
{
	spit("n/ConfigMap/a.yaml", "mine: true\n");
	spit("n/ConfigMap/b.yaml", OTHER "x: 1\n");
	ck_assert_int_eq(apply(CM("a", "1") CM("b", "1") CM("c", "1")), WEIR_E_TRANSIENT);
	check_changes("failed ConfigMap/n/a, failed ConfigMap/n/b, created ConfigMap/n/c");
	ck_assert_str_eq(fx.err.message,
			 "ConfigMap/n/a: n/ConfigMap/a.yaml exists and is not weir's; remove it, or set "
			 "force to take it over");
	ck_assert_ptr_nonnull(strstr(weir_get_str(json_array_get(fx.changes, 1), "message"),
				     "belongs to Kustomization/flux-system/other"));
	check_file("n/ConfigMap/a.yaml", "mine: true\n");
	ck_assert_uint_eq(json_array_size(fx.inventory), 1);
	fx.force = true;
	ck_assert_int_eq(apply(CM("a", "1") CM("b", "1") CM("c", "1")), 0);
	check_changes("configured ConfigMap/n/a, configured ConfigMap/n/b, unchanged ConfigMap/n/c");
}
END_TEST

START_TEST(an_owner_keeps_its_file_and_another_gets_it_when_it_is_gone)
{
	json_t *mine;

	ck_assert_int_eq(apply(CM("a", "1")), 0);
	mine = fx.inventory;
	fx.inventory = NULL;
	fx.owner = "other";
	ck_assert_int_eq(apply(CM("a", "2")), WEIR_E_TRANSIENT);
	ck_assert_ptr_nonnull(strstr(fx.err.message, "belongs to Kustomization/flux-system/apps"));
	json_decref(fx.inventory);
	fx.inventory = mine;
	fx.owner = "apps";
	ck_assert_int_eq(apply(""), 0);
	fx.owner = "other";
	ck_assert_int_eq(apply(CM("a", "2")), 0);
	check_changes("created ConfigMap/n/a");
}
END_TEST

START_TEST(units_are_written_unless_they_are_not_wanted)
{
	fx.units = json_loads(
		"[{\"apiVersion\":\"x.io/v1\",\"kind\":\"Unit\",\"metadata\":{\"name\":\"u\",\"namespace\":\"n\"}}]", 0,
		NULL);
	ck_assert_int_eq(apply(CM("a", "1")), 0);
	check_changes("created ConfigMap/n/a, created Unit/n/u");
	ck_assert_int_eq(fixture_open("{\"units\": false}"), 0);
	ck_assert_int_eq(apply(CM("a", "1")), 0);
	check_changes("unchanged ConfigMap/n/a, pruned Unit/n/u");
	ck_assert(!there("n/Unit.x.io"));
	json_decref(fx.units);
}
END_TEST

START_TEST(names_that_collide)
{
	ck_assert_int_eq(apply(CM("a", "1") CM("A", "1") CM("a", "2")), WEIR_E_INVALID);
	check_changes("created ConfigMap/n/a, failed ConfigMap/n/A, failed ConfigMap/n/a");
	ck_assert_ptr_nonnull(strstr(fx.err.message, "differ in case alone"));
	ck_assert_ptr_nonnull(strstr(weir_get_str(json_array_get(fx.changes, 2), "message"), "twice"));
	fx.owner = "other";
	fx.prune = false;
	ck_assert_int_eq(apply(CM("A", "1") CM("b", "1")), WEIR_E_INVALID);
	check_changes("failed ConfigMap/n/A, created ConfigMap/n/b");
	ck_assert(!there("n/ConfigMap/A.yaml"));
}
END_TEST

START_TEST(a_bad_name_fails_that_object_alone)
{
	ck_assert_int_eq(apply("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ../../../../evil, namespace: n}\n" CM(
				 "a", "1")),
			 WEIR_E_INVALID);
	check_changes("failed ConfigMap/n/../../../../evil, created ConfigMap/n/a");
}
END_TEST

START_TEST(a_dry_run_writes_nothing_and_shows_all)
{
	fx.dry_run = true;
	ck_assert_int_eq(apply(CM("a", "1")), 0);
	check_changes("created ConfigMap/n/a");
	ck_assert(!there(""));
	ck_assert_ptr_nonnull(
		strstr(diff_of(0), "--- /dev/null\n+++ n/ConfigMap/a.yaml\n@@ -0,0 +1,7 @@\n+apiVersion: v1\n"));
	fx.dry_run = false;
	ck_assert_int_eq(apply(CM("a", "1") CM("b", "1")), 0);
	fx.dry_run = true;
	ck_assert_int_eq(apply(CM("a", "2")), 0);
	check_changes("configured ConfigMap/n/a, pruned ConfigMap/n/b");
	ck_assert_ptr_nonnull(strstr(diff_of(0), "\n-  k: 1\n+  k: 2\n"));
	ck_assert_ptr_nonnull(strstr(diff_of(1), "+++ /dev/null\n@@ -1,7 +0,0 @@\n"));
	ck_assert(there("n/ConfigMap/b.yaml"));
	ck_assert_uint_eq(json_array_size(fx.inventory), 2);
	ck_assert_int_eq(apply(CM("a", "1") CM("b", "1")), 0);
	check_changes("unchanged ConfigMap/n/a, unchanged ConfigMap/n/b");
	ck_assert_ptr_null(diff_of(0));
}
END_TEST

START_TEST(a_stopped_apply_keeps_the_inventory)
{
	ck_assert_int_eq(apply(CM("a", "1") CM("b", "1")), 0);
	fx.cancelled = true;
	ck_assert_int_eq(apply(CM("a", "2")), WEIR_E_CANCELLED);
	ck_assert_uint_eq(json_array_size(fx.inventory), 2);
	ck_assert(there("n/ConfigMap/b.yaml"));
}
END_TEST

START_TEST(many_objects)
{
	enum { N = 3000 };
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	json_t *drifted;
	int i;

	for (i = 0; i < N; i++)
		weir_strbuf_addf(&sb, "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: cm-%d, namespace: n%d}\n",
				 i, i % 10);
	ck_assert_int_eq(apply(sb.data), 0);
	ck_assert_uint_eq(json_array_size(fx.inventory), N);
	ck_assert_str_eq(weir_get_str(json_array_get(fx.changes, N - 1), "action"), "created");
	ck_assert(there("n9/ConfigMap/cm-2999.yaml"));
	ck_assert(!there(".weir"));
	drifted = drift();
	ck_assert_uint_eq(json_array_size(drifted), 0);
	json_decref(drifted);
	ck_assert_int_eq(apply(sb.data), 0);
	ck_assert_str_eq(weir_get_str(json_array_get(fx.changes, 0), "action"), "unchanged");
	ck_assert_int_eq(apply(""), 0);
	ck_assert_uint_eq(json_array_size(fx.changes), N);
	ck_assert(!there("n0"));
	weir_strbuf_done(&sb);
}
END_TEST

static void add(TCase *tc)
{
	tcase_add_test(tc, objects_become_files);
	tcase_add_test(tc, unchanged_files_are_not_written);
	tcase_add_test(tc, what_is_not_wanted_is_pruned);
	tcase_add_test(tc, without_prune_files_stay);
	tcase_add_test(tc, only_our_own_files_are_pruned);
	tcase_add_test(tc, foreign_files_are_refused);
	tcase_add_test(tc, an_owner_keeps_its_file_and_another_gets_it_when_it_is_gone);
	tcase_add_test(tc, units_are_written_unless_they_are_not_wanted);
	tcase_add_test(tc, names_that_collide);
	tcase_add_test(tc, a_bad_name_fails_that_object_alone);
	tcase_add_test(tc, a_dry_run_writes_nothing_and_shows_all);
	tcase_add_test(tc, a_stopped_apply_keeps_the_inventory);
	tcase_add_test(tc, many_objects);
}

int main(void)
{
	return run_suite("apply", add);
}
