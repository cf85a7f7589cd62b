/* SPDX-License-Identifier: Apache-2.0 */
/* inspect.h - what the core must know of a Flux Kustomization to schedule it; see weir_inspect. */
#ifndef KUSTOMIZE_INSPECT_H
#define KUSTOMIZE_INSPECT_H

#include <weir/util.h>

#define FLUX_GROUP   "kustomize.toolkit.fluxcd.io"
#define SOURCE_GROUP "source.toolkit.fluxcd.io"

int inspect_kustomization(void *self, const json_t *object, json_t **facts_out, struct weir_error *err);

#endif
