/* SPDX-License-Identifier: Apache-2.0 */
/*
 * yaml_parse.c - text to node trees: libyaml's events, without recursion, within the limits.
 *
 * Plain scalars get their tag from yaml_resolve.c under the mode of the parse.
 */
#include <stdio.h>
#include <stdlib.h>
#include <yaml.h>
#include <weir/yaml.h>
#include "yaml_private.h"

const struct weir_yaml_limits yaml_default_limits = {
	.max_bytes = (size_t)64 << 20,
	.max_depth = 1000,
	.max_nodes = 10000000,
};

struct anchor {
	const char *name;
	struct weir_yaml_node *node;
};

struct parse {
	struct weir_arena *arena;
	const char *name;
	int mode;
	struct weir_yaml_limits limits;
	struct weir_error *err;
	struct weir_yaml_node **stack; /* open collections, outermost first */
	size_t depth, stack_size;
	struct anchor *anchors; /* of this document */
	size_t anchor_count, anchor_size;
	struct weir_yaml_doc *docs;
	size_t doc_count, doc_size;
	size_t nodes;
};

struct weir_yaml_limits yaml_limits(const struct weir_yaml_limits *given)
{
	struct weir_yaml_limits limits = yaml_default_limits;

	if (given && given->max_bytes)
		limits.max_bytes = given->max_bytes;
	if (given && given->max_depth)
		limits.max_depth = given->max_depth;
	if (given && given->max_nodes)
		limits.max_nodes = given->max_nodes;
	return limits;
}

int yaml_fail_at(struct weir_error *err, const char *name, const struct weir_yaml_node *node, const char *why)
{
	return weir_fail(err, WEIR_E_INVALID, NULL, "%s:%u:%u: %s", name, node->line, node->column, why);
}

static int fail_mark(struct parse *p, const yaml_mark_t *mark, const char *why)
{
	return weir_fail(p->err, WEIR_E_INVALID, NULL, "%s:%zu:%zu: %s", p->name, mark->line + 1, mark->column + 1,
			 why);
}

/* ---- nodes ---- */

void yaml_append(struct weir_arena *arena, struct weir_yaml_node *parent, struct weir_yaml_node *child)
{
	struct weir_yaml_node **items;

	if (parent->count == parent->capacity) {
		parent->capacity = parent->capacity ? parent->capacity * 2 : 4;
		items = weir_arena_alloc(arena, parent->capacity * sizeof(*items));
		if (parent->count)
			memcpy(items, parent->items, parent->count * sizeof(*items));
		parent->items = items;
	}
	parent->items[parent->count++] = child;
}

static void remember_anchor(struct parse *p, struct weir_yaml_node *node)
{
	if (!node->anchor)
		return;
	if (p->anchor_count == p->anchor_size) {
		p->anchor_size = p->anchor_size ? p->anchor_size * 2 : 16;
		p->anchors = weir_realloc(p->anchors, p->anchor_size * sizeof(*p->anchors));
	}
	p->anchors[p->anchor_count++] = (struct anchor){ node->anchor, node };
}

static struct weir_yaml_node *find_anchor(struct parse *p, const char *name)
{
	size_t i;

	for (i = p->anchor_count; i-- > 0;) /* the latest of a name counts */
		if (strcmp(p->anchors[i].name, name) == 0)
			return p->anchors[i].node;
	return NULL;
}

/* Put a finished or opened node where it belongs: into the open collection, or as a document's root. */
static void place(struct parse *p, struct weir_yaml_node *node)
{
	if (p->depth)
		yaml_append(p->arena, p->stack[p->depth - 1], node);
	else
		p->docs[p->doc_count - 1].root = node;
}

static struct weir_yaml_node *new_node(struct parse *p, enum weir_yaml_kind kind, const yaml_event_t *event)
{
	struct weir_yaml_node *node = weir_arena_alloc(p->arena, sizeof(*node));

	node->kind = (uint8_t)kind;
	node->line = (uint32_t)event->start_mark.line + 1;
	node->column = (uint32_t)event->start_mark.column + 1;
	p->nodes++;
	return node;
}

static void set_tag(struct parse *p, struct weir_yaml_node *node, const yaml_char_t *tag, enum weir_yaml_tag natural)
{
	node->tag = (uint8_t)natural;
	if (!tag || strcmp((const char *)tag, "!") == 0)
		return;
	node->tag_text = weir_arena_strdup(p->arena, (const char *)tag);
	node->tagged = true;
	node->tag = (uint8_t)yaml_tag_of_text(node->tag_text, natural);
}

/* ---- events ---- */

static int open_collection(struct parse *p, const yaml_event_t *event)
{
	bool map = event->type == YAML_MAPPING_START_EVENT;
	const yaml_char_t *anchor = map ? event->data.mapping_start.anchor : event->data.sequence_start.anchor;
	const yaml_char_t *tag = map ? event->data.mapping_start.tag : event->data.sequence_start.tag;
	bool flow = map ? event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
			: event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
	struct weir_yaml_node *node = new_node(p, map ? WEIR_YAML_MAP : WEIR_YAML_SEQ, event);

	if (p->depth >= p->limits.max_depth)
		return fail_mark(p, &event->start_mark, "nested too deeply");
	node->style = flow ? WEIR_YAML_FLOW : WEIR_YAML_PLAIN;
	set_tag(p, node, tag, map ? WEIR_YAML_T_MAP : WEIR_YAML_T_SEQ);
	if (anchor)
		node->anchor = weir_arena_strdup(p->arena, (const char *)anchor);
	remember_anchor(p, node);
	place(p, node);
	if (p->depth == p->stack_size) {
		p->stack_size = p->stack_size ? p->stack_size * 2 : 32;
		p->stack = weir_realloc(p->stack, p->stack_size * sizeof(*p->stack));
	}
	p->stack[p->depth++] = node;
	return 0;
}

static int add_scalar(struct parse *p, const yaml_event_t *event)
{
	static const uint8_t styles[] = {
		[YAML_PLAIN_SCALAR_STYLE] = WEIR_YAML_PLAIN,
		[YAML_SINGLE_QUOTED_SCALAR_STYLE] = WEIR_YAML_SINGLE,
		[YAML_DOUBLE_QUOTED_SCALAR_STYLE] = WEIR_YAML_DOUBLE,
		[YAML_LITERAL_SCALAR_STYLE] = WEIR_YAML_LITERAL,
		[YAML_FOLDED_SCALAR_STYLE] = WEIR_YAML_FOLDED,
	};
	struct weir_yaml_node *node = new_node(p, WEIR_YAML_SCALAR, event);
	enum weir_yaml_tag natural = WEIR_YAML_T_STR;

	node->style = styles[event->data.scalar.style];
	node->len = event->data.scalar.length;
	node->value = weir_arena_strndup(p->arena, (const char *)event->data.scalar.value, node->len);
	if (node->style == WEIR_YAML_PLAIN)
		natural = weir_yaml_resolve(node->value, node->len, p->mode);
	set_tag(p, node, event->data.scalar.tag, natural);
	if (event->data.scalar.anchor)
		node->anchor = weir_arena_strdup(p->arena, (const char *)event->data.scalar.anchor);
	remember_anchor(p, node);
	place(p, node);
	return 0;
}

static int add_alias(struct parse *p, const yaml_event_t *event)
{
	const char *anchor = (const char *)event->data.alias.anchor;
	struct weir_yaml_node *node = new_node(p, WEIR_YAML_ALIAS, event);
	size_t i;

	node->value = weir_arena_strdup(p->arena, anchor);
	node->len = strlen(anchor);
	node->target = find_anchor(p, anchor);
	if (!node->target)
		return weir_fail(p->err, WEIR_E_INVALID, NULL, "%s:%u:%u: unknown anchor '%s' referenced", p->name,
				 node->line, node->column, anchor);
	for (i = 0; i < p->depth; i++)
		if (p->stack[i] == node->target)
			return weir_fail(p->err, WEIR_E_INVALID, NULL, "%s:%u:%u: anchor '%s' value contains itself",
					 p->name, node->line, node->column, anchor);
	place(p, node);
	return 0;
}

static int open_document(struct parse *p, const yaml_event_t *event)
{
	struct weir_yaml_doc *docs;

	if (p->doc_count == p->doc_size) {
		p->doc_size = p->doc_size ? p->doc_size * 2 : 8;
		docs = weir_arena_alloc(p->arena, p->doc_size * sizeof(*docs));
		if (p->doc_count)
			memcpy(docs, p->docs, p->doc_count * sizeof(*docs));
		p->docs = docs;
	}
	p->docs[p->doc_count++] = (struct weir_yaml_doc){ NULL, (uint32_t)event->start_mark.line + 1 };
	p->anchor_count = 0;
	return 0;
}

static int take_event(struct parse *p, const yaml_event_t *event)
{
	if (p->nodes > p->limits.max_nodes)
		return fail_mark(p, &event->start_mark, "too many values in one text");
	switch (event->type) {
	case YAML_DOCUMENT_START_EVENT: return open_document(p, event);
	case YAML_MAPPING_START_EVENT:
	case YAML_SEQUENCE_START_EVENT: return open_collection(p, event);
	case YAML_MAPPING_END_EVENT:
	case YAML_SEQUENCE_END_EVENT: p->depth--; return 0;
	case YAML_SCALAR_EVENT: return add_scalar(p, event);
	case YAML_ALIAS_EVENT: return add_alias(p, event);
	default: return 0;
	}
}

static int syntax_error(struct parse *p, const yaml_parser_t *parser)
{
	yaml_mark_t mark = parser->problem_mark;
	const char *why = parser->problem ? parser->problem : "not YAML";

	if (parser->error == YAML_READER_ERROR)
		return weir_fail(p->err, WEIR_E_INVALID, NULL, "%s: byte %zu: %s", p->name, parser->problem_offset,
				 why);
	if (parser->context)
		return weir_fail(p->err, WEIR_E_INVALID, NULL, "%s:%zu:%zu: %s (%s that began at line %zu)", p->name,
				 mark.line + 1, mark.column + 1, why, parser->context, parser->context_mark.line + 1);
	return fail_mark(p, &mark, why);
}

static int run(struct parse *p, yaml_parser_t *parser)
{
	yaml_event_t event;
	bool end;
	int rc;

	do {
		if (!yaml_parser_parse(parser, &event))
			return syntax_error(p, parser);
		end = event.type == YAML_STREAM_END_EVENT;
		rc = take_event(p, &event);
		yaml_event_delete(&event);
	} while (!rc && !end);
	return rc;
}

/* A plain null root without text is an empty document. */
static void drop_empty_roots(struct parse *p)
{
	size_t i;

	for (i = 0; i < p->doc_count; i++) {
		struct weir_yaml_node *root = p->docs[i].root;

		if (root && root->kind == WEIR_YAML_SCALAR && root->len == 0 && root->style == WEIR_YAML_PLAIN &&
		    !root->tagged && !root->anchor)
			p->docs[i].root = NULL;
	}
}

int weir_yaml_parse(struct weir_arena *arena, const char *name, const char *text, size_t len, int mode,
		    const struct weir_yaml_limits *limits, struct weir_yaml_doc **docs_out, size_t *count_out,
		    struct weir_error *err)
{
	struct parse p = { .arena = arena, .name = name, .mode = mode, .limits = yaml_limits(limits), .err = err };
	yaml_parser_t parser;
	int rc;

	if (len > p.limits.max_bytes)
		return weir_fail(err, WEIR_E_INVALID, NULL, "%s: %zu bytes are more than the limit of %zu", name, len,
				 p.limits.max_bytes);
	if (!yaml_parser_initialize(&parser))
		abort();
	yaml_parser_set_input_string(&parser, (const unsigned char *)text, len);
	rc = run(&p, &parser);
	yaml_parser_delete(&parser);
	free(p.stack);
	free(p.anchors);
	if (rc)
		return rc;
	drop_empty_roots(&p);
	*docs_out = p.docs;
	*count_out = p.doc_count;
	return 0;
}
