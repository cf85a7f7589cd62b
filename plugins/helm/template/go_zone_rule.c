/* SPDX-License-Identifier: Apache-2.0 */
/*
 * go_zone_rule.c - the POSIX rule at the end of a TZif file ("CET-1CEST,M3.5.0,M10.5.0/3"): names and
 * offsets of both times, and when in a year they change.
 */
#include "go_zone.h"

#define DAY  86400
#define HOUR 3600

enum kind { JULIAN, DAY_OF_YEAR, MONTH_WEEK_DAY };

struct change {
	enum kind kind;
	int day, week, month;
	int time; /* seconds of the day */
};

struct go_rule {
	struct go_zone_at standard, summer;
	bool changes;
	struct change start, end; /* of summer time */
};

/* ---- reading ---- */

static bool take_number(const char **p, int least, int most, int *out)
{
	const char *s = *p;
	int n = 0;

	for (; *s >= '0' && *s <= '9'; s++) {
		n = n * 10 + (*s - '0');
		if (n > most)
			return false;
	}
	if (s == *p || n < least)
		return false;
	*p = s;
	*out = n;
	return true;
}

static const char *take_name(struct weir_arena *a, const char **p)
{
	const char *s = *p, *end;

	if (*s == '<') {
		end = strchr(s, '>');
		if (!end)
			return NULL;
		*p = end + 1;
		return weir_arena_strndup(a, s + 1, (size_t)(end - s) - 1);
	}
	end = s + strcspn(s, "0123456789,-+");
	*p = end;
	return end - s < 3 ? NULL : weir_arena_strndup(a, s, (size_t)(end - s));
}

static bool take_offset(const char **p, int *out)
{
	bool negative = **p == '-';
	int hours, minutes = 0, seconds = 0;

	*p += **p == '-' || **p == '+';
	if (!take_number(p, 0, 24 * 7, &hours))
		return false;
	if (**p == ':') {
		(*p)++;
		if (!take_number(p, 0, 59, &minutes))
			return false;
		if (**p == ':') {
			(*p)++;
			if (!take_number(p, 0, 59, &seconds))
				return false;
		}
	}
	*out = (hours * HOUR + minutes * 60 + seconds) * (negative ? -1 : 1);
	return true;
}

static bool take_dot(const char **p)
{
	return *(*p)++ == '.';
}

static bool take_change(const char **p, struct change *c)
{
	bool good;

	*c = (struct change){ .time = 2 * HOUR };
	if (**p == 'J') {
		(*p)++;
		c->kind = JULIAN;
		good = take_number(p, 1, 365, &c->day);
	} else if (**p == 'M') {
		(*p)++;
		c->kind = MONTH_WEEK_DAY;
		good = take_number(p, 1, 12, &c->month) && take_dot(p) && take_number(p, 1, 5, &c->week) &&
		       take_dot(p) && take_number(p, 0, 6, &c->day);
	} else {
		c->kind = DAY_OF_YEAR;
		good = take_number(p, 0, 365, &c->day);
	}
	if (!good || **p != '/')
		return good;
	(*p)++;
	return take_offset(p, &c->time);
}

struct go_rule *go_rule_parse(struct weir_arena *a, const char *p)
{
	struct go_rule *r = weir_arena_alloc(a, sizeof(*r));

	r->standard.name = take_name(a, &p);
	if (!r->standard.name || !take_offset(&p, &r->standard.offset))
		return NULL;
	r->standard.offset = -r->standard.offset;
	if (!*p || *p == ',')
		return r;
	r->summer.name = take_name(a, &p);
	if (!r->summer.name)
		return NULL;
	r->summer.dst = r->changes = true;
	r->summer.offset = r->standard.offset + HOUR;
	if (*p && *p != ',') {
		if (!take_offset(&p, &r->summer.offset))
			return NULL;
		r->summer.offset = -r->summer.offset;
	}
	if (!*p)
		p = ",M3.2.0,M11.1.0";
	if (*p != ',' && *p != ';')
		return NULL;
	p++;
	if (!take_change(&p, &r->start) || *p++ != ',' || !take_change(&p, &r->end) || *p)
		return NULL;
	return r;
}

/* ---- looking up ---- */

static int days_before(int month)
{
	static const int days[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365 };

	return days[month - 1];
}

/* Day of the year (from 0) of the week's day in its month. */
static int week_day(const struct change *c, int64_t year)
{
	int64_t year_day_1 = go_time_unix(year, c->month, 1, 0, 0, 0) / DAY;
	int first = (int)(((year_day_1 + 4) % 7 + 7) % 7), day = c->day - first, week;

	if (day < 0)
		day += 7;
	for (week = 1; week < c->week && day + 7 < go_days_in(c->month, year); week++)
		day += 7;
	return day + days_before(c->month) + (go_is_leap(year) && c->month > 2);
}

/* Seconds of the year at which it happens, in UTC. */
static int64_t seconds_of(const struct change *c, int64_t year, int offset)
{
	int64_t day = c->day;

	if (c->kind == JULIAN)
		day = c->day - 1 + (go_is_leap(year) && c->day >= 60);
	else if (c->kind == MONTH_WEEK_DAY)
		day = week_day(c, year);
	return day * DAY + c->time - offset;
}

struct go_zone_at go_rule_lookup(const struct go_rule *r, int64_t sec)
{
	struct go_time t = { .sec = sec, .zone = &go_zone_utc };
	struct go_zone_at outside = r->standard, inside = r->summer;
	int64_t start, end, at;
	struct go_date d;

	if (!r->changes)
		return r->standard;
	d = go_time_date(&t);
	at = (int64_t)(d.yday - 1) * DAY + d.hour * HOUR + d.minute * 60 + d.second;
	start = seconds_of(&r->start, d.year, r->standard.offset);
	end = seconds_of(&r->end, d.year, r->summer.offset);
	if (end < start) {
		int64_t swap = start;

		start = end;
		end = swap;
		outside = r->summer;
		inside = r->standard;
	}
	return at < start || at >= end ? outside : inside;
}
