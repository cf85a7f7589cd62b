/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tree.c - struct weir_tree_ops over a Git tree.  The names are immutable after opening and need no
 * lock; content is read from the store, which has its own.
 */
#include "tree.h"

#include "nodes.h"

#include <stdlib.h>

struct files {
	struct store *store;
	struct nodes nodes;
};

static int tree_read(void *tree, const char *path, char **data, size_t *len, struct weir_error *err)
{
	struct files *f = tree;
	const struct node *n = nodes_find(&f->nodes.root, path);
	int rc;

	if (!n)
		return weir_fail(err, WEIR_E_NOT_FOUND, NULL, "%s: no such file", path);
	if (n->type != NODE_FILE)
		return weir_fail(err, WEIR_E_INVALID, NULL, "%s: is a directory", path);
	rc = store_read(f->store, &n->id, GIT_OBJECT_BLOB, LIMIT_FILE, data, len, err);
	return rc ? weir_fail_prefix(err, "%s", path) : 0;
}

static int tree_list(void *tree, const char *dir, json_t **entries, struct weir_error *err)
{
	struct files *f = tree;
	const struct node *n = nodes_find(&f->nodes.root, dir);
	json_t *list;
	uint32_t i;

	if (!n)
		return weir_fail(err, WEIR_E_NOT_FOUND, NULL, "%s: no such directory", dir);
	if (n->type != NODE_DIR)
		return weir_fail(err, WEIR_E_INVALID, NULL, "%s: is a file", dir);
	list = json_array();
	for (i = 0; i < n->count; i++)
		json_array_append_new(list, json_pack("{s:s, s:s}", "name", n->children[i].name, "type",
						      n->children[i].type == NODE_DIR ? "dir" : "file"));
	*entries = list;
	return 0;
}

static int tree_id(void *tree, const char *path, char id[65])
{
	struct files *f = tree;
	const struct node *n = nodes_find(&f->nodes.root, path);

	if (!n)
		return WEIR_E_NOT_FOUND;
	git_oid_tostr(id, GIT_OID_HEXSZ + 1, &n->id);
	return 0;
}

static int tree_type(void *tree, const char *path)
{
	struct files *f = tree;
	const struct node *n = nodes_find(&f->nodes.root, path);

	return n ? n->type : 0;
}

static void tree_close(void *tree)
{
	struct files *f = tree;

	nodes_done(&f->nodes);
	store_put(f->store);
	free(f);
}

const struct weir_tree_ops tree_ops = {
	.size = sizeof(struct weir_tree_ops),
	.read = tree_read,
	.list = tree_list,
	.id = tree_id,
	.type = tree_type,
	.close = tree_close,
};

void *tree_of_nodes(struct store *store, struct nodes *nodes)
{
	struct files *f = weir_calloc(1, sizeof(*f));

	f->store = store;
	f->nodes = *nodes;
	*nodes = (struct nodes){ 0 };
	return f;
}

int tree_open(const struct job *job, struct store *store, const git_oid *id, void **out, struct weir_error *err)
{
	struct files *f = weir_calloc(1, sizeof(*f));
	int rc;

	f->store = store;
	rc = nodes_load(job, store, id, false, &f->nodes, err);
	if (rc) {
		store_put(store);
		free(f);
		return rc;
	}
	*out = f;
	return 0;
}
