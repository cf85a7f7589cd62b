/* SPDX-License-Identifier: Apache-2.0 */
/*
 * source.h - the source role: HelmRepository (repository.c), HelmChart (chart.c), OCIRepository
 * (oci.c).  One fetch of one unit, and what it may ask.
 */
#ifndef HELM_SOURCE_H
#define HELM_SOURCE_H

#include <weir/util.h>

#include "../plugin.h"

#define LIMIT_CHART (10u << 20) /* an archive, as Helm and Flux */

struct fetch {
	const struct helm_plugin *plugin;
	const struct weir_host *host;
	struct weir_call *call;
	const struct weir_fetch_req *req;
	const json_t *object;
	const char *ns, *name;
};

extern const struct weir_source helm_source;

/* A digest of what of the spec decides the artifact: another one means: fetch anew. */
void fetch_spec_digest(const struct fetch *f, const char *const *paths, char hex[65]);
/* True: the stored artifact was made from the same spec. */
bool fetch_same_spec(const struct fetch *f, const char *digest);
/* A new file below the artifact's folder ("charts/redis"): the fd, or a negative code. */
int fetch_file(int tree_fd, const char *path, struct weir_error *err);
int fetch_write(int tree_fd, const char *path, const void *data, size_t len, struct weir_error *err);
/* A nameless file of the work folder. */
int fetch_spool(const struct fetch *f, struct weir_error *err);

int inspect_repository(const json_t *object, json_t **facts, struct weir_error *err);
int inspect_chart(const json_t *object, json_t **facts, struct weir_error *err);
int inspect_oci(const json_t *object, json_t **facts, struct weir_error *err);

int repository_fetch(const struct fetch *f, struct weir_fetch_res *res, struct weir_error *err);
int chart_fetch(const struct fetch *f, struct weir_fetch_res *res, struct weir_error *err);
int oci_fetch(const struct fetch *f, struct weir_fetch_res *res, struct weir_error *err);

#endif
