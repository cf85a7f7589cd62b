/* SPDX-License-Identifier: Apache-2.0 */
/* flux.h - what Flux does around a build: the file found or made, the spec merged in, texts substituted. */
#ifndef KUSTOMIZE_FLUX_H
#define KUSTOMIZE_FLUX_H

#include "kustomize.h"

/* flux_generate.c: the kustomization of a folder as JSON (a new reference): its own, or one made of all YAML below. */
int flux_generate(struct build *b, struct loader *ldr, const char *dir, json_t **file);
/* flux_merge.c: fields of the spec into it. */
int flux_merge(struct build *b, struct loader *ldr, const json_t *spec, json_t *file);
/* flux_substitute.c: variables of postBuild into every resource. */
struct flux_substitution {
	const json_t *vars;
	bool strict, always;
};
int flux_vars(struct build *b, const json_t *object, json_t **vars);
int flux_substitute(struct build *b, struct resmap *m, const struct flux_substitution *s);
/*
 * flux_decrypt.c: *out stays NULL where spec.decryption is not there; the rest does nothing then.  The
 * kustomization @file of @ldr's folder, those of the folders that it names: their encrypted files become
 * plain_files.  Then, behind the build, resources with a part `sops` and Secrets' data.
 */
struct flux_decryptor;
int flux_decryptor_open(struct build *b, const json_t *object, struct flux_decryptor **out);
void flux_decryptor_close(struct flux_decryptor *d);
int flux_decrypt_sources(struct flux_decryptor *d, const struct loader *ldr, const json_t *file);
int flux_decrypt_resources(struct flux_decryptor *d, struct resmap *m);
/* A Secret that is still encrypted is not applied. */
int flux_refuse_encrypted(const json_t *objects, struct weir_error *err);
/* The build with everything above, before decryption and substitution are told apart: resources in order. */
int flux_build(struct build *b, struct weir_tree *tree, const json_t *object, bool strict, struct resmap **out);
/* Objects of the plan: commonMetadata on, kustomizations of kustomize left out. New reference. */
json_t *flux_objects(struct build *b, struct resmap *m, const json_t *spec);

#endif
