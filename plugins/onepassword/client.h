/* SPDX-License-Identifier: Apache-2.0 */
/* client.h - one GET of Connect's API, with the token. */
#ifndef ONEPASSWORD_CLIENT_H
#define ONEPASSWORD_CLIENT_H

#include "onepassword.h"

struct client {
	const struct onepassword *op;
	struct weir_call *call;
	bool pinned; /* what comes is named by what the call has read: see WEIR_HTTP_PINNED */
};

/* The JSON of the answer at @path ("/v1/vaults"), new reference in *out. Anything but 200 is an error. */
int client_json(const struct client *c, const char *path, json_t **out, struct weir_error *err);
/* The bytes: *data malloc'ed, for the caller to wipe, NUL after *len. *status (may be NULL): of the answer, 0: none. */
int client_bytes(const struct client *c, const char *path, char **data, size_t *len, int *status,
		 struct weir_error *err);
/* Sleep; false: cancelled. */
bool client_wait(const struct client *c, int ms);
/* @text with all but letters, digits, '-', '.', '_', '~' as %XX, appended. */
void client_escape(struct weir_strbuf *sb, const char *text);

#endif
