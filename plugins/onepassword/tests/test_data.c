/* SPDX-License-Identifier: Apache-2.0 */
/* An item to keys and values: which one wins, what is left out, files, single labels. */
#include "data.h"
#include "run.h"

static const struct {
	const char *name, *item;
	bool allow_empty;
	const char *want; /* {key: text} */
	int warnings;
} rows[] = {
	{ "fields", "{'fields': [{'label': 'username', 'value': 'u'}, {'label': 'password', 'value': 'p'}]}", false,
	  "{'username': 'u', 'password': 'p'}", 0 },
	{ "an item without anything", "{}", false, "{}", 0 },
	{ "nulls", "{'fields': null, 'urls': null, 'files': null}", false, "{}", 0 },
	{ "equal labels: the last", "{'fields': [{'label': 'a', 'value': '1'}, {'label': 'a', 'value': '2'}]}", false,
	  "{'a': '2'}", 0 },
	{ "sections do not count",
	  "{'fields': [{'label': 'a', 'value': '1', 'section': {'id': 'x'}}, {'label': 'a', 'value': '2', 'section': "
	  "{'id': 'y'}}]}",
	  false, "{'a': '2'}", 0 },
	{ "labels that make one key", "{'fields': [{'label': 'a b', 'value': '1'}, {'label': 'a-b', 'value': '2'}]}",
	  false, "{'a-b': '2'}", 0 },
	{ "no value", "{'fields': [{'label': 'a'}, {'label': 'b', 'value': ''}, {'label': 'c', 'value': 'x'}]}", false,
	  "{'c': 'x'}", 0 },
	{ "no value, allowed",
	  "{'fields': [{'label': 'a'}, {'label': 'b', 'value': ''}, {'label': 'c', 'value': 'x'}]}", true,
	  "{'a': '', 'b': '', 'c': 'x'}", 0 },
	{ "an empty one does not take a value away",
	  "{'fields': [{'label': 'a', 'value': '1'}, {'label': 'a', 'value': ''}]}", false, "{'a': '1'}", 0 },
	{ "an empty one does, when allowed", "{'fields': [{'label': 'a', 'value': '1'}, {'label': 'a', 'value': ''}]}",
	  true, "{'a': ''}", 0 },
	{ "a label that is no key", "{'fields': [{'label': '(!)', 'value': '1'}, {'label': '', 'value': '2'}]}", false,
	  "{}", 2 },
	{ "a label that is no key, without a value", "{'fields': [{'label': '(!)'}]}", false, "{}", 0 },
	{ "one-time passwords give their URI",
	  "{'fields': [{'label': 'otp', 'type': 'OTP', 'value': 'otpauth://totp/x?secret=AAAA', 'totp': '123456'}]}",
	  false, "{'otp': 'otpauth://totp/x?secret=AAAA'}", 0 },
	{ "URLs", "{'urls': [{'label': 'website', 'href': 'http://a'}, {'href': 'http://b'}]}", false,
	  "{'website': 'http://a'}", 0 },
	{ "equal URLs: the last", "{'urls': [{'label': 'w', 'href': '1'}, {'label': 'w', 'href': '2'}]}", false,
	  "{'w': '2'}", 0 },
	{ "equal URLs: the primary",
	  "{'urls': [{'label': 'w', 'href': '1', 'primary': true}, {'label': 'w', 'href': '2'}]}", false, "{'w': '1'}",
	  0 },
	{ "equal URLs: the last primary",
	  "{'urls': [{'label': 'w', 'href': '1', 'primary': true}, {'label': 'w', 'href': '2', 'primary': true}, "
	  "{'label': 'w', 'href': '3'}]}",
	  false, "{'w': '2'}", 0 },
	{ "fields over URLs", "{'urls': [{'label': 'w', 'href': '1'}], 'fields': [{'label': 'w', 'value': '2'}]}",
	  false, "{'w': '2'}", 0 },
	{ "an empty field leaves the URL",
	  "{'urls': [{'label': 'w', 'href': '1'}], 'fields': [{'label': 'w', 'value': ''}]}", false, "{'w': '1'}", 0 },
	{ "files", "{'files': [{'name': 'a.txt', 'id': 'A'}, {'name': 'b c', 'id': 'B'}]}", false,
	  "{'a.txt': 'bytes of A', 'b-c': 'bytes of B'}", 0 },
	{ "files where nobody is",
	  "{'fields': [{'label': 'a', 'value': '1'}], 'files': [{'name': 'a', 'id': 'fail'}, {'name': 'b', 'id': 'B'}, "
	  "{'name': 'b', 'id': 'fail'}]}",
	  false, "{'a': '1', 'b': 'bytes of B'}", 2 },
	{ "a file in place of an empty field",
	  "{'fields': [{'label': 'a', 'value': ''}], 'files': [{'name': 'a', 'id': 'A'}]}", false,
	  "{'a': 'bytes of A'}", 0 },
	{ "an empty field is there, when allowed",
	  "{'fields': [{'label': 'a', 'value': ''}], 'files': [{'name': 'a', 'id': 'A'}]}", true, "{'a': ''}", 1 },
	{ "empty files", "{'files': [{'name': 'a', 'id': ''}]}", false, "{}", 0 },
	{ "empty files, allowed", "{'files': [{'name': 'a', 'id': ''}]}", true, "{'a': ''}", 0 },
	{ "a file that cannot be had fails all",
	  "{'fields': [{'label': 'x', 'value': '1'}], 'files': [{'name': 'a', 'id': 'fail'}]}", false, NULL, 0 },
};

static int content(void *arg, const json_t *file, char **data, size_t *len, struct weir_error *err)
{
	const char *id = weir_get_str_or(file, "id", "");

	(void)arg;
	if (strcmp(id, "fail") == 0)
		return weir_fail(err, WEIR_E_TRANSIENT, NULL, "no answer");
	*data = *id ? weir_asprintf("bytes of %s", id) : weir_strdup("");
	*len = strlen(*data);
	return 0;
}

static const struct data_files files = { content, NULL };

static json_t *as_texts(const struct values *v)
{
	json_t *texts = json_object();

	for (size_t i = 0; i < v->count; i++)
		json_object_set_new(texts, v->rows[i].key, json_stringn(v->rows[i].data, v->rows[i].len));
	return texts;
}

START_TEST(items)
{
	WEIR_CLEAN_JSON json_t *item = read_json(rows[_i].item), *warnings = json_array(), *want = NULL, *got = NULL;
	CLEAN_VALUES struct values v = { 0 };
	struct weir_error err = WEIR_ERROR_INIT;
	int rc = data_of_item(item, rows[_i].allow_empty, &files, &v, warnings, &err);

	if (!rows[_i].want) {
		ck_assert_int_eq(rc, WEIR_E_TRANSIENT);
		ck_assert_msg(strstr(err.message, "file \"a\""), "%s", err.message);
	} else {
		ck_assert_msg(!rc, "%s: %s", rows[_i].name, err.message);
		want = read_json(rows[_i].want);
		got = as_texts(&v);
		WEIR_CLEAN_FREE char *text = json_dumps(got, 0);
		ck_assert_msg(json_equal(got, want), "%s: got %s", rows[_i].name, text);
		ck_assert_msg(json_array_size(warnings) == (size_t)rows[_i].warnings, "%s: %zu warnings", rows[_i].name,
			      json_array_size(warnings));
	}
	weir_error_done(&err);
}
END_TEST

static const char whole_item[] =
	"{'title': 't', 'sections': [{'id': 's1', 'label': 'prod'}, {'id': 's2', 'label': 'a/b'}, {'id': 's3'}],"
	" 'urls': [{'label': 'site', 'href': 'http://x', 'primary': true}, {'label': 'site', 'href': 'http://y'},"
	"  {'label': 'both', 'href': 'http://z'}],"
	" 'fields': [{'label': 'password', 'value': 'p0'},"
	"  {'label': 'password', 'value': 'p1', 'section': {'id': 's1'}},"
	"  {'label': 'password', 'value': 'p2', 'section': {'id': 's2'}},"
	"  {'label': 'password', 'value': 'p3', 'section': {'id': 's3'}},"
	"  {'label': 'x/y', 'value': 'xy'}, {'label': 'empty', 'value': ''}, {'label': 'both', 'value': 'f'},"
	"  {'label': 'my label', 'value': 'ml', 'section': {'id': 's1'}}],"
	" 'files': [{'name': 'f.txt', 'id': 'F'}, {'name': 'g.txt', 'id': 'G', 'section': {'id': 's1'}}]}";

static const struct {
	const char *label, *want; /* NULL: not found */
} labels[] = {
	{ "password", "p3" },   { "prod/password", "p1" }, { "a/b/password", "p2" },  { "s3/password", "p3" },
	{ "x/y", "xy" },        { "empty", "" },           { "both", "f" },           { "site", "http://x" },
	{ "my label", "ml" },   { "prod/my label", "ml" }, { "f.txt", "bytes of F" }, { "prod/g.txt", "bytes of G" },
	{ "prod/f.txt", NULL }, { "prod/site", NULL },     { "test/password", NULL }, { "Password", NULL },
	{ "", NULL },
};

START_TEST(single_labels)
{
	WEIR_CLEAN_JSON json_t *item = read_json(whole_item);
	CLEAN_VALUES struct values v = { 0 };
	bool found = true;
	int rc = data_of_label(item, labels[_i].label, &files, "key", &v, &found, NULL);

	ck_assert_int_eq(rc, 0);
	ck_assert_msg(found == (labels[_i].want != NULL), "%s", labels[_i].label);
	if (found)
		ck_assert_str_eq(values_get(&v, "key")->data, labels[_i].want);
	else
		ck_assert_uint_eq(v.count, 0);
}
END_TEST

START_TEST(bytes)
{
	WEIR_CLEAN_JSON json_t *data = NULL, *secret = NULL;
	CLEAN_VALUES struct values v = { 0 }, back = { 0 };

	values_set(&v, "z", "first", 5);
	values_set(&v, "b", "a\0b\xff", 4);
	values_set(&v, "a", "", 0);
	values_set(&v, "z", "second", 6);
	data = values_encode(&v);
	WEIR_CLEAN_FREE char *text = json_dumps(data, JSON_COMPACT);
	ck_assert_str_eq(text, "{\"a\":\"\",\"b\":\"YQBi/w==\",\"z\":\"c2Vjb25k\"}");
	secret = json_pack("{s:s, s:O}", "kind", "Secret", "data", data);
	ck_assert_int_eq(values_of_secret(secret, &back, NULL), 0);
	ck_assert_uint_eq(back.count, 3);
	ck_assert_uint_eq(values_get(&back, "b")->len, 4);
	ck_assert_mem_eq(values_get(&back, "b")->data, "a\0b\xff", 4);
}
END_TEST

static void note(void *arg, const char *secret)
{
	weir_strbuf_addf(arg, "%s|", secret);
}

START_TEST(redacted)
{
	WEIR_CLEAN_JSON json_t *item =
		read_json("{'fields': [{'type': 'CONCEALED', 'value': 'long-enough'}, {'type': 'CONCEALED', 'value': "
			  "'short'}, {'type': 'STRING', 'value': 'plain-value'}, {'type': 'STRING', 'purpose': "
			  "'PASSWORD', 'value': 'a-password'}, {'type': 'TOTP', 'value': 'otpauth://x'}, {}]}");
	WEIR_CLEAN_STRBUF struct weir_strbuf seen = WEIR_STRBUF_INIT;

	data_each_secret(item, note, &seen);
	ck_assert_str_eq(seen.data, "long-enough|a-password|otpauth://x|");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("onepassword-data");
	TCase *tc = tcase_create("data");

	tcase_add_loop_test(tc, items, 0, ROWS(rows));
	tcase_add_loop_test(tc, single_labels, 0, ROWS(labels));
	tcase_add_test(tc, bytes);
	tcase_add_test(tc, redacted);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
