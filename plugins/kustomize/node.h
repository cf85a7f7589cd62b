/* SPDX-License-Identifier: Apache-2.0 */
/*
 * node.h - reading and changing the trees that resources are.
 *
 * Numbers and booleans keep their text until the end.  What a scalar means then follows from its
 * tag, style and text together, as in kyaml: a transformer that writes text without a tag
 * (NODE_UNTAGGED) may turn a string into a number.
 */
#ifndef KUSTOMIZE_NODE_H
#define KUSTOMIZE_NODE_H

#include <string.h>
#include <weir/yaml.h>

/* Tag of a scalar that was made here: its text and style decide what it means when it is written. */
#define NODE_UNTAGGED  0xf0
/* Tag of a null that a merge keeps although null removes. */
#define NODE_KEPT_NULL 0xf1

static inline bool node_is_null(const struct weir_yaml_node *n) /* none, or tagged null */
{
	return !n || n->tag == WEIR_YAML_T_NULL || n->tag == NODE_KEPT_NULL;
}
/*
 * A null below which an entry was hung: it stays null to all who read values, but who takes metadata as a map of texts
 * finds the entries, and so does who makes a map of it later.
 */
static inline bool node_hides_entries(const struct weir_yaml_node *n)
{
	return n && n->kind == WEIR_YAML_SCALAR && n->tag == WEIR_YAML_T_NULL && n->count >= 2;
}
bool node_is_nil_or_empty(const struct weir_yaml_node *n); /* none, null, {} or [] */
bool node_is_empty_map(const struct weir_yaml_node *n);    /* none, null or {} */
const char *node_text(const struct weir_yaml_node *n);     /* "" for none and null */
const char *node_kind_name(const struct weir_yaml_node *n);
bool node_has_text(const struct weir_yaml_node *n, const char *text);

struct weir_yaml_node *node_scalar(struct weir_arena *a, const char *text, int tag);
struct weir_yaml_node *node_map(struct weir_arena *a);
struct weir_yaml_node *node_seq(struct weir_arena *a);
/* A deep copy but for the keys; anchors are gone. */
struct weir_yaml_node *node_copy(struct weir_arena *a, const struct weir_yaml_node *n);
void node_append(struct weir_arena *a, struct weir_yaml_node *seq, struct weir_yaml_node *child);
void node_add_pair(struct weir_arena *a, struct weir_yaml_node *map, const char *key, struct weir_yaml_node *value);

/* @n, or what it hides as a map, made in @shown. */
const struct weir_yaml_node *node_shown(const struct weir_yaml_node *n, struct weir_yaml_node *shown);

/* Value of the first pair with that key; NULL: none, or no map. */
struct weir_yaml_node *node_getn(const struct weir_yaml_node *map, const char *key, size_t len);
static inline struct weir_yaml_node *node_get(const struct weir_yaml_node *map, const char *key)
{
	return node_getn(map, key, strlen(key));
}
/* Where that value hangs. */
struct weir_yaml_node **node_slot(struct weir_yaml_node *map, const char *key);
/* node_get() over keys, NULL-ended. */
struct weir_yaml_node *node_at(const struct weir_yaml_node *map, ...) __attribute__((sentinel));
bool node_clear(struct weir_yaml_node *map, const char *key);

/*
 * kyaml's FieldSetter.  An existing value is overwritten in place and keeps its style; a new one
 * joins the tree as it is, so one value set in two places stays one.  A null value removes.
 */
void node_set(struct weir_arena *a, struct weir_yaml_node *map, const char *key, struct weir_yaml_node *value);
/* The same for a scalar itself. */
void node_set_scalar(struct weir_yaml_node *target, struct weir_yaml_node *value);
/* ...to that text, untagged. */
void node_set_scalar_text(struct weir_yaml_node *target, const char *text);
/* A plain string whose text YAML 1.1 takes for something else gets quotes, as FieldSetter gives them. */
void node_protect(struct weir_yaml_node *value);
/* Set @text as an untagged scalar / as a string. */
void node_set_text(struct weir_arena *a, struct weir_yaml_node *map, const char *key, const char *text);
void node_set_string(struct weir_arena *a, struct weir_yaml_node *map, const char *key, const char *text);
/* The map below @key, made if there is none (a null counts as there). */
struct weir_yaml_node *node_make_map(struct weir_arena *a, struct weir_yaml_node *map, const char *key);

/* Is it a string when the tree is looked at as it is (tag !!str or none)? */
bool node_is_string(const struct weir_yaml_node *n);
/* What the scalar is once written and read again: an enum weir_yaml_tag, or -1 for a tag that contradicts its text. */
int node_meaning(const struct weir_yaml_node *n);
/* Put node_meaning() in the tags of the whole tree. 0, or WEIR_E_INVALID. */
int node_settle(struct weir_yaml_node *n, struct weir_error *err);

/* The tree as JSON, and back: with @doubles every number passes through a double, as in encoding/json. */
json_t *node_json(const char *name, struct weir_yaml_node *n, struct weir_error *err);
struct weir_yaml_node *node_of_json(struct weir_arena *a, struct weir_yaml_keys *keys, const json_t *j, bool doubles);
/* node_json() and back with @doubles in one step, a tree of its own; NULL: this tree needs the two. */
struct weir_yaml_node *node_renew(struct weir_arena *a, struct weir_yaml_keys *keys, const struct weir_yaml_node *n);
/* The pieces of node_of_json(). */
struct node_maker {
	struct weir_arena *arena;
	struct weir_yaml_keys *keys;
	bool doubles;
};
/* A string, quoted where its text alone would be something else; @text stays where it is. */
struct weir_yaml_node *node_of_text(struct weir_arena *a, const char *text, size_t len);
struct weir_yaml_node *node_of_double(struct weir_arena *a, double d);
/* All integers to doubles, as json.Unmarshal into interface{} does. */
json_t *json_through_doubles(const json_t *j);
/* strconv.FormatFloat(d, 'g', -1, 64). */
void float_text(double d, char out[32]);

#endif
