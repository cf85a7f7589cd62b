/* SPDX-License-Identifier: Apache-2.0 */
/*
 * release.h - Flux's HelmRelease (helm.toolkit.fluxcd.io/v2): which chart, which values, what becomes
 * of the rendered objects.  inspect.c: what the core schedules by; release.c: the way of a render.
 */
#ifndef HELM_RELEASE_H
#define HELM_RELEASE_H

#include <weir/util.h>

#include "../plugin.h"

extern const struct weir_renderer helm_renderer;

int release_inspect(void *self, const json_t *object, json_t **facts, struct weir_error *err);
int release_render(void *self, struct weir_call *call, const struct weir_render_req *req, struct weir_render_res *res,
		   struct weir_error *err);

/*
 * Name of the Helm release: spec.releaseName, else [targetNamespace-]name; above 53 bytes it is cut,
 * and ends with 12 digits of its SHA-256, as Flux does. malloc'ed.
 */
char *release_name(const json_t *object);
/* Where its objects live: spec.targetNamespace, else its own namespace. Borrowed. */
const char *release_namespace(const json_t *object);
/* "NAMESPACE-NAME" of the HelmChart unit that spec.chart makes. malloc'ed. */
char *release_chart_name(const json_t *object);

#endif
