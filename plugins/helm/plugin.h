/* SPDX-License-Identifier: Apache-2.0 */
/* plugin.h - one generation of this plugin: the host, its options, the charts that are kept. */
#ifndef HELM_PLUGIN_H
#define HELM_PLUGIN_H

#include <pthread.h>
#include <weir/plugin.h>

#define GROUP_SOURCE "source.toolkit.fluxcd.io"
#define GROUP_HELM   "helm.toolkit.fluxcd.io"

struct helm_plugin {
	const struct weir_host *host;
	uint64_t index_max;         /* bytes of an index.yaml */
	uint64_t layer_max;         /* bytes of an OCI layer that is no chart */
	char *kube_version;         /* of .Capabilities, or NULL */
	bool hooks;                 /* in the plan, for targets that are folders */
	const json_t *api_versions; /* further ones, an array of texts; owned */
	pthread_mutex_t lock;
	struct kept_chart *charts; /* release/load.c, under the lock */
	uint64_t uses;
};

#endif
