/* SPDX-License-Identifier: Apache-2.0 */
/* t_sort.c - the legacy order: kinds by rank, then group, version, kind, namespace and name as texts. */
#include "transform.h"

#include <stdlib.h>

#include "gosort.h"

struct key {
	struct resource *r;
	int rank;
	bool turned; /* Namespace kinds are compared the other way round */
	struct gvk gvk;
	const char *gvk_text, *id_text;
};

/*
 * Namespace kinds of several groups, when no list ranks them, have no place that agrees with all others:
 * what comes out depends on the way, so it is the original's.
 */
static bool comes_before(const void *a, const void *b)
{
	const struct key *x = a, *y = b;
	int order;

	if (gvk_equal(&x->gvk, &y->gvk))
		return strcmp(x->id_text, y->id_text) < 0;
	if (x->rank != y->rank)
		return x->rank < y->rank;
	order = strcmp(x->gvk_text, y->gvk_text);
	return x->turned && y->turned && (!*x->gvk.group || !*y->gvk.group) ? order > 0 : order < 0;
}

static int rank_in(const json_t *first, const json_t *last, const char *kind)
{
	int rank = 0;
	const json_t *k;
	size_t i;

	json_array_foreach(first, i, k)
		if (strcmp(json_string_value(k), kind) == 0)
			rank = (int)i - (int)json_array_size(first);
	json_array_foreach(last, i, k)
		if (strcmp(json_string_value(k), kind) == 0)
			rank = (int)i + 1;
	return rank;
}

static void make_key(struct build *b, struct resource *r, const json_t *legacy, struct key *k)
{
	struct resid id = resource_id(b, r);

	k->r = r;
	k->gvk = id.gvk;
	k->rank = legacy ? rank_in(json_object_get(legacy, "orderFirst"), json_object_get(legacy, "orderLast"),
				   id.gvk.kind)
			 : kind_rank(id.gvk.kind);
	k->turned = strcmp(id.gvk.kind, "Namespace") == 0;
	k->gvk_text = gvk_sort_text(b->arena, &id.gvk);
	k->id_text = text_join(b->arena, gvk_text(b->arena, &id.gvk), "|", *id.ns ? id.ns : "~X", "|",
			       *id.name ? id.name : "~N", NULL);
}

static int sort_legacy(struct build *b, struct resmap *m, const json_t *legacy)
{
	struct key *keys = weir_malloc((m->list.count + 1) * sizeof(*keys));
	void **order = weir_malloc((m->list.count + 1) * sizeof(*order));
	size_t i;

	for (i = 0; i < m->list.count; i++) {
		make_key(b, RESMAP_AT(m, i), legacy, &keys[i]);
		order[i] = &keys[i];
	}
	gosort(order, m->list.count, comes_before);
	for (i = 0; i < m->list.count; i++)
		m->list.items[i] = ((struct key *)order[i])->r;
	free(order);
	free(keys);
	return resmap_check_unique(b, m);
}

int transform_sort(struct build *b, struct resmap *m, const json_t *options)
{
	const char *order = weir_get_str_or(options, "order", "");
	const json_t *legacy = json_object_get(options, "legacySortOptions");

	if (!options)
		return sort_legacy(b, m, NULL);
	if (strcmp(order, "fifo") != 0 && strcmp(order, "legacy") != 0)
		return build_fail(b, "the field 'sortOptions.order' must be one of [fifo, legacy]");
	if (strcmp(order, "fifo") == 0)
		return legacy ? build_fail(b, "the field 'sortOptions.legacySortOptions' is set but the order is fifo")
			      : 0;
	return sort_legacy(b, m, legacy);
}
