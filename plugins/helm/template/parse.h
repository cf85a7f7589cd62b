/* SPDX-License-Identifier: Apache-2.0 */
/*
 * parse.h - the parser: what its files share.
 *
 * One `parse` for a text, one `tree_parser` for each template in it (define and block begin another
 * with tokens and variables of its own, on the same lexer, as in Go: error lines depend on it).
 * Functions that make nodes return NULL after parse_fail().
 */
#ifndef HELM_PARSE_H
#define HELM_PARSE_H

#include "lex.h"
#include "node.h"
#include "set.h"

struct names {
	struct ident *items;
	uint32_t count, capacity;
};

/* Nodes of one parent while they are found: the parent then gets a list of just their number. */
struct gathered {
	void **items;
	uint32_t count, capacity;
	void *few[12];
};

struct parse {
	struct weir_arena *arena;
	const struct function_index *functions;
	struct idents *idents;
	struct source *source;
	struct lexer lexer;
	struct tree **trees;
	uint32_t tree_count, tree_capacity;
	unsigned depth; /* of nested controls and parentheses */
	char *error;    /* "template: t:1: ..." in the arena; NULL: none */
};

struct tree_parser {
	struct parse *p;
	struct tree *tree;
	struct token token[3];
	int peek_count;
	uint32_t action_line;
	int range_depth, paren_depth;
	struct names vars;  /* what the parser lets pass */
	struct names slots; /* what will be on the stack of variables when this place is run */
};

/*
 * Parse @text under @name; the trees it defines, its own last. NULL-ended error text in @error (arena)
 * when it returns false.
 */
bool parse_text(struct template_set *set, const char *name, const char *text, size_t len, struct tree ***trees,
		uint32_t *count, char **error);

/* ---- tokens: what these return stays until the next of them ---- */

static inline const struct token *parse_next(struct tree_parser *t)
{
	if (t->peek_count > 0)
		t->peek_count--;
	else
		t->token[0] = lex_next(&t->p->lexer);
	return &t->token[t->peek_count];
}

static inline const struct token *parse_peek(struct tree_parser *t)
{
	if (t->peek_count > 0)
		return &t->token[t->peek_count - 1];
	t->peek_count = 1;
	t->token[0] = lex_next(&t->p->lexer);
	return &t->token[0];
}

static inline void parse_backup(struct tree_parser *t)
{
	t->peek_count++;
}

static inline const struct token *parse_next_nonspace(struct tree_parser *t)
{
	const struct token *token;

	do
		token = parse_next(t);
	while (token->type == TOKEN_SPACE);
	return token;
}

static inline const struct token *parse_peek_nonspace(struct tree_parser *t)
{
	const struct token *token = parse_next_nonspace(t);

	parse_backup(t);
	return token;
}

void parse_backup2(struct tree_parser *t, struct token t1);
void parse_backup3(struct tree_parser *t, struct token t2, struct token t1);
/* All return NULL. */
void *parse_fail(struct tree_parser *t, const char *fmt, ...) WEIR_PRINTF(2, 3);
void *parse_unexpected(struct tree_parser *t, struct token token, const char *context);
bool parse_expect(struct tree_parser *t, enum token_type type, const char *context, struct token *out);
/* Deeper than the stack bears: fails. */
bool parse_enter(struct tree_parser *t);
void parse_leave(struct tree_parser *t);

void parse_start(struct tree_parser *t, struct parse *p);
bool parse_add_tree(struct tree_parser *t);
struct ident parse_ident(struct parse *p, const char *text, size_t len);
void names_add(struct parse *p, struct names *names, struct ident name);
const struct ident *names_find(const struct names *names, const struct ident *name);

/* ---- nodes ---- */
struct node *parse_text_or_action(struct tree_parser *t);                                          /* parse_control.c */
struct node_list *parse_item_list(struct tree_parser *t, struct node **end);                       /* parse_control.c */
bool parse_definition(struct tree_parser *t);                                                      /* parse_control.c */
struct node_pipe *parse_pipeline(struct tree_parser *t, const char *context, enum token_type end); /* parse_pipe.c */
struct node *parse_operand(struct tree_parser *t, bool *none);                                     /* parse_operand.c */
struct node *parse_number(struct tree_parser *t, struct token token);                              /* parse_number.c */

/* A growing list in the arena. */
void parse_append(struct parse *p, void ***items, uint32_t *count, void *item);
static inline void gather_start(struct gathered *g)
{
	g->items = g->few;
	g->count = 0;
	g->capacity = sizeof(g->few) / sizeof(g->few[0]);
}
void gather(struct parse *p, struct gathered *g, void *item);
/* What was gathered, in the arena; the count goes to *count. */
void *gathered(struct parse *p, const struct gathered *g, uint32_t *count);

#endif
