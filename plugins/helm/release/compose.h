/* SPDX-License-Identifier: Apache-2.0 */
/* compose.h - the values of a release: valuesFrom in order, then spec.values (fluxcd/pkg/chartutil). */
#ifndef HELM_RELEASE_COMPOSE_H
#define HELM_RELEASE_COMPOSE_H

#include "../template/value.h"
#include "release.h"

/*
 * *out lives in @arena.  What comes from a Secret is redacted from now on.  WEIR_E_NOT_FOUND for a
 * missing object or key that is not optional, WEIR_E_INVALID for what cannot be read; reason ValuesError.
 */
int compose_values(const struct helm_plugin *plugin, struct weir_call *call, const json_t *object,
		   struct weir_arena *arena, struct map **out, struct weir_error *err);

#endif
