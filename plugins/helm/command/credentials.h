/* SPDX-License-Identifier: Apache-2.0 */
/* credentials.h - --username, --password, --ca-file, --cert-file, --key-file and their like, as access. */
#ifndef HELM_COMMAND_CREDENTIALS_H
#define HELM_COMMAND_CREDENTIALS_H

#include "../source/access.h"
#include "flags.h"

/* For a repository or registry at @url; access_done() ends it. */
int credentials_of_flags(const struct fetch *fetch, const struct flags *flags, const char *url, struct access *out,
			 struct weir_error *err);

#endif
