/* SPDX-License-Identifier: Apache-2.0 */
/* The members of Flux's events, and nothing else; metadata is a map of texts there. */
#include "body.h"

static const char *const texts[] = { "severity", "timestamp",           "message",
				     "reason",   "reportingController", "reportingInstance" };
static const char *const parts[] = { "kind", "namespace", "name", "uid", "apiVersion", "resourceVersion" };

static void copy(json_t *to, const json_t *from, const char *key)
{
	json_t *value = json_object_get(from, key);

	if (json_is_string(value))
		json_object_set(to, key, value);
}

static json_t *metadata_of(const json_t *event)
{
	json_t *out = json_object(), *value;
	const char *key;

	json_object_foreach(json_object_get(event, "metadata"), key, value) {
		WEIR_CLEAN_FREE char *text =
			json_is_string(value) ? NULL
					      : json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY | JSON_SORT_KEYS);
		json_object_set_new(out, key, text ? json_string(text) : json_incref(value));
	}
	return out;
}

char *body_of(const json_t *event)
{
	WEIR_CLEAN_JSON json_t *out = json_object();
	json_t *about = json_object(), *metadata = metadata_of(event);

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		copy(about, json_object_get(event, "involvedObject"), parts[i]);
	json_object_set_new(out, "involvedObject", about);
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		copy(out, event, texts[i]);
	/* Members that receivers may rely on, whatever the event lacks. */
	if (!json_object_get(out, "reportingController"))
		json_object_set_new(out, "reportingController", json_string("weir"));
	if (!json_object_get(out, "reportingInstance"))
		json_object_set(out, "reportingInstance", json_object_get(out, "reportingController"));
	if (json_object_size(metadata))
		json_object_set(out, "metadata", metadata);
	json_decref(metadata);
	return json_dumps(out, JSON_COMPACT);
}

char *body_event_id(const json_t *event)
{
	const json_t *id = json_object_get(event, "id");

	if (json_is_integer(id))
		return weir_asprintf("%lld", (long long)json_integer_value(id));
	return json_is_string(id) ? weir_strdup(json_string_value(id)) : NULL;
}
