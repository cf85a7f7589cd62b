/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cycle.c - a schema that leads to itself without a step into the value: noticed, and told by the two ways that
 * lead there. Where a schema lies in its document is looked for only then.
 */
#include "validate.h"

#define MAX_DEPTH 2000

static bool find(const struct value *in, const struct map *what, struct weir_strbuf *path, unsigned depth);

static bool find_below(const struct value *v, const struct map *what, struct weir_strbuf *path, unsigned depth)
{
	return (js_is_object(v) && v->map == what) || find(v, what, path, depth + 1);
}

static void add_token(struct weir_strbuf *sb, const char *token)
{
	weir_strbuf_addc(sb, '/');
	for (; *token; token++) {
		if (*token == '~' || *token == '/')
			weir_strbuf_adds(sb, *token == '~' ? "~0" : "~1");
		else
			weir_strbuf_addc(sb, *token);
	}
}

/* The JSON pointer from @in to @what behind @path, which is as before where there is none. */
static bool find(const struct value *in, const struct map *what, struct weir_strbuf *path, unsigned depth)
{
	const struct entry *members;
	size_t before = path->len, i, n;

	if (depth > MAX_DEPTH)
		return false;
	members = js_members(in, &n);
	for (i = 0; i < n + js_count(in); i++) {
		if (i < n)
			add_token(path, members[i].key);
		else
			weir_strbuf_addf(path, "/%zu", i - n);
		if (find_below(i < n ? &members[i].value : js_at(in, i - n), what, path, depth))
			return true;
		path->len = before;
		path->data[before] = '\0';
	}
	return false;
}

static void add_location(struct weir_strbuf *sb, const struct run *run, const struct node *node)
{
	weir_strbuf_adds(sb, "");
	if (js_is_object(node->json) && node->json->map != run->document->map)
		find(run->document, node->json->map, sb, 0);
}

/* The keywords from the root to @scope: those of references, and between them the way through the document. */
static void add_keywords(struct weir_strbuf *sb, const struct run *run, const struct scope *scope)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf own = WEIR_STRBUF_INIT, outer = WEIR_STRBUF_INIT;

	weir_strbuf_adds(sb, "");
	if (!scope->outer)
		return;
	add_keywords(sb, run, scope->outer);
	if (scope->keyword) {
		weir_strbuf_addf(sb, "/%s", scope->keyword);
		return;
	}
	add_location(&own, run, scope->node);
	add_location(&outer, run, scope->outer->node);
	if (own.len > outer.len)
		weir_strbuf_adds(sb, own.data + outer.len);
}

struct fault *validate_cycle(struct check *c)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf one = WEIR_STRBUF_INIT, two = WEIR_STRBUF_INIT, at = WEIR_STRBUF_INIT;
	const struct scope *s;

	for (s = c->scope.outer; s && s->value == c->scope.value; s = s->outer)
		if (s->node == c->node)
			break;
	if (!s || s->value != c->scope.value)
		return NULL;
	if (c->quiet)
		return new_fault(c, "reference cycle");
	add_keywords(&one, c->run, &c->scope);
	add_keywords(&two, c->run, s);
	add_location(&at, c->run, c->node);
	return new_fault(c, "both %s and %s resolve to \"" SCHEMA_URL "#%s\" causing reference cycle", one.data,
			 two.data, at.data);
}
