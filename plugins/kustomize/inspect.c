/* SPDX-License-Identifier: Apache-2.0 */
/*
 * inspect.c - the fields of a Flux Kustomization that decide when it runs, checked: an error names
 * the field.  Rules: kustomize.toolkit.fluxcd.io/v1.
 */
#include "inspect.h"

#include <stdio.h>
#include <stdlib.h>

static int bad(struct weir_error *err, const char *field, const char *why)
{
	return weir_fail(err, WEIR_E_INVALID, "InvalidSpec", "%s: %s", field, why);
}

/* ---- durations ---- */

static const struct {
	const char *field, *fact;
	bool required;
} durations[] = {
	{ "spec.interval", "interval_ms", true },
	{ "spec.retryInterval", "retry_ms", false },
	{ "spec.timeout", "timeout_ms", false },
};

static int take_durations(const json_t *object, json_t *facts, struct weir_error *err)
{
	size_t i;

	for (i = 0; i < sizeof(durations) / sizeof(durations[0]); i++) {
		const json_t *value = weir_get(object, durations[i].field);
		int64_t ms;

		if (!value || json_is_null(value)) {
			if (durations[i].required)
				return bad(err, durations[i].field, "is required");
			continue;
		}
		if (!json_is_string(value))
			return bad(err, durations[i].field, "must be a duration in quotes, such as \"10m\"");
		if (weir_duration_parse(json_string_value(value), &ms, err)) {
			snprintf(err->reason, sizeof(err->reason), "InvalidSpec");
			return weir_fail_prefix(err, "%s", durations[i].field);
		}
		if (ms <= 0)
			return bad(err, durations[i].field, "must be longer than nothing");
		json_object_set_new(facts, durations[i].fact, json_integer(ms));
	}
	return 0;
}

/* ---- switches ---- */

static const struct {
	const char *field, *fact;
} switches[] = {
	{ "spec.suspend", "suspend" },
	{ "spec.prune", "prune" },
	{ "spec.wait", "wait" },
	{ "spec.force", "force" },
};

static int take_switches(const json_t *object, json_t *facts, struct weir_error *err)
{
	size_t i;

	for (i = 0; i < sizeof(switches) / sizeof(switches[0]); i++) {
		const json_t *value = weir_get(object, switches[i].field);

		if (value && !json_is_boolean(value) && !json_is_null(value))
			return bad(err, switches[i].field, "must be true or false");
		json_object_set_new(facts, switches[i].fact, json_boolean(json_is_true(value)));
	}
	return 0;
}

static int take_deletion(const json_t *object, json_t *facts, struct weir_error *err)
{
	static const struct {
		const char *policy, *fact;
	} policies[] = { { "MirrorPrune", "mirror" },
			 { "Delete", "delete" },
			 { "WaitForTermination", "wait" },
			 { "Orphan", "orphan" } };
	const char *policy = weir_get_str_or(object, "spec.deletionPolicy", "MirrorPrune");
	size_t i;

	for (i = 0; i < sizeof(policies) / sizeof(policies[0]); i++)
		if (strcmp(policies[i].policy, policy) == 0) {
			json_object_set_new(facts, "deletion", json_string(policies[i].fact));
			return 0;
		}
	return bad(err, "spec.deletionPolicy", "must be MirrorPrune, Delete, WaitForTermination or Orphan");
}

/* ---- references ---- */

static void add_ref(json_t *list, const char *role, const char *group, const char *kind, const char *ns,
		    const char *name, bool optional)
{
	json_t *ref = weir_ref_new(group, kind, ns, name);

	if (role)
		json_object_set_new(ref, "role", json_string(role));
	if (optional)
		json_object_set_new(ref, "optional", json_true());
	json_array_append_new(list, ref);
}

static int take_source(const json_t *object, json_t *refs, struct weir_error *err)
{
	static const char *const kinds[] = { "GitRepository", "OCIRepository", "Bucket", "ExternalArtifact", NULL };
	const char *kind = weir_get_str_or(object, "spec.sourceRef.kind", "");
	const char *name = weir_get_str_or(object, "spec.sourceRef.name", "");
	const char *ns = weir_get_str_or(object, "spec.sourceRef.namespace", weir_object_namespace(object));
	const char *near;
	size_t i;

	for (i = 0; kinds[i] && strcmp(kinds[i], kind) != 0; i++)
		;
	if (!kinds[i]) {
		near = weir_nearest(kind, kinds);
		return weir_fail(err, WEIR_E_INVALID, "InvalidSpec",
				 "spec.sourceRef.kind: '%s' is no kind of source%s%s", kind,
				 near ? ", did you mean " : "", near ? near : "");
	}
	if (!*name)
		return bad(err, "spec.sourceRef.name", "is required");
	add_ref(refs, "source", SOURCE_GROUP, kind, ns, name, false);
	return 0;
}

static int take_dependencies(const json_t *object, json_t *refs, struct weir_error *err)
{
	const json_t *list = weir_get(object, "spec.dependsOn"), *item;
	size_t i;

	json_array_foreach(list, i, item) {
		const char *name = weir_get_str_or(item, "name", "");

		if (!*name)
			return weir_fail(err, WEIR_E_INVALID, "InvalidSpec", "spec.dependsOn[%zu].name: is required",
					 i);
		if (weir_get(item, "readyExpr"))
			return weir_fail(err, WEIR_E_UNSUPPORTED, "InvalidCELExpression",
					 "spec.dependsOn[%zu].readyExpr: expressions are not supported by this version",
					 i);
		add_ref(refs, "dependsOn", FLUX_GROUP, "Kustomization",
			weir_get_str_or(item, "namespace", weir_object_namespace(object)), name, false);
	}
	return 0;
}

static int take_inputs(const json_t *object, json_t *refs, struct weir_error *err)
{
	const json_t *list = weir_get(object, "spec.postBuild.substituteFrom"), *item;
	size_t i;

	json_array_foreach(list, i, item) {
		const char *kind = weir_get_str_or(item, "kind", ""), *name = weir_get_str_or(item, "name", "");

		if (strcmp(kind, "ConfigMap") != 0 && strcmp(kind, "Secret") != 0)
			return weir_fail(err, WEIR_E_INVALID, "InvalidSpec",
					 "spec.postBuild.substituteFrom[%zu].kind: must be ConfigMap or Secret", i);
		add_ref(refs, "input", "", kind, weir_object_namespace(object), name,
			weir_get_bool(item, "optional", false));
	}
	return 0;
}

static void take_health(const json_t *object, json_t *facts)
{
	const json_t *list = weir_get(object, "spec.healthChecks"), *item;
	json_t *health;
	size_t i;

	if (!json_array_size(list) || weir_get_bool(object, "spec.wait", false))
		return;
	health = json_array();
	json_array_foreach(list, i, item) {
		WEIR_CLEAN_FREE char *group = NULL;

		weir_split_api_version(weir_get_str_or(item, "apiVersion", ""), &group, NULL);
		add_ref(health, NULL, group, weir_get_str_or(item, "kind", ""),
			weir_get_str_or(item, "namespace", weir_object_namespace(object)),
			weir_get_str_or(item, "name", ""), false);
	}
	json_object_set_new(facts, "health", health);
}

int inspect_kustomization(void *self, const json_t *object, json_t **facts_out, struct weir_error *err)
{
	json_t *facts = json_object(), *refs = json_array();
	int rc;

	(void)self;
	json_object_set_new(facts, "refs", refs);
	rc = json_is_object(json_object_get(object, "spec")) ? 0 : bad(err, "spec", "is required");
	if (!rc)
		rc = take_durations(object, facts, err);
	if (!rc)
		rc = take_switches(object, facts, err);
	if (!rc)
		rc = take_deletion(object, facts, err);
	if (!rc)
		rc = take_source(object, refs, err);
	if (!rc)
		rc = take_dependencies(object, refs, err);
	if (!rc)
		rc = take_inputs(object, refs, err);
	if (rc) {
		json_decref(facts);
		return rc;
	}
	take_health(object, facts);
	*facts_out = facts;
	return 0;
}
