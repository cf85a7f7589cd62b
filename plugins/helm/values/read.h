/* SPDX-License-Identifier: Apache-2.0 */
/* read.h - texts of values: YAML 1.1, numbers as float64, documents merged one into the other. */
#ifndef HELM_VALUES_READ_H
#define HELM_VALUES_READ_H

#include "../template/value.h"

/* As Helm's loader.LoadValues; an empty text is an empty map. WEIR_E_INVALID with the place. */
int values_read(struct weir_arena *arena, const char *text, size_t len, struct map **out, struct weir_error *err);
/* A new map: @b over @a; maps that both have are merged, everything else is shared. */
struct map *values_merge(struct weir_arena *arena, struct map *a, struct map *b);
/* Is a Chart.lock one? Its content is not used. */
int lock_check(const char *name, const char *text, size_t len, struct weir_error *err);

#endif
