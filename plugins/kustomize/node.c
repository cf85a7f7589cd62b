/* SPDX-License-Identifier: Apache-2.0 */
/* node.c - looking at trees, making and changing nodes. */
#include "node.h"

#include <stdarg.h>

bool node_is_nil_or_empty(const struct weir_yaml_node *n)
{
	return node_is_null(n) || ((n->kind == WEIR_YAML_MAP || n->kind == WEIR_YAML_SEQ) && n->count == 0);
}

bool node_is_empty_map(const struct weir_yaml_node *n)
{
	return node_is_null(n) || (n->kind == WEIR_YAML_MAP && n->count == 0);
}

const char *node_text(const struct weir_yaml_node *n)
{
	return node_is_null(n) || !n->value ? "" : n->value;
}

const char *node_kind_name(const struct weir_yaml_node *n)
{
	if (!n)
		return "nothing";
	return n->kind == WEIR_YAML_MAP ? "a map" : n->kind == WEIR_YAML_SEQ ? "a list" : "a scalar";
}

bool node_has_text(const struct weir_yaml_node *n, const char *text)
{
	return n && n->value && strcmp(n->value, text) == 0;
}

/* ---- making ---- */

struct weir_yaml_node *node_scalar(struct weir_arena *a, const char *text, int tag)
{
	struct weir_yaml_node *n = weir_arena_alloc(a, sizeof(*n));

	n->kind = WEIR_YAML_SCALAR;
	n->tag = (uint8_t)tag;
	n->value = text;
	n->len = strlen(text);
	return n;
}

static struct weir_yaml_node *collection(struct weir_arena *a, int kind, int tag)
{
	struct weir_yaml_node *n = weir_arena_alloc(a, sizeof(*n));

	n->kind = (uint8_t)kind;
	n->tag = (uint8_t)tag;
	return n;
}

struct weir_yaml_node *node_map(struct weir_arena *a)
{
	return collection(a, WEIR_YAML_MAP, WEIR_YAML_T_MAP);
}

struct weir_yaml_node *node_seq(struct weir_arena *a)
{
	return collection(a, WEIR_YAML_SEQ, WEIR_YAML_T_SEQ);
}

/* Keys are never changed: trees share them. */
static bool is_plain_key(const struct weir_yaml_node *parent, size_t i)
{
	return parent->kind == WEIR_YAML_MAP && i % 2 == 0 && parent->items[i]->kind == WEIR_YAML_SCALAR &&
	       !parent->items[i]->anchor;
}

struct weir_yaml_node *node_copy(struct weir_arena *a, const struct weir_yaml_node *n)
{
	struct weir_yaml_node *copy;
	size_t i;

	if (!n)
		return NULL;
	copy = weir_arena_alloc(a, sizeof(*copy));
	*copy = *n;
	copy->anchor = NULL;
	copy->capacity = n->count;
	if (n->count)
		copy->items = weir_arena_alloc(a, n->count * sizeof(*copy->items));
	for (i = 0; i < n->count; i++)
		copy->items[i] = is_plain_key(n, i) ? n->items[i] : node_copy(a, n->items[i]);
	return copy;
}

void node_append(struct weir_arena *a, struct weir_yaml_node *seq, struct weir_yaml_node *child)
{
	struct weir_yaml_node **items;

	if (seq->count == seq->capacity) {
		seq->capacity = seq->capacity ? seq->capacity * 2 : 4;
		items = weir_arena_alloc(a, seq->capacity * sizeof(struct weir_yaml_node *));
		if (seq->count)
			memcpy(items, seq->items, seq->count * sizeof(struct weir_yaml_node *));
		seq->items = items;
	}
	seq->items[seq->count++] = child;
}

void node_add_pair(struct weir_arena *a, struct weir_yaml_node *map, const char *key, struct weir_yaml_node *value)
{
	node_append(a, map, node_scalar(a, key, NODE_UNTAGGED));
	node_append(a, map, value);
}

/* ---- looking ---- */

const struct weir_yaml_node *node_shown(const struct weir_yaml_node *n, struct weir_yaml_node *shown)
{
	if (!node_hides_entries(n))
		return n;
	*shown = *n;
	shown->kind = WEIR_YAML_MAP;
	shown->tag = WEIR_YAML_T_MAP;
	return shown;
}

static size_t find(const struct weir_yaml_node *map, const char *key, size_t len)
{
	size_t i;

	if (!map || map->kind != WEIR_YAML_MAP)
		return SIZE_MAX;
	for (i = 0; i + 1 < map->count; i += 2) {
		const struct weir_yaml_node *n = map->items[i];

		/* Most keys of one length differ at once. */
		if (n->len == len && n->value && (!len || *n->value == *key) && memcmp(n->value, key, len) == 0)
			return i;
	}
	return SIZE_MAX;
}

struct weir_yaml_node *node_getn(const struct weir_yaml_node *map, const char *key, size_t len)
{
	size_t i = find(map, key, len);

	return i == SIZE_MAX ? NULL : map->items[i + 1];
}

struct weir_yaml_node **node_slot(struct weir_yaml_node *map, const char *key)
{
	size_t i = find(map, key, strlen(key));

	return i == SIZE_MAX ? NULL : &map->items[i + 1];
}

struct weir_yaml_node *node_at(const struct weir_yaml_node *map, ...)
{
	struct weir_yaml_node *n = (struct weir_yaml_node *)map;
	const char *key;
	va_list ap;

	va_start(ap, map);
	while (n && (key = va_arg(ap, const char *)))
		n = node_get(n, key);
	va_end(ap);
	return n;
}

bool node_clear(struct weir_yaml_node *map, const char *key)
{
	size_t i = find(map, key, strlen(key));

	if (i == SIZE_MAX)
		return false;
	memmove(map->items + i, map->items + i + 2, (map->count - i - 2) * sizeof(struct weir_yaml_node *));
	map->count -= 2;
	return true;
}

/* ---- changing ---- */

bool node_is_string(const struct weir_yaml_node *n)
{
	return n && n->kind == WEIR_YAML_SCALAR && (n->tag == WEIR_YAML_T_STR || n->tag == NODE_UNTAGGED);
}

/* Text that a YAML 1.1 reader takes for something else than a string gets quotes. */
/* A text that is a map, a list or nothing as a document of its own; most texts show that they are not. */
static bool is_document(const struct weir_yaml_node *n)
{
	WEIR_CLEAN_JSON json_t *j = NULL;

	if (!strchr("[{-?#&!", *n->value) && n->value[n->len - 1] != ':' && !memmem(n->value, n->len, ": ", 2))
		return false;
	j = weir_yaml_load("text", n->value, n->len, WEIR_YAML_V2, NULL);
	return j && !json_is_string(j);
}

void node_protect(struct weir_yaml_node *value)
{
	enum weir_yaml_tag tag;

	if (!node_is_string(value) || value->style != WEIR_YAML_PLAIN || !value->len || strchr(value->value, '\n'))
		return;
	tag = weir_yaml_resolve(value->value, value->len, WEIR_YAML_V2);
	if (tag == WEIR_YAML_T_NULL || tag == WEIR_YAML_T_BOOL || tag == WEIR_YAML_T_INT || tag == WEIR_YAML_T_FLOAT ||
	    is_document(value))
		value->style = WEIR_YAML_DOUBLE;
}

void node_set_scalar(struct weir_yaml_node *target, struct weir_yaml_node *value)
{
	node_protect(value);
	if (node_is_null(value))
		return;
	value->style = target->style;
	*target = *value;
}

void node_set(struct weir_arena *a, struct weir_yaml_node *map, const char *key, struct weir_yaml_node *value)
{
	struct weir_yaml_node *field;

	if (!value || value->tag == WEIR_YAML_T_NULL) {
		node_clear(map, key);
		return;
	}
	node_protect(value);
	field = node_get(map, key);
	if (!field) {
		node_add_pair(a, map, key, value);
		return;
	}
	value->style = field->style;
	if (field != value)
		*field = *value;
}

static struct weir_yaml_node scalar_of(const char *text, int tag)
{
	return (struct weir_yaml_node){
		.kind = WEIR_YAML_SCALAR, .tag = (uint8_t)tag, .value = text, .len = (uint32_t)strlen(text)
	};
}

/* Most fields are there already: no node is made for what is copied into another. */
static void set_text(struct weir_arena *a, struct weir_yaml_node *map, const char *key, const char *text, int tag)
{
	struct weir_yaml_node *field = node_get(map, key), value = scalar_of(text, tag);

	if (!field) {
		node_set(a, map, key, node_scalar(a, text, tag));
		return;
	}
	node_protect(&value);
	value.style = field->style;
	*field = value;
}

void node_set_text(struct weir_arena *a, struct weir_yaml_node *map, const char *key, const char *text)
{
	set_text(a, map, key, text, NODE_UNTAGGED);
}

void node_set_string(struct weir_arena *a, struct weir_yaml_node *map, const char *key, const char *text)
{
	set_text(a, map, key, text, WEIR_YAML_T_STR);
}

void node_set_scalar_text(struct weir_yaml_node *target, const char *text)
{
	struct weir_yaml_node value = scalar_of(text, NODE_UNTAGGED);

	node_set_scalar(target, &value);
}

struct weir_yaml_node *node_make_map(struct weir_arena *a, struct weir_yaml_node *map, const char *key)
{
	struct weir_yaml_node *field = node_get(map, key);

	if (field)
		return field;
	field = node_map(a);
	node_add_pair(a, map, key, field);
	return field;
}
