/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which commit of a remote a GitRepository means: commit > name > semver > tag > branch, and the
 * words before "@sha1:" of its revision, as Flux writes them.
 */
#ifndef PLUGINS_GIT_SELECT_H
#define PLUGINS_GIT_SELECT_H

#include "remote.h"

struct selection {
	git_oid want;   /* to ask the server for: a commit or a tag */
	git_oid commit; /* what it leads to */
	char *words;    /* "main", "refs/pull/7/head"; NULL: the revision is the commit alone */
	bool pinned;    /* by spec.ref.commit; want may be no reference's */
	bool listed;    /* want is a reference's, or the server gives any commit */
};

/* A pinned commit needs no list of references; everything else wants remote_list() to have run. */
int select_pinned(const struct git_spec *spec, struct selection *out);
int select_ref(const struct remote *r, const struct git_spec *spec, struct selection *out, struct weir_error *err);
/* See whether a server that is asked for the pinned commit itself would give it. */
void select_listed(const struct remote *r, struct selection *s);
void select_done(struct selection *s);
/* "main@sha1:..." or "sha1:..."; malloc'ed. */
char *select_revision(const struct selection *s);

#endif
