/* SPDX-License-Identifier: Apache-2.0 */
/* Paths, keys and names: what people write, and what becomes of it. */
#include "keys.h"
#include "path.h"
#include "run.h"

static const struct {
	const char *name, *path, *vault, *item; /* NULL: refused */
} paths[] = {
	{ "titles", "vaults/kjho.me/items/redis-secrets", "kjho.me", "redis-secrets" },
	{ "ids", "vaults/wq3kzrzn5pvnxmbqc4c2ujl5ka/items/p7eflcy7f5mk7vg6zrzf5rjjyu", "wq3kzrzn5pvnxmbqc4c2ujl5ka",
	  "p7eflcy7f5mk7vg6zrzf5rjjyu" },
	{ "blanks stay", "vaults/My Vault /items/ a b", "My Vault ", " a b" },
	{ "no escapes", "vaults/a%2Fb/items/c", "a%2Fb", "c" },
	{ "empty", "", NULL, NULL },
	{ "a title alone", "redis", NULL, NULL },
	{ "a slash before", "/vaults/a/items/b", NULL, NULL },
	{ "a slash behind", "vaults/a/items/b/", NULL, NULL },
	{ "a slash in a title", "vaults/a/items/b/c", NULL, NULL },
	{ "one vault", "vault/a/items/b", NULL, NULL },
	{ "one item", "vaults/a/item/b", NULL, NULL },
	{ "upper case", "Vaults/a/items/b", NULL, NULL },
	{ "a longer word", "vaultsx/a/items/b", NULL, NULL },
	{ "no vault", "vaults//items/b", NULL, NULL },
	{ "no item", "vaults/a/items/", NULL, NULL },
};

START_TEST(path)
{
	struct weir_error err = WEIR_ERROR_INIT;
	struct item_path p = { 0 };
	int code = path_parse(paths[_i].path, "spec.itemPath", &p, &err);

	if (paths[_i].vault) {
		ck_assert_msg(!code, "%s: %s", paths[_i].name, err.message);
		ck_assert_str_eq(p.vault, paths[_i].vault);
		ck_assert_str_eq(p.item, paths[_i].item);
	} else {
		ck_assert_msg(code == WEIR_E_INVALID, "%s: code %d", paths[_i].name, code);
		ck_assert_msg(strstr(err.message, "spec.itemPath: \"") == err.message, "%s", err.message);
		ck_assert_ptr_null(p.vault);
	}
	path_done(&p);
	weir_error_done(&err);
}
END_TEST

START_TEST(ids)
{
	ck_assert(path_is_id("wq3kzrzn5pvnxmbqc4c2ujl5ka"));
	ck_assert(!path_is_id("wq3kzrzn5pvnxmbqc4c2ujl5k"));
	ck_assert(!path_is_id("wq3kzrzn5pvnxmbqc4c2ujl5kaa"));
	ck_assert(!path_is_id("Wq3kzrzn5pvnxmbqc4c2ujl5ka"));
	ck_assert(!path_is_id("wq3kzrzn5pvnxmbqc4c2ujl5k-"));
	ck_assert(!path_is_id(""));
}
END_TEST

#define TEN       "0123456789"
#define FIFTY     TEN TEN TEN TEN TEN
#define LONG_253  FIFTY FIFTY FIFTY FIFTY FIFTY "012"
#define LONG_A253 "a" FIFTY FIFTY FIFTY FIFTY FIFTY "01"

static const struct {
	const char *name, *label, *key; /* NULL: none */
} keys[] = {
	{ "a key", "CF_API_TOKEN", "CF_API_TOKEN" },
	{ "case stays", "tunnelId", "tunnelId" },
	{ "dots, dashes", ".dockerconfigjson-x_y", ".dockerconfigjson-x_y" },
	{ "a blank", "api key", "api-key" },
	{ "runs", "a (b) / c", "a-b-c" },
	{ "both ends", "  (password)!", "password" },
	{ "dashes at the ends stay", " -a- ", "-a-" },
	{ "a run beside a dash", "a -b", "a--b" },
	{ "not ASCII", "Schl\xc3\xbcssel", "Schl-ssel" },
	{ "not ASCII at the end", "caf\xc3\xa9", "caf" },
	{ "nothing left", "\xe5\xaf\x86\xe7\xa0\x81", NULL },
	{ "empty", "", NULL },
	{ "blanks", "   ", NULL },
	{ "a dot", ".", NULL },
	{ "two dots", "..", NULL },
	{ "what begins with two dots", "..data", NULL },
	{ "two dots inside", "a..b", "a..b" },
	{ "253", LONG_253, LONG_253 },
	{ "more than 253", LONG_253 "xyz", LONG_253 },
	{ "more than 253 after cleaning", "  " LONG_253 " xyz", LONG_253 },
};

START_TEST(key)
{
	WEIR_CLEAN_FREE char *got = key_of_label(keys[_i].label);

	if (keys[_i].key)
		ck_assert_msg(got && !strcmp(got, keys[_i].key), "%s: got %s", keys[_i].name, got ? got : "none");
	else
		ck_assert_msg(!got, "%s: got %s", keys[_i].name, got);
	ck_assert(!got || key_is_valid(got));
}
END_TEST

static const struct {
	const char *name, *object, *secret;
} names[] = {
	{ "a name", "redis-secrets", "redis-secrets" },
	{ "a subdomain", "a.b-c.d0", "a.b-c.d0" },
	{ "upper case", "Redis", "redis" },
	{ "upper case beyond ASCII",
	  "\xc3\x84"
	  "b",
	  "b" },
	{ "runs", "a _/ b", "a-b" },
	{ "ends", "-.a.-", "a" },
	{ "two dots stay", "a..b", "a..b" },
	{ "253", LONG_A253, LONG_A253 },
	{ "more than 253", LONG_A253 "bcd", LONG_A253 },
	{ "nothing", "___", NULL },
	{ "empty", "", NULL },
};

START_TEST(secret_name)
{
	WEIR_CLEAN_FREE char *got = key_secret_name(names[_i].object);

	if (names[_i].secret)
		ck_assert_msg(got && !strcmp(got, names[_i].secret), "%s: got %s", names[_i].name, got ? got : "none");
	else
		ck_assert_msg(!got, "%s: got %s", names[_i].name, got);
}
END_TEST

START_TEST(fold)
{
	WEIR_CLEAN_FREE char *a = key_fold("Gro\xc3\x9f \xc3\x84pfel 7"), *b = key_fold("gro\xc3\x9f \xc3\xa4pfel 7");

	ck_assert_str_eq(a, b);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("onepassword-texts");
	TCase *tc = tcase_create("texts");

	tcase_add_loop_test(tc, path, 0, ROWS(paths));
	tcase_add_test(tc, ids);
	tcase_add_loop_test(tc, key, 0, ROWS(keys));
	tcase_add_loop_test(tc, secret_name, 0, ROWS(names));
	tcase_add_test(tc, fold);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
