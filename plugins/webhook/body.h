/* SPDX-License-Identifier: Apache-2.0 */
/* An event as the generic notifications of Flux post it, so that their receivers go on working. */
#ifndef WEBHOOK_BODY_H
#define WEBHOOK_BODY_H

#include <weir/util.h>

/* {involvedObject, severity, timestamp, message, reason, metadata, reportingController, reportingInstance}. */
char *body_of(const json_t *event);
/* The event's id as text; malloc'ed, NULL: it has none. */
char *body_event_id(const json_t *event);

#endif
