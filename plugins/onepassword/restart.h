/* SPDX-License-Identifier: Apache-2.0 */
/* restart.h - when a workload's pods are to start anew, and who decides. */
#ifndef ONEPASSWORD_RESTART_H
#define ONEPASSWORD_RESTART_H

#include <weir/plugin.h>
#include <weir/util.h>

#define OP_PREFIX       "operator.1password.io/"
#define OP_AUTO_RESTART OP_PREFIX "auto-restart"   /* on items, Secrets, workloads, Namespaces: a boolean */
#define OP_CHANGED      OP_PREFIX "data-changed"   /* on a Secret: when its data changed last; absent: never */
#define OP_RESTARTED    OP_PREFIX "last-restarted" /* on a pod template */

/* What one plan asks for, each object once. */
struct restarts {
	const struct weir_host *host;
	struct weir_call *call;
	bool preset;      /* the option autoRestart */
	json_t *read;     /* {weir_ref_key: object or null} */
	json_t *warnings; /* [text] */
};
void restarts_init(struct restarts *r, const struct weir_host *host, struct weir_call *call, bool preset);
void restarts_done(struct restarts *r);
/*
 * *when (malloc'ed): the latest change of a Secret of ours that @workload uses and restarts for; NULL:
 * none. The Secrets are read from the target: nobody restarts for one that is not there yet.
 */
int restart_time(struct restarts *r, const json_t *workload, char **when, struct weir_error *err);

#endif
