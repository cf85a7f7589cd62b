/* SPDX-License-Identifier: Apache-2.0 */
/*
 * flux_file.h - the kustomization file that Flux builds: found in the folder or generated, with the
 * fields of the spec merged into it.  Rules: fluxcd/pkg/kustomize.
 */
#ifndef KUSTOMIZE_FLUX_FILE_H
#define KUSTOMIZE_FLUX_FILE_H

#include "loader.h"

/* *out: borrowed, lives as long as the build; canonical, as kustfile_read() gives it. */
int flux_file(struct build *b, struct loader *ldr, const json_t *spec, json_t **out);

#endif
