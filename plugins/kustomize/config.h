/* SPDX-License-Identifier: Apache-2.0 */
/*
 * config.h - which fields each transformer changes: the defaults, extended by `configurations` and
 * `crds`.  A config is never changed once made; merging makes a new one.
 */
#ifndef KUSTOMIZE_CONFIG_H
#define KUSTOMIZE_CONFIG_H

#include "fieldspec.h"

/* Fields that hold the name of objects of one kind. */
struct nameref {
	struct gvk target;
	struct ptrs referrers; /* struct fieldspec */
};
struct config {
	struct ptrs lists[SPECS_COUNT]; /* struct fieldspec */
	struct ptrs namerefs;           /* struct nameref */
};
struct loader;

const struct config *config_default(struct build *b);
/* @base with @more behind it; either may be NULL. */
int config_merge(struct build *b, const struct config *base, const struct config *more, const struct config **out);
/* The defaults and the files of `configurations`. */
int config_load(struct build *b, struct loader *ldr, const json_t *paths, const struct config **out);
/* config_crds.c: what the files of `crds` say about custom kinds. */
int config_load_crds(struct build *b, struct loader *ldr, const json_t *paths, const struct config **out);

/* Lists of specs: one more, unless an equal one is there. */
int specs_merge_one(struct build *b, struct ptrs *list, struct fieldspec *spec);
int specs_merge(struct build *b, struct ptrs *list, const struct ptrs *more);
int nameref_merge_one(struct build *b, struct config *c, const struct gvk *target, const struct ptrs *referrers);
/* A spec of {group, version, kind, path, create}. */
struct fieldspec *fieldspec_of_json(struct build *b, const json_t *j);
/* A list of them. */
void specs_of_json(struct build *b, const json_t *j, struct ptrs *out);
struct gvk gvk_of_json(struct build *b, const json_t *j);

#endif
