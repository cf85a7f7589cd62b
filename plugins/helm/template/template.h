/* SPDX-License-Identifier: Apache-2.0 */
/*
 * template.h - Go's text/template with Helm's functions: parse texts into a set, render them.
 *
 * A set is written by one thread until its first render and never changed afterwards: any number of
 * threads may then render from it. A render belongs to one thread; give it deep stack (below).
 */
#ifndef HELM_TEMPLATE_H
#define HELM_TEMPLATE_H

#include "value.h"

struct template_set;
struct template_set *template_set_new(void);
void template_set_free(struct template_set *set);
/*
 * Parse @text (borrowed: it must live as long as the set) under @name. What it defines comes beside it; a later
 * definition replaces an earlier one unless it is empty, as in Go. 0, or -1 with "parse error at (t:1): ..." appended
 * to @error (texts of errors have lines, which struct weir_error has not).
 */
int template_set_add(struct template_set *set, const char *name, const char *text, size_t len,
		     struct weir_strbuf *error);

/* What ends endless templates. All zero: the defaults. */
struct template_budget {
	uint64_t steps;    /* nodes executed; default 50,000,000 */
	uint64_t memory;   /* bytes of results and output, default 256 MiB */
	size_t stack;      /* bytes of stack; default: what the thread has, less a margin */
	unsigned includes; /* nesting of one name by include; default 1000 as the original's */
};

struct template_options {
	bool strict; /* missing keys are errors */
	bool lint;   /* required and fail let pass */
	bool helm3;  /* word errors of execution as Helm v3 does (one line), not as v4 */
	bool bare;   /* as text/template itself: its words for errors, "<no value>" stays */
	/*
	 * lookup's answer (the object, or a list), made in @arena; may be NULL: an empty map. 0, or a negative
	 * code with *err.
	 */
	int (*lookup)(void *context, struct weir_arena *arena, const char *api_version, const char *kind,
		      const char *ns, const char *name, struct value *out, struct weir_error *err);
	void *lookup_context;
	struct template_budget budget;
};

/* One render of a chart: its names, includes and results. All it makes lives in @arena. */
struct exec;
struct exec *template_exec_new(const struct template_set *set, const struct template_options *options,
			       struct weir_arena *arena);
void template_exec_free(struct exec *x);
/* Append what @name gives for @dot, "<no value>" removed. 0, or -1 with the error's text appended to @error instead. */
int template_exec(struct exec *x, const char *name, struct value dot, struct weir_strbuf *out,
		  struct weir_strbuf *error);

/*
 * Call @fn on a stack large enough for every template that the original renders (its limit is 1000
 * nested includes a name); waits for it.
 */
void template_on_deep_stack(void (*fn)(void *arg), void *arg);

#endif
