/* SPDX-License-Identifier: Apache-2.0 */
/*
 * workloads.c - controllers of pods.  Each rule goes through its counters in the order in which a rollout
 * fills them; the first that falls short is what the object waits for.
 */
#include <inttypes.h>
#include "rules.h"

#define NO_DEADLINE INT32_MAX /* what the controller takes for "no progressDeadlineSeconds" */

/* "Ready: 1/3" when @have is less than @want. */
static enum rule_result too_few(struct health *out, const char *reason, const char *what, int64_t have, int64_t want)
{
	if (want <= have)
		return RULE_OPEN;
	return rule_progress(out, reason, "%s: %" PRId64 "/%" PRId64, what, have, want);
}

static enum rule_result too_many(struct health *out, int64_t have, int64_t want)
{
	if (have <= want)
		return RULE_OPEN;
	return rule_progress(out, "ExtraPods", "Pending termination: %" PRId64,
			     (int64_t)((uint64_t)have - (uint64_t)want));
}

/* ---- StatefulSet ---- */

static enum rule_result partition_rollout(const struct look *look, struct health *out, int64_t want, int64_t partition)
{
	int64_t updated = rule_int(look, "status.updatedReplicas", 0);
	int64_t above = (int64_t)((uint64_t)want - (uint64_t)partition);

	if (too_few(out, "PartitionRollout", "updated", updated, above))
		return RULE_DECIDED;
	return rule_current(out, "Partition rollout complete. updated: %" PRId64, updated);
}

enum rule_result rule_stateful_set(const struct look *look, struct health *out, struct weir_error *err)
{
	int64_t want = rule_int(look, "spec.replicas", 1), have = rule_int(look, "status.replicas", 0);
	int64_t partition = rule_int(look, "spec.updateStrategy.rollingUpdate.partition", -1);

	(void)err;
	if (strcmp(rule_text(look, "spec.updateStrategy.type", ""), "OnDelete") == 0)
		return rule_current(out, "StatefulSet is using the ondelete update strategy");
	if (too_few(out, "LessReplicas", "Replicas", have, want) ||
	    too_few(out, "LessReady", "Ready", rule_int(look, "status.readyReplicas", 0), want) ||
	    too_many(out, have, want))
		return RULE_DECIDED;
	if (partition != -1)
		return partition_rollout(look, out, want, partition);
	if (too_few(out, "LessCurrent", "current", rule_int(look, "status.currentReplicas", 0), want))
		return RULE_DECIDED;
	if (strcmp(rule_text(look, "status.currentRevision", ""), rule_text(look, "status.updateRevision", "")) != 0)
		return rule_progress(out, "RevisionMismatch", "Waiting for updated revision to match current");
	return rule_current(out, "All replicas scheduled as expected. Replicas: %" PRId64, have);
}

/* ---- Deployment ---- */

static enum rule_result deployment_counters(const struct look *look, struct health *out)
{
	int64_t want = rule_int(look, "spec.replicas", 1), have = rule_int(look, "status.replicas", 0);
	int64_t updated = rule_int(look, "status.updatedReplicas", 0);

	if (too_few(out, "LessReplicas", "Replicas", have, want) ||
	    too_few(out, "LessUpdated", "Updated", updated, want) || too_many(out, have, want) ||
	    too_few(out, "LessAvailable", "Available", rule_int(look, "status.availableReplicas", 0), updated) ||
	    too_few(out, "LessReady", "Ready", rule_int(look, "status.readyReplicas", 0), want))
		return RULE_DECIDED;
	return RULE_OPEN;
}

/* Without a deadline the controller sets no Progressing condition, so there is none to wait for. */
static bool rolled_out(const struct look *look)
{
	const json_t *condition;
	size_t i;

	if (rule_int(look, "spec.progressDeadlineSeconds", NO_DEADLINE) == NO_DEADLINE)
		return true;
	json_array_foreach((json_t *)look->conditions, i, condition) {
		if (condition_has(condition, "Progressing", "True") &&
		    strcmp(condition_text(condition, "reason"), "NewReplicaSetAvailable") == 0)
			return true;
	}
	return false;
}

static enum rule_result deadline_exceeded(const struct look *look, struct health *out)
{
	const json_t *condition;
	size_t i;

	json_array_foreach((json_t *)look->conditions, i, condition) {
		const char *reason = condition_text(condition, "reason");

		if (strcmp(condition_text(condition, "type"), "Progressing") != 0 ||
		    strcmp(reason, "ProgressDeadlineExceeded") != 0)
			continue;
		rule_failed(out, reason, "%s", condition_text(condition, "message"));
		free(out->message); /* the condition keeps the controller's words */
		out->message = weir_strdup("Progress deadline exceeded");
		return RULE_DECIDED;
	}
	return RULE_OPEN;
}

enum rule_result rule_deployment(const struct look *look, struct health *out, struct weir_error *err)
{
	(void)err;
	if (deadline_exceeded(look, out) || deployment_counters(look, out))
		return RULE_DECIDED;
	if (!rolled_out(look))
		return rule_progress(out, "ReplicaSetNotAvailable", "ReplicaSet not Available");
	if (!conditions_find(look, "Available", "True"))
		return rule_progress(out, "DeploymentNotAvailable", "Deployment not Available");
	return rule_current(out, "Deployment is available. Replicas: %" PRId64, rule_int(look, "status.replicas", 0));
}

/* ---- ReplicaSet ---- */

enum rule_result rule_replica_set(const struct look *look, struct health *out, struct weir_error *err)
{
	int64_t want = rule_int(look, "spec.replicas", 1), have = rule_int(look, "status.replicas", 0);

	(void)err;
	if (conditions_find(look, "ReplicaFailure", "True"))
		return rule_progress(out, "ReplicaFailure", "Replica Failure condition. Check Pods");
	if (too_few(out, "LessLabelled", "Labelled", rule_int(look, "status.fullyLabeledReplicas", 0), want) ||
	    too_few(out, "LessAvailable", "Available", rule_int(look, "status.availableReplicas", 0), want) ||
	    too_few(out, "LessReady", "Ready", rule_int(look, "status.readyReplicas", 0), want) ||
	    too_many(out, have, want))
		return RULE_DECIDED;
	return rule_current(out, "ReplicaSet is available. Replicas: %" PRId64, have);
}

/* ---- DaemonSet ---- */

/* Its controller always sets both; until it has, the counters say nothing. */
static enum rule_result generations_set(const struct look *look, struct health *out, struct weir_error *err)
{
	const char *kind = weir_object_kind(look->object);
	int64_t value;
	bool found;

	if (rule_strict_int(look->object, "metadata.generation", &value, &found, err))
		return RULE_REFUSED;
	if (!found)
		return rule_progress(out, "NoGeneration", "%s metadata.generation not found", kind);
	if (rule_strict_int(look->object, "status.observedGeneration", &value, &found, err))
		return RULE_REFUSED;
	if (!found)
		return rule_progress(out, "NoObservedGeneration", "%s status.observedGeneration not found", kind);
	return RULE_OPEN;
}

enum rule_result rule_daemon_set(const struct look *look, struct health *out, struct weir_error *err)
{
	int64_t want = rule_int(look, "status.desiredNumberScheduled", -1);
	enum rule_result result = generations_set(look, out, err);

	if (result)
		return result;
	if (want == -1)
		return rule_progress(out, "NoDesiredNumber", "Missing .status.desiredNumberScheduled");
	if (too_few(out, "LessCurrent", "Current", rule_int(look, "status.currentNumberScheduled", 0), want) ||
	    too_few(out, "LessUpdated", "Updated", rule_int(look, "status.updatedNumberScheduled", 0), want) ||
	    too_few(out, "LessAvailable", "Available", rule_int(look, "status.numberAvailable", 0), want) ||
	    too_few(out, "LessReady", "Ready", rule_int(look, "status.numberReady", 0), want))
		return RULE_DECIDED;
	return rule_current(out, "All replicas scheduled as expected. Replicas: %" PRId64, want);
}
