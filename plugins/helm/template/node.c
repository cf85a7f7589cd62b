/* SPDX-License-Identifier: Apache-2.0 */
/* node.c - nodes as text again, as error messages show them. */
#include "node.h"

#include "quote.h"

struct node *node_new(struct weir_arena *a, size_t size, enum node_type type, uint32_t pos)
{
	struct node *n = weir_arena_alloc(a, size);

	n->type = (uint8_t)type;
	n->pos = pos;
	return n;
}

static void print_fields(struct weir_strbuf *sb, const struct ident *fields, uint32_t count)
{
	uint32_t i;

	for (i = 0; i < count; i++) {
		weir_strbuf_addc(sb, '.');
		weir_strbuf_add(sb, fields[i].name, fields[i].len);
	}
}

static void print_variable(struct weir_strbuf *sb, const struct node *n)
{
	const struct node_variable *v = (const void *)n;

	weir_strbuf_add(sb, v->name.name, v->name.len);
	print_fields(sb, v->fields, v->count);
}

static void print_argument(struct weir_strbuf *sb, const struct node *n)
{
	if (n->type != NODE_PIPE) {
		node_print(sb, n);
		return;
	}
	weir_strbuf_addc(sb, '(');
	node_print(sb, n);
	weir_strbuf_addc(sb, ')');
}

static void print_command(struct weir_strbuf *sb, const struct node *n)
{
	const struct node_command *c = (const void *)n;
	uint32_t i;

	for (i = 0; i < c->count; i++) {
		if (i)
			weir_strbuf_addc(sb, ' ');
		print_argument(sb, c->args[i]);
	}
}

static void print_pipe(struct weir_strbuf *sb, const struct node *n)
{
	const struct node_pipe *p = (const void *)n;
	uint32_t i;

	for (i = 0; i < p->variables; i++) {
		if (i)
			weir_strbuf_adds(sb, ", ");
		print_variable(sb, &p->decl[i]->base);
	}
	if (p->variables)
		weir_strbuf_adds(sb, p->assign ? " = " : " := ");
	for (i = 0; i < p->count; i++) {
		if (i)
			weir_strbuf_adds(sb, " | ");
		print_command(sb, &p->commands[i]->base);
	}
}

static void print_chain(struct weir_strbuf *sb, const struct node *n)
{
	const struct node_chain *c = (const void *)n;

	print_argument(sb, c->node);
	print_fields(sb, c->fields, c->count);
}

static void print_field(struct weir_strbuf *sb, const struct node *n)
{
	const struct node_field *f = (const void *)n;

	print_fields(sb, f->fields, f->count);
}

static void print_text(struct weir_strbuf *sb, const struct node *n)
{
	const struct node_text *t = (const void *)n;

	weir_strbuf_add(sb, t->text, t->len);
}

static void print_action(struct weir_strbuf *sb, const struct node *n)
{
	weir_strbuf_adds(sb, "{{");
	print_pipe(sb, &((const struct node_action *)(const void *)n)->pipe->base);
	weir_strbuf_adds(sb, "}}");
}

static void print_list(struct weir_strbuf *sb, const struct node *n)
{
	const struct node_list *l = (const void *)n;
	uint32_t i;

	for (i = 0; i < l->count; i++)
		node_print(sb, l->items[i]);
}

static void print_branch(struct weir_strbuf *sb, const struct node *n)
{
	const struct node_branch *b = (const void *)n;

	weir_strbuf_adds(sb, n->type == NODE_IF ? "{{if " : n->type == NODE_RANGE ? "{{range " : "{{with ");
	print_pipe(sb, &b->pipe->base);
	weir_strbuf_adds(sb, "}}");
	print_list(sb, &b->list->base);
	if (b->else_list) {
		weir_strbuf_adds(sb, "{{else}}");
		print_list(sb, &b->else_list->base);
	}
	weir_strbuf_adds(sb, "{{end}}");
}

static void print_template(struct weir_strbuf *sb, const struct node *n)
{
	const struct node_template *t = (const void *)n;

	weir_strbuf_adds(sb, "{{template ");
	quote_string(sb, t->name.name, t->name.len, false);
	if (t->pipe) {
		weir_strbuf_addc(sb, ' ');
		print_pipe(sb, &t->pipe->base);
	}
	weir_strbuf_adds(sb, "}}");
}

static void print_identifier(struct weir_strbuf *sb, const struct node *n)
{
	weir_strbuf_adds(sb, ((const struct node_identifier *)(const void *)n)->func->name);
}

static void print_number(struct weir_strbuf *sb, const struct node *n)
{
	const struct node_number *number = (const void *)n;

	weir_strbuf_add(sb, number->text, number->len);
}

static void print_string(struct weir_strbuf *sb, const struct node *n)
{
	const struct node_string *s = (const void *)n;

	weir_strbuf_add(sb, s->quoted, s->quoted_len);
}

static void print_bool(struct weir_strbuf *sb, const struct node *n)
{
	weir_strbuf_adds(sb, ((const struct node_bool *)(const void *)n)->value ? "true" : "false");
}

static void (*const printers[])(struct weir_strbuf *, const struct node *) = {
	[NODE_TEXT] = print_text,
	[NODE_ACTION] = print_action,
	[NODE_IF] = print_branch,
	[NODE_RANGE] = print_branch,
	[NODE_WITH] = print_branch,
	[NODE_TEMPLATE] = print_template,
	[NODE_LIST] = print_list,
	[NODE_PIPE] = print_pipe,
	[NODE_COMMAND] = print_command,
	[NODE_IDENTIFIER] = print_identifier,
	[NODE_VARIABLE] = print_variable,
	[NODE_FIELD] = print_field,
	[NODE_CHAIN] = print_chain,
	[NODE_BOOL] = print_bool,
	[NODE_NUMBER] = print_number,
	[NODE_STRING] = print_string,
	[NODE_ELSE] = NULL,
};

static const char *const plain[] = {
	[NODE_BREAK] = "{{break}}", [NODE_CONTINUE] = "{{continue}}", [NODE_DOT] = ".",
	[NODE_NIL] = "nil",         [NODE_END] = "{{end}}",           [NODE_ELSE] = "{{else}}",
};

void node_print(struct weir_strbuf *sb, const struct node *n)
{
	if (printers[n->type])
		printers[n->type](sb, n);
	else
		weir_strbuf_adds(sb, plain[n->type]);
}

static bool is_blank(const struct node_text *t)
{
	uint32_t i;

	/* bytes.TrimSpace: also what Unicode calls space, of which texts hold U+0085 and U+00A0 at most */
	for (i = 0; i < t->len; i++)
		if (!strchr(" \t\n\v\f\r", t->text[i]) || !t->text[i])
			return false;
	return true;
}

bool node_is_empty(const struct node *n)
{
	const struct node_list *l = (const void *)n;
	uint32_t i;

	if (n->type == NODE_TEXT)
		return is_blank((const struct node_text *)(const void *)n);
	if (n->type != NODE_LIST)
		return false;
	for (i = 0; i < l->count; i++)
		if (!node_is_empty(l->items[i]))
			return false;
	return true;
}
