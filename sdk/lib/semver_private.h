/* SPDX-License-Identifier: Apache-2.0 */
/* semver_private.h - what versions and their ranges share. */
#ifndef SDK_LIB_SEMVER_PRIVATE_H
#define SDK_LIB_SEMVER_PRIVATE_H

#include <weir/util.h>

struct weir_semver {
	struct weir_semver_parts parts;
	char text[]; /* prerelease and metadata, each NUL-ended */
};

/* Bytes of "alpha.1" at @s: identifiers with single dots between them; 0 where none begins. */
size_t semver_identifiers(const char *s, size_t len);
/* Order of two prereleases that are both there. */
int semver_compare_prerelease(const char *a, const char *b);

#endif
