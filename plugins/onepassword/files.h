/* SPDX-License-Identifier: Apache-2.0 */
/* files.h - the bytes of an item's files. */
#ifndef ONEPASSWORD_FILES_H
#define ONEPASSWORD_FILES_H

#include "client.h"
#include "data.h"

struct files {
	const struct client *client;
	const char *vault_id, *item_id;
};
/* For data_of_item(); @arg: struct files. */
int files_content(void *arg, const json_t *file, char **data, size_t *len, struct weir_error *err);

#endif
