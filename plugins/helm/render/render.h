/* SPDX-License-Identifier: Apache-2.0 */
/*
 * render.h - one release of a chart: its values put together and checked, all templates run, the
 * output cut into hooks and manifests.
 */
#ifndef HELM_RENDER_H
#define HELM_RENDER_H

#include "../chart/chart.h"
#include "../template/template.h"
#include "cache.h"
#include "manifest.h"
#include "objects.h"

struct release_spec {
	const char *name, *namespace;
	int64_t revision;
	bool upgrade; /* .Release.IsUpgrade, else IsInstall */
	bool skip_schema;
	bool remote_schemas; /* what a schema refers to elsewhere is passed over, not refused */
	struct capabilities caps;
	struct template_options templates;
	struct render_cache *cache; /* of the chart; NULL: nothing is kept */
};

struct rendered {
	struct manifests manifests, hooks; /* sorted */
	struct chart *chart;               /* as the release has it; crds are in it */
	const char *notes;                 /* NOTES.txt, or NULL */
	struct weir_strbuf warnings;       /* lines for people */
	/* Also after a failure: values and chart were right, and manifests has what there is, uncut, if some is no
	 * YAML. */
	bool began;
};

/*
 * All results live in @arena (but the warnings' text: rendered_done()). @values: of the user, may be
 * NULL; not changed.  -1 with the error's text, which may have several lines, appended to @error.
 */
int release_render_chart(struct weir_arena *arena, const struct chart *chart, struct map *values,
			 const struct release_spec *spec, struct rendered *out, struct weir_strbuf *error);
void rendered_done(struct rendered *r);
/* Files of crds/, of the chart and its subcharts: fn(arg, "app/crds/a.yaml", file). */
int release_each_crd(const struct chart *chart, int (*fn)(void *arg, const char *path, const struct chart_file *file),
		     void *arg);

#endif
