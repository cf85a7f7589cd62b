/* SPDX-License-Identifier: Apache-2.0 */
/* An event as an embed, an embed as the message that Discord's "execute webhook" takes. */
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

/* One event as an embed, within every limit. @recovery: "after 3m12s (build failed)" or NULL. New reference. */
json_t *embed_of(const json_t *event, const char *recovery);
/* {"embeds": [@embed], "allowed_mentions": {"parse": []}, ...}; takes @embed over. New reference. */
json_t *embed_message(json_t *embed, const struct embed_look *look);

/* Units of all names and values. */
size_t embed_length_of_fields(const json_t *fields);
/* 2026-11-23T09:21:04[.123](Z|+01:00): anything else Discord refuses, with the whole message. */
bool embed_is_timestamp(const char *text);

#endif
