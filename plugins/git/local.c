/* SPDX-License-Identifier: Apache-2.0 */
/*
 * local.c - a repository on this machine (file://, from the config alone): its references, and the
 * objects of a commit that the store has not, as one pack.
 */
#include "remote.h"

#include <stdlib.h>

struct copy {
	struct remote *remote;
	git_repository *from;
	git_packbuilder *pack;
	struct store *store;
};

static int open_repository(struct remote *r, git_repository **out, struct weir_error *err)
{
	int rc = git_repository_open_ext(out, r->url.path, GIT_REPOSITORY_OPEN_NO_SEARCH, NULL);

	if (!rc)
		return 0;
	if (rc == GIT_ENOTFOUND)
		return remote_fail(r, err, WEIR_E_NOT_FOUND, "there is no repository in this folder");
	return remote_fail(r, err, WEIR_E_INTERNAL, "the repository cannot be opened: %s", git_reason());
}

static void add_reference(struct remote *r, git_repository *repo, const char *name)
{
	git_object *tagged = NULL, *commit = NULL;
	git_oid id;

	if (git_reference_name_to_id(&id, repo, name))
		return; /* a branch without a commit, or a broken reference: nobody can ask for it */
	remote_add_ref(r, &id, name, strlen(name));
	if (r->count && !git_object_lookup(&tagged, repo, &id, GIT_OBJECT_TAG) &&
	    !git_object_peel(&commit, tagged, GIT_OBJECT_COMMIT))
		git_oid_cpy(&r->refs[r->count - 1].commit, git_object_id(commit));
	git_object_free(tagged);
	git_object_free(commit);
}

static int local_list(struct remote *r, struct weir_error *err)
{
	git_reference_iterator *each = NULL;
	git_reference *head = NULL;
	git_repository *repo;
	const char *name;
	int rc = open_repository(r, &repo, err);

	if (rc)
		return rc;
	if (!git_reference_lookup(&head, repo, "HEAD") && git_reference_type(head) == GIT_REFERENCE_SYMBOLIC)
		r->head = weir_arena_strdup(r->arena, git_reference_symbolic_target(head));
	add_reference(r, repo, "HEAD");
	if (git_reference_iterator_new(&each, repo))
		rc = remote_fail(r, err, WEIR_E_INTERNAL, "its references cannot be read: %s", git_reason());
	while (!rc && !git_reference_next_name(&name, each))
		add_reference(r, repo, name);
	r->any_commit = true;
	r->caps = " shallow";
	git_reference_iterator_free(each);
	git_reference_free(head);
	git_repository_free(repo);
	return rc;
}

static int copy_object(struct copy *c, const git_oid *id, const char *name, struct weir_error *err)
{
	if (store_has(c->store, id))
		return 0;
	if (git_packbuilder_insert(c->pack, id, name))
		return remote_fail(c->remote, err, WEIR_E_INVALID, "object %s: %s", git_oid_tostr_s(id), git_reason());
	return 0;
}

static int copy_tree(struct copy *c, const git_oid *id, unsigned depth, struct weir_error *err)
{
	const git_tree_entry *e;
	git_tree *tree;
	size_t i;
	int rc;

	if (store_has(c->store, id))
		return 0; /* and then all below it, for trees are only stored whole */
	rc = job_stopped(c->remote->job, err);
	if (rc)
		return rc;
	if (depth > LIMIT_DEPTH)
		return remote_fail(c->remote, err, WEIR_E_INVALID, "is nested deeper than %d folders", LIMIT_DEPTH);
	if (git_tree_lookup(&tree, c->from, id))
		return remote_fail(c->remote, err, WEIR_E_INVALID, "tree %s: %s", git_oid_tostr_s(id), git_reason());
	rc = copy_object(c, id, NULL, err);
	for (i = 0; !rc && i < git_tree_entrycount(tree); i++) {
		e = git_tree_entry_byindex(tree, i);
		if (git_tree_entry_type(e) == GIT_OBJECT_TREE)
			rc = copy_tree(c, git_tree_entry_id(e), depth + 1, err);
		else if (git_tree_entry_type(e) == GIT_OBJECT_BLOB)
			rc = copy_object(c, git_tree_entry_id(e), git_tree_entry_name(e), err);
	}
	git_tree_free(tree);
	return rc;
}

/* A tag, the tags it names, the commit at the end and its files. */
static int copy_wanted(struct copy *c, const git_oid *want, struct weir_error *err)
{
	git_object *object = NULL, *next = NULL;
	unsigned depth;
	int rc = 0;

	if (git_object_lookup(&object, c->from, want, GIT_OBJECT_ANY))
		return remote_fail(c->remote, err, WEIR_E_NOT_FOUND, "commit %s does not exist there",
				   git_oid_tostr_s(want));
	for (depth = 0; !rc && git_object_type(object) == GIT_OBJECT_TAG; depth++) {
		rc = copy_object(c, git_object_id(object), NULL, err);
		if (!rc && (depth > LIMIT_TAGS || git_tag_target(&next, (git_tag *)object)))
			rc = remote_fail(c->remote, err, WEIR_E_INVALID, "a tag leads nowhere");
		if (!rc) {
			git_object_free(object);
			object = next;
		}
	}
	if (!rc)
		rc = copy_object(c, git_object_id(object), NULL, err);
	if (!rc && git_object_type(object) == GIT_OBJECT_COMMIT)
		rc = copy_tree(c, git_commit_tree_id((git_commit *)object), 0, err);
	git_object_free(object);
	return rc;
}

static int write_pack(struct copy *c, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *path = weir_asprintf("%s/objects/pack", c->store->dir);

	if (!git_packbuilder_object_count(c->pack))
		return 0;
	return git_packbuilder_write(c->pack, path, 0, NULL, NULL) ? git_fail(err, "cannot write to %s", path) : 0;
}

static int local_fetch(struct remote *r, const git_oid *wants, size_t count, bool shallow, const struct tips *tips,
		       struct store *store, struct weir_error *err)
{
	struct copy c = { .remote = r, .store = store };
	size_t i;
	int rc = open_repository(r, &c.from, err);

	(void)shallow;
	(void)tips;
	if (rc)
		return rc;
	if (git_packbuilder_new(&c.pack, c.from))
		rc = git_fail(err, "%s", r->shown);
	for (i = 0; !rc && i < count; i++)
		rc = copy_wanted(&c, &wants[i], err);
	if (!rc)
		rc = write_pack(&c, err);
	git_packbuilder_free(c.pack);
	git_repository_free(c.from);
	return rc;
}

const struct transport transport_local = { .list = local_list, .fetch = local_fetch };
