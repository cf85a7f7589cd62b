/* SPDX-License-Identifier: Apache-2.0 */
/*
 * find.c - what looks like an id is an id if there is such an item, else a title like any other; a
 * title is taken as it is written, else without regard to case; of several the oldest item.
 */
#include "find.h"

#include <stdlib.h>

#include "index.h"
#include "path.h"

/* The JSON of a file of the index; *out NULL: there is no such file. */
static int read_file(const struct weir_host *host, struct weir_call *call, struct weir_tree *tree, const char *path,
		     json_t **out, struct weir_error *err)
{
	struct weir_error why = WEIR_ERROR_INIT;
	char *data = NULL;
	size_t len = 0;
	int rc = host->tree_read(call, tree, path, &data, &len, &why);

	*out = NULL;
	if (rc == WEIR_E_NOT_FOUND) {
		weir_error_done(&why);
		return 0;
	}
	weir_error_move(err, &why);
	if (!rc) {
		*out = json_loadb(data, len, 0, NULL);
		if (!*out)
			rc = weir_fail(err, WEIR_E_INTERNAL, NULL, "the vault's index is damaged at %s", path);
	}
	free(data);
	return rc;
}

static json_t *choose(const json_t *entries, const char *title, json_t *warnings)
{
	const json_t *entry, *exact = NULL;
	size_t i, same = 0, all = json_array_size(entries);

	json_array_foreach(entries, i, entry) {
		if (strcmp(weir_get_str_or(entry, "title", ""), title) != 0)
			continue;
		if (!exact)
			exact = entry;
		same++;
	}
	if (!exact) {
		exact = json_array_get(entries, 0);
		same = all;
	}
	if (same > 1)
		json_array_append_new(warnings,
				      json_sprintf("%zu 1Password items found with the title \"%s\". Will use item "
						   "\"%s\" as it is the oldest.",
						   same, title, weir_get_str_or(exact, "id", "")));
	return json_incref((json_t *)exact);
}

int find_item(const struct weir_host *host, struct weir_call *call, struct weir_tree *tree, const char *vault,
	      const char *name, json_t **entry, json_t *warnings, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *title_path = index_title_path(name), *id_path = index_id_path(name);
	WEIR_CLEAN_JSON json_t *entries = NULL;
	json_t *found = NULL;
	int rc = 0;

	if (path_is_id(name))
		rc = read_file(host, call, tree, id_path, &found, err);
	if (!rc && !found) {
		rc = read_file(host, call, tree, title_path, &entries, err);
		if (!rc && json_array_size(entries))
			found = choose(entries, name, warnings);
	}
	if (rc)
		return rc;
	if (!found)
		return weir_fail(err, WEIR_E_NOT_FOUND, "ItemNotFound",
				 "no items found with identifier \"%s\" in vault \"%s\"", name, vault);
	*entry = found;
	return 0;
}
