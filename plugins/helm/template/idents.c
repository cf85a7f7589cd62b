/* SPDX-License-Identifier: Apache-2.0 */
/* idents.c - names in templates: a table of hashes, open addressing, in the arena of the set. */
#include "set.h"

struct idents {
	struct weir_arena *arena;
	struct ident *slots;  /* .name NULL: free */
	uint32_t count, size; /* a power of two */
};

struct idents *idents_new(struct weir_arena *a)
{
	struct idents *known = weir_arena_alloc(a, sizeof(*known));

	known->arena = a;
	known->size = 256;
	known->slots = weir_arena_alloc(a, known->size * sizeof(*known->slots));
	return known;
}

/* Where it is, or where it belongs. */
static struct ident *slot_of(const struct idents *known, const char *name, uint32_t len, uint32_t hash)
{
	uint32_t i = hash & (known->size - 1);

	while (known->slots[i].name && (known->slots[i].hash != hash || known->slots[i].len != len ||
					memcmp(known->slots[i].name, name, len) != 0))
		i = (i + 1) & (known->size - 1);
	return &known->slots[i];
}

static void grow(struct idents *known)
{
	struct idents old = *known;
	uint32_t i;

	known->size *= 2;
	known->slots = weir_arena_alloc(known->arena, known->size * sizeof(*known->slots));
	for (i = 0; i < old.size; i++)
		if (old.slots[i].name)
			*slot_of(known, old.slots[i].name, old.slots[i].len, old.slots[i].hash) = old.slots[i];
}

struct ident ident_of(struct idents *known, const char *name, uint32_t len, uint32_t hash)
{
	struct ident *slot = slot_of(known, name, len, hash);

	if (slot->name)
		return *slot;
	if (known->count * 2 >= known->size) {
		grow(known);
		slot = slot_of(known, name, len, hash);
	}
	known->count++;
	*slot = (struct ident){ weir_arena_strndup(known->arena, name, len), len, hash };
	return *slot;
}
