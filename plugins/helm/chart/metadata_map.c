/* SPDX-License-Identifier: Apache-2.0 */
/* metadata_map.c - .Chart of templates: every field under its Go name, lists never nil. */
#include "chart.h"

static void put(struct map *map, const char *key, struct value v)
{
	map_set(map, key, strlen(key), v);
}

static void put_text(struct map *map, const char *key, const char *text)
{
	put(map, key, value_cstr(text));
}

static struct value list_or_empty(struct weir_arena *arena, struct value v)
{
	return v.type == T_LIST ? v : value_list(list_new(arena, 0));
}

static struct value dependency_map(struct weir_arena *arena, const struct dependency *d)
{
	struct map *map = map_new(arena, 8);
	struct list *tags = list_new(arena, 4);
	const char *const *tag;

	put_text(map, "Name", d->name);
	put_text(map, "Version", d->version);
	put_text(map, "Repository", d->repository);
	put_text(map, "Condition", d->condition);
	for (tag = d->tags; tag && *tag; tag++)
		list_add(arena, tags, value_cstr(*tag));
	put(map, "Tags", value_list(tags));
	put(map, "Enabled", value_bool(d->enabled));
	put(map, "ImportValues", list_or_empty(arena, d->import_values));
	put_text(map, "Alias", d->alias);
	return value_map(map);
}

struct map *metadata_map(struct weir_arena *arena, const struct metadata *meta, bool root)
{
	struct map *map = map_new(arena, 20);
	struct list *dependencies = list_new(arena, meta->dependency_count);
	size_t i;

	put_text(map, "Name", meta->name);
	put_text(map, "Home", meta->home);
	put(map, "Sources", list_or_empty(arena, meta->sources));
	put_text(map, "Version", meta->version);
	put_text(map, "Description", meta->description);
	put(map, "Keywords", list_or_empty(arena, meta->keywords));
	put(map, "Maintainers", list_or_empty(arena, meta->maintainers));
	put_text(map, "Icon", meta->icon);
	put_text(map, "APIVersion", meta->api_version);
	put_text(map, "Condition", meta->condition);
	put_text(map, "Tags", meta->tags);
	put_text(map, "AppVersion", meta->app_version);
	put(map, "Deprecated", value_bool(meta->deprecated));
	put(map, "Annotations",
	    meta->annotations.type == T_STRING_MAP ? meta->annotations : (struct value){ .type = T_STRING_MAP });
	put_text(map, "KubeVersion", meta->kube_version);
	for (i = 0; i < meta->dependency_count; i++)
		list_add(arena, dependencies, dependency_map(arena, &meta->dependencies[i]));
	put(map, "Dependencies", value_list(dependencies));
	put_text(map, "Type", meta->type);
	put(map, "IsRoot", value_bool(root));
	return map;
}
