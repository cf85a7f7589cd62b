/* SPDX-License-Identifier: Apache-2.0 */
/* t_replacements.c - `replacements`: a field of one object copied into fields of others. */
#include "fieldpath.h"
#include "kustfile.h"
#include "selector.h"
#include "structured.h"
#include "transform.h"

struct job {
	struct build *b;
	struct resmap *m;
	struct resource *marked; /* the source, if its metadata or all its annotations are copied */
};

/* ---- ids as replacements see them: namespaces as written, former ones as kept ---- */

static struct resid id_at(struct build *b, struct resource *r, size_t i)
{
	struct resid id = i ? resource_past_id(b, r, i - 1) : resource_id(b, r);

	id.gvk.cluster = false;
	return id;
}

static bool is_selected(const struct resid *id, const struct resid *want)
{
	return (!*want->name || strcmp(want->name, id->name) == 0) &&
	       (!*want->ns || strcmp(resid_namespace(want), resid_namespace(id)) == 0) &&
	       gvk_selected(&id->gvk, &want->gvk);
}

/* ---- the source ---- */

static struct resid resid_of_json(const json_t *j)
{
	return (struct resid){ { weir_get_str_or(j, "group", ""), weir_get_str_or(j, "version", ""),
				 weir_get_str_or(j, "kind", ""), false },
			       weir_get_str_or(j, "name", ""),
			       weir_get_str_or(j, "namespace", "") };
}

static int find_source(struct job *j, const json_t *source, struct resource **out)
{
	struct resid want = resid_of_json(source);
	size_t i, k;

	*out = NULL;
	for (i = 0; i < j->m->list.count; i++) {
		struct resource *r = RESMAP_AT(j->m, i);

		for (k = 0; k <= r->past_count; k++) {
			struct resid id = id_at(j->b, r, k);

			if (is_selected(&id, &want))
				break;
		}
		if (k > r->past_count)
			continue;
		if (*out)
			return build_fail(j->b, "multiple matches for selector %s: %s and %s",
					  resid_text(j->b->arena, &want), resource_text(j->b, *out),
					  resource_text(j->b, r));
		*out = r;
	}
	return *out ? 0 : build_fail(j->b, "nothing selected by %s", resid_text(j->b->arena, &want));
}

/* One piece of a text cut at a delimiter. */
static int refine(struct job *j, const json_t *options, struct weir_yaml_node **value)
{
	const char *delimiter = weir_get_str_or(options, "delimiter", ""), *text, *end;
	long long index = weir_get_int(options, "index", 0);
	struct weir_yaml_node *copy;

	if (!*delimiter)
		return 0;
	if ((*value)->kind != WEIR_YAML_SCALAR)
		return build_fail(j->b, "delimiter option can only be used with scalar nodes");
	text = node_text(*value);
	for (; index > 0 && (end = strstr(text, delimiter)); index--)
		text = end + strlen(delimiter);
	if (index)
		return build_fail(j->b, "options.index %lld is out of bounds for the value",
				  (long long)weir_get_int(options, "index", 0));
	end = strstr(text, delimiter);
	copy = node_copy(j->b->arena, *value);
	copy->len = end ? (size_t)(end - text) : strlen(text);
	copy->value = weir_arena_strndup(j->b->arena, text, copy->len);
	*value = copy;
	return 0;
}

static int source_value(struct job *j, const json_t *r, struct weir_yaml_node **out)
{
	const json_t *source = json_object_get(r, "source");
	const char *literal = weir_get_str(r, "sourceValue"), *path = weir_get_str_or(source, "fieldPath", "");
	struct resource *from;
	const char **parts;
	size_t n;
	int rc;

	if (literal && source)
		return build_fail(j->b, "value and resource selectors are mutually exclusive");
	if (literal) {
		*out = node_scalar(j->b->arena, literal, NODE_UNTAGGED);
		return 0;
	}
	rc = find_source(j, source, &from);
	if (rc)
		return rc;
	path = *path ? path : "metadata.name";
	parts = fieldpath_split(j->b->arena, path, &n);
	rc = fieldpath_lookup(j->b, from->node, parts, n, out);
	if (rc)
		return build_fail_in(j->b, "replacement source %s", resource_text(j->b, from));
	/* Who copies all annotations, or what they are in, copies the marks too. */
	if (*out == from->node || (*out && (*out == resource_metadata(from) || *out == resource_annotations(from))))
		j->marked = from;
	if (j->marked ? !resource_is_marked(from) && node_is_nil_or_empty(*out) : node_is_nil_or_empty(*out))
		return build_fail(j->b, "fieldPath `%s` is missing for replacement source %s", path,
				  resource_text(j->b, from));
	return refine(j, json_object_get(source, "options"), out);
}

/* ---- the targets ---- */

struct target_rule {
	const json_t *json, *options;
	struct selector select;
	struct selector *reject;
	size_t reject_count;
};

static int rule_init(struct job *j, const json_t *target, struct target_rule *out)
{
	const json_t *rejects = json_object_get(target, "reject"), *select = json_object_get(target, "select");
	size_t i;
	int rc;

	*out = (struct target_rule){ .json = target,
				     .options = json_object_get(target, "options"),
				     .reject_count = json_array_size(rejects) };
	if (!select)
		return build_fail(j->b, "target must specify resources to select");
	rc = selector_init(j->b, select, &out->select);
	out->reject = weir_arena_alloc(j->b->arena, (out->reject_count + 1) * sizeof(*out->reject));
	for (i = 0; rc == 0 && i < out->reject_count; i++)
		rc = selector_init(j->b, json_array_get(rejects, i), &out->reject[i]);
	return rc;
}

static bool rejects_id(struct job *j, const struct target_rule *rule, struct resource *r)
{
	size_t i, k;

	for (i = 0; i < rule->reject_count; i++)
		for (k = 0; !rule->reject[i].empty_id && k <= r->past_count; k++) {
			struct resid id = id_at(j->b, r, k);

			if (selector_match_id(&rule->reject[i], &id))
				return true;
		}
	return false;
}

static int match_labels(struct job *j, const struct target_rule *rule, struct resource *r, bool *out)
{
	bool reject = false;
	size_t i;
	int rc = selector_match_labels(j->b, &rule->select, r, out);

	for (i = 0; rc == 0 && *out && i < rule->reject_count; i++) {
		const struct selector *s = &rule->reject[i];

		if (s->labels || s->annotations || s->labels_error || s->annotations_error)
			rc = selector_match_labels(j->b, s, r, &reject);
		*out = !reject;
	}
	return rc;
}

static int chosen(struct job *j, const struct target_rule *rule, struct resource *r, bool *out)
{
	size_t k;
	int rc = 0;

	*out = !resource_empty(r);
	if (*out)
		rc = match_labels(j, rule, r, out);
	if (rc || !*out)
		return rc;
	*out = false;
	if (rejects_id(j, rule, r))
		return 0;
	for (k = 0; !*out && k <= r->past_count; k++) {
		struct resid id = id_at(j->b, r, k);

		*out = selector_match_id(&rule->select, &id);
	}
	return 0;
}

/* The value put at one place of a text cut at a delimiter: before, behind, or in the place of a piece. */
static const char *spliced(struct job *j, const char *text, const json_t *options, const char *value)
{
	const char *delimiter = weir_get_str_or(options, "delimiter", ""), *at = text, *end;
	long long index = weir_get_int(options, "index", 0);

	if (index < 0)
		return weir_arena_printf(j->b->arena, "%s%s%s", value, delimiter, text);
	for (; index > 0 && (end = strstr(at, delimiter)); index--)
		at = end + strlen(delimiter);
	if (index)
		return weir_arena_printf(j->b->arena, "%s%s%s", text, delimiter, value);
	end = strstr(at, delimiter);
	return weir_arena_printf(j->b->arena, "%.*s%s%s", (int)(at - text), text, value, end ? end : "");
}

static size_t size_of(const struct weir_yaml_node *n)
{
	size_t size = sizeof(*n) + n->len, i;

	for (i = 0; i < n->count; i++)
		size += size_of(n->items[i]);
	return size;
}

static int set_field(struct job *j, const json_t *options, struct weir_yaml_node *field,
		     const struct weir_yaml_node *value)
{
	const char *text = value->value ? value->value : "";

	if (build_copies(j->b, size_of(value) + field->len))
		return WEIR_E_INVALID;
	if (*weir_get_str_or(options, "delimiter", "")) {
		if (field->kind != WEIR_YAML_SCALAR)
			return build_fail(j->b, "delimiter option can only be used with scalar nodes");
		text = spliced(j, field->value ? field->value : "", options, node_text(value));
	}
	if (field->kind != WEIR_YAML_SCALAR) {
		*field = *node_copy(j->b->arena, value);
		if (field->kind == WEIR_YAML_SCALAR) {
			field->value = text;
			field->len = strlen(text);
		}
		return 0;
	}
	field->value = text;
	field->len = strlen(text);
	return 0;
}

static int put_at(struct job *j, const struct target_rule *rule, struct resource *r, const char *path,
		  const struct weir_yaml_node *value)
{
	bool create = weir_get_bool(rule->options, "create", false);
	struct ptrs fields = { 0 };
	const char **parts;
	size_t n, i;
	int rc;

	parts = fieldpath_split(j->b->arena, path, &n);
	if (structured_set(j->b, r->node, parts, n, create ? value->kind : -1, value))
		return 0;
	rc = fieldpath_match(j->b, r->node, parts, n, create ? value->kind : -1, &fields);
	if (rc == 0 && !fields.count)
		rc = build_fail(j->b, "no such field");
	if (rc)
		return build_fail_in(j->b, "unable to find%s field \"%s\" in replacement target %s",
				     create ? " or create" : "", path, resource_text(j->b, r));
	for (i = 0; rc == 0 && i < fields.count; i++)
		rc = set_field(j, rule->options, fields.items[i], value);
	return rc;
}

/* The same; metadata as a whole has marks in it. */
static int put_value(struct job *j, const struct target_rule *rule, struct resource *r, const char *path,
		     const struct weir_yaml_node *value)
{
	bool marks = strcmp(path, "metadata") == 0 || strcmp(path, "metadata.annotations") == 0;
	int rc;

	if (marks)
		resource_show_marks(j->b, r);
	if (j->marked && (j->marked != r || !marks))
		resource_show_marks(j->b, j->marked);
	rc = put_at(j, rule, r, path, value);
	if (rc == 0 && j->marked && (j->marked != r || !marks))
		resource_hide_marks(j->b, j->marked);
	if (rc == 0 && marks)
		resource_hide_marks(j->b, r);
	return rc;
}

static int apply_rule(struct job *j, const struct target_rule *rule, const struct weir_yaml_node *value)
{
	const json_t *paths = json_object_get(rule->json, "fieldPaths");
	size_t i, k, n = json_array_size(paths);
	bool is = false;
	int rc = 0;

	for (i = 0; rc == 0 && i < j->m->list.count; i++) {
		rc = chosen(j, rule, RESMAP_AT(j->m, i), &is);
		for (k = 0; rc == 0 && is && k < (n ? n : 1); k++)
			rc = put_value(j, rule, RESMAP_AT(j->m, i),
				       n ? json_string_value(json_array_get(paths, k)) : "metadata.name", value);
	}
	return rc;
}

static int replace_one(struct job *j, const json_t *r)
{
	const json_t *targets = json_object_get(r, "targets"), *target;
	struct weir_yaml_node *value;
	struct target_rule rule;
	size_t i;
	int rc;

	if ((!json_object_get(r, "source") && !json_object_get(r, "sourceValue")) || !targets)
		return build_fail(j->b, "replacements must specify a source and at least one target");
	j->marked = NULL;
	rc = source_value(j, r, &value);
	if (rc)
		return rc;
	json_array_foreach(targets, i, target) {
		rc = rule_init(j, target, &rule);
		if (rc == 0)
			rc = apply_rule(j, &rule, value);
		if (rc)
			return rc;
	}
	return rc;
}

/* ---- files of replacements ---- */

static int replace_file(struct job *j, struct loader *ldr, const char *path)
{
	WEIR_CLEAN_JSON json_t *raw = NULL;
	WEIR_CLEAN_JSON json_t *list = NULL;
	const json_t *item;
	json_t *one;
	char *text;
	size_t len, i;
	int rc = loader_read(j->b, ldr, path, &text, &len);

	if (rc)
		return rc;
	raw = weir_yaml_load(path, text, len, WEIR_YAML_V2, j->b->err);
	if (!raw)
		return WEIR_E_INVALID;
	if (!json_is_array(raw) && !json_is_object(raw))
		return build_fail(j->b, "%s: a file of replacements has a list or a map", path);
	list = json_is_array(raw) ? json_incref(raw) : json_pack("[O]", raw);
	json_array_foreach(list, i, item) {
		rc = kustfile_decode(j->b, path, replacement_fields, item, DECODE_COERCE, &one);
		if (rc)
			return rc;
		ptrs_add(j->b->arena, &j->b->jsons, one);
		rc = replace_one(j, one);
		if (rc)
			return build_fail_in(j->b, "%s", path);
	}
	return 0;
}

int transform_replacements(struct build *b, struct loader *ldr, struct resmap *m, const json_t *replacements)
{
	struct job j = { .b = b, .m = m };
	const json_t *r;
	size_t i;
	int rc = 0;

	json_array_foreach(replacements, i, r) {
		const char *path = weir_get_str_or(r, "path", "");

		if (*path && (json_object_get(r, "source") || json_array_size(json_object_get(r, "targets"))))
			return build_fail(b, "replacements: cannot specify both path and inline replacement");
		rc = *path ? replace_file(&j, ldr, path) : replace_one(&j, r);
		if (rc)
			return build_fail_in(b, "replacements[%zu]", i);
	}
	resmap_touch(m);
	return rc;
}
