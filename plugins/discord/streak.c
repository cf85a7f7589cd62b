/* SPDX-License-Identifier: Apache-2.0 */
/* Kept as {"failedAt": timestamp, "failed": reason}. Progress ends no failure. */
#include "streak.h"

#include <time.h>
#include <weir/notify.h>

static int64_t seconds_of(const char *stamp)
{
	struct tm tm = { 0 };

	return strptime(stamp, "%Y-%m-%dT%H:%M:%S", &tm) ? (int64_t)timegm(&tm) : 0;
}

static bool is_failing(const json_t *record)
{
	return weir_get_str(record, "failedAt") != NULL;
}

bool streak_begins(const json_t *record, const json_t *event)
{
	return look_of(event) == LOOK_FAILURE && !is_failing(record);
}

char *streak_recovery(const json_t *record, const json_t *event)
{
	if (!is_failing(record) || look_of(event) != LOOK_SUCCESS)
		return NULL;
	int64_t from = seconds_of(weir_get_str(record, "failedAt")),
		to = seconds_of(weir_get_str_or(event, "timestamp", ""));
	WEIR_CLEAN_FREE char *took = weir_duration_format(to > from && from ? (to - from) * 1000 : 0);
	WEIR_CLEAN_FREE char *words = weir_notify_words(weir_get_str_or(record, "failed", ""));
	return weir_asprintf("after %s (%s)", took, words);
}

void streak_keep(json_t *out, const json_t *record, const json_t *event)
{
	enum look look = look_of(event);

	if (look == LOOK_SUCCESS)
		return;
	if (is_failing(record)) {
		json_object_set(out, "failedAt", json_object_get(record, "failedAt"));
		json_object_set(out, "failed", json_object_get(record, "failed"));
	} else if (look == LOOK_FAILURE) {
		json_object_set_new(out, "failedAt", json_string(weir_get_str_or(event, "timestamp", "")));
		json_object_set_new(out, "failed", json_string(weir_get_str_or(event, "reason", "")));
	}
}
