/* SPDX-License-Identifier: Apache-2.0 */
/* rune.c - runes for plugins: weir/rune.h over the tables of unicode.h. */
#include <string.h>
#include <weir/rune.h>

#include "unicode.h"

uint32_t weir_rune_decode(const char *s, size_t left, unsigned *width)
{
	return unicode_decode((const unsigned char *)s, left, width);
}

unsigned weir_rune_encode(uint32_t rune, char out[4])
{
	if (rune > RUNE_MAX || (rune >= 0xd800 && rune <= 0xdfff))
		rune = RUNE_INVALID;
	return unicode_encode(rune, out);
}

size_t weir_rune_count(const char *s, size_t len)
{
	size_t i, n = 0;
	unsigned width;

	for (i = 0; i < len; n++) {
		if ((unsigned char)s[i] < 0x80) {
			i++;
			continue;
		}
		unicode_decode((const unsigned char *)s + i, len - i, &width);
		i += width;
	}
	return n;
}

bool weir_rune_is_letter(uint32_t rune)
{
	if (rune < 0x80)
		return (rune | 0x20) >= 'a' && (rune | 0x20) <= 'z';
	return unicode_is_letter(rune);
}

bool weir_rune_is_digit(uint32_t rune)
{
	return rune < 0x80 ? rune >= '0' && rune <= '9' : unicode_is_digit(rune);
}

static bool is_in_group(const struct unicode_group *group, uint32_t rune)
{
	size_t low = group->start, high = low + group->count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (rune > unicode_range_high(unicode_ranges[middle]))
			low = middle + 1;
		else if (rune < unicode_range_low(unicode_ranges[middle]))
			high = middle;
		else
			return true;
	}
	return false;
}

bool weir_rune_is_print(uint32_t rune)
{
	static const char unprinted[] = "cc cf cn co cs zl zp zs";
	size_t i;

	if (rune < 0x7f)
		return rune >= 0x20;
	if (rune > RUNE_MAX)
		return false;
	for (i = 0; i < unicode_group_count && strlen(unicode_groups[i].name) == 2; i++)
		if (strstr(unprinted, unicode_groups[i].name) && is_in_group(&unicode_groups[i], rune))
			return false;
	return true;
}

bool weir_rune_is_utf8(const char *s, size_t len)
{
	return unicode_is_utf8(s, len);
}
