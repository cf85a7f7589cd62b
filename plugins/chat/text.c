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

char *text_lower(const char *text)
{
	char *out = weir_strdup(text);

	for (char *p = out; *p; p++)
		*p = (char)tolower((unsigned char)*p);
	return out;
}
