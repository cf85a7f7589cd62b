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

#define LONGEST_WORD   5
#define LONGEST_NUMBER 400 /* more digits than any double or integer has a use for */

struct word {
	char text[LONGEST_WORD + 1];
	uint8_t len, tag;
	bool v2_only, truth;
};

/* By their first characters. */
static const struct word words[128][7] = {
	['~'] = { { "~", 1, WEIR_YAML_T_NULL, false, false } },
	['n'] = { { "null", 4, WEIR_YAML_T_NULL, false, false },
		  { "n", 1, WEIR_YAML_T_BOOL, true, false },
		  { "no", 2, WEIR_YAML_T_BOOL, true, false } },
	['N'] = { { "Null", 4, WEIR_YAML_T_NULL, false, false },
		  { "NULL", 4, WEIR_YAML_T_NULL, false, false },
		  { "N", 1, WEIR_YAML_T_BOOL, true, false },
		  { "No", 2, WEIR_YAML_T_BOOL, true, false },
		  { "NO", 2, WEIR_YAML_T_BOOL, true, false } },
	['t'] = { { "true", 4, WEIR_YAML_T_BOOL, false, true } },
	['T'] = { { "True", 4, WEIR_YAML_T_BOOL, false, true }, { "TRUE", 4, WEIR_YAML_T_BOOL, false, true } },
	['f'] = { { "false", 5, WEIR_YAML_T_BOOL, false, false } },
	['F'] = { { "False", 5, WEIR_YAML_T_BOOL, false, false }, { "FALSE", 5, WEIR_YAML_T_BOOL, false, false } },
	['y'] = { { "y", 1, WEIR_YAML_T_BOOL, true, true }, { "yes", 3, WEIR_YAML_T_BOOL, true, true } },
	['Y'] = { { "Y", 1, WEIR_YAML_T_BOOL, true, true },
		  { "Yes", 3, WEIR_YAML_T_BOOL, true, true },
		  { "YES", 3, WEIR_YAML_T_BOOL, true, true } },
	['o'] = { { "on", 2, WEIR_YAML_T_BOOL, true, true }, { "off", 3, WEIR_YAML_T_BOOL, true, false } },
	['O'] = { { "On", 2, WEIR_YAML_T_BOOL, true, true },
		  { "ON", 2, WEIR_YAML_T_BOOL, true, true },
		  { "Off", 3, WEIR_YAML_T_BOOL, true, false },
		  { "OFF", 3, WEIR_YAML_T_BOOL, true, false } },
	['.'] = { { ".inf", 4, WEIR_YAML_T_FLOAT, false, false },
		  { ".Inf", 4, WEIR_YAML_T_FLOAT, false, false },
		  { ".INF", 4, WEIR_YAML_T_FLOAT, false, false },
		  { ".nan", 4, WEIR_YAML_T_FLOAT, false, false },
		  { ".NaN", 4, WEIR_YAML_T_FLOAT, false, false },
		  { ".NAN", 4, WEIR_YAML_T_FLOAT, false, false } },
	['+'] = { { "+.inf", 5, WEIR_YAML_T_FLOAT, false, false },
		  { "+.Inf", 5, WEIR_YAML_T_FLOAT, false, false },
		  { "+.INF", 5, WEIR_YAML_T_FLOAT, false, false } },
	['-'] = { { "-.inf", 5, WEIR_YAML_T_FLOAT, false, false },
		  { "-.Inf", 5, WEIR_YAML_T_FLOAT, false, false },
		  { "-.INF", 5, WEIR_YAML_T_FLOAT, false, false } },
	['<'] = { { "<<", 2, WEIR_YAML_T_MERGE, false, false } },
};

/* What a first character promises: nothing, a word, a number (or a time), a float (or a word). */
enum hint { HINT_NONE, HINT_WORD, HINT_NUMBER, HINT_POINT };

static const unsigned char hints[256] = {
	['+'] = HINT_NUMBER, ['-'] = HINT_NUMBER, ['.'] = HINT_POINT, ['0'] = HINT_NUMBER, HINT_NUMBER,
	HINT_NUMBER,         HINT_NUMBER,         HINT_NUMBER,        HINT_NUMBER,         HINT_NUMBER,
	HINT_NUMBER,         HINT_NUMBER,         HINT_NUMBER,        ['<'] = HINT_WORD,   ['F'] = HINT_WORD,
	['N'] = HINT_WORD,   ['O'] = HINT_WORD,   ['T'] = HINT_WORD,  ['Y'] = HINT_WORD,   ['f'] = HINT_WORD,
	['n'] = HINT_WORD,   ['o'] = HINT_WORD,   ['t'] = HINT_WORD,  ['y'] = HINT_WORD,   ['~'] = HINT_WORD,
};

/* NULL: it is none of the words. */
static const struct word *find_word(const char *s, size_t len, int mode)
{
	const struct word *w;

	if (!len || len > LONGEST_WORD || !hints[(unsigned char)s[0]])
		return NULL;
	for (w = words[(unsigned char)s[0]]; w->len; w++) /* each row ends with an empty one */
		if (w->len == len && memcmp(w->text, s, len) == 0)
			return mode == WEIR_YAML_V2 || !w->v2_only ? w : NULL;
	return NULL;
}

bool weir_yaml_is_true(const char *s, size_t len)
{
	const struct word *word = find_word(s, len, WEIR_YAML_V2);

	return word && word->truth;
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
static enum weir_yaml_number parse_integer(const char *s, int64_t *i, uint64_t *u)
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
		return WEIR_YAML_NO_NUMBER;
	for (; *p; p++) {
		unsigned digit = isdigit((unsigned char)*p)   ? (unsigned)(*p - '0')
				 : isalpha((unsigned char)*p) ? (unsigned)(tolower((unsigned char)*p) - 'a' + 10)
							      : 99;

		if (digit >= base || __builtin_mul_overflow(value, (uint64_t)base, &value) ||
		    __builtin_add_overflow(value, (uint64_t)digit, &value))
			return WEIR_YAML_NO_NUMBER;
	}
	if (value <= INT64_MAX) {
		*i = negative ? -(int64_t)value : (int64_t)value;
		return WEIR_YAML_IS_INT64;
	}
	if (negative && value == (uint64_t)INT64_MAX + 1) {
		*i = INT64_MIN;
		return WEIR_YAML_IS_INT64;
	}
	*u = value;
	return sign ? WEIR_YAML_NO_NUMBER : WEIR_YAML_IS_UINT64; /* ParseUint takes no sign */
}

static enum weir_yaml_number parse_word_number(const char *s, size_t len, double *d)
{
	const struct word *word = find_word(s, len, WEIR_YAML_V3);

	if (!word || word->tag != WEIR_YAML_T_FLOAT)
		return WEIR_YAML_NO_NUMBER;
	*d = tolower((unsigned char)s[len - 1]) == 'f' ? (s[0] == '-' ? -INFINITY : INFINITY) : NAN;
	return WEIR_YAML_IS_DOUBLE;
}

/* Decimal digits alone, few enough for 64 bits: what most numbers are. */
static bool parse_short(const char *s, size_t len, int64_t *i)
{
	size_t k = *s == '-';

	if (len - k > 18 || len == k || (s[k] == '0' && len > k + 1))
		return false;
	for (*i = 0; k < len; k++) {
		if (s[k] < '0' || s[k] > '9')
			return false;
		*i = *i * 10 + (s[k] - '0');
	}
	if (*s == '-')
		*i = -*i;
	return true;
}

/* What begins with a dot is strconv.ParseFloat()'s, to which an underscore stands between digits alone. */
static bool separates_digits(const char *s, size_t len, size_t k)
{
	return k && k + 1 < len && isdigit((unsigned char)s[k - 1]) && isdigit((unsigned char)s[k + 1]);
}

enum weir_yaml_number weir_yaml_number(const char *s, size_t len, int mode, int64_t *i, uint64_t *u, double *d)
{
	char plain[LONGEST_NUMBER + 1];
	enum weir_yaml_number kind;
	size_t n = 0, k;

	(void)mode;
	if (!len || len > LONGEST_NUMBER || hints[(unsigned char)s[0]] < HINT_NUMBER)
		return WEIR_YAML_NO_NUMBER;
	if (parse_short(s, len, i))
		return WEIR_YAML_IS_INT64;
	if (parse_word_number(s, len, d) == WEIR_YAML_IS_DOUBLE)
		return WEIR_YAML_IS_DOUBLE;
	for (k = 0; k < len; k++) {
		if (!s[k])
			return WEIR_YAML_NO_NUMBER;
		if (s[k] != '_' || (s[0] == '.' && !separates_digits(s, len, k)))
			plain[n++] = s[k];
	}
	plain[n] = '\0';
	if (s[0] != '.') {
		kind = parse_integer(plain, i, u);
		if (kind != WEIR_YAML_NO_NUMBER)
			return kind;
	}
	if (!is_yaml_float(plain))
		return WEIR_YAML_NO_NUMBER;
	*d = strtod(plain, NULL);
	return isinf(*d) ? WEIR_YAML_NO_NUMBER : WEIR_YAML_IS_DOUBLE; /* ParseFloat: out of range is an error */
}

static enum weir_yaml_tag resolve_number(const char *s, size_t len, int mode)
{
	struct yaml_time time;
	int64_t i;
	uint64_t u;
	double d;

	if (len > 4 && s[4] == '-' && yaml_time_parse(s, len, &time))
		return WEIR_YAML_T_TIME;
	switch (weir_yaml_number(s, len, mode, &i, &u, &d)) {
	case WEIR_YAML_IS_INT64:
	case WEIR_YAML_IS_UINT64: return WEIR_YAML_T_INT;
	case WEIR_YAML_IS_DOUBLE: return WEIR_YAML_T_FLOAT;
	default: return WEIR_YAML_T_STR;
	}
}

enum weir_yaml_tag weir_yaml_resolve(const char *value, size_t len, int mode)
{
	const struct word *word;

	if (!len)
		return WEIR_YAML_T_NULL;
	if (!hints[(unsigned char)value[0]])
		return WEIR_YAML_T_STR;
	word = find_word(value, len, mode);
	if (word)
		return (enum weir_yaml_tag)word->tag;
	return hints[(unsigned char)value[0]] == HINT_WORD ? WEIR_YAML_T_STR : resolve_number(value, len, mode);
}

enum weir_yaml_tag yaml_tag_of_text(const char *text)
{
	static const struct {
		const char *name;
		uint8_t tag;
	} tags[] = {
		{ "str", WEIR_YAML_T_STR },       { "null", WEIR_YAML_T_NULL },   { "bool", WEIR_YAML_T_BOOL },
		{ "int", WEIR_YAML_T_INT },       { "float", WEIR_YAML_T_FLOAT }, { "timestamp", WEIR_YAML_T_TIME },
		{ "binary", WEIR_YAML_T_BINARY }, { "merge", WEIR_YAML_T_MERGE },
	};
	static const char prefix[] = "tag:yaml.org,2002:";
	size_t i;

	if (strncmp(text, prefix, sizeof(prefix) - 1) != 0)
		return WEIR_YAML_T_OTHER;
	for (i = 0; i < sizeof(tags) / sizeof(tags[0]); i++)
		if (strcmp(tags[i].name, text + sizeof(prefix) - 1) == 0)
			return (enum weir_yaml_tag)tags[i].tag;
	return WEIR_YAML_T_OTHER;
}
