/* SPDX-License-Identifier: Apache-2.0 */
/* yaml_scan_tag.c - anchors and aliases, tags, and the directives %YAML and %TAG. */
#include "yaml_scan.h"

static bool is_alpha(unsigned char c)
{
	return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_' || c == '-';
}

static const char *take_alphas(struct yaml_scanner *s)
{
	const unsigned char *start = s->p;

	while (is_alpha(*s->p))
		s->p++;
	return weir_arena_strndup(s->arena, (const char *)start, (size_t)(s->p - start));
}

static void skip_blanks(struct yaml_scanner *s)
{
	while (yaml_is_blank(*s->p))
		s->p++;
}

bool yaml_scan_anchor(struct yaml_scanner *s, struct yaml_token *token, bool alias)
{
	s->p++;
	token->type = alias ? YAML_TOKEN_ALIAS : YAML_TOKEN_ANCHOR;
	token->text = take_alphas(s);
	token->len = strlen(token->text);
	if (!token->len || !(yaml_is_blankz(s->p) || strchr("?:,]}%@`", *s->p)))
		return yaml_scan_fail(s, alias ? "in an alias" : "in an anchor", token->mark,
				      "did not find expected alphabetic or numeric character");
	return true;
}

/* ---- tags ---- */

static const char *context_of(bool directive)
{
	return directive ? "in a %TAG directive" : "in a tag";
}

static int hex_value(unsigned char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "%C3%A9": one character. */
static bool take_escapes(struct yaml_scanner *s, bool directive, struct yaml_mark began)
{
	unsigned left = 0;

	do {
		unsigned char octet;

		if (s->p[0] != '%' || hex_value(s->p[1]) < 0 || hex_value(s->p[2]) < 0)
			return yaml_scan_fail(s, context_of(directive), began, "did not find URI escaped octet");
		octet = (unsigned char)(hex_value(s->p[1]) << 4 | hex_value(s->p[2]));
		if (left ? (octet & 0xc0) != 0x80 : (octet & 0xc0) == 0x80 || octet >= 0xf8)
			return yaml_scan_fail(s, context_of(directive), began, "found an incorrect UTF-8 octet");
		left = left ? left - 1 : yaml_width(octet) - 1;
		weir_strbuf_addc(&s->value, (char)octet);
		s->p += 3;
	} while (left);
	return true;
}

/* The rest of a tag behind @head (whose "!" is not part of it); there must be something of both. */
static bool take_uri(struct yaml_scanner *s, bool directive, const char *head, struct yaml_mark began, const char **out)
{
	bool some = *head != '\0';

	s->value.len = 0;
	if (*head)
		weir_strbuf_adds(&s->value, head + 1);
	while (is_alpha(*s->p) || (*s->p && strchr(";/?:@&=+$,.!~*'()[]%", *s->p))) {
		some = true;
		if (*s->p == '%') {
			if (!take_escapes(s, directive, began))
				return false;
		} else {
			weir_strbuf_addc(&s->value, (char)*s->p++);
		}
	}
	if (!some)
		return yaml_scan_fail(s, context_of(directive), began, "did not find expected tag URI");
	*out = weir_arena_strndup(s->arena, s->value.len ? s->value.data : "", s->value.len);
	return true;
}

/* "!", "!!", "!name!"; of a tag also "!name". */
static bool take_handle(struct yaml_scanner *s, bool directive, struct yaml_mark began, const char **out)
{
	const unsigned char *start = s->p;

	if (*s->p != '!')
		return yaml_scan_fail(s, context_of(directive), began, "did not find expected '!'");
	s->p++;
	while (is_alpha(*s->p))
		s->p++;
	if (*s->p == '!')
		s->p++;
	else if (directive && s->p != start + 1)
		return yaml_scan_fail(s, context_of(directive), began, "did not find expected '!'");
	*out = weir_arena_strndup(s->arena, (const char *)start, (size_t)(s->p - start));
	return true;
}

static bool take_verbatim(struct yaml_scanner *s, struct yaml_token *token)
{
	s->p += 2;
	token->text = "";
	if (!take_uri(s, false, "", token->mark, &token->suffix))
		return false;
	if (*s->p != '>')
		return yaml_scan_fail(s, context_of(false), token->mark, "did not find the expected '>'");
	s->p++;
	return true;
}

static bool take_short(struct yaml_scanner *s, struct yaml_token *token)
{
	const char *handle = NULL;
	size_t len;

	if (!take_handle(s, false, token->mark, &handle))
		return false;
	len = strlen(handle);
	if (len > 1 && handle[len - 1] == '!') {
		token->text = handle;
		return take_uri(s, false, "", token->mark, &token->suffix);
	}
	if (!take_uri(s, false, handle, token->mark, &token->suffix))
		return false;
	token->text = "!";
	if (!*token->suffix) { /* the tag "!" */
		token->text = "";
		token->suffix = "!";
	}
	return true;
}

bool yaml_scan_tag(struct yaml_scanner *s, struct yaml_token *token)
{
	token->type = YAML_TOKEN_TAG;
	if (s->p[1] == '<' ? !take_verbatim(s, token) : !take_short(s, token))
		return false;
	if (!yaml_is_blankz(s->p))
		return yaml_scan_fail(s, context_of(false), token->mark,
				      "did not find expected whitespace or line break");
	return true;
}

/* ---- directives ---- */

static bool fail_directive(struct yaml_scanner *s, const struct yaml_token *token, const char *why)
{
	return yaml_scan_fail(s, "in a directive", token->mark, why);
}

/* "%YAML 1.1": the numbers as a text. */
static bool take_version(struct yaml_scanner *s, struct yaml_token *token)
{
	const unsigned char *start;
	int part, n;

	token->type = YAML_TOKEN_VERSION;
	skip_blanks(s);
	start = s->p;
	for (part = 0; part < 2; part++) {
		for (n = 0; *s->p >= '0' && *s->p <= '9'; n++)
			s->p++;
		if (!n || n > 2)
			return fail_directive(s, token, "did not find expected version number");
		if (!part && *s->p++ != '.')
			return fail_directive(s, token, "did not find expected digit or '.' character");
	}
	token->text = weir_arena_strndup(s->arena, (const char *)start, (size_t)(s->p - start));
	return true;
}

static bool take_tag_directive(struct yaml_scanner *s, struct yaml_token *token)
{
	token->type = YAML_TOKEN_TAG_DIRECTIVE;
	skip_blanks(s);
	if (!take_handle(s, true, token->mark, &token->text))
		return false;
	if (!yaml_is_blank(*s->p))
		return fail_directive(s, token, "did not find expected whitespace");
	skip_blanks(s);
	if (!take_uri(s, true, "", token->mark, &token->suffix))
		return false;
	if (!yaml_is_blankz(s->p))
		return fail_directive(s, token, "did not find expected whitespace or line break");
	return true;
}

bool yaml_scan_directive(struct yaml_scanner *s, struct yaml_token *token)
{
	const char *name;
	bool good;

	token->mark = yaml_mark_here(s);
	s->p++;
	name = take_alphas(s);
	if (!*name)
		return fail_directive(s, token, "could not find expected directive name");
	if (!yaml_is_blankz(s->p))
		return fail_directive(s, token, "found unexpected non-alphabetical character");
	if (strcmp(name, "YAML") == 0)
		good = take_version(s, token);
	else if (strcmp(name, "TAG") == 0)
		good = take_tag_directive(s, token);
	else
		good = fail_directive(s, token, "found unknown directive name");
	if (!good)
		return false;
	skip_blanks(s);
	if (*s->p == '#')
		yaml_skip_to_break(s);
	if (!yaml_is_breakz(s->p))
		return fail_directive(s, token, "did not find expected comment or line break");
	if (*s->p)
		yaml_skip_break(s, yaml_break(s->p));
	return true;
}
