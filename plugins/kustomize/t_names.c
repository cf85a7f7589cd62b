/* SPDX-License-Identifier: Apache-2.0 */
/*
 * t_names.c - after names have changed, fields that hold names follow.
 *
 * Candidates are found by their former name in a hash table, so a build with thousands of
 * resources needs one look a field, not one a pair of resources.
 */
#include "config.h"
#include "transform.h"

struct candidate {
	struct candidate *next; /* same bucket, in the order of the map */
	uint64_t hash;
	const char *name; /* a former one */
	struct resource *r;
	struct resid id; /* of now */
};

/* The fields of one kind that hold names. */
struct use {
	const struct nameref *ref;
	struct fieldspec *spec;
};

struct uses {
	struct uses *next;
	struct gvk gvk;
	struct use *list;
	size_t count;
};

/* Somewhere a resource came from namespace @first and is in @now. */
struct moved {
	struct moved *next;
	const char *first, *now, *raw;
};

struct names {
	struct build *b;
	struct candidate **buckets, **tails;
	size_t size;
	struct moved *moves[64]; /* by hash of the first namespace; each pair once */
	const struct ptrs *namerefs;
	struct uses *uses; /* of the kinds met so far */
	/* of the field in hand: */
	struct resource *referrer;
	struct resid referrer_id;
	const struct gvk *target;
	const char *path;
	struct ptrs *binding_namespaces; /* of the subjects of a RoleBinding; texts */
};

/* ---- the table ---- */

static void add_candidate(struct names *n, struct resource *r, const char *name)
{
	struct candidate *c = weir_arena_alloc(n->b->arena, sizeof(*c));
	size_t bucket;

	*c = (struct candidate){ NULL, text_hash(14695981039346656037u, name), name, r, resource_id(n->b, r) };
	bucket = c->hash & (n->size - 1);
	if (n->tails[bucket])
		n->tails[bucket]->next = c;
	else
		n->buckets[bucket] = c;
	n->tails[bucket] = c;
}

static struct moved **moved_bucket(struct names *n, const char *first)
{
	return &n->moves[text_hash(14695981039346656037u, first) % 64];
}

static void add_move(struct names *n, struct resource *r)
{
	struct resid first = resource_first_id(n->b, r), now = resource_id(n->b, r);
	const char *from = resid_namespace(&first), *to = resid_namespace(&now);
	struct moved **bucket = moved_bucket(n, from), *m;

	for (m = *bucket; m; m = m->next)
		if (strcmp(m->first, from) == 0 && strcmp(m->now, to) == 0 && strcmp(m->raw, now.ns) == 0)
			return;
	m = weir_arena_alloc(n->b->arena, sizeof(*m));
	*m = (struct moved){ *bucket, from, to, now.ns };
	*bucket = m;
}

static void index_names(struct names *n, struct resmap *m)
{
	size_t i, k, j;

	for (n->size = 16; n->size < m->list.count * 2; n->size *= 2)
		;
	n->buckets = weir_arena_alloc(n->b->arena, n->size * sizeof(struct candidate *));
	n->tails = weir_arena_alloc(n->b->arena, n->size * sizeof(struct candidate *));
	for (i = 0; i < m->list.count; i++) {
		struct resource *r = RESMAP_AT(m, i);

		add_move(n, r);
		for (k = 0; k < r->past_count; k++) {
			for (j = 0; j < k && strcmp(r->past[j].name, r->past[k].name) != 0; j++)
				;
			if (j == k)
				add_candidate(n, r, r->past[k].name);
		}
	}
}

/* ---- sieves ---- */

static bool past_kind_matches(struct names *n, struct resource *r, const struct gvk *selector)
{
	size_t i;

	for (i = 0; i < r->past_count; i++) {
		struct resid id = resource_past_id(n->b, r, i);

		if (gvk_selected(&id.gvk, selector))
			return true;
	}
	return false;
}

static bool in_list(const struct ptrs *list, const char *text)
{
	size_t i;

	for (i = 0; list && i < list->count; i++)
		if (strcmp(list->items[i], text) == 0)
			return true;
	return false;
}

/* Could the referrer see it at all: same namespace, none, or that of a binding's subject. */
static bool in_reach(const struct names *n, const struct candidate *c)
{
	if (n->referrer_id.gvk.cluster || c->id.gvk.cluster)
		return true;
	if (strcmp(resid_namespace(&c->id), resid_namespace(&n->referrer_id)) == 0)
		return true;
	/* The namespace of a subject lets only ServiceAccounts through. */
	return strcmp(c->id.gvk.kind, "ServiceAccount") == 0 && in_list(n->binding_namespaces, c->id.ns);
}

/* roleRef names the kind it means. */
static bool role_matches(struct names *n, struct resource *r)
{
	const struct weir_yaml_node *ref, *group, *kind;
	size_t len = strlen(n->path);
	struct gvk selector = { "", "", "", false };

	if (len < 12 || strcmp(n->path + len - 12, "roleRef/name") != 0)
		return true;
	ref = node_get(n->referrer->node, "roleRef");
	group = node_get(ref, "apiGroup");
	kind = node_get(ref, "kind");
	if (!group || !kind)
		return true;
	selector.group = group->value ? group->value : "";
	selector.kind = kind->value ? kind->value : "";
	return past_kind_matches(n, r, &selector);
}

/* The shorter list of affixes is the end of the longer one. */
static bool same_ending(const struct ptrs *a, const struct ptrs *b)
{
	const struct ptrs *shorter = a->count < b->count ? a : b, *longer = shorter == a ? b : a;
	size_t diff = longer->count - shorter->count, i;

	if (!shorter->count)
		return diff == 0;
	for (i = 0; i < shorter->count; i++)
		if (strcmp(shorter->items[i], longer->items[i + diff]) != 0)
			return false;
	return true;
}

static bool same_affixes(const struct resource *a, const struct resource *b, bool allow_empty)
{
	bool free_prefix = allow_empty && (!a->prefixes.count || !b->prefixes.count);
	bool free_suffix = allow_empty && (!a->suffixes.count || !b->suffixes.count);

	return (free_prefix || same_ending(&a->prefixes, &b->prefixes)) &&
	       (free_suffix || same_ending(&a->suffixes, &b->suffixes));
}

static void keep_same_affixes(struct names *n, struct ptrs *list, bool allow_empty)
{
	size_t i, kept = 0;

	for (i = 0; i < list->count; i++)
		if (same_affixes(list->items[i], n->referrer, allow_empty))
			list->items[kept++] = list->items[i];
	list->count = kept;
}

/* A map with a namespace wants candidates of that namespace: first by the original, then by the present one. */
struct wanted_namespace {
	const char *ns; /* NULL: any */
	bool original;
};

static bool namespace_fits(struct names *n, const struct candidate *c, const struct wanted_namespace *w)
{
	struct resid first;

	if (!w || !w->ns)
		return true;
	if (!w->original)
		return strcmp(resid_namespace(&c->id), w->ns) == 0 && !c->id.gvk.cluster;
	first = resource_first_id(n->b, c->r);
	return strcmp(resid_namespace(&first), w->ns) == 0 && strcmp(w->ns, NS_NONE) != 0;
}

static void collect(struct names *n, const char *name, const struct wanted_namespace *w, struct ptrs *out)
{
	uint64_t hash = text_hash(14695981039346656037u, name);
	struct candidate *c;

	for (c = n->buckets[hash & (n->size - 1)]; c; c = c->next)
		if (c->hash == hash && strcmp(c->name, name) == 0 && in_reach(n, c) && namespace_fits(n, c, w) &&
		    past_kind_matches(n, c->r, n->target) && role_matches(n, c->r))
			ptrs_add(n->b->arena, out, c->r);
}

static bool identical(const struct ptrs *list, bool namespaces)
{
	const struct resource *first = list->items[0];
	size_t i;

	for (i = 1; i < list->count; i++) {
		const struct resource *r = list->items[i];

		if (strcmp(resource_name(first), resource_name(r)) != 0 ||
		    (namespaces && strcmp(resource_namespace(first), resource_namespace(r)) != 0))
			return false;
	}
	return true;
}

/* *out NULL: nothing was meant. */
static int select_referral(struct names *n, const char *name, const struct wanted_namespace *w, bool namespaces,
			   struct resource **out)
{
	struct ptrs list = { 0 };

	*out = NULL;
	collect(n, name, w, &list);
	if (list.count > 1) {
		keep_same_affixes(n, &list, true);
		if (list.count > 1)
			keep_same_affixes(n, &list, false);
	}
	if (!list.count)
		return 0;
	if (list.count > 1 && !identical(&list, namespaces))
		return build_fail(n->b, "found multiple possible referrals for \"%s\": %s and %s", name,
				  resource_text(n->b, list.items[0]), resource_text(n->b, list.items[1]));
	*out = list.items[0];
	return 0;
}

/* ---- fields ---- */

static int set_scalar(struct names *n, struct weir_yaml_node *field)
{
	const char *old = field->value ? field->value : "";
	struct resource *referral;
	int rc = select_referral(n, old, NULL, false, &referral);

	if (rc || !referral || strcmp(resource_name(referral), old) == 0)
		return rc;
	node_set_scalar_text(field, resource_name(referral));
	return 0;
}

/* Is anything in reach that came from that namespace? */
static bool any_original(struct names *n, const char *ns)
{
	const struct moved *m;

	for (m = *moved_bucket(n, ns); m; m = m->next) {
		if (strcmp(m->first, ns) != 0)
			continue;
		if (n->referrer_id.gvk.cluster || strcmp(m->now, NS_NONE) == 0 ||
		    strcmp(m->now, resid_namespace(&n->referrer_id)) == 0 || in_list(n->binding_namespaces, m->raw))
			return true;
	}
	return false;
}

static int set_mapping(struct names *n, struct weir_yaml_node *map)
{
	const struct weir_yaml_node *name = node_get(map, "name"), *ns = node_get(map, "namespace");
	struct wanted_namespace w = { ns ? (ns->value ? ns->value : "") : NULL, true };
	struct resource *referral;
	const char *old;
	int rc;

	if (!name)
		return build_fail(n->b, "path config error; no 'name' field in node");
	old = name->value ? name->value : "";
	if (ns)
		w.original = strcmp(w.ns, NS_NONE) != 0 && any_original(n, w.ns);
	rc = select_referral(n, old, &w, true, &referral);
	if (rc || !referral)
		return rc;
	if (strcmp(resource_name(referral), old) == 0 && !*resource_namespace(referral))
		return 0;
	node_set_text(n->b->arena, map, "name", resource_name(referral));
	if (*resource_namespace(referral))
		node_set_text(n->b->arena, map, "namespace", resource_namespace(referral));
	return 0;
}

static int set_reference(struct build *b, struct weir_yaml_node *field, void *arg)
{
	struct names *n = arg;
	size_t i;
	int rc = 0;

	if (node_is_null(field))
		return 0;
	if (field->kind == WEIR_YAML_SCALAR)
		return set_scalar(n, field);
	if (field->kind == WEIR_YAML_MAP)
		return set_mapping(n, field);
	for (i = 0; rc == 0 && i < field->count; i++) {
		struct weir_yaml_node *item = field->items[i];

		if (node_is_null(item))
			continue;
		if (item->kind == WEIR_YAML_SEQ)
			return build_fail(b, "a list of names has a list in it");
		rc = item->kind == WEIR_YAML_MAP ? set_mapping(n, item) : set_scalar(n, item);
	}
	return rc;
}

/* ---- referrers ---- */

/* Namespaces of the ServiceAccounts that a RoleBinding is for. */
static int binding_namespaces(struct names *n, struct resource *r, struct ptrs *out)
{
	const struct weir_yaml_node *subjects = node_get(r->node, "subjects");
	size_t i;

	if (strcmp(resource_kind(r), "RoleBinding") != 0 || !subjects || subjects->kind != WEIR_YAML_SEQ)
		return 0;
	for (i = 0; i < subjects->count; i++) {
		const struct weir_yaml_node *ns = node_get(subjects->items[i], "namespace");
		const struct weir_yaml_node *kind = node_get(subjects->items[i], "kind");

		if (subjects->items[i]->kind != WEIR_YAML_MAP)
			return build_fail(n->b, "a subject of %s is no map", resource_text(n->b, r));
		if (!ns || !kind)
			continue;
		if (kind->kind != WEIR_YAML_SCALAR || node_meaning(kind) != WEIR_YAML_T_STR)
			return build_fail(n->b, "the kind of a subject of %s is no text", resource_text(n->b, r));
		if (strcmp(node_text(kind), "ServiceAccount") != 0)
			continue;
		if (ns->kind != WEIR_YAML_SCALAR || node_meaning(ns) != WEIR_YAML_T_STR)
			return build_fail(n->b, "Invalid Input: namespace is blank for resource %s",
					  resource_text(n->b, r));
		ptrs_add(n->b->arena, out, (void *)ns->value);
	}
	return 0;
}

/* Chosen by what an object was first, whatever it is now. */
static const struct uses *uses_of(struct names *n, const struct gvk *first)
{
	struct uses *u;
	size_t i, k, most = 0;

	for (u = n->uses; u; u = u->next)
		if (gvk_equal(&u->gvk, first))
			return u;
	u = weir_arena_alloc(n->b->arena, sizeof(*u));
	*u = (struct uses){ .next = n->uses, .gvk = *first };
	n->uses = u;
	for (i = 0; i < n->namerefs->count; i++)
		most += ((const struct nameref *)n->namerefs->items[i])->referrers.count;
	u->list = weir_arena_alloc(n->b->arena, (most + 1) * sizeof(*u->list));
	for (i = 0; i < n->namerefs->count; i++) {
		const struct nameref *ref = n->namerefs->items[i];

		for (k = 0; k < ref->referrers.count; k++) {
			struct fieldspec *spec = ref->referrers.items[k];

			if (gvk_selected(first, &spec->gvk))
				u->list[u->count++] = (struct use){ ref, spec };
		}
	}
	return u;
}

static int fix_field(struct names *n, const struct use *use)
{
	struct fieldspec_walk walk = { set_reference, n, -1, 0 };
	int rc;

	n->target = &use->ref->target;
	n->path = use->spec->path;
	rc = fieldspec_apply_chosen(n->b, use->spec, &n->referrer_id.gvk, n->referrer->node, &walk);
	if (rc)
		build_fail_in(n->b, "updating name reference in '%s' of %s", use->spec->path,
			      resource_text(n->b, n->referrer));
	return rc;
}

static int fix_referrer(struct names *n, struct resource *r)
{
	const struct weir_yaml_node *api = node_get(r->node, "apiVersion");
	struct resid first = resource_first_id(n->b, r);
	const struct uses *u = uses_of(n, &first.gvk);
	struct ptrs spaces = { 0 };
	size_t i;
	int rc;

	n->referrer = r;
	n->referrer_id = resource_id(n->b, r);
	n->binding_namespaces = &spaces;
	rc = u->count && !n->referrer_id.gvk.cluster ? binding_namespaces(n, r, &spaces) : 0;
	/* The original compares what it reads as null with the text that it reads elsewhere. */
	if (rc == 0 && u->count && api && node_is_null(api) && *resource_api_version(r))
		rc = build_fail(n->b, "%s: apiVersion is null", resource_text(n->b, r));
	if (rc == 0 && u->count && *resource_api_version(r) == '/')
		rc = build_fail(n->b, "%s: apiVersion '%s' has no group before its slash", resource_text(n->b, r),
				resource_api_version(r));
	for (i = 0; rc == 0 && i < u->count; i++)
		rc = fix_field(n, &u->list[i]);
	return rc;
}

int transform_names(struct build *b, struct resmap *m, const struct ptrs *namerefs)
{
	struct names n = { .b = b, .namerefs = namerefs };
	size_t i;
	int rc = 0;

	index_names(&n, m);
	for (i = 0; rc == 0 && i < m->list.count; i++)
		if (!resource_empty(RESMAP_AT(m, i)))
			rc = fix_referrer(&n, RESMAP_AT(m, i));
	return rc;
}
