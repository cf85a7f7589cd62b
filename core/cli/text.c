/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Text measured in columns of a terminal.  The width of a character comes from a small table of
 * ranges (combining: 0, East Asian wide and emoji: 2): the C library's wcwidth() would need a
 * locale that minimal systems do not have.
 */
#include "cli/term.h"

struct range {
	uint32_t first, last;
};

static const struct range zero[] = {
	{ 0x0300, 0x036f },   { 0x0483, 0x0489 }, { 0x0591, 0x05bd }, { 0x0610, 0x061a }, { 0x064b, 0x065f },
	{ 0x06d6, 0x06dc },   { 0x0e31, 0x0e31 }, { 0x0e34, 0x0e3a }, { 0x0e47, 0x0e4e }, { 0x1ab0, 0x1aff },
	{ 0x1dc0, 0x1dff },   { 0x200b, 0x200f }, { 0x202a, 0x202e }, { 0x2060, 0x2064 }, { 0x20d0, 0x20ff },
	{ 0x3099, 0x309a },   { 0xfe00, 0xfe0f }, { 0xfe20, 0xfe2f }, { 0xfeff, 0xfeff }, { 0x1f3fb, 0x1f3ff },
	{ 0xe0100, 0xe01ef },
};
static const struct range two[] = {
	{ 0x1100, 0x115f },   { 0x231a, 0x231b },   { 0x23e9, 0x23ec },   { 0x25fd, 0x25fe },   { 0x2614, 0x2615 },
	{ 0x2648, 0x2653 },   { 0x26aa, 0x26ab },   { 0x26bd, 0x26be },   { 0x26c4, 0x26c5 },   { 0x2705, 0x2705 },
	{ 0x270a, 0x270b },   { 0x2728, 0x2728 },   { 0x274c, 0x274c },   { 0x274e, 0x274e },   { 0x2753, 0x2755 },
	{ 0x2757, 0x2757 },   { 0x2795, 0x2797 },   { 0x2b1b, 0x2b1c },   { 0x2b50, 0x2b50 },   { 0x2e80, 0x303e },
	{ 0x3041, 0x33ff },   { 0x3400, 0x4dbf },   { 0x4e00, 0x9fff },   { 0xa000, 0xa4cf },   { 0xac00, 0xd7a3 },
	{ 0xf900, 0xfaff },   { 0xfe30, 0xfe6f },   { 0xff00, 0xff60 },   { 0xffe0, 0xffe6 },   { 0x1f300, 0x1f64f },
	{ 0x1f680, 0x1f6ff }, { 0x1f7e0, 0x1f7eb }, { 0x1f900, 0x1f9ff }, { 0x1fa70, 0x1faff }, { 0x20000, 0x3fffd },
};

static bool in_ranges(const struct range *ranges, size_t n, uint32_t c)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (c < ranges[mid].first)
			high = mid;
		else if (c > ranges[mid].last)
			low = mid + 1;
		else
			return true;
	}
	return false;
}

/* Bytes of the character at @s, its code point in *c; an invalid byte is one character, 0xfffd. */
static size_t decode(const char *s, size_t len, uint32_t *c)
{
	const unsigned char *u = (const unsigned char *)s;
	size_t n = u[0] < 0x80 ? 1 : u[0] < 0xc2 ? 0 : u[0] < 0xe0 ? 2 : u[0] < 0xf0 ? 3 : u[0] < 0xf5 ? 4 : 0;

	*c = 0xfffd;
	if (n == 0 || n > len)
		return 1;
	if (n == 1) {
		*c = u[0];
		return 1;
	}
	uint32_t code = u[0] & (0x7fu >> n);

	for (size_t i = 1; i < n; i++) {
		if ((u[i] & 0xc0) != 0x80)
			return 1;
		code = code << 6 | (u[i] & 0x3f);
	}
	if ((n == 3 && code < 0x800) || (n == 4 && code < 0x10000) || (code >= 0xd800 && code < 0xe000) ||
	    code > 0x10ffff)
		return 1;
	*c = code;
	return n;
}

static int char_width(uint32_t c)
{
	if (c < 0x300)
		return 1;
	if (in_ranges(zero, sizeof(zero) / sizeof(zero[0]), c))
		return 0;
	return in_ranges(two, sizeof(two) / sizeof(two[0]), c) ? 2 : 1;
}

int text_width(const char *s, size_t len)
{
	int width = 0;
	uint32_t c;

	for (size_t i = 0; i < len;) {
		i += decode(s + i, len - i, &c);
		width += char_width(c);
	}
	return width;
}

/* Neither C0 and C1 controls, nor what turns the direction of text: a commit message is anybody's. */
static bool harmful(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

void text_clean(struct weir_strbuf *sb, const char *s, const char *newline)
{
	size_t len = strlen(s);
	uint32_t c;

	while (len && (s[len - 1] == '\n' || s[len - 1] == '\r'))
		len--;
	for (size_t i = 0; i < len;) {
		size_t n = decode(s + i, len - i, &c);

		if (c == '\n')
			weir_strbuf_adds(sb, newline);
		else if (c == '\t')
			weir_strbuf_addc(sb, ' ');
		else if (c == 0xfffd || harmful(c))
			weir_strbuf_adds(sb, c == '\r' ? "" : "\xef\xbf\xbd");
		else
			weir_strbuf_add(sb, s + i, n);
		i += n;
	}
}

/* Bytes that fit into @width columns. */
static size_t fit(const char *s, size_t len, int width)
{
	size_t i = 0;
	uint32_t c;

	while (i < len) {
		size_t n = decode(s + i, len - i, &c);

		width -= char_width(c);
		if (width < 0)
			break;
		i += n;
	}
	return i;
}

void text_cut(struct weir_strbuf *sb, const char *s, size_t len, int width)
{
	if (width <= 0)
		return;
	if (text_width(s, len) <= width) {
		weir_strbuf_add(sb, s, len);
		return;
	}
	size_t n = fit(s, len, width - 1);

	while (n && s[n - 1] == ' ')
		n--;
	weir_strbuf_add(sb, s, n);
	weir_strbuf_adds(sb, "…");
}

size_t text_line(const char *s, size_t len, int width, size_t *skip)
{
	const char *newline = memchr(s, '\n', len);
	size_t whole = newline ? (size_t)(newline - s) : len;
	size_t n = width > 0 ? fit(s, whole, width) : whole;

	*skip = 0;
	if (n == whole) {
		*skip = newline ? 1 : 0;
		return n;
	}
	if (n == 0) { /* narrower than one character: make progress all the same */
		uint32_t c;

		return decode(s, whole, &c);
	}
	if (s[n] == ' ') {
		*skip = 1;
		return n;
	}
	for (size_t i = n; i > n / 4; i--) {
		if (s[i - 1] == ' ') {
			*skip = 1;
			return i - 1;
		}
	}
	return n;
}

void text_pad(struct weir_strbuf *sb, int n)
{
	while (n-- > 0)
		weir_strbuf_addc(sb, ' ');
}
