/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Notifications: events meet Alerts (routes), wait in the outbox (a table of the state database,
 * written in the transaction that settled the unit) and are delivered by notifier plugins to
 * Providers, at least once, with ids, in order for one provider and object.
 * Alert and Provider are the two product kinds that the core knows.
 * docs/notifications.md has the rules. All in the loop's thread.
 */
#ifndef CORE_NOTIFY_NOTIFY_H
#define CORE_NOTIFY_NOTIFY_H

#include "engine/engine.h"

struct notify;

/* Registers itself with the engine (engine_serve, engine_on_event). Before engine_start(). */
int notify_new(struct engine *engine, struct notify **out, struct weir_error *err);
/* After engine_start(), and after every reload: look at the outbox. */
void notify_wake(struct notify *notify);
/* --once: deliver what is due for at most @ms, then `done`. */
void notify_drain(struct notify *notify, int64_t ms, void (*done)(void *arg), void *arg);
/* Cancel deliveries; `stopped` when none is left. */
void notify_stop(struct notify *notify, void (*stopped)(void *arg), void *arg);
void notify_free(struct notify *notify);
/* For people: undelivered ones: [{id, event, provider, alert, attempts, state, error, notBefore}]. */
json_t *notify_outbox(struct store *store, struct weir_error *err);

#endif
