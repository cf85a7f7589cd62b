/* SPDX-License-Identifier: Apache-2.0 */
/*
 * parse.c - operators, from the weakest (?:) to the strongest (. and []), and cel_parse().  Literals and
 * calls are in parse_literal.c, macros in macros.c.
 */
#include <stdlib.h>
#include "ast.h"

void *parse_fail(struct parser *p, size_t at, const char *fmt, ...)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	va_list ap;

	if (p->err->code)
		return NULL;
	va_start(ap, fmt);
	weir_strbuf_addv(&sb, fmt, ap);
	va_end(ap);
	cel_fail_at(p->text, at, p->err, "%s", sb.data);
	return NULL;
}

bool parse_is(const struct parser *p, const char *op)
{
	return p->next->type == T_OP && strcmp(p->next->op, op) == 0;
}

bool parse_accept(struct parser *p, const char *op)
{
	if (!parse_is(p, op))
		return false;
	p->next++;
	return true;
}

bool parse_expect(struct parser *p, const char *op)
{
	if (parse_accept(p, op))
		return true;
	if (p->next->type == T_END)
		parse_fail(p, p->next->at, "the expression ends where '%s' is missing", op);
	else
		parse_fail(p, p->next->at, "'%s' is expected instead of '%.*s'", op, (int)p->next->len,
			   p->text + p->next->at);
	return false;
}

struct node *node_new(struct parser *p, enum node_type type, size_t at, struct node *const *args, size_t n)
{
	struct node *node = weir_arena_alloc(p->arena, sizeof(*node));
	size_t i;

	node->type = type;
	node->at = (uint32_t)at;
	node->n = n;
	node->args = n ? weir_arena_alloc(p->arena, n * sizeof(*node->args)) : NULL;
	for (i = 0; i < n; i++) {
		node->args[i] = args[i];
		if (!args[i])
			return NULL;
		if (args[i]->depth >= node->depth)
			node->depth = args[i]->depth + 1;
	}
	if (node->depth > CEL_LIMIT_DEPTH)
		return parse_fail(p, at, "the expression is nested too deeply");
	return node;
}

/* ---- what stands behind a value: .name, .name(...), [...] ---- */

static struct node *after_dot(struct parser *p, struct node *target, size_t at)
{
	bool optional = parse_accept(p, "?");
	const struct token *name = p->next;
	struct cel_text text = { p->text + name->at, name->len };
	struct node **args, *node;
	size_t n;

	if (name->type != T_IDENT)
		return parse_fail(p, name->at, "a name is expected behind the dot");
	p->next++;
	if (!optional && parse_accept(p, "("))
		return parse_arguments(p, &args, &n) ? parse_call(p, target, text, name->at, args, n) : NULL;
	node = node_new(p, N_SELECT, at, &target, 1);
	if (node) {
		node->name = text;
		node->optional = optional;
	}
	return node;
}

static struct node *in_brackets(struct parser *p, struct node *target, size_t at)
{
	bool optional = parse_accept(p, "?");
	struct node *args[2] = { target, parse_expression(p) }, *node;

	if (!args[1] || !parse_expect(p, "]"))
		return NULL;
	node = node_new(p, N_INDEX, at, args, 2);
	if (node)
		node->optional = optional;
	return node;
}

static struct node *member(struct parser *p)
{
	struct node *node = parse_primary(p);

	while (node) {
		size_t at = p->next->at;

		if (parse_accept(p, "."))
			node = after_dot(p, node, at);
		else if (parse_accept(p, "["))
			node = in_brackets(p, node, at);
		else
			return node;
	}
	return NULL;
}

/* ---- ! and - ---- */

static bool is_number(const struct token *t)
{
	return t->type == T_INT || (t->type == T_LITERAL && t->value.type == CEL_DOUBLE);
}

/* As in the original two of them cancel out, whatever stands behind. */
static struct node *prefixed(struct parser *p, const char *op, enum node_type type)
{
	const struct token *first = p->next;
	struct node *operand;
	unsigned count = 0;

	while (parse_accept(p, op))
		count++;
	if (type == N_NEGATE && count == 1 && is_number(p->next)) {
		p->next = first; /* one minus before a number is a part of the number */
		return member(p);
	}
	operand = member(p);
	return count % 2 ? node_new(p, type, first->at, &operand, 1) : operand;
}

static struct node *unary(struct parser *p)
{
	if (parse_is(p, "!"))
		return prefixed(p, "!", N_NOT);
	if (parse_is(p, "-"))
		return prefixed(p, "-", N_NEGATE);
	return member(p);
}

/* ---- operators between two ---- */

static const struct {
	const char *text;
	uint8_t level; /* the higher, the closer */
	uint8_t type, op;
} operators[] = {
	{ "||", 1, N_OR, 0 },         { "&&", 2, N_AND, 0 },        { "<", 3, N_BINARY, OP_LT },
	{ "<=", 3, N_BINARY, OP_LE }, { ">", 3, N_BINARY, OP_GT },  { ">=", 3, N_BINARY, OP_GE },
	{ "==", 3, N_BINARY, OP_EQ }, { "!=", 3, N_BINARY, OP_NE }, { "in", 3, N_BINARY, OP_IN },
	{ "+", 4, N_BINARY, OP_ADD }, { "-", 4, N_BINARY, OP_SUB }, { "*", 5, N_BINARY, OP_MUL },
	{ "/", 5, N_BINARY, OP_DIV }, { "%", 5, N_BINARY, OP_MOD },
};
#define OPERATORS (sizeof(operators) / sizeof(*operators))

/* The row of the next token, OPERATORS when it is no operator of this level or above. */
static size_t operator_here(const struct parser *p, unsigned level)
{
	size_t i;

	for (i = 0; i < OPERATORS; i++) {
		if (operators[i].level < level)
			continue;
		if (p->next->type == T_IN ? operators[i].op == OP_IN : parse_is(p, operators[i].text))
			return i;
	}
	return OPERATORS;
}

static struct node *binary(struct parser *p, unsigned level)
{
	struct node *args[2] = { unary(p) };
	size_t row;

	while (args[0] && (row = operator_here(p, level)) < OPERATORS) {
		size_t at = p->next++->at;

		args[1] = binary(p, operators[row].level + 1u);
		args[0] = node_new(p, operators[row].type, at, args, 2);
		if (args[0])
			args[0]->op = operators[row].op;
	}
	return args[0];
}

struct node *parse_expression(struct parser *p)
{
	struct node *args[3] = { NULL };
	size_t at;

	if (++p->depth > CEL_LIMIT_DEPTH)
		return parse_fail(p, p->next->at, "the expression is nested too deeply");
	args[0] = binary(p, 1);
	at = p->next->at;
	if (args[0] && parse_accept(p, "?")) {
		args[1] = binary(p, 1);
		if (!args[1] || !parse_expect(p, ":"))
			return NULL;
		args[2] = parse_expression(p);
		args[0] = node_new(p, N_COND, at, args, 3);
	}
	p->depth--;
	return args[0];
}

/* ---- the whole ---- */

static struct node *whole(struct parser *p)
{
	struct node *root = parse_expression(p);

	if (!root || p->next->type == T_END)
		return root;
	return parse_fail(p, p->next->at, "the expression should end before '%.*s'", (int)p->next->len,
			  p->text + p->next->at);
}

int cel_parse(const char *text, struct cel **out, struct weir_error *err)
{
	struct weir_error own = WEIR_ERROR_INIT;
	struct weir_arena *a;
	struct cel *cel;
	struct parser p;

	if (strlen(text) > CEL_LIMIT_TEXT)
		return weir_fail(err, WEIR_E_INVALID, "InvalidExpression", "the expression is too long");
	a = weir_arena_new();
	cel = weir_arena_alloc(a, sizeof(*cel));
	*cel = (struct cel){ .arena = a, .text = weir_arena_strdup(a, text) };
	p = (struct parser){ .arena = a, .text = cel->text, .err = &own };
	p.next = cel_lex(a, cel->text, &own);
	cel->root = p.next ? whole(&p) : NULL;
	if (cel->root) {
		*out = cel;
		return 0;
	}
	weir_arena_free(a);
	if (err)
		weir_error_move(err, &own);
	weir_error_done(&own);
	return WEIR_E_INVALID;
}

void cel_free(struct cel *cel)
{
	if (cel)
		weir_arena_free(cel->arena);
}
