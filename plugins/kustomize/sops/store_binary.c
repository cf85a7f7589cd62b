/* SPDX-License-Identifier: Apache-2.0 */
/* store_binary.c - any file: encrypted it is the text `data` of a JSON object. */
#include "internal.h"

int sops_binary_emit(struct sops *s, const struct sops_node *docs, struct weir_strbuf *out)
{
	const struct sops_node *data = sops_node_get(docs->first, "data");

	if (!docs->first || docs->first->next)
		return sops_fail(s, "error emitting binary store: there must be exactly one tree branch");
	if (!data)
		return sops_fail(s, "error emitting binary store: no binary data found in tree");
	if (data->kind != SOPS_STRING)
		return sops_fail(s, "error emitting binary store: 'data' key in tree does not have a string value");
	weir_strbuf_add(out, data->text, data->len);
	return 0;
}
