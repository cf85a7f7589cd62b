/* SPDX-License-Identifier: Apache-2.0 */
/*
 * csv.c - one record of comma-separated values (RFC 4180), as Go's encoding/csv reads it: quotes only around
 * whole fields, doubled inside; lines inside quotes; empty lines before the record are passed over. Columns are bytes.
 */
#include "csv.h"

#include <stdlib.h>
#include <string.h>

struct reader {
	const char *at, *line_start;
	int line, record_line;
	struct words *fields;
	struct weir_strbuf *why;
};

static bool fail(struct reader *r, const char *at, const char *what)
{
	if (r->line != r->record_line)
		weir_strbuf_addf(r->why, "record on line %d; ", r->record_line);
	weir_strbuf_addf(r->why, "parse error on line %d, column %d: %s", r->line, (int)(at - r->line_start) + 1, what);
	return false;
}

/* End of the line's text: before "\n", "\r\n", or a "\r" that ends all. */
static const char *end_of_line(const char *at)
{
	const char *end = at + strcspn(at, "\n");

	return end > at && end[-1] == '\r' ? end - 1 : end;
}

static void next_line(struct reader *r, const char *end)
{
	r->at = end + (*end == '\r');
	r->at += *r->at == '\n';
	r->line_start = r->at;
	r->line++;
}

static bool read_plain(struct reader *r, const char *end)
{
	const char *stop = memchr(r->at, ',', (size_t)(end - r->at)), *quote;

	stop = stop ? stop : end;
	quote = memchr(r->at, '"', (size_t)(stop - r->at));
	if (quote)
		return fail(r, quote, "bare \" in non-quoted-field");
	words_add(r->fields, r->at, (size_t)(stop - r->at));
	r->at = stop;
	return true;
}

/* r->at is behind the opening quote; *end is moved on with the lines. */
static bool read_quoted(struct reader *r, const char **end)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf text = WEIR_STRBUF_INIT;

	for (;;) {
		const char *quote = memchr(r->at, '"', (size_t)(*end - r->at));

		if (!quote) {
			weir_strbuf_add(&text, r->at, (size_t)(*end - r->at));
			if (!**end)
				return fail(r, *end, "extraneous or missing \" in quoted-field");
			weir_strbuf_addc(&text, '\n');
			next_line(r, *end);
			*end = end_of_line(r->at);
			continue;
		}
		weir_strbuf_add(&text, r->at, (size_t)(quote - r->at));
		r->at = quote + 1;
		if (r->at < *end && *r->at == '"') {
			weir_strbuf_addc(&text, '"');
			r->at++;
		} else if (r->at == *end || *r->at == ',') {
			words_add(r->fields, text.data ? text.data : "", text.len);
			return true;
		} else {
			return fail(r, quote, "extraneous or missing \" in quoted-field");
		}
	}
}

bool csv_record(const char *text, struct words *fields, struct weir_strbuf *why)
{
	struct reader r = { text, text, 1, 1, fields, why };
	const char *end = end_of_line(text);

	while (end == r.at && *end) { /* an empty line */
		next_line(&r, end);
		end = end_of_line(r.at);
	}
	r.record_line = r.line;
	if (!*r.at) {
		weir_strbuf_adds(why, "EOF");
		return false;
	}
	for (;;) {
		if (*r.at == '"' && r.at < end) {
			r.at++;
			if (!read_quoted(&r, &end))
				return false;
		} else if (!read_plain(&r, end)) {
			return false;
		}
		if (r.at == end)
			return true;
		r.at++; /* the comma */
	}
}
