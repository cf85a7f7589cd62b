/* SPDX-License-Identifier: Apache-2.0 */
/* scalar_text.h - one scalar as goyaml v3 writes it, style kept: what replacements match and origins show. */
#ifndef KUSTOMIZE_SCALAR_TEXT_H
#define KUSTOMIZE_SCALAR_TEXT_H

#include "node.h"

/* A text without a style of its own: plain where that is the same text again, quoted where not. */
const char *scalar_text_plain(struct weir_arena *a, const char *text);
/* A node of a tree. */
const char *scalar_text(struct weir_arena *a, const struct weir_yaml_node *n);

#endif
