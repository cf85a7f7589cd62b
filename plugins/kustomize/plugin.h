/* SPDX-License-Identifier: Apache-2.0 */
/* plugin.h - the opened plugin, and the two operations of its renderer. */
#ifndef KUSTOMIZE_PLUGIN_H
#define KUSTOMIZE_PLUGIN_H

#include <weir/util.h>

#define GROUP_KUSTOMIZE "kustomize.toolkit.fluxcd.io"
#define GROUP_SOURCE    "source.toolkit.fluxcd.io"

struct kustomize_plugin {
	const struct weir_host *host;
	bool strict_substitution; /* a variable without value and default is an error */
	bool remote_bases;
	bool current_schema;
};

/* inspect.c: what weir must know of a Kustomization to schedule it. */
int kustomize_inspect(void *self, const json_t *object, json_t **facts, struct weir_error *err);
/* render.c */
int kustomize_render(void *self, struct weir_call *call, const struct weir_render_req *req, struct weir_render_res *res,
		     struct weir_error *err);

#endif
