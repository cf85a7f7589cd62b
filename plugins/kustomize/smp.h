/* SPDX-License-Identifier: Apache-2.0 */
/*
 * smp.h - strategic merge as kyaml's merge2 does it: one walk over both trees, side by side.
 *
 * The result is @dest, changed in place; parts of @patch end in it, so a patch that is used twice
 * is copied before.
 */
#ifndef KUSTOMIZE_SMP_H
#define KUSTOMIZE_SMP_H

#include "node.h"
#include "schema.h"

struct smp {
	struct build *b;
	bool append; /* new list items go behind the old ones; kustomize wants them in front */
	bool infer;  /* lists whose items all have a name merge by it when the schema knows nothing */
	unsigned depth;
	bool commented; /* some comment in the two trees may be a schema */
};

/* *out: the merged tree, NULL when the patch deletes it. */
int smp_merge(struct smp *s, struct weir_yaml_node *dest, struct weir_yaml_node *patch, struct weir_yaml_node **out);

/* Inside: the two nodes walked side by side, and what the schema says about them. */
struct smp_pair {
	struct weir_yaml_node *dest, *patch;
};
int smp_walk(struct smp *s, struct smp_pair pair, const struct schema *schema, struct weir_yaml_node **out);

enum smp_directive { SMP_MERGE, SMP_REPLACE, SMP_DELETE };
/* `$patch` of a map or of a list's element; taken out of the patch. */
int smp_directive(struct smp *s, struct weir_yaml_node *patch, enum smp_directive *out);

/* smp_list.c */
int smp_walk_list(struct smp *s, struct smp_pair pair, const struct schema *schema, struct weir_yaml_node **out);

/* smp_keep.c: where the patch has nothing. False: the full walk is needed. */
bool smp_can_keep_map(const struct weir_yaml_node *map);
int smp_keep_map(struct smp *s, struct weir_yaml_node *map, const struct schema *schema);
bool smp_can_keep_list(const struct weir_yaml_node *list, const char *const *keys, size_t key_count);
int smp_keep_list(struct smp *s, struct weir_yaml_node *list, const struct schema *elements,
		  struct weir_yaml_node **out);

#endif
