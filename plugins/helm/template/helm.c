/* SPDX-License-Identifier: Apache-2.0 */
/*
 * helm.c - the functions that reach back into the render: include, tpl, required, fail, lookup.
 *
 * What tpl defines is seen inside that tpl only: its text is parsed into a set above the one around
 * it. The same text at the same place is parsed once a render.
 */
#include "error.h"
#include "exec.h"
#include "fmt.h"

#define TPL_MAX   500u    /* tpl in tpl; the original goes on until its stack is full */
#define ROOT_NAME "gotpl" /* what the original calls its set */

struct parsed_text {
	const struct template_set *below, *set;
	const struct tree *tree;
	struct parsed_text *next;
};

/* What was written to the output since @mark, taken from it. */
static struct value take_output(struct exec *x, size_t mark)
{
	struct value v = value_copy_str(x->arena, x->out.data ? x->out.data + mark : "", x->out.len - mark);

	x->out.len = mark;
	if (x->out.data)
		x->out.data[mark] = '\0';
	return v;
}

/* Another include of @name begins: -1 when there are too many inside each other. */
static int count_include(struct exec *x, const struct value *name, struct value **counter)
{
	*counter = map_get(x->includes, name->s, name->len);
	if (!*counter) {
		map_set(x->includes, name->s, name->len, value_int(0));
		*counter = map_get(x->includes, name->s, name->len);
	}
	if ((*counter)->i > (int64_t)x->options.budget.includes)
		return func_fail(x, "rendering template has a nested reference name: %s: unable to execute template",
				 name->s);
	(*counter)->i++;
	return 0;
}

static int func_include(struct exec *x, const struct value *args, size_t n, struct value *out)
{
	struct ident name = { args[0].s, args[0].len, map_hash(args[0].s, args[0].len) };
	const struct tree *tree = template_set_find(x->set, &name);
	struct value dot = args[1], *counter;
	size_t mark = x->out.len;
	int rc;

	(void)n;
	if (count_include(x, &args[0], &counter) < 0)
		return -1;
	if (dot.type == T_NIL)
		dot = value_none();
	rc = tree ? exec_tree(x, tree, &dot)
		  : func_fail(x, "template: no template %s associated with template \"%s\"",
			      exec_quote(x, name.name, name.len), ROOT_NAME);
	counter = map_get(x->includes, args[0].s, args[0].len);
	counter->i--;
	if (rc < 0)
		return -1;
	*out = take_output(x, mark);
	return 0;
}

static int fail_about_text(struct exec *x, const char *what, const struct value *text)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	weir_strbuf_addf(&sb, "%s %s: ", what, exec_quote(x, text->s, text->len));
	return exec_wrap(x, sb.data, sb.len);
}

static const struct parsed_text *find_parsed(struct exec *x, const struct value *text)
{
	const struct value *v = x->parsed ? map_get(x->parsed, text->s, text->len) : NULL;
	const struct parsed_text *p = v ? (const struct parsed_text *)v->s : NULL;

	while (p && p->below != x->set)
		p = p->next;
	return p;
}

static const struct parsed_text *parse(struct exec *x, const struct value *text)
{
	struct template_set *set = template_set_overlay(x->set, x->arena);
	struct parsed_text *p = weir_arena_alloc(x->arena, sizeof(*p));
	const struct value *v;
	const char *error;

	error = template_set_parse(set, ROOT_NAME, text->s, text->len, &p->tree);
	if (error) {
		func_fail(x, "%s", error);
		fail_about_text(x, "cannot parse template", text);
		return NULL;
	}
	if (!x->parsed)
		x->parsed = map_new(x->arena, 0);
	v = map_get(x->parsed, text->s, text->len);
	p->next = v ? (struct parsed_text *)v->s : NULL;
	p->below = x->set;
	p->set = set;
	map_set(x->parsed, text->s, text->len, (struct value){ .type = T_STRING, .s = (const char *)p });
	return p;
}

static struct value cleaned(struct exec *x, struct value v)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	if (!memmem(v.s, v.len, "<no value>", 10))
		return v;
	fmt_without_no_value(&sb, v.s, v.len);
	return value_of_strbuf(x->arena, &sb);
}

static int func_tpl(struct exec *x, const struct value *args, size_t n, struct value *out)
{
	const struct template_set *around = x->set;
	const struct parsed_text *p;
	struct value dot = args[1];
	size_t mark = x->out.len;
	int rc;

	(void)n;
	if (!memmem(args[0].s, args[0].len, "{{", 2)) { /* most values are just text */
		*out = cleaned(x, args[0]);
		return 0;
	}
	p = find_parsed(x, &args[0]);
	if (!p && x->set->depth >= TPL_MAX)
		return func_fail(x, "exceeded maximum template depth (100000)");
	if (!p)
		p = parse(x, &args[0]);
	if (!p)
		return -1;
	if (dot.type == T_NIL)
		dot = value_none();
	x->set = p->set;
	rc = exec_tree(x, p->tree, &dot);
	x->set = around;
	if (rc < 0)
		return fail_about_text(x, "error during tpl function execution for", &args[0]);
	*out = cleaned(x, take_output(x, mark));
	return 0;
}

static int fail_with(struct exec *x, const struct value *message)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	weir_strbuf_adds(&sb, x->options.bare ? "" : WARN_START);
	weir_strbuf_add(&sb, message->s, message->len);
	weir_strbuf_adds(&sb, x->options.bare ? "" : WARN_END);
	x->error = NULL;
	return exec_wrap(x, sb.data, sb.len);
}

static int func_required(struct exec *x, const struct value *args, size_t n, struct value *out)
{
	(void)n;
	*out = args[1];
	if (!value_is_nil(out) && (out->type != T_STRING || out->len))
		return 0;
	*out = value_str("", 0);
	return x->options.lint ? 0 : fail_with(x, &args[0]);
}

static int func_fail_now(struct exec *x, const struct value *args, size_t n, struct value *out)
{
	(void)n;
	*out = value_str("", 0);
	return x->options.lint ? 0 : fail_with(x, &args[0]);
}

static int func_lookup(struct exec *x, const struct value *args, size_t n, struct value *out)
{
	struct weir_error err = { .size = sizeof(err) };
	int rc;

	(void)n;
	*out = value_map(map_new(x->arena, 0));
	if (x->options.lint || !x->options.lookup)
		return 0;
	rc = x->options.lookup(x->options.lookup_context, x->arena, args[0].s, args[1].s, args[2].s, args[3].s, out,
			       &err);
	if (rc < 0)
		func_fail(x, "%s", err.message ? err.message : "lookup failed");
	weir_error_done(&err);
	return rc < 0 ? -1 : 0;
}

/* No template may ask the network. */
static int func_no_host(struct exec *x, const struct value *args, size_t n, struct value *out)
{
	(void)x, (void)args, (void)n;
	*out = value_str("", 0);
	return 0;
}

const struct func functions_helm[] = {
	{ "fail", "s", func_fail_now },
	{ "getHostByName", "s", func_no_host },
	{ "include", "sa", func_include },
	{ "lookup", "ssss", func_lookup },
	{ "required", "sa", func_required },
	{ "tpl", "sa", func_tpl },
	{ NULL },
};
