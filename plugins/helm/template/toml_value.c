/* SPDX-License-Identifier: Apache-2.0 */
/* toml_value.c - tokens of TOML as values: numbers, escapes, dates. */
#include <math.h>
#include <stdlib.h>
#include <weir/rune.h>
#include "go_time.h"
#include "number.h"
#include "toml_private.h"

/* ---- numbers ---- */

static bool is_word(const struct toml_token *k, const char *word)
{
	return k->len == strlen(word) && memcmp(k->s, word, k->len) == 0;
}

static bool is_hex(char c)
{
	return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

/* Digits before and behind every underscore. */
static bool underscores_good(const char *s, size_t len)
{
	bool digit = false;
	size_t i;

	if ((len == 3 && (memcmp(s, "nan", 3) == 0 || memcmp(s, "inf", 3) == 0)) ||
	    (len == 4 && (*s == '-' || *s == '+') && (memcmp(s + 1, "nan", 3) == 0 || memcmp(s + 1, "inf", 3) == 0)))
		return true;
	for (i = 0; i < len; i++) {
		if (s[i] == '_' && !digit)
			return false;
		digit = is_hex(s[i]);
	}
	return digit;
}

static bool leading_zero(const char *s, size_t len)
{
	if (len > 1 && s[0] == '0' && s[1] != 'b' && s[1] != 'o' && s[1] != 'x')
		return true;
	return len > 2 && (s[0] == '-' || s[0] == '+') && s[1] == '0';
}

static bool integer(struct toml *t, const struct toml_token *k, struct value *out)
{
	int64_t n;

	if (!underscores_good(k->s, k->len))
		return toml_fail(t, k->line, "Invalid integer %s: underscores must be surrounded by digits",
				 toml_quote(t, k->s, k->len));
	if (leading_zero(k->s, k->len))
		return toml_fail(t, k->line, "Invalid integer %s: cannot have leading zeroes",
				 toml_quote(t, k->s, k->len));
	if (!number_int(k->s, k->len, &n))
		return toml_fail(t, k->line, "%.*s is out of range for int64", (int)k->len, k->s);
	*out = value_int64(n);
	return true;
}

static bool is_separator(char c)
{
	return c == '.' || c == 'e' || c == 'E';
}

static bool float_parts_good(struct toml *t, const struct toml_token *k)
{
	size_t i = 0, n;
	bool point = false;

	for (; i < k->len; i += n) {
		for (n = 0; i + n < k->len && !is_separator(k->s[i + n]); n++)
			;
		if (n && !underscores_good(k->s + i, n))
			return toml_fail(t, k->line, "Invalid float %s: underscores must be surrounded by digits",
					 toml_quote(t, k->s, k->len));
		n += n == 0;
	}
	for (i = 0; i < k->len && is_separator(k->s[i]); i++)
		;
	for (n = 0; i + n < k->len && !is_separator(k->s[i + n]); n++)
		;
	if (leading_zero(k->s + i, n))
		return toml_fail(t, k->line, "Invalid float %s: cannot have leading zeroes",
				 toml_quote(t, k->s, k->len));
	for (i = 0; i < k->len; i++) {
		if (point && !(k->s[i] >= '0' && k->s[i] <= '9'))
			break;
		point = k->s[i] == '.';
	}
	if (i < k->len || point)
		return toml_fail(t, k->line, "Invalid float %s: '.' must be followed by one or more digits",
				 toml_quote(t, k->s, k->len));
	return true;
}

static const char *skip_digits(const char *p)
{
	while (*p >= '0' && *p <= '9')
		p++;
	return p;
}

static bool is_float(const char *p)
{
	const char *start;

	p += *p == '-' || *p == '+';
	if (strcmp(p, "inf") == 0 || strcmp(p, "nan") == 0)
		return true;
	start = p;
	p = skip_digits(p);
	if (p == start)
		return false;
	if (*p == '.')
		p = skip_digits(p + 1);
	if (*p == 'e' || *p == 'E') {
		p++;
		p += *p == '-' || *p == '+';
		start = p;
		p = skip_digits(p);
		if (p == start)
			return false;
	}
	return !*p;
}

static bool floating(struct toml *t, const struct toml_token *k, struct value *out)
{
	char *text, *to;
	size_t i;
	double d;

	if (!float_parts_good(t, k))
		return false;
	to = text = weir_arena_alloc(t->arena, k->len + 1);
	for (i = 0; i < k->len; i++)
		if (k->s[i] != '_')
			*to++ = k->s[i];
	if (!is_float(text))
		return toml_fail(t, k->line, "Invalid float value: %s", toml_quote(t, k->s, k->len));
	d = strtod(text, NULL);
	if (isinf(d) && !strchr(text, 'i'))
		return toml_fail(t, k->line, "%.*s is out of range for float64", (int)k->len, k->s);
	if (isnan(d))
		d = copysign(NAN, *text == '-' ? -1 : 1);
	*out = value_float(d);
	return true;
}

/* ---- dates ---- */

/* A letter or separator of the layout stands where the text has another: "1:30" as "15:04". */
static bool lacks_zero(const char *text, const char *layout)
{
	for (; *layout && *layout != '.' && *layout != 'Z'; layout++, text++)
		if ((*layout < '0' || *layout > '9') && *text != *layout)
			return true;
	return false;
}

static const struct {
	const char *layout, *zone; /* zone NULL: the local one */
} layouts[] = {
	{ GO_RFC3339NANO, NULL },           { "2006-01-02T15:04:05.999999999", "datetime-local" },
	{ "2006-01-02", "date-local" },     { "15:04:05.999999999", "time-local" },
	{ "2006-01-02T15:04Z07:00", NULL }, { "2006-01-02T15:04", "datetime-local" },
	{ "15:04", "time-local" },
};

static bool datetime(struct toml *t, const struct toml_token *k, struct value *out)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf why = WEIR_STRBUF_INIT;
	char *text = weir_arena_strndup(t->arena, k->s, k->len), *p;
	const struct go_zone *local = go_zone_local(t->arena), *zone;
	struct go_time *time;
	size_t i;

	for (p = text; *p; p++)
		*p = *p == 'z' ? 'Z' : *p == 't' || *p == ' ' ? 'T' : *p;
	for (i = 0; i < sizeof(layouts) / sizeof(layouts[0]); i++) {
		const char *name = layouts[i].zone;

		zone = local;
		if (name)
			zone = go_zone_fixed(t->arena, name, strlen(name),
					     go_zone_lookup(local, go_time_now(t->arena)->sec).offset);
		weir_strbuf_clear(&why);
		time = go_time_parse(t->arena, layouts[i].layout, strlen(layouts[i].layout), text, k->len, zone, &why);
		if (!time)
			continue;
		if (lacks_zero(text, layouts[i].layout))
			break;
		*out = go_time_value(time);
		return true;
	}
	return toml_fail(t, k->line, "invalid datetime: %s", toml_quote(t, text, k->len));
}

/* ---- texts ---- */

static uint32_t hex_of(const char *s, size_t n)
{
	uint32_t value = 0;

	for (; n; n--, s++)
		value = value << 4 | (uint32_t)(*s <= '9' ? *s - '0' : (*s | 0x20) - 'a' + 10);
	return value;
}

static bool add_escape(struct toml *t, const struct toml_token *k, const char **p, struct weir_strbuf *sb)
{
	static const char from[] = "btnfre\"\\", to[] = "\b\t\n\f\r\033\"\\";
	size_t n = **p == 'x' ? 2 : **p == 'u' ? 4 : **p == 'U' ? 8 : 0;
	const char *which = strchr(from, **p);
	uint32_t rune;
	char utf8[4];

	if (**p == ' ' || **p == '\t')
		return toml_fail(t, k->line, "invalid escape: '\\%c'", **p);
	if (!n) {
		weir_strbuf_addc(sb, which ? to[which - from] : **p);
		(*p)++;
		return true;
	}
	rune = hex_of(*p + 1, n);
	if (rune > WEIR_RUNE_MAX || (rune >= 0xd800 && rune <= 0xdfff))
		return toml_fail(t, k->line, "Escaped character '\\u%.*s' is not valid UTF-8.", (int)n, *p + 1);
	weir_strbuf_add(sb, utf8, weir_rune_encode(rune, utf8));
	*p += n + 1;
	return true;
}

static bool add_unescaped(struct toml *t, const struct toml_token *k, const char *s, size_t len, struct weir_strbuf *sb)
{
	const char *p = s, *end = s + len, *backslash;

	while (p < end) {
		backslash = memchr(p, '\\', (size_t)(end - p));
		if (!backslash)
			backslash = end;
		weir_strbuf_add(sb, p, (size_t)(backslash - p));
		p = backslash;
		if (p < end) {
			p++;
			if (!add_escape(t, k, &p, sb))
				return false;
		}
	}
	return true;
}

static void skip_first_break(const char **s, size_t *len)
{
	size_t n = *len && **s == '\n' ? 1 : *len > 1 && (*s)[0] == '\r' && (*s)[1] == '\n' ? 2 : 0;

	*s += n;
	*len -= n;
}

/* A backslash at the end of a line takes all blanks and breaks up to the next text with it. */
static void add_joined(const char *s, size_t len, struct weir_strbuf *sb)
{
	size_t i = 0, k;

	while (i < len) {
		if (s[i] != '\\') {
			weir_strbuf_addc(sb, s[i++]);
			continue;
		}
		if (i + 1 < len && s[i + 1] == '\\') {
			weir_strbuf_add(sb, s + i, 2);
			i += 2;
			continue;
		}
		for (k = i + 1; k < len && strchr(" \t\r\n", s[k]); k++)
			;
		if (memchr(s + i, '\n', k - i))
			i = k;
		else
			weir_strbuf_addc(sb, s[i++]);
	}
}

static bool text(struct toml *t, const struct toml_token *k, struct value *out)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf joined = WEIR_STRBUF_INIT, sb = WEIR_STRBUF_INIT;
	size_t len = k->len;
	const char *s = k->s;

	if (k->type == TOML_MULTILINE || k->type == TOML_RAW_MULTILINE)
		skip_first_break(&s, &len);
	if (k->type == TOML_MULTILINE) {
		add_joined(s, len, &joined);
		s = joined.data ? joined.data : "";
		len = joined.len;
	}
	if (k->type == TOML_MULTILINE || k->type == TOML_STRING_ESCAPED) {
		if (!add_unescaped(t, k, s, len, &sb))
			return false;
		*out = value_of_strbuf(t->arena, &sb);
	} else {
		*out = value_copy_str(t->arena, s, len);
	}
	return true;
}

bool toml_scalar(struct toml *t, const struct toml_token *k, struct value *out)
{
	switch (k->type) {
	case TOML_BOOL: *out = value_bool(is_word(k, "true")); return true;
	case TOML_INTEGER: return integer(t, k, out);
	case TOML_FLOAT: return floating(t, k, out);
	case TOML_DATETIME: return datetime(t, k, out);
	default: return text(t, k, out);
	}
}
