/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fields.c - fields of an object for the rules.  Two ways, as in the original: the lenient one takes the
 * preset for whatever is not of the type, the strict one refuses the object.
 */
#include "rules.h"

/*
 * The value at a dotted path; NULL: there is none.  *broken: a part of the way is no map, and not null
 * either.
 */
static const json_t *walk(const json_t *object, const char *path, bool *broken)
{
	const json_t *at = object;

	*broken = false;
	while (*path) {
		size_t n = strcspn(path, ".");

		if (!at || json_is_null(at))
			return NULL;
		if (!json_is_object(at)) {
			*broken = true;
			return NULL;
		}
		at = json_object_getn(at, path, n);
		path += n + (path[n] == '.');
	}
	return at;
}

int64_t rule_int(const struct look *look, const char *path, int64_t preset)
{
	bool broken;
	const json_t *value = walk(look->object, path, &broken);

	return json_is_integer(value) ? json_integer_value(value) : preset;
}

const char *rule_text(const struct look *look, const char *path, const char *preset)
{
	bool broken;
	const json_t *value = walk(look->object, path, &broken);

	return json_is_string(value) ? json_string_value(value) : preset;
}

static enum rule_result refuse(const json_t *object, const char *path, const char *type, struct weir_error *err)
{
	weir_fail(err, WEIR_E_INVALID, "InvalidStatus", "%s of %s is not %s: its health cannot be told", path,
		  *weir_object_kind(object) ? weir_object_kind(object) : "the object", type);
	return RULE_REFUSED;
}

/* The value where it is there and of type @want (an enum of jansson). */
static enum rule_result strict(const json_t *object, const char *path, json_type want, const char *type,
			       const json_t **out, struct weir_error *err)
{
	bool broken;
	const json_t *value = walk(object, path, &broken);

	if (broken || (value && json_typeof(value) != want))
		return refuse(object, path, type, err);
	*out = value;
	return RULE_OPEN;
}

enum rule_result rule_strict_int(const json_t *object, const char *path, int64_t *out, bool *found,
				 struct weir_error *err)
{
	const json_t *value;

	if (strict(object, path, JSON_INTEGER, "an integer", &value, err))
		return RULE_REFUSED;
	*found = value;
	if (value)
		*out = json_integer_value(value);
	return RULE_OPEN;
}

enum rule_result rule_strict_text(const json_t *object, const char *path, const char **out, struct weir_error *err)
{
	const json_t *value;

	if (strict(object, path, JSON_STRING, "a string", &value, err))
		return RULE_REFUSED;
	if (value)
		*out = json_string_value(value);
	return RULE_OPEN;
}

enum rule_result rule_strict_list(const json_t *object, const char *path, const json_t **out, struct weir_error *err)
{
	return strict(object, path, JSON_ARRAY, "a list", out, err);
}
