/* SPDX-License-Identifier: Apache-2.0 */
/* flags.c - the flags of `helm template`: a table, which of them exclude each other, and which are refused. */
#include "flags.h"

#include <stdio.h>
#include <stdlib.h>

#include "../template/quote.h"

#define AT(member)  offsetof(struct flags, member)
#define UNUSED_BOOL AT(unused.on)
#define UNUSED_TEXT AT(unused.text)
#define UNUSED_LIST AT(unused.list)
#define NO_EFFECT   "this flag has no effect for 'helm template' and will be removed in Helm 5"

static bool check_wait(const char *value, struct weir_strbuf *why);

static const struct pflag table[] = {
	/* values */
	{ "values", 'f', PFLAG_SLICE, AT(files) },
	{ "set", 0, PFLAG_ARRAY, AT(set) },
	{ "set-string", 0, PFLAG_ARRAY, AT(set_string) },
	{ "set-json", 0, PFLAG_ARRAY, AT(set_json) },
	{ "set-file", 0, PFLAG_ARRAY, AT(set_file) },
	{ "set-literal", 0, PFLAG_ARRAY, AT(set_literal) },
	/* the release */
	{ "namespace", 'n', PFLAG_TEXT, AT(namespace) },
	{ "kube-version", 0, PFLAG_TEXT, AT(kube_version) },
	{ "api-versions", 'a', PFLAG_SLICE, AT(apis) },
	{ "name-template", 0, PFLAG_TEXT, AT(name_template) },
	{ "generate-name", 'g', PFLAG_BOOL, AT(generate_name) },
	{ "is-upgrade", 0, PFLAG_BOOL, AT(upgrade) },
	{ "skip-schema-validation", 0, PFLAG_BOOL, AT(skip_schema) },
	/* what is printed */
	{ "show-only", 's', PFLAG_ARRAY, AT(show_only) },
	{ "include-crds", 0, PFLAG_BOOL, AT(include_crds) },
	{ "no-hooks", 0, PFLAG_BOOL, AT(no_hooks) },
	{ "skip-tests", 0, PFLAG_BOOL, AT(skip_tests) },
	{ "output-dir", 0, PFLAG_TEXT, AT(output_dir) },
	{ "release-name", 0, PFLAG_BOOL, AT(release_name) },
	{ "debug", 0, PFLAG_BOOL, AT(debug) },
	{ "help", 'h', PFLAG_BOOL, AT(help) },
	/* the chart */
	{ "version", 0, PFLAG_TEXT, AT(version) },
	{ "repo", 0, PFLAG_TEXT, AT(repo) },
	{ "devel", 0, PFLAG_BOOL, AT(devel) },
	{ "dependency-update", 0, PFLAG_BOOL, AT(dependency_update) },
	{ "username", 0, PFLAG_TEXT, AT(username) },
	{ "password", 0, PFLAG_TEXT, AT(password) },
	{ "pass-credentials", 0, PFLAG_BOOL, AT(pass_credentials) },
	{ "ca-file", 0, PFLAG_TEXT, AT(ca_file) },
	{ "cert-file", 0, PFLAG_TEXT, AT(cert_file) },
	{ "key-file", 0, PFLAG_TEXT, AT(key_file) },
	{ "insecure-skip-tls-verify", 0, PFLAG_BOOL, AT(insecure) },
	{ "plain-http", 0, PFLAG_BOOL, AT(plain_http) },
	{ "verify", 0, PFLAG_BOOL, AT(verify) },
	{ "keyring", 0, PFLAG_TEXT, UNUSED_TEXT },
	{ "content-cache", 0, PFLAG_TEXT, UNUSED_TEXT },
	{ "registry-config", 0, PFLAG_TEXT, UNUSED_TEXT },
	{ "repository-cache", 0, PFLAG_TEXT, UNUSED_TEXT },
	{ "repository-config", 0, PFLAG_TEXT, UNUSED_TEXT },
	/* looked at, or refused */
	{ "dry-run", 0, PFLAG_TEXT, AT(dry_run), "unset" },
	{ "color", 0, PFLAG_TEXT, AT(color) },
	{ "colour", 0, PFLAG_TEXT, AT(color) },
	{ "validate", 0, PFLAG_BOOL, AT(validate), NULL, "use '--dry-run=server' instead" },
	{ "enable-dns", 0, PFLAG_BOOL, AT(dns) },
	{ "post-renderer", 0, PFLAG_TEXT, AT(post_renderer) },
	{ "post-renderer-args", 0, PFLAG_ARRAY, UNUSED_LIST },
	/* of an install; nothing is installed */
	{ "atomic", 0, PFLAG_BOOL, UNUSED_BOOL, NULL, "use --rollback-on-failure instead" },
	{ "create-namespace", 0, PFLAG_BOOL, UNUSED_BOOL },
	{ "description", 0, PFLAG_TEXT, UNUSED_TEXT },
	{ "disable-openapi-validation", 0, PFLAG_BOOL, UNUSED_BOOL },
	{ "force", 0, PFLAG_BOOL, UNUSED_BOOL, NULL, "use --force-replace instead" },
	{ "force-conflicts", 0, PFLAG_BOOL, UNUSED_BOOL },
	{ "force-replace", 0, PFLAG_BOOL, UNUSED_BOOL },
	{ "hide-notes", 0, PFLAG_BOOL, UNUSED_BOOL, NULL, NO_EFFECT },
	{ "labels", 'l', PFLAG_MAP, 0 },
	{ "render-subchart-notes", 0, PFLAG_BOOL, UNUSED_BOOL, NULL, NO_EFFECT },
	{ "replace", 0, PFLAG_BOOL, UNUSED_BOOL },
	{ "rollback-on-failure", 0, PFLAG_BOOL, UNUSED_BOOL },
	{ "server-side", 0, PFLAG_BOOL, UNUSED_BOOL },
	{ "skip-crds", 0, PFLAG_BOOL, UNUSED_BOOL },
	{ "take-ownership", 0, PFLAG_BOOL, UNUSED_BOOL },
	{ "timeout", 0, PFLAG_DURATION, 0 },
	{ "wait", 0, PFLAG_TEXT, UNUSED_TEXT, "watcher", NULL, check_wait },
	{ "wait-for-jobs", 0, PFLAG_BOOL, UNUSED_BOOL },
	/* of a cluster; none is asked */
	{ "burst-limit", 0, PFLAG_INT, 0 },
	{ "qps", 0, PFLAG_FLOAT, 0 },
	{ "kubeconfig", 0, PFLAG_TEXT, UNUSED_TEXT },
	{ "kube-apiserver", 0, PFLAG_TEXT, UNUSED_TEXT },
	{ "kube-as-group", 0, PFLAG_ARRAY, UNUSED_LIST },
	{ "kube-as-user", 0, PFLAG_TEXT, UNUSED_TEXT },
	{ "kube-ca-file", 0, PFLAG_TEXT, UNUSED_TEXT },
	{ "kube-context", 0, PFLAG_TEXT, UNUSED_TEXT },
	{ "kube-insecure-skip-tls-verify", 0, PFLAG_BOOL, UNUSED_BOOL },
	{ "kube-tls-server-name", 0, PFLAG_TEXT, UNUSED_TEXT },
	{ "kube-token", 0, PFLAG_TEXT, UNUSED_TEXT },
	{ NULL },
};
#define FLAGS (sizeof(table) / sizeof(table[0]))

/* In the order in which cobra names them: by group as it was declared, flags by name. */
static const char *const exclusive[][2] = { { "force-replace", "force-conflicts" },
					    { "force", "force-conflicts" },
					    { "validate", "dry-run" } };

static int complain(const char *text)
{
	fprintf(stderr, "Error: %s\n", text);
	return 1;
}

/* ---- values that are looked at ---- */

static bool check_wait(const char *value, struct weir_strbuf *why)
{
	static const char *const known[] = { "watcher", "legacy", "hookOnly", "true", "false" };
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (strcmp(value, known[i]) == 0)
			return true;
	weir_strbuf_adds(why, "invalid wait input ");
	quote_string(why, value, strlen(value), false);
	weir_strbuf_adds(why, ". Valid inputs are watcher, hookOnly, and legacy");
	return false;
}

static int check_color(const char *value)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf text = WEIR_STRBUF_INIT;

	if (!value || !strcmp(value, "never") || !strcmp(value, "auto") || !strcmp(value, "always"))
		return 0;
	weir_strbuf_adds(&text, "invalid color mode ");
	quote_string(&text, value, strlen(value), false);
	weir_strbuf_adds(&text, ": must be one of: never, auto, always");
	return complain(text.data);
}

static int check_dry_run(const char *value)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf text = WEIR_STRBUF_INIT;
	bool no;

	if (!value || !strcmp(value, "unset") || !strcmp(value, "client") || pflag_bool(value) == 1)
		return 0;
	if (strcmp(value, "server") == 0)
		return complain("--dry-run=server is not supported: no cluster is asked here; weir diff shows what an "
				"apply would change in a target");
	no = strcmp(value, "none") == 0 || pflag_bool(value) == 0;
	weir_strbuf_adds(&text, "invalid dry-run value (");
	quote_string(&text, value, strlen(value), false);
	weir_strbuf_adds(&text,
			 no ? "). Must be \"server\" or \"client\"" : "). Must be \"none\", \"server\", or \"client\"");
	return complain(text.data);
}

static int check_exclusive(const bool *seen)
{
	size_t i, k, at[2] = { 0, 0 };

	for (i = 0; i < sizeof(exclusive) / sizeof(exclusive[0]); i++) {
		const char *const *pair = exclusive[i];
		int order = strcmp(pair[0], pair[1]) < 0;

		for (k = 0; table[k].name; k++) {
			at[0] = strcmp(table[k].name, pair[0]) == 0 ? k : at[0];
			at[1] = strcmp(table[k].name, pair[1]) == 0 ? k : at[1];
		}
		if (!seen[at[0]] || !seen[at[1]])
			continue;
		fprintf(stderr,
			"Error: if any flags in the group [%s %s] are set none of the others can be; [%s %s] were all "
			"set\n",
			pair[0], pair[1], pair[!order], pair[order]);
		return 1;
	}
	return 0;
}

/* What would change the result, and is not done here: said, never passed over. */
static int check_refused(const struct flags *f)
{
	const struct {
		bool asked;
		const char *why;
	} refused[] = {
		{ f->verify,
		  "--verify is not supported: signatures of charts are not checked here, so nothing is rendered" },
		{ f->validate,
		  "--validate is not supported: no cluster is asked here; weir diff shows what an apply would "
		  "change in a target" },
		{ f->dns, "--enable-dns is not supported: templates never ask the network" },
		{ f->post_renderer && *f->post_renderer, "--post-renderer is not supported: weir starts no programs; "
							 "use spec.postRenderers of a HelmRelease, or "
							 "pipe stdout" },
	};
	size_t i;

	for (i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		if (refused[i].asked)
			return complain(refused[i].why);
	return 0;
}

/* ---- all of it ---- */

static void presets(struct flags *f)
{
	const char *debug = getenv("HELM_DEBUG");

	f->namespace = getenv("HELM_NAMESPACE");
	f->debug = debug && pflag_bool(debug) == 1;
}

static void fill_in(struct flags *f)
{
	const char **texts[] = { &f->kube_version, &f->name_template, &f->version, &f->repo,      &f->output_dir,
				 &f->username,     &f->password,      &f->ca_file, &f->cert_file, &f->key_file };
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		*texts[i] = *texts[i] ? *texts[i] : "";
	if (!f->namespace || !*f->namespace)
		f->namespace = "default";
}

int flags_parse(int argc, char **argv, struct flags *out)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf why = WEIR_STRBUF_INIT;
	bool seen[FLAGS] = { false };

	*out = (struct flags){ .help = false };
	presets(out);
	if (pflag_parse(table, argc, argv, out, seen, &out->args, &why))
		return complain(why.data);
	fill_in(out);
	if (out->help)
		return 0;
	if (check_color(out->color))
		return 1;
	if (!out->args.count)
		return complain("\"weir template\" requires at least 1 argument\n\nUsage:  weir template [NAME] "
				"[CHART] [flags]");
	return check_exclusive(seen);
}

int flags_check(const struct flags *flags)
{
	return check_dry_run(flags->dry_run) || check_refused(flags);
}

void flags_done(struct flags *flags)
{
	struct words *lists[] = { &flags->args,       &flags->files,      &flags->set_json,    &flags->set,
				  &flags->set_string, &flags->set_file,   &flags->set_literal, &flags->apis,
				  &flags->show_only,  &flags->unused.list };
	size_t i;

	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		words_done(lists[i]);
}
