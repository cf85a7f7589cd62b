/* SPDX-License-Identifier: Apache-2.0 */
/* base64.c - base64 by the standard alphabet, as strict as Go's StdEncoding. */
#include <weir/util.h>

void weir_base64_encode(struct weir_strbuf *sb, const void *data, size_t n)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const unsigned char *s = data;
	size_t i;
	char *out;

	weir_strbuf_reserve(sb, (n + 2) / 3 * 4);
	out = sb->data + sb->len;
	for (i = 0; i < n; i += 3) {
		unsigned bits =
			(unsigned)s[i] << 16 | (i + 1 < n ? (unsigned)s[i + 1] << 8 : 0) | (i + 2 < n ? s[i + 2] : 0);

		*out++ = alphabet[bits >> 18];
		*out++ = alphabet[bits >> 12 & 63];
		*out++ = i + 1 < n ? alphabet[bits >> 6 & 63] : '=';
		*out++ = i + 2 < n ? alphabet[bits & 63] : '=';
	}
	*out = '\0';
	sb->len = (size_t)(out - sb->data);
}

static int value_of(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

static bool is_break(char c)
{
	return c == '\r' || c == '\n';
}

/* What ends a text behind @have characters of its last four: as many "=" as are missing. */
static bool is_padding(const char *text, size_t n, unsigned have)
{
	unsigned missing = 4 - have;
	size_t i;

	for (i = 0; i < n; i++) {
		if (is_break(text[i]))
			continue;
		if (text[i] != '=' || !missing)
			return false;
		missing--;
	}
	return have >= 2 && !missing;
}

bool weir_base64_decode(struct weir_strbuf *sb, const char *text, size_t n)
{
	unsigned bits = 0, have = 0;
	char *out, *start;
	size_t i;
	int v;

	weir_strbuf_reserve(sb, n / 4 * 3 + 3);
	out = start = sb->data + sb->len;
	for (i = 0; i < n && (v = value_of(text[i])) + is_break(text[i]) >= 0; i++) {
		if (v < 0)
			continue;
		bits = bits << 6 | (unsigned)v;
		if (++have < 4)
			continue;
		*out++ = (char)(bits >> 16);
		*out++ = (char)(bits >> 8);
		*out++ = (char)bits;
		have = 0;
	}
	if ((i < n || have) && !is_padding(text + i, n - i, have)) {
		weir_wipe(start, (size_t)(out - start));
		return false;
	}
	if (have)
		*out++ = (char)(bits >> (have == 2 ? 4 : 10));
	if (have == 3)
		*out++ = (char)(bits >> 2);
	*out = '\0';
	sb->len = (size_t)(out - sb->data);
	return true;
}
