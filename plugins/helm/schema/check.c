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

struct level;
struct check {
	struct schema *s;
	enum draft draft;
	unsigned depth;
	const struct level *level;
};

/* Where the check is: a chain to the root, written out only when something is wrong there. */
struct place {
	const struct place *parent;
	const char *name; /* NULL: an item, of number: */
	size_t index;
};

/* The schemas around the place, from the inside out. */
struct level {
	const struct level *outer;
	const struct place *place;
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

static void add_line(struct weir_strbuf *sb, unsigned indent, const struct place *place, const char *why)
{
	weir_strbuf_addf(sb, "\n%*s- at '", (int)(2 * indent), "");
	add_place(sb, place);
	weir_strbuf_addf(sb, "': %s", why);
}

/* Since 2019-09 the metaschema is in parts, which each schema is held against by an allOf. */
static unsigned add_levels(struct weir_strbuf *sb, const struct level *level)
{
	unsigned indent;

	if (!level)
		return 0;
	indent = add_levels(sb, level->outer);
	add_line(sb, indent, level->place, "'allOf' failed");
	return indent + 1;
}

static const char *metaschema(enum draft draft)
{
	switch (draft) {
	case DRAFT_4: return "http://json-schema.org/draft-04/schema#";
	case DRAFT_6: return "http://json-schema.org/draft-06/schema#";
	case DRAFT_7: return "http://json-schema.org/draft-07/schema#";
	case DRAFT_2019: return "https://json-schema.org/draft/2019-09/schema#";
	default: return "https://json-schema.org/draft/2020-12/schema#";
	}
}

/* The message is a tree of lines, shown whole below the chart's name: unlike other errors it keeps them. */
static int bad(struct check *c, const struct place *place, const char *why)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf text = WEIR_STRBUF_INIT;
	struct weir_error *err = c->s->err;

	weir_strbuf_addf(&text,
			 "\"" SCHEMA_URL "#\" is not valid against metaschema: jsonschema validation failed with '%s'",
			 metaschema(c->draft));
	add_line(&text, c->draft >= DRAFT_2019 ? add_levels(&text, c->level) : 0, place, why);
	weir_fail(err, WEIR_E_INVALID, NULL, "%s", text.data);
	if (err) {
		free(err->message);
		err->message = weir_strdup(text.data);
	}
	return WEIR_E_INVALID;
}

static int wrong_type(struct check *c, const struct value *v, const struct place *place, const char *types)
{
	const char *got = js_is_string(v)    ? "string"
			  : js_is_number(v)  ? "number"
			  : js_is_boolean(v) ? "boolean"
			  : js_is_array(v)   ? "array"
			  : js_is_object(v)  ? "object"
					     : "null";
	WEIR_CLEAN_STRBUF struct weir_strbuf why = WEIR_STRBUF_INIT;

	weir_strbuf_addf(&why, "got %s, want %s", got, types);
	return bad(c, place, why.data);
}

/* A text that the metaschema has a pattern for. */
static int no_match(struct check *c, const struct value *v, const struct place *place, const char *pattern)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf why = WEIR_STRBUF_INIT;

	if (!js_is_string(v))
		return wrong_type(c, v, place, "string");
	report_quoted(&why, v->s, v->len);
	weir_strbuf_addf(&why, " does not match pattern '%s'", pattern);
	return bad(c, place, why.data);
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
	case FORM_SCHEMA_MAP: return js_is_object(v) ? each(c, v, place, false) : wrong_type(c, v, place, "object");
	case FORM_DEPENDENCIES: return js_is_object(v) ? each(c, v, place, true) : wrong_type(c, v, place, "object");
	case FORM_PATTERN_MAP: return js_is_object(v) ? patterns(c, v, place) : wrong_type(c, v, place, "object");
	case FORM_NAMES_MAP: return js_is_object(v) ? names_map(c, v, place) : wrong_type(c, v, place, "object");
	case FORM_NAMES: return want(c, is_names(v, false), place, "want an array of different texts");
	case FORM_NAMES_1:
		return want(c, n && is_names(v, false), place, "want an array of different texts, not empty");
	case FORM_TYPE: return want(c, is_type_name(v) || (n && is_names(v, true)), place, "'anyOf' failed");
	case FORM_STRING: return js_is_string(v) ? 0 : wrong_type(c, v, place, "string");
	case FORM_ANCHOR: return is_anchor(v, "_", "-._") ? 0 : no_match(c, v, place, "^[A-Za-z_][-A-Za-z0-9._]*$");
	case FORM_ANCHOR_2019:
		return is_anchor(v, "", "-.:_") ? 0 : no_match(c, v, place, "^[A-Za-z][-A-Za-z0-9.:_]*$");
	case FORM_ID: return is_id(v) ? 0 : no_match(c, v, place, "^[^#]*#?$");
	case FORM_REGEX: return want(c, is_regex(v), place, "want a regular expression");
	case FORM_BOOLEAN: return js_is_boolean(v) ? 0 : wrong_type(c, v, place, "boolean");
	case FORM_NUMBER: return js_is_number(v) ? 0 : wrong_type(c, v, place, "number");
	case FORM_POSITIVE: return want(c, js_is_number(v) && js_number(v) > 0, place, "want a number above 0");
	case FORM_COUNT: return want(c, is_count(v), place, "want integer, 0 or above");
	case FORM_LIST: return js_is_array(v) ? 0 : wrong_type(c, v, place, "array");
	case FORM_LIST_UNIQUE: return want(c, n && is_unique(v), place, "want array of different values, not empty");
	case FORM_MAP: return js_is_object(v) ? 0 : wrong_type(c, v, place, "object");
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
	const struct level here = { c->level, place };
	const struct entry *members;
	size_t i, n;
	int rc = 0;

	if (js_is_boolean(json) && c->draft >= DRAFT_6)
		return 0;
	/* Draft 4 has booleans in two places alone; nobody minds them elsewhere but the metaschema. */
	if (js_is_boolean(json) && below_additional(place))
		return 0;
	if (!js_is_object(json))
		return wrong_type(c, json, place, c->draft >= DRAFT_6 ? "boolean or object" : "object");
	if (++c->depth > MAX_DEPTH)
		return bad(c, place, "nested too deep");
	c->level = &here;
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
	c->level = here.outer;
	c->depth--;
	return rc;
}

int check_schema(struct schema *s, const struct value *json, enum draft draft)
{
	struct check c = { .s = s, .draft = draft };

	return check(&c, json, NULL);
}
