/* SPDX-License-Identifier: Apache-2.0 */
/* schema_custom.h - the `openapi` field of kustomizations: a schema file of the author's own. */
#ifndef KUSTOMIZE_SCHEMA_CUSTOM_H
#define KUSTOMIZE_SCHEMA_CUSTOM_H

#include "schema.h"

/*
 * The original reads schemas when it first needs one, and its table of Kubernetes only when no file
 * of the author's is set by then; the same steps, so that the same kinds are known.
 */
struct schema_state {
	bool builtin;       /* the table counts */
	bool delayed;       /* it will, as soon as a schema is needed */
	bool ready;         /* init has run for what is set */
	bool versioned;     /* `openapi: {version}` was given */
	json_t *file;       /* set by a kustomization, not yet read */
	const char *broken; /* why the file is no schema */
	bool broken_used;
	json_t *kinds; /* "apps/v1|Deployment" -> schema (borrowed from files) */
	json_t *definitions;
	json_t *scopes; /* "api|Kind" -> namespaced */
	json_t *files;  /* all that were read: keeps them alive */
};

void schema_init(struct build *b);
bool schema_custom_kind(struct build *b, const char *key, struct schema *out);
struct schema schema_custom_field(struct build *b, const struct schema *s, const char *name);
struct schema schema_custom_elements(struct build *b, const struct schema *s);
/* -1 not known, 0 cluster, 1 namespaced. */
int schema_custom_scope(struct build *b, const char *api_version, const char *kind);

#endif
