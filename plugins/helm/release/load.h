/* SPDX-License-Identifier: Apache-2.0 */
/* load.h - the chart of a release out of its source's artifact, and the charts that are kept. */
#ifndef HELM_RELEASE_LOAD_H
#define HELM_RELEASE_LOAD_H

#include "../chart/chart.h"
#include "../render/cache.h"
#include "release.h"

/* A chart that several releases share; parsed once for its digest. */
struct kept_chart {
	struct kept_chart *next;
	char *digest;
	struct weir_arena *arena;
	struct chart *chart;
	struct render_cache *cache; /* what its releases share */
	unsigned users;
	uint64_t used; /* the younger the larger */
};

/* With spec.valuesFiles of the HelmChart applied. To be given back with load_release(). */
int load_chart(struct helm_plugin *plugin, struct weir_call *call, const struct weir_render_req *req,
	       struct kept_chart **out, struct weir_error *err);
void load_release(struct helm_plugin *plugin, struct kept_chart *kept);
/* At the plugin's end. */
void load_free_all(struct helm_plugin *plugin);

#endif
