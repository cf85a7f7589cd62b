/* SPDX-License-Identifier: Apache-2.0 */
/* What is to be sent for an event: a message of its own, or an earlier one that it changes. */
#ifndef DISCORD_ROLLOUT_H
#define DISCORD_ROLLOUT_H

#include "embed.h"

enum messages {
	MESSAGES_EACH,    /* one an event */
	MESSAGES_ROLLOUT, /* one a unit and revision, edited */
	MESSAGES_DIGEST,  /* one a commit for all units, edited */
};

struct plan {
	json_t *message;
	char *previous; /* id of the message that this one takes the place of; NULL: none */
	bool edit;      /* by an edit, of which nobody is told; else the previous one is deleted */
	json_t *record; /* to be kept of the unit */
	json_t *shared; /* to be kept of the Alert; NULL: nothing */
};

/* "each", "rollout", "digest"; false: none of them. */
bool rollout_mode(const char *text, enum messages *out);
/*
 * @mention: who is called when something begins to fail (valid, see mention.h); NULL: nobody. @shared: what
 * is kept of the Alert, or NULL. @now: seconds.
 */
void rollout_plan(enum messages mode, const struct weir_notify_req *req, const struct embed_look *look,
		  const char *mention, const json_t *shared, int64_t now, struct plan *out);
/* @id: of the message that was made or edited; NULL: it is not known. */
void rollout_sent(enum messages mode, struct plan *plan, const char *id);
void rollout_done(struct plan *plan);

#endif
