/* SPDX-License-Identifier: Apache-2.0 */
/* yaml_go_syntax.c - YAML nodes as Go prints what goyaml makes of them (%#v), for error texts. */
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

/* Does a key like that of pair @i come once more? The last of equal ones counts. */
static bool comes_again(const struct weir_yaml_node *map, size_t i)
{
	const struct weir_yaml_node *key = map->items[i];
	size_t k;

	for (k = i + 2; k + 1 < map->count; k += 2)
		if (key->kind == WEIR_YAML_SCALAR && map->items[k]->kind == WEIR_YAML_SCALAR &&
		    key->tag == map->items[k]->tag && key->len == map->items[k]->len &&
		    memcmp(key->value, map->items[k]->value, key->len) == 0)
			return true;
	return false;
}

static void add_map(struct weir_strbuf *sb, const struct weir_yaml_node *node)
{
	const char *comma = "";
	size_t i;

	weir_strbuf_adds(sb, "map[interface {}]interface {}{");
	for (i = 0; i + 1 < node->count && sb->len < LONGEST; i += 2) {
		if (comes_again(node, i))
			continue;
		weir_strbuf_adds(sb, comma);
		yaml_go_syntax(sb, node->items[i], false);
		weir_strbuf_addc(sb, ':');
		yaml_go_syntax(sb, node->items[i + 1], false);
		comma = ", ";
	}
	weir_strbuf_addc(sb, '}');
}

void yaml_go_syntax(struct weir_strbuf *sb, const struct weir_yaml_node *node, bool top)
{
	size_t i;

	while (node->kind == WEIR_YAML_ALIAS)
		node = node->target;
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
