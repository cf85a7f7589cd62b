/* SPDX-License-Identifier: Apache-2.0 */
/* pick.h - which of many versions a range wants: Flux's rules for charts and for tags. */
#ifndef HELM_SOURCE_PICK_H
#define HELM_SOURCE_PICK_H

#include <weir/util.h>

/* NULL, "*" and any range are fine; else WEIR_E_INVALID naming @field. */
int pick_check(const char *range, const char *field, struct weir_error *err);
/*
 * Of the entries [{"version", "created"?, ...}]: the one that is exactly @range, else the highest in
 * the range ("" and "*": the highest that is no pre-release), of equal ones the youngest.  Borrowed;
 * NULL: none.  What is not a version in full (v1.2.3, 1.2.3) is passed over.
 */
const json_t *pick_entry(const json_t *entries, const char *range);
/* The same among tags (an array of texts), kept by @filter (may be NULL) first; no exact match. */
const char *pick_tag(const json_t *tags, const char *range, const struct weir_regex *filter);

#endif
