/* SPDX-License-Identifier: Apache-2.0 */
/* Opening below a folder: the kernel's way and the walk answer alike, and neither leads out. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>
#include <weir/util.h>
#include "../../../sdk/lib/beneath.h"
#include "run.h"

static char folder[PATH_MAX];
static int dir = -1;

static void put(const char *path, const char *text)
{
	int fd = openat(dir, path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, text, strlen(text)), strlen(text));
	close(fd);
}

static const char *const links[][2] = {
	{ "sub", "in" },        { "../file", "sub/up" }, { "../..", "sub/out" }, { "/etc", "absolute" },
	{ "loop", "loop" },     { "none", "dangling" },  { "sub/", "slash" },    { "deep/../up", "sub/winding" },
	{ "in/deep", "twice" }, { ".", "here" },         { "..", "parent" },
};

/* FOLDER/root is what must not be left; FOLDER/secret is what must not be reached. */
static void setup(void)
{
	size_t i;

	strcpy(folder, "/tmp/weir-test-beneath-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	strcat(folder, "/root");
	ck_assert(!mkdir(folder, 0700));
	dir = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
	ck_assert(!mkdirat(dir, "sub", 0700) && !mkdirat(dir, "sub/deep", 0700) && !mkdirat(dir, "sub/deep/er", 0700));
	put("file", "file");
	put("sub/file", "sub");
	put("../secret", "secret");
	for (i = 0; i < ROWS(links); i++)
		ck_assert(!symlinkat(links[i][0], dir, links[i][1]));
}

static void remove_all(int at, const char *const *names, size_t n)
{
	while (n--)
		if (unlinkat(at, names[n], 0))
			unlinkat(at, names[n], AT_REMOVEDIR);
}

static void teardown(void)
{
	static const char *const names[] = { "../secret", "sub",      "sub/deep", "sub/deep/er",
					     "file",      "sub/file", "new",      "none" };
	size_t i;

	for (i = 0; i < ROWS(links); i++)
		unlinkat(dir, links[i][1], 0);
	remove_all(dir, names, ROWS(names));
	close(dir);
	ck_assert(!rmdir(folder));
	*strrchr(folder, '/') = '\0';
	ck_assert(!rmdir(folder));
}

static const struct {
	const char *path;
	int flags;
	int number[2]; /* errno without and with links followed; 0: opened */
} rows[] = {
	{ "file", O_RDONLY, { 0, 0 } },
	{ "./sub//file", O_RDONLY, { 0, 0 } },
	{ "sub/../file", O_RDONLY, { 0, 0 } },
	{ "sub/deep/er/../../file", O_RDONLY, { 0, 0 } },
	{ "sub/..", O_RDONLY, { 0, 0 } },
	{ "sub/deep/..", O_PATH, { 0, 0 } },
	{ ".", O_RDONLY, { 0, 0 } },
	{ "sub/", O_RDONLY, { 0, 0 } },
	{ "sub/.", O_RDONLY | O_DIRECTORY, { 0, 0 } },
	{ "", O_RDONLY, { ENOENT, ENOENT } },
	{ "none", O_RDONLY, { ENOENT, ENOENT } },
	{ "none/file", O_RDONLY, { ENOENT, ENOENT } },
	{ "none/..", O_RDONLY, { ENOENT, ENOENT } },
	{ "file/", O_RDONLY, { ENOTDIR, ENOTDIR } },
	{ "file/x", O_RDONLY, { ENOTDIR, ENOTDIR } },
	{ "file/..", O_RDONLY, { ENOTDIR, ENOTDIR } },
	{ "file", O_RDONLY | O_DIRECTORY, { ENOTDIR, ENOTDIR } },
	{ "..", O_PATH, { EXDEV, EXDEV } },
	{ "../secret", O_RDONLY, { EXDEV, EXDEV } },
	{ "../root/file", O_RDONLY, { EXDEV, EXDEV } },
	{ "sub/../../secret", O_RDONLY, { EXDEV, EXDEV } },
	{ "/", O_PATH, { EXDEV, EXDEV } },
	{ "/etc/passwd", O_RDONLY, { EXDEV, EXDEV } },
	{ "in/file", O_RDONLY, { ELOOP, 0 } },
	{ "in", O_RDONLY | O_DIRECTORY, { ELOOP, 0 } },
	{ "in", O_RDONLY | O_NOFOLLOW, { ELOOP, ELOOP } },
	{ "in", O_PATH | O_NOFOLLOW, { 0, 0 } },
	{ "in/", O_PATH | O_NOFOLLOW, { ELOOP, 0 } },
	{ "in/..", O_RDONLY, { ELOOP, 0 } },
	{ "slash/file", O_RDONLY, { ELOOP, 0 } },
	{ "slash", O_RDONLY, { ELOOP, 0 } },
	{ "twice/er", O_RDONLY, { ELOOP, 0 } },
	{ "twice/../file", O_RDONLY, { ELOOP, 0 } },
	{ "sub/up", O_RDONLY, { ELOOP, 0 } },
	{ "sub/winding", O_RDONLY, { ELOOP, 0 } },
	{ "here/here/sub/file", O_RDONLY, { ELOOP, 0 } },
	{ "sub/up/", O_RDONLY, { ELOOP, ENOTDIR } },
	{ "sub/out", O_PATH, { ELOOP, EXDEV } },
	{ "sub/out/secret", O_RDONLY, { ELOOP, EXDEV } },
	{ "parent/secret", O_RDONLY, { ELOOP, EXDEV } },
	{ "parent/root/file", O_RDONLY, { ELOOP, EXDEV } },
	{ "absolute/passwd", O_RDONLY, { ELOOP, EXDEV } },
	{ "absolute", O_PATH | O_NOFOLLOW, { 0, 0 } },
	{ "loop", O_RDONLY, { ELOOP, ELOOP } },
	{ "loop/x", O_RDONLY, { ELOOP, ELOOP } },
	{ "dangling", O_RDONLY, { ELOOP, ENOENT } },
	{ "new", O_WRONLY | O_CREAT, { 0, 0 } },
	{ "new", O_WRONLY | O_CREAT | O_EXCL, { 0, 0 } },
	{ "file", O_WRONLY | O_CREAT | O_EXCL, { EEXIST, EEXIST } },
	{ "dangling", O_WRONLY | O_CREAT, { ELOOP, 0 } },
	{ "sub", O_WRONLY | O_CREAT, { EISDIR, EISDIR } },
	{ "../new", O_WRONLY | O_CREAT, { EXDEV, EXDEV } },
	{ "parent/new", O_WRONLY | O_CREAT, { ELOOP, EXDEV } },
};

static const struct {
	const char *name;
	int (*open)(int dirfd, const char *path, int flags, mode_t mode, bool links);
} ways[] = { { "kernel", beneath_by_kernel }, { "walk", beneath_by_walk }, { "either", weir_open_beneath } };

static void compare(size_t row, bool follow, size_t way, struct stat *first)
{
	int want = rows[row].number[follow], fd, number;
	struct stat st;

	fd = ways[way].open(dir, rows[row].path, rows[row].flags, 0640, follow);
	number = fd < 0 ? errno : 0;
	if (way == 0 && number == ENOSYS) /* no openat2 here: the walk alone is tried */
		return;
	ck_assert_msg(number == want, "\"%s\" flags %#x %s by %s: %s, not %s", rows[row].path,
		      (unsigned)rows[row].flags, follow ? "with links" : "without links", ways[way].name,
		      strerror(number), strerror(want));
	if (fd < 0)
		return;
	ck_assert(fcntl(fd, F_GETFD) & FD_CLOEXEC);
	ck_assert(!fstat(fd, &st));
	ck_assert_msg(!first->st_ino || (rows[row].flags & O_CREAT) || first->st_ino == st.st_ino,
		      "\"%s\": another file by %s", rows[row].path, ways[way].name);
	ck_assert_msg(!first->st_ino || first->st_mode == st.st_mode, "\"%s\": another mode by %s", rows[row].path,
		      ways[way].name);
	*first = st;
	close(fd);
	unlinkat(dir, "new", 0);
	unlinkat(dir, "none", 0);
}

START_TEST(every_way_answers_alike)
{
	size_t follow, way;

	for (follow = 0; follow < 2; follow++) {
		struct stat first = { 0 };

		for (way = 0; way < ROWS(ways); way++)
			compare((size_t)_i, follow, way, &first);
	}
}
END_TEST

START_TEST(long_names_and_many_links_end)
{
	char name[NAME_MAX + 2], path[PATH_MAX + 1], *p = path;
	int i;

	memset(name, 'n', NAME_MAX + 1);
	name[NAME_MAX + 1] = '\0';
	ck_assert_int_eq(beneath_by_walk(dir, name, O_RDONLY, 0, true), -1);
	ck_assert_int_eq(errno, ENAMETOOLONG);
	memset(path, '/', PATH_MAX);
	path[0] = '.';
	path[PATH_MAX] = '\0';
	ck_assert_int_eq(beneath_by_walk(dir, path, O_RDONLY, 0, true), -1);
	ck_assert_int_eq(errno, ENAMETOOLONG);
	for (i = 0; i < 41; i++)
		p = stpcpy(p, "here/");
	ck_assert_int_eq(beneath_by_walk(dir, path, O_RDONLY, 0, true), -1);
	ck_assert_int_eq(errno, ELOOP);
	path[strlen(path) - 5] = '\0';
	i = beneath_by_walk(dir, path, O_RDONLY, 0, true);
	ck_assert_int_ge(i, 0);
	close(i);
}
END_TEST

START_TEST(no_descriptor_stays_open)
{
	int before = dup(dir), after;
	size_t row;

	close(before);
	for (row = 0; row < ROWS(rows); row++) {
		close(beneath_by_walk(dir, rows[row].path, rows[row].flags, 0600, true));
		unlinkat(dir, "new", 0);
		unlinkat(dir, "none", 0);
	}
	after = dup(dir);
	close(after);
	ck_assert_int_eq(before, after);
}
END_TEST

/* ---- somebody swaps a folder for a link that leads out, over and over ---- */

static _Atomic bool over;

static void *swap(void *arg)
{
	(void)arg;
	while (!over) {
		renameat(dir, "sub/deep", dir, "sub/aside");
		if (symlinkat("../../..", dir, "sub/deep") == 0) {
			sched_yield();
			unlinkat(dir, "sub/deep", 0);
		}
		renameat(dir, "sub/aside", dir, "sub/deep");
	}
	return NULL;
}

START_TEST(a_swap_never_leads_out)
{
	static const char *const paths[] = { "sub/deep/secret", "sub/deep/../deep/secret", "sub/deep/er/../secret",
					     "sub/deep/../../secret" };
	pthread_t thread;
	int i, fd;

	over = false;
	ck_assert_int_eq(pthread_create(&thread, NULL, swap, NULL), 0);
	for (i = 0; i < 20000; i++) {
		fd = beneath_by_walk(dir, paths[i % 4], O_RDONLY, 0, i & 4);
		ck_assert_int_lt(fd, 0);
	}
	over = true;
	pthread_join(thread, NULL);
}
END_TEST

static void add(TCase *tc)
{
	tcase_set_timeout(tc, 60);
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, every_way_answers_alike, 0, ROWS(rows));
	tcase_add_test(tc, long_names_and_many_links_end);
	tcase_add_test(tc, no_descriptor_stays_open);
	tcase_add_test(tc, a_swap_never_leads_out);
}

int main(void)
{
	return run_tests("sdk-beneath", add);
}
