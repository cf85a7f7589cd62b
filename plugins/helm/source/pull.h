/* SPDX-License-Identifier: Apache-2.0 */
/* pull.h - one chart archive out of an index or a registry. */
#ifndef HELM_SOURCE_PULL_H
#define HELM_SOURCE_PULL_H

#include "access.h"

/* What is wanted, and what was found; strings are malloc'ed by pull_*. */
struct pull {
	const char *name;  /* of the chart */
	const char *range; /* "", "*", "1.2.3", ">=1 <2" */
	char *version;     /* found */
	char *url;         /* where the archive is; "oci://host/name:tag@sha256:..." of a registry */
	char *digest;      /* as the index or manifest says, "sha256:..." or "" */
};
void pull_done(struct pull *p);

/* Choose among an index's entries of the chart; nothing is fetched. WEIR_E_NOT_FOUND: no version fits. */
int pull_choose(const json_t *entries, const char *base_url, struct pull *p, struct weir_error *err);
/* The archive that pull_choose() found, into @fd, its digest checked. */
int pull_archive(const struct fetch *f, const struct access *a, const struct pull *p, int fd, struct weir_error *err);

/* The same out of the registry at "oci://host/folder" that @object names. */
struct registry;
int pull_choose_tag(struct registry *r, struct pull *p, json_t **layer, struct weir_error *err);

#endif
