/* SPDX-License-Identifier: Apache-2.0 */
/* functions.c - all tables of functions, joined: a set finds a function by its name's hash. */
#include "set.h"

/* Each table stands here once; of two functions of one name the later table's is taken. */
static const struct func *const tables[] = {
	functions_go,      functions_helm,    functions_strings,  functions_split,   functions_case,
	functions_words,   functions_lists,   functions_slices,   functions_dicts,   functions_math,
	functions_decimal, functions_convert, functions_defaults, functions_reflect, functions_encoding,
	functions_regex,   functions_semver,  functions_dates,    functions_crypto,  functions_paths,
	functions_random,
};

#define SIZE 1024u /* four times what there are, a power of two */

struct function_index {
	const struct func *rows[SIZE];
	uint32_t hashes[SIZE];
};

static bool is_named(const struct func *f, const char *name, size_t len)
{
	return strncmp(f->name, name, len) == 0 && !f->name[len];
}

static void enter(struct function_index *index, const struct func *f)
{
	size_t len = strlen(f->name);
	uint32_t hash = map_hash(f->name, len), i = hash & (SIZE - 1);

	while (index->rows[i] && !is_named(index->rows[i], f->name, len))
		i = (i + 1) & (SIZE - 1);
	index->rows[i] = f;
	index->hashes[i] = hash;
}

const struct function_index *function_index_new(struct weir_arena *a)
{
	struct function_index *index = weir_arena_alloc(a, sizeof(*index));
	const struct func *f;
	size_t i;

	for (i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		for (f = tables[i]; f->name; f++)
			enter(index, f);
	return index;
}

const struct func *function_find(const struct function_index *index, const char *name, size_t len)
{
	uint32_t hash = map_hash(name, len), i = hash & (SIZE - 1);

	for (; index->rows[i]; i = (i + 1) & (SIZE - 1))
		if (index->hashes[i] == hash && is_named(index->rows[i], name, len))
			return index->rows[i];
	return NULL;
}
