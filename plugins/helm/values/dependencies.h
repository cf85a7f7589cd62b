/* SPDX-License-Identifier: Apache-2.0 */
/*
 * dependencies.h - which subcharts take part in a release, under which names, and what their parents
 * import of their values (Helm's chart/v2/util ProcessDependencies).
 */
#ifndef HELM_VALUES_DEPENDENCIES_H
#define HELM_VALUES_DEPENDENCIES_H

#include "coalesce.h"

/* Does charts/ hold every dependency that Chart.yaml names? WEIR_E_INVALID names those it does not. */
int dependencies_check(const struct chart *chart, struct weir_error *err);
/* A copy of the chart and its subcharts, in @arena, without those that @values disable. */
int dependencies_process(struct weir_arena *arena, const struct chart *chart, struct map *values,
			 struct values_warnings *warnings, struct chart **out, struct weir_error *err);

#endif
