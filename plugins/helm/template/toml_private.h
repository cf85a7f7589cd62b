/* SPDX-License-Identifier: Apache-2.0 */
/*
 * toml_private.h - the TOML reader's state: toml_lex.c reads runes and tokens, toml_value.c makes
 * values of tokens, toml_read.c puts them into tables.  Every function returns false after toml_fail().
 */
#ifndef HELM_TOML_PRIVATE_H
#define HELM_TOML_PRIVATE_H

#include "toml_text.h"

struct toml_piece {
	const char *s;
	size_t len;
};

/* A dotted key; pieces are shared, never changed. */
struct toml_key {
	const struct toml_piece *pieces;
	size_t count;
};

struct toml {
	struct weir_arena *arena;
	const char *text;
	size_t len, start, pos; /* of the token, of the next rune */
	int line;
	bool at_end; /* the end was read as a rune */
	unsigned char widths[4];
	struct weir_strbuf *why;
	bool failed;
	int depth;
	/* the parser's */
	struct toml_key context;
	struct toml_piece current; /* the last piece of the key being defined */
	int key_line;              /* where that key began */
	struct map *mapping;
	struct map *implicit; /* keys as text -> true */
	struct map *arrays;   /* keys as text -> true: a plain array */
	struct map *tables;   /* addresses of lists that are arrays of tables */
};

/* ---- toml_lex.c ---- */

enum toml_type {
	TOML_STRING,
	TOML_STRING_ESCAPED,
	TOML_RAW_STRING,
	TOML_MULTILINE,
	TOML_RAW_MULTILINE,
	TOML_BOOL,
	TOML_INTEGER,
	TOML_FLOAT,
	TOML_DATETIME,
	TOML_ARRAY,
	TOML_INLINE_TABLE
};
struct toml_token {
	enum toml_type type;
	const char *s;
	size_t len;
	int line;
};

bool toml_fail(struct toml *t, int line, const char *fmt, ...) WEIR_PRINTF(3, 4);
/* The same at the place of the lexer; at the end of the text it is the line before a last break. */
bool toml_fail_here(struct toml *t, const char *fmt, ...) WEIR_PRINTF(2, 3);
/* 'x' as %q of a rune. In the arena. */
const char *toml_quote_rune(struct toml *t, uint32_t rune);
const char *toml_quote(struct toml *t, const char *s, size_t len);

uint32_t toml_next(struct toml *t); /* 0 at the end; U+FFFD after an error */
void toml_back(struct toml *t);
uint32_t toml_peek(struct toml *t);
void toml_skip_blanks(struct toml *t);
static inline void toml_ignore(struct toml *t)
{
	t->start = t->pos;
}
static inline bool toml_is_blank(uint32_t r)
{
	return r == ' ' || r == '\t';
}
static inline bool toml_is_break(uint32_t r)
{
	return r == '\n' || r == '\r';
}
/* Behind "#". */
bool toml_skip_comment(struct toml *t);
/* A piece of a key that is not in quotes; may be empty. */
void toml_bare_name(struct toml *t, struct toml_token *out);
/* At a quote. */
bool toml_quoted_name(struct toml *t, struct toml_token *out);
/* A value, or the beginning of an array or inline table. */
bool toml_token(struct toml *t, struct toml_token *out);

/* ---- toml_number.c ---- */

bool toml_take_number(struct toml *t, struct toml_token *out);        /* at a digit */
bool toml_take_signed_number(struct toml *t, struct toml_token *out); /* behind the sign */

/* ---- toml_value.c ---- */

/* Of all tokens but TOML_ARRAY and TOML_INLINE_TABLE. */
bool toml_scalar(struct toml *t, const struct toml_token *token, struct value *out);

#endif
