/* SPDX-License-Identifier: Apache-2.0 */
/* yaml_scan_block.c - literal (|) and folded (>) scalars: header, indentation, chomping, folding. */
#include "yaml_scan.h"

struct block {
	int chomp;  /* -1: no break at the end, 0: one, 1: all */
	int indent; /* 0: not known yet */
	bool literal;
	bool folds;            /* the line before was not more indented */
	const char *break_[2]; /* that ended the line before: begin and end */
};

static bool fail(struct yaml_scanner *s, const struct yaml_token *token, const char *why)
{
	return yaml_scan_fail(s, "in a block scalar", token->mark, why);
}

static bool take_chomp(struct yaml_scanner *s, struct block *b)
{
	if (*s->p != '+' && *s->p != '-')
		return false;
	b->chomp = *s->p++ == '+' ? 1 : -1;
	return true;
}

/* The number of an indentation. False with an error for 0. */
static bool take_increment(struct yaml_scanner *s, const struct yaml_token *token, struct block *b)
{
	if (*s->p < '0' || *s->p > '9')
		return true;
	if (*s->p == '0')
		return fail(s, token, "found an indentation indicator equal to 0");
	b->indent = *s->p++ - '0' + (s->indent >= 0 ? s->indent : 0);
	return true;
}

/* "|-2 # comment" */
static bool take_header(struct yaml_scanner *s, const struct yaml_token *token, struct block *b)
{
	bool chomped;

	s->p++;
	chomped = take_chomp(s, b);
	if (!take_increment(s, token, b))
		return false;
	if (!chomped && b->indent)
		take_chomp(s, b);
	while (yaml_is_blank(*s->p))
		s->p++;
	if (*s->p == '#') {
		yaml_keep_comment(s, s->parsed + (s->tail - s->head)); /* of the token that is being made */
		yaml_skip_to_break(s);
	}
	if (!yaml_is_breakz(s->p))
		return fail(s, token, "did not find expected comment or line break");
	if (*s->p)
		yaml_skip_break(s, yaml_break(s->p));
	return true;
}

static void add_break(struct weir_strbuf *sb, const unsigned char *p, unsigned n)
{
	weir_strbuf_add(sb, n == 3 ? (const char *)p : "\n", n == 3 ? 3 : 1);
}

/* Indentation and empty lines before a line of text; the first time they say how deep it is. */
static bool take_indent(struct yaml_scanner *s, const struct yaml_token *token, struct block *b)
{
	int deepest = 0, least = s->indent + 1 > 1 ? s->indent + 1 : 1;
	unsigned n;

	for (;;) {
		while (*s->p == ' ' && (!b->indent || (int)yaml_column(s) < b->indent))
			s->p++;
		if ((int)yaml_column(s) > deepest)
			deepest = (int)yaml_column(s);
		if (*s->p == '\t' && (!b->indent || (int)yaml_column(s) < b->indent))
			return fail(s, token, "found a tab character where an indentation space is expected");
		n = yaml_break(s->p);
		if (!n)
			break;
		add_break(&s->breaks, s->p, n);
		yaml_skip_break(s, n);
	}
	if (!b->indent)
		b->indent = deepest > least ? deepest : least;
	return true;
}

static void take_line(struct yaml_scanner *s)
{
	const unsigned char *start = s->p;

	if (s->odd_breaks)
		yaml_skip_to_break(s);
	else
		s->p = (const unsigned char *)strchrnul((const char *)s->p, '\n');
	weir_strbuf_add(&s->value, start, (size_t)(s->p - start));
}

/* What stands between the line before and this one. */
static void join(struct yaml_scanner *s, struct block *b)
{
	size_t n = (size_t)(b->break_[1] - b->break_[0]);
	bool blank = yaml_is_blank(*s->p);

	if (b->literal || !b->folds || blank || n != 1)
		weir_strbuf_add(&s->value, b->break_[0] ? b->break_[0] : "", n);
	else if (!s->breaks.len)
		weir_strbuf_addc(&s->value, ' ');
	if (s->breaks.len)
		weir_strbuf_add(&s->value, s->breaks.data, s->breaks.len);
	s->breaks.len = 0;
	b->folds = !blank;
}

static void take_break(struct yaml_scanner *s, struct block *b)
{
	unsigned n = yaml_break(s->p);

	b->break_[0] = n == 3 ? (const char *)s->p : "\n";
	b->break_[1] = b->break_[0] + (n == 3 ? 3 : n > 0);
	if (n)
		yaml_skip_break(s, n);
}

bool yaml_scan_block(struct yaml_scanner *s, struct yaml_token *token, bool literal)
{
	struct block b = { .literal = literal, .folds = true, .break_ = { NULL, NULL } };

	s->value.len = s->breaks.len = 0;
	if (!take_header(s, token, &b) || !take_indent(s, token, &b))
		return false;
	while ((int)yaml_column(s) == b.indent && *s->p) {
		join(s, &b);
		take_line(s);
		take_break(s, &b);
		if (!take_indent(s, token, &b))
			return false;
	}
	if (b.chomp >= 0 && b.break_[0])
		weir_strbuf_add(&s->value, b.break_[0], (size_t)(b.break_[1] - b.break_[0]));
	if (b.chomp > 0 && s->breaks.len)
		weir_strbuf_add(&s->value, s->breaks.data, s->breaks.len);
	token->type = YAML_TOKEN_SCALAR;
	token->style = literal ? WEIR_YAML_LITERAL : WEIR_YAML_FOLDED;
	token->len = s->value.len;
	token->text = weir_arena_strndup(s->arena, s->value.len ? s->value.data : "", s->value.len);
	return true;
}
