/* SPDX-License-Identifier: Apache-2.0 */
/* fmt_integer.c - integers: %d %b %o %O %x %X, and as characters %c %q %U. */
#include <stdio.h>
#include <weir/rune.h>

#include "fmt.h"
#include "quote.h"

static void pad_with_spaces(struct fmt *f, const char *s, size_t len)
{
	bool zero = f->zero;

	f->zero = false;
	fmt_pad(f, s, len);
	f->zero = zero;
}

/* How many digits there shall be at least; -1: nothing is printed at all (%.0d of 0). */
static int least_digits(const struct fmt *f, uint64_t u, bool negative)
{
	if (f->has_precision)
		return !f->precision && !u ? -1 : f->precision;
	if (f->zero && !f->minus && f->has_width)
		return f->width - (negative || f->plus || f->space);
	return 0;
}

static void add_prefix(struct weir_strbuf *sb, const struct fmt *f, unsigned base, char first, uint32_t verb,
		       bool upper)
{
	if (verb == 'O')
		weir_strbuf_adds(sb, "0o");
	if (!f->sharp)
		return;
	if (base == 2)
		weir_strbuf_adds(sb, "0b");
	else if (base == 8 && first != '0')
		weir_strbuf_addc(sb, '0');
	else if (base == 16)
		weir_strbuf_adds(sb, upper ? "0X" : "0x");
}

void fmt_digits(struct fmt *f, uint64_t u, unsigned base, bool is_signed, uint32_t verb, bool upper)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	bool negative = is_signed && (int64_t)u < 0;
	char digits[64];
	int n = 0, least;

	if (negative)
		u = -u;
	least = least_digits(f, u, negative);
	if (least < 0 && f->has_precision) {
		pad_with_spaces(f, "", 0);
		return;
	}
	do {
		digits[sizeof(digits) - (size_t)++n] = (upper ? "0123456789ABCDEF" : "0123456789abcdef")[u % base];
		u /= base;
	} while (u);
	if (negative || f->plus || f->space)
		weir_strbuf_addc(&sb, negative ? '-' : f->plus ? '+' : ' ');
	add_prefix(&sb, f, base, least > n ? '0' : digits[sizeof(digits) - (size_t)n], verb, upper);
	for (; least > n; least--)
		weir_strbuf_addc(&sb, '0');
	weir_strbuf_add(&sb, digits + sizeof(digits) - (size_t)n, (size_t)n);
	pad_with_spaces(f, sb.data, sb.len);
}

void fmt_hex0x(struct fmt *f, uint64_t u, bool leading)
{
	bool sharp = f->sharp;

	f->sharp = leading;
	fmt_digits(f, u, 16, false, 'v', false);
	f->sharp = sharp;
}

static void as_character(struct fmt *f, uint64_t u)
{
	char bytes[4];

	fmt_pad(f, bytes, weir_rune_encode(u > WEIR_RUNE_MAX ? WEIR_RUNE_INVALID : (uint32_t)u, bytes));
}

static void as_quoted(struct fmt *f, uint64_t u)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;

	quote_rune(&sb, u > WEIR_RUNE_MAX ? WEIR_RUNE_INVALID : (uint32_t)u, f->plus);
	fmt_pad(f, sb.data, sb.len);
}

static void as_code_point(struct fmt *f, uint64_t u)
{
	WEIR_CLEAN_STRBUF struct weir_strbuf sb = WEIR_STRBUF_INIT;
	int digits = f->has_precision && f->precision > 4 ? f->precision : 4;
	char bytes[4];

	weir_strbuf_addf(&sb, "U+%0*llX", digits, (unsigned long long)u);
	if (f->sharp && u <= WEIR_RUNE_MAX && weir_rune_is_print((uint32_t)u)) {
		weir_strbuf_adds(&sb, " '");
		weir_strbuf_add(&sb, bytes, weir_rune_encode((uint32_t)u, bytes));
		weir_strbuf_addc(&sb, '\'');
	}
	pad_with_spaces(f, sb.data, sb.len);
}

bool fmt_integer(struct fmt *f, uint64_t u, bool is_signed, uint32_t verb)
{
	switch (verb) {
	case 'v':
		if (f->sharp_v && !is_signed) {
			fmt_hex0x(f, u, true);
			break;
		}
		/* fallthrough */
	case 'd': fmt_digits(f, u, 10, is_signed, verb, false); break;
	case 'b': fmt_digits(f, u, 2, is_signed, verb, false); break;
	case 'o':
	case 'O': fmt_digits(f, u, 8, is_signed, verb, false); break;
	case 'x':
	case 'X': fmt_digits(f, u, 16, is_signed, verb, verb == 'X'); break;
	case 'c': as_character(f, u); break;
	case 'q': as_quoted(f, u); break;
	case 'U': as_code_point(f, u); break;
	default: return false;
	}
	return true;
}
