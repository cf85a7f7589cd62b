/* SPDX-License-Identifier: Apache-2.0 */
/* go_url.h - URLs as Go's net/url reads and prints them, with its error texts. */
#ifndef HELM_GO_URL_H
#define HELM_GO_URL_H

#include "value.h"

struct go_text { /* not always ended by NUL */
	const char *s;
	size_t len;
};

struct go_url {
	struct go_text scheme, opaque, username, password, host, path, fragment, raw_query;
	struct go_text raw_path, raw_fragment; /* as written, where that is not what would be printed */
	bool has_user, has_password, force_query, omit_host;
};

/* False with the error's text in @why. Texts are parts of @s or in the arena. */
bool go_url_parse(struct weir_arena *a, const char *s, size_t len, struct go_url *out, struct weir_strbuf *why);
void go_url_print(const struct go_url *u, struct weir_strbuf *sb);
void go_url_print_user(const struct go_url *u, struct weir_strbuf *sb);
struct go_text go_url_hostname(const struct go_url *u);

#endif
