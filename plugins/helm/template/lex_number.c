/* SPDX-License-Identifier: Apache-2.0 */
/* lex_number.c - where a number ends; whether it is one, the parser says. */
#include "lex.h"
#include "quote.h"

static void accept_run(struct lexer *l, const char *set)
{
	while (lex_accept(l, set))
		;
}

static bool scan(struct lexer *l)
{
	const char *digits = "0123456789_";
	bool decimal = true, hexadecimal = false;
	unsigned width;
	int32_t rune;

	lex_accept(l, "+-");
	if (lex_accept(l, "0")) {
		decimal = false;
		if (lex_accept(l, "xX")) {
			digits = "0123456789abcdefABCDEF_";
			hexadecimal = true;
		} else if (lex_accept(l, "oO")) {
			digits = "01234567_";
		} else if (lex_accept(l, "bB")) {
			digits = "01_";
		} else {
			decimal = true;
		}
	}
	accept_run(l, digits);
	if (lex_accept(l, "."))
		accept_run(l, digits);
	if ((decimal && lex_accept(l, "eE")) || (hexadecimal && lex_accept(l, "pP"))) {
		lex_accept(l, "+-");
		accept_run(l, "0123456789_");
	}
	lex_accept(l, "i");
	rune = lex_peek(l, &width);
	if (!lex_is_alphanumeric(rune))
		return true;
	lex_skip(l, rune, width);
	return false;
}

static struct token bad_number(struct lexer *l)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	weir_strbuf_adds(&sb, "bad number syntax: ");
	quote_string(&sb, l->input + l->start, l->pos - l->start, false);
	return lex_fail(l, weir_arena_strdup(l->arena, sb.data));
}

struct token lex_number(struct lexer *l)
{
	unsigned width;
	int32_t sign;

	if (!scan(l))
		return bad_number(l);
	sign = lex_peek(l, &width);
	if (sign != '+' && sign != '-')
		return lex_emit(l, TOKEN_NUMBER);
	if (!scan(l) || l->input[l->pos - 1] != 'i')
		return bad_number(l);
	return lex_emit(l, TOKEN_COMPLEX);
}
