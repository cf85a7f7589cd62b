/* SPDX-License-Identifier: Apache-2.0 */
/* YAML written: looks of strings, layout, order of keys, numbers. */
#include <weir/yaml.h>
#include "run.h"

#define WORDS "aaaaaaa bbbbbbb ccccccc ddddddd eeeeeee fffffff ggggggg hhhhhhh iiiiiii "

static const struct {
	const char *json, *yaml; /* NULL: refused */
} values[] = {
	/* strings */
	{ "\"a\"", "a\n" },
	{ "\"\"", "\"\"\n" },
	{ "\"a b\"", "a b\n" },
	{ "\" a\"", "' a'\n" },
	{ "\"a: b\"", "'a: b'\n" },
	{ "\"a:b\"", "a:b\n" },
	{ "\"a #b\"", "'a #b'\n" },
	{ "\"- a\"", "'- a'\n" },
	{ "\"-a\"", "-a\n" },
	{ "\"---\"", "'---'\n" },
	{ "\"*a\"", "'*a'\n" },
	{ "\"it's\"", "it's\n" },
	{ "\"'a'\"", "'''a'''\n" },
	{ "\"1\"", "\"1\"\n" },
	{ "\"0x1F\"", "\"0x1F\"\n" },
	{ "\"1:30\"", "\"1:30\"\n" },
	{ "\"1:70\"", "1:70\n" },
	{ "\"yes\"", "\"yes\"\n" },
	{ "\"null\"", "\"null\"\n" },
	{ "\"~\"", "\"~\"\n" },
	{ "\"2001-01-01\"", "\"2001-01-01\"\n" },
	{ "\"<<\"", "<<\n" },
	{ "\"=\"", "=\n" },
	{ "\"a\\tb\"", "\"a\\tb\"\n" },
	{ "\"\\u0001\"", "\"\\x01\"\n" },
	{ "\"\xc3\xa9\"", "\xc3\xa9\n" },
	{ "\"\xf0\x9f\x98\x80\"", "\"\\U0001F600\"\n" },
	{ "\"\xef\xbb\xbf"
	  "a\"",
	  "\"\\uFEFF\\x61\"\n" },
	{ "\"\xc2\x80\"", NULL },
	{ "\"\x7f\"", NULL },
	{ "\"\xef\xbf\xbe\"", NULL },
	{ "\"a \xc2\x85 b\"", "a b\n" },
	/* several lines */
	{ "\"a\\nb\"", "|-\n  a\n  b\n" },
	{ "\"a\\nb\\n\"", "|\n  a\n  b\n" },
	{ "\"a\\n\\n\"", "|+\n  a\n\n" },
	{ "\"\\n\"", "|2+\n\n" },
	{ "\" a\\nb\"", "|2-\n   a\n  b\n" },
	{ "\"a \\nb\"", "\"a \\nb\"\n" },
	{ "\"a\\n b\"", "|-\n  a\n   b\n" },
	{ "\"a\\r\\nb\"", "\"a\\r\\nb\"\n" },
	/* folding at column 80 */
	{ "\"" WORDS WORDS "\"",
	  "'" WORDS "aaaaaaa bbbbbbb\n  ccccccc ddddddd eeeeeee fffffff ggggggg hhhhhhh iiiiiii '\n" },
	{ "{\"k\":\"" WORDS "x  y " WORDS "z\"}",
	  "k: " WORDS "x  y aaaaaaa\n  bbbbbbb ccccccc ddddddd eeeeeee fffffff ggggggg hhhhhhh iiiiiii z\n" },
	/* numbers */
	{ "[0, -1, 9223372036854775807]", "- 0\n- -1\n- 9223372036854775807\n" },
	{ "[1.5, 100.0, 1e6, 1234567.5, 1e21, 1e-7, -0.0]",
	  "- 1.5\n- 100\n- 1000000\n- 1.2345675e+06\n- 1e+21\n- 1e-07\n- 0\n" },
	{ "[true, false, null]", "- true\n- false\n- null\n" },
	/* layout */
	{ "{}", "{}\n" },
	{ "[]", "[]\n" },
	{ "{\"a\":{},\"b\":[],\"c\":[[],{}]}", "a: {}\nb: []\nc:\n- []\n- {}\n" },
	{ "{\"a\":{\"b\":{\"c\":1}}}", "a:\n  b:\n    c: 1\n" },
	{ "{\"a\":[1,[2,[3]],{\"b\":[4]}]}", "a:\n- 1\n- - 2\n  - - 3\n- b:\n  - 4\n" },
	{ "[{\"a\":1,\"b\":2},{\"c\":\"x\\ny\\n\"}]", "- a: 1\n  b: 2\n- c: |\n    x\n    y\n" },
	{ "{\"a\":\"x\\ny\",\"b\":1}", "a: |-\n  x\n  y\nb: 1\n" },
	/* keys */
	{ "{\"a10\":1,\"a9\":2,\"B\":3,\"a\":4,\"_\":5,\"1\":6,\"10\":7,\"9\":8}",
	  "_: 5\n\"1\": 6\n\"9\": 8\n\"10\": 7\nB: 3\na: 4\na9: 2\na10: 1\n" },
	{ "{\"y\":1,\"\":2,\"a b\":3,\"c: d\":4}", "\"\": 2\na b: 3\n'c: d': 4\n\"y\": 1\n" },
	{ "{\"a\\nb\":1}", "? |-\n  a\n  b\n: 1\n" },
	{ "{\"a\\nb\":{\"c\":[1]}}", "? |-\n  a\n  b\n: c:\n  - 1\n" },
	{ "{\"a\\nb\":[1,2]}", "? |-\n  a\n  b\n: - 1\n  - 2\n" },
};

START_TEST(values_as_goyaml_writes_them)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	struct weir_error err = WEIR_ERROR_INIT;
	json_t *j = weir_json_load("j", values[_i].json, strlen(values[_i].json), &err), *back;
	int rc;

	ck_assert_msg(j != NULL, "%s: %s", values[_i].json, err.message);
	rc = weir_yaml_dump(&sb, j, &err);
	if (!values[_i].yaml) {
		ck_assert_int_eq(rc, WEIR_E_INVALID);
		ck_assert_uint_eq(sb.len, 0);
	} else {
		ck_assert_int_eq(rc, 0);
		ck_assert_msg(strcmp(sb.data, values[_i].yaml) == 0, "%s:\n%s instead of\n%s", values[_i].json, sb.data,
			      values[_i].yaml);
		/* What is written reads as what it was. */
		back = weir_yaml_load("f", sb.data, sb.len, WEIR_YAML_V2, &err);
		ck_assert_msg(back != NULL, "%s: %s", sb.data, err.message);
		if (!strchr(values[_i].json, '.') && !strstr(values[_i].json, "\xc2\x85"))
			ck_assert_msg(json_equal(j, back), "%s", sb.data);
		json_decref(back);
	}
	json_decref(j);
	weir_error_done(&err);
}
END_TEST

START_TEST(a_long_key_has_a_question_mark)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	char key[130];
	json_t *j;

	memset(key, 'k', sizeof(key));
	key[128] = '\0';
	j = json_pack("{s:i}", key, 1);
	ck_assert_int_eq(weir_yaml_dump(&sb, j, NULL), 0);
	ck_assert_str_eq(sb.data + 128, ": 1\n");
	json_decref(j);
	weir_strbuf_clear(&sb);
	key[128] = 'k';
	key[129] = '\0';
	j = json_pack("{s:i}", key, 1);
	ck_assert_int_eq(weir_yaml_dump(&sb, j, NULL), 0);
	ck_assert_int_eq(strncmp(sb.data, "? kk", 4), 0);
	ck_assert_str_eq(sb.data + 2 + 129, "\n: 1\n");
	json_decref(j);
}
END_TEST

START_TEST(one_string_in_a_place)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	ck_assert_int_eq(weir_yaml_dump_string(&sb, "a\nb", 3, 4, 6, false, NULL), 0);
	ck_assert_str_eq(sb.data, "|-\n    a\n    b");
	weir_strbuf_clear(&sb);
	ck_assert_int_eq(weir_yaml_dump_string(&sb, "yes", 3, 0, 0, true, NULL), 0);
	ck_assert_str_eq(sb.data, "\"yes\"");
	ck_assert_int_eq(weir_yaml_dump_string(&sb, "\x7f", 1, 0, 0, false, NULL), WEIR_E_INVALID);
}
END_TEST

/* In goyaml's order. */
static const char *const keys[] = {
	"",   "!",  "-",  "0",  "00",  "1",  "01",  "2",    "10", "A",  "B", "a",
	"a-", "a_", "a0", "a1", "a01", "a2", "a10", "a10b", "aB", "ab", "b", "\xc3\xa9",
};

START_TEST(natural_order)
{
	int k;

	for (k = _i + 1; k < ROWS(keys); k++) {
		ck_assert_msg(weir_yaml_key_compare(keys[_i], strlen(keys[_i]), keys[k], strlen(keys[k])) < 0,
			      "%s before %s", keys[_i], keys[k]);
		ck_assert_msg(weir_yaml_key_compare(keys[k], strlen(keys[k]), keys[_i], strlen(keys[_i])) > 0,
			      "%s behind %s", keys[k], keys[_i]);
	}
	ck_assert_int_eq(weir_yaml_key_compare(keys[_i], strlen(keys[_i]), keys[_i], strlen(keys[_i])), 0);
}
END_TEST

static void add(TCase *tc)
{
	tcase_add_loop_test(tc, values_as_goyaml_writes_them, 0, ROWS(values));
	tcase_add_test(tc, a_long_key_has_a_question_mark);
	tcase_add_test(tc, one_string_in_a_place);
	tcase_add_loop_test(tc, natural_order, 0, ROWS(keys));
}

int main(void)
{
	return run_tests("yaml-write", add);
}
