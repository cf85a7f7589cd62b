/* SPDX-License-Identifier: Apache-2.0 */
/* What an event says of a commit. */
#ifndef COMMITSTATUS_STATUS_H
#define COMMITSTATUS_STATUS_H

#include <weir/util.h>

enum state { STATE_PENDING, STATE_SUCCESS, STATE_FAILURE, STATE_COUNT };

struct status {
	enum state state;
	char *sha;
	char *key;         /* "kustomization/apps/0c9c2e41" */
	char *name;        /* "kustomization/apps" */
	char *description; /* "reconciliation succeeded" */
	char *genre;       /* "fluxcd", with the Alert's summary "fluxcd:SUMMARY" */
};

/* False: the event says nothing of a commit; *why tells why, for the log. */
bool status_of(const struct weir_notify_req *req, struct status *out, const char **why);
void status_done(struct status *status);

/* The commit in a revision ("main@sha1:..."); malloc'ed, NULL: none. */
char *status_commit(const char *revision);

#endif
