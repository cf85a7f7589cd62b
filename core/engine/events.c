/* SPDX-License-Identifier: Apache-2.0 */
/*
 * events.c - one fact about one unit, in Flux's words, stored in the transaction that settles it.
 * The same severity, reason and message twice in a row is one event: a failure that lasts is told
 * once, and its end is told too.
 */
#include <stdio.h>
#include <stdlib.h>
#include "engine/engine_private.h"

static json_t *involved(const struct unit *unit)
{
	const json_t *o = unit->row.object;

	return json_pack("{s:s, s:s, s:s, s:s}", "apiVersion", weir_get_str_or(o, "apiVersion", ""), "kind",
			 weir_object_kind(o), "namespace", weir_object_namespace(o), "name", weir_object_name(o));
}

static json_t *metadata(const struct unit *unit, const json_t *artifact)
{
	static const char *const from_info[] = { "summary", "author", "url" };
	const char *revision = unit->attempted ? unit->attempted : weir_get_str(artifact, "revision");
	json_t *out = json_object(), *info = json_object_get(artifact, "info");
	size_t i;

	if (revision)
		json_object_set_new(out, "revision", json_string(revision));
	for (i = 0; i < sizeof(from_info) / sizeof(from_info[0]); i++)
		if (json_is_string(json_object_get(info, from_info[i])))
			json_object_set(out, from_info[i], json_object_get(info, from_info[i]));
	return out;
}

void event_add(struct unit *unit, const char *severity, const char *reason, const char *message, const json_t *changes,
	       const json_t *artifact)
{
	WEIR_CLEAN_FREE char *same = weir_asprintf("%s %s %s", severity, reason, message), *red = redact(message),
			     *clean = message_clean(red);
	char now[32];
	json_t *event;

	if (unit->last_event && strcmp(unit->last_event, same) == 0 && strcmp(severity, "error") == 0)
		return;
	free(unit->last_event);
	unit->last_event = weir_strdup(same);
	weir_time_format((int64_t)time(NULL), now);
	event = json_pack("{s:s, s:s, s:s, s:s, s:o, s:o, s:s}", "timestamp", now, "severity", severity, "reason",
			  reason, "message", clean, "involvedObject", involved(unit), "metadata",
			  metadata(unit, artifact), "reportingController", "weir");
	if (!event) { /* a reason that is not UTF-8 */
		log_warn("an event of %s could not be made: its text is not UTF-8", unit->row.key);
		return;
	}
	if (json_array_size(changes))
		json_object_set(event, "changes", (json_t *)changes);
	json_array_append_new(unit->engine->pending_events,
			      json_pack("{s:s, s:o}", "unit", unit->row.key, "event", event));
}

int events_store(struct engine *engine, struct weir_error *err)
{
	json_t *item;
	size_t i;

	json_array_foreach(engine->pending_events, i, item) {
		const char *key = weir_get_str(item, "unit");
		json_t *event = json_object_get(item, "event");
		struct unit *unit = units_find(engine, key);
		char text[24];
		int64_t id;
		int rc = store_add_event(engine->store, key, event, &id, err);

		if (rc)
			return rc;
		snprintf(text, sizeof(text), "%lld", (long long)id);
		json_object_set_new(event, "id", json_string(text));
		if (engine->on_event)
			rc = engine->on_event(engine->on_event_arg, id, key, unit ? unit->row.object : NULL, event,
					      err);
		if (rc)
			return rc;
	}
	return 0;
}

void events_told(struct engine *engine)
{
	WEIR_CLEAN_JSON json_t *told = engine->pending_events;
	json_t *item;
	size_t i, k;

	engine->pending_events = json_array();
	json_array_foreach(told, i, item)
		for (k = 0; k < MAX_OBSERVERS; k++)
			if (engine->observers[k] && engine->observers[k]->event)
				engine->observers[k]->event(engine->observers[k]->arg, json_object_get(item, "event"));
	if (json_array_size(told) && engine->on_committed)
		engine->on_committed(engine->on_event_arg);
}
