/* SPDX-License-Identifier: Apache-2.0 */
/* glob.h - the patterns of .Files.Glob, as gobwas/glob with '/' as separator. */
#ifndef HELM_RENDER_GLOB_H
#define HELM_RENDER_GLOB_H

#include <weir/util.h>

/*
 * '*' any text without '/', '**' any text, '?' one character, [abc], [!a-z], {this,that}, '\' quotes.
 * A broken pattern matches everything, as Helm has it.
 */
bool glob_match(const char *pattern, const char *text);

#endif
