/* SPDX-License-Identifier: Apache-2.0 */
/* number.h - numbers as Go's strconv reads them: base 0 (0x, 0b, 0o, 0777, underscores), hexadecimal floats. */
#ifndef HELM_NUMBER_H
#define HELM_NUMBER_H

#include "value.h"

/* strconv.ParseUint(s, 0, 64), ParseInt(s, 0, 64), ParseFloat(s, 64): false for syntax and range. */
bool number_uint(const char *s, size_t len, uint64_t *out);
bool number_int(const char *s, size_t len, int64_t *out);
bool number_float(const char *s, size_t len, double *out);
/* The same with a fixed base (10, 16, ...; no prefix, no underscores) for ParseInt(s, base, 64); base 0 as above. */
bool number_int_base(const char *s, size_t len, int base, int64_t *out);

/*
 * strconv.AppendFloat(v, format, precision, 64): format 'e', 'E', 'f', 'g', 'G', 'b', 'x', 'X';
 * precision -1 is the shortest that reads back the same. @bits: 64 or 32.
 */
void number_format(struct weir_strbuf *sb, double v, char format, int precision, int bits);

#endif
