/* SPDX-License-Identifier: Apache-2.0 */
/* The file .gitmodules: which submodule comes from where. */
#ifndef PLUGINS_GIT_GITMODULES_H
#define PLUGINS_GIT_GITMODULES_H

#include <weir/util.h>

struct gitmodule {
	char *name, *path, *url; /* path and url may be NULL */
};
struct gitmodules {
	struct gitmodule *rows;
	size_t count;
};

/* Lines that are no config are passed over, as a repository that Git clones may have them. */
void gitmodules_parse(const char *text, size_t len, struct gitmodules *out);
void gitmodules_done(struct gitmodules *mods);
const struct gitmodule *gitmodules_find(const struct gitmodules *mods, const char *path);

#endif
