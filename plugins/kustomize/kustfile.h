/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kustfile.h - kustomization.yaml and the other files with fixed fields, read as Go decodes them:
 * names of fields in any case, types checked, unknown fields refused where the original is strict.
 *
 * What comes out is JSON with the right names and types and without nulls, so that everything
 * behind it asks with weir_get() and needs no checks.
 */
#ifndef KUSTOMIZE_KUSTFILE_H
#define KUSTOMIZE_KUSTFILE_H

#include "build.h"
#include "kustfile_fields.h"

#define DECODE_STRICT    (1u << 0) /* unknown fields are errors */
#define DECODE_COERCE    (1u << 1) /* numbers and booleans become text where text is wanted */
#define DECODE_FROM_JSON (1u << 2) /* with that: the original has written it as JSON meanwhile, 2.0 is 2 */
#define DECODE_YAML3     (1u << 3) /* as goyaml v3 does it: names exactly, numbers keep 64 bits */

/* @fields: a table of kustfile_fields.h; *out: a new reference. */
int kustfile_decode(struct build *b, const char *name, const struct kust_field *fields, const json_t *raw,
		    unsigned flags, json_t **out);

/* Text of a kustomization file to its canonical JSON, old fields turned into new ones, checked. */
int kustfile_read(struct build *b, const char *name, const char *text, size_t len, json_t **out);
/* The same without the checks and with unknown fields dropped: what Flux does before it writes the file again. */
int kustfile_read_loose(struct build *b, const char *name, const char *text, size_t len, json_t **out);
/* fixfile.c: bases to resources, imageTags to images, env to envs; then kind, version and emptiness are checked. */
int kustfile_fix(struct build *b, const char *name, json_t *file);
void kustfile_warn(struct build *b, const json_t *file);

#endif
