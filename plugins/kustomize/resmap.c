/* SPDX-License-Identifier: Apache-2.0 */
/* resmap.c - resources in order, and the hash tables that find them by id. */
#include "resmap.h"

#define HASH_START 14695981039346656037u

struct entry {
	struct entry *next;
	uint64_t hash;
	struct resource *r;
	struct resid id;
};

struct id_index {
	struct entry **buckets;
	size_t size, count;
};

uint64_t text_hash(uint64_t h, const char *text)
{
	const unsigned char *p;

	for (p = (const unsigned char *)text; *p; p++)
		h = (h ^ *p) * 1099511628211u;
	return (h ^ 0xff) * 1099511628211u;
}

static uint64_t id_hash(const struct resid *id)
{
	uint64_t h = text_hash(HASH_START, id->name);

	h = text_hash(h, id->gvk.kind);
	h = text_hash(h, id->gvk.group);
	h = text_hash(h, id->gvk.version);
	return text_hash(h, resid_namespace(id));
}

/* ---- one table ---- */

static struct id_index *index_new(struct build *b, size_t expected)
{
	struct id_index *x = weir_arena_alloc(b->arena, sizeof(*x));

	for (x->size = 16; x->size < expected * 2; x->size *= 2)
		;
	x->buckets = weir_arena_alloc(b->arena, x->size * sizeof(struct entry *));
	return x;
}

static void index_grow(struct build *b, struct id_index *x)
{
	struct entry **old = x->buckets, *e, *next;
	size_t size = x->size, i;

	x->size *= 4;
	x->buckets = weir_arena_alloc(b->arena, x->size * sizeof(struct entry *));
	for (i = 0; i < size; i++) {
		struct entry *turned = NULL;

		/* Chains are newest first; turned round once so that the order stays. */
		for (e = old[i]; e; e = next) {
			next = e->next;
			e->next = turned;
			turned = e;
		}
		for (e = turned; e; e = next) {
			next = e->next;
			e->next = x->buckets[e->hash & (x->size - 1)];
			x->buckets[e->hash & (x->size - 1)] = e;
		}
	}
}

static void index_add(struct build *b, struct id_index *x, struct resource *r, const struct resid *id)
{
	struct entry *e = weir_arena_alloc(b->arena, sizeof(*e)), **bucket;

	if (x->count >= x->size)
		index_grow(b, x);
	e->hash = id_hash(id);
	e->r = r;
	e->id = *id;
	bucket = &x->buckets[e->hash & (x->size - 1)];
	e->next = *bucket;
	*bucket = e;
	x->count++;
}

/* Newest first; one resource with several equal ids comes once, since its entries are neighbours in time. */
static size_t index_find(const struct id_index *x, const struct resid *id, struct resource **out, size_t max)
{
	uint64_t hash = id_hash(id);
	const struct entry *e;
	const struct resource *before = NULL;
	size_t n = 0, i;

	for (e = x->buckets[hash & (x->size - 1)]; e; e = e->next) {
		if (e->hash != hash || e->r == before || !e->r->node || !resid_equal(&e->id, id))
			continue;
		before = e->r;
		if (n < max)
			out[n] = e->r;
		n++;
	}
	for (i = 0; n <= max && i < n / 2; i++) {
		struct resource *r = out[i];

		out[i] = out[n - 1 - i];
		out[n - 1 - i] = r;
	}
	return n;
}

/* ---- the map ---- */

struct resmap *resmap_new(struct build *b)
{
	return weir_arena_alloc(b->arena, sizeof(struct resmap));
}

void resmap_touch(struct resmap *m)
{
	m->current = m->any = NULL;
	m->doubtful = true;
}

/* A schema that came meanwhile may have taken kinds out of their namespaces. */
static void renew_scopes(const struct build *b, struct resmap *m)
{
	if (m->scopes != b->scopes)
		resmap_touch(m);
	m->scopes = b->scopes;
}

static void add_any(struct build *b, struct id_index *x, struct resource *r)
{
	struct resid id;
	size_t k;

	for (k = 0; k < r->past_count; k++) {
		id = resource_past_id(b, r, k);
		index_add(b, x, r, &id);
	}
	id = resource_id(b, r);
	index_add(b, x, r, &id);
}

static void make_current(struct build *b, struct resmap *m)
{
	struct resid id;
	size_t i;

	if (m->current)
		return;
	m->current = index_new(b, m->list.count);
	for (i = 0; i < m->list.count; i++) {
		id = resource_id(b, RESMAP_AT(m, i));
		index_add(b, m->current, RESMAP_AT(m, i), &id);
	}
}

static void make_any(struct build *b, struct resmap *m)
{
	size_t i;

	if (m->any)
		return;
	m->any = index_new(b, m->list.count * 2);
	for (i = 0; i < m->list.count; i++)
		add_any(b, m->any, RESMAP_AT(m, i));
}

size_t resmap_find_current(struct build *b, struct resmap *m, const struct resid *id, struct resource **out, size_t max)
{
	renew_scopes(b, m);
	make_current(b, m);
	return index_find(m->current, id, out, max);
}

size_t resmap_find_any(struct build *b, struct resmap *m, const struct resid *id, struct resource **out, size_t max)
{
	renew_scopes(b, m);
	make_any(b, m);
	return index_find(m->any, id, out, max);
}

static void append(struct build *b, struct resmap *m, struct resource *r)
{
	struct resid id = resource_id(b, r);

	renew_scopes(b, m);
	ptrs_add(b->arena, &m->list, r);
	if (m->current)
		index_add(b, m->current, r, &id);
	if (m->any)
		add_any(b, m->any, r);
}

int resmap_append(struct build *b, struct resmap *m, struct resource *r)
{
	struct resid id = resource_id(b, r);
	struct resource *there;

	if (resmap_find_current(b, m, &id, &there, 1))
		return build_fail(b, "may not add resource with an already registered id: %s",
				  resid_text(b->arena, &id));
	append(b, m, r);
	return 0;
}

int resmap_append_all(struct build *b, struct resmap *m, const struct ptrs *resources)
{
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < resources->count; i++)
		rc = resmap_append(b, m, resources->items[i]);
	return rc;
}

int resmap_check_unique(struct build *b, struct resmap *m)
{
	struct resource *two[2];
	struct resid id;
	size_t i;

	renew_scopes(b, m);
	if (!m->doubtful)
		return 0;
	for (i = 0; i < m->list.count; i++) {
		id = resource_id(b, RESMAP_AT(m, i));
		if (resmap_find_current(b, m, &id, two, 2) > 1)
			return build_fail(b, "may not add resource with an already registered id: %s",
					  resid_text(b->arena, &id));
	}
	m->doubtful = false;
	return 0;
}

void resmap_drop_empty(struct resmap *m)
{
	size_t i, n = 0;

	for (i = 0; i < m->list.count; i++)
		if (!resource_empty(RESMAP_AT(m, i)))
			m->list.items[n++] = m->list.items[i];
	if (n != m->list.count)
		resmap_touch(m);
	m->list.count = n;
}

/* ---- generated objects ---- */

static void merge_strings_of(struct build *b, struct resource *r, const struct resource *old, const char *field)
{
	struct weir_yaml_node *merged = node_map(b->arena);
	const struct weir_yaml_node *from[] = { node_get(old->node, field), node_get(r->node, field) };
	size_t i, k;

	for (k = 0; k < 2; k++)
		for (i = 0; from[k] && from[k]->kind == WEIR_YAML_MAP && i + 1 < from[k]->count; i += 2) {
			const struct weir_yaml_node *value = from[k]->items[i + 1];
			struct weir_yaml_node *copy = node_scalar(b->arena, node_text(value), WEIR_YAML_T_STR);

			if (*copy->value)
				copy->len = value->len; /* NULs in it are kept */

			node_set(b->arena, merged, from[k]->items[i]->value, copy);
		}
	node_clear(r->node, field);
	if (merged->count)
		node_add_pair(b->arena, r->node, field, merged);
}

/* The new object takes the place of the old one: the same id, so the indexes stay true. */
static int merge_into(struct build *b, struct resource *old, struct resource *r)
{
	const char *origin = old->origin;
	enum behavior behavior = r->behavior;

	if (behavior != BEHAVIOR_MERGE && behavior != BEHAVIOR_REPLACE) {
		struct resid id = resource_id(b, r);

		return build_fail(b, "id %s exists; behavior must be merge or replace", resid_text(b->arena, &id));
	}
	resource_take_metadata(b, r, old);
	if (behavior == BEHAVIOR_MERGE) {
		merge_strings_of(b, r, old, "data");
		merge_strings_of(b, r, old, "binaryData");
		if (origin)
			r->origin = origin;
	}
	*old = *r;
	return 0;
}

int resmap_absorb(struct build *b, struct resmap *m, struct resource *r)
{
	struct resid id = resource_id(b, r);
	struct resource *two[2];
	size_t n = resmap_find_any(b, m, &id, two, 2);

	if (n > 1)
		return build_fail(b, "several objects could take the merge of %s", resid_text(b->arena, &id));
	if (n == 1)
		return merge_into(b, two[0], r);
	if (r->behavior == BEHAVIOR_MERGE || r->behavior == BEHAVIOR_REPLACE)
		return build_fail(b, "id %s does not exist; cannot merge or replace", resid_text(b->arena, &id));
	return resmap_append(b, m, r);
}
