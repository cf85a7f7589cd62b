/* SPDX-License-Identifier: Apache-2.0 */
/* parse_control.c - actions that control: if, with, range, define, block, template, break, continue. */
#include "parse.h"
#include "quote.h"

static void *make(struct tree_parser *t, size_t size, enum node_type type, uint32_t pos)
{
	return node_new(t->p->arena, size, type, pos);
}

struct node_list *parse_item_list(struct tree_parser *t, struct node **end)
{
	struct node_list *list = make(t, sizeof(*list), NODE_LIST, parse_peek_nonspace(t)->pos);
	struct gathered nodes;
	struct node *n;

	gather_start(&nodes);
	while (parse_peek_nonspace(t)->type != TOKEN_EOF) {
		n = parse_text_or_action(t);
		if (!n)
			return NULL;
		if (n->type == NODE_END || n->type == NODE_ELSE) {
			*end = n;
			list->items = gathered(t->p, &nodes, &list->count);
			return list;
		}
		gather(t->p, &nodes, n);
	}
	return parse_fail(t, "unexpected EOF");
}

/* {{break}} and {{continue}}. */
static struct node *parse_jump(struct tree_parser *t, struct token word, enum node_type type)
{
	const char *name = type == NODE_BREAK ? "{{break}}" : "{{continue}}";
	struct token token = *parse_next_nonspace(t);

	if (token.type != TOKEN_RIGHT_DELIM)
		return parse_unexpected(t, token, name);
	if (!t->range_depth)
		return parse_fail(t, "%s outside {{range}}", name);
	return make(t, sizeof(struct node), type, word.pos);
}

static struct node *parse_branch(struct tree_parser *t, enum node_type type);

/* What follows {{else}}: a list up to {{end}}, or one branch ("else if", "else with"). */
static struct node_list *parse_else(struct tree_parser *t, enum node_type type, struct node *at)
{
	enum token_type chained = type == NODE_IF ? TOKEN_IF : type == NODE_WITH ? TOKEN_WITH : TOKEN_EOF;
	struct node_list *list;
	struct node *n, *end;

	if (chained != TOKEN_EOF && parse_peek(t)->type == chained) {
		parse_next(t);
		list = make(t, sizeof(*list), NODE_LIST, at->pos);
		n = parse_branch(t, type);
		if (!n)
			return NULL;
		parse_append(t->p, (void ***)&list->items, &list->count, n);
		return list;
	}
	list = parse_item_list(t, &end);
	if (list && end->type != NODE_END)
		return parse_fail(t, "expected end; found {{else}}");
	return list;
}

static bool parse_branch_lists(struct tree_parser *t, struct node_branch *b, enum node_type type)
{
	uint32_t slots = t->slots.count;
	struct node *end;

	t->range_depth += type == NODE_RANGE;
	b->list = parse_item_list(t, &end);
	if (!b->list)
		return false;
	t->range_depth -= type == NODE_RANGE;
	if (end->type != NODE_ELSE)
		return true;
	t->slots.count = slots; /* what the first list declared was not run */
	b->else_list = parse_else(t, type, end);
	return b->else_list != NULL;
}

static struct node *parse_branch(struct tree_parser *t, enum node_type type)
{
	const char *context = type == NODE_IF ? "if" : type == NODE_RANGE ? "range" : "with";
	uint32_t vars = t->vars.count, slots = t->slots.count;
	struct node_branch *b;

	if (!parse_enter(t))
		return NULL;
	b = make(t, sizeof(*b), type, 0);
	b->pipe = parse_pipeline(t, context, TOKEN_RIGHT_DELIM);
	if (!b->pipe)
		return NULL;
	b->base.pos = b->pipe->base.pos;
	if (!parse_branch_lists(t, b, type))
		return NULL;
	t->vars.count = vars;
	t->slots.count = slots;
	parse_leave(t);
	return &b->base;
}

static struct node *parse_end(struct tree_parser *t)
{
	struct token token;

	if (!parse_expect(t, TOKEN_RIGHT_DELIM, "end", &token))
		return NULL;
	return make(t, sizeof(struct node), NODE_END, token.pos);
}

static struct node *parse_else_word(struct tree_parser *t)
{
	struct token token = *parse_peek_nonspace(t);

	if (token.type != TOKEN_IF && token.type != TOKEN_WITH && !parse_expect(t, TOKEN_RIGHT_DELIM, "else", &token))
		return NULL;
	return make(t, sizeof(struct node), NODE_ELSE, token.pos);
}

/* The name behind "template", "block", "define". */
static bool parse_name(struct tree_parser *t, struct token token, const char *context, struct ident *name)
{
	struct value text;

	if (token.type != TOKEN_STRING && token.type != TOKEN_RAW_STRING) {
		parse_unexpected(t, token, context);
		return false;
	}
	if (!unquote_string(t->p->arena, token.text, token.len, &text)) {
		parse_fail(t, "invalid syntax");
		return false;
	}
	*name = parse_ident(t->p, text.s, text.len);
	return true;
}

static struct node *new_template(struct tree_parser *t, uint32_t pos, struct ident name, struct node_pipe *pipe)
{
	struct node_template *n = make(t, sizeof(*n), NODE_TEMPLATE, pos);

	n->name = name;
	n->pipe = pipe;
	return &n->base;
}

static struct node *parse_template(struct tree_parser *t)
{
	struct token token = *parse_next_nonspace(t);
	struct node_pipe *pipe = NULL;
	struct ident name;

	if (!parse_name(t, token, "template clause", &name))
		return NULL;
	if (parse_next_nonspace(t)->type != TOKEN_RIGHT_DELIM) {
		parse_backup(t);
		pipe = parse_pipeline(t, "template clause", TOKEN_RIGHT_DELIM);
		if (!pipe)
			return NULL;
	}
	return new_template(t, token.pos, name, pipe);
}

/* A body up to {{end}}, added to the trees. @outer words the error. */
static bool parse_body(struct tree_parser *t, struct tree_parser *outer, const char *context)
{
	struct node *end;

	t->tree->root = parse_item_list(t, &end);
	if (!t->tree->root)
		return false;
	if (end->type != NODE_END) {
		parse_fail(outer, "unexpected {{else}} in %s", context);
		return false;
	}
	return parse_add_tree(t);
}

static struct node *parse_block(struct tree_parser *t)
{
	struct token token = *parse_next_nonspace(t);
	struct tree_parser block;
	struct node_pipe *pipe;
	struct ident name;

	if (!parse_name(t, token, "block clause", &name))
		return NULL;
	pipe = parse_pipeline(t, "block clause", TOKEN_RIGHT_DELIM);
	if (!pipe || !parse_enter(t))
		return NULL;
	parse_start(&block, t->p);
	block.tree->name = name;
	if (!parse_body(&block, t, "block clause"))
		return NULL;
	parse_leave(t);
	return new_template(t, token.pos, name, pipe);
}

bool parse_definition(struct tree_parser *t)
{
	struct token name = *parse_next_nonspace(t), delim;

	if (!parse_name(t, name, "define clause", &t->tree->name) ||
	    !parse_expect(t, TOKEN_RIGHT_DELIM, "define clause", &delim))
		return false;
	return parse_body(t, t, "define clause");
}

static struct node *parse_command_action(struct tree_parser *t)
{
	struct node_action *n;
	struct token token;

	parse_backup(t);
	token = *parse_peek(t);
	n = make(t, sizeof(*n), NODE_ACTION, token.pos);
	n->pipe = parse_pipeline(t, "command", TOKEN_RIGHT_DELIM);
	return n->pipe ? &n->base : NULL;
}

static struct node *parse_action(struct tree_parser *t)
{
	struct token token = *parse_next_nonspace(t);

	switch (token.type) {
	case TOKEN_BLOCK: return parse_block(t);
	case TOKEN_BREAK: return parse_jump(t, token, NODE_BREAK);
	case TOKEN_CONTINUE: return parse_jump(t, token, NODE_CONTINUE);
	case TOKEN_ELSE: return parse_else_word(t);
	case TOKEN_END: return parse_end(t);
	case TOKEN_IF: return parse_branch(t, NODE_IF);
	case TOKEN_RANGE: return parse_branch(t, NODE_RANGE);
	case TOKEN_WITH: return parse_branch(t, NODE_WITH);
	case TOKEN_TEMPLATE: return parse_template(t);
	default: return parse_command_action(t);
	}
}

struct node *parse_text_or_action(struct tree_parser *t)
{
	struct token token = *parse_next_nonspace(t);
	struct node_text *text;
	struct node *n;

	switch (token.type) {
	case TOKEN_TEXT:
		text = make(t, sizeof(*text), NODE_TEXT, token.pos);
		text->text = token.text;
		text->len = token.len;
		return &text->base;
	case TOKEN_LEFT_DELIM:
		t->action_line = token.line;
		n = parse_action(t);
		t->action_line = 0;
		return n;
	default: return parse_unexpected(t, token, "input");
	}
}
