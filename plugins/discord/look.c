/* SPDX-License-Identifier: Apache-2.0 */
/* Severity and reason to a look. */
#include "look.h"

static const struct {
	int color;
	const char *mark;
} looks[LOOK_COUNT] = {
	[LOOK_SUCCESS] = { 0x2ecc71, "\xe2\x9c\x85" },
	[LOOK_FAILURE] = { 0xe74c3c, "\xe2\x9d\x8c" },
	[LOOK_PROGRESS] = { 0x3498db, "\xf0\x9f\x94\x84" },
	[LOOK_WAITING] = { 0xf1c40f, "\xe2\x8f\xb3" },
};

/* Reasons of events that tell neither of success nor of failure. */
static const struct {
	const char *reason;
	enum look look;
} reasons[] = {
	{ "Progressing", LOOK_PROGRESS },       { "ProgressingWithRetry", LOOK_WAITING },
	{ "DependencyNotReady", LOOK_WAITING }, { "Suspended", LOOK_WAITING },
	{ "NoPlugin", LOOK_WAITING },           { "HealthCheckCanceled", LOOK_WAITING },
};

enum look look_of(const json_t *event)
{
	const char *reason = weir_get_str_or(event, "reason", "");

	if (!strcmp(weir_get_str_or(event, "severity", ""), "error"))
		return LOOK_FAILURE;
	for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
		if (!strcmp(reason, reasons[i].reason))
			return reasons[i].look;
	return LOOK_SUCCESS;
}

int look_color(enum look look)
{
	return looks[look].color;
}

const char *look_mark(enum look look)
{
	return looks[look].mark;
}
