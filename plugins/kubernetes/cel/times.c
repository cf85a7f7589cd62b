/* SPDX-License-Identifier: Apache-2.0 */
/* times.c - durations and timestamps: reading, writing, adding. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <weir/yaml.h>
#include "times.h"

#define SECOND 1000000000ll
#define FIRST  (-62135596800ll) /* 0001-01-01T00:00:00Z */
#define LAST   253402300799ll   /* 9999-12-31T23:59:59Z */

bool times_in_range(struct cel_time t)
{
	return t.seconds >= FIRST && t.seconds <= LAST;
}

/* ---- adding ---- */

static struct cel_value too_far(struct weir_arena *a)
{
	return cel_error(a, "the time leaves its range");
}

static struct cel_value duration(struct weir_arena *a, bool over, int64_t nanos)
{
	return over ? too_far(a) : (struct cel_value){ .type = CEL_DURATION, .i = nanos };
}

static struct cel_value shifted(struct weir_arena *a, struct cel_time t, int64_t nanos, int sign)
{
	int64_t seconds = nanos / SECOND * sign, rest = nanos % SECOND * sign + t.nanos;

	seconds += rest < 0 ? -1 : rest >= SECOND;
	rest += rest < 0 ? SECOND : rest >= SECOND ? -SECOND : 0;
	t = (struct cel_time){ t.seconds + seconds, (int32_t)rest };
	return times_in_range(t) ? (struct cel_value){ .type = CEL_TIMESTAMP, .time = t } : too_far(a);
}

static struct cel_value between(struct weir_arena *a, struct cel_time x, struct cel_time y)
{
	int64_t nanos;
	bool over = __builtin_mul_overflow(x.seconds - y.seconds, SECOND, &nanos);

	over |= __builtin_add_overflow(nanos, x.nanos - y.nanos, &nanos);
	return duration(a, over, nanos);
}

bool times_arithmetic(struct weir_arena *a, char op, struct cel_value x, struct cel_value y, struct cel_value *out)
{
	int64_t nanos = 0;
	bool over;

	if (!op || (x.type != CEL_DURATION && x.type != CEL_TIMESTAMP))
		return false;
	if (x.type == CEL_DURATION && y.type == CEL_DURATION) {
		over = op == '+' ? __builtin_add_overflow(x.i, y.i, &nanos) : __builtin_sub_overflow(x.i, y.i, &nanos);
		*out = duration(a, over, nanos);
		return true;
	}
	if (x.type == CEL_TIMESTAMP && y.type == CEL_DURATION) {
		*out = shifted(a, x.time, y.i, op == '+' ? 1 : -1);
		return true;
	}
	if (x.type == CEL_DURATION && y.type == CEL_TIMESTAMP && op == '+') {
		*out = shifted(a, y.time, x.i, 1);
		return true;
	}
	if (x.type == CEL_TIMESTAMP && y.type == CEL_TIMESTAMP && op == '-') {
		*out = between(a, x.time, y.time);
		return true;
	}
	return false;
}

/* ---- durations ---- */

static const struct {
	const char *text;
	int64_t nanos;
} units[] = {
	{ "ns", 1 },       { "us", 1000 },  { "\xc2\xb5s", 1000 }, { "\xce\xbcs", 1000 },
	{ "ms", 1000000 }, { "s", SECOND }, { "m", 60 * SECOND },  { "h", 3600 * SECOND },
};

static const char *number(const char *s, const char *end, uint64_t *whole, double *part)
{
	double scale = 1;
	const char *start = s;
	bool digits = false;

	*whole = 0;
	*part = 0;
	for (; s < end && *s >= '0' && *s <= '9'; s++) {
		digits = true;
		if (*whole > ((uint64_t)1 << 63) / 10)
			return NULL;
		*whole = *whole * 10 + (uint64_t)(*s - '0');
	}
	if (s < end && *s == '.') {
		for (s++; s < end && *s >= '0' && *s <= '9'; s++) {
			digits = true;
			*part = *part * 10 + (*s - '0');
			scale *= 10;
		}
	}
	*part /= scale;
	return digits && s > start ? s : NULL;
}

/* One "1.5h"; NULL: it is none, or too much. */
static const char *one_unit(const char *s, const char *end, uint64_t *sum)
{
	size_t i, n = 0;
	uint64_t whole;
	double part;

	s = number(s, end, &whole, &part);
	if (!s)
		return NULL;
	while (s + n < end && s[n] != '.' && (s[n] < '0' || s[n] > '9'))
		n++;
	for (i = 0; i < sizeof(units) / sizeof(*units); i++) {
		if (strlen(units[i].text) != n || memcmp(s, units[i].text, n) != 0)
			continue;
		if (__builtin_mul_overflow(whole, (uint64_t)units[i].nanos, &whole) ||
		    __builtin_add_overflow(*sum, whole + (uint64_t)(part * (double)units[i].nanos), sum) ||
		    *sum > (uint64_t)1 << 63)
			return NULL;
		return s + n;
	}
	return NULL;
}

bool times_parse_duration(const char *text, size_t len, int64_t *nanos)
{
	const char *s = text, *end = text + len;
	bool minus = len && *s == '-';
	uint64_t sum = 0;

	s += len && (*s == '-' || *s == '+');
	if (end - s == 1 && *s == '0') {
		*nanos = 0;
		return true;
	}
	if (s == end)
		return false;
	while (s && s < end)
		s = one_unit(s, end, &sum);
	if (!s || sum > (uint64_t)INT64_MAX + minus)
		return false;
	*nanos = minus ? (int64_t)(0 - sum) : (int64_t)sum;
	return true;
}

/* Seconds as Go prints a double without exponent; below a microsecond the digits are those of the number itself. */
void times_print_duration(struct weir_strbuf *sb, int64_t nanos)
{
	char out[40];
	size_t n;

	weir_float_format((double)(nanos / SECOND) + (double)(nanos % SECOND) / (double)SECOND, out);
	if (nanos > -1000 && nanos < 1000 && nanos) {
		n = (size_t)snprintf(out, sizeof(out), "%s0.%09d", nanos < 0 ? "-" : "", abs((int)nanos));
		while (out[n - 1] == '0')
			out[--n] = '\0';
	}
	weir_strbuf_addf(sb, "%ss", out);
}

/* ---- timestamps ---- */

static bool two(const char *s, int low, int high, int *out)
{
	if (s[0] < '0' || s[0] > '9' || s[1] < '0' || s[1] > '9')
		return false;
	*out = (s[0] - '0') * 10 + s[1] - '0';
	return *out >= low && *out <= high;
}

static bool date(const char *s, struct tm *tm)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int high, low, year;

	if (!two(s, 0, 99, &high) || !two(s + 2, 0, 99, &low) || s[4] != '-' || !two(s + 5, 1, 12, &tm->tm_mon) ||
	    s[7] != '-' || !two(s + 8, 1, 31, &tm->tm_mday))
		return false;
	year = high * 100 + low;
	tm->tm_year = year - 1900;
	tm->tm_mon--;
	if (tm->tm_mon == 1 && year % 4 == 0 && (year % 100 || year % 400 == 0))
		return tm->tm_mday <= 29;
	return tm->tm_mday <= days[tm->tm_mon];
}

static const char *fraction(const char *s, int32_t *nanos)
{
	int32_t scale = 100000000;

	if (*s != '.' && *s != ',')
		return s;
	if (s[1] < '0' || s[1] > '9')
		return NULL;
	for (s++; *s >= '0' && *s <= '9'; s++) {
		*nanos += (*s - '0') * scale;
		scale /= 10;
	}
	return s;
}

/* "Z" or "+02:00", the end of the text. */
static bool zone(const char *s, int64_t *seconds)
{
	int hours, minutes;

	if (strcmp(s, "Z") == 0)
		return true;
	if ((*s != '+' && *s != '-') || strlen(s) != 6 || s[3] != ':' || !two(s + 1, 0, 23, &hours) ||
	    !two(s + 4, 0, 59, &minutes))
		return false;
	*seconds -= (hours * 3600 + minutes * 60) * (*s == '+' ? 1 : -1);
	return true;
}

bool times_parse(const char *text, size_t len, struct cel_time *out)
{
	WEIR_CLEAN_FREE char *s = weir_strndup(text, len);
	struct tm tm = { 0 };
	const char *rest;

	*out = (struct cel_time){ 0, 0 };
	if (strlen(s) != len || len < 20 || !date(s, &tm) || s[10] != 'T' || !two(s + 11, 0, 23, &tm.tm_hour) ||
	    s[13] != ':' || !two(s + 14, 0, 59, &tm.tm_min) || s[16] != ':' || !two(s + 17, 0, 59, &tm.tm_sec))
		return false;
	rest = fraction(s + 19, &out->nanos);
	out->seconds = timegm(&tm);
	return rest && zone(rest, &out->seconds) && times_in_range(*out);
}

void times_print(struct weir_strbuf *sb, struct cel_time t)
{
	char part[16] = "";
	time_t seconds = t.seconds;
	struct tm tm;
	size_t n;

	gmtime_r(&seconds, &tm);
	if (t.nanos)
		n = (size_t)snprintf(part, sizeof(part), ".%09d", (int)t.nanos);
	for (n = strlen(part); n && part[n - 1] == '0'; n--)
		part[n - 1] = '\0';
	weir_strbuf_addf(sb, "%04d-%02d-%02dT%02d:%02d:%02d%sZ", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday,
			 tm.tm_hour, tm.tm_min, tm.tm_sec, part);
}
