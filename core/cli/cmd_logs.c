/* SPDX-License-Identifier: Apache-2.0 */
/*
 * weir logs: the newest lines of the running host's log, and with -f what comes.
 */
#include <strings.h>

#include "cli/commands.h"
#include "cli/kinds.h"
#include "cli/term.h"
#include "config/config.h"

static const char *const levels[] = { "error", "warn", "info", "debug", NULL };

static int level_number(const char *name)
{
	for (int i = 0; levels[i]; i++) {
		if (strcmp(levels[i], name) == 0)
			return i;
	}
	return WEIR_INFO;
}

struct logs {
	struct cli *cli;
	struct term term;
	int level;
	const char *kind, *name;
};

/* "Kind.group/namespace/name" of the line's unit, or of its message's beginning, against --kind and --name. */
static bool of_unit(const struct logs *logs, const json_t *line)
{
	const char *text = weir_get_str_or(line, "unit", weir_get_str_or(line, "message", ""));
	WEIR_CLEAN_FREE char *unit = weir_strndup(text, strcspn(text, ": "));
	size_t n = strcspn(unit, "./");
	const char *name = strrchr(unit, '/');

	if (logs->kind && (strlen(logs->kind) != n || strncasecmp(unit, logs->kind, n) != 0))
		return false;
	return !logs->name || (name && strcmp(name + 1, logs->name) == 0);
}

static enum term_color level_color(int level)
{
	return level == WEIR_ERROR   ? TERM_RED
	       : level == WEIR_WARN  ? TERM_YELLOW
	       : level == WEIR_DEBUG ? TERM_DIM
				     : TERM_PLAIN;
}

static void print_text(const struct logs *logs, const json_t *line, int level)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	const char *key;
	json_t *value;

	weir_strbuf_addf(&sb, "%s %s%-5s%s ", weir_get_str_or(line, "time", ""),
			 term_on(&logs->term, level_color(level)), weir_get_str_or(line, "level", ""),
			 term_off(&logs->term, level_color(level)));
	if (weir_get_str(line, "unit"))
		weir_strbuf_addf(&sb, "%s%s%s ", term_on(&logs->term, TERM_BOLD), weir_get_str(line, "unit"),
				 term_off(&logs->term, TERM_BOLD));
	text_clean(&sb, weir_get_str_or(line, "message", ""), "; ");
	json_object_foreach((json_t *)line, key, value) {
		static const char *const shown[] = { "time", "level", "message", "unit", NULL };
		WEIR_CLEAN_FREE char *text =
			json_is_string(value) ? NULL : json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
		size_t i = 0;

		while (shown[i] && strcmp(shown[i], key) != 0)
			i++;
		if (shown[i])
			continue;
		weir_strbuf_addf(&sb, " %s%s=", term_on(&logs->term, TERM_DIM), key);
		text_clean(&sb, text ? text : json_string_value(value), " ");
		weir_strbuf_adds(&sb, term_off(&logs->term, TERM_DIM));
	}
	weir_strbuf_addc(&sb, '\n');
	out_text(stdout, sb.data);
}

static bool on_line(void *arg, const json_t *line)
{
	const struct logs *logs = arg;
	int level = level_number(weir_get_str_or(line, "level", "info"));

	if (level > logs->level || !of_unit(logs, line))
		return true;
	if (strcmp(cli_text(logs->cli, "output"), "json") == 0) {
		WEIR_CLEAN_FREE char *text = json_dumps(line, JSON_COMPACT);

		out_printf(stdout, "%s\n", text);
	} else {
		print_text(logs, line, level);
	}
	fflush(stdout);
	return true;
}

static int print_now(const struct state *st, struct logs *logs, struct weir_error *err)
{
	WEIR_CLEAN_JSON json_t *body = state_ask(st, "GET", "/v1/logs", NULL, err);
	json_t *line;
	size_t i;

	if (!body)
		return err->code;
	json_array_foreach(json_object_get(body, "items"), i, line)
		on_line(logs, line);
	return 0;
}

int cmd_logs(struct cli *cli)
{
	WEIR_CLEAN_STATE struct state st = STATE_INIT;
	struct logs logs = { .cli = cli, .term = term_of(1), .level = level_number(cli_text(cli, "level")) };
	struct weir_error err = WEIR_ERROR_INIT;
	int rc = state_open(cli, &st);

	if (rc)
		return rc;
	logs.kind = cli_text(cli, "kind");
	logs.name = cli_text(cli, "name");
	if (!st.socket) {
		out_mark(OUT_ERROR,
			 "no host runs for %s: its log went to where it was started (journalctl -u weir); weir events "
			 "has "
			 "what happened to units",
			 st.config->file);
		return EXIT_NOT_READY;
	}
	rc = cli_on(cli, "follow") ? state_stream(&st, "GET", "/v1/logs?watch=1", NULL, on_line, &logs, &err)
				   : print_now(&st, &logs, &err);
	if (rc)
		rc = cli_fail(&err, EXIT_NOT_READY);
	weir_error_done(&err);
	return rc;
}
