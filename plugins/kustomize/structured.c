/* SPDX-License-Identifier: Apache-2.0 */
/* structured.c - a text parsed, changed inside and written again in its own form. */
#include "structured.h"

#include <ctype.h>

#include "fieldpath.h"
#include "yaml3.h"

/* The first document of a text; NULL when it is none. */
static struct weir_yaml_node *parse(struct build *b, const struct weir_yaml_node *scalar)
{
	static const struct weir_yaml_limits first = { .max_docs = 1 };
	struct weir_error ignored = WEIR_ERROR_INIT;
	struct weir_yaml_doc *docs = NULL;
	size_t count = 0;

	if (weir_yaml_parse(b->arena, "text", scalar->value, scalar->len, WEIR_YAML_V3, &first, &docs, &count,
			    &ignored))
		count = 0;
	weir_error_done(&ignored);
	return count ? docs[0].root : NULL;
}

/* The first scalar on the way that is YAML, and where behind it the rest of the path begins. */
static struct weir_yaml_node *find_scalar(struct build *b, struct weir_yaml_node *root, const char *const *parts,
					  size_t count, size_t *rest)
{
	struct weir_yaml_node *n;
	size_t i;

	for (i = 1; i < count; i++) {
		if (fieldpath_lookup(b, root, parts, i, &n)) {
			weir_error_done(b->err);
			continue;
		}
		if (n && n->kind == WEIR_YAML_SCALAR && n->value && parse(b, n)) {
			*rest = i;
			return n;
		}
	}
	return NULL;
}

static void indent_json(struct weir_strbuf *sb, const json_t *j, int depth)
{
	WEIR_CLEAN_FREE char *plain =
		json_dumps(j, JSON_SORT_KEYS | JSON_INDENT(2) | JSON_ENCODE_ANY | JSON_REAL_PRECISION(17));

	(void)depth;
	weir_strbuf_adds(sb, plain ? plain : "null");
}

static const char *write_json(struct build *b, struct weir_yaml_node *tree, const char *original)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	WEIR_CLEAN_JSON json_t *j = node_json("text", tree, b->err);

	if (!j)
		return NULL;
	if (strchr(original, '\n') && strstr(original, "  "))
		indent_json(&sb, j, 0);
	else
		weir_json_dump(&sb, j, true);
	return weir_arena_strdup(b->arena, sb.data ? sb.data : "");
}

bool structured_set(struct build *b, struct weir_yaml_node *root, const char *const *parts, size_t count, int create,
		    const struct weir_yaml_node *value)
{
	struct weir_yaml_node *scalar, *tree, *field;
	const char *original, *text;
	struct ptrs fields = { 0 };
	size_t rest = 0, i;

	if (count < 2)
		return false;
	scalar = find_scalar(b, root, parts, count, &rest);
	if (!scalar)
		return false;
	tree = parse(b, scalar);
	if (fieldpath_match(b, tree, parts + rest, count - rest, create, &fields) || !fields.count) {
		weir_error_done(b->err);
		return false;
	}
	for (i = 0; i < fields.count; i++) {
		field = fields.items[i];
		if (field->kind == WEIR_YAML_SCALAR) {
			field->value = value->value ? value->value : "";
			field->len = strlen(field->value);
		} else {
			*field = *value;
		}
	}
	for (original = scalar->value; isspace((unsigned char)*original); original++)
		;
	text = *original == '{' || *original == '[' ? write_json(b, tree, scalar->value) : yaml3_text(b->arena, tree);
	if (!text) {
		weir_error_done(b->err);
		return false;
	}
	scalar->value = text;
	scalar->len = strlen(text);
	return true;
}
