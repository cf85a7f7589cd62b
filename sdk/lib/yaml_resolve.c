/* SPDX-License-Identifier: Apache-2.0 */
/*
 * yaml_resolve.c - what a plain scalar means.  goyaml's resolve(): a table of words, then numbers
 * as strconv reads them (all bases, underscores left out), then the YAML form of floats.  The two
 * modes differ in the words alone: YAML 1.1 also has y, yes, on and their opposites.
 */
#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include "yaml_private.h"

static const struct {
	const char *text;
	uint8_t tag;
	bool v2_only, truth;
} words[] = {
	{ "~", WEIR_YAML_T_NULL, false, false },      { "null", WEIR_YAML_T_NULL, false, false },
	{ "Null", WEIR_YAML_T_NULL, false, false },   { "NULL", WEIR_YAML_T_NULL, false, false },
	{ "true", WEIR_YAML_T_BOOL, false, true },    { "True", WEIR_YAML_T_BOOL, false, true },
	{ "TRUE", WEIR_YAML_T_BOOL, false, true },    { "false", WEIR_YAML_T_BOOL, false, false },
	{ "False", WEIR_YAML_T_BOOL, false, false },  { "FALSE", WEIR_YAML_T_BOOL, false, false },
	{ "y", WEIR_YAML_T_BOOL, true, true },        { "Y", WEIR_YAML_T_BOOL, true, true },
	{ "yes", WEIR_YAML_T_BOOL, true, true },      { "Yes", WEIR_YAML_T_BOOL, true, true },
	{ "YES", WEIR_YAML_T_BOOL, true, true },      { "on", WEIR_YAML_T_BOOL, true, true },
	{ "On", WEIR_YAML_T_BOOL, true, true },       { "ON", WEIR_YAML_T_BOOL, true, true },
	{ "n", WEIR_YAML_T_BOOL, true, false },       { "N", WEIR_YAML_T_BOOL, true, false },
	{ "no", WEIR_YAML_T_BOOL, true, false },      { "No", WEIR_YAML_T_BOOL, true, false },
	{ "NO", WEIR_YAML_T_BOOL, true, false },      { "off", WEIR_YAML_T_BOOL, true, false },
	{ "Off", WEIR_YAML_T_BOOL, true, false },     { "OFF", WEIR_YAML_T_BOOL, true, false },
	{ ".nan", WEIR_YAML_T_FLOAT, false, false },  { ".NaN", WEIR_YAML_T_FLOAT, false, false },
	{ ".NAN", WEIR_YAML_T_FLOAT, false, false },  { ".inf", WEIR_YAML_T_FLOAT, false, false },
	{ ".Inf", WEIR_YAML_T_FLOAT, false, false },  { ".INF", WEIR_YAML_T_FLOAT, false, false },
	{ "+.inf", WEIR_YAML_T_FLOAT, false, false }, { "+.Inf", WEIR_YAML_T_FLOAT, false, false },
	{ "+.INF", WEIR_YAML_T_FLOAT, false, false }, { "-.inf", WEIR_YAML_T_FLOAT, false, false },
	{ "-.Inf", WEIR_YAML_T_FLOAT, false, false }, { "-.INF", WEIR_YAML_T_FLOAT, false, false },
	{ "<<", WEIR_YAML_T_MERGE, false, false },
};

#define LONGEST_WORD   5
#define LONGEST_NUMBER 400 /* more digits than any double or integer has a use for */

static int find_word(const char *s, size_t len, int mode)
{
	size_t i;

	if (len > LONGEST_WORD)
		return -1;
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (words[i].text[0] == s[0] && strlen(words[i].text) == len && memcmp(words[i].text, s, len) == 0 &&
		    (mode == WEIR_YAML_V2 || !words[i].v2_only))
			return (int)i;
	return -1;
}

bool yaml_is_true(const char *s, size_t len)
{
	int row = find_word(s, len, WEIR_YAML_V2);

	return row >= 0 && words[row].truth;
}

/* ^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$ */
static bool is_yaml_float(const char *s)
{
	size_t whole, part = 0;

	s += *s == '-' || *s == '+';
	whole = strspn(s, "0123456789");
	s += whole;
	if (*s == '.') {
		part = strspn(++s, "0123456789");
		s += part;
	}
	if (!whole && !part)
		return false;
	if (*s == 'e' || *s == 'E') {
		s++;
		s += *s == '-' || *s == '+';
		if (!isdigit((unsigned char)*s))
			return false;
		s += strspn(s, "0123456789");
	}
	return !*s;
}

/* strconv.ParseInt/ParseUint(s, 0, 64): sign, then 0x, 0o, 0b, 0 or nothing. */
static enum yaml_number parse_integer(const char *s, int64_t *i, uint64_t *u)
{
	bool negative = *s == '-', sign = *s == '-' || *s == '+';
	const char *p = s + sign;
	unsigned base = 10;
	uint64_t value = 0;

	if (p[0] == '0' && p[1]) {
		char c = (char)tolower((unsigned char)p[1]);

		base = c == 'x' ? 16 : c == 'b' ? 2 : 8;
		p += c == 'x' || c == 'b' || c == 'o' ? 2 : 1;
	}
	if (!*p)
		return YAML_NOT_NUMBER;
	for (; *p; p++) {
		unsigned digit = isdigit((unsigned char)*p)   ? (unsigned)(*p - '0')
				 : isalpha((unsigned char)*p) ? (unsigned)(tolower((unsigned char)*p) - 'a' + 10)
							      : 99;

		if (digit >= base || __builtin_mul_overflow(value, (uint64_t)base, &value) ||
		    __builtin_add_overflow(value, (uint64_t)digit, &value))
			return YAML_NOT_NUMBER;
	}
	if (value <= INT64_MAX) {
		*i = negative ? -(int64_t)value : (int64_t)value;
		return YAML_INT64;
	}
	if (negative && value == (uint64_t)INT64_MAX + 1) {
		*i = INT64_MIN;
		return YAML_INT64;
	}
	*u = value;
	return sign ? YAML_NOT_NUMBER : YAML_UINT64; /* ParseUint takes no sign */
}

static enum yaml_number parse_word_number(const char *s, size_t len, double *d)
{
	int row = find_word(s, len, WEIR_YAML_V3);

	if (row < 0 || words[row].tag != WEIR_YAML_T_FLOAT)
		return YAML_NOT_NUMBER;
	*d = tolower((unsigned char)s[len - 1]) == 'f' ? (s[0] == '-' ? -INFINITY : INFINITY) : NAN;
	return YAML_DOUBLE;
}

enum yaml_number yaml_number(const char *s, size_t len, int mode, int64_t *i, uint64_t *u, double *d)
{
	char plain[LONGEST_NUMBER + 1];
	enum yaml_number kind;
	size_t n = 0, k;

	(void)mode;
	if (!len || len > LONGEST_NUMBER || !(isdigit((unsigned char)s[0]) || strchr("+-.", s[0])))
		return YAML_NOT_NUMBER;
	if (parse_word_number(s, len, d) == YAML_DOUBLE)
		return YAML_DOUBLE;
	for (k = 0; k < len; k++) {
		if (!s[k])
			return YAML_NOT_NUMBER;
		if (s[k] != '_' || s[0] == '.')
			plain[n++] = s[k];
	}
	plain[n] = '\0';
	if (s[0] != '.') {
		kind = parse_integer(plain, i, u);
		if (kind != YAML_NOT_NUMBER)
			return kind;
	}
	if (!is_yaml_float(plain))
		return YAML_NOT_NUMBER;
	*d = strtod(plain, NULL);
	return isinf(*d) ? YAML_NOT_NUMBER : YAML_DOUBLE; /* ParseFloat: out of range is an error */
}

/* ---- timestamps: the four layouts of goyaml ---- */

static bool take_digits(const char **p, const char *end, int least, int most, int *value)
{
	int n = 0;

	*value = 0;
	while (*p < end && n < most && isdigit((unsigned char)**p)) {
		*value = *value * 10 + (*(*p)++ - '0');
		n++;
	}
	return n >= least;
}

static bool take_char(const char **p, const char *end, const char *set)
{
	if (*p >= end || !**p || !strchr(set, **p))
		return false;
	(*p)++;
	return true;
}

static bool valid_date(int year, int month, int day)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1] + (month == 2 && leap);
}

static bool is_clock(const char **p, const char *end)
{
	int hour, minute, second, fraction;

	if (!take_digits(p, end, 1, 2, &hour) || !take_char(p, end, ":") || !take_digits(p, end, 1, 2, &minute) ||
	    !take_char(p, end, ":") || !take_digits(p, end, 1, 2, &second) || hour > 23 || minute > 59 || second > 59)
		return false;
	if (take_char(p, end, ".,") && !take_digits(p, end, 1, 9, &fraction))
		return false;
	return true;
}

static bool is_zone(const char **p, const char *end)
{
	int hour, minute;

	if (take_char(p, end, "Z"))
		return true;
	return take_char(p, end, "+-") && take_digits(p, end, 2, 2, &hour) && take_char(p, end, ":") &&
	       take_digits(p, end, 2, 2, &minute) && hour <= 24 && minute < 60;
}

static bool is_timestamp(const char *s, size_t len)
{
	const char *p = s, *end = s + len;
	int year, month, day;

	if (len < 6 || !take_digits(&p, end, 4, 4, &year) || !take_char(&p, end, "-") ||
	    !take_digits(&p, end, 1, 2, &month) || !take_char(&p, end, "-") || !take_digits(&p, end, 1, 2, &day) ||
	    !valid_date(year, month, day))
		return false;
	if (p == end)
		return true;
	if (take_char(&p, end, "Tt"))
		return is_clock(&p, end) && is_zone(&p, end) && p == end;
	return take_char(&p, end, " ") && is_clock(&p, end) && p == end;
}

enum weir_yaml_tag weir_yaml_resolve(const char *value, size_t len, int mode)
{
	int64_t i;
	uint64_t u;
	double d;
	int row;

	if (!len)
		return WEIR_YAML_T_NULL;
	row = find_word(value, len, mode);
	if (row >= 0)
		return (enum weir_yaml_tag)words[row].tag;
	if (!isdigit((unsigned char)value[0]) && !strchr("+-.", value[0]))
		return WEIR_YAML_T_STR;
	if (is_timestamp(value, len))
		return WEIR_YAML_T_TIME;
	switch (yaml_number(value, len, mode, &i, &u, &d)) {
	case YAML_INT64:
	case YAML_UINT64: return WEIR_YAML_T_INT;
	case YAML_DOUBLE: return WEIR_YAML_T_FLOAT;
	default: return WEIR_YAML_T_STR;
	}
}

enum weir_yaml_tag yaml_tag_of_text(const char *text, enum weir_yaml_tag natural)
{
	static const struct {
		const char *name;
		uint8_t tag;
	} tags[] = {
		{ "str", WEIR_YAML_T_STR },       { "null", WEIR_YAML_T_NULL },   { "bool", WEIR_YAML_T_BOOL },
		{ "int", WEIR_YAML_T_INT },       { "float", WEIR_YAML_T_FLOAT }, { "timestamp", WEIR_YAML_T_TIME },
		{ "binary", WEIR_YAML_T_BINARY }, { "merge", WEIR_YAML_T_MERGE }, { "map", WEIR_YAML_T_MAP },
		{ "seq", WEIR_YAML_T_SEQ },
	};
	static const char prefix[] = "tag:yaml.org,2002:";
	size_t i;

	if (strncmp(text, prefix, sizeof(prefix) - 1) != 0)
		return natural == WEIR_YAML_T_MAP || natural == WEIR_YAML_T_SEQ ? natural : WEIR_YAML_T_OTHER;
	for (i = 0; i < sizeof(tags) / sizeof(tags[0]); i++)
		if (strcmp(tags[i].name, text + sizeof(prefix) - 1) == 0)
			return (enum weir_yaml_tag)tags[i].tag;
	return natural;
}
