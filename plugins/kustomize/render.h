/* SPDX-License-Identifier: Apache-2.0 */
/* render.h - a Flux Kustomization and its artifact to a plan; see weir_renderer.render. */
#ifndef KUSTOMIZE_RENDER_H
#define KUSTOMIZE_RENDER_H

#include <weir/util.h>

struct render_options {
	bool strict; /* postBuild: a variable without value and default is an error */
	bool no_remote;
};

int render_kustomization(const struct weir_host *host, const struct render_options *options, struct weir_call *call,
			 const struct weir_render_req *req, struct weir_render_res *res, struct weir_error *err);

#endif
