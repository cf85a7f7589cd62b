/* SPDX-License-Identifier: Apache-2.0 */
/*
 * health.c - the order of the rules and the table of kinds.  What is not in the table (custom objects,
 * and built-in kinds without a status of their own) is judged by its Ready condition.
 */
#include "rules.h"

static const struct {
	const char *group, *kind;
	rule_fn rule;
} kinds[] = {
	{ "", "Service", rule_service },
	{ "", "Pod", rule_pod },
	{ "", "Secret", rule_always },
	{ "", "ConfigMap", rule_always },
	{ "", "PersistentVolumeClaim", rule_volume_claim },
	{ "apps", "StatefulSet", rule_stateful_set },
	{ "apps", "DaemonSet", rule_daemon_set },
	{ "extensions", "DaemonSet", rule_daemon_set },
	{ "apps", "Deployment", rule_deployment },
	{ "extensions", "Deployment", rule_deployment },
	{ "apps", "ReplicaSet", rule_replica_set },
	{ "extensions", "ReplicaSet", rule_replica_set },
	{ "policy", "PodDisruptionBudget", rule_disruption_budget },
	{ "batch", "CronJob", rule_always },
	{ "batch", "Job", rule_job },
	{ "apiextensions.k8s.io", "CustomResourceDefinition", rule_custom_definition },
};

/* "apps/v1" is of the group "apps", "v1" of the core group; with two slashes it names no kind at all. */
static bool is_of_group(const char *api_version, const char *group)
{
	const char *slash = strchr(api_version, '/');
	size_t n = slash ? (size_t)(slash - api_version) : 0;

	if (slash && strchr(slash + 1, '/'))
		return false;
	return strlen(group) == n && memcmp(api_version, group, n) == 0;
}

static rule_fn rule_of(const json_t *object)
{
	const char *kind = weir_object_kind(object), *api_version = weir_get_str_or(object, "apiVersion", "");
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		if (strcmp(kinds[i].kind, kind) == 0 && is_of_group(api_version, kinds[i].group))
			return kinds[i].rule;
	}
	return rule_ready_condition;
}

int health_compute(const json_t *object, unsigned flags, int64_t now, struct health *out, struct weir_error *err)
{
	struct look look = { .object = object, .flags = flags, .now = now };
	struct health found = { 0 };
	enum rule_result result = rule_before_kind(&look, &found, err);

	if (result == RULE_OPEN)
		result = rule_of(object)(&look, &found, err);
	if (result != RULE_DECIDED)
		return WEIR_E_INVALID;
	if (!found.conditions)
		found.conditions = json_array();
	*out = found;
	return 0;
}

void health_done(struct health *h)
{
	free(h->message);
	json_decref(h->conditions);
	*h = (struct health){ 0 };
}
