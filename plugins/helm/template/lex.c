/* SPDX-License-Identifier: Apache-2.0 */
/*
 * lex.c - cutting a template's text into tokens: text, delimiters with their trim markers, comments,
 * and what stands alone inside an action. Words are in lex_word.c, numbers in lex_number.c.
 */
#include "lex.h"

#include "quote.h"

static bool is_space(int32_t c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

void lex_start(struct lexer *l, struct weir_arena *a, const char *text, size_t len)
{
	*l = (struct lexer){ .arena = a, .input = text, .len = len, .line = 1, .start_line = 1 };
}

int32_t lex_read(struct lexer *l)
{
	unsigned width;
	int32_t rune = lex_peek(l, &width);

	lex_skip(l, rune, width);
	return rune;
}

bool lex_accept(struct lexer *l, const char *set)
{
	unsigned width;
	int32_t rune = lex_peek(l, &width);

	if (rune <= 0 || rune > 0x7f || !strchr(set, rune))
		return false;
	lex_skip(l, rune, width);
	return true;
}

struct token lex_fail(struct lexer *l, const char *text)
{
	struct token t = { .type = TOKEN_ERROR,
			   .pos = (uint32_t)l->start,
			   .len = (uint32_t)strlen(text),
			   .line = l->start_line,
			   .text = text };

	l->start = l->pos = l->len = 0;
	return t;
}

static void count_lines(struct lexer *l, size_t from, size_t to)
{
	const char *p = l->input + from, *end = l->input + to;

	while ((p = memchr(p, '\n', (size_t)(end - p)))) {
		l->line++;
		p++;
	}
}

/* Drop what lies between start and pos; its lines were not counted yet. */
static void ignore(struct lexer *l)
{
	count_lines(l, l->start, l->pos);
	l->start = l->pos;
	l->start_line = l->line;
}

/* @text has two bytes. */
static bool starts(const struct lexer *l, size_t at, const char *text)
{
	return at + 2 <= l->len && l->input[at] == text[0] && l->input[at + 1] == text[1];
}

static bool has_left_marker(const struct lexer *l, size_t at)
{
	return at + 2 <= l->len && l->input[at] == '-' && is_space(l->input[at + 1]);
}

static bool has_right_marker(const struct lexer *l, size_t at)
{
	return at + 2 <= l->len && is_space(l->input[at]) && l->input[at + 1] == '-';
}

bool lex_at_right_delim(const struct lexer *l, bool *trim)
{
	*trim = false;
	if (l->pos >= l->len || (l->input[l->pos] != '}' && !is_space(l->input[l->pos])))
		return false;
	*trim = has_right_marker(l, l->pos) && starts(l, l->pos + 2, "}}");
	return *trim || starts(l, l->pos, "}}");
}

static void skip_spaces(struct lexer *l)
{
	while (l->pos < l->len && is_space(l->input[l->pos]))
		l->pos++;
}

static struct token left_delim(struct lexer *l)
{
	struct token t;

	l->pos += 2;
	t = lex_emit(l, TOKEN_LEFT_DELIM);
	l->inside_action = true;
	if (has_left_marker(l, l->pos))
		l->pos += 2;
	ignore(l);
	l->paren_depth = 0;
	return t;
}

/* Over a comment, whose "{{" or "{{- " is at pos; false: *t is an error. */
static bool skip_comment(struct lexer *l, struct token *t)
{
	const char *end;
	bool trim;

	l->pos += has_left_marker(l, l->pos + 2) ? 4 : 2;
	ignore(l);
	l->pos += 2;
	end = memmem(l->input + l->pos, l->len - l->pos, "*/", 2);
	if (!end) {
		*t = lex_fail(l, "unclosed comment");
		return false;
	}
	l->pos = (size_t)(end - l->input) + 2;
	if (!lex_at_right_delim(l, &trim)) {
		*t = lex_fail(l, "comment ends before closing delimiter");
		return false;
	}
	l->pos += trim ? 4 : 2;
	if (trim)
		skip_spaces(l);
	ignore(l);
	return true;
}

static bool at_comment(const struct lexer *l)
{
	return starts(l, l->pos + (has_left_marker(l, l->pos + 2) ? 4 : 2), "/*");
}

/* Text up to the next "{{" at @end, without what its trim marker takes. */
static struct token text_before(struct lexer *l, size_t end)
{
	struct token t;

	l->pos = end;
	if (has_left_marker(l, end + 2))
		while (l->pos > l->start && is_space(l->input[l->pos - 1]))
			l->pos--;
	count_lines(l, l->start, l->pos);
	t = lex_emit(l, TOKEN_TEXT);
	l->pos = end;
	ignore(l);
	return t;
}

static const char *find_delim(const struct lexer *l)
{
	const char *p = l->input + l->pos, *end = l->input + l->len;

	while ((p = memchr(p, '{', (size_t)(end - p))) && (p + 1 == end || p[1] != '{'))
		p++;
	return p;
}

static struct token next_text(struct lexer *l)
{
	struct token t;

	for (;;) {
		const char *at = find_delim(l);

		if (!at) {
			l->pos = l->len;
			count_lines(l, l->start, l->pos);
			return lex_emit(l, l->pos > l->start ? TOKEN_TEXT : TOKEN_EOF);
		}
		if (at > l->input + l->pos) {
			t = text_before(l, (size_t)(at - l->input));
			if (t.len)
				return t;
		}
		if (!at_comment(l))
			return left_delim(l);
		if (!skip_comment(l, &t))
			return t;
	}
}

static struct token right_delim(struct lexer *l)
{
	struct token t;
	bool trim;

	lex_at_right_delim(l, &trim);
	if (trim) {
		l->pos += 2;
		ignore(l);
	}
	l->pos += 2;
	t = lex_emit(l, TOKEN_RIGHT_DELIM);
	if (trim) {
		skip_spaces(l);
		ignore(l);
	}
	l->inside_action = false;
	return t;
}

static struct token spaces(struct lexer *l)
{
	size_t n = 0;

	for (; l->pos < l->len && is_space(l->input[l->pos]); n++)
		lex_skip(l, l->input[l->pos], 1);
	/* The last of them may belong to a trim marker. */
	if (has_right_marker(l, l->pos - 1) && starts(l, l->pos + 1, "}}")) {
		l->pos--;
		if (l->input[l->pos] == '\n')
			l->line--;
		if (n == 1)
			return right_delim(l);
	}
	return lex_emit(l, TOKEN_SPACE);
}

static struct token bad_character(struct lexer *l, int32_t rune)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	weir_strbuf_adds(&sb, "unrecognized character in action: ");
	quote_code_point(&sb, rune);
	return lex_fail(l, weir_arena_strdup(l->arena, sb.data));
}

static struct token parenthesis(struct lexer *l, int32_t rune)
{
	l->paren_depth += rune == '(' ? 1 : -1;
	if (l->paren_depth < 0)
		return lex_fail(l, "unexpected right paren");
	return lex_emit(l, rune == '(' ? TOKEN_LEFT_PAREN : TOKEN_RIGHT_PAREN);
}

static struct token inside_action(struct lexer *l)
{
	unsigned width;
	int32_t rune;
	bool trim;

	if (lex_at_right_delim(l, &trim))
		return l->paren_depth ? lex_fail(l, "unclosed left paren") : right_delim(l);
	rune = lex_peek(l, &width);
	if (is_space(rune))
		return spaces(l);
	if (rune == '+' || rune == '-' || (rune >= '0' && rune <= '9'))
		return lex_number(l);
	if (rune == '.' && l->pos + 1 < l->len && l->input[l->pos + 1] >= '0' && l->input[l->pos + 1] <= '9')
		return lex_number(l);
	if (rune == '.' && l->pos + 1 >= l->len)
		return lex_number(l);
	if (lex_is_alphanumeric(rune))
		return lex_identifier(l);
	lex_skip(l, rune, width);
	switch (rune) {
	case RUNE_EOF: return lex_fail(l, "unclosed action");
	case '=': return lex_emit(l, TOKEN_ASSIGN);
	case ':': return lex_read(l) == '=' ? lex_emit(l, TOKEN_DECLARE) : lex_fail(l, "expected :=");
	case '|': return lex_emit(l, TOKEN_PIPE);
	case '"':
	case '`':
	case '\'': return lex_quote(l, (char)rune);
	case '$': return lex_field_or_variable(l, TOKEN_VARIABLE);
	case '.': return lex_field_or_variable(l, TOKEN_FIELD);
	case '(':
	case ')': return parenthesis(l, rune);
	default: return rune > 0x20 && rune < 0x7f ? lex_emit(l, TOKEN_CHAR) : bad_character(l, rune);
	}
}

struct token lex_next(struct lexer *l)
{
	return l->inside_action ? inside_action(l) : next_text(l);
}
