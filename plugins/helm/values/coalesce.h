/* SPDX-License-Identifier: Apache-2.0 */
/*
 * coalesce.h - a release's values over those of its chart and subcharts (Helm's chart/common/util):
 * maps merged, everything else replaced, null taking away, globals handed down.
 */
#ifndef HELM_VALUES_COALESCE_H
#define HELM_VALUES_COALESCE_H

#include "../chart/chart.h"

/* Lines for people: "warning: cannot overwrite table with non table for ...". */
struct values_warnings {
	struct weir_strbuf text; /* each with its newline */
};

/*
 * A copy of @values (may be NULL) with the chart's own below. @keep_nulls: Helm's MergeValues.
 * WEIR_E_INVALID when a subchart's values are no map.
 */
int values_coalesce(struct weir_arena *arena, const struct chart *chart, struct map *values, bool keep_nulls,
		    struct values_warnings *warnings, struct map **out, struct weir_error *err);
/* @src into @dst, which wins; both change. */
void values_coalesce_tables(struct weir_arena *arena, struct map *dst, struct map *src, const char *prefix,
			    bool keep_nulls, struct values_warnings *warnings);
/* The map at a path with dots, or NULL. */
struct map *values_table(struct map *values, const char *path);
/* What is at a path with dots and no map, or NULL. */
const struct value *values_leaf(struct map *values, const char *path);
#endif
