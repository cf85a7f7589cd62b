/* SPDX-License-Identifier: Apache-2.0 */
/* func_go.h - Go's own functions, between their files; exec_call.c knows three of them. */
#ifndef HELM_FUNC_GO_H
#define HELM_FUNC_GO_H

#include "func.h"

#define FUNCTION(name) int name(struct exec *x, const struct value *args, size_t n, struct value *out)

/* Never called: exec_call.c evaluates their arguments one after the other, or names the callee. */
FUNCTION(func_and);
FUNCTION(func_or);
FUNCTION(func_call);
/* func_compare.c */
FUNCTION(func_eq);
FUNCTION(func_ne);
FUNCTION(func_lt);
FUNCTION(func_le);
FUNCTION(func_gt);
FUNCTION(func_ge);
/* func_index.c */
FUNCTION(func_index);
FUNCTION(func_len);
/* func_escape.c */
FUNCTION(func_html);
FUNCTION(func_js);
FUNCTION(func_urlquery);

/* What an `r` holds, out of its interface: T_NONE for nil, a class's map or list for the object. */
struct value func_inner(struct exec *x, const struct value *v);

#endif
