/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_source.c - the parts of sources that need no server: addresses, versions, challenges, docker's
 * config, indexes, names of releases.  Tables of named cases.
 */
#include "../release/release.h"
#include "../source/docker_config.h"
#include "../source/index.h"
#include "../source/pick.h"
#include "../source/registry_auth.h"
#include "../source/url.h"

#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* ---- addresses ---- */

static const struct {
	const char *base, *ref, *want;
} refs[] = {
	{ "https://a.example/charts", "web-1.0.0.tgz", "https://a.example/charts/web-1.0.0.tgz" },
	{ "https://a.example/charts/", "web.tgz", "https://a.example/charts/web.tgz" },
	{ "https://a.example", "web.tgz", "https://a.example/web.tgz" },
	{ "https://a.example/charts/stable", "../other/web.tgz", "https://a.example/charts/other/web.tgz" },
	{ "https://a.example/charts", "../../../../web.tgz", "https://a.example/web.tgz" },
	{ "https://a.example/charts", "/root/web.tgz", "https://a.example/root/web.tgz" },
	{ "https://a.example/charts", "./x/./web.tgz", "https://a.example/charts/x/web.tgz" },
	{ "https://a.example/charts", "https://b.example/web.tgz?x=1", "https://b.example/web.tgz?x=1" },
	{ "https://a.example/charts", "//b.example/web.tgz", "https://b.example/web.tgz" },
	{ "https://a.example/charts?token=1", "web.tgz", "https://a.example/charts/web.tgz?token=1" },
	{ "https://a.example/charts?token=1", "web.tgz?v=2", "https://a.example/charts/web.tgz?v=2" },
	{ "https://a.example/charts", "web.tgz#part", "https://a.example/charts/web.tgz" },
};

START_TEST(references_are_resolved)
{
	char *got = url_resolve(refs[_i].base, refs[_i].ref);

	ck_assert_str_eq(got, refs[_i].want);
	free(got);
}
END_TEST

static const struct {
	const char *a, *b;
	bool same;
} origins[] = {
	{ "https://a.example/x", "https://A.example:443/y", true },
	{ "http://a.example:80", "http://a.example/", true },
	{ "https://a.example", "http://a.example", false },
	{ "https://a.example", "https://a.example:8443", false },
	{ "https://a.example", "https://a.example.evil.example", false },
	{ "https://a.example", "https://b@a.example", true },
	{ "https://a.example", "https://a.example@evil.example", false },
	{ "nonsense", "nonsense", false },
};

START_TEST(credentials_stay_with_their_origin)
{
	ck_assert_int_eq(url_same_origin(origins[_i].a, origins[_i].b), origins[_i].same);
}
END_TEST

/* ---- versions ---- */

static const struct {
	const char *entries, *range, *want;
} picks[] = {
	{ "[{'version':'1.0.0'},{'version':'1.2.0'},{'version':'1.10.0'}]", "*", "1.10.0" },
	{ "[{'version':'1.0.0'},{'version':'2.0.0-rc.1'}]", "", "1.0.0" },
	{ "[{'version':'1.0.0'},{'version':'2.0.0-rc.1'}]", ">=1.0.0-0", "2.0.0-rc.1" },
	{ "[{'version':'1.0.0'},{'version':'not one'},{'version':'1.1'}]", ">0", "1.0.0" },
	{ "[{'version':'v1.0.0'},{'version':'1.0.0'}]", "v1.0.0", "v1.0.0" },
	{ "[{'version':'weekly'}]", "weekly", "weekly" },
	{ "[{'version':'1.0.0'}]", "2.x", NULL },
	{ "[]", "*", NULL },
	{ "[{'version':'1.0.0+a','created':'2020-01-01T00:00:00Z'},{'version':'1.0.0+b','created':'2021-01-01T00:00:"
	  "00Z'}]",
	  "1.0.0", "1.0.0+b" },
	{ "[{'version':'1.0.0+b','created':'2021-01-01T00:00:00Z'},{'version':'1.0.0+a','created':'2020-01-01T00:00:"
	  "00Z'}]",
	  "~1", "1.0.0+b" },
};

static json_t *quoted(const char *text)
{
	char *copy = weir_strdup(text), *p;
	json_t *json;

	for (p = copy; *p; p++)
		if (*p == '\'')
			*p = '"';
	json = json_loads(copy, JSON_DECODE_ANY, NULL);
	free(copy);
	ck_assert_ptr_nonnull(json);
	return json;
}

START_TEST(a_range_picks)
{
	json_t *entries = quoted(picks[_i].entries);

	ck_assert_pstr_eq(weir_get_str(pick_entry(entries, picks[_i].range), "version"), picks[_i].want);
	json_decref(entries);
}
END_TEST

START_TEST(tags_are_filtered_first)
{
	json_t *tags = quoted("['1.0.0','1.5.0-alpine','2.0.0','latest',3]");
	struct weir_regex *alpine = weir_regex_new(".*-alpine$", NULL);

	ck_assert_str_eq(pick_tag(tags, "*", NULL), "2.0.0");
	ck_assert_str_eq(pick_tag(tags, ">=1.0.0-0", alpine), "1.5.0-alpine");
	ck_assert_ptr_null(pick_tag(tags, "1.x", alpine));
	ck_assert_ptr_null(pick_tag(tags, ">=3", NULL));
	weir_regex_free(alpine);
	json_decref(tags);
}
END_TEST

/* ---- registries ---- */

static const struct {
	const char *challenge, *name, *want;
} challenges[] = {
	{ "Bearer realm=\"https://auth.example/token\",service=\"r\",scope=\"repository:a/b:pull\"", "realm",
	  "https://auth.example/token" },
	{ "Bearer realm=\"x\", Service = \"y\"", "realm", "x" },
	{ "Bearer realm=\"x\",service=plain", "service", "plain" },
	{ "Bearer realm=\"a,b=\\\"c\\\"\",scope=s", "realm", "a,b=\"c\"" },
	{ "Bearer realm=\"a,scope=no\",scope=yes", "scope", "yes" },
	{ "Bearer realm=\"open", "realm", "open" },
	{ "Bearer", "realm", NULL },
	{ "Bearer ,,, ==", "realm", NULL },
};

START_TEST(challenges_are_read)
{
	char *got = challenge_param(challenges[_i].challenge, challenges[_i].name);

	ck_assert_pstr_eq(got, challenges[_i].want);
	free(got);
}
END_TEST

/* "dTpw" is u:p, "eDp5" is x:y. */
static const struct {
	const char *config, *url, *user;
	int rc;
} configs[] = {
	{ "{'auths':{'ghcr.io':{'auth':'dTpw'}}}", "https://ghcr.io/org/web", "u", 0 },
	{ "{'auths':{'ghcr.io':{'auth':'dTpw'}}}", "https://ghcr.io.evil.example/org", NULL, 0 },
	{ "{'auths':{'https://ghcr.io/v2/':{'auth':'dTpw'}}}", "https://ghcr.io/org/web", "u", 0 },
	{ "{'auths':{'https://index.docker.io/v1/':{'auth':'dTpw'}}}", "https://registry-1.docker.io/library/x", "u",
	  0 },
	{ "{'auths':{'r.example':{'auth':'dTpw'},'r.example/org':{'auth':'eDp5'}}}", "https://r.example/org/web", "x",
	  0 },
	{ "{'auths':{'r.example':{'auth':'dTpw'},'r.example/org':{'auth':'eDp5'}}}", "https://r.example/organs", "u",
	  0 },
	{ "{'auths':{'r.example':{'username':'a','password':'b'}}}", "https://r.example/x", "a", 0 },
	{ "{'auths':{'r.example':{'auth':'%%%'}}}", "https://r.example/x", NULL, WEIR_E_AUTH },
	{ "{'auths':{'r.example':{}}}", "https://r.example/x", NULL, 0 },
	{ "{'auths':[]}", "https://r.example/x", NULL, 0 },
	{ "[]", "https://r.example/x", NULL, WEIR_E_AUTH },
};

START_TEST(docker_configs_are_searched)
{
	json_t *config = quoted(configs[_i].config);
	char *text = json_dumps(config, JSON_ENCODE_ANY);
	struct weir_error err = WEIR_ERROR_INIT;
	struct access a = { 0 };

	ck_assert_int_eq(docker_config_find(text, strlen(text), configs[_i].url, &a, &err), configs[_i].rc);
	ck_assert_pstr_eq(a.user, configs[_i].user);
	access_done(&a);
	weir_error_done(&err);
	free(text);
	json_decref(config);
}
END_TEST

/* ---- indexes ---- */

static const struct {
	const char *text, *says; /* NULL: it is one */
	size_t charts, versions;
} indexes[] = {
	{ "apiVersion: v1\nentries:\n  a:\n  - {name: a, version: 1.0.0, urls: [x]}\n  b: []\n", NULL, 1, 1 },
	{ "apiVersion: v1\nentries: {}\n", NULL, 0, 0 },
	{ "apiVersion: v1\n", NULL, 0, 0 },
	{ "apiVersion: v1\nentries: ~\n", NULL, 0, 0 },
	{ "{\"apiVersion\":\"v1\",\"entries\":{\"a\":[{\"name\":\"a\",\"version\":\"1\"}]}}", NULL, 1, 1 },
	{ "entries: {a: [{name: a, version: 1}]}\napiVersion: v1\n", NULL, 1, 1 },
	{ "apiVersion: v1\nentries: {a: [~, x, [], {version: 1}, {name: a}, {name: a, version: 1}]}\n", NULL, 1, 1 },
	{ "apiVersion: v1\nentries: {\"../x\": [{name: a, version: 1}], \"..\": [{name: a, version: 1}]}\n", NULL, 0,
	  2 },
	{ "", "index.yaml is empty", 0, 0 },
	{ "# only a comment\n", "index.yaml is empty", 0, 0 },
	{ "- a\n", "index.yaml:1:1: this is not the index", 0, 0 },
	{ "entries: {}\n", "no API version", 0, 0 },
	{ "apiVersion: v1\nentries: []\n", "index.yaml:2:10: \"entries\" is not a map", 0, 0 },
	{ "apiVersion: v1\nentries:\n  a: [\n", "index.yaml:4:1:", 0, 0 },
	{ "apiVersion: v1\nentries:\n  ? [a]\n  : b\n", "a chart's name is not a text", 0, 0 },
	{ "apiVersion: v1\nx: &v 1\nentries: {a: [{name: a, version: *v}]}\n", "aliases are not supported", 0, 0 },
};

static int split_text(const char *text, struct index_facts *facts, struct weir_error *err)
{
	char folder[] = "/tmp/weir-index-XXXXXX";
	FILE *file = tmpfile();
	int dir, rc;

	ck_assert_ptr_nonnull(mkdtemp(folder));
	dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	fputs(text, file);
	fflush(file);
	rc = index_split(fileno(file), dir, facts, err);
	fclose(file);
	unlinkat(dir, "charts/a", 0);
	unlinkat(dir, "charts", AT_REMOVEDIR);
	close(dir);
	ck_assert_msg(rmdir(folder) == 0, "something else was written below %s", folder);
	return rc;
}

START_TEST(an_index_is_taken_apart)
{
	struct weir_error err = WEIR_ERROR_INIT;
	struct index_facts facts;
	int rc = split_text(indexes[_i].text, &facts, &err);

	if (!indexes[_i].says) {
		ck_assert_msg(rc == 0, "%s", err.message);
		ck_assert_uint_eq(facts.charts, indexes[_i].charts);
		ck_assert_uint_eq(facts.versions, indexes[_i].versions);
	} else {
		ck_assert_int_eq(rc, WEIR_E_INVALID);
		ck_assert_msg(strstr(err.message, indexes[_i].says), "%s", err.message);
	}
	weir_error_done(&err);
}
END_TEST

/* ---- names ---- */

static const struct {
	const char *object, *want;
} names[] = {
	{ "{'metadata':{'name':'web','namespace':'a'},'spec':{}}", "web" },
	{ "{'metadata':{'name':'web','namespace':'a'},'spec':{'targetNamespace':'prod'}}", "prod-web" },
	{ "{'metadata':{'name':'web','namespace':'a'},'spec':{'releaseName':'r','targetNamespace':'prod'}}", "r" },
	{ "{'metadata':{'name':'a-name-of-fifty-three-bytes-xxxxxxxxxxxxxxxxxxxxxxxxx'},'spec':{}}",
	  "a-name-of-fifty-three-bytes-xxxxxxxxxxxxxxxxxxxxxxxxx" },
	{ "{'metadata':{'name':'a-name-of-fifty-four-bytes-xxxxxxxxxxxxxxxxxxxxxxxxxxx'},'spec':{}}",
	  "a-name-of-fifty-four-bytes-xxxxxxxxxxxxx-" },
};

START_TEST(releases_are_named)
{
	json_t *object = quoted(names[_i].object);
	char *got = release_name(object);
	size_t n = strlen(names[_i].want);

	ck_assert_msg(strncmp(got, names[_i].want, n) == 0, "%s", got);
	ck_assert_uint_eq(strlen(got), names[_i].want[n - 1] == '-' ? 53 : n);
	free(got);
	json_decref(object);
}
END_TEST

#define ROWS(t) (int)(sizeof(t) / sizeof((t)[0]))

int main(void)
{
	TCase *tc = tcase_create("source");
	Suite *s = suite_create("helm-source");
	SRunner *sr;
	int failed;

	tcase_add_loop_test(tc, references_are_resolved, 0, ROWS(refs));
	tcase_add_loop_test(tc, credentials_stay_with_their_origin, 0, ROWS(origins));
	tcase_add_loop_test(tc, a_range_picks, 0, ROWS(picks));
	tcase_add_test(tc, tags_are_filtered_first);
	tcase_add_loop_test(tc, challenges_are_read, 0, ROWS(challenges));
	tcase_add_loop_test(tc, docker_configs_are_searched, 0, ROWS(configs));
	tcase_add_loop_test(tc, an_index_is_taken_apart, 0, ROWS(indexes));
	tcase_add_loop_test(tc, releases_are_named, 0, ROWS(names));
	suite_add_tcase(s, tc);
	sr = srunner_create(s);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? 1 : 0;
}
