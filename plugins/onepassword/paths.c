/* SPDX-License-Identifier: Apache-2.0 */
/* paths.c - the spec of a OnePasswordItem, as far as it can be wrong without looking anywhere. */
#include "paths.h"

#include <stdlib.h>

#include "keys.h"

#define MAX_PATHS 64

void paths_done(struct paths *p)
{
	for (size_t i = 0; i < p->count; i++)
		path_done(&p->rows[i]);
	free(p->rows);
	*p = (struct paths){ 0 };
}

static int add(const char *text, const char *field, struct paths *out, struct weir_error *err)
{
	struct item_path one = { 0 };
	int rc = path_parse(text, field, &one, err);

	if (rc)
		return rc;
	out->rows = weir_realloc(out->rows, (out->count + 1) * sizeof(*out->rows));
	out->rows[out->count++] = one;
	return 0;
}

static int add_more(const json_t *object, struct paths *out, struct weir_error *err)
{
	const json_t *list = NULL, *text;
	int rc = weir_field_list(object, "spec.itemPaths", &list, err);
	size_t i;

	if (!rc && json_array_size(list) > MAX_PATHS)
		rc = weir_fail(err, WEIR_E_INVALID, NULL, "spec.itemPaths: more than %d", MAX_PATHS);
	if (rc || !list)
		return rc;
	json_array_foreach((json_t *)list, i, text) {
		WEIR_CLEAN_FREE char *field = weir_asprintf("spec.itemPaths[%zu]", i);

		if (!json_is_string(text))
			return weir_fail(err, WEIR_E_INVALID, NULL, "%s: must be a string", field);
		rc = add(json_string_value(text), field, out, err);
		if (rc)
			return rc;
	}
	return 0;
}

/* spec.keys, spec.template: maps of texts, whose keys become keys of the Secret. */
static int check_map(const json_t *object, const char *field, struct weir_error *err)
{
	const json_t *map = weir_get(object, field);
	const char *key;
	json_t *text;

	if (!map || json_is_null(map))
		return 0;
	if (!json_is_object(map))
		return weir_fail(err, WEIR_E_INVALID, NULL, "%s: must be a map of texts", field);
	json_object_foreach((json_t *)map, key, text) {
		if (!key_is_valid(key))
			return weir_fail(err, WEIR_E_INVALID, NULL,
					 "%s: \"%s\" cannot be a key of a Secret: [-._a-zA-Z0-9], up to 253", field,
					 key);
		if (!json_is_string(text))
			return weir_fail(err, WEIR_E_INVALID, NULL, "%s.%s: must be a string", field, key);
	}
	return 0;
}

int paths_of_item(const json_t *object, struct paths *out, struct weir_error *err)
{
	const char *first = NULL, *type = NULL;
	int rc;

	if ((rc = weir_field_string(object, "spec.itemPath", &first, err)) ||
	    (rc = weir_field_string(object, "type", &type, err)) || (rc = check_map(object, "spec.keys", err)) ||
	    (rc = check_map(object, "spec.template", err)))
		return rc;
	if (first)
		rc = add(first, "spec.itemPath", out, err);
	if (!rc)
		rc = add_more(object, out, err);
	if (!rc && !out->count)
		rc = add("", "spec.itemPath", out, err);
	return rc;
}
