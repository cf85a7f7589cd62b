/* SPDX-License-Identifier: Apache-2.0 */
/*
 * openapi_check.c - the form of OpenAPI definitions. Little of them is used here, but a field of
 * another type, wherever it stands, makes a file that the original refuses.
 */
#include "openapi_check.h"

#include <ctype.h>
#include <strings.h>

enum form {
	ANY,
	TEXT,
	BOOL,
	NUMBER,
	INTEGER,
	ANYS,
	TEXTS,
	TEXT_OR_TEXTS,
	SCHEMA,
	SCHEMAS,
	SCHEMA_MAP,
	SCHEMA_OR_SCHEMAS,
	SCHEMA_OR_BOOL,
	SCHEMA_OR_TEXTS_MAP,
	DOCS,
	ADDRESS,
};

struct form_field {
	const char *name;
	enum form form;
};

static const struct form_field schema_fields[] = {
	{ "$ref", ADDRESS },
	{ "$schema", ADDRESS },
	{ "additionalItems", SCHEMA_OR_BOOL },
	{ "additionalProperties", SCHEMA_OR_BOOL },
	{ "allOf", SCHEMAS },
	{ "anyOf", SCHEMAS },
	{ "definitions", SCHEMA_MAP },
	{ "dependencies", SCHEMA_OR_TEXTS_MAP },
	{ "description", TEXT },
	{ "discriminator", TEXT },
	{ "enum", ANYS },
	{ "exclusiveMaximum", BOOL },
	{ "exclusiveMinimum", BOOL },
	{ "externalDocs", DOCS },
	{ "format", TEXT },
	{ "id", TEXT },
	{ "items", SCHEMA_OR_SCHEMAS },
	{ "maxItems", INTEGER },
	{ "maxLength", INTEGER },
	{ "maxProperties", INTEGER },
	{ "maximum", NUMBER },
	{ "minItems", INTEGER },
	{ "minLength", INTEGER },
	{ "minProperties", INTEGER },
	{ "minimum", NUMBER },
	{ "multipleOf", NUMBER },
	{ "not", SCHEMA },
	{ "nullable", BOOL },
	{ "oneOf", SCHEMAS },
	{ "pattern", TEXT },
	{ "patternProperties", SCHEMA_MAP },
	{ "properties", SCHEMA_MAP },
	{ "readOnly", BOOL },
	{ "required", TEXTS },
	{ "title", TEXT },
	{ "type", TEXT_OR_TEXTS },
	{ "uniqueItems", BOOL },
	{ NULL, ANY },
};
static const struct form_field docs_fields[] = { { "description", TEXT }, { "url", TEXT }, { NULL, ANY } };

static bool has_form(const json_t *value, enum form form);

static bool has_fields(const json_t *object, const struct form_field *f)
{
	for (; f->name; f++) {
		const json_t *value = json_object_get(object, f->name);

		if (value && !has_form(value, f->form))
			return false;
	}
	return true;
}

static bool all_items(const json_t *list, enum form form)
{
	const json_t *item;
	size_t i;

	json_array_foreach(list, i, item)
		if (!has_form(item, form))
			return false;
	return true;
}

static bool all_values(const json_t *map, enum form form)
{
	const char *key;
	json_t *value;

	json_object_foreach((json_t *)map, key, value)
		if (!has_form(value, form))
			return false;
	return true;
}

static bool is_number(const json_t *j)
{
	return json_is_number(j) || weir_number_text(j);
}

static bool is_text(const json_t *j)
{
	return json_is_string(j) && !weir_number_text(j);
}

/* What could be an address, as Go parses them; a host is not looked at. */
static bool is_address(const char *text)
{
	size_t scheme = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");
	const char *p;

	for (p = text; *p; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7f)
			return false;
		else if (*p == '%' && (!isxdigit((unsigned char)p[1]) || !isxdigit((unsigned char)p[2])))
			return false;
	if (text[scheme] == ':' && isalpha((unsigned char)*text))
		return true;
	return !memchr(text, ':', strcspn(text, "/?#"));
}

/* Where the original takes one of two forms and looks at neither else, anything else passes. */
static bool has_form(const json_t *value, enum form form)
{
	bool map = json_is_object(value), list = json_is_array(value);

	if (json_is_null(value))
		return true;
	switch (form) {
	case ANY: return true;
	case TEXT: return is_text(value);
	case BOOL: return json_is_boolean(value);
	case NUMBER: return is_number(value);
	case INTEGER: return json_is_integer(value);
	case ANYS: return list;
	case TEXTS: return list && all_items(value, TEXT);
	case TEXT_OR_TEXTS: return is_text(value) || (list && all_items(value, TEXT));
	case SCHEMA: return map && has_fields(value, schema_fields);
	case SCHEMAS: return list && all_items(value, SCHEMA);
	case SCHEMA_MAP: return map && all_values(value, SCHEMA);
	case SCHEMA_OR_SCHEMAS: return map ? has_form(value, SCHEMA) : !list || all_items(value, SCHEMA);
	case SCHEMA_OR_BOOL: return json_is_boolean(value) || has_form(value, SCHEMA);
	case SCHEMA_OR_TEXTS_MAP: {
		const char *key;
		json_t *item;

		json_object_foreach((json_t *)value, key, item)
			if (json_is_object(item) ? !has_form(item, SCHEMA)
						 : json_is_array(item) && !all_items(item, TEXT))
				return false;
		return map;
	}
	case DOCS: return map && has_fields(value, docs_fields);
	case ADDRESS: return !is_text(value) || is_address(json_string_value(value));
	}
	return true;
}

const json_t *openapi_member(const json_t *definition, const char *key, bool from_yaml)
{
	const json_t *found = NULL;
	const char *name, *last = "";
	json_t *value;

	json_object_foreach((json_t *)definition, name, value)
		if (strcasecmp(name, key) == 0 && (!from_yaml || strcmp(name, last) > 0)) {
			found = value;
			last = name;
		}
	return found;
}

static bool are_dependencies(const json_t *list, bool from_yaml)
{
	const json_t *item;
	size_t i;

	if (!json_is_array(list))
		return json_is_null(list);
	json_array_foreach(list, i, item)
		if (!json_is_null(item) && !is_text(item) && !(from_yaml && (is_number(item) || json_is_boolean(item))))
			return false;
	return true;
}

/* ---- keys that come twice: refused within a schema, and only where the file is JSON ---- */

static const char *space(const char *p)
{
	return p + strspn(p, " \t\r\n");
}

static const char *behind_text(const char *p)
{
	for (p++; *p && *p != '"'; p++)
		if (*p == '\\' && p[1])
			p++;
	return *p ? p + 1 : p;
}

static const char *behind_value(const char *p)
{
	size_t depth = 0;

	do {
		if (*p == '"') {
			p = behind_text(p);
			continue;
		}
		if (*p == '{' || *p == '[')
			depth++;
		if (*p == '}' || *p == ']')
			depth--;
		p++;
	} while (*p && (depth || !strchr(",}]", *p)));
	return p;
}

/* The next key of the object behind @p, a '{' or a ','; its value begins at *value. NULL: no more. */
static const char *next_key(const char *p, const char **value)
{
	const char *key = space(p + 1);

	if (!*p || *p == '}' || *key != '"')
		return NULL;
	*value = space(space(behind_text(key)) + 1);
	return key;
}

static bool is_twice(const char *value, const char *end)
{
	json_error_t error;
	WEIR_CLEAN_JSON json_t *j = json_loadb(value, (size_t)(end - value),
					       JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_ALLOW_NUL, &error);

	return !j && json_error_code(&error) == json_error_duplicate_key;
}

/* @text is JSON that has been read already. */
static bool has_doubled_keys(const char *text)
{
	const char *p, *q, *definition, *value, *key;

	for (p = space(text); next_key(p, &definition); p = space(behind_value(definition)))
		for (q = definition; *q != ']' && (key = next_key(q, &value)); q = space(behind_value(value)))
			if (strncasecmp(key, "\"Schema\"", 8) == 0 && is_twice(value, behind_value(value)))
				return true;
	return false;
}

int openapi_check_definitions(struct build *b, const json_t *file, const char *text)
{
	const char *name, *key;
	json_t *definition, *value;
	bool from_yaml = *text != '{';

	json_object_foreach((json_t *)file, name, definition) {
		if (!json_is_object(definition) && !json_is_null(definition))
			return build_fail(b, "%s is not a map", name);
		json_object_foreach(definition, key, value) {
			if (strcasecmp(key, "Schema") == 0 && !has_form(value, SCHEMA))
				return build_fail(b, "the schema of %s has a field of a wrong type", name);
			if (strcasecmp(key, "Dependencies") == 0 && !are_dependencies(value, from_yaml))
				return build_fail(b, "the dependencies of %s are not a list of texts", name);
		}
	}
	return !from_yaml && has_doubled_keys(text) ? build_fail(b, "a key comes twice in a schema") : 0;
}
