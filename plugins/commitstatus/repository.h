/* SPDX-License-Identifier: Apache-2.0 */
/* A repository's address, taken apart. */
#ifndef COMMITSTATUS_REPOSITORY_H
#define COMMITSTATUS_REPOSITORY_H

#include <weir/util.h>

struct repository {
	char *origin;   /* "https://host[:port]"; ssh becomes https */
	char *path;     /* "owner/name", without slashes around it and .git */
	char *parts[4]; /* of the path, up to 4 */
	size_t count;   /* of its parts, even above 4 */
};

/* @parts: how many the path must have, 0: one or more. WEIR_E_UNSUPPORTED, which shows nothing of @address. */
int repository_parse(const char *address, size_t parts, struct repository *out, struct weir_error *err);
void repository_done(struct repository *repository);

#endif
