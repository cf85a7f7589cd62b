/* SPDX-License-Identifier: Apache-2.0 */
/*
 * schema.h - what a strategic merge must know of a field: whether its list merges, and by which
 * keys.  From the table of Kubernetes v1.21.2, or from the kustomization's own `openapi`.
 */
#ifndef KUSTOMIZE_SCHEMA_H
#define KUSTOMIZE_SCHEMA_H

#include "build.h"
#include "schema_table.h"

/* One place in a schema; not known: nothing merges below, unless an object names its own kind. */
struct schema {
	bool known, merge;
	uint8_t type;                     /* enum field_type */
	uint16_t def;                     /* in the table; NO_DEF */
	const struct schema_table *table; /* or */
	const json_t *json;               /* a schema object of the kustomization's own file */
	const char *keys;                 /* "port,protocol", "" */
};

/* Of `openapi: {path, version}`: @text of the file or NULL; @reset for the root, else the first to set it wins. */
int schema_set(struct build *b, const json_t *openapi, const char *text, size_t len, bool reset);
/* A file that is no schema is an error only if somebody came to ask it. */
int schema_check(struct build *b);
void schema_done(struct build *b);

struct schema schema_of_kind(struct build *b, const char *api_version, const char *kind);
/* A comment behind a field may hold its schema: # {"type": "array", "x-kubernetes-patch-strategy": "merge"} */
bool schema_of_comment(struct build *b, const char *comment, struct schema *out);
/* "io.k8s.api.core.v1.PodSpec" of a table. */
struct schema schema_of_definition(const struct schema_table *t, const char *name);
struct schema schema_field(struct build *b, const struct schema *s, const char *field);
struct schema schema_elements(struct build *b, const struct schema *s);
bool schema_cluster_scoped(struct build *b, const char *api_version, const char *kind);

#endif
