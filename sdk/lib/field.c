/* SPDX-License-Identifier: Apache-2.0 */
/* field.c - fields of an object's spec, taken with their type checked; refusals name the field. */
#include <weir/util.h>

static int bad(struct weir_error *err, const char *path, const char *why)
{
	return weir_fail(err, WEIR_E_INVALID, NULL, "%s: %s", path, why);
}

int weir_field_string(const json_t *object, const char *path, const char **out, struct weir_error *err)
{
	const json_t *v = weir_get(object, path);

	if (!v || json_is_null(v))
		return 0;
	if (!json_is_string(v))
		return bad(err, path, "must be a string");
	if (strlen(json_string_value(v)) != json_string_length(v))
		return bad(err, path, "has a NUL in it");
	if (json_string_length(v))
		*out = json_string_value(v);
	return 0;
}

int weir_field_bool(const json_t *object, const char *path, bool preset, bool *out, struct weir_error *err)
{
	const json_t *v = weir_get(object, path);

	if (v && !json_is_null(v) && !json_is_boolean(v))
		return bad(err, path, "must be true or false");
	*out = json_is_boolean(v) ? json_is_true(v) : preset;
	return 0;
}

int weir_field_duration(const json_t *object, const char *path, const char *preset, int64_t *ms_out,
			struct weir_error *err)
{
	const char *text = NULL;
	int rc = weir_field_string(object, path, &text, err);

	if (rc)
		return rc;
	if (!text)
		text = preset;
	if (!text)
		return bad(err, path, "is required, for example 10m");
	rc = weir_duration_parse(text, ms_out, err);
	if (rc)
		return weir_fail_prefix(err, "%s", path);
	return *ms_out > 0 ? 0 : bad(err, path, "must be above zero");
}

int weir_field_list(const json_t *object, const char *path, const json_t **out, struct weir_error *err)
{
	const json_t *v = weir_get(object, path);

	*out = json_is_null(v) ? NULL : v;
	return *out && !json_is_array(*out) ? bad(err, path, "must be a list") : 0;
}

void weir_facts_ref(json_t *refs, const char *role, const char *group, const char *kind, const char *ns,
		    const char *name, bool optional)
{
	json_array_append_new(refs, json_pack("{s:s, s:s, s:s, s:s, s:s, s:b}", "role", role, "group", group, "kind",
					      kind, "namespace", ns, "name", name, "optional", optional));
}
