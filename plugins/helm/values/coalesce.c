/* SPDX-License-Identifier: Apache-2.0 */
/* coalesce.c - values of a release over those of charts. */
#include "coalesce.h"
#include "read.h"

#include <stdlib.h>

#define GLOBAL "global"

struct coalesce {
	struct weir_arena *arena;
	struct values_warnings *warnings;
	bool keep_nulls;
	struct weir_error *err;
};

static const char *joined(struct weir_arena *arena, const char *prefix, const char *key)
{
	return *prefix ? weir_arena_printf(arena, "%s.%s", prefix, key) : key;
}

static void warn_value(struct values_warnings *w, const char *before, const char *key, const char *between,
		       const struct value *v)
{
	if (!w)
		return;
	weir_strbuf_addf(&w->text, "warning: %s %s%s", before, key, between);
	if (v) {
		weir_strbuf_adds(&w->text, " (");
		value_print(NULL, &w->text, v);
		weir_strbuf_addc(&w->text, ')');
	}
	weir_strbuf_addc(&w->text, '\n');
}

static bool is_table(const struct value *v)
{
	return v && v->type == T_MAP;
}

static struct value *get(struct map *map, const char *key, uint32_t len)
{
	return map_get(map, key, len);
}

/* ---- one map into another ---- */

static void merge_one(struct weir_arena *arena, struct map *dst, const struct entry *e, bool was_set,
		      const char *prefix, bool keep_nulls, struct values_warnings *w)
{
	struct value *have = get(dst, e->key, e->len);
	const char *key;

	if (!have) {
		map_set(dst, e->key, e->len, e->value);
		return;
	}
	if (!keep_nulls && have->type == T_NIL && was_set) {
		map_delete(dst, e->key, e->len);
		return;
	}
	if (!is_table(&e->value) && !is_table(have))
		return;
	key = joined(arena, prefix, e->key);
	if (is_table(&e->value) && is_table(have))
		values_coalesce_tables(arena, have->map, e->value.map, key, keep_nulls, w);
	else if (is_table(&e->value))
		warn_value(w, "cannot overwrite table with non table for", key, "", &e->value);
	else if (e->value.type != T_NIL)
		warn_value(w, "destination for", key, " is a table. Ignoring non-table value", &e->value);
}

void values_coalesce_tables(struct weir_arena *arena, struct map *dst, struct map *src, const char *prefix,
			    bool keep_nulls, struct values_warnings *w)
{
	size_t i, n;
	const struct entry *entries;
	bool *was_set;

	if (!src || !dst)
		return;
	/* A null of dst hides what src has, whatever that is; but src's own word is remembered. */
	entries = map_snapshot(src, &n);
	was_set = weir_arena_alloc(arena, n + 1);
	for (i = 0; i < n; i++)
		was_set[i] = entries[i].value.type != T_NIL;
	for (i = 0; i < n; i++) {
		const struct value *have = get(dst, entries[i].key, entries[i].len);
		struct entry e = entries[i];

		if (have && have->type == T_NIL)
			e.value = value_nil();
		merge_one(arena, dst, &e, was_set[i], prefix, keep_nulls, w);
	}
}

static void clean_nulls(struct weir_arena *arena, struct map *map)
{
	size_t i, n;
	const struct entry *entries = map_snapshot(map, &n);

	for (i = 0; i < n; i++)
		if (entries[i].value.type == T_NIL)
			map_delete(map, entries[i].key, entries[i].len);
		else if (is_table(&entries[i].value))
			clean_nulls(arena, entries[i].value.map);
}

/* ---- a chart's own values ---- */

static bool names_subchart(const struct chart *chart, const char *key)
{
	size_t i;

	for (i = 0; i < chart->subchart_count; i++)
		if (strcmp(chart->subcharts[i]->meta.name, key) == 0)
			return true;
	return false;
}

static void own_value(struct coalesce *c, const struct chart *chart, struct map *v, const struct entry *e,
		      const char *prefix)
{
	struct value *have = get(v, e->key, e->len);
	bool keep = c->keep_nulls || names_subchart(chart, e->key);

	if (!have) {
		if (!c->keep_nulls && e->value.type == T_NIL)
			return;
		if (!c->keep_nulls && is_table(&e->value))
			clean_nulls(c->arena, e->value.map);
		map_set(v, e->key, e->len, e->value);
	} else if (have->type == T_NIL && !c->keep_nulls) {
		map_delete(v, e->key, e->len);
	} else if (is_table(have) && is_table(&e->value)) {
		if (!keep)
			clean_nulls(c->arena, e->value.map);
		values_coalesce_tables(c->arena, have->map, e->value.map, joined(c->arena, prefix, e->key), keep,
				       c->warnings);
	} else if (is_table(have) && e->value.type != T_NIL) {
		warn_value(c->warnings, "skipped value for", joined(c->arena, prefix, e->key), ": Not a table.", NULL);
	}
}

static void own_values(struct coalesce *c, const struct chart *chart, struct map *v, const char *prefix)
{
	const char *below = joined(c->arena, prefix, chart->meta.name);
	struct value own = chart->values ? value_map(chart->values) : value_nil(), copy;
	const struct entry *entries;
	size_t i, n;

	if (!chart->values)
		return;
	copy = value_deep_copy(c->arena, &own);
	entries = map_snapshot(copy.map, &n);
	for (i = 0; i < n; i++)
		own_value(c, chart, v, &entries[i], below);
}

/* ---- globals go down ---- */

static void global_value(struct coalesce *c, struct map *dst, const struct entry *e, const char *prefix)
{
	struct value *have = get(dst, e->key, e->len);
	struct map *copy;

	if (!is_table(&e->value)) {
		if (!is_table(have))
			map_set(dst, e->key, e->len, e->value);
		return;
	}
	copy = values_merge(c->arena, map_new(c->arena, 0), e->value.map);
	if (have && !is_table(have))
		return;
	if (have)
		values_coalesce_tables(c->arena, copy, have->map, joined(c->arena, prefix, e->key), true, c->warnings);
	map_set(dst, e->key, e->len, value_map(copy));
}

static void globals(struct coalesce *c, struct map *dst, struct map *src, const char *prefix)
{
	struct value *to = get(dst, GLOBAL, 6), *from = get(src, GLOBAL, 6);
	const struct entry *entries;
	struct map *map;
	size_t i, n;

	if ((to && !is_table(to)) || (from && !is_table(from))) {
		if (c->warnings)
			weir_strbuf_addf(&c->warnings->text,
					 "warning: skipping globals because %s " GLOBAL " is not a table.\n",
					 to && !is_table(to) ? "destination" : "source");
		return;
	}
	map = to ? to->map : map_new(c->arena, 4);
	if (from) {
		entries = map_snapshot(from->map, &n);
		for (i = 0; i < n; i++)
			global_value(c, map, &entries[i], prefix);
	}
	map_set(dst, GLOBAL, 6, value_map(map));
}

/* ---- the way ---- */

static int coalesce(struct coalesce *c, const struct chart *chart, struct map *v, const char *prefix)
{
	const char *below = joined(c->arena, prefix, chart->meta.name);
	size_t i;
	int rc = 0;

	own_values(c, chart, v, prefix);
	for (i = 0; i < chart->subchart_count && !rc; i++) {
		const char *name = chart->subcharts[i]->meta.name;
		struct value *have = map_get(v, name, strlen(name));
		struct map *sub;

		if (have && !is_table(have))
			return weir_fail(c->err, WEIR_E_INVALID, NULL, "type mismatch on %s: the values are no map",
					 name);
		sub = have ? have->map : map_new(c->arena, 4);
		if (!have)
			map_set(v, name, strlen(name), value_map(sub));
		globals(c, sub, v, below);
		rc = coalesce(c, chart->subcharts[i], sub, below);
	}
	return rc;
}

int values_coalesce(struct weir_arena *arena, const struct chart *chart, struct map *values, bool keep_nulls,
		    struct values_warnings *warnings, struct map **out, struct weir_error *err)
{
	struct coalesce c = { arena, warnings, keep_nulls, err };
	struct value own = values ? value_map(values) : value_nil();

	*out = values ? value_deep_copy(arena, &own).map : map_new(arena, 8);
	return coalesce(&c, chart, *out, "");
}

/* ---- paths ---- */

struct map *values_table(struct map *values, const char *path)
{
	while (values && *path) {
		size_t n = strcspn(path, ".");
		const struct value *v = map_get(values, path, n);

		values = v && (v->type == T_MAP || v->type == T_VALUES) ? v->map : NULL;
		path += n + (path[n] == '.');
	}
	return values;
}

const struct value *values_leaf(struct map *values, const char *path)
{
	const char *dot = strrchr(path, '.'), *key = dot ? dot + 1 : path;
	WEIR_CLEAN_FREE char *folder = dot ? weir_strndup(path, (size_t)(dot - path)) : NULL;
	struct map *table = folder ? values_table(values, folder) : values;
	const struct value *v = table ? map_get(table, key, strlen(key)) : NULL;

	return v && !is_table(v) ? v : NULL;
}
