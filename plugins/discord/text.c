/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Code points in, harmless and short enough text out. Each code point becomes one unit of output
 * (itself, escaped, or nothing); a cut falls between units, never inside one.
 */
#include "text.h"

#define ELLIPSIS "\xe2\x80\xa6"
#define ZWSP     "\xe2\x80\x8b"

/*
 * What a reader does not see but a terminal, a search or the direction of the text obeys: controls,
 * joiners, marks of direction, fillers, tags.
 */
static const struct {
	uint32_t first, last;
} unseen[] = {
	{ 0x00, 0x08 },     { 0x0b, 0x0c },       { 0x0e, 0x1f },       { 0x7f, 0x84 },       { 0x86, 0x9f },
	{ 0xad, 0xad },     { 0x34f, 0x34f },     { 0x61c, 0x61c },     { 0x115f, 0x1160 },   { 0x17b4, 0x17b5 },
	{ 0x180b, 0x180f }, { 0x200b, 0x200f },   { 0x202a, 0x202e },   { 0x2060, 0x206f },   { 0x3164, 0x3164 },
	{ 0xd800, 0xdfff }, { 0xfdd0, 0xfdef },   { 0xfeff, 0xfeff },   { 0xffa0, 0xffa0 },   { 0xfff0, 0xfffb },
	{ 0xfffe, 0xffff }, { 0x1bca0, 0x1bca3 }, { 0x1d173, 0x1d17a }, { 0xe0000, 0xe0fff },
};

static bool is_unseen(uint32_t cp)
{
	for (size_t i = 0; i < sizeof(unseen) / sizeof(unseen[0]); i++)
		if (cp >= unseen[i].first && cp <= unseen[i].last)
			return true;
	return false;
}

static bool is_space(uint32_t cp)
{
	return cp == ' ' || cp == '\t' || cp == '\n' || cp == '\r' || cp == 0x85 || cp == 0xa0 || cp == 0x1680 ||
	       (cp >= 0x2000 && cp <= 0x200a) || cp == 0x2028 || cp == 0x2029 || cp == 0x202f || cp == 0x205f ||
	       cp == 0x3000;
}

static bool is_line_end(uint32_t cp)
{
	return cp == '\n' || cp == 0x85 || cp == 0x2028 || cp == 0x2029;
}

uint32_t text_next(const char **p)
{
	const unsigned char *s = (const unsigned char *)*p;
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	int n = s[0] < 0x80 ? 1 : s[0] < 0xc2 ? 0 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : s[0] < 0xf5 ? 4 : 0;

	if (!s[0])
		return 0;
	if (n == 1) {
		(*p)++;
		return s[0];
	}
	uint32_t cp = n ? s[0] & (0xffu >> (n + 1)) : 0;
	for (int i = 1; i < n; i++) {
		if ((s[i] & 0xc0) != 0x80) {
			n = 0;
			break;
		}
		cp = cp << 6 | (s[i] & 0x3fu);
	}
	if (!n || cp < least[n] || cp > 0x10ffff) {
		(*p)++;
		return 0xfffd;
	}
	*p += n;
	return cp;
}

static size_t put(char *out, uint32_t cp)
{
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xc0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3f));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xe0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3f));
		out[2] = (char)(0x80 | (cp & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3f));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3f));
	out[3] = (char)(0x80 | (cp & 0x3f));
	return 4;
}

size_t text_length(const char *text)
{
	size_t units = 0;

	for (uint32_t cp; (cp = text_next(&text));)
		units += cp < 0x10000 ? 1 : 2;
	return units;
}

/* ---- one unit of output ----------------------------------------------- */

struct writer {
	enum text_style style;
	bool line_start, in_link, after_tick;
};

static bool starts_link(const char *rest)
{
	return !strncmp(rest, "https://", 8) || !strncmp(rest, "http://", 7);
}

/* Inside a link only what could close or open markup around it is escaped. */
static bool needs_escape(const struct writer *w, uint32_t cp)
{
	if (w->style != TEXT_MARKDOWN && w->style != TEXT_TITLE)
		return false;
	if (cp >= 0x80)
		return false;
	if (w->line_start && strchr("#-+", (int)cp))
		return true;
	return strchr(w->in_link ? "\\`|[]<>" : "\\`|[]<>*_~", (int)cp) != NULL;
}

static size_t unit_of(struct writer *w, uint32_t cp, const char *rest, char out[12])
{
	size_t n = 0;

	if (is_line_end(cp))
		cp = w->style == TEXT_LINE || w->style == TEXT_TITLE ? ' ' : '\n';
	if (cp == '\r' || is_unseen(cp))
		return 0;
	if (is_space(cp))
		w->in_link = false;
	else if (starts_link(rest))
		w->in_link = true;
	if (w->style == TEXT_CODE && cp == '`' && w->after_tick) {
		/* Three of them in a row would end the block. */
		memcpy(out, ZWSP, 3);
		n = 3;
	} else if (needs_escape(w, cp)) {
		out[n++] = '\\';
	}
	w->after_tick = cp == '`';
	w->line_start = cp == '\n' || (w->line_start && is_space(cp));
	return n + put(out + n, cp);
}

static size_t units_in(const char *bytes, size_t n)
{
	char text[16];

	memcpy(text, bytes, n);
	text[n] = 0;
	return text_length(text);
}

static void truncate_to(struct weir_strbuf *sb, size_t len)
{
	sb->len = len;
	if (sb->data)
		sb->data[len] = 0;
}

size_t text_add(struct weir_strbuf *sb, const char *raw, enum text_style style, size_t limit)
{
	struct writer w = { .style = style, .line_start = true };
	size_t used = 0, seen_len = sb->len, seen_used = 0, cut_len = sb->len, cut_used = 0;
	const char *p = raw;

	for (;;) {
		const char *rest = p;
		uint32_t cp = text_next(&p);
		if (!cp)
			break;
		if (!used && is_space(cp))
			continue; /* trims the beginning */
		char unit[12];
		size_t n = unit_of(&w, cp, rest, unit), units = units_in(unit, n);
		if (used + units > limit && !is_space(cp)) {
			truncate_to(sb, cut_len);
			if (limit)
				weir_strbuf_adds(sb, ELLIPSIS);
			return limit ? cut_used + 1 : 0;
		}
		weir_strbuf_add(sb, unit, n);
		used += units;
		if (n && !is_space(cp)) {
			seen_len = sb->len, seen_used = used;
			if (used + 1 <= limit)
				cut_len = sb->len, cut_used = used;
		}
	}
	truncate_to(sb, seen_len); /* trims the end */
	return seen_used;
}

char *text_clip(const char *raw, enum text_style style, size_t limit)
{
	struct weir_strbuf sb = WEIR_STRBUF_INIT;

	if (raw && text_add(&sb, raw, style, limit))
		return weir_strbuf_take(&sb);
	weir_strbuf_done(&sb);
	return NULL;
}
