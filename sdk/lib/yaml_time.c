/* SPDX-License-Identifier: Apache-2.0 */
/*
 * yaml_time.c - the four layouts of a timestamp that goyaml takes, read as strictly and as loosely as
 * Go's time.Parse reads them, and RFC 3339 of what they say.
 */
#include <stdio.h>
#include "yaml_private.h"

struct cursor {
	const char *p, *end;
};

static bool is_digit(const struct cursor *c, size_t i)
{
	return c->p + i < c->end && c->p[i] >= '0' && c->p[i] <= '9';
}

/* A number of @least to @most digits. */
static bool take_number(struct cursor *c, int least, int most, int *value)
{
	int n;

	*value = 0;
	for (n = 0; n < most && is_digit(c, 0); n++)
		*value = *value * 10 + (*c->p++ - '0');
	return n >= least;
}

static bool take_char(struct cursor *c, char want)
{
	if (c->p >= c->end || *c->p != want)
		return false;
	c->p++;
	return true;
}

static bool is_date(int year, int month, int day)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1] + (month == 2 && leap);
}

/* "15:4:5.999999999" */
static bool take_clock(struct cursor *c, struct yaml_time *t)
{
	int digits;

	if (!take_number(c, 1, 2, &t->hour) || !take_char(c, ':') || !take_number(c, 1, 2, &t->minute) ||
	    !take_char(c, ':') || !take_number(c, 1, 2, &t->second) || t->hour > 23 || t->minute > 59 || t->second > 59)
		return false;
	if (c->p >= c->end || (*c->p != '.' && *c->p != ',') || !is_digit(c, 1))
		return true;
	c->p++;
	for (digits = 0; is_digit(c, 0); c->p++, digits++)
		if (digits < 9)
			t->nano = t->nano * 10 + (*c->p - '0');
	for (; digits < 9; digits++)
		t->nano *= 10;
	return true;
}

/* "Z" or "+07:00" */
static bool take_zone(struct cursor *c, struct yaml_time *t)
{
	int hour, minute;
	char sign;

	if (take_char(c, 'Z'))
		return true;
	if (c->p >= c->end || (*c->p != '+' && *c->p != '-'))
		return false;
	sign = *c->p++;
	if (!take_number(c, 2, 2, &hour) || !take_char(c, ':') || !take_number(c, 2, 2, &minute) || hour > 24 ||
	    minute > 60)
		return false;
	t->offset = (hour * 60 + minute) * (sign == '-' ? -1 : 1);
	return true;
}

bool yaml_time_parse(const char *s, size_t len, struct yaml_time *t)
{
	struct cursor c = { s, s + len };

	*t = (struct yaml_time){ 0 };
	if (!take_number(&c, 4, 4, &t->year) || !take_char(&c, '-') || !take_number(&c, 1, 2, &t->month) ||
	    !take_char(&c, '-') || !take_number(&c, 1, 2, &t->day) || !is_date(t->year, t->month, t->day))
		return false;
	if (c.p == c.end)
		return true;
	if (take_char(&c, 'T') || take_char(&c, 't'))
		return take_clock(&c, t) && take_zone(&c, t) && c.p == c.end;
	if (*c.p != ' ')
		return false;
	while (take_char(&c, ' '))
		;
	return take_clock(&c, t) && c.p == c.end;
}

bool yaml_time_format(const struct yaml_time *t, char out[64])
{
	int n = snprintf(out, 64, "%04d-%02d-%02dT%02d:%02d:%02d", t->year, t->month, t->day, t->hour, t->minute,
			 t->second);
	int offset = t->offset < 0 ? -t->offset : t->offset;

	if (offset >= 24 * 60)
		return false;
	if (t->nano) {
		n += snprintf(out + n, 64 - (size_t)n, ".%09d", t->nano);
		while (out[n - 1] == '0')
			n--;
	}
	if (offset)
		snprintf(out + n, 64 - (size_t)n, "%c%02d:%02d", t->offset < 0 ? '-' : '+', offset / 60, offset % 60);
	else
		snprintf(out + n, 64 - (size_t)n, "Z");
	return true;
}
