/* SPDX-License-Identifier: Apache-2.0 */
/* What Provider, Secret and event say, in the words that the shapes use. */
#ifndef CHAT_FACTS_H
#define CHAT_FACTS_H

#include <weir/notify.h>
#include <weir/util.h>

struct facts {
	/* Borrowed from the request; "" where there is nothing. */
	const char *kind, *ns, *name, *reason, *severity, *sender, *timestamp;
	const char *channel;
	const json_t *event;
	bool error;    /* severity is error */
	int64_t stamp; /* seconds since 1970 */

	/* Owned. */
	char *message;                               /* cut to what the type takes */
	char *lower_kind;                            /* "kustomization" */
	char *title;                                 /* "kustomization/apps.flux-system" */
	char *address, *token, *username, *password; /* trimmed; NULL: not given; secret */
	char *object_id;                             /* the object's uid, or a digest that serves for it */
	char *provider_id;                           /* the Provider's uid, or the cluster */
	json_t *metadata;                            /* {key: text} */
	char once[65];                               /* hexadecimal, the same for each try of this event alone */
	const char **keys;                           /* of metadata, sorted by bytes */
	size_t key_count;
};

/* @limit: code points that the message may have, 0: any number. */
void facts_init(struct facts *facts, const struct weir_notify_req *req, size_t limit);
void facts_done(struct facts *facts); /* wipes what is secret */
/* The i-th value of the metadata. Borrowed. */
const char *facts_value(const struct facts *facts, size_t i);

#endif
