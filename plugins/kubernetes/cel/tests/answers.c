/* SPDX-License-Identifier: Apache-2.0 */
/*
 * answers.c - the same questions and answers as tests/fuzz/kubernetes-oracle, one JSON line each:
 * {"object"} gives {"ok", "status", "message", "conditions"}; {"expr", "data"} gives {"ok", "value"}.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "cel.h"
#include "health.h"

static json_t *refused(struct weir_error *err)
{
	return json_pack("{s:b, s:s}", "ok", 0, "err", err->message);
}

static json_t *health(const json_t *object)
{
	struct weir_error err = WEIR_ERROR_INIT;
	struct health h = { 0 };
	json_t *out;

	if (health_compute(object, 0, time(NULL), &h, &err))
		out = refused(&err);
	else
		out = json_pack("{s:b, s:s, s:s, s:O}", "ok", 1, "status", health_name(h.status), "message", h.message,
				"conditions", h.conditions);
	health_done(&h);
	weir_error_done(&err);
	return out;
}

static json_t *expression(const char *text, const json_t *data)
{
	struct weir_error err = WEIR_ERROR_INIT;
	struct cel *cel = NULL;
	char *value = NULL;
	json_t *out;

	if (cel_parse(text, &cel, &err) || cel_eval_text(cel, data, &value, &err))
		out = refused(&err);
	else
		out = json_pack("{s:b, s:s}", "ok", 1, "value", value);
	free(value);
	cel_free(cel);
	weir_error_done(&err);
	return out;
}

int main(void)
{
	size_t room = 0;
	char *line = NULL;
	ssize_t n;

	while ((n = getline(&line, &room, stdin)) > 0) {
		WEIR_CLEAN_JSON json_t *in = json_loadb(line, (size_t)n, JSON_ALLOW_NUL, NULL), *out = NULL;
		const char *expr = weir_get_str(in, "expr");

		out = expr ? expression(expr, json_object_get(in, "data")) : health(json_object_get(in, "object"));
		json_dumpf(out, stdout, JSON_COMPACT);
		putchar('\n');
		fflush(stdout);
	}
	free(line);
	return 0;
}
