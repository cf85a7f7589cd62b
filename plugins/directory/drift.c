/* SPDX-License-Identifier: Apache-2.0 */
/*
 * drift.c - has somebody changed what was applied?  One stat a file; only when that says that the
 * file was touched, its content is read.
 */
#include <stdlib.h>
#include "directory.h"

/* NULL: as it was written. */
static const char *drift_of(int root, const json_t *entry)
{
	WEIR_CLEAN_FREE char *path = names_path(entry, NULL), *text = NULL;
	struct weir_error err = WEIR_ERROR_INIT;
	struct stat st;
	char digest[65];
	size_t len;

	if (!path || !place_stat(root, path, &st))
		return "the file is gone";
	if (entry_is_same(entry, &st))
		return NULL;
	if (!S_ISREG(st.st_mode))
		return "no file any more";
	if (place_read(root, path, &text, &len, &st, &err)) {
		weir_error_done(&err);
		return "the file cannot be read";
	}
	weir_sha256_hex(text, len, digest);
	if (strcmp(digest, weir_get_str_or(entry, "digest", "")) != 0)
		return "the file was edited";
	return (st.st_mode & 07777) != entry_mode(entry) ? "the file's mode was changed" : NULL;
}

int directory_drift(void *self, struct weir_call *call, const struct weir_drift_req *req, struct weir_drift_res *res,
		    struct weir_error *err)
{
	struct weir_error local = WEIR_ERROR_INIT;
	CLEAN_FD int root = place_root(self, false, &local);
	json_t *drifted, *entry;
	const char *message;
	int rc = local.code;
	size_t i;

	(void)call;
	if (root < 0 && rc != WEIR_E_NOT_FOUND) {
		weir_error_move(err, &local);
		return rc;
	}
	weir_error_done(&local);
	drifted = json_array();
	json_array_foreach((json_t *)req->inventory, i, entry) {
		message = drift_of(root, entry);
		if (message)
			json_array_append_new(drifted,
					      json_pack("{s:o, s:s}", "ref", entry_ref(entry), "message", message));
	}
	res->drifted = drifted;
	return 0;
}
