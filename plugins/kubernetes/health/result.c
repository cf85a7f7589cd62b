/* SPDX-License-Identifier: Apache-2.0 */
/* result.c - how a rule says what it has found, and the names of the statuses. */
#include "rules.h"

const char *health_name(enum health_status status)
{
	static const char *const names[] = {
		[HEALTH_UNKNOWN] = "Unknown", [HEALTH_CURRENT] = "Current",         [HEALTH_IN_PROGRESS] = "InProgress",
		[HEALTH_FAILED] = "Failed",   [HEALTH_TERMINATING] = "Terminating", [HEALTH_NOT_FOUND] = "NotFound",
	};

	return names[status];
}

static char *format(const char *fmt, va_list ap) __attribute__((format(printf, 1, 0)));
static char *format(const char *fmt, va_list ap)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;

	weir_strbuf_addv(&sb, fmt, ap);
	return weir_strbuf_take(&sb);
}

enum rule_result rule_current(struct health *out, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	*out = (struct health){ .status = HEALTH_CURRENT, .message = format(fmt, ap) };
	va_end(ap);
	return RULE_DECIDED;
}

enum rule_result rule_terminating(struct health *out, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	*out = (struct health){ .status = HEALTH_TERMINATING, .message = format(fmt, ap) };
	va_end(ap);
	return RULE_DECIDED;
}

/* The condition that the object would have if it kept to the convention. */
static enum rule_result with_condition(struct health *out, enum health_status status, const char *type,
				       const char *reason, char *message)
{
	*out = (struct health){ .status = status, .message = message };
	out->conditions = json_pack("[{s:s, s:s, s:s, s:s}]", "type", type, "status", "True", "reason", reason,
				    "message", message);
	return RULE_DECIDED;
}

enum rule_result rule_progress(struct health *out, const char *reason, const char *fmt, ...)
{
	va_list ap;
	char *message;

	va_start(ap, fmt);
	message = format(fmt, ap);
	va_end(ap);
	return with_condition(out, HEALTH_IN_PROGRESS, "Reconciling", reason, message);
}

enum rule_result rule_failed(struct health *out, const char *reason, const char *fmt, ...)
{
	va_list ap;
	char *message;

	va_start(ap, fmt);
	message = format(fmt, ap);
	va_end(ap);
	return with_condition(out, HEALTH_FAILED, "Stalled", reason, message);
}
