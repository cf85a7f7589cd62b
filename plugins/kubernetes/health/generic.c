/* SPDX-License-Identifier: Apache-2.0 */
/*
 * generic.c - what can be told of an object of any kind: it is being deleted, its controller has not seen
 * the newest spec yet, it says Reconciling or Stalled; and when no rule of a kind has decided, Ready.
 */
#include <inttypes.h>
#include "rules.h"

static enum rule_result deletion(const struct look *look, struct health *out, struct weir_error *err)
{
	const char *since = "";

	if (rule_strict_text(look->object, "metadata.deletionTimestamp", &since, err))
		return RULE_REFUSED;
	return *since ? rule_terminating(out, "Resource scheduled for deletion") : RULE_OPEN;
}

static enum rule_result generation(const struct look *look, struct health *out, struct weir_error *err)
{
	int64_t wanted, observed;
	bool found;

	if (rule_strict_int(look->object, "metadata.generation", &wanted, &found, err))
		return RULE_REFUSED;
	if (!found)
		return RULE_OPEN;
	if (rule_strict_int(look->object, "status.observedGeneration", &observed, &found, err))
		return RULE_REFUSED;
	if (!found || observed == wanted)
		return RULE_OPEN;
	return rule_progress(out, "LatestGenerationNotObserved",
			     "%s generation is %" PRId64 ", but latest observed generation is %" PRId64,
			     weir_object_kind(look->object), wanted, observed);
}

static enum rule_result standard_conditions(const struct look *look, struct health *out)
{
	const json_t *condition;
	size_t i;

	json_array_foreach((json_t *)look->conditions, i, condition) {
		const char *reason = condition_text(condition, "reason");

		if (condition_has(condition, "Reconciling", "True"))
			return rule_progress(out, reason, "%s", condition_text(condition, "message"));
		if (condition_has(condition, "Stalled", "True"))
			return rule_failed(out, reason, "%s", condition_text(condition, "message"));
	}
	return RULE_OPEN;
}

enum rule_result rule_before_kind(struct look *look, struct health *out, struct weir_error *err)
{
	enum rule_result result = deletion(look, out, err);

	if (!result)
		result = generation(look, out, err);
	if (!result)
		result = conditions_check(look, err);
	return result ? result : standard_conditions(look, out);
}

enum rule_result rule_ready_condition(const struct look *look, struct health *out, struct weir_error *err)
{
	const json_t *condition;
	size_t i;

	(void)err;
	json_array_foreach((json_t *)look->conditions, i, condition) {
		if (condition_has(condition, "Ready", "True"))
			return rule_current(out, "Resource is Ready");
		if (condition_has(condition, "Ready", "False") || condition_has(condition, "Ready", "Unknown"))
			return rule_progress(out, condition_text(condition, "reason"), "%s",
					     condition_text(condition, "message"));
	}
	return rule_current(out, "Resource is current");
}
