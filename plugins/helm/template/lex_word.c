/* SPDX-License-Identifier: Apache-2.0 */
/* lex_word.c - words, fields, variables and quoted texts of an action. */
#include <weir/rune.h>

#include "lex.h"
#include "quote.h"

static const struct {
	const char *word;
	enum token_type type;
} keywords[] = {
	{ "block", TOKEN_BLOCK },
	{ "break", TOKEN_BREAK },
	{ "continue", TOKEN_CONTINUE },
	{ "define", TOKEN_DEFINE },
	{ "else", TOKEN_ELSE },
	{ "end", TOKEN_END },
	{ "if", TOKEN_IF },
	{ "nil", TOKEN_NIL },
	{ "range", TOKEN_RANGE },
	{ "template", TOKEN_TEMPLATE },
	{ "with", TOKEN_WITH },
	{ "true", TOKEN_BOOL },
	{ "false", TOKEN_BOOL },
};

bool lex_is_alphanumeric(int32_t rune)
{
	return rune == '_' || (rune > 0 && (weir_rune_is_letter((uint32_t)rune) || weir_rune_is_digit((uint32_t)rune)));
}

static bool at_terminator(const struct lexer *l)
{
	unsigned width;
	int32_t rune = lex_peek(l, &width);

	if (rune == RUNE_EOF || (rune > 0 && rune < 0x80 && strchr(" \t\r\n.,|:)(", rune)))
		return true;
	return l->len - l->pos >= 2 && l->input[l->pos] == '}' && l->input[l->pos + 1] == '}';
}

/* Over letters and digits; false: no end of a word behind them, *t is the error. */
static bool read_word(struct lexer *l, struct token *t)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	unsigned width;
	int32_t rune;

	while (lex_is_alphanumeric(rune = lex_peek(l, &width)))
		lex_skip(l, rune, width);
	if (at_terminator(l))
		return true;
	weir_strbuf_adds(&sb, "bad character ");
	quote_code_point(&sb, rune);
	*t = lex_fail(l, weir_arena_strdup(l->arena, sb.data));
	return false;
}

struct token lex_identifier(struct lexer *l)
{
	struct token t;
	size_t i;

	if (!read_word(l, &t))
		return t;
	t = lex_emit(l, TOKEN_IDENTIFIER);
	for (i = 0; i < sizeof(keywords) / sizeof(keywords[0]); i++)
		if (strlen(keywords[i].word) == t.len && memcmp(keywords[i].word, t.text, t.len) == 0)
			t.type = keywords[i].type;
	return t;
}

struct token lex_field_or_variable(struct lexer *l, enum token_type type)
{
	struct token t;

	if (at_terminator(l))
		return lex_emit(l, type == TOKEN_VARIABLE ? TOKEN_VARIABLE : TOKEN_DOT);
	return read_word(l, &t) ? lex_emit(l, type) : t;
}

static struct token raw_quote(struct lexer *l)
{
	int32_t rune;

	do
		rune = lex_read(l);
	while (rune != RUNE_EOF && rune != '`');
	return rune == '`' ? lex_emit(l, TOKEN_RAW_STRING) : lex_fail(l, "unterminated raw quoted string");
}

struct token lex_quote(struct lexer *l, char quote)
{
	int32_t rune;

	if (quote == '`')
		return raw_quote(l);
	while ((rune = lex_read(l)) != quote) {
		if (rune == '\\')
			rune = lex_read(l);
		if (rune == RUNE_EOF || rune == '\n')
			return lex_fail(l, quote == '"' ? "unterminated quoted string"
							: "unterminated character constant");
	}
	return lex_emit(l, quote == '"' ? TOKEN_STRING : TOKEN_CHAR_CONSTANT);
}
