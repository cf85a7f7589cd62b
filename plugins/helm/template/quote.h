/* SPDX-License-Identifier: Apache-2.0 */
/* quote.h - Go's quoted strings and characters, to and fro (strconv.Quote, Unquote). */
#ifndef HELM_QUOTE_H
#define HELM_QUOTE_H

#include "value.h"

/* Append s in double quotes; @ascii: all else escaped. */
void quote_string(struct weir_strbuf *sb, const char *s, size_t len, bool ascii);
/* Append 'c'. */
void quote_rune(struct weir_strbuf *sb, uint32_t rune, bool ascii);
/* As %#U: U+0078 'x'. */
void quote_code_point(struct weir_strbuf *sb, int64_t rune);
/* May it stand between backquotes (strconv.CanBackquote)? */
bool quote_can_backquote(const char *s, size_t len);
/* The text of a Go string literal ("..." or `...`); false: "invalid syntax". */
bool unquote_string(struct weir_arena *a, const char *s, size_t len, struct value *out);
/*
 * One character of a literal that ends with @quote: *used bytes. *is_byte: it is a byte (\x41, \101), not
 * a rune. False: "invalid syntax".
 */
bool unquote_char(const char *s, size_t len, char quote, uint32_t *rune, size_t *used, bool *is_byte);

#endif
