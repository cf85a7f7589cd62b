/* SPDX-License-Identifier: Apache-2.0 */
/* path.h - spec.itemPath, and what looks like an id. */
#ifndef ONEPASSWORD_PATH_H
#define ONEPASSWORD_PATH_H

#include <weir/util.h>

struct item_path {
	char *vault, *item; /* each a title or an id, as written */
};

/* "vaults/<vault>/items/<item>", else WEIR_E_INVALID naming @field, in the operator's words. */
int path_parse(const char *text, const char *field, struct item_path *out, struct weir_error *err);
void path_done(struct item_path *p);
/* 26 of [a-z0-9]: an id, though a title may look so too. */
bool path_is_id(const char *text);

#endif
