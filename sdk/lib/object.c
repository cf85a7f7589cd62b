/* SPDX-License-Identifier: Apache-2.0 */
/* object.c - reading objects by dotted path; references and their texts. */
#include <stdlib.h>
#include <weir/util.h>

json_t *weir_get(const json_t *o, const char *path)
{
	const char *dot;

	for (; o && *path; path = *dot ? dot + 1 : dot) {
		dot = strchrnul(path, '.');
		o = json_is_object(o) ? json_object_getn(o, path, (size_t)(dot - path)) : NULL;
	}
	return (json_t *)o;
}

const char *weir_get_str(const json_t *o, const char *path)
{
	return json_string_value(weir_get(o, path));
}

const char *weir_get_str_or(const json_t *o, const char *path, const char *preset)
{
	const char *s = weir_get_str(o, path);

	return s ? s : preset;
}

bool weir_get_bool(const json_t *o, const char *path, bool preset)
{
	const json_t *v = weir_get(o, path);

	return json_is_boolean(v) ? json_is_true(v) : preset;
}

int64_t weir_get_int(const json_t *o, const char *path, int64_t preset)
{
	const json_t *v = weir_get(o, path);

	return json_is_integer(v) ? json_integer_value(v) : preset;
}

const char *weir_object_kind(const json_t *o)
{
	return weir_get_str_or(o, "kind", "");
}

const char *weir_object_name(const json_t *o)
{
	return weir_get_str_or(o, "metadata.name", "");
}

const char *weir_object_namespace(const json_t *o)
{
	return weir_get_str_or(o, "metadata.namespace", "");
}

void weir_split_api_version(const char *api_version, char **group, const char **version)
{
	const char *slash = strchr(api_version, '/');

	if (group)
		*group = slash ? weir_strndup(api_version, (size_t)(slash - api_version)) : weir_strdup("");
	if (version)
		*version = slash ? slash + 1 : api_version;
}

/* Group of a reference or object: its own member, else what stands before the slash of apiVersion. */
static char *group_of(const json_t *o)
{
	const char *group = weir_get_str(o, "group");
	char *out;

	if (group)
		return weir_strdup(group);
	weir_split_api_version(weir_get_str_or(o, "apiVersion", ""), &out, NULL);
	return out;
}

json_t *weir_ref_new(const char *group, const char *kind, const char *ns, const char *name)
{
	return json_pack("{s:s, s:s, s:s, s:s}", "group", group, "kind", kind, "namespace", ns, "name", name);
}

json_t *weir_ref_of(const json_t *object)
{
	WEIR_CLEAN_FREE char *group = NULL;
	const char *version;
	json_t *ref;

	weir_split_api_version(weir_get_str_or(object, "apiVersion", ""), &group, &version);
	ref = weir_ref_new(group, weir_object_kind(object), weir_object_namespace(object), weir_object_name(object));
	json_object_set_new(ref, "version", json_string(version));
	return ref;
}

bool weir_ref_equal(const json_t *a, const json_t *b)
{
	WEIR_CLEAN_FREE char *x = weir_ref_key(a);
	WEIR_CLEAN_FREE char *y = weir_ref_key(b);

	return strcmp(x, y) == 0;
}

char *weir_ref_key(const json_t *ref)
{
	WEIR_CLEAN_FREE char *group = group_of(ref);

	return weir_asprintf("%s%s%s/%s/%s", weir_get_str_or(ref, "kind", ""), *group ? "." : "", group,
			     weir_get_str_or(ref, "namespace", ""), weir_get_str_or(ref, "name", ""));
}

char *weir_ref_text(const json_t *ref)
{
	const char *ns = weir_get_str_or(ref, "namespace", "");

	return weir_asprintf("%s/%s%s%s", weir_get_str_or(ref, "kind", ""), ns, *ns ? "/" : "",
			     weir_get_str_or(ref, "name", ""));
}
