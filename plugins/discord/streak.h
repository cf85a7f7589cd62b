/* SPDX-License-Identifier: Apache-2.0 */
/* A unit's failures as one: since when it fails, and that it has recovered. In the record of Alert and unit. */
#ifndef DISCORD_STREAK_H
#define DISCORD_STREAK_H

#include "look.h"

/* Does @event begin a failure, for somebody to be called? */
bool streak_begins(const json_t *record, const json_t *event);
/* "after 3m12s (build failed)" where @event ends one; malloc'ed, NULL: it does not. */
char *streak_recovery(const json_t *record, const json_t *event);
/* Sets in the new record @out what is to be known of the streak after @event. */
void streak_keep(json_t *out, const json_t *record, const json_t *event);

#endif
