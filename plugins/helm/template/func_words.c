/* SPDX-License-Identifier: Apache-2.0 */
/* func_words.c - camelcase, snakecase, kebabcase, as xstrings 1.5 finds words. */
#include <weir/rune.h>

#include "func_call.h"

enum word { WORD_NONE, WORD_NUMBER, WORD_UPPER, WORD_LETTERS, WORD_CONNECTOR, WORD_PUNCTUATION, WORD_OTHER };

struct words {
	const char *rest; /* behind this word */
	size_t left;
	enum word type;
	const char *word;
	size_t len;
};

static bool is_connector(uint32_t rune)
{
	return rune == '-' || rune == '_' || weir_rune_is_space(rune);
}

/* A letter, but none of the CJK ideographs, which are words of their own. */
static bool is_alphabet(uint32_t rune)
{
	bool ideograph = (rune >= 0x4e00 && rune <= 0x9fcc) || (rune >= 0x3400 && rune <= 0x4d85) ||
			 (rune >= 0x20000 && rune <= 0x2b81d);

	return weir_rune_is_letter(rune) && !ideograph;
}

/* The next rune, over what is not UTF-8; *rune stays where none is left. */
static size_t next_valid(const char *s, size_t len, uint32_t *rune)
{
	unsigned width;
	size_t size = 0;
	uint32_t r;

	while (size < len) {
		r = weir_rune_decode(s + size, len - size, &width);
		size += width;
		if (r != WEIR_RUNE_INVALID) {
			*rune = r;
			return size;
		}
	}
	return size;
}

static bool is_lower_part(uint32_t rune)
{
	return is_alphabet(rune) && !weir_rune_is_upper(rune);
}

static bool is_other(uint32_t rune)
{
	return !is_connector(rune) && !is_alphabet(rune) && !weir_rune_is_number(rune) && !weir_rune_is_punct(rune);
}

/* Bytes of runes from @at on for which @test holds. */
static size_t run_of(const char *s, size_t len, size_t at, uint32_t *rune, bool (*test)(uint32_t))
{
	size_t size;

	while (at < len) {
		size = next_valid(s + at, len - at, rune);
		if (!size || !test(*rune))
			break;
		at += size;
	}
	return at;
}

/* "HTTPStatus" is HTTP and Status; @at is behind the first letter. */
static size_t upper_word(const char *s, size_t len, size_t at, uint32_t rune)
{
	size_t size, before, end;

	if (at >= len)
		return at;
	size = next_valid(s + at, len - at, &rune);
	if (!weir_rune_is_upper(rune))
		return is_alphabet(rune) ? run_of(s, len, at + size, &rune, is_lower_part) : at;
	for (before = at, end = at + size; end < len;) {
		size = next_valid(s + end, len - end, &rune);
		if (!weir_rune_is_upper(rune))
			break;
		before = end;
		end += size;
	}
	return end < len && is_alphabet(rune) ? before : end;
}

static void next_word(struct words *w)
{
	const char *s = w->rest;
	uint32_t rune = WEIR_RUNE_INVALID;
	size_t at = next_valid(s, w->left, &rune);

	w->word = s;
	w->type = WORD_NONE;
	if (rune == WEIR_RUNE_INVALID) {
		w->len = at;
	} else if (is_connector(rune)) {
		w->type = WORD_CONNECTOR;
		w->len = run_of(s, w->left, at, &rune, is_connector);
	} else if (weir_rune_is_punct(rune)) {
		w->type = WORD_PUNCTUATION;
		w->len = run_of(s, w->left, at, &rune, weir_rune_is_punct);
	} else if (weir_rune_is_upper(rune)) {
		w->type = WORD_UPPER;
		w->len = upper_word(s, w->left, at, rune);
	} else if (is_alphabet(rune)) {
		w->type = WORD_LETTERS;
		w->len = run_of(s, w->left, at, &rune, is_lower_part);
	} else if (weir_rune_is_number(rune)) {
		w->type = WORD_NUMBER;
		w->len = run_of(s, w->left, at, &rune, weir_rune_is_number);
	} else {
		w->type = WORD_OTHER;
		w->len = run_of(s, w->left, at, &rune, is_other);
	}
	w->rest += w->len;
	w->left -= w->len;
}

static void add_rune(struct weir_strbuf *sb, uint32_t rune)
{
	char bytes[4];

	weir_strbuf_add(sb, bytes, weir_rune_encode(rune, bytes));
}

static void add_lower(struct weir_strbuf *sb, enum word type, const char *s, size_t len, char connector)
{
	unsigned width;
	uint32_t rune;
	size_t i;

	if (type != WORD_UPPER && type != WORD_CONNECTOR) {
		weir_strbuf_add(sb, s, len);
		return;
	}
	for (i = 0; i < len; i += width) {
		rune = weir_rune_decode(s + i, len - i, &width);
		if (is_connector(rune))
			weir_strbuf_addc(sb, connector);
		else
			add_rune(sb, weir_rune_is_upper(rune) ? weir_rune_lower(rune) : rune);
	}
}

static void add_letters_and_numbers(struct weir_strbuf *sb, struct words *w, char connector)
{
	while (w->type == WORD_LETTERS || w->type == WORD_NUMBER) {
		add_lower(sb, w->type, w->word, w->len, connector);
		next_word(w);
	}
}

static bool wants_connector(enum word type)
{
	return type != WORD_CONNECTOR && type != WORD_PUNCTUATION;
}

/* A word of letters has been written, w is the one behind it. */
static void after_letters(struct weir_strbuf *sb, struct words *w, char connector)
{
	struct words number;

	if (w->type != WORD_NUMBER) {
		if (wants_connector(w->type))
			weir_strbuf_addc(sb, connector);
		return;
	}
	if (!w->left)
		return;
	number = *w;
	next_word(w);
	if (w->type != WORD_LETTERS) { /* the number belongs to the word before: "Bld4Floor" */
		add_lower(sb, WORD_NUMBER, number.word, number.len, connector);
		if (wants_connector(w->type))
			weir_strbuf_addc(sb, connector);
		return;
	}
	weir_strbuf_addc(sb, connector); /* "HTTP2xx" */
	add_lower(sb, WORD_NUMBER, number.word, number.len, connector);
	add_letters_and_numbers(sb, w, connector);
	if (w->type != WORD_NONE && wants_connector(w->type))
		weir_strbuf_addc(sb, connector);
}

static struct value lower_words(struct exec *x, const struct value *s, char connector)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	struct words w = { .rest = s->s, .left = s->len }, last;

	next_word(&w);
	while (w.left) {
		if (w.type != WORD_CONNECTOR)
			add_lower(&sb, w.type, w.word, w.len, connector);
		last = w;
		next_word(&w);
		if (last.type == WORD_NUMBER) {
			add_letters_and_numbers(&sb, &w, connector);
			if (w.type != WORD_NONE && wants_connector(w.type))
				weir_strbuf_addc(&sb, connector);
		} else if (last.type == WORD_CONNECTOR) {
			add_lower(&sb, last.type, last.word, last.len, connector);
		} else if (last.type != WORD_PUNCTUATION) {
			after_letters(&sb, &w, connector);
		}
	}
	add_lower(&sb, w.type, w.word, w.len, connector);
	return value_of_strbuf(exec_arena(x), &sb);
}

CALL(call_snakecase)
{
	(void)n;
	*out = lower_words(x, &args[0], '_');
	return 0;
}

CALL(call_kebabcase)
{
	(void)n;
	*out = lower_words(x, &args[0], '-');
	return 0;
}

/* Connectors at the front stay; the rest of the state is the rune before and whether its word began upper. */
static struct value pascal(struct exec *x, const struct value *s)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	uint32_t rune = 0, before;
	bool upper = false;
	unsigned width = 0;
	size_t i = 0;

	while (i < s->len) {
		rune = weir_rune_decode(s->s + i, s->len - i, &width);
		i += width;
		if (!is_connector(rune)) {
			upper = weir_rune_is_upper(rune);
			rune = weir_rune_upper(rune);
			break;
		}
		add_rune(&sb, rune);
	}
	if (i >= s->len) {
		if (width)
			add_rune(&sb, rune);
		return value_of_strbuf(exec_arena(x), &sb);
	}
	while (i < s->len) {
		before = rune;
		rune = weir_rune_decode(s->s + i, s->len - i, &width);
		i += width;
		if (is_connector(rune) && is_connector(before)) {
			add_rune(&sb, before);
		} else if (is_connector(before)) {
			upper = weir_rune_is_upper(rune);
			rune = weir_rune_upper(rune);
		} else {
			upper = upper && weir_rune_is_upper(rune);
			if (upper)
				rune = weir_rune_lower(rune);
			add_rune(&sb, before);
		}
	}
	add_rune(&sb, rune);
	return value_of_strbuf(exec_arena(x), &sb);
}

CALL(call_camelcase)
{
	(void)n;
	*out = pascal(x, &args[0]);
	return 0;
}

const struct func functions_words[] = {
	{ "camelcase", "s", call_camelcase },
	{ "kebabcase", "s", call_kebabcase },
	{ "snakecase", "s", call_snakecase },
	{ NULL },
};
