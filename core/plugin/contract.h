/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the files of the contract suite share.  contract.c runs the table of checks; the checks are
 * in contract_file.c (the shared object as bytes), contract_open.c (options, open, close),
 * contract_calls.c (single calls), contract_load.c (many calls: threads, swap, leaks); the operations
 * they call in contract_ops.c, what they call them with in contract_inputs.c.
 */
#ifndef CORE_PLUGIN_CONTRACT_H
#define CORE_PLUGIN_CONTRACT_H

#include "plugin/author.h"
#include "plugin/elf_view.h"
#include "plugin/file.h"
#include "plugin/plugin_private.h"

enum verdict { CONTRACT_OK = 0, CONTRACT_FAILED = 1, CONTRACT_SKIPPED = 2 };

struct contract {
	const char *file;
	json_t *given;    /* options as the author gave them, an object */
	json_t *examples; /* array of valid objects, may be empty */
	char *dir;        /* private, empty at the start of each check */
	FILE *out;        /* "# " lines */
	enum verdict verdict;

	/* Filled by contract_load(). */
	const struct weir_plugin *plugin;
	struct host *host;
	json_t *options; /* checked, presets filled in; NULL: a required one is not given (why says which) */
	char *why;
	struct tree_handle *tree;
};

struct contract_check {
	const char *name;
	void (*run)(struct contract *c);
	unsigned seconds; /* more is a failure */
};
extern const struct contract_check contract_checks[]; /* ended by .name NULL */

/* A reason, and the verdict with it. */
void contract_fail(struct contract *c, const char *fmt, ...) WEIR_PRINTF(2, 3);
void contract_skip(struct contract *c, const char *fmt, ...) WEIR_PRINTF(2, 3);
/* False when the check has been decided (not loadable, an option is missing). */
bool contract_load(struct contract *c);
bool contract_load_with_options(struct contract *c);
/* A new generation, or NULL (the check has failed). */
struct plugin *contract_open(struct contract *c);
/* What the author gave, and paths that must be given and were not, below the check's own folder. New reference. */
json_t *contract_given_options(const struct contract *c);
json_t *contract_check_options(struct contract *c, const json_t *options, struct weir_error *err);

/* ---- operations ---- */

struct contract_op {
	const char *name; /* "render", "sample/echo" */
	int (*call)(struct contract *c, const struct contract_op *op, struct plugin *p, struct weir_call *call,
		    const json_t *input, struct weir_error *err, json_t **answer);
	const struct weir_kind *kind; /* of a source's and renderer's, else NULL */
	const struct weir_service *service;
	bool pure;      /* inspect, convert: no call, no turn */
	bool of_object; /* the input is an object: one without a spec must be refused */
};
/* All operations of the plugin; *count of them, malloc'ed. */
struct contract_op *contract_ops(struct contract *c, size_t *count);
/*
 * One call, bracketed as the engine does it, and its answer looked at: a code and one line on
 * failure, *answer (new reference, made of everything in the result) on success, the result
 * untouched on failure.  Returns the code.
 */
int contract_call(struct contract *c, const struct contract_op *op, struct plugin *p, struct weir_call *call,
		  const json_t *input, json_t **answer);
/* A call with 5 seconds to go. */
struct weir_call *contract_new_call(struct contract *c);

/* ---- inputs ---- */

/* Valid objects for @op (examples of its kind); new array, may be empty. */
json_t *contract_examples(const struct contract *c, const struct contract_op *op);
/*
 * Broken inputs for @op, one after the other; @refuse: nobody can take it for valid.  fn returns
 * false to stop.
 */
void contract_broken(const struct contract *c, const struct contract_op *op,
		     bool (*fn)(void *arg, const char *what, const json_t *input, bool refuse), void *arg);

int contract_open_files(void); /* of this process */

void check_describe(struct contract *c);
void check_exports(struct contract *c);
void check_links(struct contract *c);
void check_statics(struct contract *c);
void check_constructors(struct contract *c);
void check_starts_nothing(struct contract *c);
void check_leaves_process(struct contract *c);

void check_option_types(struct contract *c);
void check_unknown_options(struct contract *c);
void check_open_twice(struct contract *c);
void check_close_unused(struct contract *c);
void check_open_failure(struct contract *c);

void check_inspect_pure(struct contract *c);
void check_examples(struct contract *c);
void check_broken(struct contract *c);
void check_cancel_before(struct contract *c);
void check_cancel_during(struct contract *c);
void check_deadline(struct contract *c);
void check_applier_round(struct contract *c);

void check_two_threads(struct contract *c);
void check_swap(struct contract *c);
void check_leaks(struct contract *c);

#endif
