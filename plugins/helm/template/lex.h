/* SPDX-License-Identifier: Apache-2.0 */
/* lex.h - a template's text cut into tokens. */
#ifndef HELM_LEX_H
#define HELM_LEX_H

#include <weir/rune.h>

#include "value.h"

enum token_type {
	TOKEN_ERROR, /* text says what is wrong */
	TOKEN_BOOL,
	TOKEN_CHAR, /* a comma and the like */
	TOKEN_CHAR_CONSTANT,
	TOKEN_COMPLEX,
	TOKEN_ASSIGN,
	TOKEN_DECLARE,
	TOKEN_EOF,
	TOKEN_FIELD,
	TOKEN_IDENTIFIER,
	TOKEN_LEFT_DELIM,
	TOKEN_LEFT_PAREN,
	TOKEN_NUMBER,
	TOKEN_PIPE,
	TOKEN_RAW_STRING,
	TOKEN_RIGHT_DELIM,
	TOKEN_RIGHT_PAREN,
	TOKEN_SPACE,
	TOKEN_STRING,
	TOKEN_TEXT,
	TOKEN_VARIABLE,
	TOKEN_KEYWORD, /* only marks where keywords begin */
	TOKEN_BLOCK,
	TOKEN_BREAK,
	TOKEN_CONTINUE,
	TOKEN_DOT,
	TOKEN_DEFINE,
	TOKEN_ELSE,
	TOKEN_END,
	TOKEN_IF,
	TOKEN_NIL,
	TOKEN_RANGE,
	TOKEN_TEMPLATE,
	TOKEN_WITH,
};

struct token {
	enum token_type type;
	uint32_t pos, len, line;
	const char *text;
};

struct lexer {
	struct weir_arena *arena; /* for error texts */
	const char *input;
	size_t len, pos, start;
	uint32_t line, start_line;
	int paren_depth;
	bool inside_action;
};

void lex_start(struct lexer *l, struct weir_arena *a, const char *text, size_t len);
struct token lex_next(struct lexer *l);

/* ---- between the lexer's files ---- */

#define RUNE_EOF (-1)
static inline int32_t lex_peek(const struct lexer *l, unsigned *width)
{
	*width = l->pos < l->len;
	if (!*width)
		return RUNE_EOF;
	if ((unsigned char)l->input[l->pos] < 0x80)
		return l->input[l->pos];
	return (int32_t)weir_rune_decode(l->input + l->pos, l->len - l->pos, width);
}

/* Step over what lex_peek() saw. */
static inline void lex_skip(struct lexer *l, int32_t rune, unsigned width)
{
	l->pos += width;
	if (rune == '\n')
		l->line++;
}

int32_t lex_read(struct lexer *l);
static inline struct token lex_emit(struct lexer *l, enum token_type type)
{
	struct token t = { .type = type,
			   .pos = (uint32_t)l->start,
			   .len = (uint32_t)(l->pos - l->start),
			   .line = l->start_line,
			   .text = l->input + l->start };

	l->start = l->pos;
	l->start_line = l->line;
	return t;
}

struct token lex_fail(struct lexer *l, const char *text);
bool lex_is_alphanumeric(int32_t rune);
bool lex_at_right_delim(const struct lexer *l, bool *trim);
bool lex_accept(struct lexer *l, const char *set);
struct token lex_number(struct lexer *l);
struct token lex_identifier(struct lexer *l);
struct token lex_field_or_variable(struct lexer *l, enum token_type type);
struct token lex_quote(struct lexer *l, char quote);

#endif
