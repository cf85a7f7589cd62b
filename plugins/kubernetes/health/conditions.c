/* SPDX-License-Identifier: Apache-2.0 */
/*
 * conditions.c - status.conditions of an object.  They are checked once, before any rule looks: a list
 * of maps whose type, status, reason and message are texts; null counts as absent everywhere.
 */
#include "rules.h"

static const char *const texts[] = { "type", "status", "reason", "message" };

static bool is_nothing(const json_t *value)
{
	return !value || json_is_null(value);
}

static bool is_condition(const json_t *condition)
{
	size_t i;

	if (json_is_null(condition))
		return true;
	if (!json_is_object(condition))
		return false;
	for (i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		const json_t *text = json_object_get(condition, texts[i]);

		if (!is_nothing(text) && !json_is_string(text))
			return false;
	}
	return true;
}

enum rule_result conditions_check(struct look *look, struct weir_error *err)
{
	const json_t *status = json_object_get(look->object, "status"), *list, *condition;
	size_t i;

	if (is_nothing(status))
		return RULE_OPEN;
	list = json_object_get(status, "conditions");
	if (json_is_object(status) && is_nothing(list))
		return RULE_OPEN;
	if (!json_is_array(list)) {
		weir_fail(err, WEIR_E_INVALID, "InvalidStatus", "%s of %s is not %s: its health cannot be told",
			  list ? "status.conditions" : "status", weir_object_kind(look->object),
			  list ? "a list" : "a map");
		return RULE_REFUSED;
	}
	json_array_foreach((json_t *)list, i, condition) {
		if (is_condition(condition))
			continue;
		weir_fail(err, WEIR_E_INVALID, "InvalidStatus",
			  "status.conditions[%zu] of %s is not a condition: its health cannot be told", i,
			  weir_object_kind(look->object));
		return RULE_REFUSED;
	}
	look->conditions = list;
	return RULE_OPEN;
}

const char *condition_text(const json_t *condition, const char *key)
{
	const char *text = json_string_value(json_object_get(condition, key));

	return text ? text : "";
}

bool condition_has(const json_t *condition, const char *type, const char *status)
{
	return strcmp(condition_text(condition, "type"), type) == 0 &&
	       strcmp(condition_text(condition, "status"), status) == 0;
}

const json_t *conditions_find(const struct look *look, const char *type, const char *status)
{
	const json_t *condition;
	size_t i;

	json_array_foreach((json_t *)look->conditions, i, condition) {
		if (condition_has(condition, type, status))
			return condition;
	}
	return NULL;
}
