/* SPDX-License-Identifier: Apache-2.0 */
/* command.c - `weir build DIR`: the flags of `kustomize build`, the same bytes on stdout. */
#include "command.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kustomize.h"
#include "output.h"
#include "remote.h"
#include "write_files.h"

const char command_help[] =
	"Build the resources of a kustomization.\n"
	"\n"
	"DIR is a folder with a kustomization.yaml, or the address of one in a Git repository; without it, the\n"
	"present folder.\n"
	"\n"
	"Flags:\n"
	"  -o, --output PATH              write there instead of to stdout; a folder gets one file an object\n"
	"      --load-restrictor NAME     LoadRestrictionsRootOnly (default) or LoadRestrictionsNone: may files lie\n"
	"                                 outside of the folder of their kustomization\n"
	"      --reorder legacy|none      order of the objects when the file has no sortOptions (default legacy)\n"
	"      --enable-managedby-label   add the label app.kubernetes.io/managed-by\n"
	"      --no-remote                refuse resources that lie elsewhere\n"
	"      --current-schema           merge lists of kinds younger than Kubernetes v1.21 by their keys\n"
	"  -h, --help                     this text\n"
	"\n"
	"Accepted without effect, since nothing is executed here: -e/--env, --mount, --network, --network-name,\n"
	"--as-current-user, --helm-command, --helm-api-versions, --helm-kube-version, --helm-debug, --stack-trace.\n"
	"Refused: --enable-alpha-plugins, --enable-exec, --enable-helm.\n"
	"\n"
	"Examples:\n"
	"  weir build                         the present folder\n"
	"  weir build overlays/production     an overlay\n"
	"  weir build 'https://git.example.com/team/app.git//base?ref=v1'\n"
	"  weir build -o out/ apps/web        one file an object\n";

struct flags {
	const char *dir, *output, *restrictor, *reorder;
	bool managed_by, no_remote, current_schema, help;
	bool plugins, exec, helm;
	const char *ignored;
};

struct flag {
	const char *name;
	char letter;
	size_t text_at; /* offset of a text member; or */
	size_t bool_at; /* offset of a boolean one; both 0: taken and ignored */
	bool has_value;
};

#define TEXT(member)   offsetof(struct flags, member), 0, true
#define SWITCH(member) 0, offsetof(struct flags, member), false

static const struct flag known_flags[] = {
	{ "output", 'o', TEXT(output) },
	{ "load-restrictor", 0, TEXT(restrictor) },
	{ "reorder", 0, TEXT(reorder) },
	{ "enable-managedby-label", 0, SWITCH(managed_by) },
	{ "no-remote", 0, SWITCH(no_remote) },
	{ "current-schema", 0, SWITCH(current_schema) },
	{ "help", 'h', SWITCH(help) },
	{ "enable-alpha-plugins", 0, SWITCH(plugins) },
	{ "enable-exec", 0, SWITCH(exec) },
	{ "enable-helm", 0, SWITCH(helm) },
	{ "env", 'e', TEXT(ignored) },
	{ "mount", 0, TEXT(ignored) },
	{ "network-name", 0, TEXT(ignored) },
	{ "helm-command", 0, TEXT(ignored) },
	{ "helm-api-versions", 0, TEXT(ignored) },
	{ "helm-kube-version", 0, TEXT(ignored) },
	{ "network", 0, 0, 0, false },
	{ "as-current-user", 0, 0, 0, false },
	{ "helm-debug", 0, 0, 0, false },
	{ "stack-trace", 0, 0, 0, false },
};

static int WEIR_PRINTF(1, 2) usage(const char *fmt, ...)
{
	va_list ap;

	fputs("Error: ", stderr);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputs("\nSee 'weir build --help'.\n", stderr);
	return 1;
}

static const struct flag *find_flag(const char *arg, const char **value)
{
	size_t i, n = strcspn(arg, "=");

	for (i = 0; i < sizeof(known_flags) / sizeof(known_flags[0]); i++) {
		const struct flag *f = &known_flags[i];

		if (arg[0] == '-' && arg[1] == '-' && strlen(f->name) == n - 2 &&
		    strncmp(arg + 2, f->name, n - 2) == 0) {
			*value = arg[n] ? arg + n + 1 : NULL;
			return f;
		}
		if (arg[0] == '-' && f->letter && arg[1] == f->letter) {
			*value = arg[2] ? arg + 2 + (arg[2] == '=') : NULL;
			return f;
		}
	}
	return NULL;
}

/* strconv.ParseBool */
static bool read_bool(const char *text, bool *out)
{
	static const char *const yes[] = { "1", "t", "T", "TRUE", "true", "True", NULL };
	static const char *const no[] = { "0", "f", "F", "FALSE", "false", "False", NULL };

	*out = str_in(yes, text);
	return *out || str_in(no, text);
}

/* As the original tells: on stderr, once a flag. */
static void warn_of(const struct flag *f)
{
	static const char *const deprecated[][2] = {
		{ "reorder", "use the new 'sortOptions' field in kustomization.yaml instead." },
		{ "enable-managedby-label",
		  "The flag `enable-managedby-label` has been deprecated. Use the `managedByLabel` option in the "
		  "`buildMetadata` field instead." },
	};
	size_t i;

	for (i = 0; i < sizeof(deprecated) / sizeof(deprecated[0]); i++)
		if (strcmp(f->name, deprecated[i][0]) == 0)
			fprintf(stderr, "Flag --%s has been deprecated, %s\n", f->name, deprecated[i][1]);
}

static int set_flag(struct flags *flags, const struct flag *f, const char *value, const char *arg)
{
	bool on = true;

	warn_of(f);
	if (f->has_value) {
		*(const char **)((char *)flags + f->text_at) = value;
		return 0;
	}
	if (value && !read_bool(value, &on))
		return usage("%s: a switch is true or false", arg);
	if (f->bool_at)
		*(bool *)((char *)flags + f->bool_at) = on;
	return 0;
}

static int parse_flags(int argc, char **argv, struct flags *flags)
{
	const struct flag *f;
	const char *value;
	bool rest = false;
	int i, rc;

	for (i = 1; i < argc; i++) {
		if (rest || argv[i][0] != '-' || !argv[i][1]) {
			if (flags->dir)
				return usage("specify one path to kustomization.yaml: %s and %s are two", flags->dir,
					     argv[i]);
			flags->dir = argv[i];
			continue;
		}
		rest = strcmp(argv[i], "--") == 0;
		if (rest)
			continue;
		f = find_flag(argv[i], &value);
		if (!f)
			return usage("unknown flag: %s", argv[i]);
		if (f->has_value && !value && ++i >= argc)
			return usage("flag needs an argument: %s", argv[i - 1]);
		rc = set_flag(flags, f, f->has_value && !value ? argv[i] : value, argv[i]);
		if (rc)
			return rc;
	}
	return 0;
}

static int check_flags(const struct flags *f, struct build_options *out)
{
	if (f->plugins)
		return usage("--enable-alpha-plugins is refused: functions and plugins are not run; use patches, "
			     "components or replacements, or commit what they print");
	if (f->exec)
		return usage("--enable-exec is refused: nothing is executed here; commit what the program prints, and "
			     "name that file in resources");
	if (f->helm)
		return usage("--enable-helm is refused: use a HelmRelease, or commit what `weir template` prints, and "
			     "name that file in resources");
	if (f->restrictor && *f->restrictor && strcmp(f->restrictor, "LoadRestrictionsNone") != 0 &&
	    strcmp(f->restrictor, "LoadRestrictionsRootOnly") != 0)
		return usage("--load-restrictor is LoadRestrictionsRootOnly or LoadRestrictionsNone, not %s",
			     f->restrictor);
	if (f->reorder && strcmp(f->reorder, "none") != 0 && strcmp(f->reorder, "legacy") != 0)
		return usage("--reorder is legacy or none, not %s", f->reorder);
	out->no_restriction = f->restrictor && strcmp(f->restrictor, "LoadRestrictionsNone") == 0;
	out->reorder = !f->reorder                       ? REORDER_UNSPECIFIED
		       : strcmp(f->reorder, "none") == 0 ? REORDER_NONE
							 : REORDER_LEGACY;
	out->managed_by_label = f->managed_by;
	out->no_remote = f->no_remote;
	out->current_schema = f->current_schema;
	return 0;
}

static void warn(void *arg, const char *line)
{
	(void)arg;
	fprintf(stderr, "%s\n", line);
}

/* ---- writing ---- */

static int write_all(int fd, const char *data, size_t len)
{
	while (len) {
		ssize_t n = write(fd, data, len);

		if (n < 0)
			return -1;
		data += n;
		len -= (size_t)n;
	}
	return 0;
}

static int write_output(struct build *b, struct resmap *m, const char *path)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	struct stat st;
	int fd, rc;

	if (path && stat(path, &st) == 0 && S_ISDIR(st.st_mode))
		return write_files(b, m, path);
	rc = output_all(b, m, &sb);
	if (rc)
		return rc;
	fd = path ? open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666) : STDOUT_FILENO;
	if (fd < 0 || write_all(fd, sb.data, sb.len) < 0)
		rc = build_fail_code(b, WEIR_E_INTERNAL, "%s: cannot be written: %s", path ? path : "standard output",
				     strerror(errno));
	if (path && fd >= 0 && close(fd) < 0 && rc == 0)
		rc = build_fail_code(b, WEIR_E_INTERNAL, "%s: cannot be written: %s", path, strerror(errno));
	return rc;
}

/* ---- the build ---- */

/* The machine as a tree, so that a kustomization can name folders beside its own; or a repository. */
static int open_root(struct build *b, const char *dir, struct loader **out)
{
	struct repo_spec spec;
	bool remote = repo_spec_parse(b, dir, &spec);
	WEIR_CLEAN_FREE char *real = remote ? NULL : realpath(dir, NULL);
	struct weir_tree *tree;
	int rc;

	if (remote)
		return remote_clone(b, NULL, &spec, out);

	if (!real)
		return build_fail_code(b, WEIR_E_NOT_FOUND, "%s: no such folder", dir);
	b->base = weir_arena_strdup(b->arena, real + 1);
	rc = b->host->tree_open(b->call, "/", &tree, b->err);
	return rc ? rc : loader_open(b, tree, real, true, out);
}

int command_build(const struct weir_host *host, struct weir_call *call, int argc, char **argv)
{
	struct weir_error err = WEIR_ERROR_INIT;
	struct flags flags = { .dir = NULL };
	struct loader *ldr;
	struct resmap *m;
	struct build b;
	int rc = parse_flags(argc, argv, &flags);

	if (rc == 0 && flags.help) {
		fputs(command_help, stdout);
		return 0;
	}
	build_init(&b, host, call, &err);
	b.options.warn = warn;
	if (rc == 0)
		rc = check_flags(&flags, &b.options);
	if (rc) {
		build_done(&b);
		return rc;
	}
	rc = open_root(&b, flags.dir ? flags.dir : ".", &ldr);
	if (rc == 0)
		rc = kustomize_run(&b, ldr, &m);
	if (rc == 0)
		rc = write_output(&b, m, flags.output && *flags.output ? flags.output : NULL);
	if (rc)
		fprintf(stderr, "Error: %s\n", err.message ? err.message : "unknown");
	weir_error_done(&err);
	build_done(&b);
	return rc ? 1 : 0;
}
