/* SPDX-License-Identifier: Apache-2.0 */
/* test_texts.c - the service "template/render": results, what templates share, errors without secrets. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <weir/util.h>

#include "../render/texts.h"

/* @in as JSON with ' for ". */
static json_t *quoted(const char *text)
{
	WEIR_CLEAN_FREE char *json = weir_strdup(text);
	char *p;

	for (p = json; *p; p++)
		if (*p == '\'')
			*p = '"';
	return json_loads(json, 0, NULL);
}

static const struct {
	const char *name, *in, *out;
} good[] = {
	{ "a field", "{'texts': {'a': '{{ .user }}:{{ .n }}'}, 'data': {'user': 'x', 'n': 3}}", "{'a': 'x:3'}" },
	{ "functions", "{'texts': {'a': '{{ .p | b64enc | quote }}'}, 'data': {'p': 'pw'}}", "{'a': '\\'cHc=\\''}" },
	{ "several, sharing definitions",
	  "{'texts': {'a': '{{ define `t` }}<{{ . }}>{{ end }}', 'b': '{{ include `t` .p }}'}, 'data': {'p': 1}}",
	  "{'a': '', 'b': '<1>'}" },
	{ "missing is empty", "{'texts': {'a': '[{{ .no }}]'}, 'data': {}}", "{'a': '[]'}" },
	{ "nothing", "{'texts': {}, 'data': {}}", "{}" },
	{ "lookup finds nothing", "{'texts': {'a': '{{ len (lookup `v1` `Secret` `a` `b`) }}'}, 'data': {}}",
	  "{'a': '0'}" },
};

START_TEST(result)
{
	WEIR_CLEAN_JSON json_t *in = quoted(good[_i].in), *want = quoted(good[_i].out), *out = NULL;
	struct weir_error err = WEIR_ERROR_INIT;
	int rc = texts_render(NULL, NULL, in, &out, &err);

	ck_assert_msg(rc == 0, "%s: %s", good[_i].name, err.message);
	ck_assert_msg(json_equal(json_object_get(out, "texts"), want), "%s: %s", good[_i].name,
		      json_dumps(out, JSON_SORT_KEYS));
}
END_TEST

static const struct {
	const char *name, *in, *says, *never;
} bad[] = {
	{ "no templates", "{'data': {}}", "texts must be an object", NULL },
	{ "no text", "{'texts': {'a': 1}}", "template a is no text", NULL },
	{ "syntax", "{'texts': {'a': 'x\\n{{ if }}'}}", "template a: parse error at (a:2): missing value for if",
	  NULL },
	{ "missing is an error", "{'texts': {'a': '{{ .no }}'}, 'data': {}, 'missing': 'error'}",
	  "map has no entry for key \"no\"", NULL },
	{ "what a function says", "{'texts': {'a': '{{ fail .p }}'}, 'data': {'p': 'hunter2'}}", "hunter2", NULL },
	{ "a secret in what a function says",
	  "{'texts': {'a': '{{ fail .p }}'}, 'data': {'p': 'hunter2'}, 'secret': true}",
	  "execution error at (a:1:3) (the cause", "hunter2" },
	{ "a secret through include",
	  "{'texts': {'a': '{{ define `t` }}{{ fail . }}{{ end }}', 'b': '{{ include `t` .p }}'}, 'data': {'p': "
	  "'hunter2'}, 'secret': true}",
	  "execution error at (b:1:3) (the cause", "hunter2" },
	{ "a secret as a number",
	  "{'texts': {'a': '{{ toDecimal .p }}{{ fromJson .p | toYaml }}{{ int .p | fail }}'}, "
	  "'data': {'p': 'hunter2'}, 'secret': true}",
	  "template a", "hunter2" },
};

START_TEST(refusal)
{
	WEIR_CLEAN_JSON json_t *in = quoted(bad[_i].in), *out = NULL;
	struct weir_error err = WEIR_ERROR_INIT;

	ck_assert_int_eq(texts_render(NULL, NULL, in, &out, &err), WEIR_E_INVALID);
	ck_assert_ptr_null(out);
	ck_assert_msg(strstr(err.message, bad[_i].says) != NULL, "%s: %s", bad[_i].name, err.message);
	ck_assert_msg(!bad[_i].never || !strstr(err.message, bad[_i].never), "%s: %s", bad[_i].name, err.message);
	ck_assert_ptr_null(strchr(err.message, '\n'));
	weir_error_done(&err);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("helm-texts");
	TCase *tc = tcase_create("texts");
	SRunner *runner;
	int failed;

	suite_add_tcase(suite, tc);
	tcase_add_loop_test(tc, result, 0, (int)(sizeof(good) / sizeof(good[0])));
	tcase_add_loop_test(tc, refusal, 0, (int)(sizeof(bad) / sizeof(bad[0])));
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
