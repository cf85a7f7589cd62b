/* SPDX-License-Identifier: Apache-2.0 */
/*
 * go_time.c - instants: the calendar, arithmetic, zones applied.  Seconds wrap around as Go's do, so
 * that even absurd numbers print the same.
 */
#include <time.h>
#include "go_time.h"

#define DAY             86400
/* Go's absolute time begins on March 1st of this year, a multiple of 400. */
#define EPOCH_YEAR      (-292277022400)
#define ERA_DAYS        146097
#define UNIX_FROM_YEAR1 62135596800
#define ABSOLUTE        (((uint64_t)730692556 * ERA_DAYS + 306) * DAY + UNIX_FROM_YEAR1)

/* ---- calendar ---- */

bool go_is_leap(int64_t year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int go_days_in(int month, int64_t year)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return days[month - 1] + (month == 2 && go_is_leap(year));
}

const char *go_month_name(int month)
{
	static const char *const names[] = { "January", "February", "March",     "April",   "May",      "June",
					     "July",    "August",   "September", "October", "November", "December" };

	return names[month - 1];
}

const char *go_weekday_name(int weekday)
{
	static const char *const names[] = { "Sunday",   "Monday", "Tuesday", "Wednesday",
					     "Thursday", "Friday", "Saturday" };

	return names[weekday];
}

/* Days since the absolute epoch, a Wednesday, to year, month, day. */
static void set_day(struct go_date *d, uint64_t days)
{
	uint64_t era = days / ERA_DAYS, of_era = days % ERA_DAYS;
	uint64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	uint64_t of_year = of_era - (365 * year + year / 4 - year / 100);
	uint64_t month = (5 * of_year + 2) / 153; /* from March */

	d->day = (int)(of_year - (153 * month + 2) / 5 + 1);
	d->month = (int)(month < 10 ? month + 3 : month - 9);
	d->year = (int64_t)(era * 400 + year) + EPOCH_YEAR + (d->month <= 2);
	d->weekday = (int)((days + 3) % 7);
	d->yday = (int)(of_year >= 306 ? of_year - 305 : of_year + 60 + (uint64_t)go_is_leap(d->year));
}

struct go_date go_time_date(const struct go_time *t)
{
	uint64_t at = (uint64_t)t->sec + (uint64_t)(int64_t)go_zone_lookup(t->zone, t->sec).offset + ABSOLUTE;
	unsigned second = (unsigned)(at % DAY);
	struct go_date d = { 0 };

	set_day(&d, at / DAY);
	d.hour = (int)(second / 3600);
	d.minute = (int)(second / 60 % 60);
	d.second = (int)(second % 60);
	return d;
}

int64_t go_time_unix(int64_t year, int month, int day, int hour, int minute, int second)
{
	int64_t years, era, of_era;

	year += (month - 1) / 12;
	month = (month - 1) % 12 + 1;
	if (month < 1) {
		month += 12;
		year--;
	}
	years = year - (month <= 2);
	era = (years >= 0 ? years : years - 399) / 400;
	of_era = years - era * 400;
	of_era = of_era * 365 + of_era / 4 - of_era / 100 + (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	return (era * ERA_DAYS + of_era - 719468) * DAY + (int64_t)hour * 3600 + (int64_t)minute * 60 + second;
}

/* The offset is looked up at the wall clock's time taken as UTC, and once more where that crosses a change. */
int64_t go_time_unix_in(int64_t year, int month, int day, int hour, int minute, int second, const struct go_zone *zone)
{
	int64_t wall = go_time_unix(year, month, day, hour, minute, second);
	int offset = go_zone_lookup(zone, wall).offset;

	return offset ? wall - go_zone_lookup(zone, wall - offset).offset : wall;
}

/* ---- making ---- */

struct go_time *go_time_now(struct weir_arena *a)
{
	struct timespec wall, mono;
	struct go_time *t;

	clock_gettime(CLOCK_REALTIME, &wall);
	clock_gettime(CLOCK_MONOTONIC, &mono);
	t = go_time_new(a, wall.tv_sec, (int32_t)wall.tv_nsec, go_zone_local(a));
	t->has_mono = true;
	t->mono = (int64_t)mono.tv_sec * 1000000000 + mono.tv_nsec;
	return t;
}

struct go_time *go_time_zero(struct weir_arena *a)
{
	return go_time_new(a, -UNIX_FROM_YEAR1, 0, &go_zone_utc);
}

struct go_time *go_time_add(struct weir_arena *a, const struct go_time *t, int64_t ns)
{
	struct go_time *sum = go_time_new(a, t->sec, t->nsec, t->zone);
	int64_t nsec = t->nsec + ns % 1000000000;

	sum->sec = (int64_t)((uint64_t)t->sec + (uint64_t)(ns / 1000000000));
	if (nsec >= 1000000000) {
		sum->sec++;
		nsec -= 1000000000;
	} else if (nsec < 0) {
		sum->sec--;
		nsec += 1000000000;
	}
	sum->nsec = (int32_t)nsec;
	sum->has_mono = t->has_mono && !__builtin_add_overflow(t->mono, ns, &sum->mono);
	return sum;
}

int64_t go_time_sub(const struct go_time *t, const struct go_time *u)
{
	bool before = t->sec != u->sec ? t->sec < u->sec : t->nsec < u->nsec;
	int64_t sec, ns;

	if (t->has_mono && u->has_mono && !__builtin_sub_overflow(t->mono, u->mono, &ns))
		return ns;
	if (__builtin_sub_overflow(t->sec, u->sec, &sec) || __builtin_mul_overflow(sec, 1000000000, &ns) ||
	    __builtin_add_overflow(ns, (int64_t)(t->nsec - u->nsec), &ns))
		return before ? INT64_MIN : INT64_MAX;
	return ns;
}
