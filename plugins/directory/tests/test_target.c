/* SPDX-License-Identifier: Apache-2.0 */
/* The rest of the role: reading back, health, commits, options. */
#include <sys/stat.h>
#include "fixture.h"

#define OBJECTS                                                                                                   \
	"apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: n}\nstringData: {a: \"yes\", b: \"012\"}\n" \
	"---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: n}\n"

static json_t *read_back(const char *kind, const char *name)
{
	json_t *r = ref("", kind, "n", name);
	struct weir_read_req req = { .size = sizeof(req), .ref = r };
	struct weir_read_res res = { .size = sizeof(res) };

	weir_error_done(&fx.err);
	weir_plugin_directory.applier->read(fx.target, NULL, &req, &res, &fx.err);
	json_decref(r);
	return res.object;
}

START_TEST(objects_are_read_back)
{
	json_t *object;

	ck_assert_ptr_null(read_back("Secret", "s"));
	ck_assert_int_eq(fx.err.code, WEIR_E_NOT_FOUND);
	ck_assert_int_eq(apply(OBJECTS), 0);
	object = read_back("Secret", "s");
	ck_assert_str_eq(weir_get_str(object, "stringData.a"), "yes");
	ck_assert_str_eq(weir_get_str(object, "stringData.b"), "012");
	json_decref(object);
	ck_assert_ptr_null(read_back("Secret", "none"));
	ck_assert_int_eq(fx.err.code, WEIR_E_NOT_FOUND);
	ck_assert_ptr_null(read_back("Secret", "../x"));
	ck_assert_int_eq(fx.err.code, WEIR_E_INVALID);
	spit("n/ConfigMap/a.yaml", "a: {broken\n");
	ck_assert_ptr_null(read_back("ConfigMap", "a"));
	ck_assert_int_eq(fx.err.code, WEIR_E_INVALID);
	spit("n/ConfigMap/a.yaml", "just text\n");
	ck_assert_ptr_null(read_back("ConfigMap", "a"));
	ck_assert_int_eq(fx.err.code, WEIR_E_INVALID);
}
END_TEST

START_TEST(a_file_that_is_there_is_current)
{
	json_t *refs = json_pack("[o, o]", ref("", "Secret", "n", "s"), ref("", "Secret", "n", "t"));
	struct weir_observe_req req = { .size = sizeof(req), .refs = refs };
	struct weir_observe_res res = { .size = sizeof(res) };

	ck_assert_int_eq(apply(OBJECTS), 0);
	ck_assert_int_eq(weir_plugin_directory.applier->observe(fx.target, NULL, &req, &res, &fx.err), 0);
	ck_assert_str_eq(weir_get_str(json_array_get(res.statuses, 0), "status"), "Current");
	ck_assert_str_eq(weir_get_str(json_array_get(res.statuses, 1), "status"), "NotFound");
	json_decref(res.statuses);
	zap("");
	ck_assert_int_eq(weir_plugin_directory.applier->observe(fx.target, NULL, &req, &res, &fx.err), 0);
	ck_assert_str_eq(weir_get_str(json_array_get(res.statuses, 0), "status"), "NotFound");
	json_decref(res.statuses);
	json_decref(refs);
}
END_TEST

static int applied(void)
{
	json_t *owner = ref("kustomize.toolkit.fluxcd.io", "Kustomization", "flux-system", "apps");
	json_t *info = json_pack("{s:s}", "summary", "Add the thing");
	struct weir_applied_req req = {
		.size = sizeof(req), .owner = owner, .revision = "main@sha1:abc", .info = info, .changes = fx.changes
	};
	int rc = weir_plugin_directory.applier->applied(fx.target, NULL, &req, &fx.err);

	json_decref(owner);
	json_decref(info);
	return rc;
}

START_TEST(a_revision_becomes_a_commit)
{
	const json_t *in;
	const char *message;
	char *excluded;

	ck_assert_int_eq(apply(OBJECTS), 0);
	ck_assert_int_eq(applied(), 0);
	ck_assert_ptr_null(fx.invoked);
	ck_assert_int_eq(fixture_open("{\"git\": {\"commit\": true, \"author\": \"A <a@example.com>\"}}"), 0);
	ck_assert_int_eq(applied(), 0);
	ck_assert_str_eq(weir_get_str(fx.invoked, "service"), "git/commit");
	in = weir_get(fx.invoked, "in");
	message = weir_get_str(in, "message");
	ck_assert_str_eq(message,
			 "Kustomization/flux-system/apps at main@sha1:abc\n\nAdd the thing\n\nSecret/n/s created\n"
			 "ConfigMap/n/a created\n");
	ck_assert_str_eq(weir_get_str(in, "author"), "A <a@example.com>");
	excluded = json_dumps(weir_get(in, "exclude"), JSON_COMPACT);
	ck_assert_str_eq(excluded, "[\".weir\",\"n/Secret\"]");
	free(excluded);
	ck_assert_int_eq(fixture_open("{\"git\": {\"commit\": true, \"secrets\": true}}"), 0);
	ck_assert_int_eq(applied(), 0);
	ck_assert_uint_eq(json_array_size(weir_get(fx.invoked, "in.exclude")), 1);
	ck_assert_ptr_null(weir_get(fx.invoked, "in.author"));
}
END_TEST

START_TEST(without_the_service_the_commit_says_so)
{
	ck_assert_int_eq(fixture_open("{\"git\": {\"commit\": true}}"), 0);
	ck_assert_int_eq(apply(OBJECTS), 0);
	fx.invoke_code = WEIR_E_UNSUPPORTED;
	ck_assert_int_eq(applied(), WEIR_E_UNSUPPORTED);
	ck_assert_ptr_nonnull(strstr(fx.err.message, "git: {}"));
	fx.invoke_code = WEIR_E_INTERNAL;
	ck_assert_int_eq(applied(), WEIR_E_INTERNAL);
	ck_assert_ptr_nonnull(strstr(fx.err.message, "was not committed"));
}
END_TEST

static const struct {
	const char *options, *message; /* NULL: good */
} options[] = {
	{ "{\"git\": {}}", NULL },
	{ "{\"git\": {\"commit\": false}}", NULL },
	{ "{\"git\": {\"comit\": true}}", "did you mean \"commit\"?" },
	{ "{\"git\": {\"zzzzzz\": true}}", "known are" },
	{ "{\"git\": {\"commit\": \"yes\"}}", "must be true or false" },
	{ "{\"git\": {\"author\": 5}}", "must be a text" },
};

START_TEST(option)
{
	int rc = fixture_open(options[_i].options);

	ck_assert_int_eq(rc, options[_i].message ? WEIR_E_INVALID : 0);
	if (options[_i].message)
		ck_assert_msg(strstr(fx.err.message, options[_i].message) != NULL, "%s", fx.err.message);
}
END_TEST

static void add(TCase *tc)
{
	tcase_add_test(tc, objects_are_read_back);
	tcase_add_test(tc, a_file_that_is_there_is_current);
	tcase_add_test(tc, a_revision_becomes_a_commit);
	tcase_add_test(tc, without_the_service_the_commit_says_so);
	tcase_add_loop_test(tc, option, 0, (int)(sizeof(options) / sizeof(options[0])));
}

int main(void)
{
	return run_suite("target", add);
}
