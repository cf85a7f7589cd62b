/* SPDX-License-Identifier: Apache-2.0 */
/* quote.c - Go's string and character literals, written. */
#include "quote.h"

#include <weir/rune.h>

static const char escapes[] = { [7] = 'a', [8] = 'b', [9] = 't', [10] = 'n', [11] = 'v', [12] = 'f', [13] = 'r' };

static void add_escaped(struct weir_strbuf *sb, uint32_t rune, char quote, bool ascii)
{
	char bytes[4];

	if (rune == (uint32_t)quote || rune == '\\') {
		weir_strbuf_addc(sb, '\\');
		weir_strbuf_addc(sb, (char)rune);
	} else if (rune < 0x80 ? rune >= 0x20 && rune < 0x7f : !ascii && weir_rune_is_print(rune)) {
		weir_strbuf_add(sb, bytes, weir_rune_encode(rune, bytes));
	} else if (rune < sizeof(escapes) && escapes[rune]) {
		weir_strbuf_addc(sb, '\\');
		weir_strbuf_addc(sb, escapes[rune]);
	} else if (rune < 0x20 || rune == 0x7f) {
		weir_strbuf_addf(sb, "\\x%02x", rune);
	} else if (rune < 0x10000) {
		weir_strbuf_addf(sb, "\\u%04x", rune);
	} else {
		weir_strbuf_addf(sb, "\\U%08x", rune);
	}
}

void quote_string(struct weir_strbuf *sb, const char *s, size_t len, bool ascii)
{
	unsigned width;
	uint32_t rune;
	size_t i;

	weir_strbuf_addc(sb, '"');
	for (i = 0; i < len; i += width) {
		rune = weir_rune_decode(s + i, len - i, &width);
		if (rune == WEIR_RUNE_INVALID && width == 1)
			weir_strbuf_addf(sb, "\\x%02x", (unsigned char)s[i]);
		else
			add_escaped(sb, rune, '"', ascii);
	}
	weir_strbuf_addc(sb, '"');
}

void quote_rune(struct weir_strbuf *sb, uint32_t rune, bool ascii)
{
	if (rune > WEIR_RUNE_MAX || (rune >= 0xd800 && rune <= 0xdfff))
		rune = WEIR_RUNE_INVALID;
	weir_strbuf_addc(sb, '\'');
	add_escaped(sb, rune, '\'', ascii);
	weir_strbuf_addc(sb, '\'');
}

void quote_code_point(struct weir_strbuf *sb, int64_t rune)
{
	char bytes[4];

	weir_strbuf_addf(sb, "U+%04llX", (unsigned long long)rune);
	if (rune < 0 || rune > (int64_t)WEIR_RUNE_MAX || !weir_rune_is_print((uint32_t)rune))
		return;
	weir_strbuf_adds(sb, " '");
	weir_strbuf_add(sb, bytes, weir_rune_encode((uint32_t)rune, bytes));
	weir_strbuf_addc(sb, '\'');
}

bool quote_can_backquote(const char *s, size_t len)
{
	unsigned width;
	uint32_t rune;
	size_t i;

	for (i = 0; i < len; i += width) {
		rune = weir_rune_decode(s + i, len - i, &width);
		if (rune == 0xfeff || (width == 1 && rune == WEIR_RUNE_INVALID))
			return false;
		if ((rune < 0x20 && rune != '\t') || rune == '`' || rune == 0x7f)
			return false;
	}
	return true;
}
