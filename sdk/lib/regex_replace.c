/* SPDX-License-Identifier: Apache-2.0 */
/* regex_replace.c - every match replaced, by a text or a template of groups, as Go's ReplaceAllString does. */
#include <stdlib.h>
#include "regex_private.h"

/* Bytes of the name at @s: letters, digits and _. */
static size_t name_length(const char *s, const char *stop)
{
	const unsigned char *p = (const unsigned char *)s, *end = (const unsigned char *)stop;
	unsigned width;

	for (; p < end; p += width) {
		uint32_t rune = unicode_decode(p, (size_t)(end - p), &width);

		if (!unicode_is_letter(rune) && !(rune >= '0' && rune <= '9') && rune != '_')
			break;
	}
	return (size_t)(p - (const unsigned char *)s);
}

/* Number of the group that a name or number means; -1: there is none. */
static int group_of(const struct weir_regex *re, const char *name, size_t len, const long *spans)
{
	long number = 0;
	size_t i;
	int g;

	for (i = 0; i < len && name[i] >= '0' && name[i] <= '9' && number < 100000000; i++)
		number = number * 10 + (name[i] - '0');
	if (i == len && !(len > 1 && name[0] == '0'))
		return number <= re->group_count ? (int)number : -1;
	for (g = 1; g <= re->group_count; g++)
		if (strlen(re->names[g]) == len && memcmp(re->names[g], name, len) == 0 && spans[2 * g] >= 0)
			return g;
	return -1;
}

static void expand(const struct weir_regex *re, const char *text, const long *spans, const char *with, size_t with_len,
		   struct weir_strbuf *out)
{
	const char *end = with + with_len, *name, *dollar;
	bool brace;
	size_t len;
	int g;

	for (; (dollar = memchr(with, '$', (size_t)(end - with))); with = name + len + brace) {
		weir_strbuf_add(out, with, (size_t)(dollar - with));
		brace = end - dollar > 1 && dollar[1] == '{';
		name = dollar + 1 + brace;
		len = name_length(name, end);
		if (!len || (brace && (name + len == end || name[len] != '}'))) {
			weir_strbuf_addc(out, '$');
			name = dollar + 1;
			len = name < end && *name == '$';
			brace = false;
			continue;
		}
		g = group_of(re, name, len, spans);
		if (g >= 0 && spans[2 * g] >= 0)
			weir_strbuf_add(out, text + spans[2 * g], (size_t)(spans[2 * g + 1] - spans[2 * g]));
	}
	weir_strbuf_add(out, with, (size_t)(end - with));
}

int weir_regex_replace(const struct weir_regex *re, const char *text, size_t len, const char *with, size_t with_len,
		       bool literal, struct weir_strbuf *out)
{
	size_t groups = (size_t)re->group_count + 1, last = 0, at = 0, before = out->len;
	long *spans = weir_malloc(2 * groups * sizeof(*spans));
	unsigned width;
	int rc = 0;

	while (at <= len && (rc = weir_regex_find(re, text, len, at, spans, groups)) > 0) {
		weir_strbuf_add(out, text + last, (size_t)spans[0] - last);
		/* A match of nothing directly behind a match does not count. */
		if ((size_t)spans[1] > last || spans[0] == 0) {
			if (literal)
				weir_strbuf_add(out, with, with_len);
			else
				expand(re, text, spans, with, with_len, out);
		}
		last = (size_t)spans[1];
		width = 1;
		if (at < len)
			unicode_decode((const unsigned char *)text + at, len - at, &width);
		at = at + width > last ? at + width : last;
	}
	free(spans);
	if (rc < 0) {
		out->len = before;
		if (out->data)
			out->data[before] = '\0';
		return rc;
	}
	weir_strbuf_add(out, text + last, len - last);
	return 0;
}
