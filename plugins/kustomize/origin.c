/* SPDX-License-Identifier: Apache-2.0 */
/* origin.c - the texts of origin annotations, in the order of fields in which kyaml writes them. */
#include "origin.h"

#include "remote.h"
#include "scalar_text.h"

struct origin origin_append(struct build *b, const struct origin *from, const char *path)
{
	struct origin o = *from;
	struct repo_spec spec;

	if (repo_spec_parse(b, path, &spec)) {
		o.repo = spec.clone;
		o.ref = spec.ref;
		o.path = "";
		path = spec.path;
	}
	o.path = path_join(b->arena, o.path, *path == '/' ? path + 1 : path);
	return o;
}

static void line(struct build *b, struct weir_strbuf *sb, const char *indent, const char *key, const char *value)
{
	const char *p;

	if (!*value)
		return;
	weir_strbuf_addf(sb, "%s%s: ", indent, key);
	for (p = scalar_text_plain(b->arena, value); *p; p++) {
		weir_strbuf_addc(sb, *p);
		if (*p == '\n' && p[1] && p[1] != '\n')
			weir_strbuf_adds(sb, indent);
	}
	weir_strbuf_addc(sb, '\n');
}

static const char *taken(struct build *b, struct weir_strbuf *sb)
{
	const char *text = weir_arena_strndup(b->arena, sb->data ? sb->data : "", sb->len);

	weir_strbuf_done(sb);
	return text;
}

const char *origin_text(struct build *b, const struct origin *o)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;

	line(b, &sb, "", "path", o->path);
	line(b, &sb, "", "repo", o->repo);
	line(b, &sb, "", "ref", o->ref);
	return taken(b, &sb);
}

const char *origin_configured(struct build *b, const struct origin *o, const char *file, const char *api_version,
			      const char *kind, const char *name, const char *ns)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;

	line(b, &sb, "", "repo", o->repo);
	line(b, &sb, "", "ref", o->ref);
	line(b, &sb, "", "configuredIn", *file ? path_join(b->arena, o->path, file) : o->path);
	weir_strbuf_adds(&sb, "configuredBy:\n");
	line(b, &sb, "  ", "apiVersion", api_version);
	line(b, &sb, "  ", "kind", kind);
	line(b, &sb, "  ", "name", name);
	line(b, &sb, "  ", "namespace", ns);
	return taken(b, &sb);
}

/* The value behind "key: " at the beginning of a line of @text, "". */
static const char *member(struct build *b, const char *text, const char *key)
{
	WEIR_CLEAN_JSON json_t *j = weir_yaml_load("origin", text, strlen(text), WEIR_YAML_V2, NULL);

	return weir_arena_strdup(b->arena, j ? weir_get_str_or(j, key, "") : "");
}

const char *origin_of_plugin(struct build *b, struct resource *r)
{
	struct origin o;

	if (!r->origin)
		return NULL;
	o = (struct origin){ member(b, r->origin, "path"), member(b, r->origin, "repo"), member(b, r->origin, "ref") };
	return origin_configured(b, &o, "", resource_api_version(r), resource_kind(r), resource_name(r),
				 resource_namespace(r));
}

static const char *list_item(struct build *b, const char *text)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	const char *p;

	weir_strbuf_adds(&sb, "- ");
	for (p = text; *p; p++) {
		weir_strbuf_addc(&sb, *p);
		if (*p == '\n' && p[1])
			weir_strbuf_adds(&sb, "  ");
	}
	return taken(b, &sb);
}

/* Annotations are read as keys and values by turns, whatever holds them, and written anew: a key without text is none.
 */
static bool has_empty_key(const struct weir_yaml_node *annotations)
{
	struct weir_yaml_node shown;
	const struct weir_yaml_node *n = node_shown(annotations, &shown);
	size_t i;

	if (!n || n->kind == WEIR_YAML_SCALAR)
		return false;
	for (i = 0; i + 1 < n->count; i += 2)
		if (!*node_text(n->items[i]))
			return true;
	return false;
}

int origin_add_transformation(struct build *b, struct resmap *m, const char *text)
{
	const char *item = list_item(b, text);
	size_t i;

	for (i = 0; i < m->list.count; i++) {
		struct resource *r = RESMAP_AT(m, i);

		const struct weir_yaml_node *metadata = node_get(r->node, "metadata");

		if (resource_empty(r))
			continue;
		if (!node_is_null(metadata) && metadata->kind != WEIR_YAML_MAP)
			return build_fail(b, "%s: metadata is no map", resource_text(b, r));
		if (has_empty_key(resource_annotations(r)))
			return build_fail(b, "%s: metadata.annotations has a key without a text", resource_text(b, r));
		/* What has no origin counts as made by the transformer. */
		if (r->origin)
			ptrs_add(b->arena, &r->transformations, (void *)item);
		else
			r->origin = text;
		resource_mark(b, r);
		resource_merge_strings(b, r, "annotations", NULL, resource_annotations(r));
	}
	return 0;
}

const char *origin_transformations(struct build *b, const struct resource *r)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;
	size_t i;

	for (i = 0; i < r->transformations.count; i++)
		weir_strbuf_adds(&sb, r->transformations.items[i]);
	return taken(b, &sb);
}
