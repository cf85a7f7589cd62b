/* SPDX-License-Identifier: Apache-2.0 */
/*
 * log.c - log lines as text or JSON, each redacted and written with one write(2), so that lines of
 * several threads never mix.
 *   2026-11-23T09:21:41.123Z info  message key=value key="two words"
 *   {"time": "...", "level": "info", "message": "...", "key": "value"}
 */
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
#include "base/log.h"

static const char *const level_names[] = { "error", "warn", "info", "debug" };

static atomic_int the_format = LOG_TEXT, the_level = WEIR_INFO, the_fd = STDERR_FILENO;

static pthread_rwlock_t tap_lock = PTHREAD_RWLOCK_INITIALIZER;
static void (*tap_fn)(void *arg, const char *json_line);
static void *tap_arg;

void log_setup(enum log_format format, int level, int fd)
{
	atomic_store(&the_format, format);
	atomic_store(&the_level, level);
	atomic_store(&the_fd, fd);
}

int log_level(void)
{
	return atomic_load(&the_level);
}

void log_tap(void (*fn)(void *arg, const char *json_line), void *arg)
{
	pthread_rwlock_wrlock(&tap_lock);
	tap_fn = fn;
	tap_arg = arg;
	pthread_rwlock_unlock(&tap_lock);
}

static void write_all(int fd, const char *data, size_t len)
{
	ssize_t n;

	for (; len; data += n, len -= (size_t)n) {
		n = write(fd, data, len);
		if (n < 0 && errno == EINTR)
			n = 0;
		else if (n < 0)
			return; /* nowhere left to say so */
	}
}

static void time_now(char out[32])
{
	struct timespec ts;
	struct tm tm;
	size_t n;

	clock_gettime(CLOCK_REALTIME, &ts);
	gmtime_r(&ts.tv_sec, &tm);
	n = strftime(out, 32, "%Y-%m-%dT%H:%M:%S.", &tm);
	out[n++] = (char)('0' + ts.tv_nsec / 100000000);
	out[n++] = (char)('0' + ts.tv_nsec / 10000000 % 10);
	out[n++] = (char)('0' + ts.tv_nsec / 1000000 % 10);
	out[n++] = 'Z';
	out[n] = '\0';
}

/* A value of the text format: as it is when that is one plain word, else as a JSON string. */
static void add_value(struct weir_strbuf *sb, const json_t *value)
{
	const char *s = json_string_value(value);
	WEIR_CLEAN_FREE char *text = NULL;

	if (s && *s && !s[strcspn(s, " \t\r\n\"=\\")]) {
		weir_strbuf_adds(sb, s);
		return;
	}
	text = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
	weir_strbuf_adds(sb, text ? text : "?");
}

static void add_text(struct weir_strbuf *sb, const char *time, int level, const json_t *fields, const char *message)
{
	const char *key;
	json_t *value;

	weir_strbuf_addf(sb, "%s %-5s ", time, level_names[level]);
	for (; *message; message++) /* one line, whatever a message holds */
		weir_strbuf_addc(sb, (unsigned char)*message < ' ' ? ' ' : *message);
	json_object_foreach((json_t *)fields, key, value) {
		weir_strbuf_addf(sb, " %s=", key);
		add_value(sb, value);
	}
	weir_strbuf_addc(sb, '\n');
}

static void add_json(struct weir_strbuf *sb, const char *time, int level, const json_t *fields, const char *message)
{
	WEIR_CLEAN_JSON json_t *line = json_object();
	WEIR_CLEAN_FREE char *text = NULL;
	json_t *string = json_string(message);

	json_object_set_new(line, "time", json_string(time));
	json_object_set_new(line, "level", json_string(level_names[level]));
	json_object_set_new(line, "message", string ? string : json_string("(not UTF-8)"));
	if (fields)
		json_object_update_missing(line, (json_t *)fields);
	text = json_dumps(line, JSON_COMPACT);
	weir_strbuf_adds(sb, text ? text : "{}");
	weir_strbuf_addc(sb, '\n');
}

static void give_tap(const char *time, int level, const json_t *fields, const char *message)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf line = WEIR_STRBUF_INIT;

	pthread_rwlock_rdlock(&tap_lock);
	if (tap_fn) {
		add_json(&line, time, level, fields, message);
		line.data[--line.len] = '\0';
		tap_fn(tap_arg, line.data);
	}
	pthread_rwlock_unlock(&tap_lock);
}

void log_linev(int level, const json_t *fields, const char *fmt, va_list ap)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf raw = WEIR_STRBUF_INIT, line = WEIR_STRBUF_INIT;
	WEIR_CLEAN_FREE char *message = NULL;
	WEIR_CLEAN_JSON json_t *safe = NULL;
	char time[32];

	if (level < WEIR_ERROR)
		level = WEIR_ERROR;
	if (level > WEIR_DEBUG)
		level = WEIR_DEBUG;
	if (level > log_level())
		return;
	time_now(time);
	weir_strbuf_addv(&raw, fmt, ap);
	message = redact(raw.data);
	safe = fields ? redact_json(fields) : NULL;
	if (atomic_load(&the_format) == LOG_JSON)
		add_json(&line, time, level, safe, message);
	else
		add_text(&line, time, level, safe, message);
	write_all(atomic_load(&the_fd), line.data, line.len);
	give_tap(time, level, safe, message);
}

void log_line(int level, const json_t *fields, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	log_linev(level, fields, fmt, ap);
	va_end(ap);
}
