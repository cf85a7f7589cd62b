/* SPDX-License-Identifier: Apache-2.0 */
/*
 * yaml_keys.c - nodes of keys that the trees of one arena share: the objects of a cluster have the same
 * few names over and over.
 */
#include "yaml_private.h"

#define PLACES 4 /* of the table that a key may have; where all are taken the newest has the first */

static size_t hash_of(const char *text, size_t len)
{
	size_t hash = 5381, i;

	for (i = 0; i < len; i++)
		hash = hash * 33 + (unsigned char)text[i];
	return hash ^ hash >> 15;
}

static struct weir_yaml_node *make(struct weir_arena *arena, const char *text, size_t len)
{
	struct weir_yaml_node *n = weir_arena_alloc(arena, sizeof(*n));

	n->kind = WEIR_YAML_SCALAR;
	n->tag = WEIR_YAML_T_STR;
	n->value = weir_arena_strndup(arena, text, len);
	n->len = (uint32_t)len;
	if (memchr(text, '\n', len))
		n->style = WEIR_YAML_LITERAL;
	else if (weir_yaml_resolve(text, len, WEIR_YAML_V3) != WEIR_YAML_T_STR ||
		 weir_yaml_resolve(text, len, WEIR_YAML_V2) == WEIR_YAML_T_BOOL)
		n->style = WEIR_YAML_DOUBLE;
	return n;
}

struct weir_yaml_node *weir_yaml_key_node(struct weir_arena *arena, struct weir_yaml_keys *keys, const char *text,
					  size_t len)
{
	size_t hash = hash_of(text, len), size = sizeof(keys->slots) / sizeof(keys->slots[0]), i;
	struct weir_yaml_node **slot;

	for (i = 0; i < PLACES; i++) {
		slot = &keys->slots[(hash + i) % size];
		if (!*slot)
			return *slot = make(arena, text, len);
		if ((*slot)->len == len && memcmp((*slot)->value, text, len) == 0)
			return *slot;
	}
	slot = &keys->slots[hash % size];
	return *slot = make(arena, text, len);
}
