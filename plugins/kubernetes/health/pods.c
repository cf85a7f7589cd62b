/* SPDX-License-Identifier: Apache-2.0 */
/* pods.c - Pod and Job: what runs, and may end. */
#include <inttypes.h>
#include <time.h>
#include "rules.h"

#define SCHEDULE_WINDOW 15 /* seconds that a pod has to be scheduled before that counts as a failure */

/* ---- Pod ---- */

/*
 * The names of containers in CrashLoopBackOff, with commas.  A member that is not there passes the
 * container over; one of another type refuses the pod.
 */
static enum rule_result crash_loop(const json_t *container, struct weir_strbuf *names, struct weir_error *err)
{
	const char *name = NULL, *reason = NULL;

	if (!json_is_object(container) || json_is_null(json_object_get(container, "name")) ||
	    rule_strict_text(container, "name", &name, NULL) ||
	    (name && rule_strict_text(container, "state.waiting.reason", &reason, NULL))) {
		weir_fail(err, WEIR_E_INVALID, "InvalidStatus",
			  "status.containerStatuses of Pod is not as a kubelet "
			  "writes it: its health cannot be told");
		return RULE_REFUSED;
	}
	if (reason && strcmp(reason, "CrashLoopBackOff") == 0)
		weir_strbuf_addf(names, "%s%s", names->len ? "," : "", name);
	return RULE_OPEN;
}

static enum rule_result running(const struct look *look, struct health *out, struct weir_error *err)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf names = WEIR_STRBUF_INIT;
	const json_t *list = NULL, *container;
	size_t i;

	if (conditions_find(look, "Ready", "True"))
		return rule_current(out, "Pod is Ready");
	if (rule_strict_list(look->object, "status.containerStatuses", &list, err))
		return RULE_REFUSED;
	json_array_foreach((json_t *)list, i, container) {
		if (crash_loop(container, &names, err))
			return RULE_REFUSED;
	}
	if (names.len)
		return rule_failed(out, "ContainerCrashLooping", "Containers in CrashLoop state: %s", names.data);
	return rule_progress(out, "PodRunningNotReady", "Pod is running but is not Ready");
}

static int64_t created(const struct look *look)
{
	struct tm tm = { 0 };
	const char *text = rule_text(look, "metadata.creationTimestamp", "");

	const char *end = strptime(text, "%Y-%m-%dT%H:%M:%SZ", &tm);

	return end && !*end ? timegm(&tm) : INT64_MIN;
}

static enum rule_result pending(const struct look *look, struct health *out)
{
	const json_t *condition = conditions_find(look, "PodScheduled", "False");

	if (!condition || strcmp(condition_text(condition, "reason"), "Unschedulable") != 0)
		return rule_progress(out, "PodPending", "Pod is in the Pending phase");
	if (look->now - SCHEDULE_WINDOW < created(look))
		return rule_progress(out, "PodNotScheduled", "Pod has not been scheduled");
	return rule_failed(out, "PodUnschedulable", "Pod could not be scheduled");
}

enum rule_result rule_pod(const struct look *look, struct health *out, struct weir_error *err)
{
	const char *phase = rule_text(look, "status.phase", "");

	if (!*phase)
		return rule_progress(out, "PodNotObserved", "Pod phase not available");
	if (strcmp(phase, "Succeeded") == 0)
		return rule_current(out, "Pod has completed successfully");
	if (strcmp(phase, "Failed") == 0)
		return rule_current(out, "Pod has completed, but not successfully");
	if (strcmp(phase, "Running") == 0)
		return running(look, out, err);
	if (strcmp(phase, "Pending") == 0)
		return pending(look, out);
	weir_fail(err, WEIR_E_INVALID, "InvalidStatus", "unknown phase %s", phase);
	return RULE_REFUSED;
}

/* ---- Job ---- */

static enum rule_result job_runs(const struct look *look, struct health *out, int64_t parallelism)
{
	int64_t succeeded = rule_int(look, "status.succeeded", 0), active = rule_int(look, "status.active", 0);
	int64_t failed = rule_int(look, "status.failed", 0);
	bool await = look->flags & HEALTH_AWAIT_JOBS;

	if (!*rule_text(look, "status.startTime", "")) {
		if (await)
			return rule_progress(out, "JobNotStarted", "Job not started. active: 0/%" PRId64, parallelism);
		return rule_progress(out, "JobNotStarted", "Job not started");
	}
#define RUNS "Job in progress. success:%" PRId64 ", active: %" PRId64 ", failed: %" PRId64
	if (await)
		return rule_progress(out, "JobInProgress", RUNS, succeeded, active, failed);
	return rule_current(out, RUNS, succeeded, active, failed);
#undef RUNS
}

enum rule_result rule_job(const struct look *look, struct health *out, struct weir_error *err)
{
	int64_t parallelism = rule_int(look, "spec.parallelism", 1);
	int64_t completions = rule_int(look, "spec.completions", parallelism);
	const json_t *condition;
	size_t i;

	(void)err;
	json_array_foreach((json_t *)look->conditions, i, condition) {
		if (condition_has(condition, "Complete", "True"))
			return rule_current(out, "Job Completed. succeeded: %" PRId64 "/%" PRId64,
					    rule_int(look, "status.succeeded", 0), completions);
		if (condition_has(condition, "Failed", "True"))
			return rule_failed(out, "JobFailed", "Job Failed. failed: %" PRId64 "/%" PRId64,
					   rule_int(look, "status.failed", 0), completions);
	}
	return job_runs(look, out, parallelism);
}
