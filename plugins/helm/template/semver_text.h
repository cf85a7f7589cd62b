/* SPDX-License-Identifier: Apache-2.0 */
/* semver_text.h - why a text is no version, in the words of Masterminds/semver. */
#ifndef HELM_SEMVER_TEXT_H
#define HELM_SEMVER_TEXT_H

#include "value.h"

/* True: it is none, and @why says so. */
bool semver_version_problem(const char *s, size_t len, struct weir_strbuf *why);
/* NULL: it is a prerelease. */
const char *semver_prerelease_problem(const char *s, size_t len);
bool semver_is_metadata(const char *s, size_t len);

#endif
