/* SPDX-License-Identifier: Apache-2.0 */
/* container.c - lists and maps: their own ones, and those that are the variables' JSON. */
#include "value.h"

size_t cel_size(struct cel_value v)
{
	return v.type == CEL_LIST ? v.list->n : v.map->n;
}

struct cel_value cel_list_at(struct weir_arena *a, struct cel_value list, size_t i)
{
	return list.list->json ? cel_of_json(a, json_array_get(list.list->json, i)) : list.list->items[i];
}

static bool same_key(struct cel_value x, struct cel_value y)
{
	return x.type == y.type && cel_equal(NULL, x, y);
}

void cel_map_put(struct cel_map *map, struct cel_value key, struct cel_value value)
{
	size_t i;

	for (i = 0; i < map->n; i++) {
		if (!same_key(map->pairs[i].key, key))
			continue;
		map->pairs[i].value = value;
		return;
	}
	map->pairs[map->n++] = (struct cel_pair){ key, value };
}

/* One pass for the very key, one for a number that is equal to it. */
static const struct cel_value *find_pair(const struct cel_map *map, struct cel_value key)
{
	size_t i;

	for (i = 0; i < map->n; i++) {
		if (same_key(map->pairs[i].key, key))
			return &map->pairs[i].value;
	}
	for (i = 0; cel_is_number(key) && i < map->n; i++) {
		if (cel_is_number(map->pairs[i].key) && cel_equal(NULL, map->pairs[i].key, key))
			return &map->pairs[i].value;
	}
	return NULL;
}

bool cel_map_find(struct weir_arena *a, struct cel_value map, struct cel_value key, struct cel_value *out)
{
	const struct cel_value *pair;
	const json_t *json;

	if (map.map->json) {
		json = key.type == CEL_STRING ? json_object_getn(map.map->json, key.s.data, key.s.len) : NULL;
		if (json)
			*out = cel_of_json(a, json);
		return json;
	}
	pair = find_pair(map.map, key);
	if (pair)
		*out = *pair;
	return pair;
}

struct cel_value cel_map_keys(struct weir_arena *a, struct cel_value map)
{
	struct cel_value *keys = weir_arena_alloc(a, (map.map->n + 1) * sizeof(*keys));
	const char *name;
	json_t *value;
	size_t i = 0, len;

	if (map.map->json) {
		json_object_keylen_foreach((json_t *)map.map->json, name, len, value)
		{
			keys[i++] = cel_string(name, len);
		}
	}
	for (; i < map.map->n; i++)
		keys[i] = map.map->pairs[i].key;
	return cel_list(a, keys, map.map->n);
}
