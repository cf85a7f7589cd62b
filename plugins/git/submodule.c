/* SPDX-License-Identifier: Apache-2.0 */
/*
 * submodule.c - spec.recurseSubmodules: each gitlink that .gitmodules gives an address is replaced by
 * the files of that commit, and theirs.  Addresses come from the repository, that is from anybody:
 * credentials go to the host of spec.url alone, file:// only from file://.
 */
#include "artifact.h"

#include "gitmodules.h"
#include "select.h"

#include <stdlib.h>

enum { GITMODULES_MAX = 1 << 20 };

struct level {
	const struct job *job;
	const struct git_spec *spec;
	struct store *store;
	struct tips *tips;
	struct nodes *nodes;
	unsigned *count; /* of all submodules so far */
	const struct git_url *base;
	const char *prefix; /* path of this repository in the artifact, "" or "lib/" */
	unsigned depth;
	struct gitmodules mods;
	struct weir_strbuf path; /* in this repository */
};

static int add_level(struct level *up, struct node *repository, const struct git_url *base, const char *prefix,
		     struct weir_error *err);

static int fetch_one(struct level *l, struct node *n, const struct git_url *url, const char *where,
		     struct weir_error *err)
{
	struct selection s = { .pinned = true, .want = n->id, .commit = n->id };
	WEIR_CLEAN_FREE char *owner = weir_asprintf("%s/%s:%s", l->spec->ns, l->spec->name, where);
	WEIR_CLEAN_JSON json_t *secret = NULL;
	struct creds_for what = { .spec = l->spec, .foreign = !url_same_host(url, &l->spec->url) };
	struct tip tip = { .owner = owner, .commit = n->id };
	struct remote r;
	int rc;

	remote_open(l->job, url, &r);
	rc = remote_mirror(&r, &secret, err);
	what.url = &r.url;
	what.mirrored = r.mirrored;
	what.mirror_secret = secret;
	if (!rc)
		rc = creds_load(l->job, &what, &r.creds, err);
	if (!rc)
		rc = obtain(&r, l->store, l->tips, &s, &tip.tree, &tip.shallow, err);
	if (!rc) {
		n->type = NODE_DIR;
		rc = nodes_load_at(l->job, l->store, &tip.tree, true, l->nodes, n, err);
		n->dirty = true;
		memcpy(tip.remote, r.id, sizeof(tip.remote));
	}
	if (!rc)
		tips_add(l->tips, &tip);
	remote_close(&r);
	return rc;
}

static int address(const struct level *l, const struct gitmodule *mod, const char *where, struct git_url *out,
		   struct weir_error *err)
{
	WEIR_CLEAN_FREE char *field = weir_asprintf("submodule \"%s\"", where);
	WEIR_CLEAN_FREE char *text = url_resolve(l->base, mod->url, err);
	int rc;

	if (!text)
		return weir_fail_prefix(err, "%s", field);
	rc = url_parse(field, text, out, err);
	if (rc)
		return rc;
	if (out->scheme != URL_FILE || l->base->scheme == URL_FILE)
		return 0;
	url_done(out);
	return weir_fail(err, WEIR_E_INVALID, "URLInvalid",
			 "%s: its URL is a file of this machine, which no repository may name", field);
}

static int add_one(struct level *l, struct node *n, struct weir_error *err)
{
	const struct gitmodule *mod = gitmodules_find(&l->mods, l->path.data);
	WEIR_CLEAN_FREE char *where = weir_asprintf("%s%s", l->prefix, l->path.data);
	WEIR_CLEAN_FREE char *below = weir_asprintf("%s/", where);
	struct git_url url;
	int rc;

	if (!mod) /* a link without an address stays an empty folder */
		return 0;
	if (++*l->count > LIMIT_SUBMODULES || l->depth >= LIMIT_SUB_DEPTH)
		return weir_fail(err, WEIR_E_INVALID, "GitOperationFailed",
				 "submodule \"%s\": there are too many, or too deep", where);
	rc = address(l, mod, where, &url, err);
	if (rc)
		return rc;
	rc = fetch_one(l, n, &url, where, err);
	if (rc)
		weir_fail_prefix(err, "submodule \"%s\"", where);
	else
		rc = add_level(l, n, &url, below, err);
	url_done(&url);
	return rc;
}

static int walk(struct level *l, struct node *dir, struct weir_error *err)
{
	uint32_t i;
	int rc = 0;

	for (i = 0; !rc && i < dir->count; i++) {
		struct node *n = &dir->children[i];
		size_t len = l->path.len;

		if (n->type != NODE_DIR && n->type != NODE_COMMIT)
			continue;
		weir_strbuf_addf(&l->path, "%s%s", len ? "/" : "", n->name);
		rc = n->type == NODE_COMMIT ? add_one(l, n, err) : walk(l, n, err);
		l->path.len = len;
		l->path.data[len] = '\0';
	}
	return rc;
}

static int add_level(struct level *up, struct node *repository, const struct git_url *base, const char *prefix,
		     struct weir_error *err)
{
	const struct node *file = nodes_find(repository, ".gitmodules");
	struct level l = *up;
	WEIR_CLEAN_FREE char *text = NULL;
	size_t len;
	int rc;

	if (!file || file->type != NODE_FILE)
		return 0;
	rc = store_read(up->store, &file->id, GIT_OBJECT_BLOB, GITMODULES_MAX, &text, &len, err);
	if (rc)
		return weir_fail_prefix(err, "%s.gitmodules", prefix);
	l.base = base;
	l.prefix = prefix;
	l.depth = up->depth + 1;
	l.path = (struct weir_strbuf)WEIR_STRBUF_INIT;
	gitmodules_parse(text, len, &l.mods);
	rc = walk(&l, repository, err);
	gitmodules_done(&l.mods);
	weir_strbuf_done(&l.path);
	return rc;
}

int submodules_add(const struct job *job, const struct git_spec *spec, struct store *store, struct tips *tips,
		   struct nodes *nodes, struct weir_error *err)
{
	unsigned count = 0;
	struct level top = { .job = job, .spec = spec, .store = store, .tips = tips, .nodes = nodes, .count = &count };

	return add_level(&top, &nodes->root, &spec->url, "", err);
}
