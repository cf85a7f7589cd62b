/* SPDX-License-Identifier: Apache-2.0 */
/* lex.c - the tokens of an expression: names, operators, numbers; texts in quotes are in lex_string.c. */
#include <errno.h>
#include <stdlib.h>
#include "ast.h"

/* Longer ones before those that they begin with. */
static const char *const operators[] = { "==", "!=", "<=", ">=", "&&", "||", "<", ">", "+", "-", "*", "/",
					 "%",  "!",  "?",  ":",  ".",  ",",  "(", ")", "[", "]", "{", "}" };

int cel_fail_at(const char *text, size_t at, struct weir_error *err, const char *fmt, ...)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	size_t i, line = 1, column = 1;
	va_list ap;

	for (i = 0; i < at && text[i]; i++) {
		column++;
		if (text[i] == '\n') {
			line++;
			column = 1;
		}
	}
	va_start(ap, fmt);
	weir_strbuf_addv(&sb, fmt, ap);
	va_end(ap);
	return weir_fail(err, WEIR_E_INVALID, "InvalidExpression", "%zu:%zu: %s", line, column, sb.data);
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static size_t skip_space(const char *text, size_t at)
{
	for (;;) {
		at += strspn(text + at, " \t\r\n\f");
		if (text[at] != '/' || text[at + 1] != '/')
			return at;
		at += strcspn(text + at, "\n");
	}
}

static bool starts_string(const char *s)
{
	if (*s == 'b' || *s == 'B')
		s++;
	if (*s == 'r' || *s == 'R')
		s++;
	return *s == '"' || *s == '\'';
}

/* ---- numbers ---- */

static size_t digits(const char *s)
{
	return strspn(s, "0123456789");
}

/* How long a "e+10" there is; 0: none. */
static size_t exponent(const char *s)
{
	size_t sign = s[0] && strchr("+-", s[1]) && s[1] ? 1 : 0;

	if (*s != 'e' && *s != 'E')
		return 0;
	return digits(s + 1 + sign) ? 1 + sign + digits(s + 1 + sign) : 0;
}

/* The length of a number with a point or an exponent; 0: it has neither. */
static size_t float_length(const char *s)
{
	size_t whole = digits(s), part = s[whole] == '.' ? digits(s + whole + 1) : 0, n;

	if (part) {
		n = whole + 1 + part;
		return n + exponent(s + n);
	}
	return whole && exponent(s + whole) ? whole + exponent(s + whole) : 0;
}

static bool lex_float(const char *text, struct token *t, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *copy = weir_strndup(text + t->at, t->len);

	errno = 0;
	t->type = T_LITERAL;
	t->value = cel_double(strtod(copy, NULL));
	if (errno == ERANGE && t->value.d > 1) {
		cel_fail_at(text, t->at, err, "the number %s is too large", copy);
		return false;
	}
	return true;
}

static bool lex_number(const char *text, struct token *t, struct weir_error *err)
{
	const char *s = text + t->at;
	bool hex = s[0] == '0' && s[1] == 'x' && strspn(s + 2, "0123456789abcdefABCDEF");
	char *end;

	t->len = (uint32_t)float_length(s);
	if (!hex && t->len)
		return lex_float(text, t, err);
	errno = 0;
	t->type = T_INT;
	t->value = cel_uint(strtoull(s, &end, hex ? 16 : 10));
	t->len = (uint32_t)(end - s);
	if (errno) {
		cel_fail_at(text, t->at, err, "the number %.*s is too large", (int)t->len, s);
		return false;
	}
	if (*end == 'u' || *end == 'U') {
		t->type = T_LITERAL;
		t->len++;
	}
	return true;
}

/* ---- words and operators ---- */

static void lex_word(const char *text, struct token *t)
{
	const char *s = text + t->at;

	while (is_letter(s[t->len]) || is_digit(s[t->len]))
		t->len++;
#define IS(word) (t->len == strlen(word) && memcmp(s, word, t->len) == 0)
	t->type = T_LITERAL;
	if (IS("true") || IS("false"))
		t->value = cel_bool(*s == 't');
	else if (IS("null"))
		t->value = (struct cel_value){ .type = CEL_NULL };
	else
		t->type = IS("in") ? T_IN : T_IDENT;
#undef IS
}

static bool lex_operator(const char *text, struct token *t, struct weir_error *err)
{
	size_t i;

	for (i = 0; i < sizeof(operators) / sizeof(*operators); i++) {
		if (strncmp(text + t->at, operators[i], strlen(operators[i])) != 0)
			continue;
		t->type = T_OP;
		t->op = operators[i];
		t->len = (uint32_t)strlen(operators[i]);
		return true;
	}
	if (text[t->at] == '`')
		cel_fail_at(text, t->at, err, "names in backquotes are not part of the language here");
	else
		cel_fail_at(text, t->at, err, "the character '%c' has no meaning here", text[t->at]);
	return false;
}

static bool lex_one(struct weir_arena *a, const char *text, struct token *t, struct weir_error *err)
{
	const char *s = text + t->at;
	size_t end = t->at;

	if (starts_string(s)) {
		t->type = T_LITERAL;
		if (!cel_lex_string(a, text, &end, &t->value, err))
			return false;
		t->len = (uint32_t)(end - t->at);
		return true;
	}
	if (is_digit(*s) || (*s == '.' && is_digit(s[1])))
		return lex_number(text, t, err);
	if (!is_letter(*s))
		return lex_operator(text, t, err);
	lex_word(text, t);
	return true;
}

struct token *cel_lex(struct weir_arena *a, const char *text, struct weir_error *err)
{
	size_t room = strlen(text) + 1, n = 0, at = 0;
	struct token *tokens = weir_arena_alloc(a, room * sizeof(*tokens));

	for (;;) {
		struct token *t = &tokens[n++];

		t->at = (uint32_t)skip_space(text, at);
		if (!text[t->at])
			return tokens;
		if (!lex_one(a, text, t, err))
			return NULL;
		at = t->at + t->len;
	}
}
