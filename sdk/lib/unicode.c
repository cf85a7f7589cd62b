/* SPDX-License-Identifier: Apache-2.0 */
/* unicode.c - UTF-8 as Go decodes it, letters. */
#include "unicode.h"

static bool is_in(const uint32_t *ranges, size_t count, uint32_t rune)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (rune > unicode_range_high(ranges[middle]))
			low = middle + 1;
		else if (rune < unicode_range_low(ranges[middle]))
			high = middle;
		else
			return true;
	}
	return false;
}

bool unicode_is_letter(uint32_t rune)
{
	return is_in(unicode_letters, unicode_letter_count, rune);
}

bool unicode_is_digit(uint32_t rune)
{
	return is_in(unicode_digits, unicode_digit_count, rune);
}

/* Bytes of a sequence by its first byte and the range of the second; 0: none begins so. */
static unsigned sequence(unsigned char first, unsigned char *low, unsigned char *high)
{
	*low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
	*high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
	if (first < 0xc2 || first > 0xf4)
		return 0;
	return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

uint32_t unicode_decode(const unsigned char *s, size_t left, unsigned *width)
{
	unsigned char low, high;
	unsigned n, i;
	uint32_t rune;

	*width = 1;
	if (s[0] < 0x80)
		return s[0];
	n = sequence(s[0], &low, &high);
	if (!n || n > left || s[1] < low || s[1] > high)
		return RUNE_INVALID;
	rune = (s[0] & (0x7fu >> n)) << 6 | (s[1] & 0x3f);
	for (i = 2; i < n; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return RUNE_INVALID;
		rune = rune << 6 | (s[i] & 0x3f);
	}
	*width = n;
	return rune;
}

size_t unicode_utf8_length(const char *s, size_t len)
{
	const unsigned char *p = (const unsigned char *)s, *end = p + len;
	unsigned width;

	while (p < end) {
		if (*p < 0x80) {
			p++;
			continue;
		}
		unicode_decode(p, (size_t)(end - p), &width);
		if (width == 1)
			break;
		p += width;
	}
	return (size_t)(p - (const unsigned char *)s);
}

bool unicode_is_utf8(const char *s, size_t len)
{
	return unicode_utf8_length(s, len) == len;
}

unsigned unicode_encode(uint32_t rune, char out[4])
{
	static const unsigned char marks[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
	unsigned n = rune < 0x80 ? 1 : rune < 0x800 ? 2 : rune < 0x10000 ? 3 : 4, i;

	for (i = n; i-- > 1; rune >>= 6)
		out[i] = (char)(0x80 | (rune & 0x3f));
	out[0] = (char)(n == 1 ? rune : marks[n] | rune);
	return n;
}
