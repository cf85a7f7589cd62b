/* SPDX-License-Identifier: Apache-2.0 */
/* changes.c - rows of weir_apply_res.changes. */
#include "directory.h"

void changes_add(struct apply *a, const json_t *ref, const char *action, const char *message, const char *diff)
{
	json_t *row = json_pack("{s:O, s:s}", "ref", ref, "action", action);

	if (message)
		json_object_set_new(row, "message", json_string(message));
	if (diff)
		json_object_set_new(row, "diff", json_string(diff));
	json_array_append_new(a->changes, row);
}

void changes_fail(struct apply *a, const json_t *ref, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *text = weir_ref_text(ref);

	changes_add(a, ref, "failed", err->message, NULL);
	weir_fail_prefix(err, "%s", text);
	if (!a->first->code)
		weir_error_move(a->first, err);
	weir_error_done(err);
}
