/* SPDX-License-Identifier: Apache-2.0 */
/* regex_escape.c - what a backslash or a bracket begins in a pattern: escapes, groups, classes. */
#include "regex_parse.h"

static bool is_alnum(unsigned char c)
{
	return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "x41" or "x{1F600}"; *end is behind it, or behind what is wrong. */
static bool take_hex(const char *s, uint32_t *rune, const char **end)
{
	const char *p = s + 1;
	uint32_t value = 0;

	if (*p != '{') {
		*end = *p ? p + 1 + (p[1] != '\0') : p;
		if (hex_value(p[0]) < 0 || hex_value(p[1]) < 0)
			return false;
		*rune = (uint32_t)(hex_value(p[0]) << 4 | hex_value(p[1]));
		return true;
	}
	for (p++; hex_value(*p) >= 0 && value <= RUNE_MAX; p++)
		value = value << 4 | (uint32_t)hex_value(*p);
	*end = p + (*p != '\0');
	*rune = value;
	return *p == '}' && p > s + 2 && value <= RUNE_MAX;
}

static uint32_t take_octal(const char *s, const char **end)
{
	uint32_t value = 0;
	int i;

	for (i = 0; i < 3 && *s >= '0' && *s <= '7'; i++)
		value = value * 8 + (uint32_t)(*s++ - '0');
	*end = s;
	return value;
}

/* One escaped character, p->at at the backslash. */
static int take_escaped_rune(struct regex_parser *p, uint32_t *rune)
{
	static const char names[] = "afnrtv", values[] = "\a\f\n\r\t\v";
	const char *s = p->at + 1, *end, *name;
	unsigned width;

	if (!*s)
		return regex_refuse(p, s, s, "trailing backslash at end of expression");
	*rune = unicode_decode((const unsigned char *)s, strlen(s), &width);
	end = s + width;
	name = strchr(names, *s);
	if (*rune < 0x80 && !is_alnum((unsigned char)*s)) {
		/* itself */
	} else if (name) {
		*rune = (uint32_t)values[name - names];
	} else if (*s == '0' || (*s >= '1' && *s <= '7' && s[1] >= '0' && s[1] <= '7')) {
		*rune = take_octal(s, &end);
	} else if (*s != 'x' || !take_hex(s, rune, &end)) {
		return regex_refuse(p, p->at, end, "invalid escape sequence");
	}
	p->at = end;
	return 0;
}

/* \pL, \p{Greek}, \P{^Greek}. Returns 1 for something else, 0, or an error. */
static int take_unicode(struct regex_parser *p, struct rune_set *set)
{
	const char *s, *end;
	bool negated = p->at[0] == '\\' && p->at[1] == 'P';
	unsigned width;

	if (p->at[0] != '\\' || (p->at[1] != 'p' && p->at[1] != 'P'))
		return 1;
	s = p->at + 2;
	if (*s != '{') {
		if (!*s)
			return regex_refuse(p, p->at, s, "invalid character class range");
		unicode_decode((const unsigned char *)s, strlen(s), &width);
		end = s + width;
	} else {
		end = strchr(++s, '}');
		if (!end)
			return regex_refuse(p, p->at, p->at + strlen(p->at), "invalid character class range");
		if (*s == '^') {
			negated = !negated;
			s++;
		}
	}
	if (!rune_set_add_unicode(set, s, (size_t)(end - s), p->flags & FLAG_FOLD, negated))
		return regex_refuse(p, p->at, end + (*end == '}'), "invalid character class range");
	p->at = end + (p->at[2] == '{');
	return 0;
}

/* \d \s \w and their opposites. */
static bool take_perl(struct regex_parser *p, struct rune_set *set)
{
	char name = p->at[0] == '\\' ? p->at[1] : '\0', small = (char)(name | 0x20);

	if (!name || !strchr("dsw", small) || !rune_set_add_ascii(set, &small, 1, p->flags & FLAG_FOLD, name != small))
		return false;
	p->at += 2;
	return true;
}

int regex_take_escape(struct regex_parser *p)
{
	struct rune_set set = { 0 };
	uint32_t rune;
	int rc = take_unicode(p, &set);

	if (rc == 1 && take_perl(p, &set))
		rc = 0;
	if (rc == 1) {
		rc = take_escaped_rune(p, &rune);
		return rc ? rc : regex_push_rune(p, rune);
	}
	rune_set_clean(&set);
	return rc ? rc : regex_push_set(p, &set);
}

/* ---- classes ---- */

/* [:alpha:] or [:^alpha:]. Returns 1 for something else. */
static int take_posix(struct regex_parser *p, struct rune_set *set)
{
	const char *s = p->at, *end;
	bool negated = s[0] == '[' && s[1] == ':' && s[2] == '^';
	char name[16];
	size_t len;

	if (s[0] != '[' || s[1] != ':' || !s[2])
		return 1;
	end = strstr(s + 2, ":]");
	if (!end)
		return 1;
	len = (size_t)(end + 2 - s) - negated;
	if (len < sizeof(name)) {
		memcpy(name, "[:", 2);
		memcpy(name + 2, s + 2 + negated, len - 2);
	}
	if (len >= sizeof(name) || !rune_set_add_ascii(set, name, len, p->flags & FLAG_FOLD, negated))
		return regex_refuse(p, s, end + 2, "invalid character class range");
	p->at = end + 2;
	return 0;
}

static int take_class_rune(struct regex_parser *p, const char *whole, uint32_t *rune)
{
	unsigned width;

	if (!*p->at)
		return regex_refuse(p, whole, p->at, "missing closing ]");
	if (*p->at == '\\')
		return take_escaped_rune(p, rune);
	*rune = unicode_decode((const unsigned char *)p->at, strlen(p->at), &width);
	p->at += width;
	return 0;
}

/* "a" or "a-z" */
static int take_range(struct regex_parser *p, const char *whole, struct rune_set *set)
{
	struct rune_set folded = { 0 };
	const char *start = p->at;
	uint32_t low, high;
	int rc = take_class_rune(p, whole, &low);

	high = low;
	if (!rc && p->at[0] == '-' && p->at[1] && p->at[1] != ']') {
		p->at++;
		rc = take_class_rune(p, whole, &high);
	}
	if (rc)
		return rc;
	if (high < low)
		return regex_refuse(p, start, p->at, "invalid character class range");
	rune_set_add(&folded, low, high);
	if (p->flags & FLAG_FOLD)
		rune_set_fold(&folded);
	rune_set_add_set(set, &folded, false);
	rune_set_done(&folded);
	return 0;
}

static int take_class_item(struct regex_parser *p, const char *whole, struct rune_set *set)
{
	int rc = take_posix(p, set);

	if (rc == 1)
		rc = take_unicode(p, set);
	if (rc == 1 && take_perl(p, set))
		rc = 0;
	return rc == 1 ? take_range(p, whole, set) : rc;
}

int regex_take_class(struct regex_parser *p)
{
	const char *whole = p->at++;
	struct rune_set set = { 0 };
	bool negated = *p->at == '^', first = true;
	int rc = 0;

	p->at += negated;
	for (; !rc && (*p->at != ']' || first); first = false)
		rc = take_class_item(p, whole, &set);
	if (rc) {
		rune_set_done(&set);
		return rc;
	}
	p->at++;
	rune_set_clean(&set);
	if (negated)
		rune_set_negate(&set);
	return regex_push_set(p, &set);
}
