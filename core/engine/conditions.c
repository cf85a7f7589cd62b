/* SPDX-License-Identifier: Apache-2.0 */
/*
 * conditions.c - status.conditions: one of a type, lastTransitionTime kept while the status is the
 * same, observedGeneration the generation that was looked at (metav1.Condition's rules).
 */
#include <stdlib.h>
#include "engine/engine_private.h"

static json_t *find(const json_t *status, const char *type, size_t *index)
{
	json_t *list = json_object_get(status, "conditions"), *item;
	size_t i;

	json_array_foreach(list, i, item) {
		if (strcmp(weir_get_str_or(item, "type", ""), type) == 0) {
			if (index)
				*index = i;
			return item;
		}
	}
	return NULL;
}

const json_t *condition_get(const json_t *status, const char *type)
{
	return find(status, type, NULL);
}

bool condition_is(const json_t *status, const char *type, const char *value)
{
	return strcmp(weir_get_str_or(find(status, type, NULL), "status", ""), value) == 0;
}

void condition_set(json_t *status, const char *type, const char *value, const char *reason, const char *message,
		   int64_t generation)
{
	json_t *list = json_object_get(status, "conditions"), *item = find(status, type, NULL);
	WEIR_CLEAN_FREE char *text = message_clean(message);
	char now[32];

	if (!list) {
		list = json_array();
		json_object_set_new(status, "conditions", list);
	}
	if (!item) {
		item = json_object();
		json_array_append_new(list, item);
	}
	if (strcmp(weir_get_str_or(item, "status", ""), value) != 0) {
		weir_time_format((int64_t)time(NULL), now);
		json_object_set_new(item, "lastTransitionTime", json_string(now));
	}
	json_object_set_new(item, "type", json_string(type));
	json_object_set_new(item, "status", json_string(value));
	json_object_set_new(item, "reason", json_string(reason));
	json_object_set_new(item, "message", json_string(text));
	json_object_set_new(item, "observedGeneration", json_integer(generation));
}

void condition_remove(json_t *status, const char *type)
{
	size_t index;

	if (find(status, type, &index))
		json_array_remove(json_object_get(status, "conditions"), index);
}

bool condition_ready(const struct unit *unit)
{
	return condition_is(unit->row.status, "Ready", "True") &&
	       weir_get_int(unit->row.status, "observedGeneration", -1) == unit->row.generation;
}
