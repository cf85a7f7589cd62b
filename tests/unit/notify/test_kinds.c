/* SPDX-License-Identifier: Apache-2.0 */
/* What is wrong with an Alert or Provider, by the name of the field. */
#include <check.h>
#include <stdlib.h>

#include "notify/kinds.h"

#define A(spec) "{\"spec\": {" spec "}}"
#define REF     "\"providerRef\": {\"name\": \"p\"},"
#define SOURCES "\"eventSources\": [{\"kind\": \"K\", \"name\": \"*\"}]"

static const struct {
	const char *name, *object;
	bool provider;
	const char *says; /* NULL: fine */
} rows[] = {
	{ "smallest Alert", A(REF SOURCES), false, NULL },
	{ "all of an Alert",
	  A(REF "\"eventSeverity\": \"error\", \"inclusionList\": [\"a\"], \"exclusionList\": [], \"eventMetadata\": "
		"{\"a\": "
		"\"b\"}, \"summary\": \"s\", \"suspend\": false, \"eventSources\": [{\"kind\": \"K\", \"name\": \"*\", "
		"\"namespace\": \"n\", \"matchLabels\": {\"a\": \"b\"}}]"),
	  false, NULL },
	{ "no provider", A(SOURCES), false, "spec.providerRef.name: is required" },
	{ "empty provider", A("\"providerRef\": {\"name\": \"\"}," SOURCES), false, "spec.providerRef.name: is empty" },
	{ "no sources", A("\"providerRef\": {\"name\": \"p\"}"), false, "spec.eventSources: is required" },
	{ "empty sources", A(REF "\"eventSources\": []"), false, "spec.eventSources: is empty" },
	{ "sources no list", A(REF "\"eventSources\": {}"), false, "spec.eventSources: must be a list" },
	{ "source without kind", A(REF "\"eventSources\": [{\"kind\": \"K\", \"name\": \"a\"}, {\"name\": \"a\"}]"),
	  false, "spec.eventSources[1].kind: is required" },
	{ "source without name", A(REF "\"eventSources\": [{\"kind\": \"K\"}]"), false,
	  "spec.eventSources[0].name: is required" },
	{ "source no map", A(REF "\"eventSources\": [7]"), false, "spec.eventSources[0].kind: is required" },
	{ "labels with a name",
	  A(REF "\"eventSources\": [{\"kind\": \"K\", \"name\": \"a\", \"matchLabels\": {\"a\": \"b\"}}]"), false,
	  "spec.eventSources[0].matchLabels: needs name: '*'" },
	{ "severity", A(REF SOURCES ", \"eventSeverity\": \"warning\""), false,
	  "spec.eventSeverity: must be info or error" },
	{ "pattern no text", A(REF SOURCES ", \"inclusionList\": [\"a\", 1]"), false,
	  "spec.inclusionList[1]: must be a text" },
	{ "metadata no text", A(REF SOURCES ", \"eventMetadata\": {\"a\": 1}"), false,
	  "spec.eventMetadata.a: must be a text" },
	{ "suspend no bool", A(REF SOURCES ", \"suspend\": \"yes\""), false, "spec.suspend: must be true or false" },
	{ "smallest Provider", A("\"type\": \"t\""), true, NULL },
	{ "all of a Provider",
	  A("\"type\": \"t\", \"address\": \"https://x\", \"channel\": \"c\", \"username\": \"u\", \"timeout\": "
	    "\"5s\", "
	    "\"secretRef\": {\"name\": \"s\"}, \"certSecretRef\": {\"name\": \"s\"}, \"proxySecretRef\": {\"name\": "
	    "\"s\"}, "
	    "\"suspend\": true, \"interval\": \"1h\""),
	  true, NULL },
	{ "no type", A(""), true, "spec.type: is required" },
	{ "empty type", A("\"type\": \"\""), true, "spec.type: is empty" },
	{ "bad timeout", A("\"type\": \"t\", \"timeout\": \"1d\""), true, "spec.timeout: " },
	{ "no timeout", A("\"type\": \"t\", \"timeout\": \"0s\""), true, "spec.timeout: must be longer than 0" },
	{ "address no text", A("\"type\": \"t\", \"address\": 1"), true, "spec.address: must be a text" },
	{ "secret without name", A("\"type\": \"t\", \"secretRef\": {\"name\": \"\"}"), true,
	  "spec.secretRef.name: is empty" },
};

/* Annotations count too. */
START_TEST(a_template_that_is_none)
{
	WEIR_CLEAN_JSON json_t *object = json_loads(rows[0].object, 0, NULL);
	struct weir_error err = WEIR_ERROR_INIT;
	json_t *meta = json_object();

	json_object_set_new(meta, "annotations", json_pack("{s:s}", "weir/template", "{{ .message }}"));
	json_object_set_new(object, "metadata", meta);
	ck_assert_int_eq(kinds_check_alert(object, &err), 0);
	json_object_set_new(json_object_get(meta, "annotations"), "weir/template", json_string("{{ message }}"));
	ck_assert_int_eq(kinds_check_alert(object, &err), WEIR_E_INVALID);
	ck_assert_msg(strstr(err.message, "metadata.annotations[weir/template]: at character 1"), "%s", err.message);
	weir_error_done(&err);
}
END_TEST

START_TEST(checking)
{
	WEIR_CLEAN_JSON json_t *object = json_loads(rows[_i].object, 0, NULL);
	struct weir_error err = WEIR_ERROR_INIT;
	int code = rows[_i].provider ? kinds_check_provider(object, &err) : kinds_check_alert(object, &err);

	ck_assert_msg(object != NULL, "%s: bad row", rows[_i].name);
	ck_assert_msg(code == (rows[_i].says ? WEIR_E_INVALID : 0), "%s: code %d", rows[_i].name, code);
	ck_assert_msg(!rows[_i].says || !strncmp(err.message, rows[_i].says, strlen(rows[_i].says)), "%s: says '%s'",
		      rows[_i].name, err.message);
	weir_error_done(&err);
}
END_TEST

START_TEST(an_address_that_is_too_long)
{
	char text[3000];
	struct weir_error err = WEIR_ERROR_INIT;

	memset(text, 'a', sizeof(text));
	WEIR_CLEAN_JSON json_t *object =
		json_pack("{s:{s:s, s:o}}", "spec", "type", "t", "address", json_stringn(text, 2049));
	ck_assert_int_eq(kinds_check_provider(object, &err), WEIR_E_INVALID);
	ck_assert_str_eq(err.message, "spec.address: is longer than 2048 bytes");
	weir_error_done(&err);
}
END_TEST

START_TEST(timeouts)
{
	WEIR_CLEAN_JSON json_t *none = json_loads("{\"spec\": {}}", 0, NULL);
	WEIR_CLEAN_JSON json_t *five = json_loads("{\"spec\": {\"timeout\": \"5s\"}}", 0, NULL);
	WEIR_CLEAN_JSON json_t *bad = json_loads("{\"spec\": {\"timeout\": \"5\"}}", 0, NULL);

	ck_assert_int_eq(kinds_timeout(none), NOTIFY_TIMEOUT_PRESET);
	ck_assert_int_eq(kinds_timeout(five), 5000);
	ck_assert_int_eq(kinds_timeout(bad), NOTIFY_TIMEOUT_PRESET);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("notify-kinds");
	TCase *tc = tcase_create("kinds");

	tcase_add_loop_test(tc, checking, 0, (int)(sizeof(rows) / sizeof(rows[0])));
	tcase_add_test(tc, a_template_that_is_none);
	tcase_add_test(tc, an_address_that_is_too_long);
	tcase_add_test(tc, timeouts);
	suite_add_tcase(suite, tc);
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
