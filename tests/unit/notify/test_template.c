/* SPDX-License-Identifier: Apache-2.0 */
/* Templates of messages: what they give, and which are none. */
#include <check.h>
#include <stdlib.h>

#include "notify/template.h"

#define EVENT                                                                                                 \
	"{\"message\": \"done {{ .reason }}\", \"reason\": \"R\", \"involvedObject\": {\"name\": \"apps\"}, " \
	"\"metadata\": {\"revision\": \"main@sha1:25\", \"count\": 3}, \"changes\": [{\"action\": \"created\"}]}"

static const struct {
	const char *text, *want; /* NULL: it is no template */
} rows[] = {
	{ "", "" },
	{ "plain } text {", "plain } text {" },
	{ "{{ .reason }}", "R" },
	{ "{{.involvedObject.name}}: {{ .reason\t}}!", "apps: R!" },
	{ "{{ .metadata.revision }}{{ .metadata.count }}", "main@sha1:253" },
	{ "{{ .message }}", "done {{ .reason }}" }, /* what is put in is not looked at again */
	{ "[{{ .nothing }}{{ .reason.deeper }}]", "[]" },
	{ "{{ .changes }}", "[{\"action\":\"created\"}]" },
	{ "{{", NULL },
	{ "{{ reason }}", NULL },
	{ "{{ .reason }", NULL },
	{ "{{ . }}", NULL },
	{ "{{ .a. }}", NULL },
	{ "{{ .a..b }}", NULL },
	{ "{{ .1 }}", NULL },
	{ "{{ .reason | upper }}", NULL },
	{ "{{ if .reason }}x{{ end }}", NULL },
	{ "ok {{ .reason }} {{ include \"x\" }}", NULL },
};

START_TEST(rendering)
{
	WEIR_CLEAN_JSON json_t *event = json_loads(EVENT, 0, NULL);
	WEIR_CLEAN_FREE char *got = template_render(rows[_i].text, event);
	struct weir_error err = WEIR_ERROR_INIT;

	ck_assert_pstr_eq(got, rows[_i].want);
	ck_assert_int_eq(template_check(rows[_i].text, &err), rows[_i].want ? 0 : WEIR_E_INVALID);
	ck_assert_msg(rows[_i].want || strstr(err.message, "weir/template"), "%s", err.message);
	weir_error_done(&err);
}
END_TEST

START_TEST(finding)
{
	WEIR_CLEAN_JSON json_t *alert =
		json_loads("{\"metadata\": {\"annotations\": {\"weir/template\": \"x\"}}}", 0, NULL);
	WEIR_CLEAN_JSON json_t *none = json_loads("{\"metadata\": {}}", 0, NULL);

	ck_assert_str_eq(template_of(alert), "x");
	ck_assert_ptr_null(template_of(none));
	ck_assert_ptr_null(template_of(NULL));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("notify-template");
	TCase *tc = tcase_create("template");

	tcase_add_loop_test(tc, rendering, 0, (int)(sizeof(rows) / sizeof(rows[0])));
	tcase_add_test(tc, finding);
	suite_add_tcase(suite, tc);
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
