/* SPDX-License-Identifier: Apache-2.0 */
/*
 * semver.c - one version: reading it loosely ("v1.2") or strictly, and the order of versions.
 * The rules are Masterminds/semver v3's, which differ from the specification in what they accept.
 */
#include <stdlib.h>
#include "semver_private.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_identifier_char(char c)
{
	return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '-';
}

size_t semver_identifiers(const char *s, size_t len)
{
	size_t end = 0, i = 0;

	for (;;) {
		size_t start = i;

		while (i < len && is_identifier_char(s[i]))
			i++;
		if (i == start)
			return end;
		end = i;
		if (i == len || s[i] != '.')
			return end;
		i++;
	}
}

static size_t digits(const char *s)
{
	size_t n = 0;

	while (is_digit(s[n]))
		n++;
	return n;
}

/* Like strconv.ParseUint: false for what 64 bits do not hold. */
static bool parse_uint(const char *s, size_t n, uint64_t *out)
{
	uint64_t value = 0;
	size_t i;

	for (i = 0; i < n; i++)
		if (!is_digit(s[i]) || __builtin_mul_overflow(value, 10, &value) ||
		    __builtin_add_overflow(value, (uint64_t)(s[i] - '0'), &value))
			return false;
	*out = value;
	return n > 0;
}

/* Numeric identifiers of a prerelease have no leading zero. */
static bool is_prerelease(const char *s, size_t len)
{
	size_t i, n;

	for (i = 0; i < len; i += n + 1) {
		for (n = 0; i + n < len && s[i + n] != '.'; n++)
			;
		if (n > 1 && s[i] == '0' && digits(s + i) >= n)
			return false;
	}
	return true;
}

/* One number, behind a dot where @dot says so. False: an error; *p stays where none is. */
static bool take_number(const char **p, bool dot, bool strict, uint64_t *out)
{
	const char *s = *p;
	size_t n;

	*out = 0;
	if (dot && *s++ != '.')
		return !strict;
	n = digits(s);
	if (!n)
		return dot && !strict;
	*p = s + n;
	return parse_uint(s, n, out) && !(strict && n > 1 && *s == '0');
}

/* "-alpha.1" or "+build": where it begins and how long it is; false: the mark without a word. */
static bool take_word(const char **p, char mark, const char **word, size_t *len)
{
	*word = *p;
	*len = 0;
	if (**p != mark)
		return true;
	*word = *p + 1;
	*len = semver_identifiers(*word, strlen(*word));
	*p = *word + *len;
	return *len > 0;
}

static struct weir_semver *parse(const char *text, bool strict)
{
	struct weir_semver_parts parts = { 0 };
	const char *p = text, *pre, *meta;
	size_t pre_len, meta_len;
	struct weir_semver *v;
	char *at;

	if (!strict && *p == 'v')
		p++;
	if (!take_number(&p, false, strict, &parts.major) || !take_number(&p, true, strict, &parts.minor) ||
	    !take_number(&p, true, strict, &parts.patch) || !take_word(&p, '-', &pre, &pre_len) ||
	    !take_word(&p, '+', &meta, &meta_len) || *p || !is_prerelease(pre, pre_len))
		return NULL;
	v = weir_malloc(sizeof(*v) + pre_len + meta_len + 2);
	v->parts = parts;
	at = mempcpy(v->text, pre, pre_len);
	*at++ = '\0';
	v->parts.prerelease = v->text;
	v->parts.metadata = at;
	at = mempcpy(at, meta, meta_len);
	*at = '\0';
	return v;
}

struct weir_semver *weir_semver_parse(const char *text)
{
	return parse(text, false);
}

struct weir_semver *weir_semver_parse_strict(const char *text)
{
	return parse(text, true);
}

void weir_semver_free(struct weir_semver *v)
{
	free(v);
}

const struct weir_semver_parts *weir_semver_parts(const struct weir_semver *v)
{
	return &v->parts;
}

/* ---- order ---- */

static int sign(int n)
{
	return (n > 0) - (n < 0);
}

static int compare_text(const char *a, size_t alen, const char *b, size_t blen)
{
	int d = memcmp(a, b, alen < blen ? alen : blen);

	return d ? sign(d) : (alen > blen) - (alen < blen);
}

/* Numbers before words, none before both; numbers beyond 64 bits are words. */
static int compare_identifier(const char *a, size_t alen, const char *b, size_t blen)
{
	uint64_t x = 0, y = 0;
	bool x_number, y_number;
	int d = compare_text(a, alen, b, blen);

	if (!d || !alen || !blen)
		return d;
	x_number = parse_uint(a, alen, &x);
	y_number = parse_uint(b, blen, &y);
	if (x_number && y_number)
		return x > y ? 1 : -1;
	if (x_number || y_number)
		return x_number ? -1 : 1;
	return d;
}

int semver_compare_prerelease(const char *a, const char *b)
{
	size_t alen, blen;
	int d = 0;

	while (!d && (*a || *b)) {
		alen = strcspn(a, ".");
		blen = strcspn(b, ".");
		d = compare_identifier(a, alen, b, blen);
		a += alen + (a[alen] == '.');
		b += blen + (b[blen] == '.');
	}
	return d;
}

static int compare_number(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

int weir_semver_compare(const struct weir_semver *a, const struct weir_semver *b)
{
	const struct weir_semver_parts *x = &a->parts, *y = &b->parts;
	int d = compare_number(x->major, y->major);

	d = d ? d : compare_number(x->minor, y->minor);
	d = d ? d : compare_number(x->patch, y->patch);
	if (d || !*x->prerelease || !*y->prerelease)
		return d ? d : !*x->prerelease - !*y->prerelease;
	return semver_compare_prerelease(x->prerelease, y->prerelease);
}
