/* SPDX-License-Identifier: Apache-2.0 */
/*
 * marks.c - the annotations in which the original keeps what it knows of an object.  Here they are
 * members of struct resource; written out only where somebody copies metadata as a whole.
 */
#include "resource.h"

#define INTERNAL "internal.config.kubernetes.io/"

static void show(struct build *b, struct resource *r, const char *key, const char *value)
{
	node_set_string(b->arena, resource_annotations(r), key, value);
}

static const char *joined(struct build *b, const struct ptrs *words)
{
	const char *text = words->count ? words->items[0] : "";
	size_t i;

	for (i = 1; i < words->count; i++)
		text = weir_arena_printf(b->arena, "%s,%s", text, (const char *)words->items[i]);
	return text;
}

static void show_past(struct build *b, struct resource *r)
{
	struct ptrs names = { 0 }, spaces = { 0 }, kinds = { 0 };
	size_t i;

	for (i = 0; i < r->past_count; i++) {
		ptrs_add(b->arena, &names, (void *)r->past[i].name);
		ptrs_add(b->arena, &spaces, (void *)r->past[i].ns);
		ptrs_add(b->arena, &kinds, (void *)r->past[i].kind);
	}
	show(b, r, INTERNAL "previousNames", joined(b, &names));
	show(b, r, INTERNAL "previousNamespaces", joined(b, &spaces));
	show(b, r, INTERNAL "previousKinds", joined(b, &kinds));
}

static const char *const behaviors[] = {
	[BEHAVIOR_UNSPECIFIED] = "unspecified",
	[BEHAVIOR_CREATE] = "create",
	[BEHAVIOR_REPLACE] = "replace",
	[BEHAVIOR_MERGE] = "merge",
};

void resource_show_marks(struct build *b, struct resource *r)
{
	if (!resource_is_marked(r))
		return;
	resource_mark(b, r);
	if (r->past_count)
		show_past(b, r);
	if (r->prefixes.count)
		show(b, r, INTERNAL "prefixes", joined(b, &r->prefixes));
	if (r->suffixes.count)
		show(b, r, INTERNAL "suffixes", joined(b, &r->suffixes));
	if (r->generated)
		show(b, r, INTERNAL "generatorBehavior", behaviors[r->behavior]);
	if (r->needs_hash)
		show(b, r, INTERNAL "needsHashSuffix", "enabled");
	if (r->allow_name_change)
		show(b, r, INTERNAL "allowNameChange", "enabled");
	if (r->allow_kind_change)
		show(b, r, INTERNAL "allowKindChange", "enabled");
	if (r->origin)
		show(b, r, ORIGIN_ANNOTATION, r->origin);
}
