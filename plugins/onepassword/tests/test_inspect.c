/* SPDX-License-Identifier: Apache-2.0 */
/* What the core learns of an item or a vault, and what is refused with which field's name. */
#include "onepassword.h"
#include "run.h"

#define ITEM(spec) "{'metadata': {'name': 'a', 'namespace': 'apps'}, 'spec': " spec "}"
#define VAULT(name, vault)                                                                                    \
	"{'apiVersion': 'onepassword.com/v1', 'kind': 'OnePasswordVault', 'metadata': {'name': '" name "'}, " \
	"'spec': {'vault': '" vault "'}}"
#define REF(role, name)                                                                                                \
	"{'role': '" role "', 'group': 'onepassword.com', 'kind': 'OnePasswordVault', 'namespace': '', 'name': '" name \
	"', 'optional': false}"

static const struct {
	const char *name, *object;
	const char *derived, *refs; /* NULL: refused */
	const char *error;
} rows[] = {
	{ "an item", ITEM("{'itemPath': 'vaults/kjho.me/items/redis'}"), "[" VAULT("kjho.me", "kjho.me") "]",
	  "[" REF("source", "kjho.me") "]", NULL },
	{ "a vault whose name is no name", ITEM("{'itemPath': 'vaults/My Vault/items/redis'}"),
	  "[" VAULT("my-vault-e3c374d4", "My Vault") "]", "[" REF("source", "my-vault-e3c374d4") "]", NULL },
	{ "items of one vault", ITEM("{'itemPath': 'vaults/v/items/a', 'itemPaths': ['vaults/v/items/b']}"),
	  "[" VAULT("v", "v") "]", "[" REF("source", "v") "]", NULL },
	{ "items of two vaults", ITEM("{'itemPath': 'vaults/v/items/a', 'itemPaths': ['vaults/w/items/b']}"),
	  "[" VAULT("v", "v") "," VAULT("w", "w") "]", "[" REF("source", "v") "," REF("input", "w") "]", NULL },
	{ "itemPaths alone", ITEM("{'itemPaths': ['vaults/w/items/b']}"), "[" VAULT("w", "w") "]",
	  "[" REF("source", "w") "]", NULL },
	{ "no path", ITEM("{}"), NULL, NULL, "spec.itemPath: \"\" is not an acceptable path" },
	{ "a bad path", ITEM("{'itemPath': 'redis'}"), NULL, NULL,
	  "spec.itemPath: \"redis\" is not an acceptable path for One Password item. Must be of the format: "
	  "`vaults/{vault_id}/items/{item_id}`" },
	{ "a bad further path", ITEM("{'itemPath': 'vaults/v/items/a', 'itemPaths': ['b']}"), NULL, NULL,
	  "spec.itemPaths[0]: \"b\" is not" },
	{ "a path that is no text", ITEM("{'itemPath': 7}"), NULL, NULL, "spec.itemPath: must be a string" },
	{ "a further path that is no text", ITEM("{'itemPaths': [7]}"), NULL, NULL,
	  "spec.itemPaths[0]: must be a string" },
	{ "keys that are no map", ITEM("{'itemPath': 'vaults/v/items/a', 'keys': ['b']}"), NULL, NULL,
	  "spec.keys: must be a map" },
	{ "a key that is none", ITEM("{'itemPath': 'vaults/v/items/a', 'keys': {'a b': 'c'}}"), NULL, NULL,
	  "spec.keys: \"a b\" cannot be a key" },
	{ "a template that is no text", ITEM("{'itemPath': 'vaults/v/items/a', 'template': {'x': 1}}"), NULL, NULL,
	  "spec.template.x: must be a string" },
	{ "another namespace",
	  "{'metadata': {'name': 'a', 'namespace': 'other'}, 'spec': {'itemPath': 'vaults/v/items/a'}}", NULL, NULL,
	  "the namespace other is not among watchNamespaces" },
};

START_TEST(items)
{
	WEIR_CLEAN_JSON json_t *object = read_json(rows[_i].object), *facts = NULL, *derived = NULL, *refs = NULL;
	WEIR_CLEAN_JSON json_t *watched = json_pack("[s, s]", "apps", "more");
	struct onepassword op = { .polling_ms = 5000, .namespaces = watched };
	struct weir_error err = WEIR_ERROR_INIT;
	int rc = inspect_item(&op, object, &facts, &err);

	if (!rows[_i].derived) {
		ck_assert_int_eq(rc, WEIR_E_INVALID);
		ck_assert_msg(!strncmp(err.message, rows[_i].error, strlen(rows[_i].error)), "%s: %s", rows[_i].name,
			      err.message);
	} else {
		ck_assert_msg(!rc, "%s: %s", rows[_i].name, err.message);
		derived = read_json(rows[_i].derived);
		refs = read_json(rows[_i].refs);
		WEIR_CLEAN_FREE char *text = json_dumps(facts, 0);
		ck_assert_msg(json_equal(json_object_get(facts, "derived"), derived), "%s: %s", rows[_i].name, text);
		ck_assert_msg(json_equal(json_object_get(facts, "refs"), refs), "%s: %s", rows[_i].name, text);
		ck_assert_int_eq((int)weir_get_int(facts, "interval_ms", 0), 5000);
		ck_assert(weir_get_bool(facts, "prune", false));
	}
	weir_error_done(&err);
}
END_TEST

START_TEST(vaults)
{
	WEIR_CLEAN_JSON json_t *good = read_json(VAULT("v", "v")), *bad = read_json("{'spec': {}}"), *facts = NULL;
	struct onepassword op = { .polling_ms = 600000 };

	ck_assert_int_eq(inspect_vault(&op, good, &facts, NULL), 0);
	ck_assert_int_eq((int)weir_get_int(facts, "interval_ms", 0), 600000);
	ck_assert_int_eq(inspect_vault(&op, bad, &facts, NULL), WEIR_E_INVALID);
}
END_TEST

START_TEST(vault_names_differ)
{
	WEIR_CLEAN_FREE char *a = inspect_vault_name("My Vault"), *b = inspect_vault_name("my vault"),
			     *c = inspect_vault_name("my-vault"), *d = inspect_vault_name("\xe5\xaf\x86");

	ck_assert_str_ne(a, b);
	ck_assert_str_eq(c, "my-vault");
	ck_assert(!strncmp(d, "vault-", 6));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("onepassword-inspect");
	TCase *tc = tcase_create("inspect");

	tcase_add_loop_test(tc, items, 0, ROWS(rows));
	tcase_add_test(tc, vaults);
	tcase_add_test(tc, vault_names_differ);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
