/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json6902_tree.c - JSON patches that add, remove and replace, on the tree itself: what json6902.c does
 * by way of JSON, for the lists of operations that most patches are.
 */
#include "json6902.h"

#include <stdlib.h>

struct place {
	struct weir_yaml_node *container; /* NULL: there is none */
	char *key;                        /* malloc'ed */
};

static void place_done(struct place *p)
{
	free(p->key);
}
#define CLEAN_PLACE __attribute__((cleanup(place_done)))

static bool is_collection(const struct weir_yaml_node *n)
{
	return n && (n->kind == WEIR_YAML_MAP || n->kind == WEIR_YAML_SEQ);
}

static struct weir_yaml_node *child(struct weir_yaml_node *container, const char *key)
{
	size_t i;

	if (container->kind == WEIR_YAML_MAP)
		return node_get(container, key);
	return json6902_position(key, container->count, &i) && i < container->count ? container->items[i] : NULL;
}

static struct place find(struct weir_yaml_node *root, const char *path)
{
	struct place p = { NULL, NULL };
	const char *part = strchr(path, '/') + 1, *end;

	for (; (end = strchr(part, '/')) && root; part = end + 1) {
		WEIR_CLEAN_FREE char *key = json6902_unescape(part, (size_t)(end - part));

		root = child(root, key);
		if (!is_collection(root))
			root = NULL;
	}
	p.container = root;
	p.key = json6902_unescape(part, strlen(part));
	return p;
}

/* ---- what can be done to a place ---- */

static void set_in_map(struct node_maker *m, struct weir_yaml_node *map, const char *key, struct weir_yaml_node *value)
{
	struct weir_yaml_node **slot = node_slot(map, key);

	if (slot) {
		*slot = value;
		return;
	}
	node_append(m->arena, map, weir_yaml_key_node(m->arena, m->keys, key, strlen(key)));
	node_append(m->arena, map, value);
}

static bool add(struct node_maker *m, const struct place *p, struct weir_yaml_node *value)
{
	struct weir_yaml_node *n = p->container;
	size_t i = n->count;

	if (n->kind == WEIR_YAML_MAP) {
		set_in_map(m, n, p->key, value);
		return true;
	}
	if (strcmp(p->key, "-") != 0 && !json6902_position(p->key, n->count + 1, &i))
		return false;
	node_append(m->arena, n, value);
	memmove(n->items + i + 1, n->items + i, (n->count - 1 - i) * sizeof(*n->items));
	n->items[i] = value;
	return true;
}

static bool take_out(struct node_maker *m, const struct place *p, struct weir_yaml_node *value)
{
	struct weir_yaml_node *n = p->container;
	size_t i;

	(void)m;
	(void)value;
	if (n->kind == WEIR_YAML_MAP)
		return node_clear(n, p->key);
	if (!json6902_position(p->key, n->count, &i))
		return false;
	memmove(n->items + i, n->items + i + 1, (n->count - i - 1) * sizeof(*n->items));
	n->count--;
	return true;
}

static bool set(struct node_maker *m, const struct place *p, struct weir_yaml_node *value)
{
	struct weir_yaml_node *n = p->container;
	size_t i;

	if (n->kind == WEIR_YAML_MAP)
		set_in_map(m, n, p->key, value);
	else if (json6902_position(p->key, n->count, &i))
		n->items[i] = value;
	else
		return false;
	return true;
}

static const struct {
	const char *name;
	bool (*run)(struct node_maker *m, const struct place *p, struct weir_yaml_node *value);
	bool takes_value;
} operations[] = { { "add", add, true }, { "remove", take_out, false }, { "replace", set, true } };

#define COUNT (sizeof(operations) / sizeof(operations[0]))

static size_t operation_of(const json_t *op)
{
	const char *name = weir_get_str_or(op, "op", "");
	size_t i;

	for (i = 0; i < COUNT && strcmp(name, operations[i].name) != 0; i++)
		;
	return i;
}

bool json6902_is_simple(const json_t *ops)
{
	const json_t *op;
	size_t i;

	json_array_foreach(ops, i, op) {
		const char *path = json_string_value(json_object_get(op, "path"));

		if (operation_of(op) == COUNT || !path || !strchr(path, '/'))
			return false;
	}
	return true;
}

static int run_one(struct build *b, struct node_maker *m, const json_t *op, struct weir_yaml_node *root)
{
	const char *path = json_string_value(json_object_get(op, "path"));
	CLEAN_PLACE struct place p = find(root, path);
	size_t which = operation_of(op);
	struct weir_yaml_node *value = NULL;

	if (operations[which].takes_value)
		value = node_of_json(m->arena, m->keys, json_object_get(op, "value"), true);
	return p.container && operations[which].run(m, &p, value) ? 0
								  : json6902_missing(b, operations[which].name, path);
}

int json6902_run_on_tree(struct build *b, const json_t *ops, struct weir_yaml_node *root)
{
	struct node_maker m = { b->arena, b->keys, true };
	const json_t *op;
	size_t i;
	int rc;

	json_array_foreach(ops, i, op) {
		rc = run_one(b, &m, op, root);
		if (rc)
			return build_fail_in(b, "operation %zu", i + 1);
	}
	return 0;
}
