/* SPDX-License-Identifier: Apache-2.0 */
/* set_json.h - one --set-json: an object as a whole, or key=JSON,key=JSON. */
#ifndef HELM_VALUES_SET_JSON_H
#define HELM_VALUES_SET_JSON_H

#include "../template/value.h"

/*
 * *base is changed, or replaced by what the object is merged into. 0, or WEIR_E_INVALID in Helm's words, which repeat
 * what was given and not what is wrong with it.
 */
int set_json(struct weir_arena *arena, struct map **base, const char *text, struct weir_error *err);

#endif
