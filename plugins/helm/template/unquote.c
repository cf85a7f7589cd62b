/* SPDX-License-Identifier: Apache-2.0 */
/* unquote.c - Go's string and character literals, read. */
#include <weir/rune.h>

#include "quote.h"

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* @digits hexadecimal digits behind \x, \u, \U. */
static bool read_hex(const char *s, size_t len, size_t digits, uint32_t *rune)
{
	uint32_t v = 0;
	size_t i;

	if (len < digits)
		return false;
	for (i = 0; i < digits; i++) {
		int x = hex_value(s[i]);

		if (x < 0)
			return false;
		v = v << 4 | (uint32_t)x;
	}
	*rune = v;
	return true;
}

static bool read_octal(const char *s, size_t len, uint32_t *rune)
{
	size_t i;

	*rune = 0;
	if (len < 3)
		return false;
	for (i = 0; i < 3; i++) {
		if (s[i] < '0' || s[i] > '7')
			return false;
		*rune = *rune << 3 | (uint32_t)(s[i] - '0');
	}
	return *rune <= 255;
}

static bool read_number(const char *s, size_t len, uint32_t *rune, size_t *used, bool *is_byte)
{
	size_t digits = s[1] == 'x' ? 2 : s[1] == 'u' ? 4 : 8;

	if (s[1] >= '0' && s[1] <= '7') {
		*used = 4;
		*is_byte = true;
		return read_octal(s + 1, len - 1, rune);
	}
	*used = 2 + digits;
	*is_byte = s[1] == 'x';
	if (!read_hex(s + 2, len - 2, digits, rune))
		return false;
	return *is_byte || (*rune <= WEIR_RUNE_MAX && (*rune < 0xd800 || *rune > 0xdfff));
}

bool unquote_char(const char *s, size_t len, char quote, uint32_t *rune, size_t *used, bool *is_byte)
{
	static const char names[] = "abfnrtv\\", values[] = "\a\b\f\n\r\t\v\\";
	const char *at;
	unsigned width;

	*is_byte = false;
	if (!len || (s[0] == quote && (quote == '\'' || quote == '"')))
		return false;
	if (s[0] != '\\') {
		*rune = weir_rune_decode(s, len, &width);
		*is_byte = width == 1 && *rune == WEIR_RUNE_INVALID;
		*used = width;
		return true;
	}
	if (len < 2 || !s[1])
		return false;
	at = strchr(names, s[1]);
	*used = 2;
	if (at) {
		*rune = (unsigned char)values[at - names];
		return true;
	}
	if (s[1] == '\'' || s[1] == '"') {
		*rune = (unsigned char)s[1];
		return s[1] == quote;
	}
	return strchr("xuU01234567", s[1]) && read_number(s, len, rune, used, is_byte);
}

static struct value raw_text(struct weir_arena *a, const char *s, size_t len)
{
	size_t i, n = 0;
	char *out;

	if (!memchr(s, '\r', len))
		return value_copy_str(a, s, len);
	out = weir_arena_alloc(a, len + 1);
	for (i = 0; i < len; i++)
		if (s[i] != '\r')
			out[n++] = s[i];
	return value_str(out, n);
}

static bool plain(char c)
{
	return c != '\\' && c != '"' && c >= ' ' && c < 0x7f;
}

bool unquote_string(struct weir_arena *a, const char *s, size_t len, struct value *out)
{
	size_t i, used, n = 0;
	bool is_byte;
	uint32_t rune;
	char *text;

	if (len < 2 || s[0] != s[len - 1])
		return false;
	if (s[0] == '`') {
		*out = raw_text(a, s + 1, len - 2);
		return !memchr(s + 1, '`', len - 2);
	}
	for (i = 1; i < len - 1 && plain(s[i]); i++)
		;
	if (i == len - 1) { /* most literals */
		*out = value_copy_str(a, s + 1, len - 2);
		return true;
	}
	text = weir_arena_alloc(a, len * 3);
	for (i = 1; i < len - 1; i += used) {
		if (s[i] == '\n' || !unquote_char(s + i, len - 1 - i, '"', &rune, &used, &is_byte))
			return false;
		if (is_byte && used == 1)
			n += weir_rune_encode(WEIR_RUNE_INVALID, text + n);
		else if (is_byte)
			text[n++] = (char)rune;
		else
			n += weir_rune_encode(rune, text + n);
	}
	*out = value_str(text, n);
	return true;
}
