/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fieldpath.h - dotted paths of replacements and vars: "spec.containers.[name=web].env.0.value".
 */
#ifndef KUSTOMIZE_FIELDPATH_H
#define KUSTOMIZE_FIELDPATH_H

#include "node.h"
#include "build.h"

/* Parts of a dotted path; what stands in brackets keeps its dots. NULL-ended. */
const char **fieldpath_split(struct weir_arena *arena, const char *path, size_t *count);
/* One field; *out NULL when it is not there.  No patterns, no wildcards. */
int fieldpath_lookup(struct build *b, struct weir_yaml_node *root, const char *const *parts, size_t count,
		     struct weir_yaml_node **out);
/* Of a path as vars have it: "a.b[0].c". */
int fieldpath_lookup_indexed(struct build *b, struct weir_yaml_node *root, const char *path,
			     struct weir_yaml_node **out);
/*
 * All fields that match: "*" and [key=regex] may give many.  @create: make what is missing, the
 * last of this kind (enum weir_yaml_kind); -1: make nothing.
 */
int fieldpath_match(struct build *b, struct weir_yaml_node *root, const char *const *parts, size_t count, int create,
		    struct ptrs *out);

#endif
