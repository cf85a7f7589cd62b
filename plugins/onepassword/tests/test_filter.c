/* SPDX-License-Identifier: Apache-2.0 */
/* test_filter.c - which workloads restart, who decides, what Deployments ask for: plans in, plans out. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <weir/util.h>
#include <weir/yaml.h>

#include "filter.h"
#include "uses.h"

/* ---- a host that knows a few objects ---- */

static json_t *world; /* {weir_ref_key: object} */
static int gets;

static json_t *fake_get(struct weir_call *call, const json_t *ref, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *key = weir_ref_key(ref);
	json_t *object = json_object_get(world, key);

	(void)call;
	gets++;
	if (object && weir_get_bool(object, "broken", false))
		weir_fail(err, WEIR_E_TRANSIENT, "Down", "the target is down");
	else if (!object)
		weir_fail(err, WEIR_E_NOT_FOUND, NULL, "no %s", key);
	else
		return json_incref(object);
	return NULL;
}

static const struct weir_host host = { .size = sizeof(host), .get = fake_get };

static json_t *read_yaml(const char *text)
{
	struct weir_error err = WEIR_ERROR_INIT;
	json_t *docs = weir_yaml_load_all("test", text, strlen(text), WEIR_YAML_V3, &err);

	ck_assert_msg(docs != NULL, "%s", err.message);
	return docs;
}

static void set_world(const char *text)
{
	WEIR_CLEAN_JSON json_t *docs = read_yaml(text);
	json_t *object;
	size_t i;

	json_decref(world);
	world = json_object();
	gets = 0;
	json_array_foreach(docs, i, object) {
		WEIR_CLEAN_JSON json_t *ref = weir_ref_of(object);
		WEIR_CLEAN_FREE char *key = weir_ref_key(ref);

		json_object_set(world, key, object);
	}
}

static json_t *filtered(const char *objects, bool preset, json_t **warnings)
{
	WEIR_CLEAN_JSON json_t *docs = read_yaml(objects);
	WEIR_CLEAN_JSON json_t *plan = json_pack("[{s:s, s:O}]", "name", "apply", "objects", docs);
	WEIR_CLEAN_JSON json_t *before = json_deep_copy(plan);
	struct weir_filter_req req = { .size = sizeof(req), .plan = plan };
	struct weir_filter_res res = { .size = sizeof(res) };
	struct weir_error err = WEIR_ERROR_INIT;

	ck_assert_int_eq(filter_change(&host, NULL, preset, &req, &res, &err), 0);
	ck_assert(json_equal(plan, before));
	if (warnings)
		*warnings = res.warnings;
	else
		json_decref(res.warnings);
	return res.plan;
}

static const char *restarted(const json_t *plan, size_t i)
{
	const json_t *object = json_array_get(weir_get(json_array_get(plan, 0), "objects"), i);

	return json_string_value(json_object_get(weir_get(object, "spec.template.metadata.annotations"),
						 "operator.1password.io/last-restarted"));
}

/* ---- who restarts ---- */

#define T1 "2026-11-01T10:00:00Z"
#define T2 "2026-11-02T10:00:00Z"
#define SECRET(name, more) \
	"---\n{apiVersion: v1, kind: Secret, metadata: {name: " name ", namespace: web, annotations: {" more "}}}\n"
#define CHANGED(when) "operator.1password.io/data-changed: '" when "'"
#define AUTO(value)   "operator.1password.io/auto-restart: '" value "'"
#define WORKLOAD(kind, more, pod)                                                                            \
	"---\n{apiVersion: apps/v1, kind: " kind ", metadata: {name: w, namespace: web, annotations: {" more \
	"}}, spec: {template: {spec: {" pod "}}}}\n"
#define ENV(name)       "containers: [{name: c, env: [{name: X, valueFrom: {secretKeyRef: {name: " name ", key: k}}}]}]"
#define NAMESPACE(more) "---\n{apiVersion: v1, kind: Namespace, metadata: {name: web, annotations: {" more "}}}\n"

static const struct {
	const char *name, *world, *object;
	bool preset;
	const char *when;
} restarts[] = {
	{ "the option", SECRET("s", CHANGED(T1)), WORKLOAD("Deployment", "", ENV("s")), true, T1 },
	{ "nobody says so", SECRET("s", CHANGED(T1)), WORKLOAD("Deployment", "", ENV("s")), false, NULL },
	{ "never changed", SECRET("s", ""), WORKLOAD("Deployment", "", ENV("s")), true, NULL },
	{ "not there", "", WORKLOAD("Deployment", "", ENV("s")), true, NULL },
	{ "another namespace's",
	  "---\n{apiVersion: v1, kind: Secret, metadata: {name: s, namespace: other, annotations: {" CHANGED(
		  T1) "}}}\n",
	  WORKLOAD("Deployment", "", ENV("s")), true, NULL },
	{ "the Secret over all", SECRET("s", CHANGED(T1) ", " AUTO("true")) NAMESPACE(AUTO("false")),
	  WORKLOAD("Deployment", AUTO("false"), ENV("s")), false, T1 },
	{ "the Secret says no", SECRET("s", CHANGED(T1) ", " AUTO("false")),
	  WORKLOAD("Deployment", AUTO("true"), ENV("s")), true, NULL },
	{ "the workload over its namespace", SECRET("s", CHANGED(T1)) NAMESPACE(AUTO("false")),
	  WORKLOAD("Deployment", AUTO("T"), ENV("s")), false, T1 },
	{ "the namespace over the option", SECRET("s", CHANGED(T1)) NAMESPACE(AUTO("FALSE")),
	  WORKLOAD("Deployment", "", ENV("s")), true, NULL },
	{ "the namespace says yes", SECRET("s", CHANGED(T1)) NAMESPACE(AUTO("1")), WORKLOAD("Deployment", "", ENV("s")),
	  false, T1 },
	{ "no boolean is no", SECRET("s", CHANGED(T1)), WORKLOAD("Deployment", AUTO("yes"), ENV("s")), true, NULL },
	{ "StatefulSet", SECRET("s", CHANGED(T1)), WORKLOAD("StatefulSet", "", ENV("s")), true, T1 },
	{ "DaemonSet", SECRET("s", CHANGED(T1)), WORKLOAD("DaemonSet", "", ENV("s")), true, T1 },
	{ "not a ReplicaSet", SECRET("s", CHANGED(T1)), WORKLOAD("ReplicaSet", "", ENV("s")), true, NULL },
	{ "envFrom", SECRET("s", CHANGED(T1)),
	  WORKLOAD("Deployment", "", "containers: [{name: c, envFrom: [{secretRef: {name: s}}]}]"), true, T1 },
	{ "an init container", SECRET("s", CHANGED(T1)),
	  WORKLOAD("Deployment", "", "initContainers: [{name: c, envFrom: [{secretRef: {name: s}}]}]"), true, T1 },
	{ "a volume", SECRET("s", CHANGED(T1)),
	  WORKLOAD("Deployment", "", "volumes: [{name: v, secret: {secretName: s}}]"), true, T1 },
	{ "a projected volume", SECRET("s", CHANGED(T1)),
	  WORKLOAD("Deployment", "",
		   "volumes: [{name: v, projected: {sources: [{configMap: {name: s}}, {secret: {name: s}}]}}]"),
	  true, T1 },
	{ "not a ConfigMap of that name", SECRET("s", CHANGED(T1)),
	  WORKLOAD("Deployment", "", "containers: [{name: c, envFrom: [{configMapRef: {name: s}}]}]"), true, NULL },
	{ "the latest of several", SECRET("a", CHANGED(T2)) SECRET("s", CHANGED(T1)),
	  WORKLOAD("Deployment", "",
		   "containers: [{name: c, envFrom: [{secretRef: {name: s}}, {secretRef: {name: a}}]}]"),
	  true, T2 },
	{ "the latest of those that restart", SECRET("a", CHANGED(T2) ", " AUTO("false")) SECRET("s", CHANGED(T1)),
	  WORKLOAD("Deployment", "",
		   "containers: [{name: c, envFrom: [{secretRef: {name: s}}, {secretRef: {name: a}}]}]"),
	  true, T1 },
};

START_TEST(restart_of)
{
	WEIR_CLEAN_JSON json_t *plan = NULL;
	const char *when;

	set_world(restarts[_i].world);
	plan = filtered(restarts[_i].object, restarts[_i].preset, NULL);
	when = plan ? restarted(plan, 0) : NULL;
	ck_assert_msg(restarts[_i].when ? when && strcmp(when, restarts[_i].when) == 0 : !plan, "%s: %s",
		      restarts[_i].name, when ? when : "(none)");
}
END_TEST

START_TEST(warns_of_what_is_no_boolean)
{
	json_t *warnings = NULL;

	set_world(SECRET("s", CHANGED(T1)));
	ck_assert_ptr_null(filtered(WORKLOAD("Deployment", AUTO("yes"), ENV("s")), true, &warnings));
	ck_assert_int_eq(json_array_size(warnings), 1);
	json_decref(warnings);
}
END_TEST

START_TEST(asks_for_each_object_once)
{
	WEIR_CLEAN_JSON json_t *plan = NULL;

	set_world(SECRET("s", CHANGED(T1)) NAMESPACE(AUTO("true")));
	plan = filtered(WORKLOAD("Deployment", "", ENV("s")) WORKLOAD("DaemonSet", "", ENV("s")), false, NULL);
	ck_assert_str_eq(restarted(plan, 0), T1);
	ck_assert_str_eq(restarted(plan, 1), T1);
	ck_assert_int_eq(gets, 2);
}
END_TEST

START_TEST(a_later_time_in_the_repository_stays)
{
	set_world(SECRET("s", CHANGED(T1)));
	ck_assert_ptr_null(filtered(
		"{apiVersion: apps/v1, kind: Deployment, metadata: {name: w, namespace: web}, spec: {template: "
		"{metadata: {annotations: {operator.1password.io/last-restarted: '" T2 "'}}, spec: {" ENV("s") "}}}}\n",
		true, NULL));
}
END_TEST

START_TEST(target_that_is_down_fails_the_plan)
{
	WEIR_CLEAN_JSON json_t *docs = read_yaml(WORKLOAD("Deployment", "", ENV("s")));
	WEIR_CLEAN_JSON json_t *plan = json_pack("[{s:s, s:O}]", "name", "apply", "objects", docs);
	struct weir_filter_req req = { .size = sizeof(req), .plan = plan };
	struct weir_filter_res res = { .size = sizeof(res) };
	struct weir_error err = WEIR_ERROR_INIT;

	set_world("{apiVersion: v1, kind: Secret, metadata: {name: s, namespace: web}, broken: true}");
	ck_assert_int_eq(filter_change(&host, NULL, true, &req, &res, &err), WEIR_E_TRANSIENT);
	ck_assert_ptr_null(res.plan);
	ck_assert_str_eq(err.message, "the target is down");
	weir_error_done(&err);
}
END_TEST

/* ---- items by annotation ---- */

#define ASKS "operator.1password.io/item-path: vaults/v/items/i, operator.1password.io/item-name: made"

static const struct {
	const char *name, *objects;
	int made; /* items in the plan */
	const char *restart;
} items[] = {
	{ "on the Deployment", WORKLOAD("Deployment", ASKS, ""), 1, NULL },
	{ "with a restart", WORKLOAD("Deployment", ASKS ", " AUTO("true"), ""), 1, "true" },
	{ "on its pods",
	  "{apiVersion: apps/v1, kind: Deployment, metadata: {name: w, namespace: web}, spec: {template: {metadata: "
	  "{annotations: {" ASKS "}}, spec: {}}}}",
	  1, NULL },
	{ "Deployments alone", WORKLOAD("StatefulSet", ASKS, ""), 0, NULL },
	{ "a path alone", WORKLOAD("Deployment", "operator.1password.io/item-path: vaults/v/items/i", ""), 0, NULL },
	{ "two that ask for the same", WORKLOAD("Deployment", ASKS, "") WORKLOAD("Deployment", ASKS, ""), 1, NULL },
	{ "one that is there",
	  WORKLOAD("Deployment", ASKS, "") "---\n{apiVersion: onepassword.com/v1, kind: OnePasswordItem, metadata: "
					   "{name: made, namespace: web}}\n",
	  1, NULL },
};

START_TEST(item_of)
{
	WEIR_CLEAN_JSON json_t *plan = NULL;
	json_t *object, *objects;
	size_t i;
	int made = 0;

	set_world("");
	plan = filtered(items[_i].objects, false, NULL);
	objects = json_object_get(json_array_get(plan, 0), "objects");
	json_array_foreach(objects, i, object) {
		const char *restart = json_string_value(json_object_get(weir_get(object, "metadata.annotations"),
									"operator.1password.io/auto-restart"));

		if (strcmp(weir_object_kind(object), "OnePasswordItem") != 0)
			continue;
		made++;
		ck_assert_str_eq(weir_object_name(object), "made");
		ck_assert_str_eq(weir_object_namespace(object), "web");
		ck_assert_str_eq(weir_get_str(object, "spec.itemPath"), "vaults/v/items/i");
		ck_assert_pstr_eq(restart, items[_i].restart);
	}
	if (!plan) /* nothing was added: what there was is what there is */
		made = strstr(items[_i].objects, "OnePasswordItem") != NULL;
	ck_assert_msg(made == items[_i].made, "%s: %d", items[_i].name, made);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("onepassword-filter");
	TCase *tc = tcase_create("filter");
	SRunner *runner;
	int failed;

	suite_add_tcase(suite, tc);
	tcase_add_loop_test(tc, restart_of, 0, (int)(sizeof(restarts) / sizeof(restarts[0])));
	tcase_add_test(tc, warns_of_what_is_no_boolean);
	tcase_add_test(tc, asks_for_each_object_once);
	tcase_add_test(tc, a_later_time_in_the_repository_stays);
	tcase_add_test(tc, target_that_is_down_fails_the_plan);
	tcase_add_loop_test(tc, item_of, 0, (int)(sizeof(items) / sizeof(items[0])));
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
