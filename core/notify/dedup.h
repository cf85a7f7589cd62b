/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The same event again within five minutes is not sent again: same object, message and revision (and,
 * unlike with Flux, severity: a failure is never a double of a success).
 * What was seen inside a transaction counts only once that is committed.
 */
#ifndef CORE_NOTIFY_DEDUP_H
#define CORE_NOTIFY_DEDUP_H

#include <weir/util.h>

#define DEDUP_WINDOW_S 300

struct dedup;
struct dedup *dedup_new(void);
void dedup_free(struct dedup *dedup);
/*
 * Was it seen less than the window before @now (seconds)? If not it is from now on. @event_id is
 * the number of its row: one that is not higher than an earlier one says that the transaction of
 * that one was rolled back, and is forgotten.
 */
bool dedup_seen(struct dedup *dedup, int64_t event_id, const json_t *event, int64_t now);
void dedup_commit(struct dedup *dedup);
void dedup_forget(struct dedup *dedup); /* it was rolled back */

#endif
