/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tree.c - the files of an artifact behind one face, whether a plugin answers for them (ops) or a
 * directory holds them (tree_dir.c, the same ops).  Paths are normalised and links resolved here
 * (tree_links.c), so no plugin can leave its tree.
 */
#include <stdlib.h>

#include "base/limits.h"
#include "plugin/plugin_private.h"

#define TREE_OPS_1_0 (offsetof(struct weir_tree_ops, close) + sizeof(((struct weir_tree_ops *)0)->close))

struct tree_handle *tree_of_ops(const struct weir_tree_ops *ops, void *tree, struct plugin *owner)
{
	struct tree_handle *t;

	if (ops->size < TREE_OPS_1_0 || ops->size > LIMIT_PLUGIN_STRUCT || !ops->read || !ops->list || !ops->id ||
	    !ops->type)
		return NULL;
	t = weir_calloc(1, sizeof(*t));
	t->refs = 1;
	memcpy(&t->ops, ops, ops->size < sizeof(t->ops) ? ops->size : sizeof(t->ops));
	t->tree = tree;
	t->owner = owner ? plugin_ref(owner) : NULL;
	return t;
}

struct tree_handle *tree_ref(struct tree_handle *t)
{
	atomic_fetch_add_explicit(&t->refs, 1, memory_order_relaxed);
	return t;
}

void tree_unref(struct tree_handle *t)
{
	if (!t || atomic_fetch_sub_explicit(&t->refs, 1, memory_order_acq_rel) != 1)
		return;
	if (t->ops.close)
		t->ops.close(t->tree);
	plugin_unref(t->owner);
	free(t);
}

static int sane(int rc, const char *path, struct weir_error *err)
{
	if (rc == 0)
		return 0;
	if (err && !err->message)
		return weir_fail(err, rc < 0 ? rc : WEIR_E_INTERNAL, NULL, "%s: cannot be read", *path ? path : ".");
	return rc < 0 ? rc : WEIR_E_INTERNAL;
}

/*
 * The fast way first: without links in it, a path is answered by one question.  Only when that
 * fails, and the tree can have links, the path is walked.
 */
int tree_read(struct tree_handle *t, const char *path, char **data, size_t *len, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *norm = tree_normalise(path, err);
	WEIR_CLEAN_FREE char *real = NULL;
	char *got = NULL;
	size_t n = 0;
	int rc, type;

	if (!norm)
		return err ? err->code : WEIR_E_INVALID;
	rc = sane(t->ops.read(t->tree, norm, &got, &n, err), norm, err);
	if (rc && t->ops.link) {
		real = tree_resolve(t, norm, &type, err);
		if (!real)
			return err ? err->code : WEIR_E_NOT_FOUND;
		weir_error_done(err);
		rc = sane(t->ops.read(t->tree, real, &got, &n, err), norm, err);
	}
	if (rc == 0 && n > LIMIT_FILE_BYTES) {
		free(got);
		return weir_fail(err, WEIR_E_INVALID, NULL, "%s: %zu bytes, more than %u", norm, n, LIMIT_FILE_BYTES);
	}
	if (rc == 0) {
		*data = got;
		*len = n;
	}
	return rc;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(weir_get_str(*(json_t *const *)a, "name"), weir_get_str(*(json_t *const *)b, "name"));
}

/* A link shows as what it leads to, and not at all when that is nothing. */
static json_t *entry_of(const struct tree_handle *t, const char *dir, json_t *entry)
{
	const char *name = weir_get_str(entry, "name"), *kind = weir_get_str(entry, "type");
	WEIR_CLEAN_FREE char *path = NULL;
	WEIR_CLEAN_FREE char *real = NULL;
	int type;

	if (!name || !kind || !*name || strchr(name, '/'))
		return NULL;
	if (strcmp(kind, "link") != 0)
		return json_incref(entry);
	path = weir_asprintf("%s%s%s", dir, *dir ? "/" : "", name);
	real = tree_resolve(t, path, &type, NULL);
	return real ? json_pack("{s:s, s:s}", "name", name, "type", type == 'd' ? "dir" : "file") : NULL;
}

static json_t *sorted_entries(const struct tree_handle *t, const char *dir, json_t *raw)
{
	json_t **items = weir_malloc((json_array_size(raw) + 1) * sizeof(json_t *));
	json_t *out = json_array(), *entry;
	size_t i, n = 0;

	json_array_foreach(raw, i, entry) {
		items[n] = entry_of(t, dir, entry);
		if (items[n])
			n++;
	}
	qsort(items, n, sizeof(*items), by_name);
	for (i = 0; i < n; i++)
		json_array_append_new(out, items[i]);
	free(items);
	return out;
}

int tree_list(struct tree_handle *t, const char *path, json_t **entries, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *norm = tree_normalise(path, err);
	WEIR_CLEAN_FREE char *real = NULL;
	json_t *raw = NULL;
	int rc, type;

	if (!norm)
		return err ? err->code : WEIR_E_INVALID;
	real = weir_strdup(norm);
	rc = sane(t->ops.list(t->tree, norm, &raw, err), norm, err);
	if (rc && t->ops.link) {
		free(real);
		real = tree_resolve(t, norm, &type, err);
		if (!real)
			return err ? err->code : WEIR_E_NOT_FOUND;
		weir_error_done(err);
		rc = sane(t->ops.list(t->tree, real, &raw, err), norm, err);
	}
	if (rc == 0) {
		*entries = sorted_entries(t, real, raw);
		json_decref(raw);
	}
	return rc;
}

int tree_type(struct tree_handle *t, const char *path)
{
	WEIR_CLEAN_FREE char *norm = tree_normalise(path, NULL);
	WEIR_CLEAN_FREE char *real = NULL;
	int type = 0;

	if (norm)
		real = tree_resolve(t, norm, &type, NULL);
	return real ? type : 0;
}

int tree_id(struct tree_handle *t, const char *path, char id[65])
{
	WEIR_CLEAN_FREE char *norm = tree_normalise(path, NULL);
	WEIR_CLEAN_FREE char *real = NULL;
	char got[65] = "";
	int rc, type;

	if (!norm)
		return WEIR_E_INVALID;
	real = tree_resolve(t, norm, &type, NULL);
	if (!real)
		return WEIR_E_NOT_FOUND;
	rc = t->ops.id(t->tree, real, got);
	if (rc == 0)
		memcpy(id, got, sizeof(got));
	return rc;
}
