/* SPDX-License-Identifier: Apache-2.0 */
/* weir.yaml: what a good one gives, what each mistake is told, and options against a plugin's table. */
#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "base/io.h"
#include "base/log.h"
#include "config/config.h"

static char folder[] = "/tmp/weir-test-config-XXXXXX";
static int dir = -1;
static struct weir_error err = WEIR_ERROR_INIT;
static struct config *config;

static void setup(void)
{
	strcpy(folder + strlen(folder) - 6, "XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	ck_assert_int_eq(chdir(folder), 0);
	setenv("WEIR_TEST_NAME", "from the environment", 1);
	setenv("WEIR_TEST_NUMBER", "42", 1);
	setenv("WEIR_TEST_EMPTY", "", 1);
	setenv("WEIR_TEST_NESTED", "${WEIR_TEST_NAME}", 1);
	unsetenv("WEIR_TEST_UNSET");
}

static void teardown(void)
{
	config_free(config);
	config = NULL;
	weir_error_done(&err);
	ck_assert_int_eq(chdir("/"), 0);
	close(dir);
	ck_assert_int_eq(io_remove_tree(AT_FDCWD, folder, NULL), 0);
}

static void put(const char *path, const char *text)
{
	ck_assert_msg(io_write(dir, path, 0600, text, strlen(text), false, &err) == 0, "%s", err.message);
}

static int load(const char *text)
{
	put("weir.yaml", text);
	config_free(config);
	config = NULL;
	weir_error_done(&err);
	return config_load("weir.yaml", &config, &err);
}

static void check_path(const char *got, const char *below)
{
	WEIR_CLEAN_FREE char *want = weir_asprintf("%s/%s", folder, below);

	ck_assert_str_eq(got, want);
}

/* ---- good files ---- */

START_TEST(an_empty_file_is_all_presets)
{
	ck_assert_msg(load("") == 0, "%s", err.message);
	check_path(config->file, "weir.yaml");
	ck_assert_str_eq(config->dir, folder);
	check_path(config->state, "state");
	ck_assert_uint_eq(config->plugin_count, 0);
	ck_assert_str_eq(config->target.name, "directory");
	ck_assert_str_eq(weir_get_str(config->target.options, "path"), "./cluster");
	ck_assert_ptr_null(config->secrets);
	ck_assert_uint_eq(json_array_size(config->objects), 0);
	ck_assert_int_eq(config->workers, 4);
	ck_assert_int_eq(config->jitter_percent, 5);
	ck_assert_str_eq(config->namespace, "flux-system");
	ck_assert_str_eq(config->cluster, "");
	ck_assert(!config->no_cross_namespace_refs);
	ck_assert_uint_eq(json_array_size(config->listen), 1);
	ck_assert_int_eq(strncmp(json_string_value(json_array_get(config->listen, 0)), "unix:/", 6), 0);
}
END_TEST

/* ---- what is left of broken ones: where the host is ---- */

static const struct {
	const char *text, *state, *listen; /* below the folder */
} broken[] = {
	{ "statee: x\n", "state", "state/weir.sock" },
	{ "state: other\nplugins: {a: {b: ${NOT_SET}}}\nobjects: [none.yaml]\n", "other", "other/weir.sock" },
	{ "listen: unix:here.sock\nworkers: many\n", "state", "here.sock" },
	{ "state: [\n", "state", "state/weir.sock" },
	{ "state: []\nnamespace: {}\n", "state", "state/weir.sock" },
	{ "- a list\n", "state", "state/weir.sock" },
};

START_TEST(salvaged)
{
	WEIR_CLEAN_FREE char *file = weir_asprintf("%s/weir.yaml", folder);
	struct config *rest;

	ck_assert_int_ne(load(broken[_i].text), 0);
	rest = config_salvage(file);
	check_path(rest->state, broken[_i].state);
	check_path(json_string_value(json_array_get(rest->listen, 0)) + strlen("unix:"), broken[_i].listen);
	ck_assert_uint_eq(rest->plugin_count, 0);
	config_free(rest);
}
END_TEST

static const char full[] = "# all of it\n"
			   "state: /var/lib/weir\n"
			   "plugins:\n"
			   "  one: {}\n"
			   "  ./two.so:\n"
			   "    name: a ${WEIR_TEST_NAME}!\n"
			   "    literal: $${NAME}\n"
			   "    nested: ${WEIR_TEST_NESTED}\n"
			   "    empty: \"${WEIR_TEST_EMPTY}\"\n"
			   "    deep: {list: [\"x${WEIR_TEST_NUMBER}\", 3]}\n"
			   "  three:\n"
			   "target:\n"
			   "  other: {path: ./there}\n"
			   "mirrors:\n"
			   "  https://a: http://m\n"
			   "  https://a/long/er: {url: http://n, secret: ns/name}\n"
			   "secrets: secrets\n"
			   "listen: [unix:x.sock, 127.0.0.1:8080, \"[::1]:9090\"]\n"
			   "workers: 8\n"
			   "jitter: 10%\n"
			   "namespace: main\n"
			   "cluster: home\n"
			   "noCrossNamespaceRefs: true\n";

START_TEST(every_key)
{
	const json_t *options;

	ck_assert_msg(load(full) == 0, "%s", err.message);
	ck_assert_str_eq(config->state, "/var/lib/weir");
	ck_assert_uint_eq(config->plugin_count, 3);
	ck_assert_str_eq(config->plugins[0].name, "one");
	ck_assert_str_eq(config->plugins[0].where, "weir.yaml:4");
	ck_assert_str_eq(config->plugins[1].name, "./two.so");
	options = config->plugins[1].options;
	ck_assert_str_eq(weir_get_str(options, "name"), "a from the environment!");
	ck_assert_str_eq(weir_get_str(options, "literal"), "${NAME}");
	ck_assert_str_eq(weir_get_str(options, "nested"), "${WEIR_TEST_NAME}");
	ck_assert_str_eq(weir_get_str(options, "empty"), "");
	ck_assert_str_eq(json_string_value(json_array_get(weir_get(options, "deep.list"), 0)), "x42");
	ck_assert_str_eq(json_string_value(json_object_get(config->plugins[1].positions, "deep.list")),
			 "weir.yaml:10:12");
	ck_assert(json_is_object(config->plugins[2].options));
	ck_assert_str_eq(config->target.name, "other");
	ck_assert_uint_eq(config->mirror_count, 2);
	ck_assert_str_eq(config->mirrors[0].prefix, "https://a/long/er");
	ck_assert_str_eq(config->mirrors[0].secret, "ns/name");
	ck_assert_str_eq(config->mirrors[1].url, "http://m");
	check_path(config->secrets, "secrets");
	check_path(json_string_value(json_array_get(config->listen, 0)) + 5, "x.sock");
	ck_assert_str_eq(json_string_value(json_array_get(config->listen, 1)), "tcp:127.0.0.1:8080");
	ck_assert_str_eq(json_string_value(json_array_get(config->listen, 2)), "tcp:[::1]:9090");
	ck_assert_int_eq(config->workers, 8);
	ck_assert_int_eq(config->jitter_percent, 10);
	ck_assert_str_eq(config->namespace, "main");
	ck_assert_str_eq(config->cluster, "home");
	ck_assert(config->no_cross_namespace_refs);
}
END_TEST

static const char *where(size_t i)
{
	return weir_get_str(json_array_get(config->objects, i), "where");
}

START_TEST(objects_of_files_globs_lists_and_in_place)
{
	ck_assert_int_eq(io_mkdirs(dir, "boot/sub", 0755, &err), 0);
	put("boot/b.yaml", "---\n# nothing\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\n"
			   "data: {keep: '${NOT_READ}'}\n---\nkind: B2\napiVersion: x/v1\nmetadata:\n  name: b\n");
	put("boot/a.yaml", "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: A, metadata: {name: a1}}\n"
			   "- {apiVersion: v1, kind: A, metadata: {name: a2}}\n");
	ck_assert_msg(load("objects:\n- boot/*.yaml\n- apiVersion: v1\n  kind: C\n  metadata: {name: c}\n") == 0, "%s",
		      err.message);
	ck_assert_uint_eq(json_array_size(config->objects), 5);
	ck_assert_str_eq(where(0), "boot/a.yaml:1");
	ck_assert_str_eq(where(2), "boot/b.yaml:4");
	ck_assert_str_eq(where(3), "boot/b.yaml:9");
	ck_assert_str_eq(where(4), "weir.yaml:3");
	ck_assert_str_eq(weir_get_str(json_array_get(config->objects, 2), "object.data.keep"), "${NOT_READ}");
	ck_assert_str_eq(weir_get_str(json_array_get(config->objects, 1), "object.metadata.name"), "a2");
}
END_TEST

START_TEST(anchors_and_merges_work)
{
	ck_assert_msg(load("plugins:\n  one: &o {a: 1, b: 2}\n  two:\n    <<: *o\n    b: 3\n") == 0, "%s", err.message);
	ck_assert_int_eq(weir_get_int(config->plugins[1].options, "a", 0), 1);
	ck_assert_int_eq(weir_get_int(config->plugins[1].options, "b", 0), 3);
}
END_TEST

START_TEST(paths_are_beside_the_file)
{
	char *file = weir_asprintf("%s/sub/weir.yaml", folder);

	ck_assert_int_eq(io_mkdirs(dir, "sub", 0755, &err), 0);
	put("sub/weir.yaml", "state: ../elsewhere\n");
	ck_assert_int_eq(config_load(file, &config, &err), 0);
	check_path(config->dir, "sub");
	check_path(config->state, "sub/../elsewhere");
	config_free(config);
	config = NULL;
	ck_assert_int_eq(config_load("sub/weir.yaml", &config, &err), 0);
	check_path(config->dir, "sub");
	free(file);
}
END_TEST

START_TEST(the_file_is_found)
{
	char *found;

	setenv("XDG_CONFIG_HOME", folder, 1);
	found = config_find(NULL, &err);
	ck_assert(!found || strcmp(found, "/etc/weir/weir.yaml") == 0);
	if (!found)
		ck_assert_ptr_nonnull(strstr(err.message, "--config"));
	free(found);
	ck_assert_int_eq(io_mkdirs(dir, "weir", 0755, &err), 0);
	put("weir/weir.yaml", "");
	found = config_find(NULL, &err);
	check_path(found, "weir/weir.yaml");
	free(found);
	put("weir.yaml", "");
	found = config_find(NULL, &err);
	ck_assert_str_eq(found, "weir.yaml");
	free(found);
	found = config_find("given.yaml", &err);
	ck_assert_str_eq(found, "given.yaml");
	free(found);
	ck_assert_int_eq(config_load("given.yaml", &config, &err), WEIR_E_NOT_FOUND);
	ck_assert_ptr_nonnull(strstr(err.message, "given.yaml"));
}
END_TEST

/* ---- mistakes ---- */

static const struct {
	const char *text, *message; /* the message contains this */
} mistakes[] = {
	{ "plugin: {}\n", "weir.yaml:1:1: unknown key \"plugin\"; did you mean \"plugins\"?" },
	{ "xyzzy: 1\n", "known are state, plugins, target" },
	{ "a: b: c\n", "weir.yaml:1:" },
	{ "- state\n", "must be a map" },
	{ "state: [1]\n", "weir.yaml:1:8: \"state\" must be a text, not a list" },
	{ "state: 12\n", "put it in quotes" },
	{ "state: ''\n", "not empty" },
	{ "state: ${HOME}/x\n", "options of plugins" },
	{ "state: a\nstate: b\n", "second time" },
	{ "plugins: [a]\n", "weir.yaml:1:10: \"plugins\" must be a map, not a list" },
	{ "plugins:\n  a: 5\n", "weir.yaml:2:6: a must be a map, not a number" },
	{ "plugins:\n  a: {}\n  a: {}\n", "weir.yaml:3:3: \"a\" stands here a second time" },
	{ "plugins:\n  a: {k: \"${WEIR_TEST_UNSET}\"}\n",
	  "weir.yaml:2:10: the environment variable WEIR_TEST_UNSET is not set" },
	{ "plugins:\n  a:\n    l:\n    - x\n    - ${}\n", "weir.yaml:5:7: \"${}\" is no ${NAME}" },
	{ "plugins:\n  a: {k: '${A-b}'}\n", "is no ${NAME}" },
	{ "plugins:\n  a: {k: '${1A}'}\n", "is no ${NAME}" },
	{ "plugins:\n  a: {k: '${OPEN'}\n", "is no ${NAME}" },
	{ "target: {a: {}, b: {}}\n", "exactly one plugin" },
	{ "target: {}\n", "exactly one plugin" },
	{ "target: directory\n", "must be a map" },
	{ "mirrors: {https://a: {secret: a/b}}\n", "needs \"url\"" },
	{ "mirrors: {https://a: {url: u, secret: ab}}\n", "namespace/name" },
	{ "mirrors: {https://a: {ulr: u}}\n", "did you mean \"url\"?" },
	{ "mirrors: {plain: http://b}\n", "not the beginning of a URL" },
	{ "mirrors: {https://a: 7}\n", "must be a text" },
	{ "objects: x.yaml\n", "must be a list" },
	{ "objects: [none.yaml]\n", "weir.yaml:1:11: \"objects\": no file none.yaml" },
	{ "objects: [none/*.yaml]\n", "no file none/*.yaml" },
	{ "objects: [.]\n", "is a folder; name its files, as ./*.yaml" },
	{ "objects: [{kind: A}]\n", "needs \"apiVersion\" and \"kind\"" },
	{ "objects: [{kind: A, apiVersion: v1}]\n", "A needs \"metadata.name\"" },
	{ "objects:\n- {kind: A, apiVersion: v1, metadata: {name: a}}\n- {kind: A, apiVersion: v1, metadata: {name: "
	  "a}}\n",
	  "weir.yaml:3:3: A/a stands in weir.yaml:2 already" },
	{ "objects: [7]\n", "must be a text" },
	{ "listen: ':8080'\n", "127.0.0.1:8080, or 0.0.0.0:8080" },
	{ "listen: localhost\n", "unix:PATH or ADDRESS:PORT" },
	{ "listen: 127.0.0.1:99999\n", "unix:PATH or ADDRESS:PORT" },
	{ "listen: ::1:80\n", "in brackets" },
	{ "listen: 'unix:'\n", "a path must follow" },
	{ "workers: 0\n", "a number from 1 to 256" },
	{ "workers: many\n", "a number from 1 to 256" },
	{ "jitter: 101\n", "from 0 to 100" },
	{ "jitter: 5x\n", "percentage" },
	{ "noCrossNamespaceRefs: maybe\n", "true or false" },
	{ "state: a\n---\nstate: b\n", "one document alone" },
};

START_TEST(mistake)
{
	ck_assert_int_eq(load(mistakes[_i].text), WEIR_E_INVALID);
	ck_assert_msg(strstr(err.message, mistakes[_i].message) != NULL, "%s--- gives: %s", mistakes[_i].text,
		      err.message);
	ck_assert_ptr_null(config);
}
END_TEST

START_TEST(a_broken_file_of_objects_is_named)
{
	put("bad.yaml", "apiVersion: v1\nkind: A\nmetadata: {name: a\n");
	ck_assert_int_eq(load("objects: [bad.yaml]\n"), WEIR_E_INVALID);
	ck_assert_msg(strstr(err.message, "bad.yaml:") != NULL, "%s", err.message);
	put("bad.yaml", "just text\n");
	ck_assert_int_eq(load("objects: [bad.yaml]\n"), WEIR_E_INVALID);
	ck_assert_msg(strstr(err.message, "bad.yaml:1:1: an object must be a map") != NULL, "%s", err.message);
}
END_TEST

/* ---- options ---- */

static const struct weir_option table[] = {
	{ "text", WEIR_STRING, 0, "preset", "a text" },
	{ "flag", WEIR_BOOL, 0, "true", "a flag" },
	{ "count", WEIR_INT, 0, NULL, "a number" },
	{ "timeout", WEIR_DURATION, 0, "1m30s", "a duration" },
	{ "limit", WEIR_SIZE, 0, "10Mi", "a size" },
	{ "list", WEIR_LIST, 0, "[a, b]", "a list" },
	{ "map", WEIR_OBJECT, 0, NULL, "a map" },
	{ "file", WEIR_STRING, WEIR_PATH, NULL, "a path" },
	{ "token", WEIR_STRING, WEIR_SECRET, NULL, "a secret" },
	{ "must", WEIR_STRING, WEIR_REQUIRED, NULL, "what is needed" },
	{ NULL, 0, 0, NULL, NULL },
};
static const struct weir_plugin descriptor = { .option_size = sizeof(struct weir_option),
					       .name = "p",
					       .options = table };

static const struct {
	const char *options; /* of plugin p, YAML */
	const char *want;    /* JSON of the result, or what the error contains */
} options[] = {
	{ "{must: x}", "{\"flag\":true,\"limit\":10485760,\"list\":[\"a\",\"b\"],\"must\":\"x\",\"text\":\"preset\","
		       "\"timeout\":90000}" },
	{ "{must: x, text: '', flag: false, count: -3, timeout: 500ms, limit: 7, list: [], map: {a: {b: 1}}, file: f}",
	  "{\"count\":-3,\"file\":\"@/"
	  "f\",\"flag\":false,\"limit\":7,\"list\":[],\"map\":{\"a\":{\"b\":1}},\"must\":\"x\","
	  "\"text\":\"\",\"timeout\":500}" },
	{ "{must: x, file: /abs, list: [], timeout: 0, flag: '${WEIR_TEST_FLAG}', count: '${WEIR_TEST_NUMBER}'}",
	  "{\"count\":42,\"file\":\"/"
	  "abs\",\"flag\":false,\"limit\":10485760,\"list\":[],\"must\":\"x\",\"text\":\"preset\","
	  "\"timeout\":0}" },
	{ "{}", "weir.yaml:2: p: option \"must\" is required: what is needed" },
	{ "{must: x, tixt: y}", "weir.yaml:2:16: p: unknown option \"tixt\"; did you mean \"text\"?" },
	{ "{must: 1}", "weir.yaml:2:7: p: option \"must\" must be a text" },
	{ "{must: x, flag: 1}", "option \"flag\" must be true or false" },
	{ "{must: x, count: 1.5}", "option \"count\" must be a whole number" },
	{ "{must: x, count: '1x'}", "option \"count\" must be a whole number" },
	{ "{must: x, timeout: 30}", "option \"timeout\" must be a duration, as 30s" },
	{ "{must: x, timeout: 1d}", "option \"timeout\" must be a duration" },
	{ "{must: x, limit: -1}", "option \"limit\" must be a size" },
	{ "{must: x, list: a}", "option \"list\" must be a list" },
	{ "{must: x, map: []}", "option \"map\" must be a map" },
};

START_TEST(option)
{
	WEIR_CLEAN_FREE char *text = weir_asprintf("plugins:\n  p: %s\n", options[_i].options);
	WEIR_CLEAN_STRBUF struct weir_strbuf want = WEIR_STRBUF_INIT;
	char *got = NULL;
	const char *s;
	json_t *j;

	setenv("WEIR_TEST_FLAG", "false", 1);
	ck_assert_msg(load(text) == 0, "%s", err.message);
	j = config_options(&config->plugins[0], &descriptor, config->dir, &err);
	got = j ? json_dumps(j, JSON_COMPACT | JSON_SORT_KEYS) : weir_strdup(err.message);
	for (s = options[_i].want; *s; s++) {
		if (*s == '@')
			weir_strbuf_adds(&want, folder);
		else
			weir_strbuf_addc(&want, *s);
	}
	ck_assert_msg(*options[_i].want == '{' ? j && !strcmp(got, want.data) : !j && strstr(got, want.data),
		      "%s--- gives: %s", text, got);
	json_decref(j);
	free(got);
}
END_TEST

START_TEST(secret_options_are_redacted)
{
	json_t *j;
	char *safe;

	ck_assert_int_eq(load("plugins:\n  p: {must: x, token: open-sesame}\n"), 0);
	j = config_options(&config->plugins[0], &descriptor, config->dir, &err);
	ck_assert_str_eq(weir_get_str(j, "token"), "open-sesame");
	safe = redact("say open-sesame");
	ck_assert_str_eq(safe, "say ***");
	free(safe);
	json_decref(j);
}
END_TEST

START_TEST(a_plugin_without_options_takes_none)
{
	static const struct weir_plugin bare = { .option_size = sizeof(struct weir_option), .name = "p" };
	json_t *j;

	ck_assert_int_eq(load("plugins:\n  p: {a: 1}\n  q: {}\n"), 0);
	ck_assert_ptr_null(config_options(&config->plugins[0], &bare, config->dir, &err));
	ck_assert_ptr_nonnull(strstr(err.message, "unknown option \"a\"; there are none"));
	j = config_options(&config->plugins[1], &bare, config->dir, &err);
	ck_assert(json_is_object(j));
	json_decref(j);
}
END_TEST

#define COUNT(rows) (int)(sizeof(rows) / sizeof((rows)[0]))

int main(void)
{
	Suite *suite = suite_create("config");
	TCase *tc = tcase_create("config");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, an_empty_file_is_all_presets);
	tcase_add_loop_test(tc, salvaged, 0, sizeof(broken) / sizeof(broken[0]));
	tcase_add_test(tc, every_key);
	tcase_add_test(tc, objects_of_files_globs_lists_and_in_place);
	tcase_add_test(tc, anchors_and_merges_work);
	tcase_add_test(tc, paths_are_beside_the_file);
	tcase_add_test(tc, the_file_is_found);
	tcase_add_loop_test(tc, mistake, 0, COUNT(mistakes));
	tcase_add_test(tc, a_broken_file_of_objects_is_named);
	tcase_add_loop_test(tc, option, 0, COUNT(options));
	tcase_add_test(tc, secret_options_are_redacted);
	tcase_add_test(tc, a_plugin_without_options_takes_none);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
