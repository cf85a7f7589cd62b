/* SPDX-License-Identifier: Apache-2.0 */
/*
 * resources.c - the schemas of a document that have an id, a draft and anchors of their own, and
 * which of them each schema belongs to.
 */
#include "compile.h"

#include <stdlib.h>

#define MAX_DEPTH 1000

struct collect {
	struct schema *s;
	struct resource *at;
	unsigned depth;
};

/* The draft that "$schema" names; 0: one that would have to be fetched. */
static int draft_of(const char *url)
{
	static const struct {
		const char *tail;
		enum draft draft;
	} rows[] = {
		{ "json-schema.org/schema", DRAFT_2020 },
		{ "json-schema.org/draft/2020-12/schema", DRAFT_2020 },
		{ "json-schema.org/draft/2019-09/schema", DRAFT_2019 },
		{ "json-schema.org/draft-07/schema", DRAFT_7 },
		{ "json-schema.org/draft-06/schema", DRAFT_6 },
		{ "json-schema.org/draft-04/schema", DRAFT_4 },
	};
	size_t n = strcspn(url, "#"), i, skip;

	if (url[n] && url[n + 1])
		return 0;
	skip = strncmp(url, "http://", 7) == 0 ? 7 : strncmp(url, "https://", 8) == 0 ? 8 : 0;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (strlen(rows[i].tail) == n - skip && strncmp(rows[i].tail, url + skip, n - skip) == 0)
			return (int)rows[i].draft;
	return 0;
}

/* A text member, or NULL. */
static const char *text(const struct value *json, const char *key)
{
	return js_string(js_get(json, key));
}

/* The id, "" when it has none (or only a fragment, which is an anchor). */
static const char *id_of(const struct value *json, enum draft draft)
{
	const char *id = text(json, draft == DRAFT_4 ? "id" : "$id");

	if (draft < DRAFT_2019 && js_get(json, "$ref"))
		return "";
	return id && *id != '#' ? id : "";
}

static int add_anchor(struct collect *c, const char *name, const struct value *json, bool dynamic)
{
	struct anchor *a;

	for (a = c->at->anchors; a; a = a->next)
		if (strcmp(a->name, name) == 0) {
			a->dynamic |= dynamic;
			return a->schema == json ? 0
						 : weir_fail(c->s->err, WEIR_E_INVALID, NULL,
							     "duplicate anchor \"%s\" in \"%s\"", name, c->at->id);
		}
	a = weir_arena_alloc(c->s->arena, sizeof(*a));
	*a = (struct anchor){ .next = c->at->anchors, .name = name, .schema = json, .dynamic = dynamic };
	c->at->anchors = a;
	return 0;
}

static int take_anchors(struct collect *c, const struct value *json)
{
	enum draft draft = c->at->draft;
	const char *id =
		draft < DRAFT_2019 && !js_get(json, "$ref") ? text(json, draft == DRAFT_4 ? "id" : "$id") : NULL;
	const char *plain = draft >= DRAFT_2019 ? text(json, "$anchor") : id ? strchr(id, '#') : NULL;
	const char *dynamic = draft >= DRAFT_2020 ? text(json, "$dynamicAnchor") : NULL;
	int rc = 0;

	if (plain && *plain == '#')
		plain++;
	if (plain && *plain && *plain != '/')
		rc = add_anchor(c, plain, json, false);
	return !rc && dynamic ? add_anchor(c, dynamic, json, true) : rc;
}

static int pick_draft(struct collect *c, const struct value *json, enum draft fallback, enum draft *out)
{
	const char *url = text(json, "$schema");
	int draft = url ? draft_of(url) : (int)fallback;

	if (!draft)
		return weir_fail(c->s->err, WEIR_E_INVALID, NULL,
				 "failing loading \"%s\": only the drafts 4, 6, 7, 2019-09 and 2020-12 are known, and "
				 "nothing is fetched",
				 url);
	*out = (enum draft)draft;
	return 0;
}

static struct resource *add_resource(struct schema *s, const struct value *json, const char *id, enum draft draft)
{
	struct resource *r = weir_arena_alloc(s->arena, sizeof(*r));

	*r = (struct resource){ .id = id, .schema = json, .draft = draft };
	r->recursive_anchor = js_is_true(js_get(json, "$recursiveAnchor"));
	s->resources = weir_realloc(s->resources, (s->resource_count + 1) * sizeof(struct resource *));
	s->resources[s->resource_count++] = r;
	return r;
}

static int collect(void *arg, const struct value *json);

static int collect_below(struct collect *c, const struct value *json)
{
	int rc = take_anchors(c, json);

	if (!rc && ++c->depth > MAX_DEPTH)
		rc = weir_fail(c->s->err, WEIR_E_INVALID, NULL, "the schema is nested too deep");
	if (!rc)
		rc = keywords_each_schema(json, c->at->draft, collect, c);
	c->depth--;
	return rc;
}

/* @id behind @base; NULL: it is no address. */
static const char *join_id(struct schema *s, const char *base, const char *id)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf why = WEIR_STRBUF_INIT;
	const char *fragment;

	if (!format_find("uri-reference")->check(id, strlen(id), &why))
		return NULL;
	return ref_join(s->arena, base, id, &fragment);
}

static int collect(void *arg, const struct value *json)
{
	struct collect *c = arg;
	struct resource *outer = c->at;
	const char *id;
	enum draft draft;
	int rc;

	if (!js_is_object(json))
		return 0;
	id = id_of(json, outer->draft);
	if (*id) {
		rc = pick_draft(c, json, outer->draft, &draft);
		if (rc)
			return rc;
		id = join_id(c->s, outer->id, id);
		if (!id)
			return weir_fail(c->s->err, WEIR_E_INVALID, NULL, "error in parsing id \"%s\"",
					 id_of(json, outer->draft));
		c->at = add_resource(c->s, json, id, draft);
	}
	rc = collect_below(c, json);
	c->at = outer;
	return rc;
}

int resources_collect(struct schema *s)
{
	struct collect c = { .s = s };
	enum draft draft = DRAFT_2020;
	const char *id, *base = SCHEMA_URL;
	int rc = pick_draft(&c, &s->document, DRAFT_2020, &draft);

	if (rc)
		return rc;
	id = id_of(&s->document, draft);
	if (*id)
		base = join_id(s, SCHEMA_URL, id);
	if (!base)
		return weir_fail(s->err, WEIR_E_INVALID, NULL, "error in parsing id at \"" SCHEMA_URL "#\"");
	c.at = add_resource(s, &s->document, base, draft);
	return collect_below(&c, &s->document);
}

/* ---- where a schema belongs ---- */

static bool holds(const struct value *outer, const struct value *json, unsigned depth)
{
	const struct entry *members;
	size_t i, n;

	if (outer == json)
		return true;
	if (depth > MAX_DEPTH)
		return false;
	for (i = 0; i < js_count(outer); i++)
		if (holds(js_at(outer, i), json, depth + 1))
			return true;
	members = js_members(outer, &n);
	for (i = 0; i < n; i++)
		if (holds(&members[i].value, json, depth + 1))
			return true;
	return false;
}

/* The innermost: resources are found from the outside in. */
const struct resource *resource_of(const struct schema *s, const struct value *json)
{
	size_t i;

	for (i = s->resource_count; i-- > 1;)
		if (holds(s->resources[i]->schema, json, 0))
			return s->resources[i];
	return s->resources[0];
}
