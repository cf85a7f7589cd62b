/* SPDX-License-Identifier: Apache-2.0 */
/*
 * yaml_scalar.c - scalars as goyaml v2 writes them: what a text allows, which of the four looks it
 * gets, folding at column 80, escapes.  Some of the rules are slips of the original that output
 * depends on; they are marked.
 */
#include "unicode.h"
#include "yaml_emit.h"

#define BEST_WIDTH 80

/* ---- classes of characters, at a byte of valid UTF-8 ---- */

static unsigned break_at(const unsigned char *s)
{
	if (*s == '\n' || *s == '\r')
		return 1;
	if (*s == 0xc2)
		return s[1] == 0x85 ? 2 : 0;
	if (*s == 0xe2)
		return s[1] == 0x80 && (s[2] & 0xfe) == 0xa8 ? 3 : 0;
	return 0;
}

static unsigned width_of(unsigned char c)
{
	return c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
}

static bool is_blank(unsigned char c)
{
	return c == ' ' || c == '\t';
}

/* What needs no escape. Beyond the basic plane nothing is (a slip). */
static bool is_printable(const unsigned char *s)
{
	if (*s < 0x80)
		return *s == '\n' || (*s >= 0x20 && *s < 0x7f);
	if (*s == 0xc2)
		return s[1] >= 0xa0;
	if (*s == 0xef)
		return !(s[1] == 0xbb && s[2] == 0xbf) && !(s[1] == 0xbf && s[2] >= 0xbe);
	return *s < 0xef && !(*s == 0xed && s[1] >= 0xa0);
}

static bool begins_with_bom(const char *s, size_t len)
{
	return len >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0;
}

/* ---- what a text allows ---- */

/* 0: of no interest. */
enum { C_PLAIN, C_SPACE, C_COLON, C_HASH, C_OTHER };

static const unsigned char classes[256] = {
	[0] = C_OTHER,    C_OTHER,          C_OTHER,          C_OTHER,          C_OTHER,         C_OTHER,
	C_OTHER,          C_OTHER,          C_OTHER,          C_OTHER,          C_OTHER,         C_OTHER,
	C_OTHER,          C_OTHER,          C_OTHER,          C_OTHER,          C_OTHER,         C_OTHER,
	C_OTHER,          C_OTHER,          C_OTHER,          C_OTHER,          C_OTHER,         C_OTHER,
	C_OTHER,          C_OTHER,          C_OTHER,          C_OTHER,          C_OTHER,         C_OTHER,
	C_OTHER,          C_OTHER,          [' '] = C_SPACE,  ['#'] = C_HASH,   [':'] = C_COLON, [0x7f] = C_OTHER,
	[0xc2] = C_OTHER, [0xe2] = C_OTHER, [0xed] = C_OTHER, [0xef] = C_OTHER, C_OTHER,         C_OTHER,
	C_OTHER,          C_OTHER,          C_OTHER,          C_OTHER,          C_OTHER,         C_OTHER,
	C_OTHER,          C_OTHER,          C_OTHER,          C_OTHER,          C_OTHER,         C_OTHER,
	C_OTHER,
};

struct scan {
	const unsigned char *s, *end;
	bool indicators, special, tabs, breaks;
	bool break_space, space_break;
	bool after_space, after_break;
};

static bool ends_or_blank(const struct scan *c, const unsigned char *p)
{
	return p >= c->end || is_blank(*p);
}

/* Is what stands at @p > s a blank, a break or (a slip) a NUL? */
static bool follows_blank(const struct scan *c, const unsigned char *p)
{
	do
		p--;
	while (p > c->s && (*p & 0xc0) == 0x80);
	return is_blank(*p) || !*p || break_at(p);
}

static void scan_first(struct scan *c)
{
	unsigned char first = *c->s;

	if (first && strchr("#,[]{}&*!|>'\"%@`", first))
		c->indicators = true;
	else if (first == '?' || first == ':' || first == '-')
		c->indicators = ends_or_blank(c, c->s + 1);
	if (c->end - c->s >= 3 && (memcmp(c->s, "---", 3) == 0 || memcmp(c->s, "...", 3) == 0))
		c->indicators = true;
}

static void scan_odd(struct scan *c, const unsigned char *p)
{
	if (*p == '\t')
		c->tabs = true;
	else if (!is_printable(p))
		c->special = true;
	if (break_at(p)) {
		c->breaks = true;
		c->space_break = c->space_break || c->after_space;
		c->after_space = false;
		c->after_break = true;
	} else {
		c->after_space = c->after_break = false;
	}
}

static void scan_all(struct scan *c)
{
	const unsigned char *p = c->s, *run;

	for (; p < c->end; p += width_of(*p)) {
		for (run = p; p < c->end && !classes[*p]; p++)
			;
		if (p > run)
			c->after_space = c->after_break = false;
		if (p == c->end)
			return;
		if (classes[*p] == C_SPACE) {
			c->break_space = c->break_space || c->after_break;
			c->after_space = true;
			c->after_break = false;
		} else if (classes[*p] == C_OTHER) {
			scan_odd(c, p);
		} else {
			c->indicators = c->indicators ||
					(*p == ':' ? ends_or_blank(c, p + 1) : p > c->s && follows_blank(c, p));
			c->after_space = c->after_break = false;
		}
	}
}

void yaml_analyze(const char *s, size_t len, struct yaml_analysis *a)
{
	struct scan c = { .s = (const unsigned char *)s, .end = (const unsigned char *)s + len };
	bool edge;

	*a = (struct yaml_analysis){ .plain = true, .single = true };
	if (!len)
		return;
	scan_first(&c);
	scan_all(&c);
	edge = *s == ' ' || s[len - 1] == ' ' || break_at(c.s) || c.after_break;
	a->multiline = c.breaks;
	a->single = !c.break_space && !c.space_break && !c.special && !c.tabs;
	a->plain = a->single && !edge && !c.breaks && !c.indicators;
	a->block_v3 = s[len - 1] != ' ' && !c.space_break && !c.special;
	a->block = a->block_v3 && !c.tabs;
}

/* ^[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?$: a number to YAML 1.1 readers other than goyaml. */
static bool is_digit(const char *p, const char *end)
{
	return p < end && *p >= '0' && *p <= '9';
}

static const char *skip_digits(const char *p, const char *end)
{
	while (is_digit(p, end) || (p < end && *p == '_'))
		p++;
	return p;
}

static bool is_base60(const char *s, size_t len)
{
	const char *end = s + len, *p = s;
	bool colon = false;

	p += p < end && (*p == '-' || *p == '+');
	if (!is_digit(p, end))
		return false;
	for (p = skip_digits(p, end); p < end && *p == ':'; colon = true) {
		p++;
		if (!is_digit(p, end))
			return false;
		p += is_digit(p + 1, end) && *p <= '5' ? 2 : 1;
	}
	if (colon && p < end && *p == '.')
		p = skip_digits(p + 1, end);
	return colon && p == end;
}

/* Would it be read as a string without quotes? */
static bool resolves_to_string(const char *s, size_t len)
{
	enum weir_yaml_tag tag = weir_yaml_resolve(s, len, WEIR_YAML_V2);

	return (tag == WEIR_YAML_T_STR || tag == WEIR_YAML_T_MERGE) && !is_base60(s, len);
}

/* goyaml v3 writes YAML 1.2, but puts quotes around what YAML 1.1 has as a boolean. */
static bool resolves_to_string_v3(const char *s, size_t len)
{
	enum weir_yaml_tag tag = weir_yaml_resolve(s, len, WEIR_YAML_V3);

	return (tag == WEIR_YAML_T_STR || tag == WEIR_YAML_T_MERGE) &&
	       weir_yaml_resolve(s, len, WEIR_YAML_V2) != WEIR_YAML_T_BOOL && !is_base60(s, len);
}

enum yaml_look yaml_look(const char *s, size_t len, const struct yaml_analysis *a, bool simple_key, bool v3)
{
	if (memchr(s, '\n', len))
		return (v3 ? a->block_v3 : a->block) && !simple_key ? YAML_LOOK_LITERAL : YAML_LOOK_DOUBLE;
	if (!(v3 ? resolves_to_string_v3(s, len) : resolves_to_string(s, len)) || (simple_key && a->multiline))
		return YAML_LOOK_DOUBLE;
	if (a->plain)
		return YAML_LOOK_PLAIN;
	return a->single ? YAML_LOOK_SINGLE : YAML_LOOK_DOUBLE;
}

/* ---- writing ---- */

/* 2: a plain text may begin with it, 1: go on with it, whatever stands around. */
static const unsigned char simple[256] = {
	['+'] = 1, ['-'] = 1, ['.'] = 1, ['/'] = 2, ['0'] = 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, ['='] = 1, ['A'] = 2, 2, 2, 2,
	2,         2,         2,         2,         2,         2, 2, 2, 2, 2, 2, 2, 2, 2, 2,         2,         2, 2, 2,
	2,         2,         2,         ['_'] = 1, ['a'] = 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,         2,         2, 2, 2,
	2,         2,         2,         2,         2,         2, 2, 2, 2, 2, 2,
};

bool yaml_is_simple(const char *s, size_t len)
{
	size_t i;

	if (!len || len > BEST_WIDTH || simple[(unsigned char)*s] != 2)
		return false;
	for (i = 1; i < len; i++)
		if (!simple[(unsigned char)s[i]] && !(s[i] == ':' && i + 1 < len && simple[(unsigned char)s[i + 1]]))
			return false;
	return weir_yaml_resolve(s, len, WEIR_YAML_V2) == WEIR_YAML_T_STR;
}

bool yaml_put_simple(struct weir_yaml_writer *e, const char *s, size_t len)
{
	if (!yaml_is_simple(s, len))
		return false;
	if (e->out->len + len + 2 > e->out->cap)
		weir_strbuf_reserve(e->out, len + 64);
	if (!e->whitespace)
		yaml_put(e, ' ');
	memcpy(e->out->data + e->out->len, s, len);
	e->out->len += len;
	e->column += (int)len;
	e->whitespace = e->indention = false;
	return true;
}

void yaml_put_indent(struct weir_yaml_writer *e)
{
	int indent = e->indent < 0 ? 0 : e->indent;

	if (!e->indention || e->column > indent || (e->column == indent && !e->whitespace))
		yaml_put_break(e);
	if (e->column < indent) {
		weir_strbuf_reserve(e->out, (size_t)(indent - e->column) + 1);
		memset(e->out->data + e->out->len, ' ', (size_t)(indent - e->column));
		e->out->len += (size_t)(indent - e->column);
		e->column = indent;
	}
	e->whitespace = true;
	e->indention = true;
}

void yaml_put_indicator(struct weir_yaml_writer *e, char c, bool blank, bool indention)
{
	if (blank && !e->whitespace)
		yaml_put(e, ' ');
	yaml_put(e, c);
	e->whitespace = false;
	e->indention = e->indention && indention;
}

/* One character; returns its bytes. */
static unsigned put_char(struct weir_yaml_writer *e, const unsigned char *p)
{
	unsigned n = width_of(*p);

	weir_strbuf_add(e->out, p, n);
	e->column++;
	return n;
}

/* What @stop does not hold, in one piece; returns what follows. */
static const unsigned char *put_run(struct weir_yaml_writer *e, const unsigned char *p, const unsigned char *end,
				    const bool stop[256])
{
	const unsigned char *start = p;
	int wide = 0;

	for (; p < end && !stop[*p]; p++)
		wide += (*p & 0xc0) == 0x80;
	if (p > start)
		weir_strbuf_add(e->out, start, (size_t)(p - start));
	e->column += (int)(p - start) - wide;
	return p;
}

/* A line break of the text, which is kept as it is. */
static unsigned put_text_break(struct weir_yaml_writer *e, const unsigned char *p)
{
	unsigned n = put_char(e, p);

	e->column = 0;
	return n;
}

static void put_plain(struct weir_yaml_writer *e, const char *s, size_t len, bool fold)
{
	static const bool stop[256] = { [' '] = true };
	const unsigned char *p = (const unsigned char *)s, *end = p + len;
	bool spaces;

	if (!e->whitespace)
		yaml_put(e, ' ');
	e->indention = false;
	while (p < end) {
		p = put_run(e, p, end, stop);
		for (spaces = false; p < end && *p == ' '; spaces = true) {
			if (fold && !spaces && e->column > BEST_WIDTH && p[1] != ' ') {
				e->indention = false;
				yaml_put_indent(e);
				p++;
			} else {
				p += put_char(e, p);
			}
		}
	}
	e->whitespace = false;
	e->indention = false;
}

static void put_single(struct weir_yaml_writer *e, const char *s, size_t len, bool fold)
{
	static const bool stop[256] = {
		[' '] = true, ['\''] = true, ['\n'] = true, ['\r'] = true, [0xc2] = true, [0xe2] = true
	};
	const unsigned char *start = (const unsigned char *)s, *p = start, *end = p + len;
	bool spaces = false, breaks = false;

	yaml_put_indicator(e, '\'', true, false);
	while (p < end) {
		if (*p == ' ') {
			if (fold && !spaces && e->column > BEST_WIDTH && p > start && p < end - 1 && p[1] != ' ') {
				yaml_put_indent(e);
				p++;
			} else {
				p += put_char(e, p);
			}
			spaces = true;
			continue;
		}
		if (break_at(p)) {
			if (!breaks && *p == '\n')
				yaml_put_break(e);
			p += put_text_break(e, p);
			e->indention = true;
			breaks = true;
			continue;
		}
		if (breaks)
			yaml_put_indent(e);
		if (*p == '\'')
			yaml_put(e, '\'');
		p += put_char(e, p);
		p = put_run(e, p, end, stop);
		e->indention = false;
		spaces = breaks = false;
	}
	yaml_put_indicator(e, '\'', false, false);
}

static void put_escape(struct weir_yaml_writer *e, uint32_t rune)
{
	static const char names[] = "\0000\aa\bb\tt\nn\vv\ff\rr\033e\"\"\\\\", digits[] = "0123456789ABCDEF";
	int bits = rune <= 0xff ? 4 : rune <= 0xffff ? 12 : 28;
	size_t i;

	yaml_put(e, '\\');
	for (i = 0; i < sizeof(names) - 1; i += 2)
		if ((unsigned char)names[i] == rune) {
			yaml_put(e, names[i + 1]);
			return;
		}
	if (rune == 0x85 || rune == 0xa0 || rune == 0x2028 || rune == 0x2029) {
		yaml_put(e, rune == 0x85 ? 'N' : rune == 0xa0 ? '_' : rune == 0x2028 ? 'L' : 'P');
		return;
	}
	yaml_put(e, bits == 4 ? 'x' : bits == 12 ? 'u' : 'U');
	for (; bits >= 0; bits -= 4)
		yaml_put(e, digits[rune >> bits & 15]);
}

static void put_double(struct weir_yaml_writer *e, const char *s, size_t len, bool fold)
{
	static const bool stop[256] = {
		[0] = 1,   1,          1,          1,          1,          1,          1,          1, 1, 1, 1,
		1,         1,          1,          1,          1,          1,          1,          1, 1, 1, 1,
		1,         1,          1,          1,          1,          1,          1,          1, 1, 1, [' '] = 1,
		['"'] = 1, ['\\'] = 1, [0x7f] = 1, [0xc2] = 1, [0xe2] = 1, [0xed] = 1, [0xef] = 1, 1, 1, 1, 1,
		1,         1,          1,          1,          1,          1,          1,          1, 1, 1, 1,
		1
	};
	const unsigned char *start = (const unsigned char *)s, *p = start, *end = p + len;
	bool spaces = false, bom = begins_with_bom(s, len); /* then all is escaped (a slip) */
	unsigned width;

	yaml_put_indicator(e, '"', true, false);
	while (p < end) {
		if (bom || !is_printable(p) || break_at(p) || *p == '"' || *p == '\\') {
			put_escape(e, unicode_decode(p, (size_t)(end - p), &width));
			p += width;
			spaces = false;
		} else if (*p != ' ') {
			p += put_char(e, p);
			p = bom ? p : put_run(e, p, end, stop);
			spaces = false;
		} else {
			if (fold && !spaces && e->column > BEST_WIDTH && p > start && p < end - 1) {
				yaml_put_indent(e);
				if (p[1] == ' ')
					yaml_put(e, '\\');
				p++;
			} else {
				p += put_char(e, p);
			}
			spaces = true;
		}
	}
	yaml_put_indicator(e, '"', false, false);
}

/* "2" where the first line does not show the indentation; "-" without a break at the end, "+" with several. */
static void put_hints(struct weir_yaml_writer *e, const unsigned char *s, size_t len)
{
	size_t i = len - 1;

	if (*s == ' ' || break_at(s))
		yaml_put_indicator(e, (char)(e->step ? '0' + e->step : '2'), false, false);
	while ((s[i] & 0xc0) == 0x80)
		i--;
	if (!break_at(s + i)) {
		yaml_put_indicator(e, '-', false, false);
		return;
	}
	if (i > 0)
		for (i--; (s[i] & 0xc0) == 0x80;)
			i--;
	if (break_at(s + i)) /* the last but one, or the only one */
		yaml_put_indicator(e, '+', false, false);
}

static void put_literal(struct weir_yaml_writer *e, const char *s, size_t len)
{
	const unsigned char *p = (const unsigned char *)s, *end = p + len, *line;
	bool breaks = true;

	yaml_put_indicator(e, '|', true, false);
	put_hints(e, p, len);
	yaml_put_break(e);
	e->indention = true;
	e->whitespace = true;
	while (p < end) {
		if (break_at(p)) {
			p += put_text_break(e, p);
			e->indention = true;
			breaks = true;
			continue;
		}
		if (breaks)
			yaml_put_indent(e);
		for (line = p; p < end && !break_at(p); p += width_of(*p))
			e->column++;
		weir_strbuf_add(e->out, line, (size_t)(p - line));
		e->indention = false;
		breaks = false;
	}
}

void yaml_put_scalar(struct weir_yaml_writer *e, const char *s, size_t len, enum yaml_look look, bool simple_key)
{
	bool fold = !simple_key && !e->v3;

	switch (look) {
	case YAML_LOOK_PLAIN: put_plain(e, s, len, fold); break;
	case YAML_LOOK_SINGLE: put_single(e, s, len, fold); break;
	case YAML_LOOK_DOUBLE: put_double(e, s, len, fold); break;
	case YAML_LOOK_LITERAL: put_literal(e, s, len); break;
	}
}
