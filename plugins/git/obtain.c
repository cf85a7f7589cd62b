/* SPDX-License-Identifier: Apache-2.0 */
/*
 * obtain.c - a commit into the store, with as little as possible: nothing when it lies there whole,
 * its files alone (no history) when the server can, and the history of a branch only for a commit
 * that no reference names and the server does not give out by itself.
 */
#include "artifact.h"

#include "commitinfo.h"
#include "select.h"

#include <stdlib.h>

enum { BRANCHES_MAX = 1000 };

/* All branches, or the one that spec names. */
static size_t branch_tips(const struct remote *r, const char *branch, git_oid *out)
{
	size_t i, k, count = 0;

	for (i = 0; i < r->count && count < BRANCHES_MAX; i++) {
		const struct ref *ref = &r->refs[i];

		if (strncmp(ref->name, "refs/heads/", 11) != 0 || (branch && strcmp(ref->name + 11, branch) != 0))
			continue;
		for (k = 0; k < count && !git_oid_equal(&out[k], &ref->id); k++)
			;
		if (k == count)
			git_oid_cpy(&out[count++], &ref->id);
	}
	return count;
}

static int fetch_history(struct remote *r, struct store *store, const struct tips *tips, const struct selection *s,
			 struct weir_error *err)
{
	WEIR_CLEAN_FREE git_oid *wants = weir_calloc(BRANCHES_MAX, sizeof(*wants));
	size_t count = branch_tips(r, s->words, wants);
	int rc;

	if (!count)
		return remote_fail(r, err, WEIR_E_NOT_FOUND, "there is no branch%s%s to look for commit %.12s in",
				   s->words ? " " : "", s->words ? s->words : "", git_oid_tostr_s(&s->commit));
	rc = remote_fetch(r, wants, count, false, tips, store, err);
	store_refresh(store);
	if (!rc && !store_has(store, &s->commit))
		rc = remote_fail(r, err, WEIR_E_NOT_FOUND, "commit %.12s is not in %s", git_oid_tostr_s(&s->commit),
				 s->words ? s->words : "any branch");
	return rc;
}

int obtain(struct remote *r, struct store *store, const struct tips *tips, struct selection *s, git_oid *tree,
	   bool *shallow, struct weir_error *err)
{
	const struct tip *tip = tips_find(tips, r->id, &s->commit);
	git_oid commit;
	int rc;

	if (tip && store_has(store, &s->commit)) {
		*shallow = tip->shallow;
		return commit_resolve(store, &s->commit, &commit, tree, err);
	}
	rc = remote_list(r, err);
	if (rc)
		return rc;
	if (s->pinned)
		select_listed(r, s);
	*shallow = s->listed && remote_has_cap(r, "shallow");
	if (s->listed)
		rc = remote_fetch(r, &s->want, 1, *shallow, tips, store, err);
	else
		rc = fetch_history(r, store, tips, s, err);
	store_refresh(store);
	if (rc)
		return rc;
	rc = commit_resolve(store, s->pinned ? &s->commit : &s->want, &commit, tree, err);
	if (rc == WEIR_E_NOT_FOUND)
		return remote_fail(r, err, WEIR_E_TRANSIENT, "the server left out what was asked for");
	if (!rc && !git_oid_equal(&commit, &s->commit))
		rc = remote_fail(r, err, WEIR_E_TRANSIENT, "the server sent another commit than it had named");
	return rc;
}
