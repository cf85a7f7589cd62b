/* SPDX-License-Identifier: Apache-2.0 */
/* error.h - how Helm words the errors of its template engine. */
#ifndef HELM_ERROR_H
#define HELM_ERROR_H

#include "exec.h"

#define WARN_START "HELM_ERR_START"
#define WARN_END   "HELM_ERR_END"

/* cleanupParseError: "parse error at (t:1): ..." of "template: t:1: ...". */
void error_clean_parse(struct weir_strbuf *sb, const char *name, const char *error);
/* Helm 3's cleanupExecError. */
void error_clean_exec3(struct weir_strbuf *sb, const char *name, const struct exec_error *e);
/* Helm 4's reformatExecErrorMsg. */
void error_clean_exec4(struct weir_strbuf *sb, const char *name, const struct exec_error *e);

#endif
