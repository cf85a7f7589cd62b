/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_parts.c - the parts that need no remote: addresses, names, known_hosts, .gitmodules, the
 * object's fields, patterns.  Tables of named cases.
 */
#include "../gitmodules.h"
#include <weir/util.h>
#include "../knownhosts.h"
#include "../nodes.h"
#include "../spec.h"

#include <check.h>
#include <stdlib.h>

/* ---- addresses ---- */

static const struct {
	const char *text, *host, *path, *user, *shown;
	int port;
} good_urls[] = {
	{ "https://github.com/o/r", "github.com", "/o/r", NULL, "https://github.com/o/r", 0 },
	{ "https://u:p%40ss@git.example.com:8443/r.git/", "git.example.com", "/r.git", "u",
	  "https://git.example.com:8443/r.git", 8443 },
	{ "ssh://git@github.com/o/r", "github.com", "/o/r", "git", "ssh://git@github.com/o/r", 0 },
	{ "ssh://git@[::1]:2222/~me/r", "::1", "/~me/r", "git", "ssh://git@[::1]:2222/~me/r", 2222 },
	{ "HTTP://Example.COM/R", "example.com", "/R", NULL, "http://example.com/R", 0 },
	{ "file:///srv/r%20x.git", "", "/srv/r x.git", NULL, "file:///srv/r%20x.git", 0 },
};

START_TEST(urls_taken_apart)
{
	struct weir_error err = WEIR_ERROR_INIT;
	struct git_url u;

	ck_assert_msg(url_parse("spec.url", good_urls[_i].text, &u, &err) == 0, "%s: %s", good_urls[_i].text,
		      err.message);
	ck_assert_str_eq(u.host, good_urls[_i].host);
	ck_assert_str_eq(u.path, good_urls[_i].path);
	ck_assert_str_eq(u.shown, good_urls[_i].shown);
	ck_assert_pstr_eq(u.user, good_urls[_i].user);
	ck_assert_int_eq(u.port, good_urls[_i].port);
	ck_assert_ptr_null(strstr(u.text, "p%40ss"));
	url_done(&u);
}
END_TEST

static const struct {
	const char *text, *says;
} bad_urls[] = {
	{ "git@github.com:o/r.git", "ssh://git@github.com/o/r.git" },
	{ "github.com:o/r.git", "ssh://github.com/o/r.git" },
	{ "git://github.com/o/r", "must begin with" },
	{ "ext::sh -c touch% /tmp/x", "URL" },
	{ "-oProxyCommand=x", "must begin with" },
	{ "", "must begin with" },
	{ "ssh://-oProxyCommand=touch/r", "host begins with '-'" },
	{ "ssh://-l@host/r", "user begins with '-'" },
	{ "ssh://host/-r", "path begins with '-'" },
	{ "ssh://host/%2dr", "path begins with '-'" },
	{ "ssh://host/a%0ab", "control" },
	{ "ssh://host/a\nb", "control" },
	{ "https://host", "no path" },
	{ "https://host/", "no path" },
	{ "https:///r", "no host" },
	{ "https://host:0/r", "port" },
	{ "https://host:65536/r", "port" },
	{ "https://host:x/r", "port" },
	{ "https://ho st/r", "character" },
	{ "https://host/r?token=secret", "'?'" },
	{ "https://[::1/r", "not closed" },
	{ "file://server/r", "three slashes" },
};

START_TEST(urls_refused)
{
	struct weir_error err = WEIR_ERROR_INIT;
	struct git_url u;

	ck_assert_int_eq(url_parse("spec.url", bad_urls[_i].text, &u, &err), WEIR_E_INVALID);
	ck_assert_str_eq(err.reason, "URLInvalid");
	ck_assert_msg(strstr(err.message, bad_urls[_i].says) != NULL, "%s: %s", bad_urls[_i].text, err.message);
	ck_assert_ptr_null(strstr(err.message, "secret"));
	weir_error_done(&err);
}
END_TEST

static const struct {
	const char *base, *text, *out;
} resolved[] = {
	{ "https://h/a/b", "../c.git", "https://h/a/c.git" }, { "https://h/a/b", "./c", "https://h/a/b/c" },
	{ "https://h/a/b", "../../c", "https://h/c" },        { "https://h/a/b", "../../../c", NULL },
	{ "https://h/a/b", "https://x/y", "https://x/y" },    { "ssh://git@h:22/a/b", "../../c", "ssh://git@h:22/c" },
	{ "ssh://git@h:22/a/b", "../../../etc", NULL },       { "file:///srv/a.git", "../b.git", "file:///srv/b.git" },
};

START_TEST(urls_resolved)
{
	struct weir_error err = WEIR_ERROR_INIT;
	struct git_url base;
	char *out;

	ck_assert_int_eq(url_parse("base", resolved[_i].base, &base, &err), 0);
	out = url_resolve(&base, resolved[_i].text, &err);
	ck_assert_pstr_eq(out, resolved[_i].out);
	free(out);
	url_done(&base);
	weir_error_done(&err);
}
END_TEST

static const struct {
	const char *url, *page;
} pages[] = {
	{ "https://github.com/o/r.git", "https://github.com/o/r/commit/abc" },
	{ "ssh://git@github.com/o/r", "https://github.com/o/r/commit/abc" },
	{ "https://gitlab.example.org:8443/g/s/r", "https://gitlab.example.org:8443/g/s/r/-/commit/abc" },
	{ "https://codeberg.org/o/r", "https://codeberg.org/o/r/commit/abc" },
	{ "https://bitbucket.org/o/r", "https://bitbucket.org/o/r/commits/abc" },
	{ "https://example.com/o/r", NULL },
	{ "file:///srv/github/r", NULL },
};

START_TEST(urls_of_pages)
{
	struct git_url u;
	char *page;

	ck_assert_int_eq(url_parse("u", pages[_i].url, &u, NULL), 0);
	page = url_page(&u, "abc");
	ck_assert_pstr_eq(page, pages[_i].page);
	free(page);
	url_done(&u);
}
END_TEST

/* ---- names ---- */

static const char *const bad_names[] = {
	"",
	".",
	"..",
	".git",
	".GIT",
	".Git",
	".git ",
	".git.",
	".git. . ",
	"git~1",
	"GIT~1",
	"git~1.",
	".git::$INDEX_ALLOCATION",
	".git\\hooks",
	".g\xe2\x80\x8cit",
	".git\xe2\x80\x8d",
	"\xef\xbb\xbf.git",
	".\xe2\x81\xaagi\xe2\x80\xaat",
	"a/b",
	"a\nb",
	"a\x01",
	"\x7f",
	"\x1b[31mred",
};
static const char *const good_names[] = {
	".gitignore", ".gitmodules", "git", "a.git",   ".git2", "git~2", "...",
	"-rf",        "ü.yaml",      "a b", ".github", "x\\y",  "CON",   "e\xcc\x81"
};

START_TEST(names_refused)
{
	ck_assert_msg(name_problem(bad_names[_i]) != NULL, "\"%s\" passes", bad_names[_i]);
}
END_TEST

START_TEST(names_accepted)
{
	ck_assert_msg(!name_problem(good_names[_i]), "\"%s\" %s", good_names[_i], name_problem(good_names[_i]));
}
END_TEST

START_TEST(names_in_utf8)
{
	ck_assert(name_utf8("a\xc3\xbc\xe2\x82\xac\xf0\x9f\x98\x80"));
	ck_assert(!name_utf8("\xfc"));
	ck_assert(!name_utf8("\xc0\xaf"));
	ck_assert(!name_utf8("\xed\xa0\x80"));
	ck_assert(!name_utf8("\xe2\x82"));
	ck_assert(!name_utf8("\xf4\x90\x80\x80"));
}
END_TEST

/* ---- known_hosts ---- */

/* A made-up key: the wire format has its type first. */
static const unsigned char wire[] = "\0\0\0\x0bssh-ed25519\0\0\0\x04KEY1";
#define WIRE_LEN (sizeof(wire) - 1)
#define KEY1     "AAAAC3NzaC1lZDI1NTE5AAAABEtFWTE="
#define KEY2     "AAAAC3NzaC1lZDI1NTE5AAAABEtFWTI="

static const struct {
	const char *name, *text, *host;
	int port;
	enum known_host want;
} hosts[] = {
	{ "plain", "example.com ssh-ed25519 " KEY1 "\n", "example.com", 22, HOST_KNOWN },
	{ "port 0 is 22", "example.com ssh-ed25519 " KEY1, "example.com", 0, HOST_KNOWN },
	{ "comment at the end", "example.com ssh-ed25519 " KEY1 " me@here\r\n", "example.com", 22, HOST_KNOWN },
	{ "in a list", "# c\n\na.org,Example.com,10.0.0.1 ssh-ed25519 " KEY1, "example.com", 22, HOST_KNOWN },
	{ "another port", "[example.com]:2222 ssh-ed25519 " KEY1, "example.com", 2222, HOST_KNOWN },
	{ "the port counts", "example.com ssh-ed25519 " KEY1, "example.com", 2222, HOST_UNKNOWN },
	{ "pattern", "*.example.com ssh-ed25519 " KEY1, "git.example.com", 22, HOST_KNOWN },
	{ "negation", "*.example.com,!git.example.com ssh-ed25519 " KEY1, "git.example.com", 22, HOST_UNKNOWN },
	{ "question mark", "h?st ssh-ed25519 " KEY1, "host", 22, HOST_KNOWN },
	{ "other key", "example.com ssh-ed25519 " KEY2, "example.com", 22, HOST_OTHER },
	{ "one of two keys", "example.com ssh-ed25519 " KEY2 "\nexample.com ssh-ed25519 " KEY1, "example.com", 22,
	  HOST_KNOWN },
	{ "other host", "example.org ssh-ed25519 " KEY1, "example.com", 22, HOST_UNKNOWN },
	{ "empty", "", "example.com", 22, HOST_UNKNOWN },
	{ "revoked", "@revoked * ssh-ed25519 " KEY1 "\nexample.com ssh-ed25519 " KEY1, "example.com", 22,
	  HOST_REVOKED },
	{ "another one revoked", "@revoked * ssh-ed25519 " KEY2 "\nexample.com ssh-ed25519 " KEY1, "example.com", 22,
	  HOST_KNOWN },
	{ "authorities do not count", "@cert-authority * ssh-ed25519 " KEY1, "example.com", 22, HOST_UNKNOWN },
	{ "not base64", "example.com ssh-ed25519 !!!!", "example.com", 22, HOST_UNKNOWN },
	{ "no key", "example.com ssh-ed25519", "example.com", 22, HOST_UNKNOWN },
	/* HMAC-SHA1 of "example.com" with the salt "0123456789abcdefghij" */
	{ "hashed", "|1|MDEyMzQ1Njc4OWFiY2RlZmdoaWo=|jaHXoMQTU/+rEgquOJTQzPGCF4I= ssh-ed25519 " KEY1, "example.com", 22,
	  HOST_KNOWN },
	{ "hashed, another", "|1|MDEyMzQ1Njc4OWFiY2RlZmdoaWo=|jaHXoMQTU/+rEgquOJTQzPGCF4I= ssh-ed25519 " KEY1,
	  "example.org", 22, HOST_UNKNOWN },
};

START_TEST(known_hosts)
{
	ck_assert_msg(known_hosts_check(hosts[_i].text, hosts[_i].host, hosts[_i].port, wire, WIRE_LEN) ==
			      hosts[_i].want,
		      "%s", hosts[_i].name);
}
END_TEST

START_TEST(known_types_and_fingerprint)
{
	char *types =
		known_hosts_types("h ssh-ed25519 " KEY1 "\nh ecdsa-sha2-nistp256 " KEY2 "\nx ssh-rsa " KEY1, "h", 22);
	char *print = known_hosts_fingerprint(wire, WIRE_LEN);

	ck_assert_str_eq(types, "ssh-ed25519,ecdsa-sha2-nistp256");
	ck_assert_int_eq(strncmp(print, "ssh-ed25519 SHA256:", 19), 0);
	ck_assert_int_eq(strlen(print), 19 + 43);
	free(types);
	free(print);
}
END_TEST

/* ---- .gitmodules ---- */

START_TEST(gitmodules)
{
	static const char text[] =
		"# comment\n[core]\n\tpath = no\n[submodule \"a \\\"b\\\"\"]\n\tpath = lib/a  ; why\n"
		"\turl = \"https://h/x#y\" # c\n\tbranch = main\n[submodule \"c\"] path=c\n URL = ../c\\\n.git\r\n"
		"[submodule \"broken\n path = d\n[submodule \"e\"]\npath\n= x\nurl = -x\npath = e";
	struct gitmodules mods;

	gitmodules_parse(text, sizeof(text) - 1, &mods);
	ck_assert_str_eq(mods.rows[0].name, "a \"b\"");
	ck_assert_str_eq(gitmodules_find(&mods, "lib/a")->url, "https://h/x#y");
	ck_assert_str_eq(gitmodules_find(&mods, "c")->url, "../c.git");
	ck_assert_str_eq(gitmodules_find(&mods, "e")->url, "-x");
	ck_assert_ptr_null(gitmodules_find(&mods, "no"));
	ck_assert_ptr_null(gitmodules_find(&mods, "d"));
	gitmodules_done(&mods);
}
END_TEST

/* ---- the object ---- */

static const struct {
	const char *name, *spec, *says;
	int code;
} refusals[] = {
	{ "no interval", "{'url': 'https://h/r'}", "spec.interval", WEIR_E_INVALID },
	{ "interval of a day", "{'url': 'https://h/r', 'interval': '1d'}", "spec.interval", WEIR_E_INVALID },
	{ "interval zero", "{'url': 'https://h/r', 'interval': '0s'}", "spec.interval", WEIR_E_INVALID },
	{ "interval a number", "{'url': 'https://h/r', 'interval': 60}", "spec.interval", WEIR_E_INVALID },
	{ "timeout", "{'url': 'https://h/r', 'interval': '1m', 'timeout': 'x'}", "spec.timeout", WEIR_E_INVALID },
	{ "no url", "{'interval': '1m'}", "spec.url", WEIR_E_INVALID },
	{ "scp", "{'url': 'git@h:r', 'interval': '1m'}", "ssh://git@h/r", WEIR_E_INVALID },
	{ "branch like an option", "{'url': 'https://h/r', 'interval': '1m', 'ref': {'branch': '--upload-pack=x'}}",
	  "spec.ref.branch", WEIR_E_INVALID },
	{ "branch with ..", "{'url': 'https://h/r', 'interval': '1m', 'ref': {'branch': 'a..b'}}", "spec.ref.branch",
	  WEIR_E_INVALID },
	{ "tag with a newline", "{'url': 'https://h/r', 'interval': '1m', 'ref': {'tag': 'a\\nb'}}", "spec.ref.tag",
	  WEIR_E_INVALID },
	{ "short commit", "{'url': 'https://h/r', 'interval': '1m', 'ref': {'commit': 'abc123'}}", "spec.ref.commit",
	  WEIR_E_INVALID },
	{ "verify", "{'url': 'https://h/r', 'interval': '1m', 'verify': {'mode': 'HEAD', 'secretRef': {'name': 'k'}}}",
	  "spec.verify", WEIR_E_UNSUPPORTED },
	{ "provider", "{'url': 'https://h/r', 'interval': '1m', 'provider': 'github'}", "spec.provider",
	  WEIR_E_UNSUPPORTED },
	{ "include outside",
	  "{'url': 'https://h/r', 'interval': '1m', 'include': [{'repository': {'name': 'x'}, 'toPath': '../y'}]}",
	  "spec.include", WEIR_E_INVALID },
	{ "include of nobody", "{'url': 'https://h/r', 'interval': '1m', 'include': [{}]}", "spec.include",
	  WEIR_E_INVALID },
	{ "sparse outside", "{'url': 'https://h/r', 'interval': '1m', 'sparseCheckout': ['a/../../b']}",
	  "spec.sparseCheckout", WEIR_E_INVALID },
	{ "ignore no text", "{'url': 'https://h/r', 'interval': '1m', 'ignore': ['*']}", "spec.ignore",
	  WEIR_E_INVALID },
	{ "submodules no bool", "{'url': 'https://h/r', 'interval': '1m', 'recurseSubmodules': 'yes'}",
	  "spec.recurseSubmodules", WEIR_E_INVALID },
};

static json_t *object_of(const char *spec)
{
	char *json = weir_asprintf(
		     "{'apiVersion': 'source.toolkit.fluxcd.io/v1', 'kind': 'GitRepository', 'metadata': {'name': 'a', "
		     "'namespace': 'n'}, 'spec': %s}",
		     spec),
	     *p;
	json_t *object;

	for (p = json; *p; p++)
		if (*p == '\'')
			*p = '"';
	object = json_loads(json, 0, NULL);
	ck_assert_ptr_nonnull(object);
	free(json);
	return object;
}

START_TEST(objects_refused)
{
	WEIR_CLEAN_JSON json_t *object = object_of(refusals[_i].spec);
	struct weir_error err = WEIR_ERROR_INIT;
	json_t *facts = NULL;

	ck_assert_msg(spec_inspect(NULL, object, &facts, &err) == refusals[_i].code, "%s", refusals[_i].name);
	ck_assert_msg(strstr(err.message, refusals[_i].says) != NULL, "%s: %s", refusals[_i].name, err.message);
	weir_error_done(&err);
}
END_TEST

START_TEST(facts_of_an_object)
{
	WEIR_CLEAN_JSON json_t *object =
		object_of("{'url': 'https://h/r', 'interval': '10m', 'suspend': true, 'secretRef': {'name': 's'}, "
			  "'include': [{'repository': {'name': 'other'}}]}");
	WEIR_CLEAN_JSON json_t *facts = NULL;

	ck_assert_int_eq(spec_inspect(NULL, object, &facts, NULL), 0);
	ck_assert_int_eq(weir_get_int(facts, "interval_ms", 0), 600000);
	ck_assert_int_eq(weir_get_int(facts, "timeout_ms", 0), 60000);
	ck_assert(weir_get_bool(facts, "suspend", false));
	ck_assert_int_eq(json_array_size(json_object_get(facts, "refs")), 2);
	ck_assert_str_eq(weir_get_str(json_array_get(json_object_get(facts, "refs"), 1), "role"), "source");
}
END_TEST

static const struct {
	const char *in, *out;
} folders[] = { { "", "" },       { ".", "" },      { "./", "" },   { "./a//b/", "a/b" }, { "a/./b", "a/b" },
		{ "../a", NULL }, { "a/..", NULL }, { "/a", NULL }, { "...", "..." },     { "a b", "a b" } };

START_TEST(folders_normalised)
{
	char *out = spec_folder(folders[_i].in);

	ck_assert_pstr_eq(out, folders[_i].out);
	free(out);
}
END_TEST

/* ---- patterns beyond the corpus ---- */

static const struct {
	const char *patterns, *path;
	bool out;
} ignores[] = {
	{ "[a-c].yaml", "b.yaml", true },
	{ "[^a-c].yaml", "b.yaml", false },
	{ "[b", "[b", false },
	{ "a\\*b", "a*b", true },
	{ "a\\*b", "axb", false },
	{ "?.md", "ü.md", true },
	{ "*.y*ml", "x/deep.yaml", true },
	{ "a*b*c", "aXbYbZc", true },
	{ "a*b*c", "aXbYbZ", false },
	{ "/a/**/z", "a/z", true },
	{ "/a/**/z", "a/b/c/z", true },
	{ "*\r\n", "x", true },
	{ "   \n\t\n", "x.png", true }, /* blank lines are no patterns, the defaults stay */
	{ "#c\n", "x.png", true },
	{ "x.yaml", "x.png", false },
	{ "**", "a", true },
	{ "!*.gitignore", ".gitignore", false },
};

START_TEST(patterns)
{
	struct weir_ignore *ig = weir_ignore_new();

	weir_ignore_finish(ig, ignores[_i].patterns);
	ck_assert_msg(weir_ignore_match(ig, ignores[_i].path, false) == ignores[_i].out, "%s on %s",
		      ignores[_i].patterns, ignores[_i].path);
	weir_ignore_free(ig);
}
END_TEST

#define add_table(tc, test, table) tcase_add_loop_test(tc, test, 0, sizeof(table) / sizeof((table)[0]))

int main(void)
{
	Suite *suite = suite_create("git-parts");
	TCase *tc = tcase_create("parts");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tc);
	add_table(tc, urls_taken_apart, good_urls);
	add_table(tc, urls_refused, bad_urls);
	add_table(tc, urls_resolved, resolved);
	add_table(tc, urls_of_pages, pages);
	add_table(tc, names_refused, bad_names);
	add_table(tc, names_accepted, good_names);
	tcase_add_test(tc, names_in_utf8);
	add_table(tc, known_hosts, hosts);
	tcase_add_test(tc, known_types_and_fingerprint);
	tcase_add_test(tc, gitmodules);
	add_table(tc, objects_refused, refusals);
	tcase_add_test(tc, facts_of_an_object);
	add_table(tc, folders_normalised, folders);
	add_table(tc, patterns, ignores);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? 1 : 0;
}
