/* SPDX-License-Identifier: Apache-2.0 */
/* flags.c - a table of flags, pflag's grammar: --name value, --name=value, -nvalue, words anywhere. */
#include "flags.h"

#include <stdio.h>
#include <stdlib.h>

enum form { SWITCH, TEXT, LIST, COMMAS, REFUSED };

struct flag {
	const char *name;
	char letter;
	enum form form;
	size_t at;           /* in struct flags */
	const char *instead; /* of a refused one */
};

#define AT(member) offsetof(struct flags, member)

static const struct flag known[] = {
	{ "values", 'f', COMMAS, AT(files), NULL },
	{ "set", 0, LIST, AT(set), NULL },
	{ "set-string", 0, LIST, AT(set_string), NULL },
	{ "set-json", 0, LIST, AT(set_json), NULL },
	{ "set-file", 0, LIST, AT(set_file), NULL },
	{ "set-literal", 0, LIST, AT(set_literal), NULL },
	{ "namespace", 'n', TEXT, AT(namespace), NULL },
	{ "kube-version", 0, TEXT, AT(kube_version), NULL },
	{ "api-versions", 'a', COMMAS, AT(apis), NULL },
	{ "show-only", 's', LIST, AT(show_only), NULL },
	{ "name-template", 0, TEXT, AT(name_template), NULL },
	{ "version", 0, TEXT, AT(version), NULL },
	{ "repo", 0, TEXT, AT(repo), NULL },
	{ "include-crds", 0, SWITCH, AT(include_crds), NULL },
	{ "skip-crds", 0, SWITCH, AT(skip_crds), NULL },
	{ "no-hooks", 0, SWITCH, AT(no_hooks), NULL },
	{ "skip-tests", 0, SWITCH, AT(skip_tests), NULL },
	{ "is-upgrade", 0, SWITCH, AT(upgrade), NULL },
	{ "skip-schema-validation", 0, SWITCH, AT(skip_schema), NULL },
	{ "dependency-update", 0, SWITCH, AT(dependency_update), NULL },
	{ "generate-name", 'g', SWITCH, AT(generate_name), NULL },
	{ "devel", 0, SWITCH, AT(devel), NULL },
	{ "debug", 0, SWITCH, AT(debug), NULL },
	{ "help", 'h', SWITCH, AT(help), NULL },
	/* What says how a cluster is spoken to changes nothing here. */
	{ "description", 0, TEXT, AT(ignored), NULL },
	{ "timeout", 0, TEXT, AT(ignored), NULL },
	{ "labels", 'l', LIST, AT(ignored_list), NULL },
	{ "kubeconfig", 0, TEXT, AT(ignored), NULL },
	{ "kube-context", 0, TEXT, AT(ignored), NULL },
	{ "wait-for-jobs", 0, SWITCH, AT(ignored_switch), NULL },
	{ "atomic", 0, SWITCH, AT(ignored_switch), NULL },
	{ "rollback-on-failure", 0, SWITCH, AT(ignored_switch), NULL },
	{ "create-namespace", 0, SWITCH, AT(ignored_switch), NULL },
	{ "disable-openapi-validation", 0, SWITCH, AT(ignored_switch), NULL },
	{ "replace", 0, SWITCH, AT(ignored_switch), NULL },
	{ "render-subchart-notes", 0, SWITCH, AT(ignored_switch), NULL },
	{ "take-ownership", 0, SWITCH, AT(ignored_switch), NULL },
	{ "validate", 0, REFUSED, 0, "there is no cluster to ask here; apply with a kubernetes target and --dry-run" },
	{ "output-dir", 0, REFUSED, 0, "write stdout to a file, or reconcile into a directory target" },
	{ "post-renderer", 0, REFUSED, 0,
	  "weir starts no programs; use spec.postRenderers of a HelmRelease, or pipe stdout" },
	{ "post-renderer-args", 0, REFUSED, 0, "weir starts no programs" },
	{ "enable-dns", 0, REFUSED, 0, "templates never ask the network" },
};

static int usage(const char *what, const char *arg)
{
	fprintf(stderr, "Error: %s: %s\nSee 'weir template --help'.\n", what, arg);
	return 1;
}

static void add(struct texts *list, const char *text)
{
	list->rows = weir_realloc(list->rows, (list->count + 1) * sizeof(*list->rows));
	list->rows[list->count++] = text;
}

/* Commas part values of -f and -a; the pieces are cut in place. */
static void add_pieces(struct texts *list, char *text)
{
	char *piece;

	while ((piece = strsep(&text, ",")))
		add(list, piece);
}

static const struct flag *find(const char *arg, char **value)
{
	size_t i, n = strcspn(arg, "=");

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		const struct flag *f = &known[i];

		if (arg[1] == '-' && strlen(f->name) == n - 2 && strncmp(arg + 2, f->name, n - 2) == 0) {
			*value = arg[n] ? (char *)arg + n + 1 : NULL;
			return f;
		}
		if (arg[1] != '-' && f->letter && arg[1] == f->letter) {
			*value = arg[2] ? (char *)arg + 2 + (arg[2] == '=') : NULL;
			return f;
		}
	}
	return NULL;
}

static int set(struct flags *flags, const struct flag *f, char *value, const char *arg)
{
	void *at = (char *)flags + f->at;

	switch (f->form) {
	case SWITCH:
		if (value && strcmp(value, "true") != 0 && strcmp(value, "false") != 0)
			return usage("invalid argument for a switch", arg);
		*(bool *)at = !value || *value == 't';
		break;
	case TEXT: *(const char **)at = value; break;
	case LIST: add(at, value); break;
	case COMMAS: add_pieces(at, value); break;
	case REFUSED: fprintf(stderr, "Error: --%s is not supported: %s\n", f->name, f->instead); return 1;
	}
	return 0;
}

int flags_parse(int argc, char **argv, struct flags *out)
{
	const struct flag *f;
	char *value;
	int i, rc = 0;

	*out = (struct flags){ .namespace = "default" };
	for (i = 1; i < argc && !rc; i++) {
		if (strcmp(argv[i], "--") == 0) {
			while (++i < argc)
				add(&out->args, argv[i]);
			break;
		}
		if (argv[i][0] != '-' || !argv[i][1]) {
			add(&out->args, argv[i]);
			continue;
		}
		f = find(argv[i], &value);
		if (!f)
			return usage("unknown flag", argv[i]);
		if (!value && (f->form == TEXT || f->form == LIST || f->form == COMMAS)) {
			if (++i == argc)
				return usage("flag needs an argument", argv[i - 1]);
			value = argv[i];
		}
		rc = set(out, f, value, argv[i]);
	}
	return rc;
}

void flags_done(struct flags *flags)
{
	struct texts *lists[] = { &flags->args,       &flags->files,       &flags->set_json,    &flags->set,
				  &flags->set_string, &flags->set_file,    &flags->set_literal, &flags->apis,
				  &flags->show_only,  &flags->ignored_list };
	size_t i;

	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		free(lists[i]->rows);
}
