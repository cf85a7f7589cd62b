/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_functions.c - the functions of texts, lists, maps, numbers (collection_cases.h), encodings, regular expressions,
 * versions, dates, URLs, paths, keys: tables of templates (function_cases.h), and what a table cannot say: chance,
 * zones, bounds.
 */
#include "../template/template.h"
#include "collection_cases.h"
#include "function_cases.h"

#include <check.h>
#include <jansson.h>
#include <stdlib.h>
#include <unistd.h>

#define COUNT(table) ((int)(sizeof(table) / sizeof((table)[0])))

/* Output or error; release it. */
static char *render(const char *text, bool *ok)
{
	struct template_options options = { .helm3 = true };
	struct weir_strbuf out = WEIR_STRBUF_INIT, error = WEIR_STRBUF_INIT;
	struct template_set *set = template_set_new();
	struct weir_arena *arena = weir_arena_new();
	json_t *data = json_loads(function_data, 0, NULL);
	struct exec *x;

	ck_assert_ptr_nonnull(data);
	*ok = template_set_add(set, "t", text, strlen(text), &error) == 0;
	if (*ok) {
		x = template_exec_new(set, &options, arena);
		*ok = template_exec(x, "t", value_of_json(arena, data, false), &out, &error) == 0;
		template_exec_free(x);
	}
	json_decref(data);
	weir_arena_free(arena);
	template_set_free(set);
	weir_strbuf_done(*ok ? &error : &out);
	return weir_strbuf_take(*ok ? &out : &error);
}

static void run_case(const struct template_case *c)
{
	bool ok;
	char *got = render(c->template, &ok);

	ck_assert_msg(strcmp(got, c->want) == 0, "%s\nwant %s\ngot  %s", c->template, c->want, got);
	ck_assert_msg(ok == c->ok, "%s: ok %d", c->template, ok);
	free(got);
}

#define TABLE_TEST(table)                     \
	START_TEST(table##_table)             \
	{                                     \
		run_case(&table##_cases[_i]); \
	}                                     \
	END_TEST

TABLE_TEST(texts)
TABLE_TEST(letters)
TABLE_TEST(lists)
TABLE_TEST(dicts)
TABLE_TEST(math)
TABLE_TEST(types)
TABLE_TEST(json)
TABLE_TEST(yaml)
TABLE_TEST(toml)
TABLE_TEST(base)
TABLE_TEST(regex)
TABLE_TEST(semver)
TABLE_TEST(dates)
TABLE_TEST(urls)
TABLE_TEST(paths)
TABLE_TEST(crypto)

/* ---- chance ---- */

static const struct {
	const char *template;
	size_t len;
	const char *alphabet;
} chances[] = {
	{ "{{ randAlphaNum 50 }}", 50, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789" },
	{ "{{ randAlpha 50 }}", 50, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ" },
	{ "{{ randNumeric 50 }}", 50, "0123456789" },
	{ "{{ uuidv4 }}", 36, "0123456789abcdef-" },
	{ "{{ randBytes 30 | b64dec | len }}", 2, "30" },
	{ "{{ bcrypt \"x\" }}", 60, "$./abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789" },
	{ "{{ shuffle \"abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz\" }}", 52, "abcdefghijklmnopqrstuvwxyz" },
};

START_TEST(chance_keeps_to_its_letters)
{
	bool ok;
	char *first = render(chances[_i].template, &ok), *second = render(chances[_i].template, &ok);

	ck_assert(ok);
	ck_assert_uint_eq(strlen(first), chances[_i].len);
	ck_assert_uint_eq(strspn(first, chances[_i].alphabet), chances[_i].len);
	if (chances[_i].len > 2)
		ck_assert_str_ne(first, second);
	free(first);
	free(second);
}
END_TEST

START_TEST(a_random_number_reaches_both_ends)
{
	bool seen[3] = { false }, ok;
	int i;

	for (i = 0; i < 200; i++) {
		char *got = render("{{ randInt 5 8 }}", &ok);

		ck_assert(ok && strlen(got) == 1 && *got >= '5' && *got <= '7');
		seen[*got - '5'] = true;
		free(got);
	}
	ck_assert(seen[0] && seen[1] && seen[2]);
}
END_TEST

/* ---- certificates ---- */

START_TEST(a_signed_certificate_is_made_of_two_keys)
{
	bool ok;
	char *got = render("{{ $ca := genCAWithKey \"ca\" 2 (genPrivateKey \"ecdsa\") }}"
			   "{{ $c := genSignedCertWithKey \"n\" (list \"10.0.0.1\" \"::1\") (list \"a.b\") 1 $ca "
			   "(genPrivateKey \"ed25519\") }}{{ $c.Cert }}{{ $c.Key }}"
			   "{{ $b := buildCustomCert (b64enc $c.Cert) (b64enc $c.Key) }}{{ eq $b.Cert $c.Cert }}",
			   &ok);

	ck_assert_msg(ok, "%s", got);
	ck_assert_ptr_nonnull(strstr(got, "-----BEGIN CERTIFICATE-----\n"));
	ck_assert_ptr_nonnull(strstr(got, "-----BEGIN PRIVATE KEY-----\n"));
	ck_assert_str_eq(got + strlen(got) - 4, "true");
	free(got);
}
END_TEST

START_TEST(a_certificate_needs_the_key_of_its_signer)
{
	bool ok;
	char *got = render("{{ $a := genCAWithKey \"a\" 2 (genPrivateKey \"ecdsa\") }}"
			   "{{ $b := genCAWithKey \"b\" 2 (genPrivateKey \"ecdsa\") }}"
			   "{{ $mix := buildCustomCert (b64enc $a.Cert) (b64enc $b.Key) }}"
			   "{{ genSignedCertWithKey \"n\" nil nil 1 $mix (genPrivateKey \"ecdsa\") }}",
			   &ok);

	ck_assert(!ok);
	ck_assert_ptr_nonnull(strstr(got, "x509: provided PrivateKey doesn't match parent's PublicKey"));
	free(got);
}
END_TEST

/* ---- zones ---- */

static const struct template_case zones[] = {
	{ "{{ dateInZone \"2006-01-02 15:04 MST -0700\" (int64 1711846799) \"Europe/Berlin\" }}", true,
	  "2024-03-31 01:59 CET +0100" },
	{ "{{ dateInZone \"2006-01-02 15:04 MST -0700\" (int64 1711846800) \"Europe/Berlin\" }}", true,
	  "2024-03-31 03:00 CEST +0200" },
	{ "{{ dateInZone \"2006-01-02 15:04 MST\" (int64 4102444800) \"America/New_York\" }}", true,
	  "2099-12-31 19:00 EST" },
	{ "{{ dateInZone \"15:04 MST\" (int64 4118000000) \"America/New_York\" }}", true, "20:53 EDT" },
	{ "{{ dateInZone \"15:04 -07:00\" (int64 0) \"../etc/localtime\" }}", true, "00:00 +00:00" },
};

START_TEST(zones_of_the_database)
{
	if (access("/usr/share/zoneinfo/Europe/Berlin", R_OK) == 0)
		run_case(&zones[_i]);
}
END_TEST

/* ---- bounds ---- */

static const struct template_case bounds[] = {
	{ "{{ $d := dict }}{{ $_ := set $d \"a\" $d }}{{ deepCopy $d }}", false, "its copy has no end" },
	{ "{{ $d := dict }}{{ range until 60 }}{{ $d = dict \"a\" $d \"b\" $d }}{{ end }}{{ deepCopy $d }}", false,
	  "MiB" },
	{ "{{ $d := dict }}{{ $_ := set $d \"a\" $d }}{{ $e := dict }}{{ $_ := set $e \"a\" $e }}{{ merge $d $e }}",
	  false, "merging has no end" },
	{ "{{ randAlpha 99999999999 }}", false, "too long" },
	{ "{{ randBytes 99999999999 }}", false, "too many" },
	{ "{{ regexFind \"((a{100}){100}){100}\" \"a\" }}", false, "invalid repeat count" },
	{ "{{ fromYaml (printf \"%s\" (repeat 20000 \"[\")) }}", true, "Error" },
	{ "{{ fromJson (repeat 20000 \"[\") }}", true, "exceeded max depth" },
	{ "{{ fromToml (printf \"a = %s\" (repeat 20000 \"[\")) }}", true, "nested too deeply" },
	{ "{{ $d := dict }}{{ $_ := set $d \"d\" $d }}{{ toToml $d }}", true, "nested too deeply" },
	{ "{{ $d := list \"xxxxxxxxxxxxxxxx\" }}{{ range until 40 }}{{ $d = list $d $d }}{{ end }}{{ toJson $d }}",
	  false, "MiB of text" },
	{ "{{ $d := list \"xxxxxxxxxxxxxxxx\" }}{{ range until 40 }}{{ $d = list $d $d }}{{ end }}{{ toYaml $d }}",
	  false, "MiB of text" },
	{ "{{ $d := list \"xxxxxxxxxxxxxxxx\" }}{{ range until 40 }}{{ $d = list $d $d }}{{ end }}{{ toYamlPretty $d "
	  "}}",
	  false, "MiB of text" },
	{ "{{ $d := list \"xxxxxxxxxxxxxxxx\" }}{{ range until 40 }}{{ $d = list $d $d }}{{ end }}{{ toToml (dict "
	  "\"d\" $d) }}",
	  false, "steps" },
	{ "{{ range until 1000 }}{{ $x := bcrypt \"x\" }}{{ end }}", false, "steps" },
	{ "{{ range until 1000 }}{{ $x := genPrivateKey \"rsa\" }}{{ end }}", false, "steps" },
	{ "{{ fromYaml \"a: &a [x,x,x,x,x,x,x,x,x]\\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\\nc: &c "
	  "[*b,*b,*b,*b,*b,*b,*b,*b,*b]\\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\\ne: &e "
	  "[*d,*d,*d,*d,*d,*d,*d,*d,*d]\\nf: [*e,*e,*e,*e,*e,*e,*e,*e,*e]\" }}",
	  true, "excessive aliasing" },
};

START_TEST(what_has_no_end_ends)
{
	bool ok;
	char *got = render(bounds[_i].template, &ok);

	ck_assert_msg(ok == bounds[_i].ok && strstr(got, bounds[_i].want), "%.200s: %.200s", bounds[_i].template, got);
	free(got);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("helm-functions");
	TCase *tables = tcase_create("tables"), *rest = tcase_create("rest");
	SRunner *runner;
	int failed;

	setenv("TZ", "UTC", 1);
	tcase_set_timeout(tables, 60);
	tcase_set_timeout(rest, 60);
	tcase_add_loop_test(tables, texts_table, 0, COUNT(texts_cases));
	tcase_add_loop_test(tables, letters_table, 0, COUNT(letters_cases));
	tcase_add_loop_test(tables, lists_table, 0, COUNT(lists_cases));
	tcase_add_loop_test(tables, dicts_table, 0, COUNT(dicts_cases));
	tcase_add_loop_test(tables, math_table, 0, COUNT(math_cases));
	tcase_add_loop_test(tables, types_table, 0, COUNT(types_cases));
	tcase_add_loop_test(tables, json_table, 0, COUNT(json_cases));
	tcase_add_loop_test(tables, yaml_table, 0, COUNT(yaml_cases));
	tcase_add_loop_test(tables, toml_table, 0, COUNT(toml_cases));
	tcase_add_loop_test(tables, base_table, 0, COUNT(base_cases));
	tcase_add_loop_test(tables, regex_table, 0, COUNT(regex_cases));
	tcase_add_loop_test(tables, semver_table, 0, COUNT(semver_cases));
	tcase_add_loop_test(tables, dates_table, 0, COUNT(dates_cases));
	tcase_add_loop_test(tables, urls_table, 0, COUNT(urls_cases));
	tcase_add_loop_test(tables, paths_table, 0, COUNT(paths_cases));
	tcase_add_loop_test(tables, crypto_table, 0, COUNT(crypto_cases));
	tcase_add_loop_test(rest, chance_keeps_to_its_letters, 0, COUNT(chances));
	tcase_add_test(rest, a_random_number_reaches_both_ends);
	tcase_add_test(rest, a_signed_certificate_is_made_of_two_keys);
	tcase_add_test(rest, a_certificate_needs_the_key_of_its_signer);
	tcase_add_loop_test(rest, zones_of_the_database, 0, COUNT(zones));
	tcase_add_loop_test(rest, what_has_no_end_ends, 0, COUNT(bounds));
	suite_add_tcase(suite, tables);
	suite_add_tcase(suite, rest);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
