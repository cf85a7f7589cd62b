/* SPDX-License-Identifier: Apache-2.0 */
/* rune.c - runes for plugins: weir/rune.h over the tables of unicode.h. */
#include <locale.h>
#include <string.h>
#include <wctype.h>
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

/* Is it in one of these categories, named in pairs of letters between spaces? */
static bool is_in_categories(const char *names, uint32_t rune)
{
	size_t i;

	if (rune > RUNE_MAX)
		return false;
	for (i = 0; i < unicode_group_count && strlen(unicode_groups[i].name) == 2; i++)
		if (strstr(names, unicode_groups[i].name) && is_in_group(&unicode_groups[i], rune))
			return true;
	return false;
}

bool weir_rune_is_print(uint32_t rune)
{
	if (rune < 0x7f)
		return rune >= 0x20;
	return rune <= RUNE_MAX && !is_in_categories("cc cf cn co cs zl zp zs", rune);
}

bool weir_rune_is_upper(uint32_t rune)
{
	return rune < 0x80 ? rune >= 'A' && rune <= 'Z' : is_in_categories("lu", rune);
}

bool weir_rune_is_lower(uint32_t rune)
{
	return rune < 0x80 ? rune >= 'a' && rune <= 'z' : is_in_categories("ll", rune);
}

bool weir_rune_is_title(uint32_t rune)
{
	return rune >= 0x80 && is_in_categories("lt", rune);
}

bool weir_rune_is_number(uint32_t rune)
{
	return rune < 0x80 ? rune >= '0' && rune <= '9' : is_in_categories("nd nl no", rune);
}

bool weir_rune_is_punct(uint32_t rune)
{
	return is_in_categories("pc pd pe pf pi po ps", rune);
}

bool weir_rune_is_space(uint32_t rune)
{
	if (rune < 0x100)
		return (rune >= '\t' && rune <= '\r') || rune == ' ' || rune == 0x85 || rune == 0xa0;
	return is_in_categories("zs zl zp", rune);
}

/* The C library's simple mappings; those that it has not, or has otherwise than Unicode, by hand. */
static uint32_t mapped(uint32_t rune, const char *name)
{
	locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	wint_t to = rune;

	if (!utf8)
		return rune;
	to = towctrans_l(rune, wctrans_l(name, utf8), utf8);
	freelocale(utf8);
	return to;
}

uint32_t weir_rune_upper(uint32_t rune)
{
	if (rune < 0x80)
		return rune >= 'a' && rune <= 'z' ? rune - 'a' + 'A' : rune;
	return mapped(rune, "toupper");
}

uint32_t weir_rune_lower(uint32_t rune)
{
	if (rune < 0x80)
		return rune >= 'A' && rune <= 'Z' ? rune - 'A' + 'a' : rune;
	return mapped(rune, "tolower");
}

uint32_t weir_rune_title(uint32_t rune)
{
	return rune < 0x80 ? weir_rune_upper(rune) : mapped(rune, "totitle");
}

bool weir_rune_is_utf8(const char *s, size_t len)
{
	return unicode_is_utf8(s, len);
}
