/* SPDX-License-Identifier: Apache-2.0 */
/* fieldpath_match.c - paths with patterns: all fields that match, made where asked for. */
#include "fieldpath.h"
#include "pattern.h"
#include "scalar_text.h"
#include "yaml3.h"

#include <stdlib.h>

struct match {
	struct build *b;
	const char *const *parts;
	size_t count;
	int create; /* kind of the last field, -1 */
	struct ptrs *out;
};

static int match(struct match *m, size_t at, struct weir_yaml_node *n);

static bool is_list_part(const char *part)
{
	size_t len = strlen(part);

	return len >= 2 && part[0] == '[' && part[len - 1] == ']';
}

static bool is_number(const char *part)
{
	part += *part == '+';
	return *part && !part[strspn(part, "0123456789")];
}

static struct weir_yaml_node *new_node(struct match *m, size_t at)
{
	struct weir_arena *a = m->b->arena;

	if (at >= m->count)
		return m->create == WEIR_YAML_MAP   ? node_map(a)
		       : m->create == WEIR_YAML_SEQ ? node_seq(a)
						    : node_scalar(a, "", NODE_UNTAGGED);
	return is_list_part(m->parts[at]) || is_number(m->parts[at]) ? node_seq(a) : node_map(a);
}

static int need_list(struct match *m, const struct weir_yaml_node *n)
{
	if (node_is_null(n) || n->kind == WEIR_YAML_SEQ)
		return 0;
	return build_fail(m->b, "%s where a list is wanted", node_kind_name(n));
}

static int match_every(struct match *m, size_t at, struct weir_yaml_node *n)
{
	size_t i;
	int rc = need_list(m, n);

	for (i = 0; rc == 0 && i < n->count; i++)
		rc = match(m, at + 1, n->items[i]);
	return rc;
}

static int match_index(struct match *m, size_t at, struct weir_yaml_node *n)
{
	size_t i = strtoul(m->parts[at], NULL, 10);
	int rc = need_list(m, n);

	if (rc)
		return rc;
	if (i == n->count && m->create >= 0)
		node_append(m->b->arena, n, new_node(m, at + 1));
	if (i >= n->count)
		return build_fail(m->b, "index %zu specified but only %u elements found", i, n->count);
	return match(m, at + 1, n->items[i]);
}

/* Text of the field that the pattern is for, as it would be written. */
static const char *written(struct match *m, const struct weir_yaml_node *n)
{
	return n->kind == WEIR_YAML_SCALAR ? scalar_text(m->b->arena, n) : yaml3_text(m->b->arena, n);
}

static int match_elements(struct match *m, size_t at, struct weir_yaml_node *list, const char *key,
			  const struct pattern *pattern)
{
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < list->count; i++) {
		struct weir_yaml_node *n = list->items[i], *field = *key ? node_get(n, key) : n;

		if (!field || !pattern_match(pattern, written(m, field)))
			continue;
		if (*key)
			rc = match(m, at + 1, n);
		else
			ptrs_add(m->b->arena, m->out, n);
	}
	return rc;
}

static int match_keyed(struct match *m, size_t at, struct weir_yaml_node *n)
{
	struct weir_arena *a = m->b->arena;
	const char *inner = weir_arena_strndup(a, m->parts[at] + 1, strlen(m->parts[at]) - 2);
	const char *equals = strchr(inner, '='), *key;
	size_t before = m->out->count;
	struct weir_yaml_node *made;
	struct pattern pattern;
	int rc;

	if (!equals)
		return build_fail(m->b, "list path element must contain fieldName=fieldValue for element to match");
	key = weir_arena_strndup(a, inner, (size_t)(equals - inner));
	rc = pattern_search(m->b, equals + 1, &pattern);
	if (rc == 0)
		rc = need_list(m, n);
	if (rc == 0)
		rc = match_elements(m, at, n, key, &pattern);
	if (rc || m->out->count != before || m->create < 0)
		return rc;
	made = node_scalar(a, equals + 1, NODE_UNTAGGED);
	if (*key) {
		made = node_map(a);
		node_add_pair(a, made, key, node_scalar(a, equals + 1, NODE_UNTAGGED));
	}
	node_append(a, n, made);
	return match_elements(m, at, n, key, &pattern);
}

/*
 * The path goes on inside of a text.  The original looks for the rest in what the text says, and what is
 * set there is set in nothing: structured.c has done before what can be done.
 */
static int match_inside(struct match *m, size_t at, const struct weir_yaml_node *scalar)
{
	static const struct weir_yaml_limits first = { .max_docs = 1 };
	struct weir_yaml_doc *docs;
	size_t count = 0;
	int rc = weir_yaml_parse(m->b->arena, m->parts[at], scalar->value ? scalar->value : "", scalar->len,
				 WEIR_YAML_V3, &first, &docs, &count, m->b->err);

	if (rc)
		return rc;
	if (!count || !docs[0].root)
		return build_fail(m->b, "a scalar where a map with \"%s\" is wanted", m->parts[at + 1]);
	return match(m, at + 1, docs[0].root);
}

/* An empty name is the scalar itself, if it is empty too; else that is emptied, and what comes behind is set in
 * nothing. */
static int match_nameless(struct match *m, size_t at, struct weir_yaml_node *n)
{
	struct weir_yaml_node *field = n;

	if (n->kind != WEIR_YAML_SCALAR)
		return build_fail(m->b, "%s where a scalar is wanted", node_kind_name(n));
	if (node_is_null(n) || *node_text(n)) {
		if (m->create < 0)
			return 0;
		field = new_node(m, at + 1);
		*n = *field;
	}
	if (field->kind == WEIR_YAML_SCALAR && at + 1 < m->count)
		return match_inside(m, at, field);
	return match(m, at + 1, field);
}

static int match_field(struct match *m, size_t at, struct weir_yaml_node *n)
{
	struct weir_yaml_node *field;

	if (!*m->parts[at])
		return match_nameless(m, at, n);
	if (!node_is_null(n) && n->kind != WEIR_YAML_MAP)
		return build_fail(m->b, "%s where a map with \"%s\" is wanted", node_kind_name(n), m->parts[at]);
	field = node_is_null(n) ? NULL : node_get(n, m->parts[at]);
	if (!field && m->create < 0)
		return 0;
	if (!field) {
		field = new_node(m, at + 1);
		/* What the original adds to a null nobody sees. */
		if (!node_is_null(n))
			node_add_pair(m->b->arena, n, m->parts[at], field);
	}
	if (field->kind == WEIR_YAML_SCALAR && at + 1 < m->count)
		return match_inside(m, at, field);
	return match(m, at + 1, field);
}

static int match(struct match *m, size_t at, struct weir_yaml_node *n)
{
	if (at == m->count) {
		ptrs_add(m->b->arena, m->out, n);
		return 0;
	}
	if (is_number(m->parts[at]))
		return match_index(m, at, n);
	if (is_list_part(m->parts[at]))
		return match_keyed(m, at, n);
	if (strcmp(m->parts[at], "*") == 0)
		return match_every(m, at, n);
	return match_field(m, at, n);
}

int fieldpath_match(struct build *b, struct weir_yaml_node *root, const char *const *parts, size_t count, int create,
		    struct ptrs *out)
{
	struct match m = { b, parts, count, create, out };

	return match(&m, 0, root);
}
