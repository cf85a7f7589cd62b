/* SPDX-License-Identifier: Apache-2.0 */
/*
 * check.c - is a document a schema?  The question that the original asks the draft's metaschema, by
 * the table of keywords; the first thing that is wrong is said.
 */
#include "compile.h"

#include <math.h>
#include <stdlib.h>

#define MAX_DEPTH 1000

struct check {
	struct schema *s;
	enum draft draft;
	unsigned depth;
};

static int check(struct check *c, const json_t *json, const char *pointer);

static int bad(struct check *c, const char *pointer, const char *why)
{
	return weir_fail(c->s->err, WEIR_E_INVALID, NULL,
			 "\"" SCHEMA_URL
			 "#\" is not valid against metaschema: jsonschema validation failed\n- at '%s': %s",
			 pointer, why);
}

static bool is_type_name(const json_t *v)
{
	static const char *const names[] = {
		"array", "boolean", "integer", "null", "number", "object", "string", NULL
	};
	const char *const *n;

	for (n = names; json_is_string(v) && *n; n++)
		if (strcmp(*n, json_string_value(v)) == 0)
			return true;
	return false;
}

/* Texts that all differ; @types: of the seven types. */
static bool is_names(const json_t *v, bool types)
{
	const json_t *item;
	size_t i, k;

	json_array_foreach(v, i, item) {
		if (types ? !is_type_name(item) : !json_is_string(item))
			return false;
		for (k = 0; k < i; k++)
			if (json_equal(item, json_array_get(v, k)))
				return false;
	}
	return json_is_array(v);
}

static bool is_unique(const json_t *v)
{
	size_t i, k;

	for (i = 0; i < json_array_size(v); i++)
		for (k = 0; k < i; k++)
			if (json_equal(json_array_get(v, i), json_array_get(v, k)))
				return false;
	return true;
}

static bool is_count(const json_t *v)
{
	double d = json_number_value(v);

	return json_is_number(v) && d >= 0 && d == floor(d);
}

static bool is_regex(const json_t *v)
{
	struct weir_regex *re = json_is_string(v) ? weir_regex_new(json_string_value(v), NULL) : NULL;

	weir_regex_free(re);
	return re != NULL;
}

static int each(struct check *c, const json_t *value, const char *pointer, bool names_too)
{
	const json_t *item;
	const char *key;
	size_t i;
	int rc = 0;

	if (json_is_array(value)) {
		json_array_foreach(value, i, item) {
			WEIR_CLEAN_FREE char *at = weir_asprintf("%s/%zu", pointer, i);

			if (!rc)
				rc = check(c, item, at);
		}
		return rc;
	}
	json_object_foreach((json_t *)value, key, item) {
		WEIR_CLEAN_FREE char *at = weir_asprintf("%s/%s", pointer, key);

		if (rc)
			break;
		if (names_too && json_is_array(item))
			rc = is_names(item, false) ? 0 : bad(c, at, "want different texts");
		else
			rc = check(c, item, at);
	}
	return rc;
}

static int patterns(struct check *c, const json_t *value, const char *pointer)
{
	const json_t *item;
	const char *key;

	json_object_foreach((json_t *)value, key, item) {
		struct weir_error err = WEIR_ERROR_INIT;
		struct weir_regex *re = weir_regex_new(key, &err);

		weir_error_done(&err);
		weir_regex_free(re);
		if (!re)
			return bad(c, pointer, "a name is not a regular expression");
	}
	return each(c, value, pointer, false);
}

static int names_map(struct check *c, const json_t *value, const char *pointer)
{
	const json_t *item;
	const char *key;

	json_object_foreach((json_t *)value, key, item)
		if (!is_names(item, false))
			return bad(c, pointer, "want lists of different texts");
	return 0;
}

static int want(struct check *c, bool truth, const char *pointer, const char *why)
{
	return truth ? 0 : bad(c, pointer, why);
}

static int form(struct check *c, enum keyword_form f, const json_t *v, const char *pointer)
{
	size_t n = json_array_size(v);

	switch (f) {
	case FORM_SCHEMA: return check(c, v, pointer);
	case FORM_SCHEMA_OR_LIST:
		if (!json_is_array(v))
			return check(c, v, pointer);
		return n || c->draft >= DRAFT_6 ? each(c, v, pointer, false)
						: bad(c, pointer, "want at least one schema");
	case FORM_SCHEMAS: return n ? each(c, v, pointer, false) : bad(c, pointer, "want a list of schemas");
	case FORM_SCHEMA_MAP: return json_is_object(v) ? each(c, v, pointer, false) : bad(c, pointer, "want object");
	case FORM_DEPENDENCIES: return json_is_object(v) ? each(c, v, pointer, true) : bad(c, pointer, "want object");
	case FORM_PATTERN_MAP: return json_is_object(v) ? patterns(c, v, pointer) : bad(c, pointer, "want object");
	case FORM_NAMES_MAP: return json_is_object(v) ? names_map(c, v, pointer) : bad(c, pointer, "want object");
	case FORM_NAMES: return want(c, is_names(v, false), pointer, "want an array of different texts");
	case FORM_NAMES_1:
		return want(c, n && is_names(v, false), pointer, "want an array of different texts, not empty");
	case FORM_TYPE: return want(c, is_type_name(v) || (n && is_names(v, true)), pointer, "'anyOf' failed");
	case FORM_STRING: return want(c, json_is_string(v), pointer, "want string");
	case FORM_REGEX: return want(c, is_regex(v), pointer, "want a regular expression");
	case FORM_BOOLEAN: return want(c, json_is_boolean(v), pointer, "want boolean");
	case FORM_NUMBER: return want(c, json_is_number(v), pointer, "want number");
	case FORM_POSITIVE:
		return want(c, json_is_number(v) && json_number_value(v) > 0, pointer, "want a number above 0");
	case FORM_COUNT: return want(c, is_count(v), pointer, "want integer, 0 or above");
	case FORM_LIST: return want(c, json_is_array(v), pointer, "want array");
	case FORM_LIST_UNIQUE: return want(c, n && is_unique(v), pointer, "want array of different values, not empty");
	case FORM_MAP: return want(c, json_is_object(v), pointer, "want object");
	case FORM_ANY: break;
	}
	return 0;
}

static int check(struct check *c, const json_t *json, const char *pointer)
{
	static const char *const pairs[2][3] = {
		{ "exclusiveMinimum", "minimum", "properties 'minimum' required, if 'exclusiveMinimum' exists" },
		{ "exclusiveMaximum", "maximum", "properties 'maximum' required, if 'exclusiveMaximum' exists" },
	};
	const json_t *value;
	const char *key;
	size_t i;
	int rc = 0;

	if (json_is_boolean(json) && c->draft >= DRAFT_6)
		return 0;
	/* Draft 4 has booleans in two places alone; nobody minds them elsewhere but the metaschema. */
	if (json_is_boolean(json) && (strstr(pointer, "/additional")))
		return 0;
	if (!json_is_object(json))
		return bad(c, pointer, c->draft >= DRAFT_6 ? "want boolean or object" : "want object");
	if (++c->depth > MAX_DEPTH)
		return bad(c, pointer, "nested too deep");
	for (i = 0; c->draft == DRAFT_4 && i < 2; i++)
		if (json_object_get(json, pairs[i][0]) && !json_object_get(json, pairs[i][1]))
			return bad(c, pointer, pairs[i][2]);
	json_object_foreach((json_t *)json, key, value) {
		const struct keyword *k = keyword_find(key, c->draft);
		WEIR_CLEAN_FREE char *at = k ? weir_asprintf("%s/%s", pointer, key) : NULL;

		if (k && (rc = form(c, k->form, value, at)))
			break;
	}
	c->depth--;
	return rc;
}

int check_schema(struct schema *s, const json_t *json, const char *pointer, enum draft draft)
{
	struct check c = { .s = s, .draft = draft };

	return check(&c, json, pointer);
}
