/* SPDX-License-Identifier: Apache-2.0 */
/* find.h - the item that a path names, in the index of its vault. */
#ifndef ONEPASSWORD_FIND_H
#define ONEPASSWORD_FIND_H

#include <weir/util.h>

/*
 * The entry (see index.h) of the title or id @name in @tree, the artifact of the vault called @vault.
 * What is looked at is recorded: a render is asked again when one of these files changes.
 * WEIR_E_NOT_FOUND in the operator's words.  @warnings: several items with the title.
 */
int find_item(const struct weir_host *host, struct weir_call *call, struct weir_tree *tree, const char *vault,
	      const char *name, json_t **entry, json_t *warnings, struct weir_error *err);

#endif
