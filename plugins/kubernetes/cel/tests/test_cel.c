/* SPDX-License-Identifier: Apache-2.0 */
/* One expression a row over one object: its value with its type, or a part of the refusal after '!'. */
#include <check.h>
#include <stdlib.h>
#include "cel.h"

#define OBJECT                                                                                                      \
	"{\"metadata\":{\"name\":\"web\",\"generation\":3,\"labels\":{\"a.b/c\":\"x\"}},\"spec\":{\"replicas\":2}," \
	"\"status\":{\"phase\":\"Ready\",\"ratio\":0.5,\"nothing\":null,\"list\":[1,2,3],\"conditions\":["          \
	"{\"type\":\"Ready\",\"status\":\"True\"},{\"type\":\"Healthy\",\"status\":\"False\",\"reason\":\"X\"}]}}"

static const struct {
	const char *expr, *want;
} rows[] = {
	/* as in surveyed repositories */
	{ "status.conditions.filter(e, e.type == 'Ready').all(e, e.status == 'True')", "true" },
	{ "status.conditions.exists(e, e.type == 'Healthy' && e.status == 'False')", "true" },
	{ "status.phase in ['Ready', 'Idle']", "true" },
	{ "has(status.conditions) && metadata.generation != status.?observedGeneration.orValue(0)", "true" },
	{ "status.conditions.map(c, c.type).join('+')", "\"Ready+Healthy\"" },
	{ "status.conditions.filter(e, has(e.reason)).size()", "1" },
	{ "metadata.labels['a.b/c']", "\"x\"" },
	/* literals */
	{ "[1, 1u, 0x1F, 1.5, -3, true, null, b'a', \"\\u00e9\\n\", r'\\n', '''a\nb''']",
	  "[1, 1u, 31, double(1.5), -3, true, null, bytes(61), \"\303\251\\n\", \"\\\\n\", \"a\\nb\"]" },
	{ "{'b': 1, 'a': {true: 2}}", "{\"a\": {true: 2}, \"b\": 1}" },
	{ "-9223372036854775808", "-9223372036854775808" },
	{ "1 // behind it\n + 2", "3" },
	/* operators */
	{ "1 + 2 * 3 - 4 / 2 % 3", "5" },
	{ "!(1 < 2) || 'a' < 'b' ? 'yes' : 'no'", "\"yes\"" },
	{ "1 == 1u && 1.0 == 1 && 1 < 1.5 && 2u > 1", "true" },
	{ "[1, 2] + [3] == status.list", "true" },
	{ "'a' == 1", "false" },
	{ "status.none == 1 || true", "true" },
	{ "false && status.none", "false" },
	{ "9223372036854775807 + 1", "!1:21: the number leaves its range" },
	{ "1 / 0", "!division by zero" },
	{ "1 + 1.0", "!+ is not defined for (int, double)" },
	{ "true && 1", "!&& is not defined for (int)" },
	/* fields */
	{ "has(status.phase) && !has(status.none) && has(status.nothing)", "true" },
	{ "has(none.phase)", "!there is no none" },
	{ "status.none", "!1:7: there is no none" },
	{ "status.phase.x", "!a string has no fields" },
	{ "status.list[1] + status.list[2u]", "5" },
	{ "status.list[3]", "!there is no [3]" },
	{ "status.?none.deeper.hasValue()", "false" },
	{ "status[?'phase'].value()", "\"Ready\"" },
	{ "optional.of(1).optMap(x, x + 1)", "optional(2)" },
	/* loops */
	{ "status.list.exists_one(i, i > 2)", "true" },
	{ "status.list.map(i, i > 1, i * 10)", "[20, 30]" },
	{ "[1, 'a', 3].exists(i, i + 1 == 4)", "true" },
	{ "[1, 'a', 3].all(i, i + 1 > 1)", "!+ is not defined for (string, int)" },
	{ "{'a': 1}.all(k, k == 'a')", "true" },
	{ "[1].map(metadata, metadata)", "[1]" },
	/* functions */
	{ "size('h\303\251') + size([1]) + {}.size()", "3" },
	{ "'abc'.startsWith('ab') && 'abc'.endsWith('bc') && 'abc'.contains('b') && 'abc'.matches('^a.c$')", "true" },
	{ "type(1) == int && type([]) == list && type(int) == type", "true" },
	{ "[int('12'), int(1.9), uint('3'), double('1e3'), string(1.0), string(1e21), bool('true')]",
	  "[12, 1, 3u, double(1000), \"1\", \"1e+21\", true]" },
	{ "timestamp('2024-02-29T12:00:00+02:00') - timestamp('2024-02-29T10:00:00Z') == duration('0s')", "true" },
	{ "string(timestamp('2024-12-31T23:59:59.5Z') + duration('1h30m'))", "\"2025-01-01T01:29:59.5Z\"" },
	{ "duration('90m').getHours() + timestamp(0).getFullYear()", "1971" },
	{ "'a,b,c'.split(',', 2) + ['x'.upperAscii(), 'abc'.substring(1, 2), 'aXa'.replace('a', 'b')]",
	  "[\"a\", \"b,c\", \"X\", \"b\", \"bXb\"]" },
	{ "sets.contains([1, 2], [2]) && base64.encode(b'hi') == 'aGk='", "true" },
	/* what is refused when it is read */
	{ "1 +", "!1:4: the expression ends where a value is missing" },
	{ "status.phase == 'Ready", "!1:23: a text in quotes has no end" },
	{ "a\n  .b)", "!2:5: the expression should end before ')'" },
	{ "nope(1)", "!1:1: there is no function nope()" },
	{ "size()", "!size() is not called like this" },
	{ "has(a)", "!has() needs a field" },
	{ "[1].all(1, true)", "!must be the name of a variable" },
	{ "package == 1", "!'package' is a reserved word" },
	{ "Foo{a: 1}", "!messages ('Foo{...}') are not part of the language here" },
	{ "9223372036854775808", "!too large" },
	{ "a # b", "!the character '#' has no meaning" },
};

static json_t *object;

START_TEST(row)
{
	struct weir_error err = WEIR_ERROR_INIT;
	struct cel *cel = NULL;
	char *value = NULL;
	int rc = cel_parse(rows[_i].expr, &cel, &err);

	if (!rc)
		rc = cel_eval_text(cel, object, &value, &err);
	if (*rows[_i].want == '!') {
		ck_assert_msg(rc == WEIR_E_INVALID, "%s gives %s", rows[_i].expr, value);
		ck_assert_msg(strstr(err.message, rows[_i].want + 1) != NULL, "%s: %s", rows[_i].expr, err.message);
	} else {
		ck_assert_msg(rc == 0, "%s: %s", rows[_i].expr, err.message);
		ck_assert_msg(!strcmp(value, rows[_i].want), "%s: %s", rows[_i].expr, value);
	}
	free(value);
	cel_free(cel);
	weir_error_done(&err);
}
END_TEST

/* An expression that would run for hours, or need all memory, ends with an error. */
START_TEST(work)
{
	static const char *const exprs[] = {
		"[1,2,3,4,5,6,7,8,9,10].all(a, [1,2,3,4,5,6,7,8,9,10].all(b, [1,2,3,4,5,6,7,8,9,10].all(c, "
		"[1,2,3,4,5,6,7,8,9,10].all(d, [1,2,3,4,5,6,7,8,9,10].all(e, [1,2,3,4,5,6,7,8,9,10].all(f, true))))))",
		"['0123456789abcdef'].map(a,a+a+a+a+a+a+a+a).map(a,a+a+a+a+a+a+a+a).map(a,a+a+a+a+a+a+a+a)"
		".map(a,a+a+a+a+a+a+a+a).map(a,a+a+a+a+a+a+a+a).map(a,a+a+a+a+a+a+a+a).map(a,a+a+a+a+a+a+a+a)",
		"[[1,2,3,4,5,6,7,8]].map(a,a+a+a+a+a+a+a+a).map(a,a+a+a+a+a+a+a+a).map(a,a+a+a+a+a+a+a+a)"
		".map(a,a+a+a+a+a+a+a+a).map(a,a+a+a+a+a+a+a+a).map(a,a+a+a+a+a+a+a+a).map(a,a+a+a+a+a+a+a+a)",
	};
	struct weir_error err = WEIR_ERROR_INIT;
	struct cel *cel = NULL;
	bool truth;

	ck_assert_int_eq(cel_parse(exprs[_i], &cel, &err), 0);
	ck_assert_int_eq(cel_eval_bool(cel, object, &truth, &err), WEIR_E_INVALID);
	ck_assert_ptr_nonnull(strstr(err.message, "too much work"));
	cel_free(cel);
	weir_error_done(&err);
}
END_TEST

/* Depth is refused when the expression is read, in whatever way it is reached. */
START_TEST(depth)
{
	static const char *const pieces[] = { "(", "[", "!(", "1+", "a.", "a?b:", "-(", "{1:", "size(" };
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	struct weir_error err = WEIR_ERROR_INIT;
	struct cel *cel = NULL;
	int i;

	for (i = 0; i < 5000; i++)
		weir_strbuf_adds(&sb, pieces[_i]);
	weir_strbuf_adds(&sb, "a");
	ck_assert_int_eq(cel_parse(sb.data, &cel, &err), WEIR_E_INVALID);
	ck_assert_msg(strstr(err.message, "nested too deeply") != NULL, "%s", err.message);
	weir_strbuf_done(&sb);
	weir_error_done(&err);
}
END_TEST

START_TEST(no_boolean)
{
	struct weir_error err = WEIR_ERROR_INIT;
	struct cel *cel = NULL;
	bool truth = false;

	ck_assert_int_eq(cel_parse("status.phase", &cel, &err), 0);
	ck_assert_int_eq(cel_eval_bool(cel, object, &truth, &err), WEIR_E_INVALID);
	ck_assert_str_eq(err.message, "1:1: the result is string, it must be bool");
	cel_free(cel);
	weir_error_done(&err);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("kubernetes-cel");
	TCase *tc = tcase_create("expressions");
	SRunner *runner;
	int failed;

	object = json_loads(OBJECT, 0, NULL);
	tcase_add_loop_test(tc, row, 0, sizeof(rows) / sizeof(*rows));
	tcase_add_loop_test(tc, work, 0, 3);
	tcase_add_loop_test(tc, depth, 0, 9);
	tcase_add_test(tc, no_boolean);
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	json_decref(object);
	return failed ? 1 : 0;
}
