/* SPDX-License-Identifier: Apache-2.0 */
/*
 * weir get: units as tables, JSON, YAML or names; -w goes on with every change.
 */
#include <stdlib.h>
#include <strings.h>

#include "cli/commands.h"
#include "cli/format.h"
#include "cli/kinds.h"
#include "cli/view.h"
#include "config/config.h"

/* "ready=false": has the condition this status? NULL selects all. */
static bool status_selected(const json_t *view, const char *selector)
{
	const char *equals = selector ? strchr(selector, '=') : NULL;

	if (!equals)
		return true;
	WEIR_CLEAN_FREE char *type = weir_strndup(selector, (size_t)(equals - selector));
	const char *status = format_condition(weir_get(view, "status"), type, NULL);

	return strcasecmp(*status ? status : "Unknown", equals + 1) == 0;
}

struct get {
	struct cli *cli;
	struct selection sel;
	const char *ns, *format, *selector;
	struct term term;
	/* of -w */
	const json_t *kinds;
	json_t *first; /* units that are there already */
	json_t *shown; /* key -> what was printed last: a change that does not show is not printed */
	struct view_table vt;
	bool synced;
};

static bool wanted(const struct get *get, const json_t *view)
{
	return selection_match(&get->sel, view, get->ns) && status_selected(view, get->selector);
}

static json_t *select_views(const struct get *get, const json_t *views)
{
	json_t *found = json_array(), *view;
	size_t i;

	json_array_foreach(views, i, view) {
		if (wanted(get, view))
			json_array_append(found, view);
	}
	return found;
}

static struct view_table table_for(const struct get *get, const json_t *kind)
{
	struct view_table vt = { .kind = kind,
				 .ns = !*get->ns,
				 .wide = get->format && strcmp(get->format, "wide") == 0 };

	vt.kind_names = !get->sel.kinds || json_array_size(get->sel.kinds) != 1;
	view_table_init(&vt);
	return vt;
}

static void print_table(const struct get *get, const struct view_table *vt)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	table_print(vt->table, &get->term, !cli_on(get->cli, "no-header"), &sb);
	out_text(stdout, sb.data ? sb.data : "");
}

static bool of_kind(const json_t *view, const json_t *kind)
{
	return strcmp(weir_get_str_or(kind, "group", ""), weir_get_str_or(view, "ref.group", "")) == 0 &&
	       strcmp(weir_get_str_or(kind, "kind", ""), weir_get_str_or(view, "ref.kind", "")) == 0;
}

/* Rows of one kind; true: there were some. */
static bool print_kind(const struct get *get, json_t *views, const json_t *kind, bool again)
{
	struct view_table vt = table_for(get, kind);
	bool some = false;

	for (size_t i = 0; i < json_array_size(views);) {
		const json_t *view = json_array_get(views, i);

		if (!of_kind(view, kind)) {
			i++;
			continue;
		}
		view_table_add(&vt, view, &get->term);
		json_array_remove(views, i);
		some = true;
	}
	if (some && again)
		printf("\n");
	if (some)
		print_table(get, &vt);
	view_table_done(&vt);
	return some;
}

/* One table a kind, in the order of the kinds; then the kinds that only units know. */
static void print_tables(const struct get *get, const json_t *views)
{
	WEIR_CLEAN_JSON json_t *left = json_copy((json_t *)views);
	bool again = false;
	json_t *kind;
	size_t i;

	json_array_foreach(get->kinds, i, kind)
		again = print_kind(get, left, kind, again) || again;
	while (json_array_size(left)) {
		WEIR_CLEAN_JSON json_t *ref = json_incref(weir_get(json_array_get(left, 0), "ref"));

		again = print_kind(get, left, ref, again) || again;
	}
}

static void print_names(const json_t *views)
{
	const json_t *view;
	size_t i;

	json_array_foreach(views, i, view) {
		WEIR_CLEAN_FREE char *name = view_name(view);

		out_printf(stdout, "%s\n", name);
	}
}

static int print_views(const struct get *get, const json_t *views)
{
	const char *format = get->format ? get->format : "";

	if (strcmp(format, "json") == 0 || strcmp(format, "yaml") == 0) {
		WEIR_CLEAN_JSON json_t *list = get->sel.name && json_array_size(views) == 1
						       ? view_object(json_array_get(views, 0))
						       : view_list(views);

		return out_value(format, list);
	}
	if (strcmp(format, "name") == 0)
		print_names(views);
	else
		print_tables(get, views);
	return 0;
}

/* ---- -w ---- */

static bool news(struct get *get, const json_t *view, const char *text)
{
	const char *key = weir_get_str_or(view, "key", "");
	const char *before = json_string_value(json_object_get(get->shown, key));

	if (before && strcmp(before, text) == 0)
		return false;
	json_object_set_new(get->shown, key, json_string(text));
	return true;
}

static void print_row(struct get *get, const json_t *view)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	table_clear(get->vt.table);
	view_table_add(&get->vt, view, &get->term);
	table_print(get->vt.table, &get->term, false, &sb);
	if (news(get, view, sb.data))
		out_text(stdout, sb.data);
}

static void print_object(struct get *get, const json_t *view)
{
	WEIR_CLEAN_JSON json_t *object = view_object(view);
	WEIR_CLEAN_FREE char *text = json_dumps(object, JSON_COMPACT | JSON_SORT_KEYS);

	if (!news(get, view, text))
		return;
	if (strcmp(get->format, "yaml") == 0)
		printf("---\n");
	out_value(get->format, object);
}

static void print_change(struct get *get, const json_t *view)
{
	const char *format = get->format ? get->format : "";

	if (strcmp(format, "json") == 0 || strcmp(format, "yaml") == 0) {
		print_object(get, view);
	} else if (strcmp(format, "name") == 0) {
		WEIR_CLEAN_FREE char *name = view_name(view);

		out_printf(stdout, "%s\n", name);
	} else {
		print_row(get, view);
	}
	fflush(stdout);
}

static bool on_line(void *arg, const json_t *line)
{
	struct get *get = arg;
	const json_t *view = json_object_get(line, "unit");
	const json_t *one;
	size_t i;

	if (view && wanted(get, view) && get->synced)
		print_change(get, view);
	else if (view && wanted(get, view))
		json_array_append(get->first, (json_t *)view);
	if (strcmp(weir_get_str_or(line, "phase", ""), "synced") != 0)
		return true;
	get->synced = true;
	const char *format = get->format ? get->format : "wide";

	if (strcmp(format, "wide") != 0) {
		json_array_foreach(get->first, i, one)
			print_change(get, one);
		return true;
	}
	json_array_foreach(get->first, i, one)
		view_table_add(&get->vt, one, &get->term);
	print_table(get, &get->vt);
	fflush(stdout);
	return true;
}

static int watch(struct get *get, const struct state *st)
{
	struct weir_error err = WEIR_ERROR_INIT;
	int rc = 0;

	if (!st->socket) {
		out_mark(OUT_ERROR, "-w needs a running host; begin one with: weir run -c %s", st->config->file);
		return EXIT_NOT_READY;
	}
	get->first = json_array();
	get->shown = json_object();
	get->vt = table_for(get, json_array_size(get->sel.kinds) == 1 ? json_array_get(get->sel.kinds, 0) : NULL);
	if (state_stream(st, "GET", "/v1/units?watch=1", NULL, on_line, get, &err) != 0)
		rc = cli_fail(&err, EXIT_NOT_READY);
	json_decref(get->first);
	json_decref(get->shown);
	view_table_done(&get->vt);
	weir_error_done(&err);
	return rc;
}

static int get_once(struct get *get, const json_t *views)
{
	WEIR_CLEAN_JSON json_t *found = select_views(get, views);
	bool data = get->format && (strcmp(get->format, "json") == 0 || strcmp(get->format, "yaml") == 0);

	if (json_array_size(found) || (data && !get->sel.name))
		return print_views(get, found);
	select_none(get->cli, &get->sel);
	return get->sel.name ? EXIT_NOT_READY : EXIT_OK;
}

int cmd_get(struct cli *cli)
{
	WEIR_CLEAN_STATE struct state st = STATE_INIT;
	struct get get = { .cli = cli, .term = term_of(1), .format = cli_text(cli, "output") };
	WEIR_CLEAN_JSON json_t *views = NULL;
	struct weir_error err = WEIR_ERROR_INIT;
	int rc = state_open(cli, &st);

	if (rc)
		return rc;
	get.selector = cli_text(cli, "status-selector");
	if (get.selector && !strchr(get.selector, '='))
		return cli_usage(cli->command, "--status-selector is TYPE=STATUS, like ready=false");
	views = st.socket || st.store ? state_views(&st, &err) : json_array();
	get.kinds = state_kinds(&st);
	get.ns = cli_namespace(cli);
	if (!views)
		rc = cli_fail(&err, EXIT_NOT_READY);
	else
		rc = selection_parse(cli, get.kinds, views, cli->args, cli->arg_count, &get.sel);
	if (!rc && !state_there(&st))
		rc = EXIT_NOT_READY;
	if (!rc)
		rc = cli_on(cli, "watch") ? watch(&get, &st) : get_once(&get, views);
	selection_done(&get.sel);
	weir_error_done(&err);
	return rc;
}
