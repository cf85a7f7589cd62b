/* SPDX-License-Identifier: Apache-2.0 */
/*
 * names.c - the path of an object, built of its names; names that would leave the folder, hide a
 * file or mean two objects at once are refused.
 */
#include <ctype.h>
#include <stdlib.h>
#include "directory.h"

#define COMPONENT_MAX 255 /* bytes of a file's name */
#define CLUSTER       "_cluster"

/* Member @key as text, "" where there is none; NULL when NULs are in it. */
static const char *text_of(const json_t *object, const char *key)
{
	const json_t *v = weir_get(object, key);

	if (!json_is_string(v))
		return "";
	return strlen(json_string_value(v)) == json_string_length(v) ? json_string_value(v) : NULL;
}

/* What is wrong with a name as part of a path, or NULL. */
static const char *flaw(const char *name, size_t room)
{
	const char *s;

	if (!name)
		return "has a NUL in it";
	if (!*name)
		return "is empty";
	if (*name == '.')
		return "begins with a dot";
	if (strlen(name) > room)
		return "is too long for a file's name";
	for (s = name; *s; s++) {
		if (*s == '/')
			return "has a slash in it";
		if (iscntrl((unsigned char)*s))
			return "has a control character in it";
	}
	return NULL;
}

static int check(const char *what, const char *name, size_t suffix, struct weir_error *err)
{
	const char *wrong = flaw(name, COMPONENT_MAX - suffix);

	if (!wrong)
		return 0;
	return weir_fail(err, WEIR_E_INVALID, NULL, "the %s of the object %s, so it cannot be a file", what, wrong);
}

static char *join(const char *ns, const char *kind, const char *group, const char *name)
{
	return weir_asprintf("%s/%s%s%s/%s.yaml", *ns ? ns : CLUSTER, kind, *group ? "." : "", group, name);
}

static char *group_of(const json_t *object)
{
	const char *group = text_of(object, "group"), *version = text_of(object, "apiVersion");
	char *out;

	if (!group || !version)
		return NULL;
	if (weir_get(object, "group") || !*version)
		return weir_strdup(group);
	weir_split_api_version(version, &out, NULL);
	return out;
}

/* @path is taken. */
static char *below(const char *folder, char *path, struct weir_error *err)
{
	char *out = NULL;

	if (!check("folder", folder, 0, err))
		out = weir_asprintf("%s/%s", folder, path);
	free(path);
	return out;
}

char *names_path_below(const char *folder, const json_t *object, struct weir_error *err)
{
	bool whole = weir_get(object, "metadata") != NULL;
	const char *ns = text_of(object, whole ? "metadata.namespace" : "namespace");
	const char *name = text_of(object, whole ? "metadata.name" : "name");
	const char *kind = text_of(object, "kind");
	WEIR_CLEAN_FREE char *group = group_of(object);

	if (check("name", name, strlen(".yaml"), err) || check("kind", kind, group ? strlen(group) + 1 : 0, err) ||
	    ((!ns || *ns) && check("namespace", ns, 0, err)) || ((!group || *group) && check("group", group, 0, err)))
		return NULL;
	/* "A.b" of group "c" and "A" of group "b.c" would be one folder. */
	if (strchr(kind, '.')) {
		weir_fail(err, WEIR_E_INVALID, NULL, "the kind of the object has a dot in it, so it cannot be a file");
		return NULL;
	}
	if (!strcmp(ns, CLUSTER)) {
		weir_fail(err, WEIR_E_INVALID, NULL, "the namespace " CLUSTER " is where objects without one lie");
		return NULL;
	}
	return folder ? below(folder, join(ns, kind, group, name), err) : join(ns, kind, group, name);
}

char *names_path(const json_t *object, struct weir_error *err)
{
	return names_path_below(weir_get(object, "metadata") ? NULL : weir_get_str(object, "folder"), object, err);
}

bool names_is_secret(const json_t *object)
{
	WEIR_CLEAN_FREE char *group = group_of(object);

	return group && !*group && !strcmp(weir_object_kind(object), "Secret");
}

char *names_fold(const char *path)
{
	char *out = weir_strdup(path), *s;

	for (s = out; *s; s++)
		*s = (char)tolower((unsigned char)*s);
	return out;
}
