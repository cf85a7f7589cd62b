/* SPDX-License-Identifier: Apache-2.0 */
/* set.c - templates by name: a definition replaces an earlier one, unless it is empty. */
#include "set.h"

#include "error.h"
#include "parse.h"

static struct value tree_value(struct tree *tree)
{
	return (struct value){ .type = T_STRING, .s = (const char *)tree };
}

struct template_set *template_set_overlay(const struct template_set *below, struct weir_arena *arena)
{
	struct template_set *set = weir_arena_alloc(arena, sizeof(*set));

	set->arena = arena;
	set->below = below;
	set->depth = below->depth + 1;
	set->functions = below->functions;
	set->trees = map_new(arena, 0);
	return set;
}

struct template_set *template_set_new(void)
{
	struct weir_arena *a = weir_arena_new();
	struct template_set *set = weir_arena_alloc(a, sizeof(*set));

	set->arena = a;
	set->owns_arena = true;
	set->functions = function_index_new(a);
	set->idents = idents_new(a);
	set->trees = map_new(a, 16);
	return set;
}

void template_set_free(struct template_set *set)
{
	if (set && set->owns_arena)
		weir_arena_free(set->arena);
}

const struct tree *template_set_find(const struct template_set *set, const struct ident *name)
{
	const struct value *v;

	for (; set; set = set->below) {
		v = map_get_hashed(set->trees, name->name, name->len, name->hash);
		if (v)
			return (const struct tree *)v->s;
	}
	return NULL;
}

static void add(struct template_set *set, struct tree *tree)
{
	if (node_is_empty(&tree->root->base) && template_set_find(set, &tree->name))
		return;
	map_set(set->trees, tree->name.name, tree->name.len, tree_value(tree));
}

char *template_set_parse(struct template_set *set, const char *name, const char *text, size_t len,
			 const struct tree **main)
{
	struct tree **trees;
	uint32_t count, i;
	char *error;

	if (!parse_text(set, name, text, len, &trees, &count, &error))
		return error;
	for (i = 0; i < count; i++) {
		if (main && trees[i]->name.len == strlen(name) &&
		    memcmp(trees[i]->name.name, name, trees[i]->name.len) == 0)
			*main = trees[i];
		add(set, trees[i]);
	}
	return NULL;
}

int template_set_add(struct template_set *set, const char *name, const char *text, size_t len,
		     struct weir_strbuf *error)
{
	const char *raw = template_set_parse(set, weir_arena_strdup(set->arena, name), text, len, NULL);

	if (!raw)
		return 0;
	error_clean_parse(error, name, raw);
	return -1;
}
