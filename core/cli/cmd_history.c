/* SPDX-License-Identifier: Apache-2.0 */
/*
 * weir history, weir export: what a unit was, and what it is.
 */
#include <time.h>

#include "cli/commands.h"
#include "cli/format.h"
#include "cli/kinds.h"
#include "cli/view.h"
#include "weir/yaml.h"

/* status.history as Flux shapes it: newest first. */
static void add_history(struct table *table, const json_t *row)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf revision = WEIR_STRBUF_INIT, digest = WEIR_STRBUF_INIT;
	int64_t last = format_time_parse(weir_get_str(row, "lastReconciled"));
	struct format_buf age = last < 0 ? (struct format_buf){ "-" } : format_age(time(NULL) - last);
	const char *text;
	char total[24];

	format_short(&revision, weir_get_str_or(row, "metadata.revision", weir_get_str_or(row, "chartVersion", "")));
	text = weir_get_str_or(row, "digest", "");
	if (strchr(text, ':'))
		format_short(&digest, text);
	else
		weir_strbuf_addf(&digest, "%.8s", text);
	snprintf(total, sizeof(total), "%lld", (long long)weir_get_int(row, "totalReconciliations", 1));
	table_add(table, TABLE_CUT,
		  (const char *[]){ revision.data, digest.data, age.s,
				    weir_get_str_or(row, "lastReconciledDuration", "-"), total,
				    weir_get_str_or(row, "lastReconciledStatus", weir_get_str_or(row, "status", "")) });
}

static int print_history(struct cli *cli, const json_t *view)
{
	static const char *const titles[] = { "REVISION", "DIGEST", "LAST", "TOOK", "TIMES", "STATUS", NULL };
	const json_t *history = weir_get(view, "status.history"), *row;
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	struct term term = term_of(1);
	size_t i;

	if (!json_array_size(history)) {
		WEIR_CLEAN_FREE char *text = view_text(view);

		out_mark(OUT_WARN, "%s has no history yet", text);
		return EXIT_OK;
	}
	struct table *table = table_new(titles);

	json_array_foreach(history, i, row)
		add_history(table, row);
	table_print(table, &term, !cli_on(cli, "no-header"), &sb);
	out_text(stdout, sb.data);
	table_free(table);
	return EXIT_OK;
}

int cmd_history(struct cli *cli)
{
	WEIR_CLEAN_STATE struct state st = STATE_INIT;
	WEIR_CLEAN_JSON json_t *views = NULL;
	const char *format = cli_text(cli, "output");
	int rc = state_open(cli, &st);

	if (rc)
		return rc;
	const json_t *view = select_one(cli, &st, &views, &rc);

	if (!view)
		return rc;
	if (!format)
		return print_history(cli, view);
	WEIR_CLEAN_JSON json_t *history = json_incref(weir_get(view, "status.history"));
	WEIR_CLEAN_JSON json_t *list = json_pack("{s:o}", "items", history ? json_incref(history) : json_array());

	return out_value(format, list);
}
