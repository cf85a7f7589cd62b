/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a source leaves out: the patterns of .sourceignore files and of spec.ignore, with the meaning
 * that Flux users live with (go-git's gitignore, file by file with the whole path), which differs
 * from Git's own here and there.
 */
#ifndef PLUGINS_GIT_IGNORE_H
#define PLUGINS_GIT_IGNORE_H

#include <weir/util.h>

struct ignore;

struct ignore *ignore_new(void);
void ignore_free(struct ignore *ig); /* NULL is fine */
/* The lines of a file in folder @dir ("" is the root). Files of deeper folders come later. */
void ignore_add(struct ignore *ig, const char *dir, const char *text, size_t len);
/* spec.ignore, after all files. Then the patterns that always or by default apply. */
void ignore_finish(struct ignore *ig, const char *spec);
/* Is "a/b/c" left out? */
bool ignore_match(const struct ignore *ig, const char *path, bool dir);

#endif
