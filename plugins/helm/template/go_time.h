/* SPDX-License-Identifier: Apache-2.0 */
/*
 * go_time.h - Go's time package as far as templates reach it: instants with a zone, layouts both
 * ways, durations in nanoseconds.  Times are template objects of the class "time.Time"; what a
 * function here makes lives in the arena it is given.
 */
#ifndef HELM_GO_TIME_H
#define HELM_GO_TIME_H

#include "value.h"

/* ---- zones ---------------------------------------------------------------- */

struct go_zone;
extern const struct go_zone go_zone_utc;
/* What TZ or /etc/localtime say. Never NULL. */
const struct go_zone *go_zone_local(struct weir_arena *a);
/* "", "UTC", "Local" or a name of the tz database; NULL: there is none of that name. */
const struct go_zone *go_zone_load(struct weir_arena *a, const char *name, size_t len);
const struct go_zone *go_zone_fixed(struct weir_arena *a, const char *name, size_t len, int offset);
const char *go_zone_name(const struct go_zone *z);

struct go_zone_at {
	const char *name; /* abbreviation */
	int offset;       /* seconds east of UTC */
	bool dst;
};
struct go_zone_at go_zone_lookup(const struct go_zone *z, int64_t unix_seconds);
/* Offset of an abbreviation about that time (as if in UTC). */
bool go_zone_lookup_name(const struct go_zone *z, const char *name, size_t len, int64_t unix_seconds, int *offset);

/* ---- instants -------------------------------------------------------------- */

struct go_time {
	struct object object;
	int64_t sec; /* since 1970 */
	int32_t nsec;
	bool has_mono;
	int64_t mono; /* nanoseconds of the monotonic clock, shown by String() */
	const struct go_zone *zone;
};

struct go_date {
	int64_t year;
	int month, day, yday; /* from 1 */
	int weekday;          /* 0: Sunday */
	int hour, minute, second;
};

/* The time behind a value; NULL: it is none. */
struct go_time *go_time_of(const struct value *v);
struct value go_time_value(struct go_time *t);
struct go_time *go_time_new(struct weir_arena *a, int64_t sec, int32_t nsec, const struct go_zone *zone);
struct go_time *go_time_now(struct weir_arena *a);
struct go_time *go_time_zero(struct weir_arena *a); /* Time{} */
struct go_time *go_time_add(struct weir_arena *a, const struct go_time *t, int64_t ns);
int64_t go_time_sub(const struct go_time *t, const struct go_time *u); /* nanoseconds, held to int64 */
struct go_date go_time_date(const struct go_time *t);
/* Seconds since 1970 of a date in UTC. */
int64_t go_time_unix(int64_t year, int month, int day, int hour, int minute, int second);
/* The same with a wall clock of @zone, as time.Date() decides where it is ambiguous. */
int64_t go_time_unix_in(int64_t year, int month, int day, int hour, int minute, int second, const struct go_zone *zone);
int go_days_in(int month, int64_t year);
bool go_is_leap(int64_t year);
const char *go_month_name(int month);     /* from 1 */
const char *go_weekday_name(int weekday); /* 0: Sunday */

void go_time_format(const struct go_time *t, const char *layout, size_t len, struct weir_strbuf *sb);
#define GO_RFC3339NANO "2006-01-02T15:04:05.999999999Z07:00"
/* time.ParseInLocation(); NULL with the error's text in @why. */
struct go_time *go_time_parse(struct weir_arena *a, const char *layout, size_t layout_len, const char *text, size_t len,
			      const struct go_zone *zone, struct weir_strbuf *why);

/* ---- layouts ----------------------------------------------------------------- */

enum go_std {
	STD_NONE,
	STD_LONG_MONTH,
	STD_MONTH,
	STD_NUM_MONTH,
	STD_ZERO_MONTH,
	STD_LONG_WEEKDAY,
	STD_WEEKDAY,
	STD_DAY,
	STD_UNDER_DAY,
	STD_ZERO_DAY,
	STD_UNDER_YEAR_DAY,
	STD_ZERO_YEAR_DAY,
	STD_HOUR,
	STD_HOUR12,
	STD_ZERO_HOUR12,
	STD_MINUTE,
	STD_ZERO_MINUTE,
	STD_SECOND,
	STD_ZERO_SECOND,
	STD_LONG_YEAR,
	STD_YEAR,
	STD_PM,
	STD_PM_LOWER,
	STD_TZ,
	STD_ISO_TZ,
	STD_ISO_SECONDS_TZ,
	STD_ISO_SHORT_TZ,
	STD_ISO_COLON_TZ,
	STD_ISO_COLON_SECONDS_TZ,
	STD_NUM_TZ,
	STD_NUM_SECONDS_TZ,
	STD_NUM_SHORT_TZ,
	STD_NUM_COLON_TZ,
	STD_NUM_COLON_SECONDS_TZ,
	STD_FRACTION_0,
	STD_FRACTION_9,
};

/* The next element of a layout: plain text of @prefix bytes, then @len bytes that mean @std. */
struct go_chunk {
	enum go_std std;
	size_t prefix, len;
	size_t digits;  /* of a fraction */
	char separator; /* of a fraction */
};
struct go_chunk go_layout_next(const char *layout, size_t len);

/* ---- durations (nanoseconds) --------------------------------------------------- */

/* time.ParseDuration(); false with the error's text in @why (may be NULL). */
bool go_duration_parse(const char *s, size_t len, int64_t *ns, struct weir_strbuf *why);
void go_duration_format(int64_t ns, struct weir_strbuf *sb);
struct value go_duration_value(struct weir_arena *a, int64_t ns);
/* A duration object or an integer. */
bool go_duration_of(const struct value *v, int64_t *ns);
/* Round half away from zero to multiples of @unit. */
int64_t go_duration_round(int64_t ns, int64_t unit);
/* Go's quote() of the time package: other than printable ASCII as \xNN. */
void go_time_quote(struct weir_strbuf *sb, const char *s, size_t len);

#endif
