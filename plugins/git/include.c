/* SPDX-License-Identifier: Apache-2.0 */
/*
 * include.c - spec.include: files of other GitRepositories, copied from their artifacts, which the
 * host shows as trees.  Where they came from does not matter: any source would do.
 */
#include "artifact.h"

#include <stdlib.h>

static int get_one(const struct job *job, const struct git_spec *spec, const json_t *row, struct includes *inc,
		   struct weir_error *err)
{
	const char *name = weir_get_str(row, "repository.name");
	WEIR_CLEAN_JSON json_t *ref = weir_ref_new("source.toolkit.fluxcd.io", "GitRepository", spec->ns, name);
	WEIR_CLEAN_JSON json_t *info = NULL;
	int rc = job->git->host->artifact(job->call, ref, &inc->trees[inc->count], &info, err);

	if (rc == WEIR_E_NOT_FOUND)
		return weir_fail(err, rc, "IncludeUnavailable", "spec.include: GitRepository %s/%s has no artifact yet",
				 spec->ns, name);
	if (rc)
		return rc;
	inc->count++;
	json_array_append_new(inc->info,
			      json_pack("{s:s, s:s}", "name", name, "revision", weir_get_str_or(info, "revision", "")));
	return 0;
}

int includes_get(const struct job *job, const struct git_spec *spec, struct includes *out, struct weir_error *err)
{
	const json_t *row;
	size_t i;
	int rc = 0;

	*out = (struct includes){ 0 };
	if (!json_array_size(spec->include))
		return 0;
	out->info = json_array();
	out->trees = weir_calloc(json_array_size(spec->include), sizeof(struct weir_tree *));
	json_array_foreach(spec->include, i, row) {
		rc = get_one(job, spec, row, out, err);
		if (rc)
			break;
	}
	if (rc)
		includes_done(out);
	return rc;
}

void includes_done(struct includes *inc)
{
	json_decref(inc->info);
	free(inc->trees);
	*inc = (struct includes){ 0 };
}

struct copier {
	const struct job *job;
	struct weir_tree *tree;
	struct store *store;
	struct nodes *nodes;
	unsigned depth;
};

static int copy_file(struct copier *c, const char *path, struct node *to, struct weir_error *err)
{
	const struct weir_host *host = c->job->git->host;
	WEIR_CLEAN_FREE char *data = NULL;
	size_t len;
	int rc = host->tree_read(c->job->call, c->tree, path, &data, &len, err);

	to->type = NODE_FILE;
	return rc ? rc : store_write(c->store, GIT_OBJECT_BLOB, data, len, &to->id, err);
}

static int copy_folder(struct copier *c, const char *path, struct node *to, struct weir_error *err);

static int copy_entry(struct copier *c, const char *folder, const json_t *entry, struct node *to,
		      struct weir_error *err)
{
	const char *name = weir_get_str_or(entry, "name", "");
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s%s%s", folder, *folder ? "/" : "", name);

	if (name_problem(name))
		return weir_fail(err, WEIR_E_INVALID, NULL, "%s: %s", path, name_problem(name));
	to->name = weir_arena_strdup(c->nodes->arena, name);
	if (strcmp(weir_get_str_or(entry, "type", ""), "dir") != 0)
		return copy_file(c, path, to, err);
	return copy_folder(c, path, to, err);
}

static int copy_folder(struct copier *c, const char *path, struct node *to, struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *entries = NULL;
	const json_t *entry;
	struct node *room;
	size_t i;
	int rc = job_stopped(c->job, err);

	to->type = NODE_DIR;
	to->dirty = true;
	if (!rc)
		rc = c->job->git->host->tree_list(c->job->call, c->tree, path, &entries, err);
	if (!rc && (++c->depth > LIMIT_DEPTH || c->nodes->count + json_array_size(entries) > LIMIT_NODES))
		rc = weir_fail(err, WEIR_E_INVALID, NULL, "%s: too many files or folders", path);
	if (rc)
		return rc;
	room = nodes_grow(c->nodes, to, (uint32_t)json_array_size(entries));
	json_array_foreach(entries, i, entry) {
		rc = copy_entry(c, path, entry, &room[i], err);
		if (rc)
			return rc;
	}
	nodes_sort(to);
	c->depth--;
	return 0;
}

/* The last part of "a/b/c", and the folder of the rest. */
static struct node *parent_of(struct nodes *nodes, const char *path, const char **name)
{
	const char *slash = strrchr(path, '/');
	WEIR_CLEAN_FREE char *folder = slash ? weir_strndup(path, (size_t)(slash - path)) : weir_strdup("");

	*name = slash ? slash + 1 : path;
	return nodes_folder(nodes, folder);
}

static int add_one(struct copier *c, const json_t *row, struct weir_error *err)
{
	const char *repository = weir_get_str(row, "repository.name"), *to = weir_get_str_or(row, "toPath", ""), *name;
	WEIR_CLEAN_FREE char *from_path = spec_folder(weir_get_str_or(row, "fromPath", ""));
	WEIR_CLEAN_FREE char *to_path = spec_folder(*to ? to : repository);
	struct node *there = nodes_find(&c->nodes->root, to_path), *dir;
	int type = c->job->git->host->tree_type(c->job->call, c->tree, from_path);

	if (!type)
		return weir_fail(err, WEIR_E_NOT_FOUND, "CopyFailure", "spec.include: %s has no \"%s\"", repository,
				 from_path);
	if (there && (there->type != NODE_DIR || there->count))
		return weir_fail(err, WEIR_E_INVALID, "CopyFailure", "spec.include: toPath \"%s\" exists already",
				 to_path);
	dir = there ? NULL : parent_of(c->nodes, to_path, &name);
	if (!there && !dir)
		return weir_fail(err, WEIR_E_INVALID, "IllegalPath",
				 "spec.include: a file is in the way of toPath \"%s\"", to_path);
	if (!there) {
		there = nodes_grow(c->nodes, dir, 1);
		there->name = weir_arena_strdup(c->nodes->arena, name);
		there->type = NODE_DIR;
		nodes_sort(dir);
	}
	there = nodes_find(&c->nodes->root, to_path);
	return type == 'd' ? copy_folder(c, from_path, there, err) : copy_file(c, from_path, there, err);
}

/* Folders on the way to a changed one are changed. */
static bool spread(struct node *dir)
{
	uint32_t i;

	for (i = 0; i < dir->count; i++)
		if (dir->children[i].type == NODE_DIR)
			dir->dirty |= spread(&dir->children[i]);
	return dir->dirty;
}

int includes_add(const struct job *job, const struct git_spec *spec, const struct includes *inc, struct store *store,
		 struct nodes *nodes, struct weir_error *err)
{
	size_t i;
	int rc = 0;

	for (i = 0; !rc && i < inc->count; i++) {
		struct copier c = { .job = job, .tree = inc->trees[i], .store = store, .nodes = nodes };

		rc = add_one(&c, json_array_get(spec->include, i), err);
	}
	spread(&nodes->root);
	return rc;
}
