/* SPDX-License-Identifier: Apache-2.0 */
/* service.h - kustomize for other plugins. */
#ifndef KUSTOMIZE_SERVICE_H
#define KUSTOMIZE_SERVICE_H

#include <weir/plugin.h>

/*
 * "kustomize/transform": {"objects": [object], "patches": [...], "images": [...]} to
 * {"objects": [object]}: Helm's postRenderers. Objects that a patch deletes are gone.
 */
int service_transform(void *self, struct weir_call *call, const json_t *in, json_t **out, struct weir_error *err);

#endif
