/* SPDX-License-Identifier: Apache-2.0 */
/* parse_literal.c - what an expression is built from: literals, lists, maps, names, calls, parentheses. */
#include "ast.h"

static const char *const reserved[] = { "as",        "break",  "const",  "continue", "else", "for",
					"function",  "if",     "import", "let",      "loop", "package",
					"namespace", "return", "var",    "void",     "while" };

static struct node *literal(struct parser *p, size_t at, struct cel_value value)
{
	struct node *node = node_new(p, N_LITERAL, at, NULL, 0);

	node->value = value;
	return node;
}

/* A whole number without u, with the minus before it. */
static struct node *whole_number(struct parser *p, bool minus)
{
	const struct token *t = p->next++;
	uint64_t u = t->value.u;

	if (u > (uint64_t)INT64_MAX + minus)
		return parse_fail(p, t->at, "the number %.*s is too large", (int)t->len, p->text + t->at);
	return literal(p, t->at, cel_int(minus ? (int64_t)(0 - u) : (int64_t)u));
}

static struct node *negative(struct parser *p)
{
	p->next++;
	if (p->next->type == T_INT)
		return whole_number(p, true);
	p->next++;
	return literal(p, p->next[-1].at, cel_double(-p->next[-1].value.d));
}

/* ---- what has several parts ---- */

struct parts {
	struct node **items;
	bool *optional;
	size_t n, room;
	bool any_optional;
};

static bool parts_add(struct parser *p, struct parts *parts, struct node *item, bool optional)
{
	if (!item)
		return false;
	if (parts->n == parts->room) {
		size_t room = parts->room ? parts->room * 2 : 4;
		struct node **items = weir_arena_alloc(p->arena, room * sizeof(*items));
		bool *marks = weir_arena_alloc(p->arena, room * sizeof(*marks));

		if (parts->n) {
			memcpy(items, parts->items, parts->n * sizeof(*items));
			memcpy(marks, parts->optional, parts->n * sizeof(*marks));
		}
		*parts = (struct parts){ items, marks, parts->n, room, parts->any_optional };
	}
	parts->items[parts->n] = item;
	parts->optional[parts->n++] = optional;
	parts->any_optional |= optional;
	return true;
}

bool parse_arguments(struct parser *p, struct node ***args, size_t *n)
{
	struct parts parts = { 0 };

	if (!parse_is(p, ")")) {
		do {
			if (!parts_add(p, &parts, parse_expression(p), false))
				return false;
		} while (parse_accept(p, ","));
	}
	*args = parts.items;
	*n = parts.n;
	return parse_expect(p, ")");
}

static struct node *with_parts(struct parser *p, enum node_type type, size_t at, const struct parts *parts)
{
	struct node *node = node_new(p, type, at, parts->items, parts->n);

	if (node && parts->any_optional)
		node->optional_items = parts->optional;
	return node;
}

static struct node *list(struct parser *p)
{
	size_t at = p->next++->at;
	struct parts parts = { 0 };

	while (!parse_is(p, "]")) {
		bool optional = parse_accept(p, "?");

		if (!parts_add(p, &parts, parse_expression(p), optional))
			return NULL;
		if (!parse_accept(p, ","))
			break;
	}
	return parse_expect(p, "]") ? with_parts(p, N_LIST, at, &parts) : NULL;
}

static struct node *map(struct parser *p)
{
	size_t at = p->next++->at;
	struct parts parts = { 0 };

	while (!parse_is(p, "}")) {
		bool optional = parse_accept(p, "?");

		if (!parts_add(p, &parts, parse_expression(p), optional) || !parse_expect(p, ":") ||
		    !parts_add(p, &parts, parse_expression(p), optional))
			return NULL;
		if (!parse_accept(p, ","))
			break;
	}
	return parse_expect(p, "}") ? with_parts(p, N_MAP, at, &parts) : NULL;
}

static struct node *parenthesis(struct parser *p)
{
	struct node *node;

	p->next++;
	node = parse_expression(p);
	return node && parse_expect(p, ")") ? node : NULL;
}

/* ---- names ---- */

static bool is_reserved(const struct parser *p, const struct token *t)
{
	size_t i;

	for (i = 0; i < sizeof(reserved) / sizeof(*reserved); i++) {
		if (strlen(reserved[i]) == t->len && memcmp(reserved[i], p->text + t->at, t->len) == 0)
			return true;
	}
	return false;
}

static struct node *name(struct parser *p)
{
	const struct token *t;
	struct node **args, *node;
	size_t n;

	parse_accept(p, "."); /* a leading dot means the outermost scope */
	t = p->next++;
	if (t->type != T_IDENT)
		return parse_fail(p, t->at, "a name is expected behind the dot");
	if (is_reserved(p, t))
		return parse_fail(p, t->at, "'%.*s' is a reserved word", (int)t->len, p->text + t->at);
	if (parse_accept(p, "(")) {
		if (!parse_arguments(p, &args, &n))
			return NULL;
		return parse_call(p, NULL, (struct cel_text){ p->text + t->at, t->len }, t->at, args, n);
	}
	if (parse_is(p, "{"))
		return parse_fail(p, t->at, "messages ('%.*s{...}') are not part of the language here", (int)t->len,
				  p->text + t->at);
	node = node_new(p, N_IDENT, t->at, NULL, 0);
	node->name = (struct cel_text){ p->text + t->at, t->len };
	return node;
}

struct node *parse_primary(struct parser *p)
{
	const struct token *t = p->next;

	switch (t->type) {
	case T_LITERAL: p->next++; return literal(p, t->at, t->value);
	case T_INT: return whole_number(p, false);
	case T_IDENT: return name(p);
	case T_END: return parse_fail(p, t->at, "the expression ends where a value is missing");
	default: break;
	}
	if (parse_is(p, "("))
		return parenthesis(p);
	if (parse_is(p, "["))
		return list(p);
	if (parse_is(p, "{"))
		return map(p);
	if (parse_is(p, "."))
		return name(p);
	if (parse_is(p, "-"))
		return negative(p);
	return parse_fail(p, t->at, "a value is expected instead of '%.*s'", (int)t->len, p->text + t->at);
}
