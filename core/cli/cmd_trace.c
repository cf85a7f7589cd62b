/* SPDX-License-Identifier: Apache-2.0 */
/*
 * weir trace: where an object of the target comes from: the unit that applied it, its source, and
 * the units above.
 */
#include <stdlib.h>
#include <strings.h>

#include "cli/commands.h"
#include "cli/kinds.h"
#include "cli/view.h"

static const json_t *find_key(const json_t *views, const char *key)
{
	const json_t *view;
	size_t i;

	json_array_foreach(views, i, view) {
		if (key && strcmp(weir_get_str_or(view, "key", ""), key) == 0)
			return view;
	}
	return NULL;
}

/* "Deployment" is what "deployment", "deployments" and "deploy" are not far from. */
static bool kind_is(const char *kind, const char *word)
{
	size_t n = strlen(kind);

	if (strncasecmp(kind, word, n) == 0 && (word[n] == '\0' || strcasecmp(word + n, "s") == 0))
		return true;
	return n && kind[n - 1] == 'y' && strncasecmp(kind, word, n - 1) == 0 && strcasecmp(word + n - 1, "ies") == 0;
}

static const json_t *entry_of(const json_t *view, const char *kind, const char *name, const char *ns)
{
	const json_t *entry;
	size_t i;

	json_array_foreach(weir_get(view, "inventory"), i, entry) {
		const char *its = weir_get_str_or(entry, "namespace", "");

		if (kind_is(weir_get_str_or(entry, "kind", ""), kind) &&
		    strcmp(weir_get_str_or(entry, "name", ""), name) == 0 && (!ns || !*its || strcmp(its, ns) == 0))
			return entry;
	}
	return NULL;
}

static void line(const char *title, const char *text)
{
	if (text && *text)
		out_printf(stdout, "%-16s %s\n", title, text);
}

static void print_unit(const json_t *view)
{
	WEIR_CLEAN_FREE char *title = weir_asprintf("%s:", weir_get_str_or(view, "ref.kind", ""));
	const char *message, *ready = view_ready(view, &message);

	printf("---\n");
	line(title, weir_get_str_or(view, "ref.name", ""));
	line("Namespace:", weir_get_str_or(view, "ref.namespace", ""));
	line("Path:", weir_get_str(view, "object.spec.path"));
	line("URL:", weir_get_str(view, "object.spec.url"));
	line("Branch:", weir_get_str(view, "object.spec.ref.branch"));
	line("Revision:", view_revision(view));
	line("Ready:", ready);
	line("Message:", message);
	line("Origin:", weir_get_str(view, "origin"));
}

static const json_t *source_of(const json_t *views, const json_t *view)
{
	const json_t *ref;
	size_t i;

	json_array_foreach(weir_get(view, "facts.refs"), i, ref) {
		WEIR_CLEAN_FREE char *key = weir_ref_key(ref);

		if (strcmp(weir_get_str_or(ref, "role", ""), "source") == 0)
			return find_key(views, key);
	}
	/* Facts are the running host's; the object says it too. */
	const char *kind = weir_get_str(view, "object.spec.sourceRef.kind"),
		   *name = weir_get_str(view, "object.spec.sourceRef.name");
	const char *ns =
		weir_get_str_or(view, "object.spec.sourceRef.namespace", weir_get_str_or(view, "ref.namespace", ""));
	const json_t *one;

	json_array_foreach(views, i, one) {
		if (kind && name && strcmp(weir_get_str_or(one, "ref.kind", ""), kind) == 0 &&
		    strcmp(weir_get_str_or(one, "ref.name", ""), name) == 0 &&
		    strcmp(weir_get_str_or(one, "ref.namespace", ""), ns) == 0)
			return one;
	}
	return NULL;
}

/* The unit, its source, then whoever made the unit, up to the config. */
static void print_chain(const json_t *views, const json_t *view)
{
	WEIR_CLEAN_JSON json_t *seen = json_object(); /* a unit may stand in what it applies itself */
	const json_t *last_source = NULL;

	while (view && !json_object_get(seen, weir_get_str_or(view, "key", ""))) {
		const json_t *source = source_of(views, view);

		json_object_set_new(seen, weir_get_str_or(view, "key", ""), json_true());
		print_unit(view);
		if (source && source != last_source)
			print_unit(source);
		last_source = source;
		const char *parent = weir_get_str(view, "parent");

		view = parent ? find_key(views, parent) : NULL;
	}
}

static int trace(struct cli *cli, const json_t *views, const char *kind, const char *name)
{
	const char *ns = cli_set(cli, "namespace") ? cli_text(cli, "namespace") : NULL;
	const json_t *view, *entry;
	size_t i;

	json_array_foreach(views, i, view) {
		entry = entry_of(view, kind, name, ns);
		if (!entry)
			continue;
		WEIR_CLEAN_FREE char *text = weir_asprintf("%s/%s", weir_get_str_or(entry, "kind", ""), name);

		line("Object:", text);
		line("Namespace:", weir_get_str_or(entry, "namespace", ""));
		line("Status:", "Managed by weir");
		print_chain(views, view);
		return EXIT_OK;
	}
	out_mark(OUT_ERROR, "no unit has applied %s/%s%s%s", kind, name, ns ? " in namespace " : "", ns ? ns : "");
	return EXIT_NOT_READY;
}

int cmd_trace(struct cli *cli)
{
	WEIR_CLEAN_STATE struct state st = STATE_INIT;
	struct weir_error err = WEIR_ERROR_INIT;
	WEIR_CLEAN_JSON json_t *views = NULL;
	const char *slash = strchr(cli->args[0], '/');
	int rc = state_open(cli, &st);

	if (rc)
		return rc;
	if (!slash && cli->arg_count < 2)
		return cli_usage(cli->command, "name one object: weir trace KIND NAME");
	if (!state_there(&st))
		return EXIT_NOT_READY;
	views = state_views(&st, &err);
	if (!views) {
		rc = cli_fail(&err, EXIT_NOT_READY);
		weir_error_done(&err);
		return rc;
	}
	WEIR_CLEAN_FREE char *kind =
		slash ? weir_strndup(cli->args[0], (size_t)(slash - cli->args[0])) : weir_strdup(cli->args[0]);

	return trace(cli, views, kind, slash ? slash + 1 : cli->args[1]);
}
