/* SPDX-License-Identifier: Apache-2.0 */
/* plugin.h - one generation of this plugin: the host and its options. Immutable after open(). */
#ifndef HELM_PLUGIN_H
#define HELM_PLUGIN_H

#include <weir/plugin.h>

#define GROUP_SOURCE "source.toolkit.fluxcd.io"
#define GROUP_HELM   "helm.toolkit.fluxcd.io"

struct helm_plugin {
	const struct weir_host *host;
	uint64_t index_max; /* bytes of an index.yaml */
	uint64_t layer_max; /* bytes of an OCI layer that is no chart */
};

#endif
