/* SPDX-License-Identifier: Apache-2.0 */
/* kustfile_fields.c - every field of kustomization.yaml, of configuration files and of builtin transformers. */
#include "kustfile_fields.h"

#include <stddef.h>

/* clang-format off */
#define GVK  { "group", F_STRING, NULL }, { "version", F_STRING, NULL }, { "kind", F_STRING, NULL }
#define RESID GVK, { "name", F_STRING, NULL }, { "namespace", F_STRING, NULL }

static const struct kust_field metadata[] = {
	{ "name", F_STRING, NULL },
	{ "namespace", F_STRING, NULL },
	{ "labels", F_STRING_MAP, NULL },
	{ "annotations", F_STRING_MAP, NULL },
	{ NULL, F_ANY, NULL },
};
static const struct kust_field fieldspec[] = {
	GVK,
	{ "path", F_STRING, NULL },
	{ "create", F_BOOL, NULL },
	{ NULL, F_ANY, NULL },
};
static const struct kust_field label[] = {
	{ "pairs", F_STRING_MAP, NULL },
	{ "includeSelectors", F_BOOL, NULL },
	{ "includeTemplates", F_BOOL, NULL },
	{ "fields", F_OBJECTS, fieldspec },
	{ NULL, F_ANY, NULL },
};
static const struct kust_field selector[] = {
	RESID,
	{ "annotationSelector", F_STRING, NULL },
	{ "labelSelector", F_STRING, NULL },
	{ NULL, F_ANY, NULL },
};
static const struct kust_field patch_options[] = {
	{ "allowNameChange", F_BOOL, NULL },
	{ "allowKindChange", F_BOOL, NULL },
	{ NULL, F_ANY, NULL },
};
static const struct kust_field patch[] = {
	{ "path", F_STRING, NULL },
	{ "patch", F_STRING, NULL },
	{ "target", F_OBJECT, selector },
	{ "options", F_OBJECT, patch_options },
	{ NULL, F_ANY, NULL },
};
static const struct kust_field image[] = {
	{ "name", F_STRING, NULL },
	{ "newName", F_STRING, NULL },
	{ "tagSuffix", F_STRING, NULL },
	{ "newTag", F_STRING, NULL },
	{ "digest", F_STRING, NULL },
	{ NULL, F_ANY, NULL },
};
static const struct kust_field replica[] = {
	{ "name", F_STRING, NULL },
	{ "count", F_INT, NULL },
	{ NULL, F_ANY, NULL },
};
static const struct kust_field field_options[] = {
	{ "delimiter", F_STRING, NULL },
	{ "index", F_INT, NULL },
	{ "encoding", F_STRING, NULL },
	{ "create", F_BOOL, NULL },
	{ NULL, F_ANY, NULL },
};
static const struct kust_field replacement_source[] = {
	RESID,
	{ "fieldPath", F_STRING, NULL },
	{ "options", F_OBJECT, field_options },
	{ NULL, F_ANY, NULL },
};
static const struct kust_field replacement_target[] = {
	{ "select", F_OBJECT, selector },
	{ "reject", F_OBJECTS, selector },
	{ "fieldPaths", F_STRINGS, NULL },
	{ "options", F_OBJECT, field_options },
	{ NULL, F_ANY, NULL },
};
#define REPLACEMENT \
	{ "source", F_OBJECT, replacement_source }, \
	{ "targets", F_OBJECTS, replacement_target }, \
	{ "sourceValue", F_STRING, NULL }
const struct kust_field replacement_fields[] = {
	REPLACEMENT,
	{ NULL, F_ANY, NULL },
};
static const struct kust_field replacement_or_path[] = {
	REPLACEMENT,
	{ "path", F_STRING, NULL },
	{ NULL, F_ANY, NULL },
};
static const struct kust_field objref[] = {
	{ "apiVersion", F_STRING, NULL },
	RESID,
	{ NULL, F_ANY, NULL },
};
static const struct kust_field fieldref[] = {
	{ "fieldPath", F_STRING, NULL },
	{ NULL, F_ANY, NULL },
};
static const struct kust_field var[] = {
	{ "name", F_STRING, NULL },
	{ "objref", F_OBJECT, objref },
	{ "fieldref", F_OBJECT, fieldref },
	{ NULL, F_ANY, NULL },
};
static const struct kust_field legacy_sort[] = {
	{ "orderFirst", F_STRINGS, NULL },
	{ "orderLast", F_STRINGS, NULL },
	{ NULL, F_ANY, NULL },
};
static const struct kust_field sort_options[] = {
	{ "order", F_STRING, NULL },
	{ "legacySortOptions", F_OBJECT, legacy_sort },
	{ NULL, F_ANY, NULL },
};
static const struct kust_field generator_options[] = {
	{ "labels", F_STRING_MAP, NULL },
	{ "annotations", F_STRING_MAP, NULL },
	{ "disableNameSuffixHash", F_BOOL, NULL },
	{ "immutable", F_BOOL, NULL },
	{ NULL, F_ANY, NULL },
};
#define GENERATOR(options) \
	{ "namespace", F_STRING, NULL }, \
	{ "name", F_STRING, NULL }, \
	{ "behavior", F_STRING, NULL }, \
	{ "literals", F_STRINGS, NULL }, \
	{ "files", F_STRINGS, NULL }, \
	{ "envs", F_STRINGS, NULL }, \
	{ "env", F_STRING, NULL }, \
	{ "options", F_OBJECT, options }
static const struct kust_field configmap[] = {
	GENERATOR(generator_options),
	{ NULL, F_ANY, NULL },
};
static const struct kust_field secret[] = {
	GENERATOR(generator_options),
	{ "type", F_STRING, NULL },
	{ NULL, F_ANY, NULL },
};
static const struct kust_field helm_globals[] = {
	{ "chartHome", F_STRING, NULL },
	{ "configHome", F_STRING, NULL },
	{ NULL, F_ANY, NULL },
};
static const struct kust_field helm_chart[] = {
	{ "name", F_STRING, NULL },
	{ "version", F_STRING, NULL },
	{ "repo", F_STRING, NULL },
	{ "releaseName", F_STRING, NULL },
	{ "namespace", F_STRING, NULL },
	{ "additionalValuesFiles", F_STRINGS, NULL },
	{ "valuesFile", F_STRING, NULL },
	{ "valuesInline", F_ANY, NULL },
	{ "valuesMerge", F_STRING, NULL },
	{ "includeCRDs", F_BOOL, NULL },
	{ "skipHooks", F_BOOL, NULL },
	{ "apiVersions", F_STRINGS, NULL },
	{ "kubeVersion", F_STRING, NULL },
	{ "nameTemplate", F_STRING, NULL },
	{ "skipTests", F_BOOL, NULL },
	{ "debug", F_BOOL, NULL },
	{ "devel", F_BOOL, NULL },
	{ NULL, F_ANY, NULL },
};
static const struct kust_field helm_chart_args[] = {
	{ "chartName", F_STRING, NULL },
	{ "chartVersion", F_STRING, NULL },
	{ "chartRepoUrl", F_STRING, NULL },
	{ "chartHome", F_STRING, NULL },
	{ "chartRepoName", F_STRING, NULL },
	{ "helmBin", F_STRING, NULL },
	{ "helmHome", F_STRING, NULL },
	{ "values", F_STRING, NULL },
	{ "valuesLocal", F_ANY, NULL },
	{ "valuesMerge", F_STRING, NULL },
	{ "releaseName", F_STRING, NULL },
	{ "releaseNamespace", F_STRING, NULL },
	{ "extraArgs", F_STRINGS, NULL },
	{ NULL, F_ANY, NULL },
};

const struct kust_field kustomization_fields[] = {
	{ "apiVersion", F_STRING, NULL },
	{ "kind", F_STRING, NULL },
	{ "metadata", F_OBJECT, metadata },
	{ "openapi", F_STRING_MAP, NULL },
	{ "namePrefix", F_STRING, NULL },
	{ "nameSuffix", F_STRING, NULL },
	{ "namespace", F_STRING, NULL },
	{ "commonLabels", F_STRING_MAP, NULL },
	{ "labels", F_OBJECTS, label },
	{ "commonAnnotations", F_STRING_MAP, NULL },
	{ "patchesStrategicMerge", F_STRINGS, NULL },
	{ "patchesJson6902", F_OBJECTS, patch },
	{ "patches", F_OBJECTS, patch },
	{ "images", F_OBJECTS, image },
	{ "imageTags", F_OBJECTS, image },
	{ "replacements", F_OBJECTS, replacement_or_path },
	{ "replicas", F_OBJECTS, replica },
	{ "vars", F_OBJECTS, var },
	{ "sortOptions", F_OBJECT, sort_options },
	{ "resources", F_STRINGS, NULL },
	{ "components", F_STRINGS, NULL },
	{ "crds", F_STRINGS, NULL },
	{ "bases", F_STRINGS, NULL },
	{ "configMapGenerator", F_OBJECTS, configmap },
	{ "secretGenerator", F_OBJECTS, secret },
	{ "helmGlobals", F_OBJECT, helm_globals },
	{ "helmCharts", F_OBJECTS, helm_chart },
	{ "helmChartInflationGenerator", F_OBJECTS, helm_chart_args },
	{ "generatorOptions", F_OBJECT, generator_options },
	{ "configurations", F_STRINGS, NULL },
	{ "generators", F_STRINGS, NULL },
	{ "transformers", F_STRINGS, NULL },
	{ "validators", F_STRINGS, NULL },
	{ "buildMetadata", F_STRINGS, NULL },
	{ NULL, F_ANY, NULL },
};

static const struct kust_field nameref[] = {
	GVK,
	{ "fieldSpecs", F_OBJECTS, fieldspec },
	{ NULL, F_ANY, NULL },
};
const struct kust_field configuration_fields[] = {
	{ "namePrefix", F_OBJECTS, fieldspec },
	{ "nameSuffix", F_OBJECTS, fieldspec },
	{ "namespace", F_OBJECTS, fieldspec },
	{ "commonLabels", F_OBJECTS, fieldspec },
	{ "labels", F_OBJECTS, fieldspec },
	{ "templateLabels", F_OBJECTS, fieldspec },
	{ "commonAnnotations", F_OBJECTS, fieldspec },
	{ "nameReference", F_OBJECTS, nameref },
	{ "varReference", F_OBJECTS, fieldspec },
	{ "images", F_OBJECTS, fieldspec },
	{ "replicas", F_OBJECTS, fieldspec },
	{ NULL, F_ANY, NULL },
};

static const struct kust_field value_add_target[] = {
	{ "selector", F_OBJECT, selector },
	{ "fieldPath", F_STRING, NULL },
	{ "filePathPosition", F_INT, NULL },
	{ NULL, F_ANY, NULL },
};
const struct kust_field value_add_fields[] = {
	{ "targets", F_OBJECTS, value_add_target },
	{ NULL, F_ANY, NULL },
};
static const struct kust_field iam_service[] = {
	{ "name", F_STRING, NULL },
	{ "namespace", F_STRING, NULL },
	{ NULL, F_ANY, NULL },
};
static const struct kust_field iam_account[] = {
	{ "name", F_STRING, NULL },
	{ "projectId", F_STRING, NULL },
	{ NULL, F_ANY, NULL },
};
static const struct kust_field any_options[] = {
	{ "labels", F_STRING_MAP, NULL },
	{ "annotations", F_STRING_MAP, NULL },
	{ "disableNameSuffixHash", F_BOOL, NULL },
	{ "immutable", F_BOOL, NULL },
	{ "allowNameChange", F_BOOL, NULL },
	{ "allowKindChange", F_BOOL, NULL },
	{ NULL, F_ANY, NULL },
};
/* Objects of `transformers` and `generators`: what any builtin one takes; each looks at its own. */
const struct kust_field transformer_fields[] = {
	{ "apiVersion", F_STRING, NULL },
	{ "kind", F_STRING, NULL },
	{ "metadata", F_OBJECT, metadata },
	GENERATOR(any_options),
	{ "type", F_STRING, NULL },
	{ "annotations", F_STRING_MAP, NULL },
	{ "labels", F_STRING_MAP, NULL },
	{ "fieldSpecs", F_OBJECTS, fieldspec },
	{ "imageTag", F_OBJECT, image },
	{ "unsetOnly", F_BOOL, NULL },
	{ "setRoleBindingSubjects", F_STRING, NULL },
	{ "target", F_OBJECT, selector },
	{ "path", F_STRING, NULL },
	{ "jsonOp", F_STRING, NULL },
	{ "paths", F_STRINGS, NULL },
	{ "patches", F_STRING, NULL },
	{ "patch", F_STRING, NULL },
	{ "prefix", F_STRING, NULL },
	{ "suffix", F_STRING, NULL },
	{ "replacements", F_OBJECTS, replacement_or_path },
	{ "replica", F_OBJECT, replica },
	{ "sortOptions", F_OBJECT, sort_options },
	{ "value", F_STRING, NULL },
	{ "targets", F_OBJECTS, value_add_target },
	{ "targetFilePath", F_STRING, NULL },
	{ "cloud", F_STRING, NULL },
	{ "kubernetesService", F_OBJECT, iam_service },
	{ "serviceAccount", F_OBJECT, iam_account },
	{ NULL, F_ANY, NULL },
};
/* clang-format on */
