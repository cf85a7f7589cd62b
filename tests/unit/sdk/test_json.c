/* SPDX-License-Identifier: Apache-2.0 */
/* JSON text as Go writes and reads it, numbers that jansson cannot hold, floats. */
#include <weir/yaml.h>
#include "run.h"

static const struct {
	double d;
	const char *text;
} floats[] = {
	{ 0, "0" },
	{ 1, "1" },
	{ -1.5, "-1.5" },
	{ 0.1, "0.1" },
	{ 100, "100" },
	{ 123456789, "123456789" },
	{ 1e20, "100000000000000000000" },
	{ 1e21, "1e+21" },
	{ 1.5e300, "1.5e+300" },
	{ 1e-6, "0.000001" },
	{ 1e-7, "1e-7" },
	{ 1.25e-9, "1.25e-9" },
	{ 5e-324, "5e-324" },
	{ 1.7976931348623157e308, "1.7976931348623157e+308" },
	{ 0.30000000000000004, "0.30000000000000004" },
	{ 1234567.875, "1234567.875" },
};

START_TEST(floats_as_go_writes_them)
{
	char text[32];

	ck_assert_uint_eq(weir_float_format(floats[_i].d, text), strlen(floats[_i].text));
	ck_assert_str_eq(text, floats[_i].text);
}
END_TEST

static const struct {
	const char *in, *out; /* NULL: refused */
} texts[] = {
	{ "{\"b\":1,\"a\":[true,false,null,\"x\"]}", "{\"a\":[true,false,null,\"x\"],\"b\":1}" },
	{ "\"<a> & \\u2028\\u2029\"", "\"\\u003ca\\u003e \\u0026 \\u2028\\u2029\"" },
	{ "\"\\u0001\\b\\f\\n\\r\\t\\\"\\\\/\"", "\"\\u0001\\b\\f\\n\\r\\t\\\"\\\\/\"" },
	{ "9223372036854775807", "9223372036854775807" },
	{ "9223372036854775808", "9223372036854776000" },
	{ "-9223372036854775808", "-9223372036854775808" },
	{ "123456789012345678901234567890", "1.2345678901234568e+29" },
	{ "[1e3, 1.0, 1e21, -0.5]", "[1000,1,1e+21,-0.5]" },
	{ "\"12345678901234567890 in a string\"", "\"12345678901234567890 in a string\"" },
	{ "{\"12345678901234567890\":12345678901234567890}", "{\"12345678901234567890\":12345678901234567000}" },
	{ "{\"a\":1,\"a\":2}", "{\"a\":2}" },
	{ "", NULL },
	{ "[1,]", NULL },
	{ "{} x", NULL },
	{ "1e999", NULL },
	{ "\"\xff\"", NULL },
	{ "nul", NULL },
};

START_TEST(json_texts)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	struct weir_error err = WEIR_ERROR_INIT;
	json_t *j = weir_json_load("a.json", texts[_i].in, strlen(texts[_i].in), &err);

	ck_assert_msg((j != NULL) == (texts[_i].out != NULL), "%s", texts[_i].in);
	if (j) {
		weir_json_dump(&sb, j, true);
		ck_assert_str_eq(sb.data, texts[_i].out);
	} else {
		ck_assert_int_eq(err.code, WEIR_E_INVALID);
		ck_assert_int_eq(strncmp(err.message, "a.json:", 7), 0);
	}
	json_decref(j);
	weir_error_done(&err);
}
END_TEST

START_TEST(plain_json_escapes_no_html)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	json_t *j = json_string("<&>\xe2\x80\xa8");

	weir_json_dump(&sb, j, false);
	ck_assert_str_eq(sb.data, "\"<&>\xe2\x80\xa8\"");
	json_decref(j);
}
END_TEST

START_TEST(numbers_beyond_64_bits_with_sign)
{
	json_t *j = weir_number_new("18446744073709551615"), *text = json_string("18446744073709551615");
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	ck_assert_str_eq(weir_number_text(j), "18446744073709551615");
	ck_assert_ptr_null(weir_number_text(text));
	ck_assert(!json_equal(j, text));
	weir_json_dump(&sb, j, false);
	ck_assert_str_eq(sb.data, "18446744073709551615");
	weir_strbuf_clear(&sb);
	ck_assert_int_eq(weir_yaml_dump(&sb, j, NULL), 0);
	ck_assert_str_eq(sb.data, "18446744073709551615\n");
	json_decref(j);
	json_decref(text);
}
END_TEST

static void add(TCase *tc)
{
	tcase_add_loop_test(tc, floats_as_go_writes_them, 0, ROWS(floats));
	tcase_add_loop_test(tc, json_texts, 0, ROWS(texts));
	tcase_add_test(tc, plain_json_escapes_no_html);
	tcase_add_test(tc, numbers_beyond_64_bits_with_sign);
}

int main(void)
{
	return run_tests("json", add);
}
