/* SPDX-License-Identifier: Apache-2.0 */
/* gvk.h - group, version and kind; ids of resources; which kinds belong to no namespace. */
#ifndef KUSTOMIZE_GVK_H
#define KUSTOMIZE_GVK_H

#include "build.h"

/* "" for none; the text of each lives in the arena of the build. */
struct gvk {
	const char *group, *version, *kind;
	bool cluster; /* known to belong to no namespace */
};

struct resid {
	struct gvk gvk;
	const char *name, *ns;
};

#define NS_DEFAULT "default"
#define NS_NONE    "_non_namespaceable_" /* what the effective namespace of a cluster-scoped object is */

/* Of "apps/v1" and "Deployment"; @scope also asks whether it is cluster-scoped. */
struct gvk gvk_of(struct build *b, const char *api_version, const char *kind, bool scope);
bool gvk_equal(const struct gvk *a, const struct gvk *b);
/* Every member that @selector has is the same. */
bool gvk_selected(const struct gvk *gvk, const struct gvk *selector);
const char *gvk_api_version(struct weir_arena *arena, const struct gvk *gvk);
/* "Kind.version.group" with [noKind] and so on for what is missing. */
const char *gvk_text(struct weir_arena *arena, const struct gvk *gvk);
/* "group_version_kind", ~G ~V ~K for what is missing: for sorting. */
const char *gvk_sort_text(struct weir_arena *arena, const struct gvk *gvk);
/* Of the default legacy order: below 0 first, above 0 last. */
int kind_rank(const char *kind);

const char *resid_namespace(const struct resid *id); /* effective: "default" for none */
bool resid_equal(const struct resid *a, const struct resid *b);
const char *resid_text(struct weir_arena *arena, const struct resid *id);

/* -1 not known, 0 cluster, 1 namespaced: of the kinds that the original knows by heart. */
int scope_of(const char *api_version, const char *kind);

#endif
