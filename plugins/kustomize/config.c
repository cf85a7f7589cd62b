/* SPDX-License-Identifier: Apache-2.0 */
/* config.c - default lists of fields and what configuration files add to them. */
#include "config.h"

#include <stdlib.h>

#include "fieldspec_table.h"
#include "kustfile.h"
#include "loader.h"
#include "node.h"

/* ---- lists ---- */

static bool same_field(const struct fieldspec *a, const struct fieldspec *b)
{
	return strcmp(a->path, b->path) == 0 && gvk_selected(&a->gvk, &b->gvk);
}

int specs_merge_one(struct build *b, struct ptrs *list, struct fieldspec *spec)
{
	size_t i;

	for (i = 0; i < list->count; i++) {
		const struct fieldspec *f = list->items[i];

		if (!same_field(f, spec))
			continue;
		if (f->create != spec->create)
			return build_fail(b, "conflicting fieldspecs for %s of %s: create is true and false", f->path,
					  *f->gvk.kind ? f->gvk.kind : "all kinds");
		return 0;
	}
	ptrs_add(b->arena, list, spec);
	return 0;
}

int specs_merge(struct build *b, struct ptrs *list, const struct ptrs *more)
{
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < more->count; i++)
		rc = specs_merge_one(b, list, more->items[i]);
	return rc;
}

int nameref_merge_one(struct build *b, struct config *c, const struct gvk *target, const struct ptrs *referrers)
{
	struct nameref *found = NULL, *r;
	size_t i;

	for (i = 0; i < c->namerefs.count && !found; i++) {
		r = c->namerefs.items[i];
		if (gvk_equal(&r->target, target))
			found = r;
	}
	r = weir_arena_alloc(b->arena, sizeof(*r));
	r->target = *target;
	if (!found) {
		r->referrers = *referrers;
		r->referrers.capacity = r->referrers.count; /* grown by copying */
		ptrs_add(b->arena, &c->namerefs, r);
		return 0;
	}
	/* A copy takes its place: the found one may belong to another config. */
	*r = *found;
	r->referrers.capacity = r->referrers.count;
	c->namerefs.items[i - 1] = r;
	return specs_merge(b, &r->referrers, referrers);
}

/* ---- order: by kind as the original sorts, equal ones stay as they are ---- */

struct sorted {
	void *item;
	const struct gvk *gvk;
	const char *text;
	int rank;
	size_t at;
};

static int by_gvk(const void *a, const void *b)
{
	const struct sorted *x = a, *y = b;
	int order = x->rank != y->rank ? x->rank - y->rank : strcmp(x->text, y->text);

	return order ? order : (x->at > y->at) - (x->at < y->at);
}

static void sort_list(struct build *b, struct ptrs *list, size_t gvk_offset)
{
	struct sorted *s = weir_arena_alloc(b->arena, (list->count + 1) * sizeof(*s));
	size_t i;

	for (i = 0; i < list->count; i++) {
		s[i].item = list->items[i];
		s[i].gvk = (const struct gvk *)((const char *)list->items[i] + gvk_offset);
		s[i].text = gvk_sort_text(b->arena, s[i].gvk);
		s[i].rank = kind_rank(s[i].gvk->kind);
		s[i].at = i;
	}
	qsort(s, list->count, sizeof(*s), by_gvk);
	for (i = 0; i < list->count; i++)
		list->items[i] = s[i].item;
}

static void sort_config(struct build *b, struct config *c)
{
	size_t i;

	for (i = 0; i < SPECS_COUNT; i++)
		sort_list(b, &c->lists[i], offsetof(struct fieldspec, gvk));
	sort_list(b, &c->namerefs, offsetof(struct nameref, target));
}

/* ---- defaults and merging ---- */

static void add_defaults(struct build *b, const struct fieldspec_list *from, struct ptrs *to)
{
	struct fieldspec *copies = weir_arena_alloc(b->arena, (from->count + 1) * sizeof(*copies));
	size_t i;

	for (i = 0; i < from->count; i++) {
		copies[i] = from->items[i];
		ptrs_add(b->arena, to, &copies[i]);
	}
}

const struct config *config_default(struct build *b)
{
	struct config *c;
	size_t i;

	if (b->default_config)
		return b->default_config;
	c = weir_arena_alloc(b->arena, sizeof(*c));
	for (i = 0; i < SPECS_COUNT; i++)
		add_defaults(b, &fieldspec_defaults[i], &c->lists[i]);
	for (i = 0; i < nameref_default_count; i++) {
		struct nameref *r = weir_arena_alloc(b->arena, sizeof(*r));

		r->target = nameref_defaults[i].target;
		add_defaults(b, &nameref_defaults[i].referrers, &r->referrers);
		ptrs_add(b->arena, &c->namerefs, r);
	}
	b->default_config = c;
	return c;
}

static struct config *copy_config(struct build *b, const struct config *from)
{
	struct config *c = weir_arena_alloc(b->arena, sizeof(*c));
	size_t i;

	*c = *from;
	for (i = 0; i < SPECS_COUNT; i++)
		c->lists[i].capacity = c->lists[i].count; /* grown by copying */
	c->namerefs.items = weir_arena_alloc(b->arena, (from->namerefs.count + 1) * sizeof(void *));
	if (from->namerefs.count)
		memcpy(c->namerefs.items, from->namerefs.items, from->namerefs.count * sizeof(void *));
	c->namerefs.capacity = c->namerefs.count;
	return c;
}

int config_merge(struct build *b, const struct config *base, const struct config *more, const struct config **out)
{
	struct config *c;
	size_t i;
	int rc = 0;

	/* The usual case. Otherwise every merge is done, since its order decides which of two equal fields stays. */
	if (!more || (more == b->default_config && (!base || base == more))) {
		*out = more ? more : base;
		return 0;
	}
	c = base ? copy_config(b, base) : weir_arena_alloc(b->arena, sizeof(*c));
	for (i = 0; rc == 0 && i < SPECS_COUNT; i++)
		rc = specs_merge(b, &c->lists[i], &more->lists[i]);
	for (i = 0; rc == 0 && i < more->namerefs.count; i++) {
		const struct nameref *r = more->namerefs.items[i];

		rc = nameref_merge_one(b, c, &r->target, &r->referrers);
	}
	sort_config(b, c);
	*out = c;
	return rc;
}

/* ---- files ---- */

struct gvk gvk_of_json(struct build *b, const json_t *j)
{
	return (struct gvk){ .group = weir_arena_strdup(b->arena, weir_get_str_or(j, "group", "")),
			     .version = weir_arena_strdup(b->arena, weir_get_str_or(j, "version", "")),
			     .kind = weir_arena_strdup(b->arena, weir_get_str_or(j, "kind", "")) };
}

struct fieldspec *fieldspec_of_json(struct build *b, const json_t *j)
{
	return fieldspec_new(b, gvk_of_json(b, j), weir_arena_strdup(b->arena, weir_get_str_or(j, "path", "")),
			     weir_get_bool(j, "create", false));
}

void specs_of_json(struct build *b, const json_t *j, struct ptrs *out)
{
	const json_t *item;
	size_t i;

	json_array_foreach(j, i, item)
		ptrs_add(b->arena, out, fieldspec_of_json(b, item));
}

static const char *const list_names[SPECS_COUNT] = {
	[SPECS_NAMEPREFIX] = "namePrefix",
	[SPECS_NAMESUFFIX] = "nameSuffix",
	[SPECS_NAMESPACE] = "namespace",
	[SPECS_COMMONANNOTATIONS] = "commonAnnotations",
	[SPECS_COMMONLABELS] = "commonLabels",
	[SPECS_LABELS] = "labels",
	[SPECS_TEMPLATELABELS] = "templateLabels",
	[SPECS_VARREFERENCE] = "varReference",
	[SPECS_IMAGES] = "images",
	[SPECS_REPLICAS] = "replicas",
};

static struct config *config_of_json(struct build *b, const json_t *j)
{
	struct config *c = weir_arena_alloc(b->arena, sizeof(*c));
	const json_t *item;
	size_t i;

	for (i = 0; i < SPECS_COUNT; i++)
		specs_of_json(b, json_object_get(j, list_names[i]), &c->lists[i]);
	json_array_foreach(json_object_get(j, "nameReference"), i, item) {
		struct nameref *r = weir_arena_alloc(b->arena, sizeof(*r));

		r->target = gvk_of_json(b, item);
		specs_of_json(b, json_object_get(item, "fieldSpecs"), &r->referrers);
		ptrs_add(b->arena, &c->namerefs, r);
	}
	sort_config(b, c);
	return c;
}

static int by_key(const void *a, const void *b)
{
	const struct weir_yaml_node *x = *(struct weir_yaml_node *const *)a, *y = *(struct weir_yaml_node *const *)b;
	int order = strcmp(x->value ? x->value : "", y->value ? y->value : "");

	return order ? order : x->tag - y->tag;
}

static int check_map(struct build *b, const char *path, const struct weir_yaml_node *map)
{
	struct weir_yaml_node **keys = weir_arena_alloc(b->arena, (map->count / 2 + 1) * sizeof(*keys));
	size_t i, n = 0;

	for (i = 0; i + 1 < map->count; i += 2)
		if (map->items[i]->kind == WEIR_YAML_SCALAR)
			keys[n++] = map->items[i];
	qsort(keys, n, sizeof(*keys), by_key);
	for (i = 1; i < n; i++)
		if (by_key(&keys[i - 1], &keys[i]) == 0)
			return build_fail(b, "%s:%u: key \"%s\" already set in map", path, keys[i]->line,
					  keys[i]->value);
	return 0;
}

static int check_doubles(struct build *b, const char *path, const struct weir_yaml_node *n)
{
	int rc = n->kind == WEIR_YAML_MAP ? check_map(b, path, n) : 0;
	size_t i;

	for (i = 0; rc == 0 && i < n->count; i++)
		rc = check_doubles(b, path, n->items[i]);
	return rc;
}

/* Of these files alone the original refuses keys that stand twice in a map. */
static json_t *load_strict(struct build *b, const char *path, const char *text, size_t len)
{
	static const struct weir_yaml_limits first = { .max_docs = 1 };
	struct weir_yaml_doc *docs;
	size_t count = 0;

	if (weir_yaml_parse(b->arena, path, text, len, WEIR_YAML_V2, &first, &docs, &count, b->err) ||
	    (count && docs[0].root && check_doubles(b, path, docs[0].root)))
		return NULL;
	return weir_yaml_load(path, text, len, WEIR_YAML_V2, b->err);
}

static int load_file(struct build *b, struct loader *ldr, const char *path, const struct config **config)
{
	WEIR_CLEAN_JSON json_t *raw = NULL;
	WEIR_CLEAN_JSON json_t *read = NULL;
	char *text;
	size_t len;
	int rc = loader_read(b, ldr, path, &text, &len);

	if (rc)
		return rc;
	raw = load_strict(b, path, text, len);
	if (!raw)
		return WEIR_E_INVALID;
	rc = kustfile_decode(b, path, configuration_fields, raw, DECODE_STRICT | DECODE_COERCE, &read);
	if (rc)
		return rc;
	return config_merge(b, *config, config_of_json(b, read), config);
}

int config_load(struct build *b, struct loader *ldr, const json_t *paths, const struct config **out)
{
	const struct config *own = NULL;
	const json_t *path;
	size_t i;
	int rc = 0;

	json_array_foreach(paths, i, path) {
		rc = load_file(b, ldr, json_string_value(path), &own);
		if (rc)
			return rc;
	}
	return config_merge(b, config_default(b), own, out);
}
