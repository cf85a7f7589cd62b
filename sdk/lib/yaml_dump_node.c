/* SPDX-License-Identifier: Apache-2.0 */
/*
 * yaml_dump_node.c - node trees to YAML without JSON objects between: what yaml_json.c makes of a tree
 * and yaml_emit.c of that, in one walk.  Scalars that are no plain strings still go through
 * yaml_json_scalar.c; a tree with aliases, merge keys or keys that are left out goes the long way.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "yaml_json.h"

#define FEW 24 /* keys of a map that are compared each with each */

struct dump {
	struct yaml_convert c;
	struct weir_yaml_writer w;
	bool odd; /* the tree needs the long way */
};

static bool put_node(struct dump *d, const struct weir_yaml_node *n, bool in_map);

static bool give_up(struct dump *d)
{
	d->odd = true;
	return false;
}

/* ---- scalars ---- */

static bool put_json(struct dump *d, const json_t *j)
{
	const char *number = weir_number_text(j);
	char text[32];

	if (json_is_string(j) && !number)
		return weir_yaml_put_string(&d->w, json_string_value(j), json_string_length(j));
	if (json_is_real(j))
		return weir_yaml_put_double(&d->w, json_real_value(j));
	if (json_is_integer(j)) {
		snprintf(text, sizeof(text), "%" JSON_INTEGER_FORMAT, json_integer_value(j));
		number = text;
	} else if (!number) {
		number = json_is_null(j) ? "null" : json_is_true(j) ? "true" : "false";
	}
	weir_yaml_put_plain(&d->w, number, strlen(number));
	return true;
}

/* Digits alone: an integer that is written as it is. */
static bool is_plain_integer(const struct weir_yaml_node *n)
{
	size_t i;

	if (n->tag != WEIR_YAML_T_INT || n->tagged || !n->len || n->len > 18 || (n->len > 1 && *n->value == '0'))
		return false;
	for (i = 0; i < n->len; i++)
		if (n->value[i] < '0' || n->value[i] > '9')
			return false;
	return true;
}

static bool put_scalar(struct dump *d, const struct weir_yaml_node *n)
{
	WEIR_CLEAN_JSON json_t *j = NULL;

	if (n->tag == WEIR_YAML_T_STR && n->style != WEIR_YAML_FOLDED)
		return weir_yaml_put_string(&d->w, n->value, n->len);
	if (is_plain_integer(n)) {
		weir_yaml_put_plain(&d->w, n->value, n->len);
		return true;
	}
	j = yaml_scalar_json(&d->c, n);
	return j && put_json(d, j);
}

/* ---- maps and sequences ---- */

static bool take_key(struct dump *d, const struct weir_yaml_node *map, size_t i, struct weir_yaml_key *out)
{
	const struct weir_yaml_node *key = map->items[i];
	struct yaml_key_text text;

	if (key->kind != WEIR_YAML_SCALAR || key->tag == WEIR_YAML_T_MERGE || key->tag == WEIR_YAML_T_BINARY)
		return give_up(d);
	if (!yaml_key_json(&d->c, key, d->c.levels == 1, &text))
		return false;
	if (text.skip || text.owned) {
		free(text.owned);
		return give_up(d);
	}
	*out = (struct weir_yaml_key){ .text = text.text, .len = text.len, .value = map->items[i + 1] };
	return true;
}

static bool same_key(const struct weir_yaml_key *a, const struct weir_yaml_key *b)
{
	return a->len == b->len && memcmp(a->text, b->text, a->len) == 0;
}

/* Of two equal keys the long way says where. */
static bool all_differ(struct dump *d, const struct weir_yaml_key *keys, size_t n)
{
	WEIR_CLEAN_JSON json_t *seen = NULL;
	size_t i, k;

	if (n <= FEW) {
		for (i = 1; i < n; i++)
			for (k = 0; k < i; k++)
				if (same_key(&keys[k], &keys[i]))
					return give_up(d);
		return true;
	}
	seen = json_object();
	for (i = 0; i < n; i++)
		json_object_setn_new_nocheck(seen, keys[i].text, keys[i].len, json_null());
	return json_object_size(seen) == n || give_up(d);
}

static bool put_pairs(struct dump *d, const struct weir_yaml_key *keys, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!weir_yaml_put_key(&d->w, keys[i].text, keys[i].len) || !put_node(d, keys[i].value, true))
			return false;
	return true;
}

static bool put_map(struct dump *d, const struct weir_yaml_node *n)
{
	size_t count = n->count / 2, i;
	struct weir_yaml_key few[FEW], *keys = few;
	bool good = true;
	int opened;

	if (count > FEW)
		keys = weir_malloc(count * sizeof(*keys));
	for (i = 0; good && i < count; i++)
		good = take_key(d, n, 2 * i, &keys[i]);
	good = good && all_differ(d, keys, count);
	if (good) {
		weir_yaml_sort_keys(keys, count, false);
		opened = weir_yaml_open_map(&d->w);
		good = put_pairs(d, keys, count);
		weir_yaml_close(&d->w, opened);
	}
	if (keys != few)
		free(keys);
	return good;
}

static bool put_sequence(struct dump *d, const struct weir_yaml_node *n, bool in_map)
{
	int opened = weir_yaml_open_sequence(&d->w, in_map);
	bool good = true;
	size_t i;

	for (i = 0; good && i < n->count; i++) {
		weir_yaml_put_item(&d->w);
		good = put_node(d, n->items[i], false);
	}
	weir_yaml_close(&d->w, opened);
	return good;
}

static bool put_collection(struct dump *d, const struct weir_yaml_node *n, bool in_map)
{
	bool map = n->kind == WEIR_YAML_MAP;

	if (n->count)
		return map ? put_map(d, n) : put_sequence(d, n, in_map);
	weir_yaml_put_empty(&d->w, map);
	return true;
}

static bool put_node(struct dump *d, const struct weir_yaml_node *n, bool in_map)
{
	bool flow = n->style == WEIR_YAML_FLOW, good;

	/* The long way has the words for what exceeds a limit. */
	if (n->kind == WEIR_YAML_ALIAS || n->kind == WEIR_YAML_NULL_DOC || ++d->c.nodes > d->c.limits.max_nodes ||
	    d->c.depth > d->c.limits.max_depth)
		return give_up(d);
	if (n->kind == WEIR_YAML_SCALAR)
		return put_scalar(d, n);
	d->c.depth++;
	d->c.levels++;
	d->c.flow += flow;
	good = put_collection(d, n, in_map);
	d->c.flow -= flow;
	d->c.levels--;
	d->c.depth--;
	return good;
}

static int the_long_way(struct weir_strbuf *sb, const char *name, const struct weir_yaml_node *node,
			const struct weir_yaml_limits *limits, struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *j = weir_yaml_node_json(name, node, WEIR_YAML_V3, limits, err);

	return j ? weir_yaml_dump(sb, j, err) : WEIR_E_INVALID;
}

int weir_yaml_dump_node(struct weir_strbuf *sb, const char *name, const struct weir_yaml_node *node,
			const struct weir_yaml_limits *limits, struct weir_error *err)
{
	struct dump d = { .c = { .name = name, .mode = WEIR_YAML_V3, .limits = yaml_limits(limits), .err = err } };
	size_t before = sb->len;

	weir_yaml_writer_init(&d.w, sb, err);
	if (node && put_node(&d, node, false)) {
		weir_yaml_writer_end(&d.w);
		return 0;
	}
	sb->len = before;
	sb->data[before] = '\0';
	return node && !d.odd ? WEIR_E_INVALID : the_long_way(sb, name, node, limits, err);
}
