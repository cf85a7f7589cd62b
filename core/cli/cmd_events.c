/* SPDX-License-Identifier: Apache-2.0 */
/*
 * weir events: what happened to units, from the host or the state database; --undelivered: the
 * notifications that wait in the outbox.
 */
#include <stdlib.h>
#include <strings.h>
#include <time.h>

#include "cli/commands.h"
#include "cli/format.h"
#include "cli/kinds.h"
#include "cli/view.h"
#include "config/config.h"

struct events {
	struct cli *cli;
	struct term term;
	struct selection sel;
	const char *ns;
	struct table *table;
	bool header;
	long long last; /* id of the newest event seen */
};

static bool wanted(const struct events *events, const json_t *event)
{
	const json_t *object = json_object_get(event, "involvedObject");
	WEIR_CLEAN_FREE char *group = NULL;
	const char *version, *type = cli_text(events->cli, "type");

	weir_split_api_version(weir_get_str_or(object, "apiVersion", ""), &group, &version);
	WEIR_CLEAN_JSON json_t *view = json_pack(
		"{s:{s:s, s:s, s:s, s:s}}", "ref", "group", group, "kind", weir_get_str_or(object, "kind", ""),
		"namespace", weir_get_str_or(object, "namespace", ""), "name", weir_get_str_or(object, "name", ""));
	bool error = strcmp(weir_get_str_or(event, "severity", ""), "error") == 0;

	if (type && (strcasecmp(type, "Warning") == 0) != error)
		return false;
	return selection_match(&events->sel, view, events->ns);
}

static void add(struct events *events, const json_t *event)
{
	const json_t *object = json_object_get(event, "involvedObject");
	WEIR_CLEAN_STRBUF struct weir_strbuf message = WEIR_STRBUF_INIT;
	WEIR_CLEAN_FREE char *name =
		weir_asprintf("%s/%s", weir_get_str_or(object, "kind", ""), weir_get_str_or(object, "name", ""));
	int64_t when = format_time_parse(weir_get_str(event, "timestamp"));
	struct format_buf age = when < 0 ? (struct format_buf){ "-" } : format_age(time(NULL) - when);
	bool error = strcmp(weir_get_str_or(event, "severity", ""), "error") == 0;
	const char *cells[8] = { NULL };
	size_t n = 0;

	format_short(&message, weir_get_str_or(event, "message", ""));
	if (!*events->ns)
		cells[n++] = weir_get_str_or(object, "namespace", "");
	cells[n++] = age.s;
	cells[n++] = error ? "Warning" : "Normal";
	cells[n++] = weir_get_str_or(event, "reason", "");
	cells[n++] = name;
	cells[n++] = message.data;
	table_add(events->table, TABLE_FOLD, cells);
}

static void print(struct events *events)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	table_print(events->table, &events->term, events->header, &sb);
	out_text(stdout, sb.data ? sb.data : "");
	fflush(stdout);
	table_clear(events->table);
	events->header = false;
}

static void table_begin(struct events *events)
{
	static const char *const titles[] = { "NAMESPACE", "LAST SEEN", "TYPE", "REASON", "OBJECT", "MESSAGE", NULL };

	events->table = table_new(*events->ns ? titles + 1 : titles);
	events->header = !cli_on(events->cli, "no-header");
}

static bool is_format(const struct events *events, const char *format)
{
	const char *text = cli_text(events->cli, "output");

	return text && strcmp(text, format) == 0;
}

static void note_id(struct events *events, const json_t *event)
{
	long long id = strtoll(weir_get_str_or(event, "id", "0"), NULL, 10);

	if (id > events->last)
		events->last = id;
}

static bool on_line(void *arg, const json_t *event)
{
	struct events *events = arg;

	note_id(events, event);
	if (!wanted(events, event))
		return true;
	if (is_format(events, "json")) {
		WEIR_CLEAN_FREE char *text = json_dumps(event, JSON_COMPACT);

		out_printf(stdout, "%s\n", text);
		fflush(stdout);
		return true;
	}
	add(events, event);
	print(events);
	return true;
}

/* The last @limit wanted ones. */
static json_t *select_events(const struct events *events, const json_t *all, size_t limit)
{
	WEIR_CLEAN_JSON json_t *found = json_array();
	json_t *event, *last = json_array();
	size_t i;

	json_array_foreach(all, i, event) {
		if (wanted(events, event))
			json_array_append(found, event);
	}
	size_t n = json_array_size(found);

	for (i = limit && n > limit ? n - limit : 0; i < n; i++)
		json_array_append(last, json_array_get(found, i));
	return last;
}

static int print_now(struct events *events, const struct state *st, struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *all = state_events(st, NULL, 10000, err);
	json_t *event;
	size_t i;

	if (!all)
		return err->code;
	json_array_foreach(all, i, event)
		note_id(events, event);
	WEIR_CLEAN_JSON json_t *found = select_events(events, all, (size_t)cli_number(events->cli, "limit"));

	if (is_format(events, "json") || is_format(events, "yaml")) {
		WEIR_CLEAN_JSON json_t *list = json_pack("{s:O}", "items", found);

		return out_value(cli_text(events->cli, "output"), list);
	}
	json_array_foreach(found, i, event)
		add(events, event);
	if (json_array_size(found))
		print(events);
	else
		out_mark(OUT_WARN, "no events");
	return 0;
}

/* ---- --undelivered ---- */

static int print_outbox(struct events *events, const struct state *st, struct weir_error *err)
{
	static const char *const titles[] = {
		"ID", "STATE", "ATTEMPTS", "NEXT", "PROVIDER", "OBJECT", "MESSAGE", NULL
	};
	WEIR_CLEAN_JSON json_t *items = state_outbox(st, err);
	const json_t *item;
	size_t i;

	if (!items)
		return err->code;
	if (is_format(events, "json") || is_format(events, "yaml")) {
		WEIR_CLEAN_JSON json_t *list = json_pack("{s:O}", "items", items);

		return out_value(cli_text(events->cli, "output"), list);
	}
	table_free(events->table);
	events->table = table_new(titles);
	json_array_foreach(items, i, item) {
		char id[24], attempts[24];
		struct format_buf next = format_age(weir_get_int(item, "notBefore", 0) - time(NULL));
		const json_t *object = weir_get(item, "event.involvedObject");
		WEIR_CLEAN_FREE char *about = object ? weir_ref_text(object) : weir_strdup("");
		const char *error = weir_get_str_or(item, "error", "");

		snprintf(id, sizeof(id), "%lld", (long long)weir_get_int(item, "id", 0));
		snprintf(attempts, sizeof(attempts), "%lld", (long long)weir_get_int(item, "attempts", 0));
		table_add(events->table, TABLE_FOLD,
			  (const char *[]){ id, weir_get_str_or(item, "state", ""), attempts, next.s,
					    weir_get_str_or(item, "provider", ""), about,
					    *error ? error : weir_get_str_or(item, "event.message", "") });
	}
	if (json_array_size(items))
		print(events);
	else
		printf("every notification was delivered\n");
	return 0;
}

static int show(struct events *events, const struct state *st)
{
	struct weir_error err = WEIR_ERROR_INIT;
	int rc;

	if (cli_on(events->cli, "undelivered"))
		rc = print_outbox(events, st, &err);
	else
		rc = print_now(events, st, &err);
	if (!rc && cli_on(events->cli, "follow")) { /* what came meanwhile, then what comes */
		WEIR_CLEAN_FREE char *target = weir_asprintf("/v1/events?watch=1&after=%lld", events->last);

		rc = state_stream(st, "GET", target, NULL, on_line, events, &err);
	}
	if (rc)
		rc = cli_fail(&err, EXIT_NOT_READY);
	weir_error_done(&err);
	return rc;
}

static int select_unit(struct events *events, struct state *st)
{
	const char *unit = cli_text(events->cli, "for");
	WEIR_CLEAN_JSON json_t *views = NULL;

	if (!unit)
		return 0;
	if (!strchr(unit, '/'))
		return cli_usage(events->cli->command, "--for is KIND/NAME, not \"%s\"", unit);
	views = st->socket || st->store ? state_views(st, NULL) : NULL;
	return selection_parse(events->cli, state_kinds(st), views, &unit, 1, &events->sel);
}

int cmd_events(struct cli *cli)
{
	WEIR_CLEAN_STATE struct state st = STATE_INIT;
	struct events events = { .cli = cli, .term = term_of(1) };
	int rc = state_open(cli, &st);

	if (rc)
		return rc;
	events.ns = cli_namespace(cli);
	rc = select_unit(&events, &st);
	if (!rc && !state_there(&st))
		rc = EXIT_NOT_READY;
	if (!rc && cli_on(cli, "follow") && !st.socket) {
		out_mark(OUT_ERROR, "-f needs a running host; begin one with: weir run -c %s", st.config->file);
		rc = EXIT_NOT_READY;
	}
	if (!rc) {
		table_begin(&events);
		rc = show(&events, &st);
	}
	table_free(events.table);
	selection_done(&events.sel);
	return rc;
}
