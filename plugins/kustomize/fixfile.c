/* SPDX-License-Identifier: Apache-2.0 */
/* fixfile.c - old fields of kustomization.yaml become the present ones; kind and version are checked. */
#include "kustfile.h"

#define API_VERSION       "kustomize.config.k8s.io/v1beta1"
#define COMPONENT_VERSION "kustomize.config.k8s.io/v1alpha1"

struct old_field {
	const char *name, *replacement, *label;
};

/* In the order in which the original warns. */
static const struct old_field old_fields[] = {
	{ "bases", "resources", "" },
	{ "commonLabels", "labels", "" },
	{ "imageTags", "images", "" },
	{ "patchesJson6902", "patches", "" },
	{ "patchesStrategicMerge", "patches", "" },
	{ "vars", "replacements", "[EXPERIMENTAL] " },
};

void kustfile_warn(struct build *b, const json_t *file)
{
	size_t i;

	for (i = 0; i < sizeof(old_fields) / sizeof(old_fields[0]); i++)
		if (json_object_get(file, old_fields[i].name))
			build_warn(b,
				   "# Warning: '%s' is deprecated. Please use '%s' instead. %sRun 'kustomize edit fix' "
				   "to update your Kustomization automatically.",
				   old_fields[i].name, old_fields[i].replacement, old_fields[i].label);
}

/* Put the list @old behind the list @name. */
static void join_lists(json_t *file, const char *name, const char *old)
{
	json_t *from = json_object_get(file, old), *to = json_object_get(file, name);

	if (!from)
		return;
	if (!to && json_array_size(from))
		json_object_set(file, name, from);
	else if (to)
		json_array_extend(to, from);
	json_object_del(file, old);
}

static void fix_env(json_t *generators)
{
	json_t *g, *env, *envs;
	size_t i;

	json_array_foreach(generators, i, g) {
		env = json_object_get(g, "env");
		if (!env || !json_string_length(env)) {
			json_object_del(g, "env");
			continue;
		}
		envs = json_object_get(g, "envs");
		if (!envs) {
			envs = json_array();
			json_object_set_new(g, "envs", envs);
		}
		json_array_append(envs, env);
		json_object_del(g, "env");
	}
}

/* Is there anything but apiVersion and kind? An empty text is nothing, an empty list is something. */
static bool is_empty(json_t *file)
{
	const char *key;
	json_t *value;

	json_object_foreach(file, key, value) {
		if (strcmp(key, "apiVersion") == 0 || strcmp(key, "kind") == 0)
			continue;
		if (!json_is_string(value) || json_string_length(value))
			return false;
	}
	return true;
}

static int check_type(struct build *b, const char *name, const char *kind, const char *version)
{
	bool component = strcmp(kind, "Component") == 0;
	const char *want = component ? COMPONENT_VERSION : API_VERSION;

	if (!component && strcmp(kind, "Kustomization") != 0)
		return build_fail(b, "%s: kind should be Kustomization or Component, not %s", name, kind);
	if (strcmp(version, want) != 0)
		return build_fail(b, "%s: apiVersion for %s should be %s, not %s", name, kind, want, version);
	return 0;
}

static int helm_charts(struct build *b, const char *name, json_t *file)
{
	const json_t *charts = json_object_get(file, "helmCharts");
	const json_t *old = json_object_get(file, "helmChartInflationGenerator");

	if (!json_array_size(charts) && !json_array_size(old))
		return 0;
	return build_fail_code(
		b, WEIR_E_UNSUPPORTED,
		"%s: helmCharts are not inflated here; use a HelmRelease, or commit what `weir template` "
		"prints and name that file in resources",
		name);
}

/* The original writes them once more for its transformer, and an empty list is then none. */
static void drop_empty_targets(json_t *replacements)
{
	json_t *r;
	size_t i;

	json_array_foreach(replacements, i, r)
		if (!json_array_size(json_object_get(r, "targets")))
			json_object_del(r, "targets");
}

int kustfile_fix(struct build *b, const char *name, json_t *file)
{
	const char *kind = weir_get_str_or(file, "kind", "");
	int rc;

	if (!*kind) {
		json_object_set_new(file, "kind", json_string("Kustomization"));
		kind = "Kustomization";
	}
	if (!*weir_get_str_or(file, "apiVersion", ""))
		json_object_set_new(file, "apiVersion",
				    json_string(strcmp(kind, "Component") == 0 ? COMPONENT_VERSION : API_VERSION));
	join_lists(file, "resources", "bases");
	join_lists(file, "images", "imageTags");
	fix_env(json_object_get(file, "configMapGenerator"));
	fix_env(json_object_get(file, "secretGenerator"));
	drop_empty_targets(json_object_get(file, "replacements"));
	rc = helm_charts(b, name, file);
	if (rc)
		return rc;
	json_object_del(file, "helmChartInflationGenerator");
	if (is_empty(file))
		return build_fail(b, "%s is empty", name);
	return check_type(b, name, kind, weir_get_str_or(file, "apiVersion", ""));
}
