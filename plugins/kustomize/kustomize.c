/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kustomize.c - the root of a build: what its file and all below it give, then what is done once
 * at the end: hashes, references, vars, order, marks.
 */
#include "kustomize.h"

#include <stdlib.h>

#include "accumulate.h"
#include "output.h"
#include "schema.h"
#include "transform.h"

#define MANAGED_BY "kustomize-v5.8.1"

void build_init(struct build *b, const struct weir_host *host, struct weir_call *call, struct weir_error *err)
{
	*b = (struct build){ .arena = weir_arena_new(), .host = host, .call = call, .err = err };
	b->keys = weir_arena_alloc(b->arena, sizeof(*b->keys));
}

void build_done(struct build *b)
{
	size_t i;

	schema_done(b);
	plain_files_done(b);
	for (i = 0; i < b->texts.count; i++)
		free(b->texts.items[i]);
	for (i = 0; i < b->regexes.count; i++)
		weir_regex_free(b->regexes.items[i]);
	for (i = 0; i < b->jsons.count; i++)
		json_decref(b->jsons.items[i]);
	weir_arena_free(b->arena);
	b->arena = NULL;
}

static void take_metadata(struct build *b, const json_t *list)
{
	const char **words = weir_arena_alloc(b->arena, (json_array_size(list) + 1) * sizeof(*words));
	const json_t *word;
	size_t i;

	json_array_foreach(list, i, word)
		words[i] = json_string_value(word);
	b->build_metadata = words;
	b->track_origin = json_array_size(list) > 0;
}

static int root_schema(struct build *b, const struct target *t)
{
	const json_t *openapi = json_object_get(t->file, "openapi");
	const char *path = weir_get_str(openapi, "path");
	char *text = NULL;
	size_t len = 0;
	int rc = path ? loader_read(b, t->ldr, path, &text, &len) : 0;

	return rc ? rc : schema_set(b, openapi, text, len, true);
}

static bool is_local(const struct resource *r)
{
	const char *local = resource_annotation(r, LOCAL_ANNOTATION);

	return local && strcmp(local, "false") != 0;
}

static int check_whole(struct build *b, const struct resource *r)
{
	const char *kind = node_text(node_get(r->node, "kind"));
	size_t len = strlen(kind);

	if (!*kind)
		return build_fail(b, "an object is left without kind");
	if (!*resource_name(r) && (len < 4 || strcmp(kind + len - 4, "List") != 0))
		return build_fail(b, "an object of kind %s is left without name", kind);
	return 0;
}

/* Another with the same id, to the letter of its namespace. */
static bool has_twin(struct build *b, struct resmap *m, struct resource *r)
{
	struct resid id = resource_id(b, r);
	struct resource *twin;

	return resmap_find_current(b, m, &id, &twin, 1) && strcmp(resource_namespace(twin), id.ns) == 0;
}

/*
 * Objects for tools on the machine alone are dropped, by their id: one whose id another has taken meanwhile
 * stays, two of one id cannot be told apart.  What is left must be whole and of its own id.
 */
static int drop_local(struct build *b, struct resmap *m)
{
	struct resmap *others = resmap_new(b), *dropped = resmap_new(b);
	size_t i, n = 0;
	int rc = 0;

	for (i = 0; rc == 0 && i < m->list.count; i++) {
		rc = check_whole(b, RESMAP_AT(m, i));
		if (!is_local(RESMAP_AT(m, i)))
			ptrs_add(b->arena, &others->list, RESMAP_AT(m, i));
	}
	if (rc)
		return rc;
	if (others->list.count == m->list.count) {
		resmap_touch(m);
		return resmap_check_unique(b, m);
	}
	resmap_touch(others);
	rc = resmap_check_unique(b, others);
	for (i = 0; rc == 0 && i < m->list.count; i++) {
		struct resource *r = RESMAP_AT(m, i);

		if (!is_local(r) || has_twin(b, others, r))
			m->list.items[n++] = r;
		else
			rc = resmap_append(b, dropped, r);
	}
	if (rc)
		return rc;
	m->list.count = n;
	resmap_touch(m);
	return 0;
}

static int sort(struct build *b, const struct target *t, struct resmap *m)
{
	const json_t *options = json_object_get(t->file, "sortOptions");

	if (options) {
		if (b->options.reorder != REORDER_UNSPECIFIED)
			build_warn(
				b,
				"Warning: Sorting order is set both in 'kustomization.yaml' ('sortOptions') and in a "
				"CLI flag ('--reorder'). Using the kustomization file over the CLI flag.");
		return transform_sort(b, m, options);
	}
	if (b->options.reorder == REORDER_NONE ||
	    (b->options.reorder == REORDER_UNSPECIFIED && b->options.no_sort_default))
		return 0;
	return transform_sort(b, m, NULL);
}

static int add_managed_by(struct build *b, struct resmap *m)
{
	WEIR_CLEAN_JSON json_t *label = NULL;
	struct ptrs specs = { 0 };

	if (!b->options.managed_by_label && !str_in(b->build_metadata, "managedByLabel"))
		return 0;
	label = json_pack("{s:s}", "app.kubernetes.io/managed-by", MANAGED_BY);
	ptrs_add(b->arena, &b->jsons, json_incref(label));
	ptrs_add(b->arena, &specs, fieldspec_new(b, (struct gvk){ "", "", "", false }, "metadata/labels", true));
	return transform_entries(b, m, label, &specs);
}

int kustomize_run(struct build *b, struct loader *ldr, struct resmap **out)
{
	struct accumulator acc = accumulator_new(b);
	struct target t;
	int rc = target_load(b, ldr, &t);

	if (rc)
		return rc;
	take_metadata(b, json_object_get(t.file, "buildMetadata"));
	rc = root_schema(b, &t);
	if (rc == 0)
		rc = target_accumulate(b, &t, &acc);
	if (rc == 0)
		rc = transform_hash(b, acc.m);
	if (rc == 0 && b->broken_id)
		rc = build_fail(b, "%s: a comma in its name, namespace or kind", b->broken_id);
	if (rc == 0)
		rc = transform_names(b, acc.m, &acc.config->namerefs);
	if (rc == 0)
		rc = vars_resolve(b, &acc);
	if (rc == 0)
		rc = drop_local(b, acc.m);
	if (rc == 0)
		rc = schema_check(b);
	if (rc == 0)
		rc = sort(b, &t, acc.m);
	if (rc == 0)
		rc = add_managed_by(b, acc.m);
	if (rc == 0)
		rc = output_finish(b, acc.m);
	if (rc == 0)
		*out = acc.m;
	return rc;
}
