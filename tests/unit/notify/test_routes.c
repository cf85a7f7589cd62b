/* SPDX-License-Identifier: Apache-2.0 */
/* A table of Alerts and events: who gets what. And the metadata that goes with it. */
#include <check.h>
#include <stdlib.h>

#include "notify/routes.h"

#define ALERT(spec)     "{\"metadata\": {\"namespace\": \"flux-system\", \"name\": \"x\"}, \"spec\": {" spec "}}"
#define ALL             "\"eventSources\": [{\"kind\": \"Kustomization\", \"name\": \"*\"}]"
#define SOURCE(more)    "\"eventSources\": [{\"kind\": \"Kustomization\", " more "}]"
#define EVENT(severity) "Kustomization", "flux-system", "apps", severity, "Applied revision: main@sha1:4f"
#define LABELS          "{\"metadata\": {\"labels\": {\"team\": \"a\", \"tier\": \"1\"}}}"

static const struct {
	const char *name, *alert;
	const char *kind, *ns, *object, *severity, *message;
	const char *unit; /* JSON or NULL */
	bool own_namespace, want;
	int warnings;
} rows[] = {
	{ "all of a kind", ALERT(ALL), EVENT("info"), .want = true },
	{ "severity info is everything", ALERT("\"eventSeverity\": \"info\"," ALL), EVENT("error"), .want = true },
	{ "severity absent is everything", ALERT("\"eventSeverity\": \"\"," ALL), EVENT("error"), .want = true },
	{ "severity error is errors", ALERT("\"eventSeverity\": \"error\"," ALL), EVENT("error"), .want = true },
	{ "severity error is not info", ALERT("\"eventSeverity\": \"error\"," ALL), EVENT("info") },
	{ "suspended", ALERT("\"suspend\": true," ALL), EVENT("info") },
	{ "another kind", ALERT(ALL), "HelmRelease", "flux-system", "apps", "info", "m" },
	{ "its name", ALERT(SOURCE("\"name\": \"apps\"")), EVENT("info"), .want = true },
	{ "another name", ALERT(SOURCE("\"name\": \"infra\"")), EVENT("info") },
	{ "a prefix is not its name", ALERT(SOURCE("\"name\": \"app\"")), EVENT("info") },
	{ "the kind's case counts", ALERT("\"eventSources\": [{\"kind\": \"kustomization\", \"name\": \"*\"}]"),
	  EVENT("info") },
	{ "a star is no pattern", ALERT(SOURCE("\"name\": \"ap*\"")), EVENT("info") },
	{ "an empty namespace is the Alert's", ALERT(SOURCE("\"name\": \"*\", \"namespace\": \"\"")), EVENT("info"),
	  .want = true },
	{ "labels with a name", ALERT(SOURCE("\"name\": \"apps\", \"matchLabels\": {\"team\": \"a\"}")), EVENT("info"),
	  LABELS, .want = true },
	{ "a pattern over lines", ALERT("\"exclusionList\": [\"(?s)first.*second\"]," ALL), "Kustomization",
	  "flux-system", "apps", "info", "first\nsecond" },
	{ "no source at all", ALERT("\"eventSources\": []"), EVENT("info") },
	{ "the Alert's namespace is the default", ALERT(ALL), "Kustomization", "other", "apps", "info", "m" },
	{ "another namespace that is named", ALERT(SOURCE("\"name\": \"*\", \"namespace\": \"other\"")),
	  "Kustomization", "other", "apps", "info", "m", .want = true },
	{ "which may be forbidden", ALERT(SOURCE("\"name\": \"*\", \"namespace\": \"other\"")), "Kustomization",
	  "other", "apps", "info", "m", .own_namespace = true },
	{ "the own one never is", ALERT(SOURCE("\"name\": \"*\", \"namespace\": \"flux-system\"")), EVENT("info"),
	  .own_namespace = true, .want = true },
	{ "the second source",
	  ALERT("\"eventSources\": [{\"kind\": \"GitRepository\", \"name\": \"*\"}, {\"kind\": "
		"\"Kustomization\", \"name\": \"apps\"}]"),
	  EVENT("info"), .want = true },
	{ "labels", ALERT(SOURCE("\"name\": \"*\", \"matchLabels\": {\"team\": \"a\"}")), EVENT("info"), LABELS,
	  .want = true },
	{ "all labels", ALERT(SOURCE("\"name\": \"*\", \"matchLabels\": {\"team\": \"a\", \"tier\": \"2\"}")),
	  EVENT("info"), LABELS },
	{ "labels of an object without", ALERT(SOURCE("\"name\": \"*\", \"matchLabels\": {\"team\": \"a\"}")),
	  EVENT("info"), "{}" },
	{ "labels of an object that is gone", ALERT(SOURCE("\"name\": \"*\", \"matchLabels\": {\"team\": \"a\"}")),
	  EVENT("info") },
	{ "no labels asked for", ALERT(SOURCE("\"name\": \"*\", \"matchLabels\": {}")), EVENT("info"), .want = true },
	{ "included", ALERT("\"inclusionList\": [\"^Applied .*main\"]," ALL), EVENT("info"), .want = true },
	{ "included by the second", ALERT("\"inclusionList\": [\"nothing\", \"revision\"]," ALL), EVENT("info"),
	  .want = true },
	{ "not included", ALERT("\"inclusionList\": [\"^revision\"]," ALL), EVENT("info") },
	{ "an empty list includes all", ALERT("\"inclusionList\": []," ALL), EVENT("info"), .want = true },
	{ "excluded", ALERT("\"exclusionList\": [\"revision\"]," ALL), EVENT("info") },
	{ "excluded wins", ALERT("\"inclusionList\": [\"Applied\"], \"exclusionList\": [\"main@\"]," ALL),
	  EVENT("info") },
	{ "not excluded", ALERT("\"exclusionList\": [\"waiting\"]," ALL), EVENT("info"), .want = true },
	{ "case counts", ALERT("\"exclusionList\": [\"applied\"]," ALL), EVENT("info"), .want = true },
	{ "Go's flags", ALERT("\"exclusionList\": [\"(?i)applied\"]," ALL), EVENT("info") },
	{ "a bad exclusion excludes nothing", ALERT("\"exclusionList\": [\"(\"]," ALL), EVENT("info"), .want = true,
	  .warnings = 1 },
	{ "a bad inclusion includes nothing", ALERT("\"inclusionList\": [\"a(?=b)\"]," ALL), EVENT("info"),
	  .warnings = 1 },
	{ "beside a good one", ALERT("\"inclusionList\": [\"[\", \"Applied\"]," ALL), EVENT("info"), .want = true,
	  .warnings = 1 },
};

static void warn(void *arg, const json_t *alert, const char *field, const char *why)
{
	(void)alert;
	ck_assert(strstr(field, "clusionList[0]") && *why);
	(*(int *)arg)++;
}

START_TEST(matching)
{
	WEIR_CLEAN_JSON json_t *alert = json_loads(rows[_i].alert, 0, NULL);
	WEIR_CLEAN_JSON json_t *unit = rows[_i].unit ? json_loads(rows[_i].unit, 0, NULL) : NULL;
	WEIR_CLEAN_JSON json_t *event = json_pack("{s:{s:s, s:s, s:s}, s:s, s:s}", "involvedObject", "kind",
						  rows[_i].kind, "namespace", rows[_i].ns, "name", rows[_i].object,
						  "severity", rows[_i].severity, "message", rows[_i].message);
	int warnings = 0;
	const struct route_query query = { event, unit, rows[_i].own_namespace, warn, &warnings };

	ck_assert_msg(alert && event, "%s: bad row", rows[_i].name);
	ck_assert_msg(route_matches(alert, &query) == rows[_i].want, "%s", rows[_i].name);
	ck_assert_msg(warnings == rows[_i].warnings, "%s: %d warnings", rows[_i].name, warnings);
}
END_TEST

START_TEST(the_events_metadata_wins)
{
	WEIR_CLEAN_JSON json_t *alert = json_loads("{\"spec\": {\"summary\": \"s\", \"eventMetadata\": {\"cluster\": "
						   "\"mine\", \"revision\": \"no\", \"env\": \"prod\"}}}",
						   0, NULL);
	WEIR_CLEAN_JSON json_t *event =
		json_loads("{\"message\": \"m\", \"metadata\": {\"revision\": \"r\"}}", 0, NULL);
	WEIR_CLEAN_JSON json_t *before = json_deep_copy(event);
	WEIR_CLEAN_JSON json_t *got = route_event(event, alert, "home");
	WEIR_CLEAN_JSON json_t *want =
		json_loads("{\"message\": \"m\", \"metadata\": {\"revision\": \"r\", \"cluster\": "
			   "\"mine\", \"env\": \"prod\", \"summary\": \"s\"}}",
			   0, NULL);
	WEIR_CLEAN_JSON json_t *alone = route_event(event, NULL, "home");

	ck_assert(json_equal(got, want));
	ck_assert(json_equal(event, before));
	ck_assert_str_eq(weir_get_str(alone, "metadata.cluster"), "home");
}
END_TEST

START_TEST(annotations_become_metadata)
{
	WEIR_CLEAN_JSON json_t *unit =
		json_loads("{\"metadata\": {\"annotations\": {\"event.toolkit.fluxcd.io/team\": \"a\", "
			   "\"event.toolkit.fluxcd.io/revision\": \"no\", \"other/team\": \"b\"}}}",
			   0, NULL);
	WEIR_CLEAN_JSON json_t *event =
		json_loads("{\"message\": \"m\", \"metadata\": {\"revision\": \"r\"}}", 0, NULL);
	WEIR_CLEAN_JSON json_t *kept = route_annotate(event, unit), *bare = route_annotate(event, NULL);
	WEIR_CLEAN_JSON json_t *got = route_event(kept, NULL, NULL);
	WEIR_CLEAN_JSON json_t *want =
		json_loads("{\"message\": \"m\", \"metadata\": {\"revision\": \"r\", \"team\": \"a\"}}", 0, NULL);

	ck_assert(json_equal(got, want));
	ck_assert(json_equal(bare, event));
}
END_TEST

/* The order of Flux's RFC 0008, and the commit's subject, which makes room. */
static const struct {
	const char *name, *annotation, *metadata, *summary, *own; /* values of "k" ("summary" of the last two) */
	const char *key, *want, *subject;
} orders[] = {
	{ "the cluster is weakest", NULL, NULL, NULL, NULL, "cluster", "home", NULL },
	{ "an annotation alone", "a", NULL, NULL, NULL, "k", "a", NULL },
	{ "the Alert's over an annotation", "a", "m", NULL, NULL, "k", "m", NULL },
	{ "the event's own over both", "a", "m", NULL, "o", "k", "o", NULL },
	{ "the commit's subject is the summary", NULL, NULL, NULL, "o", "summary", "o", NULL },
	{ "but the Alert's comes first", NULL, NULL, "s", "o", "summary", "s", "o" },
	{ "an empty one does not", NULL, NULL, "", "o", "summary", "o", NULL },
	{ "without a commit", NULL, NULL, "s", NULL, "summary", "s", NULL },
};

START_TEST(the_order_of_metadata)
{
	const char *own = !strcmp(orders[_i].key, "summary") ? "summary" : "k";
	WEIR_CLEAN_JSON json_t *unit = json_pack("{s:{s:{s:s*}}}", "metadata", "annotations",
						 "event.toolkit.fluxcd.io/k", orders[_i].annotation);
	WEIR_CLEAN_JSON json_t *alert = json_pack("{s:{s:{s:s*}, s:s*}}", "spec", "eventMetadata", "k",
						  orders[_i].metadata, "summary", orders[_i].summary);
	WEIR_CLEAN_JSON json_t *event = json_pack("{s:{s:s*}}", "metadata", own, orders[_i].own);
	WEIR_CLEAN_JSON json_t *kept = route_annotate(event, unit);
	WEIR_CLEAN_JSON json_t *got = route_event(kept, alert, "home");
	const json_t *meta = json_object_get(got, "metadata");

	ck_assert_msg(!strcmp(weir_get_str_or(meta, orders[_i].key, ""), orders[_i].want), "%s: %s", orders[_i].name,
		      weir_get_str(meta, orders[_i].key));
	ck_assert_pstr_eq(weir_get_str(meta, "subject"), orders[_i].subject);
	ck_assert_ptr_null(json_object_get(got, "annotations"));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("notify-routes");
	TCase *tc = tcase_create("routes");

	tcase_add_loop_test(tc, matching, 0, (int)(sizeof(rows) / sizeof(rows[0])));
	tcase_add_test(tc, the_events_metadata_wins);
	tcase_add_test(tc, annotations_become_metadata);
	tcase_add_loop_test(tc, the_order_of_metadata, 0, (int)(sizeof(orders) / sizeof(orders[0])));
	suite_add_tcase(suite, tc);
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
