/* SPDX-License-Identifier: Apache-2.0 */
/* keywords.c - the keywords of each draft and what may stand behind them, as the metaschemas have it. */
#include "compile.h"

/* Sorted by name, then by draft. */
static const struct keyword keywords[] = {
	{ "$anchor", 2019, 2019, FORM_ANCHOR_2019 },
	{ "$anchor", 2020, 2020, FORM_ANCHOR },
	{ "$comment", 7, 2020, FORM_STRING },
	{ "$defs", 2019, 2020, FORM_SCHEMA_MAP },
	{ "$dynamicAnchor", 2020, 2020, FORM_ANCHOR },
	{ "$dynamicRef", 2020, 2020, FORM_STRING },
	{ "$id", 6, 7, FORM_STRING },
	{ "$id", 2019, 2020, FORM_ID },
	{ "$recursiveAnchor", 2019, 2019, FORM_BOOLEAN },
	{ "$recursiveRef", 2019, 2019, FORM_STRING },
	{ "$ref", 6, 2020, FORM_STRING },
	{ "$schema", 4, 2020, FORM_STRING },
	{ "$vocabulary", 2019, 2020, FORM_MAP },
	{ "additionalItems", 4, 2019, FORM_SCHEMA },
	{ "additionalProperties", 4, 2020, FORM_SCHEMA },
	{ "allOf", 4, 2020, FORM_SCHEMAS },
	{ "anyOf", 4, 2020, FORM_SCHEMAS },
	{ "contains", 6, 2020, FORM_SCHEMA },
	{ "contentEncoding", 7, 2020, FORM_STRING },
	{ "contentMediaType", 7, 2020, FORM_STRING },
	{ "contentSchema", 2019, 2020, FORM_SCHEMA },
	{ "definitions", 4, 2020, FORM_SCHEMA_MAP },
	{ "dependencies", 4, 2020, FORM_DEPENDENCIES },
	{ "dependentRequired", 2019, 2020, FORM_NAMES_MAP },
	{ "dependentSchemas", 2019, 2020, FORM_SCHEMA_MAP },
	{ "deprecated", 2019, 2020, FORM_BOOLEAN },
	{ "description", 4, 2020, FORM_STRING },
	{ "else", 7, 2020, FORM_SCHEMA },
	{ "enum", 4, 7, FORM_LIST_UNIQUE },
	{ "enum", 2019, 2020, FORM_LIST },
	{ "examples", 6, 2020, FORM_LIST },
	{ "exclusiveMaximum", 4, 4, FORM_BOOLEAN },
	{ "exclusiveMaximum", 6, 2020, FORM_NUMBER },
	{ "exclusiveMinimum", 4, 4, FORM_BOOLEAN },
	{ "exclusiveMinimum", 6, 2020, FORM_NUMBER },
	{ "format", 4, 2020, FORM_STRING },
	{ "id", 4, 4, FORM_STRING },
	{ "if", 7, 2020, FORM_SCHEMA },
	{ "items", 4, 2019, FORM_SCHEMA_OR_LIST },
	{ "items", 2020, 2020, FORM_SCHEMA },
	{ "maxContains", 2019, 2020, FORM_COUNT },
	{ "maxItems", 4, 2020, FORM_COUNT },
	{ "maxLength", 4, 2020, FORM_COUNT },
	{ "maxProperties", 4, 2020, FORM_COUNT },
	{ "maximum", 4, 2020, FORM_NUMBER },
	{ "minContains", 2019, 2020, FORM_COUNT },
	{ "minItems", 4, 2020, FORM_COUNT },
	{ "minLength", 4, 2020, FORM_COUNT },
	{ "minProperties", 4, 2020, FORM_COUNT },
	{ "minimum", 4, 2020, FORM_NUMBER },
	{ "multipleOf", 4, 2020, FORM_POSITIVE },
	{ "not", 4, 2020, FORM_SCHEMA },
	{ "oneOf", 4, 2020, FORM_SCHEMAS },
	{ "pattern", 4, 2020, FORM_REGEX },
	{ "patternProperties", 4, 2020, FORM_PATTERN_MAP },
	{ "prefixItems", 2020, 2020, FORM_SCHEMAS },
	{ "properties", 4, 2020, FORM_SCHEMA_MAP },
	{ "propertyNames", 6, 2020, FORM_SCHEMA },
	{ "readOnly", 7, 2020, FORM_BOOLEAN },
	{ "required", 4, 4, FORM_NAMES_1 },
	{ "required", 6, 2020, FORM_NAMES },
	{ "then", 7, 2020, FORM_SCHEMA },
	{ "title", 4, 2020, FORM_STRING },
	{ "type", 4, 2020, FORM_TYPE },
	{ "unevaluatedItems", 2019, 2020, FORM_SCHEMA },
	{ "unevaluatedProperties", 2019, 2020, FORM_SCHEMA },
	{ "uniqueItems", 4, 2020, FORM_BOOLEAN },
	{ "writeOnly", 7, 2020, FORM_BOOLEAN },
};

#define COUNT (sizeof(keywords) / sizeof(keywords[0]))

const struct keyword *keyword_find(const char *name, enum draft draft)
{
	size_t low = 0, high = COUNT;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (strcmp(keywords[mid].name, name) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < COUNT && strcmp(keywords[low].name, name) == 0; low++)
		if ((int)draft >= keywords[low].from && (int)draft <= keywords[low].to)
			return &keywords[low];
	return NULL;
}

static int each_of(const struct value *value, int (*fn)(void *arg, const struct value *schema), void *arg)
{
	const struct entry *members;
	size_t i, n;
	int rc = 0;

	for (i = 0; i < js_count(value) && !rc; i++)
		rc = fn(arg, js_at(value, i));
	members = js_members(value, &n);
	for (i = 0; i < n && !rc; i++)
		rc = fn(arg, &members[i].value);
	return rc;
}

int keywords_each_schema(const struct value *json, enum draft draft, int (*fn)(void *arg, const struct value *schema),
			 void *arg)
{
	const struct entry *members;
	size_t i, n;
	int rc = 0;

	members = js_members(json, &n);
	for (i = 0; i < n && !rc; i++) {
		const struct keyword *k = keyword_find(members[i].key, draft);
		const struct value *value = &members[i].value;

		switch (k ? k->form : FORM_ANY) {
		case FORM_SCHEMA: rc = fn(arg, value); break;
		case FORM_SCHEMA_OR_LIST: rc = js_is_array(value) ? each_of(value, fn, arg) : fn(arg, value); break;
		case FORM_SCHEMAS:
		case FORM_SCHEMA_MAP:
		case FORM_PATTERN_MAP:
		case FORM_DEPENDENCIES: rc = each_of(value, fn, arg); break;
		default: break;
		}
	}
	return rc;
}
