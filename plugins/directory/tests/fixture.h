/* SPDX-License-Identifier: Apache-2.0 */
/* fixture.h - a target in a temporary folder, a host of the test's own, and short ways to apply and look. */
#ifndef DIRECTORY_TESTS_FIXTURE_H
#define DIRECTORY_TESTS_FIXTURE_H

#include <check.h>
#include <stdlib.h>
#include "directory.h"

extern const struct weir_plugin weir_plugin_directory;

struct fixture {
	char folder[64]; /* holds "cluster", the target */
	void *target;
	struct weir_error err;
	json_t *inventory, *changes; /* of the last apply */
	/* of the next apply */
	bool prune, force, dry_run;
	const char *owner; /* name of the Kustomization */
	json_t *units;
	/* the host */
	bool cancelled;
	int invoke_code; /* what invoke() answers */
	json_t *invoked; /* what it was asked */
};
extern struct fixture fx;

void fixture_setup(void);
void fixture_teardown(void);
/* Close and open again with these options (JSON text; "path" is added). 0 or code. */
int fixture_open(const char *options);
/* Apply objects written in YAML (several documents), against the inventory of the last apply. */
int apply(const char *yaml);
/* "created ConfigMap/default/a, pruned ..." of the last apply, sorted as it was. malloc'ed. */
char *changes(void);
#define check_changes(want)                   \
	do {                                  \
		char *got_ = changes();       \
		ck_assert_str_eq(got_, want); \
		free(got_);                   \
	} while (0)
char *diff_of(size_t i); /* of the last apply's change, borrowed */
json_t *drift(void);     /* new reference */

/* Files below the target: text malloc'ed (NULL: none), write, remove, is there. */
char *slurp(const char *path);
void spit(const char *path, const char *text);
void zap(const char *path);
bool there(const char *path);
char *at(const char *path); /* absolute; malloc'ed */
json_t *ref(const char *group, const char *kind, const char *ns, const char *name);

int run_suite(const char *name, void (*add)(TCase *tc));

#endif
