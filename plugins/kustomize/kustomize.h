/* SPDX-License-Identifier: Apache-2.0 */
/* kustomize.h - a whole build: a folder of a tree to its resources. */
#ifndef KUSTOMIZE_KUSTOMIZE_H
#define KUSTOMIZE_KUSTOMIZE_H

#include "loader.h"
#include "resmap.h"

/* Everything that the build makes lives until build_done(). */
void build_init(struct build *b, const struct weir_host *host, struct weir_call *call, struct weir_error *err);
void build_done(struct build *b);
/* *out: all resources, changed, sorted and finished. */
int kustomize_run(struct build *b, struct loader *ldr, struct resmap **out);

#endif
