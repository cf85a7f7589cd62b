/* SPDX-License-Identifier: Apache-2.0 */
/* structured.h - YAML and JSON inside of a text, as replacements reach into it. */
#ifndef KUSTOMIZE_STRUCTURED_H
#define KUSTOMIZE_STRUCTURED_H

#include "build.h"
#include "node.h"

/*
 * Does the path lead through a text into YAML or JSON in it? Then the value is put there, the text
 * written again, and true is the answer. No error is left behind.
 */
bool structured_set(struct build *b, struct weir_yaml_node *root, const char *const *parts, size_t count, int create,
		    const struct weir_yaml_node *value);

#endif
