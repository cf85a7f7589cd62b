/* SPDX-License-Identifier: Apache-2.0 */
/* What Discord's answer means for this event, for the next one, and for this webhook. */
#ifndef DISCORD_ANSWER_H
#define DISCORD_ANSWER_H

#include <weir/util.h>

struct answer {
	uint32_t pause_ms; /* before the next request to this webhook; 0: none */
	bool global;       /* the pause is for all of Discord */
};
/*
 * 0: delivered. WEIR_E_INVALID: Discord refuses this message. WEIR_E_NOT_FOUND: the webhook is gone
 * or forbidden, never call it again. WEIR_E_TRANSIENT: later, err->retry_after_ms.
 */
int answer_read(const struct weir_http_res *res, struct answer *out, struct weir_error *err);

/* The message that was to be edited or deleted is gone; its webhook may well be there. */
bool answer_is_unknown_message(const struct weir_http_res *res);
/* The id of the message that an answer shows; malloc'ed, NULL: it shows none. */
char *answer_message_id(const struct weir_http_res *res);

#endif
