/* SPDX-License-Identifier: Apache-2.0 */
/*
 * transform.h - one function for each builtin transformer (t_*.c).  Each changes the resources of
 * a map in place; those that change names, kinds or namespaces call resmap_touch().
 */
#ifndef KUSTOMIZE_TRANSFORM_H
#define KUSTOMIZE_TRANSFORM_H

#include "fieldspec.h"
#include "loader.h"
#include "resmap.h"

/* For whom RoleBinding subjects get the namespace. */
enum subjects { SUBJECTS_DEFAULT, SUBJECTS_NONE, SUBJECTS_ALL_ACCOUNTS };

int transform_namespace(struct build *b, struct resmap *m, const char *ns, const struct ptrs *specs, bool unset_only,
			enum subjects subjects);
/* The namespace of one object, without specs (valueadd). */
int namespace_apply(struct build *b, struct resource *r, const char *ns);
int transform_prefix(struct build *b, struct resmap *m, const char *prefix, const struct ptrs *specs);
int transform_suffix(struct build *b, struct resmap *m, const char *suffix, const struct ptrs *specs);
/* Entries of a text map into the maps that the specs name: labels and annotations. */
int transform_entries(struct build *b, struct resmap *m, const json_t *entries, const struct ptrs *specs);
/* @images: a list of {name, newName, newTag, digest, tagSuffix}. */
int transform_images(struct build *b, struct resmap *m, const json_t *images, const struct ptrs *specs);
int transform_replica(struct build *b, struct resmap *m, const json_t *replica, const struct ptrs *specs);
int transform_hash(struct build *b, struct resmap *m);
int transform_value_add(struct build *b, struct loader *ldr, struct resmap *m, const json_t *config);
/* {path, patch, target, options}. */
int transform_patch(struct build *b, struct loader *ldr, struct resmap *m, const json_t *patch);
/* patchesStrategicMerge: paths or inline texts; @inline_text: more patches, may be NULL. */
int transform_merge(struct build *b, struct loader *ldr, struct resmap *m, const json_t *paths,
		    const char *inline_text);
/* patchesJson6902: {path, patch, target}. */
int transform_json(struct build *b, struct loader *ldr, struct resmap *m, const json_t *target, const char *path,
		   const char *ops);
int transform_replacements(struct build *b, struct loader *ldr, struct resmap *m, const json_t *replacements);
/* {order, legacySortOptions}; NULL: legacy. */
int transform_sort(struct build *b, struct resmap *m, const json_t *options);
/* Fields that hold names of renamed objects follow. */
int transform_names(struct build *b, struct resmap *m, const struct ptrs *namerefs);

#endif
