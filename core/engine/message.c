/* SPDX-License-Identifier: Apache-2.0 */
/*
 * message.c - messages come from everywhere (names of files, answers of servers) and go into JSON: what
 * is not UTF-8 becomes U+FFFD, and a cut is never inside a code point.
 */
#include "engine/engine_private.h"

/* Bytes of the code point at @p, 0: not UTF-8 (RFC 3629: no surrogates, no overlong forms). */
static size_t code_point(const unsigned char *p)
{
	static const struct {
		unsigned char low, high, second_low, second_high;
		size_t bytes;
	} forms[] = {
		{ 0x01, 0x7f, 0, 0, 1 },       { 0xc2, 0xdf, 0x80, 0xbf, 2 }, { 0xe0, 0xe0, 0xa0, 0xbf, 3 },
		{ 0xe1, 0xec, 0x80, 0xbf, 3 }, { 0xed, 0xed, 0x80, 0x9f, 3 }, { 0xee, 0xef, 0x80, 0xbf, 3 },
		{ 0xf0, 0xf0, 0x90, 0xbf, 4 }, { 0xf1, 0xf3, 0x80, 0xbf, 4 }, { 0xf4, 0xf4, 0x80, 0x8f, 4 },
	};
	size_t i, k;

	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		if (*p < forms[i].low || *p > forms[i].high)
			continue;
		if (forms[i].bytes == 1)
			return 1;
		if (p[1] < forms[i].second_low || p[1] > forms[i].second_high)
			return 0;
		for (k = 2; k < forms[i].bytes; k++)
			if ((p[k] & 0xc0) != 0x80)
				return 0;
		return forms[i].bytes;
	}
	return 0;
}

char *message_clean(const char *text)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	size_t n;

	for (; *text && sb.len + 4 <= LIMIT_MESSAGE_BYTES; text += n ? n : 1) {
		n = code_point((const unsigned char *)text);
		if (n)
			weir_strbuf_add(&sb, text, n);
		else
			weir_strbuf_adds(&sb, "\xef\xbf\xbd");
	}
	return weir_strbuf_take(&sb);
}
