/* SPDX-License-Identifier: Apache-2.0 */
/* What is kept between renders: when the data changed, whether the type may, and that no value is in it. */
#include "record.h"
#include "run.h"

static json_t *target; /* the Secret there, NULL: none */
static int looks;

static json_t *get(struct weir_call *call, const json_t *ref, struct weir_error *err)
{
	(void)call;
	looks++;
	ck_assert_str_eq(weir_get_str_or(ref, "name", ""), "s");
	ck_assert(weir_get_bool(ref, "peek", false)); /* its own output is no input */
	if (!target)
		weir_fail(err, WEIR_E_NOT_FOUND, NULL, "Secret n/s does not exist");
	return json_incref(target);
}

static const struct weir_host host = { .size = sizeof(host), .get = get };

static json_t *history; /* as the core keeps it */

static void setup(void)
{
	history = json_array();
	target = NULL;
	looks = 0;
}

static void teardown(void)
{
	json_decref(history);
	json_decref(target);
}

/* One render: *changed as on the Secret (NULL: refused or never changed). */
static int step(const char *type, const char *value, const char *updated, char **changed)
{
	CLEAN_VALUES struct values data = { 0 };
	struct weir_error err = WEIR_ERROR_INIT;
	struct record r;
	int rc;

	*changed = NULL;
	values_set(&data, "k", value, strlen(value));
	record_init(&r, &host, NULL, history);
	rc = record_judge(&r, "n", "s", type, &data, updated, changed, &err);
	if (!rc)
		json_array_insert_new(history, 0, record_next(&r, type, &data, *changed));
	record_done(&r);
	weir_error_done(&err);
	return rc;
}

static void assert_step(const char *value, const char *updated, const char *want)
{
	char *changed;

	ck_assert_int_eq(step("Opaque", value, updated, &changed), 0);
	if (want)
		ck_assert_str_eq(changed, want);
	else
		ck_assert_ptr_null(changed);
	free(changed);
}

static json_t *secret(const char *base64, const char *type, const char *changed)
{
	return json_pack("{s:s, s:s, s:s, s:{s:s}, s:{s:{s:s*}}}", "apiVersion", "v1", "kind", "Secret", "type", type,
			 "data", "k", base64, "metadata", "annotations", "operator.1password.io/data-changed", changed);
}

START_TEST(times_of_changes)
{
	assert_step("one", "2024-01-01T00:00:00Z", NULL);
	assert_step("one", "2024-01-01T00:00:00Z", NULL);
	ck_assert_int_eq(looks, 1); /* the first time alone */
	assert_step("two", "2024-01-02T01:00:00.5+01:00", "2024-01-02T00:00:00Z");
	assert_step("two", "2024-01-03T00:00:00Z", "2024-01-02T00:00:00Z");
	assert_step("three", "2024-01-02T00:00:00.9Z", "2024-01-02T00:00:01Z"); /* in the same second */
	assert_step("four", NULL, "2024-01-02T00:00:01Z");
	ck_assert_int_eq(looks, 1);
}
END_TEST

START_TEST(state_that_was_lost)
{
	target = secret("b25l", "Opaque", "2024-01-05T00:00:00Z");
	assert_step("one", "2024-01-09T00:00:00Z", "2024-01-05T00:00:00Z");
	json_array_clear(history);
	assert_step("two", "2024-01-09T00:00:00Z", "2024-01-09T00:00:00Z");
	json_array_clear(history);
	json_decref(target);
	target = secret("b25l", "Opaque", NULL);
	assert_step("one", "2024-01-09T00:00:00Z", NULL);
}
END_TEST

START_TEST(types)
{
	char *changed;

	ck_assert_int_eq(step("Opaque", "one", NULL, &changed), 0);
	target = secret("b25l", "Opaque", NULL);
	ck_assert_int_eq(step("kubernetes.io/tls", "one", NULL, &changed), WEIR_E_INVALID);
	ck_assert_int_eq(step("Opaque", "one", NULL, &changed), 0);
	json_decref(target);
	target = NULL; /* deleted by hand: may be made anew */
	ck_assert_int_eq(step("kubernetes.io/tls", "one", NULL, &changed), 0);
	json_array_clear(history);
	target = secret("b25l", "kubernetes.io/tls", NULL); /* of somebody's before */
	ck_assert_int_eq(step("Opaque", "one", NULL, &changed), WEIR_E_INVALID);
	json_object_del(target, "type"); /* as Opaque */
	ck_assert_int_eq(step("Opaque", "one", NULL, &changed), 0);
}
END_TEST

START_TEST(no_value_is_kept)
{
	assert_step("canary-of-mine", "2024-01-01T00:00:00Z", NULL);
	assert_step("canary-of-mine", "2024-01-01T00:00:00Z", NULL);
	static const char data[] = "{\"k\":\"Y2FuYXJ5LW9mLW1pbmU=\"}";
	WEIR_CLEAN_FREE char *text = json_dumps(history, 0), *first = NULL;
	char plain[65];

	ck_assert(!strstr(text, "canary") && !strstr(text, "Y2FuYXJ5"));
	weir_sha256_hex(data, strlen(data), plain);
	ck_assert(!strstr(text, plain)); /* salted: nobody looks it up in a table */
	ck_assert_uint_eq(strlen(weir_get_str_or(json_array_get(history, 0), "salt", "")), 32);
	first = weir_strdup(weir_get_str_or(json_array_get(history, 0), "data", ""));
	ck_assert_str_eq(first, weir_get_str_or(json_array_get(history, 1), "data", ""));
	json_array_clear(history);
	assert_step("canary-of-mine", "2024-01-01T00:00:00Z", NULL);
	ck_assert_str_ne(first, weir_get_str_or(json_array_get(history, 0), "data", ""));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("onepassword-record");
	TCase *tc = tcase_create("record");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, times_of_changes);
	tcase_add_test(tc, state_that_was_lost);
	tcase_add_test(tc, types);
	tcase_add_test(tc, no_value_is_kept);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
