/* SPDX-License-Identifier: Apache-2.0 */
/*
 * repack.c - the bound on a store's size.  Every fetch adds a pack; when there are many, what the tips
 * still need becomes one pack and all else goes: packs first written whole, then removed, so that a
 * kill in between costs space, never content.
 */
#include "store.h"

#include "commitinfo.h"

#include <dirent.h>
#include <git2/sys/repository.h>
#include <stdlib.h>
#include <unistd.h>

struct packing {
	const struct job *job;
	struct store *store;
	git_repository *repo;
	git_packbuilder *builder;
};

/* Names of the packs there are, NULL-ended. */
static char **list_packs(const char *path, size_t *count)
{
	char **names = weir_calloc(1, sizeof(*names));
	DIR *dir = opendir(path);
	struct dirent *e;

	*count = 0;
	while (dir && (e = readdir(dir))) {
		size_t n = strlen(e->d_name);

		if (n != 50 || strcmp(e->d_name + 45, ".pack") != 0)
			continue;
		names = weir_realloc(names, (*count + 2) * sizeof(*names));
		names[(*count)++] = weir_strndup(e->d_name, 45);
	}
	if (dir)
		closedir(dir);
	names[*count] = NULL;
	return names;
}

static int add_tree(struct packing *p, const git_oid *id, unsigned depth, struct weir_error *err)
{
	const git_tree_entry *e;
	git_tree *tree;
	size_t i;
	int rc = job_stopped(p->job, err);

	if (rc || depth > LIMIT_DEPTH + 1)
		return rc;
	if (git_tree_lookup(&tree, p->repo, id) || git_packbuilder_insert(p->builder, id, NULL))
		return git_fail(err, "cannot pack %s anew", p->store->dir);
	for (i = 0; !rc && i < git_tree_entrycount(tree); i++) {
		e = git_tree_entry_byindex(tree, i);
		if (git_tree_entry_type(e) == GIT_OBJECT_TREE)
			rc = add_tree(p, git_tree_entry_id(e), depth + 1, err);
		else if (git_tree_entry_type(e) == GIT_OBJECT_BLOB &&
			 git_packbuilder_insert(p->builder, git_tree_entry_id(e), git_tree_entry_name(e)))
			rc = git_fail(err, "cannot pack %s anew", p->store->dir);
	}
	git_tree_free(tree);
	return rc;
}

static int add_tip(struct packing *p, struct tip *tip, struct weir_error *err)
{
	git_oid commit, tree;
	int rc = commit_resolve(p->store, &tip->commit, &commit, &tree, err);

	if (!rc && git_packbuilder_insert(p->builder, &commit, NULL))
		rc = git_fail(err, "cannot pack %s anew", p->store->dir);
	if (!rc)
		rc = add_tree(p, &tree, 0, err);
	if (!rc && !git_oid_equal(&tree, &tip->tree))
		rc = add_tree(p, &tip->tree, 0, err);
	tip->shallow = true; /* histories are left behind */
	return rc;
}

static void remove_packs(const char *path, char **old, const char *kept)
{
	for (; *old; old++) {
		WEIR_CLEAN_FREE char *pack = weir_asprintf("%s/%s.pack", path, *old);
		WEIR_CLEAN_FREE char *index = weir_asprintf("%s/%s.idx", path, *old);

		if (strcmp(*old + 5, kept) == 0)
			continue;
		unlink(index);
		unlink(pack);
	}
}

/* What a fetch wrote beside its pack: trees of artifacts, files of includes. */
static void remove_loose(const char *objects)
{
	unsigned i;

	for (i = 0; i < 256; i++) {
		WEIR_CLEAN_FREE char *path = weir_asprintf("%s/%02x", objects, i);
		DIR *dir = opendir(path);
		struct dirent *e;

		while (dir && (e = readdir(dir)))
			if (e->d_name[0] != '.')
				unlinkat(dirfd(dir), e->d_name, 0);
		if (dir)
			closedir(dir);
		rmdir(path);
	}
}

static int write_new(struct packing *p, const char *objects, const char *path, char **old, struct weir_error *err)
{
	struct tips kept = { 0 };
	size_t i;
	int rc = 0;

	tips_load(p->store, &kept);
	for (i = 0; !rc && i < kept.count; i++)
		rc = add_tip(p, &kept.rows[i], err);
	if (!rc && git_packbuilder_write(p->builder, path, 0, NULL, NULL))
		rc = git_fail(err, "cannot write to %s", path);
	if (!rc)
		rc = tips_save(p->store, &kept, err);
	if (!rc) {
		remove_packs(path, old, git_oid_tostr_s(git_packbuilder_hash(p->builder)));
		remove_loose(objects);
	}
	tips_done(&kept);
	return rc;
}

static int reopen(struct store *s, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s/objects", s->dir);
	git_odb *odb;

	if (git_odb_open(&odb, path))
		return git_fail(err, "cannot open %s", path);
	pthread_mutex_lock(&s->lock);
	git_odb_free(s->odb);
	s->odb = odb;
	pthread_mutex_unlock(&s->lock);
	return 0;
}

int store_pack(const struct job *job, struct store *s, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *objects = weir_asprintf("%s/objects", s->dir);
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s/pack", objects);
	struct packing p = { .job = job, .store = s };
	git_config *config = NULL;
	git_odb *odb = NULL;
	size_t count, i;
	char **old = list_packs(path, &count);
	int rc = 0;

	if (count > LIMIT_PACKS) {
		/* An object database of its own: the builder reads while trees are being read. */
		if (git_odb_open(&odb, objects) || git_repository_wrap_odb(&p.repo, odb) || git_config_new(&config))
			rc = git_fail(err, "cannot pack %s anew", s->dir);
		if (!rc)
			git_repository_set_config(p.repo, config);
		if (!rc && git_packbuilder_new(&p.builder, p.repo))
			rc = git_fail(err, "cannot pack %s anew", s->dir);
		if (!rc)
			rc = write_new(&p, objects, path, old, err);
		git_packbuilder_free(p.builder);
		git_repository_free(p.repo);
		git_odb_free(odb);
		git_config_free(config);
		if (!rc)
			rc = reopen(s, err);
	}
	for (i = 0; i < count; i++)
		free(old[i]);
	free(old);
	return rc;
}
