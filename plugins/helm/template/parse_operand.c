/* SPDX-License-Identifier: Apache-2.0 */
/* parse_operand.c - one operand of a command: a constant, a name, a parenthesis, with its fields. */
#include "parse.h"
#include "quote.h"

static void *make(struct tree_parser *t, size_t size, enum node_type type, uint32_t pos)
{
	return node_new(t->p->arena, size, type, pos);
}

/* @first and the fields that follow the next token on: a list of just their number. */
static struct ident *parse_fields(struct tree_parser *t, const struct ident *first, uint32_t *count)
{
	struct ident few[8];
	struct names names = { few, 0, sizeof(few) / sizeof(few[0]) };
	size_t size;

	if (first)
		few[names.count++] = *first;
	while (parse_peek(t)->type == TOKEN_FIELD) {
		struct token token = *parse_next(t);

		names_add(t->p, &names, parse_ident(t->p, token.text + 1, token.len - 1));
	}
	*count = names.count;
	if (names.items != few)
		return names.items;
	size = names.count * sizeof(few[0]);
	return memcpy(weir_arena_raw(t->p->arena, size), few, size);
}

static struct node *parse_identifier(struct tree_parser *t, struct token token)
{
	const struct func *f = function_find(t->p->functions, token.text, token.len);
	struct node_identifier *n;

	if (!f)
		return parse_fail(t, "function \"%.*s\" not defined", (int)token.len, token.text);
	n = make(t, sizeof(*n), NODE_IDENTIFIER, token.pos);
	n->func = f;
	return &n->base;
}

static struct node *parse_variable(struct tree_parser *t, struct token token)
{
	struct node_variable *v = make(t, sizeof(*v), NODE_VARIABLE, token.pos);
	const struct ident *found;

	v->name = parse_ident(t->p, token.text, token.len);
	if (!names_find(&t->vars, &v->name))
		return parse_fail(t, "undefined variable \"%s\"", v->name.name);
	found = names_find(&t->slots, &v->name);
	v->slot = found ? (uint32_t)(found - t->slots.items) : SLOT_NONE;
	return &v->base;
}

static struct node *parse_field(struct tree_parser *t, struct token token)
{
	struct node_field *n = make(t, sizeof(*n), NODE_FIELD, token.pos);
	struct ident first = parse_ident(t->p, token.text + 1, token.len - 1);

	/* Fields behind it belong to it; its place is then that of the first of them. */
	if (parse_peek(t)->type == TOKEN_FIELD)
		n->base.pos = parse_peek(t)->pos;
	n->fields = parse_fields(t, &first, &n->count);
	return &n->base;
}

static struct node *parse_bool(struct tree_parser *t, struct token token)
{
	struct node_bool *n = make(t, sizeof(*n), NODE_BOOL, token.pos);

	n->value = token.text[0] == 't';
	return &n->base;
}

static struct node *parse_string(struct tree_parser *t, struct token token)
{
	struct node_string *n = make(t, sizeof(*n), NODE_STRING, token.pos);

	n->quoted = token.text;
	n->quoted_len = token.len;
	if (!unquote_string(t->p->arena, token.text, token.len, &n->value))
		return parse_fail(t, "invalid syntax");
	return &n->base;
}

static struct node *parse_parenthesis(struct tree_parser *t)
{
	struct node_pipe *pipe;

	if (!parse_enter(t))
		return NULL;
	pipe = parse_pipeline(t, "parenthesized pipeline", TOKEN_RIGHT_PAREN);
	if (!pipe)
		return NULL;
	parse_leave(t);
	return &pipe->base;
}

/* *none: the next token begins no term. */
static struct node *parse_term(struct tree_parser *t, bool *none)
{
	struct token token = *parse_next_nonspace(t);

	*none = false;
	switch (token.type) {
	case TOKEN_IDENTIFIER: return parse_identifier(t, token);
	case TOKEN_DOT: return make(t, sizeof(struct node), NODE_DOT, token.pos);
	case TOKEN_NIL: return make(t, sizeof(struct node), NODE_NIL, token.pos);
	case TOKEN_VARIABLE: return parse_variable(t, token);
	case TOKEN_FIELD: return parse_field(t, token);
	case TOKEN_BOOL: return parse_bool(t, token);
	case TOKEN_CHAR_CONSTANT:
	case TOKEN_COMPLEX:
	case TOKEN_NUMBER: return parse_number(t, token);
	case TOKEN_LEFT_PAREN: return parse_parenthesis(t);
	case TOKEN_STRING:
	case TOKEN_RAW_STRING: return parse_string(t, token);
	default: break;
	}
	parse_backup(t);
	*none = true;
	return NULL;
}

static struct node *refuse_fields(struct tree_parser *t, const struct node *term)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf text = WEIR_STRBUF_INIT;
	WEIR_CLEAN_STRBUF struct weir_strbuf quoted = WEIR_STRBUF_INIT;

	while (parse_peek(t)->type == TOKEN_FIELD)
		parse_next(t);
	node_print(&text, term);
	quote_string(&quoted, text.data, text.len, false);
	return parse_fail(t, "unexpected . after term %s", quoted.data);
}

static struct node *parse_chain(struct tree_parser *t, struct node *term)
{
	struct node_chain *c = make(t, sizeof(*c), NODE_CHAIN, parse_peek(t)->pos);

	c->node = term;
	c->fields = parse_fields(t, NULL, &c->count);
	return &c->base;
}

/* As with fields. */
static struct node *extend_variable(struct tree_parser *t, struct node *term)
{
	struct node_variable *v = (void *)term;

	term->pos = parse_peek(t)->pos;
	v->fields = parse_fields(t, NULL, &v->count);
	return term;
}

struct node *parse_operand(struct tree_parser *t, bool *none)
{
	struct node *term = parse_term(t, none);

	if (!term || parse_peek(t)->type != TOKEN_FIELD)
		return term;
	switch (term->type) {
	case NODE_VARIABLE: return extend_variable(t, term);
	case NODE_BOOL:
	case NODE_STRING:
	case NODE_NUMBER:
	case NODE_NIL:
	case NODE_DOT: return refuse_fields(t, term);
	default: return parse_chain(t, term);
	}
}
