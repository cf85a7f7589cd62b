/* SPDX-License-Identifier: Apache-2.0 */
/* uses.h - which Secrets a workload's pods read. */
#ifndef ONEPASSWORD_USES_H
#define ONEPASSWORD_USES_H

#include <weir/util.h>

/* Deployments, StatefulSets and DaemonSets of apps/: what starts its pods anew when their template changes. */
bool uses_is_workload(const json_t *object);
/*
 * {name: null} of every Secret in the pod template: env and envFrom of containers and init containers,
 * volumes and projected volumes. New reference.
 */
json_t *uses_secrets(const json_t *workload);

#endif
