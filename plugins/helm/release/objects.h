/* SPDX-License-Identifier: Apache-2.0 */
/* objects.h - rendered manifests as objects: namespaces, post renderers, common metadata. */
#ifndef HELM_RELEASE_OBJECTS_H
#define HELM_RELEASE_OBJECTS_H

#include "../render/render.h"
#include "release.h"

/* Objects of manifests (or of hooks), Lists taken apart: a new array. */
json_t *objects_of_manifests(const struct manifests *list, struct weir_error *err);
/* Of the files of crds/. */
json_t *objects_of_crds(const struct chart *chart, struct weir_error *err);
/* spec.postRenderers one after the other, then commonMetadata; *objects is replaced. */
int objects_post_render(const struct helm_plugin *plugin, struct weir_call *call, const json_t *release,
			json_t **objects, struct weir_error *err);
/* What names no namespace lives in @namespace, unless its kind belongs to the cluster. */
void objects_set_namespace(json_t *objects, const json_t *crds, const char *namespace);

#endif
