/* SPDX-License-Identifier: Apache-2.0 */
/*
 * registry.h - the registry protocol (OCI distribution spec 1.1) as far as a reader needs it: token
 * authentication, tags, manifests, blobs; every digest is verified.
 */
#ifndef HELM_SOURCE_REGISTRY_H
#define HELM_SOURCE_REGISTRY_H

#include "access.h"

#define REGISTRY_DIGEST 72 /* "sha256:" and 64 digits, NUL */

struct registry {
	const struct fetch *fetch;
	struct access access;
	char *shown; /* "ghcr.io/owner/name": for messages */
	char *base;  /* "https://ghcr.io" */
	char *name;  /* "owner/name" */
	char *token; /* header line that the server has accepted, or NULL */
};

/*
 * Open the repository "oci://host/name" that @object names (its Secrets, spec.insecure), with @below
 * (may be NULL) behind its name.  Mirrors of "oci://host..." and of "https://host..." apply.
 */
int registry_open(const struct fetch *f, const json_t *object, const char *url, const char *below, struct registry *out,
		  struct weir_error *err);
void registry_close(struct registry *r);

/* All tags: a new array of texts. */
int registry_tags(struct registry *r, json_t **tags, struct weir_error *err);
/*
 * The manifest of a tag or digest (of an index: of its linux/amd64 entry, else its first), and the
 * digest of what the tag or digest names.
 */
int registry_manifest(struct registry *r, const char *reference, json_t **manifest, char digest[REGISTRY_DIGEST],
		      struct weir_error *err);
/* The digest that a tag has now; costs no body where the server says it in a header. */
int registry_resolve(struct registry *r, const char *tag, char digest[REGISTRY_DIGEST], struct weir_error *err);
/* The blob of a layer {"digest", "size", ...} into @fd. */
int registry_blob(struct registry *r, const json_t *layer, uint64_t max, int fd, struct weir_error *err);

#endif
