/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tree.h - a SOPS file as a tree: maps in their order, lists, scalars, comments.
 *
 * All of it lives in the arena of one decryption.  A scalar's text is what the MAC is computed over:
 * integers in decimal, floats without an exponent, True and False, times as RFC 3339.
 */
#ifndef KUSTOMIZE_SOPS_TREE_H
#define KUSTOMIZE_SOPS_TREE_H

#include <weir/yaml.h>

enum sops_kind {
	SOPS_NULL,
	SOPS_STRING,
	SOPS_INT,
	SOPS_FLOAT,
	SOPS_BOOL,
	SOPS_TIME,
	SOPS_COMMENT,
	SOPS_MAP,
	SOPS_LIST,
};

struct sops_node {
	enum sops_kind kind;
	bool at_end;     /* a comment behind its value on the line */
	const char *key; /* in a map; NULL: an item of a list, a comment */
	size_t key_len;
	const char *text; /* of scalars and comments; NUL after len */
	size_t len;
	struct sops_node *next, *first, *last; /* siblings, children */
};

struct sops_node *sops_node_new(struct weir_arena *a, enum sops_kind kind);
struct sops_node *sops_node_text(struct weir_arena *a, enum sops_kind kind, const char *text, size_t len);
void sops_node_add(struct sops_node *parent, struct sops_node *child);
void sops_node_add_key(struct weir_arena *a, struct sops_node *map, const char *key, size_t len,
		       struct sops_node *value);
/* Child of a map, NULL: none. */
struct sops_node *sops_node_get(const struct sops_node *map, const char *key);
/* Text of a scalar below a map, "" for none. */
const char *sops_node_str(const struct sops_node *map, const char *key);
/* Scalars of numbers, with the text that they have in a MAC. */
struct sops_node *sops_node_int(struct weir_arena *a, int64_t i);
struct sops_node *sops_node_float(struct weir_arena *a, double d);

#endif
