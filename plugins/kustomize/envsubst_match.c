/* SPDX-License-Identifier: Apache-2.0 */
/*
 * envsubst_match.c - globs of ${a#pattern}: * ? [a-c] [^a] and backslashes; a star crosses slashes.
 *
 * A pattern is a row of chunks between stars.  A chunk that does not match tells nothing about
 * mistakes behind the place where it failed; a bad one is found only when it is reached.
 */
#include "envsubst.h"

struct span {
	const char *p, *end;
};

enum result { NO, YES, BAD };

/* The stars at the beginning, then up to the next star. */
static bool next_chunk(struct span *pattern, struct span *chunk)
{
	bool star = false, in_range = false;
	const char *p;

	while (pattern->p < pattern->end && *pattern->p == '*') {
		pattern->p++;
		star = true;
	}
	for (p = pattern->p; p < pattern->end && (*p != '*' || in_range); p++) {
		if (*p == '\\' && p + 1 < pattern->end)
			p++;
		else if (*p == '[')
			in_range = true;
		else if (*p == ']')
			in_range = false;
	}
	*chunk = (struct span){ pattern->p, p };
	pattern->p = p;
	return star;
}

/* One end of a range. */
static bool range_rune(struct span *chunk, uint32_t *out)
{
	size_t width;

	if (chunk->p == chunk->end || *chunk->p == '-' || *chunk->p == ']')
		return false;
	if (*chunk->p == '\\' && ++chunk->p == chunk->end)
		return false;
	*out = envsubst_rune(chunk->p, (size_t)(chunk->end - chunk->p), &width);
	chunk->p += width;
	return chunk->p < chunk->end && !(*out == 0xfffd && width == 1);
}

static enum result match_range(struct span *chunk, struct span *s)
{
	size_t width, ranges = 0;
	uint32_t r = envsubst_rune(s->p, (size_t)(s->end - s->p), &width), low, high;
	bool negated, match = false;

	s->p += width;
	chunk->p++;
	negated = chunk->p < chunk->end && *chunk->p == '^';
	chunk->p += negated;
	for (;; ranges++) {
		if (chunk->p < chunk->end && *chunk->p == ']' && ranges > 0)
			break;
		if (!range_rune(chunk, &low))
			return BAD;
		high = low;
		if (*chunk->p == '-') {
			chunk->p++;
			if (!range_rune(chunk, &high))
				return BAD;
		}
		match |= low <= r && r <= high;
	}
	chunk->p++;
	return match != negated ? YES : NO;
}

/* The chunk at the beginning of @s; what is left of @s behind it. */
static enum result match_chunk(struct span chunk, struct span *s)
{
	size_t width;
	enum result result;

	while (chunk.p < chunk.end) {
		if (s->p == s->end)
			return NO;
		if (*chunk.p == '[') {
			result = match_range(&chunk, s);
			if (result != YES)
				return result;
			continue;
		}
		if (*chunk.p == '?') {
			envsubst_rune(s->p, (size_t)(s->end - s->p), &width);
			s->p += width;
			chunk.p++;
			continue;
		}
		if (*chunk.p == '\\' && ++chunk.p == chunk.end)
			return BAD;
		if (*chunk.p++ != *s->p++)
			return NO;
	}
	return YES;
}

/* Behind a star the chunk may begin anywhere later. */
static enum result match_later(struct span chunk, struct span *text, bool last)
{
	enum result result;
	struct span s;
	const char *p;

	for (p = text->p + 1; p <= text->end; p++) {
		s = (struct span){ p, text->end };
		result = match_chunk(chunk, &s);
		if (result == BAD)
			return BAD;
		if (result == NO || (last && s.p < s.end))
			continue;
		*text = s;
		return YES;
	}
	return NO;
}

int envsubst_match(const char *pattern, size_t pattern_len, const char *text, size_t len)
{
	struct span rest = { pattern, pattern + pattern_len }, s = { text, text + len }, chunk, tried;
	enum result result;
	bool star, last;

	while (rest.p < rest.end) {
		star = next_chunk(&rest, &chunk);
		last = rest.p == rest.end;
		if (star && chunk.p == chunk.end)
			return 1;
		tried = s;
		result = match_chunk(chunk, &tried);
		if (result == YES && (tried.p == tried.end || !last)) {
			s = tried;
			continue;
		}
		if (result == BAD)
			return -1;
		result = star ? match_later(chunk, &s, last) : NO;
		if (result != YES)
			return result == BAD ? -1 : 0;
	}
	return s.p == s.end;
}
