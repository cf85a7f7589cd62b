/* SPDX-License-Identifier: Apache-2.0 */
/* age_armor.c - the text form of an age file: base64 in lines of 64 between two marks. */
#include "age.h"

#define BEGIN "-----BEGIN AGE ENCRYPTED FILE-----"
#define END   "-----END AGE ENCRYPTED FILE-----"
#define LINE  64

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void skip_blanks(const char **text, size_t *len)
{
	while (*len && is_blank(**text))
		(*text)++, (*len)--;
}

bool age_is_armored(const char *text, size_t len)
{
	skip_blanks(&text, &len);
	return len >= strlen(BEGIN) && memcmp(text, BEGIN, strlen(BEGIN)) == 0;
}

/* The next line without its end; false at the end of the text. */
static bool next_line(const char **p, const char *end, const char **line, size_t *len)
{
	const char *newline;

	if (*p >= end)
		return false;
	newline = memchr(*p, '\n', (size_t)(end - *p));
	*line = *p;
	*len = (size_t)((newline ? newline : end) - *p);
	*p = newline ? newline + 1 : end;
	if (*len && (*line)[*len - 1] == '\r')
		(*len)--;
	return true;
}

static bool is(const char *line, size_t len, const char *mark)
{
	return len == strlen(mark) && memcmp(line, mark, len) == 0;
}

/* All lines but the last are full. */
static bool body(const char **p, const char *end, struct weir_strbuf *digits, const char **why)
{
	bool last = false;
	const char *line;
	size_t len;

	*why = "the armor is cut off";
	while (next_line(p, end, &line, &len)) {
		if (is(line, len, END))
			return true;
		*why = "the armor has lines of other than 64 characters";
		if (last || !len || len > LINE)
			return false;
		last = len < LINE;
		weir_strbuf_add(digits, line, len);
		*why = "the armor is cut off";
	}
	return false;
}

bool age_unarmor(const char *text, size_t len, struct weir_strbuf *out, const char **why)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf digits = WEIR_STRBUF_INIT;
	const char *p, *end = text + len, *line;

	skip_blanks(&text, &len);
	p = text;
	*why = "the armor does not begin with " BEGIN;
	if (!next_line(&p, end, &line, &len) || !is(line, len, BEGIN) || !body(&p, end, &digits, why))
		return false;
	*why = "something follows the armor";
	for (; p < end; p++)
		if (!is_blank(*p))
			return false;
	*why = "the armor is not base64";
	return digits.len && weir_base64_decode(out, digits.data, digits.len);
}

bool age_base64(const char *text, size_t len, struct weir_strbuf *out)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf again =
		WEIR_STRBUF_INIT; /* one way to write it, so that nothing can change */
	char padded[LINE + 4];
	size_t n = len, before = out->len;

	if (len > LINE || memchr(text, '=', len) || memchr(text, '\r', len))
		return false;
	if (!len)
		return true;
	memcpy(padded, text, len);
	while (n % 4)
		padded[n++] = '=';
	if (!weir_base64_decode(out, padded, n))
		return false;
	weir_base64_encode(&again, out->data + before, out->len - before);
	return again.len == n && memcmp(again.data ? again.data : "", padded, n) == 0;
}
