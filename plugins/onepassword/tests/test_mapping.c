/* SPDX-License-Identifier: Apache-2.0 */
/* Several items in one Secret, chosen keys, templates: what is made, and what fails as a whole. */
#include "mapping.h"
#include "run.h"

static const char item_a[] =
	"{'title': 'a', 'sections': [{'id': 's', 'label': 'prod'}], 'fields': ["
	"{'label': 'user', 'value': 'ua'}, {'label': 'password', 'value': 'pa'},"
	"{'label': 'password', 'value': 'pp', 'section': {'id': 's'}}, {'label': 'empty', 'value': ''}],"
	"'files': [{'name': 'a.bin', 'id': 'A'}]}";
static const char item_b[] =
	"{'title': 'b', 'fields': [{'label': 'password', 'value': 'pb'}, {'label': 'my key', 'value': "
	"'kb'}], 'files': [{'name': 'user', 'id': 'B'}]}";

static const struct {
	const char *name, *spec, *want; /* NULL: fails */
	bool allow_empty;
	const char *error;
	int files; /* asked for */
} rows[] = {
	{ "later items win", "{}", "{'user': 'file B', 'password': 'pb', 'my-key': 'kb', 'a.bin': 'file A'}", false,
	  NULL, 2 },
	{ "chosen keys", "{'keys': {'POSTGRES_USER': 'user', 'KEY': 'my key'}}",
	  "{'POSTGRES_USER': 'file B', 'KEY': 'kb'}", false, NULL, 1 },
	{ "a section", "{'keys': {'p': 'prod/password', 'q': 'password'}}", "{'p': 'pp', 'q': 'pb'}", false, NULL, 0 },
	{ "an empty one", "{'keys': {'e': 'empty', 'q': 'password'}}", "{'q': 'pb'}", false, NULL, 0 },
	{ "an empty one, allowed", "{'keys': {'e': 'empty'}}", "{'e': ''}", true, NULL, 0 },
	{ "a label that nobody has", "{'keys': {'p': 'passwort'}}", NULL, false,
	  "spec.keys.p: the items have no field, URL or file \"passwort\"", 0 },
	{ "a template", "{'keys': {'p': 'password'}, 'template': {'url': 'x {{ .p }}'}}",
	  "{'p': 'pb', 'url': '<x {{ .p }}|pb>'}", false, NULL, 0 },
	{ "a template that fails", "{'keys': {'p': 'password'}, 'template': {'url': 'fail'}}", NULL, false,
	  "spec.template: template url: told to fail", 0 },
	{ "nobody renders templates", "{'keys': {'p': 'password'}, 'template': {'url': 'alone'}}", NULL, false,
	  "spec.template: no plugin offers the service template/render", 0 },
};

static int files;

static int content(void *arg, const json_t *file, char **data, size_t *len, struct weir_error *err)
{
	(void)arg;
	(void)err;
	files++;
	*data = weir_asprintf("file %s", weir_get_str_or(file, "id", ""));
	*len = strlen(*data);
	return 0;
}

/* As a renderer of templates answers: the text and the key p, in angle brackets. */
static int invoke(struct weir_call *call, const char *service, const json_t *in, json_t **out, struct weir_error *err)
{
	const char *text = weir_get_str_or(in, "texts.url", "");

	(void)call;
	ck_assert_str_eq(service, "template/render");
	ck_assert(weir_get_bool(in, "secret", false));
	ck_assert_str_eq(weir_get_str_or(in, "missing", ""), "error");
	if (!strcmp(text, "fail"))
		return weir_fail(err, WEIR_E_INVALID, NULL, "template url: told to fail");
	if (!strcmp(text, "alone"))
		return weir_fail(err, WEIR_E_UNSUPPORTED, "NoPlugin", "no plugin offers the service template/render");
	*out = json_pack("{s:{s:o}}", "texts", "url", json_sprintf("<%s|%s>", text, weir_get_str_or(in, "data.p", "")));
	return 0;
}

START_TEST(mappings)
{
	WEIR_CLEAN_JSON json_t *a = read_json(item_a), *b = read_json(item_b), *spec = read_json(rows[_i].spec);
	WEIR_CLEAN_JSON json_t *object = json_pack("{s:O}", "spec", spec), *warnings = json_array(),
			       *got = json_object();
	const struct weir_host host = { .size = sizeof(host), .invoke = invoke };
	const struct mapping m = { &host, NULL, object, rows[_i].allow_empty, warnings };
	const struct mapping_item items[] = { { a, { content, NULL } }, { b, { content, NULL } } };
	CLEAN_VALUES struct values v = { 0 };
	struct weir_error err = WEIR_ERROR_INIT;
	int rc;

	files = 0;
	rc = mapping_data(&m, items, 2, &v, &err);
	ck_assert_msg(files == rows[_i].files, "%s: %d files", rows[_i].name, files);
	if (!rows[_i].want) {
		ck_assert_int_ne(rc, 0);
		ck_assert_str_eq(err.message, rows[_i].error);
	} else {
		WEIR_CLEAN_JSON json_t *want = read_json(rows[_i].want);

		ck_assert_msg(!rc, "%s: %s", rows[_i].name, err.message);
		for (size_t i = 0; i < v.count; i++)
			json_object_set_new(got, v.rows[i].key, json_stringn(v.rows[i].data, v.rows[i].len));
		WEIR_CLEAN_FREE char *text = json_dumps(got, 0);
		ck_assert_msg(json_equal(got, want), "%s: %s", rows[_i].name, text);
	}
	weir_error_done(&err);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("onepassword-mapping");
	TCase *tc = tcase_create("mapping");

	tcase_add_loop_test(tc, mappings, 0, ROWS(rows));
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
