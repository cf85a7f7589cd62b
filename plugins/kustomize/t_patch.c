/* SPDX-License-Identifier: Apache-2.0 */
/* t_patch.c - `patches` and `patchesStrategicMerge`: what kind of patch it is, whom it is for, applying it. */
#include "json6902.h"
#include "selector.h"
#include "smp.h"
#include "transform.h"

/* ---- one strategic merge into one object ---- */

/* Does the patch reach the annotations, in which the original keeps what it knows? */
static bool reaches_marks(const struct resource *patch)
{
	const struct weir_yaml_node *metadata = node_get(patch->node, "metadata");

	return metadata &&
	       (node_is_null(metadata) || node_get(metadata, "annotations") || node_get(metadata, "$patch"));
}

static int merge_one(struct build *b, struct resmap *m, struct resource *r, struct resource *patch)
{
	const char *name = resource_name(r), *ns = resource_namespace(r), *kind = resource_kind(r);
	struct weir_yaml_node *merged;
	struct smp s = { .b = b };
	bool marks = reaches_marks(patch);
	size_t past;
	int rc;

	if (patch->allow_name_change || patch->allow_kind_change)
		resource_remember_id(b, r);
	past = r->past_count;
	if (marks)
		resource_show_marks(b, r);
	rc = smp_merge(&s, r->node, patch->node, &merged);
	if (rc)
		return build_fail_in(b, "patch of %s %s", kind, name);
	/* An object is changed in place or deleted: `$patch: replace` at its root replaces nothing. */
	if (!merged)
		r->node = NULL;
	if (resource_empty(r))
		return 0;
	if (marks)
		resource_hide_marks(b, r);
	r->allow_name_change |= patch->allow_name_change;
	r->allow_kind_change |= patch->allow_kind_change;
	if (r->past_count != past)
		resmap_touch(m);
	if (!patch->allow_kind_change)
		resource_set_kind(b, r, kind);
	if (!patch->allow_name_change)
		resource_set_name(b, r, name);
	resource_set_namespace(b, r, ns);
	return 0;
}

/* For objects chosen by a selector: the patch takes their version; its own labels become texts. */
static struct resource *fitted_copy(struct build *b, struct resource *patch, struct resource *r)
{
	struct resource *copy = resource_copy(b, patch);
	const char *api = gvk_api_version(b->arena, resource_gvk(b, r));

	resource_merge_strings(b, copy, "labels", NULL, resource_labels(patch));
	resource_merge_strings(b, copy, "annotations", NULL, resource_annotations(patch));
	resource_set_name(b, copy, resource_name(patch));
	resource_set_namespace(b, copy, resource_namespace(patch));
	resource_set_kind(b, copy, resource_kind(patch));
	node_set_text(b->arena, copy->node, "apiVersion", api);
	return copy;
}

static int merge_fitted(struct build *b, struct resmap *m, struct resource **chosen, size_t count,
			struct resource *patch)
{
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < count; i++)
		rc = merge_one(b, m, chosen[i], fitted_copy(b, patch, chosen[i]));
	if (rc)
		return rc;
	resmap_drop_empty(m);
	return resmap_check_unique(b, m);
}

static int find_target(struct build *b, struct resmap *m, struct resource *patch, struct resource **out)
{
	struct resid id = resource_first_id(b, patch);
	struct resource *two[2];
	size_t n = resmap_find_any(b, m, &id, two, 2);

	if (n == 0)
		return build_fail(b, "no matches for Id %s; failed to find unique target for patch %s",
				  resid_text(b->arena, &id), resid_text(b->arena, &id));
	if (n > 1)
		return build_fail(b, "multiple matches for Id %s; failed to find unique target for patch",
				  resid_text(b->arena, &id));
	*out = two[0];
	return 0;
}

static bool may_rename(const struct resource *patch)
{
	return patch->allow_name_change || patch->allow_kind_change;
}

/* ---- patchesStrategicMerge ---- */

static int load_merge(struct build *b, struct loader *ldr, const char *entry, struct ptrs *out)
{
	size_t before = out->count, len;
	char *text;
	int rc = resources_load(b, "patch", entry, strlen(entry), out);

	if (rc == 0)
		return 0;
	out->count = before;
	weir_error_done(b->err);
	rc = loader_read(b, ldr, entry, &text, &len);
	if (rc)
		return build_fail_in(b, "patchesStrategicMerge");
	return resources_load(b, loader_name(b, ldr, entry), text, len, out);
}

int transform_merge(struct build *b, struct loader *ldr, struct resmap *m, const json_t *paths, const char *inline_text)
{
	struct ptrs patches = { 0 };
	struct resource *target;
	const json_t *path;
	size_t i;
	int rc = 0;

	if (!json_array_size(paths) && (!inline_text || !*inline_text))
		return build_fail(b, "patchesStrategicMerge: empty file path and empty patch content");
	json_array_foreach(paths, i, path) {
		rc = load_merge(b, ldr, json_string_value(path), &patches);
		if (rc)
			return rc;
	}
	if (inline_text && *inline_text)
		rc = resources_load(b, "patch", inline_text, strlen(inline_text), &patches);
	if (rc == 0 && !patches.count)
		return build_fail(b, "patchesStrategicMerge: the patch appears to be empty");
	for (i = 0; rc == 0 && i < patches.count; i++) {
		rc = find_target(b, m, patches.items[i], &target);
		if (rc == 0)
			rc = merge_fitted(b, m, &target, 1, patches.items[i]);
	}
	return rc;
}

/* ---- patches ---- */

struct patch {
	struct ptrs merges; /* struct resource */
	json_t *ops;        /* or the operations of a JSON patch */
	const char *source; /* for messages */
};

static const char *trimmed(struct build *b, const char *text)
{
	size_t len;

	text += strspn(text, " \t\r\n\v\f");
	for (len = strlen(text); len && strchr(" \t\r\n\v\f", text[len - 1]); len--)
		;
	return weir_arena_strndup(b->arena, text, len);
}

static int read_patch(struct build *b, struct loader *ldr, const json_t *j, struct patch *p, const char **text,
		      size_t *len)
{
	const char *path = weir_get_str_or(j, "path", "");
	char *read;
	int rc;

	*text = trimmed(b, weir_get_str_or(j, "patch", ""));
	*len = strlen(*text);
	if (!**text && !*path)
		return build_fail(b, "patches: must specify one of patch and path");
	if (**text && *path)
		return build_fail(b, "patches: patch and path can't be set at the same time");
	p->source = *path ? loader_name(b, ldr, path) : "inline patch";
	if (!*path)
		return 0;
	rc = loader_read(b, ldr, path, &read, len);
	*text = read;
	return rc ? build_fail_in(b, "patches: failed to get the patch file") : 0;
}

static int parse_patch(struct build *b, struct patch *p, const char *text, size_t len)
{
	struct weir_error merge_error = WEIR_ERROR_INIT;
	int rc = resources_load(b, p->source, text, len, &p->merges);

	if (rc == 0)
		return 0;
	weir_error_move(&merge_error, b->err);
	p->merges.count = 0;
	rc = json6902_parse(b, p->source, text, len, &p->ops);
	if (rc == 0)
		weir_error_done(&merge_error);
	else
		rc = build_fail(b, "unable to parse SM or JSON patch from %s: %s", p->source,
				merge_error.message ? merge_error.message : "");
	weir_error_done(&merge_error);
	return rc;
}

static int selected(struct build *b, struct resmap *m, const json_t *target, struct ptrs *out)
{
	struct selector s;
	bool match;
	size_t i;
	int rc = selector_init(b, target, &s);

	for (i = 0; rc == 0 && i < m->list.count; i++) {
		rc = selector_match(b, &s, RESMAP_AT(m, i), &match);
		if (rc == 0 && match)
			ptrs_add(b->arena, out, RESMAP_AT(m, i));
	}
	return rc ? build_fail_in(b, "patches: target") : 0;
}

static int apply_merges(struct build *b, struct resmap *m, struct patch *p)
{
	struct resource *target;
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < p->merges.count; i++) {
		rc = find_target(b, m, p->merges.items[i], &target);
		if (rc == 0)
			rc = merge_one(b, m, target, p->merges.items[i]);
		if (rc == 0 && may_rename(p->merges.items[i]))
			resmap_touch(m);
	}
	if (rc)
		build_fail_in(b, "%s", p->source);
	return rc;
}

static int apply_json(struct build *b, struct resmap *m, const struct patch *p, const struct ptrs *chosen)
{
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < chosen->count; i++) {
		resource_remember_id(b, chosen->items[i]);
		rc = json6902_apply(b, p->ops, chosen->items[i]);
		if (rc)
			build_fail_in(b, "%s: %s", p->source, resource_text(b, chosen->items[i]));
	}
	resmap_touch(m);
	return rc;
}

static int apply_patch(struct build *b, struct resmap *m, struct patch *p, const json_t *target)
{
	struct ptrs chosen = { 0 };
	int rc;

	if (!p->merges.count && !json_array_size(p->ops))
		return 0;
	if (!target && p->merges.count)
		return apply_merges(b, m, p);
	if (!target)
		return build_fail(b, "%s: must specify a target for a JSON patch", p->source);
	if (p->merges.count > 1)
		return build_fail(b, "%s: several strategic merge patches in one entry of patches cannot have a target",
				  p->source);
	rc = selected(b, m, target, &chosen);
	if (rc)
		return rc;
	if (!p->merges.count)
		return apply_json(b, m, p, &chosen);
	return merge_fitted(b, m, (struct resource **)chosen.items, chosen.count, p->merges.items[0]);
}

int transform_patch(struct build *b, struct loader *ldr, struct resmap *m, const json_t *j)
{
	struct patch p = { .source = "" };
	const char *text;
	size_t len, i;
	int rc = read_patch(b, ldr, j, &p, &text, &len);

	if (rc == 0)
		rc = parse_patch(b, &p, text, len);
	if (rc)
		return rc;
	for (i = 0; i < p.merges.count; i++) {
		struct resource *r = p.merges.items[i];

		bool name = weir_get_bool(j, "options.allowNameChange", false);
		bool kind = weir_get_bool(j, "options.allowKindChange", false);

		r->allow_name_change |= name;
		r->allow_kind_change |= kind;
		if (name || kind) /* noted in its annotations, which are written anew as texts with that */
			resource_merge_strings(b, r, "annotations", NULL, resource_annotations(r));
	}
	return apply_patch(b, m, &p, json_object_get(j, "target"));
}

/* ---- patchesJson6902 ---- */

int transform_json(struct build *b, struct loader *ldr, struct resmap *m, const json_t *target, const char *path,
		   const char *ops)
{
	struct patch p = { .source = *path ? loader_name(b, ldr, path) : "patchesJson6902" };
	struct ptrs chosen = { 0 };
	size_t len = strlen(ops), i;
	char *text = NULL;
	int rc;

	if (!target || !*weir_get_str_or(target, "name", ""))
		return build_fail(b, "patchesJson6902: must specify the target name");
	if (!*path == !*ops)
		return build_fail(b, "patchesJson6902: must specify a file path or an inline patch, and not both");
	rc = *path ? loader_read(b, ldr, path, &text, &len) : 0;
	if (rc == 0)
		rc = json6902_parse(b, p.source, *path ? text : ops, len, &p.ops);
	if (rc == 0 && !json_array_size(p.ops))
		rc = build_fail(b, "%s: patch appears to be empty", p.source);
	if (rc == 0)
		rc = selected(b, m, target, &chosen);
	for (i = 0; rc == 0 && i < chosen.count; i++) {
		rc = json6902_apply(b, p.ops, chosen.items[i]);
		if (rc)
			build_fail_in(b, "%s: %s", p.source, resource_text(b, chosen.items[i]));
	}
	resmap_touch(m);
	return rc;
}
