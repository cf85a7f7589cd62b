/* SPDX-License-Identifier: Apache-2.0 */
/* objects.h - what templates find beside values: .Files and .Capabilities. */
#ifndef HELM_RENDER_OBJECTS_H
#define HELM_RENDER_OBJECTS_H

#include "../chart/chart.h"

struct value files_value(struct weir_arena *arena, const struct chart_files *files);

struct capabilities {
	const char *version;    /* "v1.33.0": what was given, with a v */
	const char *normalized; /* its numbers alone, for ranges */
	const char *major, *minor;
	const char *const *api_versions; /* further ones, NULL-ended; may be NULL */
};
/* As Helm v4.2's own. */
void capabilities_default(struct capabilities *caps);
/* "1.33", "v1.33.4-gke.1"; WEIR_E_INVALID for what is no version. Texts in @arena. */
int capabilities_set_version(struct weir_arena *arena, struct capabilities *caps, const char *version,
			     struct weir_error *err);
struct value capabilities_value(struct weir_arena *arena, const struct capabilities *caps);

#endif
