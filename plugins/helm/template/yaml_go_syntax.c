/* SPDX-License-Identifier: Apache-2.0 */
/* yaml_go_syntax.c - YAML nodes as Go prints what goyaml makes of them (%#v), for error texts. */
#include <stdlib.h>
#include "number.h"
#include "quote.h"
#include "yaml_go_syntax.h"

#define LONGEST 65536 /* bytes of an error's text that show a value */

static void add_number(struct weir_strbuf *sb, const struct weir_yaml_node *node)
{
	uint64_t u = 0;
	int64_t i = 0;
	double d = 0;

	switch (weir_yaml_number(node->value, node->len, WEIR_YAML_V2, &i, &u, &d)) {
	case WEIR_YAML_IS_INT64:
		if (node->tag == WEIR_YAML_T_FLOAT)
			number_format(sb, (double)i, 'g', -1, 64);
		else
			weir_strbuf_addf(sb, "%lld", (long long)i);
		break;
	case WEIR_YAML_IS_UINT64: weir_strbuf_addf(sb, "0x%llx", (unsigned long long)u); break;
	default: number_format(sb, d, 'g', -1, 64);
	}
}

static void add_binary(struct weir_strbuf *sb, const struct weir_yaml_node *node)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf bytes = WEIR_STRBUF_INIT;

	weir_base64_decode(&bytes, node->value, node->len);
	quote_string(sb, bytes.data ? bytes.data : "", bytes.len, false);
}

static void add_scalar(struct weir_strbuf *sb, const struct weir_yaml_node *node, bool top)
{
	switch ((enum weir_yaml_tag)node->tag) {
	case WEIR_YAML_T_NULL: weir_strbuf_adds(sb, top ? "<nil>" : "interface {}(nil)"); break;
	case WEIR_YAML_T_BOOL:
		weir_strbuf_adds(sb, weir_yaml_is_true(node->value, node->len) ? "true" : "false");
		break;
	case WEIR_YAML_T_INT:
	case WEIR_YAML_T_FLOAT: add_number(sb, node); break;
	case WEIR_YAML_T_BINARY: add_binary(sb, node); break;
	default: quote_string(sb, node->value, node->len, false);
	}
}

/* ---- maps: merge keys filled in, the last of equal keys, in the order in which Go prints them ---- */

struct pair {
	const struct weir_yaml_node *key, *value;
};

struct pairs {
	struct pair *items;
	size_t count, size;
};

/* Go prints keys of several types by type: nil, strings, uint64, integers, floats, booleans. */
static int rank(const struct weir_yaml_node *key)
{
	uint64_t u;
	int64_t i;
	double d;

	if (key->kind != WEIR_YAML_SCALAR)
		return 6;
	switch ((enum weir_yaml_tag)key->tag) {
	case WEIR_YAML_T_NULL: return 0;
	case WEIR_YAML_T_INT:
		return weir_yaml_number(key->value, key->len, WEIR_YAML_V2, &i, &u, &d) == WEIR_YAML_IS_UINT64 ? 2 : 3;
	case WEIR_YAML_T_FLOAT: return 4;
	case WEIR_YAML_T_BOOL: return 5;
	default: return 1;
	}
}

static double number_of(const struct weir_yaml_node *key)
{
	uint64_t u = 0;
	int64_t i = 0;
	double d = 0;

	switch (weir_yaml_number(key->value, key->len, WEIR_YAML_V2, &i, &u, &d)) {
	case WEIR_YAML_IS_INT64: return (double)i;
	case WEIR_YAML_IS_UINT64: return (double)u;
	default: return d;
	}
}

static int compare(const void *a, const void *b)
{
	const struct weir_yaml_node *x = ((const struct pair *)a)->key, *y = ((const struct pair *)b)->key;
	int r = rank(x), d = r - rank(y);
	double m, n;

	if (d || r == 0 || r == 6)
		return d;
	if (r == 1) {
		d = memcmp(x->value, y->value, x->len < y->len ? x->len : y->len);
		return d ? d : (x->len > y->len) - (x->len < y->len);
	}
	m = r == 5 ? weir_yaml_is_true(x->value, x->len) : number_of(x);
	n = r == 5 ? weir_yaml_is_true(y->value, y->len) : number_of(y);
	return (m > n) - (m < n);
}

static void set_pair(struct pairs *p, const struct weir_yaml_node *key, const struct weir_yaml_node *value)
{
	struct pair pair = { key, value };
	size_t i;

	for (i = 0; i < p->count; i++)
		if (rank(key) < 6 && compare(&p->items[i], &pair) == 0) {
			p->items[i].value = value;
			return;
		}
	if (p->count == p->size) {
		p->size = p->size ? p->size * 2 : 8;
		p->items = weir_realloc(p->items, p->size * sizeof(*p->items));
	}
	p->items[p->count++] = pair;
}

static const struct weir_yaml_node *meant(const struct weir_yaml_node *node)
{
	while (node->kind == WEIR_YAML_ALIAS)
		node = node->target;
	return node;
}

static void collect(struct pairs *p, const struct weir_yaml_node *map)
{
	const struct weir_yaml_node *key, *value;
	size_t i, k;

	for (i = 0; i + 1 < map->count && p->count < LONGEST / 8; i += 2) {
		key = meant(map->items[i]);
		value = meant(map->items[i + 1]);
		if (key->kind != WEIR_YAML_SCALAR || key->tag != WEIR_YAML_T_MERGE) {
			set_pair(p, key, value);
			continue;
		}
		if (value->kind == WEIR_YAML_MAP)
			collect(p, value);
		for (k = value->kind == WEIR_YAML_SEQ ? value->count : 0; k-- > 0;)
			if (meant(value->items[k])->kind == WEIR_YAML_MAP)
				collect(p, meant(value->items[k]));
	}
}

static void add_map(struct weir_strbuf *sb, const struct weir_yaml_node *node)
{
	struct pairs p = { 0 };
	size_t i;

	collect(&p, node);
	if (p.count)
		qsort(p.items, p.count, sizeof(*p.items), compare);
	weir_strbuf_adds(sb, "map[interface {}]interface {}{");
	for (i = 0; i < p.count && sb->len < LONGEST; i++) {
		if (i)
			weir_strbuf_adds(sb, ", ");
		yaml_go_syntax(sb, p.items[i].key, false);
		weir_strbuf_addc(sb, ':');
		yaml_go_syntax(sb, p.items[i].value, false);
	}
	weir_strbuf_addc(sb, '}');
	free(p.items);
}

void yaml_go_syntax(struct weir_strbuf *sb, const struct weir_yaml_node *node, bool top)
{
	size_t i;

	node = meant(node);
	if (node->kind == WEIR_YAML_SCALAR) {
		add_scalar(sb, node, top);
		return;
	}
	if (node->kind == WEIR_YAML_MAP) {
		add_map(sb, node);
		return;
	}
	weir_strbuf_adds(sb, "[]interface {}{");
	for (i = 0; i < node->count && sb->len < LONGEST; i++) {
		if (i)
			weir_strbuf_adds(sb, ", ");
		yaml_go_syntax(sb, node->items[i], false);
	}
	weir_strbuf_addc(sb, '}');
}
