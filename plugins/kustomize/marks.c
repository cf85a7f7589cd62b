/* SPDX-License-Identifier: Apache-2.0 */
/*
 * marks.c - the annotations in which the original keeps what it knows of an object.  Here they are
 * members of struct resource; written out for who looks at metadata or changes it as a whole, and read
 * again behind that, since what was wiped out there is forgotten.
 */
#include "origin.h"

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
	const struct weir_yaml_node *annotations = resource_annotations(r);

	if (!resource_is_marked(r))
		return;
	/* An empty map is full in the original: who holds it wants to see the marks in it. */
	if (!annotations || annotations->kind != WEIR_YAML_MAP)
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
	if (r->transformations.count)
		show(b, r, TRANSFORMED_ANNOTATION, origin_transformations(b, r));
}

/* ---- and back ---- */

static bool enabled(const struct resource *r, const char *key)
{
	const char *value = resource_annotation(r, key);

	return value && strcmp(value, "enabled") == 0;
}

static void recall_past(struct build *b, struct resource *r)
{
	const char *names = resource_annotation(r, INTERNAL "previousNames");
	const char *spaces = resource_annotation(r, INTERNAL "previousNamespaces");
	const char *kinds = resource_annotation(r, INTERNAL "previousKinds");
	const char **n, **s, **k;
	size_t nc, sc, kc, i;

	r->past_count = r->past_capacity = 0;
	if (!names || !spaces || !kinds)
		return;
	n = split_text(b->arena, names, ',', &nc);
	s = split_text(b->arena, spaces, ',', &sc);
	k = split_text(b->arena, kinds, ',', &kc);
	if (nc != sc || nc != kc)
		return;
	r->past = weir_arena_alloc(b->arena, nc * sizeof(*r->past));
	r->past_count = r->past_capacity = nc;
	for (i = 0; i < nc; i++)
		r->past[i] = (struct past){ n[i], s[i], k[i] };
}

static void recall_words(struct build *b, struct resource *r, const char *key, struct ptrs *out)
{
	const char *text = resource_annotation(r, key), **words;
	size_t n, i;

	*out = (struct ptrs){ 0 };
	if (!text)
		return;
	words = split_text(b->arena, text, ',', &n);
	for (i = 0; i < n; i++)
		ptrs_add(b->arena, out, (void *)words[i]);
}

static void recall_behavior(struct resource *r)
{
	const char *text = resource_annotation(r, INTERNAL "generatorBehavior");
	int i;

	r->generated = text != NULL;
	r->behavior = BEHAVIOR_UNSPECIFIED;
	for (i = BEHAVIOR_CREATE; text && i <= BEHAVIOR_MERGE; i++)
		if (strcmp(text, behaviors[i]) == 0)
			r->behavior = (enum behavior)i;
}

static void recall(struct build *b, struct resource *r)
{
	const char *helm = resource_annotation(r, INTERNAL "helm-generated");

	recall_past(b, r);
	recall_words(b, r, INTERNAL "prefixes", &r->prefixes);
	recall_words(b, r, INTERNAL "suffixes", &r->suffixes);
	r->needs_hash = enabled(r, INTERNAL "needsHashSuffix");
	r->allow_name_change = enabled(r, INTERNAL "allowNameChange");
	r->allow_kind_change = enabled(r, INTERNAL "allowKindChange");
	r->helm = helm && strcmp(helm, "true") == 0;
	recall_behavior(r);
}

void resource_take_marks(struct build *b, struct resource *r)
{
	const struct weir_yaml_node *annotations = resource_annotations(r);
	size_t i;

	for (i = 0; annotations && annotations->kind == WEIR_YAML_MAP && i + 1 < annotations->count; i += 2)
		if (strncmp(annotations->items[i]->value ? annotations->items[i]->value : "", INTERNAL,
			    strlen(INTERNAL)) == 0) {
			recall(b, r);
			return;
		}
}

static const char *const shown[] = {
	INTERNAL "previousNames",   INTERNAL "previousNamespaces", INTERNAL "previousKinds",
	INTERNAL "prefixes",        INTERNAL "suffixes",           INTERNAL "generatorBehavior",
	INTERNAL "needsHashSuffix", INTERNAL "allowNameChange",    INTERNAL "allowKindChange",
	ORIGIN_ANNOTATION,          TRANSFORMED_ANNOTATION,
};

void resource_hide_marks(struct build *b, struct resource *r)
{
	const char *origin = resource_annotation(r, ORIGIN_ANNOTATION);
	const char *transformed = resource_annotation(r, TRANSFORMED_ANNOTATION);
	size_t i;

	recall(b, r);
	r->origin = b->track_origin ? origin : NULL;
	r->transformations = (struct ptrs){ 0 };
	if (transformed)
		ptrs_add(b->arena, &r->transformations, (void *)transformed);
	for (i = 0; i < sizeof(shown) / sizeof(shown[0]); i++)
		node_clear(resource_annotations(r), shown[i]);
}
