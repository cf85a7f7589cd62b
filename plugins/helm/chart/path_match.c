/* SPDX-License-Identifier: Apache-2.0 */
/*
 * path_match.c - Go's path.Match: '*' and '?' stop at '/', [a-z] and [^a-z] are classes, '\' quotes.
 * A broken pattern is one even where no text gets that far.
 */
#include "chart.h"

/* One character: its length in bytes. */
static size_t rune_len(const char *s)
{
	size_t n = 1;

	while (((unsigned char)s[n] & 0xc0) == 0x80)
		n++;
	return n;
}

static int rune_cmp(const char *a, size_t an, const char *b, size_t bn)
{
	int order = memcmp(a, b, an < bn ? an : bn);

	/* UTF-8 sorts as its code points do. */
	return order ? order : (int)an - (int)bn;
}

/* A character of a class, maybe quoted; false: broken. */
static bool class_char(const char **p, const char **c, size_t *n)
{
	if (!**p || **p == '-' || **p == ']')
		return false;
	if (**p == '\\')
		(*p)++;
	if (!**p)
		return false;
	*c = *p;
	*n = rune_len(*p);
	*p += *n;
	return **p != '\0';
}

/* @p behind '['. 1, 0: does the character at @name belong to it; -1: broken. */
static int match_class(const char **p, const char *name)
{
	bool negated = **p == '^', found = false;
	const char *low, *high;
	size_t low_len, high_len, n = *name ? rune_len(name) : 0, count = 0;

	if (negated)
		(*p)++;
	while (!(**p == ']' && count)) {
		if (!class_char(p, &low, &low_len))
			return -1;
		high = low;
		high_len = low_len;
		if (**p == '-') {
			(*p)++;
			if (!class_char(p, &high, &high_len))
				return -1;
		}
		if (n && rune_cmp(low, low_len, name, n) <= 0 && rune_cmp(name, n, high, high_len) <= 0)
			found = true;
		count++;
	}
	(*p)++;
	return n ? found != negated : 0;
}

/* One element of the pattern against one character: as match_class(); *used: bytes of @name. */
static int match_one(const char **p, const char *name, size_t *used)
{
	int hit;
	size_t n;

	*used = *name ? rune_len(name) : 0;
	switch (**p) {
	case '[':
		(*p)++;
		hit = match_class(p, name);
		return hit;
	case '?': (*p)++; return *name && *name != '/';
	case '\\':
		(*p)++;
		if (!**p)
			return -1;
		break;
	default: break;
	}
	n = rune_len(*p);
	hit = *used == n && memcmp(*p, name, n) == 0;
	*p += n;
	return hit;
}

/* Is what is left of the pattern sound? */
static int sound(const char *p)
{
	size_t used;

	while (*p)
		if (*p == '*')
			p++;
		else if (match_one(&p, "", &used) < 0)
			return -1;
	return 0;
}

int path_match(const char *pattern, const char *name)
{
	const char *star = NULL, *star_name = NULL, *p = pattern;
	size_t used;
	int hit;

	for (;;) {
		if (*p == '*') {
			while (*p == '*')
				p++;
			star = p;
			star_name = name;
			continue;
		}
		if (!*p && !*name)
			return 1;
		if (*p && *name) {
			hit = match_one(&p, name, &used);
			if (hit < 0)
				return -1;
			if (hit) {
				name += used;
				continue;
			}
		} else if (*p && sound(p) < 0) {
			return -1;
		}
		/* The last star takes one character more. */
		if (!star || !*star_name || *star_name == '/')
			return sound(p);
		star_name += rune_len(star_name);
		name = star_name;
		p = star;
	}
}
