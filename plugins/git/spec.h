/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A GitRepository object, read once: what to fetch, from where, and what of it to keep.  All strings
 * are borrowed from the object.
 */
#ifndef PLUGINS_GIT_SPEC_H
#define PLUGINS_GIT_SPEC_H

#include "url.h"

struct git_spec {
	const json_t *object;
	const char *ns, *name;
	struct git_url url;
	/* spec.ref; NULL where not given.  commit > ref_name > semver > tag > branch. */
	const char *branch, *tag, *semver, *ref_name, *commit;
	const char *ignore; /* NULL: not given; "" is given */
	bool submodules;
	const json_t *include;             /* array or NULL */
	const json_t *sparse;              /* array or NULL */
	const char *secret, *proxy_secret; /* names, or NULL */
	int64_t interval_ms, timeout_ms;
	bool suspend;
	char digest[65]; /* of all that decides what is kept of a commit */
};

/* WEIR_E_INVALID names the field; WEIR_E_UNSUPPORTED for verify and the providers. */
int spec_parse(const json_t *object, struct git_spec *out, struct weir_error *err);
void spec_done(struct git_spec *spec);
/* weir_inspect of the kind. */
int spec_inspect(void *self, const json_t *object, json_t **facts_out, struct weir_error *err);

/* A relative folder of an artifact ("./a//b" is "a/b", "." is ""), malloc'ed; NULL when it leaves the root. */
char *spec_folder(const char *path);

#endif
