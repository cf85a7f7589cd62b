/* SPDX-License-Identifier: Apache-2.0 */
/* Where objects lie, and names that may not be files. */
#include "fixture.h"

static const struct {
	const char *object; /* JSON */
	const char *want;   /* the path, or a part of the refusal that begins with '!' */
} rows[] = {
	{ "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"a\",\"namespace\":\"n\"}}",
	  "n/ConfigMap/a.yaml" },
	{ "{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"metadata\":{\"name\":\"a\",\"namespace\":\"n\"}}",
	  "n/Deployment.apps/a.yaml" },
	{ "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"n\"}}", "_cluster/Namespace/n.yaml" },
	{ "{\"group\":\"apps\",\"kind\":\"Deployment\",\"namespace\":\"\",\"name\":\"a\"}",
	  "_cluster/Deployment.apps/a.yaml" },
	{ "{\"group\":\"\",\"kind\":\"Role\",\"namespace\":\"n\",\"name\":\"system:x y\"}", "n/Role/system:x y.yaml" },
	{ "{\"kind\":\"A\",\"name\":\"\"}", "!name of the object is empty" },
	{ "{\"kind\":\"A\"}", "!name of the object is empty" },
	{ "{\"kind\":\"A\",\"name\":\"..\"}", "!begins with a dot" },
	{ "{\"kind\":\"A\",\"name\":\".hidden\"}", "!begins with a dot" },
	{ "{\"kind\":\"A\",\"name\":\"../../etc/passwd\"}", "!begins with a dot" },
	{ "{\"kind\":\"A\",\"name\":\"a/../../b\"}", "!slash" },
	{ "{\"kind\":\"A\",\"name\":\"a\\u0000b\"}", "!NUL" },
	{ "{\"kind\":\"A\",\"name\":\"a\\nb\"}", "!control character" },
	{ "{\"kind\":\"A\",\"name\":\"a\\u007fb\"}", "!control character" },
	{ "{\"kind\":\"A\",\"name\":\"a\",\"namespace\":\"..\"}", "!namespace of the object begins with a dot" },
	{ "{\"kind\":\"A\",\"name\":\"a\",\"namespace\":\"x/y\"}", "!slash" },
	{ "{\"kind\":\"A\",\"name\":\"a\",\"namespace\":\"x\\u0000\"}", "!NUL" },
	{ "{\"kind\":\"A\",\"name\":\"a\",\"namespace\":\"_cluster\"}", "!without one" },
	{ "{\"kind\":\"A\",\"name\":\"a\",\"namespace\":\".weir\"}", "!begins with a dot" },
	{ "{\"kind\":\"../x\",\"name\":\"a\"}", "!kind of the object begins with a dot" },
	{ "{\"kind\":\"A.b\",\"name\":\"a\"}", "!dot in it" },
	{ "{\"name\":\"a\"}", "!kind of the object is empty" },
	{ "{\"kind\":\"A\",\"group\":\"a/b\",\"name\":\"a\"}", "!group of the object has a slash" },
	{ "{\"kind\":\"A\",\"group\":\"..\",\"name\":\"a\"}", "!group of the object begins with a dot" },
	{ "{\"kind\":\"A\",\"group\":\"a\\u0000\",\"name\":\"a\"}", "!NUL" },
};

START_TEST(path)
{
	json_t *object = json_loads(rows[_i].object, JSON_ALLOW_NUL, NULL);
	char *got;

	ck_assert_ptr_nonnull(object);
	got = names_path(object, &fx.err);
	if (*rows[_i].want == '!') {
		ck_assert_msg(!got, "%s gives %s", rows[_i].object, got ? got : "");
		ck_assert_msg(strstr(fx.err.message, rows[_i].want + 1) != NULL, "%s", fx.err.message);
		ck_assert_int_eq(fx.err.code, WEIR_E_INVALID);
	} else {
		ck_assert_msg(got && !strcmp(got, rows[_i].want), "%s: %s", rows[_i].object,
			      got ? got : fx.err.message);
	}
	free(got);
	json_decref(object);
}
END_TEST

START_TEST(long_names)
{
	char name[300];
	json_t *object;
	char *got;

	memset(name, 'x', sizeof(name));
	name[250] = '\0'; /* with ".yaml" exactly 255 */
	object = ref("", "A", "n", name);
	got = names_path(object, &fx.err);
	ck_assert_ptr_nonnull(got);
	free(got);
	json_decref(object);
	name[250] = 'x';
	name[251] = '\0';
	object = ref("", "A", "n", name);
	ck_assert_ptr_null(names_path(object, &fx.err));
	ck_assert_ptr_nonnull(strstr(fx.err.message, "too long"));
	json_decref(object);
}
END_TEST

static void add(TCase *tc)
{
	tcase_add_loop_test(tc, path, 0, (int)(sizeof(rows) / sizeof(rows[0])));
	tcase_add_test(tc, long_names);
}

int main(void)
{
	return run_suite("names", add);
}
