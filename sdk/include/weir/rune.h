/* SPDX-License-Identifier: Apache-2.0 */
/*
 * weir/rune.h - runes (code points of Unicode 15) as Go's programs see them: UTF-8 in and out, what is
 * a letter, a digit, printable.  Part of libweir-sdk.a, not of the binary contract; any thread.
 */
#ifndef WEIR_RUNE_H
#define WEIR_RUNE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WEIR_RUNE_MAX     0x10ffffu
#define WEIR_RUNE_INVALID 0xfffdu /* what Go makes of a byte that is not UTF-8 */

/* One rune of @s (at least one byte left); WEIR_RUNE_INVALID of one byte where it is not UTF-8. */
uint32_t weir_rune_decode(const char *s, size_t left, unsigned *width);
/* Write @rune as UTF-8 (surrogates and what is too large as WEIR_RUNE_INVALID); how many bytes. */
unsigned weir_rune_encode(uint32_t rune, char out[4]);
/* How many runes; each bad byte counts as one. */
size_t weir_rune_count(const char *s, size_t len);
bool weir_rune_is_letter(uint32_t rune);
bool weir_rune_is_digit(uint32_t rune);
bool weir_rune_is_print(uint32_t rune);  /* unicode.IsPrint: letters, marks, numbers, symbols and the one space */
bool weir_rune_is_upper(uint32_t rune);  /* Lu */
bool weir_rune_is_lower(uint32_t rune);  /* Ll */
bool weir_rune_is_title(uint32_t rune);  /* Lt */
bool weir_rune_is_number(uint32_t rune); /* Nd, Nl, No */
bool weir_rune_is_punct(uint32_t rune);  /* P... */
bool weir_rune_is_space(uint32_t rune);  /* unicode.IsSpace */
/* The rune in another case; itself where there is none. Simple mappings, one rune to one. */
uint32_t weir_rune_upper(uint32_t rune);
uint32_t weir_rune_lower(uint32_t rune);
uint32_t weir_rune_title(uint32_t rune);
bool weir_rune_is_utf8(const char *s, size_t len);

#endif
