/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gitmodules.c - as much of Git's config syntax as .gitmodules uses: sections with a quoted name,
 * key = value, quotes, escapes, comments, lines continued by a backslash.
 */
#include "gitmodules.h"

#include <stdlib.h>

struct scanner {
	const char *at, *end;
};

static int peek(const struct scanner *s)
{
	return s->at < s->end ? (unsigned char)*s->at : -1;
}

static void skip_blanks(struct scanner *s)
{
	while (peek(s) == ' ' || peek(s) == '\t')
		s->at++;
}

static void skip_line(struct scanner *s)
{
	while (peek(s) >= 0 && *s->at++ != '\n')
		;
}

/* [submodule "name"]: a new row; any other section: NULL. Ends behind the bracket. */
static struct gitmodule *section(struct scanner *s, struct gitmodules *mods)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf name = WEIR_STRBUF_INIT;
	struct gitmodule *row;

	s->at++;
	if (s->end - s->at < 11 || strncasecmp(s->at, "submodule", 9) != 0)
		return NULL;
	s->at += 9;
	skip_blanks(s);
	if (peek(s) != '"')
		return NULL;
	for (s->at++; peek(s) >= 0 && *s->at != '"' && *s->at != '\n'; s->at++) {
		if (*s->at == '\\' && s->end - s->at > 1)
			s->at++;
		weir_strbuf_addc(&name, *s->at);
	}
	while (peek(s) >= 0 && *s->at != ']' && *s->at != '\n')
		s->at++;
	if (peek(s) == ']')
		s->at++;
	mods->rows = weir_realloc(mods->rows, (mods->count + 1) * sizeof(*mods->rows));
	row = &mods->rows[mods->count++];
	*row = (struct gitmodule){ .name = weir_strbuf_take(&name) };
	return row;
}

static char unescape(char c)
{
	return c == 'n' ? '\n' : c == 't' ? '\t' : c == 'b' ? '\b' : c;
}

/* From behind '=' to the end of the line. */
static char *value(struct scanner *s)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf out = WEIR_STRBUF_INIT;
	bool quoted = false;
	size_t kept = 0;

	skip_blanks(s);
	for (; peek(s) >= 0 && *s->at != '\n'; s->at++) {
		if (!quoted && (*s->at == '#' || *s->at == ';'))
			break;
		if (*s->at == '"') {
			quoted = !quoted;
			kept = out.len;
			continue;
		}
		if (*s->at == '\\' && s->end - s->at > 1) {
			if (*++s->at == '\n')
				continue;
			weir_strbuf_addc(&out, unescape(*s->at));
			kept = out.len;
			continue;
		}
		if (*s->at != '\r')
			weir_strbuf_addc(&out, *s->at);
		if (quoted || (*s->at != ' ' && *s->at != '\t' && *s->at != '\r'))
			kept = out.len;
	}
	if (out.data)
		out.data[kept] = '\0';
	return weir_strbuf_take(&out);
}

static void assign(struct scanner *s, struct gitmodule *row)
{
	const char *key = s->at;
	char **slot;
	size_t n;

	while (peek(s) >= 0 && !strchr(" \t=\n", *s->at))
		s->at++;
	n = (size_t)(s->at - key);
	skip_blanks(s);
	if (peek(s) != '=' || !row)
		return;
	s->at++;
	slot = n == 4 && strncasecmp(key, "path", 4) == 0  ? &row->path
	       : n == 3 && strncasecmp(key, "url", 3) == 0 ? &row->url
							   : NULL;
	if (!slot)
		return;
	free(*slot);
	*slot = value(s);
}

void gitmodules_parse(const char *text, size_t len, struct gitmodules *out)
{
	struct scanner s = { text, text + len };
	struct gitmodule *row = NULL;

	*out = (struct gitmodules){ 0 };
	while (peek(&s) >= 0) {
		skip_blanks(&s);
		if (peek(&s) == '[') {
			row = section(&s, out);
			continue;
		}
		if (peek(&s) >= 0 && !strchr("#;\r\n", *s.at))
			assign(&s, row);
		skip_line(&s);
	}
}

void gitmodules_done(struct gitmodules *mods)
{
	size_t i;

	for (i = 0; i < mods->count; i++) {
		free(mods->rows[i].name);
		free(mods->rows[i].path);
		free(mods->rows[i].url);
	}
	free(mods->rows);
	*mods = (struct gitmodules){ 0 };
}

const struct gitmodule *gitmodules_find(const struct gitmodules *mods, const char *path)
{
	size_t i;

	for (i = 0; i < mods->count; i++)
		if (mods->rows[i].path && mods->rows[i].url && strcmp(mods->rows[i].path, path) == 0)
			return &mods->rows[i];
	return NULL;
}
