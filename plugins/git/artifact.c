/* SPDX-License-Identifier: Apache-2.0 */
/*
 * artifact.c - what of a commit is kept.  The order is Flux's: first what a checkout would hold
 * (sparse, submodules), then includes, then the ignore rules over all of it, file by file; folders
 * that hold nothing any more stay unless a rule names them.
 */
#include "artifact.h"

#include <weir/util.h>

#include <stdlib.h>

enum { IGNORE_FILE_MAX = 1 << 20 };

struct walk {
	struct store *store;
	struct weir_ignore *ignore;
	const json_t *sparse;
	struct weir_strbuf path;
};

static size_t enter(struct walk *w, const struct node *n)
{
	size_t len = w->path.len;

	weir_strbuf_addf(&w->path, "%s%s", len ? "/" : "", n->name);
	return len;
}

static void leave(struct walk *w, size_t len)
{
	w->path.len = len;
	w->path.data[len] = '\0';
}

/* ---- links and commits ---- */

/* A link is left out as Flux leaves it out; a submodule that was not brought in is an empty folder. */
static void drop_links(struct node *dir)
{
	uint32_t i, kept = 0;

	for (i = 0; i < dir->count; i++) {
		struct node *n = &dir->children[i];

		if (n->type == NODE_COMMIT) {
			n->type = NODE_DIR;
			n->count = 0;
			n->dirty = true;
		} else if (n->type == NODE_DIR) {
			drop_links(n);
		}
		dir->dirty |= n->dirty || n->type == NODE_LINK;
		if (n->type != NODE_LINK)
			dir->children[kept++] = *n;
	}
	dir->count = kept;
}

/* ---- sparse checkout ---- */

/* Below a wanted folder (or it), 1; on the way to one, 2; neither, 0. */
static int sparse_wants(const json_t *sparse, const char *path)
{
	size_t i, n, len = strlen(path);
	const json_t *row;
	int found = 0;

	json_array_foreach(sparse, i, row) {
		WEIR_CLEAN_FREE char *folder = spec_folder(json_string_value(row));

		n = strlen(folder);
		if (!n || (strncmp(path, folder, n) == 0 && (path[n] == '/' || !path[n])))
			return 1;
		if (strncmp(folder, path, len) == 0 && folder[len] == '/')
			found = 2;
	}
	return found;
}

static void cut_sparse(struct walk *w, struct node *dir)
{
	uint32_t i, kept = 0;
	int wants;

	for (i = 0; i < dir->count; i++) {
		struct node *n = &dir->children[i];
		size_t len = enter(w, n);

		wants = sparse_wants(w->sparse, w->path.data);
		if (wants == 2 && n->type == NODE_DIR)
			cut_sparse(w, n);
		leave(w, len);
		dir->dirty |= n->dirty || !wants || (wants == 2 && n->type != NODE_DIR);
		if (wants == 1 || (wants == 2 && n->type == NODE_DIR))
			dir->children[kept++] = *n;
	}
	dir->count = kept;
}

static int sparse_exist(const struct git_spec *spec, const struct nodes *nodes, struct weir_error *err)
{
	const json_t *row;
	size_t i;

	json_array_foreach(spec->sparse, i, row) {
		WEIR_CLEAN_FREE char *folder = spec_folder(json_string_value(row));

		if (!nodes_find(&nodes->root, folder))
			return weir_fail(err, WEIR_E_NOT_FOUND, "GitOperationFailed",
					 "spec.sparseCheckout: the folder \"%s\" does not exist in the repository",
					 folder);
	}
	return 0;
}

/* ---- ignore rules ---- */

static int collect(struct walk *w, const struct node *dir, struct weir_error *err)
{
	uint32_t i;
	int rc = 0;

	for (i = 0; !rc && i < dir->count; i++) {
		const struct node *n = &dir->children[i];
		WEIR_CLEAN_FREE char *text = NULL;
		size_t len;

		if (n->type != NODE_FILE || strcmp(n->name, ".sourceignore") != 0)
			continue;
		rc = store_read(w->store, &n->id, GIT_OBJECT_BLOB, IGNORE_FILE_MAX, &text, &len, err);
		if (rc)
			return weir_fail_prefix(err, "%s%s.sourceignore", w->path.len ? w->path.data : "",
						w->path.len ? "/" : "");
		weir_ignore_add(w->ignore, w->path.data ? w->path.data : "", text, len);
	}
	for (i = 0; !rc && i < dir->count; i++) {
		if (dir->children[i].type == NODE_DIR) {
			size_t len = enter(w, &dir->children[i]);

			rc = collect(w, &dir->children[i], err);
			leave(w, len);
		}
	}
	return rc;
}

static void cut_ignored(struct walk *w, struct node *dir)
{
	uint32_t i, kept = 0;
	bool out;

	for (i = 0; i < dir->count; i++) {
		struct node *n = &dir->children[i];
		size_t len = enter(w, n);

		if (n->type == NODE_DIR)
			cut_ignored(w, n);
		out = (n->type != NODE_DIR || !n->count) &&
		      weir_ignore_match(w->ignore, w->path.data, n->type == NODE_DIR);
		leave(w, len);
		dir->dirty |= n->dirty || out;
		if (!out)
			dir->children[kept++] = *n;
	}
	dir->count = kept;
}

static int apply_ignore(const struct git_spec *spec, struct store *store, struct nodes *nodes, struct weir_error *err)
{
	struct walk w = { .store = store, .ignore = weir_ignore_new() };
	int rc = collect(&w, &nodes->root, err);

	if (!rc) {
		weir_ignore_finish(w.ignore, spec->ignore);
		cut_ignored(&w, &nodes->root);
	}
	weir_ignore_free(w.ignore);
	weir_strbuf_done(&w.path);
	return rc;
}

static int apply_sparse(const struct git_spec *spec, struct nodes *nodes, struct weir_error *err)
{
	struct walk w = { .sparse = spec->sparse };
	int rc;

	if (!json_array_size(spec->sparse))
		return 0;
	rc = sparse_exist(spec, nodes, err);
	if (!rc)
		cut_sparse(&w, &nodes->root);
	weir_strbuf_done(&w.path);
	return rc;
}

static int shape(const struct job *job, const struct git_spec *spec, const struct includes *inc, struct store *store,
		 struct tips *tips, struct nodes *nodes, struct weir_error *err)
{
	int rc = 0;

	if (spec->submodules)
		rc = submodules_add(job, spec, store, tips, nodes, err);
	if (!rc)
		rc = apply_sparse(spec, nodes, err);
	if (rc)
		return rc;
	drop_links(&nodes->root);
	rc = includes_add(job, spec, inc, store, nodes, err);
	if (!rc)
		rc = apply_ignore(spec, store, nodes, err);
	return rc ? rc : nodes_write(store, &nodes->root, err);
}

int artifact_build(const struct job *job, const struct git_spec *spec, const struct includes *inc, struct store *store,
		   struct tips *tips, const git_oid *commit_tree, struct nodes *out, struct weir_error *err)
{
	struct nodes nodes;
	int rc = nodes_load(job, store, commit_tree, true, &nodes, err);

	if (rc)
		return rc;
	rc = shape(job, spec, inc, store, tips, &nodes, err);
	if (rc)
		nodes_done(&nodes);
	else
		*out = nodes;
	return rc;
}
