/* SPDX-License-Identifier: Apache-2.0 */
/* manifest.h - rendered files cut into manifests, hooks told apart, in the order of installation. */
#ifndef HELM_RENDER_MANIFEST_H
#define HELM_RENDER_MANIFEST_H

#include "../chart/chart.h"

struct manifest {
	const char *path; /* "app/templates/a.yaml" */
	const char *text; /* one document, without its separator */
	size_t len;
	const char *kind, *name;
	/* hooks */
	const char *events; /* "pre-install,test"; NULL: no hook */
	int weight;
	size_t order; /* among all, before sorting */
};
struct manifests {
	struct manifest *rows;
	size_t count, capacity;
};

/*
 * Cut a rendered file into @plain and @hooks. WEIR_E_INVALID "YAML parse error on PATH: ..." .
 * @warnings: hooks that nobody knows are dropped with a line.
 */
int manifest_split(struct weir_arena *arena, const char *path, const char *text, size_t len, struct manifests *plain,
		   struct manifests *hooks, struct weir_strbuf *warnings, struct weir_error *err);
/* By Helm's install order of kinds; those it does not know behind, by name of kind. Stable. */
void manifest_sort(struct manifests *list);
/* Documents of a stream as Helm's SplitManifests cuts them: calls fn(arg, text, len) for each. */
int manifest_each(const char *text, size_t len, int (*fn)(void *arg, const char *text, size_t len), void *arg);
bool manifest_has_event(const struct manifest *hook, const char *event);

#endif
