/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The newest log lines, for `weir logs`.  Lines come from any thread: each is posted to the loop,
 * which alone looks at the ring.  The hub is counted because posted lines may outlive the API.
 */
#include <stdatomic.h>
#include <stdlib.h>
#include <weir/yaml.h>

#include "api/server.h"
#include "base/log.h"

struct line {
	struct line *next;
	struct api_logs *logs;
	size_t len;
	char text[];
};

struct api_logs {
	struct api *api; /* NULL: ended */
	struct loop *loop;
	struct line *first, **last;
	size_t bytes;
	atomic_uint refs;
};

static void unref(struct api_logs *logs)
{
	if (atomic_fetch_sub(&logs->refs, 1) == 1)
		free(logs);
}

static void drop_first(struct api_logs *logs)
{
	struct line *line = logs->first;

	logs->first = line->next;
	if (!logs->first)
		logs->last = &logs->first;
	logs->bytes -= line->len;
	free(line);
}

static json_t *parsed(const struct line *line)
{
	return json_loads(line->text, 0, NULL);
}

static void on_line(void *arg)
{
	struct line *line = arg;
	struct api_logs *logs = line->logs;

	if (!logs->api) {
		free(line);
		unref(logs);
		return;
	}
	WEIR_CLEAN_JSON json_t *json = logs->api->streams ? parsed(line) : NULL;

	line->next = NULL;
	*logs->last = line;
	logs->last = &line->next;
	logs->bytes += line->len;
	while (logs->bytes > API_LOG_BYTES)
		drop_first(logs);
	if (json)
		api_feed(logs->api, API_LOGS, NULL, json);
	unref(logs);
}

static void on_tap(void *arg, const char *text)
{
	struct api_logs *logs = arg;
	size_t len = strlen(text);
	struct line *line = weir_malloc(sizeof(*line) + len + 1);

	line->next = NULL;
	line->logs = logs;
	line->len = sizeof(*line) + len + 1;
	memcpy(line->text, text, len + 1);
	atomic_fetch_add(&logs->refs, 1);
	loop_post(logs->loop, on_line, line);
}

struct api_logs *api_logs_new(struct api *api)
{
	struct api_logs *logs = weir_calloc(1, sizeof(*logs));

	logs->api = api;
	logs->loop = api->loop;
	logs->last = &logs->first;
	atomic_init(&logs->refs, 1);
	log_tap(on_tap, logs);
	return logs;
}

void api_logs_free(struct api_logs *logs)
{
	if (!logs)
		return;
	log_tap(NULL, NULL);
	logs->api = NULL;
	while (logs->first)
		drop_first(logs);
	unref(logs);
}

json_t *api_logs_lines(const struct api_logs *logs)
{
	json_t *lines = json_array(), *json;

	for (const struct line *line = logs->first; line; line = line->next) {
		json = parsed(line);
		if (json)
			json_array_append_new(lines, json);
	}
	return lines;
}
