/* SPDX-License-Identifier: Apache-2.0 */
/* parse.c - the parser's tokens, errors and names; a whole text with its definitions. */
#include "parse.h"

#include <stdio.h>

#include "quote.h"

#define NESTING_MAX 8000 /* the original's limit is in bytes of stack; charts nest some 20 deep */

void parse_backup2(struct tree_parser *t, struct token t1)
{
	t->token[1] = t1;
	t->peek_count = 2;
}

void parse_backup3(struct tree_parser *t, struct token t2, struct token t1)
{
	t->token[1] = t1;
	t->token[2] = t2;
	t->peek_count = 3;
}

void *parse_fail(struct tree_parser *t, const char *fmt, ...)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	va_list ap;

	if (t->p->error)
		return NULL;
	weir_strbuf_addf(&sb, "template: %s:%u: ", t->p->source->name, t->token[0].line);
	va_start(ap, fmt);
	weir_strbuf_addv(&sb, fmt, ap);
	va_end(ap);
	t->p->error = weir_arena_strndup(t->p->arena, sb.data, sb.len);
	return NULL;
}

static void token_text(struct weir_strbuf *sb, struct token token)
{
	size_t n = token.len;
	unsigned runes = 0;

	if (token.type == TOKEN_EOF) {
		weir_strbuf_adds(sb, "EOF");
	} else if (token.type == TOKEN_ERROR) {
		weir_strbuf_add(sb, token.text, token.len);
	} else if (token.type > TOKEN_KEYWORD) {
		weir_strbuf_addf(sb, "<%.*s>", (int)token.len, token.text);
	} else {
		if (token.len > 10)
			for (n = 0; n < token.len && runes < 10; runes++)
				do
					n++;
				while (n < token.len && ((unsigned char)token.text[n] & 0xc0) == 0x80);
		quote_string(sb, token.text, n, false);
		weir_strbuf_adds(sb, token.len > 10 ? "..." : "");
	}
}

void *parse_unexpected(struct tree_parser *t, struct token token, const char *context)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	bool action;

	token_text(&sb, token);
	if (token.type != TOKEN_ERROR)
		return parse_fail(t, "unexpected %s in %s", sb.data, context);
	action = sb.len >= 7 && strcmp(sb.data + sb.len - 7, " action") == 0;
	if (t->action_line && t->action_line != token.line)
		weir_strbuf_addf(&sb, "%s started at %s:%u", action ? "" : " in action", t->p->source->name,
				 t->action_line);
	return parse_fail(t, "%s", sb.data);
}

bool parse_expect(struct tree_parser *t, enum token_type type, const char *context, struct token *out)
{
	*out = *parse_next_nonspace(t);
	if (out->type == type)
		return true;
	parse_unexpected(t, *out, context);
	return false;
}

bool parse_enter(struct tree_parser *t)
{
	if (++t->p->depth <= NESTING_MAX)
		return true;
	parse_fail(t, "max expression depth exceeded");
	return false;
}

void parse_leave(struct tree_parser *t)
{
	t->p->depth--;
}

void parse_append(struct parse *p, void ***items, uint32_t *count, void *item)
{
	void **grown;

	if (!(*count & (*count - 1))) { /* a power of two is full */
		grown = weir_arena_alloc(p->arena, (*count ? *count * 2 : 1) * sizeof(*grown));
		if (*count)
			memcpy(grown, *items, *count * sizeof(*grown));
		*items = grown;
	}
	(*items)[(*count)++] = item;
}

void gather(struct parse *p, struct gathered *g, void *item)
{
	void **grown;

	if (g->count == g->capacity) {
		g->capacity *= 2;
		grown = weir_arena_alloc(p->arena, g->capacity * sizeof(*grown));
		memcpy(grown, g->items, g->count * sizeof(*grown));
		g->items = grown;
	}
	g->items[g->count++] = item;
}

void *gathered(struct parse *p, const struct gathered *g, uint32_t *count)
{
	size_t size = g->count * sizeof(*g->items);

	*count = g->count;
	if (!g->count || g->items != g->few)
		return g->count ? g->items : NULL;
	return memcpy(weir_arena_raw(p->arena, size), g->items, size);
}

struct ident parse_ident(struct parse *p, const char *text, size_t len)
{
	uint32_t hash = map_hash(text, len);

	if (p->idents)
		return ident_of(p->idents, text, (uint32_t)len, hash);
	return (struct ident){ weir_arena_strndup(p->arena, text, len), (uint32_t)len, hash };
}

void names_add(struct parse *p, struct names *names, struct ident name)
{
	struct ident *items;

	if (names->count == names->capacity) {
		names->capacity = names->capacity ? names->capacity * 2 : 8;
		items = weir_arena_alloc(p->arena, names->capacity * sizeof(*items));
		if (names->count)
			memcpy(items, names->items, names->count * sizeof(*items));
		names->items = items;
	}
	names->items[names->count++] = name;
}

const struct ident *names_find(const struct names *names, const struct ident *name)
{
	uint32_t i;

	for (i = names->count; i-- > 0;) {
		const struct ident *n = &names->items[i];

		if (n->hash == name->hash && n->len == name->len && memcmp(n->name, name->name, n->len) == 0)
			return n;
	}
	return NULL;
}

void parse_start(struct tree_parser *t, struct parse *p)
{
	static const char dollar[] = "$";
	struct ident name = { dollar, 1, map_hash(dollar, 1) };

	*t = (struct tree_parser){ .p = p };
	t->tree = weir_arena_alloc(p->arena, sizeof(*t->tree));
	t->tree->source = p->source;
	names_add(p, &t->vars, name);
	names_add(p, &t->slots, name);
}

bool parse_add_tree(struct tree_parser *t)
{
	struct parse *p = t->p;
	uint32_t i;

	for (i = 0; i < p->tree_count; i++) {
		struct tree *old = p->trees[i];

		if (old->name.len != t->tree->name.len ||
		    memcmp(old->name.name, t->tree->name.name, old->name.len) != 0)
			continue;
		if (node_is_empty(&old->root->base)) {
			p->trees[i] = t->tree;
			return true;
		}
		if (!node_is_empty(&t->tree->root->base)) {
			parse_fail(t, "template: multiple definition of template \"%s\"", old->name.name);
			return false;
		}
		return true;
	}
	parse_append(p, (void ***)&p->trees, &p->tree_count, t->tree);
	return true;
}

/* A {{define}} at the top: true when it was one (or failed), parsed by a parser of its own. */
static bool take_definition(struct tree_parser *t)
{
	struct tree_parser definition;
	struct token delim = *parse_next(t);

	if (parse_next_nonspace(t)->type != TOKEN_DEFINE) {
		parse_backup2(t, delim);
		return false;
	}
	parse_start(&definition, t->p);
	parse_definition(&definition);
	return true;
}

static bool parse_all(struct tree_parser *t)
{
	struct node_list *root = (void *)node_new(t->p->arena, sizeof(*root), NODE_LIST, parse_peek(t)->pos);
	struct gathered nodes;
	struct node *n;

	gather_start(&nodes);
	t->tree->root = root;
	while (!t->p->error && parse_peek(t)->type != TOKEN_EOF) {
		if (parse_peek(t)->type == TOKEN_LEFT_DELIM && take_definition(t))
			continue;
		n = parse_text_or_action(t);
		if (!n)
			return false;
		if (n->type == NODE_END || n->type == NODE_ELSE)
			return parse_fail(t, "unexpected %s", n->type == NODE_END ? "{{end}}" : "{{else}}");
		gather(t->p, &nodes, n);
	}
	root->items = gathered(t->p, &nodes, &root->count);
	return !t->p->error && parse_add_tree(t);
}

bool parse_text(struct template_set *set, const char *name, const char *text, size_t len, struct tree ***trees,
		uint32_t *count, char **error)
{
	struct source *source = weir_arena_alloc(set->arena, sizeof(*source));
	struct parse p = { .arena = set->arena, .functions = set->functions, .idents = set->idents, .source = source };
	struct tree_parser t;

	*source = (struct source){ name, text, len };
	lex_start(&p.lexer, set->arena, text, len);
	parse_start(&t, &p);
	t.tree->name = parse_ident(&p, name, strlen(name));
	if (!parse_all(&t)) {
		*error = p.error;
		return false;
	}
	*trees = p.trees;
	*count = p.tree_count;
	return true;
}
