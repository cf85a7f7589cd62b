/* SPDX-License-Identifier: Apache-2.0 */
/* times.h - inside of cel/: durations (nanoseconds) and timestamps (years 1 to 9999). */
#ifndef KUBERNETES_CEL_TIMES_H
#define KUBERNETES_CEL_TIMES_H

#include "value.h"

/* @op '+' or '-'; false: not defined for these two. *out may be an error (out of range). */
bool times_arithmetic(struct weir_arena *a, char op, struct cel_value x, struct cel_value y, struct cel_value *out);
/* Go's time.ParseDuration, with nanoseconds. */
bool times_parse_duration(const char *text, size_t len, int64_t *nanos);
/* RFC 3339. */
bool times_parse(const char *text, size_t len, struct cel_time *out);
bool times_in_range(struct cel_time t);
void times_print(struct weir_strbuf *sb, struct cel_time t);      /* RFC 3339, UTC */
void times_print_duration(struct weir_strbuf *sb, int64_t nanos); /* "1.5s" */

#endif
