/* SPDX-License-Identifier: Apache-2.0 */
/* func_merge.h - merge and mergeOverwrite, as mergo does them. */
#ifndef HELM_FUNC_MERGE_H
#define HELM_FUNC_MERGE_H

#include "func.h"

int func_merge(struct exec *x, const struct value *args, size_t n, struct value *out);
int func_must_merge(struct exec *x, const struct value *args, size_t n, struct value *out);
int func_merge_overwrite(struct exec *x, const struct value *args, size_t n, struct value *out);

#endif
