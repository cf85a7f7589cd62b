/* SPDX-License-Identifier: Apache-2.0 */
/* Calls: cancellation, deadline, folders, where objects come from, and the record of what was read. */
#include <check.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "base/log.h"
#include "files.h"
#include "plugin/host.h"

static struct weir_error err = WEIR_ERROR_INIT;
static struct host *host;
static const struct weir_host *table;
static struct weir_call *call;

/* ---- a core of one unit and one artifact ---- */

static json_t *units; /* "key" -> object */
static char artifact_revision[32];

static json_t *backend_unit(void *arg, const json_t *ref)
{
	WEIR_CLEAN_FREE char *key = weir_ref_key(ref);

	(void)arg;
	return json_incref(json_object_get(units, key));
}

static int backend_artifact(void *arg, struct weir_call *c, const json_t *ref, struct tree_handle **tree, json_t **info,
			    struct weir_error *e)
{
	WEIR_CLEAN_FREE char *dir = files_path("artifact");
	int fd;

	(void)arg;
	(void)c;
	if (strcmp(weir_get_str_or(ref, "name", ""), "source") != 0)
		return weir_fail(e, WEIR_E_NOT_FOUND, NULL, "no artifact");
	fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	*tree = tree_of_dir(fd, e);
	*info = json_pack("{s:s}", "revision", artifact_revision);
	return *tree ? 0 : e->code;
}

static void new_call(bool record)
{
	struct call_options how = { .host = host, .deadline_ms = INT64_MAX, .record = record };

	call_free(call);
	call = call_new(&how);
}

static void make_host(bool state)
{
	WEIR_CLEAN_FREE char *state_dir = files_path("state");
	WEIR_CLEAN_FREE char *secrets = files_path("secrets");
	struct host_options options = { .state_dir = state ? state_dir : NULL, .secrets_dir = secrets };

	options.backend = (struct host_backend){ .unit = backend_unit, .artifact = backend_artifact };
	ck_assert_msg(host_new(&options, &host, &err) == 0, "%s", err.message);
	table = host_table(host);
}

static void put(const char *path, const char *text)
{
	int dir = open(files_dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	WEIR_CLEAN_FREE char *parent = weir_strdup(path);

	*strrchr(parent, '/') = '\0';
	ck_assert_int_eq(io_mkdirs(dir, parent, 0755, &err), 0);
	ck_assert_int_eq(io_write(dir, path, 0644, text, strlen(text), false, &err), 0);
	close(dir);
}

static void setup(void)
{
	files_setup();
	put("artifact/a/one", "1");
	put("artifact/a/two", "2");
	put("secrets/flux-system/key/identity", "a very secret key\n");
	put("secrets/flux-system/key/known_hosts", "host ssh-ed25519 AAAA\n");
	strcpy(artifact_revision, "main@sha1:1");
	units = json_object();
	make_host(true);
	call = NULL;
	new_call(true);
}

static void teardown(void)
{
	call_free(call);
	host_free(host);
	json_decref(units);
	weir_error_done(&err);
	files_done();
}

/* ---- the call itself ---- */

START_TEST(cancel_is_seen)
{
	struct pollfd p = { .fd = table->cancel_fd(call), .events = POLLIN };

	ck_assert(!table->cancelled(call));
	ck_assert_int_eq(poll(&p, 1, 0), 0);
	call_cancel(call);
	call_cancel(call);
	ck_assert(table->cancelled(call));
	ck_assert_int_eq(poll(&p, 1, 0), 1);
	ck_assert_int_eq(table->deadline_ms(call), INT64_MAX);
}
END_TEST

static bool below_state(const char *name)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s/state/%s", files_dir, name);

	return access(path, F_OK) == 0;
}

static int files_in(const char *name)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("ls -A %s/state/%s", files_dir, name);
	WEIR_CLEAN_JSON json_t *entries = NULL;
	struct host_options options = { .allow_tree_open = true };
	struct call_options how = { .deadline_ms = INT64_MAX };
	struct weir_tree *tree;
	struct weir_call *c;
	int n;

	ck_assert_int_eq(host_new(&options, &how.host, &err), 0);
	c = call_new(&how);
	ck_assert_int_eq(host_table(how.host)->tree_open(c, strchr(path, '/'), &tree, &err), 0);
	ck_assert_int_eq(host_table(how.host)->tree_list(c, tree, "", &entries, &err), 0);
	n = (int)json_array_size(entries);
	call_free(c);
	host_free(how.host);
	return n;
}

START_TEST(workdir_is_private_and_goes)
{
	struct stat st;
	int fd = table->workdir_fd(call);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(table->workdir_fd(call), fd);
	ck_assert_int_eq(fstat(fd, &st), 0);
	ck_assert_uint_eq(st.st_mode & 07777, 0700);
	ck_assert_int_eq(io_write(fd, "deep", 0600, "x", 1, false, &err), 0);
	ck_assert_int_eq(mkdirat(fd, "sub", 0700), 0);
	ck_assert_int_eq(files_in("work"), 1);
	new_call(false);
	ck_assert_int_eq(files_in("work"), 0);
	/* What a killed process has left goes when the next one begins. */
	put("state/work/999999999-0x1/left", "x");
	host_free(host);
	call_free(call);
	call = NULL;
	make_host(true);
	ck_assert_int_eq(files_in("work"), 0);
	ck_assert(below_state("work"));
}
END_TEST

START_TEST(workdir_without_a_state)
{
	int fd;

	call_free(call);
	call = NULL;
	host_free(host);
	make_host(false);
	new_call(false);
	fd = table->workdir_fd(call);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(io_write(fd, "f", 0600, "x", 1, false, &err), 0);
	ck_assert_int_eq(table->state_fd(call), -1);
}
END_TEST

START_TEST(state_folder_that_cannot_be)
{
	WEIR_CLEAN_FREE char *file = files_write("file", "", 0);
	WEIR_CLEAN_FREE char *below = weir_asprintf("%s/state", file);
	struct host_options options = { .state_dir = below };
	struct host *none = NULL;

	ck_assert_int_lt(host_new(&options, &none, &err), 0);
	ck_assert_ptr_null(none);
	ck_assert_msg(strstr(err.message, below), "%s", err.message);
	if (geteuid() != 0) {
		WEIR_CLEAN_FREE char *locked = files_path("locked");

		ck_assert_int_eq(mkdir(locked, 0500), 0);
		options.state_dir = locked;
		ck_assert_int_lt(host_new(&options, &none, &err), 0);
	}
}
END_TEST

START_TEST(folders_of_the_machine_are_for_commands)
{
	struct weir_tree *tree = NULL;

	ck_assert_int_eq(table->tree_open(call, files_dir, &tree, &err), WEIR_E_UNSUPPORTED);
	ck_assert_ptr_null(tree);
}
END_TEST

START_TEST(no_network_and_no_plugins)
{
	struct weir_http_req req = { .size = sizeof(req), .method = "GET", .url = "http://x", .body_out_fd = -1 };
	struct weir_http_res res = { .size = sizeof(res) };
	json_t *out = NULL, *secret;
	char *mapped;

	ck_assert_int_eq(table->http(call, &req, &res, &err), WEIR_E_UNSUPPORTED);
	req.size = 4;
	ck_assert_int_eq(table->http(call, &req, &res, &err), WEIR_E_INTERNAL);
	ck_assert(!table->mirror(call, "http://x", &mapped, &secret));
	ck_assert_int_eq(table->invoke(call, "some/service", json_null(), &out, &err), WEIR_E_UNSUPPORTED);
	ck_assert_msg(strstr(err.message, "no plugin offers the service some/service"), "%s", err.message);
	ck_assert_str_eq(err.reason, "NoPlugin");
}
END_TEST

/* ---- objects ---- */

static json_t *get(const char *kind, const char *ns, const char *name)
{
	WEIR_CLEAN_JSON json_t *ref = weir_ref_new("", kind, ns, name);

	weir_error_done(&err);
	return table->get(call, ref, &err);
}

START_TEST(secrets_from_files)
{
	WEIR_CLEAN_JSON json_t *secret = get("Secret", "flux-system", "key");
	WEIR_CLEAN_JSON json_t *want =
		json_pack("{s:s, s:s, s:s, s:{s:s, s:s}, s:{s:s, s:s}}", "apiVersion", "v1", "kind", "Secret", "type",
			  "Opaque", "metadata", "namespace", "flux-system", "name", "key", "data", "identity",
			  "YSB2ZXJ5IHNlY3JldCBrZXkK", "known_hosts", "aG9zdCBzc2gtZWQyNTUxOSBBQUFBCg==");
	WEIR_CLEAN_FREE char *shown = redact("the key is a very secret key.");

	ck_assert_msg(secret && json_equal(secret, want), "%s", err.message);
	ck_assert_ptr_null(strstr(shown, "secret key"));
	ck_assert_ptr_null(get("ConfigMap", "flux-system", "key"));
	ck_assert_ptr_null(get("Secret", "flux-system", "other"));
	ck_assert_int_eq(err.code, WEIR_E_NOT_FOUND);
	ck_assert_msg(strstr(err.message, "Secret/flux-system/other does not exist"), "%s", err.message);
}
END_TEST

static const char *const bad_names[][2] = {
	{ "..", "key" }, { "flux-system", ".." },  { "flux-system", "../flux-system/key" },
	{ "", "key" },   { "flux-system", "a/b" }, { ".", "key" },
};

START_TEST(names_cannot_leave_the_folder)
{
	ck_assert_ptr_null(get("Secret", bad_names[_i][0], bad_names[_i][1]));
	ck_assert_int_eq(err.code, WEIR_E_INVALID);
}
END_TEST

START_TEST(links_cannot_leave_the_folder)
{
	WEIR_CLEAN_FREE char *link_path = files_path("secrets/flux-system/key/out");

	ck_assert_int_eq(symlink("/etc/passwd", link_path), 0);
	ck_assert_ptr_null(get("Secret", "flux-system", "key"));
	ck_assert_int_ne(err.code, WEIR_E_NOT_FOUND);
}
END_TEST

/* A volume of a cluster is full of links: key -> ..data/key, ..data -> a folder beside it. */
START_TEST(mounted_secrets)
{
	WEIR_CLEAN_FREE char *key = files_path("secrets/flux-system/mounted/token");
	WEIR_CLEAN_FREE char *data = files_path("secrets/flux-system/mounted/..data");
	WEIR_CLEAN_JSON json_t *secret = NULL;

	put("secrets/flux-system/mounted/..2026_01_01/token", "value of a token");
	ck_assert_int_eq(symlink("..2026_01_01", data), 0);
	ck_assert_int_eq(symlink("..data/token", key), 0);
	secret = get("Secret", "flux-system", "mounted");
	ck_assert_msg(secret != NULL, "%s", err.message);
	ck_assert_uint_eq(json_object_size(json_object_get(secret, "data")), 1);
	ck_assert_str_eq(weir_get_str(secret, "data.token"), "dmFsdWUgb2YgYSB0b2tlbg==");
}
END_TEST

START_TEST(units_come_first)
{
	WEIR_CLEAN_JSON json_t *secret = NULL;

	json_object_set_new(units, "Secret/flux-system/key", json_pack("{s:s}", "from", "units"));
	secret = get("Secret", "flux-system", "key");
	ck_assert_str_eq(weir_get_str(secret, "from"), "units");
}
END_TEST

/* ---- the record ---- */

static void read_things(void)
{
	WEIR_CLEAN_JSON json_t *ref = weir_ref_new("g", "Source", "flux-system", "source");
	WEIR_CLEAN_JSON json_t *info = NULL;
	WEIR_CLEAN_JSON json_t *entries = NULL;
	struct weir_tree *tree;
	char *data;
	size_t len;

	ck_assert_int_eq(table->artifact(call, ref, &tree, &info, &err), 0);
	ck_assert_int_eq(table->tree_read(call, tree, "a/one", &data, &len, &err), 0);
	free(data);
	ck_assert_int_eq(table->tree_read(call, tree, "./a/../a/one", &data, &len, &err), 0);
	free(data);
	ck_assert_int_eq(table->tree_read(call, tree, "a/none", &data, &len, &err), WEIR_E_NOT_FOUND);
	ck_assert_int_eq(table->tree_list(call, tree, "a", &entries, &err), 0);
	ck_assert_int_eq(table->tree_type(call, tree, "b"), 0);
	json_decref(get("Secret", "flux-system", "key"));
	ck_assert_ptr_null(get("ConfigMap", "flux-system", "none"));
}

START_TEST(record_has_each_input_once)
{
	WEIR_CLEAN_JSON json_t *inputs = NULL;
	static const char *const ops[] = { "artifact", "read", "read", "list", "type", "get", "get" };
	size_t i;

	read_things();
	inputs = call_inputs(call);
	ck_assert_uint_eq(json_array_size(inputs), 7);
	for (i = 0; i < 7; i++)
		ck_assert_str_eq(weir_get_str(json_array_get(inputs, i), "op"), ops[i]);
	ck_assert_str_eq(weir_get_str(json_array_get(inputs, 1), "tree"), "Source.g/flux-system/source");
	ck_assert_str_eq(weir_get_str(json_array_get(inputs, 1), "path"), "a/one");
	ck_assert(json_is_null(json_object_get(json_array_get(inputs, 2), "id")));
	ck_assert(json_is_null(json_object_get(json_array_get(inputs, 4), "id")));
	ck_assert(json_is_null(json_object_get(json_array_get(inputs, 6), "id")));
}
END_TEST

static const struct {
	const char *name;
	const char *path, *text; /* what is written before it is asked again; NULL: nothing */
	bool same;
} changes[] = {
	{ "nothing", NULL, NULL, true },
	{ "a file that was read", "artifact/a/one", "other", false },
	{ "a file that was only listed", "artifact/a/two", "other", true },
	{ "a file of another folder", "artifact/c/three", "new", true },
	{ "a new file in a folder that was listed", "artifact/a/three", "new", false },
	{ "a file that was not there", "artifact/a/none", "now", false },
	{ "a path that was neither", "artifact/b", "now", false },
	{ "a Secret", "secrets/flux-system/key/identity", "another key", false },
};

START_TEST(record_knows_what_has_changed)
{
	WEIR_CLEAN_JSON json_t *inputs = NULL;

	read_things();
	inputs = call_inputs(call);
	if (changes[_i].path)
		put(changes[_i].path, changes[_i].text);
	new_call(false);
	ck_assert_msg(call_inputs_same(call, inputs) == changes[_i].same, "%s", changes[_i].name);
}
END_TEST

START_TEST(what_is_peeked_at_is_no_input)
{
	WEIR_CLEAN_JSON json_t *inputs = NULL;
	WEIR_CLEAN_JSON json_t *ref = weir_ref_new("", "ConfigMap", "flux-system", "none");
	WEIR_CLEAN_JSON json_t *seen = NULL;

	json_object_set_new(ref, "peek", json_true());
	ck_assert_ptr_null(table->get(call, ref, &err));
	inputs = call_inputs(call);
	ck_assert_uint_eq(json_array_size(inputs), 0);
	json_object_set_new(units, "ConfigMap/flux-system/none", json_pack("{s:s}", "now", "there"));
	seen = table->get(call, ref, &err);
	ck_assert_ptr_nonnull(seen);
	ck_assert(call_inputs_same(call, inputs));
}
END_TEST

START_TEST(record_knows_revisions_and_the_network)
{
	WEIR_CLEAN_JSON json_t *inputs = NULL;
	WEIR_CLEAN_JSON json_t *network = NULL, *pinned = NULL;
	struct weir_http_req req = { .size = sizeof(req), .method = "GET", .url = "http://x", .body_out_fd = -1 };
	struct weir_http_res res = { .size = sizeof(res) };

	read_things();
	inputs = call_inputs(call);
	json_object_set_new(units, "ConfigMap/flux-system/none", json_pack("{s:s}", "now", "there"));
	ck_assert(!call_inputs_same(call, inputs));
	json_object_clear(units);
	ck_assert(call_inputs_same(call, inputs));
	strcpy(artifact_revision, "main@sha1:2");
	ck_assert(!call_inputs_same(call, inputs));
	strcpy(artifact_revision, "main@sha1:1");
	req.flags = WEIR_HTTP_PINNED;
	table->http(call, &req, &res, &err);
	pinned = call_inputs(call);
	ck_assert(call_inputs_same(call, pinned));
	req.flags = 0;
	table->http(call, &req, &res, &err);
	network = call_inputs(call);
	ck_assert(!call_inputs_same(call, network));
	ck_assert(!call_inputs_same(call, json_null()));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("plugin-call");
	TCase *tc = tcase_create("call");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, cancel_is_seen);
	tcase_add_test(tc, workdir_is_private_and_goes);
	tcase_add_test(tc, workdir_without_a_state);
	tcase_add_test(tc, state_folder_that_cannot_be);
	tcase_add_test(tc, folders_of_the_machine_are_for_commands);
	tcase_add_test(tc, no_network_and_no_plugins);
	tcase_add_test(tc, secrets_from_files);
	tcase_add_loop_test(tc, names_cannot_leave_the_folder, 0, (int)(sizeof(bad_names) / sizeof(bad_names[0])));
	tcase_add_test(tc, links_cannot_leave_the_folder);
	tcase_add_test(tc, mounted_secrets);
	tcase_add_test(tc, units_come_first);
	tcase_add_test(tc, record_has_each_input_once);
	tcase_add_loop_test(tc, record_knows_what_has_changed, 0, (int)(sizeof(changes) / sizeof(changes[0])));
	tcase_add_test(tc, record_knows_revisions_and_the_network);
	tcase_add_test(tc, what_is_peeked_at_is_no_input);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
