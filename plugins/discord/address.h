/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The address of a Discord webhook: checked, and never shown. Nothing of it but the host's name
 * may be in an error's text.
 */
#ifndef DISCORD_ADDRESS_H
#define DISCORD_ADDRESS_H

#include <weir/util.h>

struct address {
	char *url;   /* to post to: without /slack, with wait=true; malloc'ed */
	char *token; /* the secret part of the path; malloc'ed */
};
/*
 * https://HOST/api[/vN]/webhooks/ID/TOKEN[/slack][?thread_id=N]; http only to this machine.
 * WEIR_E_UNSUPPORTED says what is wrong with it.
 */
int address_parse(const char *text, struct address *out, struct weir_error *err);
/* Of one message of the webhook, to edit or delete it; NULL where @id is no id. malloc'ed, for weir_wipe_free(). */
char *address_message(const struct address *address, const char *id);
void address_done(struct address *address); /* wipes */

#endif
