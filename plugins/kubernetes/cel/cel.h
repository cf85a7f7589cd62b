/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cel.h - the Common Expression Language as far as health checks need it (README.md says what there is).
 * An expression is read once and evaluated often; the members of a JSON object are its variables.  It is
 * not type-checked: what does not fit is an error of the evaluation, as in Flux' healthCheckExprs.
 */
#ifndef KUBERNETES_CEL_H
#define KUBERNETES_CEL_H

#include <weir/util.h>

struct cel;

/* WEIR_E_INVALID "1:8: ..." (line and column) for what is no expression, or not in the subset. */
int cel_parse(const char *text, struct cel **out, struct weir_error *err);
void cel_free(struct cel *cel); /* NULL is fine */

/*
 * @variables: an object, only read; any number of threads at once.  WEIR_E_INVALID when the evaluation
 * ends in an error (a field that is not there, types that do not fit, too much work) or in no boolean.
 */
int cel_eval_bool(const struct cel *cel, const json_t *variables, bool *out, struct weir_error *err);
/* Any value, as text with its type ("1", "1u", "\"a\"", "[1, {\"k\": null}]"). malloc'ed. */
int cel_eval_text(const struct cel *cel, const json_t *variables, char **out, struct weir_error *err);

#endif
