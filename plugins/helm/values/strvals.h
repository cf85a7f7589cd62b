/* SPDX-License-Identifier: Apache-2.0 */
/*
 * strvals.h - the grammar of --set: "a.b[0].c=1,d={x,y}" written into a tree of values, with the
 * limits and oddities of Helm's strvals.
 */
#ifndef HELM_VALUES_STRVALS_H
#define HELM_VALUES_STRVALS_H

#include "../template/value.h"

enum strvals_kind {
	STRVALS_TYPED,   /* --set: true, null, integers without leading zeros */
	STRVALS_STRING,  /* --set-string */
	STRVALS_JSON,    /* --set-json: values are JSON */
	STRVALS_FILE,    /* --set-file: values are names of files */
	STRVALS_LITERAL, /* --set-literal: all behind '=' as it is */
};

#define STRVALS_MAX_INDEX 65536
#define STRVALS_MAX_NEST  30

/* For STRVALS_FILE: the text of the file @path, in the arena. */
typedef int (*strvals_reader)(void *arg, const char *path, struct value *out, struct weir_error *err);

/*
 * Maps and lists that are there already are changed in place, lists that must grow are replaced, as
 * Go's slices are. 0, or WEIR_E_INVALID; what was written before the fault stays.
 */
int strvals_parse(struct weir_arena *arena, struct map *values, const char *text, size_t len, enum strvals_kind kind,
		  strvals_reader reader, void *arg, struct weir_error *err);

#endif
