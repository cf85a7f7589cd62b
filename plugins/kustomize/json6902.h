/* SPDX-License-Identifier: Apache-2.0 */
/* json6902.h - JSON patches with the leniencies of the library that the original uses. */
#ifndef KUSTOMIZE_JSON6902_H
#define KUSTOMIZE_JSON6902_H

#include "resource.h"

/* A list of operations, in YAML or JSON. *ops lives as long as the build. */
int json6902_parse(struct build *b, const char *name, const char *text, size_t len, json_t **ops);
/* Apply to a whole object; all its numbers pass through doubles on the way. */
int json6902_apply(struct build *b, const json_t *ops, struct resource *r);
/* The operations alone: *doc is replaced. */
int json6902_run(struct build *b, const json_t *ops, json_t **doc);

#endif
