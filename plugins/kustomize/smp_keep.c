/* SPDX-License-Identifier: Apache-2.0 */
/*
 * smp_keep.c - the parts of an object that the patch does not reach, which are most of it.  The walk of
 * a merge goes there too: it removes nulls, gives quotes to words, and makes lists anew by their keys.
 * What the full walk does to a common part is done here without it; false: this part needs it.
 */
#include "smp.h"

#define FEW 16 /* keys or elements that are compared each with each */

static bool same_text(const struct weir_yaml_node *a, const struct weir_yaml_node *b)
{
	return a->len == b->len && memcmp(a->value, b->value, a->len) == 0;
}

/* ---- maps ---- */

static bool is_common_key(const struct weir_yaml_node *key)
{
	return key->kind == WEIR_YAML_SCALAR && key->len && strlen(key->value) == key->len;
}

/* The full walk visits keys in their order and of equal ones the first. */
static bool keys_differ(const struct weir_yaml_node *map)
{
	size_t i, k;

	if (map->count > 2 * FEW)
		return false;
	for (i = 0; i + 1 < map->count; i += 2) {
		if (!is_common_key(map->items[i]))
			return false;
		for (k = 0; k < i; k += 2)
			if (same_text(map->items[k], map->items[i]))
				return false;
	}
	return true;
}

bool smp_can_keep_map(const struct weir_yaml_node *map)
{
	size_t i;

	for (i = 1; i < map->count; i += 2)
		if (node_is_null(map->items[i]))
			return false;
	return keys_differ(map);
}

int smp_keep_map(struct smp *s, struct weir_yaml_node *map, const struct schema *schema)
{
	struct weir_yaml_node *value, *kept;
	struct schema field = { 0 };
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i + 1 < map->count; i += 2) {
		value = map->items[i + 1];
		if (value->kind == WEIR_YAML_SCALAR) {
			node_protect(value);
			continue;
		}
		if (schema->known)
			field = schema_field(s->b, schema, map->items[i]->value);
		rc = smp_walk(s, (struct smp_pair){ value, NULL }, &field, &kept);
		if (rc == 0 && kept != value) {
			kept->style = value->style;
			*value = *kept;
		}
	}
	return rc;
}

/* ---- lists that merge by keys ---- */

static bool is_common_value(const struct weir_yaml_node *n)
{
	return n->kind == WEIR_YAML_SCALAR && !node_is_null(n) && n->len && strlen(n->value) == n->len;
}

/* Do all elements have that key, or none? -1: neither. */
static int have_key(const struct weir_yaml_node *list, const char *key, const struct weir_yaml_node **values)
{
	size_t i, n = 0;

	for (i = 0; i < list->count; i++) {
		values[i] = node_get(list->items[i], key);
		if (values[i] && !is_common_value(values[i]))
			return -1;
		n += values[i] != NULL;
	}
	return n == list->count ? 1 : n ? -1 : 0;
}

static bool values_differ(const struct weir_yaml_node *const *values, size_t count)
{
	size_t i, k;

	for (i = 1; i < count; i++)
		for (k = 0; k < i; k++)
			if (same_text(values[i], values[k]))
				return false;
	return true;
}

static bool all_maps(const struct weir_yaml_node *list)
{
	size_t i;

	for (i = 0; i < list->count; i++)
		if (list->items[i]->kind != WEIR_YAML_MAP || node_is_null(list->items[i]))
			return false;
	return true;
}

/* Each element has a text of its own under one of the keys, and those keys that some have all have. */
bool smp_can_keep_list(const struct weir_yaml_node *list, const char *const *keys, size_t key_count)
{
	const struct weir_yaml_node *values[FEW];
	bool differ = false;
	size_t k;
	int have;

	if (!list->count || list->count > FEW || !*keys[0] || !all_maps(list))
		return false;
	for (k = 0; k < key_count; k++) {
		have = have_key(list, keys[k], values);
		if (have < 0)
			return false;
		differ |= have && values_differ(values, list->count);
	}
	return differ;
}

int smp_keep_list(struct smp *s, struct weir_yaml_node *list, const struct schema *elements,
		  struct weir_yaml_node **out)
{
	struct weir_yaml_node *made = node_seq(s->b->arena), *kept;
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < list->count; i++) {
		rc = smp_walk(s, (struct smp_pair){ list->items[i], NULL }, elements, &kept);
		if (rc == 0 && kept != list->items[i])
			list->items[i] = kept;
	}
	made->items = list->items;
	made->count = made->capacity = list->count;
	made->style = list->style;
	*out = made;
	return rc;
}
