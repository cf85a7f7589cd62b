/* SPDX-License-Identifier: Apache-2.0 */
/* paths.h - all items that one OnePasswordItem names, and the checks of its spec. */
#ifndef ONEPASSWORD_PATHS_H
#define ONEPASSWORD_PATHS_H

#include "path.h"

struct paths {
	struct item_path *rows; /* spec.itemPath first, then spec.itemPaths in their order */
	size_t count;
};
#define CLEAN_PATHS __attribute__((cleanup(paths_done)))
void paths_done(struct paths *p);
/* WEIR_E_INVALID names the field: itemPath, itemPaths, keys, template, type. */
int paths_of_item(const json_t *object, struct paths *out, struct weir_error *err);

#endif
