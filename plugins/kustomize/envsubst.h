/* SPDX-License-Identifier: Apache-2.0 */
/*
 * envsubst.h - ${name} in texts, with the operators that Flux's substitution has (its page of the
 * documentation calls them bash functions; several differ from bash).
 */
#ifndef KUSTOMIZE_ENVSUBST_H
#define KUSTOMIZE_ENVSUBST_H

#include <weir/util.h>

struct envsubst_options {
	const json_t *vars; /* name -> text */
	bool strict;        /* a name without value and without default is an error */
};

/* Append @text with its variables replaced. 0, or WEIR_E_INVALID. */
int envsubst(struct weir_strbuf *out, const char *text, size_t len, const struct envsubst_options *options,
	     struct weir_error *err);

/* envsubst_functions.c: @name of an operator ("^^", ":", "/#") on a value, appended to @out. */
int envsubst_function(struct weir_strbuf *out, const char *name, const char *value, char **args, size_t arg_count,
		      struct weir_error *err);
/* envsubst_match.c: 1 the whole text matches the glob, 0 not, -1 bad pattern. */
int envsubst_match(const char *pattern, size_t pattern_len, const char *text, size_t len);
/* One code point at @s; its bytes in *width, 1 for what is no UTF-8. */
uint32_t envsubst_rune(const char *s, size_t left, size_t *width);

#endif
