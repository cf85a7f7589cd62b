/* SPDX-License-Identifier: Apache-2.0 */
/* number.c - reading numbers as Go's strconv does. */
#include "number.h"

#include <math.h>
#include <stdlib.h>

static int digit_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'z' ? c - 'a' + 10 : 99;
}

/* Underscores stand between digits, or between the prefix of a base and a digit. */
static bool underscores_fine(const char *s, size_t len)
{
	bool hex = false;
	char before = '^';
	size_t i = 0;

	if (len && (*s == '-' || *s == '+'))
		i++;
	if (len >= i + 2 && s[i] == '0' && strchr("box", s[i + 1] | 0x20) && s[i + 1]) {
		before = '0';
		hex = (s[i + 1] | 0x20) == 'x';
		i += 2;
	}
	for (; i < len; i++) {
		int d = digit_value(s[i]);

		if (d < 10 || (hex && d < 16)) {
			before = '0';
		} else if (s[i] == '_') {
			if (before != '0')
				return false;
			before = '_';
		} else {
			if (before == '_')
				return false;
			before = '!';
		}
	}
	return before != '_';
}

static int base_of(const char **s, size_t *len)
{
	static const char letters[] = "box";
	static const int bases[] = { 2, 8, 16 };
	const char *at;

	if (**s != '0')
		return 10;
	at = *len >= 3 ? strchr(letters, (*s)[1] | 0x20) : NULL;
	if (at && *at) {
		*s += 2;
		*len -= 2;
		return bases[at - letters];
	}
	(*s)++;
	(*len)--;
	return 8;
}

static bool read_uint(const char *s, size_t len, int base, uint64_t *out)
{
	const char *whole = s;
	size_t whole_len = len, i;
	bool any = base == 0, underscores = false;
	uint64_t n = 0;

	if (!len)
		return false;
	if (any)
		base = base_of(&s, &len);
	for (i = 0; i < len; i++) {
		int d = digit_value(s[i]);

		if (s[i] == '_' && any) {
			underscores = true;
			continue;
		}
		if (d >= base || __builtin_mul_overflow(n, (uint64_t)base, &n) ||
		    __builtin_add_overflow(n, (uint64_t)d, &n))
			return false;
	}
	if (underscores && !underscores_fine(whole, whole_len))
		return false;
	*out = n;
	return true;
}

bool number_uint(const char *s, size_t len, uint64_t *out)
{
	return read_uint(s, len, 0, out);
}

bool number_int_base(const char *s, size_t len, int base, int64_t *out)
{
	bool negative = len && *s == '-';
	uint64_t u;

	if (len && (*s == '-' || *s == '+')) {
		s++;
		len--;
	}
	if (!read_uint(s, len, base, &u) || u > (uint64_t)INT64_MAX + negative)
		return false;
	*out = negative ? (int64_t)-u : (int64_t)u;
	return true;
}

bool number_int(const char *s, size_t len, int64_t *out)
{
	return number_int_base(s, len, 0, out);
}

static bool is_word(const char *s, size_t len)
{
	static const char *const words[] = { "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity", "nan" };
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strlen(words[i]) == len && strncasecmp(words[i], s, len) == 0)
			return true;
	return false;
}

static size_t digits(const char *s, size_t len, size_t i, int base, size_t *count)
{
	for (; i < len && (s[i] == '_' || digit_value(s[i]) < base); i++)
		*count += s[i] != '_';
	return i;
}

/* Does all of it have a float's form? */
static bool is_float(const char *s, size_t len)
{
	size_t i = len && (*s == '+' || *s == '-'), count = 0, exponent = 0;
	bool hex = len >= i + 2 && s[i] == '0' && (s[i + 1] | 0x20) == 'x';

	i = digits(s, len, i + (hex ? 2 : 0), hex ? 16 : 10, &count);
	if (i < len && s[i] == '.')
		i = digits(s, len, i + 1, hex ? 16 : 10, &count);
	if (!count)
		return false;
	if (i == len)
		return !hex; /* a hexadecimal mantissa has an exponent */
	if ((s[i] | 0x20) != (hex ? 'p' : 'e'))
		return false;
	i++;
	if (i < len && (s[i] == '+' || s[i] == '-'))
		i++;
	if (i < len && s[i] == '_')
		return false;
	return digits(s, len, i, 10, &exponent) == len && exponent;
}

bool number_float(const char *s, size_t len, double *out)
{
	char few[64], *text = few, *end;
	size_t i, n = 0;

	if (!is_float(s, len) && !is_word(s, len))
		return false;
	if (memchr(s, '_', len) && !underscores_fine(s, len))
		return false;
	if (len >= sizeof(few))
		text = weir_malloc(len + 1);
	for (i = 0; i < len; i++)
		if (s[i] != '_')
			text[n++] = s[i];
	text[n] = '\0';
	*out = strtod(text, &end);
	if (text != few)
		free(text);
	return !isinf(*out) || is_word(s, len);
}
