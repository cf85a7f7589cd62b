/* SPDX-License-Identifier: Apache-2.0 */
/* go_ip.c - IP addresses as Go's net/netip reads them, with its error texts. */
#include "go_ip.h"
#include "quote.h"

struct ip_text {
	const char *s, *end; /* the whole, as errors show it */
	struct weir_strbuf *why;
};

static bool fail(const struct ip_text *t, const char *message, const char *at, const char *end)
{
	if (!t->why)
		return false;
	weir_strbuf_adds(t->why, "ParseAddr(");
	quote_string(t->why, t->s, (size_t)(t->end - t->s), false);
	weir_strbuf_addf(t->why, "): %s", message);
	if (at && at < end) {
		weir_strbuf_adds(t->why, " (at ");
		quote_string(t->why, at, (size_t)(end - at), false);
		weir_strbuf_addc(t->why, ')');
	}
	return false;
}

static bool take_4(const struct ip_text *t, const char *p, const char *end, uint8_t out[4])
{
	const char *start = p;
	int value = 0, field = 0, digits = 0;

	for (; p < end; p++) {
		if (*p >= '0' && *p <= '9') {
			if (digits == 1 && !value)
				return fail(t, "IPv4 field has octet with leading zero", NULL, NULL);
			value = value * 10 + (*p - '0');
			digits++;
			if (value > 255)
				return fail(t, "IPv4 field has value >255", NULL, NULL);
			continue;
		}
		if (*p != '.')
			return fail(t, "unexpected character", p, end);
		if (p == start || p == end - 1 || p[-1] == '.')
			return fail(t, "IPv4 field must have at least one digit", p, end);
		if (field == 3)
			return fail(t, "IPv4 address too long", NULL, NULL);
		out[field++] = (uint8_t)value;
		value = digits = 0;
	}
	if (field < 3)
		return fail(t, "IPv4 address too short", NULL, NULL);
	out[3] = (uint8_t)value;
	return true;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* One group; *digits of it. */
static bool take_group(const struct ip_text *t, const char *p, const char *end, unsigned *value, size_t *digits)
{
	size_t n = 0;

	*value = 0;
	for (; p + n < end && hex_digit(p[n]) >= 0; n++) {
		*value = *value << 4 | (unsigned)hex_digit(p[n]);
		if (n > 3)
			return fail(t, "each group must have 4 or less digits", p, end);
	}
	*digits = n;
	if (!n)
		return fail(t, "each colon-separated field must have at least one digit", p, end);
	return true;
}

struct six {
	uint8_t *bytes;
	int count, ellipsis; /* bytes so far; where "::" stood, or -1 */
};

/* What follows a group: ":" or "::". False: an error; *done: the address ends. */
static bool take_colon(const struct ip_text *t, const char **p, const char *end, struct six *six, bool *done)
{
	if (**p != ':')
		return fail(t, "unexpected character, want colon", *p, end);
	if (end - *p == 1)
		return fail(t, "colon must be followed by more characters", *p, end);
	(*p)++;
	if (**p == ':') {
		if (six->ellipsis >= 0)
			return fail(t, "multiple :: in address", *p, end);
		six->ellipsis = six->count;
		(*p)++;
		*done = *p == end;
	}
	return true;
}

static bool take_tail_4(const struct ip_text *t, const char *p, const char *end, struct six *six)
{
	if (six->ellipsis < 0 && six->count != 12)
		return fail(t, "embedded IPv4 address must replace the final 2 fields of the address", p, end);
	if (six->count + 4 > 16)
		return fail(t, "too many hex fields to fit an embedded IPv4 at the end of the address", p, end);
	if (!take_4(t, p, end, six->bytes + six->count))
		return false;
	six->count += 4;
	return true;
}

static bool fill_ellipsis(const struct ip_text *t, struct six *six)
{
	int missing = 16 - six->count, i;

	if (!missing && six->ellipsis >= 0)
		return fail(t, "the :: must expand to at least one field of zeros", NULL, NULL);
	if (!missing)
		return true;
	if (six->ellipsis < 0)
		return fail(t, "address string too short", NULL, NULL);
	for (i = six->count - 1; i >= six->ellipsis; i--)
		six->bytes[i + missing] = six->bytes[i];
	memset(six->bytes + six->ellipsis, 0, (size_t)missing);
	return true;
}

static bool take_6(const struct ip_text *t, const char *p, const char *end, uint8_t bytes[16])
{
	struct six six = { bytes, 0, -1 };
	bool done = false;
	unsigned value;
	size_t n = 0;

	memset(bytes, 0, 16);
	if (end - p >= 2 && p[0] == ':' && p[1] == ':') {
		six.ellipsis = 0;
		p += 2;
		if (p == end)
			return true;
	}
	while (!done && six.count < 16) {
		if (!take_group(t, p, end, &value, &n))
			return false;
		if (p + n < end && p[n] == '.') {
			if (!take_tail_4(t, p, end, &six))
				return false;
			p = end;
			break;
		}
		bytes[six.count++] = (uint8_t)(value >> 8);
		bytes[six.count++] = (uint8_t)value;
		p += n;
		if (p == end)
			break;
		if (!take_colon(t, &p, end, &six, &done))
			return false;
	}
	if (p < end)
		return fail(t, "trailing garbage after address", p, end);
	return fill_ellipsis(t, &six);
}

bool go_ip_parse(const char *s, size_t len, struct go_ip *out, struct weir_strbuf *why)
{
	struct ip_text t = { s, s + len, why };
	const char *end = s + len, *p = s, *percent;

	*out = (struct go_ip){ 0 };
	while (p < end && *p != '.' && *p != ':' && *p != '%')
		p++;
	if (p == end)
		return fail(&t, "unable to parse IP", NULL, NULL);
	if (*p == '%')
		return fail(&t, "missing IPv6 address", NULL, NULL);
	if (*p == '.') {
		out->is_4 = true;
		return take_4(&t, s, end, out->bytes);
	}
	percent = memchr(s, '%', len);
	if (percent && percent + 1 == end)
		return fail(&t, "zone must be a non-empty string", NULL, NULL);
	out->has_zone = percent != NULL;
	return take_6(&t, s, percent ? percent : end, out->bytes);
}
