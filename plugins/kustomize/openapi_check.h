/* SPDX-License-Identifier: Apache-2.0 */
/* openapi_check.h - whether JSON has the form of OpenAPI definitions, as the original's decoder sees it. */
#ifndef KUSTOMIZE_OPENAPI_CHECK_H
#define KUSTOMIZE_OPENAPI_CHECK_H

#include "build.h"

/*
 * @file: names of types and their definitions, {"Schema": ..., "Dependencies": [...]}; both keys in any case.
 * @text: what it was read from, JSON when it begins with {. WEIR_E_INVALID names what is wrong.
 */
int openapi_check_definitions(struct build *b, const json_t *file, const char *text);
/* The value of @key in any case, the last one of several (of YAML: the last by name); NULL: none. */
const json_t *openapi_member(const json_t *definition, const char *key, bool from_yaml);

#endif
