/* SPDX-License-Identifier: Apache-2.0 */
/*
 * helmignore.c - .helmignore: rules in order, the first that says something wins.  A rule with '!'
 * leaves out all that it does not match, as the original has it.
 */
#include "chart.h"

struct rule {
	const char *pattern;
	bool negate, folder, anchored, path;
};
struct helmignore {
	struct rule *rows;
	size_t count;
};

static const char *trim(struct weir_arena *arena, const char *line, size_t n)
{
	while (n && strchr(" \t\r\n\v\f", line[n - 1]))
		n--;
	while (n && strchr(" \t\r\n\v\f", *line)) {
		line++;
		n--;
	}
	return weir_arena_strndup(arena, line, n);
}

static int add(struct weir_arena *arena, struct helmignore *rules, const char *text, struct weir_error *err)
{
	struct rule *rows, r = { .pattern = text };
	size_t n;

	if (!*text || *text == '#')
		return 0;
	if (strstr(text, "**"))
		return weir_fail(err, WEIR_E_INVALID, NULL, "double-star (**) syntax is not supported");
	if (path_match(text, "abc") < 0)
		return weir_fail(err, WEIR_E_INVALID, NULL, "syntax error in pattern");
	if (*text == '!') {
		r.negate = true;
		text++;
	}
	n = strlen(text);
	if (n && text[n - 1] == '/') {
		r.folder = true;
		n--;
	}
	r.anchored = n && *text == '/';
	r.pattern = weir_arena_strndup(arena, text + r.anchored, n - r.anchored);
	r.path = r.anchored || strchr(r.pattern, '/');
	rows = weir_arena_alloc(arena, (rules->count + 1) * sizeof(*rows));
	if (rules->count)
		memcpy(rows, rules->rows, rules->count * sizeof(*rows));
	rows[rules->count++] = r;
	rules->rows = rows;
	return 0;
}

int helmignore_parse(struct weir_arena *arena, const char *text, size_t len, struct helmignore **out,
		     struct weir_error *err)
{
	struct helmignore *rules = weir_arena_alloc(arena, sizeof(*rules));
	const char *end = text + len, *line, *next;
	int rc = 0;

	if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
		text += 3;
	for (line = text; line < end && !rc; line = next) {
		next = memchr(line, '\n', (size_t)(end - line));
		next = next ? next + 1 : end;
		rc = add(arena, rules, trim(arena, line, (size_t)(next - line)), err);
	}
	if (!rc)
		rc = add(arena, rules, "templates/.?*", err);
	*out = rules;
	return rc;
}

static bool matches(const struct rule *r, const char *path)
{
	const char *slash = strrchr(path, '/');

	return path_match(r->pattern, r->path || !slash ? path : slash + 1) > 0;
}

bool helmignore_match(const struct helmignore *rules, const char *path, bool folder)
{
	size_t i;

	for (i = 0; i < rules->count; i++) {
		const struct rule *r = &rules->rows[i];

		if (r->negate) {
			if ((r->folder && !folder) || !matches(r, path))
				return true;
		} else if (!(r->folder && !folder) && matches(r, path)) {
			return true;
		}
	}
	return false;
}
