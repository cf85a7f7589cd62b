/* SPDX-License-Identifier: Apache-2.0 */
/* fn_time.c - parts of timestamps and durations. Time zones are UTC and offsets ("+02:00"). */
#include <stdlib.h>
#include <time.h>
#include "ast.h"

enum part { YEAR, MONTH, DATE, DAY_OF_MONTH, DAY_OF_WEEK, DAY_OF_YEAR, HOURS, MINUTES, SECONDS, MILLISECONDS };

static int64_t part_of_time(enum part part, const struct tm *tm, int32_t nanos)
{
	switch (part) {
	case YEAR: return tm->tm_year + 1900;
	case MONTH: return tm->tm_mon;
	case DATE: return tm->tm_mday;
	case DAY_OF_MONTH: return tm->tm_mday - 1;
	case DAY_OF_WEEK: return tm->tm_wday;
	case DAY_OF_YEAR: return tm->tm_yday;
	case HOURS: return tm->tm_hour;
	case MINUTES: return tm->tm_min;
	case SECONDS: return tm->tm_sec;
	case MILLISECONDS: return nanos / 1000000;
	}
	return 0;
}

/* "+02:00", "-08:00", "UTC", "": seconds east of UTC. */
static bool zone(struct cel_text s, int64_t *east)
{
	char text[8] = "", *end, *minutes;
	long h, m;

	if (s.len == 0 || (s.len == 3 && memcmp(s.data, "UTC", 3) == 0)) {
		*east = 0;
		return true;
	}
	if (s.len >= sizeof(text))
		return false;
	memcpy(text, s.data, s.len);
	minutes = strchr(text, ':');
	if (!minutes || minutes == text || strspn(minutes + 1, "0123456789") == 0)
		return false;
	h = strtol(text, &end, 10);
	if (end != minutes)
		return false;
	m = strtol(minutes + 1, &end, 10);
	*east = h * 3600 + (*text == '-' ? -m : m) * 60;
	return !*end;
}

/* A part of a whole duration, in units: getHours() of 90 minutes is 1, getMinutes() 90. */
static struct cel_value part_of_duration(struct run *run, enum part part, const struct cel_value *args, size_t n)
{
	switch (part) {
	case HOURS: return cel_int(args->i / 3600000000000);
	case MINUTES: return cel_int(args->i / 60000000000);
	case SECONDS: return cel_int(args->i / 1000000000);
	case MILLISECONDS: return cel_int(args->i / 1000000);
	default: return no_overload(run, "this part of a time", args, n);
	}
}

static struct cel_value get(struct run *run, enum part part, const struct cel_value *args, size_t n)
{
	int64_t east = 0;
	struct tm tm;
	time_t t;

	if (args->type == CEL_DURATION && n == 1)
		return part_of_duration(run, part, args, n);
	if (args->type != CEL_TIMESTAMP || (n > 1 && args[1].type != CEL_STRING))
		return no_overload(run, "this part of a time", args, n);
	if (n > 1 && !zone(args[1].s, &east))
		return cel_error(run->arena,
				 "the time zone %.*s is not known here, only UTC and offsets like +02:00 are",
				 (int)args[1].s.len, args[1].s.data);
	t = args->time.seconds + east;
	gmtime_r(&t, &tm);
	return cel_int(part_of_time(part, &tm, args->time.nanos));
}

#define PART(name, part)                                                                      \
	static struct cel_value name(struct run *run, const struct cel_value *args, size_t n) \
	{                                                                                     \
		return get(run, part, args, n);                                               \
	}
PART(full_year, YEAR)
PART(month, MONTH)
PART(date, DATE)
PART(day_of_month, DAY_OF_MONTH)
PART(day_of_week, DAY_OF_WEEK)
PART(day_of_year, DAY_OF_YEAR)
PART(hours, HOURS)
PART(minutes, MINUTES)
PART(seconds, SECONDS)
PART(milliseconds, MILLISECONDS)

const struct cel_function functions_time[] = {
	{ "getFullYear", true, false, 1, 2, full_year },
	{ "getMonth", true, false, 1, 2, month },
	{ "getDate", true, false, 1, 2, date },
	{ "getDayOfMonth", true, false, 1, 2, day_of_month },
	{ "getDayOfWeek", true, false, 1, 2, day_of_week },
	{ "getDayOfYear", true, false, 1, 2, day_of_year },
	{ "getHours", true, false, 1, 2, hours },
	{ "getMinutes", true, false, 1, 2, minutes },
	{ "getSeconds", true, false, 1, 2, seconds },
	{ "getMilliseconds", true, false, 1, 2, milliseconds },
	{ NULL },
};
