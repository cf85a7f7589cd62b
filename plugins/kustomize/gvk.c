/* SPDX-License-Identifier: Apache-2.0 */
/* gvk.c - group, version, kind and the ids made of them. */
#include "gvk.h"

#include "schema.h"

struct gvk gvk_of(struct build *b, const char *api_version, const char *kind, bool scope)
{
	const char *slash = strchr(api_version, '/');
	struct gvk gvk = { .group = "", .version = api_version, .kind = kind };

	if (slash) {
		gvk.group = weir_arena_strndup(b->arena, api_version, (size_t)(slash - api_version));
		gvk.version = slash + 1;
	}
	if (scope)
		gvk.cluster = schema_cluster_scoped(b, api_version, kind);
	return gvk;
}

bool gvk_equal(const struct gvk *a, const struct gvk *b)
{
	return strcmp(a->kind, b->kind) == 0 && strcmp(a->group, b->group) == 0 && strcmp(a->version, b->version) == 0;
}

bool gvk_selected(const struct gvk *gvk, const struct gvk *selector)
{
	return (!*selector->kind || strcmp(gvk->kind, selector->kind) == 0) &&
	       (!*selector->group || strcmp(gvk->group, selector->group) == 0) &&
	       (!*selector->version || strcmp(gvk->version, selector->version) == 0);
}

const char *gvk_api_version(struct weir_arena *arena, const struct gvk *gvk)
{
	return *gvk->group ? text_join(arena, gvk->group, "/", gvk->version, NULL) : gvk->version;
}

static const char *or_text(const char *s, const char *none)
{
	return *s ? s : none;
}

const char *gvk_text(struct weir_arena *arena, const struct gvk *gvk)
{
	return text_join(arena, or_text(gvk->kind, "[noKind]"), ".", or_text(gvk->version, "[noVer]"), ".",
			 or_text(gvk->group, "[noGrp]"), NULL);
}

const char *gvk_sort_text(struct weir_arena *arena, const struct gvk *gvk)
{
	return text_join(arena, or_text(gvk->group, "~G"), "_", or_text(gvk->version, "~V"), "_",
			 or_text(gvk->kind, "~K"), NULL);
}

const char *resid_namespace(const struct resid *id)
{
	if (id->gvk.cluster)
		return NS_NONE;
	return *id->ns ? id->ns : NS_DEFAULT;
}

bool resid_equal(const struct resid *a, const struct resid *b)
{
	return strcmp(a->name, b->name) == 0 && gvk_equal(&a->gvk, &b->gvk) &&
	       strcmp(resid_namespace(a), resid_namespace(b)) == 0;
}

const char *resid_text(struct weir_arena *arena, const struct resid *id)
{
	return weir_arena_printf(arena, "%s/%s.%s", gvk_text(arena, &id->gvk), or_text(id->name, "[noName]"),
				 or_text(id->ns, "[noNs]"));
}

/* The legacy order of kinds: what is not named stands between the two. */
static const char *const first[] = {
	"Namespace",
	"ResourceQuota",
	"StorageClass",
	"CustomResourceDefinition",
	"ServiceAccount",
	"PodSecurityPolicy",
	"Role",
	"ClusterRole",
	"RoleBinding",
	"ClusterRoleBinding",
	"ConfigMap",
	"Secret",
	"Endpoints",
	"Service",
	"LimitRange",
	"PriorityClass",
	"PersistentVolume",
	"PersistentVolumeClaim",
	"Deployment",
	"StatefulSet",
	"CronJob",
	"PodDisruptionBudget",
};
static const char *const last[] = { "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration" };

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

int kind_rank(const char *kind)
{
	size_t i;

	for (i = 0; i < COUNT(first); i++)
		if (strcmp(kind, first[i]) == 0)
			return (int)i - (int)COUNT(first);
	for (i = 0; i < COUNT(last); i++)
		if (strcmp(kind, last[i]) == 0)
			return (int)i + 1;
	return 0;
}
