/* SPDX-License-Identifier: Apache-2.0 */
/* One object a row, written as YAML's short form: what its status is, and in which words. */
#include <check.h>
#include <weir/yaml.h>
#include "health.h"

#define NOW  1700000000 /* 2023-11-14T22:13:20Z */
#define DEPL "apiVersion: apps/v1, kind: Deployment, "
#define STS  "apiVersion: apps/v1, kind: StatefulSet, "
#define DS   "apiVersion: apps/v1, kind: DaemonSet, "
#define RS   "apiVersion: apps/v1, kind: ReplicaSet, "
#define POD  "apiVersion: v1, kind: Pod, "
#define JOB  "apiVersion: batch/v1, kind: Job, "
#define CRD  "apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, "
#define FOO  "apiVersion: example.com/v1, kind: Foo, "
#define FULL "replicas: 1, updatedReplicas: 1, readyReplicas: 1, availableReplicas: 1"

static const struct {
	const char *name, *object;
	enum health_status status; /* HEALTH_UNKNOWN: refused */
	const char *message;       /* or a part of the refusal */
	const char *reason;        /* of the condition; NULL: none */
	unsigned flags;
} rows[] = {
	{ "deleted", FOO "metadata: {deletionTimestamp: '2023-01-01T00:00:00Z'}", HEALTH_TERMINATING,
	  "Resource scheduled for deletion", NULL, 0 },
	{ "not deleted", FOO "metadata: {deletionTimestamp: ''}", HEALTH_CURRENT, "Resource is current", NULL, 0 },
	{ "not observed", FOO "metadata: {generation: 3}, status: {observedGeneration: 2}", HEALTH_IN_PROGRESS,
	  "Foo generation is 3, but latest observed generation is 2", "LatestGenerationNotObserved", 0 },
	{ "generation of another type", FOO "metadata: {generation: '3'}", HEALTH_UNKNOWN,
	  "metadata.generation of Foo is not an integer", NULL, 0 },
	{ "stalled", FOO "status: {conditions: [{type: Stalled, status: 'True', reason: R, message: M}]}",
	  HEALTH_FAILED, "M", "R", 0 },
	{ "the first condition wins",
	  FOO "status: {conditions: [{type: Reconciling, status: 'True'}, {type: Stalled, status: 'True'}]}",
	  HEALTH_IN_PROGRESS, "", "", 0 },
	{ "ready", FOO "status: {conditions: [{type: Ready, status: 'True'}]}", HEALTH_CURRENT, "Resource is Ready",
	  NULL, 0 },
	{ "not ready", FOO "status: {conditions: [{type: Ready, status: 'False', message: no, reason: N}]}",
	  HEALTH_IN_PROGRESS, "no", "N", 0 },
	{ "ready in no known way", FOO "status: {conditions: [{type: Ready, status: 'Maybe'}]}", HEALTH_CURRENT,
	  "Resource is current", NULL, 0 },
	{ "conditions are no list", FOO "status: {conditions: {}}", HEALTH_UNKNOWN, "status.conditions of Foo", NULL,
	  0 },
	{ "a condition is no map", FOO "status: {conditions: [null, x]}", HEALTH_UNKNOWN, "status.conditions[1]", NULL,
	  0 },
	{ "status is no map", FOO "status: x", HEALTH_UNKNOWN, "status of Foo is not a map", NULL, 0 },
	{ "no status", FOO "status: null", HEALTH_CURRENT, "Resource is current", NULL, 0 },
	{ "other group, same kind", "apiVersion: example.com/v1, kind: Deployment", HEALTH_CURRENT,
	  "Resource is current", NULL, 0 },
	{ "deployment too few", DEPL "spec: {replicas: 2}, status: {replicas: 1}", HEALTH_IN_PROGRESS, "Replicas: 1/2",
	  "LessReplicas", 0 },
	{ "deployment available", DEPL "status: {" FULL ", conditions: [{type: Available, status: 'True'}]}",
	  HEALTH_CURRENT, "Deployment is available. Replicas: 1", NULL, 0 },
	{ "deployment with a deadline",
	  DEPL "spec: {progressDeadlineSeconds: 5}, status: {" FULL
	       ", conditions: [{type: Available, status: 'True'}]}",
	  HEALTH_IN_PROGRESS, "ReplicaSet not Available", "ReplicaSetNotAvailable", 0 },
	{ "deployment past its deadline",
	  DEPL "status: {conditions: [{type: Progressing, status: 'False', reason: ProgressDeadlineExceeded}]}",
	  HEALTH_FAILED, "Progress deadline exceeded", "ProgressDeadlineExceeded", 0 },
	{ "statefulset by hand", STS "spec: {updateStrategy: {type: OnDelete}}", HEALTH_CURRENT,
	  "StatefulSet is using the ondelete update strategy", NULL, 0 },
	{ "statefulset in parts",
	  STS "spec: {replicas: 3, updateStrategy: {rollingUpdate: {partition: 1}}}, status: {replicas: 3, "
	      "readyReplicas: 3, updatedReplicas: 1}",
	  HEALTH_IN_PROGRESS, "updated: 1/2", "PartitionRollout", 0 },
	{ "statefulset revisions",
	  STS "status: {replicas: 1, readyReplicas: 1, currentReplicas: 1, currentRevision: a, updateRevision: b}",
	  HEALTH_IN_PROGRESS, "Waiting for updated revision to match current", "RevisionMismatch", 0 },
	{ "daemonset unseen", DS "metadata: {generation: 1}", HEALTH_IN_PROGRESS,
	  "DaemonSet status.observedGeneration not found", "NoObservedGeneration", 0 },
	{ "daemonset", DS "metadata: {generation: 1}, status: {observedGeneration: 1, desiredNumberScheduled: 0}",
	  HEALTH_CURRENT, "All replicas scheduled as expected. Replicas: 0", NULL, 0 },
	{ "replicaset too many",
	  RS "status: {fullyLabeledReplicas: 3, availableReplicas: 3, readyReplicas: 3, replicas: 3}",
	  HEALTH_IN_PROGRESS, "Pending termination: 2", "ExtraPods", 0 },
	{ "pod unseen", POD "spec: {}", HEALTH_IN_PROGRESS, "Pod phase not available", "PodNotObserved", 0 },
	{ "pod crash loop",
	  POD "status: {phase: Running, containerStatuses: [{name: a, state: {waiting: {reason: CrashLoopBackOff}}}, "
	      "{name: b, state: {running: {}}}, {name: c, state: {waiting: {reason: CrashLoopBackOff}}}]}",
	  HEALTH_FAILED, "Containers in CrashLoop state: a,c", "ContainerCrashLooping", 0 },
	{ "pod without a place, new",
	  POD "metadata: {creationTimestamp: '2023-11-14T22:13:06Z'}, status: {phase: Pending, conditions: "
	      "[{type: PodScheduled, status: 'False', reason: Unschedulable}]}",
	  HEALTH_IN_PROGRESS, "Pod has not been scheduled", "PodNotScheduled", 0 },
	{ "pod without a place",
	  POD "metadata: {creationTimestamp: '2023-11-14T22:13:05Z'}, status: {phase: Pending, conditions: "
	      "[{type: PodScheduled, status: 'False', reason: Unschedulable}]}",
	  HEALTH_FAILED, "Pod could not be scheduled", "PodUnschedulable", 0 },
	{ "pod in a phase nobody knows", POD "status: {phase: Odd}", HEALTH_UNKNOWN, "unknown phase Odd", NULL, 0 },
	{ "job runs", JOB "status: {startTime: x, active: 1}", HEALTH_CURRENT,
	  "Job in progress. success:0, active: 1, failed: 0", NULL, 0 },
	{ "job runs and is awaited", JOB "status: {startTime: x, active: 1}", HEALTH_IN_PROGRESS,
	  "Job in progress. success:0, active: 1, failed: 0", "JobInProgress", HEALTH_AWAIT_JOBS },
	{ "job awaited", JOB "spec: {parallelism: 3}", HEALTH_IN_PROGRESS, "Job not started. active: 0/3",
	  "JobNotStarted", HEALTH_AWAIT_JOBS },
	{ "job failed", JOB "status: {failed: 2, conditions: [{type: Failed, status: 'True'}]}", HEALTH_FAILED,
	  "Job Failed. failed: 2/1", "JobFailed", 0 },
	{ "crd", CRD "status: {conditions: [{type: Established, status: 'True'}]}", HEALTH_CURRENT,
	  "CRD is established", NULL, 0 },
	{ "crd refused",
	  CRD "status: {conditions: [{type: NamesAccepted, status: 'False', reason: R, message: taken}]}",
	  HEALTH_FAILED, "taken", "R", 0 },
	{ "volume claim", "apiVersion: v1, kind: PersistentVolumeClaim", HEALTH_IN_PROGRESS,
	  "PVC is not Bound. phase: unknown", "NotBound", 0 },
	{ "service", "apiVersion: v1, kind: Service, spec: {type: LoadBalancer}", HEALTH_IN_PROGRESS,
	  "ClusterIP not set. Service type: LoadBalancer", "NoIPAssigned", 0 },
};

static void check_row(int i, const json_t *object)
{
	struct weir_error err = WEIR_ERROR_INIT;
	struct health h = { 0 };
	int rc = health_compute(object, rows[i].flags, NOW, &h, &err);
	const char *reason = json_string_value(json_object_get(json_array_get(h.conditions, 0), "reason"));

	ck_assert_msg((rc != 0) == (rows[i].status == HEALTH_UNKNOWN), "%s: %s", rows[i].name,
		      rc ? err.message : h.message);
	if (rc) {
		ck_assert_int_eq(err.code, WEIR_E_INVALID);
		ck_assert_msg(strstr(err.message, rows[i].message) != NULL, "%s: %s", rows[i].name, err.message);
	} else {
		ck_assert_msg(h.status == rows[i].status, "%s: %s", rows[i].name, health_name(h.status));
		ck_assert_msg(!strcmp(h.message, rows[i].message), "%s: %s", rows[i].name, h.message);
		ck_assert_msg((!reason && !rows[i].reason) || (reason && !strcmp(reason, rows[i].reason)), "%s: %s",
			      rows[i].name, reason ? reason : "no condition");
	}
	health_done(&h);
	weir_error_done(&err);
}

START_TEST(row)
{
	char *text = weir_asprintf("{%s}", rows[_i].object);
	json_t *object = weir_yaml_load("row", text, strlen(text), WEIR_YAML_V3, NULL);

	ck_assert_msg(object != NULL, "%s is no YAML", text);
	check_row(_i, object);
	json_decref(object);
	free(text);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("kubernetes-health");
	TCase *tc = tcase_create("rules");
	SRunner *runner;
	int failed;

	tcase_add_loop_test(tc, row, 0, sizeof(rows) / sizeof(*rows));
	suite_add_tcase(suite, tc);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? 1 : 0;
}
