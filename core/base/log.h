/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Log lines, and the redactor that every text leaving the process goes through (log, status,
 * events, API, command line).  Thread-safe.
 */
#ifndef CORE_BASE_LOG_H
#define CORE_BASE_LOG_H

#include <weir/util.h>

enum log_format { LOG_TEXT, LOG_JSON };

/* Once, at start. @level: enum weir_level, lines above it are left out. Default: text, WEIR_INFO, stderr. */
void log_setup(enum log_format format, int level, int fd);
int log_level(void);

/*
 * One line: time, level, text, and the pairs of @fields (a flat JSON object, may be NULL;
 * borrowed): {"unit": "Kustomization/flux-system/apps", "plugin": "kustomize", ...}.
 */
void log_line(int level, const json_t *fields, const char *fmt, ...) WEIR_PRINTF(3, 4);
void log_linev(int level, const json_t *fields, const char *fmt, va_list ap) WEIR_PRINTF(3, 0);
#define log_error(...) log_line(WEIR_ERROR, NULL, __VA_ARGS__)
#define log_warn(...)  log_line(WEIR_WARN, NULL, __VA_ARGS__)
#define log_info(...)  log_line(WEIR_INFO, NULL, __VA_ARGS__)
#define log_debug(...) log_line(WEIR_DEBUG, NULL, __VA_ARGS__)
/* Each line is also given to fn (for `weir logs -f`), in the thread that logs. NULL: nobody. */
void log_tap(void (*fn)(void *arg, const char *json_line), void *arg);

/* From now on @secret (shorter than 4 bytes: ignored) becomes "***" wherever redact() looks. */
void redact_add(const char *secret, size_t len);
/* The text with every known secret, and user:password@ of every URL, replaced. malloc'ed. */
char *redact(const char *text);
/* In every string of @j (keys too), in place in a copy: new reference. */
json_t *redact_json(const json_t *j);

#endif
