/* SPDX-License-Identifier: Apache-2.0 */
/* Escapes and cuts; see text.h for who needs which. */
#include "text.h"

#include <ctype.h>

#define ELLIPSIS "\xe2\x80\xa6"

static bool begins_rune(char c)
{
	return ((unsigned char)c & 0xc0) != 0x80;
}

char *text_cut(const char *text, size_t limit)
{
	size_t runes = 0, keep = 0;

	for (size_t i = 0; text[i]; i++) {
		if (!begins_rune(text[i]))
			continue;
		if (++runes == limit)
			keep = i;
	}
	if (!limit || runes <= limit)
		return weir_strdup(text);
	return weir_asprintf("%.*s" ELLIPSIS, (int)keep, text);
}

char *text_entities(const char *text)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;

	for (; *text; text++)
		switch (*text) {
		case '&': weir_strbuf_adds(&sb, "&amp;"); break;
		case '<': weir_strbuf_adds(&sb, "&lt;"); break;
		case '>': weir_strbuf_adds(&sb, "&gt;"); break;
		default: weir_strbuf_addc(&sb, *text);
		}
	return weir_strbuf_take(&sb);
}

char *text_unmention(const char *text)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;

	for (; *text; text++) {
		weir_strbuf_addc(&sb, *text);
		if (*text == '@')
			weir_strbuf_adds(&sb, "\xe2\x80\x8b");
	}
	return weir_strbuf_take(&sb);
}

char *text_backslash(const char *text, const char *chars)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;

	for (; *text; text++) {
		if (strchr(chars, *text))
			weir_strbuf_addc(&sb, '\\');
		weir_strbuf_addc(&sb, *text);
	}
	return weir_strbuf_take(&sb);
}

enum class { NONE, LOWER, UPPER, DIGIT, OTHER };

static enum class class_of(char c) {
	unsigned char u = (unsigned char)c;

	return islower(u)   ? LOWER
	       : isupper(u) ? UPPER
	       : isdigit(u) ? DIGIT
			    : OTHER;
}

char *text_words(const char *camel)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	enum class last = NONE;

	for (const char *p = camel; *p; p++) {
		enum class now = class_of(*p);
		/* A new word where the class changes; of capitals before a small letter the last begins it. */
		bool begins = now != last && !(last == UPPER && now == LOWER);
		if (last == UPPER && now == UPPER && class_of(p[1]) == LOWER)
			begins = true;
		if (begins && p > camel)
			weir_strbuf_addc(&sb, ' ');
		weir_strbuf_addc(&sb, (char)tolower((unsigned char)*p));
		last = now;
	}
	return weir_strbuf_take(&sb);
}

char *text_lower(const char *text)
{
	char *out = weir_strdup(text);

	for (char *p = out; *p; p++)
		*p = (char)tolower((unsigned char)*p);
	return out;
}

void text_percent(struct weir_strbuf *sb, const char *text, const char *keep)
{
	for (; *text; text++)
		if (isalnum((unsigned char)*text) || strchr(keep, *text))
			weir_strbuf_addc(sb, *text);
		else
			weir_strbuf_addf(sb, "%%%02X", (unsigned)(unsigned char)*text);
}
