/* SPDX-License-Identifier: Apache-2.0 */
/* exec_error.c - errors with the place in the template, as chains of texts. */
#include "error.h"
#include "exec.h"
#include "quote.h"

static struct exec_error *new_error(struct exec *x, const char *text, size_t len, struct exec_error *cause)
{
	struct exec_error *e = weir_arena_alloc(x->arena, sizeof(*e));

	e->text = weir_arena_strndup(x->arena, text, len);
	e->len = len;
	e->cause = cause;
	return e;
}

const char *exec_quote(struct exec *x, const char *s, size_t len)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	quote_string(&sb, s, len, false);
	return weir_arena_strndup(x->arena, sb.data, sb.len);
}

/* "template: t:1:9: executing "t" at <...>: " */
static void add_place(struct exec *x, struct weir_strbuf *sb)
{
	const struct source *source = x->tree->source;
	size_t pos = x->node->pos, line = 1, column, i;

	for (i = 0, column = pos; i < pos; i++)
		if (source->text[i] == '\n') {
			line++;
			column = pos - i - 1;
		}
	weir_strbuf_addf(sb, "template: %s:%zu:%zu: executing ", source->name, line, column);
	quote_string(sb, x->tree->name.name, x->tree->name.len, false);
	weir_strbuf_adds(sb, " at <");
	node_print(sb, x->node);
	weir_strbuf_adds(sb, ">: ");
}

static int fail(struct exec *x, struct exec_error *cause, const char *fmt, va_list ap) WEIR_PRINTF(3, 0);
static int fail(struct exec *x, struct exec_error *cause, const char *fmt, va_list ap)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	add_place(x, &sb);
	weir_strbuf_addv(&sb, fmt, ap);
	if (cause)
		weir_strbuf_adds(&sb, ": ");
	x->error = new_error(x, sb.data, sb.len, cause);
	x->error->of_template = true;
	return -1;
}

int exec_fail(struct exec *x, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fail(x, NULL, fmt, ap);
	va_end(ap);
	return -1;
}

int exec_fail_because(struct exec *x, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fail(x, x->error, fmt, ap);
	va_end(ap);
	return -1;
}

int exec_wrap(struct exec *x, const char *text, size_t len)
{
	x->error = new_error(x, text, len, x->error);
	return -1;
}

int func_fail(struct exec *x, const char *fmt, ...)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	weir_strbuf_addv(&sb, fmt, ap);
	va_end(ap);
	x->error = new_error(x, sb.data ? sb.data : "", sb.len, NULL);
	return -1;
}

void exec_error_text(struct weir_strbuf *sb, const struct exec_error *e)
{
	weir_strbuf_adds(sb, "");
	for (; e; e = e->cause)
		weir_strbuf_add(sb, e->text, e->len);
}
