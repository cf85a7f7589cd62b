/* SPDX-License-Identifier: Apache-2.0 */
/* t_value_add.c - ValueAddTransformer: a value written, or put into a path, at fields of objects. */
#include "fieldpath.h"
#include "fieldspec.h"
#include "kustfile.h"
#include "selector.h"
#include "transform.h"

/* "a/b" with "X" at 1 -> "a/X/b"; beyond the end: behind it. */
static const char *insert_part(struct build *b, const char *path, long long at, const char *part)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	bool absolute = *path == '/', put = false;
	long long i = 0;
	const char *p;
	size_t n;

	for (p = path; *p; p += n) {
		p += strspn(p, "/");
		n = strcspn(p, "/");
		if (!n)
			break;
		if (i++ == (at < 0 ? 0 : at)) {
			weir_strbuf_addf(&sb, "%s%s", sb.len ? "/" : "", part);
			put = true;
		}
		weir_strbuf_addf(&sb, "%s%.*s", sb.len ? "/" : "", (int)n, p);
	}
	if (!put)
		weir_strbuf_addf(&sb, "%s%s", sb.len ? "/" : "", part);
	return weir_arena_printf(b->arena, "%s%s", absolute ? "/" : "", sb.data);
}

static bool is_list_part(const char *part)
{
	size_t len = strlen(part);

	return len >= 2 && part[0] == '[' && part[len - 1] == ']';
}

/* What comes to stand at a place that the rest of the path begins with. */
static struct weir_yaml_node *made_for(struct weir_arena *a, const char *next)
{
	if (!next || !*next)
		return node_scalar(a, "", NODE_UNTAGGED);
	return is_list_part(next) || !next[strspn(next, "0123456789")] ? node_seq(a) : node_map(a);
}

/* "[name=x]" where nothing has that name. */
static struct weir_yaml_node *make_element(struct weir_arena *a, struct weir_yaml_node *list, const char *part)
{
	const char *inner = weir_arena_strndup(a, part + 1, strlen(part) - 2), *equals = strchr(inner, '=');
	struct weir_yaml_node *made = node_scalar(a, equals + 1, NODE_UNTAGGED);

	if (equals != inner) {
		struct weir_yaml_node *map = node_map(a);

		node_add_pair(a, map, weir_arena_strndup(a, inner, (size_t)(equals - inner)), made);
		made = map;
	}
	node_append(a, list, made);
	return made;
}

/* One step of the path; *out NULL: the way ends in nothing, or in null, and nothing is done. */
static int step(struct build *b, struct weir_yaml_node *at, const char *part, const char *next,
		struct weir_yaml_node **out)
{
	int rc = fieldpath_lookup(b, at, &part, 1, out);

	if (rc || *out)
		return rc;
	if (at->kind == WEIR_YAML_SEQ && is_list_part(part)) {
		*out = make_element(b->arena, at, part);
	} else if (at->kind == WEIR_YAML_MAP && !is_list_part(part)) {
		*out = made_for(b->arena, next);
		node_add_pair(b->arena, at, part, *out);
	}
	return 0;
}

static int make_field(struct build *b, struct weir_yaml_node *root, const char **parts, size_t n,
		      struct weir_yaml_node **out)
{
	size_t i, kept = 0;
	int rc = 0;

	for (i = 0; i < n; i++)
		if (*parts[i])
			parts[kept++] = parts[i];
	*out = root;
	for (i = 0; rc == 0 && *out && i < kept; i++) {
		rc = step(b, *out, parts[i], i + 1 < kept ? parts[i + 1] : NULL, out);
		if (rc == 0 && node_is_null(*out))
			*out = NULL;
	}
	return rc;
}

static int add_value(struct build *b, struct resource *r, const json_t *target, const char *value)
{
	const char *path = weir_get_str_or(target, "fieldPath", ""), **parts;
	long long position = weir_get_int(target, "filePathPosition", 0);
	struct weir_yaml_node *field;
	size_t n;
	int rc;

	if (strcmp(path, "metadata/namespace") == 0)
		return namespace_apply(b, r, value);
	parts = split_path(b->arena, path, '/', &n);
	rc = make_field(b, r->node, parts, n, &field);
	if (rc || !field)
		return rc;
	if (field->kind != WEIR_YAML_SCALAR)
		return build_fail(b, "%s of %s is not a scalar", path, resource_text(b, r));
	if (position > 0)
		value = insert_part(b, node_text(field), position - 1, value);
	node_set_scalar_text(field, value);
	return 0;
}

static int apply_target(struct build *b, struct resmap *m, const json_t *target, const char *value)
{
	const json_t *selector = json_object_get(target, "selector");
	struct selector s;
	bool match = true;
	size_t i;
	int rc = 0;

	if (!*weir_get_str_or(target, "fieldPath", ""))
		return build_fail(b, "fieldPath cannot be empty");
	if (weir_get_int(target, "filePathPosition", 0) < 0)
		return build_fail(b, "filePathPosition cannot be negative");
	if (selector)
		rc = selector_init(b, selector, &s);
	for (i = 0; rc == 0 && i < m->list.count; i++) {
		if (selector)
			rc = selector_match(b, &s, RESMAP_AT(m, i), &match);
		if (rc == 0 && match)
			rc = add_value(b, RESMAP_AT(m, i), target, value);
	}
	resmap_touch(m);
	return rc;
}

static int load_targets(struct build *b, struct loader *ldr, const char *path, const json_t **out)
{
	WEIR_CLEAN_JSON json_t *raw = NULL;
	json_t *file = NULL;
	char *text;
	size_t len;
	int rc = loader_read(b, ldr, path, &text, &len);

	if (rc)
		return rc;
	raw = weir_yaml_load(path, text, len, WEIR_YAML_V2, b->err);
	if (!raw)
		return WEIR_E_INVALID;
	rc = kustfile_decode(b, path, value_add_fields, raw, DECODE_COERCE, &file);
	if (rc)
		return rc;
	ptrs_add(b->arena, &b->jsons, file);
	*out = json_object_get(file, "targets");
	return 0;
}

int transform_value_add(struct build *b, struct loader *ldr, struct resmap *m, const json_t *config)
{
	const char *value = weir_get_str_or(config, "value", ""), *path = weir_get_str_or(config, "targetFilePath", "");
	const json_t *lists[2] = { json_object_get(config, "targets"), NULL }, *target;
	size_t i, k, len;
	int rc = 0;

	value += strspn(value, " \t\r\n");
	for (len = strlen(value); len && strchr(" \t\r\n", value[len - 1]); len--)
		;
	value = len ? weir_arena_strndup(b->arena, value, len)
		    : (strrchr(ldr->root, '/') ? strrchr(ldr->root, '/') + 1 : ldr->root);
	if (*path)
		rc = load_targets(b, ldr, path, &lists[1]);
	if (rc == 0 && !json_array_size(lists[0]) && !json_array_size(lists[1]))
		return build_fail(b, "must specify at least one target");
	for (k = 0; rc == 0 && k < 2; k++)
		json_array_foreach(lists[k], i, target) {
			rc = apply_target(b, m, target, value);
			if (rc)
				return rc;
		}
	return rc;
}
