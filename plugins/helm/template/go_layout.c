/* SPDX-License-Identifier: Apache-2.0 */
/*
 * go_layout.c - the elements of Go's time layouts ("Jan", "2006", "-07:00", ".000") and times printed
 * by them.
 */
#include "go_time.h"

/* ---- elements ---- */

struct word {
	const char *text;
	enum go_std std;
	bool no_lower; /* a small letter must not follow */
};

/* By their first letter; of one letter the longer first. */
static const struct word words[] = {
	{ "January", STD_LONG_MONTH, false },
	{ "Jan", STD_MONTH, true },
	{ "Monday", STD_LONG_WEEKDAY, false },
	{ "Mon", STD_WEEKDAY, true },
	{ "MST", STD_TZ, false },
	{ "01", STD_ZERO_MONTH, false },
	{ "02", STD_ZERO_DAY, false },
	{ "03", STD_ZERO_HOUR12, false },
	{ "04", STD_ZERO_MINUTE, false },
	{ "05", STD_ZERO_SECOND, false },
	{ "06", STD_YEAR, false },
	{ "002", STD_ZERO_YEAR_DAY, false },
	{ "15", STD_HOUR, false },
	{ "1", STD_NUM_MONTH, false },
	{ "2006", STD_LONG_YEAR, false },
	{ "2", STD_DAY, false },
	{ "_2", STD_UNDER_DAY, false },
	{ "__2", STD_UNDER_YEAR_DAY, false },
	{ "3", STD_HOUR12, false },
	{ "4", STD_MINUTE, false },
	{ "5", STD_SECOND, false },
	{ "PM", STD_PM, false },
	{ "pm", STD_PM_LOWER, false },
	{ "-070000", STD_NUM_SECONDS_TZ, false },
	{ "-07:00:00", STD_NUM_COLON_SECONDS_TZ, false },
	{ "-0700", STD_NUM_TZ, false },
	{ "-07:00", STD_NUM_COLON_TZ, false },
	{ "-07", STD_NUM_SHORT_TZ, false },
	{ "Z070000", STD_ISO_SECONDS_TZ, false },
	{ "Z07:00:00", STD_ISO_COLON_SECONDS_TZ, false },
	{ "Z0700", STD_ISO_TZ, false },
	{ "Z07:00", STD_ISO_COLON_TZ, false },
	{ "Z07", STD_ISO_SHORT_TZ, false },
};

static bool is_digit(const char *p, const char *end)
{
	return p < end && *p >= '0' && *p <= '9';
}

static bool take_word(const char *p, const char *end, struct go_chunk *c)
{
	size_t i, n;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		n = strlen(words[i].text);
		if (words[i].text[0] != *p || (size_t)(end - p) < n || memcmp(p, words[i].text, n) != 0)
			continue;
		if (words[i].no_lower && p + n < end && p[n] >= 'a' && p[n] <= 'z')
			continue;
		c->std = words[i].std;
		c->len = n;
		return true;
	}
	return false;
}

/* ".000", ",999": equal digits, no other digit behind them. */
static bool take_fraction(const char *p, const char *end, struct go_chunk *c)
{
	const char *q = p + 1;

	if ((*p != '.' && *p != ',') || q >= end || (*q != '0' && *q != '9'))
		return false;
	while (q < end && *q == p[1])
		q++;
	if (is_digit(q, end))
		return false;
	c->std = p[1] == '9' ? STD_FRACTION_9 : STD_FRACTION_0;
	c->len = (size_t)(q - p);
	c->digits = c->len - 1;
	c->separator = *p;
	return true;
}

struct go_chunk go_layout_next(const char *layout, size_t len)
{
	const char *p = layout, *end = layout + len;
	struct go_chunk c = { 0 };

	for (; p < end; p++) {
		c.prefix = (size_t)(p - layout);
		if (end - p >= 5 && memcmp(p, "_2006", 5) == 0) { /* a plain underscore before the year */
			c.prefix++;
			c.std = STD_LONG_YEAR;
			c.len = 4;
			return c;
		}
		if (take_word(p, end, &c) || take_fraction(p, end, &c))
			return c;
	}
	return (struct go_chunk){ .prefix = len };
}

/* ---- printing ---- */

static void add_number(struct weir_strbuf *sb, int64_t n, int width)
{
	weir_strbuf_addf(sb, n < 0 ? "-%0*llu" : "%0*llu", width,
			 n < 0 ? 0 - (unsigned long long)n : (unsigned long long)n);
}

static void add_fraction(struct weir_strbuf *sb, int nsec, const struct go_chunk *c)
{
	bool trim = c->std == STD_FRACTION_9;
	size_t start = sb->len;

	if (trim && !nsec)
		return;
	weir_strbuf_addf(sb, "%c%09d", c->separator, nsec);
	if (c->digits < 9)
		sb->len -= 9 - c->digits;
	while (trim && sb->len > start + 1 && sb->data[sb->len - 1] == '0')
		sb->len--;
	if (trim && sb->len == start + 1)
		sb->len--;
	sb->data[sb->len] = '\0';
}

static void add_offset(struct weir_strbuf *sb, enum go_std std, int offset)
{
	bool colon = std == STD_ISO_COLON_TZ || std == STD_NUM_COLON_TZ || std == STD_ISO_COLON_SECONDS_TZ ||
		     std == STD_NUM_COLON_SECONDS_TZ;
	bool seconds = std == STD_ISO_SECONDS_TZ || std == STD_NUM_SECONDS_TZ || std == STD_ISO_COLON_SECONDS_TZ ||
		       std == STD_NUM_COLON_SECONDS_TZ;
	bool brief = std == STD_ISO_SHORT_TZ || std == STD_NUM_SHORT_TZ;
	int minutes = offset / 60, left = offset;

	if (!offset && std >= STD_ISO_TZ && std <= STD_ISO_COLON_SECONDS_TZ) {
		weir_strbuf_addc(sb, 'Z');
		return;
	}
	weir_strbuf_addc(sb, minutes < 0 ? '-' : '+');
	if (minutes < 0) {
		minutes = -minutes;
		left = -left;
	}
	weir_strbuf_addf(sb, "%02d", minutes / 60);
	if (brief)
		return;
	weir_strbuf_addf(sb, colon ? ":%02d" : "%02d", minutes % 60);
	if (seconds)
		weir_strbuf_addf(sb, colon ? ":%02d" : "%02d", left % 60);
}

/* "MST": the abbreviation, or the offset where there is none. */
static void add_zone_name(struct weir_strbuf *sb, const struct go_zone_at *at)
{
	int minutes = at->offset / 60;

	if (*at->name) {
		weir_strbuf_adds(sb, at->name);
		return;
	}
	weir_strbuf_addc(sb, minutes < 0 ? '-' : '+');
	minutes = minutes < 0 ? -minutes : minutes;
	weir_strbuf_addf(sb, "%02d%02d", minutes / 60, minutes % 60);
}

static void add_date(struct weir_strbuf *sb, enum go_std std, const struct go_date *d)
{
	switch (std) {
	case STD_YEAR: add_number(sb, (d->year < 0 ? -d->year : d->year) % 100, 2); break;
	case STD_LONG_YEAR: add_number(sb, d->year, 4); break;
	case STD_MONTH: weir_strbuf_add(sb, go_month_name(d->month), 3); break;
	case STD_LONG_MONTH: weir_strbuf_adds(sb, go_month_name(d->month)); break;
	case STD_NUM_MONTH: add_number(sb, d->month, 0); break;
	case STD_ZERO_MONTH: add_number(sb, d->month, 2); break;
	case STD_WEEKDAY: weir_strbuf_add(sb, go_weekday_name(d->weekday), 3); break;
	case STD_LONG_WEEKDAY: weir_strbuf_adds(sb, go_weekday_name(d->weekday)); break;
	case STD_DAY: add_number(sb, d->day, 0); break;
	case STD_UNDER_DAY: weir_strbuf_addf(sb, "%2d", d->day); break;
	case STD_ZERO_DAY: add_number(sb, d->day, 2); break;
	case STD_UNDER_YEAR_DAY: weir_strbuf_addf(sb, "%3d", d->yday); break;
	default: add_number(sb, d->yday, 3); break;
	}
}

static void add_clock(struct weir_strbuf *sb, enum go_std std, const struct go_date *d)
{
	int hour12 = d->hour % 12 ? d->hour % 12 : 12;

	switch (std) {
	case STD_HOUR: add_number(sb, d->hour, 2); break;
	case STD_HOUR12: add_number(sb, hour12, 0); break;
	case STD_ZERO_HOUR12: add_number(sb, hour12, 2); break;
	case STD_MINUTE: add_number(sb, d->minute, 0); break;
	case STD_ZERO_MINUTE: add_number(sb, d->minute, 2); break;
	case STD_SECOND: add_number(sb, d->second, 0); break;
	case STD_ZERO_SECOND: add_number(sb, d->second, 2); break;
	case STD_PM: weir_strbuf_adds(sb, d->hour >= 12 ? "PM" : "AM"); break;
	default: weir_strbuf_adds(sb, d->hour >= 12 ? "pm" : "am"); break;
	}
}

void go_time_format(const struct go_time *t, const char *layout, size_t len, struct weir_strbuf *sb)
{
	struct go_zone_at at = go_zone_lookup(t->zone, t->sec);
	struct go_date d = go_time_date(t);

	while (len) {
		struct go_chunk c = go_layout_next(layout, len);

		weir_strbuf_add(sb, layout, c.prefix);
		if (c.std == STD_NONE)
			break;
		if (c.std <= STD_ZERO_YEAR_DAY || c.std == STD_LONG_YEAR || c.std == STD_YEAR)
			add_date(sb, c.std, &d);
		else if (c.std <= STD_PM_LOWER)
			add_clock(sb, c.std, &d);
		else if (c.std == STD_TZ)
			add_zone_name(sb, &at);
		else if (c.std >= STD_FRACTION_0)
			add_fraction(sb, t->nsec, &c);
		else
			add_offset(sb, c.std, at.offset);
		layout += c.prefix + c.len;
		len -= c.prefix + c.len;
	}
}
