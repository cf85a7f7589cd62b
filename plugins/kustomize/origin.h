/* SPDX-License-Identifier: Apache-2.0 */
/* origin.h - where a resource came from and what changed it, as `buildMetadata` asks for. */
#ifndef KUSTOMIZE_ORIGIN_H
#define KUSTOMIZE_ORIGIN_H

#include "resmap.h"

struct origin {
	const char *path; /* from where the build began; "" there */
	const char *repo, *ref;
};

/* The origin of @path named in a kustomization at @from; addresses of repositories start anew. */
struct origin origin_append(struct build *b, const struct origin *from, const char *path);
/* Text of the annotation for a file. */
const char *origin_text(struct build *b, const struct origin *o);
/* Of something made or changed by what @file configures: builtin (@kind alone) or an object. */
const char *origin_configured(struct build *b, const struct origin *o, const char *file, const char *api_version,
			      const char *kind, const char *name, const char *ns);
/* Of the object of a generator or transformer whose own origin is @annotation. */
const char *origin_of_plugin(struct build *b, struct resource *r);
int origin_add_transformation(struct build *b, struct resmap *m, const char *text);
/* The list of what changed one object. */
const char *origin_transformations(struct build *b, const struct resource *r);

#endif
