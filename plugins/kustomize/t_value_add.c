/* SPDX-License-Identifier: Apache-2.0 */
/* t_value_add.c - ValueAddTransformer: a value written, or put into a path, at fields of objects. */
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

static struct weir_yaml_node *make_field(struct build *b, struct weir_yaml_node *root, const char *const *parts,
					 size_t n)
{
	struct weir_yaml_node *at = root, *next;
	size_t i;

	for (i = 0; i < n && at->kind == WEIR_YAML_MAP; i++, at = next) {
		next = node_get(at, parts[i]);
		if (next)
			continue;
		next = i + 1 < n ? node_map(b->arena) : node_scalar(b->arena, "", NODE_UNTAGGED);
		node_add_pair(b->arena, at, parts[i], next);
	}
	return i == n ? at : NULL;
}

static int add_value(struct build *b, struct resource *r, const json_t *target, const char *value)
{
	const char *path = weir_get_str_or(target, "fieldPath", ""), **parts;
	long long position = weir_get_int(target, "filePathPosition", 0);
	struct weir_yaml_node *field;
	size_t n;

	if (strcmp(path, "metadata/namespace") == 0)
		return namespace_apply(b, r, value);
	parts = split_path(b->arena, path, '/', &n);
	field = make_field(b, r->node, parts, n);
	if (!field || field->kind != WEIR_YAML_SCALAR)
		return build_fail(b, "%s of %s is not a scalar", path, resource_text(b, r));
	if (position > 0)
		value = insert_part(b, node_text(field), position - 1, value);
	node_set_scalar(field, node_scalar(b->arena, value, NODE_UNTAGGED));
	return 0;
}

static int apply_target(struct build *b, struct resmap *m, const json_t *target, const char *value)
{
	const json_t *selector = json_object_get(target, "selector");
	struct selector s;
	size_t i;
	int rc = 0;

	if (!*weir_get_str_or(target, "fieldPath", ""))
		return build_fail(b, "fieldPath cannot be empty");
	if (weir_get_int(target, "filePathPosition", 0) < 0)
		return build_fail(b, "filePathPosition cannot be negative");
	if (selector)
		rc = selector_init(b, selector, &s);
	for (i = 0; rc == 0 && i < m->list.count; i++)
		if (!selector || selector_match(b, &s, RESMAP_AT(m, i)))
			rc = add_value(b, RESMAP_AT(m, i), target, value);
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
	rc = kustfile_decode(b, path, KUSTFILE_VALUE_ADD_TARGETS, raw, DECODE_COERCE, &file);
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
