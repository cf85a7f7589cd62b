/* SPDX-License-Identifier: Apache-2.0 */
/*
 * yaml_scan.c - the queue of tokens: which token begins at a character, how indentation opens and
 * closes blocks, and which scalars may become keys.  Scalars are read in yaml_scan_plain.c,
 * _quoted.c and _block.c, tags and directives in yaml_scan_tag.c.
 */
#include <stdlib.h>
#include "yaml_scan.h"

#define MAX_LEVEL  10000 /* of flow collections and of indentation, as goyaml */
#define MAX_SIMPLE 1024  /* characters of a key without "?" */

bool yaml_scan_fail(struct yaml_scanner *s, const char *context, struct yaml_mark began, const char *why)
{
	struct yaml_mark here = yaml_mark_here(s);

	if (context && !s->go_errors)
		weir_fail(s->err, WEIR_E_INVALID, NULL, "%s:%u:%u: %s (%s that began at line %u)", s->name,
			  here.line + 1, here.column + 1, why, context, began.line + 1);
	else
		yaml_fail_line(s->err, s->go_errors, true, s->name, here.line, here.column, why);
	return false;
}

static bool fail_here(struct yaml_scanner *s, const char *why)
{
	return yaml_scan_fail(s, NULL, yaml_mark_here(s), why);
}

/* ---- the queue ---- */

static void make_room(struct yaml_scanner *s)
{
	if (s->tail + 2 <= s->token_size)
		return;
	if (s->head > s->token_size / 2) {
		memmove(s->tokens, s->tokens + s->head, (s->tail - s->head) * sizeof(*s->tokens));
		s->tail -= s->head;
		s->head = 0;
		return;
	}
	s->token_size = s->token_size ? s->token_size * 2 : 64;
	s->tokens = weir_realloc(s->tokens, s->token_size * sizeof(*s->tokens));
}

static struct yaml_token *append(struct yaml_scanner *s, enum yaml_token_type type, struct yaml_mark mark)
{
	struct yaml_token *token;

	make_room(s);
	token = &s->tokens[s->tail++];
	*token = (struct yaml_token){ .type = (uint8_t)type, .mark = mark };
	return token;
}

/* Before the token of that number. */
static void insert(struct yaml_scanner *s, enum yaml_token_type type, struct yaml_mark mark, size_t number)
{
	struct yaml_token *token;

	make_room(s);
	token = &s->tokens[s->head + (number - s->parsed)];
	memmove(token + 1, token, (size_t)(s->tokens + s->tail - token) * sizeof(*token));
	*token = (struct yaml_token){ .type = (uint8_t)type, .mark = mark };
	s->tail++;
}

/* A token of @n characters here. */
static bool append_indicator(struct yaml_scanner *s, enum yaml_token_type type, unsigned n)
{
	append(s, type, yaml_mark_here(s));
	s->p += n;
	return true;
}

/* ---- simple keys ---- */

static struct yaml_simple_key *current_key(struct yaml_scanner *s)
{
	return &s->keys[s->flow_level];
}

static bool fail_key(struct yaml_scanner *s, const struct yaml_simple_key *key)
{
	return yaml_scan_fail(s, "in a key", key->mark, "could not find expected ':'");
}

/* Can it still be one? A key ends on its line and within 1024 characters. */
static bool check_key(struct yaml_scanner *s, struct yaml_simple_key *key)
{
	if (!key->possible || (key->mark.line == s->line && yaml_column(s) - key->mark.column <= MAX_SIMPLE))
		return true;
	if (key->required)
		return fail_key(s, key);
	key->possible = false;
	return true;
}

static bool remove_key(struct yaml_scanner *s)
{
	struct yaml_simple_key *key = current_key(s);

	if (key->possible && key->required)
		return fail_key(s, key);
	key->possible = false;
	return true;
}

/* What begins here may be a key: the next token, if it is one, is to be marked by @level_out. */
static bool save_key(struct yaml_scanner *s, uint32_t *level_out)
{
	*level_out = 0;
	if (!s->key_allowed)
		return true;
	if (!remove_key(s))
		return false;
	*current_key(s) = (struct yaml_simple_key){
		.possible = true,
		.required = !s->flow_level && s->indent == (int)yaml_column(s),
		.number = s->parsed + (s->tail - s->head),
		.mark = yaml_mark_here(s),
	};
	*level_out = (uint32_t)s->flow_level + 1;
	return true;
}

/* ---- indentation ---- */

/* A block that begins at @column, if that is deeper. @number: before that token; SIZE_MAX: at the end. */
static bool roll_indent(struct yaml_scanner *s, int column, size_t number, enum yaml_token_type type,
			struct yaml_mark mark)
{
	if (s->flow_level || s->indent >= column)
		return true;
	if (s->indent_count == s->indent_size) {
		s->indent_size = s->indent_size ? s->indent_size * 2 : 32;
		s->indents = weir_realloc(s->indents, s->indent_size * sizeof(*s->indents));
	}
	if (s->indent_count >= MAX_LEVEL)
		return fail_here(s, "nested too deeply");
	s->indents[s->indent_count++] = s->indent;
	s->indent = column;
	if (number == SIZE_MAX)
		append(s, type, mark);
	else
		insert(s, type, mark, number);
	return true;
}

static void unroll_indent(struct yaml_scanner *s, int column)
{
	if (s->flow_level)
		return;
	while (s->indent > column) {
		append(s, YAML_TOKEN_BLOCK_END, yaml_mark_here(s));
		s->indent = s->indents[--s->indent_count];
	}
}

/* ---- tokens ---- */

static bool fetch_end(struct yaml_scanner *s)
{
	if (s->p != s->line_start) /* the end of a line, so that no key waits for its ':' */
		yaml_skip_break(s, 0);
	unroll_indent(s, -1);
	if (!remove_key(s))
		return false;
	s->key_allowed = false;
	append(s, YAML_TOKEN_STREAM_END, yaml_mark_here(s));
	s->end = true;
	return true;
}

static bool fetch_directive(struct yaml_scanner *s)
{
	struct yaml_token token = { 0 };

	unroll_indent(s, -1);
	if (!remove_key(s))
		return false;
	s->key_allowed = false;
	if (!yaml_scan_directive(s, &token))
		return false;
	*append(s, token.type, token.mark) = token;
	return true;
}

static bool fetch_document_mark(struct yaml_scanner *s)
{
	unroll_indent(s, -1);
	if (!remove_key(s))
		return false;
	s->key_allowed = false;
	return append_indicator(s, *s->p == '-' ? YAML_TOKEN_DOCUMENT_START : YAML_TOKEN_DOCUMENT_END, 3);
}

static bool fetch_flow_start(struct yaml_scanner *s, enum yaml_token_type type)
{
	uint32_t level;

	if (!save_key(s, &level))
		return false;
	if (s->flow_level >= MAX_LEVEL)
		return fail_here(s, "nested too deeply");
	if (++s->flow_level == s->key_size) {
		s->key_size *= 2;
		s->keys = weir_realloc(s->keys, s->key_size * sizeof(*s->keys));
	}
	s->keys[s->flow_level].possible = false;
	s->key_allowed = true;
	append_indicator(s, type, 1);
	s->tokens[s->tail - 1].level = level;
	return true;
}

static bool fetch_flow_end(struct yaml_scanner *s, enum yaml_token_type type)
{
	if (!remove_key(s))
		return false;
	s->flow_level -= s->flow_level > 0;
	s->key_allowed = false;
	return append_indicator(s, type, 1);
}

static bool fetch_flow_entry(struct yaml_scanner *s)
{
	if (!remove_key(s))
		return false;
	s->key_allowed = true;
	return append_indicator(s, YAML_TOKEN_FLOW_ENTRY, 1);
}

/* In a flow collection "-" is an error too, which the parser can tell better. */
static bool fetch_block_entry(struct yaml_scanner *s)
{
	if (!s->flow_level) {
		if (!s->key_allowed)
			return fail_here(s, "block sequence entries are not allowed in this context");
		if (!roll_indent(s, (int)yaml_column(s), SIZE_MAX, YAML_TOKEN_BLOCK_SEQ, yaml_mark_here(s)))
			return false;
	}
	if (!remove_key(s))
		return false;
	s->key_allowed = true;
	return append_indicator(s, YAML_TOKEN_BLOCK_ENTRY, 1);
}

static bool fetch_key(struct yaml_scanner *s)
{
	if (!s->flow_level) {
		if (!s->key_allowed)
			return fail_here(s, "mapping keys are not allowed in this context");
		if (!roll_indent(s, (int)yaml_column(s), SIZE_MAX, YAML_TOKEN_BLOCK_MAP, yaml_mark_here(s)))
			return false;
	}
	if (!remove_key(s))
		return false;
	s->key_allowed = !s->flow_level;
	return append_indicator(s, YAML_TOKEN_KEY, 1);
}

/* ':' behind something that may be a key, or behind a "?" key. */
static bool fetch_value(struct yaml_scanner *s)
{
	struct yaml_simple_key *key = current_key(s);

	if (!check_key(s, key))
		return false;
	if (key->possible) {
		insert(s, YAML_TOKEN_KEY, key->mark, key->number);
		if (!roll_indent(s, (int)key->mark.column, key->number, YAML_TOKEN_BLOCK_MAP, key->mark))
			return false;
		key->possible = false;
		s->key_allowed = false;
	} else {
		if (!s->flow_level) {
			if (!s->key_allowed)
				return fail_here(s, "mapping values are not allowed in this context");
			if (!roll_indent(s, (int)yaml_column(s), SIZE_MAX, YAML_TOKEN_BLOCK_MAP, yaml_mark_here(s)))
				return false;
		}
		s->key_allowed = !s->flow_level;
	}
	return append_indicator(s, YAML_TOKEN_VALUE, 1);
}

/*
 * "word:" in a block where a key may begin: what fetch_content() and fetch_value() would find in steps.
 * @end: behind the word.
 */
static bool fetch_word_key(struct yaml_scanner *s, const unsigned char *end)
{
	const char *word = (const char *)s->p;
	struct yaml_mark mark = yaml_mark_here(s);
	size_t len = (size_t)(end - s->p);
	struct yaml_token *token;

	if (!remove_key(s) || !roll_indent(s, (int)mark.column, SIZE_MAX, YAML_TOKEN_BLOCK_MAP, mark))
		return false;
	append(s, YAML_TOKEN_KEY, mark);
	token = append(s, YAML_TOKEN_SCALAR, mark);
	token->style = WEIR_YAML_PLAIN;
	token->len = len;
	if (s->keys_shared && weir_yaml_resolve(word, len, WEIR_YAML_V2) == WEIR_YAML_T_STR) {
		token->key = weir_yaml_key_node(s->arena, s->keys_shared, word, len);
		token->text = token->key->value;
	} else {
		token->text = weir_arena_strndup(s->arena, word, len);
	}
	s->p = end;
	s->key_allowed = false;
	return append_indicator(s, YAML_TOKEN_VALUE, 1);
}

/* Behind a word that is a key for sure; NULL: it is something else, or may be. */
static const unsigned char *end_of_word_key(const struct yaml_scanner *s)
{
	const unsigned char *p = s->p;

	if (s->flow_level || !s->key_allowed || !((*p | 0x20) >= 'a' && (*p | 0x20) <= 'z'))
		return NULL;
	while (yaml_plain_chars[*p])
		p++;
	return *p == ':' && (p[1] == ' ' || p[1] == '\n') && p - s->p <= MAX_SIMPLE ? p : NULL;
}

/* Anchors, aliases, tags and scalars on one line: each may begin a key, none may follow it. */
static bool fetch_content(struct yaml_scanner *s, unsigned char c)
{
	struct yaml_token token = { .mark = yaml_mark_here(s) };
	bool good;

	if (!save_key(s, &token.level))
		return false;
	s->key_allowed = false;
	switch (c) {
	case '*':
	case '&': good = yaml_scan_anchor(s, &token, c == '*'); break;
	case '!': good = yaml_scan_tag(s, &token); break;
	case '\'':
	case '"': good = yaml_scan_quoted(s, &token, c == '\''); break;
	default: good = yaml_scan_plain(s, &token); break;
	}
	if (good)
		*append(s, token.type, token.mark) = token;
	return good;
}

static bool fetch_block_scalar(struct yaml_scanner *s)
{
	struct yaml_token token = { .mark = yaml_mark_here(s) };

	if (!remove_key(s))
		return false;
	s->key_allowed = true;
	if (!yaml_scan_block(s, &token, *s->p == '|'))
		return false;
	*append(s, token.type, token.mark) = token;
	return true;
}

/* ---- the next token ---- */

void yaml_skip_to_break(struct yaml_scanner *s)
{
	while (!yaml_is_breakz(s->p))
		yaml_skip(s);
}

void yaml_keep_comment(struct yaml_scanner *s, size_t number)
{
	const unsigned char *end = s->p;

	if (!s->keep_comments || s->comment_count == 2)
		return;
	while (!yaml_is_breakz(end))
		end++;
	s->comments[s->comment_count++] =
		(struct yaml_comment){ weir_arena_strndup(s->arena, (const char *)s->p, (size_t)(end - s->p)), number };
}

/* Behind something on its line? */
static bool is_line_comment(const struct yaml_scanner *s)
{
	const unsigned char *p = s->p;

	while (p > s->line_start && yaml_is_blank(p[-1]))
		p--;
	return p > s->line_start;
}

static void skip_comment(struct yaml_scanner *s)
{
	const unsigned char *end;
	size_t tokens = s->parsed + (s->tail - s->head);

	if (s->keep_comments && tokens && is_line_comment(s))
		yaml_keep_comment(s, tokens - 1);
	if (s->odd_breaks) {
		yaml_skip_to_break(s);
		return;
	}
	end = (const unsigned char *)strchrnul((const char *)s->p, '\n');
	s->p = end; /* the column is wrong until the line ends, which it does here */
}

static void scan_to_token(struct yaml_scanner *s)
{
	unsigned n;

	for (;;) {
		while (*s->p == ' ' || (*s->p == '\t' && (s->flow_level || !s->key_allowed)))
			s->p++;
		if (*s->p == '#')
			skip_comment(s);
		n = yaml_break(s->p);
		if (!n)
			return;
		yaml_skip_break(s, n);
		if (!s->flow_level)
			s->key_allowed = true;
	}
}

static bool can_begin_plain(const struct yaml_scanner *s)
{
	const unsigned char *p = s->p;

	switch (*p) {
	case '-': return !yaml_is_blank(p[1]);
	case '?':
	case ':': return !s->flow_level && !yaml_is_blankz(p + 1);
	case '\t':
	case ',':
	case '[':
	case ']':
	case '{':
	case '}':
	case '#':
	case '&':
	case '*':
	case '!':
	case '|':
	case '>':
	case '\'':
	case '"':
	case '%':
	case '@':
	case '`': return false;
	default: return true;
	}
}

static bool fetch_next(struct yaml_scanner *s)
{
	const unsigned char *word;
	unsigned char c;

	scan_to_token(s);
	unroll_indent(s, (int)yaml_column(s));
	c = *s->p;
	if (!c)
		return fetch_end(s);
	if (s->p == s->line_start && c == '%')
		return fetch_directive(s);
	if (yaml_at_document_mark(s))
		return fetch_document_mark(s);
	switch (c) {
	case '[': return fetch_flow_start(s, YAML_TOKEN_FLOW_SEQ);
	case '{': return fetch_flow_start(s, YAML_TOKEN_FLOW_MAP);
	case ']': return fetch_flow_end(s, YAML_TOKEN_FLOW_SEQ_END);
	case '}': return fetch_flow_end(s, YAML_TOKEN_FLOW_MAP_END);
	case ',': return fetch_flow_entry(s);
	case '-':
		if (yaml_is_blankz(s->p + 1))
			return fetch_block_entry(s);
		break;
	case '?':
		if (s->flow_level || yaml_is_blankz(s->p + 1))
			return fetch_key(s);
		break;
	case ':':
		if (s->flow_level || yaml_is_blankz(s->p + 1))
			return fetch_value(s);
		break;
	case '*':
	case '&':
	case '!':
	case '\'':
	case '"': return fetch_content(s, c);
	case '|':
	case '>':
		if (!s->flow_level)
			return fetch_block_scalar(s);
		break;
	default: break;
	}
	word = end_of_word_key(s);
	if (word)
		return fetch_word_key(s, word);
	if (can_begin_plain(s))
		return fetch_content(s, c);
	return fail_here(s, c == '\t' && !s->go_errors ? "found a tab character where indentation is expected"
						       : "found character that cannot start any token");
}

struct yaml_token *yaml_scanner_peek(struct yaml_scanner *s)
{
	for (;;) {
		if (s->head != s->tail) {
			struct yaml_token *token = &s->tokens[s->head];
			struct yaml_simple_key *key = token->level ? &s->keys[token->level - 1] : NULL;

			/* What may be a key waits until it is known whether it is one. */
			if (!key || token->level > s->flow_level + 1 || !key->possible || key->number != s->parsed)
				return token;
			if (!check_key(s, key))
				return NULL;
			if (!key->possible)
				return token;
		}
		if (!fetch_next(s))
			return NULL;
	}
}

void yaml_scanner_skip(struct yaml_scanner *s)
{
	s->parsed++;
	if (++s->head == s->tail)
		s->head = s->tail = 0;
}

void yaml_scanner_init(struct yaml_scanner *s, struct weir_arena *arena, const char *name, const struct yaml_text *text,
		       struct weir_error *err)
{
	*s = (struct yaml_scanner){ .arena = arena,
				    .name = name,
				    .err = err,
				    .odd_breaks = text->odd_breaks,
				    .p = (const unsigned char *)text->data,
				    .start = (const unsigned char *)text->data,
				    .line_start = (const unsigned char *)text->data,
				    .indent = -1,
				    .key_allowed = true };
	s->key_size = 16;
	s->keys = weir_calloc(s->key_size, sizeof(*s->keys));
	if (strncmp(text->data, "\xef\xbb\xbf", 3) == 0) /* a second mark counts as a character */
		yaml_skip(s);
}

void yaml_scanner_done(struct yaml_scanner *s)
{
	free(s->indents);
	free(s->keys);
	free(s->tokens);
	if (s->value.data)
		weir_wipe(s->value.data, s->value.cap);
	weir_strbuf_done(&s->value);
	weir_strbuf_done(&s->breaks);
}
