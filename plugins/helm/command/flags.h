/* SPDX-License-Identifier: Apache-2.0 */
/* flags.h - the words behind `weir template`. */
#ifndef HELM_COMMAND_FLAGS_H
#define HELM_COMMAND_FLAGS_H

#include <weir/util.h>

struct texts {
	const char **rows;
	size_t count;
};

struct flags {
	struct texts args; /* [NAME] CHART */
	/* in the order in which they are applied */
	struct texts files, set_json, set, set_string, set_file, set_literal;
	struct texts apis, show_only;
	const char *namespace, *kube_version, *name_template, *version, *repo;
	const char *ignored;
	struct texts ignored_list;
	bool include_crds, skip_crds, no_hooks, skip_tests, upgrade, skip_schema, dependency_update, generate_name;
	bool devel, debug, help, ignored_switch;
	const char *refused; /* a flag that is known, and what to do instead */
};

/* 0, or 1 after a line on stderr. Texts are borrowed from argv; the lists are flags_done()'s. */
int flags_parse(int argc, char **argv, struct flags *out);
void flags_done(struct flags *flags);

#endif
