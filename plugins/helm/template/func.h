/* SPDX-License-Identifier: Apache-2.0 */
/*
 * func.h - the functions that templates call: tables of them, and what one may ask of the render.
 *
 * A function is a row: name, parameter types, C function.  exec_call.c checks the count and the types
 * of arguments as Go's text/template does by reflection (and words the error so), so that a function
 * receives exactly what its row promises.
 *
 * params: one letter a parameter, `*` behind the last one makes it variadic:
 *   s string · b bool · i int · I int64 · u uint32 · f float64 · a interface{} · l []interface{} ·
 *   m map[string]interface{} · t time.Time · v *semver.Version · c sprig.certificate ·
 *   w io.Writer (nobody has one) ·
 *   r reflect.Value (Go's own functions: T_NIL is a nil interface, T_NONE no value at all)
 *
 * A string parameter takes T_STRING, int takes T_INT only, and so on: no conversions but those that
 * text/template makes (a constant takes the parameter's type; nil is refused where the type is no
 * interface, map, slice or pointer).  So an `a` is never T_NONE but T_NIL for nil, and `l` and `m` may
 * hold NULL, Go's nil slice and map; `m` may be a T_VALUES.  Parameters of type []interface{} and
 * map[string]interface{} receive lists and maps by reference.
 *
 * The result's static Go type matters when it is nil and to `typeOf`: it is the value's own type.
 */
#ifndef HELM_FUNC_H
#define HELM_FUNC_H

#include "value.h"

struct func {
	const char *name;
	const char *params;
	/* 0, or -1 after func_fail(). @out is T_NONE before the call. */
	int (*call)(struct exec *x, const struct value *args, size_t n, struct value *out);
};

/* Ended by .name == NULL. Each file func_*.c has one; functions.c joins them into one perfect lookup. */
extern const struct func functions_go[];       /* and, or, not, len, index, slice, print*, eq, ... */
extern const struct func functions_helm[];     /* include, tpl, required, fail, lookup */
extern const struct func functions_strings[];  /* trim, replace, indent, ... */
extern const struct func functions_split[];    /* split, splitList, join, substr, trunc, abbrev */
extern const struct func functions_case[];     /* upper, title, wrap, nospace, ... */
extern const struct func functions_words[];    /* camelcase, snakecase, kebabcase */
extern const struct func functions_lists[];    /* list, first, append, uniq, sortAlpha, ... */
extern const struct func functions_slices[];   /* slice, chunk */
extern const struct func functions_dicts[];    /* dict, get, set, merge, pick, dig, ... */
extern const struct func functions_math[];     /* add, round, until, seq, ... */
extern const struct func functions_decimal[];  /* addf, mulf, ... */
extern const struct func functions_convert[];  /* int, toString, toStrings, atoi, ... */
extern const struct func functions_defaults[]; /* default, empty, coalesce, ternary, all, any */
extern const struct func functions_reflect[];  /* typeOf, kindIs, deepEqual, ... */
extern const struct func functions_encoding[]; /* b64enc, b32enc, toJson, toYaml, toToml, from... */
extern const struct func functions_regex[];    /* regexMatch, ... */
extern const struct func functions_semver[];   /* semver, semverCompare */
extern const struct func functions_dates[];    /* now, date, ago, toDate, ... */
extern const struct func functions_crypto[];   /* sha256sum, genCA, bcrypt, derivePassword, ... */
extern const struct func functions_paths[];    /* base, dir, clean, osBase, urlParse, urlJoin */
extern const struct func functions_random[];   /* randAlpha, uuidv4, shuffle, ... */

/* The arena of the render. */
struct weir_arena *exec_arena(struct exec *x);
/* "error calling NAME: " and the position are put before it by the caller. Returns -1. */
int func_fail(struct exec *x, const char *fmt, ...) WEIR_PRINTF(2, 3);
/* True: the budget of memory for output or results is used up (error set); ask before making something of @bytes. */
bool exec_over_budget(struct exec *x, size_t bytes);
/* Charge work of a function as so many steps, of some 40 ns each. True: the budget is used up (error set). */
bool exec_costs(struct exec *x, uint64_t steps);

#endif
