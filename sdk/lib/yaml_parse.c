/* SPDX-License-Identifier: Apache-2.0 */
/*
 * yaml_parse.c - tokens to node trees: libyaml's grammar, one state an open collection, without
 * recursion and within the limits.  Plain scalars get their tag from yaml_resolve.c.
 */
#include <stdlib.h>
#include "yaml_parse.h"

#define STYLE_OPEN 0x80 /* in a node's style: an alias to it would contain itself */

const struct weir_yaml_limits yaml_default_limits = {
	.max_bytes = (size_t)64 << 20,
	.max_depth = 1000,
	.max_nodes = 10000000,
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

int yaml_fail_line(struct weir_error *err, bool go, bool scanner, const char *name, uint32_t line, uint32_t column,
		   const char *why)
{
	if (!go)
		return weir_fail(err, WEIR_E_INVALID, NULL, "%s:%u:%u: %s", name, line + 1, column + 1, why);
	if (!line)
		return weir_fail(err, WEIR_E_INVALID, NULL, "yaml: %s", why);
	return weir_fail(err, WEIR_E_INVALID, NULL, "yaml: line %u: %s", line + scanner, why);
}

static bool fail_mark(struct yaml_parser *p, struct yaml_mark mark, const char *why)
{
	yaml_fail_line(p->err, p->scanner.go_errors, false, p->name, mark.line, mark.column, why);
	return false;
}

static bool fail_in(struct yaml_parser *p, const struct yaml_token *token, const char *what, const char *why)
{
	const struct yaml_frame *f = &p->frames[p->depth - 1];

	if (p->scanner.go_errors)
		return fail_mark(p, token->mark, why);
	weir_fail(p->err, WEIR_E_INVALID, NULL, "%s:%u:%u: %s (in a %s that began at line %u)", p->name,
		  token->mark.line + 1, token->mark.column + 1, why, what, f->node->line);
	return false;
}

/* A shared key with a comment behind its ':' becomes one of its own; it was placed last then. */
static struct weir_yaml_node *own(struct yaml_parser *p, struct weir_yaml_node *node)
{
	struct weir_yaml_node *copy;

	if (node->line)
		return node;
	copy = weir_arena_alloc(p->arena, sizeof(*copy));
	*copy = *node;
	return p->children[p->child_count - 1] = copy;
}

static void take_comment(struct yaml_parser *p)
{
	struct yaml_scanner *s = &p->scanner;

	while (s->comment_count && s->comments[0].number < s->parsed) {
		if (p->owner && s->comments[0].number + 1 == s->parsed)
			own(p, p->owner)->comment = s->comments[0].text;
		s->comments[0] = s->comments[1];
		s->comment_count--;
	}
}

/* The scanner finds the comment behind a token before or after that is taken. */
static struct yaml_token *peek(struct yaml_parser *p)
{
	struct yaml_token *token;

	take_comment(p);
	token = yaml_scanner_peek(&p->scanner);
	take_comment(p);
	return token;
}

/* @owner: whose a comment behind this token is, or NULL. */
static void skip_of(struct yaml_parser *p, struct weir_yaml_node *owner)
{
	yaml_scanner_skip(&p->scanner);
	p->owner = owner;
}

static void skip(struct yaml_parser *p)
{
	skip_of(p, NULL);
}

/* ---- nodes ---- */

static struct weir_yaml_node *new_node(struct yaml_parser *p, enum weir_yaml_kind kind, struct yaml_mark mark)
{
	struct weir_yaml_node *node = weir_arena_alloc(p->arena, sizeof(*node));

	node->kind = (uint8_t)kind;
	node->line = mark.line + 1;
	node->column = mark.column + 1;
	p->nodes++;
	return node;
}

/* A node is a child of the innermost open collection, or the root. */
static void place(struct yaml_parser *p, struct weir_yaml_node *node)
{
	if (!p->depth) {
		p->root = node;
		return;
	}
	if (p->child_count == p->child_size) {
		p->child_size = p->child_size ? p->child_size * 2 : 256;
		p->children = weir_realloc(p->children, p->child_size * sizeof(struct weir_yaml_node *));
	}
	p->children[p->child_count++] = node;
}

static bool open_collection(struct yaml_parser *p, struct weir_yaml_node *node, enum yaml_state state)
{
	place(p, node);
	node->style |= STYLE_OPEN;
	if (p->depth >= p->limits.max_depth)
		return fail_mark(p, (struct yaml_mark){ node->line - 1, node->column - 1 }, "nested too deeply");
	if (p->depth == p->frame_size) {
		p->frame_size = p->frame_size ? p->frame_size * 2 : 32;
		p->frames = weir_realloc(p->frames, p->frame_size * sizeof(*p->frames));
	}
	p->frames[p->depth++] = (struct yaml_frame){ node, p->child_count, (uint8_t)state, true };
	return true;
}

static bool close_collection(struct yaml_parser *p)
{
	struct yaml_frame *f = &p->frames[--p->depth];
	struct weir_yaml_node *node = f->node;

	node->style &= (uint8_t)~STYLE_OPEN;
	node->count = node->capacity = p->child_count - f->first_child;
	if (node->count) {
		node->items = weir_arena_alloc(p->arena, node->count * sizeof(*node->items));
		memcpy(node->items, p->children + f->first_child, node->count * sizeof(*node->items));
	}
	p->child_count = f->first_child;
	return true;
}

static bool empty_scalar(struct yaml_parser *p, struct yaml_mark mark)
{
	struct weir_yaml_node *node = new_node(p, WEIR_YAML_SCALAR, mark);

	node->value = "";
	node->tag = WEIR_YAML_T_NULL;
	place(p, node);
	return true;
}

/* Behind the "-", "?" or ":" that nothing follows. */
static struct yaml_mark behind(const struct yaml_token *token)
{
	return (struct yaml_mark){ token->mark.line, token->mark.column + 1 };
}

static void set_scalar(struct yaml_parser *p, struct weir_yaml_node *node, const struct yaml_token *token)
{
	node->value = token->text;
	node->len = token->len;
	node->style = token->style;
	node->tag = WEIR_YAML_T_STR;
	if (token->style == WEIR_YAML_PLAIN)
		node->tag = (uint8_t)weir_yaml_resolve(node->value, node->len, p->mode);
	p->expand |= node->tag == WEIR_YAML_T_MERGE;
}

/*
 * The tag "!" says nothing to goyaml v3; to v2 it is a tag like any other, and a scalar with a tag
 * that it does not know is a string.
 */
static void set_tag(struct yaml_parser *p, struct weir_yaml_node *node, const char *tag)
{
	if (!tag || (p->mode == WEIR_YAML_V3 && strcmp(tag, "!") == 0))
		return;
	node->tag_text = tag;
	node->tagged = true;
	if (node->kind != WEIR_YAML_SCALAR)
		return;
	if (strcmp(tag, "!") == 0 && node->tag == WEIR_YAML_T_MERGE)
		return;
	node->tag = (uint8_t)yaml_tag_of_text(tag);
	p->expand |= node->tag == WEIR_YAML_T_MERGE;
	if (p->mode == WEIR_YAML_V2 && node->tag == WEIR_YAML_T_MERGE && strcmp(node->value, "<<") != 0)
		node->tag = WEIR_YAML_T_OTHER;
}

/* ---- one node ---- */

static bool take_alias(struct yaml_parser *p, const struct yaml_token *token)
{
	struct weir_yaml_node *node = new_node(p, WEIR_YAML_ALIAS, token->mark);

	p->expand = true;
	node->value = token->text;
	node->len = token->len;
	node->target = yaml_anchors_find(&p->anchors, token->text);
	skip(p);
	if (!node->target || node->target->style & STYLE_OPEN) {
		char *why = weir_arena_printf(
			p->arena, node->target ? "anchor '%s' value contains itself" : "unknown anchor '%s' referenced",
			node->value);
		struct yaml_mark mark = { p->scanner.go_errors ? 0 : node->line - 1, node->column - 1 };

		return fail_mark(p, mark, why);
	}
	place(p, node);
	return true;
}

/* The full tag of a TAG token; NULL with an error. */
static const char *full_tag(struct yaml_parser *p, const struct yaml_token *token)
{
	size_t i;

	if (!*token->text)
		return token->suffix;
	for (i = 0; i < p->tag_count; i++)
		if (strcmp(p->tags[i].handle, token->text) == 0)
			return weir_arena_printf(p->arena, "%s%s", p->tags[i].prefix, token->suffix);
	fail_mark(p, token->mark, "found undefined tag handle");
	return NULL;
}

/* Anchor and tag before a node, in any order, each at most once. NULL with an error. */
static struct yaml_token *take_properties(struct yaml_parser *p, struct yaml_token *token, const char **anchor,
					  const char **tag)
{
	while (token && ((token->type == YAML_TOKEN_ANCHOR && !*anchor) || (token->type == YAML_TOKEN_TAG && !*tag))) {
		if (token->type == YAML_TOKEN_ANCHOR)
			*anchor = token->text;
		else if (!(*tag = full_tag(p, token)))
			return NULL;
		skip(p);
		token = peek(p);
	}
	return token;
}

static const struct {
	uint8_t kind, style, state;
	bool block, skip;
} starts[] = {
	[YAML_TOKEN_BLOCK_SEQ] = { WEIR_YAML_SEQ, WEIR_YAML_PLAIN, YAML_IN_BLOCK_SEQ, true, true },
	[YAML_TOKEN_BLOCK_MAP] = { WEIR_YAML_MAP, WEIR_YAML_PLAIN, YAML_IN_BLOCK_MAP, true, true },
	[YAML_TOKEN_FLOW_SEQ] = { WEIR_YAML_SEQ, WEIR_YAML_FLOW, YAML_IN_FLOW_SEQ, false, true },
	[YAML_TOKEN_FLOW_MAP] = { WEIR_YAML_MAP, WEIR_YAML_FLOW, YAML_IN_FLOW_MAP, false, true },
	[YAML_TOKEN_BLOCK_ENTRY] = { WEIR_YAML_SEQ, WEIR_YAML_PLAIN, YAML_IN_INDENTLESS_SEQ, false, false },
	[YAML_TOKEN_SCALAR] = { 0 },
};

/* Does a collection begin with @token here? */
static bool begins_collection(const struct yaml_token *token, bool block, bool indentless)
{
	if (token->type == YAML_TOKEN_BLOCK_ENTRY)
		return indentless;
	return starts[token->type].skip && (block || !starts[token->type].block);
}

static bool take_content(struct yaml_parser *p, struct weir_yaml_node *node, struct yaml_token *token, const char *tag)
{
	unsigned type = token->type;

	if (type == YAML_TOKEN_SCALAR) {
		node->kind = WEIR_YAML_SCALAR;
		set_scalar(p, node, token);
		set_tag(p, node, tag);
		skip_of(p, node);
		place(p, node);
		return true;
	}
	node->kind = starts[type].kind;
	node->style = starts[type].style;
	node->tag = node->kind == WEIR_YAML_MAP ? WEIR_YAML_T_MAP : WEIR_YAML_T_SEQ;
	set_tag(p, node, tag);
	if (starts[type].skip)
		skip(p);
	return open_collection(p, node, (enum yaml_state)starts[type].state);
}

static bool take_node(struct yaml_parser *p, bool block, bool indentless)
{
	struct yaml_token *token = peek(p);
	const char *anchor = NULL, *tag = NULL;
	struct weir_yaml_node *node;
	struct yaml_mark mark;

	if (!token)
		return false;
	if (token->type == YAML_TOKEN_ALIAS)
		return take_alias(p, token);
	mark = token->mark;
	token = take_properties(p, token, &anchor, &tag);
	if (!token)
		return false;
	if (p->nodes >= p->limits.max_nodes)
		return fail_mark(p, mark, "too many values in one text");
	if (token->type != YAML_TOKEN_SCALAR && !begins_collection(token, block, indentless) && !anchor && !tag)
		return fail_mark(p, token->mark, "did not find expected node content");
	if (token->type == YAML_TOKEN_SCALAR && token->key && !anchor && !tag) {
		node = token->key;
		p->nodes++;
		skip_of(p, NULL);
		place(p, node);
		return true;
	}
	node = new_node(p, WEIR_YAML_SCALAR, mark);
	if (anchor) {
		node->anchor = anchor;
		yaml_anchors_add(&p->anchors, node);
	}
	if (token->type == YAML_TOKEN_SCALAR || begins_collection(token, block, indentless))
		return take_content(p, node, token, tag);
	node->value = "";
	node->tag = WEIR_YAML_T_NULL;
	set_tag(p, node, tag);
	place(p, node);
	return true;
}

/* ---- collections: each call takes one step of the innermost ---- */

static struct yaml_frame *top(struct yaml_parser *p)
{
	return &p->frames[p->depth - 1];
}

static bool step_block_seq(struct yaml_parser *p, struct yaml_token *token)
{
	struct yaml_mark mark = behind(token);

	if (token->type == YAML_TOKEN_BLOCK_END) {
		skip(p);
		return close_collection(p);
	}
	if (token->type != YAML_TOKEN_BLOCK_ENTRY)
		return fail_in(p, token, "block sequence", "did not find expected '-' indicator");
	skip(p);
	token = peek(p);
	if (!token)
		return false;
	if (token->type == YAML_TOKEN_BLOCK_ENTRY || token->type == YAML_TOKEN_BLOCK_END)
		return empty_scalar(p, mark);
	return take_node(p, true, false);
}

static bool ends_block_value(const struct yaml_token *token)
{
	return token->type == YAML_TOKEN_KEY || token->type == YAML_TOKEN_VALUE || token->type == YAML_TOKEN_BLOCK_END;
}

/* "- a" at the indentation of the key that it belongs to. */
static bool step_indentless_seq(struct yaml_parser *p, struct yaml_token *token)
{
	struct yaml_mark mark = behind(token);

	if (token->type != YAML_TOKEN_BLOCK_ENTRY)
		return close_collection(p);
	skip(p);
	token = peek(p);
	if (!token)
		return false;
	if (token->type == YAML_TOKEN_BLOCK_ENTRY || ends_block_value(token))
		return empty_scalar(p, mark);
	return take_node(p, true, false);
}

/* Behind KEY or VALUE: a node, or nothing. */
static bool take_block_part(struct yaml_parser *p)
{
	struct yaml_token *token = peek(p);
	struct yaml_mark mark = behind(token);

	skip_of(p, token->type == YAML_TOKEN_VALUE && p->child_count ? p->children[p->child_count - 1] : NULL);
	token = peek(p);
	if (!token)
		return false;
	return ends_block_value(token) ? empty_scalar(p, mark) : take_node(p, true, true);
}

static bool step_block_map(struct yaml_parser *p, struct yaml_token *token)
{
	if (token->type == YAML_TOKEN_KEY) {
		top(p)->state = YAML_IN_BLOCK_VALUE;
		return take_block_part(p);
	}
	if (token->type != YAML_TOKEN_BLOCK_END)
		return fail_in(p, token, "block mapping", "did not find expected key");
	skip(p);
	return close_collection(p);
}

static bool step_block_value(struct yaml_parser *p, struct yaml_token *token)
{
	top(p)->state = YAML_IN_BLOCK_MAP;
	return token->type == YAML_TOKEN_VALUE ? take_block_part(p) : empty_scalar(p, token->mark);
}

/* Over the ',' between entries; NULL with an error where it is missing. */
static struct yaml_token *take_comma(struct yaml_parser *p, struct yaml_token *token, const char *what, const char *why)
{
	if (top(p)->fresh) {
		top(p)->fresh = false;
		return token;
	}
	if (token->type != YAML_TOKEN_FLOW_ENTRY) {
		fail_in(p, token, what, why);
		return NULL;
	}
	skip(p);
	return peek(p);
}

static bool step_flow_seq(struct yaml_parser *p, struct yaml_token *token)
{
	struct weir_yaml_node *pair;

	if (token->type != YAML_TOKEN_FLOW_SEQ_END)
		token = take_comma(p, token, "flow sequence", "did not find expected ',' or ']'");
	if (!token)
		return false;
	if (token->type == YAML_TOKEN_FLOW_SEQ_END) {
		skip_of(p, top(p)->node);
		return close_collection(p);
	}
	if (token->type != YAML_TOKEN_KEY)
		return take_node(p, false, false);
	pair = new_node(p, WEIR_YAML_MAP, token->mark); /* [a: b] is [{a: b}] */
	pair->style = WEIR_YAML_FLOW;
	pair->tag = WEIR_YAML_T_MAP;
	skip(p);
	return open_collection(p, pair, YAML_IN_PAIR_KEY);
}

static bool step_pair_key(struct yaml_parser *p, struct yaml_token *token)
{
	struct yaml_mark mark = behind(token);

	top(p)->state = YAML_IN_PAIR_VALUE;
	if (token->type != YAML_TOKEN_VALUE && token->type != YAML_TOKEN_FLOW_ENTRY &&
	    token->type != YAML_TOKEN_FLOW_SEQ_END)
		return take_node(p, false, false);
	skip(p); /* goyaml takes the VALUE (or even the end) for the missing key */
	return empty_scalar(p, mark);
}

static bool step_pair_value(struct yaml_parser *p, struct yaml_token *token)
{
	top(p)->state = YAML_IN_PAIR_END;
	if (token->type == YAML_TOKEN_VALUE) {
		skip(p);
		token = peek(p);
		if (!token)
			return false;
		if (token->type != YAML_TOKEN_FLOW_ENTRY && token->type != YAML_TOKEN_FLOW_SEQ_END)
			return take_node(p, false, false);
	}
	return empty_scalar(p, token->mark);
}

static bool step_pair_end(struct yaml_parser *p, struct yaml_token *token)
{
	(void)token;
	return close_collection(p);
}

static bool ends_flow_value(const struct yaml_token *token)
{
	return token->type == YAML_TOKEN_FLOW_ENTRY || token->type == YAML_TOKEN_FLOW_MAP_END;
}

static bool step_flow_map(struct yaml_parser *p, struct yaml_token *token)
{
	if (token->type != YAML_TOKEN_FLOW_MAP_END)
		token = take_comma(p, token, "flow mapping", "did not find expected ',' or '}'");
	if (!token)
		return false;
	if (token->type == YAML_TOKEN_FLOW_MAP_END) {
		skip_of(p, top(p)->node);
		return close_collection(p);
	}
	if (token->type != YAML_TOKEN_KEY) { /* {a} is {a: } */
		top(p)->state = YAML_IN_FLOW_NO_VALUE;
		return take_node(p, false, false);
	}
	top(p)->state = YAML_IN_FLOW_VALUE;
	skip(p);
	token = peek(p);
	if (!token)
		return false;
	if (token->type == YAML_TOKEN_VALUE || ends_flow_value(token))
		return empty_scalar(p, token->mark);
	return take_node(p, false, false);
}

static bool step_flow_value(struct yaml_parser *p, struct yaml_token *token)
{
	top(p)->state = YAML_IN_FLOW_MAP;
	if (token->type == YAML_TOKEN_VALUE) {
		skip(p);
		token = peek(p);
		if (!token)
			return false;
		if (!ends_flow_value(token))
			return take_node(p, false, false);
	}
	return empty_scalar(p, token->mark);
}

static bool step_flow_no_value(struct yaml_parser *p, struct yaml_token *token)
{
	top(p)->state = YAML_IN_FLOW_MAP;
	return empty_scalar(p, token->mark);
}

static bool (*const steps[])(struct yaml_parser *p, struct yaml_token *token) = {
	[YAML_IN_BLOCK_SEQ] = step_block_seq,         [YAML_IN_INDENTLESS_SEQ] = step_indentless_seq,
	[YAML_IN_BLOCK_MAP] = step_block_map,         [YAML_IN_BLOCK_VALUE] = step_block_value,
	[YAML_IN_FLOW_SEQ] = step_flow_seq,           [YAML_IN_PAIR_KEY] = step_pair_key,
	[YAML_IN_PAIR_VALUE] = step_pair_value,       [YAML_IN_PAIR_END] = step_pair_end,
	[YAML_IN_FLOW_MAP] = step_flow_map,           [YAML_IN_FLOW_VALUE] = step_flow_value,
	[YAML_IN_FLOW_NO_VALUE] = step_flow_no_value,
};

bool yaml_parse_root(struct yaml_parser *p)
{
	struct yaml_token *token;

	if (!take_node(p, true, false))
		return false;
	while (p->depth) {
		token = peek(p);
		if (!token || !steps[top(p)->state](p, token))
			return false;
	}
	return true;
}
