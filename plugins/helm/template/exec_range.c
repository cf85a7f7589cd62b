/* SPDX-License-Identifier: Apache-2.0 */
/* exec_range.c - range over lists, maps in the order of their keys, and integers. */
#include "exec.h"
#include "fmt.h"

/* Set the variables of the loop, then walk its body; WALK_BREAK ends the loop. */
static int iterate(struct exec *x, const struct node_branch *r, const struct value *index, const struct value *elem)
{
	const struct node_pipe *pipe = r->pipe;
	uint32_t mark = x->var_count;
	struct value *v;
	int rc;

	if (pipe->variables && pipe->assign) {
		v = exec_variable(x, pipe->decl[0]);
		if (!v)
			return -1;
		*v = pipe->variables > 1 ? *index : *elem;
		v = pipe->variables > 1 ? exec_variable(x, pipe->decl[1]) : NULL;
		if (pipe->variables > 1 && !v)
			return -1;
		if (v)
			*v = *elem;
	} else if (pipe->variables) {
		x->vars[mark - 1].value = *elem;
		if (pipe->variables > 1)
			x->vars[mark - 2].value = *index;
	}
	rc = exec_walk(x, elem, &r->list->base);
	x->var_count = mark;
	return rc == WALK_CONTINUE ? 0 : rc;
}

static int range_list(struct exec *x, const struct node_branch *r, const struct value *over)
{
	struct value index, elem;
	uint32_t i;
	int rc = 0;

	for (i = 0; !rc && i < over->list->count; i++) {
		index = value_int(i);
		elem = over->list->items[i];
		elem.boxed = over->type == T_LIST;
		rc = iterate(x, r, &index, &elem);
	}
	return rc;
}

static int range_bytes(struct exec *x, const struct node_branch *r, const struct value *over)
{
	struct value index, elem;
	uint32_t i;
	int rc = 0;

	for (i = 0; !rc && i < over->len; i++) {
		index = value_int(i);
		elem = (struct value){ .type = T_UINT8, .u = (unsigned char)over->s[i] };
		rc = iterate(x, r, &index, &elem);
	}
	return rc;
}

static int range_map(struct exec *x, const struct node_branch *r, const struct value *over)
{
	const struct entry *entries;
	struct value key, elem;
	size_t count, i;
	int rc = 0;

	entries = map_snapshot(over->map, &count);
	for (i = 0; !rc && i < count; i++) {
		key = value_str(entries[i].key, entries[i].len);
		elem = entries[i].value;
		elem.boxed = over->type != T_STRING_MAP;
		rc = iterate(x, r, &key, &elem);
	}
	return rc;
}

static int range_integer(struct exec *x, const struct node_branch *r, const struct value *over)
{
	const struct value none = value_none();
	struct value elem = *over;
	int rc = 0;

	for (elem.u = 0; !rc && elem.u < over->u; elem.u++)
		rc = iterate(x, r, &none, &elem);
	return rc;
}

static bool is_empty(const struct value *v)
{
	if (value_is_int(v))
		return v->i <= 0;
	return value_is_uint(v) ? !v->u : value_length(v) <= 0;
}

static const char *shown(struct exec *x, const struct value *v)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	weir_strbuf_adds(&sb, "");
	value_print_inner(x, &sb, v);
	return weir_arena_strndup(x->arena, sb.data, sb.len);
}

static int refuse(struct exec *x, const struct node_branch *r, const struct value *over)
{
	if ((value_is_int(over) || value_is_uint(over)) && r->pipe->variables > 1)
		return exec_fail(x, "can't use %s to iterate over more than one variable", shown(x, over));
	if (value_is_nil(over) || value_is_int(over) || value_is_uint(over) || value_is_list(over) ||
	    value_is_map(over) || over->type == T_BYTES)
		return 0;
	return exec_fail(x, "range can't iterate over %s", shown(x, over));
}

static int loop(struct exec *x, const struct value *dot, const struct node_branch *r, const struct value *over)
{
	if (refuse(x, r, over) < 0)
		return -1;
	if (value_is_nil(over) || is_empty(over))
		return r->else_list ? exec_walk(x, dot, &r->else_list->base) : 0;
	if (value_is_map(over))
		return range_map(x, r, over);
	if (over->type == T_BYTES)
		return range_bytes(x, r, over);
	return value_is_list(over) ? range_list(x, r, over) : range_integer(x, r, over);
}

int exec_range(struct exec *x, const struct value *dot, const struct node_branch *r)
{
	uint32_t mark = x->var_count;
	struct value over;
	int rc;

	if (exec_pipeline(x, dot, r->pipe, &over) < 0)
		return -1;
	if (over.type == T_OBJECT && over.object->class->underlying)
		over = over.object->class->underlying(x, over.object);
	rc = loop(x, dot, r, &over);
	x->var_count = mark;
	/* As in Go, a break in the loop's else ends this loop, not the one around it. */
	return rc == WALK_BREAK ? 0 : rc;
}
