/* SPDX-License-Identifier: Apache-2.0 */
/* glob.c - alternatives are written out first, then each pattern is tried. */
#include "glob.h"

#include <stdlib.h>

#define MAX_PATTERNS 1000

static size_t rune_len(const char *s)
{
	size_t n = *s ? 1 : 0;

	while (n && ((unsigned char)s[n] & 0xc0) == 0x80)
		n++;
	return n;
}

static int rune_cmp(const char *a, size_t an, const char *b, size_t bn)
{
	int order = memcmp(a, b, an < bn ? an : bn);

	return order ? order : (int)an - (int)bn;
}

/* Behind '[': a range "a-z" or a list of characters up to ']'. NULL: broken; *hit: is @s one of them. */
static const char *bracket(const char *p, const char *s, bool *hit)
{
	size_t n = rune_len(s), m;
	bool negated = *p == '!';
	const char *low, *high;

	*hit = false;
	p += negated;
	m = rune_len(p);
	if (m && p[m] == '-' && p[m + 1]) {
		low = p;
		high = p + m + 1;
		p = high + rune_len(high);
		*hit = rune_cmp(low, m, s, n) <= 0 && rune_cmp(s, n, high, rune_len(high)) <= 0;
	} else {
		for (; *p && *p != ']'; p += rune_len(p)) {
			if (*p == '\\' && p[1])
				p++;
			*hit |= rune_len(p) == n && memcmp(p, s, n) == 0;
		}
	}
	*hit ^= negated;
	return *p == ']' ? p + 1 : NULL;
}

static bool match(const char *p, const char *s)
{
	const char *next;
	size_t n;
	bool hit;

	for (;;) {
		n = rune_len(s);
		switch (*p) {
		case '\0': return !*s;
		case '*':
			next = p[1] == '*' ? p + 2 : p + 1;
			for (;; s += n) {
				if (match(next, s))
					return true;
				n = rune_len(s);
				if (!n || (next == p + 1 && *s == '/'))
					return false;
			}
		case '?':
			if (!n || *s == '/')
				return false;
			p++;
			break;
		case '[':
			p = bracket(p + 1, s, &hit);
			if (!n || !hit)
				return false;
			break;
		default:
			if (*p == '\\' && p[1])
				p++;
			if (rune_len(p) != n || memcmp(p, s, n) != 0)
				return false;
			p += n;
		}
		s += n;
	}
}

/* Where the braces that open at @p end; NULL: they do not. */
static const char *closing(const char *p)
{
	int depth = 0;

	for (; *p; p++) {
		if (*p == '\\' && p[1])
			p++;
		else if (*p == '{')
			depth++;
		else if (*p == '}' && --depth == 0)
			return p;
	}
	return NULL;
}

/* False: broken. */
static bool sound(const char *p)
{
	bool hit;

	for (; *p; p++) {
		if (*p == '\\' && p[1]) {
			p++;
		} else if (*p == '[') {
			p = bracket(p + 1, "a", &hit);
			if (!p)
				return false;
			p--;
		} else if (*p == '{' && !closing(p)) {
			return false;
		}
	}
	return true;
}

static bool try_all(const char *pattern, const char *text, unsigned *budget)
{
	const char *open = pattern, *close, *part, *end;
	int depth;

	for (; *open && *open != '{'; open++)
		if (*open == '\\' && open[1])
			open++;
	if (!*open)
		return match(pattern, text);
	close = closing(open);
	for (part = open + 1; part <= close; part = end + 1) {
		WEIR_CLEAN_FREE char *one = NULL;

		for (end = part, depth = 0; end < close && (depth || *end != ','); end++) {
			depth += (*end == '{') - (*end == '}');
			if (*end == '\\' && end + 1 < close)
				end++;
		}
		if (!*budget || !--*budget)
			return false;
		one = weir_asprintf("%.*s%.*s%s", (int)(open - pattern), pattern, (int)(end - part), part, close + 1);
		if (try_all(one, text, budget))
			return true;
	}
	return false;
}

bool glob_match(const char *pattern, const char *text)
{
	unsigned budget = MAX_PATTERNS;

	return !sound(pattern) || try_all(pattern, text, &budget);
}
