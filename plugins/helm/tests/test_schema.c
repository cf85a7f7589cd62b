/* SPDX-License-Identifier: Apache-2.0 */
/* test_schema.c - JSON Schema: what is valid, what is said of the rest, which schemas are refused. */
#include "../schema/schema.h"

#include <check.h>
#include <stdlib.h>

#include <weir/yaml.h>

#define D4      "'$schema':'http://json-schema.org/draft-04/schema#',"
#define D7      "'$schema':'http://json-schema.org/draft-07/schema#',"
#define D19     "'$schema':'https://json-schema.org/draft/2019-09/schema',"
#define ROWS(t) (int)(sizeof(t) / sizeof((t)[0]))

static char *quotes(const char *text)
{
	char *copy = weir_strdup(text), *p;

	for (p = copy; *p; p++)
		if (*p == '\'')
			*p = '"';
	return copy;
}

static int check_text(const char *schema, const char *value, bool remote, struct weir_strbuf *report)
{
	struct weir_arena *arena = weir_arena_new();
	struct weir_error err = WEIR_ERROR_INIT;
	char *s = quotes(schema), *v = quotes(value);
	json_t *json = json_loads(v, JSON_DECODE_ANY, NULL);
	struct value values = value_of_json(arena, json, false);
	struct schema *compiled = NULL;
	int rc = schema_compile(s, strlen(s), remote, &compiled, &err);

	ck_assert_ptr_nonnull(json);
	if (rc)
		weir_strbuf_adds(report, err.message);
	else
		rc = !schema_validate(compiled, &values, report);
	if (!rc)
		ck_assert_ptr_null(report->data);
	schema_free(compiled);
	weir_error_done(&err);
	json_decref(json);
	free(s);
	free(v);
	weir_arena_free(arena);
	return rc;
}

static const struct {
	const char *schema, *value, *says; /* "": valid */
} cases[] = {
	{ "{}", "{'a':1}", "" },
	{ "true", "1", "" },
	{ "false", "1", "- at '': false schema\n" },
	{ "{'type':'integer'}", "1.0", "" },
	{ "{'type':'integer'}", "1.5", "- at '': got number, want integer\n" },
	{ "{'type':['null','object']}", "'x'", "- at '': got string, want null or object\n" },
	{ "{'enum':['a',1,null]}", "'b'", "- at '': value must be one of 'a', 1, <nil>\n" },
	{ "{'enum':[[1.0]]}", "[1]", "" },
	{ "{'const':{'a':[1]}}", "{'a':[1.0]}", "" },
	{ "{'properties':{'a':{'minimum':70000}}}", "{'a':5}", "- at '/a': minimum: got 5, want 70,000\n" },
	{ "{'maximum':2}", "1234567", "- at '': maximum: got 1.234567×10⁰⁶, want 2\n" },
	{ "{" D4 "'minimum':5,'exclusiveMinimum':true}", "5", "- at '': exclusiveMinimum: got 5, want 5\n" },
	{ "{'exclusiveMaximum':5}", "4.9", "" },
	{ "{'multipleOf':0.1}", "0.3", "" },
	{ "{'multipleOf':0.01}", "0.305", "- at '': multipleOf: got 0.305, want 0.01\n" },
	{ "{'multipleOf':3}", "1e30", "- at '': multipleOf: got 1×10³⁰, want 3\n" },
	{ "{'multipleOf':2.5}", "10", "" },
	{ "{'multipleOf':20}", "10", "- at '': multipleOf: got 10, want 20\n" },
	{ "{'minLength':2}", "'é'", "- at '': minLength: got 1, want 2\n" },
	{ "{'pattern':'^a+$'}", "'ab'", "- at '': 'ab' does not match pattern '^a+$'\n" },
	{ "{'required':['a','b']}", "{'b':1}", "- at '': missing property 'a'\n" },
	{ "{'required':['a','b']}", "{}", "- at '': missing properties 'a', 'b'\n" },
	{ "{'properties':{'a':true},'additionalProperties':false}", "{'a':1,'c':1,'b':1}",
	  "- at '': additional properties 'b', 'c' not allowed\n" },
	{ "{'patternProperties':{'^x-':{'type':'string'}},'additionalProperties':{'type':'null'}}", "{'x-a':1,'b':1}",
	  "- at '/b': got number, want null\n- at '/x-a': got number, want string\n" },
	{ "{'properties':{'a/b~c':{'type':'null'}}}", "{'a/b~c':1}", "- at '/a~1b~0c': got number, want null\n" },
	{ "{'items':{'type':'string'}}", "['a',1]", "- at '/1': got number, want string\n" },
	{ "{'prefixItems':[true],'items':false}", "[1,2]", "- at '/1': false schema\n" },
	{ "{" D7 "'items':[true],'additionalItems':false}", "[1,2,3]",
	  "- at '': last 2 additionalItem(s) not allowed\n" },
	{ "{'uniqueItems':true}", "[{'a':1},2,{'a':1.0}]", "- at '': items at 0 and 2 are equal\n" },
	{ "{'contains':{'const':1},'minContains':2}", "[1,2]",
	  "- at '': min 2 items required to match contains schema, but matched 1 items at 0\n  - at '/1': value must "
	  "be 1\n" },
	{ "{'anyOf':[{'type':'null'},{'minLength':3}]}", "'ab'",
	  "- at '': 'anyOf' failed\n  - at '': got string, want null\n  - at '': minLength: got 2, want 3\n" },
	{ "{'oneOf':[{'type':'integer'},{'minimum':2}]}", "3", "- at '': 'oneOf' failed, subschemas 0, 1 matched\n" },
	{ "{'not':{'type':'null'}}", "null", "- at '': 'not' failed\n" },
	{ "{'if':{'required':['a']},'then':{'required':['b']},'else':{'required':['c']}}", "{'a':1}",
	  "- at '': missing property 'b'\n" },
	{ "{'if':{'required':['a']},'then':{'required':['b']},'else':{'required':['c']}}", "{}",
	  "- at '': missing property 'c'\n" },
	{ "{'$ref':'#/$defs/x','$defs':{'x':{'type':'null'}}}", "1", "- at '': got number, want null\n" },
	{ "{" D7 "'$ref':'#/definitions/x','type':'null','definitions':{'x':{}}}", "1", "" },
	{ "{'properties':{'a':{'$ref':'#'}},'additionalProperties':false}", "{'a':{'a':{'b':1}}}",
	  "- at '/a/a': additional properties 'b' not allowed\n" },
	{ "{'$ref':'#here','$defs':{'x':{'$anchor':'here','type':'null'}}}", "1", "- at '': got number, want null\n" },
	{ "{'$id':'https://e.example/s','$ref':'x','$defs':{'x':{'$id':'x','type':'null'}}}", "1",
	  "- at '': got number, want null\n" },
	{ "{'properties':{'a':true},'allOf':[{'properties':{'b':true}}],'unevaluatedProperties':false}",
	  "{'a':1,'b':1,'c':1}", "- at '/c': false schema\n" },
	{ "{'$ref':'#/$defs/"
	  "t','$defs':{'t':{'$dynamicAnchor':'n','properties':{'c':{'$dynamicRef':'#n'}},'type':'object'}}}",
	  "{'c':{'c':1}}", "- at '/c/c': got number, want object\n" },
	{ "{" D19 "'$recursiveAnchor':true,'properties':{'c':{'$recursiveRef':'#'}},'type':'object'}", "{'c':{'c':1}}",
	  "- at '/c/c': got number, want object\n" },
	{ "{" D7 "'format':'ipv4'}", "'1.2.3'", "- at '': '1.2.3' is not valid ipv4: expected four decimals\n" },
	{ "{'format':'ipv4'}", "'1.2.3'", "" },
	{ "{'propertyNames':{'maxLength':1}}", "{'ab':1}",
	  "- at '': invalid propertyName 'ab'\n  - at '': maxLength: got 2, want 1\n" },
	{ "{" D7 "'dependencies':{'a':['b'],'c':{'required':['d']}}}", "{'a':1,'c':1}",
	  "- at '': properties 'b' required, if 'a' exists\n- at '': missing property 'd'\n" },
	{ "{'$ref':'urn:anything'}", "1", "" },
};

START_TEST(values_are_validated)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf report = WEIR_STRBUF_INIT;
	int rc = check_text(cases[_i].schema, cases[_i].value, false, &report);

	ck_assert_str_eq(report.data ? report.data : "", cases[_i].says);
	ck_assert_int_eq(rc != 0, *cases[_i].says != '\0');
}
END_TEST

static const struct {
	const char *schema, *says;
} refused[] = {
	{ "{bad", "" },
	{ "[]", "schema#'\n- at '': got array, want boolean or object" },
	{ "{'type':'strnig'}", "at '/type'" },
	{ "{'required':'a'}", "at '/required'" },
	{ "{'required':['a','a']}", "at '/required'" },
	{ "{'properties':{'a':{'minLength':-1}}}", "at '/properties/a/minLength'" },
	{ "{'pattern':'('}", "at '/pattern'" },
	{ "{'allOf':[]}", "at '/allOf'" },
	{ "{'$ref':'#/nope'}", "json-pointer in \"file:///values.schema.json#/nope\" not found" },
	{ "{'$ref':'#nope'}", "anchor in" },
	{ "{'$ref':'https://127.0.0.1:9/x.json'}", "nothing is fetched" },
	{ "{'$ref':'file:///dev/zero'}", "nothing is fetched" },
	{ "{'$ref':'../../etc/passwd'}", "nothing is fetched" },
	{ "{'$schema':'https://example.com/own'}", "nothing is fetched" },
	{ "{" D4 "'exclusiveMinimum':true}", "properties 'minimum' required" },
	{ "{'$defs':{'a':{'$anchor':'x'},'b':{'$anchor':'x'}}}", "duplicate anchor" },
	{ "{'$anchor':''}",
	  "validation failed with 'https://json-schema.org/draft/2020-12/schema#'\n- at '': 'allOf' failed\n"
	  "  - at '/$anchor': '' does not match pattern '^[A-Za-z_][-A-Za-z0-9._]*$'" },
	{ "{'properties':{'a':{'$anchor':'1a'}}}", "\n- at '': 'allOf' failed\n  - at '/properties/a': 'allOf' failed\n"
						   "    - at '/properties/a/$anchor': '1a' does not match pattern" },
	{ "{'$schema':'https://json-schema.org/draft/2019-09/schema','$anchor':'_a'}",
	  "'_a' does not match pattern '^[A-Za-z][-A-Za-z0-9.:_]*$'" },
	{ "{'$dynamicAnchor':'a:b'}", "at '/$dynamicAnchor': 'a:b' does not match" },
	{ "{'$id':'http://x/#a'}", "at '/$id': 'http://x/#a' does not match pattern '^[^#]*#?$'" },
	{ "{'$id':'%'}", "error in parsing id at \"file:///values.schema.json#\"" },
	{ "{" D4 "'minimum':'x'}", "draft-04/schema#'\n- at '/minimum': got string, want number" },
};

START_TEST(schemas_are_refused)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf report = WEIR_STRBUF_INIT;

	ck_assert_int_eq(check_text(refused[_i].schema, "{}", false, &report), WEIR_E_INVALID);
	ck_assert_msg(strstr(report.data, refused[_i].says), "%s", report.data);
}
END_TEST

START_TEST(what_lies_elsewhere_may_be_passed_over)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf report = WEIR_STRBUF_INIT;

	ck_assert_int_eq(check_text("{'properties':{'a':{'$ref':'https://e.example/x.json'},'b':{'type':'null'}}}",
				    "{'a':1,'b':1}", true, &report),
			 1);
	ck_assert_str_eq(report.data, "- at '/b': got number, want null\n");
}
END_TEST

/* Endless in one way or the other: they end with a word, not with a crash. */
START_TEST(no_end)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf report = WEIR_STRBUF_INIT, deep = WEIR_STRBUF_INIT;
	int i;

	ck_assert_int_eq(check_text("{'$ref':'#'}", "{}", false, &report), 1);
	ck_assert_str_eq(
		report.data,
		"- at '': both /$ref and  resolve to \"file:///values.schema.json#\" causing reference cycle\n");
	weir_strbuf_clear(&report);
	ck_assert_int_eq(check_text("{'properties':{'a/b':{'allOf':[{'$ref':'#/properties/a~1b'}]}}}", "{'a/b':1}",
				    false, &report),
			 1);
	ck_assert_str_eq(
		report.data,
		"- at '/a~1b': 'allOf' failed\n  - at '/a~1b': both /properties/a~1b/allOf/0/$ref and /properties/a~1b "
		"resolve to \"file:///values.schema.json#/properties/a~1b\" causing reference cycle\n");
	weir_strbuf_clear(&report);
	ck_assert_int_eq(check_text("{'$ref':'#/$defs/a','$defs':{'a':{'$ref':'#/$defs/b'},'b':{'$ref':'#/$defs/a'}}}",
				    "{}", false, &report),
			 1);
	weir_strbuf_clear(&report);
	for (i = 0; i < 1500; i++)
		weir_strbuf_adds(&deep, "{'not':");
	weir_strbuf_adds(&deep, "{}");
	for (i = 0; i < 1500; i++)
		weir_strbuf_addc(&deep, '}');
	ck_assert_int_eq(check_text(deep.data, "{}", false, &report), WEIR_E_INVALID);
}
END_TEST

int main(void)
{
	TCase *tc = tcase_create("schema");
	Suite *s = suite_create("helm-schema");
	SRunner *sr;
	int failed;

	tcase_add_loop_test(tc, values_are_validated, 0, ROWS(cases));
	tcase_add_loop_test(tc, schemas_are_refused, 0, ROWS(refused));
	tcase_add_test(tc, what_lies_elsewhere_may_be_passed_over);
	tcase_add_test(tc, no_end);
	suite_add_tcase(s, tc);
	sr = srunner_create(s);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? 1 : 0;
}
