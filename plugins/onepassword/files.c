/* SPDX-License-Identifier: Apache-2.0 */
/*
 * files.c - Connect knows of a file before it has its content, and answers 500 until then: tried five
 * times, a second apart, as the operator does.
 */
#include "files.h"

#include <stdlib.h>

#include "path.h"

#define TRIES   5
#define WAIT_MS 1000

int files_content(void *arg, const json_t *file, char **data, size_t *len, struct weir_error *err)
{
	const struct files *f = arg;
	const char *id = weir_get_str_or(file, "id", "");
	WEIR_CLEAN_FREE char *path = NULL;
	int status, rc;

	if (!path_is_id(id))
		return weir_fail(err, WEIR_E_TRANSIENT, NULL,
				 "what answers is not 1Password Connect: the file has no id");
	path = weir_asprintf("/v1/vaults/%s/items/%s/files/%s/content", f->vault_id, f->item_id, id);
	for (int i = 1;; i++) {
		rc = client_bytes(f->client, path, data, len, &status, err);
		if (!rc || status != 500 || i == TRIES)
			return rc;
		if (!client_wait(f->client, WAIT_MS))
			return weir_fail(err, WEIR_E_CANCELLED, NULL, "stopped");
	}
}
