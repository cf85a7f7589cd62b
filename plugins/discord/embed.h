/* SPDX-License-Identifier: Apache-2.0 */
/* One event as the message that Discord's "execute webhook" takes. */
#ifndef DISCORD_EMBED_H
#define DISCORD_EMBED_H

#include <weir/util.h>

/* Discord's limits, all inclusive. */
enum {
	LIMIT_TITLE = 256,
	LIMIT_DESCRIPTION = 4096,
	LIMIT_FIELDS = 25,
	LIMIT_FIELD_NAME = 256,
	LIMIT_FIELD_VALUE = 1024,
	LIMIT_FOOTER = 2048,
	LIMIT_TOTAL = 6000, /* of all texts of a message */
	LIMIT_USERNAME = 80,
};

struct embed_look {
	const char *username;   /* shown as the sender; NULL: the webhook's own name */
	const char *avatar_url; /* NULL: the webhook's own picture */
};

/* {"embeds": [one], "allowed_mentions": {"parse": []}, ...}: new reference, within every limit. */
json_t *embed_message(const json_t *event, const struct embed_look *look);

#endif
