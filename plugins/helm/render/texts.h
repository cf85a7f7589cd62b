/* SPDX-License-Identifier: Apache-2.0 */
/* texts.h - single templates for other plugins: the service "template/render". */
#ifndef HELM_TEXTS_H
#define HELM_TEXTS_H

#include <weir/plugin.h>

/*
 * @in: {"texts": {name: template}, "data": any, "missing": "error" | "zero" [zero], "secret": bool [false]}.
 * *out: {"texts": {name: result}}. Every template sees what the others define, and all of Helm's
 * functions; `lookup` finds nothing. An error names the template and the place in it; with `secret` it does not repeat
 * what a function said, which may quote a value.
 */
int texts_render(void *self, struct weir_call *call, const json_t *in, json_t **out, struct weir_error *err);

#endif
