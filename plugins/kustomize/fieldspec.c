/* SPDX-License-Identifier: Apache-2.0 */
/* fieldspec.c - the walk along a path of names to the fields of one object. */
#include "fieldspec.h"

#include <ctype.h>

const char **split_path(struct weir_arena *arena, const char *path, char separator, size_t *count)
{
	const char **raw, **out;
	size_t n, i, kept = 0;

	raw = split_text(arena, path, separator, &n);
	out = weir_arena_alloc(arena, (n + 1) * sizeof(*out));
	for (i = n > 1 && !*raw[0] ? 1 : 0; i < n; i++) {
		size_t len = kept ? strlen(out[kept - 1]) : 0;

		if (len && out[kept - 1][len - 1] == '\\')
			out[kept - 1] =
				weir_arena_printf(arena, "%.*s%c%s", (int)len - 1, out[kept - 1], separator, raw[i]);
		else
			out[kept++] = raw[i];
	}
	*count = kept;
	return out;
}

struct fieldspec *fieldspec_new(struct build *b, struct gvk gvk, const char *path, bool create)
{
	struct fieldspec *f = weir_arena_alloc(b->arena, sizeof(*f));

	f->gvk = gvk;
	f->path = path;
	f->create = create;
	return f;
}

struct walk {
	struct build *b;
	const struct fieldspec *spec;
	const struct fieldspec_walk *how;
};

static int walk(const struct walk *w, size_t at, struct weir_yaml_node *n);

static bool is_index(const char *s)
{
	if (strcmp(s, "-") == 0)
		return true;
	s += *s == '-' || *s == '+';
	return *s && s[strspn(s, "0123456789")] == '\0';
}

static struct weir_yaml_node *make_field(const struct walk *w, struct weir_yaml_node *map, const char *name, int kind)
{
	struct weir_arena *a = w->b->arena;
	struct weir_yaml_node *field = kind == WEIR_YAML_MAP   ? node_map(a)
				       : kind == WEIR_YAML_SEQ ? node_seq(a)
							       : node_scalar(a, "", NODE_UNTAGGED);

	node_add_pair(a, map, name, field);
	return field;
}

/* A null where a field is to be made becomes one. */
static void revive(struct weir_yaml_node *n, int kind, int tag)
{
	n->kind = (uint8_t)kind;
	n->tag = (uint8_t)tag;
}

static int walk_map(const struct walk *w, size_t at, struct weir_yaml_node *map)
{
	const struct path_part *part = &w->spec->parts[at];
	bool last = at + 1 == w->spec->part_count;
	bool create = w->spec->create && w->how->create_kind >= 0 && !part->list;
	int kind = part->list ? WEIR_YAML_SEQ : !create ? -1 : last ? w->how->create_kind : WEIR_YAML_MAP;
	struct weir_yaml_node *field;

	if (!part->len)
		return build_fail(w->b, "cannot set or create an empty field name");
	if (part->index)
		return build_fail(w->b, "\"%s\" is the index of a list, and this is a map", part->name);
	field = node_getn(map, part->name, part->len);
	if (!field && !create)
		return 0;
	if (!field)
		field = make_field(w, map, part->name, kind);
	else if (field->tag == WEIR_YAML_T_NULL && kind >= 0)
		revive(field, kind, part->list ? WEIR_YAML_T_SEQ : last ? w->how->create_tag : WEIR_YAML_T_MAP);
	return walk(w, at + 1, field);
}

static int walk(const struct walk *w, size_t at, struct weir_yaml_node *n)
{
	size_t i;
	int rc = 0;

	if (at == w->spec->part_count)
		return w->how->visit(w->b, n, w->how->arg);
	if (node_is_null(n))
		return 0;
	if (n->kind == WEIR_YAML_MAP)
		return walk_map(w, at, n);
	if (n->kind != WEIR_YAML_SEQ)
		return build_fail(w->b, "expected a list or a map before \"%s\", found a scalar",
				  w->spec->parts[at].text);
	for (i = 0; rc == 0 && i < n->count; i++)
		rc = walk(w, at, n->items[i]);
	return rc;
}

static void split_spec(struct build *b, struct fieldspec *spec)
{
	const char **texts = split_path(b->arena, spec->path, '/', &spec->part_count);
	size_t i;

	spec->parts = weir_arena_alloc(b->arena, (spec->part_count + 1) * sizeof(*spec->parts));
	for (i = 0; i < spec->part_count; i++) {
		struct path_part *part = &spec->parts[i];
		size_t len = strlen(texts[i]);

		part->text = texts[i];
		part->list = len >= 2 && strcmp(texts[i] + len - 2, "[]") == 0;
		part->len = len - (part->list ? 2 : 0);
		part->name = part->list ? weir_arena_strndup(b->arena, texts[i], part->len) : texts[i];
		part->index = is_index(part->name);
	}
}

int fieldspec_apply_chosen(struct build *b, struct fieldspec *spec, const struct gvk *gvk, struct weir_yaml_node *root,
			   const struct fieldspec_walk *how)
{
	struct walk w = { b, spec, how };
	int rc;

	if (!spec->parts)
		split_spec(b, spec);
	rc = walk(&w, 0, root);
	if (rc)
		build_fail_in(b, "field '%s' of %s %s", spec->path, gvk->kind,
			      node_text(node_at(root, "metadata", "name", NULL)));
	return rc;
}

int fieldspec_apply(struct build *b, struct fieldspec *spec, const struct gvk *gvk, struct weir_yaml_node *root,
		    const struct fieldspec_walk *how)
{
	return gvk_selected(gvk, &spec->gvk) ? fieldspec_apply_chosen(b, spec, gvk, root, how) : 0;
}
