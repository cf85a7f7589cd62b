/* SPDX-License-Identifier: Apache-2.0 */
/* dependencies.c - conditions, tags, aliases, imported values. */
#include "dependencies.h"

#include <stdlib.h>

struct process {
	struct weir_arena *arena;
	struct values_warnings *warnings;
	struct weir_error *err;
};

int dependencies_check(const struct chart *chart, struct weir_error *err)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf missing = WEIR_STRBUF_INIT;
	size_t i, k, count = 0;

	for (i = 0; i < chart->meta.dependency_count; i++) {
		const char *name = chart->meta.dependencies[i].name;

		for (k = 0; k < chart->subchart_count && strcmp(chart->subcharts[k]->meta.name, name) != 0; k++)
			;
		if (k == chart->subchart_count)
			weir_strbuf_addf(&missing, "%s%s", count++ ? ", " : "", name);
	}
	return count ? weir_fail(err, WEIR_E_INVALID, NULL,
				 "an error occurred while checking for chart dependencies: found in Chart.yaml, "
				 "but missing in charts/ directory: %s",
				 missing.data ? missing.data : "")
		     : 0;
}

/* ---- copies ---- */

static struct chart *copy_chart(struct process *p, const struct chart *chart, struct chart *parent)
{
	struct chart *copy = weir_arena_alloc(p->arena, sizeof(*copy));
	size_t i;

	*copy = *chart;
	copy->parent = parent;
	copy->meta.dependencies =
		weir_arena_alloc(p->arena, (chart->meta.dependency_count + 1) * sizeof(struct dependency));
	for (i = 0; i < chart->meta.dependency_count; i++)
		copy->meta.dependencies[i] = chart->meta.dependencies[i];
	copy->subcharts = weir_arena_alloc(p->arena, (chart->subchart_count + 1) * sizeof(struct chart *));
	for (i = 0; i < chart->subchart_count; i++)
		copy->subcharts[i] = copy_chart(p, chart->subcharts[i], copy);
	return copy;
}

static void adopt(struct chart *parent, struct chart **list, size_t count)
{
	size_t i;

	parent->subcharts = list;
	parent->subchart_count = count;
	for (i = 0; i < count; i++)
		list[i]->parent = parent;
}

/* ---- enabled or not ---- */

static void by_tags(struct chart *chart, struct map *values)
{
	const struct value *tags = map_get(values, "tags", 4), *v;
	size_t i;

	if (!tags || tags->type != T_MAP)
		return;
	for (i = 0; i < chart->meta.dependency_count; i++) {
		struct dependency *d = &chart->meta.dependencies[i];
		const char *const *tag;
		bool yes = false, no = false;

		for (tag = d->tags; tag && *tag; tag++) {
			v = map_get(tags->map, *tag, strlen(*tag));
			if (v && v->type == T_BOOL) {
				yes |= v->b;
				no |= !v->b;
			}
		}
		d->enabled = yes || !no;
	}
}

/* The first of its conditions that is there and a boolean. */
static void by_condition(struct dependency *d, struct map *values, const char *prefix)
{
	WEIR_CLEAN_FREE char *list = weir_strdup(d->condition);
	char *at = list, *end = list + strlen(list), *one;

	while (end > at && strchr(" \t\r\n", end[-1]))
		*--end = '\0';
	while (strchr(" \t\r\n", *at) && *at)
		at++;
	while ((one = strsep(&at, ","))) {
		WEIR_CLEAN_FREE char *path = weir_asprintf("%s%s", prefix, one);
		const struct value *v = *one ? values_leaf(values, path) : NULL;

		if (v && v->type == T_BOOL) {
			d->enabled = v->b;
			return;
		}
	}
}

static bool is_among(const char *const *names, size_t count, const char *name)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

/* By name: one that is disabled takes all of its name along. */
static void drop_disabled(struct process *p, struct chart *chart)
{
	struct dependency *rows = chart->meta.dependencies;
	size_t i, kept = 0, n = 0, count = chart->meta.dependency_count;
	const char **gone = weir_arena_alloc(p->arena, (count + 1) * sizeof(*gone));

	for (i = 0; i < count; i++)
		if (!rows[i].enabled)
			gone[n++] = rows[i].name;
	for (i = 0; i < chart->subchart_count; i++)
		if (!is_among(gone, n, chart->subcharts[i]->meta.name))
			chart->subcharts[kept++] = chart->subcharts[i];
	chart->subchart_count = kept;
	for (i = 0, kept = 0; i < count; i++)
		if (!is_among(gone, n, rows[i].name))
			rows[kept++] = rows[i];
	chart->meta.dependency_count = kept;
}

/* ---- names ---- */

static struct chart *find(struct process *p, const struct chart *chart, const struct dependency *d)
{
	size_t i;

	for (i = 0; i < chart->subchart_count; i++) {
		struct chart *sub = chart->subcharts[i], *copy;

		if (strcmp(sub->meta.name, d->name) != 0 || !version_in_range(d->version, sub->meta.version))
			continue;
		copy = copy_chart(p, sub, NULL);
		if (*d->alias)
			copy->meta.name = d->alias;
		return copy;
	}
	return NULL;
}

static bool is_declared(const struct chart *chart, const struct chart *sub)
{
	size_t i;

	for (i = 0; i < chart->meta.dependency_count; i++) {
		const struct dependency *d = &chart->meta.dependencies[i];

		if (strcmp(d->name, sub->meta.name) == 0 && version_in_range(d->version, sub->meta.version))
			return true;
	}
	return false;
}

/* Those that nobody declares first, then the declared ones in Chart.yaml's order, under their aliases. */
static void arrange(struct process *p, struct chart *chart)
{
	size_t i, n = 0, room = chart->subchart_count + chart->meta.dependency_count + 1;
	struct chart **list = weir_arena_alloc(p->arena, room * sizeof(*list)), *found;

	for (i = 0; i < chart->subchart_count; i++)
		if (!is_declared(chart, chart->subcharts[i]))
			list[n++] = chart->subcharts[i];
	for (i = 0; i < chart->meta.dependency_count; i++) {
		struct dependency *d = &chart->meta.dependencies[i];

		found = find(p, chart, d);
		if (found)
			list[n++] = found;
		if (*d->alias)
			d->name = d->alias;
		d->enabled = true;
	}
	adopt(chart, list, n);
}

static int enable(struct process *p, struct chart *chart, struct map *values, const char *path)
{
	struct map *all;
	size_t i;
	int rc;

	if (!chart->meta.has_dependencies)
		return 0;
	arrange(p, chart);
	rc = values_coalesce(p->arena, chart, values, false, p->warnings, &all, p->err);
	if (rc)
		return rc;
	by_tags(chart, all);
	for (i = 0; i < chart->meta.dependency_count; i++)
		by_condition(&chart->meta.dependencies[i], all, path);
	drop_disabled(p, chart);
	for (i = 0; i < chart->subchart_count && !rc; i++)
		rc = enable(p, chart->subcharts[i], all,
			    weir_arena_printf(p->arena, "%s%s.", path, chart->subcharts[i]->meta.name));
	return rc;
}

/* ---- import-values ---- */

/* {"a": {"b": table}} of "a.b"; the table itself of ".". */
static struct map *under(struct process *p, const char *path, struct map *table)
{
	const char *dot;
	struct map *outer;

	if (strcmp(path, ".") == 0)
		return table;
	for (;;) {
		dot = strrchr(path, '.');
		outer = map_new(p->arena, 1);
		map_set(outer, dot ? dot + 1 : path, strlen(dot ? dot + 1 : path), value_map(table));
		if (!dot)
			return outer;
		table = outer;
		path = weir_arena_strndup(p->arena, path, (size_t)(dot - path));
	}
}

static const char *printed(struct process *p, struct map *map, const char *key)
{
	const struct value *v = map_get(map, key, strlen(key));
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	if (!v)
		return "<nil>";
	value_print(NULL, &sb, v);
	return weir_arena_strndup(p->arena, sb.data ? sb.data : "", sb.len);
}

static struct value pair(struct process *p, const char *child, const char *parent)
{
	struct map *map = map_new(p->arena, 2);

	map_set(map, "child", 5, value_cstr(child));
	map_set(map, "parent", 6, value_cstr(parent));
	return (struct value){ .type = T_STRING_MAP, .map = map };
}

static void import_one(struct process *p, struct dependency *d, const struct value *v, struct map *values,
		       struct map *into, struct list *out)
{
	const char *child, *parent = ".";
	struct map *table;

	if (v->type == T_MAP) {
		child = printed(p, v->map, "child");
		parent = printed(p, v->map, "parent");
	} else if (v->type == T_STRING) {
		child = weir_arena_printf(p->arena, "exports.%s", v->s);
	} else {
		return;
	}
	list_add(p->arena, out, pair(p, child, parent));
	table = values_table(values, weir_arena_printf(p->arena, "%s.%s", d->name, child));
	if (table)
		values_coalesce_tables(p->arena, into, under(p, parent, table), "", true, p->warnings);
}

static int import_values(struct process *p, struct chart *chart)
{
	struct map *values, *imported = map_new(p->arena, 8);
	struct value copy;
	size_t i;
	uint32_t k;
	int rc;

	for (i = 0; i < chart->subchart_count; i++) {
		rc = import_values(p, chart->subcharts[i]);
		if (rc)
			return rc;
	}
	if (!chart->meta.has_dependencies || !chart->meta.dependency_count)
		return 0;
	rc = values_coalesce(p->arena, chart, NULL, true, p->warnings, &values, p->err);
	if (rc)
		return rc;
	for (i = 0; i < chart->meta.dependency_count; i++) {
		struct dependency *d = &chart->meta.dependencies[i];
		struct list *out = list_new(p->arena, 4);

		for (k = 0; d->import_values.type == T_LIST && k < d->import_values.list->count; k++)
			import_one(p, d, &d->import_values.list->items[k], values, imported, out);
		d->import_values = value_list(out);
	}
	copy = value_map(values);
	copy = value_deep_copy(p->arena, &copy);
	values_coalesce_tables(p->arena, copy.map, imported, "", true, p->warnings);
	chart->values = copy.map;
	return 0;
}

int dependencies_process(struct weir_arena *arena, const struct chart *chart, struct map *values,
			 struct values_warnings *warnings, struct chart **out, struct weir_error *err)
{
	struct process p = { arena, warnings, err };
	struct chart *copy = copy_chart(&p, chart, NULL);
	int rc = enable(&p, copy, values, "");

	if (!rc)
		rc = import_values(&p, copy);
	if (!rc)
		*out = copy;
	return rc;
}
