/* SPDX-License-Identifier: Apache-2.0 */
/* semver_text.c - why a text is no version, in the words of Masterminds/semver. */
#include "semver_text.h"

#define MAX_LENGTH 256

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_identifier_char(char c)
{
	return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '-';
}

/* Bytes of the part at @s, up to a dot. */
static size_t part_length(const char *s, size_t len)
{
	const char *dot = memchr(s, '.', len);

	return dot ? (size_t)(dot - s) : len;
}

static bool all(const char *s, size_t len, bool (*is)(char))
{
	while (len)
		if (!is(s[--len]))
			return false;
	return true;
}

const char *semver_prerelease_problem(const char *s, size_t len)
{
	size_t n;

	for (;; s += n + 1, len -= n + 1) {
		n = part_length(s, len);
		if (!n)
			return "invalid prerelease string";
		if (all(s, n, is_digit)) {
			if (n > 1 && *s == '0')
				return "version segment starts with 0";
		} else if (!all(s, n, is_identifier_char)) {
			return "invalid prerelease string";
		}
		if (n == len)
			return NULL;
	}
}

bool semver_is_metadata(const char *s, size_t len)
{
	size_t n;

	for (;; s += n + 1, len -= n + 1) {
		n = part_length(s, len);
		if (!n || !all(s, n, is_identifier_char))
			return false;
		if (n == len)
			return true;
	}
}

static bool fits_uint64(const char *s, size_t n)
{
	uint64_t value = 0;
	size_t i;

	for (i = 0; i < n; i++)
		if (__builtin_mul_overflow(value, 10, &value) ||
		    __builtin_add_overflow(value, (uint64_t)(s[i] - '0'), &value))
			return false;
	return true;
}

/* "-alpha.1": identifiers behind @mark; *p moves behind them. False: the mark without any. */
static bool take_identifiers(const char **p, const char *end, char mark, const char **word, size_t *len)
{
	const char *s = *p;

	*word = s;
	*len = 0;
	if (s >= end || *s != mark)
		return true;
	*word = ++s;
	for (;;) {
		const char *start = s;

		while (s < end && is_identifier_char(*s))
			s++;
		if (s == start)
			return false;
		if (s + 1 >= end || *s != '.' || !is_identifier_char(s[1]))
			break;
		s++;
	}
	*len = (size_t)(s - *word);
	*p = s;
	return true;
}

struct shape {
	const char *number[3], *pre;
	size_t number_len[3], pre_len;
};

/* ^v?N(.N)?(.N)?(-pre)?(+meta)?$ */
static bool has_shape(const char *s, size_t len, struct shape *out)
{
	const char *p = s, *end = s + len, *meta;
	size_t i, meta_len;

	*out = (struct shape){ 0 };
	p += p < end && *p == 'v';
	for (i = 0; i < 3; i++) {
		const char *start = p + (i > 0);

		if (i && (p >= end || *p != '.'))
			break;
		for (p = start; p < end && is_digit(*p); p++)
			;
		if (p == start)
			return false;
		out->number[i] = start;
		out->number_len[i] = (size_t)(p - start);
	}
	return take_identifiers(&p, end, '-', &out->pre, &out->pre_len) &&
	       take_identifiers(&p, end, '+', &meta, &meta_len) && p == end;
}

bool semver_version_problem(const char *s, size_t len, struct weir_strbuf *why)
{
	struct shape shape;
	const char *problem;
	size_t i;

	if (len > MAX_LENGTH) {
		weir_strbuf_addf(why, "version string is too long (max %d bytes)", MAX_LENGTH);
		return true;
	}
	if (!has_shape(s, len, &shape)) {
		weir_strbuf_adds(why, "invalid semantic version");
		return true;
	}
	for (i = 0; i < 3; i++)
		if (shape.number[i] && !fits_uint64(shape.number[i], shape.number_len[i])) {
			weir_strbuf_addf(why,
					 "error parsing version segment: strconv.ParseUint: parsing \"%.*s\": value "
					 "out of range",
					 (int)shape.number_len[i], shape.number[i]);
			return true;
		}
	problem = shape.pre_len ? semver_prerelease_problem(shape.pre, shape.pre_len) : NULL;
	if (problem)
		weir_strbuf_adds(why, problem);
	return problem != NULL;
}
