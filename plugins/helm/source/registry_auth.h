/* SPDX-License-Identifier: Apache-2.0 */
/* registry_auth.h - the answer to "WWW-Authenticate: Bearer realm=..., service=..., scope=...". */
#ifndef HELM_SOURCE_REGISTRY_AUTH_H
#define HELM_SOURCE_REGISTRY_AUTH_H

#include "registry.h"

/* Sets r->token; WEIR_E_AUTH when the server accepts no credentials that are there. */
int registry_authenticate(struct registry *r, const char *challenge, struct weir_error *err);
/* One parameter of a challenge (RFC 9110, 11.2), unquoted; malloc'ed or NULL. */
char *challenge_param(const char *challenge, const char *name);

#endif
