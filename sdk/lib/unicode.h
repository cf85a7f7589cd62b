/* SPDX-License-Identifier: Apache-2.0 */
/*
 * unicode.h - the facts of Unicode 15 that Go's programs use: categories, scripts, letters, and
 * which runes differ in case alone; UTF-8 as Go decodes it.
 */
#ifndef SDK_LIB_UNICODE_H
#define SDK_LIB_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RUNE_MAX     0x10ffffu
#define RUNE_INVALID 0xfffdu /* what Go makes of a byte that is not UTF-8 */

/* ---- tables (made by unicode_tables.py) ---- */

/* A packed range: the first rune above bit 11, how many follow it below. */
extern const uint32_t unicode_ranges[];
extern const uint32_t unicode_letters[];
extern const size_t unicode_letter_count;
extern const uint32_t unicode_digits[];
extern const size_t unicode_digit_count;

struct unicode_group {
	const char *name;      /* lower case, without "_" */
	uint16_t start, count; /* in unicode_ranges */
};
extern const struct unicode_group unicode_groups[];
extern const size_t unicode_group_count;

struct unicode_alias {
	const char *name, *category;
};
extern const struct unicode_alias unicode_aliases[];
extern const size_t unicode_alias_count;

/* Of each stride'th rune from low to high the next in its orbit of cases is delta away. */
struct unicode_fold {
	uint32_t low, high, stride;
	int32_t delta;
};
extern const struct unicode_fold unicode_folds[];
extern const size_t unicode_fold_count;

/* ---- functions ---- */

static inline uint32_t unicode_range_low(uint32_t packed)
{
	return packed >> 11;
}

static inline uint32_t unicode_range_high(uint32_t packed)
{
	return (packed >> 11) + (packed & 0x7ff);
}

bool unicode_is_letter(uint32_t rune);
bool unicode_is_digit(uint32_t rune); /* decimal, of any script */
/* The next rune that differs in case alone; the last of an orbit gives the first; @rune where there is none. */
uint32_t unicode_fold(uint32_t rune);
/* One rune of UTF-8; RUNE_INVALID of one byte where it is not. At least one byte must be there. */
uint32_t unicode_decode(const unsigned char *s, size_t left, unsigned *width);
/* Is all of it UTF-8 (no surrogates, nothing overlong)? */
bool unicode_is_utf8(const char *s, size_t len);
size_t unicode_utf8_length(const char *s, size_t len); /* bytes before the first that is not UTF-8 */
/* Write @rune as UTF-8; how many bytes. */
unsigned unicode_encode(uint32_t rune, char out[4]);

#endif
