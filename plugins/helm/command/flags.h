/* SPDX-License-Identifier: Apache-2.0 */
/* flags.h - the words behind `weir template`. */
#ifndef HELM_COMMAND_FLAGS_H
#define HELM_COMMAND_FLAGS_H

#include "pflag.h"

struct flags {
	struct words args; /* [NAME] CHART */
	/* in the order in which they are applied */
	struct words files, set_json, set, set_string, set_file, set_literal;
	struct words apis, show_only;
	const char *namespace, *kube_version, *name_template; /* "": not given */
	const char *version, *repo, *output_dir;              /* likewise */
	const char *username, *password, *ca_file, *cert_file, *key_file;
	const char *dry_run, *color;
	bool include_crds, no_hooks, skip_tests, upgrade, skip_schema, dependency_update, generate_name;
	bool devel, debug, help, release_name;
	bool insecure, plain_http, pass_credentials;
	/* refused when they are on */
	bool verify, validate, dns;
	const char *post_renderer;
	/* What says how a cluster is spoken to, or changes nothing in what is printed. */
	struct {
		bool on;
		const char *text;
		struct words list;
	} unused;
};

/* 0, or 1 after a line on stderr. Texts are borrowed from argv; the lists are flags_done()'s. */
int flags_parse(int argc, char **argv, struct flags *out);
/* What Helm looks at after --kube-version: --dry-run; and what is refused. 0, or 1 after a line on stderr. */
int flags_check(const struct flags *flags);
void flags_done(struct flags *flags);

#endif
