/* SPDX-License-Identifier: Apache-2.0 */
/* Trees: what a path means, where links lead, what cannot be reached; all as a plugin sees it, through the host. */
#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "files.h"
#include "plugin/host.h"

static struct weir_error err = WEIR_ERROR_INIT;
static struct host *host;
static const struct weir_host *table;
static struct weir_call *call;
static struct weir_tree *tree;

static void link_to(const char *target, const char *name)
{
	WEIR_CLEAN_FREE char *path = files_path(name);

	ck_assert_int_eq(symlink(target, path), 0);
}

static void folder(const char *name)
{
	WEIR_CLEAN_FREE char *path = files_path(name);

	ck_assert_int_eq(mkdir(path, 0755), 0);
}

static void fill(void)
{
	WEIR_CLEAN_FREE char *fifo = files_path("a/fifo");

	folder("a");
	folder("a/b");
	folder("empty");
	free(files_write("top", "top", 3));
	free(files_write("a/one", "1", 1));
	free(files_write("a/b/two", "22", 2));
	free(files_write("a/Z", "z", 1));
	link_to("a/b/two", "file-link");
	link_to("a", "folder-link");
	link_to("../../top", "a/b/up");
	link_to("../folder-link/b", "a/through");
	link_to("/etc/passwd", "absolute");
	link_to("../..", "a/outside");
	link_to("loop-b", "loop-a");
	link_to("loop-a", "loop-b");
	link_to("nothing", "dangling");
	link_to(".", "self");
	ck_assert_int_eq(mkfifo(fifo, 0600), 0);
}

static void setup(void)
{
	struct host_options options = { .allow_tree_open = true };
	struct call_options how = { .deadline_ms = INT64_MAX };

	files_setup();
	fill();
	ck_assert_int_eq(host_new(&options, &host, &err), 0);
	table = host_table(host);
	how.host = host;
	call = call_new(&how);
	ck_assert_msg(table->tree_open(call, files_dir, &tree, &err) == 0, "%s", err.message);
}

static void teardown(void)
{
	call_free(call);
	host_free(host);
	weir_error_done(&err);
	files_done();
}

static const struct {
	const char *path;
	const char *data; /* of tree_read, or NULL: fails with */
	int code;
	int type;         /* of tree_type */
	const char *real; /* of tree_real, or NULL */
} paths[] = {
	{ "top", "top", 0, 'f', "top" },
	{ "a/one", "1", 0, 'f', "a/one" },
	{ "./a//b/./two", "22", 0, 'f', "a/b/two" },
	{ "a/../top", "top", 0, 'f', "top" },
	{ "a/b/../../top", "top", 0, 'f', "top" },
	{ "nothing/../top", "top", 0, 'f', "top" },
	{ "file-link", "22", 0, 'f', "a/b/two" },
	{ "folder-link/one", "1", 0, 'f', "a/one" },
	{ "a/b/up", "top", 0, 'f', "top" },
	{ "a/through/two", "22", 0, 'f', "a/b/two" },
	{ "a/through/up", "top", 0, 'f', "top" },
	{ "self/self/self/top", "top", 0, 'f', "top" },
	{ "", NULL, WEIR_E_INVALID, 'd', "" },
	{ ".", NULL, WEIR_E_INVALID, 'd', "" },
	{ "a/..", NULL, WEIR_E_INVALID, 'd', "" },
	{ "a/", NULL, WEIR_E_INVALID, 'd', "a" },
	{ "folder-link", NULL, WEIR_E_INVALID, 'd', "a" },
	{ "..", NULL, WEIR_E_INVALID, 0, NULL },
	{ "a/../../top", NULL, WEIR_E_INVALID, 0, NULL },
	{ "/etc/passwd", NULL, WEIR_E_INVALID, 0, NULL },
	{ "absolute", NULL, WEIR_E_INVALID, 0, NULL },
	{ "a/outside", NULL, WEIR_E_INVALID, 0, NULL },
	{ "a/outside/etc/passwd", NULL, WEIR_E_INVALID, 0, NULL },
	{ "loop-a", NULL, WEIR_E_INVALID, 0, NULL },
	{ "dangling", NULL, WEIR_E_NOT_FOUND, 0, NULL },
	{ "nothing", NULL, WEIR_E_NOT_FOUND, 0, NULL },
	{ "a/nothing/at/all", NULL, WEIR_E_NOT_FOUND, 0, NULL },
	{ "top/below", NULL, WEIR_E_NOT_FOUND, 0, NULL },
	{ "file-link/below", NULL, WEIR_E_NOT_FOUND, 0, NULL },
	{ "a/fifo", NULL, 0, 0, NULL },
};

START_TEST(reads_what_the_path_means)
{
	const char *path = paths[_i].path;
	char *data = NULL, *real;
	size_t len = 0;
	int rc = table->tree_read(call, tree, path, &data, &len, &err);

	if (paths[_i].data) {
		ck_assert_msg(rc == 0 && len == strlen(paths[_i].data) && strcmp(data, paths[_i].data) == 0, "%s: %s",
			      path, err.message ? err.message : data);
		ck_assert_msg(!err.message, "%s: success with an error: %s", path, err.message);
	} else {
		ck_assert_msg(rc < 0 && (rc == paths[_i].code || !paths[_i].code), "%s: code %d", path, rc);
		ck_assert_msg(err.message && err.code == rc, "%s: no message", path);
		ck_assert_msg(!data && !len, "%s: the result was touched", path);
	}
	free(data);
	ck_assert_msg(table->tree_type(call, tree, path) == paths[_i].type, "%s: type", path);
	weir_error_done(&err);
	real = table->tree_real(call, tree, path, &err);
	ck_assert_msg(paths[_i].real ? real && strcmp(real, paths[_i].real) == 0 : !real && err.message, "%s: real %s",
		      path, real);
	free(real);
}
END_TEST

static const struct {
	const char *dir;
	const char *want; /* "name:type ..." or NULL: fails with */
	int code;
} lists[] = {
	{ "a", "Z:file b:dir one:file through:dir", 0 },
	{ "folder-link/b", "two:file up:file", 0 },
	{ "", "a:dir empty:dir file-link:file folder-link:dir self:dir top:file", 0 },
	{ "empty", "", 0 },
	{ "top", NULL, WEIR_E_INVALID },
	{ "nothing", NULL, WEIR_E_NOT_FOUND },
	{ "a/outside", NULL, WEIR_E_INVALID },
	{ "../", NULL, WEIR_E_INVALID },
};

START_TEST(lists_in_order)
{
	struct weir_strbuf text = WEIR_STRBUF_INIT;
	json_t *entries = NULL, *entry;
	size_t i;
	int rc = table->tree_list(call, tree, lists[_i].dir, &entries, &err);

	json_array_foreach(entries, i, entry)
		weir_strbuf_addf(&text, "%s%s:%s", i ? " " : "", weir_get_str(entry, "name"),
				 weir_get_str(entry, "type"));
	if (lists[_i].want)
		ck_assert_msg(rc == 0 && strcmp(text.data ? text.data : "", lists[_i].want) == 0, "%s: %s %s",
			      lists[_i].dir, text.data, err.message);
	else
		ck_assert_msg(rc == lists[_i].code && !entries && err.message, "%s: code %d", lists[_i].dir, rc);
	json_decref(entries);
	weir_strbuf_done(&text);
}
END_TEST

/* The same id exactly when the content is the same. */
START_TEST(ids_follow_content)
{
	char one[65] = "", same[65] = "", other[65] = "", dir[65] = "", changed[65] = "";
	struct weir_tree *again;

	free(files_write("empty/one", "1", 1));
	ck_assert_int_eq(table->tree_id(call, tree, "a/one", one), 0);
	ck_assert_int_eq(table->tree_id(call, tree, "empty/one", same), 0);
	ck_assert_int_eq(table->tree_id(call, tree, "top", other), 0);
	ck_assert_int_eq(table->tree_id(call, tree, "a", dir), 0);
	ck_assert_str_eq(one, same);
	ck_assert_str_ne(one, other);
	ck_assert_uint_eq(strlen(dir), 64);
	ck_assert_int_eq(table->tree_id(call, tree, "folder-link", changed), 0);
	ck_assert_str_eq(dir, changed);
	ck_assert_int_eq(table->tree_id(call, tree, "nothing", changed), WEIR_E_NOT_FOUND);
	free(files_write("a/b/two", "other", 5));
	ck_assert_int_eq(table->tree_open(call, files_dir, &again, &err), 0);
	ck_assert_int_eq(table->tree_id(call, again, "a", changed), 0);
	ck_assert_str_ne(dir, changed);
}
END_TEST

START_TEST(limits_the_size_of_a_file)
{
	WEIR_CLEAN_FREE char *path = files_write("big", "", 0);
	char *data = NULL;
	size_t len = 0;

	ck_assert_int_eq(truncate(path, (off_t)LIMIT_FILE_BYTES + 1), 0);
	ck_assert_int_lt(table->tree_read(call, tree, "big", &data, &len, &err), 0);
	ck_assert_ptr_null(data);
	ck_assert_msg(strstr(err.message, "big"), "%s", err.message);
}
END_TEST

START_TEST(limits_the_length_of_a_path)
{
	WEIR_CLEAN_FREE char *path = weir_malloc(LIMIT_PATH_BYTES + 1);
	char *data = NULL;
	size_t len = 0;

	memset(path, 'x', LIMIT_PATH_BYTES);
	path[LIMIT_PATH_BYTES] = '\0';
	ck_assert_int_eq(table->tree_read(call, tree, path, &data, &len, &err), WEIR_E_INVALID);
	ck_assert_uint_lt(strlen(err.message), 200);
}
END_TEST

/* A source that answers for its files itself, links included. */
static int mem_type(void *t, const char *path)
{
	(void)t;
	return strcmp(path, "") == 0 || strcmp(path, "d") == 0 ? 'd'
	       : strcmp(path, "d/f") == 0                      ? 'f'
	       : strcmp(path, "l") == 0                        ? 'l'
							       : 0;
}
static int mem_read(void *t, const char *path, char **data, size_t *len, struct weir_error *e)
{
	if (mem_type(t, path) != 'f')
		return weir_fail(e, WEIR_E_NOT_FOUND, NULL, "%s: not here", path);
	*data = weir_strdup("mem");
	*len = 3;
	return 0;
}
static int mem_list(void *t, const char *path, json_t **entries, struct weir_error *e)
{
	(void)t;
	(void)e;
	*entries = *path ? json_pack("[{s:s, s:s}]", "name", "f", "type", "file")
			 : json_pack("[{s:s, s:s}, {s:s, s:s}, {s:s}]", "name", "l", "type", "link", "name", "d",
				     "type", "dir", "junk", "row");
	return 0;
}
static int mem_id(void *t, const char *path, char id[65])
{
	(void)t;
	(void)path;
	memset(id, 'a', 40);
	id[40] = '\0';
	return 0;
}
static int mem_link(void *t, const char *path, char **target, struct weir_error *e)
{
	(void)t;
	(void)path;
	(void)e;
	*target = weir_strdup("d/f");
	return 0;
}
static void mem_close(void *t)
{
	*(bool *)t = true;
}

START_TEST(trees_of_plugins)
{
	const struct weir_tree_ops ops = { sizeof(ops), mem_read, mem_list, mem_id, mem_type, mem_close, mem_link };
	struct weir_tree_ops old = ops;
	bool closed = false, old_closed = false;
	struct tree_handle *h = tree_of_ops(&ops, &closed, NULL), *short_one;
	struct weir_tree *t = call_tree(call, h, "GitThing/x/y");
	WEIR_CLEAN_JSON json_t *entries = NULL;
	char *data;
	size_t len;

	tree_unref(h);
	ck_assert_msg(table->tree_read(call, t, "l", &data, &len, &err) == 0, "%s", err.message);
	ck_assert_str_eq(data, "mem");
	free(data);
	ck_assert_int_eq(table->tree_list(call, t, ".", &entries, &err), 0);
	ck_assert_uint_eq(json_array_size(entries), 2);
	ck_assert_str_eq(weir_get_str(json_array_get(entries, 0), "name"), "d");
	ck_assert_str_eq(weir_get_str(json_array_get(entries, 1), "type"), "file");
	/* Ops of a plugin that was built before `link` existed. */
	old.size = offsetof(struct weir_tree_ops, link);
	short_one = tree_of_ops(&old, &old_closed, NULL);
	t = call_tree(call, short_one, "old");
	ck_assert_int_eq(table->tree_read(call, t, "l", &data, &len, &err), WEIR_E_NOT_FOUND);
	tree_unref(short_one);
	ck_assert(!closed && !old_closed);
	old.size = 8;
	ck_assert_ptr_null(tree_of_ops(&old, &old_closed, NULL));
	call_free(call);
	ck_assert(closed && old_closed);
	call = NULL;
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("plugin-tree");
	TCase *tc = tcase_create("tree");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, reads_what_the_path_means, 0, (int)(sizeof(paths) / sizeof(paths[0])));
	tcase_add_loop_test(tc, lists_in_order, 0, (int)(sizeof(lists) / sizeof(lists[0])));
	tcase_add_test(tc, ids_follow_content);
	tcase_add_test(tc, limits_the_size_of_a_file);
	tcase_add_test(tc, limits_the_length_of_a_path);
	tcase_add_test(tc, trees_of_plugins);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
