/* SPDX-License-Identifier: Apache-2.0 */
/* read.c - objects read back from their files, and their health: a file that is there is Current. */
#include <stdlib.h>
#include <unistd.h>
#include "directory.h"

int directory_read(void *self, struct weir_call *call, const struct weir_read_req *req, struct weir_read_res *res,
		   struct weir_error *err)
{
	WEIR_CLEAN_FREE char *path = names_path(req->ref, err), *text = NULL;
	CLEAN_FD int root = -1;
	struct stat st;
	json_t *object;
	size_t len;

	(void)call;
	if (!path)
		return err ? err->code : WEIR_E_INVALID;
	root = place_root(self, false, err);
	if (root < 0)
		return err ? err->code : WEIR_E_NOT_FOUND;
	if (place_read(root, path, &text, &len, &st, err))
		return err ? err->code : WEIR_E_NOT_FOUND;
	object = weir_yaml_load(path, text, len, WEIR_YAML_V2, err);
	weir_wipe(text, len);
	if (!object)
		return err ? err->code : WEIR_E_INVALID;
	if (!json_is_object(object)) {
		json_decref(object);
		return weir_fail(err, WEIR_E_INVALID, NULL, "%s holds no object", path);
	}
	res->object = object;
	return 0;
}

static const char *status_of(int root, const json_t *ref)
{
	WEIR_CLEAN_FREE char *path = names_path(ref, NULL);
	struct stat st;

	return path && place_stat(root, path, &st) && S_ISREG(st.st_mode) ? "Current" : "NotFound";
}

int directory_observe(void *self, struct weir_call *call, const struct weir_observe_req *req,
		      struct weir_observe_res *res, struct weir_error *err)
{
	struct weir_error local = WEIR_ERROR_INIT;
	CLEAN_FD int root = place_root(self, false, &local);
	json_t *statuses = json_array(), *ref;
	int rc = local.code;
	size_t i;

	(void)call;
	if (root < 0 && rc != WEIR_E_NOT_FOUND) {
		json_decref(statuses);
		weir_error_move(err, &local);
		return rc;
	}
	weir_error_done(&local);
	json_array_foreach((json_t *)req->refs, i, ref)
		json_array_append_new(statuses, json_pack("{s:O, s:s}", "ref", ref, "status", status_of(root, ref)));
	res->statuses = statuses;
	return 0;
}
