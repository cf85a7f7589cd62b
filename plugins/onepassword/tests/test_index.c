/* SPDX-License-Identifier: Apache-2.0 */
/* The index of a vault: times, order, files, and finding an item in it. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "find.h"
#include "index.h"
#include "run.h"

#define A "aaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B "bbbbbbbbbbbbbbbbbbbbbbbbbb"
#define C "cccccccccccccccccccccccccc"
#define D "dddddddddddddddddddddddddd"

/* ---- times ---- */

static const struct {
	const char *text;
	int64_t ns; /* -1: none */
} times[] = {
	{ "1970-01-01T00:00:01Z", 1000000000 },
	{ "1970-01-01T00:00:01.5Z", 1500000000 },
	{ "1970-01-01T00:00:01.000000001Z", 1000000001 },
	{ "1970-01-01T00:00:01.0000000019Z", 1000000001 },
	{ "1970-01-01T01:00:01+01:00", 1000000000 },
	{ "1969-12-31T23:30:01-00:30", 1000000000 },
	{ "2024-02-29T12:00:00Z", 1709208000000000000 },
	{ "2024-02-29", -1 },
	{ "2024-02-29T12:00:00", -1 },
	{ "2024-02-29T12:00:00Zx", -1 },
	{ "2024-02-29T12:00:00+1", -1 },
	{ "", -1 },
	{ "yesterday", -1 },
};

START_TEST(time_of_text)
{
	int64_t ns = -1;
	bool ok = index_time(times[_i].text, &ns);

	ck_assert_msg(ok == (times[_i].ns >= 0), "%s", times[_i].text);
	ck_assert_msg(!ok || ns == times[_i].ns, "%s: %lld", times[_i].text, (long long)ns);
}
END_TEST

/* ---- a host with one folder as its tree ---- */

static char dir[] = "/tmp/weir-onepassword-XXXXXX";
static int dir_fd = -1;

static int tree_read(struct weir_call *call, struct weir_tree *tree, const char *path, char **data, size_t *len,
		     struct weir_error *err)
{
	WEIR_CLEAN_FREE char *full = weir_asprintf("%s/%s", dir, path);
	WEIR_CLEAN_JSON json_t *j = json_load_file(full, 0, NULL);

	(void)call;
	(void)tree;
	if (!j)
		return weir_fail(err, WEIR_E_NOT_FOUND, NULL, "%s does not exist", path);
	*data = json_dumps(j, 0);
	*len = strlen(*data);
	return 0;
}

static const struct weir_host host = { .size = sizeof(host), .tree_read = tree_read };

static void setup(void)
{
	WEIR_CLEAN_JSON json_t *items = read_json(
		"[{'id': '" A "', 'title': 'Redis', 'version': 3, 'createdAt': '2024-01-01T00:00:00Z', 'updatedAt': "
		"'2024-01-02T00:00:00Z', 'fields': [{'value': 'canary'}]},"
		" {'id': '" B "', 'title': 'redis', 'version': 1, 'createdAt': '2023-01-01T00:00:00Z'},"
		" {'id': '" C "', 'title': 'redis', 'version': 9, 'createdAt': '2023-06-01T00:00:00Z'},"
		" {'id': '" D "', 'title': '" A "', 'version': 1},"
		" {'id': '../../evil', 'title': 'evil', 'version': 1}, {'title': 'none'}, 7]");
	WEIR_CLEAN_JSON json_t *entries = index_entries("v", items);

	ck_assert_uint_eq(json_object_size(entries), 4);
	ck_assert_ptr_nonnull(mkdtemp(dir));
	dir_fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	ck_assert_int_eq(index_write(dir_fd, entries, NULL), 0);
}

static void remove_below(const char *folder)
{
	WEIR_CLEAN_FREE char *command = weir_asprintf("%s/%s", dir, folder);

	rmdir(command);
}

static void teardown(void)
{
	static const char *const ids[] = { A, B, C, D }, *const titles[] = { "redis", A };

	for (size_t i = 0; i < 4; i++) {
		WEIR_CLEAN_FREE char *path = index_id_path(ids[i]);

		unlinkat(dir_fd, path, 0);
	}
	for (size_t i = 0; i < 2; i++) {
		WEIR_CLEAN_FREE char *path = index_title_path(titles[i]);

		unlinkat(dir_fd, path, 0);
	}
	remove_below("ids");
	remove_below("titles");
	ck_assert_int_eq(rmdir(dir), 0); /* nothing else was written */
	close(dir_fd);
	memcpy(dir + strlen(dir) - 6, "XXXXXX", 6);
}

START_TEST(entries_have_no_values)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s/ids/" A, dir);
	WEIR_CLEAN_JSON json_t *got = json_load_file(path, 0, NULL);
	WEIR_CLEAN_JSON json_t *want = read_json("{'id': '" A "', 'vault': 'v', 'title': 'Redis', 'version': 3, "
						 "'createdAt': '2024-01-01T00:00:00Z', 'updatedAt': "
						 "'2024-01-02T00:00:00Z'}");

	ck_assert(json_equal(got, want));
}
END_TEST

static const struct {
	const char *name, *title, *id; /* NULL: not found */
	int warnings;
} finds[] = {
	{ "as it is written, the oldest", "redis", B, 1 },
	{ "as it is written, one", "Redis", A, 0 },
	{ "without case, the oldest", "REDIS", B, 1 },
	{ "an id", C, C, 0 },
	{ "an id before a title", A, A, 0 },
	{ "what looks like an id", "zzzzzzzzzzzzzzzzzzzzzzzzzz", NULL, 0 },
	{ "no such title", "postgres", NULL, 0 },
	{ "what was no id", "evil", NULL, 0 },
};

START_TEST(find)
{
	WEIR_CLEAN_JSON json_t *entry = NULL, *warnings = json_array();
	struct weir_error err = WEIR_ERROR_INIT;
	int rc = find_item(&host, NULL, NULL, "home", finds[_i].title, &entry, warnings, &err);

	if (finds[_i].id) {
		ck_assert_msg(!rc, "%s: %s", finds[_i].name, err.message);
		ck_assert_msg(!strcmp(weir_get_str_or(entry, "id", ""), finds[_i].id), "%s", finds[_i].name);
	} else {
		ck_assert_int_eq(rc, WEIR_E_NOT_FOUND);
		ck_assert_msg(strstr(err.message, "no items found with identifier \"") == err.message, "%s",
			      err.message);
	}
	ck_assert_int_eq((int)json_array_size(warnings), finds[_i].warnings);
	weir_error_done(&err);
}
END_TEST

START_TEST(title_that_looks_like_an_id)
{
	WEIR_CLEAN_JSON json_t *entry = NULL, *warnings = json_array();

	unlinkat(dir_fd, "ids/" A, 0);
	ck_assert_int_eq(find_item(&host, NULL, NULL, "home", A, &entry, warnings, NULL), 0);
	ck_assert_str_eq(weir_get_str_or(entry, "id", ""), D);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("onepassword-index");
	TCase *times_case = tcase_create("times"), *tc = tcase_create("index");

	tcase_add_loop_test(times_case, time_of_text, 0, ROWS(times));
	suite_add_tcase(suite, times_case);
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, entries_have_no_values);
	tcase_add_loop_test(tc, find, 0, ROWS(finds));
	tcase_add_test(tc, title_that_looks_like_an_id);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
