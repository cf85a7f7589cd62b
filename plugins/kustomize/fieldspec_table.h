/* SPDX-License-Identifier: Apache-2.0 */
/* fieldspec_table.h - the generated default lists (tools/gen-fieldspecs.py). */
#ifndef KUSTOMIZE_FIELDSPEC_TABLE_H
#define KUSTOMIZE_FIELDSPEC_TABLE_H

#include "fieldspec.h"

struct fieldspec_list {
	const struct fieldspec *items;
	size_t count;
};
struct nameref_default {
	struct gvk target;
	struct fieldspec_list referrers;
};

extern const struct fieldspec_list fieldspec_defaults[SPECS_COUNT];
extern const struct nameref_default nameref_defaults[];
extern const size_t nameref_default_count;

#endif
