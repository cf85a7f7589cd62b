/* SPDX-License-Identifier: Apache-2.0 */
/* flux_substitute.h - spec.postBuild: variables into built objects. Rules: fluxcd/pkg/kustomize varsub. */
#ifndef KUSTOMIZE_FLUX_SUBSTITUTE_H
#define KUSTOMIZE_FLUX_SUBSTITUTE_H

#include "build.h"

/*
 * Replace the variables of spec.postBuild in every object of @objects (an array, changed in place).
 * Nothing happens without postBuild, or without any variable unless substituteStrategy is Always.
 */
int flux_substitute(struct build *b, const json_t *kustomization, json_t *objects, bool strict);

#endif
