/* SPDX-License-Identifier: Apache-2.0 */
/* The loader: what is taken, what is refused and with which words; see docs/abi.md for the rules. */
#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "files.h"
#include "plugin/loader.h"

static struct weir_error err = WEIR_ERROR_INIT;
static const struct weir_plugin *loaded;
static char hash[65];

static void setup(void)
{
	files_setup();
	loaded = NULL;
}

static void teardown(void)
{
	weir_error_done(&err);
	files_done();
}

static int load(const char *path)
{
	WEIR_CLEAN_FREE char *cache = files_path("cache");

	return loader_load(path, cache, &loaded, hash, &err);
}

static void must_refuse(const char *what, const char *path, int code, const char *words)
{
	int rc = load(path);

	ck_assert_msg(rc == code, "%s: code %d (%s)", what, rc, err.message ? err.message : "loaded");
	ck_assert_msg(strstr(err.message, words), "%s: \"%s\" does not say \"%s\"", what, err.message, words);
	ck_assert_msg(strstr(err.message, path), "%s: \"%s\" does not name the file", what, err.message);
	ck_assert_msg(!strchr(err.message, '\n'), "%s: more than one line", what);
	ck_assert_msg(loaded == NULL, "%s: the result was touched", what);
	ck_assert(!getenv("WEIR_TEST_CONSTRUCTOR_RAN"));
}

/* ---- what is taken ---- */

START_TEST(takes_a_plugin)
{
	WEIR_CLEAN_FREE char *path = files_copy("good", "weir-plugin-sample.so");
	WEIR_CLEAN_FREE char *copy = NULL;

	ck_assert_msg(load(path) == 0, "%s", err.message);
	ck_assert_str_eq(loaded->name, "sample");
	ck_assert_uint_eq(loaded->threads, WEIR_PARALLEL);
	ck_assert(loaded->renderer->render != NULL);
	ck_assert_str_eq(loaded->renderer->kinds[0]->kind, "Sample");
	ck_assert_ptr_null(loaded->renderer->kinds[1]);
	ck_assert_str_eq(loaded->options[3].key, "wait");
	ck_assert_ptr_null(loaded->options[4].key);
	ck_assert_str_eq(loaded->services[0].name, "sample/echo");
	copy = weir_asprintf("%s/cache/%s.so", files_dir, hash);
	ck_assert_msg(access(copy, R_OK) == 0, "no copy under the content hash");
}
END_TEST

START_TEST(takes_it_without_a_copy)
{
	WEIR_CLEAN_FREE char *path = files_copy("good", "a.so");
	WEIR_CLEAN_FREE char *other = files_copy("v2", "b.so");
	const struct weir_plugin *a, *b, *again;

	ck_assert_msg(loader_load(path, NULL, &a, NULL, &err) == 0, "%s", err.message);
	ck_assert_msg(loader_load(other, NULL, &b, NULL, &err) == 0, "%s", err.message);
	ck_assert_msg(loader_load(path, NULL, &again, hash, &err) == 0, "%s", err.message);
	ck_assert_str_eq(a->version, "1");
	ck_assert_str_eq(b->version, "2");
	ck_assert_ptr_eq(a, again);
	ck_assert_uint_eq(strlen(hash), 64);
}
END_TEST

START_TEST(takes_a_link_to_one)
{
	WEIR_CLEAN_FREE char *link_path = files_path("link.so");

	free(files_copy("good", "real.so"));
	ck_assert_int_eq(symlink("real.so", link_path), 0);
	ck_assert_msg(load(link_path) == 0, "%s", err.message);
}
END_TEST

/* A later minor version: longer structs and rows are cut to what both sides know. */
START_TEST(takes_a_later_minor)
{
	WEIR_CLEAN_FREE char *path = files_copy("future", "future.so");

	ck_assert_msg(load(path) == 0, "%s", err.message);
	ck_assert_uint_eq(loaded->size, sizeof(*loaded));
	ck_assert_uint_eq(loaded->abi_minor, WEIR_ABI_MINOR + 3);
	ck_assert_uint_eq(loaded->option_size, sizeof(struct weir_option));
	ck_assert_str_eq(loaded->options[1].key, "second");
	ck_assert_uint_eq(loaded->options[1].type, WEIR_INT);
	ck_assert_ptr_null(loaded->options[2].key);
	ck_assert_str_eq(loaded->services[1].name, "future/two");
	ck_assert_ptr_null(loaded->services[2].name);
	ck_assert_uint_eq(loaded->source->size, sizeof(*loaded->source));
	ck_assert_str_eq(loaded->source->kinds[1]->kind, "Second");
	ck_assert(loaded->source->open == NULL);
	ck_assert_uint_eq(loaded->threads, WEIR_SERIAL);
}
END_TEST

/* The same path with another file in it: the new code runs, the old goes on. */
START_TEST(replaced_file_is_new_code)
{
	WEIR_CLEAN_FREE char *path = files_copy("good", "p.so");
	const struct weir_plugin *first;
	char first_hash[65];

	ck_assert_msg(load(path) == 0, "%s", err.message);
	first = loaded;
	memcpy(first_hash, hash, sizeof(hash));
	free(files_copy("v2", "p.so"));
	ck_assert_msg(load(path) == 0, "%s", err.message);
	ck_assert_str_eq(loaded->version, "2");
	ck_assert_str_eq(first->version, "1");
	ck_assert_str_ne(hash, first_hash);
}
END_TEST

/* Written over in place, and cut to nothing: what runs is the copy. */
START_TEST(overwritten_file_does_no_harm)
{
	WEIR_CLEAN_FREE char *path = files_copy("good", "p.so");
	json_t *facts = NULL;
	WEIR_CLEAN_JSON json_t *object = json_pack("{s:{}}", "spec");
	int fd;

	ck_assert_msg(load(path) == 0, "%s", err.message);
	fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, "x", 1), 1);
	close(fd);
	ck_assert_int_eq(loaded->renderer->inspect(NULL, object, &facts, &err), 0);
	json_decref(facts);
}
END_TEST

/* A copy that someone has changed is not taken for the one that was checked. */
START_TEST(tampered_copy_is_replaced)
{
	WEIR_CLEAN_FREE char *path = files_copy("v2", "p.so");
	WEIR_CLEAN_FREE char *cache = files_path("cache");
	WEIR_CLEAN_FREE char *copy = NULL;
	size_t len;
	WEIR_CLEAN_FREE char *want = files_sample("v2", &len);
	WEIR_CLEAN_FREE char *have = NULL;

	weir_sha256_hex(want, len, hash);
	copy = weir_asprintf("cache/%s.so", hash);
	ck_assert_int_eq(mkdir(cache, 0700), 0);
	free(files_write(copy, "tampered", 8));
	ck_assert_msg(load(path) == 0, "%s", err.message);
	free(copy);
	copy = weir_asprintf("%s/cache/%s.so", files_dir, hash);
	ck_assert_int_eq(io_read(AT_FDCWD, copy, 1u << 30, &have, &len, &err), 0);
	ck_assert_mem_eq(have, want, len);
}
END_TEST

/* Who starts again does not make the hash again: the name of the same bytes tells it. */
START_TEST(a_copy_tells_the_hash)
{
	static const char told[] = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
	WEIR_CLEAN_FREE char *path = files_copy("good", "p.so");
	WEIR_CLEAN_FREE char *cache = files_path("cache");
	WEIR_CLEAN_FREE char *copy = weir_asprintf("%s/%s.so", cache, told);
	WEIR_CLEAN_FREE char *first = NULL;

	ck_assert_msg(load(path) == 0, "%s", err.message);
	first = weir_asprintf("%s/%s.so", cache, hash);
	ck_assert_int_eq(rename(first, copy), 0);
	free(files_write("cache/not-a-copy.so", "x", 1));
	ck_assert_msg(load(path) == 0, "%s", err.message);
	ck_assert_str_eq(hash, told);
	ck_assert_int_ne(access(first, F_OK), 0);
}
END_TEST

/* ---- forged descriptors: bytes of a good one changed ---- */

static const struct {
	const char *name;
	size_t at;
	uint64_t value;
	size_t width;
	const char *words;
} patches[] = {
	{ "wrong magic", offsetof(struct weir_plugin, magic), 0x12345678, 4, "wrong magic" },
	{ "other major", offsetof(struct weir_plugin, abi_major), 2, 2, "made for plugin ABI 2, this weir has 1" },
	{ "major 0", offsetof(struct weir_plugin, abi_major), 0, 2, "made for plugin ABI 0" },
	{ "short struct", offsetof(struct weir_plugin, size), 16, 4, "even ABI 1.0 has" },
	{ "size 0", offsetof(struct weir_plugin, size), 0, 4, "even ABI 1.0 has" },
	{ "huge size", offsetof(struct weir_plugin, size), 0x7fffffff, 4, "claims 2147483647 bytes" },
	{ "size beyond the symbol", offsetof(struct weir_plugin, size), 4096, 4, "claims 4096 bytes but has" },
	{ "row of options too short", offsetof(struct weir_plugin, option_size), 8, 2, "row of options" },
	{ "row of commands not aligned", offsetof(struct weir_plugin, command_size), 61, 2, "row of commands" },
	{ "row of services 0", offsetof(struct weir_plugin, service_size), 0, 2, "row of services" },
};

START_TEST(refuses_forged_head)
{
	size_t len, at;
	WEIR_CLEAN_FREE char *data = files_sample("good", &len);
	WEIR_CLEAN_FREE char *path = NULL;

	at = files_descriptor(data, len);
	memcpy(data + at + patches[_i].at, &patches[_i].value, patches[_i].width);
	path = files_write("forged.so", data, len);
	must_refuse(patches[_i].name, path, WEIR_E_INVALID, patches[_i].words);
}
END_TEST

/* ---- files that are no plugins ---- */

static const struct {
	const char *name, *variant;
	size_t keep;       /* bytes; 0: all */
	size_t keep_share; /* of 16 parts; 0: all */
	const char *words;
} cuts[] = {
	{ "empty", "good", 0, 0, "empty" },
	{ "one byte", "good", 1, 0, "no ELF header" },
	{ "half an ELF header", "good", 20, 0, "truncated" },
	{ "ELF header alone", "good", 64, 0, "truncated" },
	{ "a quarter", "good", 0, 4, "truncated" },
	{ "half", "good", 0, 8, "truncated" },
	{ "all but the end", "good", 0, 15, "truncated" },
};

START_TEST(refuses_truncated_file)
{
	size_t len, keep;
	WEIR_CLEAN_FREE char *data = files_sample(cuts[_i].variant, &len);
	WEIR_CLEAN_FREE char *path = NULL;

	keep = cuts[_i].keep_share ? len * cuts[_i].keep_share / 16 : cuts[_i].keep;
	path = files_write("cut.so", data, keep);
	must_refuse(cuts[_i].name, path, WEIR_E_INVALID, cuts[_i].words);
}
END_TEST

START_TEST(refuses_text)
{
	WEIR_CLEAN_FREE char *path = files_write("text.so", "#!/bin/sh\necho no\n", 18);

	must_refuse("a script", path, WEIR_E_INVALID, "not a shared object");
}
END_TEST

START_TEST(refuses_other_machine)
{
	size_t len;
	WEIR_CLEAN_FREE char *data = files_sample("good", &len);
	WEIR_CLEAN_FREE char *path = NULL;

	data[18] = 0x55; /* e_machine */
	path = files_write("machine.so", data, len);
	must_refuse("another machine", path, WEIR_E_INVALID, "another kind of machine");
}
END_TEST

/* Every byte of the ELF header and program headers set to every extreme: refused or loaded, never a crash. */
START_TEST(survives_damaged_headers)
{
	size_t len, i;
	WEIR_CLEAN_FREE char *data = files_sample("nosymbol", &len);

	for (i = 4; i < 64 + 56 * 4 && i < len; i++) {
		char was = data[i];
		char *path;

		data[i] = (char)(was ^ 0xff);
		path = files_write("damaged.so", data, len);
		/* Without the symbol, so that nothing damaged ever reaches the linker. */
		ck_assert_msg(load(path) != 0, "byte %zu", i);
		weir_error_done(&err);
		free(path);
		data[i] = was;
	}
}
END_TEST

static const struct {
	const char *variant;
	const char *words;
} variants[] = {
	{ "nosymbol", "does not export weir_plugin_v1" },
	{ "v2symbol", "it has weir_plugin_v2, this weir reads weir_plugin_v1" },
	{ "constructor", "runs code when it is loaded (before_anyone_looked" },
	{ "constructor-stripped", "runs code when it is loaded" },
	{ "missing-symbol", "function_that_nobody_has" },
	{ "other-jansson", "a jansson library of its own" },
	{ "static-jansson", "a jansson library of its own" },
	{ "no-callback", "renderer.render is missing" },
	{ "no-name", "name is missing" },
	{ "bad-name", "name \"Not A Name\"" },
	{ "nothing", "it offers nothing" },
	{ "short-role", "renderer: its size says 8 bytes" },
	{ "huge-role", "renderer: its size says" },
	{ "wild-string", "points outside of the plugin" },
	{ "wild-table", "points outside of the plugin" },
	{ "wild-kinds", "points outside of the plugin" },
	{ "bad-option", "type 99 is none" },
	{ "twice-option", "is in the table twice" },
	{ "bad-utf8", "not UTF-8" },
	{ "bss", "not a constant" },
};

START_TEST(refuses_variant)
{
	WEIR_CLEAN_FREE char *built =
		weir_asprintf("%s/sample-%s.so", getenv("WEIR_TEST_SAMPLES"), variants[_i].variant);
	WEIR_CLEAN_FREE char *path = NULL;

	if (access(built, R_OK) < 0 && strcmp(variants[_i].variant, "static-jansson") == 0) {
		puts("# no libjansson.a here: a static jansson is tested by its address alone (other-jansson)");
		return;
	}
	path = files_copy(variants[_i].variant, "variant.so");
	if (files_instrumented(path) && strcmp(variants[_i].variant, "constructor-stripped") == 0) {
		puts("# a sanitizer's constructors cannot be told from others without their names");
		return;
	}
	must_refuse(variants[_i].variant, path, WEIR_E_INVALID, variants[_i].words);
}
END_TEST

/* ---- who may write it ---- */

static const struct {
	mode_t mode;
	bool ok;
} modes[] = { { 0644, true }, { 0755, true }, { 0400, true }, { 0664, false }, { 0646, false }, { 0777, false } };

START_TEST(looks_at_the_mode)
{
	WEIR_CLEAN_FREE char *path = files_copy("good", "p.so");

	ck_assert_int_eq(chmod(path, modes[_i].mode), 0);
	if (modes[_i].ok)
		ck_assert_msg(load(path) == 0, "%04o: %s", modes[_i].mode, err.message);
	else
		must_refuse("mode", path, WEIR_E_INVALID, "others may write it");
}
END_TEST

START_TEST(looks_at_the_folder)
{
	WEIR_CLEAN_FREE char *sub = files_path("sub");
	WEIR_CLEAN_FREE char *path = NULL;
	WEIR_CLEAN_FREE char *link_path = files_path("link.so");

	ck_assert_int_eq(mkdir(sub, 0755), 0);
	path = files_copy("good", "sub/p.so");
	ck_assert_int_eq(symlink("sub/p.so", link_path), 0);
	ck_assert_int_eq(chmod(sub, 0775), 0);
	must_refuse("folder", path, WEIR_E_INVALID, "others may write its folder");
	must_refuse("folder behind a link", link_path, WEIR_E_INVALID, "others may write its folder");
	ck_assert_int_eq(chmod(sub, 01777), 0);
	ck_assert_msg(load(path) == 0, "a sticky folder: %s", err.message);
}
END_TEST

START_TEST(looks_at_the_owner)
{
	WEIR_CLEAN_FREE char *path = files_copy("good", "p.so");

	if (geteuid() != 0) {
		puts("# not root: the owner of a file cannot be changed");
		return;
	}
	ck_assert_int_eq(chown(path, 4242, 0), 0);
	must_refuse("owner", path, WEIR_E_INVALID, "belongs to user 4242");
}
END_TEST

START_TEST(refuses_what_is_no_file)
{
	WEIR_CLEAN_FREE char *fifo = files_path("fifo.so");
	WEIR_CLEAN_FREE char *dir = files_path("dir.so");
	WEIR_CLEAN_FREE char *none = files_path("none.so");

	ck_assert_int_eq(mkfifo(fifo, 0600), 0);
	ck_assert_int_eq(mkdir(dir, 0700), 0);
	must_refuse("fifo", fifo, WEIR_E_INVALID, "not a regular file");
	must_refuse("folder", dir, WEIR_E_INVALID, "not a regular file");
	must_refuse("missing", none, WEIR_E_NOT_FOUND, "No such file");
}
END_TEST

START_TEST(says_when_no_copy_can_be_made)
{
	WEIR_CLEAN_FREE char *path = files_copy("good", "p.so");
	WEIR_CLEAN_FREE char *file = files_write("file", "", 0);
	WEIR_CLEAN_FREE char *cache = weir_asprintf("%s/cache", file);
	WEIR_CLEAN_FREE char *open_cache = files_path("open");

	ck_assert_int_ne(loader_load(path, cache, &loaded, hash, &err), 0);
	ck_assert_msg(strstr(err.message, "no private copy could be made"), "%s", err.message);
	ck_assert_int_eq(mkdir(open_cache, 0755), 0);
	ck_assert_int_eq(chmod(open_cache, 0777), 0);
	ck_assert_int_eq(loader_load(path, open_cache, &loaded, hash, &err), WEIR_E_INVALID);
	ck_assert_msg(strstr(err.message, "others may write it"), "%s", err.message);
	ck_assert_ptr_null(loaded);
}
END_TEST

/* ---- finding and describing ---- */

START_TEST(finds_by_name)
{
	WEIR_CLEAN_FREE char *path = files_copy("good", "weir-plugin-sample.so");
	char *found;

	setenv("WEIR_PLUGIN_PATH", files_dir, 1);
	found = loader_find("sample", NULL, &err);
	ck_assert_msg(found != NULL, "%s", err.message);
	ck_assert_str_eq(found, path);
	free(found);
	ck_assert_ptr_null(loader_find("sampel", NULL, &err));
	ck_assert_int_eq(err.code, WEIR_E_NOT_FOUND);
	ck_assert_msg(strstr(err.message, "did you mean sample?"), "%s", err.message);
	ck_assert_msg(strstr(err.message, files_dir), "%s", err.message);
	unsetenv("WEIR_PLUGIN_PATH");
}
END_TEST

START_TEST(finds_by_path)
{
	WEIR_CLEAN_FREE char *path = files_copy("good", "mine.so");
	char *found = loader_find("./mine.so", files_dir, &err);

	ck_assert_msg(found && access(found, R_OK) == 0, "%s", err.message);
	free(found);
	found = loader_find(path, "/nowhere", &err);
	ck_assert_msg(found != NULL, "%s", err.message);
	free(found);
	ck_assert_ptr_null(loader_find("./other.so", files_dir, &err));
	ck_assert_int_eq(err.code, WEIR_E_NOT_FOUND);
}
END_TEST

START_TEST(describes)
{
	WEIR_CLEAN_FREE char *path = files_copy("good", "p.so");
	WEIR_CLEAN_JSON json_t *d = NULL;
	WEIR_CLEAN_JSON json_t *want = NULL;

	ck_assert_msg(load(path) == 0, "%s", err.message);
	d = loader_describe(loaded);
	want = json_pack("{s:s, s:s, s:s, s:s, s:s, s:[s], s:[{s:s, s:s, s:s, s:s, s:[s, s], s:[s], s:[s], s:s}],"
			 " s:[], s:[], s:[s]}",
			 "name", "sample", "version", "1", "summary", "a plugin for tests", "abi", "1.1", "threads",
			 "parallel", "roles", "renderer", "kinds", "group", "sample.weir.example", "kind", "Sample",
			 "plural", "samples", "role", "renderer", "versions", "v1", "v1beta1", "aliases", "sm",
			 "columns", "TEXT=object.spec.text", "noun", "sources sample", "notifierTypes", "commands",
			 "services", "sample/echo");
	ck_assert_str_eq(weir_get_str(json_array_get(json_object_get(d, "options"), 0), "preset"), "hello");
	ck_assert(weir_get_bool(json_array_get(json_object_get(d, "options"), 2), "secret", false));
	json_object_del(d, "options");
	ck_assert_msg(json_equal(d, want), "%s", json_dumps(d, 0));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("plugin-loader");
	TCase *tc = tcase_create("loader");
	SRunner *runner;
	int failed;

#define ROWS(table) (int)(sizeof(table) / sizeof((table)[0]))
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, takes_a_plugin);
	tcase_add_test(tc, takes_it_without_a_copy);
	tcase_add_test(tc, takes_a_link_to_one);
	tcase_add_test(tc, takes_a_later_minor);
	tcase_add_test(tc, replaced_file_is_new_code);
	tcase_add_test(tc, overwritten_file_does_no_harm);
	tcase_add_test(tc, tampered_copy_is_replaced);
	tcase_add_test(tc, a_copy_tells_the_hash);
	tcase_add_loop_test(tc, refuses_forged_head, 0, ROWS(patches));
	tcase_add_loop_test(tc, refuses_truncated_file, 0, ROWS(cuts));
	tcase_add_test(tc, refuses_text);
	tcase_add_test(tc, refuses_other_machine);
	tcase_add_test(tc, survives_damaged_headers);
	tcase_add_loop_test(tc, refuses_variant, 0, ROWS(variants));
	tcase_add_loop_test(tc, looks_at_the_mode, 0, ROWS(modes));
	tcase_add_test(tc, looks_at_the_folder);
	tcase_add_test(tc, looks_at_the_owner);
	tcase_add_test(tc, refuses_what_is_no_file);
	tcase_add_test(tc, says_when_no_copy_can_be_made);
	tcase_add_test(tc, finds_by_name);
	tcase_add_test(tc, finds_by_path);
	tcase_add_test(tc, describes);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
