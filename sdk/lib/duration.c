/* SPDX-License-Identifier: Apache-2.0 */
/* duration.c - durations as Go's time package reads and prints them, sizes with units, RFC 3339 times. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <weir/util.h>

#define NS_PER_MS 1000000

/* Go's unit table; longer names first, so that "ms" is not read as "m". */
static const struct {
	const char *name;
	uint64_t ns;
} units[] = {
	{ "ns", 1 },       { "us", 1000 },      { "\xc2\xb5s", 1000 }, { "\xce\xbcs", 1000 },
	{ "ms", 1000000 }, { "s", 1000000000 }, { "m", 60000000000 },  { "h", 3600000000000 },
};

static int bad_duration(const char *text, struct weir_error *err)
{
	return weir_fail(err, WEIR_E_INVALID, NULL,
			 "invalid duration \"%s\": a number with a unit is wanted, such as 30s, 10m or 1h30m", text);
}

static const char *take_unit(const char *s, uint64_t *ns)
{
	size_t i, n;

	for (i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		n = strlen(units[i].name);
		if (strncmp(s, units[i].name, n) == 0 && !isalpha((unsigned char)s[n])) {
			*ns = units[i].ns;
			return s + n;
		}
	}
	return NULL;
}

/*
 * One "1.5h": advances *p and adds to *ns.  Whole units are counted in integers and their fraction in
 * a double, as Go does.  False: not of that form, or more than 64 bits hold.
 */
static bool add_term(const char **p, uint64_t *ns)
{
	uint64_t whole = 0, fraction = 0, unit;
	double scale = 1;
	bool digits = false;
	const char *s = *p;

	for (; isdigit((unsigned char)*s); s++, digits = true)
		if (__builtin_mul_overflow(whole, 10, &whole) ||
		    __builtin_add_overflow(whole, (uint64_t)(*s - '0'), &whole))
			return false;
	if (*s == '.')
		for (s++; isdigit((unsigned char)*s); s++, digits = true)
			if (fraction < UINT64_MAX / 100) {
				fraction = fraction * 10 + (uint64_t)(*s - '0');
				scale *= 10;
			}
	*p = digits ? take_unit(s, &unit) : NULL;
	if (!*p || __builtin_mul_overflow(whole, unit, &whole))
		return false;
	whole += (uint64_t)((double)fraction * ((double)unit / scale));
	return !__builtin_add_overflow(*ns, whole, ns) && *ns <= (uint64_t)INT64_MAX + 1;
}

int weir_duration_parse(const char *text, int64_t *ms_out, struct weir_error *err)
{
	const char *p = text;
	bool negative = false;
	uint64_t ns = 0;

	if (*p == '+' || *p == '-')
		negative = *p++ == '-';
	if (strcmp(p, "0") == 0) {
		*ms_out = 0;
		return 0;
	}
	if (!*p)
		return bad_duration(text, err);
	while (*p)
		if (!add_term(&p, &ns))
			return bad_duration(text, err);
	if (ns > (uint64_t)INT64_MAX + negative)
		return bad_duration(text, err);
	*ms_out = (int64_t)(ns / NS_PER_MS) * (negative ? -1 : 1);
	return 0;
}

char *weir_duration_format(int64_t ms)
{
	uint64_t n = ms < 0 ? -(uint64_t)ms : (uint64_t)ms, seconds = n / 1000;
	struct weir_strbuf sb = WEIR_STRBUF_INIT;

	if (!n)
		return weir_strdup("0s");
	if (ms < 0)
		weir_strbuf_addc(&sb, '-');
	if (n < 1000) {
		weir_strbuf_addf(&sb, "%llums", (unsigned long long)n);
		return weir_strbuf_take(&sb);
	}
	if (seconds >= 3600)
		weir_strbuf_addf(&sb, "%lluh", (unsigned long long)(seconds / 3600));
	if (seconds >= 60)
		weir_strbuf_addf(&sb, "%llum", (unsigned long long)(seconds / 60 % 60));
	weir_strbuf_addf(&sb, "%llu", (unsigned long long)(seconds % 60));
	if (n % 1000) {
		weir_strbuf_addf(&sb, ".%03llu", (unsigned long long)(n % 1000));
		while (sb.data[sb.len - 1] == '0')
			sb.data[--sb.len] = '\0';
	}
	weir_strbuf_addc(&sb, 's');
	return weir_strbuf_take(&sb);
}

static const struct {
	const char *suffix;
	uint64_t factor;
} sizes[] = {
	{ "", 1 },
	{ "k", 1000 },
	{ "M", 1000000 },
	{ "G", 1000000000 },
	{ "T", 1000000000000 },
	{ "Ki", 1ull << 10 },
	{ "Mi", 1ull << 20 },
	{ "Gi", 1ull << 30 },
	{ "Ti", 1ull << 40 },
};

int weir_size_parse(const char *text, uint64_t *bytes_out, struct weir_error *err)
{
	uint64_t value = 0;
	const char *p = text;
	size_t i;

	for (; isdigit((unsigned char)*p); p++)
		if (__builtin_mul_overflow(value, 10, &value) ||
		    __builtin_add_overflow(value, (uint64_t)(*p - '0'), &value))
			return weir_fail(err, WEIR_E_INVALID, NULL, "invalid size \"%s\": too large", text);
	for (i = 0; p > text && i < sizeof(sizes) / sizeof(sizes[0]); i++)
		if (strcmp(p, sizes[i].suffix) == 0) {
			if (__builtin_mul_overflow(value, sizes[i].factor, bytes_out))
				return weir_fail(err, WEIR_E_INVALID, NULL, "invalid size \"%s\": too large", text);
			return 0;
		}
	return weir_fail(err, WEIR_E_INVALID, NULL, "invalid size \"%s\": bytes are wanted, such as 512, 64Ki or 10Mi",
			 text);
}

void weir_time_format(int64_t seconds, char out[32])
{
	time_t t = (time_t)seconds;
	struct tm tm;

	if (!gmtime_r(&t, &tm) || strftime(out, 32, "%Y-%m-%dT%H:%M:%SZ", &tm) == 0)
		snprintf(out, 32, "1970-01-01T00:00:00Z");
}
