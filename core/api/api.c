/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The API as a whole: its listeners follow config.listen, its streams follow the engine.
 */
#include <stdlib.h>
#include <time.h>

#include "api/server.h"
#include "base/trim.h"
#include "notify/kinds.h"

static bool listed(const json_t *listen, const char *address)
{
	const json_t *item;
	size_t i;

	json_array_foreach(listen, i, item) {
		if (json_is_string(item) && strcmp(json_string_value(item), address) == 0)
			return true;
	}
	return false;
}

static bool open_already(const struct api *api, const char *address)
{
	for (const struct api_listener *l = api->listeners; l; l = l->next) {
		if (strcmp(l->address, address) == 0)
			return true;
	}
	return false;
}

static void free_list(struct api_listener *list)
{
	while (list) {
		struct api_listener *next = list->next;

		api_listener_free(list);
		list = next;
	}
}

static void drop_unlisted(struct api *api, const json_t *listen)
{
	struct api_listener *gone = NULL;

	for (struct api_listener **link = &api->listeners; *link;) {
		struct api_listener *listener = *link;

		if (listed(listen, listener->address)) {
			link = &listener->next;
			continue;
		}
		*link = listener->next;
		listener->next = gone;
		gone = listener;
	}
	free_list(gone);
}

int api_listen(struct api *api, const json_t *listen, struct weir_error *err)
{
	struct api_listener *fresh = NULL, *one = NULL;
	const json_t *item;
	size_t i;

	json_array_foreach(listen, i, item) {
		const char *address = json_string_value(item);

		if (!address || open_already(api, address))
			continue;
		if (api_listener_new(api, address, &one, err) != 0) {
			free_list(fresh);
			return err ? err->code : WEIR_E_INTERNAL;
		}
		one->next = fresh;
		fresh = one;
	}
	drop_unlisted(api, listen);
	while (fresh) {
		one = fresh;
		fresh = one->next;
		one->next = api->listeners;
		api->listeners = one;
	}
	api_observe(api);
	return 0;
}

/* Readers that went away are noticed when something is written to them. */
static void on_heartbeat(void *arg)
{
	struct api *api = arg;

	for (struct api_stream *s = api->streams; s; s = s->next)
		api_stream_send(s, NULL);
	loop_timer_set(api->heartbeat, loop_now() + API_HEARTBEAT_MS);
}

/* What answering has brought into memory is not needed while nobody asks. */
static void on_quiet(void *arg)
{
	(void)arg;
	trim_idle();
}

int api_new(struct engine *engine, const json_t *listen, struct api **out, struct weir_error *err)
{
	struct api *api = weir_calloc(1, sizeof(*api));

	api->engine = engine;
	api->loop = engine_loop(engine);
	api->started = time(NULL);
	api->metrics = api_metrics_new();
	api->logs = api_logs_new(api);
	api->quiet = loop_timer_new(api->loop, on_quiet, api);
	api->heartbeat = loop_timer_new(api->loop, on_heartbeat, api);
	loop_timer_set(api->heartbeat, loop_now() + API_HEARTBEAT_MS);
	if (api_listen(api, listen, err) != 0) {
		api_free(api);
		return err ? err->code : WEIR_E_INTERNAL;
	}
	*out = api;
	return 0;
}

void api_ready(struct api *api, bool ready)
{
	api->ready = ready;
}

void api_free(struct api *api)
{
	if (!api)
		return;
	free_list(api->listeners);
	api->listeners = NULL;
	if (api->observing)
		engine_unobserve(api->engine, api);
	for (struct api_later *later = api->later; later; later = later->next)
		later->api = NULL;
	loop_timer_free(api->heartbeat);
	loop_timer_free(api->quiet);
	api_logs_free(api->logs);
	api_metrics_free(api->metrics);
	free(api);
}

void api_add_kinds(json_t *kinds, const struct weir_plugin *descriptor)
{
	WEIR_CLEAN_JSON json_t *all = loader_describe(descriptor);
	json_t *kind;
	size_t i;

	json_array_foreach(json_object_get(all, "kinds"), i, kind) {
		json_object_set_new(kind, "plugin", json_string(descriptor->name));
		json_array_append(kinds, kind);
	}
}

static json_t *texts(const char *const *list)
{
	json_t *array = json_array();

	for (size_t i = 0; list && list[i]; i++)
		json_array_append_new(array, json_string(list[i]));
	return array;
}

void api_core_kinds(json_t *kinds)
{
	static const struct weir_kind *const own[] = { &kinds_alert, &kinds_provider };

	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		json_array_append_new(kinds,
				      json_pack("{s:s, s:s, s:s, s:o, s:o, s:o, s:s*, s:s}", "group", own[i]->group,
						"kind", own[i]->kind, "plural", own[i]->plural, "aliases",
						texts(own[i]->aliases), "versions", texts(own[i]->versions), "columns",
						texts(own[i]->columns), "noun", own[i]->noun, "role", "core"));
}

char *api_event_key(const json_t *event)
{
	return weir_ref_key(weir_get(event, "involvedObject"));
}
