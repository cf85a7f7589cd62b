/* SPDX-License-Identifier: Apache-2.0 */
/* yaml3.c - block and flow trees with the styles they were read with. */
#include "yaml3.h"

#include "scalar_text.h"

struct write {
	struct weir_arena *a;
	struct weir_strbuf sb;
};

static void write_flow(struct write *w, const struct weir_yaml_node *n);
static void write_block(struct write *w, const struct weir_yaml_node *n, int indent);

static void pad(struct write *w, int n)
{
	while (n-- > 0)
		weir_strbuf_addc(&w->sb, ' ');
}

/* Lines of a literal text behind its first line are indented with the rest. */
static void write_scalar(struct write *w, const struct weir_yaml_node *n, int indent)
{
	const char *text = scalar_text(w->a, n), *p;

	if (*text != '|') {
		weir_strbuf_adds(&w->sb, text);
		return;
	}
	for (p = text; *p; p++) {
		weir_strbuf_addc(&w->sb, *p);
		if (*p == '\n' && p[1] && p[1] != '\n')
			pad(w, indent - 2 > 0 ? indent - 2 : 0);
	}
}

static bool in_block(const struct weir_yaml_node *n)
{
	return n->kind != WEIR_YAML_SCALAR && n->style != WEIR_YAML_FLOW && n->count;
}

static void write_flow(struct write *w, const struct weir_yaml_node *n)
{
	bool map = n->kind == WEIR_YAML_MAP;
	size_t i;

	if (n->kind == WEIR_YAML_SCALAR) {
		write_scalar(w, n, 0);
		return;
	}
	weir_strbuf_addc(&w->sb, map ? '{' : '[');
	for (i = 0; i < n->count; i++) {
		if (i)
			weir_strbuf_adds(&w->sb, map && i % 2 ? ": " : ", ");
		write_flow(w, n->items[i]);
	}
	weir_strbuf_addc(&w->sb, map ? '}' : ']');
}

static void write_value(struct write *w, const struct weir_yaml_node *n, int indent)
{
	if (n->kind == WEIR_YAML_SCALAR)
		write_scalar(w, n, indent + 2);
	else
		write_flow(w, n);
}

static void write_map(struct write *w, const struct weir_yaml_node *n, int indent)
{
	size_t i;

	for (i = 0; i + 1 < n->count; i += 2) {
		const struct weir_yaml_node *value = n->items[i + 1];

		if (i)
			pad(w, indent);
		write_scalar(w, n->items[i], indent);
		weir_strbuf_addc(&w->sb, ':');
		if (in_block(value)) {
			int below = value->kind == WEIR_YAML_SEQ ? indent : indent + 2;

			weir_strbuf_addc(&w->sb, '\n');
			pad(w, below);
			write_block(w, value, below);
			continue;
		}
		if (value->kind != WEIR_YAML_SCALAR || value->len || value->style != WEIR_YAML_PLAIN)
			weir_strbuf_addc(&w->sb, ' ');
		write_value(w, value, indent);
		weir_strbuf_addc(&w->sb, '\n');
	}
}

static void write_seq(struct write *w, const struct weir_yaml_node *n, int indent)
{
	size_t i;

	for (i = 0; i < n->count; i++) {
		if (i)
			pad(w, indent);
		weir_strbuf_adds(&w->sb, "- ");
		if (in_block(n->items[i])) {
			write_block(w, n->items[i], indent + 2);
		} else {
			write_value(w, n->items[i], indent);
			weir_strbuf_addc(&w->sb, '\n');
		}
	}
}

static void write_block(struct write *w, const struct weir_yaml_node *n, int indent)
{
	if (n->kind == WEIR_YAML_MAP)
		write_map(w, n, indent);
	else
		write_seq(w, n, indent);
}

const char *yaml3_text(struct weir_arena *a, const struct weir_yaml_node *n)
{
	struct write w = { a, WEIR_STRBUF_INIT };
	const char *out;

	if (in_block(n))
		write_block(&w, n, 0);
	else
		write_value(&w, n, 0);
	while (w.sb.len && strchr(" \n", w.sb.data[w.sb.len - 1]))
		w.sb.len--;
	out = weir_arena_strndup(a, w.sb.data ? w.sb.data : "", w.sb.len);
	weir_strbuf_done(&w.sb);
	return out;
}
