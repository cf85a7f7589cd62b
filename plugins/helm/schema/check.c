/* SPDX-License-Identifier: Apache-2.0 */
/*
 * check.c - is a document a schema?  The question that the original asks the draft's metaschema, by
 * the table of keywords; the first thing that is wrong is said.
 */
#include "compile.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>

#define MAX_DEPTH 1000

struct check {
	struct schema *s;
	enum draft draft;
	unsigned depth;
};

/* Where the check is: a chain to the root, written out only when something is wrong there. */
struct place {
	const struct place *parent;
	const char *name; /* NULL: an item, of number: */
	size_t index;
};

static int check(struct check *c, const struct value *json, const struct place *place);

static void add_place(struct weir_strbuf *sb, const struct place *place)
{
	if (!place)
		return;
	add_place(sb, place->parent);
	if (place->name)
		weir_strbuf_addf(sb, "/%s", place->name);
	else
		weir_strbuf_addf(sb, "/%zu", place->index);
}

static int bad(struct check *c, const struct place *place, const char *why)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf at = WEIR_STRBUF_INIT;

	add_place(&at, place);
	return weir_fail(c->s->err, WEIR_E_INVALID, NULL,
			 "\"" SCHEMA_URL
			 "#\" is not valid against metaschema: jsonschema validation failed\n- at '%s': %s",
			 at.data ? at.data : "", why);
}

static bool is_type_name(const struct value *v)
{
	static const char *const names[] = {
		"array", "boolean", "integer", "null", "number", "object", "string", NULL
	};
	const char *const *n;

	for (n = names; js_is_string(v) && *n; n++)
		if (strcmp(*n, js_string(v)) == 0)
			return true;
	return false;
}

/* Texts that all differ; @types: of the seven types. */
static bool is_names(const struct value *v, bool types)
{
	size_t i, k;

	for (i = 0; i < js_count(v); i++) {
		const struct value *item = js_at(v, i);

		if (types ? !is_type_name(item) : !js_is_string(item))
			return false;
		for (k = 0; k < i; k++)
			if (equal_values(item, js_at(v, k)))
				return false;
	}
	return js_is_array(v);
}

static bool is_unique(const struct value *v)
{
	size_t i, k;

	for (i = 0; i < js_count(v); i++)
		for (k = 0; k < i; k++)
			if (equal_values(js_at(v, i), js_at(v, k)))
				return false;
	return true;
}

static bool is_count(const struct value *v)
{
	double d = js_number(v);

	return js_is_number(v) && d >= 0 && d == floor(d);
}

static bool is_regex(const struct value *v)
{
	struct weir_regex *re = js_is_string(v) ? weir_regex_new(js_string(v), NULL) : NULL;

	weir_regex_free(re);
	return re != NULL;
}

static int each(struct check *c, const struct value *value, const struct place *place, bool names_too)
{
	const struct entry *members;
	size_t i, n;
	int rc = 0;

	for (i = 0; i < js_count(value) && !rc; i++)
		rc = check(c, js_at(value, i), &(struct place){ .parent = place, .index = i });
	members = js_members(value, &n);
	for (i = 0; i < n && !rc; i++) {
		const struct value *item = &members[i].value;
		const struct place at = { .parent = place, .name = members[i].key };

		if (!names_too || !js_is_array(item))
			rc = check(c, item, &at);
		else if (!is_names(item, false))
			rc = bad(c, &at, "want different texts");
	}
	return rc;
}

static int patterns(struct check *c, const struct value *value, const struct place *place)
{
	size_t i, n;
	const struct entry *members = js_members(value, &n);

	for (i = 0; i < n; i++) {
		struct weir_regex *re = weir_regex_new(members[i].key, NULL);

		weir_regex_free(re);
		if (!re)
			return bad(c, place, "a name is not a regular expression");
	}
	return each(c, value, place, false);
}

static int names_map(struct check *c, const struct value *value, const struct place *place)
{
	size_t i, n;
	const struct entry *members = js_members(value, &n);

	for (i = 0; i < n; i++)
		if (!is_names(&members[i].value, false))
			return bad(c, place, "want lists of different texts");
	return 0;
}

static int want(struct check *c, bool truth, const struct place *place, const char *why)
{
	return truth ? 0 : bad(c, place, why);
}

/* @first, @more: what may stand beside letters at its beginning, and beside these and digits behind it. */
static bool is_anchor(const struct value *v, const char *first, const char *more)
{
	const char *p = js_is_string(v) ? js_string(v) : "";

	if (!isalpha((unsigned char)*p) && !(*p && strchr(first, *p)))
		return false;
	while (isalnum((unsigned char)*p) || (*p && strchr(more, *p)))
		p++;
	return !*p;
}

static bool is_id(const struct value *v)
{
	const char *hash = js_is_string(v) ? strchr(js_string(v), '#') : NULL;

	return js_is_string(v) && (!hash || !hash[1]);
}

static int form(struct check *c, enum keyword_form f, const struct value *v, const struct place *place)
{
	size_t n = js_count(v);

	switch (f) {
	case FORM_SCHEMA: return check(c, v, place);
	case FORM_SCHEMA_OR_LIST:
		if (!js_is_array(v))
			return check(c, v, place);
		return n || c->draft >= DRAFT_6 ? each(c, v, place, false) : bad(c, place, "want at least one schema");
	case FORM_SCHEMAS: return n ? each(c, v, place, false) : bad(c, place, "want a list of schemas");
	case FORM_SCHEMA_MAP: return js_is_object(v) ? each(c, v, place, false) : bad(c, place, "want object");
	case FORM_DEPENDENCIES: return js_is_object(v) ? each(c, v, place, true) : bad(c, place, "want object");
	case FORM_PATTERN_MAP: return js_is_object(v) ? patterns(c, v, place) : bad(c, place, "want object");
	case FORM_NAMES_MAP: return js_is_object(v) ? names_map(c, v, place) : bad(c, place, "want object");
	case FORM_NAMES: return want(c, is_names(v, false), place, "want an array of different texts");
	case FORM_NAMES_1:
		return want(c, n && is_names(v, false), place, "want an array of different texts, not empty");
	case FORM_TYPE: return want(c, is_type_name(v) || (n && is_names(v, true)), place, "'anyOf' failed");
	case FORM_STRING: return want(c, js_is_string(v), place, "want string");
	case FORM_ANCHOR:
		return want(c, is_anchor(v, "_", "-._"), place,
			    "want a name: a letter or _, then letters, digits, -._");
	case FORM_ANCHOR_2019:
		return want(c, is_anchor(v, "", "-.:_"), place, "want a name: a letter, then letters, digits, -.:_");
	case FORM_ID: return want(c, is_id(v), place, "want an address without a fragment");
	case FORM_REGEX: return want(c, is_regex(v), place, "want a regular expression");
	case FORM_BOOLEAN: return want(c, js_is_boolean(v), place, "want boolean");
	case FORM_NUMBER: return want(c, js_is_number(v), place, "want number");
	case FORM_POSITIVE: return want(c, js_is_number(v) && js_number(v) > 0, place, "want a number above 0");
	case FORM_COUNT: return want(c, is_count(v), place, "want integer, 0 or above");
	case FORM_LIST: return want(c, js_is_array(v), place, "want array");
	case FORM_LIST_UNIQUE: return want(c, n && is_unique(v), place, "want array of different values, not empty");
	case FORM_MAP: return want(c, js_is_object(v), place, "want object");
	case FORM_ANY: break;
	}
	return 0;
}

static bool below_additional(const struct place *place)
{
	for (; place; place = place->parent)
		if (place->name && strncmp(place->name, "additional", 10) == 0)
			return true;
	return false;
}

static int check(struct check *c, const struct value *json, const struct place *place)
{
	static const char *const pairs[2][3] = {
		{ "exclusiveMinimum", "minimum", "properties 'minimum' required, if 'exclusiveMinimum' exists" },
		{ "exclusiveMaximum", "maximum", "properties 'maximum' required, if 'exclusiveMaximum' exists" },
	};
	const struct entry *members;
	size_t i, n;
	int rc = 0;

	if (js_is_boolean(json) && c->draft >= DRAFT_6)
		return 0;
	/* Draft 4 has booleans in two places alone; nobody minds them elsewhere but the metaschema. */
	if (js_is_boolean(json) && below_additional(place))
		return 0;
	if (!js_is_object(json))
		return bad(c, place, c->draft >= DRAFT_6 ? "want boolean or object" : "want object");
	if (++c->depth > MAX_DEPTH)
		return bad(c, place, "nested too deep");
	for (i = 0; c->draft == DRAFT_4 && i < 2; i++)
		if (js_get(json, pairs[i][0]) && !js_get(json, pairs[i][1]))
			return bad(c, place, pairs[i][2]);
	members = js_members(json, &n);
	for (i = 0; i < n && !rc; i++) {
		const struct keyword *k = keyword_find(members[i].key, c->draft);

		if (k)
			rc = form(c, k->form, &members[i].value,
				  &(struct place){ .parent = place, .name = members[i].key });
	}
	c->depth--;
	return rc;
}

int check_schema(struct schema *s, const struct value *json, enum draft draft)
{
	struct check c = { .s = s, .draft = draft };

	return check(&c, json, NULL);
}
