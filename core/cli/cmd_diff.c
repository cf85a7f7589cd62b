/* SPDX-License-Identifier: Apache-2.0 */
/*
 * weir diff: what the next apply of a unit would change.  Exit 1 when something would.
 */
#include "cli/commands.h"
#include "cli/kinds.h"
#include "cli/offline.h"
#include "cli/view.h"

static void print_diff(const struct term *term, const char *diff)
{
	while (*diff) {
		size_t n = strcspn(diff, "\n");
		enum term_color color = *diff == '-'   ? TERM_RED
					: *diff == '+' ? TERM_GREEN
					: *diff == '@' ? TERM_CYAN
						       : TERM_PLAIN;
		WEIR_CLEAN_FREE char *raw = weir_strndup(diff, n);
		WEIR_CLEAN_STRBUF struct weir_strbuf line = WEIR_STRBUF_INIT;

		text_clean(&line, raw, "");
		out_printf(stdout, "%s%s%s\n", term_on(term, color), line.data ? line.data : "", term_off(term, color));
		diff += n + (diff[n] == '\n');
	}
}

static bool changes_something(const json_t *change)
{
	const char *action = weir_get_str_or(change, "action", "");

	return strcmp(action, "unchanged") != 0 && strcmp(action, "skipped") != 0;
}

static int print_changes(struct cli *cli, const json_t *changes)
{
	const char *format = cli_text(cli, "output");
	WEIR_CLEAN_JSON json_t *some = json_array();
	struct term term = term_of(1);
	json_t *change;
	size_t i;

	json_array_foreach(changes, i, change) {
		if (changes_something(change))
			json_array_append(some, change);
	}
	if (format) {
		WEIR_CLEAN_JSON json_t *list = json_pack("{s:O}", "items", some);

		out_value(format, list);
	}
	json_array_foreach(some, i, change) {
		WEIR_CLEAN_FREE char *text = weir_ref_text(json_object_get(change, "ref"));

		if (format)
			break;
		out_printf(stdout, "%s► %s %s%s%s%s\n", term_on(&term, TERM_BOLD), text,
			   weir_get_str_or(change, "action", ""), weir_get_str(change, "message") ? ": " : "",
			   weir_get_str_or(change, "message", ""), term_off(&term, TERM_BOLD));
		print_diff(&term, weir_get_str_or(change, "diff", ""));
	}
	return json_array_size(some) ? EXIT_NOT_READY : EXIT_OK;
}

int cmd_diff(struct cli *cli)
{
	WEIR_CLEAN_STATE struct state st = STATE_INIT;
	struct weir_error err = WEIR_ERROR_INIT;
	WEIR_CLEAN_JSON json_t *views = NULL;
	WEIR_CLEAN_JSON json_t *body = NULL;
	int rc = state_open(cli, &st);

	if (rc)
		return rc;
	const json_t *view = select_one(cli, &st, &views, &rc);

	if (!view)
		return rc;
	if (st.socket) {
		WEIR_CLEAN_JSON json_t *request = json_pack("{s:s}", "key", weir_get_str_or(view, "key", ""));

		body = state_ask(&st, "POST", "/v1/diff", request, &err);
	} else {
		body = offline_diff(st.config, weir_get_str_or(view, "key", ""), &err);
	}
	if (!body) {
		rc = cli_fail(&err, EXIT_USAGE); /* 1 would say "differs" */
		weir_error_done(&err);
		return rc;
	}
	return print_changes(cli, json_object_get(body, "items"));
}
