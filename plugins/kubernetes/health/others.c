/* SPDX-License-Identifier: Apache-2.0 */
/* others.c - kinds without pods: Service, PersistentVolumeClaim, CustomResourceDefinition, and what is always ready. */
#include "rules.h"

enum rule_result rule_always(const struct look *look, struct health *out, struct weir_error *err)
{
	(void)look;
	(void)err;
	return rule_current(out, "Resource is always ready");
}

enum rule_result rule_service(const struct look *look, struct health *out, struct weir_error *err)
{
	(void)err;
	if (strcmp(rule_text(look, "spec.type", "ClusterIP"), "LoadBalancer") == 0 &&
	    !*rule_text(look, "spec.clusterIP", ""))
		return rule_progress(out, "NoIPAssigned", "ClusterIP not set. Service type: LoadBalancer");
	return rule_current(out, "Service is ready");
}

enum rule_result rule_volume_claim(const struct look *look, struct health *out, struct weir_error *err)
{
	const char *phase = rule_text(look, "status.phase", "unknown");

	(void)err;
	if (strcmp(phase, "Bound") != 0)
		return rule_progress(out, "NotBound", "PVC is not Bound. phase: %s", phase);
	return rule_current(out, "PVC is Bound");
}

/* Its controller sets no condition; that it has seen the newest spec is all that can be told. */
enum rule_result rule_disruption_budget(const struct look *look, struct health *out, struct weir_error *err)
{
	(void)look;
	(void)err;
	return rule_current(out, "AllowedDisruptions has been computed.");
}

enum rule_result rule_custom_definition(const struct look *look, struct health *out, struct weir_error *err)
{
	const json_t *condition;
	size_t i;

	(void)err;
	json_array_foreach((json_t *)look->conditions, i, condition) {
		const char *reason = condition_text(condition, "reason");

		if (condition_has(condition, "NamesAccepted", "False") ||
		    (condition_has(condition, "Established", "False") && strcmp(reason, "Installing") != 0))
			return rule_failed(out, reason, "%s", condition_text(condition, "message"));
		if (condition_has(condition, "Established", "True"))
			return rule_current(out, "CRD is established");
	}
	return rule_progress(out, "Installing", "Install in progress");
}
