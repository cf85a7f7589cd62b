/* SPDX-License-Identifier: Apache-2.0 */
/*
 * accumulate.h - a kustomization and all below it: resources read, generators run, components and
 * transformers applied.
 */
#ifndef KUSTOMIZE_ACCUMULATE_H
#define KUSTOMIZE_ACCUMULATE_H

#include "config.h"
#include "loader.h"
#include "origin.h"
#include "resmap.h"

/* What a kustomization hands to the one that named it. */
struct accumulator {
	struct resmap *m;
	const struct config *config; /* NULL: none yet */
	struct ptrs vars;            /* json_t of vars, borrowed */
};

/* One kustomization file at work. */
struct target {
	struct loader *ldr;
	json_t *file;          /* canonical; lives as long as the build */
	const char *file_name; /* "kustomization.yaml" */
	struct origin origin;
	unsigned depth;
};

struct accumulator accumulator_new(struct build *b);
/* Read the kustomization file of a folder. */
int target_load(struct build *b, struct loader *ldr, struct target *out);
/* All of one kustomization into @acc (empty, or for a component that of its parent). */
int target_accumulate(struct build *b, struct target *t, struct accumulator *acc);
/* Files and folders of a list into @acc. */
int accumulate_resources(struct build *b, struct target *t, struct accumulator *acc, const struct ptrs *paths);

/* transformers.c: those of the file's own fields, then `transformers`, then `validators`. */
int run_transformers(struct build *b, struct target *t, struct accumulator *acc);
/* plugins.c: objects of the builtin kinds. */
int run_external_generators(struct build *b, struct target *t, struct accumulator *acc);
int run_external_transformers(struct build *b, struct target *t, struct accumulator *acc);
int run_validators(struct build *b, struct target *t, struct accumulator *acc);

/* vars.c */
int vars_merge(struct build *b, struct accumulator *acc, const json_t *vars);
int vars_join(struct build *b, struct accumulator *acc, const struct ptrs *vars);
int vars_resolve(struct build *b, struct accumulator *acc);

#endif
