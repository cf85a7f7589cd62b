/* SPDX-License-Identifier: Apache-2.0 */
/* Hands in the folder, planted links, full and read-only disks: each an error or a repair. */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include "fixture.h"

#define CM(name, value) \
	"---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: " name "\n  namespace: n\ndata:\n  k: " value "\n"

static const char *drift_message(void)
{
	static char text[256];
	json_t *drifted = drift();

	snprintf(text, sizeof(text), "%zu %s", json_array_size(drifted),
		 weir_get_str_or(json_array_get(drifted, 0), "message", ""));
	json_decref(drifted);
	return text;
}

static void check_content(void)
{
	char *text = slurp("n/ConfigMap/a.yaml");

	ck_assert_ptr_nonnull(text);
	ck_assert_ptr_nonnull(strstr(text, "\ndata:\n  k: 1\n"));
	free(text);
}

static void repair(void)
{
	ck_assert_msg(apply(CM("a", "1")) == 0, "%s", fx.err.message);
	check_content();
	ck_assert_str_eq(drift_message(), "0 ");
}

START_TEST(an_edited_file_is_repaired)
{
	ck_assert_int_eq(apply(CM("a", "1")), 0);
	ck_assert_str_eq(drift_message(), "0 ");
	spit("n/ConfigMap/a.yaml", "# weir: Kustomization.kustomize.toolkit.fluxcd.io/flux-system/apps\nedited: 1\n");
	ck_assert_str_eq(drift_message(), "1 the file was edited");
	repair();
	check_changes("configured ConfigMap/n/a");
	spit("n/ConfigMap/a.yaml", "the marker: gone too\n");
	ck_assert_str_eq(drift_message(), "1 the file was edited");
	repair();
	check_changes("configured ConfigMap/n/a");
}
END_TEST

START_TEST(a_deleted_file_is_repaired)
{
	ck_assert_int_eq(apply(CM("a", "1")), 0);
	zap("n/ConfigMap/a.yaml");
	ck_assert_str_eq(drift_message(), "1 the file is gone");
	repair();
	check_changes("created ConfigMap/n/a");
}
END_TEST

START_TEST(a_touched_file_is_no_drift)
{
	char *path = at("n/ConfigMap/a.yaml");

	ck_assert_int_eq(apply(CM("a", "1")), 0);
	ck_assert_int_eq(utimensat(AT_FDCWD, path, (struct timespec[]){ { 5, 0 }, { 5, 0 } }, 0), 0);
	ck_assert_str_eq(drift_message(), "0 ");
	repair();
	check_changes("unchanged ConfigMap/n/a");
	free(path);
}
END_TEST

START_TEST(a_changed_mode_is_repaired)
{
	char *path = at("n/Secret/s.yaml");
	struct stat st;
	static const char secret[] = "apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: n}\n";

	ck_assert_int_eq(apply(secret), 0);
	ck_assert_int_eq(chmod(path, 0644), 0);
	ck_assert_str_eq(drift_message(), "1 the file's mode was changed");
	ck_assert_int_eq(apply(secret), 0);
	check_changes("configured Secret/n/s");
	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert_uint_eq(st.st_mode & 07777, 0600);
	free(path);
}
END_TEST

START_TEST(a_removed_folder_comes_back)
{
	ck_assert_int_eq(apply(CM("a", "1")), 0);
	zap("");
	ck_assert_str_eq(drift_message(), "1 the file is gone");
	repair();
}
END_TEST

START_TEST(a_missing_parent_is_an_error)
{
	char moved[128];

	ck_assert_int_eq(apply(CM("a", "1")), 0);
	snprintf(moved, sizeof(moved), "%s.moved", fx.folder);
	ck_assert_int_eq(rename(fx.folder, moved), 0);
	ck_assert_int_eq(apply(CM("a", "1")), WEIR_E_INTERNAL);
	ck_assert_ptr_nonnull(strstr(fx.err.message, "not mounted"));
	ck_assert_ptr_null(fx.changes);
	ck_assert_int_eq(rename(moved, fx.folder), 0);
	repair();
}
END_TEST

/* ---- links and other things in the way ---- */

static void plant(const char *target, const char *path)
{
	char *full = at(path);

	ck_assert_int_eq(symlink(target, full), 0);
	free(full);
}

START_TEST(a_planted_folder_link_is_not_followed)
{
	char outside[128];

	snprintf(outside, sizeof(outside), "%s/outside", fx.folder);
	ck_assert_int_eq(mkdir(outside, 0755), 0);
	ck_assert_int_eq(apply(CM("a", "1")), 0);
	zap("n");
	plant(outside, "n");
	ck_assert_str_eq(drift_message(), "1 the file is gone");
	ck_assert_int_eq(apply(CM("a", "1")), WEIR_E_INTERNAL);
	ck_assert_ptr_nonnull(strstr(fx.err.message, "a symbolic link is in the way"));
	ck_assert_int_eq(rmdir(outside), 0); /* nothing was written there */
	zap("n");
	repair();
}
END_TEST

START_TEST(a_link_to_a_copy_is_not_read_or_pruned)
{
	char outside[128], moved[160];

	ck_assert_int_eq(apply(CM("a", "1")), 0);
	snprintf(outside, sizeof(outside), "%s/cluster/n", fx.folder);
	snprintf(moved, sizeof(moved), "%s/outside", fx.folder);
	ck_assert_int_eq(rename(outside, moved), 0);
	plant(moved, "n");
	ck_assert_int_eq(apply(CM("a", "2")), WEIR_E_INTERNAL);
	ck_assert_int_eq(apply(""), WEIR_E_INTERNAL);
	check_changes("failed ConfigMap/n/a");
	ck_assert_uint_eq(json_array_size(fx.inventory), 1);
	strcat(moved, "/ConfigMap/a.yaml");
	ck_assert_int_eq(access(moved, F_OK), 0);
}
END_TEST

START_TEST(a_link_in_place_of_a_file)
{
	spit("other", "secret of the machine\n");
	ck_assert_int_eq(apply(CM("a", "1")), 0);
	zap("n/ConfigMap/a.yaml");
	plant("../../other", "n/ConfigMap/a.yaml");
	ck_assert_str_eq(drift_message(), "1 no file any more");
	repair(); /* the link is replaced, what it pointed at is not touched */
	check_changes("configured ConfigMap/n/a");
	plant("../../other", "n/ConfigMap/b.yaml");
	ck_assert_int_eq(apply(CM("a", "1") CM("b", "1")), WEIR_E_TRANSIENT);
	ck_assert_ptr_nonnull(strstr(fx.err.message, "is not weir's"));
}
END_TEST

START_TEST(a_folder_in_place_of_a_file_and_a_file_in_place_of_a_folder)
{
	spit("n/ConfigMap/a.yaml/x", "");
	ck_assert_int_eq(apply(CM("a", "1")), WEIR_E_INTERNAL);
	ck_assert_ptr_nonnull(strstr(fx.err.message, "a folder stands where the file belongs"));
	zap("n");
	spit("n", "");
	ck_assert_int_eq(apply(CM("a", "1")), WEIR_E_INTERNAL);
	ck_assert_ptr_nonnull(strstr(fx.err.message, "a file stands where a folder is needed"));
}
END_TEST

START_TEST(a_fifo_does_not_stop_weir)
{
	char *path = at("n/ConfigMap/a.yaml");

	ck_assert_int_eq(apply(CM("a", "1") CM("b", "1")), 0);
	zap("n/ConfigMap/a.yaml");
	ck_assert_int_eq(mkfifo(path, 0644), 0);
	ck_assert_str_eq(drift_message(), "1 no file any more");
	repair();
	free(path);
}
END_TEST

START_TEST(what_a_killed_weir_left_goes)
{
	spit(".weir/0", "half");
	spit(".weir/17", "half");
	ck_assert_int_eq(apply(CM("a", "1")), 0);
	ck_assert(!there(".weir"));
}
END_TEST

/* ---- disks ---- */

START_TEST(a_file_that_cannot_grow_keeps_the_old_one)
{
	struct rlimit limit = { 4096, 4096 };
	struct weir_strbuf big = WEIR_STRBUF_INIT;

	ck_assert_int_eq(apply(CM("a", "1") CM("c", "1")), 0);
	signal(SIGXFSZ, SIG_IGN);
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
	weir_strbuf_adds(
		&big,
		CM("b", "1") "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: n}\ndata:\n  k: ");
	while (big.len < 8192)
		weir_strbuf_adds(&big, "xxxxxxxxxxxxxxxx");
	ck_assert_int_eq(apply(big.data), WEIR_E_INTERNAL);
	check_changes("created ConfigMap/n/b, failed ConfigMap/n/a, pruned ConfigMap/n/c");
	ck_assert_str_eq(fx.err.reason, STORAGE_REASON);
	ck_assert_ptr_nonnull(strstr(fx.err.message, "raise the file size limit"));
	check_content();
	ck_assert_uint_eq(json_array_size(fx.inventory), 2); /* what is there */
	ck_assert(!there(".weir"));
	weir_strbuf_done(&big);
}
END_TEST

/* A mount of our own, where user namespaces allow it. */
static bool mount_target(const char *options)
{
	char *path = at("");
	char map[64];
	FILE *f;
	int uid = (int)getuid();
	bool mounted;

	mkdir(path, 0755);
	if (unshare(CLONE_NEWNS) && !unshare(CLONE_NEWUSER | CLONE_NEWNS)) {
		snprintf(map, sizeof(map), "0 %d 1", uid);
		f = fopen("/proc/self/uid_map", "w");
		if (f) {
			fputs(map, f);
			fclose(f);
		}
	}
	mounted = !mount("none", "/", "none", MS_REC | MS_PRIVATE, NULL) && !mount("tmpfs", path, "tmpfs", 0, options);
	free(path);
	return mounted;
}

START_TEST(a_full_disk)
{
	struct weir_strbuf all = WEIR_STRBUF_INIT;
	int i;

	if (!mount_target("size=64k")) {
		printf("# SKIP a_full_disk: this machine lets nobody mount a tmpfs: %s\n", strerror(errno));
		return;
	}
	ck_assert_int_eq(apply(CM("a", "1")), 0);
	for (i = 0; i < 60; i++)
		weir_strbuf_addf(&all, "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: x%d, namespace: n}\n",
				 i);
	weir_strbuf_adds(&all, CM("a", "1"));
	ck_assert_int_eq(apply(all.data), WEIR_E_INTERNAL);
	ck_assert_ptr_nonnull(strstr(fx.err.message, "No space left on device: make room"));
	check_content();
	ck_assert(!there(".weir"));
	ck_assert_uint_gt(json_array_size(fx.inventory), 1); /* what did fit is known */
	zap("n/ConfigMap/x0.yaml");
	ck_assert_int_eq(apply(CM("a", "1")), 0); /* room again: all of it goes */
	ck_assert(!there("n/ConfigMap/x1.yaml"));
	weir_strbuf_done(&all);
}
END_TEST

START_TEST(a_read_only_disk)
{
	char *path = at("");

	if (!mount_target("size=1m")) {
		printf("# SKIP a_read_only_disk: this machine lets nobody mount a tmpfs: %s\n", strerror(errno));
		free(path);
		return;
	}
	ck_assert_int_eq(apply(CM("a", "1")), 0);
	ck_assert_int_eq(mount("tmpfs", path, "tmpfs", MS_REMOUNT | MS_RDONLY, "size=1m"), 0);
	ck_assert_int_eq(apply(CM("a", "1")), 0); /* nothing to write, nothing to fail */
	ck_assert_int_eq(apply(CM("a", "2")), WEIR_E_INTERNAL);
	ck_assert_ptr_nonnull(strstr(fx.err.message, "Read-only file system: mount it writable"));
	check_content();
	ck_assert_int_eq(apply(""), WEIR_E_INTERNAL);
	check_changes("failed ConfigMap/n/a");
	ck_assert_uint_eq(json_array_size(fx.inventory), 1);
	free(path);
}
END_TEST

static void add(TCase *tc)
{
	tcase_add_test(tc, an_edited_file_is_repaired);
	tcase_add_test(tc, a_deleted_file_is_repaired);
	tcase_add_test(tc, a_touched_file_is_no_drift);
	tcase_add_test(tc, a_changed_mode_is_repaired);
	tcase_add_test(tc, a_removed_folder_comes_back);
	tcase_add_test(tc, a_missing_parent_is_an_error);
	tcase_add_test(tc, a_planted_folder_link_is_not_followed);
	tcase_add_test(tc, a_link_to_a_copy_is_not_read_or_pruned);
	tcase_add_test(tc, a_link_in_place_of_a_file);
	tcase_add_test(tc, a_folder_in_place_of_a_file_and_a_file_in_place_of_a_folder);
	tcase_add_test(tc, a_fifo_does_not_stop_weir);
	tcase_add_test(tc, what_a_killed_weir_left_goes);
	tcase_add_test(tc, a_file_that_cannot_grow_keeps_the_old_one);
	tcase_add_test(tc, a_full_disk);
	tcase_add_test(tc, a_read_only_disk);
}

int main(void)
{
	return run_suite("trouble", add);
}
