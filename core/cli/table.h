/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tables: columns as wide as their longest cell.  One column (MESSAGE) is elastic: on a terminal
 * it gets what is left, cut on lines where all is well and folded where it is not; in a pipe
 * nothing is ever cut.
 */
#ifndef CORE_CLI_TABLE_H
#define CORE_CLI_TABLE_H

#include "cli/term.h"

struct table;
enum table_row { TABLE_CUT, TABLE_FOLD }; /* what the elastic cell of the row does when it does not fit */

/* @titles: NULL-ended, copied. A column named MESSAGE is the elastic one; READY and such are coloured. */
struct table *table_new(const char *const *titles);
void table_free(struct table *table);
/* @cells: one a title, copied; NULL is "". */
void table_add(struct table *table, enum table_row row, const char *const *cells);
/* Forget the rows; columns stay at least as wide as they were printed, so that later rows stand below. */
void table_clear(struct table *table);
size_t table_rows(const struct table *table);
void table_print(struct table *table, const struct term *term, bool header, struct weir_strbuf *out);

#endif
