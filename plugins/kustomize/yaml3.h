/* SPDX-License-Identifier: Apache-2.0 */
/*
 * yaml3.h - a tree as goyaml v3 writes it: styles and order kept.  For YAML inside of texts, which
 * replacements change in place.
 */
#ifndef KUSTOMIZE_YAML3_H
#define KUSTOMIZE_YAML3_H

#include "node.h"

/* Without the line break at the end. */
const char *yaml3_text(struct weir_arena *a, const struct weir_yaml_node *n);

#endif
