/* SPDX-License-Identifier: Apache-2.0 */
/* plain_files.c - files whose decrypted text takes the place of what the tree has, for one build. */
#include <stdlib.h>

#include "loader.h"

void plain_file_add(struct build *b, const struct weir_tree *tree, const char *path, const char *text, size_t len)
{
	struct plain_file *f = weir_arena_alloc(b->arena, sizeof(*f));

	*f = (struct plain_file){ tree, path, weir_calloc(len + 1, 1), len };
	if (len)
		memcpy(f->text, text, len);
	ptrs_add(b->arena, &b->plain_files, f);
}

const struct plain_file *plain_file_find(const struct build *b, const struct weir_tree *tree, const char *path)
{
	size_t i;

	for (i = 0; i < b->plain_files.count; i++) {
		const struct plain_file *f = b->plain_files.items[i];

		if (f->tree == tree && strcmp(f->path, path) == 0)
			return f;
	}
	return NULL;
}

void plain_files_done(struct build *b)
{
	size_t i;

	for (i = 0; i < b->plain_files.count; i++) {
		struct plain_file *f = b->plain_files.items[i];

		weir_wipe(f->text, f->len);
		free(f->text);
	}
	b->plain_files.count = 0;
}
