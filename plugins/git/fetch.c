/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fetch.c - the way of one fetch: object, credentials, one look at the remote; and only when that
 * gives another revision: objects into the store, the artifact's tree, `tips` last.  And opening what
 * was stored earlier.
 */
#include "artifact.h"

#include "commitinfo.h"
#include "select.h"
#include "tree.h"

#include <malloc.h>
#include <stdlib.h>
#include <unistd.h>

/* All that one fetch holds; released in one place. */
struct fetch {
	struct job job;
	const struct weir_fetch_req *req;
	struct git_spec spec;
	struct remote remote;
	struct includes includes;
	struct selection selected;
	struct store *store;
	struct tips tips;
	int lock;
	char *revision;
	struct nodes nodes; /* of the new artifact, until its tree takes them */
	git_oid tree;
};

static void fetch_done(struct fetch *f)
{
	if (f->lock >= 0)
		close(f->lock);
	tips_done(&f->tips);
	if (f->nodes.arena)
		nodes_done(&f->nodes);
	store_put(f->store);
	select_done(&f->selected);
	includes_done(&f->includes);
	remote_close(&f->remote);
	spec_done(&f->spec);
	free(f->revision);
}

static int open_remote(struct fetch *f, struct weir_error *err)
{
	struct creds_for what = { .spec = &f->spec, .url = &f->remote.url };
	WEIR_CLEAN_JSON json_t *secret = NULL;
	int rc;

	remote_open(&f->job, &f->spec.url, &f->remote);
	rc = remote_mirror(&f->remote, &secret, err);
	what.mirrored = f->remote.mirrored;
	what.mirror_secret = secret;
	return rc ? rc : creds_load(&f->job, &what, &f->remote.creds, err);
}

static int choose(struct fetch *f, struct weir_error *err)
{
	int rc;

	if (select_pinned(&f->spec, &f->selected)) {
		rc = remote_list(&f->remote, err);
		if (!rc)
			rc = select_ref(&f->remote, &f->spec, &f->selected, err);
		if (rc)
			return rc;
	}
	f->revision = select_revision(&f->selected);
	return 0;
}

/* Whose commits may lie together: one URL, one Secret that opens it. */
static void key_of(const struct fetch *f, char key[65])
{
	WEIR_CLEAN_FREE char *identity = NULL;

	if (f->remote.mirrored)
		identity = weir_strdup("mirror");
	else
		identity = f->spec.secret ? weir_asprintf("%s/%s", f->spec.ns, f->spec.secret) : weir_strdup("");
	store_key(f->spec.url.text, identity, key);
}

/* Nothing that decides the artifact is other than it was, and it is still stored. */
static bool unchanged(struct fetch *f)
{
	const json_t *info = f->req->info;
	const char *tree = weir_get_str_or(info, "tree", "");
	const json_t *included = json_object_get(info, "include");
	struct store *store;
	git_oid id;
	bool has;

	if (!f->req->have || strcmp(f->req->have, f->revision) != 0)
		return false;
	if (strcmp(weir_get_str_or(info, "spec", ""), f->spec.digest) != 0 || git_oid_fromstr(&id, tree))
		return false;
	if (f->includes.info ? !included || !json_equal(included, f->includes.info) : included != NULL)
		return false;
	if (store_get(&f->job, weir_get_str_or(info, "store", ""), false, &store, NULL))
		return false;
	has = !store->damaged && store_has(store, &id);
	store_put(store);
	return has;
}

/* What is wrong with the content of a repository heals with a push, not with an edit of the object. */
static int content_failed(int rc, struct weir_error *err)
{
	if (rc != WEIR_E_INVALID)
		return rc;
	if (err)
		err->code = WEIR_E_TRANSIENT;
	return WEIR_E_TRANSIENT;
}

static int bring(struct fetch *f, struct weir_error *err)
{
	WEIR_CLEAN_FREE char *owner = weir_asprintf("%s/%s", f->spec.ns, f->spec.name);
	struct tip tip = { .owner = owner };
	git_oid commit_tree;
	char key[65];
	int rc;

	key_of(f, key);
	rc = store_get(&f->job, key, true, &f->store, err);
	if (!rc)
		rc = store_change(&f->job, f->store, &f->lock, err);
	if (rc)
		return rc;
	tips_load(f->store, &f->tips);
	rc = obtain(&f->remote, f->store, &f->tips, &f->selected, &commit_tree, &tip.shallow, err);
	if (!rc)
		rc = artifact_build(&f->job, &f->spec, &f->includes, f->store, &f->tips, &commit_tree, &f->nodes, err);
	if (rc)
		return content_failed(rc, err);
	git_oid_cpy(&f->tree, &f->nodes.root.id);
	tip.commit = f->selected.commit;
	tip.tree = f->tree;
	memcpy(tip.remote, f->remote.id, sizeof(tip.remote));
	tips_add(&f->tips, &tip);
	rc = tips_save(f->store, &f->tips, err);
	return rc ? rc : store_pack(&f->job, f->store, err);
}

static json_t *make_info(const struct fetch *f)
{
	const char *hex = git_oid_tostr_s(&f->selected.commit);
	WEIR_CLEAN_FREE char *message = weir_asprintf("stored artifact for revision '%s'", f->revision);
	WEIR_CLEAN_FREE char *page = url_page(&f->spec.url, hex);
	json_t *info = commit_info(f->store, &f->selected.commit);

	json_object_set_new(info, "message", json_string(message));
	json_object_set_new(info, "commit", json_string(hex));
	if (page)
		json_object_set_new(info, "url", json_string(page));
	if (f->includes.info)
		json_object_set(info, "include", f->includes.info);
	json_object_set_new(info, "store", json_string(f->store->key));
	json_object_set_new(info, "tree", json_string(git_oid_tostr_s(&f->tree)));
	json_object_set_new(info, "spec", json_string(f->spec.digest));
	return info;
}

static int run(struct fetch *f, struct weir_fetch_res *res, struct weir_error *err)
{
	int rc = open_remote(f, err);

	if (!rc)
		rc = includes_get(&f->job, &f->spec, &f->includes, err);
	if (!rc)
		rc = choose(f, err);
	if (rc)
		return rc;
	if (unchanged(f)) {
		res->unchanged = true;
		return 0;
	}
	rc = bring(f, err);
	if (rc)
		return rc;
	res->info = make_info(f);
	res->tree = tree_of_nodes(f->store, &f->nodes);
	f->store = NULL; /* the tree's now */
	res->tree_ops = &tree_ops;
	res->revision = f->revision;
	f->revision = NULL;
	malloc_trim(0); /* a fetch needs a hundred times what an idle host should hold */
	return 0;
}

int git_fetch(void *self, struct weir_call *call, const struct weir_fetch_req *req, struct weir_fetch_res *res,
	      struct weir_error *err)
{
	struct fetch f = { .job = { self, call }, .req = req, .lock = -1 };
	int rc = spec_parse(req->object, &f.spec, err);

	if (rc)
		return rc;
	rc = run(&f, res, err);
	fetch_done(&f);
	return rc;
}

int git_open(void *self, struct weir_call *call, const struct weir_open_req *req, struct weir_open_res *res,
	     struct weir_error *err)
{
	struct job job = { self, call };
	struct store *store;
	git_oid id;
	void *tree;
	int rc;

	if (git_oid_fromstr(&id, weir_get_str_or(req->info, "tree", "")))
		return weir_fail(err, WEIR_E_NOT_FOUND, NULL, "revision %s was not stored by this plugin",
				 req->revision);
	rc = store_get(&job, weir_get_str_or(req->info, "store", ""), false, &store, err);
	if (!rc)
		rc = tree_open(&job, store, &id, &tree, err);
	if (rc)
		return rc;
	res->tree = tree;
	res->tree_ops = &tree_ops;
	return 0;
}
