/* SPDX-License-Identifier: Apache-2.0 */
/* The headers of a request: the event's own, and those of the Provider's Secret. */
#ifndef WEBHOOK_HEADERS_H
#define WEBHOOK_HEADERS_H

#include <weir/util.h>

struct headers {
	char **lines; /* "Name: value", NULL-ended */
	size_t count;
};
/*
 * @secret: its `headers` (a YAML map) and `token` (Authorization: Bearer, unless `headers` has an
 * Authorization; not without @bearer); may be NULL. Every value of it is given to @redact.
 * WEIR_E_UNSUPPORTED names the header that cannot be sent, never its value.
 */
int headers_make(const json_t *event, const json_t *secret, bool bearer, void (*redact)(void *arg, const char *secret),
		 void *arg, struct headers *out, struct weir_error *err);
/* "X-Signature: sha256=..." of @body, in place of one that the Secret has. */
void headers_sign(struct headers *headers, const char *key, const char *body);
void headers_done(struct headers *headers); /* wipes */

#endif
