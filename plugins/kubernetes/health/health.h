/* SPDX-License-Identifier: Apache-2.0 */
/*
 * health.h - is an object of a cluster what its spec asks for?  The rules are kstatus' (the library that
 * Flux waits with, cli-utils/pkg/kstatus v1.2): what all objects share, then one rule a kind, then the
 * Ready condition.  Pure functions of the object; any thread.
 */
#ifndef KUBERNETES_HEALTH_H
#define KUBERNETES_HEALTH_H

#include <weir/util.h>

enum health_status {
	HEALTH_UNKNOWN, /* it could not be told: the object is not what its kind should be */
	HEALTH_CURRENT,
	HEALTH_IN_PROGRESS,
	HEALTH_FAILED,
	HEALTH_TERMINATING,
	HEALTH_NOT_FOUND,
};

struct health {
	enum health_status status;
	char *message;      /* malloc'ed, never NULL after success; may be "" */
	json_t *conditions; /* new reference: [{type: Reconciling|Stalled, status, reason, message}] or [] */
};

enum {
	/* A Job that runs is not Current until it is complete: what Flux waits with since 2.4. */
	HEALTH_AWAIT_JOBS = 1u << 0,
};

/*
 * @now: seconds since 1970, for rules that give an object some time.  WEIR_E_INVALID: a field that
 * the rule needs has the wrong type; *out is untouched then.
 */
int health_compute(const json_t *object, unsigned flags, int64_t now, struct health *out, struct weir_error *err);
void health_done(struct health *h); /* NULL members are fine */

const char *health_name(enum health_status status); /* "InProgress" */

#endif
