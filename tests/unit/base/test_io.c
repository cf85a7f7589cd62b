/* SPDX-License-Identifier: Apache-2.0 */
/* Files below a folder: what may be opened, what an interrupted or refused write leaves behind. */
#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/io.h"

static char folder[] = "/tmp/weir-test-io-XXXXXX";
static int dir = -1;
static struct weir_error err = WEIR_ERROR_INIT;

static void setup(void)
{
	strcpy(folder + strlen(folder) - 6, "XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	ck_assert_int_ge(dir, 0);
	ck_assert_int_eq(io_mkdirs(dir, "sub/deep", 0755, &err), 0);
	ck_assert_int_eq(io_write(dir, "sub/file", 0644, "text", 4, false, &err), 0);
	ck_assert(!symlinkat("/etc", dir, "out") && !symlinkat("sub", dir, "in") && !symlinkat("../..", dir, "sub/up"));
}

static void teardown(void)
{
	close(dir);
	ck_assert_int_eq(io_remove_tree(AT_FDCWD, folder, &err), 0);
	ck_assert_int_ne(access(folder, F_OK), 0);
	weir_error_done(&err);
}

static const struct {
	const char *path;
	int code; /* of io_open */
} opens[] = {
	{ "sub/file", 0 },
	{ "in/file", 0 },
	{ "sub/../sub/file", 0 },
	{ "../etc/passwd", WEIR_E_INVALID },
	{ "/etc/passwd", WEIR_E_INVALID },
	{ "out/passwd", WEIR_E_INVALID },
	{ "sub/up/x", WEIR_E_INVALID },
	{ "missing", WEIR_E_NOT_FOUND },
	{ "sub/file/x", WEIR_E_INVALID },
};

START_TEST(open_stays_below)
{
	int fd = io_open(dir, opens[_i].path, O_RDONLY, 0, &err);

	ck_assert_msg((fd >= 0) == !opens[_i].code, "%s: %s", opens[_i].path, err.message ? err.message : "opened");
	ck_assert_msg(err.code == opens[_i].code, "%s: code %d", opens[_i].path, err.code);
	if (fd < 0)
		ck_assert_ptr_nonnull(strstr(err.message, opens[_i].path));
	else
		ck_assert(fcntl(fd, F_GETFD) & FD_CLOEXEC);
	close(fd);
}
END_TEST

START_TEST(write_gives_mode_and_content_and_no_rest)
{
	char *data;
	size_t len;
	struct stat st;

	umask(077);
	ck_assert_int_eq(io_write(dir, "sub/new", 0644, "a\0b", 3, true, &err), 0);
	ck_assert_int_eq(io_write(dir, "sub/new", 0600, "longer", 6, true, &err), 0);
	ck_assert_int_eq(io_read(dir, "sub/new", 100, &data, &len, &err), 0);
	ck_assert_str_eq(data, "longer");
	ck_assert_uint_eq(len, 6);
	free(data);
	ck_assert_int_eq(fstatat(dir, "sub/new", &st, 0), 0);
	ck_assert_uint_eq(st.st_mode & 07777, 0600);
	ck_assert_int_eq(unlinkat(dir, "sub/new", 0), 0);
	ck_assert_int_eq(unlinkat(dir, "sub/file", 0), 0);
	ck_assert_int_eq(unlinkat(dir, "sub/up", 0), 0);
	ck_assert_int_eq(unlinkat(dir, "sub/deep", AT_REMOVEDIR), 0);
	ck_assert_int_eq(unlinkat(dir, "sub", AT_REMOVEDIR), 0); /* nothing temporary was left */
}
END_TEST

START_TEST(write_refuses_what_is_no_file_below)
{
	ck_assert_int_eq(io_write(dir, "out/x", 0644, "", 0, false, &err), WEIR_E_INVALID);
	ck_assert_int_eq(io_write(dir, "sub/", 0644, "", 0, false, &err), WEIR_E_INVALID);
	ck_assert_int_eq(io_write(dir, "..", 0644, "", 0, false, &err), WEIR_E_INVALID);
	ck_assert_int_eq(io_write(dir, "none/x", 0644, "", 0, false, &err), WEIR_E_NOT_FOUND);
}
END_TEST

START_TEST(a_write_over_a_link_replaces_the_link)
{
	struct stat st;

	ck_assert(!symlinkat("/etc/passwd", dir, "link"));
	ck_assert_int_eq(io_write(dir, "link", 0644, "x", 1, false, &err), 0);
	ck_assert_int_eq(fstatat(dir, "link", &st, AT_SYMLINK_NOFOLLOW), 0);
	ck_assert(S_ISREG(st.st_mode));
}
END_TEST

START_TEST(a_refused_write_keeps_the_old_file)
{
	struct rlimit limit = { 1024, 1024 };
	static char big[4096];
	char *data;
	size_t len;

	signal(SIGXFSZ, SIG_IGN);
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
	ck_assert_int_eq(io_write(dir, "sub/file", 0644, big, sizeof(big), true, &err), WEIR_E_INTERNAL);
	ck_assert_str_eq(err.reason, IO_REASON);
	ck_assert_ptr_nonnull(strstr(err.message, "raise the file size limit"));
	ck_assert_int_eq(io_read(dir, "sub/file", 100, &data, &len, &err), 0);
	ck_assert_str_eq(data, "text");
	free(data);
}
END_TEST

START_TEST(read_has_a_limit_and_refuses_folders)
{
	char *data = NULL;
	size_t len;

	ck_assert_int_eq(io_read(dir, "sub/file", 4, &data, &len, &err), 0);
	free(data);
	data = NULL;
	ck_assert_int_eq(io_read(dir, "sub/file", 3, &data, &len, &err), WEIR_E_INVALID);
	ck_assert_ptr_nonnull(strstr(err.message, "limit of 3 bytes"));
	ck_assert_int_eq(io_read(dir, "sub", 3, &data, &len, &err), WEIR_E_INVALID);
	ck_assert_ptr_null(data);
}
END_TEST

START_TEST(mkdirs_makes_all_and_stays_below)
{
	struct stat st;

	ck_assert_int_eq(io_mkdirs(dir, "a//b/c/", 0755, &err), 0);
	ck_assert_int_eq(io_mkdirs(dir, "a/b/c", 0755, &err), 0);
	ck_assert_int_eq(fstatat(dir, "a/b/c", &st, 0), 0);
	ck_assert(S_ISDIR(st.st_mode));
	ck_assert_int_eq(io_mkdirs(dir, "", 0755, &err), 0);
	ck_assert_int_eq(io_mkdirs(dir, "in/side", 0755, &err), 0);
	ck_assert_int_eq(io_mkdirs(dir, "out/side", 0755, &err), WEIR_E_INVALID);
	ck_assert_int_eq(io_mkdirs(dir, "../side", 0755, &err), WEIR_E_INVALID);
	ck_assert_int_eq(io_mkdirs(dir, "sub/file/x", 0755, &err), WEIR_E_INVALID);
}
END_TEST

START_TEST(removing_a_tree_follows_no_link)
{
	ck_assert_int_eq(io_mkdirs(dir, "gone/a/b", 0755, &err), 0);
	ck_assert_int_eq(io_write(dir, "gone/a/f", 0644, "", 0, false, &err), 0);
	ck_assert(!symlinkat("../sub", dir, "gone/link"));
	ck_assert_int_eq(io_remove_tree(dir, "gone/", &err), 0);
	ck_assert_int_eq(faccessat(dir, "gone", F_OK, 0), -1);
	ck_assert_int_eq(faccessat(dir, "sub/file", F_OK, 0), 0);
	ck_assert_int_eq(io_remove_tree(dir, "gone", &err), 0);
	ck_assert_int_eq(io_remove_tree(dir, "never/was", &err), 0);
	ck_assert_int_eq(io_remove_tree(dir, "..", &err), WEIR_E_INVALID);
	ck_assert_int_eq(io_remove_tree(dir, "out/passwd", &err), WEIR_E_INVALID);
}
END_TEST

static const struct {
	int number, code;
	const char *part;
} failures[] = {
	{ ENOSPC, WEIR_E_INTERNAL, "make room" },       { EROFS, WEIR_E_INTERNAL, "mount the file system writable" },
	{ EDQUOT, WEIR_E_INTERNAL, "quota" },           { EMFILE, WEIR_E_INTERNAL, "ulimit -n" },
	{ EXDEV, WEIR_E_INVALID, "out of its folder" }, { ENOENT, WEIR_E_NOT_FOUND, "No such file" },
	{ EUCLEAN, WEIR_E_INTERNAL, "cannot x" },
};

START_TEST(errors_say_what_to_do)
{
	ck_assert_int_eq(io_fail(&err, failures[_i].number, "cannot %s", "x"), failures[_i].code);
	ck_assert_msg(strstr(err.message, failures[_i].part) != NULL, "%s", err.message);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("io");
	TCase *tc = tcase_create("io");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, open_stays_below, 0, (int)(sizeof(opens) / sizeof(opens[0])));
	tcase_add_test(tc, write_gives_mode_and_content_and_no_rest);
	tcase_add_test(tc, write_refuses_what_is_no_file_below);
	tcase_add_test(tc, a_write_over_a_link_replaces_the_link);
	tcase_add_test(tc, a_refused_write_keeps_the_old_file);
	tcase_add_test(tc, read_has_a_limit_and_refuses_folders);
	tcase_add_test(tc, mkdirs_makes_all_and_stays_below);
	tcase_add_test(tc, removing_a_tree_follows_no_link);
	tcase_add_loop_test(tc, errors_say_what_to_do, 0, (int)(sizeof(failures) / sizeof(failures[0])));
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
