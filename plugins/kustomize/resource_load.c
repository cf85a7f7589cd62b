/* SPDX-License-Identifier: Apache-2.0 */
/*
 * resource_load.c - texts to resources: documents split as kyaml does, aliases expanded, lists
 * taken apart, objects without kind or name refused.
 */
#include "resource.h"

struct load {
	struct build *b;
	const char *name;
	struct ptrs nodes; /* roots still to be looked at; lists put their items behind the rest */
};

/* ---- documents ---- */

/* The next line that begins with "---" after @at and has an end; NULL: none. *end: behind that line. */
static const char *separator(const char *at, const char *limit, const char **end)
{
	const char *p = at, *newline;

	/* Lines are longer than a search for four bytes likes. */
	while ((p = memchr(p, '\n', (size_t)(limit - p))) && (limit - p < 4 || memcmp(p + 1, "---", 3) != 0))
		p++;
	newline = p ? memchr(p + 4, '\n', (size_t)(limit - p - 4)) : NULL;
	if (!newline)
		return NULL;
	*end = newline + 1;
	return p;
}

static int check_separator(struct load *l, const char *p, const char *end)
{
	for (p += 4; p < end && (*p == ' ' || *p == '\t' || *p == '\n'); p++)
		;
	if (p == end || *p == '#')
		return 0;
	return build_fail(l->b, "%s: invalid document separator: something stands behind ---", l->name);
}

static int parse_failed(struct load *l, const char *start, const char *from, size_t len)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	struct weir_yaml_doc *docs;
	const char *p;
	size_t count;

	/* Once more with as many lines in front as the document has in its file: for the line in the message. */
	for (p = start; p < from; p++)
		if (*p == '\n')
			weir_strbuf_addc(&sb, '\n');
	weir_strbuf_add(&sb, from, len);
	weir_error_done(l->b->err);
	weir_yaml_parse(l->b->arena, l->name, sb.data, sb.len, WEIR_YAML_V3, NULL, &docs, &count, l->b->err);
	return WEIR_E_INVALID;
}

static int one_document(struct load *l, const char *start, const char *from, size_t len)
{
	/* A piece without separators is one document; what stands behind its end is not looked at. */
	struct weir_yaml_limits first = { .max_docs = 1, .keys = l->b->keys };
	struct weir_yaml_doc *docs = NULL;
	size_t count = 0;
	int rc = weir_yaml_parse(l->b->arena, l->name, from, len, WEIR_YAML_V3 | WEIR_YAML_COMMENTS, &first, &docs,
				 &count, l->b->err);

	if (rc)
		return parse_failed(l, start, from, len);
	if (!count || !docs[0].root || node_is_null(docs[0].root))
		return 0;
	if (!docs[0].expanded)
		rc = weir_yaml_expand(l->b->arena, l->name, &docs[0].root, NULL, l->b->err);
	if (rc == 0)
		ptrs_add(l->b->arena, &l->nodes, docs[0].root);
	return rc;
}

/* A file that is one List gives its items in its place; *single: the text is one document. */
static void unwrap_list(struct load *l)
{
	struct weir_yaml_node *root = l->nodes.items[0], *items = node_get(root, "items");
	const char *kind = node_text(node_get(root, "kind"));
	size_t i;

	if (strcmp(kind, "List") != 0 && strcmp(kind, "ResourceList") != 0)
		return;
	if (!items && !node_get(root, "functionConfig"))
		return;
	l->nodes.count = 0;
	for (i = 0; items && i < items->count; i++)
		ptrs_add(l->b->arena, &l->nodes, items->items[i]);
}

static int documents(struct load *l, const char *text, size_t len)
{
	const char *at = text, *limit = text + len, *p, *end = NULL;
	size_t pieces = 1;
	int rc = 0;

	while (rc == 0 && (p = separator(at, limit, &end))) {
		rc = check_separator(l, p, end);
		if (rc == 0)
			rc = one_document(l, text, at, (size_t)(p - at) + 1);
		at = end;
		pieces++;
	}
	if (rc == 0)
		rc = one_document(l, text, at, (size_t)(limit - at));
	if (rc == 0 && pieces == 1 && l->nodes.count == 1)
		unwrap_list(l);
	return rc;
}

/* CR LF becomes LF, as the original reads. NULL: nothing to change. */
static char *without_cr(struct build *b, const char *text, size_t *len)
{
	char *out;
	size_t i, n = 0;

	if (!memchr(text, '\r', *len))
		return NULL;
	out = weir_arena_alloc(b->arena, *len + 1);
	for (i = 0; i < *len; i++)
		if (text[i] != '\r' || i + 1 == *len || text[i + 1] != '\n')
			out[n++] = text[i];
	*len = n;
	return out;
}

/* ---- objects ---- */

static bool is_list_kind(const char *kind)
{
	size_t len = strlen(kind);

	return len >= 4 && strcmp(kind + len - 4, "List") == 0;
}

static int check_object(struct load *l, const struct weir_yaml_node *n)
{
	const struct weir_yaml_node *kind = node_get(n, "kind"), *name = node_at(n, "metadata", "name", NULL);

	if (node_is_nil_or_empty(kind) && node_is_nil_or_empty(node_get(n, "apiVersion")) &&
	    node_is_nil_or_empty(node_get(n, "metadata")))
		return build_fail(l->b, "%s:%u: not an object: it has no apiVersion, kind or metadata", l->name,
				  n->line);
	if (!*node_text(kind))
		return build_fail(l->b, "%s:%u: missing kind in object %s", l->name, n->line, node_text(name));
	if (!is_list_kind(node_text(kind)) && !*node_text(name))
		return build_fail(l->b, "%s:%u: missing metadata.name in object %s", l->name, n->line, node_text(kind));
	return 0;
}

/* An item as the original reads it again: JSON text, whose quotes and braces are the style of its nodes. */
static struct weir_yaml_node *through_json(struct load *l, struct weir_yaml_node *item)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	WEIR_CLEAN_JSON json_t *j = node_json(l->name, item, l->b->err);
	struct weir_yaml_doc *docs;
	size_t count = 0;

	if (!j)
		return NULL;
	weir_json_dump(&sb, j, false);
	if (weir_yaml_parse(l->b->arena, l->name, sb.data, sb.len, WEIR_YAML_V3, NULL, &docs, &count, l->b->err) ||
	    !count)
		return NULL;
	return docs[0].root;
}

/* Items of a list pass through JSON and are looked at behind everything else of the text. */
static int take_apart(struct load *l, struct weir_yaml_node *list, bool *taken)
{
	struct weir_yaml_node *items = node_get(list, "items"), *item;
	WEIR_CLEAN_JSON json_t *whole = node_json(l->name, list, l->b->err); /* its keys are looked at too */
	size_t i, k;

	if (!whole)
		return WEIR_E_INVALID;
	*taken = items != NULL;
	if (node_is_null(items))
		return 0;
	if (items->kind != WEIR_YAML_SEQ)
		return build_fail(l->b, "%s:%u: expected an array in %s/items, but found %s", l->name, items->line,
				  node_text(node_get(list, "kind")), node_kind_name(items));
	for (i = 0; i < items->count; i++) {
		struct weir_yaml_node *inner;

		item = through_json(l, items->items[i]);
		if (!item)
			return WEIR_E_INVALID;
		inner = node_get(item, "items");
		if (!node_is_null(inner) && node_has_text(node_get(item, "kind"), "List")) {
			for (k = 0; k < inner->count; k++)
				ptrs_add(l->b->arena, &l->nodes, inner->items[k]);
		} else {
			ptrs_add(l->b->arena, &l->nodes, item);
		}
	}
	return 0;
}

int resources_load(struct build *b, const char *name, const char *text, size_t len, struct ptrs *out)
{
	struct load l = { .b = b, .name = name };
	const char *plain = without_cr(b, text, &len);
	struct weir_yaml_node *n;
	struct resource *r;
	bool taken;
	int rc = documents(&l, plain ? plain : text, len);
	size_t i;

	for (i = 0; rc == 0 && i < l.nodes.count; i++) {
		n = l.nodes.items[i];
		if (node_is_nil_or_empty(n))
			continue;
		rc = check_object(&l, n);
		taken = false;
		if (rc == 0 && is_list_kind(node_text(node_get(n, "kind"))))
			rc = take_apart(&l, n, &taken);
		if (rc || taken)
			continue;
		r = resource_new(b, n);
		resource_take_marks(b, r);
		ptrs_add(b->arena, out, r);
	}
	return rc;
}
