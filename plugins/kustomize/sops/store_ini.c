/* SPDX-License-Identifier: Apache-2.0 */
/*
 * store_ini.c - INI files: sections of names and values.  A comment belongs to what stands below it; in
 * the tree it stands first in its section, or behind its value.
 */
#include <ctype.h>

#include "internal.h"

#define DEFAULT "DEFAULT"

static void trim(const char **p, size_t *len)
{
	for (; *len && isspace((unsigned char)**p); (*len)--)
		(*p)++;
	for (; *len && isspace((unsigned char)(*p)[*len - 1]); (*len)--)
		;
}

/* ---- reading ---- */

/* Where a value ends that is not quoted: a comment behind a blank. */
static size_t without_comment(const char *p, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if ((p[i] == '#' || p[i] == ';') && (i == 0 || isspace((unsigned char)p[i - 1])))
			return i;
	return len;
}

static struct sops_node *value(struct sops *s, const char *p, size_t len)
{
	trim(&p, &len);
	if (len >= 6 && memcmp(p, "\"\"\"", 3) == 0 && memcmp(p + len - 3, "\"\"\"", 3) == 0) {
		p += 3;
		len -= 6;
	} else if (len >= 2 && *p == p[len - 1] && strchr("`\"'", *p)) {
		p++;
		len -= 2;
	} else {
		len = without_comment(p, len);
		trim(&p, &len);
	}
	return sops_node_text(s->arena, SOPS_STRING, p, len);
}

/* A line of a comment without its mark, for what comes next. */
static void note(struct weir_strbuf *pending, const char *p, size_t len)
{
	while (len && (*p == ';' || *p == '#' || *p == ' '))
		p++, len--;
	if (pending->len)
		weir_strbuf_addc(pending, '\n');
	weir_strbuf_add(pending, p, len);
}

static void add_note(struct sops *s, struct sops_node *in, struct weir_strbuf *pending)
{
	if (pending->len)
		sops_node_add(in, sops_node_text(s->arena, SOPS_COMMENT, pending->data, pending->len));
	weir_strbuf_clear(pending);
}

static struct sops_node *section(struct sops *s, struct sops_node *doc, const char *name, size_t len)
{
	struct sops_node *n = sops_node_new(s->arena, SOPS_MAP);

	sops_node_add_key(s->arena, doc, name, len, n);
	return n;
}

static int pair(struct sops *s, struct sops_node *in, const char *p, size_t len, size_t number)
{
	size_t i;

	for (i = 0; i < len && p[i] != '=' && p[i] != ':'; i++)
		;
	if (i == len || !i)
		return sops_fail(s, "line %zu is neither a section nor NAME = VALUE", number);
	len -= i + 1;
	p += i + 1;
	{
		const char *name = p - i - 1;
		size_t n = i;

		trim(&name, &n);
		sops_node_add_key(s->arena, in, name, n, value(s, p, len));
	}
	return 0;
}

/* One line that is not empty; *in: the section that it is in, or begins. */
static int read_line(struct sops *s, struct sops_node *doc, struct sops_node **in, struct weir_strbuf *pending,
		     const char *line, size_t n, size_t number)
{
	int rc;

	if (*line == '#' || *line == ';') {
		note(pending, line, n);
		return 0;
	}
	if (*line == '[' && line[n - 1] != ']')
		return sops_fail(s, "line %zu: a section without its ]", number);
	if (*line == '[')
		*in = section(s, doc, line + 1, n - 2);
	rc = *line == '[' ? 0 : pair(s, *in, line, n, number);
	if (rc == 0)
		add_note(s, *in, pending);
	return rc;
}

int sops_ini_load(struct sops *s, const char *text, size_t len, struct sops_node *docs)
{
	struct sops_node *doc = sops_node_new(s->arena, SOPS_MAP), *in;
	WEIR_CLEAN_STRBUF struct weir_strbuf pending = WEIR_STRBUF_INIT;
	const char *p, *end = text + len, *stop, *line;
	size_t number = 0, n;
	int rc = 0;

	sops_node_add(docs, doc);
	in = section(s, doc, DEFAULT, strlen(DEFAULT));
	for (p = text; rc == 0 && p < end; p = stop + 1) {
		stop = memchr(p, '\n', (size_t)(end - p));
		stop = stop ? stop : end;
		line = p;
		n = (size_t)(stop - p);
		trim(&line, &n);
		number++;
		if (n)
			rc = read_line(s, doc, &in, &pending, line, n, number);
	}
	return rc;
}

/* ---- writing ---- */

static void put_value(struct weir_strbuf *out, const struct sops_node *n)
{
	const char *quote = "";

	if (n->kind == SOPS_BOOL) {
		weir_strbuf_adds(out, *n->text == 'T' ? "true" : "false");
		return;
	}
	if (memchr(n->text, '\n', n->len) || memchr(n->text, '`', n->len))
		quote = "\"\"\"";
	else if (memchr(n->text, '#', n->len) || memchr(n->text, ';', n->len))
		quote = "`";
	else if (n->len && (isspace((unsigned char)*n->text) || isspace((unsigned char)n->text[n->len - 1])))
		quote = "\"";
	weir_strbuf_adds(out, quote);
	weir_strbuf_add(out, n->text, n->len);
	weir_strbuf_adds(out, quote);
}

static void put_note(struct weir_strbuf *out, const struct sops_node *n)
{
	const char *p, *end;

	if (!n || n->kind != SOPS_COMMENT || !n->len)
		return;
	for (p = n->text; *p; p = *end ? end + 1 : end) {
		end = p + strcspn(p, "\n");
		weir_strbuf_addf(out, "%c ", *p == '#' ? '#' : ';');
		p += (*p == '#' || *p == ';');
		p += strspn(p, " ");
		weir_strbuf_add(out, p, (size_t)(end - p));
		weir_strbuf_addc(out, '\n');
	}
}

/* Names are filled up, so that the signs stand below one another. */
static void put_section(struct weir_strbuf *out, const struct sops_node *section_node)
{
	const struct sops_node *n;
	size_t width = 0;

	for (n = section_node->first; n; n = n->next)
		if (n->key && n->key_len > width)
			width = n->key_len;
	for (n = section_node->first; n; n = n->next) {
		if (!n->key || n->kind == SOPS_COMMENT)
			continue;
		put_note(out, n->next);
		weir_strbuf_add(out, n->key, n->key_len);
		weir_strbuf_addf(out, "%*s = ", (int)(width - n->key_len), "");
		put_value(out, n);
		weir_strbuf_addc(out, '\n');
	}
}

int sops_ini_emit(struct sops *s, const struct sops_node *docs, struct weir_strbuf *out)
{
	const struct sops_node *n;
	bool first = true;

	for (n = docs->first ? docs->first->first : NULL; n; n = n->next) {
		bool preset = n->key && strcmp(n->key, DEFAULT) == 0;

		if (n->kind == SOPS_COMMENT)
			continue;
		if (n->kind != SOPS_MAP)
			return sops_fail(s, "Error encoding section: Section values should always be TreeBranches");
		if (preset && !n->first)
			continue;
		if (!first)
			weir_strbuf_addc(out, '\n');
		put_note(out, n->first);
		if (!preset)
			weir_strbuf_addf(out, "[%s]\n", n->key);
		put_section(out, n);
		first = false;
	}
	return 0;
}
