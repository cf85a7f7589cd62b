/* SPDX-License-Identifier: Apache-2.0 */
/* keywords.c - the keywords of each draft and what may stand behind them, as the metaschemas have it. */
#include "compile.h"

const struct keyword keywords[] = {
	{ "id", 4, 4, FORM_STRING },
	{ "$id", 6, 2020, FORM_STRING },
	{ "$schema", 4, 2020, FORM_STRING },
	{ "$ref", 6, 2020, FORM_STRING },
	{ "$anchor", 2019, 2020, FORM_STRING },
	{ "$recursiveRef", 2019, 2019, FORM_STRING },
	{ "$recursiveAnchor", 2019, 2019, FORM_BOOLEAN },
	{ "$dynamicRef", 2020, 2020, FORM_STRING },
	{ "$dynamicAnchor", 2020, 2020, FORM_STRING },
	{ "$vocabulary", 2019, 2020, FORM_MAP },
	{ "$comment", 7, 2020, FORM_STRING },
	{ "$defs", 2019, 2020, FORM_SCHEMA_MAP },
	{ "title", 4, 2020, FORM_STRING },
	{ "description", 4, 2020, FORM_STRING },
	{ "readOnly", 7, 2020, FORM_BOOLEAN },
	{ "writeOnly", 7, 2020, FORM_BOOLEAN },
	{ "deprecated", 2019, 2020, FORM_BOOLEAN },
	{ "examples", 6, 2020, FORM_LIST },
	{ "multipleOf", 4, 2020, FORM_POSITIVE },
	{ "maximum", 4, 2020, FORM_NUMBER },
	{ "exclusiveMaximum", 4, 4, FORM_BOOLEAN },
	{ "exclusiveMaximum", 6, 2020, FORM_NUMBER },
	{ "minimum", 4, 2020, FORM_NUMBER },
	{ "exclusiveMinimum", 4, 4, FORM_BOOLEAN },
	{ "exclusiveMinimum", 6, 2020, FORM_NUMBER },
	{ "maxLength", 4, 2020, FORM_COUNT },
	{ "minLength", 4, 2020, FORM_COUNT },
	{ "pattern", 4, 2020, FORM_REGEX },
	{ "additionalItems", 4, 2019, FORM_SCHEMA },
	{ "items", 4, 2019, FORM_SCHEMA_OR_LIST },
	{ "items", 2020, 2020, FORM_SCHEMA },
	{ "prefixItems", 2020, 2020, FORM_SCHEMAS },
	{ "maxItems", 4, 2020, FORM_COUNT },
	{ "minItems", 4, 2020, FORM_COUNT },
	{ "uniqueItems", 4, 2020, FORM_BOOLEAN },
	{ "contains", 6, 2020, FORM_SCHEMA },
	{ "maxContains", 2019, 2020, FORM_COUNT },
	{ "minContains", 2019, 2020, FORM_COUNT },
	{ "maxProperties", 4, 2020, FORM_COUNT },
	{ "minProperties", 4, 2020, FORM_COUNT },
	{ "required", 4, 4, FORM_NAMES_1 },
	{ "required", 6, 2020, FORM_NAMES },
	{ "additionalProperties", 4, 2020, FORM_SCHEMA },
	{ "definitions", 4, 2020, FORM_SCHEMA_MAP },
	{ "properties", 4, 2020, FORM_SCHEMA_MAP },
	{ "patternProperties", 4, 2020, FORM_PATTERN_MAP },
	{ "dependencies", 4, 2020, FORM_DEPENDENCIES },
	{ "dependentSchemas", 2019, 2020, FORM_SCHEMA_MAP },
	{ "dependentRequired", 2019, 2020, FORM_NAMES_MAP },
	{ "propertyNames", 6, 2020, FORM_SCHEMA },
	{ "unevaluatedItems", 2019, 2020, FORM_SCHEMA },
	{ "unevaluatedProperties", 2019, 2020, FORM_SCHEMA },
	{ "contentSchema", 2019, 2020, FORM_SCHEMA },
	{ "contentMediaType", 7, 2020, FORM_STRING },
	{ "contentEncoding", 7, 2020, FORM_STRING },
	{ "enum", 4, 7, FORM_LIST_UNIQUE },
	{ "enum", 2019, 2020, FORM_LIST },
	{ "type", 4, 2020, FORM_TYPE },
	{ "format", 4, 2020, FORM_STRING },
	{ "if", 7, 2020, FORM_SCHEMA },
	{ "then", 7, 2020, FORM_SCHEMA },
	{ "else", 7, 2020, FORM_SCHEMA },
	{ "allOf", 4, 2020, FORM_SCHEMAS },
	{ "anyOf", 4, 2020, FORM_SCHEMAS },
	{ "oneOf", 4, 2020, FORM_SCHEMAS },
	{ "not", 4, 2020, FORM_SCHEMA },
	{ 0 },
};

const struct keyword *keyword_find(const char *name, enum draft draft)
{
	const struct keyword *k;

	for (k = keywords; k->name; k++)
		if ((int)draft >= k->from && (int)draft <= k->to && strcmp(k->name, name) == 0)
			return k;
	return NULL;
}

static int each_of(const json_t *value, int (*fn)(void *arg, const json_t *schema), void *arg)
{
	const json_t *item;
	const char *key;
	size_t i;
	int rc = 0;

	if (json_is_array(value)) {
		json_array_foreach(value, i, item)
			if ((rc = fn(arg, item)))
				break;
	} else {
		json_object_foreach((json_t *)value, key, item)
			if ((rc = fn(arg, item)))
				break;
	}
	return rc;
}

int keywords_each_schema(const json_t *json, enum draft draft, int (*fn)(void *arg, const json_t *schema), void *arg)
{
	const json_t *value;
	const char *key;
	int rc = 0;

	json_object_foreach((json_t *)json, key, value) {
		const struct keyword *k = keyword_find(key, draft);

		switch (k ? k->form : FORM_ANY) {
		case FORM_SCHEMA: rc = fn(arg, value); break;
		case FORM_SCHEMA_OR_LIST: rc = json_is_array(value) ? each_of(value, fn, arg) : fn(arg, value); break;
		case FORM_SCHEMAS:
		case FORM_SCHEMA_MAP:
		case FORM_PATTERN_MAP:
		case FORM_DEPENDENCIES: rc = each_of(value, fn, arg); break;
		default: break;
		}
		if (rc)
			break;
	}
	return rc;
}
