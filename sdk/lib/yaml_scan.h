/* SPDX-License-Identifier: Apache-2.0 */
/*
 * yaml_scan.h - text to tokens, as libyaml's algorithm finds them in goyaml's variant: a queue, in
 * which KEY tokens are put before what turns out to be a key once its ':' is seen.
 */
#ifndef SDK_LIB_YAML_SCAN_H
#define SDK_LIB_YAML_SCAN_H

#include "yaml_private.h"

enum yaml_token_type {
	YAML_TOKEN_STREAM_END,
	YAML_TOKEN_VERSION,
	YAML_TOKEN_TAG_DIRECTIVE,
	YAML_TOKEN_DOCUMENT_START,
	YAML_TOKEN_DOCUMENT_END,
	YAML_TOKEN_BLOCK_SEQ,
	YAML_TOKEN_BLOCK_MAP,
	YAML_TOKEN_BLOCK_END,
	YAML_TOKEN_FLOW_SEQ,
	YAML_TOKEN_FLOW_SEQ_END,
	YAML_TOKEN_FLOW_MAP,
	YAML_TOKEN_FLOW_MAP_END,
	YAML_TOKEN_BLOCK_ENTRY,
	YAML_TOKEN_FLOW_ENTRY,
	YAML_TOKEN_KEY,
	YAML_TOKEN_VALUE,
	YAML_TOKEN_ALIAS,
	YAML_TOKEN_ANCHOR,
	YAML_TOKEN_TAG,
	YAML_TOKEN_SCALAR,
};

struct yaml_mark {
	uint32_t line, column; /* from 0; characters */
};

struct yaml_token {
	uint8_t type;
	uint8_t style;  /* of a scalar: enum weir_yaml_style */
	uint32_t level; /* of the simple key that may begin here, from 1; 0: none */
	struct yaml_mark mark;
	const char *text; /* in the arena: scalar, anchor, alias, handle of a tag */
	size_t len;       /* of a scalar */
	union {
		const char *suffix;         /* of a tag; prefix of a %TAG */
		struct weir_yaml_node *key; /* of a scalar: the shared node that it is, or NULL */
	};
};

/* What may turn out to be a key without "?", one a level of flow collections. */
struct yaml_simple_key {
	bool possible, required;
	size_t number; /* of its first token */
	struct yaml_mark mark;
};

/* The text, checked and as UTF-8, with NULs behind it. */
struct yaml_text {
	char *data;
	size_t len;
	bool odd_breaks; /* some line ends with something else than \n */
};

struct yaml_comment {
	const char *text;
	size_t number; /* of the token that it stands behind */
};

struct yaml_scanner {
	struct weir_arena *arena;
	const char *name;
	struct weir_error *err;
	bool odd_breaks;
	const unsigned char *p, *start;
	const unsigned char *line_start;
	uint32_t line;
	uint32_t wide; /* bytes of this line so far that continue a character */
	bool key_allowed;
	int indent;
	int *indents;
	size_t indent_count, indent_size;
	size_t flow_level;
	struct yaml_simple_key *keys; /* of flow_level 0.. */
	size_t key_size;
	struct yaml_token *tokens;
	size_t head, tail, token_size;
	size_t parsed;                      /* tokens given away */
	bool end;                           /* STREAM_END is in the queue */
	struct weir_yaml_keys *keys_shared; /* NULL: nodes of keys are not shared */
	bool keep_comments;
	bool go_errors;
	/* At the ends of lines, until somebody takes them: one behind the token taken last, one behind the next. */
	struct yaml_comment comments[2];
	size_t comment_count;
	struct weir_strbuf value, breaks;
};

/* @name NULL: errors in goyaml's words, without a position. */
int yaml_text_init(struct yaml_text *t, const char *name, const char *text, size_t len, struct weir_error *err);
void yaml_text_done(struct yaml_text *t);

void yaml_scanner_init(struct yaml_scanner *s, struct weir_arena *arena, const char *name, const struct yaml_text *text,
		       struct weir_error *err);
void yaml_scanner_done(struct yaml_scanner *s);
/* The next token, which stays until yaml_scanner_skip(); NULL with an error. */
struct yaml_token *yaml_scanner_peek(struct yaml_scanner *s);
void yaml_scanner_skip(struct yaml_scanner *s);

/* ---- for the scanner's own files ---- */

static inline uint32_t yaml_column(const struct yaml_scanner *s)
{
	return (uint32_t)(s->p - s->line_start) - s->wide;
}

static inline struct yaml_mark yaml_mark_here(const struct yaml_scanner *s)
{
	return (struct yaml_mark){ s->line, yaml_column(s) };
}

static inline bool yaml_is_blank(unsigned char c)
{
	return c == ' ' || c == '\t';
}

/* Bytes of the line break at @p (\n, \r, \r\n, NEL, LS, PS), 0 where none is. */
static inline unsigned yaml_break(const unsigned char *p)
{
	if (*p == '\n')
		return 1;
	if (*p == '\r')
		return 1 + (p[1] == '\n');
	if (*p == 0xc2)
		return p[1] == 0x85 ? 2 : 0;
	if (*p == 0xe2)
		return p[1] == 0x80 && (p[2] & 0xfe) == 0xa8 ? 3 : 0;
	return 0;
}

static inline bool yaml_is_breakz(const unsigned char *p)
{
	return !*p || yaml_break(p);
}

static inline bool yaml_is_blankz(const unsigned char *p)
{
	return yaml_is_blank(*p) || yaml_is_breakz(p);
}

static inline unsigned yaml_width(unsigned char c)
{
	return c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
}

/* Over one character that is no line break. */
static inline void yaml_skip(struct yaml_scanner *s)
{
	unsigned width = yaml_width(*s->p);

	s->wide += width - 1;
	s->p += width;
}

/* Over a line break of @n bytes. */
static inline void yaml_skip_break(struct yaml_scanner *s, unsigned n)
{
	s->p += n;
	s->line_start = s->p;
	s->line++;
	s->wide = 0;
}

/* "---" or "..." at the beginning of a line. */
static inline bool yaml_at_document_mark(const struct yaml_scanner *s)
{
	return s->p == s->line_start && (*s->p == '-' || *s->p == '.') && s->p[1] == *s->p && s->p[2] == *s->p &&
	       yaml_is_blankz(s->p + 3);
}

/* "name:line:column: why" (and what began where); returns false. */
bool yaml_scan_fail(struct yaml_scanner *s, const char *context, struct yaml_mark began, const char *why);
/* The comment here stands behind the token of that number. */
void yaml_keep_comment(struct yaml_scanner *s, size_t number);
/* To the end of the line, which stays. */
void yaml_skip_to_break(struct yaml_scanner *s);
/* Part of any plain scalar, whatever stands around it. */
extern const bool yaml_plain_chars[256];
bool yaml_scan_plain(struct yaml_scanner *s, struct yaml_token *token);
bool yaml_scan_quoted(struct yaml_scanner *s, struct yaml_token *token, bool single);
bool yaml_scan_block(struct yaml_scanner *s, struct yaml_token *token, bool literal);
bool yaml_scan_anchor(struct yaml_scanner *s, struct yaml_token *token, bool alias);
bool yaml_scan_tag(struct yaml_scanner *s, struct yaml_token *token);
bool yaml_scan_directive(struct yaml_scanner *s, struct yaml_token *token);

#endif
