/* SPDX-License-Identifier: Apache-2.0 */
/* kustfile_fields.h - tables of the fields that files may have. */
#ifndef KUSTOMIZE_KUSTFILE_FIELDS_H
#define KUSTOMIZE_KUSTFILE_FIELDS_H

#include <stdbool.h>

enum field_kind {
	F_STRING,
	F_BOOL,
	F_INT,
	F_STRINGS,    /* list of texts */
	F_STRING_MAP, /* map of texts */
	F_OBJECT,
	F_OBJECTS, /* list of objects */
	F_ANY,
};

struct kust_field {
	const char *name; /* NULL ends a table */
	enum field_kind kind;
	const struct kust_field *fields; /* of F_OBJECT, F_OBJECTS */
	bool exact; /* numbers never become text here: the original's struct has it from an embedded one */
};

extern const struct kust_field kustomization_fields[];
extern const struct kust_field configuration_fields[];
extern const struct kust_field replacement_fields[];
extern const struct kust_field patch_fields[];     /* of `patches` and of PatchTransformer */
extern const struct kust_field value_add_fields[]; /* a file of ValueAddTransformer's targets */
/* Of the builtin kinds of `transformers` and `generators`. */
extern const struct kust_field no_fields[];
extern const struct kust_field annotations_transformer_fields[];
extern const struct kust_field labels_transformer_fields[];
extern const struct kust_field image_transformer_fields[];
extern const struct kust_field namespace_transformer_fields[];
extern const struct kust_field json_transformer_fields[];
extern const struct kust_field merge_transformer_fields[];
extern const struct kust_field affix_transformer_fields[];
extern const struct kust_field prefix_transformer_fields[];
extern const struct kust_field suffix_transformer_fields[];
extern const struct kust_field replacements_transformer_fields[];
extern const struct kust_field replica_transformer_fields[];
extern const struct kust_field value_add_transformer_fields[];
extern const struct kust_field configmap_generator_fields[];
extern const struct kust_field secret_generator_fields[];
extern const struct kust_field iam_generator_fields[];

#endif
