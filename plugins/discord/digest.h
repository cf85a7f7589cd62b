/* SPDX-License-Identifier: Apache-2.0 */
/* Many units in one message: what is known of each, and the embed that shows it. */
#ifndef DISCORD_DIGEST_H
#define DISCORD_DIGEST_H

#include "look.h"

#define DIGEST_QUIET_S 600 /* after so long without an event a message of its own begins */

/*
 * The digest after @event at @now (seconds): {"at", "sources": {key: commit}, "head": metadata, "units": {key: {"look",
 * "words", "error"}}, and "message" where the old one is gone on with}. @state: the one before, NULL: none.
 * A new commit of a source that the digest knows begins a message of its own. New reference.
 */
json_t *digest_join(const json_t *state, const json_t *event, const char *recovery, int64_t now);
/* Within every limit. New reference. */
json_t *digest_embed(const json_t *state);

#endif
