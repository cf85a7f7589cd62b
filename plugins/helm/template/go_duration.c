/* SPDX-License-Identifier: Apache-2.0 */
/*
 * go_duration.c - time.Duration: reading and printing in nanoseconds (the SDK's are milliseconds, and
 * have other error texts), and the object that templates get of `.Sub`.
 */
#include "go_time.h"

/* Longer names first. */
static const struct {
	const char *name;
	uint64_t ns;
} units[] = {
	{ "ns", 1 },       { "us", 1000 },      { "\xc2\xb5s", 1000 }, { "\xce\xbcs", 1000 },
	{ "ms", 1000000 }, { "s", 1000000000 }, { "m", 60000000000 },  { "h", 3600000000000 },
};
#define MOST ((uint64_t)1 << 63)

static bool is_digit(const char *p, const char *end)
{
	return p < end && *p >= '0' && *p <= '9';
}

/* Digits as a number of at most 2^63; false: more. */
static bool take_integer(const char **p, const char *end, uint64_t *out)
{
	const char *s = *p;
	uint64_t x = 0;

	for (; is_digit(s, end); s++) {
		if (x > MOST / 10)
			return false;
		x = x * 10 + (uint64_t)(*s - '0');
		if (x > MOST)
			return false;
	}
	*p = s;
	*out = x;
	return true;
}

/* What does not fit is left off. */
static void take_fraction(const char **p, const char *end, uint64_t *out, double *scale)
{
	bool full = false;

	for (; is_digit(*p, end); (*p)++) {
		uint64_t y;

		if (full || *out > (MOST - 1) / 10) {
			full = true;
			continue;
		}
		y = *out * 10 + (uint64_t)(**p - '0');
		if (y > MOST) {
			full = true;
			continue;
		}
		*out = y;
		*scale *= 10;
	}
}

static uint64_t unit_of(const char *s, size_t len)
{
	size_t i;

	for (i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (strlen(units[i].name) == len && memcmp(units[i].name, s, len) == 0)
			return units[i].ns;
	return 0;
}

enum problem { GOOD, INVALID, NO_UNIT, BAD_UNIT };

/* One "1.5h"; @unit is the text that names none. */
static enum problem take_term(const char **p, const char *end, uint64_t *sum, const char **unit, size_t *unit_len)
{
	const char *start = *p, *point;
	uint64_t whole = 0, fraction = 0, ns;
	double scale = 1;
	bool digits;

	if (!(**p == '.' || is_digit(*p, end)) || !take_integer(p, end, &whole))
		return INVALID;
	digits = *p > start;
	if (*p < end && **p == '.') {
		point = ++*p;
		take_fraction(p, end, &fraction, &scale);
		digits = digits || *p > point;
	}
	if (!digits)
		return INVALID;
	*unit = *p;
	while (*p < end && **p != '.' && !is_digit(*p, end))
		(*p)++;
	*unit_len = (size_t)(*p - *unit);
	if (!*unit_len)
		return NO_UNIT;
	ns = unit_of(*unit, *unit_len);
	if (!ns)
		return BAD_UNIT;
	if (whole > MOST / ns)
		return INVALID;
	whole *= ns;
	if (fraction)
		whole += (uint64_t)((double)fraction * ((double)ns / scale));
	if (whole > MOST)
		return INVALID;
	*sum += whole;
	return *sum > MOST ? INVALID : GOOD;
}

static bool fail(struct weir_strbuf *why, enum problem problem, const char *s, size_t len, const char *unit, size_t n)
{
	if (!why)
		return false;
	if (problem == BAD_UNIT) {
		weir_strbuf_adds(why, "time: unknown unit ");
		go_time_quote(why, unit, n);
		weir_strbuf_adds(why, " in duration ");
	} else {
		weir_strbuf_adds(why,
				 problem == NO_UNIT ? "time: missing unit in duration " : "time: invalid duration ");
	}
	go_time_quote(why, s, len);
	return false;
}

bool go_duration_parse(const char *s, size_t len, int64_t *ns, struct weir_strbuf *why)
{
	const char *p = s, *end = s + len, *unit = s;
	enum problem problem = GOOD;
	bool negative = false;
	size_t unit_len = 0;
	uint64_t sum = 0;

	*ns = 0;
	if (len && (*p == '-' || *p == '+'))
		negative = *p++ == '-';
	if (end - p == 1 && *p == '0')
		return true;
	if (p == end)
		return fail(why, INVALID, s, len, NULL, 0);
	while (problem == GOOD && p < end)
		problem = take_term(&p, end, &sum, &unit, &unit_len);
	if (problem == GOOD && !negative && sum == MOST)
		problem = INVALID;
	if (problem != GOOD)
		return fail(why, problem, s, len, unit, unit_len);
	*ns = (int64_t)(negative ? 0 - sum : sum);
	return true;
}

void go_time_quote(struct weir_strbuf *sb, const char *s, size_t len)
{
	size_t i;

	weir_strbuf_addc(sb, '"');
	for (i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c >= 0x80 || c < ' ')
			weir_strbuf_addf(sb, "\\x%02x", c);
		else if (c == '"' || c == '\\')
			weir_strbuf_addf(sb, "\\%c", c);
		else
			weir_strbuf_addc(sb, (char)c);
	}
	weir_strbuf_addc(sb, '"');
}

/* ---- printing ---- */

/* @u in units of 10^-digits, without zeros at the end. */
static void add_decimal(struct weir_strbuf *sb, uint64_t whole, uint64_t fraction, int digits)
{
	weir_strbuf_addf(sb, "%llu", (unsigned long long)whole);
	if (!fraction)
		return;
	weir_strbuf_addf(sb, ".%0*llu", digits, (unsigned long long)fraction);
	while (sb->data[sb->len - 1] == '0')
		sb->data[--sb->len] = '\0';
}

void go_duration_format(int64_t ns, struct weir_strbuf *sb)
{
	uint64_t u = ns < 0 ? 0 - (uint64_t)ns : (uint64_t)ns, seconds = u / 1000000000;

	if (!u) {
		weir_strbuf_adds(sb, "0s");
		return;
	}
	if (ns < 0)
		weir_strbuf_addc(sb, '-');
	if (u < 1000) {
		weir_strbuf_addf(sb, "%lluns", (unsigned long long)u);
	} else if (u < 1000000) {
		add_decimal(sb, u / 1000, u % 1000, 3);
		weir_strbuf_adds(sb, "\xc2\xb5s");
	} else if (u < 1000000000) {
		add_decimal(sb, u / 1000000, u % 1000000, 6);
		weir_strbuf_adds(sb, "ms");
	} else {
		if (seconds >= 3600)
			weir_strbuf_addf(sb, "%lluh", (unsigned long long)(seconds / 3600));
		if (seconds >= 60)
			weir_strbuf_addf(sb, "%llum", (unsigned long long)(seconds / 60 % 60));
		add_decimal(sb, seconds % 60, u % 1000000000, 9);
		weir_strbuf_addc(sb, 's');
	}
}

int64_t go_duration_round(int64_t ns, int64_t unit)
{
	int64_t rest, result;
	bool up;

	if (unit <= 0)
		return ns;
	rest = ns % unit;
	up = (uint64_t)(rest < 0 ? -rest : rest) * 2 >= (uint64_t)unit;
	result = ns - rest;
	if (!up)
		return result;
	if (ns < 0)
		return __builtin_sub_overflow(result, unit, &result) ? INT64_MIN : result;
	return __builtin_add_overflow(result, unit, &result) ? INT64_MAX : result;
}
