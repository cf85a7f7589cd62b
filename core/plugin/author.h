/* SPDX-License-Identifier: Apache-2.0 */
/*
 * For authors of plugins: the rules that every plugin keeps, as a test, and the first files of a
 * new one.  `weir plugin test` and `weir plugin new` call these; docs/abi.md has the rules' reasons.
 */
#ifndef CORE_PLUGIN_AUTHOR_H
#define CORE_PLUGIN_AUTHOR_H

#include <stdio.h>
#include <weir/util.h>

struct contract_options {
	const char *file;     /* the shared object */
	const char *options;  /* its options as YAML (a map), NULL: none; required paths are made up */
	const char *examples; /* YAML documents: valid objects of its kinds; NULL: none. They make the tests sharper. */
	const char *only;     /* rules with this text in their name; NULL: all */
};
/*
 * Run the contract suite and print TAP to @tap: one line a rule, "# " lines say why one failed or
 * was skipped.  Each rule is tried in a process of its own, so a plugin that crashes fails a rule
 * and not the caller.  Returns the number of failed rules; 0: the plugin keeps its contract.
 * Call it in a process without other threads.
 */
int contract_run_with(const struct contract_options *options, FILE *tap);
int contract_run(const char *file, const char *options_yaml_or_null, FILE *tap);

/*
 * Write the files of a new plugin into @dir/NAME (made; must not exist): NAME.c, meson.build,
 * Makefile, README.md, tests/.  @role: one of plugin_new_roles.  *files_out (may be NULL): new
 * array of the paths written.  WEIR_E_INVALID: the name or role; WEIR_E_NOT_FOUND: no templates.
 */
int plugin_new(const char *name, const char *role, const char *dir, json_t **files_out, struct weir_error *err);
extern const char *const plugin_new_roles[]; /* "notifier", "source", "renderer", "applier"; NULL-ended */

#endif
