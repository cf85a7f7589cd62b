/* SPDX-License-Identifier: Apache-2.0 */
/* kustfile_fields.c - every field of kustomization.yaml, of configuration files and of builtin transformers. */
#include "kustfile_fields.h"

#include <stddef.h>

/* clang-format off */
#define EXACT(name, kind, fields) { name, kind, fields, true }
#define GVK EXACT("group", F_STRING, NULL), EXACT("version", F_STRING, NULL), EXACT("kind", F_STRING, NULL)
#define RESID GVK, EXACT("name", F_STRING, NULL), EXACT("namespace", F_STRING, NULL)

static const struct kust_field metadata[] = {
	{ "name", F_STRING, NULL, false },
	{ "namespace", F_STRING, NULL, false },
	{ "labels", F_STRING_MAP, NULL, false },
	{ "annotations", F_STRING_MAP, NULL, false },
	{ NULL, F_ANY, NULL, false },
};
static const struct kust_field fieldspec[] = {
	GVK,
	{ "path", F_STRING, NULL, false },
	{ "create", F_BOOL, NULL, false },
	{ NULL, F_ANY, NULL, false },
};
static const struct kust_field label[] = {
	{ "pairs", F_STRING_MAP, NULL, false },
	{ "includeSelectors", F_BOOL, NULL, false },
	{ "includeTemplates", F_BOOL, NULL, false },
	{ "fields", F_OBJECTS, fieldspec, false },
	{ NULL, F_ANY, NULL, false },
};
static const struct kust_field selector[] = {
	RESID,
	{ "annotationSelector", F_STRING, NULL, false },
	{ "labelSelector", F_STRING, NULL, false },
	{ NULL, F_ANY, NULL, false },
};
static const struct kust_field patch_options[] = {
	{ "allowNameChange", F_BOOL, NULL, false },
	{ "allowKindChange", F_BOOL, NULL, false },
	{ NULL, F_ANY, NULL, false },
};
const struct kust_field patch_fields[] = {
	{ "path", F_STRING, NULL, false },
	{ "patch", F_STRING, NULL, false },
	{ "target", F_OBJECT, selector, false },
	{ "options", F_OBJECT, patch_options, false },
	{ NULL, F_ANY, NULL, false },
};
static const struct kust_field image[] = {
	{ "name", F_STRING, NULL, false },
	{ "newName", F_STRING, NULL, false },
	{ "tagSuffix", F_STRING, NULL, false },
	{ "newTag", F_STRING, NULL, false },
	{ "digest", F_STRING, NULL, false },
	{ NULL, F_ANY, NULL, false },
};
static const struct kust_field replica[] = {
	{ "name", F_STRING, NULL, false },
	{ "count", F_INT, NULL, false },
	{ NULL, F_ANY, NULL, false },
};
static const struct kust_field field_options[] = {
	{ "delimiter", F_STRING, NULL, false },
	{ "index", F_INT, NULL, false },
	{ "encoding", F_STRING, NULL, false },
	{ "create", F_BOOL, NULL, false },
	{ NULL, F_ANY, NULL, false },
};
static const struct kust_field replacement_source[] = {
	RESID,
	{ "fieldPath", F_STRING, NULL, false },
	{ "options", F_OBJECT, field_options, false },
	{ NULL, F_ANY, NULL, false },
};
static const struct kust_field replacement_target[] = {
	{ "select", F_OBJECT, selector, false },
	{ "reject", F_OBJECTS, selector, false },
	{ "fieldPaths", F_STRINGS, NULL, false },
	{ "options", F_OBJECT, field_options, false },
	{ NULL, F_ANY, NULL, false },
};
#define REPLACEMENT(exact) \
	{ "source", F_OBJECT, replacement_source, exact }, \
	{ "targets", F_OBJECTS, replacement_target, exact }, \
	{ "sourceValue", F_STRING, NULL, exact }
const struct kust_field replacement_fields[] = {
	REPLACEMENT(false),
	{ NULL, F_ANY, NULL, false },
};
static const struct kust_field replacement_or_path[] = {
	REPLACEMENT(true),
	{ "path", F_STRING, NULL, false },
	{ NULL, F_ANY, NULL, false },
};
static const struct kust_field objref[] = {
	{ "apiVersion", F_STRING, NULL, false },
	GVK,
	{ "name", F_STRING, NULL, false },
	{ "namespace", F_STRING, NULL, false },
	{ NULL, F_ANY, NULL, false },
};
static const struct kust_field fieldref[] = {
	{ "fieldPath", F_STRING, NULL, false },
	{ NULL, F_ANY, NULL, false },
};
static const struct kust_field var[] = {
	{ "name", F_STRING, NULL, false },
	{ "objref", F_OBJECT, objref, false },
	{ "fieldref", F_OBJECT, fieldref, false },
	{ NULL, F_ANY, NULL, false },
};
static const struct kust_field legacy_sort[] = {
	{ "orderFirst", F_STRINGS, NULL, false },
	{ "orderLast", F_STRINGS, NULL, false },
	{ NULL, F_ANY, NULL, false },
};
static const struct kust_field sort_options[] = {
	{ "order", F_STRING, NULL, false },
	{ "legacySortOptions", F_OBJECT, legacy_sort, false },
	{ NULL, F_ANY, NULL, false },
};
static const struct kust_field generator_options[] = {
	{ "labels", F_STRING_MAP, NULL, false },
	{ "annotations", F_STRING_MAP, NULL, false },
	{ "disableNameSuffixHash", F_BOOL, NULL, false },
	{ "immutable", F_BOOL, NULL, false },
	{ NULL, F_ANY, NULL, false },
};
#define GENERATOR(options) \
	EXACT("namespace", F_STRING, NULL), \
	EXACT("name", F_STRING, NULL), \
	EXACT("behavior", F_STRING, NULL), \
	EXACT("literals", F_STRINGS, NULL), \
	EXACT("files", F_STRINGS, NULL), \
	EXACT("envs", F_STRINGS, NULL), \
	EXACT("env", F_STRING, NULL), \
	EXACT("options", F_OBJECT, options)
static const struct kust_field configmap[] = {
	GENERATOR(generator_options),
	{ NULL, F_ANY, NULL, false },
};
static const struct kust_field secret[] = {
	GENERATOR(generator_options),
	{ "type", F_STRING, NULL, false },
	{ NULL, F_ANY, NULL, false },
};
static const struct kust_field helm_globals[] = {
	{ "chartHome", F_STRING, NULL, false },
	{ "configHome", F_STRING, NULL, false },
	{ NULL, F_ANY, NULL, false },
};
static const struct kust_field helm_chart[] = {
	{ "name", F_STRING, NULL, false },
	{ "version", F_STRING, NULL, false },
	{ "repo", F_STRING, NULL, false },
	{ "releaseName", F_STRING, NULL, false },
	{ "namespace", F_STRING, NULL, false },
	{ "additionalValuesFiles", F_STRINGS, NULL, false },
	{ "valuesFile", F_STRING, NULL, false },
	{ "valuesInline", F_ANY, NULL, false },
	{ "valuesMerge", F_STRING, NULL, false },
	{ "includeCRDs", F_BOOL, NULL, false },
	{ "skipHooks", F_BOOL, NULL, false },
	{ "apiVersions", F_STRINGS, NULL, false },
	{ "kubeVersion", F_STRING, NULL, false },
	{ "nameTemplate", F_STRING, NULL, false },
	{ "skipTests", F_BOOL, NULL, false },
	{ "debug", F_BOOL, NULL, false },
	{ "devel", F_BOOL, NULL, false },
	{ NULL, F_ANY, NULL, false },
};
static const struct kust_field helm_chart_args[] = {
	{ "chartName", F_STRING, NULL, false },
	{ "chartVersion", F_STRING, NULL, false },
	{ "chartRepoUrl", F_STRING, NULL, false },
	{ "chartHome", F_STRING, NULL, false },
	{ "chartRepoName", F_STRING, NULL, false },
	{ "helmBin", F_STRING, NULL, false },
	{ "helmHome", F_STRING, NULL, false },
	{ "values", F_STRING, NULL, false },
	{ "valuesLocal", F_ANY, NULL, false },
	{ "valuesMerge", F_STRING, NULL, false },
	{ "releaseName", F_STRING, NULL, false },
	{ "releaseNamespace", F_STRING, NULL, false },
	{ "extraArgs", F_STRINGS, NULL, false },
	{ NULL, F_ANY, NULL, false },
};

const struct kust_field kustomization_fields[] = {
	{ "apiVersion", F_STRING, NULL, false },
	{ "kind", F_STRING, NULL, false },
	{ "metadata", F_OBJECT, metadata, false },
	{ "openapi", F_STRING_MAP, NULL, false },
	{ "namePrefix", F_STRING, NULL, false },
	{ "nameSuffix", F_STRING, NULL, false },
	{ "namespace", F_STRING, NULL, false },
	{ "commonLabels", F_STRING_MAP, NULL, false },
	{ "labels", F_OBJECTS, label, false },
	{ "commonAnnotations", F_STRING_MAP, NULL, false },
	{ "patchesStrategicMerge", F_STRINGS, NULL, false },
	{ "patchesJson6902", F_OBJECTS, patch_fields, false },
	{ "patches", F_OBJECTS, patch_fields, false },
	{ "images", F_OBJECTS, image, false },
	{ "imageTags", F_OBJECTS, image, false },
	{ "replacements", F_OBJECTS, replacement_or_path, false },
	{ "replicas", F_OBJECTS, replica, false },
	{ "vars", F_OBJECTS, var, false },
	{ "sortOptions", F_OBJECT, sort_options, false },
	{ "resources", F_STRINGS, NULL, false },
	{ "components", F_STRINGS, NULL, false },
	{ "crds", F_STRINGS, NULL, false },
	{ "bases", F_STRINGS, NULL, false },
	{ "configMapGenerator", F_OBJECTS, configmap, false },
	{ "secretGenerator", F_OBJECTS, secret, false },
	{ "helmGlobals", F_OBJECT, helm_globals, false },
	{ "helmCharts", F_OBJECTS, helm_chart, false },
	{ "helmChartInflationGenerator", F_OBJECTS, helm_chart_args, false },
	{ "generatorOptions", F_OBJECT, generator_options, false },
	{ "configurations", F_STRINGS, NULL, false },
	{ "generators", F_STRINGS, NULL, false },
	{ "transformers", F_STRINGS, NULL, false },
	{ "validators", F_STRINGS, NULL, false },
	{ "buildMetadata", F_STRINGS, NULL, false },
	{ NULL, F_ANY, NULL, false },
};

static const struct kust_field nameref[] = {
	GVK,
	{ "fieldSpecs", F_OBJECTS, fieldspec, false },
	{ NULL, F_ANY, NULL, false },
};
const struct kust_field configuration_fields[] = {
	{ "namePrefix", F_OBJECTS, fieldspec, false },
	{ "nameSuffix", F_OBJECTS, fieldspec, false },
	{ "namespace", F_OBJECTS, fieldspec, false },
	{ "commonLabels", F_OBJECTS, fieldspec, false },
	{ "labels", F_OBJECTS, fieldspec, false },
	{ "templateLabels", F_OBJECTS, fieldspec, false },
	{ "commonAnnotations", F_OBJECTS, fieldspec, false },
	{ "nameReference", F_OBJECTS, nameref, false },
	{ "varReference", F_OBJECTS, fieldspec, false },
	{ "images", F_OBJECTS, fieldspec, false },
	{ "replicas", F_OBJECTS, fieldspec, false },
	{ NULL, F_ANY, NULL, false },
};

static const struct kust_field value_add_target[] = {
	{ "selector", F_OBJECT, selector, false },
	{ "fieldPath", F_STRING, NULL, false },
	{ "filePathPosition", F_INT, NULL, false },
	{ NULL, F_ANY, NULL, false },
};
const struct kust_field value_add_fields[] = {
	{ "targets", F_OBJECTS, value_add_target, false },
	{ NULL, F_ANY, NULL, false },
};
static const struct kust_field iam_service[] = {
	{ "name", F_STRING, NULL, false },
	{ "namespace", F_STRING, NULL, false },
	{ NULL, F_ANY, NULL, false },
};
static const struct kust_field iam_account[] = {
	{ "name", F_STRING, NULL, false },
	{ "projectId", F_STRING, NULL, false },
	{ NULL, F_ANY, NULL, false },
};

/* ---- objects of `transformers` and `generators`: each kind decodes its own fields and sees no other ---- */

#define FIELDSPECS { "fieldSpecs", F_OBJECTS, fieldspec, false }
#define METADATA { "metadata", F_OBJECT, metadata, false }
#define END { NULL, F_ANY, NULL, false }

const struct kust_field no_fields[] = { END };
const struct kust_field annotations_transformer_fields[] = {
	{ "annotations", F_STRING_MAP, NULL, false },
	FIELDSPECS,
	END,
};
const struct kust_field labels_transformer_fields[] = {
	{ "labels", F_STRING_MAP, NULL, false },
	FIELDSPECS,
	END,
};
const struct kust_field image_transformer_fields[] = {
	{ "imageTag", F_OBJECT, image, false },
	FIELDSPECS,
	END,
};
const struct kust_field namespace_transformer_fields[] = {
	METADATA,
	FIELDSPECS,
	{ "unsetOnly", F_BOOL, NULL, false },
	{ "setRoleBindingSubjects", F_STRING, NULL, false },
	END,
};
const struct kust_field json_transformer_fields[] = {
	{ "target", F_OBJECT, selector, false },
	{ "path", F_STRING, NULL, false },
	{ "jsonOp", F_STRING, NULL, false },
	END,
};
const struct kust_field merge_transformer_fields[] = {
	{ "paths", F_STRINGS, NULL, false },
	{ "patches", F_STRING, NULL, false },
	END,
};
const struct kust_field affix_transformer_fields[] = {
	{ "prefix", F_STRING, NULL, false },
	{ "suffix", F_STRING, NULL, false },
	FIELDSPECS,
	END,
};
const struct kust_field prefix_transformer_fields[] = {
	{ "prefix", F_STRING, NULL, false },
	FIELDSPECS,
	END,
};
const struct kust_field suffix_transformer_fields[] = {
	{ "suffix", F_STRING, NULL, false },
	FIELDSPECS,
	END,
};
const struct kust_field replacements_transformer_fields[] = {
	{ "replacements", F_OBJECTS, replacement_or_path, false },
	END,
};
const struct kust_field replica_transformer_fields[] = {
	{ "replica", F_OBJECT, replica, false },
	FIELDSPECS,
	END,
};
const struct kust_field value_add_transformer_fields[] = {
	{ "value", F_STRING, NULL, false },
	{ "targets", F_OBJECTS, value_add_target, false },
	{ "targetFilePath", F_STRING, NULL, false },
	END,
};
const struct kust_field configmap_generator_fields[] = {
	METADATA,
	GENERATOR(generator_options),
	END,
};
const struct kust_field secret_generator_fields[] = {
	METADATA,
	GENERATOR(generator_options),
	{ "type", F_STRING, NULL, true },
	END,
};
const struct kust_field iam_generator_fields[] = {
	EXACT("cloud", F_STRING, NULL),
	EXACT("kubernetesService", F_OBJECT, iam_service),
	EXACT("serviceAccount", F_OBJECT, iam_account),
	END,
};
/* clang-format on */
