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

/* json6902_tree.c: the same on a tree of node_renew(), a map, for operations that say yes here. */
bool json6902_is_simple(const json_t *ops);
int json6902_run_on_tree(struct build *b, const json_t *ops, struct weir_yaml_node *root);

/* json6902_raw.c: marks operations of a patch in JSON that can never hold. @text ends with a NUL. */
#define JSON6902_NEVER "\001never" /* no member that a text has by chance */
void json6902_mark_raw(const char *text, json_t *ops);

/* What both share: a part of a path as it is meant, malloc'ed; the index that it is in a list of @count. */
char *json6902_unescape(const char *part, size_t len);
bool json6902_position(const char *key, size_t count, size_t *out);
int json6902_missing(struct build *b, const char *op, const char *path);

#endif
