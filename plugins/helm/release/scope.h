/* SPDX-License-Identifier: Apache-2.0 */
/* scope.h - which rendered objects belong to no namespace. */
#ifndef HELM_RELEASE_SCOPE_H
#define HELM_RELEASE_SCOPE_H

#include <weir/util.h>

/*
 * The built-in kinds of Kubernetes, and those that a CustomResourceDefinition among @objects makes
 * cluster-scoped.  A kind that nobody here knows belongs to a namespace.
 */
bool scope_is_cluster(const json_t *object, const json_t *objects);

#endif
