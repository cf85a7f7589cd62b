/* SPDX-License-Identifier: Apache-2.0 */
/* lex_word.c - words, fields, variables and quoted texts of an action. */
#include <weir/rune.h>

#include "lex.h"
#include "quote.h"

struct keyword {
	const char *word;
	enum token_type type;
};

/* By the first letter, at most three of each. */
static const struct keyword keywords[26][4] = {
	['b' - 'a'] = { { "block", TOKEN_BLOCK }, { "break", TOKEN_BREAK } },
	['c' - 'a'] = { { "continue", TOKEN_CONTINUE } },
	['d' - 'a'] = { { "define", TOKEN_DEFINE } },
	['e' - 'a'] = { { "end", TOKEN_END }, { "else", TOKEN_ELSE } },
	['f' - 'a'] = { { "false", TOKEN_BOOL } },
	['i' - 'a'] = { { "if", TOKEN_IF } },
	['n' - 'a'] = { { "nil", TOKEN_NIL } },
	['r' - 'a'] = { { "range", TOKEN_RANGE } },
	['t' - 'a'] = { { "template", TOKEN_TEMPLATE }, { "true", TOKEN_BOOL } },
	['w' - 'a'] = { { "with", TOKEN_WITH } },
};

static enum token_type keyword(const char *s, uint32_t len)
{
	const struct keyword *k;

	if (*s < 'a' || *s > 'z' || len > 8)
		return TOKEN_IDENTIFIER;
	for (k = keywords[*s - 'a']; k->word; k++)
		if (strncmp(k->word, s, len) == 0 && !k->word[len])
			return k->type;
	return TOKEN_IDENTIFIER;
}

/* ASCII letters, digits and the underscore. */
static bool is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

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

	while (l->pos < l->len && is_plain(l->input[l->pos]))
		l->pos++;
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

	if (!read_word(l, &t))
		return t;
	t = lex_emit(l, TOKEN_IDENTIFIER);
	t.type = keyword(t.text, t.len);
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
	const char *p = l->input + l->pos, *end = memchr(p, '`', l->len - l->pos);

	if (!end)
		return lex_fail(l, "unterminated raw quoted string");
	for (; (p = memchr(p, '\n', (size_t)(end - p))); p++)
		l->line++;
	l->pos = (size_t)(end - l->input) + 1;
	return lex_emit(l, TOKEN_RAW_STRING);
}

/* Over what means nothing inside quotes; then as lex_read(). */
static int32_t plain_run(struct lexer *l, char quote)
{
	while (l->pos < l->len && l->input[l->pos] != quote && l->input[l->pos] != '\\' && l->input[l->pos] != '\n')
		l->pos++;
	return lex_read(l);
}

struct token lex_quote(struct lexer *l, char quote)
{
	int32_t rune;

	if (quote == '`')
		return raw_quote(l);
	while ((rune = plain_run(l, quote)) != quote) {
		if (rune == '\\')
			rune = lex_read(l);
		if (rune == RUNE_EOF || rune == '\n')
			return lex_fail(l, quote == '"' ? "unterminated quoted string"
							: "unterminated character constant");
	}
	return lex_emit(l, quote == '"' ? TOKEN_STRING : TOKEN_CHAR_CONSTANT);
}
