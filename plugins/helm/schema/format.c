/* SPDX-License-Identifier: Apache-2.0 */
/*
 * format.c - "format" of drafts 4 to 7: what a text must look like.  The checks are those of the
 * original, which are a little less than the RFCs'.
 */
#include <arpa/inet.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "node.h"

static bool no(struct weir_strbuf *why, const char *text)
{
	weir_strbuf_adds(why, text);
	return false;
}

static bool no_prefixed(struct weir_strbuf *why, const char *prefix, const struct weir_strbuf *inner)
{
	weir_strbuf_addf(why, "%s: %s", prefix, inner->data ? inner->data : "");
	return false;
}

/* "invalid character 'x'", whole though it may have several bytes. */
static bool no_char(struct weir_strbuf *why, const char *what, const char *at)
{
	size_t n = 1;

	while (((unsigned char)at[n] & 0xc0) == 0x80)
		n++;
	weir_strbuf_addf(why, "%s '%.*s'", what, (int)n, at);
	return false;
}

static size_t digits(const char *s)
{
	return strspn(s, "0123456789");
}

/* ---- addresses ---- */

static bool ipv4(const char *s, size_t len, struct weir_strbuf *why)
{
	size_t groups = 1, n;
	const char *p;

	(void)len;
	for (p = s; *p; p++)
		groups += *p == '.';
	if (groups != 4)
		return no(why, "expected four decimals");
	for (p = s;; p += n + 1) {
		n = strcspn(p, ".");
		if (n > 1 && *p == '0')
			return no(why, "leading zeros");
		if (!n || digits(p) < n)
			return no(why, "invalid syntax");
		if (n > 3 || atoi(p) > 255)
			return no(why, "decimal must be between 0 and 255");
		if (!p[n])
			return true;
	}
}

static bool ipv6(const char *s, size_t len, struct weir_strbuf *why)
{
	struct in6_addr address;

	(void)len;
	if (!strchr(s, ':'))
		return no(why, "missing colon");
	if (strchr(s, '%'))
		return no(why, "zone id is not a part of ipv6 address");
	return inet_pton(AF_INET6, s, &address) == 1 || no(why, "unable to parse IP");
}

static bool label(const char *s, size_t n, struct weir_strbuf *why)
{
	size_t i;

	if (n < 1 || n > 63)
		return no(why, "label must be 1 to 63 characters long");
	if (*s == '-')
		return no(why, "label starts with hyphen");
	if (s[n - 1] == '-')
		return no(why, "label ends with hyphen");
	for (i = 0; i < n; i++)
		if (!isalnum((unsigned char)s[i]) && s[i] != '-')
			return no_char(why, "invalid character", s + i);
	return true;
}

static bool hostname(const char *s, size_t len, struct weir_strbuf *why)
{
	const char *end;
	size_t n;

	if (len && s[len - 1] == '.')
		len--;
	if (len > 253)
		return no(why, "more than 253 characters long");
	for (end = s + len;; s += n + 1) {
		const char *dot = memchr(s, '.', (size_t)(end - s));

		n = (size_t)((dot ? dot : end) - s);
		if (!label(s, n, why))
			return false;
		if (!dot)
			return true;
	}
}

static bool local_part(const char *s, size_t n, struct weir_strbuf *why)
{
	size_t i;

	if (n > 64)
		return no(why, "local part more than 64 characters long");
	if (n > 1 && *s == '"' && s[n - 1] == '"') {
		if (memchr(s + 1, '\\', n - 2) || memchr(s + 1, '"', n - 2))
			return no(why, "backslash and quote are not allowed within quoted local part");
		return true;
	}
	if (*s == '.')
		return no(why, "starts with dot");
	if (n && s[n - 1] == '.')
		return no(why, "ends with dot");
	for (i = 0; i < n; i++) {
		if (s[i] == '.' && i + 1 < n && s[i + 1] == '.')
			return no(why, "consecutive dots");
		if (!isalnum((unsigned char)s[i]) && !strchr(".!#$%&'*+-/=?^_`{|}~", s[i]))
			return no_char(why, "invalid character", s + i);
	}
	return true;
}

static bool domain(const char *s, struct weir_strbuf *why)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf inner = WEIR_STRBUF_INIT;
	WEIR_CLEAN_FREE char *literal = NULL;
	size_t n = strlen(s);

	if (n > 1 && *s == '[' && s[n - 1] == ']') {
		literal = weir_strndup(s + 1, n - 2);
		if (strncmp(literal, "IPv6:", 5) == 0)
			return ipv6(literal + 5, strlen(literal + 5), &inner) ||
			       no_prefixed(why, "invalid ipv6 address", &inner);
		return ipv4(literal, n - 2, &inner) || no_prefixed(why, "invalid ipv4 address", &inner);
	}
	return hostname(s, n, &inner) || no_prefixed(why, "invalid domain", &inner);
}

static bool email(const char *s, size_t len, struct weir_strbuf *why)
{
	const char *at = strrchr(s, '@');

	if (len > 254)
		return no(why, "more than 255 characters long");
	if (!at)
		return no(why, "missing @");
	return local_part(s, (size_t)(at - s), why) && domain(at + 1, why);
}

/* ---- URIs ---- */

/* What Go's net/url refuses. */
static bool parse_uri(const char *s, bool *absolute, struct weir_strbuf *why)
{
	size_t scheme = 0;
	const char *p;

	for (p = s; *p; p++) {
		if ((unsigned char)*p < 0x20 || *p == 0x7f)
			return no(why, "invalid control character in URL");
		if (*p == '%' && (!isxdigit((unsigned char)p[1]) || !isxdigit((unsigned char)p[2])))
			return no(why, "invalid URL escape");
	}
	if (isalpha((unsigned char)*s))
		while (isalnum((unsigned char)s[scheme]) || (s[scheme] && strchr("+-.", s[scheme])))
			scheme++;
	*absolute = scheme && s[scheme] == ':';
	if (*s == ':')
		return no(why, "missing protocol scheme");
	if (!*absolute && *s != '/' && memchr(s, ':', strcspn(s, "/?#")))
		return no(why, "first path segment in URL cannot contain colon");
	p = *absolute ? s + scheme + 1 : s;
	if (strncmp(p, "//", 2) == 0 && strcspn(p + 2, " <>\"") < strcspn(p + 2, "/?#"))
		return no(why, "invalid character in host name");
	return true;
}

static bool uri(const char *s, size_t len, struct weir_strbuf *why)
{
	bool absolute;

	(void)len;
	if (!parse_uri(s, &absolute, why))
		return false;
	return absolute || no(why, "relative url");
}

static bool uri_reference(const char *s, size_t len, struct weir_strbuf *why)
{
	bool absolute;

	(void)len;
	if (strchr(s, '\\'))
		return no(why, "contains \\");
	return parse_uri(s, &absolute, why);
}

static bool uri_template(const char *s, size_t len, struct weir_strbuf *why)
{
	bool absolute, open = false;

	(void)len;
	if (!parse_uri(s, &absolute, why))
		return false;
	for (; *s; s++) {
		if (*s == '/' && open)
			return no(why, "no matching closing brace");
		if ((*s == '{') == open && (*s == '{' || *s == '}'))
			return no(why, "nested curly braces");
		if (*s == '{' || *s == '}')
			open = *s == '{';
	}
	return !open || no(why, "no matching closing brace");
}

/* ---- times ---- */

static bool date(const char *s, size_t len, struct weir_strbuf *why)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int y, m, d, leap;

	if (len < 10 || digits(s) != 4 || s[4] != '-' || digits(s + 5) != 2 || s[7] != '-' || digits(s + 8) < 2)
		return no(why, "parsing time: cannot parse as \"2006-01-02\"");
	y = atoi(s);
	m = atoi(s + 5);
	d = (s[8] - '0') * 10 + s[9] - '0';
	if (len > 10)
		return no(why, "parsing time: extra text");
	if (m < 1 || m > 12)
		return no(why, "parsing time: month out of range");
	leap = m == 2 && ((y % 4 == 0 && y % 100 != 0) || y % 400 == 0);
	return (d >= 1 && d <= days[m - 1] + leap) || no(why, "parsing time: day out of range");
}

static bool two(const char *s, int *out)
{
	*out = atoi(s);
	return isdigit((unsigned char)s[0]) && isdigit((unsigned char)s[1]);
}

/* "+02:00" of a time whose hour and minute are put to UTC. */
static bool offset(const char *s, int *h, int *m, struct weir_strbuf *why)
{
	int zh, zm, minutes;

	if (strlen(s) != 6)
		return no(why, "offset must be 6 characters long");
	if (*s != '+' && *s != '-')
		return no(why, "offset must begin with plus/minus");
	if (s[3] != ':')
		return no(why, "missing colon in offset in correct place");
	if (!two(s + 1, &zh) || !two(s + 4, &zm))
		return no(why, "invalid hour/min in offset");
	if (zh > 23 || zm > 59)
		return no(why, "hour/min in offset out of range");
	minutes = *h * 60 + *m + (*s == '+' ? -1 : 1) * (zh * 60 + zm);
	if (minutes < 0)
		minutes += 24 * 60;
	*h = minutes / 60;
	*m = minutes % 60;
	return true;
}

static bool time_of_day(const char *s, size_t len, struct weir_strbuf *why)
{
	int h, m, sec;

	if (len < 9)
		return no(why, "less than 9 characters long");
	if (s[2] != ':' || s[5] != ':')
		return no(why, "missing colon in correct place");
	if (!two(s, &h) || !two(s + 3, &m) || !two(s + 6, &sec))
		return no(why, "invalid hour/min/sec");
	if (h > 23 || m > 59 || sec > 60)
		return no(why, "hour/min/sec out of range");
	s += 8;
	if (*s == '.') {
		if (!digits(s + 1))
			return no(why, "no digits in second fraction");
		s += 1 + digits(s + 1);
	}
	if (strcmp(s, "z") != 0 && strcmp(s, "Z") != 0 && !offset(s, &h, &m, why))
		return false;
	return sec < 60 || (h == 23 && m == 59) || no(why, "invalid leap second");
}

static bool date_time(const char *s, size_t len, struct weir_strbuf *why)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf inner = WEIR_STRBUF_INIT;
	WEIR_CLEAN_FREE char *day = NULL;

	if (len < 20)
		return no(why, "less than 20 characters long");
	if (s[10] != 't' && s[10] != 'T')
		return no(why, "11th character must be t or T");
	day = weir_strndup(s, 10);
	if (!date(day, 10, &inner))
		return no_prefixed(why, "invalid date element", &inner);
	return time_of_day(s + 11, len - 11, &inner) || no_prefixed(why, "invalid time element", &inner);
}

/* The units of one half ("YMD", "HMS"), each once and in order. */
static bool elements(const char *s, size_t n, const char *units, struct weir_strbuf *why)
{
	const char *all = units, *end = s + n, *unit;

	while (s < end) {
		size_t count = digits(s);

		if (!count)
			return no(why, "missing number");
		s += count;
		if (s >= end)
			return no(why, "missing unit");
		unit = strchr(units, *s);
		if (!unit) {
			weir_strbuf_addf(why, "%s%c%s", strchr(all, *s) ? "unit '" : "invalid unit '", *s,
					 strchr(all, *s) ? "' out of order" : "'");
			return false;
		}
		units = unit + 1;
		s++;
	}
	return true;
}

static bool duration(const char *s, size_t len, struct weir_strbuf *why)
{
	size_t n;

	if (*s != 'P')
		return no(why, "must start with P");
	if (!*++s)
		return no(why, "nothing after P");
	len--;
	if (s[len - 1] == 'W') {
		if (len == 1)
			return no(why, "no number in week");
		return digits(s) == len - 1 || no(why, "invalid week");
	}
	n = strcspn(s, "T");
	if (!elements(s, n, "YMD", why))
		return false;
	if (!s[n])
		return true;
	s += n + 1;
	if (!*s)
		return no(why, "no time elements");
	if (strchr(s, 'T'))
		return no(why, "more than one T");
	return elements(s, strlen(s), "HMS", why);
}

static bool period(const char *s, size_t len, struct weir_strbuf *why)
{
	const char *slash = strchr(s, '/');
	WEIR_CLEAN_FREE char *start = NULL;

	(void)len;
	if (!slash)
		return no(why, "missing slash");
	start = weir_strndup(s, (size_t)(slash - s));
	s = slash + 1;
	if (*start == 'P')
		return duration(start, strlen(start), why) && date_time(s, strlen(s), why);
	return date_time(start, strlen(start), why) &&
	       (*s == 'P' ? duration(s, strlen(s), why) : date_time(s, strlen(s), why));
}

/* ---- the rest ---- */

static bool json_pointer(const char *s, size_t len, struct weir_strbuf *why)
{
	(void)len;
	if (!*s)
		return true;
	if (*s != '/')
		return no(why, "not starting with /");
	for (; *s; s++)
		if (*s == '~' && s[1] != '0' && s[1] != '1')
			return no(why, "~ must be followed by 0 or 1");
	return true;
}

static bool relative_json_pointer(const char *s, size_t len, struct weir_strbuf *why)
{
	size_t n = digits(s);

	if (!n)
		return no(why, "must start with non-negative integer");
	if (n > 1 && *s == '0')
		return no(why, "starts with zero");
	return strcmp(s + n, "#") == 0 || json_pointer(s + n, len - n, why);
}

static bool uuid(const char *s, size_t len, struct weir_strbuf *why)
{
	static const size_t groups[] = { 8, 4, 4, 4, 12 };
	size_t i, k, n = 1;

	for (i = 0; i < len; i++)
		n += s[i] == '-';
	if (n != 5)
		return no(why, "must have 5 elements");
	for (i = 0; i < 5; i++, s += groups[i - 1] + 1) {
		if (strcspn(s, "-") != groups[i]) {
			weir_strbuf_addf(why, "element %zu must be %zu characters long", i + 1, groups[i]);
			return false;
		}
		for (k = 0; k < groups[i]; k++)
			if (!isxdigit((unsigned char)s[k]))
				return no_char(why, "non-hex character", s + k);
	}
	return true;
}

static bool semver(const char *s, size_t len, struct weir_strbuf *why)
{
	struct weir_semver *v = weir_semver_parse_strict(s);

	(void)len;
	weir_semver_free(v);
	return v || no(why, "versionCore must have 3 numbers separated by dot");
}

static bool regex(const char *s, size_t len, struct weir_strbuf *why)
{
	struct weir_error err = WEIR_ERROR_INIT;
	struct weir_regex *re = weir_regex_new(s, &err);

	(void)len;
	if (!re)
		weir_strbuf_adds(why, err.message);
	weir_regex_free(re);
	weir_error_done(&err);
	return re != NULL;
}

static const struct format formats[] = {
	{ "date", date },
	{ "date-time", date_time },
	{ "duration", duration },
	{ "email", email },
	{ "hostname", hostname },
	{ "ipv4", ipv4 },
	{ "ipv6", ipv6 },
	{ "iri", uri },
	{ "iri-reference", uri_reference },
	{ "json-pointer", json_pointer },
	{ "period", period },
	{ "regex", regex },
	{ "relative-json-pointer", relative_json_pointer },
	{ "semver", semver },
	{ "time", time_of_day },
	{ "uri", uri },
	{ "uri-reference", uri_reference },
	{ "uri-template", uri_template },
	{ "uuid", uuid },
};

const struct format *format_find(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
		if (strcmp(formats[i].name, name) == 0)
			return &formats[i];
	return NULL;
}
