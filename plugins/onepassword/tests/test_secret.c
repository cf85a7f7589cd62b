/* SPDX-License-Identifier: Apache-2.0 */
/* The Secret object: name, labels, annotations, type. */
#include "run.h"
#include "secret.h"

#define PATH "'operator.1password.io/item-path': 'vaults/v/items/i'"
#define HEAD "'operator.1password.io/item-version': '7', " PATH

static const struct {
	const char *name, *object;
	const char *changed;
	bool annotations;
	const char *metadata, *type; /* NULL: refused */
} rows[] = {
	{ "plain", "{'metadata': {'name': 'a', 'namespace': 'n'}}", NULL, false,
	  "{'name': 'a', 'namespace': 'n', 'annotations': {" HEAD "}}", "Opaque" },
	{ "labels", "{'metadata': {'name': 'a', 'namespace': 'n', 'labels': {'x': 'y'}}}", NULL, false,
	  "{'name': 'a', 'namespace': 'n', 'labels': {'x': 'y'}, 'annotations': {" HEAD "}}", "Opaque" },
	{ "a type", "{'metadata': {'name': 'a'}, 'type': 'kubernetes.io/tls'}", NULL, false,
	  "{'name': 'a', 'annotations': {" HEAD "}}", "kubernetes.io/tls" },
	{ "an empty type", "{'metadata': {'name': 'a'}, 'type': ''}", NULL, false,
	  "{'name': 'a', 'annotations': {" HEAD "}}", "Opaque" },
	{ "a type of the spec is none", "{'metadata': {'name': 'a'}, 'spec': {'type': 'x'}}", NULL, false,
	  "{'name': 'a', 'annotations': {" HEAD "}}", "Opaque" },
	{ "annotations stay on the item", "{'metadata': {'name': 'a', 'annotations': {'x': 'y'}}}", NULL, false,
	  "{'name': 'a', 'annotations': {" HEAD "}}", "Opaque" },
	{ "annotations, when wanted",
	  "{'metadata': {'name': 'a', 'annotations': {'x': 'y', 'operator.1password.io/item-version': '1', "
	  "'kubectl.kubernetes.io/last-applied-configuration': '{}'}}}",
	  NULL, true, "{'name': 'a', 'annotations': {'x': 'y', " HEAD "}}", "Opaque" },
	{ "auto-restart always",
	  "{'metadata': {'name': 'a', 'annotations': {'operator.1password.io/auto-restart': 'true', 'x': 'y'}}}", NULL,
	  false, "{'name': 'a', 'annotations': {'operator.1password.io/auto-restart': 'true', " HEAD "}}", "Opaque" },
	{ "changed", "{'metadata': {'name': 'a'}}", "2026-01-02T03:04:05Z", false,
	  "{'name': 'a', 'annotations': {'operator.1password.io/data-changed': '2026-01-02T03:04:05Z', " HEAD "}}",
	  "Opaque" },
	{ "a name that is none of DNS", "{'metadata': {'name': 'My Item'}}", NULL, false,
	  "{'name': 'my-item', 'annotations': {" HEAD "}}", "Opaque" },
	{ "no name", "{'metadata': {'name': '___'}}", NULL, false, NULL, NULL },
};

START_TEST(shapes)
{
	WEIR_CLEAN_JSON json_t *object = read_json(rows[_i].object);
	WEIR_CLEAN_FREE char *before = json_dumps(object, JSON_SORT_KEYS);
	const struct secret_facts facts = { .object = object,
					    .vault_id = "v",
					    .item_id = "i",
					    .version = 7,
					    .changed = rows[_i].changed,
					    .annotations = rows[_i].annotations };
	CLEAN_VALUES struct values data = { 0 };
	struct weir_error err = WEIR_ERROR_INIT;
	WEIR_CLEAN_JSON json_t *secret = NULL, *want = NULL;

	values_set(&data, "k", "v", 1);
	secret = secret_make(&facts, &data, &err);
	if (!rows[_i].metadata) {
		ck_assert_ptr_null(secret);
		ck_assert_int_eq(err.code, WEIR_E_INVALID);
	} else {
		WEIR_CLEAN_JSON json_t *metadata = read_json(rows[_i].metadata);
		WEIR_CLEAN_FREE char *after = json_dumps(object, JSON_SORT_KEYS), *text = json_dumps(secret, 0);

		want = json_pack("{s:s, s:s, s:O, s:s, s:{s:s}}", "apiVersion", "v1", "kind", "Secret", "metadata",
				 metadata, "type", rows[_i].type, "data", "k", "dg==");
		ck_assert_msg(json_equal(secret, want), "%s: %s", rows[_i].name, text);
		ck_assert_str_eq(before, after);
	}
	weir_error_done(&err);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("onepassword-secret");
	TCase *tc = tcase_create("secret");

	tcase_add_loop_test(tc, shapes, 0, ROWS(rows));
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
