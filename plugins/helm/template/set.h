/* SPDX-License-Identifier: Apache-2.0 */
/* set.h - the named templates of a render, and the functions they may call. */
#ifndef HELM_SET_H
#define HELM_SET_H

#include "node.h"
#include "template.h"

/* All functions by name; later tables win over earlier ones (sprig's slice over Go's). */
struct function_index;
const struct function_index *function_index_new(struct weir_arena *a);
const struct func *function_find(const struct function_index *f, const char *name, size_t len);

/* Names in templates, each kept once: they come again and again. */
struct idents;
struct idents *idents_new(struct weir_arena *a);
struct ident ident_of(struct idents *known, const char *name, uint32_t len, uint32_t hash);

/* The trees of a set by name. An overlay (what `tpl` parses) adds to the set below it, which stays as it is. */
struct template_set {
	struct weir_arena *arena;
	const struct template_set *below;
	const struct function_index *functions;
	struct idents *idents; /* NULL: of an overlay, which is small */
	struct map *trees;     /* T_NONE values with .s: the tree */
	unsigned depth;        /* how many sets are below */
	bool owns_arena;
};

const struct tree *template_set_find(const struct template_set *set, const struct ident *name);
/* A set above @below in @arena. */
struct template_set *template_set_overlay(const struct template_set *below, struct weir_arena *arena);
/* Parse and add; *main is the tree of @name itself, in the set or not. NULL, or the raw error text. */
char *template_set_parse(struct template_set *set, const char *name, const char *text, size_t len,
			 const struct tree **main);

#endif
