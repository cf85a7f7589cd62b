/* SPDX-License-Identifier: Apache-2.0 */
/* parse_pipe.c - pipelines: declarations, then commands between bars. */
#include "parse.h"

static struct node_variable *new_variable(struct tree_parser *t, struct token token)
{
	struct node_variable *v = (void *)node_new(t->p->arena, sizeof(*v), NODE_VARIABLE, token.pos);

	v->name = parse_ident(t->p, token.text, token.len);
	v->slot = SLOT_NONE;
	return v;
}

static void declare(struct tree_parser *t, struct node_pipe *pipe, struct token token)
{
	struct node_variable *v = new_variable(t, token);

	pipe->decl[pipe->variables++] = v;
	names_add(t->p, &t->vars, v->name);
}

/* Behind "$i,": true when the second variable follows; else an error is set. */
static bool second_follows(struct tree_parser *t, const struct node_pipe *pipe, const char *context)
{
	enum token_type type;

	if (strcmp(context, "range") != 0 || pipe->variables >= 2) {
		parse_fail(t, "too many declarations in %s", context);
		return false;
	}
	type = parse_peek_nonspace(t)->type;
	if (type == TOKEN_VARIABLE || type == TOKEN_RIGHT_DELIM || type == TOKEN_RIGHT_PAREN)
		return true;
	parse_fail(t, "range can only initialize variables");
	return false;
}

static bool is_comma(struct token token)
{
	return token.type == TOKEN_CHAR && token.text[0] == ',';
}

/* "$x :=", "$i, $v :=", "$x =". */
static bool parse_declarations(struct tree_parser *t, struct node_pipe *pipe, const char *context)
{
	struct token v, after, next;

	while ((v = *parse_peek_nonspace(t)).type == TOKEN_VARIABLE) {
		parse_next(t);
		after = *parse_peek(t); /* a space, when $x is but an argument, must be given back */
		next = *parse_peek_nonspace(t);
		if (next.type == TOKEN_ASSIGN || next.type == TOKEN_DECLARE) {
			pipe->assign = next.type == TOKEN_ASSIGN;
			parse_next_nonspace(t);
			declare(t, pipe, v);
			return true;
		}
		if (!is_comma(next)) {
			if (after.type == TOKEN_SPACE)
				parse_backup3(t, v, after);
			else
				parse_backup2(t, v);
			return true;
		}
		parse_next_nonspace(t);
		declare(t, pipe, v);
		if (!second_follows(t, pipe, context))
			return false;
	}
	return true;
}

static struct node_command *parse_command(struct tree_parser *t)
{
	struct node_command *c = (void *)node_new(t->p->arena, sizeof(*c), NODE_COMMAND, parse_peek_nonspace(t)->pos);
	struct gathered args;
	struct token token;
	struct node *n;
	bool none;

	gather_start(&args);
	do {
		parse_peek_nonspace(t);
		n = parse_operand(t, &none);
		if (n)
			gather(t->p, &args, n);
		else if (!none)
			return NULL;
		token = *parse_next(t);
	} while (token.type == TOKEN_SPACE);
	if (token.type == TOKEN_RIGHT_DELIM || token.type == TOKEN_RIGHT_PAREN)
		parse_backup(t);
	else if (token.type != TOKEN_PIPE)
		return parse_unexpected(t, token, "operand");
	c->args = gathered(t->p, &args, &c->count);
	return c->count ? c : parse_fail(t, "empty command");
}

static bool is_constant(const struct node *n)
{
	return n->type == NODE_BOOL || n->type == NODE_DOT || n->type == NODE_NIL || n->type == NODE_NUMBER ||
	       n->type == NODE_STRING;
}

static struct node_pipe *check(struct tree_parser *t, struct node_pipe *pipe, const char *context)
{
	uint32_t i;

	if (!pipe->count)
		return parse_fail(t, "missing value for %s", context);
	for (i = 1; i < pipe->count; i++)
		if (is_constant(pipe->commands[i]->args[0]))
			return parse_fail(t, "non executable command in pipeline stage %u", i + 1);
	return pipe;
}

/* Where its variables will lie when it is run. */
static void place_variables(struct tree_parser *t, struct node_pipe *pipe, bool nested)
{
	const struct ident *found;
	uint32_t i;

	for (i = 0; i < pipe->variables; i++) {
		struct node_variable *v = pipe->decl[i];

		if (!pipe->assign) {
			v->slot = t->slots.count;
			names_add(t->p, &t->slots, v->name);
			t->tree->by_name |= nested;
		} else {
			found = names_find(&t->slots, &v->name);
			v->slot = found ? (uint32_t)(found - t->slots.items) : SLOT_NONE;
		}
	}
}

static bool begins_operand(enum token_type type)
{
	switch (type) {
	case TOKEN_BOOL:
	case TOKEN_CHAR_CONSTANT:
	case TOKEN_COMPLEX:
	case TOKEN_DOT:
	case TOKEN_FIELD:
	case TOKEN_IDENTIFIER:
	case TOKEN_NUMBER:
	case TOKEN_NIL:
	case TOKEN_RAW_STRING:
	case TOKEN_STRING:
	case TOKEN_VARIABLE:
	case TOKEN_LEFT_PAREN: return true;
	default: return false;
	}
}

struct node_pipe *parse_pipeline(struct tree_parser *t, const char *context, enum token_type end)
{
	struct node_pipe *pipe = (void *)node_new(t->p->arena, sizeof(*pipe), NODE_PIPE, parse_peek_nonspace(t)->pos);
	struct gathered commands;
	struct node_command *c;
	struct token token;

	gather_start(&commands);
	if (!parse_declarations(t, pipe, context))
		return NULL;
	while ((token = *parse_next_nonspace(t)).type != end) {
		if (!begins_operand(token.type))
			return parse_unexpected(t, token, context);
		parse_backup(t);
		c = parse_command(t);
		if (!c)
			return NULL;
		gather(t->p, &commands, c);
	}
	pipe->commands = gathered(t->p, &commands, &pipe->count);
	if (!check(t, pipe, context))
		return NULL;
	place_variables(t, pipe, end == TOKEN_RIGHT_PAREN);
	return pipe;
}
