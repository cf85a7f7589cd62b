/* SPDX-License-Identifier: Apache-2.0 */
/*
 * go_time_parse.c - texts to times by a layout, with the errors of Go's time.Parse: which text did
 * not fit which element, or which number is out of range.
 */
#include "go_time.h"

struct text {
	const char *p, *end;
};

struct parse {
	struct weir_arena *arena;
	const char *layout, *value;
	size_t layout_len, value_len;
	struct weir_strbuf *why;
	struct text in;    /* what is left of the value */
	const char *range; /* what is out of range; NULL: nothing */
	int year, month, day, yday, hour, minute, second, nsec;
	bool am, pm, utc, has_offset;
	int offset;
	struct text zone_name;
};

/* ---- errors ---- */

static struct go_time *cannot(struct parse *x, const char *element, size_t element_len, const char *value)
{
	weir_strbuf_adds(x->why, "parsing time ");
	go_time_quote(x->why, x->value, x->value_len);
	weir_strbuf_adds(x->why, " as ");
	go_time_quote(x->why, x->layout, x->layout_len);
	weir_strbuf_adds(x->why, ": cannot parse ");
	go_time_quote(x->why, value, (size_t)(x->in.end - value));
	weir_strbuf_adds(x->why, " as ");
	go_time_quote(x->why, element, element_len);
	return NULL;
}

static struct go_time *wrong(struct parse *x, const char *what, const char *more)
{
	weir_strbuf_adds(x->why, "parsing time ");
	go_time_quote(x->why, x->value, x->value_len);
	weir_strbuf_addf(x->why, ": %s%s", what, more);
	return NULL;
}

/* ---- pieces ---- */

static size_t left(const struct parse *x)
{
	return (size_t)(x->in.end - x->in.p);
}

static bool is_digit(const struct text *t, size_t at)
{
	return (size_t)(t->end - t->p) > at && t->p[at] >= '0' && t->p[at] <= '9';
}

/* A blank in the layout takes any number of blanks. */
static bool skip_prefix(struct text *in, const char *prefix, size_t len)
{
	const char *end = prefix + len;

	while (prefix < end) {
		if (*prefix == ' ') {
			if (in->p < in->end && *in->p != ' ')
				return false;
			while (prefix < end && *prefix == ' ')
				prefix++;
			while (in->p < in->end && *in->p == ' ')
				in->p++;
			continue;
		}
		if (in->p >= in->end || *in->p != *prefix)
			return false;
		prefix++;
		in->p++;
	}
	return true;
}

/* One or two digits; @fixed: two. */
static bool take_two(struct text *in, bool fixed, int *out)
{
	*out = 0;
	if (!is_digit(in, 0) || (fixed && !is_digit(in, 1)))
		return false;
	*out = *in->p++ - '0';
	if (is_digit(in, 0))
		*out = *out * 10 + (*in->p++ - '0');
	return true;
}

static bool take_three(struct text *in, bool fixed, int *out)
{
	int i, n = 0;

	for (i = 0; i < 3 && is_digit(in, 0); i++)
		n = n * 10 + (*in->p++ - '0');
	*out = n;
	return i > 0 && (!fixed || i == 3);
}

static bool take_name(struct text *in, const char *(*name)(int), int first, int count, size_t cut, int *out)
{
	int i;

	for (i = 0; i < count; i++) {
		const char *s = name(first + i);
		size_t n = cut ? cut : strlen(s);

		if ((size_t)(in->end - in->p) >= n && strncasecmp(in->p, s, n) == 0) {
			in->p += n;
			*out = i;
			return true;
		}
	}
	*out = -1;
	return false;
}

/* Exactly @n characters as atoi() of the package reads them: a sign, then digits alone. */
static bool take_signed(struct text *in, size_t n, int *out)
{
	struct text t = { in->p, in->p + n };
	bool negative = *t.p == '-';
	long value = 0;

	in->p += n;
	t.p += *t.p == '-' || *t.p == '+';
	for (; t.p < t.end; t.p++) {
		if (*t.p < '0' || *t.p > '9')
			return false;
		value = value * 10 + (*t.p - '0');
	}
	*out = (int)(negative ? -value : value);
	return true;
}

/* ".123": @n characters with the separator, of which ten count. */
static bool take_nanoseconds(struct parse *x, size_t n)
{
	struct text digits = { x->in.p + 1, x->in.end };
	size_t count = (n > 10 ? 10 : n) - 1, i;

	if (*x->in.p != '.' && *x->in.p != ',')
		return false;
	x->in.p += n;
	if (!take_signed(&digits, count, &x->nsec))
		return false;
	if (x->nsec < 0) {
		x->range = "fractional second";
		return true;
	}
	for (i = count; i < 9; i++)
		x->nsec *= 10;
	return true;
}

/* ---- zones ---- */

/* "+05" behind GMT or alone: its length, 0 for none. */
static size_t signed_offset(const struct text *t)
{
	const char *p = t->p;
	int n = 0;

	if (p >= t->end || (*p != '-' && *p != '+'))
		return 0;
	for (p++; p < t->end && *p >= '0' && *p <= '9'; p++)
		n = n > 1000 ? n : n * 10 + (*p - '0');
	return p == t->p + 1 || n > 23 ? 0 : (size_t)(p - t->p);
}

static bool begins(const struct text *t, const char *word)
{
	size_t n = strlen(word);

	return (size_t)(t->end - t->p) >= n && memcmp(t->p, word, n) == 0;
}

/* Length of an abbreviation, 0: none. */
static size_t zone_name_length(const struct text *t)
{
	struct text rest = { t->p + 3, t->end };
	size_t n;

	if (t->end - t->p < 3)
		return 0;
	if (begins(t, "ChST") || begins(t, "MeST"))
		return 4;
	if (begins(t, "GMT"))
		return 3 + signed_offset(&rest);
	if (*t->p == '+' || *t->p == '-')
		return signed_offset(t);
	for (n = 0; n < 6 && t->p + n < t->end && t->p[n] >= 'A' && t->p[n] <= 'Z'; n++)
		;
	if (n == 3 || (n == 5 && t->p[4] == 'T') || (n == 4 && (t->p[3] == 'T' || begins(t, "WITA"))))
		return n;
	return 0;
}

static bool take_zone_name(struct parse *x)
{
	size_t n;

	if (begins(&x->in, "UTC")) {
		x->utc = true;
		x->in.p += 3;
		return true;
	}
	n = zone_name_length(&x->in);
	x->zone_name = (struct text){ x->in.p, x->in.p + n };
	x->in.p += n;
	return n > 0;
}

static bool two_at(const char *p, int *out)
{
	struct text t = { p, p + 2 };

	return take_two(&t, true, out);
}

/* "-07:00" in the form of @std. */
static bool take_offset(struct parse *x, enum go_std std)
{
	bool colon = std == STD_ISO_COLON_TZ || std == STD_NUM_COLON_TZ;
	bool colons = std == STD_ISO_COLON_SECONDS_TZ || std == STD_NUM_COLON_SECONDS_TZ;
	bool brief = std == STD_ISO_SHORT_TZ || std == STD_NUM_SHORT_TZ;
	bool seconds = std == STD_ISO_SECONDS_TZ || std == STD_NUM_SECONDS_TZ;
	size_t n = colon ? 6 : colons ? 9 : brief ? 3 : seconds ? 7 : 5;
	int hour = 0, minute = 0, second = 0;
	const char *p = x->in.p;
	bool good;

	if (left(x) < n || ((colon || colons) && p[3] != ':') || (colons && p[6] != ':'))
		return false;
	x->in.p += n;
	good = two_at(p + 1, &hour) && (brief || two_at(p + (colon || colons ? 4 : 3), &minute)) &&
	       (!(colons || seconds) || two_at(p + n - 2, &second));
	if (hour > 24)
		x->range = "time zone offset hour";
	if (minute > 60)
		x->range = "time zone offset minute";
	if (second > 60)
		x->range = "time zone offset second";
	x->offset = (hour * 60 + minute) * 60 + second;
	x->has_offset = true;
	if (*p == '-')
		x->offset = -x->offset;
	return good && (*p == '+' || *p == '-');
}

/* ---- elements ---- */

static bool take_second(struct parse *x, const char *layout, size_t len, bool fixed)
{
	enum go_std next;
	size_t n = 2;

	if (!take_two(&x->in, fixed, &x->second))
		return false;
	if (x->second >= 60) {
		x->range = "second";
		return true;
	}
	/* A fraction that the layout does not name is taken all the same. */
	if (left(x) < 2 || (*x->in.p != '.' && *x->in.p != ',') || !is_digit(&x->in, 1))
		return true;
	next = go_layout_next(layout, len).std;
	if (next == STD_FRACTION_0 || next == STD_FRACTION_9)
		return true;
	while (is_digit(&x->in, n))
		n++;
	return take_nanoseconds(x, n);
}

static bool take_fraction_9(struct parse *x)
{
	size_t n = 1;

	if (left(x) < 2 || (*x->in.p != '.' && *x->in.p != ',') || !is_digit(&x->in, 1))
		return true;
	while (is_digit(&x->in, n))
		n++;
	return take_nanoseconds(x, n);
}

static bool take_half_day(struct parse *x, const char *am, const char *pm)
{
	if (left(x) < 2)
		return false;
	x->pm = x->pm || begins(&x->in, pm);
	x->am = x->am || begins(&x->in, am);
	x->in.p += 2;
	return memcmp(x->in.p - 2, am, 2) == 0 || memcmp(x->in.p - 2, pm, 2) == 0;
}

static bool take_year(struct parse *x, enum go_std std)
{
	if (std == STD_LONG_YEAR)
		return left(x) >= 4 && is_digit(&x->in, 0) && take_signed(&x->in, 4, &x->year);
	if (left(x) < 2 || !take_signed(&x->in, 2, &x->year))
		return false;
	x->year += x->year >= 69 ? 1900 : 2000;
	return true;
}

/* @good and within its range. */
static bool in_range(struct parse *x, bool good, const char *what, int value, int least, int most)
{
	if (value < least || value > most)
		x->range = what;
	return good;
}

static bool take_date(struct parse *x, enum go_std std)
{
	bool good;
	int skipped;

	switch (std) {
	case STD_YEAR:
	case STD_LONG_YEAR: return take_year(x, std);
	case STD_MONTH:
	case STD_LONG_MONTH:
		good = take_name(&x->in, go_month_name, 1, 12, std == STD_MONTH ? 3 : 0, &x->month);
		x->month++;
		return good;
	case STD_NUM_MONTH:
	case STD_ZERO_MONTH:
		good = take_two(&x->in, std == STD_ZERO_MONTH, &x->month);
		return good && in_range(x, good, "month", x->month, 1, 12);
	case STD_WEEKDAY:
	case STD_LONG_WEEKDAY: return take_name(&x->in, go_weekday_name, 0, 7, std == STD_WEEKDAY ? 3 : 0, &skipped);
	case STD_UNDER_DAY:
		if (begins(&x->in, " "))
			x->in.p++;
		/* fall through */
	case STD_DAY:
	case STD_ZERO_DAY: return take_two(&x->in, std == STD_ZERO_DAY, &x->day);
	default: /* the day of the year */
		for (skipped = 0; std == STD_UNDER_YEAR_DAY && skipped < 2 && begins(&x->in, " "); skipped++)
			x->in.p++;
		return take_three(&x->in, std == STD_ZERO_YEAR_DAY, &x->yday);
	}
}

static bool take_element(struct parse *x, const struct go_chunk *c, const char *layout, size_t len)
{
	bool good;

	switch (c->std) {
	case STD_HOUR: good = take_two(&x->in, false, &x->hour); return in_range(x, good, "hour", x->hour, 0, 23);
	case STD_HOUR12:
	case STD_ZERO_HOUR12:
		good = take_two(&x->in, c->std == STD_ZERO_HOUR12, &x->hour);
		return in_range(x, good, "hour", x->hour, 0, 12);
	case STD_MINUTE:
	case STD_ZERO_MINUTE:
		good = take_two(&x->in, c->std == STD_ZERO_MINUTE, &x->minute);
		return in_range(x, good, "minute", x->minute, 0, 59);
	case STD_SECOND:
	case STD_ZERO_SECOND: return take_second(x, layout, len, c->std == STD_ZERO_SECOND);
	case STD_PM: return take_half_day(x, "AM", "PM");
	case STD_PM_LOWER: return take_half_day(x, "am", "pm");
	case STD_TZ: return take_zone_name(x);
	case STD_FRACTION_0: return left(x) >= c->digits + 1 && take_nanoseconds(x, c->digits + 1);
	case STD_FRACTION_9: return take_fraction_9(x);
	default:
		if (c->std < STD_TZ)
			return take_date(x, c->std);
		if (c->std <= STD_ISO_COLON_SECONDS_TZ && begins(&x->in, "Z")) {
			x->utc = true;
			x->in.p++;
			return true;
		}
		return take_offset(x, c->std);
	}
}

/* ---- the whole ---- */

/* Month and day of a day of the year; false with an error. */
static bool set_year_day(struct parse *x)
{
	int month, day = x->yday;

	if (day < 1 || day > 365 + go_is_leap(x->year))
		return wrong(x, "day-of-year out of range", "") != NULL;
	for (month = 1; day > go_days_in(month, x->year); month++)
		day -= go_days_in(month, x->year);
	if (x->month >= 0 && x->month != month)
		return wrong(x, "day-of-year does not match month", "") != NULL;
	if (x->day >= 0 && x->day != day)
		return wrong(x, "day-of-year does not match day", "") != NULL;
	x->month = month;
	x->day = day;
	return true;
}

static struct go_time *with_offset(struct parse *x, const struct go_zone *zone)
{
	int64_t sec = go_time_unix(x->year, x->month, x->day, x->hour, x->minute, x->second) - x->offset;
	size_t n = (size_t)(x->zone_name.end - x->zone_name.p);
	struct go_zone_at at = go_zone_lookup(zone, sec);

	if (at.offset != x->offset || (n && (strlen(at.name) != n || memcmp(at.name, x->zone_name.p, n) != 0)))
		zone = go_zone_fixed(x->arena, x->zone_name.p ? x->zone_name.p : "", n, x->offset);
	return go_time_new(x->arena, sec, x->nsec, zone);
}

static struct go_time *with_name(struct parse *x, const struct go_zone *zone)
{
	int64_t sec = go_time_unix(x->year, x->month, x->day, x->hour, x->minute, x->second);
	size_t n = (size_t)(x->zone_name.end - x->zone_name.p);
	int offset = 0;

	if (go_zone_lookup_name(zone, x->zone_name.p, n, sec, &offset))
		return go_time_new(x->arena, sec - offset, x->nsec, zone);
	if (n > 3 && begins(&x->zone_name, "GMT")) {
		struct text t = { x->zone_name.p + 3, x->zone_name.end };

		take_signed(&t, n - 3, &offset);
		offset *= 3600;
	}
	return go_time_new(x->arena, sec, x->nsec, go_zone_fixed(x->arena, x->zone_name.p, n, offset));
}

static struct go_time *finish(struct parse *x, const struct go_zone *zone)
{
	if (x->pm && x->hour < 12)
		x->hour += 12;
	else if (x->am && x->hour == 12)
		x->hour = 0;
	if (x->yday >= 0 && !set_year_day(x))
		return NULL;
	x->month = x->month < 0 ? 1 : x->month;
	x->day = x->day < 0 ? 1 : x->day;
	if (x->day < 1 || x->day > go_days_in(x->month, x->year))
		return wrong(x, "day out of range", "");
	if (!x->utc && x->has_offset)
		return with_offset(x, zone);
	if (!x->utc && x->zone_name.p)
		return with_name(x, zone);
	if (x->utc)
		zone = &go_zone_utc;
	return go_time_new(x->arena, go_time_unix_in(x->year, x->month, x->day, x->hour, x->minute, x->second, zone),
			   x->nsec, zone);
}

struct go_time *go_time_parse(struct weir_arena *a, const char *layout, size_t layout_len, const char *text, size_t len,
			      const struct go_zone *zone, struct weir_strbuf *why)
{
	struct parse x = { .arena = a,
			   .layout = layout,
			   .value = text,
			   .layout_len = layout_len,
			   .value_len = len,
			   .why = why,
			   .in = { text, text + len },
			   .month = -1,
			   .day = -1,
			   .yday = -1 };
	const char *end = layout + layout_len;

	for (;;) {
		struct go_chunk c = go_layout_next(layout, (size_t)(end - layout));
		const char *element = layout + c.prefix, *hold;

		if (!skip_prefix(&x.in, layout, c.prefix))
			return cannot(&x, layout, c.prefix, x.in.p);
		if (c.std == STD_NONE)
			break;
		hold = x.in.p;
		layout = element + c.len;
		if (!take_element(&x, &c, layout, (size_t)(end - layout)) && !x.range)
			return cannot(&x, element, c.len, hold);
		if (x.range)
			return wrong(&x, x.range, " out of range");
	}
	if (x.in.p < x.in.end) {
		weir_strbuf_adds(why, "parsing time ");
		go_time_quote(why, text, len);
		weir_strbuf_adds(why, ": extra text: ");
		go_time_quote(why, x.in.p, left(&x));
		return NULL;
	}
	return finish(&x, zone);
}
