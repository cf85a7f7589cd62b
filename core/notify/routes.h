/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does an Alert want an event? The rules are those of notification.toolkit.fluxcd.io/v1beta3;
 * docs/notifications.md lists them. No state, any thread.
 */
#ifndef CORE_NOTIFY_ROUTES_H
#define CORE_NOTIFY_ROUTES_H

#include <weir/util.h>

struct route_query {
	const json_t *event;  /* involvedObject, severity, message are looked at */
	const json_t *object; /* the unit that it is about, for its labels; may be NULL: no labels */
	bool own_namespace;   /* sources in other namespaces than the Alert's are not looked at */
	/* A pattern that is none: it matches nothing. @field: "spec.inclusionList[0]". May be NULL. */
	void (*bad_pattern)(void *arg, const json_t *alert, const char *field, const char *why);
	void *arg;
};
bool route_matches(const json_t *alert, const struct route_query *query);
/*
 * The event with the unit's annotations event.toolkit.fluxcd.io/KEY as its member "annotations",
 * {KEY: text}. @object may be NULL. New reference.
 */
json_t *route_annotate(const json_t *event, const json_t *object);
/*
 * The event as @alert's receivers see it. Its metadata is, from the weakest to the strongest: @cluster, the
 * unit's annotations, eventMetadata and summary of the Alert, the event's own. Of the latter only the
 * commit's subject ("summary"), which Flux does not have, makes room: it is called "subject" where the
 * name is taken. @alert may be NULL. New reference; @event is not changed.
 */
json_t *route_event(const json_t *event, const json_t *alert, const char *cluster);

#endif
