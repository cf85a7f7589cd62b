/* SPDX-License-Identifier: Apache-2.0 */
/* yaml_scan_quoted.c - scalars in single and double quotes, with their escapes and folded lines. */
#include "unicode.h"
#include "yaml_scan.h"

static bool fail(struct yaml_scanner *s, const struct yaml_token *token, const char *why)
{
	return yaml_scan_fail(s, "in a quoted scalar", token->mark, why);
}

static int hex_value(unsigned char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool take_code(struct yaml_scanner *s, const struct yaml_token *token, int digits)
{
	uint32_t rune = 0;
	char utf8[4];
	int i;

	for (i = 0; i < digits; i++) {
		if (hex_value(*s->p) < 0)
			return fail(s, token,
				    s->go_errors ? "did not find expected hexdecimal number" /* its own word */
						 : "did not find expected hexadecimal number");
		rune = rune << 4 | (uint32_t)hex_value(*s->p++);
	}
	if ((rune >= 0xd800 && rune <= 0xdfff) || rune > RUNE_MAX)
		return fail(s, token, "found invalid Unicode character escape code");
	weir_strbuf_add(&s->value, utf8, unicode_encode(rune, utf8));
	return true;
}

/* At a backslash that no line break follows. */
static bool take_escape(struct yaml_scanner *s, const struct yaml_token *token)
{
	static const char simple[] = "a\ab\bt\t\t\tn\nv\vf\fr\re\033  \"\"''\\\\";
	unsigned char c = s->p[1];
	const char *p;

	for (p = simple; *p && (unsigned char)*p != c; p += 2)
		;
	if (!*p && (!c || !strchr("0N_LPxuU", c)))
		return fail(s, token, "found unknown escape character");
	s->p += 2;
	if (*p) {
		weir_strbuf_addc(&s->value, p[1]);
		return true;
	}
	switch (c) {
	case '0': weir_strbuf_addc(&s->value, '\0'); return true;
	case 'N': weir_strbuf_adds(&s->value, "\xc2\x85"); return true;
	case '_': weir_strbuf_adds(&s->value, "\xc2\xa0"); return true;
	case 'L': weir_strbuf_adds(&s->value, "\xe2\x80\xa8"); return true;
	case 'P': weir_strbuf_adds(&s->value, "\xe2\x80\xa9"); return true;
	case 'x': return take_code(s, token, 2);
	case 'u': return take_code(s, token, 4);
	default: return take_code(s, token, 8);
	}
}

static const bool stops[256] = {
	['\0'] = 1, [' '] = 1, ['\t'] = 1, ['\r'] = 1, ['\n'] = 1,
	['\''] = 1, ['"'] = 1, ['\\'] = 1, [0xc2] = 1, [0xe2] = 1,
};

/* Over what stands for itself; beyond ASCII too, as long as it is no break. */
static void take_text(struct yaml_scanner *s)
{
	const unsigned char *start = s->p;

	while (!stops[*s->p]) {
		s->wide += (*s->p & 0xc0) == 0x80;
		s->p++;
	}
	weir_strbuf_add(&s->value, start, (size_t)(s->p - start));
}

/*
 * A word up to a blank, a break or the closing quote. *escaped_break: it ended with a backslash at
 * the end of its line.
 */
static bool take_word(struct yaml_scanner *s, const struct yaml_token *token, bool single, bool *escaped_break)
{
	unsigned char quote = single ? '\'' : '"';

	for (;;) {
		take_text(s);
		if (single && s->p[0] == '\'' && s->p[1] == '\'') {
			weir_strbuf_addc(&s->value, '\'');
			s->p += 2;
		} else if (*s->p == quote || yaml_is_blankz(s->p)) {
			return true;
		} else if (single || *s->p != '\\') {
			weir_strbuf_add(&s->value, s->p, yaml_width(*s->p));
			yaml_skip(s);
		} else if (yaml_break(s->p + 1)) {
			s->p++;
			yaml_skip_break(s, yaml_break(s->p));
			*escaped_break = true;
			return true;
		} else if (!take_escape(s, token)) {
			return false;
		}
	}
}

/* Blanks stay, a line break becomes a blank, more of them breaks but one; an escaped one is nothing. */
static void take_blanks(struct yaml_scanner *s, bool broken)
{
	const unsigned char *start = s->p;
	bool fold = false;
	unsigned n;

	s->breaks.len = 0;
	for (;;) {
		if (yaml_is_blank(*s->p)) {
			s->p++;
			continue;
		}
		n = yaml_break(s->p);
		if (!n)
			break;
		if (broken || n == 3)
			weir_strbuf_add(&s->breaks, n == 3 ? (const char *)s->p : "\n", n == 3 ? 3 : 1);
		else
			fold = true;
		broken = true;
		yaml_skip_break(s, n);
	}
	if (!broken)
		weir_strbuf_add(&s->value, start, (size_t)(s->p - start));
	else if (fold && !s->breaks.len)
		weir_strbuf_addc(&s->value, ' ');
	else if (s->breaks.len)
		weir_strbuf_add(&s->value, s->breaks.data, s->breaks.len);
}

bool yaml_scan_quoted(struct yaml_scanner *s, struct yaml_token *token, bool single)
{
	unsigned char quote = single ? '\'' : '"';
	bool escaped_break;

	s->p++;
	s->value.len = 0;
	for (;;) {
		if (yaml_at_document_mark(s))
			return fail(s, token, "found unexpected document indicator");
		if (!*s->p)
			return fail(s, token, "found unexpected end of stream");
		escaped_break = false;
		if (!take_word(s, token, single, &escaped_break))
			return false;
		if (*s->p == quote)
			break;
		take_blanks(s, escaped_break);
	}
	s->p++;
	token->type = YAML_TOKEN_SCALAR;
	token->style = single ? WEIR_YAML_SINGLE : WEIR_YAML_DOUBLE;
	token->len = s->value.len;
	token->text = weir_arena_strndup(s->arena, s->value.len ? s->value.data : "", s->value.len);
	return true;
}
