/* SPDX-License-Identifier: Apache-2.0 */
/* pattern.c - plain words compared as texts, everything else by weir's regular expressions. */
#include "pattern.h"

static bool is_word(const char *text)
{
	return text[strcspn(text, "\\.+*?()|[]{}^$")] == '\0';
}

static int compile(struct build *b, const char *text, struct pattern *out)
{
	out->re = weir_regex_new(text, b->err);
	if (!out->re)
		return b->err->code;
	ptrs_add(b->arena, &b->regexes, out->re);
	return 0;
}

int pattern_anchored(struct build *b, const char *text, struct pattern *out)
{
	*out = (struct pattern){ .empty = !*text };
	if (out->empty)
		return 0;
	if (is_word(text)) {
		out->word = text;
		return 0;
	}
	return compile(b, weir_arena_printf(b->arena, "^(?:%s)$", text), out);
}

int pattern_search(struct build *b, const char *text, struct pattern *out)
{
	*out = (struct pattern){ .empty = !*text, .search = true };
	if (out->empty)
		return 0;
	if (is_word(text)) {
		out->word = text;
		return 0;
	}
	return compile(b, text, out);
}

bool pattern_match(const struct pattern *p, const char *text)
{
	if (p->empty)
		return true;
	if (p->word && p->search)
		return strstr(text, p->word) != NULL;
	return p->word ? strcmp(p->word, text) == 0 : weir_regex_match(p->re, text);
}
