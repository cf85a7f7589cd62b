/* SPDX-License-Identifier: Apache-2.0 */
/* toml_number.c - tokens of TOML that begin with a digit or sign: integers, floats, dates. */
#include <weir/rune.h>
#include "toml_private.h"

static bool give(struct toml *t, enum toml_type type, struct toml_token *out)
{
	*out = (struct toml_token){ type, t->text + t->start, t->pos - t->start, t->line };
	t->start = t->pos;
	return !t->failed;
}

static bool is_digit(uint32_t r)
{
	return r >= '0' && r <= '9';
}

static bool is_of_base(uint32_t r, char base)
{
	if (base == 'b')
		return r == '0' || r == '1';
	if (base == 'o')
		return r >= '0' && r <= '7';
	return is_digit(r) || ((r | 0x20) >= 'a' && (r | 0x20) <= 'f');
}

/* Runes that are digits or in @more, up to one that is not. */
static uint32_t take_run(struct toml *t, const char *more)
{
	uint32_t r;

	do
		r = toml_next(t);
	while (is_digit(r) || (r && r < 0x80 && strchr(more, (int)r)));
	return r;
}

static bool take_float(struct toml *t, struct toml_token *out)
{
	take_run(t, "_.-+eE");
	toml_back(t);
	return give(t, TOML_FLOAT, out);
}

static bool take_datetime(struct toml *t, struct toml_token *out)
{
	take_run(t, "-:Tt .Zz+");
	toml_back(t);
	give(t, TOML_DATETIME, out);
	while (out->len && (out->s[out->len - 1] == ' ' || out->s[out->len - 1] == '\t'))
		out->len--;
	return !t->failed;
}

static bool take_decimal(struct toml *t, struct toml_token *out)
{
	uint32_t r = take_run(t, "_");

	if (r == '.' || r == 'e' || r == 'E')
		return take_float(t, out);
	toml_back(t);
	return give(t, TOML_INTEGER, out);
}

static bool take_number_or_date(struct toml *t, struct toml_token *out)
{
	uint32_t r = take_run(t, "");

	if (r == '-' || r == ':')
		return take_datetime(t, out);
	if (r == '_')
		return take_decimal(t, out);
	if (r == '.' || r == 'e' || r == 'E')
		return take_float(t, out);
	toml_back(t);
	return give(t, TOML_INTEGER, out);
}

/* Behind "0b", "0o", "0x". */
static bool take_based(struct toml *t, char base, struct toml_token *out)
{
	const char *name = base == 'b' ? "a binary" : base == 'o' ? "an octal" : "a hexadecimal";
	uint32_t r = toml_peek(t);
	char utf8[5] = "";

	if (!r) /* the end, which the original prints as it is */
		return toml_fail_here(t, "not %s number: '0%c%c'", name, base, 0);
	if (!is_of_base(r, base)) {
		utf8[weir_rune_encode(r, utf8)] = '\0';
		return toml_fail_here(t, "not %s number: '0%c%s'", name, base, utf8);
	}
	do
		r = toml_next(t);
	while (is_of_base(r, base) || r == '_');
	toml_back(t);
	return give(t, TOML_INTEGER, out);
}

bool toml_take_number(struct toml *t, struct toml_token *out)
{
	uint32_t r;

	if (toml_next(t) != '0')
		return take_number_or_date(t, out);
	r = toml_next(t);
	if (is_digit(r))
		return take_number_or_date(t, out);
	if (r == '_')
		return take_decimal(t, out);
	if (r == '.' || r == 'e' || r == 'E')
		return take_float(t, out);
	if (r == 'b' || r == 'o' || r == 'x')
		return take_based(t, (char)r, out);
	toml_back(t);
	return give(t, TOML_INTEGER, out);
}

/* "inf" or "nan" behind a sign and the first letter. */
static bool take_word(struct toml *t, const char *rest, struct toml_token *out)
{
	for (; *rest; rest++)
		if (toml_next(t) != (uint32_t)*rest) {
			toml_back(t);
			return toml_fail_here(t, "invalid float: '%.*s'", (int)(t->pos - t->start), t->text + t->start);
		}
	return give(t, TOML_FLOAT, out);
}

bool toml_take_signed_number(struct toml *t, struct toml_token *out)
{
	uint32_t r = toml_next(t), base;

	if (t->failed)
		return false;
	if (r == 'i' || r == 'n')
		return take_word(t, r == 'i' ? "nf" : "an", out);
	if (r == '.')
		return toml_fail_here(t, "floats must start with a digit, not '.'");
	if (r == '0') {
		base = toml_peek(t);
		if (base == 'b' || base == 'o' || base == 'x')
			return toml_fail_here(t, "cannot use sign with non-decimal numbers: '%.*s%c'",
					      (int)(t->pos - t->start), t->text + t->start, (char)base);
	}
	if (is_digit(r))
		return take_decimal(t, out);
	return toml_fail_here(t, "expected a digit but got %s", toml_quote_rune(t, r));
}
