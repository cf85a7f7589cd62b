/* SPDX-License-Identifier: Apache-2.0 */
/* func_call.h - what most tables of functions share: a row's function, the words of Go's panics. */
#ifndef HELM_FUNC_CALL_H
#define HELM_FUNC_CALL_H

#include "func.h"

#define CALL(name) static int name(struct exec *x, const struct value *args, size_t n, struct value *out)

#define PANIC_NIL "runtime error: invalid memory address or nil pointer dereference"

/* What stands behind a named type (.Files, .Capabilities.APIVersions); other values as they are. */
struct value func_plain(struct exec *x, const struct value *v);
/* As sprig's strval: the text of anything. */
struct value func_text(struct exec *x, const struct value *v);
/* As sprig's strslice: the texts of a list's items that are not nil; of one value that is no list. */
struct list *func_texts(struct exec *x, const struct value *v);
/* The items of any slice, bytes too; -1 and none, with @what and its kind ("Cannot chunk type" "map"). */
int func_items(struct exec *x, const struct value *v, const char *what, const struct value **items, size_t *count);
/* A new []interface{} with these. */
struct value func_list_of(struct exec *x, const struct value *items, size_t count);
/* As value_deep_copy(); -1 for what contains itself or makes more than the budget of memory. */
int func_deep_copy(struct exec *x, const struct value *v, struct value *out);
/* spf13/cast: what is no number is 0. */
int64_t func_int64(const struct value *v);
double func_float64(const struct value *v);
/* Go's float64 to int64 where it does not fit. */
int64_t func_truncate(double f);

#endif
