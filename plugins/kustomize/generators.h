/* SPDX-License-Identifier: Apache-2.0 */
/* generators.h - ConfigMaps and Secrets from literals, files and env files. */
#ifndef KUSTOMIZE_GENERATORS_H
#define KUSTOMIZE_GENERATORS_H

#include "loader.h"
#include "resmap.h"

/* @args of configMapGenerator or secretGenerator; @global: generatorOptions, may be NULL. */
int generate_map(struct build *b, struct loader *ldr, const json_t *args, const json_t *global, bool secret,
		 struct resource **out);
/* The ServiceAccount of an IAMPolicyGenerator. */
int generate_iam(struct build *b, const json_t *config, struct resource **out);

/* kv.c: pairs of all sources in order: texts, NUL inside allowed. */
struct kv {
	const char *key, *value;
	size_t len;
};
int kv_load(struct build *b, struct loader *ldr, const json_t *args, struct ptrs *out);

#endif
