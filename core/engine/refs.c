/* SPDX-License-Identifier: Apache-2.0 */
/* refs.c - lists of references (inventories, intents, what a prune looks at) taken as sets, by key. */
#include "engine/engine_private.h"

json_t *refs_of(const json_t *objects)
{
	json_t *refs = json_array(), *object;
	size_t i;

	json_array_foreach((json_t *)objects, i, object)
		json_array_append_new(refs, weir_ref_of(object));
	return refs;
}

json_t *refs_keys(const json_t *refs)
{
	json_t *keys = json_object(), *ref;
	size_t i;

	json_array_foreach((json_t *)refs, i, ref) {
		WEIR_CLEAN_FREE char *key = weir_ref_key(ref);

		json_object_set_new(keys, key, json_null());
	}
	return keys;
}

json_t *refs_without(const json_t *refs, const json_t *keys)
{
	json_t *left = json_array(), *ref;
	size_t i;

	json_array_foreach((json_t *)refs, i, ref) {
		WEIR_CLEAN_FREE char *key = weir_ref_key(ref);

		if (!json_object_get(keys, key))
			json_array_append(left, ref);
	}
	return left;
}

void refs_add(json_t *to, const json_t *from)
{
	WEIR_CLEAN_JSON json_t *have = refs_keys(to), *more = refs_without(from, have);

	json_array_extend(to, more);
}
