/* SPDX-License-Identifier: Apache-2.0 */
/* fieldpath.c - exact look-ups along a path, as kyaml's PathGetter. */
#include "fieldpath.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>

#include "fieldspec.h"

static bool ends_with(const char *s, char c)
{
	size_t n = strlen(s);

	return n && s[n - 1] == c;
}

/* "[a.b=c]" was cut at its dots: put together again. Without '=' it is a name and loses the brackets. */
static const char *bracketed(struct weir_arena *a, const char **parts, size_t count, size_t *i)
{
	const char *text = parts[*i];
	size_t len;

	while (*i + 1 < count) {
		text = weir_arena_printf(a, "%s.%s", text, parts[++*i]);
		if (ends_with(parts[*i], ']'))
			break;
	}
	if (strchr(text, '='))
		return text;
	text += strspn(text, "[]");
	for (len = strlen(text); len && strchr("[]", text[len - 1]); len--)
		;
	return weir_arena_strndup(a, text, len);
}

const char **fieldpath_split(struct weir_arena *arena, const char *path, size_t *count)
{
	size_t n, i, kept = 0;
	const char **raw = split_path(arena, path, '.', &n);
	const char **out = weir_arena_alloc(arena, (n + 1) * sizeof(*out));

	for (i = 0; i < n; i++)
		out[kept++] = raw[i][0] == '[' && !ends_with(raw[i], ']') ? bracketed(arena, raw, n, &i) : raw[i];
	*count = kept;
	return out;
}

static bool to_int(const char *s, long *out)
{
	const char *p = s + (*s == '-' || *s == '+');

	if (!*p || p[strspn(p, "0123456789")])
		return false;
	errno = 0;
	*out = strtol(s, NULL, 10);
	return !errno;
}

static int element(struct build *b, const struct weir_yaml_node *n, long i, struct weir_yaml_node **out)
{
	if (i < -1)
		return build_fail(b, "array index %ld cannot be negative", i);
	if (node_is_null(n))
		return 0;
	if (n->kind != WEIR_YAML_SEQ)
		return build_fail(b, "%s where a list is wanted", node_kind_name(n));
	if (i == -1 && !n->count)
		return build_fail(b, "the list has no last element");
	if (i == -1)
		*out = n->items[n->count - 1];
	else if ((size_t)i < n->count)
		*out = n->items[i];
	return 0;
}

/* "[name=value]": the first element whose text is exactly that. */
static int keyed_element(struct build *b, const struct weir_yaml_node *n, const char *part, struct weir_yaml_node **out)
{
	size_t len = strlen(part) - 2, i;
	const char *inner = weir_arena_strndup(b->arena, part + 1, len), *equals = strchr(inner, '=');
	const char *key;

	if (!equals)
		return build_fail(b, "list path element must contain fieldName=fieldValue for element to match");
	key = weir_arena_strndup(b->arena, inner, (size_t)(equals - inner));
	if (node_is_null(n))
		return 0;
	if (n->kind != WEIR_YAML_SEQ)
		return build_fail(b, "%s where a list is wanted", node_kind_name(n));
	for (i = 0; i < n->count && !*out; i++) {
		const struct weir_yaml_node *field = *key ? node_get(n->items[i], key) : n->items[i];

		if (field && strcmp(field->value ? field->value : "", equals + 1) == 0)
			*out = n->items[i];
	}
	return 0;
}

static int step(struct build *b, struct weir_yaml_node *n, const char *part, struct weir_yaml_node **out)
{
	size_t len = strlen(part);
	long i;

	*out = NULL;
	if (to_int(part, &i))
		return i < 0 ? build_fail(b, "array index %ld cannot be negative", i) : element(b, n, i, out);
	if (strcmp(part, "-") == 0)
		return element(b, n, -1, out);
	if (strcmp(part, "*") == 0)
		return build_fail(b, "a wildcard is not supported here");
	if (len >= 2 && part[0] == '[' && part[len - 1] == ']')
		return keyed_element(b, n, part, out);
	if (node_is_null(n))
		return 0;
	if (n->kind != WEIR_YAML_MAP)
		return build_fail(b, "%s where a map with \"%s\" is wanted", node_kind_name(n), part);
	*out = node_get(n, part);
	return 0;
}

static const char *trim(struct weir_arena *a, const char *s)
{
	size_t len;

	while (isspace((unsigned char)*s))
		s++;
	for (len = strlen(s); len && isspace((unsigned char)s[len - 1]); len--)
		;
	return weir_arena_strndup(a, s, len);
}

int fieldpath_lookup(struct build *b, struct weir_yaml_node *root, const char *const *parts, size_t count,
		     struct weir_yaml_node **out)
{
	struct weir_yaml_node *n = root;
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && n && i < count; i++) {
		const char *part = trim(b->arena, parts[i]);

		if (*part)
			rc = step(b, n, part, &n);
	}
	*out = rc ? NULL : n;
	return rc;
}

/* "a[0]" -> "a", "0" */
static void split_index(struct build *b, const char *part, struct ptrs *out)
{
	const char *open = strrchr(part, '[');
	size_t digits = open ? strspn(open + 1, "0123456789") : 0;

	if (!digits || open[1 + digits] != ']' || open[2 + digits]) {
		ptrs_add(b->arena, out, (void *)part);
		return;
	}
	if (open != part)
		ptrs_add(b->arena, out, weir_arena_strndup(b->arena, part, (size_t)(open - part)));
	ptrs_add(b->arena, out, weir_arena_strndup(b->arena, open + 1, digits));
}

int fieldpath_lookup_indexed(struct build *b, struct weir_yaml_node *root, const char *path,
			     struct weir_yaml_node **out)
{
	struct ptrs parts = { 0 };
	size_t n, i;
	const char **raw = fieldpath_split(b->arena, path, &n);

	for (i = 0; i < n; i++)
		split_index(b, raw[i], &parts);
	return fieldpath_lookup(b, root, (const char *const *)parts.items, parts.count, out);
}
