/* SPDX-License-Identifier: Apache-2.0 */
/*
 * yaml_scan_plain.c - scalars without quotes.  Most are one piece of one line, which is copied once;
 * the others are put together line by line.
 */
#include "yaml_scan.h"

const bool yaml_plain_chars[256] = {
	['!'] = 1, ['"'] = 1, ['#'] = 1, ['$'] = 1, ['%'] = 1, ['&'] = 1,  ['\''] = 1, ['('] = 1, [')'] = 1, ['*'] = 1,
	['+'] = 1, ['-'] = 1, ['.'] = 1, ['/'] = 1, ['0'] = 1, 1,          1,          1,         1,         1,
	1,         1,         1,         1,         [';'] = 1, ['<'] = 1,  ['='] = 1,  ['>'] = 1, ['@'] = 1, ['A'] = 1,
	1,         1,         1,         1,         1,         1,          1,          1,         1,         1,
	1,         1,         1,         1,         1,         1,          1,          1,         1,         1,
	1,         1,         1,         1,         1,         ['\\'] = 1, ['^'] = 1,  ['_'] = 1, ['`'] = 1, ['a'] = 1,
	1,         1,         1,         1,         1,         1,          1,          1,         1,         1,
	1,         1,         1,         1,         1,         1,          1,          1,         1,         1,
	1,         1,         1,         1,         1,         ['|'] = 1,  ['~'] = 1,
};

/* Over a word: to a blank, a break, the end, or an indicator that ends a plain scalar. */
static void skip_word(struct yaml_scanner *s)
{
	for (;;) {
		while (yaml_plain_chars[*s->p])
			s->p++;
		switch (*s->p) {
		case '\0':
		case ' ':
		case '\t':
		case '\r':
		case '\n': return;
		case ':':
			if (yaml_is_blankz(s->p + 1))
				return;
			s->p++;
			break;
		case ',':
		case '?':
		case '[':
		case ']':
		case '{':
		case '}':
			if (s->flow_level)
				return;
			s->p++;
			break;
		default:
			if (yaml_break(s->p))
				return;
			yaml_skip(s);
		}
	}
}

/* What joins two lines: a break alone is a blank, more are breaks but the first; LS and PS stay. */
static void join(struct yaml_scanner *s, const char *first, size_t first_len)
{
	if (first_len != 1)
		weir_strbuf_add(&s->value, first, first_len);
	else if (!s->breaks.len)
		weir_strbuf_addc(&s->value, ' ');
	if (s->breaks.len)
		weir_strbuf_add(&s->value, s->breaks.data, s->breaks.len);
	s->breaks.len = 0;
}

/* Blanks and line breaks behind a word. False: a tab in the indentation. */
static bool skip_blanks(struct yaml_scanner *s, int indent, const char **first, size_t *first_len, bool *broken)
{
	unsigned n;

	for (;;) {
		if (yaml_is_blank(*s->p)) {
			if (*broken && *s->p == '\t' && (int)yaml_column(s) < indent)
				return false;
			s->p++;
			continue;
		}
		n = yaml_break(s->p);
		if (!n)
			return true;
		if (*broken) {
			weir_strbuf_add(&s->breaks, n == 3 ? (const char *)s->p : "\n", n == 3 ? 3 : 1);
		} else {
			*first = n == 3 ? (const char *)s->p : "\n";
			*first_len = n == 3 ? 3 : 1;
			*broken = true;
		}
		yaml_skip_break(s, n);
	}
}

bool yaml_scan_plain(struct yaml_scanner *s, struct yaml_token *token)
{
	const unsigned char *piece = s->p, *piece_end = s->p, *word;
	const char *first = "";
	size_t first_len = 0;
	int indent = s->indent + 1;
	bool broken = false; /* a line ended since the last word */

	s->value.len = s->breaks.len = 0;
	while (!yaml_at_document_mark(s) && *s->p != '#') {
		word = s->p;
		skip_word(s);
		if (s->p > word && broken) {
			weir_strbuf_add(&s->value, piece, (size_t)(piece_end - piece));
			join(s, first, first_len);
			broken = false;
			piece = word;
		}
		if (s->p > word)
			piece_end = s->p;
		if (!yaml_is_blank(*s->p) && !yaml_break(s->p))
			break;
		if (!skip_blanks(s, indent, &first, &first_len, &broken))
			return yaml_scan_fail(s, "in a plain scalar", token->mark,
					      "found a tab character that violates indentation");
		if (!s->flow_level && (int)yaml_column(s) < indent)
			break;
	}
	token->type = YAML_TOKEN_SCALAR;
	token->style = WEIR_YAML_PLAIN;
	token->len = (size_t)(piece_end - piece);
	if (s->value.len) {
		weir_strbuf_add(&s->value, piece, token->len);
		piece = (const unsigned char *)s->value.data;
		token->len = s->value.len;
	}
	token->text = weir_arena_strndup(s->arena, (const char *)piece, token->len);
	if (broken)
		s->key_allowed = true;
	return true;
}
