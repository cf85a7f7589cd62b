/* SPDX-License-Identifier: Apache-2.0 */
/* func_case.c - letters' case, and other things done rune by rune: upper, title, initials, nospace, wrap. */
#include <weir/rune.h>

#include "func_call.h"

enum change { KEEP, UPPER, LOWER, TITLE };

static void add_rune(struct weir_strbuf *sb, uint32_t rune, enum change change)
{
	char bytes[4];

	if (change == UPPER)
		rune = weir_rune_upper(rune);
	else if (change == LOWER)
		rune = weir_rune_lower(rune);
	else if (change == TITLE)
		rune = weir_rune_title(rune);
	weir_strbuf_add(sb, bytes, weir_rune_encode(rune, bytes));
}

/* Each rune as @choose wants it; it is given what it decided from before. */
static struct value changed(struct exec *x, const struct value *s,
			    enum change (*choose)(uint32_t rune, uint32_t *memory), uint32_t memory)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	unsigned width;
	uint32_t rune;
	size_t i;

	for (i = 0; i < s->len; i += width) {
		rune = weir_rune_decode(s->s + i, s->len - i, &width);
		add_rune(&sb, rune, choose(rune, &memory));
	}
	return value_of_strbuf(exec_arena(x), &sb);
}

static enum change to_upper(uint32_t rune, uint32_t *memory)
{
	(void)rune, (void)memory;
	return UPPER;
}

static enum change to_lower(uint32_t rune, uint32_t *memory)
{
	(void)rune, (void)memory;
	return LOWER;
}

static bool is_separator(uint32_t rune)
{
	if (rune < 0x80)
		return rune != '_' && !weir_rune_is_letter(rune) && !weir_rune_is_digit(rune);
	if (weir_rune_is_letter(rune) || weir_rune_is_digit(rune))
		return false;
	return weir_rune_is_space(rune);
}

/* memory: the rune before */
static enum change to_title(uint32_t rune, uint32_t *memory)
{
	bool first = is_separator(*memory);

	*memory = rune;
	return first ? TITLE : KEEP;
}

/* memory: a word begins */
static enum change to_untitle(uint32_t rune, uint32_t *memory)
{
	bool first = *memory;

	*memory = weir_rune_is_space(rune);
	return first && !*memory ? LOWER : KEEP;
}

static enum change to_swapped(uint32_t rune, uint32_t *memory)
{
	bool first = *memory;

	*memory = false;
	if (weir_rune_is_upper(rune) || weir_rune_is_title(rune))
		return LOWER;
	if (weir_rune_is_lower(rune))
		return first ? TITLE : UPPER;
	*memory = weir_rune_is_space(rune);
	return KEEP;
}

CALL(call_upper)
{
	(void)n;
	*out = changed(x, &args[0], to_upper, 0);
	return 0;
}

CALL(call_lower)
{
	(void)n;
	*out = changed(x, &args[0], to_lower, 0);
	return 0;
}

CALL(call_title)
{
	(void)n;
	*out = changed(x, &args[0], to_title, ' ');
	return 0;
}

CALL(call_untitle)
{
	(void)n;
	*out = changed(x, &args[0], to_untitle, true);
	return 0;
}

CALL(call_swapcase)
{
	(void)n;
	*out = changed(x, &args[0], to_swapped, true);
	return 0;
}

/* The original takes bytes for runes here and below. */
CALL(call_nospace)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	bool any = false;
	uint32_t i;

	(void)n;
	for (i = 0; i < args[0].len; i++) {
		if (weir_rune_is_space((unsigned char)args[0].s[i]))
			any = true;
		else
			add_rune(&sb, (unsigned char)args[0].s[i], KEEP);
	}
	*out = any ? value_of_strbuf(exec_arena(x), &sb) : args[0];
	return 0;
}

CALL(call_initials)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	bool gap = true;
	uint32_t i;

	(void)n;
	for (i = 0; i < args[0].len; i++) {
		bool space = weir_rune_is_space((unsigned char)args[0].s[i]);

		if (!space && gap)
			add_rune(&sb, (unsigned char)args[0].s[i], KEEP);
		gap = space;
	}
	*out = value_of_strbuf(exec_arena(x), &sb);
	return 0;
}

/* One line up to a space at or before @width bytes; how many bytes it took. */
static size_t wrap_line(struct weir_strbuf *sb, const char *s, size_t len, size_t width, const struct value *newline,
			bool cut)
{
	const char *space = memrchr(s, ' ', width + 1);
	size_t end = space ? (size_t)(space - s) : width;

	if (!space && !cut) {
		space = memchr(s + width, ' ', len - width);
		end = space ? (size_t)(space - s) : len;
	}
	weir_strbuf_add(sb, s, end);
	if (space || cut)
		weir_strbuf_add(sb, newline->s, newline->len);
	return end + (space != NULL);
}

static struct value wrap(struct exec *x, const struct value *s, int64_t width, struct value newline, bool cut)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	size_t at = 0;

	if (!newline.len)
		newline = value_cstr("\n");
	if (width < 1)
		width = 1;
	while (s->len - at > (uint64_t)width) {
		if (s->s[at] == ' ')
			at++;
		else
			at += wrap_line(&sb, s->s + at, s->len - at, (size_t)width, &newline, cut);
	}
	weir_strbuf_add(&sb, s->s + at, s->len - at);
	return value_of_strbuf(exec_arena(x), &sb);
}

CALL(call_wrap)
{
	(void)n;
	*out = wrap(x, &args[1], args[0].i, value_str("", 0), false);
	return 0;
}

CALL(call_wrap_with)
{
	(void)n;
	*out = wrap(x, &args[2], args[0].i, args[1], true);
	return 0;
}

const struct func functions_case[] = {
	{ "initials", "s", call_initials },    { "lower", "s", call_lower },
	{ "nospace", "s", call_nospace },      { "swapcase", "s", call_swapcase },
	{ "title", "s", call_title },          { "untitle", "s", call_untitle },
	{ "upper", "s", call_upper },          { "wrap", "is", call_wrap },
	{ "wrapWith", "iss", call_wrap_with }, { NULL },
};
