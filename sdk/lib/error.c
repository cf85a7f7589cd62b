/* SPDX-License-Identifier: Apache-2.0 */
/* error.c - filling, prefixing, moving and releasing struct weir_error. */
#include <stdio.h>
#include <stdlib.h>
#include <weir/util.h>

static const struct {
	int code;
	const char *name, *reason;
} codes[] = {
	{ WEIR_OK, "ok", "Succeeded" },
	{ WEIR_E_INVALID, "invalid", "Invalid" },
	{ WEIR_E_NOT_FOUND, "not-found", "NotFound" },
	{ WEIR_E_TRANSIENT, "transient", "Failed" },
	{ WEIR_E_AUTH, "auth", "AuthenticationFailed" },
	{ WEIR_E_CANCELLED, "cancelled", "Cancelled" },
	{ WEIR_E_TIMEOUT, "timeout", "Timeout" },
	{ WEIR_E_UNSUPPORTED, "unsupported", "Unsupported" },
	{ WEIR_E_INTERNAL, "internal", "InternalError" },
};

static size_t code_row(int code)
{
	size_t i;

	for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (codes[i].code == code)
			return i;
	return sizeof(codes) / sizeof(codes[0]) - 1;
}

const char *weir_code_name(int code)
{
	return codes[code_row(code)].name;
}

/* A message is one line, whatever names and texts of others it quotes. */
static char *one_line(char *text)
{
	size_t len = strlen(text);
	char *p;

	while (len && (text[len - 1] == '\n' || text[len - 1] == '\r'))
		text[--len] = '\0';
	for (p = text; *p; p++)
		if (*p == '\n' || *p == '\r')
			*p = ' ';
	return text;
}

int weir_fail(struct weir_error *err, int code, const char *reason, const char *fmt, ...)
{
	va_list ap;
	char *text;

	if (!err)
		return code;
	va_start(ap, fmt);
	if (vasprintf(&text, fmt, ap) < 0)
		abort();
	va_end(ap);
	free(err->message);
	err->message = one_line(text);
	err->code = code;
	err->retry_after_ms = 0;
	snprintf(err->reason, sizeof(err->reason), "%s", reason ? reason : codes[code_row(code)].reason);
	return code;
}

int weir_fail_prefix(struct weir_error *err, const char *fmt, ...)
{
	va_list ap;
	char *prefix, *whole;

	if (!err)
		return WEIR_E_INTERNAL;
	va_start(ap, fmt);
	if (vasprintf(&prefix, fmt, ap) < 0)
		abort();
	va_end(ap);
	whole = weir_asprintf("%s: %s", prefix, err->message ? err->message : "unknown error");
	free(prefix);
	free(err->message);
	err->message = one_line(whole);
	return err->code;
}

void weir_error_done(struct weir_error *err)
{
	if (!err)
		return;
	free(err->message);
	*err = (struct weir_error)WEIR_ERROR_INIT;
}

void weir_error_move(struct weir_error *to, struct weir_error *from)
{
	if (!from)
		return;
	if (!to) {
		weir_error_done(from);
		return;
	}
	free(to->message);
	*to = *from;
	to->size = sizeof(*to);
	*from = (struct weir_error)WEIR_ERROR_INIT;
}
