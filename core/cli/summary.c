/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The end of `weir run --once`: how many units are ready, what is not and why, what was changed.
 */
#include "cli/summary.h"

#include <stdlib.h>

#include "base/loop.h"
#include "cli/format.h"
#include "cli/table.h"
#include "cli/view.h"

#define SHOWN 20 /* changes listed one by one */

static const char *const actions[] = { "created", "configured", "pruned", "failed" };
#define ACTIONS (sizeof(actions) / sizeof(actions[0]))

void summary_init(struct summary *summary)
{
	summary->changes = json_object();
	summary->began = loop_now();
}

void summary_done(struct summary *summary)
{
	json_decref(summary->changes);
}

static bool counted(const char *action)
{
	for (size_t i = 0; i < ACTIONS; i++) {
		if (strcmp(actions[i], action) == 0)
			return true;
	}
	return false;
}

void summary_event(struct summary *summary, const json_t *event)
{
	const json_t *change;
	size_t i;

	json_array_foreach(json_object_get(event, "changes"), i, change) {
		WEIR_CLEAN_FREE char *text = weir_ref_text(json_object_get(change, "ref"));
		const char *action = weir_get_str_or(change, "action", "");

		if (counted(action))
			json_object_set_new(summary->changes, text, json_string(action));
	}
}

static size_t count(const struct summary *summary, const char *action)
{
	const char *key;
	json_t *value;
	size_t n = 0;

	json_object_foreach(summary->changes, key, value)
		n += strcmp(json_string_value(value), action) == 0;
	return n;
}

static const char *reason_of(const json_t *view)
{
	const json_t *item;
	size_t i;

	json_array_foreach(weir_get(view, "status.conditions"), i, item) {
		if (strcmp(weir_get_str_or(item, "type", ""), "Ready") == 0)
			return weir_get_str_or(item, "reason", "");
	}
	return "";
}

static bool is_well(const json_t *view)
{
	return strcmp(view_ready(view, NULL), "True") == 0 || weir_get_bool(view, "suspended", false);
}

json_t *summary_json(const struct summary *summary, const json_t *views, int64_t now, int exit_code)
{
	json_t *not_ready = json_array(), *numbers = json_object(), *changed = json_array(), *view, *value;
	size_t i, ready = 0;
	const char *key;

	json_array_foreach(views, i, view) {
		WEIR_CLEAN_FREE char *name = view_text(view);
		const char *message, *status = view_ready(view, &message);

		ready += strcmp(status, "True") == 0;
		if (!is_well(view))
			json_array_append_new(not_ready,
					      json_pack("{s:s, s:s, s:s, s:s}", "name", name, "ready", status, "reason",
							reason_of(view), "message", message));
	}
	for (i = 0; i < ACTIONS; i++)
		json_object_set_new(numbers, actions[i], json_integer((json_int_t)count(summary, actions[i])));
	json_object_foreach(summary->changes, key, value)
		json_array_append_new(changed, json_pack("{s:s, s:O}", "object", key, "action", value));
	return json_pack("{s:I, s:I, s:o, s:o, s:o, s:I, s:i}", "units", (json_int_t)json_array_size(views), "ready",
			 (json_int_t)ready, "notReady", not_ready, "changes", numbers, "changed", changed, "durationMs",
			 (json_int_t)(now - summary->began), "exitCode", exit_code);
}

static void add_changes(const struct summary *summary, const struct term *term, struct weir_strbuf *out)
{
	static const char *const titles[] = { "ACTION", "OBJECT", NULL };
	struct table *table = table_new(titles);
	size_t total = json_object_size(summary->changes);
	const char *key;
	json_t *value;

	json_object_foreach(summary->changes, key, value) {
		if (table_rows(table) < SHOWN || total == SHOWN + 1)
			table_add(table, TABLE_CUT, (const char *[]){ json_string_value(value), key });
	}
	weir_strbuf_addc(out, '\n');
	table_print(table, term, true, out);
	if (total > table_rows(table))
		weir_strbuf_addf(out, "… and %zu more\n", total - table_rows(table));
	table_free(table);
	weir_strbuf_addc(out, '\n');
}

/* What is not ready, with the whole message: live lines had to cut it. */
static void add_not_ready(const json_t *views, const struct term *term, struct weir_strbuf *out)
{
	static const char *const titles[] = { "NOT READY", "MESSAGE", NULL };
	struct table *table = table_new(titles);
	const json_t *view;
	size_t i;

	json_array_foreach(views, i, view) {
		WEIR_CLEAN_FREE char *name = view_text(view);
		WEIR_CLEAN_STRBUF struct weir_strbuf text = WEIR_STRBUF_INIT;
		const char *message;

		view_ready(view, &message);
		format_short(&text, *message ? message : "has not been reconciled");
		if (!is_well(view))
			table_add(table, TABLE_FOLD, (const char *[]){ name, text.data });
	}
	if (table_rows(table)) {
		weir_strbuf_addc(out, '\n');
		table_print(table, term, true, out);
		weir_strbuf_addc(out, '\n');
	}
	table_free(table);
}

static void add_numbers(const struct summary *summary, struct weir_strbuf *out)
{
	const char *comma = "";

	if (!json_object_size(summary->changes)) {
		weir_strbuf_adds(out, "nothing changed");
		return;
	}
	for (size_t i = 0; i < ACTIONS; i++) {
		size_t n = count(summary, actions[i]);

		if (n) {
			weir_strbuf_addf(out, "%s%zu %s", comma, n, actions[i]);
			comma = ", ";
		}
	}
}

void summary_text(const struct summary *summary, const json_t *views, int64_t now, const struct term *term,
		  struct weir_strbuf *out)
{
	struct format_buf took = format_took(now - summary->began);
	size_t i, ready = 0, suspended = 0, total = json_array_size(views);
	const json_t *view;

	json_array_foreach(views, i, view) {
		bool good = strcmp(view_ready(view, NULL), "True") == 0;

		ready += good;
		suspended += !good && weir_get_bool(view, "suspended", false);
	}
	bool well = ready + suspended == total;

	if (term->tty && json_object_size(summary->changes))
		add_changes(summary, term, out);
	if (term->tty)
		add_not_ready(views, term, out);
	weir_strbuf_addf(out, "%s%s%s ", term_on(term, well ? TERM_GREEN : TERM_RED), well ? "✔" : "✗",
			 term_off(term, well ? TERM_GREEN : TERM_RED));
	if (ready == total)
		weir_strbuf_addf(out, "%zu unit%s ready", total, total == 1 ? "" : "s");
	else
		weir_strbuf_addf(out, "%zu of %zu units ready", ready, total);
	if (suspended)
		weir_strbuf_addf(out, ", %zu suspended", suspended);
	weir_strbuf_addf(out, " after %s: ", took.s);
	add_numbers(summary, out);
	weir_strbuf_addc(out, '\n');
}
